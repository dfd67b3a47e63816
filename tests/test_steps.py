"""Steps on the calendar: the same day of another year, the next weekday, so many units away."""

import datetime as dt

import pytest

from communique.dates import Interval, Moment, day
from communique.link.dates.partials import Partial
from communique.link.dates.steps import around, counted, shifted, stepped, weekday_after, weekday_before

MONDAY = dt.date(2012, 5, 14)


def test_days_away() -> None:
    assert shifted(MONDAY, -1) == Moment(2012, 5, 13)
    assert shifted(None, 1) is None
    assert shifted(dt.date(9999, 12, 31), 1) is None


def test_weekdays() -> None:
    assert weekday_before(MONDAY, 1) == MONDAY
    assert weekday_before(MONDAY, 7) == dt.date(2012, 5, 13)
    assert weekday_after(MONDAY, 1) == dt.date(2012, 5, 21)
    assert weekday_after(MONDAY, 2) == dt.date(2012, 5, 15)


@pytest.mark.parametrize(
    ("unit", "count", "about", "edtf"),
    [
        ("day", 3, False, "2012-05-17"),
        ("week", -2, False, "2012-04-30"),
        ("month", 9, False, "2013-02"),
        ("quarter", 1, False, "2012-08"),
        ("half", -1, False, "2011-11"),
        ("year", -2, False, "2010"),
        ("year", -2, True, "2010-05~"),
        ("lustrum", 1, False, "2017"),
        ("century", -1, False, "1912"),
        ("month", 1, True, "2012-06~"),
    ],
)
def test_units_away(unit: str, count: int, about: bool, edtf: str) -> None:
    value = counted(day(MONDAY), unit, count, about=about)
    assert value is not None
    assert value.edtf() == edtf


@pytest.mark.parametrize(
    ("moment", "unit", "count"),
    [
        (None, "day", 1),
        (Moment(2012, 2, 30), "day", 1),
        (day(MONDAY), "day", 10**7),
        (day(MONDAY), "millennium", 9),
        (day(MONDAY), "century", -30),
    ],
)
def test_nothing_outside_the_calendar(moment: Moment | None, unit: str, count: int) -> None:
    assert counted(moment, unit, count) is None


@pytest.mark.parametrize(
    ("moment", "unit", "steps", "edtf"),
    [
        (day(MONDAY), "day", 1, "2012-05-15"),
        (day(MONDAY), "week", 1, "2012-05-21/2012-05-27"),
        (day(MONDAY), "weekend", 0, "2012-05-19/2012-05-20"),
        (day(MONDAY), "weekend", 1, "2012-05-19/2012-05-20"),
        (day(MONDAY), "weekend", -1, "2012-05-12/2012-05-13"),
        (day(dt.date(2012, 5, 19)), "weekend", 1, "2012-05-26/2012-05-27"),
        (day(MONDAY), "month", -5, "2011-12"),
        (day(MONDAY), "quarter", 0, "2012-34"),
        (day(MONDAY), "quarter", 1, "2012-35"),
        (day(MONDAY), "half", 1, "2012-41"),
        (day(MONDAY), "year", 1, "2013"),
        (day(MONDAY), "decade", -1, "200X"),
        (day(MONDAY), "century", 0, "20XX"),
    ],
)
def test_the_unit_around_or_beside(moment: Moment, unit: str, steps: int, edtf: str) -> None:
    value = stepped(moment, unit, steps)
    assert isinstance(value, Moment | Interval)
    assert value.edtf() == edtf


@pytest.mark.parametrize(
    ("moment", "unit", "steps"),
    [
        (None, "day", 1),
        (Moment(2012, 2, 30), "day", 1),
        (Moment(2012), "month", 1),
        (day(MONDAY), "hour", 1),
        (day(MONDAY), "day", 10**7),
    ],
)
def test_no_such_step(moment: Moment | None, unit: str, steps: int) -> None:
    assert stepped(moment, unit, steps) is None


@pytest.mark.parametrize(
    ("direction", "edtf"),
    [
        ("last", "2011-05-14"),
        ("next", "2013-05-14"),
        ("past", "2012-05-14"),
        ("behind", "2012-05-14"),
        ("future", "2012-05-14"),
        ("this", "2012-05-14"),
        ("", "2012-05-14"),
    ],
)
def test_the_year_of_a_day_that_is_today(direction: str, edtf: str) -> None:
    found = around(Partial(shape="day", start=0, end=1, month=5, day=14), 5, MONDAY, direction)
    assert found is not None
    assert found.edtf() == edtf


@pytest.mark.parametrize(
    ("month", "direction", "edtf"),
    [
        (6, "behind", "2012-06"),  # soon to come, and long gone
        (3, "behind", "2012-03"),
        (12, "", "2011-12"),
        (10, "", "2012-10"),
        (12, "future", "2012-12"),
        (12, "past", "2011-12"),
    ],
)
def test_the_year_of_a_month(month: int, direction: str, edtf: str) -> None:
    found = around(Partial(shape="month", start=0, end=1, month=month), month, MONDAY, direction)
    assert found is not None
    assert found.edtf() == edtf


def test_a_leap_day_may_be_years_away() -> None:
    found = around(Partial(shape="day", start=0, end=1, month=2, day=29), 2, dt.date(1901, 1, 1), "future")
    assert found == Moment(1904, 2, 29)


def test_a_day_that_no_year_has() -> None:
    assert around(Partial(shape="day", start=0, end=1, month=2, day=30), 2, MONDAY, "") is None
