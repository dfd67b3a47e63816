"""Whom pronouns, joint and anaphoric mentions mean."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.clause import Clause
from communique.link.actors.memory import MEMORY, PEOPLE, agree, leads
from communique.link.actors.pairs import Pairs

__all__ = ["Resolver"]

_COLLECTIVE = frozenset({"group", "organisation", "body"})
_BESIDE = 6
"""How near before a clause the word stands that joins it to another."""
_LATTER = 320
"""How far back "the latter" looks."""
_GUEST = 30
"""How many subjects back a guest is looked for."""
_RECEIVING = 40
"""How far behind the first word of a passive its participle may end."""
_ATTENDING = 24
"""How far behind its auxiliary a verb may end."""


class Resolver(Pairs):
    """Fills in `names` of the actors that stand for others, in text order."""

    def finish(self) -> None:
        """Resolve what points ahead: pronouns, to the subject that follows them, and announced groups."""
        self._announced()
        self._headings()
        self._named_later()
        for actor, above in self._ahead:
            people = [
                one for one in above.subject if one.names and one.start > actor.start and agree(actor, one)
            ]
            if len(people) == 1 and people[0].kind in PEOPLE:
                self._copy(actor, people[0])
        self._spoken()

    def _spoken(self) -> None:
        """Tell who "I" is where the words behind the quotation name an office that is told only now."""
        for actor in self._actors:
            mine = actor.kind == "pronoun" and actor.person == 1 and self._quotation(actor.start) is not None
            if mine and all(len(name) <= 3 for name in actor.names):
                actor.names = self.speaker(actor.start)

    def _headings(self) -> None:
        """Tell whom an office in a heading means: whoever the text below goes on to name first."""
        for at, actor in enumerate(self._actors):
            told = actor.kind == "office" or (actor.kind == "group" and actor.word == "person")
            if not told or actor.plural or any(len(name) > 3 for name in actor.names):
                continue
            roles = actor.roles or self._callings.get(self._document.lower(*actor.core), frozenset())
            line = self._document.zones.line(actor.start)
            if line is None or line.kind != "heading":
                continue
            for one in self._actors[at + 1 : at + 6]:
                if one.kind != "person" or one.start < line.end or one.start > line.end + 400:
                    continue
                same = not actor.code or not one.code or actor.code == one.code
                if same and (one.roles & roles or not one.roles) and agree(actor, one):
                    actor.names = one.names
                break

    def _named_later(self) -> None:
        """Tell whom an office of the text's own state means that only later words give a name."""
        home, own = self.home(), self._own_officers()
        for actor in self._actors:
            if actor.kind != "office" or actor.plural or actor.hint or self._indefinite(actor):
                continue
            if self._roles(actor.names) or not set(actor.names) <= {home} or actor.code not in {None, home}:
                continue
            held = {one.names[0] for role in actor.roles for one in own.get(role, ()) if agree(actor, one)}
            name = held.pop() if len(held) == 1 else None
            if name is not None and self._is_own(actor, name):
                actor.names = (name,)

    def _own_officers(self) -> dict[str, list[Actor]]:
        """By role, those who may hold it for the text's own state: any, where nothing tells which that is."""
        told = self.letterhead()
        found: dict[str, list[Actor]] = {}
        for one in self._actors:
            state = self.state_of(one.names) if one.kind == "person" else ""
            for role in one.roles if one.kind == "person" else ():
                # Foreign heads of state are often told by their names alone.
                if (state is None and role != "head_of_state") or not told.firm or state == told.code:
                    found.setdefault(role, []).append(one)
        return found

    def _announced(self) -> None:
        """Tell who "three ambassadors" are where the next words name them ("they are …")."""
        document = self._document
        for hit in document.items("naming_phrases"):
            at = bisect_right(self._starts, hit.start - 1)
            low = document.sentence(max(0, document.sentence(hit.start)[0] - 2))[0]
            before = [one for one in self._actors[max(0, at - 6) : at] if one.start >= low]
            groups = [
                one
                for one in before
                if one.plural
                and not one.names
                and (one.part not in {"of", "in", "on"} or (one.kind == "office" and one.part == "of"))
                and one.kind != "pronoun"
            ]
            named = next((one for one in self._actors[at : at + 2] if one.kind in PEOPLE and one.names), None)
            if groups and named is not None and named.start - hit.end < 24:
                groups[-1].names = tuple(sorted({name for one in named.chain for name in one.names}))

    def settle(self, actor: Actor, clause: Clause) -> None:
        """Resolve an actor met in a clause, and remember it where it is a subject."""
        if id(actor) not in self._done:
            self._done.add(id(actor))
            self._clauses[id(actor)] = clause
            self._resolve(actor, clause)
        if any(actor is one for one in clause.subject):
            self._subjects.append((actor, clause))

    def _resolve(self, actor: Actor, clause: Clause) -> None:
        if actor.kind == "pronoun" and actor.person != 3:
            actor.names = (self.addressee if actor.person == 2 else self.speaker)(actor.start)
            actor.roles = self._roles(actor.names)
        elif actor.kind == "pronoun" and not actor.plural and not actor.gender:
            return  # somebody, whoever it is
        elif actor.kind == "pronoun" and not actor.plural:
            self._copy(actor, self._told_on(actor, clause) or self._antecedent(actor))
            if (
                actor.word == "subject"
                and clause.kind == "relative"
                and clause.parent
                and not clause.parent.subject
            ):
                self._ahead.append((actor, clause.parent))
        elif actor.kind in {"pronoun", "joint"}:
            actor.names = self._members(actor) or self.several(actor)
            actor.roles |= self._roles(actor.names)
        elif actor.kind == "office" and not actor.plural:
            self._office(actor, clause)
        elif actor.kind == "office" and not actor.names:
            actor.names = self._of_two(actor) or self._counted(actor) or self._of_body(actor, clause)
        elif actor.word == "honoured":
            self._copy(actor, self._antecedent(actor))
        elif actor.kind == "group" and actor.word == "person":
            self._somebody(actor, clause)
        elif actor.kind == "group" and actor.word == "state" and not actor.names and not actor.plural:
            self._own_state(actor, clause)
        elif actor.kind == "group" and actor.word == "delegation" and not actor.names and not actor.plural:
            self._delegation(actor)
        elif actor.kind == "body" and not actor.names:
            actor.names = self._body(actor)

    def _members(self, actor: Actor) -> tuple[str, ...]:
        """The body whose members "they" are: those of one body acted last."""
        acted = [
            one for one, clause in self._subjects[-4:] if clause.kind == "main" and one.start < actor.start
        ]
        last = acted[-1] if acted and actor.kind == "pronoun" and actor.word == "subject" else None
        if last is None or not last.plural or last.kind == "joint" or len(last.chain) > 1:
            return ()
        return last.names if len(last.names) == 1 and last.names[0] in self._bodies else ()

    def _of_two(self, actor: Actor) -> tuple[str, ...]:
        """The two states whose ministers are meant ("the ministers of the two countries")."""
        if not self._document.within("two_states", *actor.core):
            return ()
        return self.several(Actor(actor.start, actor.start, "joint", plural=True, word="states"))

    def _told_on(self, actor: Actor, clause: Clause) -> Actor | None:
        """The state or body that what somebody says is about, as he goes on: "that Peru …, and that it"."""
        before = clause.parent
        if actor.word != "subject" or clause.kind != "relative" or clause.case or before is None:
            return None
        if before.kind != "relative" or before.case or len(before.subject) != 1:
            return None
        told = before.subject[0]
        same = told.kind in {"country", "organisation"} and told.gender == actor.gender
        if not same or told.plural or not told.names:
            return None
        joined = any(
            hit.attributes["kind"] == "coordinating"
            for hit in self._document.within("conjunctions", clause.start - _BESIDE, clause.start)
        )
        return told if joined else None

    def _antecedent(self, actor: Actor) -> Actor | None:
        """The last subject, else the last actor, that a singular pronoun agrees with."""
        if actor.word == "demonstrative":
            return self._latter(actor)
        acted = [(one, clause) for one, clause in self._subjects[-8:] if one.start < actor.start]
        if self._quotation(actor.start) is None:  # whom a quotation tells of is none of those who act outside
            acted = [pair for pair in acted if self._quotation(pair[0].start) is None] or acted
        if acted and acted[-1][0].person != 3:
            since = [one for one in self._before(actor, 700) if one.start > acted[-1][0].start]
            named = [one for one in since if one.kind in PEOPLE and not one.plural and agree(actor, one)]
            if named:
                return named[-1]
        acted = [(one, clause) for one, clause in acted if one.person == 3]  # nobody who says "I" is "he"
        mains = [one for one, clause in self._topics(acted) if leads(clause)]
        others = [one for one, clause in acted if not leads(clause)]
        me = self.himself(actor.start) if self._in_speech(actor.start) else ()
        block = self._block(actor.start)
        if block is not None:  # an answer goes on with whom its question named
            floor = self._document.zones.exchanges[block].question[0]
            asked = [one for one in self._before(actor, actor.start - floor) if one.names != me]
            named = [one for one in asked if not one.part and not one.plural and agree(actor, one)]
            mains = [one for one in mains if one.start >= floor]
            others = [one for one in others if one.start >= floor]
            if not mains and not others and named:
                return named[-1]
        for found in (mains, others, self._before(actor, 700)):
            agreeing = [
                one
                for one in found
                if one.names and not one.plural and agree(actor, one) and (not me or one.names != me)
            ]
            if found is mains and mains and self._unnamed(mains[-1], actor):
                return None  # the subject goes on, whoever it is
            if found is mains and agreeing:
                return agreeing[-1]
            people = [
                one for one in agreeing if one.kind in PEOPLE or one.kind == "pronoun" or one.word == "person"
            ]
            if people or agreeing:
                return (people or agreeing)[-1]
        near = [
            one for one in self._recent(actor) if one.kind == "person" and one.start >= actor.start - _LATTER
        ]
        near = [one for one in near if agree(actor, one) and (not me or one.names != me)]
        return near[-1] if near else None  # else whose post, visit or letter was spoken of

    def _of_untold_state(self, actor: Actor) -> None:
        """Let "the Dutch diplomat" be the only one before whose state no word tells, and who never acts."""
        acting = {name for one, _ in self._subjects for name in one.names}
        found = {
            one.names[0]
            for one in self._before_all(actor)
            if one.kind == "person"
            and one.part not in {"presence", "escort"}
            and len(one.names) == 1
            and agree(actor, one)
            and one.names[0] not in acting
            and self.state_of(one.names) is None
        }
        if len(found) == 1:
            actor.names = (found.pop(),)

    def _met_by_last(self, actor: Actor, relation: str) -> Actor | None:
        """The partner of the last main subject; a guest: whom somebody received, or who was received."""
        document = self._document
        mains = [(one, clause) for one, clause in self._subjects if clause.kind == "main"]
        mains = [(one, clause) for one, clause in mains if one.start < actor.start]
        for last, clause in reversed(mains[-_GUEST if relation != "other" else -3 :]):
            if relation != "other" and not any(
                hit.attributes.get("passive")
                for hit in document.within("meeting_verbs", clause.verb, clause.verb + _RECEIVING)
            ):
                continue
            end = document.sentence(last.start)[1]
            high = bisect_right(self._starts, actor.start - 1)
            low = bisect_right(self._starts, last.end - 1, 0, high)
            others = [
                one
                for one in self._actors[low : min(high, low + MEMORY)]
                if one.start < end and one.kind in PEOPLE and len(one.names) == 1
            ]
            parts = {"", "with", "to"} if relation == "other" else {""}
            met = [one for one in others if one.part in parts and one.names != last.names]
            if met and agree(actor, met[0]):
                return met[0]
            if any(one.part == "by" for one in others) and last.names and agree(actor, last):
                return last
        return None

    def _latter(self, actor: Actor) -> Actor | None:
        """Whom "the latter" means: the last person named, else a group or state of that gender."""
        near = [one for one in self._recent(actor) if one.start >= actor.start - _LATTER and one.names]
        people = [one for one in near if one.kind in PEOPLE and not one.plural and agree(actor, one)]
        told = [one for one in near if one.gender and one.gender == actor.gender and not one.plural]
        if people and told and told[-1].start > people[-1].end and told[-1].kind in _COLLECTIVE:
            return told[-1]
        found = people or told
        return found[-1] if found else None

    def _topics(self, acted: list[tuple[Actor, Clause]]) -> list[tuple[Actor, Clause]]:
        """Those who acted, without those who merely attended what others did; all, where nobody else did."""
        document = self._document
        kept = [
            (one, clause)
            for one, clause in acted
            if not any(
                hit.attributes.get("object") == "attend"
                for hit in document.within("meeting_verbs", clause.verb, clause.verb + _ATTENDING)
            )
        ]
        return kept if any(one.names for one, _ in kept) else acted

    def _unnamed(self, last: Actor, pronoun: Actor) -> bool:
        """Whether a pronoun takes up a subject in office whose name the text does not tell."""
        return (
            last.kind == "office"
            and not last.names
            and not last.plural
            and last.gender is not None
            and last.gender == pronoun.gender
            and pronoun.start - last.end < 700
        )

    def _somebody(self, actor: Actor, clause: Clause) -> None:
        """Resolve "the Dutch official": the last person of that state, else the last person who agrees."""
        if actor.plural:
            return
        owned = any(
            hit.attributes.get("kind") == "possessive"
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        )
        acting = [one for one, _ in self._subjects[-4:] if one.person == 3]  # not the "I" of a quotation
        owner = {name for one in acting[-1:] for name in one.names} if owned else set()
        if actor.part and not any(actor is one for one in clause.subject):
            owner |= {name for one in clause.subject for name in one.names}
        code = actor.names[0] if actor.names else None
        relation = self._guests.get(self._document.lower(*actor.core))
        if not owned and not code and relation:
            partner = self._met_by_last(actor, relation)
            if partner is not None:
                actor.names, actor.roles = partner.names, partner.roles
                return
        mains = self._topics([pair for pair in self._subjects[-12:] if pair[0].start < actor.start])
        acted = [one for one, _ in mains if one.kind == "person"]
        before = self._before(actor, 3000)
        met = [one for one in before if one.part not in {"presence", "escort"}]
        roles = self._callings.get(self._document.lower(*actor.core), frozenset())
        called = (
            [one for one in met if one.kind == "person" and one.roles & roles]
            if not owned and not code
            else []
        )
        for one in (*reversed(acted if code else []), *reversed(called), *reversed(met), *reversed(before)):
            if (
                one.kind in PEOPLE
                and len(one.names) == 1
                and agree(actor, one)
                and not owner & set(one.names)
                and (code is None or (one.code or self.state_of(one.names)) == code)
            ):
                actor.names, actor.roles = one.names, one.roles
                return
        if code is not None:
            self._of_untold_state(actor)
