"""Lists: what a line that ends with a colon tells of the instruments in the items below it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.agreements.instruments import Instrument
from communique.link.document import Document
from communique.match import Match
from communique.records import AgreementEvent

__all__ = ["lists"]

_ITEM = 16


def lists(document: Document, found: Sequence[Instrument]) -> None:
    """What a line that ends with a colon tells holds for the items of the list below it."""
    lead: tuple[AgreementEvent, ...] = ()
    items: dict[int, list[Instrument]] = {}
    for instrument in found:
        line = document.zones.line(instrument.start)
        if line is not None and instrument.outer is None:
            items.setdefault(line.start, []).append(instrument)
    if not items:
        return
    for line in document.zones.lines:
        text = document.folded(line.start, line.end).rstrip()
        if text.endswith(":"):
            lead = _told(document, line.start, line.end)
        elif lead and line.start in items:
            inside = items[line.start]
            if inside[0].start - line.start > _ITEM:
                lead = ()
                continue
            for at, instrument in enumerate(inside):
                aside = all(_aside(document, instrument, fate) for fate in instrument.fates)
                if (not at or _item(document, inside[at - 1], instrument)) and aside:
                    known = {event.status for event in instrument.events}
                    instrument.events += [event for event in lead if event.status not in known]
        elif text:
            lead = ()


def _aside(document: Document, instrument: Instrument, fate: Match) -> bool:
    """Whether a fate is told beside the list: by a participle, or in a clause relative to its item."""
    return fate.attributes["form"] == "participle" or any(
        pronoun.attributes.get("kind") == "relative"
        for pronoun in document.within("pronouns", instrument.end, fate.start)
    )


def _item(document: Document, before: Instrument, instrument: Instrument) -> bool:
    """Whether an item of its own begins right before an instrument, in the line of another one."""
    between = document.folded(before.end, instrument.start)
    return ";" in between and len(between) <= _ITEM


def _told(document: Document, start: int, end: int) -> tuple[AgreementEvent, ...]:
    for fate in reversed(document.within("fate", start, end)):
        attributes = fate.attributes
        if (
            attributes["form"] in {"object", "subject", "noun"}
            and "denied" not in fate.groups
            and attributes.get("status")
        ):
            planned = attributes.get("modality") == "planned"
            return (AgreementEvent(status="planned" if planned else attributes["status"]),)
    return ()
