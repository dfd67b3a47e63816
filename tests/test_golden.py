"""Annotated texts stay read as well as they were; the example communiqués stay read as they are."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import communique
from communique.evaluate import evaluate, read_gold

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent / "examples"
FLOORS = json.loads((GOLDEN / "floors.json").read_text(encoding="utf-8"))
SNAPSHOTS = sorted((GOLDEN / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def parser() -> communique.Parser:
    return communique.Parser()


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_scores_stay_above_their_floors(parser, folder):
    report = evaluate(parser, read_gold(GOLDEN / folder))
    reached = {name: score.f1 for name, score in report.scores.items()}
    below = {
        name: (reached.get(name), floor)
        for name, floor in FLOORS[folder].items()
        if reached.get(name, 0.0) < floor
    }
    assert not below


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_examples_are_read_as_before(parser, snapshot):
    wanted = json.loads(snapshot.read_text(encoding="utf-8"))
    text = (EXAMPLES / f"{snapshot.stem}.txt").read_text(encoding="utf-8")
    published = dt.date.fromisoformat(wanted.pop("published"))
    result = parser.parse(text, published=published).to_dict()
    found = {layer: [gist(record) for record in result[layer]] for layer in wanted}
    assert found == wanted


def gist(record):
    """What a reader checks of a record: all but offsets and the rule."""
    kept = {key: value for key, value in record.items() if value not in (None, [], "")}
    for key in (
        "start",
        "end",
        "rule",
        "mentions",
        "question",
        "answer",
        "earliest",
        "latest",
        "topics",
        "topic",
    ):
        kept.pop(key, None)
    return kept


def test_every_example_has_a_snapshot():
    assert [path.stem for path in SNAPSHOTS] == sorted(path.stem for path in EXAMPLES.glob("*.txt"))
