"""Points in a list or run: what each says for the others, and in what order they lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from communique.dates import Interval, Moment, Value, add_months, day, week_of
from communique.link.dates.partials import Partial
from communique.link.dates.steps import shifted, weekday_after, weekday_before

__all__ = ["not_after", "only_weekday", "prefixed", "shared", "sliced"]


def only_weekday(partial: Partial) -> bool:
    """Is a point a weekday alone, told from the day of publication?"""
    return partial.shape == "weekday" and partial.direction not in {"following", "preceding"}


def shared(partials: Sequence[Partial]) -> list[Partial]:
    """Points that stand in a list, each with what the ones after it, or before it, say for all."""
    found = list(partials)
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.shape in {"day", "numeric", "month"} and right.shape in {"day", "numeric", "month"}:
            month = left.month if left.month is not None else right.month
            year = left.year
            if year is None and right.year is not None:
                crossed = left.month is not None and right.month is not None and left.month > right.month
                year = right.year - 1 if crossed else right.year
            takes = left.year is None and left.direction == "" and left.unit == ""
            found[index] = evolve(
                left,
                month=month,
                year=year,
                direction=right.direction if takes else left.direction,
                unit=right.unit if takes else left.unit,
                plural=right.plural if takes else left.plural,
            )
        elif left.shape == right.shape and left.year is None and right.year is not None:
            found[index] = evolve(left, year=right.year)
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if (
            right.year is None
            and left.year is not None
            and right.shape == left.shape
            and right.month is not None
        ):
            crossed = left.month is not None and right.month < left.month
            found[index] = evolve(right, year=left.year + 1 if crossed else left.year)
    return found


def not_after(value: Value, bound: Value) -> Value:
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


def prefixed(value: Value | None, prefix: Mapping[str, Any]) -> Value | None:
    """A value with what stands before it: about then, or some days off."""
    kind = prefix.get("prefix")
    if kind in {"approximate", "around"} and isinstance(value, Moment):
        return value.about()
    if kind in {"approximate", "around"} and isinstance(value, Interval):
        return Interval(
            value.start.about() if value.start else None,
            value.end.about() if value.end else None,
        )
    if kind == "week" and isinstance(value, Moment):
        date = value.date()
        return week_of(date) if date else value
    if kind == "shift" and isinstance(value, Moment):
        return shifted(value.date(), int(prefix["days"])) if value.date() else value
    return value


_ONE = dt.timedelta(days=1)

_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 15}
"""How many days a piece of a month has."""


def sliced(value: Value | None, partial: Partial) -> Value | None:
    """A piece of a month or a year: so many units of it, counted from its start or back from its end."""
    if not isinstance(value, Moment) or partial.nth is None:
        return value
    first, last = value.bounds()
    if first is None or last is None:
        return value
    if partial.weekday is not None:
        start = weekday_after(first - _ONE, partial.weekday) + (partial.nth - 1) * 7 * _ONE
        return day(start if partial.nth > 0 else weekday_before(last, partial.weekday))
    found = _months_of(first, last, partial) if partial.piece == "month" else _days_of(first, last, partial)
    return found or value


def _months_of(first: dt.date, last: dt.date, partial: Partial) -> Value | None:
    count, nth = partial.count or 1, partial.nth or 1
    start = add_months(last.replace(day=1), 1 - count) if nth < 0 else add_months(first, (nth - 1) * count)
    end = add_months(start, count - 1)
    if start < first or end > last:
        return None
    opens, closes = Moment(start.year, start.month), Moment(end.year, end.month)
    return opens if count == 1 else Interval(opens, closes)


def _days_of(first: dt.date, last: dt.date, partial: Partial) -> Value | None:
    if partial.piece not in _DAYS:
        return None
    count, nth = partial.count or 1, partial.nth or 1
    length = dt.timedelta(days=_DAYS[partial.piece] * count)
    if partial.piece == "fortnight" and nth in (2, -1):  # the second half of a month, however long
        return Interval(day(first + length), day(last))
    start = last - length + _ONE if nth < 0 else first + (nth - 1) * length
    end = min(start + length - _ONE, last)
    return Interval(day(start), day(end)) if first <= start <= end else None
