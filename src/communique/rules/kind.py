"""A kind of mention and its record class."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword

import attrs
from attrs import field, frozen

from communique.errors import CommuniqueError, InputError
from communique.records import RECORD_CLASSES, Record
from communique.rules.frozen import frozen_map
from communique.values import Value

__all__ = ["Kind"]

_OF_EVERY_RECORD = frozenset(attribute.name for attribute in attrs.fields(Record))


@frozen(kw_only=True, eq=False, repr=False)
class Kind(Value):
    """A kind of mention: its record class, or none for a kind that only serves other rules.

    Attributes:
        name: what rules refer to it by.
        record: a class, or "package.module:Class"; the shipped kinds have theirs.
        nested: whether its mentions may stand inside one another; None leaves that to the set that is joined,
            and to False.
        summary: one sentence on the kind, for a reader.
        fields: in place of a class, what its records hold: field → "text", "text?" (or nothing) or "texts".

    Raises InputError for a field that can't be.
    """

    name: str
    record: type[Record] | str | None = None
    nested: bool | None = None
    summary: str = ""
    fields: Mapping[str, str] = field(factory=dict, converter=frozen_map)

    def __attrs_post_init__(self) -> None:
        if not self.fields:
            return
        from communique.declared import FIELD_TYPES  # which few kinds need

        for name, what in self.fields.items():
            if not name.isidentifier() or iskeyword(name) or name.startswith("_"):
                raise InputError(f"{name!r} can't name a field; use letters, digits and _, a letter first")
            if name in _OF_EVERY_RECORD:
                raise InputError(f"{name!r} can't name a field: every record has one of that name already")
            if what not in FIELD_TYPES:
                raise InputError(
                    f"field {name!r} is {what!r}, but a field is one of: {', '.join(map(repr, FIELD_TYPES))}"
                )

    def record_class(self) -> type[Record] | None:
        """The record class. Raises CommuniqueError where the name leads nowhere."""
        if isinstance(self.record, str):
            return _imported(self.record, self.name)
        if self.fields:
            from communique.declared import declared_record

            return declared_record(self.name, tuple(self.fields.items()))
        return self.record if self.record is not None else RECORD_CLASSES.get(self.name)

    def merged(self, other: Kind) -> Kind:
        """What both sets say of the kind. Raises CommuniqueError where they contradict each other."""
        for name, ours, theirs in (
            ("records", self.record, other.record),
            ("fields", self.fields or None, other.fields or None),
            ("nesting", self.nested, other.nested),
        ):
            if None not in {ours, theirs} and ours != theirs:
                raise CommuniqueError(
                    f"kind {self.name!r} has other {name} in each of the sets; rename one of them"
                )
        return Kind(
            name=self.name,
            record=self.record if self.record is not None else other.record,
            nested=self.nested if self.nested is not None else other.nested,
            summary=max(self.summary, other.summary, key=lambda text: (len(text), text)),
            fields=self.fields or other.fields,
        )


def _imported(path: str, kind: str) -> type[Record]:
    module, _, name = path.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise CommuniqueError(f"kind {kind!r}: no record class at {path!r} ({error})") from error
    if not (isinstance(found, type) and issubclass(found, Record)):
        raise CommuniqueError(f"kind {kind!r}: {path!r} is no subclass of communique.Record")
    return found
