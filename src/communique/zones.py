"""Zone: lines, sentences, headings, questions and answers, quotations. The only place that knows layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from communique.rules import Layout
from communique.text import Text
from communique.turns import Block, Line, Turns, compiled

__all__ = ["Block", "Line", "Zoner", "Zones"]

BREAK = "\n"
"""What stands between two sentences, and between two lines that do not run on, in the base of every view."""

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++(?:[ ]?[»\")\]])*(?=[ ])")
_LAST_WORD = re.compile(r"(?:^|[\s'(«>\"-])([^\s'(«>\"-]+)$")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3}[.!?] ")
_DRESS = " *_#"
_NO_HEADING_END = frozenset('.!?;,:»"')
_OPENS = re.compile(r"[ ]+[«\"(\[-]*[ ]?[^\W_]")
_ENDS_SENTENCE = frozenset('.!?…:;»")')
_QUOTED = re.compile(r"«[^«»\n]*(?:\n(?!\n)[^«»\n]*){0,40}»|\"[^\"\n]+\"")


class Zones(NamedTuple):
    """The layout of one text, in folded offsets.

    `folded` and `lower` are the text's views with a line feed at every sentence end and hard line
    break, and a space at every soft one; they are the base of the views that rules run over.
    """

    folded: str
    lower: str
    sentence_starts: Sequence[int]
    lines: tuple[Line, ...]
    exchanges: tuple[Block, ...]
    quotations: tuple[tuple[int, int], ...]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The span of the sentence around a folded offset."""
        at = bisect_right(self.sentence_starts, offset) - 1
        start = self.sentence_starts[max(at, 0)] if self.sentence_starts else 0
        end = self.sentence_starts[at + 1] if at + 1 < len(self.sentence_starts) else len(self.folded)
        return start, end

    def sentence_index(self, offset: int) -> int:
        """The number of the sentence around a folded offset, from 0."""
        return max(bisect_right(self.sentence_starts, offset) - 1, 0)

    def line(self, offset: int) -> Line | None:
        """The line around a folded offset."""
        at = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        return self.lines[at] if at >= 0 and offset < self.lines[at].end else None


class Zoner:
    """Cuts texts into zones by a language's layout."""

    def __init__(self, layout: Layout) -> None:
        self._abbreviations = layout.abbreviations
        self._continues = layout.continues
        patterns = layout.patterns
        self._numbered = compiled(patterns.get("numbered"))
        self._turns = Turns(patterns)

    def zone(self, text: Text) -> Zones:
        """The zones of a text. Total, linear."""
        folded = text.folded
        spans = [match.span() for match in _LINE.finditer(folded)]
        width = _wrap_width(spans)
        breaks: list[int] = []
        soft: list[int] = []
        for (start, end), (next_start, _) in pairwise(spans):
            if next_start - end == 1 and self._runs_on(folded, start, end, next_start, width):
                soft.append(end)
            else:
                breaks.append(end)
        base = _with(folded, soft, " ") if soft else folded
        stops = self._sentence_ends(base)
        lower = _with(text.lower, soft, " ") if soft else text.lower
        sentence_starts = sorted({0, *(at + 1 for at in stops), *(at + 1 for at in breaks)})
        lines = tuple(self._lines(base))
        return Zones(
            folded=_with(base, stops, BREAK),
            lower=_with(lower, stops, BREAK),
            sentence_starts=sentence_starts,
            lines=lines,
            exchanges=self._turns.blocks(base, lines),
            quotations=tuple(match.span() for match in _QUOTED.finditer(base)),
        )

    def _runs_on(self, folded: str, start: int, end: int, next_start: int, width: int) -> bool:
        last, first = folded[end - 1], folded[next_start]
        if first.islower():
            return last not in _ENDS_SENTENCE or last in ';")»'
        if last == "," or not first.isalnum():
            return last == "," and first.isalnum()
        word = _LAST_WORD.search(folded, max(start, end - 24), end) if first.isalpha() else None
        if word is not None and word.group(1).lower() in self._continues:
            return True
        if width and end - start >= width - 18 and last not in ".!?:" and first.isalpha():
            return not (self._numbered and self._numbered.match(folded, next_start))
        return False

    def _sentence_ends(self, folded: str) -> list[int]:
        ends = []
        for match in _STOP.finditer(folded):
            start, end = match.span()
            opened = _OPENS.match(folded, end)
            if opened is None:
                continue
            first = folded[opened.end() - 1]
            if first.islower():
                continue
            if match.group().startswith(".") and end - start == 1:
                word = _LAST_WORD.search(folded, max(0, start - 24), start)
                if word is not None and self._abbreviates(word.group(1), folded, start):
                    continue
                if first.isdigit() and word is not None and word.group(1).lower() in self._abbreviations:
                    continue
            ends.append(end)
        return ends

    def _abbreviates(self, word: str, folded: str, stop: int) -> bool:
        if len(word) == 1:
            return word.isupper() or (word.isdigit() and _starts_line(folded, stop - 1))
        if word.replace(".", "").isdigit():
            return _starts_line(folded, stop - len(word))
        return word in self._abbreviations or "." in word

    def _lines(self, base: str) -> list[Line]:
        return [Line(*match.span(), _line_kind(match.group())) for match in _LINE.finditer(base)]


def _line_kind(line: str) -> str:
    """A heading is short, ends no sentence and holds none; questions and list items are none."""
    body = line.strip(_DRESS)
    if (
        not body
        or len(body) > 160
        or body[-1] in _NO_HEADING_END
        or not (body[0].isupper() or body[0].isdigit())
    ):
        return "body"
    if line.lstrip()[0] in "-•":
        return "body"
    if body.isupper():
        return "heading"
    return "heading" if len(body) <= 110 and not _SENTENCE_INSIDE.search(body) else "body"


def _with(text: str, places: Sequence[int], char: str) -> str:
    if not places:
        return text
    pieces = []
    done = 0
    for at in places:
        pieces.append(text[done:at])
        done = at + 1
    pieces.append(text[done:])
    return char.join(pieces)


def _wrap_width(spans: Sequence[tuple[int, int]]) -> int:
    """The width at which a text is hard-wrapped, or 0 where it is not."""
    lengths = [end - start for start, end in spans]
    widest = max(lengths, default=0)
    if not 45 <= widest <= 120:
        return 0
    full = sum(1 for length in lengths if length >= widest - 18)
    return widest if full >= 3 and full * 3 >= len(lengths) else 0


def _starts_line(folded: str, at: int) -> bool:
    return at <= 0 or folded[at - 1] == "\n" or folded[max(0, at - 2) : at] in {"« ", '" ', "\n "}
