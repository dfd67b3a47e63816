"""Link persons."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Person

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the person records of a document."""
    for match in document.items("person"):
        document.add("person", match, document.build(Person, match))
