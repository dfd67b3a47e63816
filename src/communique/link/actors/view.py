"""The actors of a document and the questions linkers ask of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.clauses import Clause, clauses
from communique.link.actors.elements import Element, elements
from communique.link.actors.mentions import find
from communique.link.actors.resolve import Resolver
from communique.link.document import Document

__all__ = ["Actor", "Actors"]


_MEANT = frozenset({"person", "office", "joint", "pronoun", "group"})
_CLITIC = 600
"""How far back whom an object pronoun means is looked for."""
_CODE = 3
"""How long the code of a state or a body may be: what is longer is a name."""
_REACH = 1200  # looking on has an end, so that cost stays linear where sentences have none


class Actors:
    """The actors of one document, in text order, with their clauses; offsets are folded."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.all = find(document)
        self._starts = [actor.start for actor in self.all]
        self._elements = elements(document, self.all)
        self._resolver = Resolver(document, self.all)
        self._marks = clauses(document, self._elements, self._resolver.settle)
        self._resolver.finish()
        self._mark_starts = [start for start, _ in self._marks]
        self._element_starts = [element.start for element in self._elements]

    def within(self, start: int, end: int) -> list[Actor]:
        """The actors that start in a stretch."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause_at(self, at: int) -> Clause:
        """The clause around an offset."""
        return self._marks[max(bisect_right(self._mark_starts, at) - 1, 0)][1]

    def subject_of(self, at: int) -> list[Actor]:
        """The subject of the clause around an offset; empty where the text names none."""
        return list(self.clause_at(at).subject)

    def objects_of(self, start: int, end: int) -> list[Actor]:
        """The actors without preposition after a verb, before the next verb, that are not its subject."""
        subject = self.subject_of(start)
        found: list[Actor] = []
        for element in self._after(end):
            if element.kind == "actor" and element.actor is not None:
                actor = element.actor
                if not actor.part and not any(actor is one for one in subject) and actor.word != "subject":
                    found += [one for one in actor.chain if one.start >= end]
                    break
                if actor.word == "subject" and actor.start > end + 3:
                    break
            elif element.kind in {"verb", "relative", "stop"}:
                break
        return found

    def object_before(self, at: int, subject: list[Actor]) -> list[Actor]:
        """Whom the object pronoun right before an offset means: the last one named, but for the subject."""
        hits = [
            hit
            for hit in self._document.within("pronouns", max(0, at - 12), at)
            if hit.attributes.get("kind") == "object" and hit.end >= at - 4
        ]
        if not hits:
            return []
        hit = hits[-1]
        if hit.attributes.get("person") in {"1", "2"}:
            names = self.speaker_at(at)
            return [Actor(hit.start, hit.end, "pronoun", names)] if names else []
        mine = {name for one in subject for name in one.names}
        for one in reversed(self.within(max(0, at - _CLITIC), hit.start)):
            named = one.kind in _MEANT and one.names and not one.plural and not mine & set(one.names)
            if one.kind == "pronoun" and self.clause_at(one.start).kind != "main":
                continue
            if (
                one.kind in {"office", "group"}
                and one.part in {"to", "of"}
                and len("".join(one.names)) <= _CODE
            ):
                continue  # a post or body that something else is about
            if named and one.part in {"", "with", "by", "to", "of"}:
                return [one]
        return []

    def complements(self, end: int, parts: set[str]) -> list[Actor]:
        """The actors of some parts after an offset, in the same clause; what relatives hold is left out."""
        depth = 0
        found: list[Actor] = []
        for element in self._after(end):
            if element.kind == "actor" and element.actor is not None:
                if (not depth and element.actor.part in parts) or (
                    depth and element.actor.part == "presence" and "presence" in parts
                ):
                    found.append(element.actor)
            elif element.kind == "relative":
                depth += 1
            elif element.kind == "stop":
                if (
                    element.word == ";"
                    and found
                    and any(one.start > element.start for one in found[-1].chain)
                ):
                    continue
                break
            elif element.kind == "verb" and not depth:
                break
        return found

    def companions_of(self, actor: Actor) -> list[Actor]:
        """Those who accompany an actor, told right before or after it, in its sentence."""
        start, end = self._document.sentence(actor.start)
        start, end = max(start, actor.start - _REACH), min(end, actor.start + _REACH)
        if actor.kind == "pronoun" and self.clause_at(actor.start).kind == "relative":
            return []
        found = [
            one
            for one in self.within(start, end)
            if one.part == "escort" and (one.chain[0].start - actor.end < 60 or one.start < actor.start)
        ]
        return found or self._escorts(actor, end) or self._led(actor, end)

    def leaders_of(self, actor: Actor) -> list[Actor]:
        """Who leads a delegation, said right after it, in its sentence."""
        return self._led(actor, self._document.sentence(actor.start)[1])

    def _led(self, actor: Actor, end: int) -> list[Actor]:
        """Who leads a delegation, said right after it."""
        if actor.kind not in {"group", "organisation", "body"}:
            return []
        for hit in self._document.within("meeting_verbs", actor.end, min(end, actor.end + 30)):
            clause = self.clause_at(hit.start)
            leads = hit.attributes.get("type") == "attendance" and not hit.attributes.get("object")
            if leads and clause.kind == "relative" and clause.antecedent is None:
                return [one for one in clause.subject if one.kind in {"person", "office"}]
        if actor.kind != "group":
            return []
        for one in self.within(actor.end, min(end, actor.end + 40)):
            led = one.part == "by" and any(  # "led by", no mere "by"
                " " in self._document.lower(hit.start, hit.end)
                for hit in self._document.within("actor_roles", actor.end, one.core[0])
            )
            if led and not self._document.within("auxiliaries", actor.end, one.start):
                return list(one.chain)
            break
        return []

    def escorts_of(self, actor: Actor) -> list[Actor]:
        """Those who, says a relative clause right after somebody, accompanied him, in his sentence."""
        return self._escorts(actor, self._document.sentence(actor.start)[1])

    def _escorts(self, actor: Actor, end: int) -> list[Actor]:
        """Those who, says a relative clause right after an actor, accompanied it."""
        for hit in self._document.within("meeting_verbs", actor.end, min(end, actor.end + 30)):
            leads = hit.attributes.get("type") == "attendance" and not hit.attributes.get("object")
            if hit.attributes.get("object") == "escort" or (leads and actor.kind == "person"):
                clause = self.clause_at(hit.start)
                if clause.kind == "relative" and clause.antecedent is None:
                    return list(clause.subject)
        return []

    def speaker_at(self, at: int) -> tuple[str, ...]:
        """Whose first person stands at an offset: a name, else a code, else nothing."""
        return self._resolver.speaker(at)

    def fellow_at(self, at: int) -> tuple[str, ...]:
        """Whom "we" takes in besides the speaker, where the text has two speakers by their labels."""
        return self._resolver.fellow(at)

    def spoken_by(self, at: int) -> tuple[str, ...]:
        """Who speaks the quotation or the answer around an offset; nobody in the text's own words."""
        return self._resolver.speaking(at)

    def addressee_at(self, at: int) -> tuple[str, ...]:
        """Whose second person stands at an offset: who answers there, else as `speaker_at`."""
        return self._resolver.addressee(at)

    def state_of(self, actor: Actor) -> str | None:
        """The state that an actor is, or whose office a person holds."""
        return actor.code or self._resolver.state_of(actor.names)

    def pair_at(self, at: int) -> tuple[str, ...]:
        """The two, or more, that a plural at an offset means: "their meeting"."""
        return self._resolver.several(Actor(at, at, "joint", plural=True, word="people"))

    def another_than(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The first person of the text who is none of these."""
        return next(
            (one.names for one in self.all if one.kind == "person" and not set(one.names) & set(names)), ()
        )

    def _after(self, end: int) -> list[Element]:
        low = bisect_left(self._element_starts, end)
        stop = min(self._document.sentence(max(end - 1, 0))[1], end + _REACH)
        high = bisect_left(self._element_starts, stop, low)
        return self._elements[low:high]
