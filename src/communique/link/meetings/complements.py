"""Whom the words around a meeting's noun name: its complements, owners and relative clauses."""

from __future__ import annotations

from communique.link.actors import Actor
from communique.link.meetings.found import GATHERINGS, GIVEN, PEOPLE
from communique.link.meetings.side import Side
from communique.match import Hit, Match

__all__ = ["Complements"]

_WHOSE = 24
"""How near "whose" the noun stands that it governs."""
_NEXT = 3
_BEFORE = 300
"""How far back the meeting may be told that "their talks" takes up."""


class Complements(Side):
    """Reads whom the complements of a noun name."""

    def _binds(self, match: Match, actor: Actor) -> bool:
        """Whether "between" tells whom an instrument binds that stands before it."""
        return actor.part == "between" and bool(
            self._document.within("agreement", match.end, actor.chain[0].start)
        )

    def _given(self, match: Match) -> list[Actor]:
        """Those to whom it is given, or from whom a call comes."""
        parts = {"to"} if match.attributes.get("kind") in {"audience", "ceremony"} else set()
        if match.attributes.get("kind") == "call":
            parts = {"of", "to"}
        return self._view.complements(match.end, parts) if parts else []

    def _own(self, match: Match) -> list[Actor]:
        """Those of whom it is said to be: the first complement with "of"."""
        for actor in self._view.complements(
            match.end, {"of", "with", "between", "presence", "escort", "to", "in", "by", "on"}
        ):
            if actor.part != "of":
                if actor.part in {"in", "to"}:
                    continue
                return []
            gap = self._document.lower(match.end, actor.start)
            if actor.kind == "country" and match.attributes.get("kind") == "visit":
                return []
            if (
                len(gap) > 60
                or gap.count(",") == 1  # it is apposed to what stands before
                or next(self._standing(match.end, actor.start), None) is not None
            ):
                return []
            return list(actor.chain)
        return []

    def _possessor(self, match: Match) -> list[Actor]:
        """Whose it is: the subject of the clause, or of the one above, that a possessive means."""
        document, view = self._document, self._view
        hits = [
            hit
            for hit in document.within("determiners", max(0, match.start - 26), match.start)
            if hit.attributes.get("kind") == "possessive"
        ]
        if not hits:
            return self._whose(match)
        if any(char in document.lower(hits[-1].end, match.start) for char in ",;\n"):
            return []
        if len(document.lower(hits[-1].end, match.start).split()) > 2:
            return []
        if document.within("plural_possessives", hits[-1].start, hits[-1].end):
            owners = [one for one in view.subject_of(match.start) if one.names]
            if len(owners) > 1 or any(len(one.names) > 1 for one in owners):
                return owners
            pair = () if len(spoken := self._whose_words(match)) > 1 else view.pair_at(hits[-1].start)
            if len(spoken) > 1:
                return spoken
            pair = pair or self._told_before(match)
            return [Actor(hits[-1].start, hits[-1].end, "joint", pair, plural=True)] if pair else owners
        if hits[-1].attributes.get("person") == "1" and (mine := view.speaker_at(match.start)):
            return [Actor(hits[-1].start, hits[-1].end, "pronoun", mine, person=1)]
        thanked = self._thanked(match)
        if thanked:
            return thanked
        if match.attributes.get("kind") in GATHERINGS:
            bodies = [
                one
                for one in view.within(max(0, match.start - 150), match.start)
                if one.kind in {"organisation", "body"} and one.names
            ]
            if bodies:
                return bodies[-1:]
        clause = view.clause_at(match.start)
        while clause is not None:
            people = [one for one in clause.subject if one.names and one.kind != "country"]
            if people:
                return people
            if clause.parent is None:
                break
            clause = clause.parent
        before = [
            one
            for one in view.within(max(0, match.start - 400), match.start)
            if one.names and one.kind in PEOPLE and not one.part
        ]
        acting = [one for one in before if any(one is doer for doer in view.clause_at(one.start).subject)]
        return self._whose_words(match)[:1] or acting[-1:] or before[-1:]

    def _whose_words(self, match: Match) -> list[Actor]:
        """Of whom a heading without a verb tells before his meeting ("Remarks of X after his …")."""
        start = self._around(match.start)[0]
        clause = self._view.clause_at(match.start)
        if clause.subject or clause.verb >= start:
            return []
        told = [one for one in self._view.within(start, match.start) if one.part == "of"]
        return told[0].chain if told and told[0].kind in PEOPLE and told[0].names else []

    def _told_before(self, match: Match) -> tuple[str, ...]:
        """Those whom the sentence before tells to have met, where "their" talks are theirs."""
        told = self._document.records.get("meeting")
        if not told:
            return ()
        before, record = told[-1]
        near = match.start - before.end < _BEFORE and record.kind != "visit"
        return tuple(record.participants) if near else ()

    def _whose(self, match: Match) -> list[Actor]:
        """The one before "whose": of him a visit is."""
        clause = self._view.clause_at(match.start)
        whose = clause.kind == "relative" and clause.case == "of" and match.start - clause.start < _WHOSE
        before = clause.before
        if (
            not whose
            or before is None
            or before.kind not in PEOPLE
            or match.attributes.get("kind") != "visit"
        ):
            return []
        return [before] if clause.start - before.end <= _NEXT else []

    def _thanked(self, match: Match) -> list[Actor]:
        """Whoever is thanked for a visit made it."""
        low = max(self._around(match.start)[0], match.start - 110)
        verbs = [
            hit
            for hit in self._document.within("stances", low, match.start)
            if hit.attributes.get("stance") == "thank"
        ]
        if match.attributes.get("kind") != "visit" or not verbs:
            return []
        verb = verbs[-1]
        objects = [one for one in self._view.objects_of(verb.start, verb.end) if one.end < match.start]
        return objects or self._object_near(verb.start, self._view.subject_of(verb.start))

    def _relative(self, match: Match) -> list[Actor]:
        """Those who attend, chair or hold it in the relative clause that follows the noun."""
        document, view = self._document, self._view
        end = self._around(match.start)[1]
        text = document.lower(match.end, end)
        end = match.end + min((at for at in (text.find(char) for char in ";:") if at >= 0), default=len(text))
        before = view.within(match.end, end)
        found: list[Actor] = []
        for hit in document.within("pronouns", match.end, min(end, match.end + 110)):
            if hit.attributes.get("kind") != "relative":
                continue
            if next(self._standing(match.end, hit.start), None) is not None:
                return found  # what the clause tells of is the other meeting
            first = [one for one in before if one.start < hit.start and one.kind == "person"]
            if first and hit.attributes.get("case") == "subject":
                return found  # "who" is somebody named in between
            clause = view.clause_at(hit.start + 1)
            if clause.kind != "relative":
                return found
            if hit.attributes.get("case") == "subject":
                found += self._inside(hit.end, end)
                if match.attributes.get("kind") == "visit":  # "which will take him to"
                    found += self._object_before(min(end, hit.end + 4), [])
                continue
            verbs = [
                verb
                for verb in document.within("meeting_verbs", hit.end, min(end, hit.end + 130))
                if verb.attributes.get("type") == "attendance"
            ]
            had = [
                one
                for one in document.within("auxiliaries", hit.end, min(end, hit.end + 60))
                if one.attributes.get("owns") and self._holds(one)
            ]
            if had:
                met = [one for one in view.within(had[0].end, had[0].end + 60) if one.part == "with"]
                found += [*clause.subject, *met]
            elif verbs:
                found += [
                    one
                    for one in clause.subject
                    if one.kind in PEOPLE or one.kind in {"body", "organisation", "country"}
                ]
            if verbs and verbs[0].attributes.get("object") == "both":
                found += view.objects_of(verbs[0].start, verbs[0].end)
            if verbs and not had:
                found += view.complements(verbs[0].end, {"with"})
            if verbs and match.attributes.get("kind") in GIVEN:
                found += [one for one in view.complements(verbs[0].end, {"to"}) if one.kind in PEOPLE]
        return found

    def _holds(self, have: Hit) -> bool:
        """Whether "have" is the verb itself: a participle, or followed by when or with whom one has it."""
        document = self._document
        if have.attributes.get("tense") == "past_participle":
            return True
        at = have.end + 1
        role = document.starting_at("actor_roles", at)
        dated = document.starting_at("date", at) is not None
        return dated or (role is not None and role.attributes["role"] == "with")

    def _inside(self, start: int, end: int) -> list[Actor]:
        """Those in whose presence, or by whom, in a relative clause about the meeting."""
        parts = {"presence", "chair", "with"}
        return [one for one in self._view.within(start, end) if one.part in parts]
