"""Link countries, organisations and places, and the titles, which need nothing but themselves."""

from __future__ import annotations

from communique.link.document import Document
from communique.records import Country, Organisation, Place, Title

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the country, organisation, place and title records of a document."""
    for kind, record in (("country", Country), ("organisation", Organisation), ("title", Title)):
        for match in document.items(kind):
            document.add(kind, match, document.build(record, match))
    for match in document.items("place"):
        document.add("place", match, document.build(Place, match, name=document.source(match.start, match.end)))
