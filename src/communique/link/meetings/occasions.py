"""Who takes part in a meeting that is the occasion, the purpose or the means of what a clause tells."""

from __future__ import annotations

from itertools import islice

from communique.link.actors import Actor
from communique.link.meetings.counts import head, is_verb
from communique.link.meetings.found import PEOPLE
from communique.link.meetings.governing import Governing
from communique.match import Match

__all__ = ["Occasions"]

_FIRST = 12
"""How far from the head of a sentence an actor stands that a preposition there leads to."""
_BETWEEN = 130
"""How far from its verb a noun may stand."""
_TOLD = 40
"""How many meetings back the visit is looked for that the text goes on with."""


class Occasions(Governing):
    """Reads who takes part in what is only the occasion of something else."""

    def _visitor(self, match: Match) -> list[Actor]:
        """The actor right before "on a visit", or the subject of what is done "for a visit"."""
        document = self._document
        low = max(self._around(match.start)[0], match.start - 24)
        roles = [
            hit.attributes["role"]
            for hit in document.within("actor_roles", low, match.start)
            if hit.attributes["role"] in {"in", "for"}
            and len(document.lower(hit.end, match.start).split()) < 3
        ]
        if not roles:
            return []
        if roles[-1] == "for":
            if not self._indefinite(match):
                return []
            clause = self._view.clause_at(match.start)
            return [one for one in clause.subject if one.kind in PEOPLE]
        low = max(self._around(match.start)[0], match.start - 300)
        before = [one for one in self._view.within(low, match.start) if one.kind in PEOPLE]
        return before[-1:] or self._at_it(match)

    def _received(self, match: Match) -> list[Actor]:
        """The guest whom somebody receives on the occasion of a visit: the visit is the guest's."""
        document, view = self._document, self._view
        start = max(self._around(match.start)[0], match.start - 320)
        before = [item for item in document.within("meeting", start, match.start) if is_verb(item)]
        if not before or not head(before[-1]).get("passive"):
            return []
        verb = before[-1]
        if view.clause_at(verb.start) is not view.clause_at(match.start):
            return []
        if any(
            hit.attributes.get("tense") not in {None, "past_participle", "infinitive"}
            for hit in document.within("auxiliaries", verb.end, match.start)
        ):
            return []
        if verb.groups.get("passive") is not None:
            return view.subject_of(verb.start)
        clitic = self._object_before(verb.start, view.subject_of(verb.start))
        objects = view.objects_of(verb.start, verb.end)
        return clitic or [one for one in objects if one.start < match.start] or objects

    def _meant(self, match: Match) -> list[Actor]:
        """The subject of what is done "for talks", and whom it says that he met for them."""
        low = max(self._around(match.start)[0], match.start - 24)
        meant = any(
            hit.attributes["role"] == "for" and len(self._document.lower(hit.end, match.start).split()) < 3
            for hit in self._document.within("actor_roles", low, match.start)
        )
        if not meant or not (self._indefinite(match) or match.attributes.get("kind") == "ceremony"):
            return []
        clause = self._view.clause_at(match.start)
        people = [one for one in clause.subject if one.kind in PEOPLE]
        for item in self._standing(max(clause.start, match.start - _BETWEEN), match.start):
            received = head(item).get("passive") and not self._openers(item.end, match.start)
            if people and is_verb(item) and received:
                met = self._view.objects_of(item.start, item.end)
                people += [one for one in met if one.kind in PEOPLE and one.start < match.start]
        return people

    def _at_it(self, match: Match) -> list[Actor]:
        """The subject of the clause that a meeting is the occasion of."""
        clause = self._view.clause_at(match.start)
        people = [one for one in clause.subject if one.kind in PEOPLE]
        if clause.parent is not None and self._set_off(match):
            people = [one for one in clause.parent.subject if one.kind in PEOPLE] or people
        if people:
            return people
        by = [one for one in self._view.within(clause.start, match.start) if one.part == "by"]
        if by:  # what was done by them was done there
            return list(by[-1].chain)
        later = self._view.within(match.end, self._around(match.start)[1])
        for one in later:
            after = self._view.clause_at(one.start)
            if (
                any(one is subject for subject in after.subject)
                and after.kind == "main"
                and one.kind in PEOPLE
            ):
                return list(after.subject)
        return []

    def _again(self, match: Match) -> list[Actor]:
        """The subject of what happens in the course of a visit that he was told before to pay."""
        told = self._document.records.get("meeting", ())
        visits = (record for _, record in islice(reversed(told), _TOLD) if record.kind == "visit")
        visit = next(visits, None)
        return [
            one for one in self._at_it(match) if visit and not set(visit.participants).isdisjoint(one.names)
        ]

    def _set_off(self, match: Match) -> bool:
        """Whether a comma parts the word of time from what is said before: the main clause happens then."""
        low = max(self._around(match.start)[0], match.start - 40)
        openers = self._openers(low, match.start)
        return bool(openers) and self._document.lower(low, openers[0].start).rstrip().endswith(",")

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
            subject = self._view.subject_of(match.start)
            ahead = [one for one in subject if one.start > hit.end and one.kind in PEOPLE]
            if ahead and "," in self._document.lower(hit.end, ahead[0].start):
                return ahead  # "at the dinner given in his honour, X …"
            return self._other_than(hosts, hit.start)
        return []

    def _honoured_before(self, match: Match) -> list[Actor]:
        """In whose honour, it says between the verb and the noun, a meal is given."""
        low = max(self._view.clause_at(match.start).start, match.start - _BETWEEN)
        honoured = [one for one in self._view.within(low, match.start) if one.part == "honour"]
        return honoured if honoured and self._governing(match) is not None else []

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

    def _been(self, match: Match) -> bool:
        """Whether a verb in the past infinitive tells of a meeting: somebody said so afterwards."""
        tenses = [item.attributes.get("tense") for group in match.groups.values() for item in group.items]
        first = self._document.within("auxiliaries", match.start, match.end)[:1]
        return "past_participle" in tenses and any(
            hit.attributes.get("tense") == "infinitive" for hit in first
        )

    def _met_there(self, match: Match) -> list[Actor]:
        """Those with whom the main clause says that another encounter was had at this one."""
        end = self._around(match.start)[1]
        told = self._document.within("meeting", match.end, end)
        if not told or self._been(told[0]):
            return []
        return [one for one in self._view.within(match.end, end) if one.part == "with"]
