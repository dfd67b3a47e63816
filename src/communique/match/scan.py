"""The scan: every lexicon's words, found in one pass over the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from communique.match.views import Entry
from communique.rules import RuleSet
from communique.text import unaccented
from communique.zones import Zones

__all__ = ["Scan"]

_TOKEN = re.compile(r"\w+")
_SEPARATOR = re.compile(r"(\W+)")
_PATTERN_WORD = re.compile(r"(?<!\\)[^\W\d_]{2,}")
_NO_TEXT = re.compile(r"\{[^\W\d][^{}]*\}|\(\?P<\w+>")  # names of lexicons, attributes and groups
_INFLECTED = re.compile(r"<([^<>]+)>")


_Form = tuple[str, str, int, int, str, int]
"""A form not yet worked out: lower, as written, lexicon and row (by number), paradigm, ending (by number).

Plain tuples of strings and numbers, for there are tens of thousands, and the garbage collector skips those.
"""


Meaning = Callable[[str, Mapping[str, Any]], int]
"""The bits of the references that mean a word, from its lexicon's name and its attributes."""

_Row = tuple[str, str, Mapping[str, Any], int, str | None]
"""A form worked out: lower, lexicon, attributes, what it means, and as written where its case counts."""


class _Entry:
    """The forms that start with one word: the word alone, those with punctuation, those by second word.

    Each longest first. `sure` says that the rows of the word alone are of one lexicon each, in any case.
    """

    __slots__ = ("alone", "longer", "sure", "tailed")

    def __init__(self, forms: Iterable[_Form], words: _Words, meaning: Meaning) -> None:
        alone: list[_Row] = []
        tailed: list[_Row] = []
        longer: dict[str, list[_Row]] = {}
        for form in sorted(forms, key=_by_length):
            row = words.row(form, meaning)
            tokens = _TOKEN.findall(row[0])
            if len(tokens) > 1:
                longer.setdefault(tokens[1], []).append(row)
            elif row[0] != tokens[0]:
                tailed.append(row)
            else:
                alone.append(row)
        self.alone = tuple(alone)
        self.sure = len({row[1] for row in alone}) == len(alone) and all(row[4] is None for row in alone)
        self.longer = {second: (*rows, *tailed) for second, rows in longer.items()}
        self.tailed = tuple(tailed)


class _Words:
    """The lexicons whose words are scanned for, and the endings of the paradigms that inflect them."""

    def __init__(self, rules: RuleSet) -> None:
        self._lexicons = [lexicon for lexicon in rules.lexicons if lexicon.columns[0] == "form"]
        self._endings: dict[str, list[dict[str, str]]] = {}
        for lexicon in rules.lexicons:
            if lexicon.name == "inflections":
                for ending in lexicon:
                    self._endings.setdefault(ending["paradigm"], []).append(ending)

    def forms(self) -> Iterator[_Form]:
        """Every form of every word."""
        for number, lexicon in enumerate(self._lexicons):
            for at, row in enumerate(lexicon.rows):
                form = row[0]
                if "<" not in form:
                    yield form.lower(), form, number, at, "", 0
                elif inflected := _INFLECTED.search(form):
                    paradigm = inflected.group(1)
                    head, tail = form[: inflected.start()], form[inflected.end() :]
                    for which, ending in enumerate(self._endings.get(paradigm, ())):
                        word = head + ending.get("ending", "") + tail
                        yield word.lower(), word, number, at, paradigm, which

    def row(self, form: _Form, meaning: Meaning) -> _Row:
        """What a hit of a form tells."""
        lower, written, number, at, paradigm, which = form
        lexicon = self._lexicons[number]
        cells = zip(lexicon.columns, lexicon.rows[at], strict=True)
        attributes = {column: cell for column, cell in cells if cell}
        if paradigm:
            ending = self._endings[paradigm][which]
            attributes |= {key: value for key, value in ending.items() if key not in {"paradigm", "ending"}}
            attributes["lemma"] = attributes["form"]
        means = meaning(lexicon.name, attributes)
        return lower, lexicon.name, attributes, means, None if lower == written else written


def _by_length(form: _Form) -> int:
    return -len(form[0])


class Scan:
    """All lexicons of a rule set as one dictionary keyed by first word; one pass finds every longest form.

    Attributes:
        restore: unaccented word → accented word, for the words of the rules that capitals strip of accents.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._words = _Words(rules)
        forms: dict[str, list[_Form]] = {}
        lowers: list[str] = []
        for form in self._words.forms():
            lowers.append(form[0])
            first = _TOKEN.match(form[0])
            if first is not None:
                forms.setdefault(first.group(), []).append(form)
        # Entries are worked out when their word is first met: most words of the lexicons never are.
        self._index: dict[str, tuple[_Form, ...] | _Entry] = {
            word: tuple(group) for word, group in forms.items()
        }
        self.restore = _restorable(lowers, rules)

    def hits(self, zones: Zones, meaning: Meaning) -> dict[str, list[Entry]]:
        """Every lexicon's hits, by its name and in text order.

        Of one lexicon, only the longest form at each place is a hit.
        """
        lower, folded = zones.lower, zones.folded
        found: dict[str, list[Entry]] = defaultdict(list)
        index = self._index
        # Splitting, measuring and looking up run in C: Python sees only the words that some lexicon knows.
        parts = _SEPARATOR.split(lower)
        starts = list(accumulate(map(len, parts), initial=0))
        words = parts[::2]
        words.append("")
        for at, entry in enumerate(map(index.get, words)):
            if entry is None:
                continue
            if isinstance(entry, tuple):
                entry = index[words[at]] = _Entry(entry, self._words, meaning)
            start = starts[2 * at]
            taken: list[str] = []
            for form, name, attributes, means, cased in entry.longer.get(words[at + 1], entry.tailed):
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
    return restore
