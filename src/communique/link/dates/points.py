"""Points of time: what each one says, and which moment that is on the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from communique.dates import Interval, Moment, Vague, Value, add_months, day, easter, from_hijri, week_of
from communique.link.dates.numbers import number_of
from communique.link.dates.reading import Readings
from communique.link.document import Document
from communique.match import Group, Hit, Match

if TYPE_CHECKING:
    from communique.link.dates.chronology import Chronology

__all__ = ["Partial", "Settler", "partial_of"]

_FAR, _SOON = 300, 60
"""A date without a year that is not told of the past for certain lies ahead where that is `_SOON` days away, and
the one before `_FAR` days ago."""
_ONE_DAY = dt.timedelta(days=1)


@frozen(kw_only=True)
class Partial:
    """What a point says about itself, before it is settled on the calendar."""

    shape: str
    start: int
    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: int | None = None
    division: int | None = None
    direction: str = ""
    plural: bool = False
    unit: str = ""
    days: int | None = None
    told_from: str = ""
    count: int | None = None
    about: bool = False
    vague: str = ""
    hijri: int | None = None
    easter: int | None = None
    timed: bool = False
    impossible: bool = False
    prefixes: tuple[Mapping[str, Any], ...] = ()

    def needs_tense(self) -> bool:
        """Does its place on the calendar hang on the tense of its sentence?"""
        if self.shape == "weekday":
            return self.direction in {"", "this"}
        calendar = self.shape in {"day", "numeric", "month", "season", "part", "holiday"}
        return calendar and self.year is None and not self.direction and not self.unit


def _attribute(group: Group | None, *names: str) -> str | None:
    for item in group.items if group is not None else ():
        for name in names:
            value = item.attributes.get(name)
            if value:
                return str(value)
    return None


def _number(group: Group | None, name: str) -> int | None:
    value = _attribute(group, name)
    return int(value) if value is not None else None


def partial_of(document: Document, item: Hit | Match) -> Partial | None:
    """What a mention inside a date says, or None where it is no point."""
    if item.name == "day_numbers":
        return Partial(shape="day", start=item.start, end=item.end, day=int(item.attributes["day"]))
    if item.name == "weekdays":
        return Partial(
            shape="weekday", start=item.start, end=item.end, weekday=int(item.attributes["weekday"])
        )
    if item.name == "dayparts":
        return None
    if item.name == "clock":
        return None
    if item.name != "date_point" or not isinstance(item, Match):
        return None
    return _Reader(document, item).partial()


class _Reader:
    def __init__(self, document: Document, match: Match) -> None:
        self._document = document
        self._match = match
        self._groups = match.groups

    def partial(self) -> Partial:
        groups = self._groups
        shape = str(self._match.attributes["shape"])
        month = _number(groups.get("month"), "month")
        number = self._day()
        found = Partial(
            shape=shape,
            start=self._match.start,
            end=self._match.end,
            weekday=_number(groups.get("weekday"), "weekday"),
            day=number,
            month=month,
            year=self._year("year"),
            direction=_attribute(groups.get("direction") or groups.get("this"), "direction") or "",
            unit=_attribute(groups.get("unit"), "unit") or "",
        )
        found = self._more(found)
        impossible = (number is not None and not 1 <= number <= 31) or (shape == "numeric" and month is None)
        return evolve(found, impossible=impossible) if impossible else found

    def _more(self, found: Partial) -> Partial:
        groups = self._groups
        shape = found.shape
        if "period" in groups:
            found = self._with_period(found)
        if shape == "year" and "until" in groups:
            until = self._year("until")
            if until is not None and until < 100 and found.year is not None:
                until += found.year // 100 * 100
            impossible = until is None or found.year is None or not found.year < until <= found.year + 80
            return evolve(found, until=until, impossible=impossible)
        if shape == "decade":
            return evolve(found, year=self._decade())
        if shape == "century":
            number = number_of(self._document, groups["century"])
            return evolve(found, year=_number(groups.get("century"), "value") or number)
        if shape == "season":
            return evolve(found, division=_number(groups.get("season"), "season"))
        if shape == "part":
            return evolve(found, division=self._division())
        if shape == "deictic":
            group = groups["deictic"]
            return evolve(
                found,
                days=_number(group, "days"),
                told_from=_attribute(group, "from") or "",
                timed=_attribute(group, "daypart") is not None,
                vague=_attribute(group, "nowadays") or "",
            )
        if shape == "offset":
            return self._with_offset(found)
        if shape == "vague":
            return evolve(found, vague=_attribute(groups.get("vague"), "value") or "")
        if shape == "holiday":
            return self._with_holiday(found)
        if shape == "hijri":
            return evolve(found, hijri=_number(groups.get("hijri"), "hijri_month"))
        return found

    def _day(self) -> int | None:
        group = self._groups.get("day")
        if group is None:
            return None
        return _number(group, "day") or number_of(self._document, group)

    def _year(self, name: str) -> int | None:
        group = self._groups.get(name)
        if group is None:
            return None
        for item in group.items:
            if item.name == "years":
                year = int(item.attributes["year"])
                if item.attributes["digits"] == "2" and name == "year":
                    return self._full_year(year)
                return year
        return number_of(self._document, group)

    def _full_year(self, short: int) -> int:
        """A year of two digits, within the ninety years before the day of publication and the ten after it."""
        published = self._document.published
        latest = published.year + 10 if published is not None else 2049
        return latest - (latest - short) % 100

    def _decade(self) -> int | None:
        group = self._groups["decade"]
        for item in group.items:
            if item.name == "years" and item.attributes["digits"] == "4":
                return int(item.attributes["year"])
        number = number_of(self._document, group)
        return None if number is None else 1900 + number % 100

    def _division(self) -> int | None:
        months = _number(self._groups.get("part"), "months") or 3
        last = 12 // months
        nth = number_of(self._document, self._groups["nth"]) if "nth" in self._groups else last
        if nth is None or not 1 <= nth <= last:
            return None
        return (39 if months == 6 else 32) + nth

    def _with_period(self, found: Partial) -> Partial:
        for item in self._groups["period"].items:
            if isinstance(item, Match) and item.name == "date_period":
                direction = _attribute(item.groups.get("direction"), "direction") or ""
                plural = _attribute(item.groups.get("direction"), "number") == "pl"
                plural = plural or _attribute(item.groups.get("unit"), "number") == "pl"
                unit = _attribute(item.groups.get("unit"), "unit") or ""
                return evolve(found, direction=direction, plural=plural, unit=unit)
        return found

    def _with_offset(self, found: Partial) -> Partial:
        groups = self._groups
        count = number_of(self._document, groups["count"]) if "count" in groups else None
        vague = ""
        for item in groups["count"].items if "count" in groups else ():
            vague = vague or ("yes" if item.attributes.get("effect") == "vague" else "")
        unit_count = {"fortnight": 15, "week8": 8}.get(found.unit)
        if unit_count is not None:
            found = evolve(found, unit="day")
            count = (count or 1) * unit_count
        return evolve(
            found,
            direction=_attribute(groups.get("offset"), "offset") or "",
            count=count,
            vague=vague,
            about="about" in groups,
        )

    def _with_holiday(self, found: Partial) -> Partial:
        group = self._groups["holiday"]
        hijri = _attribute(group, "hijri")
        if hijri is not None:
            month, _, number = hijri.partition("-")
            return evolve(found, hijri=int(month), day=int(number))
        return evolve(
            found,
            month=_number(group, "month"),
            day=_number(group, "day"),
            easter=_number(group, "easter"),
        )


# --- settling ---------------------------------------------------------------------------------------------


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
        if opens == "from" and self._readings.before(match.start) != "future":
            first = self._readings.at(match.start, match.end)
            return "future" if first == "future" else "past"
        return self._readings.at(match.start, match.end)

    def settle(
        self, partials: Sequence[Partial], match: Match, reading: str, *, run: bool
    ) -> list[Value] | None:
        """The values of a date's points; None where one can't be told."""
        if not partials:
            return self._clock_day(match)
        if len(partials) > 1:
            if all(_only_weekday(partial) for partial in partials):
                return self._weekdays(partials, reading)
            partials = _shared(partials)
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
                value = _not_after(value, values[-1])
            values.append(value)
        values.reverse()
        return values

    def _clock_day(self, match: Match) -> list[Value] | None:
        """The day of a clock time or a part of day that stands alone."""
        told = self._chronology.day_before(match.start)
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
        if direction == "next" or (not direction and reading == "future"):
            days = [_weekday_after(anchor, weekdays[0])]
            for weekday in weekdays[1:]:
                days.append(_weekday_after(days[-1], weekday))
        else:
            start = anchor - _ONE_DAY if direction == "last" else anchor
            days = [_weekday_before(start, weekdays[-1])]
            for weekday in reversed(weekdays[:-1]):
                days.insert(0, _weekday_before(days[0] - _ONE_DAY, weekday))
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
            end = _around(last, last.month, anchor, reading)
            bound = end.bounds()[0] if end is not None else None
            start = _around(first, first.month, bound, "past") if bound is not None else None
        else:
            start = _around(first, first.month, anchor, reading)
            bound = start.bounds()[0] if start is not None else None
            end = _around(last, last.month, bound, "future") if bound is not None else None
        return [start, end] if start is not None and end is not None else None

    def _one(self, partial: Partial, match: Match, reading: str) -> Value | None:
        value = self._point(partial, match, reading)
        for prefix in reversed(partial.prefixes):
            value = _prefixed(value, prefix)
        return value

    def _point(self, partial: Partial, match: Match, reading: str) -> Value | None:
        shape = partial.shape
        if shape == "vague":
            return Vague(partial.vague)
        if shape == "hijri" or partial.hijri is not None:
            return self._hijri(partial, match)
        if shape == "year":
            return self._years(partial)
        if shape == "decade":
            return Moment(partial.year, span=10) if partial.year is not None else None
        if shape == "century":
            return Moment((partial.year - 1) * 100, span=100) if partial.year else None
        if shape == "deictic":
            return self._deictic(partial, match)
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
            year, month = anchor.year, anchor.month
        if year is None:
            if partial.direction in {"following", "preceding"}:
                told = self._told(match)
                if told is None:
                    return None
                return _around(partial, month, told, "next" if partial.direction == "following" else "last")
            if anchor is None:
                return None
            return _around(partial, month, anchor, partial.direction or reading)
        found = _in_year(partial, month, year)
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
            if other is match or not (other.start - match.end >= -40 or match.start - other.end <= 40):
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

    def _deictic(self, partial: Partial, match: Match) -> Value | None:
        if partial.told_from == "text":
            told = self._chronology.day_before(match.start)
            return _shifted(told, partial.days or 0)
        if partial.vague and self._nowadays(partial, match):
            return Vague(partial.vague) if self._chronology.anchor is not None or match.start else None
        return _shifted(self._chronology.anchor, partial.days or 0)

    def _nowadays(self, partial: Partial, match: Match) -> bool:
        marker = self._document.starting_at("infinitive_markers", partial.start - 2)
        if marker is not None and marker.end == partial.start:
            return True
        return self._readings.before(match.start) == "being"

    def _weekday(self, partial: Partial, match: Match, reading: str) -> Value | None:
        weekday = partial.weekday or 1
        if partial.direction in {"following", "preceding"}:
            told = self._chronology.day_before(match.start)
            if told is None:
                return None
            return day(
                _weekday_after(told, weekday)
                if partial.direction == "following"
                else _weekday_before(told - _ONE_DAY, weekday)
            )
        anchor = self._chronology.anchor
        if anchor is None:
            return None
        if partial.direction == "last":
            return day(_weekday_before(anchor - _ONE_DAY, weekday))
        if partial.direction == "this" and anchor.isoweekday() == weekday:
            return day(anchor)
        if partial.direction == "next" or reading == "future":
            return day(_weekday_after(anchor, weekday))
        return day(_weekday_before(anchor, weekday))

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
            return _counted(moment, partial.unit, count if direction == "later" else -count)
        anchor = self._chronology.anchor
        if anchor is None:
            return None
        sign = -1 if direction == "past" else 1
        value = _counted(day(anchor), partial.unit, sign * count, about=partial.about)
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
            return _stepped(moment, partial.unit, steps)
        return self._unit(partial.unit, {"last": -1, "next": 1}.get(direction, 0))

    def _unit(self, unit: str, steps: int) -> Value | None:
        anchor = self._chronology.anchor
        return _stepped(day(anchor), unit, steps) if anchor is not None else None


def _only_weekday(partial: Partial) -> bool:
    return partial.shape == "weekday" and partial.direction not in {"following", "preceding"}


def _shared(partials: Sequence[Partial]) -> list[Partial]:
    """Points that stand in a list, each with what the ones after it, or before it, say for all."""
    shared = list(partials)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        if left.shape in {"day", "numeric", "month"} and right.shape in {"day", "numeric", "month"}:
            month = left.month if left.month is not None else right.month
            year = left.year
            if year is None and right.year is not None:
                crossed = left.month is not None and right.month is not None and left.month > right.month
                year = right.year - 1 if crossed else right.year
            takes = left.year is None and left.direction == "" and left.unit == ""
            shared[index] = evolve(
                left,
                month=month,
                year=year,
                direction=right.direction if takes else left.direction,
                unit=right.unit if takes else left.unit,
                plural=right.plural if takes else left.plural,
            )
        elif left.shape == right.shape and left.year is None and right.year is not None:
            shared[index] = evolve(left, year=right.year)
    for index in range(1, len(shared)):
        left, right = shared[index - 1], shared[index]
        if (
            right.year is None
            and left.year is not None
            and right.shape == left.shape
            and right.month is not None
        ):
            crossed = left.month is not None and right.month < left.month
            shared[index] = evolve(right, year=left.year + 1 if crossed else left.year)
    return shared


def _not_after(value: Value, bound: Value) -> Value:
    """A point of a list, moved back by years until it is not after the one that follows."""
    if isinstance(value, Moment) and isinstance(bound, Moment):
        first, last = value.bounds()[0], bound.bounds()[0]
        if first is not None and last is not None and first > last:
            return evolve(value, year=value.year - 1)
        if first is not None and last is not None and (last - first).days > 366:
            moved = evolve(value, year=bound.year)
            start = moved.bounds()[0]
            return moved if start is not None and start <= last else evolve(value, year=bound.year - 1)
    return value


def _prefixed(value: Value | None, prefix: Mapping[str, Any]) -> Value | None:
    kind = prefix.get("prefix")
    if kind in {"approximate", "around"} and isinstance(value, Moment):
        return value.about()
    if kind in {"approximate", "around"} and isinstance(value, Interval):
        return Interval(
            value.start.about() if value.start else None,
            value.end.about() if value.end else None,
        )
    if kind == "shift" and isinstance(value, Moment):
        return _shifted(value.date(), int(prefix["days"])) if value.date() else value
    return value


def _shifted(date: dt.date | None, days: int) -> Moment | None:
    if date is None:
        return None
    try:
        return day(date + dt.timedelta(days=days))
    except OverflowError:
        return None


def _weekday_before(date: dt.date, weekday: int) -> dt.date:
    return date - dt.timedelta(days=(date.isoweekday() - weekday) % 7)


def _weekday_after(date: dt.date, weekday: int) -> dt.date:
    return date + dt.timedelta(days=(weekday - date.isoweekday() - 1) % 7 + 1)


def _in_year(partial: Partial, month: int | None, year: int) -> Moment:
    if partial.easter is not None:
        return day(easter(year) + dt.timedelta(days=partial.easter))
    return Moment(year, month, partial.day, division=partial.division)


def _around(partial: Partial, month: int | None, anchor: dt.date, direction: str) -> Moment | None:
    """The year that puts a point nearest to an anchor, on the side that its direction or its tense says."""
    moments = [
        _in_year(partial, month, year) for year in range(max(anchor.year - 5, 1), min(anchor.year + 6, 9999))
    ]
    found = [(first, last, m) for m in moments for first, last in [m.bounds()] if first and last]
    if not found:
        return None
    if direction == "last":
        return max((item for item in found if item[1] < anchor), key=_start, default=found[0])[2]
    if direction == "next":
        return min((item for item in found if item[0] > anchor), key=_start, default=found[-1])[2]
    if direction == "past":
        return max((item for item in found if item[0] <= anchor), key=_start, default=found[0])[2]
    if direction == "behind":
        before = max((item for item in found if item[0] <= anchor), key=_start, default=found[0])
        after = min((item for item in found if item[0] > anchor), key=_start, default=before)
        far = (anchor - before[1]).days > _FAR and (after[0] - anchor).days < _SOON
        return after[2] if far else before[2]
    if direction == "future":
        return min((item for item in found if item[1] >= anchor), key=_start, default=found[-1])[2]
    if direction == "this" or partial.division is not None:
        return next((item[2] for item in found if item[2].year == anchor.year), None)
    return min(found, key=lambda item: abs(_gap(item[0], item[1], anchor)))[2]


def _start(item: tuple[dt.date, dt.date, Moment]) -> dt.date:
    return item[0]


def _gap(first: dt.date, last: dt.date, anchor: dt.date) -> int:
    if first <= anchor <= last:
        return 0
    return (first - anchor).days if anchor < first else (last - anchor).days


def _counted(moment: Moment | None, unit: str, count: int, *, about: bool = False) -> Value | None:
    """A moment so many units away, as coarse as the unit."""
    if moment is None:
        return None
    start = moment.bounds()[0]
    if start is None:
        return None
    try:
        if unit in {"day", "week", "weekend"}:
            found = day(start + dt.timedelta(days=count * (1 if unit == "day" else 7)))
        elif unit in {"month", "quarter", "half"}:
            months = count * {"month": 1, "quarter": 3, "half": 6}[unit]
            date = add_months(start, months)
            found = Moment(date.year, date.month)
        else:
            years = count * {"year": 1, "lustrum": 5, "decade": 10, "century": 100, "millennium": 1000}.get(
                unit, 1
            )
            year = start.year + years
            found = Moment(year, start.month) if about and moment.month is not None else Moment(year)
    except (ValueError, OverflowError):
        return None
    found = found.about() if about else found
    return found if found.valid() else None


def _stepped(moment: Moment | None, unit: str, steps: int) -> Value | None:
    """The unit of the calendar around a moment, or one so many steps away."""
    if moment is None:
        return None
    start = moment.bounds()[0]
    if start is None:
        return None
    try:
        if unit == "day":
            return day(start + dt.timedelta(days=steps))
        if unit == "week":
            return week_of(start + dt.timedelta(days=7 * steps))
        if unit == "weekend":
            return _weekend(start, steps)
        if unit == "month":
            if moment.month is None:
                return None
            date = add_months(start.replace(day=1), steps)
            return Moment(date.year, date.month)
        if unit in {"quarter", "half"}:
            months = 3 if unit == "quarter" else 6
            date = add_months(start.replace(day=1), months * steps)
            return Moment(date.year, division=(33 if months == 3 else 40) + (date.month - 1) // months)
        span = {"year": 1, "decade": 10, "century": 100}.get(unit)
        return Moment((start.year // span + steps) * span, span=span) if span else None
    except (ValueError, OverflowError):
        return None


def _weekend(start: dt.date, steps: int) -> Interval | None:
    """The weekend that ended last, the one of this week, or the first that begins later."""
    monday = start - dt.timedelta(days=start.weekday())
    if steps > 0 and start.weekday() < 5:
        steps -= 1
    return week_of(monday + dt.timedelta(days=7 * steps), (5, 6))
