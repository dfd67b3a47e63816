"""Doers: which states act on an instrument: who signs it, by whom it is signed, with whom it is concluded."""

from __future__ import annotations

from collections.abc import Iterable

from communique.link import actors
from communique.link.actors import Actor, Actors
from communique.link.agreements.states import States
from communique.link.document import Document
from communique.match import Match

__all__ = ["Doers"]

_PEOPLE = frozenset({"person", "office", "pronoun"})
_BODIES = frozenset({"organisation", "body"})
_OTHER = frozenset({"other"})
_OBJECT = 120
_REACH = 600


class Doers:
    """Tells the states behind the actors around a verb or noun of fate."""

    def __init__(self, document: Document, states: States) -> None:
        self._document = document
        self._states = states
        self._view: Actors = actors.of(document)

    def sides(self, found: Iterable[Actor]) -> set[str]:
        """The states and organisations that actors are, or serve."""
        return {code for actor in found for code in self._sides(actor)}

    def _sides(self, actor: Actor) -> set[str]:
        if actor.kind in _BODIES:
            return {name for name in (actor.names or (actor.code,)) if name in self._states.bodies}
        codes = {self._side(actor, name) for name in actor.names}
        if not actor.names:
            codes.add(actor.code or (self._home(actor) if not actor.plural else None))
        return {code for code in codes if code}

    def _side(self, actor: Actor, name: str) -> str | None:
        """The state that a name, or a code, stands for."""
        if name in self._states.counts or name in self._states.bodies:
            return name
        return self._view.state_of(Actor(0, 0, actor.kind, names=(name,))) or self._home(actor)

    def _home(self, actor: Actor) -> str | None:
        """The text's own state, where an actor holds a public office of no other."""
        own = actor.kind in _PEOPLE and bool(actor.roles - _OTHER)
        return self._states.home if own and self._states.dated else None

    def of(self, fate: Match) -> set[str]:
        """The states that do what a verb or noun of fate tells, together with those it names beside them."""
        form = fate.attributes["form"]
        beside = self.sides(self._view.complements(fate.end, {"by", "with", "between"}))
        if form in {"object", "just"}:
            return self.sides(self._subject(fate)) | beside
        return beside

    def acting(self, at: int, end: int) -> set[str]:
        """The states that act in the clause around an offset, with whom they do."""
        low = max(self._document.sentence(at)[0], at - _REACH)
        found = [one for one in self._view.subject_of(at) if one.start < end]
        beside = [one for one in self._view.within(low, at) if one.part == "with"]
        return self.sides(found) | self.sides(beside[-1].chain if beside else ())

    def _subject(self, fate: Match) -> list[Actor]:
        """Who does what an active verb tells; an infinitive's may be the object of the verb before it."""
        called = self._called(fate) if _infinitive(fate) else []
        return called or self._view.subject_of(fate.groups["form"].start if "form" in fate.groups else fate.start)

    def _called(self, fate: Match) -> list[Actor]:
        """Whom a verb calls, or lets, do what an infinitive tells: the object right before that."""
        clause = self._view.clause_at(fate.start)
        if clause.verb < 0:
            return []
        low = max(clause.verb, fate.whole[0] - _OBJECT)
        found = [one for one in self._view.within(low, fate.whole[0]) if one.part in {"", "to"}]
        found = [one for one in found if one.names and not any(one is other for other in clause.subject)]
        return list(found[-1].chain) if found else []


def _infinitive(fate: Match) -> bool:
    """Whether a fate is told by an infinitive."""
    form = fate.groups.get("form")
    return form is not None and any("infinitive" in str(item.attributes.get("tense")) for item in form.items)
