"""Evaluate dates: each point of a date match becomes a moment, and the points together a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import evolve

from communique.dates import Interval, Moment, Vague, Value, joined
from communique.link.dates.chronology import Chronology
from communique.link.dates.numbers import number_between
from communique.link.dates.partials import Partial, partial_of
from communique.link.dates.settler import Settler
from communique.link.document import Document
from communique.match import Group, Match

__all__ = ["Chronology", "Evaluator", "Found"]


class Found(NamedTuple):
    """What a date match means; `start` is where its span begins once its tense is known."""

    kind: str
    value: Value | None
    start: int


class Evaluator:
    """Gives every date match of a document its value, in text order."""

    def __init__(self, document: Document, chronology: Chronology) -> None:
        self._document = document
        self._chronology = chronology
        self._settler = Settler(document, chronology)

    def evaluate(self, match: Match) -> Found | None:
        """The value of a date match; None where it turns out to be no date."""
        groups = match.groups
        body = groups["body"]
        partials = self._partials(body)
        if partials is None:
            return None
        opens, start = self._opens(match)
        needed = opens == "already" or not partials or any(partial.needs_tense() for partial in partials)
        reading = self._settler.reading(match, opens) if needed else ""
        if self._named(body):
            return None
        if opens == "already":
            opens = "from" if reading == "future" else ""
            start = match.start if opens else body.start
        run = "range" in groups or match.attributes.get("run") == "yes"
        values = self._settler.settle(partials, match, reading, run=run)
        night = any(prefix.get("prefix") == "daypart" for partial in partials for prefix in partial.prefixes)
        timed = night or "time" in groups or "part" in groups or any(partial.timed for partial in partials)
        kind = "time" if timed else "date"
        if values is None:
            return Found(kind, None, start)
        if run and len(values) == 2 and _backward(values):
            values = self._forward(match, values)
            start = start if len(values) == 2 else partials[-1].start
        value = self._whole(values, run=run)
        if "time" in groups and isinstance(value, Moment):
            value = self._clocked(value, groups["time"])
        if isinstance(value, Vague):
            return Found("date", value, start)
        self._chronology.tell(match, value)
        return Found(kind, _opened(value, opens), start)

    def _forward(self, match: Match, values: list[Value]) -> list[Value]:
        """A run that ends before it begins: told in words it began the month before, else it is no run."""
        first, last = values
        told = match.groups.get("range")
        words = told is not None and any(map(str.isalpha, self._document.folded(told.start, told.end)))
        if words and isinstance(first, Moment) and first.month is not None and first.day is not None:
            year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
            moved = evolve(first, year=year, month=month)
            if moved.valid():
                return [moved, last]
        return [last]

    def _partials(self, body: Group) -> list[Partial] | None:
        """The points of a date in text order, with what stands before each."""
        partials: list[Partial] = []
        prefixes: list[Mapping[str, Any]] = []
        seen = body.start
        points = {item.start: item.end for item in body.items if item.name == "date_point"}
        for item in body.items:
            if item.start < seen:
                continue
            if item.name == "date_prefixes":
                if points.get(item.start) == item.end:
                    continue
                prefixes.append(item.attributes)
                continue
            if item.name == "clock":  # what stood before it was its own
                prefixes = []
                continue
            found = partial_of(self._document, item)
            if found is None:
                continue
            if found.impossible:
                return None
            seen = item.end
            partials.append(evolve(found, prefixes=tuple(prefixes)) if prefixes else found)
            prefixes = []
        if not partials and prefixes:
            return None
        return _without_week(partials)

    def _opens(self, match: Match) -> tuple[str, int]:
        for name in ("opener", "deadline"):
            for item in match.groups[name].items if name in match.groups else ():
                if item.name == "date_openers":
                    return str(item.attributes["opens"]), match.start
        return "", match.start

    def _named(self, body: Group) -> bool:
        """Is it a piece of a name: a capital inside a sentence, right behind a capitalised word?"""
        text = self._document.folded(max(body.start - 40, 0), body.end)
        word = text[len(text) - (body.end - body.start) :]
        if not word[:1].isupper() or word.isupper() or not word.isalpha():
            return False
        before = text[: len(text) - len(word)]
        last = before.rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
        return before.endswith(" ") and last[:1].isupper() and last[-1:].isalpha() and len(last) > 1

    def _whole(self, values: Sequence[Value], *, run: bool) -> Value:
        if len(values) == 1:
            return values[0]
        first, last = values[0], values[-1]
        if run or any(isinstance(value, Interval) for value in values):
            start = first.start if isinstance(first, Interval) else first
            end = last.end if isinstance(last, Interval) else last
            if isinstance(start, Moment) and isinstance(end, Moment):
                return Interval(start, end)
            return last
        moments = [value for value in values if isinstance(value, Moment)]
        return joined(moments) if moments else last

    def _clocked(self, value: Moment, group: Group) -> Value:
        clocks = {item.start: item for item in group.items if item.name == "clock"}
        times = [self._clock(item) for item in clocks.values()]
        known = [time for time in times if time is not None]
        if not known or value.day is None:
            return value
        first = evolve(value, clock=known[0])
        return first if len(known) == 1 else Interval(first, evolve(value, clock=known[1]))

    def _clock(self, item: Any) -> str | None:
        text = self._document.lower(item.start, item.end)
        for hit in self._document.within("clock_words", item.start, item.end):
            return f"{int(hit.attributes['hour']):02d}:00"
        numbers = _digits(text)
        if not numbers:
            words = self._document.within("numbers", item.start, item.end)
            numbers = list(_numbers(self._document, words))
        if not numbers or numbers[0] > 24 or (len(numbers) > 1 and numbers[1] > 59):
            return None
        hour = _on_a_clock_of_24(numbers[0], str(item.attributes.get("half", "")))
        return f"{hour:02d}:{numbers[1] if len(numbers) > 1 else 0:02d}"


def _numbers(document: Document, words: Sequence[Any]) -> Iterator[int]:
    """The numbers that words say, none of them inside another."""
    end = -1
    for word in words:
        if word.start >= end and (number := number_between(document, word.start, word.end)) is not None:
            end = word.end
            yield number


def _on_a_clock_of_24(hour: int, half: str) -> int:
    """An hour of the first or the second half of the day, where its rule says which."""
    if half == "first" and hour == 12:
        return 0
    return hour + 12 if half == "second" and hour < 12 else hour


def _digits(text: str) -> list[int]:
    return [int(piece[:4]) for piece in "".join(c if c.isdigit() else " " for c in text).split()]


def _without_week(partials: list[Partial]) -> list[Partial]:
    """The week of a day stands for the days of that week; that of a run of days, for the run."""
    if len(partials) < 2 or partials[0].shape != "unit" or partials[0].piece:
        return partials
    rest = partials[1:]
    if len(rest) == 1 and partials[0].unit == "week":
        return [evolve(rest[0], prefixes=(*rest[0].prefixes, {"prefix": "week"}))]
    return rest


def _backward(values: Sequence[Value]) -> bool:
    """Are these two days, the first of them after the second by less than a month?"""
    first, last = values
    if not isinstance(first, Moment) or not isinstance(last, Moment):
        return False
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day is not None and last.day is not None and first.day > last.day


def _opened(value: Value, opens: str) -> Value:
    if opens in {"from", "since"} and isinstance(value, Moment | Interval):
        return Interval(value if isinstance(value, Moment) else value.start, None)
    if opens == "until" and isinstance(value, Moment | Interval):
        return Interval(None, value if isinstance(value, Moment) else value.end)
    return value
