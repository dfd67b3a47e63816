"""The JSON Schema (draft 2020-12) of a result, generated from the record classes."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from typing import Any

import attrs

from communique.export.json import field_types
from communique.records import LAYERS, RECORD_CLASSES, Communique, Record
from communique.rules import RuleSet

__all__ = ["gold_schema", "schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(rules: RuleSet | None = None) -> dict[str, Any]:
    """The schema of `Communique.to_dict()`; with the kinds of a rule set, where one is given."""
    own = _own_kinds(rules)
    definitions: dict[str, Any] = {}
    whole = _object(Communique, definitions)
    properties = whole["properties"]
    for kind, record in own.items():
        definitions.setdefault(record.__name__, {})
        definitions[record.__name__] = _object(record, definitions)
        properties["other"].setdefault("properties", {})[kind] = _list(record.__name__)
    properties["unasserted"] = {"type": "array", "items": _tagged(definitions, own)}
    properties["document"] = {
        "type": "string",
        "description": "The file that was parsed, on the command line.",
    }
    properties["record_classes"] = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "$schema": _DIALECT,
        "title": "What a communiqué says",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def gold_schema() -> dict[str, Any]:
    """The schema of a gold file, as `communique evaluate` reads it."""
    span = {"type": "integer", "minimum": 0}
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    place = {"start": span, "end": span}

    def records(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
        item = {"type": "object", "properties": {**properties, "text": text}, "required": list(required)}
        return {"type": "array", "items": item}

    def spanned(*required: str, **properties: Any) -> dict[str, Any]:
        return records(("start", "end", *required), **place, **properties)

    stretch = {"type": "object", "properties": place, "required": ["start", "end"]}
    event = {"type": "object", "properties": {"status": text, "date": maybe}, "required": ["status"]}
    return {
        "$schema": _DIALECT,
        "title": "A communiqué with what a perfect parse holds",
        "type": "object",
        "properties": {
            "id": text,
            "published": {"type": ["string", "null"], "format": "date"},
            "text": text,
            "text_file": text,
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "note": text,
            "source": text,
            "titles": spanned("kind", kind=text),
            "persons": records(("name", "mentions"), name=text, mentions=spanned()),
            "offices": spanned("role", role=text, country=maybe, holder=maybe),
            "dates": spanned("kind", kind={"enum": ["date", "time"]}, value=maybe),
            "agreements": spanned(
                "kind", kind=text, number=maybe, parties=texts, events={"type": "array", "items": event}
            ),
            "countries": spanned("code", code=text),
            "organisations": spanned(code=maybe),
            "meetings": spanned("kind", kind=text, participants=texts, date=maybe, place=maybe),
            "positions": spanned("stance", stance=text, holder=maybe),
            "exchanges": records(("question", "answer"), question=stretch, answer=stretch),
        },
        "required": ["id"],
        "anyOf": [{"required": ["text"]}, {"required": ["text_file"]}],
    }


def _own_kinds(rules: RuleSet | None) -> dict[str, type[Record]]:
    found: dict[str, type[Record]] = {}
    for kind in rules.kinds if rules else ():
        record = kind.record_class()
        if record is not None and kind.name not in LAYERS:
            found[kind.name] = record
    return found


def _tagged(definitions: dict[str, Any], own: Mapping[str, type[Record]]) -> dict[str, Any]:
    """A record of any kind that also says of which kind it is."""
    options = []
    for kind, record in {**RECORD_CLASSES, **own}.items():
        plain = _object(record, definitions)
        options.append(
            {
                **plain,
                "properties": {**plain["properties"], "kind_of_record": {"const": kind}},
                "required": [*plain["required"], "kind_of_record"],
            }
        )
    return {"anyOf": options}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _object(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _type(wanted, definitions) for name, wanted in field_types(cls).items()}
    summary = (cls.__doc__ or "").strip().partition("\n")[0]
    return {
        "type": "object",
        **({"description": summary} if summary else {}),
        "properties": properties,
        "required": [attribute.name for attribute in attrs.fields(cls)],
        "additionalProperties": False,
    }


def _type(wanted: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in {typing.Union, types.UnionType}:
        options = [_type(option, definitions) for option in inner]
        if all(option.keys() == {"type"} for option in options):
            return {"type": [option["type"] for option in options]}
        return {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _type(inner[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object"}
    if wanted is dt.date:
        return {"type": "string", "format": "date"}
    if attrs.has(wanted):
        if wanted.__name__ not in definitions:
            definitions[wanted.__name__] = {}
            definitions[wanted.__name__] = _object(wanted, definitions)
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    if wanted is int:
        return {"type": "integer", "minimum": 0}
    return (
        {"type": {str: "string", bool: "boolean", float: "number", type(None): "null"}[wanted]}
        if (wanted in {str, bool, float, type(None)})
        else {}
    )
