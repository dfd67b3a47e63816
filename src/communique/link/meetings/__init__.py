"""Link meetings: which mentions count, who took part, when, where, at what level, and on what."""

from __future__ import annotations

from typing import Any

from communique.link import actors
from communique.link.document import Document
from communique.link.meetings import counts, details
from communique.link.meetings.cancelled import called_off
from communique.link.meetings.circumstances import Circumstances
from communique.link.meetings.participants import Found, Participants
from communique.match import Match
from communique.records import Meeting

__all__ = ["link"]

_TAKEN_UP = 500
"""How far back a meeting may be told that "this" one is."""
_ATTENDING = 30
"""How near before an audience the verb stands that tells who else attends it."""
_DETERMINER = 10
"""How far before its noun the word may begin that points at it."""


def link(document: Document) -> None:
    """Make the meeting records of a document."""
    document.records.setdefault("meeting", [])
    matches = document.items("meeting")
    if not matches:
        return
    view = actors.of(document)
    answers = counts.Answers(document)
    taken = Participants(document, view)
    circumstances = Circumstances(document, view)
    given = "audience"
    for match in matches:
        if not counts.stands(document, match):
            continue
        found = taken.of(match)
        if not counts.acted(match, found):
            continue
        kind = _kind(match, found.hosts, document)
        if kind == "audience" and match.attributes.get("kind") == kind:
            kind = given = _given(match, found, document, given)
        elif counts.head(match).get("passive"):
            given = kind
        kind = _again(document, match, kind)
        if kind == "talks" and _under_call(document, match):
            kind = "call"
        denied = found.denied or called_off(document, match)
        modality = "negated" if denied else counts.modality(document, match, answers)
        names = actors.names(found.everybody)
        record = document.build(
            Meeting,
            match,
            kind=kind,
            participants=names,
            delegation=actors.names(found.delegation),
            level=details.level(found.everybody),
            date=circumstances.date(match),
            place=circumstances.place(match),
            topics=details.topics(document, match),
            modality=modality,
        )
        _keep(document, match, record, found, modality)


def _keep(document: Document, match: Match, record: Any, found: Any, modality: str) -> None:
    if modality in {"negated", "asked"}:
        document.unasserted.append(record)
        return
    document.add("meeting", match, record)
    document.memo.setdefault("meeting_sides", {})[(match.start, match.end)] = found


def _kind(match: Match, hosts: list[actors.Actor], document: Document) -> str:
    """The kind its word gives; to receive is an audience where a head of state does, a call by telephone."""
    kind = str(match.attributes.get("kind") or "talks")
    if kind not in {"talks", "audience", "working_session"}:
        return kind
    if kind == "talks" and details.remote(document, match):
        return "call"
    head = counts.head(match)
    if head.get("passive") and any(
        "head_of_state" in host.roles or _sovereign(document, host) for host in hosts
    ):
        return "audience"
    return kind


def _given(match: Match, found: Found, document: Document, before: str) -> str:
    """An audience, unless only others than heads of state give it; one told of again is what it was."""
    if any("head_of_state" in one.roles or _sovereign(document, one) for one in found.everybody):
        return "audience"
    by = [one for one in found.agents if one.part == "by"]
    if not by and any(
        hit.attributes.get("object") == "attend"
        for hit in document.within("meeting_verbs", match.start - _ATTENDING, match.start)
    ):
        return before
    givers = by or (found.subject if found.held else [one for one in found.others if not one.part])
    if any(one.roles for one in givers):
        return "talks"
    return before


def _again(document: Document, match: Match, kind: str) -> str:
    """The kind of what "this talk" or "this lunch" takes up: a call, or the talks that were had at table."""
    told = document.records["meeting"]
    if not told or kind not in {"talks", "ceremony"} or not counts.pointed(document, match, own=False):
        return kind
    before, record = told[-1]
    word = document.lower(match.start, match.end)
    if match.start - before.end > _TAKEN_UP or not any(
        hit.attributes.get("kind") == "demonstrative"
        for hit in document.within("determiners", match.start - _DETERMINER, match.start)
    ):
        return kind
    if kind == "talks" and record.kind == "call":
        return "call"
    at_table = word in document.lower(before.end, before.end + _DETERMINER + len(word))
    return "talks" if kind == "ceremony" and record.kind == "talks" and at_table else kind


def _under_call(document: Document, match: Match) -> bool:
    """Whether a verb is the first to tell of the call that its heading announces."""
    told = document.records["meeting"]
    if not told or not counts.is_verb(match) or counts.head(match).get("object") != "with":
        return False
    before, record = told[-1]
    if record.kind != "call" or match.start - before.end > _TAKEN_UP:
        return False
    line = document.zones.line(before.start)
    return line is not None and line.kind == "heading" and line.end <= match.start


def _sovereign(document: Document, host: actors.Actor) -> bool:
    return bool(document.within("sovereign_titles", host.start - 1, host.end))
