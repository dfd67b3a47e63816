"""Who takes part in a meeting that a verb tells of."""

from __future__ import annotations

from communique.link.actors import Actor
from communique.link.meetings.counts import form, head
from communique.link.meetings.found import PEOPLE, Found
from communique.link.meetings.side import Side
from communique.match import Match

__all__ = ["Verbs"]


_CALLED = 10
"""How far behind a question's verb the name by which somebody is called may stand."""
_BETWEEN = 16  # "between" further off tells of a thing that lies between others


class Verbs(Side):
    """Reads the parts of meetings that verbs tell of."""

    def read(self, match: Match) -> Found:
        """The parts of one meeting."""
        view, values = self._view, head(match)
        subject = self._subject(match)
        found = Found(subject=subject)
        found.related = view.clause_at(match.start).antecedent is not None
        wanted = values.get("object")
        if match.groups.get("passive") is not None:
            found.agents = view.complements(match.end, {"by"})
            stop = self._next_noun(match)
            found.others = [one for one in view.complements(match.end, {"with"}) if one.start < stop]
            found.hosts = found.agents
            return found
        found.hosts = subject
        if wanted == "place":
            stop = self._next_noun(match)  # whom one goes to talk with is told of the talks
            found.others = [one for one in view.complements(match.end, {"with"}) if one.start < stop]
            return found
        if wanted in {"goal", "thing"}:
            found.others = view.complements(match.end, {"with"}) + self._relative_with(match)
            return found
        found.others = [
            one
            for one in view.complements(match.end, {"with", "between"})
            if one.part == "with" or one.start - match.end < _BETWEEN
        ]
        if wanted == "gather":
            found.others += view.complements(match.end, {"chair"})
        if wanted == "gather" and form(match) == "convened":
            found.others += view.objects_of(match.start, match.end)
        if wanted == "person":  # to see somebody in office
            found.others += [one for one in self._objects(match) if one.kind in {"person", "office"}]
        if wanted == "direct":
            met = self._objects(match)
            stop = self._next_noun(match) if met else match.end
            found.others = [one for one in found.others if not met or one.start < stop] + met
        if wanted == "with":
            found.others += self._relative_with(match)
        if wanted == "with" and any(one.person == 1 for one in subject):
            self._speaks(found)
        if wanted in {None, "to", "direct_of"}:
            inside = [one for one in view.within(match.start, match.end) if one.part == "to"]
            found.others += self._clitic(match) or inside or view.complements(match.end, {"to", "of"})
        return found

    def _objects(self, match: Match) -> list[Actor]:
        """Whom a verb has as its object: a pronoun before it, those after it, the one a relative tells of."""
        called = self._called(match) if form(match) == "inverted" else None
        end = match.end if called is None else called.end
        return self._clitic(match) or self._view.objects_of(match.start, end) or self._relative_object(match)

    def _speaks(self, found: Found) -> None:
        """Who says "I" is none of those he met."""
        met = {name for one in found.others for name in one.names}
        for one in found.subject:
            if one.person == 1 and met & set(one.names):
                one.names = self._view.another_than(tuple(met))

    def _subject(self, match: Match) -> list[Actor]:
        view = self._view
        group = match.groups.get("head")  # behind a reflexive pronoun the clause begins with the verb
        clause = view.clause_at(
            group.items[0].start if group is not None and group.items else match.start + 1
        )
        if form(match) == "inverted":
            return self._addressed(match)
        subject = list(clause.subject)
        if subject and any(one.start >= match.end for one in subject) and not clause.inverted:
            subject = [one for one in subject if one.start < match.end] or subject
        if not subject and clause.parent is not None and head(match).get("tense") == "infinitive":
            subject = list(clause.parent.subject)
        if head(match).get("tense") == "infinitive" or self._infinitive(match):
            subject = self._asked(match.start) or subject or self._for_whom(match.start)
        return [
            one for one in subject if one.kind in PEOPLE or one.kind in {"organisation", "body", "country"}
        ]

    def _for_whom(self, at: int) -> list[Actor]:
        """Whose occasion an infinitive tells of ("an occasion for the minister to …")."""
        near = [one for one in self._view.within(max(0, at - 160), at) if one.part == "for"]
        return near[-1].chain if near and at - near[-1].end < 12 else []

    def _infinitive(self, match: Match) -> bool:
        return any(
            item.attributes.get("tense") == "infinitive"
            for group in match.groups.values()
            for item in group.items
        )

    def _clitic(self, match: Match) -> list[Actor]:
        """The object pronoun right before a verb."""
        return self._object_before(match.start, self._subject(match))

    def _addressed(self, match: Match) -> list[Actor]:
        """The subject of an inverted question: you, the one who answers; or the actor before the verb."""
        after = self._view.within(match.end, match.end + 8)
        if after and after[0].person == 3:
            return self._view.subject_of(match.start) or after[:1]
        called = self._called(match)
        if called is not None:
            return [called]
        names = self._view.addressee_at(match.start)
        if not names:
            return []
        roles = frozenset(role for one in self._view.all if one.names == names for role in one.roles)
        return [Actor(match.start, match.start, "person", names, roles=roles)]

    def _relative_with(self, match: Match) -> list[Actor]:
        """Those before a relative with whom, it says, somebody talked."""
        clause = self._view.clause_at(match.start)
        if clause.kind != "relative" or clause.before is None:
            return []
        near = self._document.within("actor_roles", max(0, clause.start - 12), clause.start)
        led = any(hit.attributes["role"] == "with" and clause.start - hit.end <= 1 for hit in near)
        return list(clause.before.chain) if led else []

    def _called(self, match: Match) -> Actor | None:
        """Whom a question calls by name behind its verb, between commas: he is asked."""
        for one in self._view.within(match.end, match.end + _CALLED)[:2]:
            behind, before = (
                self._document.lower(one.end, one.end + 1),
                self._document.lower(one.start - 2, one.start),
            )
            if one.kind in PEOPLE and not one.part and behind == "," and before == ", ":
                return one
        return None

    def _relative_object(self, match: Match) -> list[Actor]:
        """The actor right before a relative clause whose verb has no other object."""
        clause = self._view.clause_at(match.start)
        before = clause.before
        near = before is not None and clause.start - before.end <= 3
        return [before] if near and before is not None and clause.antecedent is None else []
