"""Points in a list or run: what each says for the others, and in what order they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from communique.dates import Interval, Moment, Value
from communique.link.dates.partials import Partial
from communique.link.dates.steps import shifted

__all__ = ["not_after", "only_weekday", "prefixed", "shared"]


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
    if kind == "shift" and isinstance(value, Moment):
        return shifted(value.date(), int(prefix["days"])) if value.date() else value
    return value
