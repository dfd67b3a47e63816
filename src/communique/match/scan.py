"""The scan: every lexicon's words, found in one pass over the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from communique.match.views import Entry
from communique.match.words import Index, Meaning, Stored
from communique.rules import RuleSet
from communique.text import DOUBTFUL, unaccented
from communique.zones import Zones

__all__ = ["Scan"]

_TOKEN = re.compile(r"\w+")
_SEPARATOR = re.compile(r"(\W+)")
_PATTERN_WORD = re.compile(r"(?<!\\)[^\W\d_]{2,}")
_NO_TEXT = re.compile(r"\{[^\W\d][^{}]*\}|\(\?P<\w+>")  # names of lexicons, attributes and groups


class Scan:
    """All lexicons of a rule set as one dictionary keyed by first word; one pass finds every longest form.

    Attributes:
        restore: unaccented word → accented word, for the words of the rules that capitals strip of accents.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._index = Index(rules)
        self.restore: Mapping[str, str] = _restorable(map(str.lower, filter(_telling, self.words())), rules)

    def __getstate__(self) -> tuple[Index, tuple[bytes, bytes]]:
        return self._index, Stored.of(self.restore)

    def __setstate__(self, state: tuple[Index, tuple[bytes, bytes]]) -> None:
        self._index, restore = state
        self.restore = Stored(*restore)

    def words(self) -> Iterator[str]:
        """Every form of every word of the lexicons, as written."""
        return self._index.forms()

    def hits(self, zones: Zones, meaning: Meaning) -> dict[str, list[Entry]]:
        """Every lexicon's hits, by its name and in text order.

        Of one lexicon, only the longest form at each place is a hit.
        """
        lower, folded = zones.lower, zones.folded
        found: dict[str, list[Entry]] = defaultdict(list)
        # Splitting, measuring and looking up run in C: Python sees only the words that some lexicon knows.
        parts = _SEPARATOR.split(lower)
        starts = list(accumulate(map(len, parts), initial=0))
        words = parts[::2]
        words.append("")
        self._index.meet(words)
        for at, entry in enumerate(map(self._index.known.get, words)):
            if entry is None:
                continue
            if isinstance(entry, bytes):
                entry = self._index.entry(words[at], entry, meaning)
            start = starts[2 * at]
            taken: list[str] = []
            rows = entry.longer.get(words[at + 1], entry.tailed)
            if isinstance(rows, bytes):
                rows = entry.read(words[at + 1], meaning)
            for form, name, attributes, means, cased in rows:
                if lower.startswith(form, start) and name not in taken:
                    end = start + len(form)
                    if form[-1].isalnum() and lower[end : end + 1].isalnum():
                        continue
                    if cased is None or _case_agrees(folded[start:end], cased):
                        taken.append(name)
                        found[name].append((start, -end, name, means, attributes))
            end = start + len(words[at])
            if entry.sure and not taken:
                for _, name, attributes, means, _ in entry.alone:
                    found[name].append((start, -end, name, means, attributes))
                continue
            for _, name, attributes, means, cased in entry.alone:
                if name not in taken and (cased is None or _case_agrees(folded[start:end], cased)):
                    taken.append(name)
                    found[name].append((start, -end, name, means, attributes))
        return found


def _case_agrees(text: str, form: str) -> bool:
    if text == form or text.isupper():
        return True
    return all(not wanted.isupper() or char.isupper() for char, wanted in zip(text, form, strict=False))


def _telling(form: str) -> bool:
    """Whether a form tells how its words are spelt: plain capitals may have lost their accents."""
    return len(form) == 1 or not form.isascii() or not form.isupper()


def _restorable(forms: Iterable[str], rules: RuleSet) -> dict[str, str]:
    sources = [*(rule.pattern for rule in rules.rules), *rules.fragments.values()]
    sources += [fragment for rule in rules.rules for fragment in rule.fragments.values()]
    words = set(_TOKEN.findall("\n".join(forms)))
    words.update(_PATTERN_WORD.findall(_NO_TEXT.sub(" ", "\n".join(sources))))
    restore: dict[str, str] = {}
    for word in sorted(word for word in words if not word.isascii()):
        # Typed without any accent, or without the one on the capital alone.
        for bare in (unaccented(word), unaccented(word[0]) + word[1:]):
            if bare != word and bare not in words and len(bare) == len(word):
                restore.setdefault(bare, word)
    return {**restore, **_twins(words)}


def _twins(words: set[str]) -> dict[str, str]:
    """Words of which a text without accents does not tell which they are: what ends most accented is meant.

    "condamne" may be "condamné", and "reitere" "réitéré" as well as "réitère". A mark before the key sets
    them apart: they hold only where a pattern of the layout says so.
    """
    twins: dict[str, str] = {}
    for word in sorted(word for word in words if not word.isascii()):
        bare = unaccented(word)
        if bare.isascii() and len(bare) == len(word):
            known = twins.get(bare)
            if known is None or _last_accent(word) > _last_accent(known):
                twins[bare] = word
    return {DOUBTFUL + bare: word for bare, word in twins.items()}


def _last_accent(word: str) -> int:
    return max(at for at, char in enumerate(word) if not char.isascii())
