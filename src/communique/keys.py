"""Keys: what the tables of a rule file may hold, and of which form each value is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

__all__ = [
    "CORPUS_KEYS",
    "CUE_KEYS",
    "EXAMPLE_KEYS",
    "FILE_KEYS",
    "LAYOUT_KEYS",
    "REJECT_KEYS",
    "RULE_KEYS",
    "SET_KEYS",
    "TABLES",
    "TEXTS",
    "Form",
    "form_of",
]


@frozen
class Form:
    """What a value may be: its `name`, for a reader, and the test that a value has to pass."""

    name: str
    fits: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    if isinstance(value, dt.date):
        return not isinstance(value, dt.datetime)
    try:
        return _is_text(value) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


TEXT = Form("a text", _is_text)
TEXTS = Form("a list of texts", lambda value: isinstance(value, list) and all(map(_is_text, value)))
NUMBER = Form("a number", _is_whole)
SWITCH = Form("true or false", lambda value: isinstance(value, bool))
DAY = Form("a day, such as 2011-10-06", _is_day)
VERSION = Form("a text or a number", lambda value: isinstance(value, str | int | float))
DISTANCE = Form("a number or a text", lambda value: _is_text(value) or (_is_whole(value) and value >= 0))
TABLE = Form("a table", lambda value: isinstance(value, dict))
TEXT_TABLE = Form(
    "a table of texts", lambda value: isinstance(value, dict) and all(map(_is_text, value.values()))
)
TABLES = Form(
    "tables", lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value)
)
EXPECTED = Form(
    "an object, or a list of them for several spans",
    lambda value: TABLE.fits(value) or (TABLES.fits(value) and bool(value)),
)

FILE_KEYS: Mapping[str, Form] = {
    "set": TABLE,
    "fragment": TEXT_TABLE,
    "rule": TABLE,
    "cue": TABLE,
    "layout": TABLE,
    "name": TEXT,
    "version": VERSION,
    "summary": TEXT,
}
SET_KEYS: Mapping[str, Form] = {
    "kind": TEXT,
    "summary": TEXT,
    "record": TEXT,
    "fields": TEXT_TABLE,
    "nested": SWITCH,
    "case": TEXT,
}
RULE_KEYS: Mapping[str, Form] = {
    "doc": TEXT,
    "kind": TEXT,
    "pattern": TEXT,
    "requires": TEXTS,
    "values": TABLE,
    "take": TEXT_TABLE,
    "priority": NUMBER,
    "case": TEXT,
    "cues": TEXTS,
    "discard": SWITCH,
    "echo": TEXTS,
    "fragment": TEXT_TABLE,
    "example": TABLES,
    "reject": TABLES,
}
EXAMPLE_KEYS: Mapping[str, Form] = {"text": TEXT, "expect": TABLE, "published": DAY, "todo": TEXT}
REJECT_KEYS: Mapping[str, Form] = {"text": TEXT, "why": TEXT, "published": DAY, "todo": TEXT}
CORPUS_KEYS: Mapping[str, Form] = {
    "kind": TEXT,
    "text": TEXT,
    "published": DAY,
    "expect": EXPECTED,
    "why": TEXT,
    "todo": TEXT,
}
CUE_KEYS: Mapping[str, Form] = {
    "doc": TEXT,
    "effect": TEXT,
    "pattern": TEXT,
    "direction": TEXT,
    "scope": DISTANCE,
    "ends": TEXT,
    "requires": TEXTS,
    "pseudo": SWITCH,
}
LAYOUT_KEYS: Mapping[str, Form] = {"abbreviations": TEXTS, "continues": TEXTS, "patterns": TEXT_TABLE}


def form_of(value: Any, wanted: Form) -> str:
    """What a value is that is not of the wanted form, in the words of a message."""
    if isinstance(value, list):
        return "a list of other things" if wanted in (TEXTS, TABLES) else "a list"
    if isinstance(value, dict):
        return "a table of other things" if wanted is TEXT_TABLE else "a table"
    return str(value).lower() if isinstance(value, bool) else repr(value)
