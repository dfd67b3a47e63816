"""Link questions with their answers: zones become records."""

from __future__ import annotations

from communique.link.document import Document
from communique.match import Match
from communique.records import Exchange, Span
from communique.rules import Rule

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the exchange records of a document."""
    if not document.zones.exchanges:
        return
    rule = Rule(id=f"{document.rules.layout.name or 'set'}.layout.exchange", kind="exchange", pattern="")
    for block in document.zones.exchanges:
        start, end = block.question[0], block.answer[1]
        match = Match(start, end, "exchange", {}, rule, {}, (start, end))
        record = document.build(
            Exchange,
            match,
            question=Span(*document.text.span(*block.question)),
            answer=Span(*document.text.span(*block.answer)),
            topic=document.source(*block.topic) if block.topic else None,
        )
        document.add("exchange", match, record)
