"""Which state or body an actor stands for: "his country", "the delegation", "the Council", home."""

from __future__ import annotations

from functools import cached_property

from communique.link import home
from communique.link.actors.actor import Actor
from communique.link.actors.clause import Clause
from communique.link.actors.memory import MEMORY, PEOPLE
from communique.link.actors.speech import Speech
from communique.link.document import Document

__all__ = ["States"]

_SERVING = frozenset({"minister", "deputy_minister", "head_of_state", "head_of_government"})
"""Roles of those whose state is the text's own where it tells no other."""
_NEAR = 200
"""How far back a town is told that somebody went to."""
_VISIT = 400
"""How far back the state is told that somebody went to."""
_FEW = 40
"""How many bodies back one is looked for by a word of its name."""
_OBJECT = 24
"""How far before a state the verb may begin of which it is the object."""
_WHOSE = 8
"""How near a relative a noun stands that it governs."""

_INTERNATIONAL = frozenset({"secretary_general", "envoy", "commissioner"})
"""Roles in which bodies have officers; those of states tell their state."""
_OF_STATES = frozenset({"minister", "deputy_minister", "head_of_state", "head_of_government"})
_OWNERS = frozenset({"country", "organisation", "body"})
"""Kinds of actors that officers belong to."""
_TOLD = 1
"""The weight from which a state counts as the one a text speaks from: one place named in passing is none."""


class States(Speech):
    """Tells which states and bodies are meant."""

    def letterhead(self) -> home.Home:
        """The state that letterhead, dateline and offices tell, and whether they do so firmly."""
        return home.of(self._document)

    def home(self) -> str | None:
        """The state a text speaks from: that of its dateline, its sites and its own office holders."""
        if self._home is None:
            told = self.letterhead()
            own = told.code if told.firm else None
            self._home = own or _home(self._document, self._actors) or ""
        return self._home or None

    def _state(self, actor: Actor, clause: Clause) -> tuple[str, ...]:
        """The state of an office whose holder nobody names: told by a possessive, a place, or the home."""
        document = self._document
        before = [
            hit
            for hit in document.within("determiners", actor.start, actor.core[0])
            if hit.attributes.get("kind") == "possessive"
        ]
        if before and before[-1].attributes.get("person") == "1":
            code = self.home()
            return (code,) if code else ()
        whose = clause.case == "of" and actor.start - clause.start < _WHOSE
        if whose and clause.before is not None and clause.before.kind == "country" and not before:
            return clause.before.names  # "Peru, whose Prime Minister"
        if before:
            owners = [one for one, _ in self._subjects[-3:] if one.kind in _OWNERS and one.names]
            return owners[-1].names if owners else ()
        for item in document.within("place", *actor.core):
            record = document.record_of(item)
            if record is not None and record.country:
                return (record.country,)
        if actor.roles & _INTERNATIONAL and (body := self._only_body()):
            return (body,)
        start = max(document.sentence(actor.start)[0], actor.start - 700)
        located = [
            item for item in document.within("place", start, actor.start) if _led(document, item.start)
        ]
        for item in reversed(located):
            record = document.record_of(item)
            if record is not None and record.country:
                return (record.country,)
        acts = any(actor is one for one in clause.subject)
        if not acts and (visited := self._visited(actor)):
            return (visited,)
        if actor.roles & _INTERNATIONAL:  # of a body, as likely as of the state that speaks
            return ()
        code = self.home()
        if actor.roles & _OF_STATES and (code in self._bodies or len(code or "") > 2):
            return ()  # the text speaks for a body, which has no such officers
        return (code,) if code else ()

    def _only_body(self) -> str | None:
        """The body, where the text names one alone."""
        return next(iter(self._bodies)) if len(self._bodies) == 1 else None

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """The bodies that the text names."""
        return frozenset(body.code for _, body in self._document.records.get("organisation", ()) if body.code)

    def _visited(self, actor: Actor) -> str | None:
        """The state that whoever is received has just gone to, as the sentences before tell."""
        acting = {self.state_of(one.names) for one, _ in self._subjects[-2:]}
        low = actor.start - _VISIT
        countries = [
            (one.start, one.code) for one in self._recent(actor) if one.kind == "country" and one.part == "in"
        ]
        places = [
            (item.start, record.country)
            for item in self._document.within("place", max(0, actor.start - _NEAR), actor.start)
            if _led(self._document, item.start)
            and not any(
                one.start <= item.start < one.end for one in self._recent(actor)
            )  # whose post is there
            and (record := self._document.record_of(item)) is not None
        ]
        start, code = max((*countries, *places), default=(-1, None))
        return code if start >= low and code not in acting else None

    def _own_state(self, actor: Actor, clause: Clause) -> None:
        """Resolve "his country", "my country", "this country" and "the government"."""
        kinds = {
            hit.attributes.get("kind"): hit
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        }
        code: str | None = None
        if "possessive" in kinds:
            hit = kinds["possessive"]
            if hit.attributes.get("person") == "1":
                code = self.state_of(self.speaker(actor.start))
            elif self._subjects:
                owner = self._subjects[-1][0]
                served = owner.kind != "country" and owner.roles & _SERVING
                code = self.state_of(owner.names) or (self.home() if served else None)
        elif "demonstrative" in kinds:
            acting = {name for one in clause.subject for name in one.names}
            states = [
                one
                for one in self._recent(actor)
                if one.kind == "country" and not acting.intersection(one.names)
            ]
            code = states[-1].code if states else None
        elif "definite" in kinds and clause.case == "of" and actor.start - clause.start < _WHOSE:
            code = clause.before.code if clause.before is not None else None  # "whose country"
        elif "definite" in kinds and actor.counts:
            code = self.home() or self._last_state(actor)
        if code:
            actor.names, actor.code = (code,), code

    def _last_state(self, actor: Actor) -> str | None:
        """The state that acted last, or whose officer did, where nothing tells whose text it is."""
        for one, _ in reversed(self._subjects[-4:]):
            code = one.code if one.kind in {"country", "group"} else self.state_of(one.names)
            code = code or (one.names[0] if one.kind == "office" and len(one.names) == 1 else None)
            if one.start < actor.start and code and code not in self._bodies:
                return code if len(code) <= 3 else None
        return None

    def _delegation(self, actor: Actor) -> None:
        """Resolve "the delegation": that named last, else that of the last who acted for a state."""
        if actor.part or self._indefinite(actor) or actor.start == actor.core[0]:
            return
        for one in reversed(self._before_all(actor)[-MEMORY * 2 :]):
            told = one.kind == "group" and one.word == "delegation" and len(one.names) == 1
            if told and self._document.lower(*one.core).startswith(self._document.lower(*actor.core)):
                actor.names, actor.code = one.names, one.code
                return
        for one, _ in reversed(self._subjects[-6:]):
            code = self.state_of(one.names) if one.kind in PEOPLE else None
            if code:
                actor.names, actor.code = (code,), code
                return

    def state_of(self, names: tuple[str, ...]) -> str | None:
        """The state whose office a person holds, as the text says; a state is its own."""
        if len(names) != 1:
            return None
        if self._states is None:
            self._states = {}
            for one in self._actors:
                if one.code and one.kind in {"person", "country"} and len(one.names) == 1:
                    self._states.setdefault(one.names[0], one.code)
            for _, office in self._document.records.get("office", ()):
                code = office.country or office.country_inferred
                if office.holder and code:
                    self._states.setdefault(office.holder, code)
        return self._states.get(names[0])

    def _learn(self, actor: Actor) -> None:
        """Keep in mind whose office somebody holds, where only a word without his name has told."""
        self.state_of(actor.names)  # what his own words tell comes first
        if self._states is not None and actor.code:
            self._states.setdefault(actor.names[0], actor.code)

    def _body(self, actor: Actor) -> tuple[str, ...]:
        """The last international body whose name has the word that stands for it."""
        word = self._document.folded(*actor.core)
        short = self._document.lower(*actor.core) + " "
        for one in reversed(
            self._before_all(actor)
        ):  # the short form of a state's own: "the council of ministers"
            own = one.kind == "group" and one.word == "state" and one.names
            if own and self._document.lower(*one.core).startswith(short):
                return one.names
        for one, _ in reversed(self._subjects[-MEMORY:]):  # who acted comes before who was merely named
            acted = one.kind in {"organisation", "body"} and one.names and one.start < actor.start
            if acted and word in self._document.folded(one.start, one.end):
                return one.names
        for one in reversed(self._before_all(actor)):
            if one.kind == "organisation" and word in self._document.folded(one.start, one.end):
                return one.names
            if one.kind == "body" and len(one.names) > 1 and word in self._document.folded(*one.core):
                return one.names
        bodies = [
            (match, body.code)
            for match, body in self._document.records.get("organisation", ())
            if body.code and match.start < actor.start
        ]
        for match, code in reversed(bodies[-_FEW:]):  # also within another phrase: "the members of …"
            if word in self._document.folded(match.start, match.end):
                return (code,)
        named = (one.names for one in self._before_all(actor) if one.kind == "organisation" and one.names)
        return next(named, ())


def _led(document: Document, at: int) -> bool:
    """Whether a preposition of place leads to an offset."""
    return any(
        hit.attributes["role"] in {"to", "in"} and at - hit.end <= 1
        for hit in document.within("actor_roles", max(0, at - 8), at)
    )


def _visited(document: Document, at: int) -> bool:
    """Whether a verb of visiting stands right before a state: who visits it speaks from another."""
    return any(
        hit.attributes.get("object") == "place" and hit.attributes.get("reflexive") == "no"
        for hit in document.within("meeting_verbs", max(0, at - _OBJECT), at)
    )


def _home(document: Document, actors: list[Actor]) -> str | None:
    """The state with most weight: the dateline, sites that stand for it, its name as an actor."""
    weight: dict[str, float] = {}
    lower = document.zones.lower
    for item in document.items("place"):
        record = document.record_of(item)
        code = getattr(record, "country", None)
        if code:
            opens = lower[max(0, item.start - 1) : item.start] in {"\n", "", "("}
            follows = lower[item.end : item.end + 3].lstrip()[:1] in {"-", ",", "("}
            dated = opens and (follows or bool(document.within("date", item.end, item.end + 24)))
            # A place that somebody goes to is hardly the place where the text was written.
            weight[code] = weight.get(code, 0) + (10 if dated else 0 if _led(document, item.start) else 0.4)
    for hit in document.items("places"):
        if hit.attributes.get("type") == "site" and hit.attributes.get("country"):
            code = hit.attributes["country"]
            weight[code] = weight.get(code, 0) + 2
    for one in actors:
        own = one.kind == "group" and one.word == "state" and one.end > one.core[1]
        paired = "-" in lower[max(0, one.start - 1) : one.start] or lower[one.end : one.end + 1] == "-"
        if one.code and (own or (one.kind == "country" and not one.part and not paired)):
            if not own and _visited(document, one.start):
                continue
            weight[one.code] = weight.get(one.code, 0) + 1
    bodies = {body.code for _, body in document.records.get("organisation", ())}
    told = {code: value for code, value in weight.items() if value >= _TOLD and code not in bodies}
    if not told:  # else where things happen
        return next((one.code for one in actors if one.kind == "country" and one.part == "in"), None)
    return max(sorted(told), key=lambda code: told[code], default=None)
