"""Link offices."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Office

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the office records of a document."""
    for match in document.items("office"):
        document.add("office", match, document.build(Office, match))
