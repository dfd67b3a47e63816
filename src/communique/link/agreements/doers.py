"""Doers: which states act on an instrument: who signs it, by whom it is signed, with whom it is concluded."""

from __future__ import annotations

from collections.abc import Iterable

from communique.link import actors
from communique.link.actors import Actor, Actors
from communique.link.agreements.instruments import Instrument
from communique.link.agreements.states import States
from communique.link.document import Document
from communique.match import Match

__all__ = ["Doers"]

_PEOPLE = frozenset({"person", "office", "pronoun"})
_ASIDE = frozenset({"in", "on", "for", "presence", "escort", "honour"})
_BODIES = frozenset({"organisation", "body"})
_OTHER = frozenset({"other"})
_PARLIAMENT = frozenset({"speaker", "parliamentarian", "committee_chair"})
_ADDRESSED = frozenset({"to", "with"})
_OF_STATES = frozenset({"head_of_state", "head_of_government", "minister", "deputy_minister"})
_OBJECT = 120
_GAP = 2
_AGENT = 60
_JOINT = 6
_THIRD = 3
_JOIN = 6
_LED = 6
_PARTNER = 40
_REACH = 600


class Doers:
    """Tells the states behind the actors around a verb or noun of fate."""

    def __init__(self, document: Document, states: States) -> None:
        self._document = document
        self._states = states
        self._view: Actors = actors.of(document)
        self._known: dict[str, str | None] = {}
        self._acting: dict[int, set[str]] = {}
        self._called_at: dict[int, set[str]] = {}

    def sides(self, found: Iterable[Actor]) -> set[str]:
        """The states and organisations that actors are, or serve."""
        return {code for actor in found for code in self._sides(actor)}

    def _sides(self, actor: Actor) -> set[str]:
        if actor.kind in _BODIES:
            return {name for name in (actor.names or (actor.code,)) if name in self._states.bodies}
        if actor.kind == "joint" and not self._told(actor):
            return set()
        if own := self._own(actor):
            return own
        codes = {self._side(actor, name) for name in actor.names}
        if self._distant(actor):
            codes = {self._home(actor)}
        if not actor.names:
            codes.add(actor.code or (self._home(actor) if not actor.plural else None))
        if actor.roles & _OF_STATES:  # a body in a portfolio is not who its holder acts for
            codes = {code if code not in self._states.bodies else self._home(actor) for code in codes}
        return {code for code in codes if code}

    def _distant(self, actor: Actor) -> bool:
        """Whether a minister without name or state is none whom his paragraph names: the text's own, then."""
        if actor.kind != "office" or actor.code or not actor.roles & _OF_STATES or not self._states.party:
            return False
        line = self._document.zones.line(actor.start)
        start = max(line.start if line is not None else 0, actor.start - _REACH)
        named = {name for one in self._view.within(start, actor.start) for name in one.names}
        return bool(actor.names) and not actor.plural and not named & set(actor.names)

    def _own(self, actor: Actor) -> set[str]:
        """Whose country "his country" is: that of the first who acts in the sentence."""
        if actor.kind != "group" or actor.word != "state" or actor.names or actor.plural:
            return set()
        words = self._document.within("determiners", actor.start, actor.core[0])
        if not any(word.attributes.get("kind") == "possessive" for word in words):
            return set()
        return self.first(actor.start)

    def addressed(self, start: int, end: int) -> set[str]:
        """The states of those to whom something is said, or with whom, in a stretch where another acts."""
        found = [one for one in self._view.within(start, end) if one.kind in {*_PEOPLE, "country"}]
        aside = self.sides(one for one in found if one.part in _ADDRESSED)
        return aside - self.sides(one for one in found if not one.part) if len(found) > 1 else set()

    def together(self, at: int) -> set[str]:
        """The last two states or bodies that acted as one subject before an offset."""
        for one in reversed(self._view.within(max(0, at - _REACH), at)):
            if not one.part and len(one.chain) > 1 and len(sides := self.sides(one.chain)) == 2:
                return sides
        return set()

    def officers(self, start: int, end: int) -> set[str]:
        """The bodies, not states, whose officers act or are dealt with in a stretch."""
        people = [one for one in self._view.within(start, end) if one.kind in {"person", "office"}]
        return self.sides(one for one in people if one.part not in _ASIDE) & self._states.bodies

    def first(self, at: int) -> set[str]:
        """The state of the first person, or holder of an office, who acts in a sentence, up to an offset."""
        low = max(self._document.sentence(at)[0], at - _REACH)
        for one in self._view.within(low, at):
            if not one.part and one.kind in _PEOPLE and (sides := self._sides(one)):
                return sides
        return set()

    def _told(self, actor: Actor) -> bool:
        """Whether the paragraph names the states that "the two" of some sort are, but for the text's own."""
        line = self._document.zones.line(actor.start)
        if line is None or not self._states.party:
            return True
        start = max(line.start, actor.start - _REACH)
        return set(actor.names) - {self._states.party} <= set(self._states.parties_in(start, actor.start))

    def _side(self, actor: Actor, name: str) -> str | None:
        """The state that a name, or a code, stands for."""
        if name in self._states.counts or name in self._states.bodies:
            return name
        if name not in self._known:
            self._known[name] = self._view.state_of(Actor(0, 0, actor.kind, names=(name,)))
        return self._known[name] or self._home(actor)

    def _home(self, actor: Actor) -> str | None:
        """The text's own state, where an actor holds a public office of no other."""
        own = actor.kind in _PEOPLE and bool(actor.roles - _OTHER)
        return self._states.party if own else None

    def of(self, fate: Match, instrument: Instrument) -> set[str]:
        """The states that do what a verb or noun of fate tells, together with those it names beside them."""
        form = fate.attributes["form"]
        codes = self._beside(fate, instrument) | self._with_whom(fate)
        if form in {"object", "just"}:
            codes |= self._relative(fate, instrument) if instrument.end <= fate.start else self._before(fate)
        return codes

    def _with_whom(self, fate: Match) -> set[str]:
        """Whom a relative pronoun after "with" means: "Z, with whom Y concludes an accord"."""
        low = max(self._document.sentence(fate.start)[0], fate.start - _OBJECT)
        for pronoun in reversed(self._document.within("pronouns", low, fate.start)):
            if pronoun.attributes.get("kind") != "relative":
                continue
            roles = self._document.within("actor_roles", pronoun.start - _LED, pronoun.start)
            if not roles or roles[-1].attributes.get("role") != "with" or roles[-1].end + 1 != pronoun.start:
                return set()
            stop = roles[-1].start
            near = [one for one in self._view.within(stop - _OBJECT, stop) if stop - _JOIN <= one.end <= stop]
            return self.sides(near[-1:])
        return set()

    def _beside(self, fate: Match, instrument: Instrument) -> set[str]:
        """Those whom "by", "with" and "between" name after a verb or noun, up to the next one."""
        start, end = max(fate.end, instrument.end), self._document.sentence(fate.start)[1]
        later = self._document.within("fate", start, min(end, start + _REACH))
        stop = later[0].start if later else end
        found = self._view.complements(fate.end, {"by", "with", "between"})
        codes = self.sides(one for one in found if one.start < stop)
        for agent in self._document.within("binding", fate.end, min(stop, fate.end + _AGENT)):
            if agent.attributes["form"] == "agent" and "party" in agent.groups:
                codes |= self._states.codes(agent.groups["party"].items)
        return codes

    def behalf(self, fate: Match, instrument: Instrument) -> set[str]:
        """For whom those act who do what a verb tells, said beside it; the others that it names with them."""
        start, end = min(fate.whole[0], instrument.start), max(fate.end, instrument.end)
        low = max(self._document.sentence(start)[0], start - _AGENT)
        for binding in self._document.within("binding", low, end + _AGENT):
            if binding.attributes["form"] == "behalf":
                return self._states.codes(binding.groups["party"].items) | self._beside(fate, instrument)
        return set()

    def partnered(self, fate: Match) -> bool:
        """Whether somebody who is no state, nor anybody's minister, does a thing together with a state."""
        if fate.attributes["form"] not in {"object", "just"}:
            return False
        found = self._adjacent(fate) or self._view.subject_of(fate.whole[0])
        if not found or found[-1].part or not 0 <= fate.whole[0] - found[0].start <= _OBJECT:
            return False
        chain = found[-1].chain or found
        return self._beside_another(chain[-1].end, fate.whole[0])

    def _beside_another(self, start: int, end: int) -> bool:
        """Whether a stretch begins with a conjunction and a determiner of what no actor is."""
        joins = [
            w for w in self._document.within("conjunctions", start, start + _JOIN) if w.start == start + 1
        ]
        if not joins or joins[0].attributes.get("kind") != "coordinating":
            return False
        after = joins[0].end + 1
        words = [w for w in self._document.within("determiners", after, after + _JOIN) if w.start == after]
        stop = min(end, after + _PARTNER)
        return (
            bool(words)
            and words[0].attributes.get("kind") == "definite"
            and not self._view.within(after, stop)
        )

    def parliamentary(self, fate: Match) -> bool:
        """Whether nobody but parliaments, or their members, does what a verb tells, or has it done."""
        if fate.attributes["form"] in {"object", "just"}:
            called = self._called(fate) if self._infinitive(fate) else []
            found = called or self._adjacent(fate) or self._view.subject_of(fate.whole[0])
        else:
            found = self._view.complements(fate.end, {"by", "between"})
        return bool(found) and all(self._of_parliament(actor) for actor in found)

    def _of_parliament(self, actor: Actor) -> bool:
        if actor.kind in {"person", "office"}:
            return bool(actor.roles & _PARLIAMENT) and not actor.roles & _OF_STATES
        bodies = self._document.within("office_bodies", actor.start, actor.end)
        return actor.kind in {"group", *_BODIES} and any(
            body.attributes.get("type") == "assembly" for body in bodies
        )

    def joint(self, fate: Match, instrument: Instrument) -> bool:
        """Whether "the two" of some sort do what a verb tells, or is done by them."""
        if fate.attributes["form"] in {"object", "just"}:
            found = self._view.subject_of(fate.whole[0]) or self._view.subject_of(fate.start)
        else:
            found = self._view.complements(fate.end, {"by", "between"})
        return any(
            actor.kind == "joint" or (actor.kind == "pronoun" and actor.plural and actor.person == _THIRD)
            for actor in found
            if actor.start < fate.whole[0] or actor.start >= fate.end
        )

    def _before(self, fate: Match) -> set[str]:
        """Who does what an active verb tells; an infinitive's may be the object of the verb before it."""
        if capitals := self._capitals(fate):
            return capitals
        infinitive = self._infinitive(fate)
        called = self._called(fate) if infinitive else []
        if called:
            return self.sides(called)
        codes = self.sides(self._adjacent(fate) or self._subject(fate))
        return codes - self._states.bodies if infinitive else codes  # a body calls others to

    def _subject(self, fate: Match) -> list[Actor]:
        """The subject of a verb; in the plural, those coordinated with the one a relative pronoun means."""
        found = self._view.subject_of(fate.whole[0])
        plural = any(
            word.attributes.get("number") == "pl"
            for word in self._document.within("auxiliaries", fate.start, fate.end)
        )
        one = found[0] if plural and len(found) == 1 else None
        return list(one.chain) if one is not None and (one.kind == "country" or not one.plural) else found

    def _adjacent(self, fate: Match) -> list[Actor]:
        """The actors right before a verb, or before what commas insert between them: its subject."""
        start = fate.whole[0]
        text = self._document.folded(max(0, start - _OBJECT), start)
        if text.rstrip().endswith(","):
            opening = text.rstrip()[:-1].rfind(",")
            start -= len(text) - opening if opening >= 0 else 0
        found = [one for one in self._view.within(start - _OBJECT, start) if start - _GAP <= one.end <= start]
        return list(found[-1].chain) if found and not found[-1].part and found[-1].kind != "pronoun" else []

    def _capitals(self, fate: Match) -> set[str]:
        """The states whose capitals do what a verb tells: those right before it, and joined to them."""
        stop = fate.whole[0]
        low = max(self._document.sentence(stop)[0], stop - _OBJECT)
        codes: set[str] = set()
        for place in reversed(self._states.free_capitals(low, stop)):
            between = stop - place.end
            joined = between <= _GAP or (between <= _JOINT and bool(self._joins(place.end, stop)))
            if not joined:
                break
            codes.add(self._states.state_of(place) or "")
            stop = place.start
        return codes - {""}

    def _joins(self, start: int, end: int) -> bool:
        """Whether nothing but a conjunction, or what marks an infinitive, stands in a stretch."""
        hits = (
            *self._document.within("conjunctions", start, end),
            *self._document.within("actor_roles", start, end),
        )
        return any(hit.end - hit.start >= end - start - _GAP for hit in hits)

    def _relative(self, fate: Match, instrument: Instrument) -> set[str]:
        """Who does it in a relative clause about the instrument, all those whom the clause names."""
        pronouns = [
            pronoun.end
            for pronoun in self._document.within("pronouns", instrument.end, fate.start)
            if pronoun.attributes.get("kind") == "relative"
        ]
        named = set()
        if pronouns:
            stretch = pronouns[-1], fate.whole[0]
            named = set(self._states.parties_in(*stretch))
            named |= {self._states.state_of(place) or "" for place in self._states.free_capitals(*stretch)}
            named.discard("")
        return named | self.sides(self._view.subject_of(fate.start))

    def _called(self, fate: Match) -> list[Actor]:
        """Whom a verb calls, or lets, do what an infinitive tells: the object right before that."""
        clause = self._view.clause_at(fate.start)
        if clause.verb < 0:
            return []
        low = max(clause.verb, fate.whole[0] - _OBJECT)
        found = [one for one in self._view.within(low, fate.whole[0]) if one.part in {"", "to"}]
        found = [one for one in found if not any(one is other for other in clause.subject)]
        return list(found[-1].chain) if found else []

    def _infinitive(self, fate: Match) -> bool:
        """Whether a fate is told by an infinitive, simple or perfect."""
        form = fate.groups.get("form")
        words = [
            *(form.items if form is not None else ()),
            *self._document.within("auxiliaries", fate.start, fate.end),
        ]
        return any("infinitive" in str(item.attributes.get("tense")) for item in words)

    # --- who is around ---

    def subjects(self, at: int) -> set[str]:
        """The states and organisations that are the subject of the clause around an offset."""
        return self.sides(self._view.subject_of(at))

    def speaker(self, at: int) -> str | None:
        """The state of whoever speaks the quotation or the answer around an offset."""
        names = self._view.spoken_by(at)
        if len(names) != 1:
            return None
        code = self._view.state_of(Actor(0, 0, "person", names=names))
        return code if code in self._states.counts else None

    def telling(self, at: int) -> str | None:
        """The one state of whoever acts around an offset: it is he who tells of an instrument."""
        found = [
            one
            for one in self._view.subject_of(at)
            if one.kind in _PEOPLE and one.start < at and one.person == _THIRD
        ]
        sides = {self._view.state_of(one) for one in found} - {None} or self.first(at)
        return sides.pop() if len(sides) == 1 and sides <= set(self._states.counts) else None

    def inside(self, start: int, end: int) -> set[str]:
        """The states of the actors in a stretch."""
        return {code for code in self.sides(self._view.within(start, end)) if code in self._states.counts}

    def acting(self, at: int) -> set[str]:
        """The states that act in the clause around an offset, with whom they do."""
        if (codes := self._acting.get(at)) is None:
            codes = self._acting[at] = self._acting_at(at)
        return codes

    def _acting_at(self, at: int) -> set[str]:
        low = max(self._document.sentence(at)[0], at - _REACH)
        found = [one for one in self._view.subject_of(at) if one.start < at and one.kind not in _BODIES]
        beside = [one for one in self._view.within(low, at) if one.part == "with"]
        return self.sides(found) | self.sides(beside[-1].chain if beside else ())

    def called(self, at: int) -> set[str]:
        """The states that a verb before an offset calls, or asks, to do something about what follows."""
        if (codes := self._called_at.get(at)) is None:
            codes = self._called_at[at] = self._called_before(at)
        return codes

    def _called_before(self, at: int) -> set[str]:
        clause = self._view.clause_at(at)
        if clause.verb < 0 or clause.verb < at - _OBJECT:
            return set()
        found = [
            one for one in self._view.within(clause.verb, at) if not any(one is s for s in clause.subject)
        ]
        last = next((one for one in reversed(found) if one.part in {"", "to"}), None)
        return self.sides(last.chain) if last is not None and last.kind == "country" else set()

    def taking_part(self, start: int, end: int) -> set[str]:
        """The states of those who act, or with whom others do, in a stretch."""
        codes = self.sides(
            one
            for one in self._view.within(start, end)
            if one.part not in _ASIDE
            and one.kind not in _BODIES
            and not (one.kind == "country" and one.part in {"of", "to"})
        )
        states = {code for code in codes if code in self._states.counts}
        return states if states - {self._states.home} else codes
