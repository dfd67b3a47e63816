"""What has been said up to an actor: who acted, who was named, who holds which office."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.clause import Clause
from communique.link.document import Document

__all__ = ["FAR", "MEMORY", "PEOPLE", "Memory", "agree", "leads"]

PEOPLE = frozenset({"person", "office"})
MEMORY = 14
FAR = 400  # actors: looking back has an end, so that cost stays linear


class Memory:
    """What every part of the resolver remembers of a text."""

    def __init__(self, document: Document, actors: list[Actor]) -> None:
        self._document = document
        self._actors = actors
        people = [one for one in actors if one.kind == "person"]
        self._roles_of = {name: one.roles for one in people for name in one.names}
        self._named = {one.names[0]: one for one in reversed(people)}
        self._portfolios_of = {name: one.portfolios for one in people for name in one.names}
        self._first = people[0].names if people else ()
        self._starts = [actor.start for actor in actors]
        self._subjects: list[tuple[Actor, Clause]] = []
        self._done: set[int] = set()
        self._holders = _holders(actors)
        self._called: dict[str, set[str]] = {}
        for one in people:
            if one.word:
                self._called.setdefault(one.names[0], set()).add(one.word.partition(" ")[0])
        self._glossed = _glossed(actors)
        self._counterparts = {
            office.holder
            for match, office in document.records.get("office", ())
            if office.holder
            and any(
                hit.attributes.get("counterpart")
                for hit in document.within("offices", match.start, match.end)
            )
        }
        self._monarchs = _monarchs(document, actors, self._starts)
        self._home: str | None = None
        self._speakers: set[tuple[str, ...]] | None = None
        self._states: dict[str, str] | None = None
        self._fully: dict[str, dict[str, int]] | None = None
        # Words that say that somebody is another's guest or partner, not who acts.
        self._guests = {
            document.lower(hit.start, hit.end): hit.attributes["takes"]
            for hit in document.items("group_nouns")
            if hit.attributes.get("takes")
        }
        # Words for those of a calling, with the roles that they may hold.
        self._callings = {
            document.lower(hit.start, hit.end): frozenset(hit.attributes["roles"].split("|"))
            for hit in document.items("group_nouns")
            if hit.attributes.get("roles")
        }
        self._clauses: dict[int, Clause] = {}
        self._ahead: list[tuple[Actor, Clause]] = []

    def _roles(self, names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(role for name in names for role in self._roles_of.get(name, ()))

    def _copy(self, actor: Actor, other: Actor | None) -> None:
        if other is not None:
            actor.names, actor.roles, actor.code = other.names, actor.roles | other.roles, other.code
            actor.counts = other.counts

    def _before(self, actor: Actor, reach: int) -> list[Actor]:
        """The named actors of the stretch before an actor, oblique complements of nouns left out."""
        high = bisect_right(self._starts, actor.start - 1)
        return [
            one
            for one in self._actors[max(0, high - MEMORY * 2) : high]
            if one.start >= actor.start - reach and one.names and one.part not in {"of", "in", "on"}
        ]

    def _recent(self, actor: Actor) -> list[Actor]:
        """The last few actors before an actor."""
        high = bisect_right(self._starts, actor.start - 1)
        return self._actors[max(0, high - MEMORY) : high]

    def _before_all(self, actor: Actor) -> list[Actor]:
        high = bisect_right(self._starts, actor.start - 1)
        return self._actors[max(0, high - FAR) : high]

    def _indefinite(self, actor: Actor) -> bool:
        return any(
            hit.attributes.get("kind") == "indefinite"
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        )

    def _in_speech(self, at: int) -> bool:
        """Whether somebody speaks at an offset, who does not mean himself by a third person."""
        return self._quotation(at) is not None or self._block(at) is not None

    def _quotation(self, at: int) -> tuple[int, int] | None:
        quotations = self._document.zones.quotations
        index = bisect_right(quotations, at, key=lambda span: span[0]) - 1
        return quotations[index] if index >= 0 and at < quotations[index][1] else None

    def _block(self, at: int) -> int | None:
        """The number of the exchange whose answer holds an offset."""
        blocks = self._document.zones.exchanges
        index = bisect_right(blocks, at, key=lambda block: block.answer[0]) - 1
        return index if index >= 0 and at < blocks[index].answer[1] else None


def leads(clause: Clause) -> bool:
    """Whether a clause tells the matter of its sentence: a main one, or one under "to be noted that"."""
    above = clause.parent
    return clause.kind == "main" or (
        clause.kind == "relative"
        and not clause.case
        and above is not None
        and above.kind == "main"
        and not above.subject
        and above.verb < 0
    )


def agree(pronoun: Actor, other: Actor) -> bool:
    """Whether two mentions may be of one person by their genders."""
    return pronoun.gender is None or other.gender is None or pronoun.gender == other.gender


def _holders(actors: list[Actor]) -> dict[tuple[str, str], set[str]]:
    """(role, state) → names of those who hold such an office for it."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in actors:
        if one.kind == "person" and one.code:
            for role in one.roles:
                found.setdefault((role, one.code), set()).update(one.names)
    return found


def _glossed(actors: list[Actor]) -> dict[str, set[str]]:
    """State → those whom the text gives no office but a state, in brackets."""
    found: dict[str, set[str]] = {}
    for one in actors:
        if one.kind == "person" and one.code and not one.roles:
            found.setdefault(one.code, set()).update(one.names)
    return found


def _monarchs(document: Document, actors: list[Actor], starts: list[int]) -> set[str]:
    """Those whom the text calls by a monarch's word."""
    found: set[str] = set()
    for hit in document.items("monarch_words"):
        for one in actors[max(0, bisect_right(starts, hit.start) - 1) : bisect_right(starts, hit.start)]:
            if one.kind == "person" and hit.start < one.end:
                found.update(one.names)
    return found
