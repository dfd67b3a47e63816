import datetime as dt
import io
import json
import re
from typing import Any

import attrs
import jsonschema
import pytest

from communique import (
    Agreement,
    AgreementEvent,
    Communique,
    Country,
    Date,
    Diagnostic,
    Event,
    Exchange,
    InputError,
    Meeting,
    Mention,
    Office,
    Parser,
    Person,
    Position,
    Record,
    RuleSet,
    Span,
    Title,
)
from communique.export.csv import TABLES, header, rows, to_csv
from communique.export.json import from_dict
from communique.export.schema import gold_schema, schema
from communique.export.text import to_text, write

TEXT = "M. Jean Dupond, ministre du Mali, a reçu hier X. L'accord est signé. Q - Et ? R - Oui."


def base(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": TEXT[start:end], "rule": "t.t.t"}


@pytest.fixture
def result() -> Communique:
    """A result with a record in every layer, made by hand."""
    return Communique(
        text=TEXT,
        published=dt.date(2012, 5, 2),
        titles=(Title(**base(0, 2), kind="civility", gender="m", number="sg"),),
        persons=(Person(**base(3, 14), name="Jean Dupond", mentions=(Mention(3, 14, TEXT[3:14]),)),),
        offices=(Office(**base(16, 32), role="minister", country="ML", holder="Jean Dupond"),),
        dates=(
            Date(
                **base(41, 45),
                kind="date",
                value="2012-05-01",
                earliest=dt.date(2012, 5, 1),
                latest=dt.date(2012, 5, 1),
            ),
        ),
        agreements=(
            Agreement(
                **base(51, 57),
                kind="agreement",
                parties=("FR", "ML"),
                events=(AgreementEvent("signed", "2012-05-01"),),
            ),
        ),
        meetings=(
            Meeting(**base(34, 40), kind="talks", participants=("Jean Dupond", "ML"), date="2012-05-01"),
        ),
        positions=(Position(**base(34, 40), stance="welcome", holder="Jean Dupond"),),
        exchanges=(Exchange(**base(69, 86), question=Span(73, 77), answer=Span(82, 86)),),
        events=(
            Event(
                type="CONSULT",
                mode=None,
                actors=("ML",),
                recipients=("FR", "DE"),
                date=None,
                place=None,
                modality="asserted",
                source="meeting",
                start=34,
                end=40,
            ),
        ),
        unasserted=(Meeting(**base(34, 40), kind="visit", modality="negated"),),
    )


def test_round_trip(result: Communique) -> None:
    data = json.loads(result.to_json())
    assert data == result.to_dict()
    assert Communique.from_dict(data) == result


def test_the_names_of_the_layers(result: Communique) -> None:
    data = result.to_dict()
    person, exchange = data["persons"][0], data["exchanges"][0]
    assert (person["name"], person["mentions"]) == (
        "Jean Dupond",
        [{"start": 3, "end": 14, "text": "Jean Dupond"}],
    )
    assert exchange["question"] == {"start": 73, "end": 77}
    assert data["dates"][0]["earliest"] == "2012-05-01"
    assert data["agreements"][0]["events"] == [{"status": "signed", "date": "2012-05-01", "place": None}]
    for layer in ("titles", "offices", "dates", "agreements", "meetings", "positions"):
        for item in data[layer]:
            assert {"start", "end", "text", "rule"} <= item.keys()
            assert data["text"][item["start"] : item["end"]] == item["text"]


def test_the_schema_describes_it(result: Communique) -> None:
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.Draft202012Validator(made).validate(result.to_dict())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("text"),
        lambda data: data.update(extra=1),
        lambda data: data["titles"][0].update(start="0"),
        lambda data: data["persons"][0].pop("name"),
        lambda data: data["unasserted"][0].update(kind_of_record="visit"),
    ],
)
def test_the_schema_refuses(result: Communique, spoil: Any) -> None:
    data = result.to_dict()
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(data)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data.pop("text"), "text is missing"),
        (lambda data: data.update(extra=1), "extra: Communique has no such field"),
        (lambda data: data["titles"][0].update(start="0"), r"titles\[0\].start must be int, not str"),
        (lambda data: data["titles"][0].update(start=True), r"titles\[0\].start must be int, not bool"),
        (
            lambda data: data["persons"][0]["mentions"][0].pop("end"),
            r"persons\[0\].mentions\[0\].end is missing",
        ),
        (lambda data: data["dates"][0].update(earliest="May"), "must be an ISO date, not 'May'"),
        (lambda data: data.update(titles={}), "titles must be a list, not dict"),
        (lambda data: data["unasserted"][0].pop("kind_of_record"), "has no 'kind_of_record'"),
        (lambda data: data.update(other={"oath": [{}]}), "records of kind 'oath' need their class"),
        (lambda data: data.update(other=[]), "other must be an object"),
    ],
)
def test_from_dict_refuses(result: Communique, spoil: Any, message: str) -> None:
    data = result.to_dict()
    spoil(data)
    with pytest.raises(InputError, match=message):
        Communique.from_dict(data)


def test_from_dict_wants_a_mapping() -> None:
    with pytest.raises(InputError, match="a result is a mapping, not list"):
        from_dict([])  # type: ignore[arg-type]


def test_kinds_of_ones_own(mini: RuleSet, mini_parser: Parser) -> None:
    found = mini_parser.parse("Un embargo contre le Mali.")
    (sanction,) = found.records("sanction")
    assert isinstance(sanction, Record)
    assert (sanction.measure, sanction.target) == ("embargo", "ML")
    data = json.loads(found.to_json())
    assert data["other"]["sanction"][0]["target"] == "ML"
    jsonschema.Draft202012Validator(schema(mini)).validate(data)
    kinds = {kind.name: record for kind in mini.kinds if (record := kind.record_class())}
    assert Communique.from_dict(data, kinds=kinds) == found
    with pytest.raises(InputError, match=r"kinds=\{'sanction': TheClass\}"):
        Communique.from_dict(data)


def test_lone_surrogates_can_be_written(mini_parser: Parser) -> None:
    found = mini_parser.parse("Mali \ud800")
    text = found.to_json()
    text.encode()
    assert json.loads(text)["text"] == "Mali \ud800"


def test_gold_schema(result: Communique) -> None:
    made = gold_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.Draft202012Validator(made).validate({"id": "x", **result.to_dict()})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(made).validate({"id": "x"})


# --- CSV ---


def test_csv(result: Communique) -> None:
    text = to_csv([("a.txt", result)], "agreements")
    head, row = text.splitlines()
    assert head == "document,start,end,text,rule,kind,number,parties,events,refers_to"
    assert row == "a.txt,51,57,accord,t.t.t,agreement,,FR; ML,signed 2012-05-01,"


@pytest.mark.parametrize("what", TABLES)
def test_every_table_fits_its_head(result: Communique, what: str) -> None:
    for row in rows(result, what, "d"):
        assert len(row) == len(header(what))


def test_an_event_of_an_agreement_in_a_cell(result: Communique) -> None:
    (agreement,) = result.agreements
    events = (
        AgreementEvent("signed", "2012-05-01", "Lima"),
        AgreementEvent("ratified", "2012-06", None),
        AgreementEvent("in_force", None, "Bamako"),
        AgreementEvent("planned"),
    )
    told = attrs.evolve(result, agreements=(attrs.evolve(agreement, events=events),))
    (row,) = rows(told, "agreements")
    at = header("agreements").index("events")
    assert row[at] == "signed 2012-05-01 (Lima); ratified 2012-06; in_force (Bamako); planned"


def test_csv_cells(result: Communique) -> None:
    assert "Jean Dupond" in next(rows(result, "persons"))
    assert "2012-05-01" in next(rows(result, "dates"))
    assert "73-77" in next(rows(result, "exchanges"))
    assert "FR; DE" in next(rows(result, "events"))


def test_no_such_table() -> None:
    with pytest.raises(InputError, match="no table 'person'; did you mean 'persons'"):
        to_csv([], "person")


# --- the report ---


def test_report_tells_instruments_of_the_same_name_apart(result: Communique) -> None:
    (first,) = result.agreements
    other = attrs.evolve(first, parties=("NE", "TD"), events=())
    lines = to_text(attrs.evolve(result, agreements=(first, other, first))).splitlines()
    assert "  accord [agreement], FR – ML: signed 2012-05-01  × 2" in lines
    assert "  accord [agreement], NE – TD" in lines


def test_report_tells_an_event_once_with_its_place(result: Communique) -> None:
    told = (("signed", "2012-05-01", None), ("signed", "2012-05-01", "Lima"), ("ratified", None, None))
    agreement = attrs.evolve(result.agreements[0], events=tuple(AgreementEvent(*event) for event in told))
    lines = to_text(attrs.evolve(result, agreements=(agreement,))).splitlines()
    assert "  accord [agreement], FR – ML: signed 2012-05-01 (Lima), ratified" in lines


def test_report(result: Communique) -> None:
    lines = to_text(result, title="a.txt").splitlines()
    assert lines[0] == "a.txt · published 2012-05-02"
    assert "  Jean Dupond (M.), ministre du Mali [minister, ML]" in lines
    assert "  hier  → 2012-05-01" in lines
    assert "  accord [agreement], FR – ML: signed 2012-05-01" in lines
    assert "  a reçu [talks]: Jean Dupond, ML (2012-05-01)" in lines
    assert any(line.startswith("  Jean Dupond  welcome: “a reçu hier X") for line in lines)
    assert "  Q  Et ?" in lines
    assert "  A  Oui" in lines
    assert any("negated" in line for line in lines)


def test_report_on_nothing() -> None:
    assert to_text(Communique(text="")).startswith("Nothing found")
    assert "not complete" in to_text(Communique(text="", complete=False))


def test_the_report_is_plain_unless_asked(result: Communique) -> None:
    out = io.StringIO()
    write(result, out, colour=False)
    assert "\x1b" not in out.getvalue()
    assert out.getvalue() == to_text(result)


def test_a_coloured_report_says_the_same(result: Communique, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = io.StringIO()
    write(result, out, colour=True)
    assert "\x1b[" in out.getvalue()
    assert re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()) == to_text(result)


def test_the_report_tells_of_every_layer(result: Communique) -> None:
    """One line a record: what stands beside a name, how often, and what the text does not assert."""
    office = result.offices[0]
    told = attrs.evolve(
        result,
        offices=(
            office,
            attrs.evolve(office, holder=None, tenure="former"),
            attrs.evolve(office, holder=None, tenure="former"),
        ),
        persons=(attrs.evolve(result.persons[0], mentions=result.persons[0].mentions * 2),),
        dates=(attrs.evolve(result.dates[0], value=None, earliest=None, latest=None),),
        agreements=(attrs.evolve(result.agreements[0], number="2026-12"),),
        meetings=(attrs.evolve(result.meetings[0], modality="planned", place="Lima"),),
        countries=(Country(**base(28, 32), code="ML"), Country(**base(28, 32), code="ML")),
        other={"oath": (Oath(**base(34, 40)),)},
        diagnostics=(Diagnostic(code="weekday", message="no such weekday"),),
        complete=False,
    )
    lines = to_text(told, title="a.txt").splitlines()
    assert lines[0] == "a.txt · published 2012-05-02"
    for line in (
        "  Jean Dupond (M.), ministre du Mali [minister, ML]  × 2",
        "  ministre du Mali [former, minister, ML]  × 2",
        "  accord [agreement] no. 2026-12, FR – ML: signed 2012-05-01",
        "  a reçu [talks]: Jean Dupond, ML (2012-05-01, Lima)  planned",
        "  hier  → not resolved",
        "  ML × 2",
        "Oath",
        "  a reçu",
        "  no such weekday",
        "The time budget ran out; the report is not complete.",
    ):
        assert line in lines


def test_long_answers_are_cut_between_words(result: Communique) -> None:
    text = "Q - Et ? R - " + "Nous en parlons " * 20
    told = Communique(
        text=text,
        exchanges=(
            Exchange(
                start=0,
                end=len(text),
                text=text,
                rule="t.t.t",
                question=Span(4, 8),
                answer=Span(13, len(text)),
            ),
        ),
    )
    (line,) = [line for line in to_text(told).splitlines() if line.startswith("  A  ")]
    assert line.endswith("Nous en …")
    assert len(line) < 110


def test_an_unasserted_record_of_a_kind_of_ones_own(result: Communique) -> None:
    """What it is stands in the data, and its class is found again where its module is loaded."""
    lone = attrs.evolve(result, unasserted=(Oath(**base(34, 40)),))
    data = json.loads(lone.to_json())
    assert data["unasserted"][0]["kind_of_record"] == "oath"
    assert from_dict(data) == lone
    both = attrs.evolve(lone, other={"vow": (Oath(**base(34, 40)),)})
    assert both.to_dict()["unasserted"][0]["kind_of_record"] == "vow"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data["unasserted"][0].pop("kind_of_record"), "has no 'kind_of_record'"),
        (lambda data: data["unasserted"][0].update(kind_of_record="oath"), "need their class"),
        (lambda data: data.update(unasserted=[3]), "must be an object, not int"),
        (lambda data: data.update(other=[]), "other must be an object, not list"),
        (lambda data: data.update(persons={}), "persons must be a list, not dict"),
        (lambda data: data.update(published="May"), "published"),
    ],
)
def test_from_dict_says_what_is_wrong(result: Communique, spoil: Any, message: str) -> None:
    data = json.loads(result.to_json())
    spoil(data)
    with pytest.raises(InputError, match=message):
        from_dict(data)


@attrs.frozen(kw_only=True)
class Oath(Record):
    """A kind of record that is not shipped."""
