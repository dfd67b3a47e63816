"""Who takes part in a meeting: those whom its own sentence names as doing so."""

from __future__ import annotations

from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.link.meetings.counts import is_verb, stands
from communique.link.meetings.found import Found
from communique.link.meetings.nouns import Nouns
from communique.link.meetings.verbs import Verbs
from communique.match import Match

__all__ = ["Found", "Participants"]


_SHARED = frozenset({"talks", "working_session", "call"})
"""Kinds that "we" have with one another."""
_SENT = frozenset({"delegation", "sent"})
_LONGEST = 60
_COLON = 60
"""How far behind a meeting a colon may open the list of who was there."""
_BESIDES = 300
"""How far into its sentence a meeting may stand that others than those told first take part in."""
_FIRST = 12
"""How near the colon the first of them stands."""


class Participants:
    """Finds who takes part in the meetings of one document."""

    def __init__(self, document: Document, view: Actors) -> None:
        self._document = document
        self._view = view
        self._verbs = Verbs(document, view)
        self._nouns = Nouns(document, view)

    def of(self, match: Match) -> Found:
        """The parts of one meeting."""
        found = self._verbs.read(match) if is_verb(match) else self._nouns.read(match)
        start = self._document.sentence(match.start)[0]
        for actor in list(found.subject):
            if actor.start >= start:  # elsewhere they came with him to something else
                found.delegation += self._view.companions_of(actor)
            # The chair of a body comes to it; whoever leads a delegation stands for it.
            leaders = self._view.leaders_of(actor) if actor.word in _SENT else []
            if leaders:
                found.subject[found.subject.index(actor)] = leaders[0]
        for actor in list(found.others):
            found.delegation += self._view.escorts_of(actor)
            leaders = self._view.leaders_of(actor)
            found.delegation += leaders
            if leaders and actor.kind == "group":  # those named stand for it
                found.others[found.others.index(actor)] = leaders[0]
        found.delegation += self._view.complements(match.end, {"escort", "presence"})
        if found.everybody:
            found.others += self._besides(match)
        found.others = self._exact(found.others)
        if match.attributes.get("kind") in _SHARED and not found.others:
            found.others += self._fellows(match, found.subject)
        if not found.others or any(one.plural and not one.names for one in found.everybody):
            found.others += self._listed(match)
        return found

    def _besides(self, match: Match) -> list[Actor]:
        """Those besides whom, its sentence begins by saying, others take part."""
        document = self._document
        start = document.sentence(match.start)[0]
        if match.start - start > _BESIDES:
            return []
        first = next(iter(self._view.within(start, match.start)), None)
        if first is None or first.part != "besides":
            return []
        before = document.within("meeting", first.end, match.start)
        return [] if any(stands(document, item) for item in before) else first.chain

    def _fellows(self, match: Match, subject: list[Actor]) -> list[Actor]:
        """The other speaker of a joint press conference, where the subject is "we"."""
        if not any(one.person == 1 and one.plural for one in subject):
            return []
        names = self._view.fellow_at(match.start)
        return [Actor(match.start, match.start, "person", names)] if names else []

    def _listed(self, match: Match) -> list[Actor]:
        """Those whom the lines after a colon list, one a line."""
        document, view = self._document, self._view
        at = document.sentence(match.start)[1]
        text = document.zones.lower
        colon = text.find(":", match.end, min(at, match.end + _COLON))
        if colon >= 0 and not document.within("meeting", match.end, colon):
            first = next(iter(view.within(colon, min(at, colon + _FIRST))), None)
            if first is not None and first.kind in {"person", "office"} and not first.part:
                return first.chain
        if not document.lower(match.start, at).rstrip().endswith(":"):
            return []
        found: list[Actor] = []
        while at < len(text) and len(found) < _LONGEST:
            line = document.zones.line(at)
            if line is None:
                at += 1
                continue
            first = next(iter(view.within(line.start, line.start + 8)), None)
            if first is None:
                if document.lower(line.start, line.end).strip():
                    break
            elif first.kind == "pronoun" or document.within("auxiliaries", first.end, line.end):
                break
            else:
                found.append(first)
            at = line.end + 1
        return found

    def _exact(self, others: list[Actor]) -> list[Actor]:
        """Groups left out whose members the text goes on to name ("officials, notably the minister")."""
        kept = []
        for at, one in enumerate(others):
            following = others[at + 1] if at + 1 < len(others) else None
            vague = (
                one.kind == "group" and one.plural and following is not None and following.part == one.part
            )
            if vague and following is not None and self._named_between(one.end, following.core[0]):
                continue
            kept.append(one)
        return kept

    def _named_between(self, start: int, end: int) -> bool:
        words = self._document.within("actor_words", start, end)
        return any(hit.attributes["type"] == "namely" for hit in words)
