"""JSON: a result as plain data, and back."""

from __future__ import annotations

import datetime as dt
import json
import types
import typing
from collections.abc import Mapping
from typing import Any

import attrs

from communique.errors import InputError
from communique.records import LAYERS, RECORD_CLASSES, Communique, Record

__all__ = ["from_dict", "to_dict", "to_json"]


def to_dict(result: Communique) -> dict[str, Any]:
    """A result as JSON-ready data: every field by its name, dates as ISO strings."""
    return {a.name: _plain(getattr(result, a.name)) for a in attrs.fields(Communique)}


def to_json(result: Communique, *, indent: int | None = None) -> str:
    """A result as JSON text. Lone surrogates are escaped, so that the text can always be encoded."""
    text = json.dumps(to_dict(result), ensure_ascii=False, indent=indent)
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text) if not _encodable(text) else text


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def from_dict(data: Mapping[str, Any]) -> Communique:
    """The result that `to_dict` made `data` of.

    Raises InputError where a field is missing, unknown or of a wrong form; kinds that are not shipped need their
    record class, so they come back only where the class is importable under the name the data gives.
    """
    try:
        return typing.cast(Communique, _made(Communique, data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not a communique result: {error}") from error


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        plain = {a.name: _plain(getattr(value, a.name)) for a in attrs.fields(type(value))}
        return plain
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
