"""Where the dates of short texts lie, by what was told before and by the day of publication."""

import datetime as dt

import pytest

from communique import Parser

TUESDAY = dt.date(2012, 5, 15)
LEFT = "Il a quitté Lima le 3 mars 2011. "


def values(parser: Parser, text: str, published: dt.date | None) -> list[str | None]:
    return [date.value for date in parser.parse(text, published=published).dates]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("À compter de lundi, il restera à Lima.", "2012-05-21/.."),
        ("Depuis mardi, il est à Lima.", "2012-05-15/.."),
        ("Jusqu'à vendredi, il sera à Lima.", "../2012-05-18"),
        ("À partir du 3 juin, il sera à Lima.", "2012-06-03/.."),
        ("Il est venu lundi et mardi.", "2012-05-14/2012-05-15"),
        ("Il viendra lundi et mardi.", "2012-05-21/2012-05-22"),
        ("Il est venu lundi et mardi derniers.", "2012-05-07/2012-05-08"),
        ("Il est venu les 3 et 4 mars.", "2012-03-03/2012-03-04"),
        ("Il est venu du 28 décembre au 3 janvier.", "2011-12-28/2012-01-03"),
        ("Il viendra du 28 décembre au 3 janvier.", "2012-12-28/2013-01-03"),
        ("Il est venu le 3 de ce mois.", "2012-05-03"),
        ("Il est venu le 3 du mois dernier.", "2012-04-03"),
        ("Il viendra le 15 du mois prochain.", "2012-06-15"),
        ("Il viendra le lundi de Pentecôte.", "2012-05-28"),
        ("Il est venu pour l'Aïd el-Fitr.", "2012-08-19"),
        ("Il viendra au premier semestre.", "2012-40"),
        ("Il est venu fin avril.", "2012-04~"),
        ("Sa visite avait été annoncée pour vendredi.", "2012-05-18"),
        ("La réunion a été reportée à l'automne.", "2012-23"),
        ("SALTO (AB) - Conclu lundi, l'accord ouvre la voie au retour.", "2012-05-14"),
        ("Une session est convoquée à Lima pour janvier.", "2013-01"),
        ("Sa ratification prochaine, le 3 janvier, est sûre.", "2013-01-03"),
        ("Sa suite devant partir samedi, rien n'a été signé.", "2012-05-19"),
        ("Il invitera les parties à appliquer l'accord du 3 décembre.", "2011-12-03"),
        ("Il est venu ce lundi.", "2012-05-14"),
        ("Il viendra ce week-end.", "2012-05-19/2012-05-20"),
        ("Il est venu le week-end dernier.", "2012-05-12/2012-05-13"),
        ("Il est venu l'année dernière.", "2011"),
        ("Il est venu la décennie dernière.", "200X"),
        ("Il est venu il y a quelques jours.", "PAST_REF"),
        ("Il est venu il y a deux heures.", "PAST_REF"),
        ("Il viendra dans deux heures.", "FUTURE_REF"),
        ("Il viendra d'ici trois mois.", "../2012-08"),
        ("Il est venu après-demain.", "2012-05-17"),
        ("À 15h30, il est parti.", "2012-05-15T15:30"),
        ("Il viendra mardi 15.", "2012-05-15"),
        ("Il faut noter que le 9 mai il verra Lima.", "2012-05-09"),
        ("Il verra Lima ce vendredi 11 mai.", "2012-05-11"),
        ("Il verra Lima le mercredi 3 octobre.", "2012-10-03"),
        ("Avant la fin de l'année, il viendra.", "../2012~"),
    ],
)
def test_from_the_day_of_publication(fr_parser: Parser, text: str, value: str) -> None:
    """Without that day nobody can tell."""
    assert values(fr_parser, text, TUESDAY) == [value]
    assert values(fr_parser, text, None) == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il est revenu le lundi suivant.", "2011-03-07"),
        ("Il était venu le lundi précédent.", "2011-02-28"),
        ("Il est revenu le mois suivant.", "2011-04"),
        ("Il est revenu en juin suivant.", "2011-06"),
        ("Il est revenu la semaine suivante.", "2011-03-07/2011-03-13"),
        ("La même année, il est revenu.", "2011"),
        ("Il est revenu deux jours plus tard.", "2011-03-05"),
        ("Il était venu trois mois plus tôt.", "2010-12"),
        ("Il était venu la veille.", "2011-03-02"),
    ],
)
def test_from_what_was_told_before(fr_parser: Parser, text: str, value: str) -> None:
    """The day of publication says nothing about it; where nothing was told nobody can tell."""
    assert values(fr_parser, LEFT + text, TUESDAY) == ["2011-03-03", value]
    assert values(fr_parser, LEFT + text, None) == ["2011-03-03", value]


@pytest.mark.parametrize(("between", "value"), [(" ", "2010-09-15"), ("\n\n", "2012-05-14")])
def test_a_new_paragraph_goes_on_with_the_story(fr_parser: Parser, between: str, value: str) -> None:
    text = (
        f"Lundi, il a salué la convention, conclue le 15 septembre 2010.{between}Le même jour, il est parti."
    )
    assert values(fr_parser, text, TUESDAY)[-1] == value


def test_the_day_in_an_instruments_name_is_no_day_of_the_story(fr_parser: Parser) -> None:
    text = LEFT + "Il a salué l'accord du 4 juin 2004. Le lendemain, il est revenu."
    assert values(fr_parser, text, TUESDAY) == ["2011-03-03", "2004-06-04", "2011-03-04"]


@pytest.mark.parametrize("text", ["Il est parti le lundi suivant.", "Le mois suivant, il est parti."])
def test_nothing_was_told_before(fr_parser: Parser, text: str) -> None:
    assert values(fr_parser, text, TUESDAY) == [None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il est venu le 5 ramadan 1432.", ["2011-08-05"]),
        ("Il est venu le 5 ramadan 1432 (5 août 2011).", ["2011-08-05", "2011-08-05"]),
        ("Il est venu à Pâques 2011.", ["2011-04-24"]),
        ("Il est venu la veille du 3 mars 2011.", ["2011-03-02"]),
        ("Il est venu autour de 2005.", ["2005~"]),
        ("Dans les années 1990, il vivait à Lima.", ["199X"]),
        ("Au XIXe siècle, la Ligue est née.", ["18XX"]),
        ("Entre 2004 et 2006, il vivait à Lima.", ["2004/2006"]),
        ("D'ici à 2020, il viendra.", ["../2020"]),
        ("Il est venu les 30 décembre et 3 janvier 2012.", ["{2011-12-30,2012-01-03}"]),
        ("Ces dernières années, il est venu.", ["PAST_REF"]),
        ("Il viendra au cours des prochains mois.", ["FUTURE_REF"]),
    ],
)
def test_what_needs_no_other_day(fr_parser: Parser, text: str, found: list[str]) -> None:
    assert values(fr_parser, text, None) == found


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("une dizaine d'années", "2002"),
        ("une quinzaine d'années", "1997"),
        ("deux dizaines d'années", "1992"),
        ("vingt et un ans", "1991"),
        ("quatre-vingt-dix ans", "1922"),
        ("cent ans", "1912"),
    ],
)
def test_numbers_in_words(fr_parser: Parser, words: str, year: str) -> None:
    (value,) = values(fr_parser, f"Il est venu il y a {words}.", TUESDAY)
    assert (value or "").rstrip("~") == year
