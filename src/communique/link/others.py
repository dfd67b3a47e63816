"""Link the kinds that are not shipped: their matches become records as they are."""

from __future__ import annotations

from communique.link.document import Document

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the records of every kind that no other module links."""
    for kind in document.kinds():
        record = kind.record_class()
        if record is None or kind.name in document.records:
            continue
        for match in document.items(kind.name):
            document.add(kind.name, match, document.build(record, match))
