"""The scan: every lexicon's words, found in one pass over the text."""

from __future__ import annotations

import marshal
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

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


_Form = tuple[str, str, int, int, int]
"""A form not yet worked out: lower, as written, lexicon, its row, the row of the ending or -1 (by number)."""


Meaning = Callable[[str, Mapping[str, Any]], int]
"""The bits of the references that mean a word, from its lexicon's name and its attributes."""

_Row = tuple[str, str, Mapping[str, Any], int, str | None]
"""A form worked out: lower, lexicon, attributes, what it means, and as written where its case counts."""


class _Entry:
    """The forms that start with one word: the word alone, those with punctuation, those by second word.

    Each longest first. Those of a second word are worked out when that is first met behind the first. `sure`
    says that the rows of the word alone are of one lexicon each, in any case.
    """

    __slots__ = ("alone", "longer", "sure", "tailed")

    def __init__(self, stored: bytes, words: _Words, meaning: Meaning) -> None:
        alone, tailed, longer = marshal.loads(stored)
        self.alone = words.rows(alone, meaning)
        self.sure = len({row[1] for row in self.alone}) == len(alone) and all(
            row[4] is None for row in self.alone
        )
        self.tailed = words.rows(tailed, meaning)
        self.longer: dict[str, tuple[_Row, ...] | bytes] = longer

    def read(self, second: str, words: _Words, meaning: Meaning) -> tuple[_Row, ...]:
        """The forms that go on with a second word, and those with punctuation, from now on worked out."""
        forms = self.longer[second]
        if not isinstance(forms, bytes):  # another thread was faster
            return forms
        rows = self.longer[second] = (*words.rows(marshal.loads(forms), meaning), *self.tailed)
        return rows


class _Table(NamedTuple):
    """A lexicon as far as a scan reads it. Rows that come late are read one by one."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def cells(self, at: int) -> dict[str, str]:
        """The cells of a row that are not empty."""
        return {column: cell for column, cell in zip(self.columns, self.rows[at], strict=True) if cell}


class _Words:
    """The lexicons whose words are scanned for, and the endings of the paradigms that inflect them."""

    def __init__(self, rules: RuleSet) -> None:
        tables = [_Table(lexicon.name, lexicon.columns, lexicon.rows) for lexicon in rules.lexicons]
        self._tables = [table for table in tables if table.columns[0] == "form"]
        self._endings = next((table for table in tables if table.name == "inflections"), None)

    def forms(self) -> Iterator[_Form]:
        """Every form of every word."""
        endings = self._paradigms()
        for number, table in enumerate(self._tables):
            for at, row in enumerate(table.rows):
                form = row[0]
                if "<" not in form:
                    yield form.lower(), form, number, at, -1
                elif inflected := _INFLECTED.search(form):
                    head, tail = form[: inflected.start()], form[inflected.end() :]
                    for which, ending in endings.get(inflected.group(1), ()):
                        word = head + ending + tail
                        yield word.lower(), word, number, at, which

    def _paradigms(self) -> dict[str, list[tuple[int, str]]]:
        """The row and the ending of every form of each paradigm."""
        paradigms: dict[str, list[tuple[int, str]]] = {}
        if self._endings is not None:
            for at in range(len(self._endings.rows)):
                cells = self._endings.cells(at)
                paradigms.setdefault(cells["paradigm"], []).append((at, cells.get("ending", "")))
        return paradigms

    def rows(self, forms: Iterable[_Form], meaning: Meaning) -> tuple[_Row, ...]:
        """What hits of forms tell."""
        return tuple(self._row(form, meaning) for form in forms)

    def _row(self, form: _Form, meaning: Meaning) -> _Row:
        lower, written, number, at, which = form
        table = self._tables[number]
        attributes = table.cells(at)
        if which >= 0 and self._endings is not None:
            ending = self._endings.cells(which)
            attributes |= {key: value for key, value in ending.items() if key not in {"paradigm", "ending"}}
            attributes["lemma"] = attributes["form"]
        means = meaning(table.name, attributes)
        return lower, table.name, attributes, means, None if lower == written else written


def _by_length(form: _Form) -> int:
    return -len(form[0])


def _index(words: _Words) -> dict[str, bytes]:
    """The forms by first word, as entries read them: bytes take little memory, and no garbage collection."""
    forms: dict[str, list[_Form]] = {}
    for form in words.forms():
        first = _TOKEN.match(form[0])
        if first is not None:
            forms.setdefault(first.group(), []).append(form)
    return {word: _stored(word, group) for word, group in forms.items()}


def _stored(word: str, forms: list[_Form]) -> bytes:
    alone: list[_Form] = []
    tailed: list[_Form] = []
    longer: dict[str, list[_Form]] = {}
    for form in sorted(forms, key=_by_length):
        if form[0] == word:
            alone.append(form)
        elif second := _TOKEN.search(form[0], len(word)):
            longer.setdefault(second.group(), []).append(form)
        else:
            tailed.append(form)
    return marshal.dumps((alone, tailed, {second: marshal.dumps(group) for second, group in longer.items()}))


class Scan:
    """All lexicons of a rule set as one dictionary keyed by first word; one pass finds every longest form.

    Attributes:
        restore: unaccented word → accented word, for the words of the rules that capitals strip of accents.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._words = _Words(rules)
        # Entries are worked out when their word is first met: most words of the lexicons never are.
        self._index: dict[str, bytes | _Entry] = {**_index(self._words)}
        self.restore = _restorable((form[0] for form in self._words.forms()), rules)

    def __getstate__(self) -> tuple[_Words, bytes, bytes]:
        # Two flat lists are read much faster than tens of thousands of tuples.
        index = _index(self._words)
        return self._words, marshal.dumps((list(index), list(index.values()))), marshal.dumps(self.restore)

    def __setstate__(self, state: tuple[_Words, bytes, bytes]) -> None:
        self._words, index, restore = state
        self._index = dict(zip(*marshal.loads(index), strict=True))
        self.restore = marshal.loads(restore)

    def words(self) -> Iterator[str]:
        """Every form of every word of the lexicons, as written."""
        return (form[1] for form in self._words.forms())

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
            if isinstance(entry, bytes):
                entry = index[words[at]] = _Entry(entry, self._words, meaning)
            start = starts[2 * at]
            taken: list[str] = []
            rows = entry.longer.get(words[at + 1], entry.tailed)
            if isinstance(rows, bytes):
                rows = entry.read(words[at + 1], self._words, meaning)
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
