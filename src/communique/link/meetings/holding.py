"""Who takes part by the verb that holds, gives, attends or offers a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from communique.link.actors import Actor
from communique.link.former import former
from communique.link.meetings.counts import is_verb
from communique.link.meetings.found import GIVEN, PEOPLE
from communique.link.meetings.governing import Governing
from communique.match import Hit, Match

__all__ = ["Holding"]

_APPOSED = 160
"""How far before "present at" the name of who was there may begin."""
_ATTENDED = 110
"""How far behind a noun the verb may stand that says who attends it."""
_CLITIC = 12
"""How far before its verb a pronoun may stand, with an auxiliary between."""
_CAME = 420
"""How far before what he came for somebody's name may begin."""
_BETWEEN = 130
"""How far from its verb a noun may stand."""
_SEATS = 80
"""How far from the head of a sentence the verb may stand of which capitals are the subject."""
_PAIR = 2


class Holding(Governing):
    """Reads whom the verbs around a noun name."""

    def _held(self, match: Match) -> tuple[list[Actor], bool, bool]:
        """The subject of the verb that holds or attends a meeting; whether there is one; whether denied."""
        governing = self._governing(match)
        if governing is None:
            return [], False, False
        document, view = self._document, self._view
        clause = view.clause_at(match.start)
        low, high = max(0, governing.start - 4), min(match.start, governing.end + 12)
        denied = any(
            hit.attributes.get("kind") == "negation" for hit in document.within("adverbs", low, high)
        )
        subject = [
            one
            for one in clause.subject
            if one.kind in PEOPLE or one.kind in {"body", "organisation", "country"}
        ]
        if not subject and clause.parent is not None:
            subject = [one for one in clause.parent.subject if one.kind in PEOPLE]
        if governing.attributes.get("tense") == "infinitive":
            asked = self._asked(governing.start) or self._arrived(governing.start)
            subject = asked or subject
        subject = subject or self._seats(governing)
        return self._by_verb(match, governing, subject), True, denied

    def _seats(self, governing: Hit) -> list[Actor]:
        """The states whose capitals, two or more at the head of a sentence, hold it: one is a mere place."""
        document = self._document
        start = self._around(governing.start)[0]
        if governing.start - start > _SEATS:
            return []
        told = [
            hit
            for hit in document.within("places", start, governing.start)
            if hit.attributes.get("type") == "capital"
        ]
        if len(told) < _PAIR or told[0].start - start >= _PAIR:
            return []
        if len(document.lower(told[-1].end, governing.start).split()) > _PAIR:
            return []
        dead = former(document)
        codes = [(hit, dead.get(hit.start) or hit.attributes.get("country")) for hit in told]
        return [Actor(hit.start, hit.end, "country", (code,), code=code) for hit, code in codes if code]

    def _arrived(self, at: int) -> list[Actor]:
        """Who, right behind his name, is said to have come to do what an infinitive tells."""
        document = self._document
        low = max(self._around(at)[0], at - _CAME)
        came = [
            hit
            for name in ("meeting_verbs", "clause_verbs")
            for hit in document.within(name, low, at)
            if "past_participle" in (hit.attributes.get("tense") or "")
            and hit.attributes.get("object") in {"goal", None}
        ]
        if not came or document.within("auxiliaries", came[-1].start - _CLITIC, at):
            return []
        before = [one for one in self._view.within(low, came[-1].start) if one.kind in PEOPLE]
        near = before and document.lower(before[-1].end, came[-1].start).strip() == ","
        return before[-1:] if near else []

    def _by_verb(self, match: Match, governing: Hit, subject: list[Actor]) -> list[Actor]:
        """Who takes part by the verb that governs a noun: its subject, its object, or both."""
        view = self._view
        wanted = governing.attributes.get("object")
        if wanted in {"keep", "pay"}:
            kept = self._object_before(governing.start, subject) or self._object_near(
                governing.start, subject
            )
            # "has paid a visit to": he to whom it is paid takes part.
            paid = view.complements(match.end, {"to"}) if wanted == "pay" else []
            if wanted == "keep" and not kept:
                kept = self._bidden(match, governing)
            return [*subject, *kept, *(one for one in paid if one.kind in PEOPLE)]
        if wanted == "escort":  # "accompanies him on his visit"
            led = self._object_before(governing.start, subject)
            return [*subject, *(led or view.objects_of(governing.start, governing.end))]
        if wanted == "both":
            return [*subject, *self._bidden(match, governing)]
        if wanted == "guest":  # "is the guest of X at a dinner": the host gives it
            hosts = [one for one in view.within(governing.end, match.start) if one.kind in PEOPLE]
            return [*subject, *(hosts[:1] if match.attributes.get("kind") in GIVEN else [])]
        if wanted == "attached":  # "X, present at"
            before = view.within(max(0, governing.start - _APPOSED), governing.start)
            return list(before[-1].chain) if before and governing.start - before[-1].end <= 2 else []
        if wanted in {"direct", "gather"}:
            return view.objects_of(governing.start, governing.end)
        if match.attributes.get("kind") in GIVEN:  # "has given him an audience"
            return [*subject, *self._given_to(governing, subject)]
        return subject

    def _given_to(self, governing: Hit, subject: list[Actor]) -> list[Actor]:
        """To whom it is given by a pronoun before its verb."""
        for hit in self._document.within("pronouns", max(0, governing.start - _CLITIC), governing.start):
            if hit.attributes.get("kind") == "object" and hit.attributes.get("case") == "to":
                return self._object_before(hit.end, subject)
        return []

    def _bidden(self, match: Match, governing: Hit) -> list[Actor]:
        """Whom somebody has to a meal, or by whom he is bidden to it."""
        view = self._view
        near = self._document.within("auxiliaries", max(0, governing.start - 24), governing.start)
        if governing.attributes.get("tense") == "past_participle" and any(
            not hit.attributes.get("owns") for hit in near[-1:]
        ):
            return view.complements(match.end, {"by"})
        clause = view.clause_at(governing.start)
        if clause.kind == "relative" and clause.antecedent is None and clause.before is not None:
            return list(clause.before.chain)
        return [one for one in view.objects_of(governing.start, governing.end) if one.kind in PEOPLE]

    def _guests(self, match: Match) -> list[Actor]:
        """Those who are invited to a meeting: they take part, who invites them may not."""
        document = self._document
        low = max(self._around(match.start)[0], match.start - 110)
        asking = [
            hit
            for hit in document.within("asking_verbs", low, match.start)
            if hit.attributes.get("type") != "noun"
        ]
        if not asking or self._cut(asking[-1].end, match.start) or self._in_time(match):
            return []
        between = document.within("meeting_verbs", asking[-1].end, match.start)
        if any(hit.attributes.get("tense") != "infinitive" for hit in between):
            return []
        return [
            one
            for one in self._view.within(asking[-1].end, match.start)
            if not one.part and one.kind in PEOPLE
        ]

    def _before_noun(self, match: Match) -> list[Actor]:
        """Those with whom it is held, said between the verb and the noun."""
        start = max(self._view.clause_at(match.start).start, match.start - _BETWEEN)
        governing = self._governing(match)
        if governing is not None and self._document.within("meeting", start, match.start):
            start = max(start, int(governing.end))
        between = [one for one in self._view.within(start, match.start) if one.part == "with"]
        if not between or self._document.within("meeting", start, match.start):
            return []
        return between

    def _attending(self, match: Match) -> list[Actor]:
        """Those of whom the verb after a noun says that they attend it, or that it brings them together."""
        document, view = self._document, self._view
        high = min(self._around(match.start)[1], match.end + _ATTENDED)
        verbs = [
            hit
            for hit in document.within("meeting_verbs", match.end, high)
            if hit.attributes.get("object") == "gather"
            or (
                hit.attributes.get("object") in {"attend", "direct"}
                and hit.attributes.get("type") == "attendance"
            )
        ]
        verbs = [hit for hit in verbs if view.clause_at(hit.start).kind != "relative"]
        if not verbs or next(self._standing_nouns(match.end, verbs[0].start), None) is not None:
            return []
        verb = verbs[0]
        clause = view.clause_at(verb.start)
        if verb.attributes.get("object") == "attend":
            return [one for one in clause.subject if one.start > verb.end]
        if not any(one.start > match.end for one in clause.subject):
            met = self._object_before(verb.start, [])  # "brought him together with"
            return met + view.complements(verb.end, {"to"}) if met else view.objects_of(verb.start, verb.end)
        return [one for one in clause.subject if one.start > verb.end]

    def _standing_nouns(self, start: int, end: int) -> Iterator[Match]:
        """The meetings that nouns tell of in a stretch."""
        return (item for item in self._standing(start, end) if not is_verb(item))

    def _agents(self, match: Match) -> list[Actor]:
        """By whom it is offered, chaired or led, told by a participle in its clause."""
        view = self._view
        end = self._around(match.start)[1]
        stop = self._next_noun(match)
        verb = view.clause_at(match.start).verb
        if match.attributes.get("kind") == "visit" and match.end <= verb:
            stop = min(stop, verb)  # before whom something is done in its course is told of that
        return [
            one
            for one in view.within(match.end, end)
            if (one.part in {"presence", "chair"} and one.start < stop)
            or (one.part == "by" and self._passive_of(match, one))
        ]

    def _granted_to(self, match: Match, stop: int) -> list[Actor]:
        """To whom the participle behind its noun says that it was given; a pronoun may tell."""
        document, view = self._document, self._view
        given = self._participles(match.end, min(stop, match.end + _ATTENDED))
        if not given:
            return []
        verb = given[0]
        for hit in document.within("pronouns", match.end, verb.start):
            if hit.attributes.get("kind") == "object" and hit.attributes.get("case") == "to":
                return self._object_before(hit.end, [])
        near = view.within(match.end, min(stop, verb.end + _BETWEEN))
        return [one for one in near if one.part == "to" and one.kind in PEOPLE]

    def _participles(self, start: int, end: int) -> list[Hit]:
        """The participles of holding, giving or leading in a stretch."""
        return [
            hit
            for hit in self._document.within("meeting_verbs", start, end)
            if hit.attributes.get("type") == "attendance" and hit.attributes.get("tense") == "past_participle"
        ]

    def _partners(self, match: Match, stop: int) -> list[Actor]:
        """With whom it is to be held, behind the verb of which it is the subject ("is planned with")."""
        clause = self._view.clause_at(match.start)
        asked = clause.subject and clause.subject[0].kind == "pronoun" and clause.subject[0].start > match.end
        if (clause.subject and not asked) or not match.end <= clause.verb < match.end + _ATTENDED:
            return []
        if self._document.starting_at("auxiliaries", clause.verb) is None:
            return []
        behind = self._view.within(clause.verb, min(stop, clause.verb + _BETWEEN))
        return [
            one
            for one in behind
            if one.part in {"with", "between"} and self._view.clause_at(one.start) is clause
        ]

    def _joined(self, match: Match, agents: list[Actor]) -> list[Actor]:
        """Those who, it says behind the noun of where they are, were joined by others there."""
        by = [one for one in agents if one.part == "by"][:1]
        return [
            one
            for agent in by
            for one in self._view.clause_at(agent.start).subject
            if match.end < one.start < agent.start and one.kind in PEOPLE
        ]

    def _passive_of(self, match: Match, actor: Actor) -> bool:
        """Whether a participle of holding or giving stands between a noun and "by somebody"."""
        if actor.start - match.end > 140 or next(self._standing(match.end, actor.start), None) is not None:
            return False
        low = max(match.end, self._around(match.start)[0])
        return bool(self._participles(low, actor.start) or self._participles(low, actor.end))
