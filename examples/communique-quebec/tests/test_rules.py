"""The rules keep their promises, and read a communiqué as it comes."""

from datetime import date
from pathlib import Path

import communique_quebec

from communique import Parser, RuleSet
from communique.testing import check_rules

COMMUNIQUE = """\
Québec, le 5 novembre 2021 – La ministre des Relations internationales et de la Francophonie, l'hon. Odile
Varenne, et la déléguée générale du Québec à Paris, Mme Jeanne Brossard, ont signé le relevé de décisions de
la commission mixte.

La leader parlementaire du gouvernement et l'adjointe parlementaire du premier ministre étaient présentes.
Le ministère des Relations internationales et de la Francophonie (MRIF) a salué la Paix des Braves.

– 30 –

Source : Cabinet de la ministre
"""


def test_rules() -> None:
    check_rules(Path(communique_quebec.__file__).parent)


def test_loads_by_name() -> None:
    assert RuleSet.load("quebec").name == "quebec"


def test_reads_a_communique() -> None:
    parser = Parser(RuleSet.load("fr", "quebec"))
    result = parser.parse(COMMUNIQUE, published=date(2021, 11, 5))
    offices = {office.text: office for office in result.offices}
    delegate = offices["déléguée générale du Québec à Paris"]
    assert (delegate.role, delegate.holder) == ("ambassador", "Jeanne Brossard")
    assert offices["leader parlementaire du gouvernement"].role == "parliamentarian"
    assert offices["adjointe parlementaire du premier ministre"].role == "deputy_minister"
    assert "premier ministre" in offices
    assert [day.value for day in result.dates] == ["2021-11-05"]
    assert [(a.text, a.kind) for a in result.agreements] == [
        ("relevé de décisions", "programme"),
        ("Paix des Braves", "agreement"),
    ]
    assert [(m.code, m.government) for m in result.records("ministry")] == [("MRIF", "QC"), ("MRIF", "QC")]
    assert [title.text for title in result.titles] == ["l'hon.", "Mme"]


def test_days_and_hours_as_they_are_said_there() -> None:
    parser = Parser(RuleSet.load("fr", "quebec"))
    result = parser.parse("La réunion a eu lieu le 3 mai 2021 en avant-midi.")
    assert [(day.kind, day.value) for day in result.dates] == [("time", "2021-05-03")]
    result = parser.parse("Ce sera fait avant la fête nationale du Québec.", published=date(2021, 5, 3))
    assert [day.value for day in result.dates] == ["../2021-06-24"]
