"""Link events: one flat row for each meeting, agreement event and position, by the table `plover`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communique.link import actors
from communique.link.document import Document
from communique.match import Match
from communique.records import Event

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the event rows of a document, in text order."""
    table = _table(document)
    if not table:
        return
    rows = [*_meetings(document, table), *_agreements(document, table), *_positions(document, table)]
    rows.sort(key=lambda row: (row.start, row.end, row.source, row.type))
    document.events.extend(rows)


Table = dict[tuple[str, str], tuple[str, str | None]]


def _table(document: Document) -> Table:
    """(record kind, value) → PLOVER's type and mode."""
    lexicon = document.lexicon("plover")
    if lexicon is None:
        return {}
    return {(row["kind"], row["value"]): (row["type"], row.get("mode")) for row in lexicon}


def _meetings(document: Document, table: Table) -> Iterable[Event]:
    sides = document.memo.get("meeting_sides", {})
    for match, meeting in document.records.get("meeting", ()):
        mapped = table.get(("meeting", meeting.kind))
        if mapped is None:
            continue
        if meeting.modality == "planned":  # a meeting that is ahead is an intent
            mapped = table.get(("meeting", "planned"), mapped)
        found = sides.get((match.start, match.end))
        subject, others = _sides(meeting, found)
        if meeting.kind == "audience" and others and _hosted(found, subject):
            subject, others = others, subject
        if meeting.kind == "visit" and not others:
            others = _visited(document, match, subject)
        yield _event(
            meeting, "meeting", mapped, subject, others, meeting.date, meeting.place, meeting.modality
        )


def _sides(meeting: Any, found: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and whom with: the subject's side and the other; everybody acts where there is no telling."""
    everybody = meeting.participants
    if found is None:
        return everybody, ()
    acting = {name for one in (found.agents or found.subject) for name in one.names}
    subject = tuple(name for name in everybody if name in acting)
    others = tuple(name for name in everybody if name not in acting)
    return (subject, others) if subject else (everybody, ())


def _hosted(found: Any, subject: tuple[str, ...]) -> bool:
    """Whether those who act are the hosts: PLOVER's actor is the visitor."""
    return bool(found.hosts) and any(name in subject for one in found.hosts for name in one.names)


def _visited(document: Document, match: Match, subject: tuple[str, ...]) -> tuple[str, ...]:
    """The state that is visited: that of the first place or country after the visit's word."""
    _, end = document.sentence(match.start)
    items = sorted(
        (
            item
            for kind in ("place", "country")
            for item in document.within(kind, match.end, min(end, match.end + 80))
        ),
        key=lambda item: int(item.start),
    )
    for item in items:
        record = document.record_of(item)
        code = getattr(record, "code", None) or getattr(record, "country", None)
        if code and code not in subject:
            return (code,)
    return ()


def _agreements(document: Document, table: Table) -> Iterable[Event]:
    for _, agreement in document.records.get("agreement", ()):
        for event in agreement.events:
            mapped = table.get(("agreement", event.status))
            if mapped is not None:
                modality = "planned" if event.status == "planned" else "asserted"
                yield _event(
                    agreement,
                    "agreement",
                    mapped,
                    tuple(agreement.parties),
                    (),
                    event.date,
                    event.place,
                    modality,
                )


def _positions(document: Document, table: Table) -> Iterable[Event]:
    for match, position in document.records.get("position", ()):
        mapped = table.get(("position", position.stance))
        if mapped is None:
            continue
        acting = (position.holder,) if position.holder else ()
        others = _concerned(document, match, position, acting)
        yield _event(position, "position", mapped, acting, others, None, None, position.modality)


def _concerned(document: Document, match: Match, position: Any, acting: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a position concerns: the actors of its topic, but for the holder's own."""
    topic = position.topic
    if topic is None:
        return ()
    start, end = document.text.folded_span(topic.start, topic.end)
    found = actors.of(document).within(start, end)
    named = [name for one in found if one.kind != "pronoun" for name in one.names if name not in acting]
    return tuple(dict.fromkeys(named))[:4]


def _event(
    record: Any,
    source: str,
    mapped: tuple[str, str | None],
    subject: tuple[str, ...],
    others: tuple[str, ...],
    date: str | None,
    place: str | None,
    modality: str,
) -> Event:
    return Event(
        type=mapped[0],
        mode=mapped[1],
        actors=subject,
        recipients=others,
        date=date,
        place=place,
        modality=modality,
        source=source,
        start=record.start,
        end=record.end,
    )
