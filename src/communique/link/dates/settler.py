"""Settle points on the calendar, from the anchor, the tense and the dates told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communique.dates import Interval, Moment, Vague, Value, day, from_hijri, from_solar_hijri
from communique.link.dates.chronology import Chronology
from communique.link.dates.lists import not_after, only_weekday, prefixed, shared, sliced
from communique.link.dates.partials import Partial, partial_of
from communique.link.dates.reading import Readings
from communique.link.dates.steps import (
    around,
    counted,
    in_year,
    nearest_weekday,
    shifted,
    stepped,
    weekday_after,
    weekday_before,
)
from communique.link.document import Document
from communique.match import Match

__all__ = ["Settler"]

_ONE_DAY = dt.timedelta(days=1)
_BULLET = 4
"""How many characters may open the line of a programme before its hour."""
_OVER = frozenset({"past", "behind"})
"""Readings of what is told to be over."""


class Settler:
    """Settles partials on the calendar, from the anchor, the tense and the dates told before."""

    def __init__(self, document: Document, chronology: Chronology) -> None:
        self._document = document
        self._chronology = chronology
        self._readings = Readings(document)

    def reading(self, match: Match, opens: str) -> str:
        """Whether a date lies before or after its anchor: "past", "future", "being" or ""."""
        if opens in {"until", "since"}:
            return "future" if opens == "until" else "past"
        if self._chronology.names_instrument(match):
            return "past"
        if opens == "from" and self._readings.before(match.start) != "future":
            first = self._readings.at(match.start, match.end)
            return "future" if first == "future" else "past"
        return self._readings.at(match.start, match.end)

    def settle(
        self, partials: Sequence[Partial], match: Match, reading: str, *, run: bool
    ) -> list[Value] | None:
        """The values of a date's points; None where one can't be told."""
        if not partials:
            return self._clock_day(match, reading)
        if len(partials) > 1:
            if all(only_weekday(partial) for partial in partials):
                return self._weekdays(partials, reading)
            partials = shared(partials)
        if run and len(partials) == 2:
            both = self._run(partials, reading)
            if both is not None:
                return both
        values: list[Value] = []
        for index in range(len(partials) - 1, -1, -1):
            value = self._one(partials[index], match, reading)
            if value is None:
                return None
            if values and partials[index].year is None:
                value = not_after(value, values[-1])
            values.append(value)
        values.reverse()
        return values

    def _clock_day(self, match: Match, reading: str) -> list[Value] | None:
        """The day of a clock time or a part of day that stands alone."""
        line = self._document.zones.line(match.start)
        # The day of an item of a programme stands above it.
        item = line is not None and match.start <= line.start + _BULLET
        told = self._chronology.day_before(match.start, over=reading in _OVER and not item)
        anchor = self._chronology.anchor
        if told is None or (anchor is not None and abs(told - anchor) > dt.timedelta(days=31)):
            told = anchor
        return [day(told)] if told is not None else None

    def _weekdays(self, partials: Sequence[Partial], reading: str) -> list[Value] | None:
        anchor = self._chronology.anchor
        if anchor is None:
            return None
        direction = partials[-1].direction
        weekdays = [partial.weekday or 1 for partial in partials]
        if direction == "next" or (not direction and reading in {"future", "soon"}):
            days = [weekday_after(anchor - _ONE_DAY if reading == "soon" else anchor, weekdays[0])]
            for weekday in weekdays[1:]:
                days.append(weekday_after(days[-1], weekday))
        else:
            start = anchor - _ONE_DAY if direction == "last" else anchor
            days = [weekday_before(start, weekdays[-1])]
            for weekday in reversed(weekdays[:-1]):
                days.insert(0, weekday_before(days[0] - _ONE_DAY, weekday))
        return [day(found) for found in days]

    def _run(self, partials: Sequence[Partial], reading: str) -> list[Value] | None:
        """A run without a year: one of the past has begun, one of the future is not over."""
        first, last = partials
        anchor = self._chronology.anchor
        plain = all(
            partial.shape in {"day", "month"} and partial.month and not partial.prefixes and not partial.unit
            for partial in partials
        )
        if anchor is None or not plain or first.year is not None or last.year is not None or last.direction:
            return None
        if reading == "future":
            end = around(last, last.month, anchor, reading)
            bound = end.bounds()[0] if end is not None else None
            start = around(first, first.month, bound, "past") if bound is not None else None
        else:
            start = around(first, first.month, anchor, reading)
            bound = start.bounds()[0] if start is not None else None
            end = around(last, last.month, bound, "future") if bound is not None else None
        return [start, end] if start is not None and end is not None else None

    def _one(self, partial: Partial, match: Match, reading: str) -> Value | None:
        value = self._point(partial, match, reading)
        if isinstance(value, Moment) and not value.valid():
            self._document.diagnose("calendar", f"{value.edtf()} is no day", match.start, match.end)
            return None
        if partial.piece:
            value = sliced(value, partial)
        for prefix in reversed(partial.prefixes):
            value = prefixed(value, prefix)
        return value

    def _point(self, partial: Partial, match: Match, reading: str) -> Value | None:
        shape = partial.shape
        if shape == "vague":
            return Vague(partial.vague)
        if partial.solar is not None:
            value = from_solar_hijri(partial.year, partial.solar, partial.day) if partial.year else None
            return self._doubled(partial, match, value) or value
        if shape == "hijri" or partial.hijri is not None:
            return self._hijri(partial, match)
        if shape == "year":
            return self._years(partial)
        if shape == "decade":
            return Moment(partial.year, span=10) if partial.year is not None else None
        if shape == "century":
            return self._centuries(partial)
        if shape == "deictic":
            return self._deictic(partial, match, reading)
        if shape == "offset":
            return self._offset(partial, match)
        if shape == "period":
            return self._period(partial, match)
        if shape == "unit":
            return self._unit(partial.unit, 0)
        if shape == "weekday":
            return self._weekday(partial, match, reading)
        return self._calendar(partial, match, reading)

    # --- absolute, or lacking a year ---

    def _years(self, partial: Partial) -> Value | None:
        if partial.year is None:
            return None
        if partial.until is not None:
            return Interval(Moment(partial.year), Moment(partial.until))
        return Moment(partial.year)

    def _centuries(self, partial: Partial) -> Value | None:
        if not partial.year:
            return None
        first = Moment((partial.year - 1) * 100, span=100)
        return Interval(first, Moment((partial.until - 1) * 100, span=100)) if partial.until else first

    def _calendar(self, partial: Partial, match: Match, reading: str) -> Value | None:
        """A day, a month, a season or a part of a year."""
        if (
            partial.easter is None
            and partial.day is None
            and partial.month is None
            and partial.division is None
        ):
            return None
        year = partial.year
        month = partial.month
        anchor = self._chronology.anchor
        if partial.unit:
            lacking = self._in_period(partial, match)
            if lacking is None:
                return None
            year, month = lacking.year, partial.month or lacking.month
        elif month is None and partial.day is not None and partial.easter is None:
            if anchor is None:
                return None
            if partial.weekday is not None and not partial.direction:
                return nearest_weekday(anchor, partial.weekday, partial.day, reading)
            year, month = anchor.year, anchor.month
        if year is None:
            if partial.direction in {"following", "preceding"}:
                told = self._told(match)
                if told is None:
                    return None
                return around(partial, month, told, "next" if partial.direction == "following" else "last")
            if anchor is None:
                return None
            return around(partial, month, anchor, partial.direction or reading)
        found = in_year(partial, month, year)
        self._check_weekday(partial, found, match)
        return found

    def _told(self, match: Match) -> dt.date | None:
        told = self._chronology.day_before(match.start)
        if told is None:
            moment = self._chronology.moment_before()
            told = moment.bounds()[1] if moment is not None else None
        return told

    def _check_weekday(self, partial: Partial, found: Moment, match: Match) -> None:
        date = found.date()
        if partial.weekday is None or date is None or date.isoweekday() == partial.weekday:
            return
        self._document.diagnose("weekday", f"{found.edtf()} is no such weekday", match.start, match.end)

    def _in_period(self, partial: Partial, match: Match) -> Moment | None:
        found = self._period(partial, match)
        return found if isinstance(found, Moment) else None

    def _hijri(self, partial: Partial, match: Match) -> Value | None:
        if partial.hijri is None:
            return None
        if partial.year is None or partial.year > 1700:
            return self._movable(partial)
        value = from_hijri(partial.year, partial.hijri, partial.day)
        return self._doubled(partial, match, value) or value

    def _movable(self, partial: Partial) -> Value | None:
        """A feast of the Muslim calendar in a Gregorian year."""
        anchor = self._chronology.anchor
        year = partial.year or (anchor.year if anchor else None)
        if year is None or partial.hijri is None:
            return None
        guess = round((year - 622) * 33 / 32)
        for candidate in (guess - 1, guess, guess + 1, guess + 2):
            value = from_hijri(candidate, partial.hijri, partial.day)
            if isinstance(value, Moment) and value.year == year:
                return value
        return None

    def _doubled(self, partial: Partial, match: Match, value: Value | None) -> Value | None:
        """The Gregorian date beside a Hijri one, which wins."""
        known = value.bounds()[0] if value is not None else None
        for other in self._document.within("date", match.start - 60, match.end + 60):
            if (
                other is match
                or "body" not in other.groups
                or not (other.start - match.end >= -40 or match.start - other.end <= 40)
            ):
                continue
            points = [
                found for item in other.groups["body"].items if (found := partial_of(self._document, item))
            ]
            if len(points) != 1 or points[0].year is None or points[0].shape not in {"day", "numeric"}:
                continue
            gregorian = Moment(points[0].year, points[0].month, points[0].day)
            date = gregorian.date()
            if date is not None and (known is None or abs(date - known) <= dt.timedelta(days=3)):
                return gregorian
        return None

    # --- relative ---

    def _deictic(self, partial: Partial, match: Match, reading: str) -> Value | None:
        if partial.told_from == "text":
            told = self._chronology.day_before(match.start, over=reading in _OVER)
            return shifted(told, partial.days or 0)
        if partial.vague and not _begins(match) and self._nowadays(partial, match):
            return Vague(partial.vague) if self._chronology.anchor is not None or match.start else None
        return shifted(self._chronology.anchor, partial.days or 0)

    def _nowadays(self, partial: Partial, match: Match) -> bool:
        marker = self._document.starting_at("infinitive_markers", partial.start - 2)
        if marker is not None and marker.end == partial.start:
            return match.start == partial.start  # "from today" opens an interval, and that on the very day
        return self._readings.before(match.start) == "being"

    def _weekday(self, partial: Partial, match: Match, reading: str) -> Value | None:
        weekday = partial.weekday or 1
        if partial.direction in {"following", "preceding"}:
            told = self._chronology.day_before(match.start)
            if told is None:
                return None
            return day(
                weekday_after(told, weekday)
                if partial.direction == "following"
                else weekday_before(told - _ONE_DAY, weekday)
            )
        anchor = self._chronology.anchor
        if anchor is None:
            return None
        if partial.direction == "last":
            return day(weekday_before(anchor - _ONE_DAY, weekday))
        if partial.direction == "this" and anchor.isoweekday() == weekday:
            return day(anchor)
        if partial.direction == "next" or reading == "future":
            return day(weekday_after(anchor, weekday))
        if reading == "soon":
            return day(weekday_after(anchor - _ONE_DAY, weekday))
        return day(weekday_before(anchor, weekday))

    def _offset(self, partial: Partial, match: Match) -> Value | None:
        direction = partial.direction
        if partial.vague:
            if self._chronology.anchor is None and direction in {"past", "future", "until"}:
                return None
            return Vague("FUTURE_REF" if direction in {"future", "until"} else "PAST_REF")
        count = partial.count
        if count is None:
            return None
        if partial.unit in {"hour", "minute", "second"}:
            return self._hours(direction)
        if direction in {"later", "earlier"}:
            moment = self._before(partial, match)
            return counted(moment, partial.unit, count if direction == "later" else -count)
        anchor = self._chronology.anchor
        if anchor is None:
            return None
        sign = -1 if direction == "past" else 1
        value = counted(day(anchor), partial.unit, sign * count, about=partial.about)
        if direction == "until" and isinstance(value, Moment):
            return Interval(None, value)
        return value

    def _hours(self, direction: str) -> Value | None:
        return (
            Vague("PAST_REF" if direction in {"past", "earlier"} else "FUTURE_REF")
            if self._chronology.anchor
            else None
        )

    def _before(self, partial: Partial, match: Match) -> Moment | None:
        if partial.unit in {"day", "week"}:
            told = self._chronology.day_before(match.start)
            return day(told) if told is not None else None
        return self._chronology.moment_before()

    def _period(self, partial: Partial, match: Match) -> Value | None:
        direction = partial.direction
        if partial.plural and direction in {"last", "next"}:
            return Vague("PAST_REF" if direction == "last" else "FUTURE_REF")
        if partial.unit in {"hour", "minute", "second"}:
            return None
        if direction in {"following", "preceding", "same"}:
            moment = self._chronology.moment_before()
            if partial.unit in {"day", "week"}:
                told = self._chronology.day_before(match.start)
                moment = day(told) if told is not None else None
            steps = {"following": 1, "preceding": -1, "same": 0}[direction]
            return stepped(moment, partial.unit, steps)
        return self._unit(partial.unit, {"last": -1, "next": 1}.get(direction, 0))

    def _unit(self, unit: str, steps: int) -> Value | None:
        anchor = self._chronology.anchor
        return stepped(day(anchor), unit, steps) if anchor is not None else None


def _begins(match: Match) -> bool:
    """Does a date open an interval that goes on from it, or run on to another?"""
    if "range" in match.groups:
        return True
    opener = match.groups.get("opener")
    return opener is not None and any(item.attributes.get("opens") == "from" for item in opener.items)
