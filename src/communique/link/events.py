"""Link events: one flat row for each meeting, agreement event and position."""

from __future__ import annotations

from communique.link.document import Document

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the event rows of a document."""
