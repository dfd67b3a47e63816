"""Whom the words around a meeting's noun name: its complements, owners and relative clauses."""

from __future__ import annotations

from communique.link.actors import Actor
from communique.link.meetings.counts import head, is_verb
from communique.link.meetings.found import GATHERINGS, PEOPLE
from communique.link.meetings.side import Side
from communique.match import Hit, Match

__all__ = ["GIVEN", "Complements"]

_WHOSE = 24
"""How near "whose" the noun stands that it governs."""
_NEXT = 3
GIVEN = frozenset({"audience", "ceremony"})
"""Kinds of meetings that somebody gives to somebody."""


class Complements(Side):
    """Reads whom the complements of a noun name."""

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
            if len(gap) > 60 or next(self._standing(match.end, actor.start), None) is not None:
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
            pair = view.pair_at(hits[-1].start)
            return [Actor(hits[-1].start, hits[-1].end, "joint", pair, plural=True)] if pair else owners
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
        return before[-1:] if before else []

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

    def _meant(self, match: Match) -> list[Actor]:
        """The subject of what is done "for talks"."""
        low = max(self._around(match.start)[0], match.start - 24)
        meant = any(
            hit.attributes["role"] == "for" and len(self._document.lower(hit.end, match.start).split()) < 3
            for hit in self._document.within("actor_roles", low, match.start)
        )
        if not meant or not self._indefinite(match):
            return []
        return [one for one in self._view.clause_at(match.start).subject if one.kind in PEOPLE]

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

    def _members(self, match: Match) -> list[Actor]:
        """The states or bodies right after a summit, session or conference, or whose own it is."""
        document, view = self._document, self._view
        end = self._around(match.start)[1]
        found = []
        at = match.end
        for one in view.within(match.end, min(end, match.end + 60)):
            gap = document.lower(at, one.start)
            if one.kind in {"country", "organisation"} and not one.part and gap.strip() in {"", "-"}:
                found.append(one)
                at = one.end
            else:
                break
        return found or self._dont(match) or self._named_before(match)

    def _same_body(self, match: Match) -> list[Actor]:
        """The body whose session "this session" is, or that of a numbered one at the head of a text."""
        document, view = self._document, self._view
        word = document.lower(match.start, match.end)
        before = document.within("determiners", match.start - 6, match.start)
        if any(hit.attributes.get("kind") == "demonstrative" for hit in before):
            for item in reversed(document.within("meeting", max(0, match.start - 2000), match.start)[-8:]):
                if document.lower(item.start, item.end).startswith(word.split(" ")[0]):
                    bodies = [one for one in self._own(item) if one.kind in {"organisation", "body"}]
                    if bodies:
                        return bodies[:1]
            return []
        line = document.zones.line(match.start)
        alone = line is not None and line.end - line.start < 80 and line.start < 400
        if alone and line is not None and document.lower(line.start, match.start)[:1].isdigit():
            bodies = [
                one for one in view.within(line.end, line.end + 400) if one.kind in {"organisation", "body"}
            ]
            return bodies[:1]
        return []

    def _named_before(self, match: Match) -> list[Actor]:
        """The body just before "its 12th session", or in the line above a heading."""
        document = self._document
        low = match.start - 50
        near = [
            one
            for one in self._view.within(max(0, low), match.start)
            if one.kind in {"organisation", "body"} and one.names
        ]
        if not near:
            return []
        gap = document.lower(near[-1].end, match.start)
        owned = any(
            hit.attributes.get("kind") == "possessive"
            for hit in document.within("determiners", near[-1].end, match.start)
        )
        headed = gap.startswith("\n") and len(gap.split()) <= 2 and "," not in gap
        return near[-1:] if (owned and "\n" not in gap) or headed else []

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

    def _set_off(self, match: Match) -> bool:
        """Whether a comma parts the word of time from what is said before: the main clause happens then."""
        low = max(self._around(match.start)[0], match.start - 40)
        openers = self._openers(low, match.start)
        return bool(openers) and self._document.lower(low, openers[0].start).rstrip().endswith(",")

    def _indefinite(self, match: Match) -> bool:
        before = self._document.within("determiners", match.start - 6, match.start)
        return any(hit.attributes.get("kind") == "indefinite" for hit in before)

    def _adjectives(self, match: Match, end: int) -> list[Actor]:
        """States that adjectives name in the complement of a session or commission."""
        document = self._document
        found: list[Actor] = []
        for item in document.within("country", match.end, min(end, match.end + 70)):
            gap = document.lower(found[-1].end if found else match.end, item.start)
            if any(char in gap for char in ",;:()") or document.within("auxiliaries", match.end, item.start):
                break
            if (found and gap.strip(" -")) or any(
                one.start <= item.start < one.end for one in self._view.within(match.end, item.end)
            ):
                break
            record = document.record_of(item)
            if record is not None:
                found.append(Actor(item.start, item.end, "country", (record.code,)))
        return found

    def _dont(self, match: Match) -> list[Actor]:
        """The body of which the relative before the noun says that it meets."""
        clause = self._view.clause_at(match.start)
        last = [
            one
            for one in self._view.within(max(0, clause.start - 60), clause.start)
            if one.kind == "organisation"
        ]
        near = match.start - clause.start < 40
        if clause.kind == "relative" and near and clause.antecedent is None and last and not clause.subject:
            return last[-1:]
        return []
