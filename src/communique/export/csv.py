"""CSV: one layer of one or many results as a table, for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from communique.errors import InputError, nearest
from communique.records import LAYERS, RECORD_CLASSES, AgreementEvent, Communique, Event, Mention, Span

__all__ = ["TABLES", "columns", "header", "rows", "to_csv"]

TABLES = ("events", *LAYERS.values())
"""The layers that can be written as a table."""

_CLASSES: dict[str, type[Any]] = {
    "events": Event,
    **{layer: RECORD_CLASSES[kind] for kind, layer in LAYERS.items()},
}
_SEPARATOR = "; "


def columns(what: str) -> tuple[str, ...]:
    """The columns of a layer's table. Raises InputError for a layer that is none."""
    if what not in _CLASSES:
        raise InputError(f"no table {what!r}{nearest(what, TABLES)} (tables: {', '.join(TABLES)})")
    return tuple(attribute.name for attribute in attrs.fields(_CLASSES[what]))


def header(what: str) -> tuple[str, ...]:
    """The head of the table: the document's name, then the columns."""
    return ("document", *columns(what))


def rows(result: Communique, what: str, document: str = "") -> Iterator[tuple[str, ...]]:
    """The rows of one result."""
    names = columns(what)
    for record in getattr(result, what):
        yield (document, *(_cell(getattr(record, name)) for name in names))


def to_csv(results: Iterable[tuple[str, Communique]], what: str = "events") -> str:
    """The table of a layer over (document, result) pairs, as CSV with a header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(what))
    for document, result in results:
        writer.writerows(rows(result, what, document))
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _SEPARATOR.join(map(_cell, value))
    if isinstance(value, AgreementEvent):
        place = f"({value.place})" if value.place else None
        return " ".join(filter(None, (value.status, value.date, place)))
    if isinstance(value, Mention):
        return value.text
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    return str(value)
