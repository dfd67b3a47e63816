"""Link dates."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Date

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the date records of a document."""
    for match in document.items("date"):
        document.add("date", match, document.build(Date, match))
