"""Words: every form of every word of the lexicons, by its first word, worked out when a text has that."""

from __future__ import annotations

import marshal
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from communique.rules import RuleSet

__all__ = ["Entry", "Index", "Meaning", "Stored"]

_TOKEN = re.compile(r"\w+")
_DOTTED = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ]\.){3,}")
_INFLECTED = re.compile(r"<([^<>]+)>")

_BUCKETS = 8192
"""A power of two, large enough for a few words each."""

_MANY = 2_000
"""So many questions cost as much as to read all."""

_MOST_MET = 50_000
"""So many words are remembered to have been looked for; then all the others are read too."""

Form = tuple[int, int, int]
"""A form not yet worked out: its lexicon, its row, the row of its ending or one of the two below."""

_PLAIN = -1
"""As the row has it."""

_SPACED = -2
"""An abbreviation typed with a space behind each stop, as old texts have it: "O. U. A."."""

_FORM = struct.Struct("<iiii")
"""A stored form: as above, and what it means, by its place among the known meanings or -1."""

Meaning = Callable[[str, Mapping[str, Any]], int]
"""The bits of the references that mean a word, from its lexicon's name and its attributes."""

Row = tuple[str, str, Mapping[str, Any], int, str | None]
"""A form worked out: lower, lexicon, attributes, what it means, and as written where its case counts."""


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
        self._meanings: list[int] = []

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Every form of every word, as written, and what it is worked out from."""
        endings = self._paradigms()
        for number, table in enumerate(self._tables):
            for at, row in enumerate(table.rows):
                form = row[0]
                if "<" not in form:
                    yield form, (number, at, _PLAIN)
                    if _DOTTED.fullmatch(form):
                        yield _spaced(form), (number, at, _SPACED)
                elif inflected := _INFLECTED.search(form):
                    for which, ending in endings.get(inflected.group(1), ()):
                        word = form[: inflected.start()] + ending + form[inflected.end() :]
                        yield word, (number, at, which)

    def _paradigms(self) -> dict[str, list[tuple[int, str]]]:
        """The row and the ending of every form of each paradigm."""
        paradigms: dict[str, list[tuple[int, str]]] = {}
        if self._endings is not None:
            for at in range(len(self._endings.rows)):
                cells = self._endings.cells(at)
                paradigms.setdefault(cells["paradigm"], []).append((at, cells.get("ending", "")))
        return paradigms

    def rows(self, stored: bytes, meaning: Meaning) -> tuple[Row, ...]:
        """What hits of stored forms tell."""
        return tuple(
            self._row((number, at, which), place, meaning)
            for number, at, which, place in _FORM.iter_unpack(stored)
        )

    def learn(self, meaning: Meaning) -> dict[Form, int]:
        """Find out what every form means, before all are stored; its place among the meanings by form."""
        self._meanings = []
        places: dict[int, int] = {}
        learnt = {form: self._row(form, -1, meaning)[3] for _, form in self.forms()}
        known = {form: places.setdefault(means, len(places)) for form, means in learnt.items()}
        self._meanings = list(places)
        return known

    def _row(self, form: Form, place: int, meaning: Meaning) -> Row:
        number, at, which = form
        table = self._tables[number]
        attributes = table.cells(at)
        written = attributes["form"]
        if which == _SPACED:
            written = _spaced(written)
        elif which != _PLAIN and self._endings is not None:
            ending = self._endings.cells(which)
            attributes |= {key: value for key, value in ending.items() if key not in {"paradigm", "ending"}}
            attributes["lemma"] = written
            written = _INFLECTED.sub(lambda _: ending.get("ending", ""), written, 1)
        lower = written.lower()
        means = self._meanings[place] if place >= 0 else meaning(table.name, attributes)
        return lower, table.name, attributes, means, None if lower == written else written


def _spaced(form: str) -> str:
    return form.replace(".", ". ").rstrip()


class Entry:
    """The forms that start with one word: the word alone, those with punctuation, those by second word.

    Each longest first. Those of a second word are worked out when that is first met behind the first. `sure`
    says that the rows of the word alone are of one lexicon each, in any case.
    """

    __slots__ = ("_words", "alone", "longer", "sure", "tailed")

    def __init__(self, stored: bytes, words: _Words, meaning: Meaning) -> None:
        alone, tailed, longer = marshal.loads(stored)
        self._words = words
        self.alone = rows = words.rows(alone, meaning)
        self.sure = len({row[1] for row in rows}) == len(rows) and not any(row[4] for row in rows)
        self.tailed = words.rows(tailed, meaning)
        self.longer: dict[str, tuple[Row, ...] | bytes] = longer

    def read(self, second: str, meaning: Meaning) -> tuple[Row, ...]:
        """The forms that go on with a second word, and those with punctuation; from now on worked out."""
        forms = self.longer[second]
        if isinstance(forms, bytes):  # else another thread was faster
            rows = self._words.rows(forms, meaning)
            forms = self.longer[second] = (*rows, *self.tailed)
        return forms


class Stored(Mapping[str, Any]):
    """A mapping of words that is read word by word at first, and whole once it is asked for many."""

    def __init__(self, starts: bytes, data: bytes) -> None:
        self._starts = marshal.loads(starts)
        self._data = memoryview(data)
        self._asked = 0
        self._whole: dict[str, Any] | None = None

    @staticmethod
    def of(words: Mapping[str, Any]) -> tuple[bytes, bytes]:
        """What `Stored` reads."""
        buckets: list[dict[str, Any]] = [{} for _ in range(_BUCKETS)]
        for word, value in words.items():
            buckets[_bucket(word)][word] = value
        dumped = [marshal.dumps(bucket) if bucket else b"" for bucket in buckets]
        return marshal.dumps([0, *accumulate(map(len, dumped))]), b"".join(dumped)

    def bucket(self, number: int) -> Mapping[str, Any]:
        """The words of one of the `_BUCKETS` parts."""
        start, end = self._starts[number : number + 2]
        found: Mapping[str, Any] = marshal.loads(self._data[start:end]) if start < end else {}
        return found

    def get(self, word: str, default: Any = None) -> Any:
        """The value of a word."""
        if self._whole is not None:
            return self._whole.get(word, default)
        self._asked += 1
        if self._asked > _MANY:
            self._whole = {key: value for at in range(_BUCKETS) for key, value in self.bucket(at).items()}
        return self.bucket(_bucket(word)).get(word, default)

    def __getitem__(self, word: str) -> Any:
        return self.bucket(_bucket(word))[word]

    def __iter__(self) -> Iterator[str]:
        for number in range(_BUCKETS):
            yield from self.bucket(number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return len(self._data) > 0


class Index:
    """The words of the lexicons by first word.

    Attributes:
        known: first word → its entry, or what `entry` makes one of.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._words = _Words(rules)
        self.known: dict[str, bytes | Entry] = {**_by_first_word(self._words, {})}
        self._meaning: Meaning | None = None
        self._met: set[str] = set()
        self._stored: Stored | None = None

    def __getstate__(self) -> tuple[_Words, bytes, bytes]:
        known = self._words.learn(self._meaning) if self._meaning is not None else {}
        return self._words, *Stored.of(_by_first_word(self._words, known))

    def __setstate__(self, state: tuple[_Words, bytes, bytes]) -> None:
        self._words, starts, data = state
        self.known = {}
        self._meaning = None
        self._met = set()
        self._stored = Stored(starts, data)

    def forms(self) -> Iterator[str]:
        """Every form of every word, as written."""
        return (written for written, _ in self._words.forms())

    def meet(self, words: Iterable[str]) -> None:
        """Have in `known` what is stored of the words of a text."""
        stored = self._stored
        if stored is None:
            return
        fresh = set(words) - self._met
        every = len(self._met) + len(fresh) > _MOST_MET
        for at in range(_BUCKETS) if every else {_bucket(word) for word in fresh}:
            for word, entry in stored.bucket(at).items():
                self.known.setdefault(word, entry)
        self._met |= fresh
        if every:
            self._stored = None
            self._met = set()

    def entry(self, word: str, stored: bytes, meaning: Meaning) -> Entry:
        """The entry of a word, from now on in `known`."""
        self._meaning = meaning
        made = self.known[word] = Entry(stored, self._words, meaning)
        return made


def _bucket(word: str) -> int:
    # Not `hash`, which is another one in each process.
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & (_BUCKETS - 1)


def _by_first_word(words: _Words, known: Mapping[Form, int]) -> dict[str, bytes]:
    """The forms as entries read them: bytes take little memory, and no time of the garbage collector."""
    forms: dict[str, list[tuple[str, Form]]] = {}
    for written, form in words.forms():
        lower = written.lower()
        first = _TOKEN.match(lower)
        if first is not None:
            forms.setdefault(first.group(), []).append((lower, form))
    return {word: _stored(word, group, known) for word, group in forms.items()}


def _stored(word: str, forms: list[tuple[str, Form]], known: Mapping[Form, int]) -> bytes:
    alone: list[Form] = []
    tailed: list[Form] = []
    longer: dict[str, list[Form]] = {}
    for lower, form in sorted(forms, key=_by_length):
        if lower == word:
            alone.append(form)
        elif second := _TOKEN.search(lower, len(word)):
            longer.setdefault(second.group(), []).append(form)
        else:
            tailed.append(form)
    groups = {second: _packed(group, known) for second, group in longer.items()}
    return marshal.dumps((_packed(alone, known), _packed(tailed, known), groups))


def _packed(forms: Iterable[Form], known: Mapping[Form, int]) -> bytes:
    return b"".join(_FORM.pack(*form, known.get(form, -1)) for form in forms)


def _by_length(form: tuple[str, Form]) -> int:
    return -len(form[0])
