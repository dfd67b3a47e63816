"""Views: the text with each mention of some kinds, and of no other, as one sentinel character."""

from __future__ import annotations

import pickle
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

from communique.match.references import Reference
from communique.rules import Rule

__all__ = ["Alphabet", "Entry", "Group", "Hit", "Match", "View", "make_view", "mention"]

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


Entry = tuple[int, int, str, int, Any]
"""A mention that views may show: start, minus end, name, the bits of the references that mean it, itself.

A word of a lexicon is there with its attributes: most words never become a `Hit`. No two mentions have
the same place and name, so entries can be put in order without a look at what comes behind these.
"""


def mention(entry: Entry) -> Hit | Match:
    """The mention of an entry."""
    start, negative_end, name, _, item = entry
    return item if type(item) is Match else _new_hit((start, -negative_end, name, item))


# What a named tuple's own constructor does, without its call.
_new_hit = partial(tuple.__new__, Hit)
_new_group = partial(tuple.__new__, Group)


class View:
    """A base text in which each mention of some kinds, and no other, is one sentinel character."""

    __slots__ = ("_further", "_items", "_masks", "_sentinels", "_shift", "text")

    def __init__(
        self,
        text: str,
        sentinels: list[int],
        masks: list[int],
        shift: list[int],
        items: list[Entry],
        further: dict[int, list[Entry]],
    ) -> None:
        self.text = text
        self._items = items
        self._further = further
        self._sentinels = sentinels
        self._masks = masks
        self._shift = shift

    def places(self, mask: int) -> list[int]:
        """View offsets of the sentinels behind which one of the references of a bit mask stands."""
        return [at for at, meant in zip(self._sentinels, self._masks, strict=True) if meant & mask]

    def folded(self, index: int) -> int:
        """The folded offset of a view offset."""
        return index + self._shift[bisect_left(self._sentinels, index)]

    def index(self, folded: int) -> int:
        """The view offset of a folded offset that no mention covers."""
        at = bisect_left(range(len(self._sentinels)), folded, key=self._starts_at)
        return folded - self._shift[at]

    def _starts_at(self, number: int) -> int:
        return self._sentinels[number] + self._shift[number]

    def group(self, start: int, end: int) -> Group:
        """A stretch of the view in folded offsets, with the mentions whose sentinels stand in it."""
        sentinels, shift = self._sentinels, self._shift
        low = bisect_left(sentinels, start)
        high = bisect_left(sentinels, end, low)
        folded = start + shift[low], end + shift[high]
        if low == high:
            return _new_group((*folded, ()))
        held = self._items[low:high]
        if self._further:
            held = [
                entry for at in range(low, high) for entry in (self._items[at], *self._further.get(at, ()))
            ]
        return _new_group((*folded, tuple(map(mention, held))))


class Alphabet:
    """Which sentinel stands for which references of one view.

    There is one for every mention of a name under up to two conditions, and for every two mentions of two
    names under up to one condition each. For what else is meant at one place, one is added when that is first
    met; `size` tells that the alphabet has grown and that patterns written in it are out of date; `mask` has
    the bits of its references, `known` the sentinels so far, by bit mask.
    """

    def __init__(self, bits: Mapping[Reference, int]) -> None:
        """Make an alphabet for references, each with a bit that is its own in the whole program."""
        self._bits: Mapping[Reference, int] | bytes = bits
        self.mask = sum(bits.values())
        # Who means a mention under a condition, also means it under none.
        plain = {ref.name: bit for ref, bit in bits.items() if not ref.conditions}
        alone = [(ref.name, bit | plain.get(ref.name, 0)) for ref, bit in bits.items()]
        masks = [mask for _, mask in alone]
        masks += [a | b for (_, a), (_, b) in combinations(alone, 2)]
        self.known = {mask: chr(FIRST_SENTINEL + at) for at, mask in enumerate(dict.fromkeys(masks))}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_bits": pickle.dumps(self._bits, 5)}  # read where a pattern is compiled

    @property
    def size(self) -> int:
        """How many sentinels there are."""
        return len(self.known)

    def char(self, mask: int) -> str:
        """The sentinel of a mention that several references mean, by their bit mask."""
        known = self.known.get(mask)
        if known is None:
            known = self.known[mask] = chr(FIRST_SENTINEL + len(self.known))
        return known

    def charset(self, ref: Reference) -> str:
        """A character class with every sentinel that a reference may stand behind."""
        if isinstance(self._bits, bytes):
            bits: Mapping[Reference, int] = pickle.loads(self._bits)
            self._bits = bits
        bit = self._bits[ref]
        runs: list[list[str]] = []
        for mask, char in self.known.items():  # in the order of the characters
            if mask & bit:
                if runs and ord(char) == ord(runs[-1][-1]) + 1:
                    runs[-1][1:] = [char]
                else:
                    runs.append([char])
        return f"[{''.join(map('-'.join, runs))}]"


def make_view(base: str, alphabet: Alphabet, entries: Iterable[Entry]) -> View:
    """The view of a base text in which these mentions are sentinels: the leftmost, of those the longest."""
    pieces: list[str] = []
    sentinels: list[int] = []
    masks: list[int] = []
    shift = [0]
    items: list[Entry] = []
    further: dict[int, list[Entry]] = {}
    done = moved = 0
    last_start = last_end = -1
    meant = alphabet.mask
    known = alphabet.known
    for entry in sorted(entries):
        start, negative_end, _, bit, _ = entry
        bit &= meant
        if not bit:
            continue
        if start < done:
            if start == last_start and negative_end == last_end:
                masks[-1] |= bit
                further.setdefault(len(items) - 1, []).append(entry)
                pieces[-1] = alphabet.char(masks[-1])
            continue
        last_start, last_end = start, negative_end
        pieces += base[done:start], known.get(bit) or alphabet.char(bit)
        sentinels.append(start - moved)
        masks.append(bit)
        items.append(entry)
        done = -negative_end
        moved += done - start - 1
        shift.append(moved)
    pieces.append(base[done:])
    return View("".join(pieces), sentinels, masks, shift, items, further)
