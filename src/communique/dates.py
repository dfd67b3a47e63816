"""Partial dates, intervals and sets as values: EDTF strings, bounds, and calendar arithmetic.

Nothing here reads a clock: every relative value is counted from a day that the caller gives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from attrs import evolve, frozen

__all__ = [
    "Interval",
    "Moment",
    "MomentSet",
    "Vague",
    "Value",
    "add_months",
    "bounds_of",
    "day",
    "easter",
    "from_hijri",
    "from_solar_hijri",
    "joined",
    "length",
    "second_opinion",
    "week_of",
]

_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF season → the month it begins with."""


@frozen
class Moment:
    """A point of the calendar, as coarse as it was said.

    `span` is the number of years a bare year stands for: 1, 10 (a decade) or 100 (a century).
    `division` is an EDTF season (21-24), quarter (33-36) or half-year (40-41).
    """

    year: int
    month: int | None = None
    day: int | None = None
    division: int | None = None
    span: int = 1
    approximate: bool = False
    clock: str | None = None

    def edtf(self) -> str:
        """The EDTF string."""
        if self.span == 10:
            text = f"{self.year // 10:03d}X"
        elif self.span == 100:
            text = f"{self.year // 100:02d}XX"
        else:
            text = f"{self.year:04d}"
        if self.division is not None:
            text += f"-{self.division}"
        elif self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        if self.clock is not None:
            return f"{text}T{self.clock}"
        return text + "~" if self.approximate else text

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day it may mean."""
        try:
            return self._first(), self._last()
        except ValueError:
            return None, None

    def _first(self) -> dt.date:
        if self.span > 1:
            return dt.date(max(self.year // self.span * self.span, 1), 1, 1)
        month, _ = self._months()
        return dt.date(self.year, month, self.day or 1)

    def _last(self) -> dt.date:
        if self.span > 1:
            return dt.date(self.year // self.span * self.span + self.span - 1, 12, 31)
        if self.day is not None:
            return self._first()
        month, count = self._months()
        end = add_months(dt.date(self.year, month, 1), count)
        return end - dt.timedelta(days=1)

    def _months(self) -> tuple[int, int]:
        """The first month, and how many there are."""
        if self.division is None:
            return (self.month, 1) if self.month is not None else (1, 12)
        if self.division in _SEASON_MONTHS:
            return _SEASON_MONTHS[self.division], 3
        if self.division >= 40:
            return 1 + 6 * (self.division - 40), 6
        return 1 + 3 * (self.division - 33), 3

    def date(self) -> dt.date | None:
        """The day, where it is one that exists."""
        if self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    def valid(self) -> bool:
        """Is it a point of the calendar that exists?"""
        return self.bounds()[0] is not None

    def about(self) -> Moment:
        """The same, approximately; a day stays what it is."""
        return self if self.day is not None else evolve(self, approximate=True)


class Interval(NamedTuple):
    """From one moment to another; None where it is open."""

    start: Moment | None
    end: Moment | None

    def edtf(self) -> str:
        """The EDTF string."""
        return f"{self.start.edtf() if self.start else '..'}/{self.end.edtf() if self.end else '..'}"

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day; None where open."""
        first = self.start.bounds()[0] if self.start else None
        last = self.end.bounds()[1] if self.end else None
        return first, last


class MomentSet(NamedTuple):
    """Several separate moments, in order."""

    moments: tuple[Moment, ...]

    def edtf(self) -> str:
        """The EDTF string."""
        return "{" + ",".join(moment.edtf() for moment in self.moments) + "}"

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day it may mean."""
        return self.moments[0].bounds()[0], self.moments[-1].bounds()[1]


class Vague(NamedTuple):
    """A reference without calendar value: PAST_REF, PRESENT_REF or FUTURE_REF."""

    name: str

    def edtf(self) -> str:
        """The name."""
        return self.name

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """Unknown on both sides."""
        return None, None


Value = Moment | Interval | MomentSet | Vague


_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?")


def bounds_of(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of an EDTF day, month, season, year or interval; None where it says none."""
    if "/" in text:
        first, _, last = text.partition("/")
        return bounds_of(first)[0], bounds_of(last)[1]
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None, None
    year, month, number = (int(part) if part else None for part in plain.groups())
    if year is None:
        return None, None
    if month is not None and month > 12:
        return Moment(year, division=month).bounds()
    return Moment(year, month, number).bounds()


def day(date: dt.date, clock: str | None = None) -> Moment:
    """A calendar day as a moment."""
    return Moment(date.year, date.month, date.day, clock=clock)


def week_of(date: dt.date, days: tuple[int, int] = (0, 6)) -> Interval:
    """The week around a day, or the part of it between two weekdays (0 is Monday)."""
    monday = date - dt.timedelta(days=date.weekday())
    first, last = (monday + dt.timedelta(days=offset) for offset in days)
    return Interval(day(first), day(last))


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(date: dt.date, months: int) -> dt.date:
    """A day some months away, the last of a shorter month. Raises ValueError outside 1-9999."""
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    leap = month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return dt.date(year, month + 1, min(date.day, _DAYS[month] + leap))


def easter(year: int) -> dt.date:
    """Easter Sunday of a Gregorian year."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, last = divmod(epact + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, last + 1)


def from_hijri(year: int, month: int, number: int | None) -> Moment | Interval | None:
    """A Hijri day, or the interval of a Hijri month, by Umm al-Qura; None outside its tables (1343-1500)."""
    from hijridate import Hijri

    try:
        first = Hijri(year, month, number or 1)
        start = first.to_gregorian()
        if number is not None:
            return Moment(start.year, start.month, start.day)
        end = Hijri(year, month, first.month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return Interval(Moment(start.year, start.month, start.day), Moment(end.year, end.month, end.day))


_SOLAR_EPOCH = -356032
"""The ordinal that the Persian calendar counts from, by cycles of 33 years (1 Farvardin 1400: 2021-03-21)."""


def from_solar_hijri(year: int, month: int, number: int | None) -> Moment | Interval | None:
    """A day, or the interval of a month, of the Persian calendar by its 33-year cycle; None where none is."""
    if number is not None and not 1 <= number <= (31 if month <= 6 else 30):
        return None
    first = _solar_ordinal(year, month)
    if number is not None:
        return day(dt.date.fromordinal(first + number - 1))
    last = _solar_ordinal(year + month // 12, month % 12 + 1) - 1
    return Interval(day(dt.date.fromordinal(first)), day(dt.date.fromordinal(last)))


def _solar_ordinal(year: int, month: int) -> int:
    """The ordinal of a month's first day; eight years of thirty-three are leap years."""
    cycles, rest = divmod(year + 1595, 33)
    days = 365 * (year + 1595) + 8 * cycles + (rest + 3) // 4
    return _SOLAR_EPOCH + days + (31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6)


def second_opinion(text: str, *, language: str) -> Moment | None:
    """A day in digits whose parts stand in no usual order, as dateparser orders them; None where it can't.

    Args:
        text: the date alone, three numbers and what parts them ("2014/03/12", "03/25/2014").
        language: the language of the text, a code that dateparser knows.

    Three numbers that are no day together, or that it read as other ones, give None.
    """
    import dateparser  # slow to import, and few texts need it

    found = dateparser.parse(
        text,
        languages=[language],
        settings={
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),  # noqa: DTZ001 - so that it asks no clock
            "TIMEZONE": "UTC",
        },
    )
    if found is None or sorted(map(int, re.findall(r"\d+", text))) != sorted(found.timetuple()[:3]):
        return None
    return day(found.date())


def joined(moments: Sequence[Moment]) -> Value:
    """Moments told in a list: an interval where they follow on one another, else a set."""
    if len(moments) == 1:
        return moments[0]
    ordered = sorted(dict.fromkeys(moments), key=lambda moment: str(moment.bounds()[0]))
    if len(ordered) == 1:
        return ordered[0]
    follows = all(_follows(a, b) for a, b in pairwise(ordered))
    return Interval(ordered[0], ordered[-1]) if follows else MomentSet(tuple(ordered))


def _follows(a: Moment, b: Moment) -> bool:
    end, start = a.bounds()[1], b.bounds()[0]
    return end is not None and start is not None and start - end == dt.timedelta(days=1)


def length(parts: Sequence[tuple[int, str]]) -> str:
    """An ISO 8601 duration from counts and the units' own lengths: [(2, "1Y"), (3, "1M")] is "P2Y3M"."""
    date_part = time_part = ""
    for count, unit in parts:
        clock, unit = unit.startswith("T"), unit.removeprefix("T")
        piece = f"{count * int(unit[:-1])}{unit[-1]}"
        if clock:
            time_part += piece
        else:
            date_part += piece
    return f"P{date_part}" + (f"T{time_part}" if time_part else "")
