"""Former: the states that are no more, whose capitals a text of their time means."""

from __future__ import annotations

from collections.abc import Mapping

from communique.link.document import Document

__all__ = ["former"]


def former(document: Document) -> Mapping[int, str]:
    """The states of a document's capitals that had another one when it was written, by where they start.

    A lexicon `former_capitals` tells the state (`code`) of a capital (`form`) up to a day (`until`).
    Without a day of publication, the capitals are those of the states of today.
    """
    found: dict[int, str] | None = document.memo.get("former")
    if found is None:
        found = document.memo["former"] = _read(document)
    return found


def _read(document: Document) -> dict[int, str]:
    if document.published is None or document.lexicon("former_capitals") is None:
        return {}
    day = document.published.isoformat()
    return {
        hit.start: hit.attributes["code"]
        for hit in document.items("former_capitals")
        if day <= hit.attributes["until"]
    }
