"""Which meetings never were: called off, given up, or told not to have been held."""

from __future__ import annotations

from communique.link.document import Document
from communique.link.meetings.counts import is_verb, pointed, stands
from communique.match import Hit, Match

__all__ = ["called_off"]

_AFTER = 200
"""How far behind a meeting's noun may be told that it was called off."""
_BEFORE = 48
_WORDS = 4
"""How many words may stand between giving up and the meeting given up."""


def called_off(document: Document, match: Match) -> bool:
    """Whether the sentence of a meeting says that it was called off, given up or never held."""
    start, end = document.sentence(match.start)
    for hit in document.within("cancellations", max(start, match.start - _BEFORE), match.start):
        if hit.end <= match.start and _given_up(document, match, hit):
            return True
    for hit in document.within("cancellations", match.end, min(end, match.end + _AFTER)):
        if any(char in document.lower(match.end, hit.start) for char in ";:"):
            return False
        if _done(document, hit):  # "who was to go, has called off his journey"
            return is_verb(match) and _intended(document, match)
        if hit.attributes["type"] in {"verb", "state"}:
            return not is_verb(match) and _said_of(document, match, hit)
    return False


def _given_up(document: Document, match: Match, hit: Hit) -> bool:
    """Whether giving up stands right before a meeting."""
    if (
        hit.attributes["type"] in {"state", "intent"}
        or len(document.lower(hit.end, match.start).split()) > _WORDS
    ):
        return False
    passive = hit.attributes["type"] == "verb" and not _done(document, hit)
    return not passive and not document.within("meeting", hit.end, match.start)


def _intended(document: Document, match: Match) -> bool:
    """Whether a verb tells of what somebody was to do."""
    return any(
        hit.attributes["type"] == "intent" and match.start - hit.end <= 1
        for hit in document.within("cancellations", match.start - _BEFORE, match.start)
    )


def _done(document: Document, hit: Hit) -> bool:
    """Whether somebody calls something off, told by a verb that is no passive."""
    if hit.attributes["type"] != "verb":
        return False
    if hit.attributes.get("tense") != "past_participle":
        return True
    near = document.within("auxiliaries", hit.start - 20, hit.start)
    return bool(near) and near[-1].attributes.get("owns") == "yes"


def _said_of(document: Document, match: Match, hit: Hit) -> bool:
    """Whether a noun is what is called off: no occasion of another, none named in between."""
    if pointed(document, match, own=False):
        return False
    between = document.within("meeting", match.end, hit.start)
    return not any(
        not is_verb(item) and stands(document, item) and not pointed(document, item) for item in between
    )
