"""Who takes part in a meeting that a noun tells of: the evidence around it, in the order of its weight."""

from __future__ import annotations

from attrs import define, field

from communique.link.actors import Actor
from communique.link.meetings.bodies import Bodies
from communique.link.meetings.counts import form
from communique.link.meetings.found import GATHERINGS, GIVEN, PEOPLE, Found
from communique.link.meetings.holding import Holding
from communique.link.meetings.occasions import Occasions
from communique.match import Match

__all__ = ["Nouns"]

_IN_PERSON = frozenset({"person", "office", "pronoun", "joint"})
"""Kinds of actors who are there themselves."""
_GIVEN_ALONE = frozenset({"visit", "press"})
"""Kinds of meetings that one side may have alone: those whom a clause goes on to name are no partners."""


@define(repr=False)
class _Reading:
    """A noun that is being read: what is known of it, and whom the evidence so far has named."""

    match: Match
    kind: str
    stop: int
    """Where the next meeting begins: what follows is told of that one."""
    found: Found = field(factory=Found)
    own: list[Actor] = field(factory=list)
    """Those of whom it is said to be ("the visit of")."""
    held: list[Actor] = field(factory=list)
    """Those who take part by the verb that governs it."""


class Nouns(Holding, Occasions, Bodies):
    """Reads the parts of meetings that nouns tell of.

    Each step reads one kind of evidence and adds whom it names. What stands nearer to the noun comes first:
    a later step, on what is only likely, looks at what the earlier ones have found.
    """

    def read(self, match: Match) -> Found:
        """The parts of one meeting."""
        reading = _Reading(match, str(match.attributes.get("kind") or ""), self._next_noun(match))
        self._by_complements(reading)
        self._by_governing_verb(reading)
        self._by_attendance(reading)
        self._by_relation(reading)
        self._by_journey(reading)
        self._by_body(reading)
        self._by_occasion(reading)
        self._by_purpose(reading)
        self._by_agents(reading)
        self._as_its_kind_asks(reading)
        return reading.found

    def _by_complements(self, reading: _Reading) -> None:
        """Those whom it is with, between or of: nothing tells more plainly who takes part."""
        match, found = reading.match, reading.found
        if not self._aside(match) or self._owned(match):
            found.others = [
                one
                for one in self._view.complements(match.end, {"with", "between"})
                if one.start < reading.stop and not self._binds(match, one)
            ]
        reading.own = self._own(match)
        found.others += reading.own

    def _by_governing_verb(self, reading: _Reading) -> None:
        """The subject of the verb that holds, gives or attends it, and to or with whom that verb says so."""
        match, found = reading.match, reading.found
        reading.held, found.held, found.denied = self._held(match)
        found.subject += self._guests(match) or reading.held
        if reading.held or form(match) == "given":
            found.others += self._given(match)
            found.others += self._before_noun(match)
        elif not found.others:
            found.others += self._fronted(match)

    def _by_attendance(self, reading: _Reading) -> None:
        """Those of whom a verb behind it says that they attend it or that it gathers them."""
        reading.found.others += self._attending(reading.match)

    def _by_relation(self, reading: _Reading) -> None:
        """Whose a possessive says it is, and whom a relative clause about it names."""
        reading.found.subject += self._possessor(reading.match)
        reading.found.others += self._relative(reading.match)

    def _by_journey(self, reading: _Reading) -> None:
        """A visit is the visitor's: not his who receives him, nor theirs who merely agree on it."""
        match, found = reading.match, reading.found
        if reading.kind != "visit":
            return
        if not reading.own:
            found.subject = self._received(match) or found.subject or self._visitor(match)
        elif any(one.kind in _IN_PERSON for one in reading.own):
            found.subject = [one for one in found.subject if one not in reading.held]

    def _by_body(self, reading: _Reading) -> None:
        """A session or a summit is that of its body or of its members."""
        if reading.kind in GATHERINGS:
            reading.found.others += self._members(reading.match) or self._same_body(reading.match)

    def _by_occasion(self, reading: _Reading) -> None:
        """The subject of what happens in its course was there, where nothing nearer tells who was."""
        match, found = reading.match, reading.found
        owned = bool(reading.own) and (not self._opens(match) or any(bool(one.names) for one in reading.own))
        if owned or found.subject or not self._in_time(match) or self._beside(match):
            return
        if reading.kind == "visit" and not self._indefinite(match):
            found.subject += self._again(match)
            return
        found.subject += self._at_it(match)
        if found.subject and reading.kind not in _GIVEN_ALONE:
            found.others += self._met_there(match) or self._spoken_to(match) or self._attended_with(match)

    def _by_purpose(self, reading: _Reading) -> None:
        """Who does something for the sake of it, or speaks by its means, takes part."""
        match, found = reading.match, reading.found
        if not found.subject and not reading.held and reading.kind not in _GIVEN_ALONE:
            found.subject += self._meant(match)
        if reading.kind == "call" and not found.subject and self._means(match):
            found.means = True  # by video link: a meeting if somebody speaks
            found.subject += self._at_it(match)

    def _by_agents(self, reading: _Reading) -> None:
        """By and to whom a participle says that it is given, in whose presence, and whom these joined."""
        match, found = reading.match, reading.found
        found.agents = self._agents(match)
        if not found.others and reading.kind != "visit":
            found.others += self._partners(match, reading.stop)
        if reading.kind in GIVEN and not self._opens(match):
            found.others += self._granted_to(match, reading.stop)
        if not found.subject and not reading.held:
            found.others += self._joined(match, found.agents)

    def _as_its_kind_asks(self, reading: _Reading) -> None:
        """Those whom meetings of its kind take in or leave out."""
        match, found = reading.match, reading.found
        end = self._around(match.start)[1]
        if reading.kind in GATHERINGS:
            if any(one.kind in _IN_PERSON for one in found.everybody):
                # A body of two states is there in those who chair it.
                found.others = [one for one in found.others if one.kind != "body" or len(one.names) < 2]
            else:
                found.others += self._adjectives(match, end)
        elif reading.kind == "visit":  # whom one goes to see is told of the talks
            found.others = [
                one for one in found.others if one.kind in PEOPLE and one.part not in {"with", "between"}
            ]
        elif reading.kind == "ceremony":
            honoured = [one for one in self._view.within(match.end, end) if one.part == "honour"]
            found.others += honoured[: 1 if reading.stop > match.end else 0] or self._honoured_before(match)
            found.others += self._honoured(match, [*found.subject, *found.agents, *found.others])
