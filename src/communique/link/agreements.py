"""Link agreements."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Agreement

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the agreement records of a document."""
    for match in document.items("agreement"):
        document.add("agreement", match, document.build(Agreement, match))
