"""Link meetings."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Meeting

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the meeting records of a document."""
    for match in document.items("meeting"):
        document.add("meeting", match, document.build(Meeting, match))
