"""Fold: one view of the source with its typography levelled, and an exact map back to the source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["DOUBTFUL", "Text", "fold", "unaccented"]

DOUBTFUL = "\0"
"""What stands before an unaccented word among those to restore where it may be another word."""

# One character for one: no offset moves.
_LEVEL: Mapping[str, str] = {
    **dict.fromkeys("\u2019\u2018\u02bc\u02b9\u2032\u00b4`\u02c8\u201b\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\t\x0b\x0c\x1c\x1d\x1e\x1f\x00\xa0\u1680\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict(zip("ºᵉʳˢᵗⁿᵈ", "°erstnd", strict=True)),
}
_TO_LEVEL = re.compile("[" + "".join(map(re.escape, _LEVEL)) + "]")
# Archives glue set phrases together ("HEAD_OF_STATE"); a letter alone before the next word was elided.
_GLUE = re.compile(r"(?<=[^\W\d_])(?:(?P<elided>(?<=[\W_][^\W\d_])_)|_)(?=[^\W\d_])")
# Private use is where sentinels live; lone surrogates can't be encoded.
_FOREIGN = re.compile("[\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]")

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_EDIT = re.compile(
    rf"""
    (?P<nothing> [{_INVISIBLE}]+ | -\n (?= [a-zß-öø-ÿœ] ) (?<= [a-zß-öø-ÿœ] -\n ) )
  | (?P<ligature> [\ufb00-\ufb04] )
  | (?P<compose> [^\W\d_] [\u0300-\u036f]+ )
  | (?P<newline> [ ]+ (?: \r\n? | \n ) [ ]* | \r\n? [ ]* | \n [ ]+ )
  | (?P<elision> [ ] ' (?= [^\W\d_] ) (?<= \b [^\W\d_] [ ] ' ) | [ ] ' (?= [^\W\d_] ) (?<= [Qq][Uu] [ ] ' )
               | ' [ ]+ (?= [^\W\d_] ) (?<= \b [^\W\d_] ' [ ] ) )
  | (?P<space> [ ]{{2,}} )
  | (?P<stop> \. (?= [^\W\d_a-zß-öø-ÿœ] ['a-zß-öø-ÿœ] ) (?<= \w \. | [)»"] \. )
            | [,;:] (?= [^\W\d_] ) (?<= [^\W\d_] . | [)»"] . )
            | [?!] (?= [^\W\d_a-zß-öø-ÿœ] ) )
    """,
    re.VERBOSE,
)

# Where an edit may begin: one pass with a leading character class, many times faster than `_EDIT` everywhere.
_SUSPECT = re.compile(
    rf"""
    [ \r\n'\-.,;:?!\u0300-\u036f\ufb00-\ufb04{_INVISIBLE}]
    (?: (?<= [ ] ) (?= [ \n\r'] ) | (?<= [\n'] ) (?= [ ] ) | (?<= [.,;:?!] ) (?= [^\W\d_] )
      | (?<= - ) (?= [ ]*\r?\n ) | (?<= [\r\u0300-\u036f\ufb00-\ufb04{_INVISIBLE}] ) )
    """.replace(r"[ \r", r"[\ \r"),
    re.VERBOSE,
)


class Text:
    """A source text and its folded views.

    Attributes:
        source: the text as given.
        folded: the view that rules run over: the same reading in one typography.
        lower: the folded view in lower case, with accents restored where capitals drop them;
            exactly as long as `folded`.
    """

    __slots__ = ("_folded_at", "_source_at", "_source_end", "folded", "lower", "source")

    def __init__(
        self,
        source: str,
        folded: str,
        lower: str,
        segments: tuple[list[int], list[int], list[int]],
    ) -> None:
        self.source = source
        self.folded = folded
        self.lower = lower
        self._folded_at, self._source_at, self._source_end = segments

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a folded span; both as code-point indices, end exclusive."""
        if not self._folded_at:
            return start, end
        first = self._start_of(start)
        return first, max(first, self._end_of(end - 1)) if end > start else first

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of a source span: the inverse of `span` for spans that it gave."""
        if not self._folded_at:
            return start, end
        return self._folded_of(start), self._folded_of(end - 1) + 1 if end > start else self._folded_of(start)

    def _folded_of(self, index: int) -> int:
        segment = bisect_right(self._source_at, index) - 1
        if segment < 0:
            return 0
        at = self._folded_at[segment]
        return at if self._source_end[segment] >= 0 else at + index - self._source_at[segment]

    def _start_of(self, index: int) -> int:
        segment = bisect_right(self._folded_at, index) - 1
        if segment < 0:
            return 0
        end = self._source_end[segment]
        if end >= 0:  # replaced: its characters share one place
            return self._source_at[segment]
        return self._source_at[segment] + index - self._folded_at[segment]

    def _end_of(self, index: int) -> int:
        segment = bisect_right(self._folded_at, index) - 1
        if segment < 0:
            return 0
        end = self._source_end[segment]
        if end >= 0:
            return end
        return self._source_at[segment] + index - self._folded_at[segment] + 1


def fold(source: str, restore: Mapping[str, str] | None = None, doubtful: Sequence[str | None] = ()) -> Text:
    """Fold a text.

    Args:
        source: any str.
        restore: unaccented word → accented word, both lower case and of one length; applied to words
            written in capitals, with an unaccented capital, or in a text that has no accents at all.
        doubtful: verbose patterns, one after the other, whose group `word` is restored in a text without
            accents though it may be another word: `restore` has it behind the mark `DOUBTFUL`.

    Total on `str`; linear in its length.
    """
    level = source
    if not source.isascii() or "`" in source or _TO_LEVEL.search(source):
        level = _FOREIGN.sub("\ufffd", _TO_LEVEL.sub(_levelled, source))
    if "_" in level:
        level = _GLUE.sub(_unglued, level)
    pieces: list[str] = []
    folded_at: list[int] = []
    source_at: list[int] = []
    source_end: list[int] = []
    done = length = 0
    for start, end, replacement in _edits(level):
        if start > done:
            folded_at.append(length)
            source_at.append(done)
            source_end.append(-1)
            pieces.append(level[done:start])
            length += start - done
        if replacement:
            folded_at.append(length)
            source_at.append(start)
            source_end.append(end)
            pieces.append(replacement)
            length += len(replacement)
        done = end
    if not done:
        return Text(source, level, _lower(level, restore or {}, doubtful), ([], [], []))
    folded_at.append(length)
    source_at.append(done)
    source_end.append(-1)
    pieces.append(level[done:])
    folded = "".join(pieces)
    return Text(source, folded, _lower(folded, restore or {}, doubtful), (folded_at, source_at, source_end))


def unaccented(word: str) -> str:
    """A word without its diacritics, as capitals are often typed; its length stays."""
    if word.isascii():
        return word
    return "".join(unicodedata.normalize("NFD", char)[0] for char in word)


def _unglued(match: re.Match[str]) -> str:
    return "'" if match["elided"] is not None else " "


def _levelled(match: re.Match[str]) -> str:
    return _LEVEL[match.group()]


def _edits(level: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for suspect in _SUSPECT.finditer(level):
        at = suspect.start()
        if "\u0300" <= level[at] <= "\u036f":
            at -= 1
        match = _EDIT.match(level, at) if at >= done else None
        if match is None:
            continue
        start, end = match.span()
        done = end
        found = match.group()
        kind = match.lastgroup
        if kind == "nothing":
            yield start, end, ""
        elif kind == "ligature":
            yield start, end, _LIGATURES[found]
        elif kind == "compose":
            composed = unicodedata.normalize("NFC", found)
            yield start, end, composed
        elif kind == "newline":
            yield start, end, "\n"
        elif kind == "elision":
            yield start, end, "'"
        elif kind == "space":
            # A wide gap parts two columns, as under an agreement.
            yield start, end, " " if end - start < _COLUMN_GAP else "\n"
        else:
            yield start, end, found + " "


_COLUMN_GAP = 5
_CAPITAL_WORD = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ][^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ACCENTED = re.compile(r"[á-öø-ÿœ]")  # but for the preposition, which telex keeps


def _lower(folded: str, restore: Mapping[str, str], doubtful: Sequence[str | None]) -> str:
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = "".join(small if len(small := char.lower()) == 1 else char for char in folded)
    if not restore:
        return lower
    bare = len(_ACCENTED.findall(lower, 0, 4000)) * 250 < min(len(lower), 4000)
    pieces: list[str] = []
    done = 0
    for match in (_WORD if bare else _CAPITAL_WORD).finditer(folded):
        start, end = match.span()
        accented = restore.get(lower[start:end])
        if accented is not None:
            pieces.append(lower[done:start])
            pieces.append(accented)
            done = end
    if done:
        pieces.append(lower[done:])
        lower = "".join(pieces)
    for pattern in doubtful if bare else ():
        if pattern is not None:
            lower = _decided(lower, folded, re.compile(pattern, re.VERBOSE), restore)
    return lower


def _cased(lower: str, folded: str) -> str:
    """A character of the lower view in the case that it has in the folded one."""
    if folded.islower() or lower == folded:
        return lower
    upper = lower.upper()
    return upper if len(upper) == 1 else lower


def _decided(lower: str, folded: str, pattern: re.Pattern[str], restore: Mapping[str, str]) -> str:
    """The lower view with the words that a pattern finds restored, though they may be others elsewhere."""
    pieces: list[str] = []
    done = 0
    # Where a text has both cases, a capital tells a name from a verb.
    mixed = any(map(str.islower, folded))
    cased = map(_cased, lower, folded) if mixed else lower
    for match in pattern.finditer("".join(cased)):
        start, end = match.span("word")
        accented = restore.get(DOUBTFUL + unaccented(lower[start:end]))
        if accented is not None:
            pieces += (lower[done:start], accented)
            done = end
    return "".join((*pieces, lower[done:]))
