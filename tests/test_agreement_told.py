"""Agreements of a corpus of sentences: where their names end, kind and number, and what became of them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import communique

CORPUS = Path(__file__).parent / "corpora" / "agreements.txt"
MARK = re.compile(r"\[(?P<name>[^\]]*)\]\{(?P<kind>\w+)\|(?P<number>[^|}]*)\|(?P<events>[^}]*)\}")

Told = list[tuple[str, str, str, list[tuple[str, str]]]]


def lines() -> list[tuple[str, str]]:
    """The sentences of the corpus with the day on which each is read."""
    published, found = "", []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# published "):
            published = line.removeprefix("# published ")
        elif not line.startswith("#"):
            found.append((published, line))
    return found


def told(marked: str) -> Told:
    """What the marks of a sentence say."""
    return [
        (
            mark["name"],
            mark["kind"],
            mark["number"],
            sorted(
                (status, date)
                for status, _, date in (e.partition("=") for e in mark["events"].split(",") if e)
            ),
        )
        for mark in MARK.finditer(marked)
    ]


@pytest.mark.parametrize(("published", "marked"), lines())
def test_told(published: str, marked: str) -> None:
    text = MARK.sub(r"\g<name>", marked)
    records = communique.parse(text, published=dt.date.fromisoformat(published)).agreements
    found = [
        (
            text[record.start : record.end],
            record.kind,
            record.number or "",
            sorted((event.status, event.date or "") for event in record.events),
        )
        for record in records
    ]
    assert found == told(marked)
