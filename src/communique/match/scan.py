"""The scan: every lexicon's words, found in one pass over the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

from communique.rules import Lexicon, RuleSet
from communique.text import unaccented
from communique.zones import Zones

__all__ = ["Scan"]

_TOKEN = re.compile(r"\w+")
_SEPARATOR = re.compile(r"(\W+)")
_PATTERN_WORD = re.compile(r"(?<!\\)[^\W\d_]{2,}")
_INFLECTED = re.compile(r"<([^<>]+)>")


class _Form(NamedTuple):
    """A form not yet worked out: its lexicon, its row, and the ending that made it."""

    lower: str
    form: str
    lexicon: Lexicon
    row: tuple[str, ...]
    ending: Mapping[str, str] | None

    def attributes(self) -> Mapping[str, str]:
        cells = zip(self.lexicon.columns, self.row, strict=True)
        row = {column: cell for column, cell in cells if cell}
        if self.ending is not None:
            row |= {key: value for key, value in self.ending.items() if key not in {"paradigm", "ending"}}
            row["lemma"] = self.row[0]
        return row


class _Row(NamedTuple):
    lexicon: str
    attributes: Mapping[str, Any]
    cased: str | None


class _Entry:
    """The forms that start with one word: the word alone, the word with punctuation, and by second word."""

    __slots__ = ("alone", "longer", "tailed")

    def __init__(self, forms: Sequence[_Form]) -> None:
        self.alone: list[_Row] = []
        tailed: dict[str, list[_Row]] = {}
        longer: dict[str, dict[str, list[_Row]]] = {}
        for form in sorted(forms, key=_by_length):
            lower = form.lower
            row = _Row(form.lexicon.name, form.attributes(), None if lower == form.form else form.form)
            tokens = _TOKEN.findall(lower)
            if len(tokens) > 1:
                longer.setdefault(tokens[1], {}).setdefault(lower, []).append(row)
            elif lower != tokens[0]:
                tailed.setdefault(lower, []).append(row)
            else:
                self.alone.append(row)
        self.tailed = tailed
        self.longer = longer


def _by_length(form: _Form) -> int:
    return -len(form.lower)


class Scan:
    """All lexicons of a rule set as one dictionary keyed by first word; one pass finds every longest form.

    Attributes:
        restore: unaccented word → accented word, for the words of the rules that capitals strip of accents.
    """

    def __init__(self, rules: RuleSet) -> None:
        index: dict[str, list[_Form] | _Entry] = {}
        lowers: list[str] = []
        for form in _forms(rules):
            lower = form.lower
            lowers.append(lower)
            first = _TOKEN.match(lower)
            if first is None:
                continue
            known = index.setdefault(first.group(), [])
            assert isinstance(known, list)
            known.append(form)
        # Entries are worked out when their word is first met: most words of the lexicons never are.
        self._index = index
        self.restore = _restorable(lowers, rules)

    def hits(self, zones: Zones) -> dict[str, list[tuple[int, int, Mapping[str, Any]]]]:
        """Every lexicon's hits in text order, as (start, end, attributes).

        Of one lexicon, only the longest form at each place is a hit.
        """
        lower, folded = zones.lower, zones.folded
        found: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = defaultdict(list)
        index = self._index
        # Splitting, measuring and looking up run in C: Python sees only the words that some lexicon knows.
        parts = _SEPARATOR.split(lower)
        starts = list(accumulate(map(len, parts), initial=0))
        words = parts[::2]
        words.append("")
        for at, entry in enumerate(map(index.get, words)):
            if entry is None:
                continue
            if type(entry) is list:
                entry = index[words[at]] = _Entry(entry)
            assert isinstance(entry, _Entry)
            start = starts[2 * at]
            taken: tuple[str, ...] = ()
            longer = entry.longer.get(words[at + 1]) if entry.longer else None
            if longer or entry.tailed:
                for form, rows in chain(longer.items() if longer else (), entry.tailed.items()):
                    if lower.startswith(form, start):
                        end = start + len(form)
                        if form[-1].isalnum() and lower[end : end + 1].isalnum():
                            continue
                        for name, attributes, cased in rows:
                            if name not in taken and (
                                cased is None or _case_agrees(folded[start:end], cased)
                            ):
                                taken += (name,)
                                found[name].append((start, end, attributes))
            end = start + len(words[at])
            for name, attributes, cased in entry.alone:
                if name not in taken and (cased is None or _case_agrees(folded[start:end], cased)):
                    taken += (name,)
                    found[name].append((start, end, attributes))
        return found


def _case_agrees(text: str, form: str) -> bool:
    if text == form or text.isupper():
        return True
    return all(not wanted.isupper() or char.isupper() for char, wanted in zip(text, form, strict=False))


def _forms(rules: RuleSet) -> Iterator[_Form]:
    inflections = _inflections(rules)
    for lexicon in rules.lexicons:
        if lexicon.columns[0] != "form":
            continue
        for row in lexicon.rows:
            form = row[0]
            if "<" not in form:
                yield _Form(form.lower(), form, lexicon, row, None)
            elif inflected := _INFLECTED.search(form):
                head, tail = form[: inflected.start()], form[inflected.end() :]
                for ending in inflections.get(inflected.group(1), ()):
                    word = head + ending.get("ending", "") + tail
                    yield _Form(word.lower(), word, lexicon, row, ending)


def _inflections(rules: RuleSet) -> dict[str, list[dict[str, str]]]:
    paradigms: dict[str, list[dict[str, str]]] = {}
    for lexicon in rules.lexicons:
        if lexicon.name == "inflections":
            for row in lexicon:
                paradigms.setdefault(row["paradigm"], []).append(row)
    return paradigms


def _restorable(forms: Iterable[str], rules: RuleSet) -> dict[str, str]:
    sources = [*(rule.pattern for rule in rules.rules), *rules.fragments.values()]
    sources += [fragment for rule in rules.rules for fragment in rule.fragments.values()]
    words = set(_TOKEN.findall("\n".join(forms)))
    words.update(_PATTERN_WORD.findall("\n".join(sources)))
    restore: dict[str, str] = {}
    for word in sorted(word for word in words if not word.isascii()):
        # Typed without any accent, or without the one on the capital alone.
        for bare in (unaccented(word), unaccented(word[0]) + word[1:]):
            if bare != word and bare not in words and len(bare) == len(word):
                restore.setdefault(bare, word)
    return restore
