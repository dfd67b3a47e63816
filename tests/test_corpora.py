"""Sentences with marked dates and their values, sentences without any, durations and frequencies."""

import datetime as dt
import json
from pathlib import Path

import pytest

import communique
from communique.check import marked

CORPORA = Path(__file__).parent / "corpora"


def cases(name):
    return [json.loads(line) for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def parsed(case):
    text, spans = marked(case["text"])
    published = dt.date.fromisoformat(case["published"]) if case.get("published") else None
    return communique.parse(text, published=published), spans


def met(case):
    """Whether exactly the marked span is found, and whether a record that overlaps it has the value."""
    result, [(start, end)] = parsed(case)
    records = getattr(result, case.get("layer", "dates"))
    span = any((record.start, record.end) == (start, end) for record in records)
    value = any(
        record.start < end
        and start < record.end
        and record.value == case["value"]
        and getattr(record, "kind", None) == case.get("kind")
        for record in records
    )
    return span, value


@pytest.mark.parametrize("case", cases("dates_pairs"), ids=lambda case: case["text"])
def test_pair(case):
    assert met(case) == (True, True)


@pytest.mark.parametrize("case", cases("durations"), ids=lambda case: case["text"])
def test_length(case):
    assert met(case) == (True, True)
    result, [(start, end)] = parsed(case)
    assert not [date for date in result.dates if date.start < end and start < date.end]


@pytest.mark.parametrize("name", ["dates_free", "dates_none"])
def test_no_false_alarm(name):
    alarms = [
        (case["text"], [date.text for date in result.dates])
        for case in cases(name)
        if (result := communique.parse(case["text"], published=dt.date(2012, 5, 24))).dates
    ]
    assert alarms == []


def test_held_out():
    results = [met(case) for case in cases("dates_heldout")]
    assert sum(span for span, _ in results) / len(results) >= 0.95
    assert sum(value for _, value in results) / len(results) >= 0.97


def test_values_are_edtf():
    """What comes out parses with `edtf`, clock times and seasons or decades inside an interval aside."""
    edtf = pytest.importorskip("edtf")
    values = {
        date.value for case in cases("dates_pairs") + cases("dates_heldout") for date in parsed(case)[0].dates
    }
    assert len(values) > 300
    for value in values - {None}:
        if not ("_REF" in value or "T" in value or ("/" in value and not plain(value))):
            edtf.parse_edtf(value)


def plain(value):
    """Is no end of an interval a season, a quarter, a half-year, a decade or a century?"""
    return not any("X" in end or end.rstrip("~")[5:7] > "12" for end in value.split("/") if end != "..")
