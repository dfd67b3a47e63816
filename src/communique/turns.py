"""Turns: who speaks where in a briefing or an interview; questions with their answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from communique.errors import RuleError

__all__ = ["Block", "Line", "Turns", "compiled"]


class Line(NamedTuple):
    """A line of the folded text; `kind` is "heading" or "body"."""

    start: int
    end: int
    kind: str


class Block(NamedTuple):
    """A question with its answer, markers left out; `topic` is the span of the heading above, or None."""

    question: tuple[int, int]
    answer: tuple[int, int]
    topic: tuple[int, int] | None


class _Mark(NamedTuple):
    """A marker or a speaker's label: its stretch, its role ("q", "a", or "" for unknown), its label."""

    start: int
    end: int
    role: str
    label: str


_OPENERS = ' \n*_«"“'
_TAIL = re.compile(r"(?:[\s*_]|</?\w{1,8}>)+\Z")
_HEAD = re.compile(r"(?:[\s*_]|</?\w{1,8}>)+")


class _Pattern:
    """A pattern of a layout, compiled when a text first needs it: few texts are interviews."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __set_name__(self, owner: type[Turns], attribute: str) -> None:
        self._attribute = attribute

    def __get__(self, turns: Turns, owner: type[Turns]) -> re.Pattern[str] | None:
        found = turns.__dict__[self._attribute] = compiled(turns.patterns.get(self._name))
        return found


class Turns:
    """Finds the exchanges of a text by a layout's patterns. Without them it finds none."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self.patterns = patterns

    _question = _Pattern("question")
    _answer = _Pattern("answer")
    _label = _Pattern("label")
    _alone = _Pattern("label_alone")
    _asker = _Pattern("asker")
    _speaker = _Pattern("speaker")
    _asked = _Pattern("first_question")
    _goes_on = _Pattern("answer_goes_on")
    _left = _Pattern("answer_left")
    _end = _Pattern("exchange_end")
    _interview = _Pattern("interview")
    _dashed = _Pattern("dashed")
    _calls = _Pattern("calls")

    def blocks(self, base: str, lines: Sequence[Line]) -> tuple[Block, ...]:
        """The exchanges of a text, in its order. Linear."""
        if (
            self._question is None
            or ("?" not in base and not self._question.search(base))
            or self._answer is None
        ):
            return ()
        marks = (
            self._marks(base) or self._speakers_alone(base) or self._dashes(base) or self._bare(base, lines)
        )
        if not marks:
            return ()
        labels = {mark.start for mark in marks}
        headings = [line for line in lines if line.kind == "heading" and line.start not in labels]
        return tuple(
            block._replace(topic=_topic(headings, block.question[0]))
            for block in self._blocks(base, lines, marks)
        )

    def _marks(self, base: str) -> list[_Mark]:
        assert self._question is not None
        assert self._answer is not None
        marks = [_Mark(*m.span(), "q", "") for m in self._question.finditer(base)]
        taken = {mark.start for mark in marks}
        marks += [_Mark(*m.span(), "a", "") for m in self._answer.finditer(base) if m.start() not in taken]
        taken = {mark.end for mark in marks}
        fixed = {mark.role for mark in marks}
        if self._label is not None and fixed != {"q", "a"}:
            labels = [_Mark(*m.span(), "", m["label"].lower()) for m in self._label.finditer(base)]
            marks += [mark for mark in labels if mark.end not in taken]
            marks.sort()
            marks = self._with_roles(base, marks, fixed)
        marks.sort()
        if fixed == {"q", "a"}:
            marks = sorted([*marks, *self._named_answers(base, marks)])
        return marks

    def _named_answers(self, base: str, marks: list[_Mark]) -> Iterator[_Mark]:
        """Answers among marked ones that the speaker's name announces instead."""
        for mark, following in _pairs(marks, len(base)):
            if mark.role != "q" or self._label is None:
                continue
            for label in self._label.finditer(base, mark.end, following):
                named = _Mark(*label.span(), "a", label["label"].lower())
                if self._names_speaker(named) and base[mark.end : named.start].rstrip().endswith("?"):
                    yield named
                    break

    def _with_roles(self, base: str, marks: list[_Mark], fixed: set[str]) -> list[_Mark]:
        """Labels get a role: the opposite of the fixed markers', or by who asks and who answers."""
        times = Counter(mark.label for mark in marks)
        if fixed:
            role = "a" if fixed == {"q"} else "q"
            return [
                m if m.role else m._replace(role=role)
                for m in marks
                if m.role or times[m.label] > 1 or self._names_speaker(m)
            ]
        asks = [self._is_question(base, mark, following) for mark, following in _pairs(marks, len(base))]
        answerers = {
            marks[at + 1].label
            for at in range(len(marks) - 1)
            if asks[at] and not asks[at + 1] and marks[at].label != marks[at + 1].label
        }
        askers = {mark.label for mark, asking in zip(marks, asks, strict=True) if asking} - answerers
        pairs = sum(
            1 for mark, asking in zip(marks, asks, strict=True) if asking and mark.label not in answerers
        )
        if not answerers or not askers:
            return []
        if pairs < 2 and not any(self._names_speaker(mark) for mark in marks if mark.label in answerers):
            return []
        kept = []
        for at, mark in enumerate(marks):
            if mark.label in answerers:
                kept.append(mark._replace(role="a"))
            elif mark.label in askers or (
                # Whoever speaks before one who answers: not above the first question, as a letterhead may.
                any(asks[:at]) and at + 1 < len(marks) and marks[at + 1].label in answerers
            ):
                kept.append(mark._replace(role="q"))
            elif times[mark.label] > 1:
                kept.append(mark._replace(role="a"))
        return kept

    def _speakers_alone(self, base: str) -> list[_Mark]:
        """Labels that stand alone on their lines: names that come again, of whom some mostly ask."""
        if self._alone is None:
            return []
        marks = [_Mark(*m.span(), "", m["label"].strip().lower()) for m in self._alone.finditer(base)]
        times = Counter(mark.label for mark in marks)
        marks = [mark for mark in marks if times[mark.label] > 1]
        asked = Counter(
            mark.label
            for mark, following in _pairs(marks, len(base))
            if self._is_question(base, mark, following)
        )
        askers = {label for label, count in asked.items() if 2 * count >= times[label]}
        if not askers or len({mark.label for mark in marks}) == len(askers):
            return []
        return [mark._replace(role="q" if mark.label in askers else "a") for mark in marks]

    def _dashes(self, base: str) -> list[_Mark]:
        """Turns that only dashes open: every other one asks, and what is between does not."""
        if self._dashed is None:
            return []
        marks = [_Mark(*m.span(), "", "") for m in self._dashed.finditer(base)]
        asks = [self._is_question(base, mark, _line_end(base, mark.end)) for mark in marks]
        turns = [mark._replace(role="q" if asking else "a") for mark, asking in zip(marks, asks, strict=True)]
        alternate = asks == [at % 2 == 0 for at in range(len(asks))]
        return turns if len(turns) >= _FEWEST and alternate and len(turns) % 2 == 0 else []

    def _bare(self, base: str, lines: Sequence[Line]) -> list[_Mark]:
        """Turns without any mark, in what calls itself an interview: what asks, and what follows."""
        if self._interview is None or self._calls is None:
            return []
        if not self._interview.search(base, 0, _HEAD_OF_TEXT) and not self._interview.search(
            base, max(0, len(base) - _HEAD_OF_TEXT)
        ):
            return []
        asking = [base[line.start : line.end].rstrip(_OPENERS + "»”").endswith("?") for line in lines]
        marks: list[_Mark] = []
        for at, line in enumerate(lines[:-1]):
            if asking[at] and not asking[at + 1]:
                following = lines[at + 1]
                marks += [
                    _Mark(line.start, line.start, "q", ""),
                    _Mark(following.start, following.start, "a", ""),
                ]
        called = sum(
            1 for mark in marks[::2] if self._calls.search(base, mark.start, _line_end(base, mark.start))
        )
        return marks if len(marks) >= _FEWEST and 4 * called >= len(marks) else []

    def _names_speaker(self, mark: _Mark) -> bool:
        return self._speaker is not None and self._speaker.search(mark.label) is not None

    def _is_question(self, base: str, mark: _Mark, following: int) -> bool:
        if self._asker is not None and self._asker.search(mark.label):
            return True
        turn = base[mark.end : following].rstrip(_OPENERS + "»”")
        return turn.endswith("?")

    def _blocks(self, base: str, lines: Sequence[Line], marks: list[_Mark]) -> list[Block]:
        found: list[Block] = []
        question: tuple[int, int] | None = None
        only_questions = all(mark.role == "q" for mark in marks)
        for at, mark in enumerate(marks):
            following = marks[at + 1].start if at + 1 < len(marks) else len(base)
            last = at + 1 == len(marks)
            if mark.role == "q":
                if only_questions:
                    self._close(base, lines, found, *_split(base, mark.end, following), following, last)
                else:
                    question = (question[0] if question else mark.end, following)
                continue
            if question is None:
                question = self._unmarked(base, found[-1].answer[0] if found else 0, mark.start)
                if question is None:
                    if found and marks[at - 1].role == "a":
                        last_block = found.pop()
                        answer = (
                            last_block.answer[0],
                            self._answer_end(base, lines, mark.end, following, last, found),
                        )
                        found.append(Block(last_block.question, _trimmed(base, *answer), last_block.topic))
                    continue
                if found and question[0] < found[-1].answer[1]:
                    cut = _before_headings(lines, found[-1].answer[0], question[0])
                    previous = found.pop()
                    found.append(
                        Block(previous.question, _trimmed(base, previous.answer[0], cut), previous.topic)
                    )
            self._close(base, lines, found, question, (mark.end, following), following, last)
            question = None
        return found

    def _close(
        self,
        base: str,
        lines: Sequence[Line],
        found: list[Block],
        question: tuple[int, int],
        answer: tuple[int, int],
        following: int,
        last: bool,
    ) -> None:
        end = self._answer_end(base, lines, answer[0], following, last, found)
        asked, answered = _trimmed(base, *question), _trimmed(base, answer[0], end)
        if asked[0] < asked[1] and answered[0] < answered[1]:
            found.append(Block(asked, answered, None))

    def _answer_end(
        self, base: str, lines: Sequence[Line], start: int, following: int, last: bool, found: Sequence[Block]
    ) -> int:
        if self._end is not None and (ends := self._end.search(base, start, following)):
            following = ends.start()
        if not last:
            return _before_headings(lines, start, following)
        # After the last answer the text may go on to something else.
        end = base.find("\n", start, following)
        while end >= 0:
            begin = next((at for at in range(end, following) if base[at] != "\n"), following)
            stop = base.find("\n", begin, following)
            stop = following if stop < 0 else stop
            line = _line_at(lines, begin)
            if (
                begin >= following
                or (line is not None and line.kind == "heading")
                or _closes(base, start, end)
            ):
                return end
            if self._leaves(base[begin:stop]):
                return end
            end = stop if stop < following else -1
        return following

    def _leaves(self, paragraph: str) -> bool:
        speaks = self._goes_on is not None and self._goes_on.search(paragraph) is not None
        return not speaks and self._left is not None and self._left.search(paragraph) is not None

    def _unmarked(self, base: str, floor: int, answer: int) -> tuple[int, int] | None:
        """The question before an answer that no marker announces: the paragraph or sentences that ask."""
        end = answer
        while end > floor and base[end - 1].isspace():
            end -= 1
        start = max(floor, base.rfind("\n", floor, end) + 1)
        if self._asked is None or not self._asked.search(base, start, end):
            return None
        if (
            base.find("\n", end, answer) < 0
        ):  # the answer follows in the same line: take the sentences that ask
            stops = [m.end() for m in _STOP.finditer(base, start, end)]
            while stops and base[stops[-1] - 2 : stops[-1]].startswith("?"):
                stops.pop()
            start = stops[-1] if stops else start
        return start, end


_FEWEST = 4
"""How many turns at least a talk has whose turns no words mark."""
_HEAD_OF_TEXT = 500
"""Where in a text, from its head or its end, it says that it is an interview."""
_STOP = re.compile(r"[.?!] (?=[^\W\d_a-z])")


def compiled(pattern: str | None) -> re.Pattern[str] | None:
    """A layout pattern, verbose and by lines, or None. Raises RuleError where it is none."""
    try:
        return re.compile(pattern, re.VERBOSE | re.MULTILINE) if pattern else None
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}") from error


def _line_end(base: str, at: int) -> int:
    end = base.find("\n", at)
    return len(base) if end < 0 else end


def _pairs(marks: Sequence[_Mark], end: int) -> list[tuple[_Mark, int]]:
    return [(mark, marks[at + 1].start if at + 1 < len(marks) else end) for at, mark in enumerate(marks)]


def _split(base: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """A marked question and what follows it: its paragraph, then the rest."""
    cut = base.find("\n", start, end)
    cut = end if cut < 0 else cut
    return (start, cut), (cut, end)


def _closes(base: str, start: int, end: int) -> bool:
    """Does a stretch end the quotation that it stands in?"""
    return base[start:end].rstrip().endswith("»") and base.count("»", start, end) > base.count(
        "«", start, end
    )


def _line_at(lines: Sequence[Line], offset: int) -> Line | None:
    at = bisect_right(lines, offset, key=lambda line: line.start) - 1
    return lines[at] if at >= 0 and offset < lines[at].end else None


def _before_headings(lines: Sequence[Line], start: int, stop: int) -> int:
    """An answer ends before the headings that stand right above what follows."""
    at = bisect_right(lines, stop - 1, key=lambda line: line.start) - 1
    while at >= 0 and lines[at].kind == "heading" and start < lines[at].start and lines[at].end <= stop:
        stop = lines[at].start
        at -= 1
    return stop


def _topic(headings: Sequence[Line], offset: int) -> tuple[int, int] | None:
    at = bisect_right(headings, offset, key=lambda line: line.end) - 1
    if at >= 0 and headings[at].end == offset:
        at -= 1
    return (headings[at].start, headings[at].end) if at >= 0 else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space, remnants of emphasis, and a closing mark that it does not open."""
    head = _HEAD.match(text, start, end)
    start = head.end() if head else start
    while start < end:
        tail = _TAIL.search(text, max(start, end - 24), end)
        if tail:
            end = tail.start()
        elif text[end - 1] == "»" and text.count("«", start, end) < text.count("»", start, end):
            end -= 1
        else:
            break
    return start, end
