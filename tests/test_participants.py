"""Who takes part in meetings and who holds stances, in paragraphs of many genres.

`corpora/participants.txt` marks each meeting as {m:kind:names|words}, each stance as {p:stance:holder|words};
"=== name date" opens a paragraph.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import communique

CORPUS = Path(__file__).parent / "corpora" / "participants.txt"
MARK = re.compile(r"\{([mp]):([^{}|]*)\|([^{}]*)\}")


def paragraphs() -> Iterator[Any]:
    parts = re.split(r"^=== *(\S+) *(\S*)\n", CORPUS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    for at in range(0, len(parts), 3):
        published = dt.date.fromisoformat(parts[at + 1]) if parts[at + 1] else None
        yield pytest.param(parts[at + 2].strip(), published, id=parts[at])


def unmarked(marked: str) -> tuple[str, set[tuple[int, str, Any]], set[tuple[int, str, str | None]]]:
    """The text, and what its marks say: (offset, kind, names) and (offset, stance, holder)."""
    text, done = "", 0
    meetings: set[tuple[int, str, Any]] = set()
    positions: set[tuple[int, str, str | None]] = set()
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        value, _, names = mark[2].partition(":")
        if mark[1] == "m":
            meetings.add((len(text), value, tuple(sorted(filter(None, names.split(";"))))))
        else:
            positions.add((len(text), value, names or None))
        text += mark[3]
        done = mark.end()
    return text + marked[done:], meetings, positions


@pytest.mark.parametrize(("marked", "published"), list(paragraphs()))
def test_participants_and_holders(marked: str, published: dt.date | None) -> None:
    text, meetings, positions = unmarked(marked)
    found = communique.parse(text, published=published)
    assert {(one.start, one.kind, one.participants) for one in found.meetings} == meetings
    assert {(one.start, one.stance, one.holder) for one in found.positions} == positions
