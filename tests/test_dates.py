"""Dates as values: EDTF strings, bounds, calendar arithmetic; and how a text's dates are settled."""

import datetime as dt

import pytest

import communique
from communique.dates import (
    Interval,
    Moment,
    MomentSet,
    Vague,
    add_months,
    day,
    easter,
    from_hijri,
    joined,
    length,
    second_opinion,
    week_of,
)


@pytest.mark.parametrize(
    ("value", "edtf", "earliest", "latest"),
    [
        (Moment(2011, 3, 5), "2011-03-05", "2011-03-05", "2011-03-05"),
        (Moment(2012, 2), "2012-02", "2012-02-01", "2012-02-29"),
        (Moment(2004), "2004", "2004-01-01", "2004-12-31"),
        (Moment(1990, span=10), "199X", "1990-01-01", "1999-12-31"),
        (Moment(2000, span=100), "20XX", "2000-01-01", "2099-12-31"),
        (Moment(2011, division=21), "2011-21", "2011-03-01", "2011-05-31"),
        (Moment(2011, division=24), "2011-24", "2011-12-01", "2012-02-29"),
        (Moment(2011, division=36), "2011-36", "2011-10-01", "2011-12-31"),
        (Moment(2011, division=41), "2011-41", "2011-07-01", "2011-12-31"),
        (Moment(2011, 3).about(), "2011-03~", "2011-03-01", "2011-03-31"),
        (Moment(2011, 3, 5, clock="15:30"), "2011-03-05T15:30", "2011-03-05", "2011-03-05"),
        (Interval(Moment(2004), None), "2004/..", "2004-01-01", None),
        (Interval(None, Moment(2020)), "../2020", None, "2020-12-31"),
        (
            MomentSet((Moment(2011, 3, 3), Moment(2011, 3, 7))),
            "{2011-03-03,2011-03-07}",
            "2011-03-03",
            "2011-03-07",
        ),
        (Vague("PAST_REF"), "PAST_REF", None, None),
    ],
)
def test_edtf_and_bounds(value, edtf, earliest, latest):
    assert value.edtf() == edtf
    assert [bound and bound.isoformat() for bound in value.bounds()] == [earliest, latest]


def test_a_day_that_does_not_exist_has_no_bounds():
    assert Moment(2011, 2, 30).bounds() == (None, None)
    assert Moment(2011, 2, 30).date() is None
    assert not Moment(2011, 2, 30).valid()


def test_days_that_follow_are_an_interval():
    assert joined([Moment(2011, 2, 28), Moment(2011, 3, 1)]).edtf() == "2011-02-28/2011-03-01"
    assert joined([Moment(2011, 3, 1), Moment(2011, 3, 3)]).edtf() == "{2011-03-01,2011-03-03}"
    assert joined([Moment(2011, 3, 1)]).edtf() == "2011-03-01"


def test_arithmetic():
    assert add_months(dt.date(2012, 1, 31), 1) == dt.date(2012, 2, 29)
    assert add_months(dt.date(2012, 1, 31), -2) == dt.date(2011, 11, 30)
    assert week_of(dt.date(2012, 5, 24)).edtf() == "2012-05-21/2012-05-27"
    assert easter(2024) == dt.date(2024, 3, 31)
    assert day(dt.date(2024, 3, 31)).edtf() == "2024-03-31"
    assert length([(2, "1Y"), (3, "1M")]) == "P2Y3M"
    assert length([(1, "T1H"), (30, "T1M")]) == "PT1H30M"
    with pytest.raises(ValueError, match="calendar"):
        add_months(dt.date(9999, 12, 1), 1)


def test_hijri():
    assert from_hijri(1433, 5, 25).edtf() == "2012-04-17"
    assert from_hijri(1433, 9, None).edtf() == "2012-07-20/2012-08-18"
    assert from_hijri(1200, 1, 1) is None


def dates(text, published=None):
    return communique.parse(text, published=published and dt.date.fromisoformat(published)).dates


def values(text, published=None):
    return [date.value for date in dates(text, published)]


def test_no_clock_is_read():
    assert values("Le ministre recevra mardi son homologue.") == [None]


def test_the_dateline_anchors_where_nothing_else_does():
    assert values("Rabat, le 24 mai 2012\n\nLe ministre a reçu mercredi son homologue.") == [
        "2012-05-24",
        "2012-05-23",
    ]


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Le même jour, à 12 h 15, il a remis ses lettres.", "2012-05-22T12:15"),
        ("Un protocole a été signé dans l'après-midi.", "2012-05-22"),
        ("Auparavant, le même jour, il s'était recueilli.", "2012-05-22"),
    ],
)
def test_what_is_over_took_place_on_the_day_that_set_the_scene(told, value):
    text = "Mardi 22 mai, le nonce, ici jusqu'au 24 mai, a été reçu.\n\nUne session suivra le 3 juin.\n\n"
    assert values(text + told, "2012-05-24")[-1] == value


def test_published_rules_over_the_dateline():
    text = "Rabat, le 24 mai 2012\n\nLe ministre a reçu mercredi son homologue."
    assert values(text, "2013-05-24") == ["2012-05-24", "2013-05-22"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Le ministre a reçu mercredi l'ambassadeur.", "2012-05-23"),
        ("Le ministre recevra mercredi l'ambassadeur.", "2012-05-30"),
        ("Le ministre, qui a été reçu à Lima, se rendra mercredi à Quito.", "2012-05-30"),
        ("L'accord, qui sera ratifié, a été paraphé le 3 juin.", "2011-06-03"),
        ("Ils sont convenus de se retrouver le 3 juin.", "2012-06-03"),
    ],
)
def test_tense_says_on_which_side(sentence, value):
    assert values(sentence, "2012-05-24") == [value]


def test_a_weekday_that_contradicts_its_date_is_kept_and_flagged():
    result = communique.parse("Il est venu le lundi 24 mai 2012.")
    assert [date.value for date in result.dates] == ["2012-05-24"]
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["weekday"]


def test_the_story_goes_on_from_the_date_before():
    text = "Le traité a été signé le 3 mai 2001. Le lendemain, il paraissait. Dix ans plus tard, il cessa."
    assert values(text) == ["2001-05-03", "2001-05-04", "2011"]


def test_a_doubled_hijri_date_takes_the_gregorian_value():
    text = "Fait à Alger, le 26 Joumada El Oula 1433, correspondant au 17 avril 2012."
    assert values(text) == ["2012-04-17", "2012-04-17"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014/03/12", "2014-03-12"),
        ("2014.3.12", "2014-03-12"),
        ("2014/31/12", "2014-12-31"),
        ("03/25/2014", "2014-03-25"),
        ("1er/03/2014", "2014-03-01"),
        ("2014/30/02", None),
        ("2014/31/31", None),
        ("2014/03", None),
        ("12/03/14", None),  # read as 2014, which is not what is written
        ("03/2014/112", None),
    ],
)
def test_a_second_opinion_holds_what_is_written(text: str, value: str | None) -> None:
    found = second_opinion(text, language="fr")
    assert (found.edtf() if found else None) == value


def test_days_in_another_order_in_a_text() -> None:
    text = (
        "La session du 2014/03/10 au 2014/03/12 est close. Réf. : A/2014/03/12, 2014/31/31 et 2014/03/12/7."
    )
    assert [day.value for day in communique.parse(text).dates] == ["2014-03-10/2014-03-12"]
