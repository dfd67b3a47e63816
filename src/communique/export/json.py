"""JSON: a result as plain data, and back."""

from __future__ import annotations

import datetime as dt
import json
import sys
import types
import typing
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, cast

import attrs

from communique.errors import InputError
from communique.records import RECORD_CLASSES, Communique, Record

__all__ = ["class_path", "field_types", "from_dict", "to_dict", "to_json"]


def to_dict(result: Communique) -> dict[str, Any]:
    """A result as JSON-ready data: every field by its name, dates as ISO strings.

    A record of `unasserted` says in `kind_of_record` what it is; `record_classes` names the classes of the
    kinds that are not shipped, where there are any.
    """
    data = {name: _plain(getattr(result, name)) for name in _names(Communique)}
    for record, plain in zip(result.unasserted, data["unasserted"], strict=True):
        plain["kind_of_record"] = _kind_of(record, result)
    classes = {kind: class_path(type(records[0])) for kind, records in result.other.items() if records}
    for record in result.unasserted:
        if type(record) not in _KINDS:
            classes[_kind_of(record, result)] = class_path(type(record))
    if classes:
        data["record_classes"] = dict(sorted(classes.items()))
    return data


def to_json(result: Communique, *, indent: int | None = None, document: str | None = None) -> str:
    """A result as JSON text. Lone surrogates are escaped, so that the text can always be encoded.

    `document`, where given, stands first in it: the name of the file that was parsed.
    """
    named = {} if document is None else {"document": document}
    text = json.dumps({**named, **to_dict(result)}, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def from_dict(data: Mapping[str, Any], *, kinds: Mapping[str, type[Record]] | None = None) -> Communique:
    """The result that `to_dict` made `data` of.

    Args:
        data: what `to_dict` gave, also after a journey through JSON.
        kinds: record classes of kinds that are not shipped. A class that `data` names is found without, where
            its module is imported already; nothing is ever imported because `data` says so.

    Raises InputError where a field is missing, unknown or of a wrong form, or a record class is unknown.
    """
    if not isinstance(data, Mapping):
        raise InputError(f"a result is a mapping, not {type(data).__name__}")
    plain = dict(data)
    plain.pop("document", None)
    classes = _classes(plain.pop("record_classes", {}), kinds or {})
    other = _mapping(plain.pop("other", {}), "other")
    unasserted = _sequence(plain.pop("unasserted", []), "unasserted")
    result: Communique = _made(Communique, plain, "")
    return attrs.evolve(
        result,
        other={
            kind: tuple(
                _made(_class(kind, classes), item, f"other.{kind}[{at}]")
                for at, item in enumerate(_sequence(records, f"other.{kind}"))
            )
            for kind, records in other.items()
        },
        unasserted=tuple(
            _unasserted(item, classes, f"unasserted[{at}]") for at, item in enumerate(unasserted)
        ),
    )


_KINDS: Mapping[type[Record], str] = {record: kind for kind, record in RECORD_CLASSES.items()}


def class_path(record: type[Record]) -> str:
    """A record class as "module:Class"."""
    return f"{record.__module__}:{record.__qualname__}"


def _kind_of(record: Record, result: Communique) -> str:
    shipped = _KINDS.get(type(record))
    if shipped is not None:
        return shipped
    for kind, records in result.other.items():
        if any(type(other) is type(record) for other in records):
            return kind
    return type(record).__name__.lower()


def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in attrs.fields(cls))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if attrs.has(type(value)):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return str(value)


# --- back -------------------------------------------------------------------------------------------------


def _classes(named: Any, given: Mapping[str, type[Record]]) -> dict[str, type[Record]]:
    classes: dict[str, type[Record]] = dict(RECORD_CLASSES)
    for kind, path in _mapping(named, "record_classes").items():
        module, _, name = str(path).partition(":")
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, Record):
            classes[kind] = found
    classes.update(given)
    return classes


def _class(kind: str, classes: Mapping[str, type[Record]]) -> type[Record]:
    if kind not in classes:
        raise InputError(
            f"records of kind {kind!r} need their class: from_dict(data, kinds={{{kind!r}: TheClass}}), "
            f"or import the module that defines it first"
        )
    return classes[kind]


def _unasserted(item: Any, classes: Mapping[str, type[Record]], where: str) -> Record:
    plain = dict(_mapping(item, where))
    kind = plain.pop("kind_of_record", None)
    if not isinstance(kind, str):
        raise InputError(f"{where} has no 'kind_of_record'")
    made: Record = _made(_class(kind, classes), plain, where)
    return made


def field_types(cls: type[Any]) -> dict[str, Any]:
    """The types of the fields of a record class, resolved."""
    return _field_types(cast(Any, cls))


@lru_cache(maxsize=256)
def _field_types(cls: Hashable) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {name: hints[name] for name in _names(cast(Any, cls))}


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{where or 'a result'} must be an object, not {type(value).__name__}")
    return value


def _sequence(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise InputError(f"{where} must be a list, not {type(value).__name__}")
    return list(value)


def _made(cls: type[Any], data: Any, where: str) -> Any:
    known = field_types(cls)
    given = _mapping(data, where)
    dot = f"{where}." if where else ""
    for name in given:
        if name not in known:
            raise InputError(f"{dot}{name}: {cls.__name__} has no such field (fields: {', '.join(known)})")
    values = {name: _value(known[name], value, f"{dot}{name}") for name, value in given.items()}
    for attribute in attrs.fields(cls):
        if attribute.default is attrs.NOTHING and attribute.name not in values:
            raise InputError(f"{dot}{attribute.name} is missing")
    return cls(**values)


def _value(wanted: Any, value: Any, where: str) -> Any:
    if wanted is Any:
        return value
    origin = typing.get_origin(wanted)
    if origin in {typing.Union, types.UnionType}:
        options = typing.get_args(wanted)
        if value is None and type(None) in options:
            return None
        (first, *_) = [option for option in options if option is not type(None)]
        return _value(first, value, where)
    if origin is tuple:
        inner = typing.get_args(wanted)[0]
        return tuple(_value(inner, item, f"{where}[{at}]") for at, item in enumerate(_sequence(value, where)))
    if origin is not None:
        return value
    if attrs.has(wanted):
        return _made(wanted, value, where)
    if wanted is dt.date:
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise InputError(f"{where} must be an ISO date, not {value!r}") from error
    if isinstance(wanted, type) and (
        not isinstance(value, wanted) or (wanted is int and isinstance(value, bool))
    ):
        raise InputError(f"{where} must be {wanted.__name__}, not {type(value).__name__}")
    return value
