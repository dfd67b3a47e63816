"""Link agreements: what became of each instrument, whom it binds, and which mentions mean the same one."""

from __future__ import annotations

from communique.link.agreements.fates import fates
from communique.link.agreements.instruments import Instrument, instruments
from communique.link.agreements.mentions import acronyms, antecedents
from communique.link.agreements.parties import parties
from communique.link.agreements.sharing import heirs
from communique.link.document import Document
from communique.records import Agreement

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the agreement records of a document."""
    document.records.setdefault("agreement", [])  # even where no mention counts
    found = acronyms(document, instruments(document))
    if not found:
        return
    fates(document, found)
    found = [instrument for instrument in found if instrument.counts]
    heirs(document, found)
    antecedents(document, found)
    parties(document, found)
    for instrument in found:
        document.add("agreement", instrument.match, _record(document, instrument))


def _record(document: Document, instrument: Instrument) -> Agreement:
    fields = {
        "kind": instrument.kind,
        "parties": tuple(sorted(instrument.parties)),
        "events": tuple(instrument.events),
        "refers_to": instrument.refers_to,
    }
    record: Agreement = document.build(Agreement, instrument.match, **fields)
    return record
