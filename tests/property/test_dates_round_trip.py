"""A value written in French, in any of several ways, is read back, and as another reader reads it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique

MONTHS = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
FULL = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
PUBLISHED = st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31))


def first(number):
    return "1er" if number == 1 else str(number)


def phrasings(date):
    month = MONTHS[date.month - 1]
    return [
        f"{first(date.day)} {month} {date.year}",
        f"{WEEKDAYS[date.weekday()]} {first(date.day)} {month} {date.year}",
        f"{first(date.day)} {month.upper()} {date.year}",
        date.isoformat(),
        f"{date:%d/%m/%Y}",
        f"{date:%d.%m.%Y}",
        f"{first(date.day)} {month.capitalize()} {date.year}",
    ]


def only(text, published=None):
    [date] = communique.parse(text, published=published).dates
    return date


@settings(max_examples=60, deadline=None)
@given(FULL, st.integers(0, 6))
def test_full_dates(date, way):
    phrase = phrasings(date)[way]
    found = only(f"Le traité a été signé à Lima le {phrase} par les ministres.")
    assert (found.value, found.text) == (date.isoformat(), phrase)
    assert found.earliest == found.latest == date


@settings(max_examples=40, deadline=None)
@given(FULL, st.integers(1, 20))
def test_runs(start, days):
    end = start + dt.timedelta(days=days)
    text = f"{phrasings(start)[0]} au {phrasings(end)[0]}"
    found = only(f"Il a séjourné à Lima du {text}.")
    assert (found.value, found.text) == (f"{start}/{end}", text)


@settings(max_examples=60, deadline=None)
@given(PUBLISHED, st.integers(1, 240), st.booleans())
def test_days_without_a_year(published, days, past):
    date = published + dt.timedelta(days=-days if past else days)
    verb = "a été signé" if past else "sera signé"
    found = only(f"Le traité {verb} à Lima le {first(date.day)} {MONTHS[date.month - 1]}.", published)
    assert found.value == date.isoformat()


@settings(max_examples=60, deadline=None)
@given(PUBLISHED, st.integers(0, 6), st.booleans())
def test_weekdays(published, days, past):
    date = published + dt.timedelta(days=-days if past else days + 1)
    verb = "a reçu" if past else "recevra"
    found = only(f"Le ministre {verb} {WEEKDAYS[date.weekday()]} l'ambassadeur.", published)
    assert found.value == date.isoformat()


@settings(max_examples=40, deadline=None)
@given(FULL, st.integers(0, 3))
def test_as_dateparser_reads_full_dates(date, way):
    dateparser = pytest.importorskip("dateparser")
    phrase = phrasings(date)[way if way < 3 else 5]
    theirs = dateparser.parse(phrase, languages=["fr"], settings={"DATE_ORDER": "DMY"})
    assert theirs is not None
    assert only(f"Le traité a été signé à Lima le {phrase}.").value == theirs.date().isoformat()
