"""Steps on the calendar: the nearest year, the next weekday, so many units away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communique.dates import Interval, Moment, Value, add_months, day, easter, week_of
from communique.link.dates.partials import Partial

__all__ = [
    "around",
    "counted",
    "in_year",
    "nearest_weekday",
    "shifted",
    "stepped",
    "weekday_after",
    "weekday_before",
]

_FAR, _SOON = 300, 60
"""A date without a year that is not told of the past for certain lies ahead where
that is `_SOON` days away, and the one before `_FAR` days ago."""

_JUST = 45
"""A day told of the future that was over so few days ago was that one: the tense was another verb's."""
_NEAR = 200
"""So many days around the anchor a weekday tells the year."""


def shifted(date: dt.date | None, days: int) -> Moment | None:
    """A day so many days away; None outside the calendar."""
    if date is None:
        return None
    try:
        return day(date + dt.timedelta(days=days))
    except OverflowError:
        return None


def weekday_before(date: dt.date, weekday: int) -> dt.date:
    """The last day of a weekday (1 is Monday) at or before a day."""
    return date - dt.timedelta(days=(date.isoweekday() - weekday) % 7)


def weekday_after(date: dt.date, weekday: int) -> dt.date:
    """The first day of a weekday (1 is Monday) after a day."""
    return date + dt.timedelta(days=(weekday - date.isoweekday() - 1) % 7 + 1)


def nearest_weekday(anchor: dt.date, weekday: int, number: int, reading: str) -> Moment | None:
    """The nearest day of a month's number that is such a weekday, on the side that the tense says."""
    ahead = reading in {"future", "soon"}
    for near in (True, False):
        sign = 1 if ahead == near else -1
        for days in range(_SOON + 1):
            try:
                found = anchor + dt.timedelta(days=sign * days)
            except OverflowError:
                break
            if found.day == number and found.isoweekday() == weekday:
                return day(found)
    return None


def in_year(partial: Partial, month: int | None, year: int) -> Moment:
    """What a point means in a year."""
    if partial.easter is not None:
        return day(easter(year) + dt.timedelta(days=partial.easter))
    return Moment(year, month, partial.day, division=partial.division)


def around(partial: Partial, month: int | None, anchor: dt.date, direction: str) -> Moment | None:
    """The year that puts a point nearest to an anchor, on the side that its direction or its tense says."""
    found: list[tuple[dt.date, dt.date, Moment]] = []
    for reach in (2, 8):  # a leap day may be eight years away
        years = range(max(anchor.year - reach, 1), min(anchor.year + reach, 9998) + 1)
        moments = [in_year(partial, month, year) for year in years]
        found = [(first, last, m) for m in moments for first, last in [m.bounds()] if first and last]
        if len(found) > 2:
            break
    if not found:
        return None
    if direction in {"past", "behind", "future", "soon", ""}:
        found = _on_weekday(partial, found, anchor) or found
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
        after = min((item for item in found if item[1] >= anchor), key=_start, default=found[-1])
        before = max((item for item in found if item[1] < anchor), key=_start, default=after)
        # Only a day can be told to be over: a month that is just past comes back next year.
        over = partial.day is not None and (anchor - before[1]).days < _JUST
        return before[2] if over and (after[0] - anchor).days > _FAR else after[2]
    if direction == "this" or partial.division is not None:
        return next((item[2] for item in found if item[2].year == anchor.year), None)
    return min(found, key=lambda item: abs(_gap(item[0], item[1], anchor)))[2]


def _on_weekday(
    partial: Partial, found: Sequence[tuple[dt.date, dt.date, Moment]], anchor: dt.date
) -> list[tuple[dt.date, dt.date, Moment]]:
    """The one day near the anchor that is the weekday told with it, if any: it says the year."""
    if partial.weekday is None or partial.day is None:
        return []
    close = (item for item in found if abs((item[0] - anchor).days) <= _NEAR)
    return [item for item in close if item[0].isoweekday() == partial.weekday][:1]


def _start(item: tuple[dt.date, dt.date, Moment]) -> dt.date:
    return item[0]


def _gap(first: dt.date, last: dt.date, anchor: dt.date) -> int:
    if first <= anchor <= last:
        return 0
    return (first - anchor).days if anchor < first else (last - anchor).days


def counted(moment: Moment | None, unit: str, count: int, *, about: bool = False) -> Value | None:
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


def stepped(moment: Moment | None, unit: str, steps: int) -> Value | None:
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
