"""Link dates: what each one means on the calendar, told from the day of publication and from one another."""

from __future__ import annotations

from attrs import evolve

from communique.dates import bounds_of
from communique.link.dates.lengths import link_lengths
from communique.link.dates.values import Chronology, Evaluator
from communique.link.document import Document
from communique.match import Match
from communique.records import Date

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the date, duration and frequency records of a document."""
    for kind in ("date", "duration", "frequency"):  # even where every match turns out to be none
        if document.items(kind):
            document.records.setdefault(kind, [])
    evaluator = Evaluator(document, Chronology(document))
    for match in document.items("date"):
        if "body" not in match.groups:
            _link_stated(document, match)
            continue
        found = evaluator.evaluate(match)
        if found is None:
            continue
        earliest, latest = found.value.bounds() if found.value is not None else (None, None)
        place = match if found.start == match.start else match._replace(start=found.start)
        record = document.build(
            Date,
            place,
            kind=found.kind,
            value=found.value.edtf() if found.value is not None else None,
            earliest=earliest,
            latest=latest,
        )
        document.add("date", match, record)
    link_lengths(document)


def _link_stated(document: Document, match: Match) -> None:
    """A date whose rule says its value itself, as the rules that others add may: taken as it is."""
    kind = match.attributes.get("kind", "date")
    record = document.build(Date, match, kind=kind, earliest=None, latest=None)
    earliest, latest = bounds_of(record.value or "")
    document.add("date", match, evolve(record, earliest=earliest, latest=latest))
