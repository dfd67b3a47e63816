"""The only one whom an office without a name can mean: whoever else the text names holds no such office."""

from __future__ import annotations

from communique.link.actors.actor import Actor
from communique.link.actors.memory import agree
from communique.link.actors.states import States

__all__ = ["Sole"]

_MINISTERS = frozenset({"minister", "deputy_minister"})
_OF_STATES = _MINISTERS | {"head_of_state", "head_of_government"}
_HEADS = frozenset({"director", "organisation_head"})
"""Roles of whoever is called the chief of a body."""
_OWN_FIELDS = frozenset({"foreign_affairs"})
"""The field of the minister whom a communiqué calls so without saying of what."""


class Sole(States):
    """Tells who alone may hold an office."""

    def _only(self, actor: Actor, others: set[str]) -> tuple[str, ...]:
        """The only one whom the text names, before or after, who can hold such an office."""
        if actor.part == "of" and actor.code is None and actor.start == actor.core[0]:
            return ()
        home = self.home()
        where = "".join(actor.names[:1]) or home
        found: set[str] = set()
        for name, one in self._named.items():
            if name in others or not agree(actor, one) or not self._may_hold(actor, one):
                continue
            state = self.state_of((name,))
            if actor.code is not None and state != actor.code and (state or home != actor.code):
                continue
            if actor.code is None and one.start > actor.start and not self._told_later(actor, state, home):
                continue
            if actor.code is None and actor.roles & _OF_STATES and where and state not in {where, None}:
                continue  # the text's own state need not be told, another's must
            if "head_of_state" in actor.roles and state is None and not self._may_head(actor, name):
                continue
            found.add(name)
        if len(found) > 1 and actor.code is not None:
            told = {name for name in found if self.state_of((name,)) == actor.code}
            found = told or found
        elif len(found) > 1:
            told = {name for name in found if self.state_of((name,)) in {home, None}}
            found = told or found
        if len(found) > 1:
            called = {name for name in found if actor.word.partition(" ")[0] in self._called.get(name, ())}
            found = called or found
        name = found.pop() if len(found) == 1 else ""
        if not name or (actor.code is None and self._nameless_before(actor, self.state_of((name,)))):
            return ()
        return (name,)

    def _told_later(self, actor: Actor, state: str | None, home: str | None) -> bool:
        """Whether one named only later may be meant: of the text's own state, or a minister of none told."""
        return state == home if state is not None else bool(actor.roles & _MINISTERS)

    def _may_head(self, actor: Actor, name: str) -> bool:
        """Whether one who acts, of whom no state is told, may head it: called so, or no monarch."""
        one = self._named[name]
        said = actor.word.partition(" ")[0] in self._called.get(name, ())
        acts = one.start < actor.start and one.part != "of"  # a foreign one is often told by name alone
        return acts and (said or name not in self._monarchs)

    def _may_hold(self, actor: Actor, one: Actor) -> bool:
        """Whether somebody holds an office of that kind: as the text says, or as a counterpart may."""
        name = one.names[0]
        roles = self._roles_of.get(name, frozenset())
        if actor.code is not None and (self._is_counterpart(actor) or name in self._counterparts):
            return bool(roles) or name in self._counterparts
        body = actor.code or "".join(actor.names)
        if body in self._bodies and self.state_of((name,)) == body and actor.roles & _HEADS:
            return bool(roles & (_HEADS | {"secretary_general"}))
        if (
            actor.roles & _MINISTERS
            and self._document.folded(*actor.core).isupper()
            and " " not in actor.word
        ):
            return bool(roles & actor.roles) and self._is_own(actor, name)
        return bool(roles & actor.roles) and self._same_field(actor, name)

    def _nameless_before(self, actor: Actor, state: str | None) -> bool:
        """Whether the same words told of somebody nameless before, who cannot be of some other state."""
        if state is None or state == self.home():
            return False
        return any(
            one.kind == "office"
            and one.word == actor.word
            and one.start < actor.start
            and one.code is None
            and all(len(name) <= 3 for name in one.names)
            for one, clause in self._subjects
            if clause.kind == "main"
        )

    def _is_counterpart(self, actor: Actor) -> bool:
        return any(hit.attributes.get("counterpart") for hit in self._document.within("offices", *actor.core))

    def _same_field(self, actor: Actor, name: str) -> bool:
        known = self._portfolios_of.get(name)
        return not actor.portfolios or not known or bool(actor.portfolios & known)

    def _is_own(self, actor: Actor, name: str) -> bool:
        """Whether an office told in short may be that of somebody: not if he has a field of his own."""
        fields = self._portfolios_of.get(name, frozenset())
        return fields <= (actor.portfolios or _OWN_FIELDS)
