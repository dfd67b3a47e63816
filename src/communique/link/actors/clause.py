"""The value that the analysis of clauses is made of."""

from __future__ import annotations

from attrs import Factory, define

from communique.link.actors.actor import Actor

__all__ = ["Clause"]


@define(eq=False, repr=False)
class Clause:
    """A clause: its subject, whether its verb was met, and the clause it stands in."""

    kind: str
    start: int
    subject: list[Actor] = Factory(list)
    verb: int = -1
    inverted: bool = False
    parent: Clause | None = None
    antecedent: Actor | None = None
    before: Actor | None = None
    tense: str = ""
    case: str = ""
    earlier: list[Actor] = Factory(list)
    waiting: Actor | None = None
