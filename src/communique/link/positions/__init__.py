"""Link positions: whose stance it is, what it is about, and whether the text asserts it."""

from __future__ import annotations

from communique.link.document import Document
from communique.link.positions.holders import Holders
from communique.match import Match
from communique.records import Position, Span

__all__ = ["link"]

UNASSERTED = frozenset({"negated", "asked", "conditional"})
_TOPIC_ENDS = frozenset(";:\n")


def link(document: Document) -> None:
    """Make the position records of a document. What it denies, asks about or supposes is kept apart."""
    document.records.setdefault("position", [])  # even where every stance is denied
    matches = list(document.items("position"))
    if not matches:
        return
    holders = Holders(document, matches)
    for at, match in enumerate(matches):
        modality = document.modality(match)
        if modality == "asked" and holders.presupposed(match):
            modality = "asserted"
        holder, counts = holders.of(at)
        if not counts:
            continue
        following = matches[at + 1].start if at + 1 < len(matches) else len(document.zones.folded)
        record = document.build(
            Position, match, holder=holder, topic=_topic(document, match, following), modality=modality
        )
        if modality in UNASSERTED:
            document.unasserted.append(record)
        else:
            document.add("position", match, record)


def _topic(document: Document, match: Match, following: int) -> Span | None:
    """What a stance is about: the words after it, up to the next stance or the end of the clause."""
    start, end = match.end, min(document.sentence(match.start)[1], following)
    text = document.zones.lower
    end = next((at for at in range(start, end) if text[at] in _TOPIC_ENDS), end)
    while start < end and text[start] in " ,.":
        start += 1
    end = _without_joiner(document, start, end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',.!?»"'):
        end -= 1
    return Span(*document.text.span(start, end)) if end > start else None


def _without_joiner(document: Document, start: int, end: int) -> int:
    """Leave out the small words ("and has", ", she") that lead to the next stance."""
    text = document.zones.lower
    small = {
        (hit.start, hit.end)
        for name in ("conjunctions", "pronouns", "auxiliaries", "adverbs")
        for hit in document.within(name, max(start, end - 40), end)
    }
    ends = {b: a for a, b in sorted(small, reverse=True)}
    while True:
        at = end
        while at > start and text[at - 1] in " ,'":
            at -= 1
        if at not in ends or ends[at] < start:
            return end
        end = ends[at]
