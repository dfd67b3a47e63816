"""The English rule set: data alone, at the same quality, and told from French by its small words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import communique
from communique import Parser, RuleSet, UnknownNameError
from communique.check import check
from communique.evaluate import evaluate, read_gold
from communique.language import language_of

GOLD = Path(__file__).parent / "golden" / "english"
FLOORS = {
    "titles": 0.97,
    "persons.mentions": 0.90,
    "persons.entities": 0.85,
    "offices.span": 0.85,
    "offices.full": 0.70,
    "dates.span": 0.92,
    "dates.value": 0.88,
    "countries": 0.98,
    "organisations": 0.90,
    "agreements.span": 0.80,
    "agreements.full": 0.55,
    "meetings": 0.85,
    "meetings.full": 0.50,
    "exchanges": 0.90,
}


@pytest.fixture(scope="module")
def en() -> RuleSet:
    return RuleSet.load("en")


def texts() -> list[str]:
    return [json.loads(file.read_text(encoding="utf-8"))["text"] for file in sorted(GOLD.glob("*.json"))]


def test_the_rules_do_as_their_examples_say(en: RuleSet) -> None:
    folder = Path(communique.__file__).parent / "en"
    found = {(failure.rule, failure.text): failure for failure in check(en, path=folder)}
    if found:  # on a busy machine a rule may seem slow once: what is wrong with it is so again
        again = {(failure.rule, failure.text) for failure in check(en, path=folder)}
        found = {key: failure for key, failure in found.items() if key in again}
    failures = [str(failure) for failure in found.values()]
    assert not failures, f"{len(failures)} failures\n" + "\n".join(failures)


def test_it_is_data() -> None:
    assert not list((Path(communique.__file__).parent / "en").rglob("*.py"))


def test_quality_on_ten_communiques(en: RuleSet) -> None:
    report = evaluate(Parser(en), read_gold(GOLD))
    found = {name: report.scores[name].f1 for name in FLOORS}
    assert len(texts()) == 10
    assert not {name: f1 for name, f1 in found.items() if f1 < FLOORS[name]}


def test_language_is_told_by_small_words(examples: dict[str, str]) -> None:
    assert {language_of(text) for text in texts()} == {"en"}
    assert {language_of(text) for name, text in examples.items() if name.endswith(".txt")} == {"fr"}
    assert language_of("") == "fr"


def test_auto() -> None:
    english = "The Peruvian minister met his counterpart on 5 March 2011."
    french = "Le ministre péruvien a rencontré son homologue le 5 mars 2011."
    assert communique.parse(english, language="auto") == communique.parse(english, language="en")
    assert communique.parse(french, language="auto") == communique.parse(french)
    many = list(communique.parse_many([french, (english, dt.date(2012, 1, 1)), french], language="auto"))
    assert [result.rules.name for result in many] == ["fr", "en", "fr"]
    assert {result.dates[0].value for result in many} == {"2011-03-05"}
    with pytest.raises(UnknownNameError):
        communique.parse(english, language="xx")
    with pytest.raises(TypeError):
        communique.parse(None, language="auto")  # type: ignore[arg-type]
