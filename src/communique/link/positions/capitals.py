"""Capitals and seats of power as subjects: the state whose stance a place's name tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.link.former import former
from communique.match import Match

__all__ = ["Capitals"]

_REACH = 600
"""How far, in characters, a place may stand from its verb."""

_OPENER = 40
"""How long the words that open a sentence before a comma may be."""


class Capitals:
    """Tells which stances have a place of the document as their subject."""

    def __init__(self, document: Document, view: Actors) -> None:
        self._document = document
        self._view = view
        self._places = [
            hit
            for hit in document.items("places")
            if hit.attributes.get("type") in {"capital", "site", "city"}
        ]
        self._people = {
            part: person.name
            for _, person in document.records.get("person", ())
            for part in person.name.split()
            if part[:1].isupper()
        }
        self._place_starts = [hit.start for hit in self._places]

    def taking(self, match: Match, subject: Sequence[Actor]) -> str | None:
        """A capital, or a seat of power, that stands for its state as the subject of the verb."""
        start = max(self._document.sentence(match.start)[0], match.start - _REACH)
        if (clause := self._view.clause_at(match.start)).kind == "relative" and clause.case == "subject":
            return self._before_relative(clause.start)
        low = bisect_left(self._place_starts, start)
        best: str | None = None
        for hit in self._places[low:]:
            if hit.start >= match.start:
                break
            if any(
                hit.start < actor.start < match.start and not self._inverted_pronoun(actor)
                for actor in subject
            ):
                continue
            if any(actor.kind == "person" and actor.core[0] <= hit.start for actor in self._over(hit)):
                continue  # a name that is spelt like a city's
            if hit.attributes.get("type") not in {"capital", "site"} and not self._adjacent(
                hit.end, match.start
            ):
                continue
            if hit.attributes.get("type") == "city" and self._determined(hit.start):
                continue  # a land that has a city's name
            if not self._document.folded(hit.start, hit.start + 1).isupper() or not self._opens(
                hit.start, start
            ):
                continue
            # A person of that name, where the text knows one, is meant rather than the city.
            state = former(self._document).get(hit.start) or hit.attributes.get("country")
            best = self._people.get(self._document.folded(hit.start, hit.end)) or state
        return best

    def _before_relative(self, start: int) -> str | None:
        """A capital right before a relative clause of which it is the subject: ", as Paris, which has …"."""
        for hit in self._document.within("places", max(0, start - 40), start):
            led = self._document.within("actor_roles", max(0, hit.start - 8), hit.start)
            if (
                hit.attributes.get("type") in {"capital", "site"}
                and self._document.lower(hit.end, start).strip() in {"", ","}
                and not any(hit.start - role.end <= 1 for role in led)
                and not any(actor.kind == "person" for actor in self._over(hit))
            ):
                return former(self._document).get(hit.start) or hit.attributes.get("country")
        return None

    def _inverted_pronoun(self, actor: Actor) -> bool:
        return actor.kind == "pronoun" and self._document.lower(actor.start - 1, actor.start) == "-"

    def _adjacent(self, end: int, start: int) -> bool:
        covered: int = sum(hit.end - hit.start for hit in self._document.within("adverbs", end, start))
        return len(self._document.lower(end, start).strip()) <= covered

    def _opens(self, at: int, start: int) -> bool:
        """Whether a name stands at the head of its sentence or clause, with a determiner at most."""
        before = self._document.lower(start, at).rstrip()
        for hit in self._document.within("determiners", max(start, at - 6), at):
            if at - hit.end <= 1:
                before = self._document.lower(start, hit.start).rstrip()
        if self._leads_clause(start + len(before)):
            return True
        if not before or before[-1] in '«"»,;:.':
            return not before or before[-1] != "," or self._opener(start, start + len(before))
        joins = self._document.within("conjunctions", max(start, at - 6), at)
        return any(at - hit.end <= 1 and hit.attributes.get("kind") == "coordinating" for hit in joins)

    def _opener(self, start: int, end: int) -> bool:
        """Whether a stretch up to a comma only opens a sentence: "moreover,", no verb, no other name."""
        if end - start > _OPENER or "," in self._document.lower(start, end - 1):
            return False
        kinds = ("auxiliaries", "clause_verbs", "reporting_verbs", "country", "place", "person")
        return not any(self._document.within(kind, start, end) for kind in kinds)

    def _determined(self, at: int) -> bool:
        return any(at - hit.end <= 1 for hit in self._document.within("determiners", max(0, at - 6), at))

    def _leads_clause(self, end: int) -> bool:
        """Whether what ends at an offset opens a subordinate clause: "that", "which"."""
        return any(
            hit.end == end and (hit.attributes.get("kind") in {"relative", "subordinating"})
            for name in ("pronouns", "conjunctions")
            for hit in self._document.within(name, max(0, end - 12), end)
        )

    def _over(self, hit: Match) -> list[Actor]:
        """The actors whose phrase holds a place."""
        return [
            one for one in self._view.within(max(0, hit.start - 60), hit.start + 1) if one.end > hit.start
        ]
