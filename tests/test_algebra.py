"""Rule sets as values that users combine: by name, with kinds and classes of their own, in processes."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from communique import (
    Communique,
    CommuniqueError,
    Kind,
    Lexicon,
    Parser,
    Record,
    Rule,
    RuleErrors,
    RuleSet,
    UnknownNameError,
    parse_many,
)
from communique.export.schema import schema

HERE = Path(__file__).parent


def targets(value: str) -> str:
    return value.upper()


@attrs.frozen(kw_only=True)
class Sanction(Record):
    """A measure against a state: a record class of the user's own, with converters."""

    measure: str
    target: str | None = attrs.field(default=None, converter=attrs.converters.optional(targets))
    since: int = attrs.field(default=0, converter=int)


SANCTIONS = RuleSet(
    name="sanctions",
    version="1",
    kinds=[Kind(name="sanction", record=Sanction)],
    rules=[
        Rule(
            id="sanctions.own.embargo",
            kind="sanction",
            pattern=r"""
                (?P<measure> embargo ) \s contre \s le \s (?P<target> {country} )
                (?: \s de \s (?P<since> \d{4} ) )?
            """,
        )
    ],
)
TEXT = "L'ambassadeur du Mali a dénoncé l'embargo contre le Pérou de 1998."
UNRELATED = RuleSet(
    name="unrelated",
    kinds=[Kind(name="weather", fields={"what": "text"})],
    rules=[
        Rule(id="u.w.sky", kind="weather", pattern=r"\b (?P<what> \p{L}{4,12} ) \b"),
        Rule(
            id="u.w.where", kind="weather", pattern=r"{place} | {country} | {date}", values={"what": "where"}
        ),
    ],
)


@pytest.fixture(scope="module")
def parser(fr: RuleSet) -> Parser:
    return Parser(fr | SANCTIONS)


# --- sets by name -----------------------------------------------------------------------------------------


def test_load_is_cached_and_joins(fr: RuleSet) -> None:
    assert RuleSet.load("fr") is fr
    assert RuleSet.load("fr", "fr") == fr == RuleSet.load()


def test_load_of_a_name_that_nobody_offers() -> None:
    with pytest.raises(UnknownNameError, match="no rule set 'fx' is installed"):
        RuleSet.load("fx")


def test_read_of_a_file_and_of_its_folder(mini_path: Path) -> None:
    alone = RuleSet.read(mini_path / "countries.toml", name="mini")
    whole = RuleSet.read(mini_path)
    assert alone["mini.countries.name"] == whole["mini.countries.name"]


def test_rule_ids_bear_the_name_in_set_toml(tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text('name = "mine"\nversion = "3"\n', encoding="utf-8")
    (tmp_path / "a.toml").write_text('[set]\nkind = "x"\n[rule.r]\npattern = "x"\n', encoding="utf-8")
    found = RuleSet.read(tmp_path)
    assert (found.name, found.version, found.rules[0].id) == ("mine", "3", "mine.a.r")


# --- kinds of one's own -----------------------------------------------------------------------------------


def test_records_of_a_class_of_ones_own(parser: Parser) -> None:
    result = parser.parse(TEXT)
    (sanction,) = result.records("sanction")
    assert isinstance(sanction, Sanction)
    assert (sanction.measure, sanction.target, sanction.since) == ("embargo", "PE", 1998)
    assert TEXT[sanction.start : sanction.end] == sanction.text == "embargo contre le Pérou de 1998"
    assert sanction.rule == "sanctions.own.embargo"


def test_they_go_to_json_and_back(parser: Parser) -> None:
    result = parser.parse(TEXT)
    data = json.loads(result.to_json())
    assert data["other"]["sanction"][0]["since"] == 1998
    jsonschema.validate(data, schema(parser.rules))
    assert Communique.from_dict(data, kinds={"sanction": Sanction}) == result


def test_the_schema_tells_of_them(parser: Parser) -> None:
    found = schema(parser.rules)
    assert found["$defs"]["Sanction"]["properties"]["since"] == {"type": "integer", "minimum": 0}
    data = parser.parse(TEXT).to_dict()
    data["other"]["sanction"][0]["since"] = "1998"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, found)


def test_the_class_is_named_in_the_rule_file(tmp_path: Path, fr: RuleSet) -> None:
    file = tmp_path / "sanctions.toml"
    file.write_text(
        '[set]\nkind = "sanction"\nrecord = "test_algebra:Sanction"\n'
        "[rule.embargo]\npattern = '''(?P<measure> embargo )'''\n",
        encoding="utf-8",
    )
    (sanction,) = Parser(fr | RuleSet.read(file)).parse(TEXT).records("sanction")
    assert type(sanction).__name__ == "Sanction"


def test_a_field_that_nothing_fills_is_a_fault(fr: RuleSet) -> None:
    rule = Rule(id="own.s.x", kind="sanction", pattern="embargo")
    with pytest.raises(RuleErrors) as caught:
        Parser(fr | RuleSet(kinds=SANCTIONS.kinds, rules=[rule]))
    assert "Sanction needs 'measure'" in str(caught.value)


def test_a_kind_builds_on_a_kind_of_ones_own(fr: RuleSet) -> None:
    more = RuleSet(
        kinds=[Kind(name="lifting", fields={"what": "text"})],
        rules=[Rule(id="own.l.x", kind="lifting", pattern=r"levée \s de \s l' (?P<what> {sanction} )")],
    )
    result = Parser(fr | SANCTIONS | more).parse("La levée de l'embargo contre le Pérou est acquise.")
    assert [record.what for record in result.records("lifting")] == ["embargo contre le Pérou"]


# --- rules of one's own for the shipped kinds -------------------------------------------------------------

MINIMAL: list[tuple[str, str, dict[str, Any], str]] = [
    ("title", r"\b sa \s rondeur \b", {"kind": "honorific"}, "Sa Rondeur Paul Mba a parlé."),
    ("person", r"\b capitaine \s nemo \b", {}, "Le capitaine Nemo a signé un accord avec le Mali."),
    ("office", r"\b grand \s mamamouchi \b", {"role": "other"}, "M. Paul Mba, grand mamamouchi, a parlé."),
    (
        "date",
        r"\b saint-glinglin \b",
        {"kind": "date", "value": "FUTURE_REF"},
        "À la Saint-Glinglin, il viendra.",
    ),
    ("date", r"\b an \s mil \b", {"kind": "date", "value": "1000"}, "Un Hijri : 3 safar 1412 ; et l'an mil."),
    (
        "agreement",
        r"\b bail \s commun \b",
        {"kind": "contract"},
        "Le ministre du Mali a signé le bail commun hier.",
    ),
    ("country", r"\b ruritanie \b", {"code": "XR"}, "L'ambassadeur de Ruritanie a reçu le ministre."),
    (
        "organisation",
        r"\b ligue \s hanséatique \b",
        {"code": "HL"},
        "Le secrétaire général de la Ligue hanséatique.",
    ),
    ("place", r"\b sylda-ville \b", {"name": "Sylda"}, "Il s'est rendu à Sylda-Ville le 3 mai 2012."),
    (
        "meeting",
        r"\b thé \s dansant \b",
        {"kind": "talks"},
        "Le 3 mai 2012, un thé dansant a réuni M. Paul Mba.",
    ),
    (
        "position",
        r"\b s'est \s émerveillé \b",
        {"stance": "welcome"},
        "M. Paul Mba s'est émerveillé de cet accord.",
    ),
    ("duration", r"\b un \s bail \b", {"value": "P9Y"}, "Cela fait un bail."),
    ("frequency", r"\b à \s chaque \s lune \b", {"value": "R/P1M"}, "Il vient à chaque lune."),
]


@pytest.mark.parametrize(("kind", "pattern", "values", "text"), MINIMAL)
def test_a_plain_rule_for_a_shipped_kind(
    fr: RuleSet, kind: str, pattern: str, values: dict[str, str], text: str
) -> None:
    rule = Rule(id="own.plain.rule", kind=kind, pattern=pattern, values=values, priority=1)
    result = Parser(fr.override(rule)).parse(text)
    found = [record for record in result.records(kind) if record.rule == rule.id]
    assert len(found) == 1
    jsonschema.validate(result.to_dict(), schema())


def test_a_date_that_states_its_value_has_its_bounds(fr: RuleSet) -> None:
    rule = Rule(
        id="own.d.x",
        kind="date",
        pattern=r"\b saison \s 98 \b",
        values={"kind": "date", "value": "1998-07/1999-06"},
    )
    (found,) = Parser(fr.override(rule)).parse("C'était la saison 98.").dates
    assert (str(found.earliest), str(found.latest)) == ("1998-07-01", "1999-06-30")


# --- values -----------------------------------------------------------------------------------------------


def test_every_operation_leaves_its_operands_alone(fr: RuleSet) -> None:
    before = fr.digest, len(fr), hash(fr)
    rule = fr.rules[0]
    made = [
        fr | SANCTIONS,
        fr.override(attrs.evolve(rule, doc="other")),
        fr.without(rule.id),
        fr.only(kinds={"country"}),
        fr.with_words("offices", add=[{"form": "grand mamamouchi", "role": "other"}]),
        fr.without_words("weekdays", "lundi"),
    ]
    assert len({fr, *made}) == len({fr.digest, *(one.digest for one in made)}) == len(made) + 1
    assert (fr.digest, len(fr), hash(fr)) == before


def test_override_takes_a_changed_rule_back(fr: RuleSet) -> None:
    rule = fr["titles.civility"]
    assert fr.override(attrs.evolve(rule, priority=7)).override(rule) == fr


def test_without_words_then_with_words_restores(fr: RuleSet) -> None:
    row = next(row for row in fr.lexicon("weekdays") if row["form"] == "lundi")
    assert fr.without_words("weekdays", "lundi").with_words("weekdays", add=[row]) == fr


def test_the_digest_is_the_same_in_another_process(fr: RuleSet) -> None:
    code = "import communique; print(communique.RuleSet.load('fr').digest)"
    for seed in "12":
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        found = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == fr.digest


def test_parsers_and_results_travel(parser: Parser) -> None:
    again = pickle.loads(pickle.dumps(parser))
    result = parser.parse(TEXT)
    assert again.parse(TEXT) == result == pickle.loads(pickle.dumps(result))


def test_other_processes_use_ones_own_rules(fr: RuleSet, parser: Parser) -> None:
    texts = [TEXT] * 60
    found = list(parser.parse_many(texts, workers=2))
    assert [len(result.records("sanction")) for result in found] == [1] * 60
    declared = Parser(fr | UNRELATED)
    assert next(iter(declared.parse_many(texts, workers=2))) == declared.parse(TEXT)
    assert next(iter(parse_many(texts))).records("sanction") == ()


def test_lexicons_join_row_by_row() -> None:
    def offices(**row: str) -> RuleSet:
        return RuleSet(lexicons=[Lexicon(name="offices", columns=tuple(row), rows=[tuple(row.values())])])

    role, gender = offices(form="syndic", role="mayor"), offices(form="syndic", gender="m")
    assert role | gender == gender | role
    assert [*(role | gender).lexicon("offices")] == [{"form": "syndic", "role": "mayor", "gender": "m"}]
    assert (role | gender) | role == role | gender
    with pytest.raises(CommuniqueError, match=r"'syndic' stands in both sets .* role is 'judge' and 'mayor'"):
        role | gender | offices(form="syndic", role="judge")


# --- the law ----------------------------------------------------------------------------------------------


CORPUS = [
    path for folder in ("people", "events") for path in sorted((HERE / "golden" / folder).glob("*.json"))
][::4]


def plain(result: Communique) -> dict[str, Any]:
    data = result.to_dict()
    for name in ("other", "rules", "record_classes"):
        data.pop(name, None)
    data["discarded"] = [lost for lost in data["discarded"] if not lost["rule"].startswith("u.")]
    return data


@pytest.fixture(scope="module")
def with_unrelated(fr: RuleSet) -> Parser:
    return Parser(fr | UNRELATED | SANCTIONS)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_unrelated_rules_change_no_shipped_record(
    path: Path, fr_parser: Parser, with_unrelated: Parser
) -> None:
    text = json.loads(path.read_text(encoding="utf-8"))["text"]
    result = with_unrelated.parse(text)
    assert result.records("weather")
    assert plain(result) == plain(fr_parser.parse(text))
