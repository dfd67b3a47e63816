"""What relative dates are told from: the day of publication, else the dateline, and the dates before."""

from __future__ import annotations

import datetime as dt

from communique.dates import Interval, Moment, MomentSet, Value
from communique.link.dates.partials import partial_of
from communique.link.document import Document
from communique.match import Match

__all__ = ["Chronology"]

_HEAD = 600
_NAME = 400
"""How far before its date the name of an instrument may begin: sentences may have no end."""
_NEAR = dt.timedelta(days=62)
"""How far from the anchor a day of the story lies: others are told as what went before."""


class Chronology:
    """The anchor of a document and the dates that it has told so far."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.anchor = document.published or _dateline(document)
        self._told: list[tuple[int, Value]] = []
        self._last: tuple[int, dt.date] | None = None
        self._near: dt.date | None = None
        self._scene: dt.date | None = None

    def tell(self, match: Match, value: Value) -> None:
        """Remember a date for those after it."""
        self._told.append((match.start, value))
        day = _day(value)
        if day is None or self.names_instrument(match):
            return
        self._last = match.start, day
        if self.anchor is None or abs(day - self.anchor) > _NEAR:
            return
        self._near = day
        if day <= self.anchor and self._sets_scene(match):
            self._scene = day

    def _sets_scene(self, match: Match) -> bool:
        """Does a date, in a paragraph's first sentence and no end of an interval, say when it took place?"""
        line = self._document.zones.line(match.start)
        opened = any(match.groups[name].items for name in ("opener", "deadline") if name in match.groups)
        if line is None or opened:
            return False
        return self._document.sentence(match.start)[0] <= line.start

    def names_instrument(self, match: Match) -> bool:
        """Does a date stand in the name of an instrument, as the day on which it was made?"""
        sentence, _ = self._document.sentence(match.start)
        named = self._document.within("agreement", max(sentence, match.start - _NAME), match.end + 1)
        return any(item.start < match.start and item.end == match.end for item in named)

    def day_before(self, offset: int, *, over: bool = False) -> dt.date | None:
        """The day told last before an offset: in the same sentence or paragraph, else in the story.

        Of what is `over`, no day of a plan can be that: a paragraph back, it is the one that set the scene.
        """
        first, _ = self._document.sentence(offset)
        for at, value in reversed(self._told):
            if at < first:
                break
            if (last := _last_day(value)) is not None:
                return last
        if self._last is None:
            return None
        told, day = self._last
        line = self._document.zones.line(offset)
        if line is not None and told >= line.start:
            return day
        return (self._scene if over else None) or self._near or day

    def moment_before(self) -> Moment | None:
        """The moment told last, of any precision."""
        for _, value in reversed(self._told):
            if isinstance(value, Moment) and value.span == 1:
                return value
            if isinstance(value, Interval) and (last := value.end or value.start) is not None:
                return last
        return None


def _day(value: Value) -> dt.date | None:
    return value.date() if isinstance(value, Moment) else None


def _last_day(value: Value) -> dt.date | None:
    if isinstance(value, MomentSet):
        return value.moments[-1].date()
    if isinstance(value, Interval):
        return value.end.date() if value.end is not None else None
    return _day(value)


def _dateline(document: Document) -> dt.date | None:
    """The full date in the head of a text, or under its signature."""
    matches = document.items("date")
    heads = [match for match in matches if match.start < _HEAD][:3]
    for match in [*heads, *reversed(matches[-2:])]:
        body = match.groups.get("body")
        if body is None:
            continue
        points = [found for item in body.items if (found := partial_of(document, item)) is not None]
        if len(points) != 1 or points[0].hijri or "opener" in match.groups:
            continue
        point = points[0]
        line = document.zones.line(match.start)
        if point.year is None or point.day is None or line is None or point.month is None:
            continue
        if match.start - line.start <= 60 and (match.start < _HEAD or line.end - match.end <= 5):
            return Moment(point.year, point.month, point.day).date()
    return None
