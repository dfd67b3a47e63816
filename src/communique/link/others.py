"""Link the kinds that are not shipped: their matches become records as they are."""

from __future__ import annotations

from communique.errors import CommuniqueError
from communique.link.document import Document

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the records of every kind that no other module links."""
    for kind in document.kinds():
        record = kind.record_class()
        if record is None or kind.name in document.records:
            continue
        for match in document.items(kind.name):
            try:
                made = document.build(record, match)
            except CommuniqueError as error:  # a needed field hangs on an optional group
                document.diagnose("incomplete", str(error), match.start, match.end)
            else:
                document.add(kind.name, match, made)
