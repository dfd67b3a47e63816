"""Who takes part in a meeting that a noun tells of."""

from __future__ import annotations

from collections.abc import Iterator

from communique.link.actors import Actor
from communique.link.meetings.complements import GIVEN, Complements
from communique.link.meetings.counts import form, is_verb
from communique.link.meetings.found import GATHERINGS, PEOPLE, Found
from communique.link.meetings.governing import Governing
from communique.match import Hit, Match

__all__ = ["Nouns"]

_APPOSED = 160
"""How far before "present at" the name of who was there may begin."""
_ATTENDED = 110
"""How far behind a noun the verb may stand that says who attends it."""
_FIRST = 12
"""How far from the head of a sentence an actor stands that a preposition there leads to."""
_CLITIC = 12
"""How far before its verb a pronoun may stand, with an auxiliary between."""
_BETWEEN = 130
"""How far from its verb a noun may stand."""


class Nouns(Governing, Complements):
    """Reads the parts of meetings that nouns tell of."""

    def read(self, match: Match) -> Found:
        """The parts of one meeting."""
        view = self._view
        kind = match.attributes.get("kind")
        found = Found()
        stop = self._next_noun(match)
        found.others = [
            one
            for one in view.complements(match.end, {"with", "between"})
            if one.start < stop and not self._binds(match, one)
        ]
        if self._aside(match):
            found.others = []
        own = self._own(match)
        found.others += own
        held, found.held, found.denied = self._held(match)
        found.subject += self._guests(match) or held
        if held or form(match) == "given":
            found.others += self._given(match)
            found.others += self._before_noun(match)
        elif not found.others:
            found.others += self._fronted(match)
        found.others += self._attending(match)
        found.subject += self._possessor(match)
        found.others += self._relative(match)
        if kind == "visit" and not own:
            found.subject = self._received(match) or found.subject or self._visitor(match)
        if kind == "visit" and any(one.kind in {"person", "office"} for one in own):
            found.subject = [one for one in found.subject if one not in held]  # others agree on it
        if kind in GATHERINGS:
            found.others += self._members(match) or self._same_body(match)
        if (
            (not own or (self._opens(match) and not any(one.names for one in own)))
            and not found.subject
            and self._in_time(match)
            and (kind != "visit" or self._indefinite(match))
        ):
            found.subject += self._at_it(match)
            if found.subject and kind not in {"visit", "press"}:
                found.others += self._met_there(match) or self._spoken_to(match) or self._attended_with(match)
        if not found.subject and not held and kind not in {"visit", "press"}:
            found.subject += self._meant(match)
        if kind == "call" and not found.subject and self._means(match):
            found.subject += self._at_it(match)
        found.agents = self._agents(match)
        if not found.subject and not held:
            found.others += self._joined(match, found.agents)
        if kind in GATHERINGS:
            if any(one.kind in {"person", "office"} for one in found.everybody):
                # A body of two states is there in those who chair it.
                found.others = [one for one in found.others if one.kind != "body" or len(one.names) < 2]
            else:
                found.others += self._adjectives(match, self._around(match.start)[1])
        if kind == "visit":
            found.others = [
                one for one in found.others if one.kind in PEOPLE and one.part not in {"with", "between"}
            ]
        if kind == "ceremony":
            found.others += [
                one for one in view.within(match.end, self._around(match.start)[1]) if one.part == "honour"
            ][: 1 if stop > match.end else 0]
            found.others += self._honoured(match, [*found.subject, *found.agents, *found.others])
        return found

    def _binds(self, match: Match, actor: Actor) -> bool:
        """Whether "between" tells whom an instrument binds that stands before it."""
        return actor.part == "between" and bool(
            self._document.within("agreement", match.end, actor.chain[0].start)
        )

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
            asked = self._asked(governing.start)
            subject = asked or subject
        return self._by_verb(match, governing, subject), True, denied

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
        if wanted == "both":
            return [*subject, *self._bidden(match, governing)]
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

    def _fronted(self, match: Match) -> list[Actor]:
        """Those with whom a talk was had that the sentence begins with ("With X, the talks …")."""
        start = max(self._around(match.start)[0], match.start - _BETWEEN * 2)
        if not self._document.within("determiners", match.start - 5, match.start):
            return []
        clause = self._view.clause_at(match.start)
        first = next(iter(self._view.within(start, match.start)), None)
        opens = first is not None and first.part == "with" and first.start - start < _FIRST
        if first is None or not opens or (0 <= clause.verb < match.start):
            return []
        return list(first.chain) if "," in self._document.lower(first.end, match.start) else []

    def _honoured(self, match: Match, hosts: list[Actor]) -> list[Actor]:
        """Resolve "in his honour": whoever the text spoke of, but for the host."""
        low, high = self._around(match.start)
        for hit in self._document.within("honour_phrases", low, high):
            return self._other_than(hosts, hit.start)
        return []

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
            return list(view.objects_of(verb.start, verb.end))
        return [one for one in clause.subject if one.start > verb.end]

    def _standing_nouns(self, start: int, end: int) -> Iterator[Match]:
        """The meetings that nouns tell of in a stretch."""
        return (item for item in self._standing(start, end) if not is_verb(item))

    def _agents(self, match: Match) -> list[Actor]:
        """By whom it is offered, chaired or led, told by a participle in its clause."""
        view = self._view
        end = self._around(match.start)[1]
        stop = self._next_noun(match)
        return [
            one
            for one in view.within(match.end, end)
            if (one.part in {"presence", "chair"} and one.start < stop)
            or (one.part == "by" and self._passive_of(match, one))
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
        document = self._document
        if actor.start - match.end > 140 or next(self._standing(match.end, actor.start), None) is not None:
            return False
        low = max(match.end, self._around(match.start)[0])
        verbs = document.within("meeting_verbs", low, actor.start) or document.within(
            "meeting_verbs", low, actor.end
        )
        return any(
            hit.attributes.get("type") == "attendance" and hit.attributes.get("tense") == "past_participle"
            for hit in verbs
        )

    def _spoken_to(self, match: Match) -> list[Actor]:
        """Whom the main clause says that its subject addressed in the course of a talk told of first here."""
        if match.attributes.get("kind") not in {"talks", "call"} or not self._indefinite(match):
            return []
        view = self._view
        clause = view.clause_at(match.start)
        if clause.verb < 0:
            return []
        spoken_to = [
            one
            for one in view.within(clause.verb, match.start)
            if one.part in {"", "to"}
            and one.kind in {"person", "office"}
            and one.names
            and not any(one is subject for subject in clause.subject)
        ]
        return [one for one in spoken_to if one.kind == "person"][:1] or spoken_to[:1]

    def _attended_with(self, match: Match) -> list[Actor]:
        """Those together with whom, it says right behind its verb, somebody attended a part of it."""
        low = max(self._view.clause_at(match.start).start, match.start - _BETWEEN)
        verbs = [
            hit
            for hit in self._document.within("meeting_verbs", low, match.start)
            if hit.attributes.get("object") == "attend"
        ]
        if not verbs or next(self._standing(verbs[-1].end, match.start), None) is not None:
            return []
        return [one for one in self._view.within(verbs[-1].end, match.start) if one.part == "with"]

    def _met_there(self, match: Match) -> list[Actor]:
        """Those with whom the main clause says that another encounter was had at this one."""
        end = self._around(match.start)[1]
        if not self._document.within("meeting", match.end, end):
            return []
        return [one for one in self._view.within(match.end, end) if one.part == "with"]
