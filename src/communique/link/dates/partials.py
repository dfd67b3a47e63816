"""What each point of time says about itself, before it is settled on the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from communique.dates import second_opinion
from communique.link.dates.numbers import number_of
from communique.link.document import Document
from communique.match import Group, Hit, Match

__all__ = ["Partial", "partial_of"]


@frozen(kw_only=True, repr=False)
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
    solar: int | None = None
    easter: int | None = None
    timed: bool = False
    impossible: bool = False
    piece: str = ""
    nth: int | None = None
    prefixes: tuple[Mapping[str, Any], ...] = ()

    def needs_tense(self) -> bool:
        """Does its place on the calendar hang on the tense of its sentence?"""
        if self.told_from == "text":
            return True
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
        if shape == "numeric" and "language" in self._match.attributes:
            return self._second_opinion(found)
        impossible = (number is not None and not 1 <= number <= 31) or (shape == "numeric" and month is None)
        return evolve(found, impossible=impossible) if impossible else found

    def _second_opinion(self, found: Partial) -> Partial:
        written = self._document.folded(found.start, found.end)
        read = second_opinion(written, language=str(self._match.attributes["language"]))
        if read is None:
            return evolve(found, impossible=True)
        return evolve(found, year=read.year, month=read.month, day=read.day)

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
        if shape == "slice":
            return self._with_piece(found)
        if shape == "decade":
            return evolve(found, year=self._decade())
        if shape == "century":
            number = number_of(self._document, groups["century"])
            last = number_of(self._document, groups["until"]) if "until" in groups else None
            impossible = last is not None and (number is None or last <= number)
            return evolve(
                found,
                year=_number(groups.get("century"), "value") or number,
                until=last,
                impossible=impossible,
            )
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
            return evolve(
                found,
                hijri=_number(groups.get("hijri"), "hijri_month"),
                solar=_number(groups.get("solar"), "solar_month"),
            )
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
        """A year of two digits, from ninety years before the day of publication to ten after it."""
        published = self._document.published
        latest = published.year + 10 if published is not None else 2049
        return latest - (latest - short) % 100

    def _decade(self) -> int | None:
        group = self._groups["decade"]
        for item in group.items:
            if item.name == "years" and item.attributes["digits"] == "4":
                return int(item.attributes["year"])
        number = number_of(self._document, group)
        if number is None:
            return None
        return number if number >= 1000 else 1900 + number % 100

    def _division(self) -> int | None:
        months = _number(self._groups.get("part"), "months") or 3
        last = 12 // months
        nth = number_of(self._document, self._groups["nth"]) if "nth" in self._groups else last
        if nth is None or not 1 <= nth <= last:
            return None
        return (39 if months == 6 else 32) + nth

    def _with_piece(self, found: Partial) -> Partial:
        """A piece of a month or a year, counted from its start, or from its end: nth is -1."""
        groups = self._groups
        if "few" in groups:
            return evolve(found, shape=self._whole(found), prefixes=({"prefix": "approximate"},))
        nth = -1 if _attribute(groups["nth"], "direction") else number_of(self._document, groups["nth"])
        count = number_of(self._document, groups["count"]) if "count" in groups else 1
        piece = _attribute(groups.get("piece"), "unit") or "day"
        return evolve(found, shape=self._whole(found), piece=piece, nth=nth, count=count)

    def _whole(self, found: Partial) -> str:
        """The shape of what a piece is of."""
        if found.month is not None or found.year is not None:
            return "month" if found.month is not None else "year"
        return "period" if "period" in self._groups else "unit"

    def _with_period(self, found: Partial) -> Partial:
        for item in self._groups["period"].items:
            if isinstance(item, Match) and item.name == "date_period":
                direction = _attribute(item.groups.get("direction"), "direction") or ""
                if "that" in item.groups:  # that year: the one told before
                    direction = "same"
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
