"""Link: what needs the whole document. Each module links one layer; the order is that of their needs."""

from __future__ import annotations

from communique.link import (
    agreements,
    dates,
    events,
    exchanges,
    meetings,
    names,
    offices,
    others,
    persons,
    positions,
)
from communique.link.document import Document

__all__ = ["Document", "link"]


def link(document: Document) -> None:
    """Make the records of every layer, in the order in which they build on one another."""
    for linker in (
        names,
        dates,
        persons,
        offices,
        agreements,
        meetings,
        positions,
        exchanges,
        events,
        others,
    ):
        linker.link(document)
    document.memo.clear()  # analyses hold the document: without a circle it goes as soon as it is let go
