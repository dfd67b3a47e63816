"""Whom an office without a name means: "the minister", "the ministers", "the French ambassador"."""

from __future__ import annotations

from communique.link.actors.actor import Actor
from communique.link.actors.clause import Clause
from communique.link.actors.memory import agree
from communique.link.actors.sole import Sole

__all__ = ["Posts"]

_MINISTERS = frozenset({"minister", "deputy_minister"})
_UNPLACED = _MINISTERS | {"head_of_state", "head_of_government"}
_RECEIVING = frozenset({"by", "to", "with"})
_BARE = 22
_DEPTH = 8
"""How many clauses above its own an office's is looked at: nobody nests deeper on purpose."""


class Posts(Sole):
    """Tells who holds the offices that stand without a name."""

    def _office(self, actor: Actor, clause: Clause) -> None:
        """An office without a name takes that of the only one who holds it for the same state."""
        if actor.names and len(actor.names[0]) > 3:
            return
        others = self._apart(actor, clause)
        hint = () if others & set(actor.hint) or self._sends(actor, others, actor.hint) else actor.hint
        if actor.code is None and (fellow := self._counterpart(actor, clause)):
            actor.names = fellow
            return
        if actor.code is None:
            if actor.part in _RECEIVING and any(
                self.state_of(one.names) in actor.names for one in clause.subject
            ):
                actor.names = ()  # a guest is received by others than those of his own state
            self._bare_office(actor, others)
            actor.names = actor.names or hint or self._said_fully(actor) or self._sole(actor, others)
            if all(len(name) <= 3 for name in actor.names) and not self._indefinite(actor):
                told = actor.names
                if told and self._nameless_before(actor, told[0]):
                    told = (self.home() or told[0],)
                actor.names = told or self._state(actor, clause)
                actor.names = self._only(actor, others) or actor.names
            return
        if hint:
            actor.names = hint
            return
        if self._indefinite(actor):
            return
        held = self._held(actor, actor.roles)
        if not held and actor.roles & _MINISTERS:
            held = self._held(actor, _MINISTERS)
        if not held and "ambassador" in actor.roles:
            held = self._glossed.get(actor.code, set())
        if len(held) > 1:
            held = {name for name in held if agree(actor, self._named[name])} - others
        if not held:
            held = self._at_home(actor) or self._sent(actor) or self._unplaced(actor, clause)
        if len(held) > 1:
            held = self._called_so(actor, held)
        if len(held) == 1:
            actor.names = (next(iter(held)),)
            self._learn(actor)
        elif only := self._only(actor, others):
            actor.names = only
            self._learn(actor)

    def _apart(self, actor: Actor, clause: Clause) -> set[str]:
        """Those whom an office cannot mean: who acts beside it, or in the clauses above it."""
        found = {name for one in clause.subject if one is not actor for name in one.names}
        if clause.kind == "relative" and clause.before is not None and clause.before.kind == "person":
            found |= set(clause.before.names)  # "X, to whom the minister …"
        above = clause.parent
        for _ in range(_DEPTH):
            if above is None:
                break
            found |= {name for one in above.subject if one is not actor for name in one.names}
            above = above.parent
        return found

    def _called_so(self, actor: Actor, held: set[str]) -> set[str]:
        """Those of several in such an office whom the text calls by the very word that an actor has."""
        word = actor.word.partition(" ")[0]
        return {name for name in held if word in self._called.get(name, ())}

    def _counterpart(self, actor: Actor, clause: Clause) -> tuple[str, ...]:
        """Whom "his counterpart" means: who else holds such an office, not the last who acted."""
        if not self._is_counterpart(actor):
            return ()
        acting = [one for one in clause.subject if one is not actor] or [
            one for one, _ in self._subjects[-1:]
        ]
        own = {name for one in acting for name in one.names}
        if not own:
            return ()
        found = {
            one.names
            for one in self._before_all(actor)
            if one.kind == "person" and one.roles & actor.roles and not own & set(one.names)
        }
        return found.pop() if len(found) == 1 else ()

    def _held(self, actor: Actor, roles: frozenset[str]) -> set[str]:
        """Those who hold such an office for the state of an actor, and for no other field than he."""
        return {
            name
            for role in roles
            for name in self._holders.get((role, actor.code or ""), ())
            if self._same_field(actor, name)
        }

    def _at_home(self, actor: Actor) -> set[str]:
        """Those in such an office whose state the text need not tell, where it is the text's own."""
        if actor.code != self.home():
            return set()
        before = [one for one in self._before_all(actor) if one.kind == "person" and one.roles & actor.roles]
        return {one.names[0] for one in before if one.names and self.state_of(one.names) is None}

    def _unplaced(self, actor: Actor, clause: Clause) -> set[str]:
        """The only one in such an office whose state the text does not tell, where no other can be meant."""
        sent = "ambassador" in actor.roles
        acts = any(actor is one for one in clause.subject)
        elsewhere = self.home() not in {None, actor.code} and (self.letterhead().firm or not acts)
        if not sent and (elsewhere or not actor.roles & _UNPLACED):
            return set()
        present = {name for one in clause.subject if one is not actor for name in one.names}
        start = self._document.sentence(actor.start)[0]
        before = [
            one
            for one in self._before_all(actor)
            if one.kind == "person"
            and len(one.names) == 1
            and one.start < start
            and agree(actor, one)
            and self.state_of(one.names) is None
        ]
        named = {one.names[0] for one in before if one.roles & actor.roles}
        if not named:  # else whoever acts, if the text tells no office of his
            acting = {name for one, _ in self._subjects for name in one.names}
            named = {one.names[0] for one in before if not one.roles and one.names[0] in acting}
        if len(named) > 1 and acts:
            named = self._called_so(actor, named)
        return named - present if len(named) == 1 else set()

    def _sent(self, actor: Actor) -> set[str]:
        """The only one of a state so far, where somebody whom it sent is meant."""
        if "envoy" not in actor.roles or self._indefinite(actor):
            return set()
        before = [one for one in self._before_all(actor) if one.kind == "person" and one.code == actor.code]
        return {one.names[0] for one in before if one.names}

    def _bare_office(self, actor: Actor, others: set[str]) -> None:
        """A bare head ("the minister") means the last who acted, else was named, with such an office."""
        word = self._document.folded(*actor.core)
        if (
            self._in_capitals(actor)
            or (len(word) > _BARE and not self._echoed(actor))
            or self._indefinite(actor)
        ):
            return
        reigns = bool(self._monarchs and self._document.within("monarch_words", *actor.core))
        acted = [
            (one, clause)
            for one, clause in self._subjects[-12:]
            if one.kind in {"person", "pronoun", "office"} and one.start < actor.start and one.names
        ]
        mains = [one for one, clause in acted if clause.kind == "main"]
        rest = [one for one, clause in acted if clause.kind != "main"]
        if any(self._shortened(actor, one) for one in mains):
            return
        said = [*reversed(mains), *reversed(rest), *reversed(self._before(actor, 6000))]
        said = [one for one in said if one.kind != "office" and len(one.names) == 1 and len(one.names[0]) > 3]
        said = [one for one in said if not others & set(one.names)]
        if word.isupper():  # the acronym of the ministry that writes
            said = [one for one in said if self._is_own(actor, one.names[0])]
        said = [one for one in said if not self._sends(actor, others, one.names)]
        before = [one for one in said if agree(actor, one)]
        # Whoever acts and holds an office of that kind, or none that the text tells; whoever else holds
        # one; whoever holds one of that very word, whatever it means elsewhere.
        holding = [one for one in before if one.roles & actor.roles]
        if "head_of_state" in actor.roles:  # an emir is no king
            called = [one for one in holding if actor.word in self._called.get(one.names[0], ())]
            holding = called or holding
        acting = {one.names[0] for one, clause in acted if clause.kind == "main" and clause.verb >= 0}
        if not any(one.names[0] in acting for one in holding) and actor.roles & _MINISTERS:
            holding = [
                *(one for one in before if not one.roles and one.names[0] in acting and one.kind == "person"),
                *holding,
            ]
        same = [one for one in before if one.word.partition(" ")[0] == actor.word]
        if len(word) > _BARE:  # said again as it was said with the name
            said_so = (one for one in before if actor.word in self._document.lower(one.start, one.end))
            same = [*same, *said_so]
        if actor.gender == "m":  # a woman's office may be told in the masculine
            same += [one for one in said if one.roles & actor.roles and one.word.startswith(actor.word)]
        if not holding and not same and actor.roles & _MINISTERS:  # a deputy is called minister for short
            deputies = [one for one in before if one.roles & _MINISTERS]
            same = deputies if len({one.names for one in deputies}) == 1 else []
        for one in (*holding, *same):
            if reigns and one.names[0] not in self._monarchs:
                continue
            if self._nameless_before(actor, self.state_of(one.names)):
                continue
            actor.names, actor.code = one.names, one.code
            return

    def _sends(self, actor: Actor, guests: set[str], names: tuple[str, ...]) -> bool:
        """Whether somebody is of the state of those whom an actor receives: then he is not the host."""
        state = self.state_of(names) if actor.part == "by" and guests else None
        return state is not None and any(self.state_of((guest,)) == state for guest in guests)

    def _in_capitals(self, actor: Actor) -> bool:
        """Whether an office stands in a line of capitals: its holder is told below."""
        if not self._document.folded(*actor.core).isupper():
            return False
        line = self._document.zones.line(actor.start)
        return line is None or self._document.folded(line.start, line.end).isupper()

    def _shortened(self, actor: Actor, other: Actor) -> bool:
        """Whether an office begins like the nameless one of the text's own state that acted before."""
        if other.kind != "office" or other.plural or other.names != (self.home(),):
            return False
        said, word = self._document.lower(*other.core), self._document.lower(*actor.core)
        return said.startswith(word + " ")

    def _said_fully(self, actor: Actor) -> tuple[str, ...]:
        """The body or state of an office said before in full: "the High Representative of the Union"."""
        if self._fully is None:
            self._fully = {}
            for match, office in self._document.records.get("office", ()):
                if office.country and not office.holder:
                    words = self._document.lower(match.start, match.end).split(" ")
                    for length in range(1, min(len(words), 5)):
                        said = self._fully.setdefault(" ".join(words[:length]), {})
                        said.setdefault(office.country, match.start)
        said = self._fully.get(actor.word, {})
        codes = [code for code, start in said.items() if start < actor.start]
        return (codes[0],) if len(codes) == 1 else ()

    def _sole(self, actor: Actor, others: set[str]) -> tuple[str, ...]:
        """The person who just acted and whose office nobody tells, where he is the only such one."""
        acted = [one for one, clause in self._subjects[-4:] if one.start < actor.start and not one.plural]
        if not acted or acted[-1].kind != "person" or acted[-1].roles or not agree(actor, acted[-1]):
            return ()
        return () if others & set(acted[-1].names) else acted[-1].names

    def _echoed(self, actor: Actor) -> bool:
        """Whether an office is said again as a person held it."""
        return any(
            one.kind == "person" and actor.word in self._document.lower(one.start, one.end)
            for one in self._before(actor, 6000)
        )

    def _of_body(self, actor: Actor, clause: Clause) -> tuple[str, ...]:
        """The body whose ministers are meant: that before "whose", else the last one that acted."""
        before = clause.before
        if (
            clause.kind == "relative"
            and before is not None
            and clause.start - before.end <= 3
            and before.kind == "organisation"
        ):
            return before.names
        if actor.core[1] - actor.core[0] > _BARE or self._indefinite(actor):
            return ()
        pair = self._pair_in_office(actor)
        if pair:
            return pair
        bodies = [  # that acted for themselves, not beside others
            one
            for one, _ in self._subjects
            if one.kind in {"body", "organisation"} and one.names and len(one.chain) < 2
        ]
        return bodies[-1].names if bodies else ()

    def _pair_in_office(self, actor: Actor) -> tuple[str, ...]:
        """The only two persons so far who hold an office that a bare plural names ("the ministers")."""
        if actor.core[0] == actor.start:
            return ()
        named: set[str] = set()
        for one in self._before_all(actor):
            if one.kind == "person" and one.roles & actor.roles and len(one.names) == 1:
                named.update(one.names)
                if len(named) > 2:
                    return ()
        return tuple(sorted(named)) if len(named) == 2 else ()
