"""Whom pronouns, joint and anaphoric mentions mean."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.clauses import Clause
from communique.link.document import Document

__all__ = ["Resolver"]

_PEOPLE = frozenset({"person", "office"})
_MINISTERS = frozenset({"minister", "deputy_minister"})
_MEMORY = 14
_FAR = 400  # actors: looking back has an end, so that cost stays linear
_BARE = 22
_TOLD = 1
"""The weight from which a state counts as the one a text speaks from: one place named in passing is none."""


class Resolver:
    """Fills in `names` of the actors that stand for others, in text order."""

    def __init__(self, document: Document, actors: list[Actor]) -> None:
        self._document = document
        self._actors = actors
        people = [one for one in actors if one.kind == "person"]
        self._roles_of = {name: one.roles for one in people for name in one.names}
        self._first = people[0].names if people else ()
        self._starts = [actor.start for actor in actors]
        self._subjects: list[tuple[Actor, Clause]] = []
        self._done: set[int] = set()
        self._holders = _holders(actors)
        self._glossed = _glossed(actors)
        self._monarchs = _monarchs(document, actors, self._starts)
        self._home: str | None = None
        self._states: dict[str, str] | None = None
        self._fully: dict[str, dict[str, int]] | None = None
        self._clauses: dict[int, Clause] = {}
        self._ahead: list[tuple[Actor, Clause]] = []

    def finish(self) -> None:
        """Resolve what points ahead: pronouns, to the subject that follows them, and announced groups."""
        self._announced()
        self._headings()
        for actor, above in self._ahead:
            people = [
                one for one in above.subject if one.names and one.start > actor.start and _agree(actor, one)
            ]
            if len(people) == 1 and people[0].kind in _PEOPLE:
                self._copy(actor, people[0])

    def _headings(self) -> None:
        """Tell whom an office in a heading means: whoever the text below goes on to name first."""
        for at, actor in enumerate(self._actors):
            if actor.kind != "office" or actor.plural or any(len(name) > 3 for name in actor.names):
                continue
            line = self._document.zones.line(actor.start)
            if line is None or line.kind != "heading":
                continue
            for one in self._actors[at + 1 : at + 6]:
                if one.kind != "person" or one.start < line.end or one.start > line.end + 400:
                    continue
                same = not actor.code or not one.code or actor.code == one.code
                if same and (one.roles & actor.roles or not one.roles) and _agree(actor, one):
                    actor.names = one.names
                break

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
                and one.part not in {"of", "in", "on"}
                and one.kind != "pronoun"
            ]
            named = next(
                (one for one in self._actors[at : at + 2] if one.kind in _PEOPLE and one.names), None
            )
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
            actor.names = self.speaker(actor.start)
            actor.roles = self._roles(actor.names)
        elif actor.kind == "pronoun" and not actor.plural:
            self._copy(actor, self._antecedent(actor))
            if (
                actor.word == "subject"
                and clause.kind == "relative"
                and clause.parent
                and not clause.parent.subject
            ):
                self._ahead.append((actor, clause.parent))
        elif actor.kind in {"pronoun", "joint"}:
            actor.names = self.several(actor)
            actor.roles |= self._roles(actor.names)
        elif actor.kind == "office" and not actor.plural:
            self._office(actor, clause)
        elif actor.kind == "office" and not actor.names:
            actor.names = self._of_body(actor, clause)
        elif actor.kind == "group" and actor.word == "person":
            self._somebody(actor)
        elif actor.kind == "group" and actor.word == "state" and not actor.names and not actor.plural:
            self._own_state(actor, clause)
        elif actor.kind == "group" and actor.word == "delegation" and not actor.names and not actor.plural:
            self._delegation(actor)
        elif actor.kind == "body" and not actor.names:
            actor.names = self._body(actor)

    def _copy(self, actor: Actor, other: Actor | None) -> None:
        if other is not None:
            actor.names, actor.roles, actor.code = other.names, actor.roles | other.roles, other.code
            actor.counts = other.counts

    def _roles(self, names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(role for name in names for role in self._roles_of.get(name, ()))

    def _antecedent(self, actor: Actor) -> Actor | None:
        """The last subject, else the last actor, that a singular pronoun agrees with."""
        if actor.word == "demonstrative":
            recent = [one for one in self._before(actor, 260) if one.kind in _PEOPLE and _agree(actor, one)]
            return recent[-1] if recent else None
        acted = [(one, clause) for one, clause in self._subjects[-8:] if one.start < actor.start]
        if acted and acted[-1][0].person != 3:
            since = [one for one in self._before(actor, 700) if one.start > acted[-1][0].start]
            named = [one for one in since if one.kind in _PEOPLE and not one.plural and _agree(actor, one)]
            if named:
                return named[-1]
        acted = [(one, clause) for one, clause in acted if one.person == 3]  # nobody who says "I" is "he"
        mains = [one for one, clause in acted if clause.kind == "main"]
        others = [one for one, clause in acted if clause.kind != "main"]
        me = self.speaker(actor.start) if self._in_speech(actor.start) else ()
        block = self._block(actor.start)
        if block is not None:  # an answer goes on with whom its question named
            floor = self._document.zones.exchanges[block].question[0]
            asked = [one for one in self._before(actor, actor.start - floor) if one.names != me]
            named = [one for one in asked if not one.part and not one.plural and _agree(actor, one)]
            mains = [one for one in mains if one.start >= floor]
            others = [one for one in others if one.start >= floor]
            if not mains and not others and named:
                return named[-1]
        for found in (mains, others, self._before(actor, 700)):
            agreeing = [
                one
                for one in found
                if one.names and not one.plural and _agree(actor, one) and (not me or one.names != me)
            ]
            if found is mains and mains and self._unnamed(mains[-1], actor):
                return None  # the subject goes on, whoever it is
            if found is mains and agreeing:
                return agreeing[-1]
            people = [
                one
                for one in agreeing
                if one.kind in _PEOPLE or one.kind == "pronoun" or one.word == "person"
            ]
            if people or agreeing:
                return (people or agreeing)[-1]
        return None

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

    def _before(self, actor: Actor, reach: int) -> list[Actor]:
        """The named actors of the stretch before an actor, oblique complements of nouns left out."""
        high = bisect_right(self._starts, actor.start - 1)
        return [
            one
            for one in self._actors[max(0, high - _MEMORY * 2) : high]
            if one.start >= actor.start - reach and one.names and one.part not in {"of", "in", "on"}
        ]

    def several(self, actor: Actor) -> tuple[str, ...]:
        """The two, or more, whom a plural mention means."""
        states = actor.word == "states"
        high = bisect_right(self._starts, actor.start - 1)
        wanted = actor.roles
        if wanted:
            named = self._with_role(wanted, high)
            if len(named) == 2:
                return named
        last_sentence = -1
        group: list[str] = []
        for one in reversed(self._actors[max(0, high - 40) : high]):
            if not one.names or one is actor:
                continue
            known = self._clauses.get(id(one))
            inverted = known is not None and known.inverted and known.kind == "relative"
            if inverted and one.start >= self._document.sentence(actor.start)[0]:
                continue  # those who attended, not the two who met
            sentence = self._document.zones.sentence_index(one.start)
            if sentence != last_sentence and len(group) >= 2:
                break
            if sentence != last_sentence:
                last_sentence = sentence
                group = [] if len(group) < 2 and not states else group
            if states:
                codes = one.names if one.kind in {"country", "group"} else (one.code,)
                if one.kind == "organisation":
                    continue
                group += [code for code in codes if code and len(code) <= 3 and code not in group]
            elif one.kind in _PEOPLE or one.kind in {"joint", "pronoun"} or one.word in {"person", "people"}:
                if one.part in {"of", "in", "on", "to"} and not one.plural and one.kind != "person":
                    continue
                if one.part in {"of", "on"}:
                    continue
                group += [name for name in one.names if name not in group]
        if states:
            return tuple(sorted(group[:2])) if len(group) >= 2 else ()
        persons = [name for name in group if name in self._roles_of]
        if len(persons) >= 2:
            group = persons
        if actor.kind == "joint" and len(group) > 2:
            weight = {
                name: sum(1 for one in self._actors[max(0, high - _FAR) : high] if name in one.names)
                for name in group
            }
            group = sorted(group, key=lambda name: -weight[name])[:2]
        return tuple(sorted(group)) if 2 <= len(group) <= 4 else ()

    def _with_role(self, roles: frozenset[str], high: int) -> tuple[str, ...]:
        """The last two before an actor who hold one of some offices: those with a name before others."""
        named: list[str] = []
        others: list[str] = []
        for one in reversed(self._actors[max(0, high - _FAR) : high]):
            if one.kind not in _PEOPLE or not one.roles & roles or len(one.names) != 1:
                continue
            name = one.names[0]
            if one.kind == "person" and name not in named:
                named.append(name)
                if len(named) == 2:
                    break
            elif one.part in {"with", "", "by"} and name not in others:
                others.append(name)
        others = [name for name in others if name not in named]
        return tuple(sorted([*named, *others][:2]))

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
        bodies = [one for one, _ in self._subjects if one.kind in {"body", "organisation"} and one.names]
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

    def _office(self, actor: Actor, clause: Clause) -> None:
        """An office without a name takes that of the only one who holds it for the same state."""
        if actor.names and len(actor.names[0]) > 3:
            return
        if actor.code is None:
            self._bare_office(
                actor, {name for one in clause.subject if one is not actor for name in one.names}
            )
            actor.names = actor.names or actor.hint or self._said_fully(actor) or self._sole(actor)
            if not actor.names and not self._indefinite(actor):
                actor.names = self._state(actor)
            return
        if actor.hint:
            actor.names = actor.hint
            return
        held = {name for role in actor.roles for name in self._holders.get((role, actor.code), ())}
        if not held and actor.roles & _MINISTERS:
            held = {name for role in _MINISTERS for name in self._holders.get((role, actor.code), ())}
        if not held and "ambassador" in actor.roles:
            held = self._glossed.get(actor.code, set())
        if len(held) == 1:
            actor.names = (next(iter(held)),)

    def _bare_office(self, actor: Actor, others: set[str]) -> None:
        """A bare head ("the minister") means the last who acted, else was named, with such an office."""
        word = self._document.folded(*actor.core)
        if word.isupper() or (len(word) > _BARE and not self._echoed(actor)) or self._indefinite(actor):
            return
        reigns = bool(self._monarchs and self._document.within("monarch_words", *actor.core))
        acted = [
            (one, clause)
            for one, clause in self._subjects[-12:]
            if one.kind in {"person", "pronoun", "office"} and one.start < actor.start
        ]
        mains = [one for one, clause in acted if clause.kind == "main"]
        rest = [one for one, clause in acted if clause.kind != "main"]
        for one in (*reversed(mains), *reversed(rest), *reversed(self._before(actor, 6000))):
            if len(one.names) != 1 or others & set(one.names) or len(one.names[0]) <= 3:
                continue
            if one.kind != "office" and one.roles & actor.roles and _agree(actor, one):
                if reigns and one.names[0] not in self._monarchs:
                    continue
                actor.names, actor.code = one.names, one.code
                return

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

    def _sole(self, actor: Actor) -> tuple[str, ...]:
        """The person who just acted and whose office nobody tells, where he is the only such one."""
        acted = [one for one, clause in self._subjects[-4:] if one.start < actor.start and not one.plural]
        if not acted or acted[-1].kind != "person" or acted[-1].roles or not _agree(actor, acted[-1]):
            return ()
        return acted[-1].names

    def _state(self, actor: Actor) -> tuple[str, ...]:
        """The state of an office whose holder nobody names: told by a possessive, a place, or the home."""
        document = self._document
        before = [
            hit
            for hit in document.within("determiners", actor.start, actor.core[0])
            if hit.attributes.get("kind") == "possessive"
        ]
        if before:
            owners = [one for one, _ in self._subjects[-3:] if one.kind == "country"]
            return owners[-1].names if owners else ()
        for item in document.within("place", *actor.core):
            record = document.record_of(item)
            if record is not None and record.country:
                return (record.country,)
        start = max(document.sentence(actor.start)[0], actor.start - 700)
        located = [
            item for item in document.within("place", start, actor.start) if _led(document, item.start)
        ]
        for item in reversed(located):
            record = document.record_of(item)
            if record is not None and record.country:
                return (record.country,)
        code = self.home()
        return (code,) if code else ()

    def home(self) -> str | None:
        """The state a text speaks from: that of its dateline, its sites and its own office holders."""
        if self._home is None:
            self._home = _home(self._document, self._actors) or ""
        return self._home or None

    def _echoed(self, actor: Actor) -> bool:
        """Whether an office is said again as a person held it."""
        return any(
            one.kind == "person" and actor.word in self._document.lower(one.start, one.end)
            for one in self._before(actor, 6000)
        )

    def _indefinite(self, actor: Actor) -> bool:
        return any(
            hit.attributes.get("kind") == "indefinite"
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        )

    def _somebody(self, actor: Actor) -> None:
        """Resolve "the Dutch official": the last person of that state, else the last person who agrees."""
        if actor.plural:
            return
        owned = any(
            hit.attributes.get("kind") == "possessive"
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        )
        owner = {name for one, _ in self._subjects[-1:] for name in one.names} if owned else set()
        code = actor.names[0] if actor.names else None
        acted = [one for one, _ in self._subjects[-12:] if one.start < actor.start and one.kind == "person"]
        before = self._before(actor, 3000)
        met = [one for one in before if one.part not in {"presence", "escort"}]
        for one in (*reversed(acted if code else []), *reversed(met), *reversed(before)):
            if (
                one.kind in _PEOPLE
                and len(one.names) == 1
                and _agree(actor, one)
                and not owner & set(one.names)
                and (code is None or one.code == code)
            ):
                actor.names, actor.roles = one.names, one.roles
                return

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
                code = self._state_of(self.speaker(actor.start))
            elif self._subjects:
                code = self._state_of(self._subjects[-1][0].names)
        elif "demonstrative" in kinds:
            acting = {name for one in clause.subject for name in one.names}
            states = [
                one
                for one in self._recent(actor)
                if one.kind == "country" and not acting.intersection(one.names)
            ]
            code = states[-1].code if states else None
        elif "definite" in kinds and actor.counts:
            code = self.home()
        if code:
            actor.names, actor.code = (code,), code

    def _delegation(self, actor: Actor) -> None:
        """Resolve "the delegation": that which was named last, else that of the last who acted for a state."""
        if actor.part or self._indefinite(actor) or actor.start == actor.core[0]:
            return
        for one in reversed(self._before_all(actor)[-_MEMORY * 2 :]):
            told = one.kind == "group" and one.word == "delegation" and len(one.names) == 1
            if told and self._document.lower(*one.core).startswith(self._document.lower(*actor.core)):
                actor.names, actor.code = one.names, one.code
                return
        for one, _ in reversed(self._subjects[-6:]):
            code = self._state_of(one.names) if one.kind in _PEOPLE else None
            if code:
                actor.names, actor.code = (code,), code
                return

    def _state_of(self, names: tuple[str, ...]) -> str | None:
        """The state whose office a person holds, as the text says; a state is its own."""
        if len(names) != 1:
            return None
        if self._states is None:
            self._states = {}
            for one in self._actors:
                if one.code and one.kind in {"person", "country"} and len(one.names) == 1:
                    self._states.setdefault(one.names[0], one.code)
        return self._states.get(names[0])

    def _body(self, actor: Actor) -> tuple[str, ...]:
        """The last international body whose name has the word that stands for it."""
        word = self._document.folded(*actor.core)
        for one, _ in reversed(self._subjects[-_MEMORY:]):  # who acted comes before who was merely named
            acted = one.kind in {"organisation", "body"} and one.names and one.start < actor.start
            if acted and word in self._document.folded(one.start, one.end):
                return one.names
        for one in reversed(self._before_all(actor)):
            if one.kind == "organisation" and word in self._document.folded(one.start, one.end):
                return one.names
        named = (one.names for one in self._before_all(actor) if one.kind == "organisation" and one.names)
        return next(named, ())

    def _recent(self, actor: Actor) -> list[Actor]:
        """The last few actors before an actor."""
        high = bisect_right(self._starts, actor.start - 1)
        return self._actors[max(0, high - _MEMORY) : high]

    def _before_all(self, actor: Actor) -> list[Actor]:
        high = bisect_right(self._starts, actor.start - 1)
        return self._actors[max(0, high - _FAR) : high]

    def speaker(self, at: int) -> tuple[str, ...]:
        """Whose first person stands at an offset: who speaks the quotation, the answer or the text."""
        quoted = self._quotation(at)
        if quoted is not None:
            found = self._quoted_by(*quoted)
            if found:
                return found
        label = self._label(at) or self._addressed(at)
        if label:
            return label
        return self._first

    def _quoted_by(self, start: int, end: int) -> tuple[str, ...]:
        """The speaker of a quotation: the actor right after it, else the last subject before it."""
        stop = self._document.sentence(min(end + 1, len(self._document.zones.folded) - 1))[1]
        low = bisect_right(self._starts, end - 1)
        for one in self._actors[low : low + 2]:
            if one.start < min(stop, end + 80) and not one.part:
                if one.kind == "pronoun" and not one.names:
                    break  # not told yet: the subject before goes on
                return one.names
        before = [one for one, _ in self._subjects[-4:] if one.end <= start and one.names]
        return before[-1].names if before else ()

    def _addressed(self, at: int) -> tuple[str, ...]:
        """Whom the question before an answer, or the last one that did, calls by name: he answers."""
        index = self._block(at)
        if index is None:
            return ()
        for block in reversed(self._document.zones.exchanges[max(0, index - _MEMORY) : index + 1]):
            start = block.question[0]
            low = bisect_right(self._starts, start - 1)
            for one in self._actors[low : low + 1]:
                called = self._document.lower(one.end, one.end + 2)[:1] == ","
                if one.start <= start + 4 and one.kind == "person" and called:
                    return one.names
        return ()

    def _label(self, at: int) -> tuple[str, ...]:
        """The speaker whose label opens the line."""
        line = self._document.zones.line(at)
        if line is None:
            return ()
        low = bisect_right(self._starts, line.start - 1)
        for one in self._actors[low : low + 1]:
            if one.start <= line.start + 2 and one.kind == "person":
                after = self._document.lower(one.end, one.end + 5).lstrip(" .)\n")
                if after[:1] in {"-", ":"}:
                    return one.names
        return ()


def _agree(pronoun: Actor, other: Actor) -> bool:
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


def _led(document: Document, at: int) -> bool:
    """Whether a preposition of place leads to an offset."""
    return any(
        hit.attributes["role"] in {"to", "in"} and at - hit.end <= 1
        for hit in document.within("actor_roles", max(0, at - 8), at)
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
        if one.kind == "country" and not one.part and one.code:
            weight[one.code] = weight.get(one.code, 0) + 1
    told = {code: value for code, value in weight.items() if value >= _TOLD}
    return max(sorted(told), key=lambda code: told[code], default=None)
