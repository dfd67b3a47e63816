"""Zone: lines, sentences, headings, questions and answers, quotations. The only place that knows layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from communique.rules import Layout
from communique.text import Text

__all__ = ["Block", "Line", "Zoner", "Zones"]

BREAK = "\n"
"""What stands between two sentences, and between two lines that do not run on, in the base of every view."""

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…]+(?:[ ]?[»\")\]])*(?=[ ])")
_LAST_WORD = re.compile(r"(?:^|[\s'(«\"-])([^\s'(«\"-]+)$")
_OPENS = re.compile(r"[ ]+[«\"(\[-]*[ ]?[^\W_]")
_ENDS_SENTENCE = frozenset(".!?…:;»\")")
_QUOTED = re.compile(r"«[^«»\n]*(?:\n(?!\n)[^«»\n]*){0,40}»|\"[^\"\n]+\"")


@frozen
class Line:
    """A line of the folded text; `kind` is "heading" or "body"."""

    start: int
    end: int
    kind: str


@frozen
class Block:
    """A question with its answer, markers left out; `topic` is the span of the heading above, or None."""

    question: tuple[int, int]
    answer: tuple[int, int]
    topic: tuple[int, int] | None


@frozen
class Zones:
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
        self._question = _compiled(patterns.get("question"))
        self._answer = _compiled(patterns.get("answer"))
        self._first_question = _compiled(patterns.get("first_question"))
        self._exchange_end = _compiled(patterns.get("exchange_end"))
        self._numbered = _compiled(patterns.get("numbered"))

    def zone(self, text: Text) -> Zones:
        """The zones of a text. Total, linear."""
        folded = text.folded
        spans = [match.span() for match in _LINE.finditer(folded)]
        width = _wrap_width(spans)
        breaks: list[int] = []
        soft: list[int] = []
        for (start, end), (next_start, _) in zip(spans, spans[1:], strict=False):
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
            exchanges=tuple(self._exchanges(base, lines)),
            quotations=tuple(match.span() for match in _QUOTED.finditer(base)),
        )

    def _runs_on(self, folded: str, start: int, end: int, next_start: int, width: int) -> bool:
        last, first = folded[end - 1], folded[next_start]
        if first.islower():
            return last not in _ENDS_SENTENCE or last in ';")»'
        if last == "," or not first.isalnum():
            return last == "," and first.isalnum()
        if first.isalpha() and (word := _LAST_WORD.search(folded, max(start, end - 24), end)):
            if word.group(1).lower() in self._continues:
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
        if word.isdigit():
            return _starts_line(folded, stop - len(word))
        return word in self._abbreviations or "." in word

    def _lines(self, base: str) -> list[Line]:
        lines = []
        for match in _LINE.finditer(base):
            start, end = match.span()
            body = match.group()
            kind = "body"
            if end - start <= 160 and body.rstrip()[-1:] not in {".", "!", ";", ",", ":"}:
                if body.isupper() or (end - start <= 110 and not re.search(r"[.!?] ", body)):
                    kind = "heading"
            lines.append(Line(start, end, kind))
        return lines

    def _exchanges(self, base: str, lines: Sequence[Line]) -> list[Block]:
        if self._question is None or self._answer is None:
            return []
        answers = [(m.start(), m.end(), "a") for m in self._answer.finditer(base)]
        if not answers:
            return []
        marks = answers + [(m.start(), m.end(), "q") for m in self._question.finditer(base)]
        marks.sort()
        ends = sorted(m.start() for m in self._exchange_end.finditer(base)) if self._exchange_end else []
        blocks: list[Block] = []
        question: tuple[int, int] | None = None
        for index, (start, end, role) in enumerate(marks):
            following = marks[index + 1][0] if index + 1 < len(marks) else len(base)
            if role == "q":
                question = (question[0] if question and marks[index - 1][2] == "q" else end, following)
                continue
            if question is None:
                question = self._unmarked_question(base, start, blocks)
                if question is None:
                    continue
            stop = next((at for at in ends if start < at < following), following)
            stop = _before_heading(base, lines, end, stop, following)
            blocks.append(Block(_stripped(base, *question), _stripped(base, end, stop), _topic(lines, question[0])))
            question = None
        return blocks

    def _unmarked_question(self, base: str, answer: int, blocks: Sequence[Block]) -> tuple[int, int] | None:
        if self._first_question is None:
            return None
        floor = blocks[-1].answer[1] if blocks else 0
        line_start = base.rfind("\n", floor, answer - 1 if answer and base[answer - 1] == "\n" else answer) + 1
        start = max(floor, line_start)
        return (start, answer) if self._first_question.search(base, start, answer) else None


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.VERBOSE | re.MULTILINE) if pattern else None


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


def _before_heading(base: str, lines: Sequence[Line], start: int, stop: int, following: int) -> int:
    """An answer ends before a heading that stands right above the next question."""
    if stop != following or following == len(base):
        return stop
    at = bisect_right(lines, following - 1, key=lambda line: line.start) - 1
    while at >= 0 and lines[at].kind == "heading" and lines[at].start > start and lines[at].end <= following:
        stop = lines[at].start
        at -= 1
    return stop


def _topic(lines: Sequence[Line], offset: int) -> tuple[int, int] | None:
    at = bisect_right(lines, offset, key=lambda line: line.start) - 1
    while at >= 0:
        line = lines[at]
        if line.kind == "heading" and line.end < offset:
            return line.start, line.end
        at -= 1
    return None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
