"""Declared: record classes of the kinds whose fields a rule file declares, in place of a class in Python."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

import attrs
from attrs import frozen

from communique.records import Record

__all__ = ["FIELD_TYPES", "declared_record"]

FIELD_TYPES: Mapping[str, Any] = {"text": str, "text?": str | None, "texts": tuple[str, ...]}
"""What a field that a rule file declares can hold: a text, a text or nothing, any number of texts."""


@lru_cache(maxsize=256)
def declared_record(kind: str, fields: tuple[tuple[str, str], ...]) -> type[Record]:
    """The record class of a kind whose fields a rule file declares, as (name, one of FIELD_TYPES) pairs."""
    empty = {"text": attrs.NOTHING, "text?": None, "texts": ()}
    body = {
        name: attrs.field(type=FIELD_TYPES[what], default=empty[what], metadata={"declared": what})
        for name, what in fields
    }
    made: type[Record] = attrs.make_class(
        "".join(part.title() for part in kind.split("_")),
        body,
        bases=(_Declared,),
        frozen=True,
        kw_only=True,
        slots=True,
        class_body={
            "KIND": kind,
            "FIELDS": fields,
            "__module__": __name__,
            "__doc__": f"A record of kind {kind}.",
        },
    )
    return made


@frozen(kw_only=True)
class _Declared(Record):
    """Base of declared records: other processes make the class anew."""

    KIND: ClassVar[str]
    FIELDS: ClassVar[tuple[tuple[str, str], ...]]

    def __reduce__(self) -> tuple[Any, ...]:
        values = {a.name: getattr(self, a.name) for a in attrs.fields(type(self))}
        return _restored, (self.KIND, self.FIELDS, values)


def _restored(kind: str, fields: tuple[tuple[str, str], ...], values: Mapping[str, Any]) -> Record:
    return declared_record(kind, fields)(**values)
