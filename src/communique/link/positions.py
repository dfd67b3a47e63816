"""Link positions."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Position

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the position records of a document."""
    for match in document.items("position"):
        document.add("position", match, document.build(Position, match))
