"""The parts of a meeting: who acts, with whom, by whom."""

from __future__ import annotations

from attrs import define, field

from communique.link.actors import Actor

__all__ = ["GATHERINGS", "GIVEN", "PEOPLE", "Found"]

PEOPLE = frozenset({"person", "office", "joint", "pronoun", "group"})
"""Kinds of actors who can meet."""

GATHERINGS = frozenset({"conference", "summit", "working_session"})
"""Kinds of meetings that bodies hold."""

GIVEN = frozenset({"audience", "ceremony"})
"""Kinds of meetings that somebody gives to somebody."""


@define(repr=False)
class Found:
    """The parts of a meeting: its subject, those it is with, by whom, and all together."""

    subject: list[Actor] = field(factory=list)
    others: list[Actor] = field(factory=list)
    agents: list[Actor] = field(factory=list)
    delegation: list[Actor] = field(factory=list)
    hosts: list[Actor] = field(factory=list)
    held: bool = False
    denied: bool = False
    related: bool = False
    means: bool = False

    @property
    def everybody(self) -> list[Actor]:
        """Everyone who takes part and counts."""
        found: list[Actor] = []
        for actor in (*self.subject, *self.others, *self.agents, *self.delegation):
            if actor.counts and not any(actor is one for one in found) and not _follows(actor):
                found.append(actor)
        return found

    @property
    def named(self) -> bool:
        """Whether the text tells of anybody who he is."""
        return any(actor.names for actor in self.everybody)


def _follows(actor: Actor) -> bool:
    """Whether an actor is the delegation of somebody named with it: "the minister and his delegation"."""
    return actor.word == "delegation" and any(
        one.kind == "person" and one.code is not None and one.code == actor.code for one in actor.chain
    )
