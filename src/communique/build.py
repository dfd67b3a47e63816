"""Build: what a match captured becomes the fields of its record class, by the field's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from communique.errors import CommuniqueError
from communique.match import Group, Hit, Match
from communique.records import Record
from communique.text import Text

__all__ = ["build", "groups_of"]

_BASE = frozenset({"start", "end", "text", "rule"})


def groups_of(record: type[Record]) -> frozenset[str]:
    """Names that groups of a rule may bear for a record class: its fields, and the parts linking reads."""
    return frozenset(a.name for a in attrs.fields(record)) - _BASE | record.PARTS


def build(
    record: type[Record],
    match: Match,
    text: Text,
    value_of: Callable[[Hit | Match], Any],
    **fields: Any,
) -> Any:
    """A record from a match.

    Args:
        record: the class to make.
        match: the match; its attributes and groups fill the fields of their names.
        text: the text it was found in.
        value_of: the value that a mention inside a group stands for (a date's EDTF, a country's code).
        fields: values that linking found; they win.

    Raises CommuniqueError where a required field has no value.
    """
    values: dict[str, Any] = {}
    for attribute in attrs.fields(record):
        name = attribute.name
        if name in _BASE:
            continue
        if name in fields:
            values[name] = fields[name]
        elif name in match.attributes:
            values[name] = match.attributes[name]
        elif name in match.groups:
            values[name] = _captured(match.groups[name], text, value_of, plural=_is_tuple(attribute.type))
        elif attribute.default is attrs.NOTHING:
            raise CommuniqueError(
                f"{match.rule.id}: {record.__name__} needs {name!r}, but the rule gave none"
            )
    start, end = text.span(match.start, match.end)
    return record(start=start, end=end, text=text.source[start:end], rule=match.rule.id, **values)


def _is_tuple(annotation: Any) -> bool:
    return str(annotation).startswith(("tuple", "typing.Tuple"))


def _captured(group: Group, text: Text, value_of: Callable[[Hit | Match], Any], *, plural: bool) -> Any:
    if plural:
        return tuple(value_of(item) for item in group.items)
    if len(group.items) >= 1 and (group.items[0].start, group.items[0].end) == (group.start, group.end):
        return value_of(group.items[0])
    start, end = text.span(group.start, group.end)
    return text.source[start:end]
