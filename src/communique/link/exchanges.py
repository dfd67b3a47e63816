"""Link questions with their answers: zones become records."""

from __future__ import annotations

from communique.link.document import Document

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the exchange records of a document."""
