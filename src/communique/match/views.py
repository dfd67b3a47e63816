"""Views: the text with each mention of some kinds, and of no other, as one sentinel character."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from communique.match.references import Reference
from communique.rules import Rule

__all__ = ["Alphabet", "Group", "Hit", "Match", "View", "make_view"]

FIRST_SENTINEL = 0xE000


class Hit(NamedTuple):
    """A word of a lexicon found in the text: folded offsets, the lexicon's name, the row's attributes."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, Any]


class Match(NamedTuple):
    """A match of a rule: folded offsets of its span, its kind, attributes for rules that build on it, groups.

    `whole` is the stretch the whole pattern covered; `groups` maps group names to `Group`.
    """

    start: int
    end: int
    name: str
    attributes: dict[str, Any]
    rule: Rule
    groups: Mapping[str, Group]
    whole: tuple[int, int]


class Group(NamedTuple):
    """What a named group held: folded offsets, and the mentions and lexicon hits inside."""

    start: int
    end: int
    items: tuple[Hit | Match, ...]


class View:
    """A base text in which each mention of some kinds, and no other, is one sentinel character."""

    __slots__ = ("_sentinels", "_shift", "anchors", "items", "text")

    def __init__(
        self,
        text: str,
        sentinels: list[int],
        shift: list[int],
        items: list[tuple[Hit | Match, ...]],
        anchors: dict[Reference, list[int]],
    ) -> None:
        self.text = text
        self.items = items
        self.anchors = anchors
        self._sentinels = sentinels
        self._shift = shift

    def folded(self, index: int) -> int:
        """The folded offset of a view offset."""
        return index + self._shift[bisect_left(self._sentinels, index)]

    def held(self, start: int, end: int) -> tuple[Hit | Match, ...]:
        """The mentions whose sentinels stand in a stretch of the view."""
        low = bisect_left(self._sentinels, start)
        high = bisect_left(self._sentinels, end, low)
        if high - low == 1:
            return self.items[low]
        return tuple(item for items in self.items[low:high] for item in items)


class Alphabet:
    """Which sentinel stands for which references of one view: one for each, and for each pair.

    Three at once have a sentinel only where the lexicons share a form: every character of an alphabet makes
    its patterns longer to compile.
    """

    def __init__(self, refs: Sequence[Reference], coinciding: Iterable[frozenset[str]] = ()) -> None:
        self.refs = refs
        masks = [1 << i for i in range(len(refs))]
        masks += [a | b for a, b in combinations(masks, 2)]
        triples: set[int] = set()
        for names in [*coinciding, *(frozenset({ref.name}) for ref in refs)]:
            meant = [(1 << i, ref) for i, ref in enumerate(refs) if ref.name in names]
            triples.update(
                a | b | c
                for (a, x), (b, y), (c, z) in combinations(meant, 3)
                if x.agrees(y) and x.agrees(z) and y.agrees(z)
            )
        self._char = {mask: chr(FIRST_SENTINEL + at) for at, mask in enumerate([*masks, *sorted(triples)])}

    def char(self, mask: int) -> str:
        """The sentinel of a mention that several references mean, by their bit mask."""
        while mask not in self._char:
            mask &= mask - 1
        return self._char[mask]

    def charset(self, ref: Reference) -> str:
        """A character class with every sentinel that a reference may stand behind."""
        bit = 1 << self.refs.index(ref)
        return "[" + "".join(char for mask, char in self._char.items() if mask & bit) + "]"


def make_view(base: str, alphabet: Alphabet, found: Callable[[str], Sequence[Hit | Match]]) -> View:
    """The view of a base text in which the mentions of an alphabet's references are sentinels."""
    entries: list[tuple[int, int, int, Hit | Match]] = []
    for bit, ref in enumerate(alphabet.refs):
        mask = 1 << bit
        conditions = ref.conditions
        entries += [
            (item[0], -item[1], mask, item)
            for item in found(ref.name)
            if not conditions or ref.holds(item[3])
        ]
    entries.sort(key=_entry_key)
    anchors: dict[Reference, list[int]] = {ref: [] for ref in alphabet.refs}
    pieces: list[str] = []
    sentinels: list[int] = []
    shift = [0]
    items: list[tuple[Hit | Match, ...]] = []
    done = at = 0
    moved = 0
    count = len(entries)
    while at < count:
        start, negative_end, mask, item = entries[at]
        at += 1
        if start < done:
            continue
        together: tuple[Hit | Match, ...] = (item,)
        while at < count and entries[at][0] == start and entries[at][1] == negative_end:
            if not mask & entries[at][2]:
                mask |= entries[at][2]
                together += (entries[at][3],)
            at += 1
        pieces.append(base[done:start])
        pieces.append(alphabet.char(mask))
        position = start - moved
        sentinels.append(position)
        items.append(together)
        end = -negative_end
        moved += end - start - 1
        shift.append(moved)
        done = end
        for bit, ref in enumerate(alphabet.refs):
            if mask >> bit & 1:
                anchors[ref].append(position)
    pieces.append(base[done:])
    return View("".join(pieces), sentinels, shift, items, anchors)


def _entry_key(entry: tuple[int, int, int, Hit | Match]) -> tuple[int, int, int]:
    return entry[:3]
