"""Lists: what a line that ends with a colon tells of the instruments in the items below it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.agreements.instruments import Instrument
from communique.link.document import Document
from communique.records import AgreementEvent

__all__ = ["lists"]

_ITEM = 16


def lists(document: Document, found: Sequence[Instrument]) -> None:
    """What a line that ends with a colon tells holds for the items of the list below it."""
    lead: tuple[AgreementEvent, ...] = ()
    items = {
        line.start: line for line in map(document.zones.line, (i.start for i in found)) if line is not None
    }
    if not items:
        return
    for line in document.zones.lines:
        text = document.folded(line.start, line.end).rstrip()
        if text.endswith(":"):
            lead = _told(document, line.start, line.end)
        elif lead and line.start in items:
            first = next(i for i in found if line.start <= i.start < line.end)
            if first.start - line.start > _ITEM:
                lead = ()
            elif not first.events:
                first.events = list(lead)
        elif text:
            lead = ()


def _told(document: Document, start: int, end: int) -> tuple[AgreementEvent, ...]:
    for fate in document.within("fate", start, end):
        attributes = fate.attributes
        if (
            attributes["form"] in {"object", "subject", "noun"}
            and "denied" not in fate.groups
            and attributes.get("status")
        ):
            planned = attributes.get("modality") == "planned"
            return (AgreementEvent(status="planned" if planned else attributes["status"]),)
    return ()
