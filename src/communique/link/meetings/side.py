"""What readers of verbs and of nouns share: objects that pronouns stand for."""

from __future__ import annotations

from collections.abc import Iterator

from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.link.meetings.counts import is_verb, stands
from communique.link.meetings.found import PEOPLE
from communique.match import Hit, Match

__all__ = ["Side"]

_ASKING = 110
_OTHERS = 4
"""How many words between asking and doing say that others are asked: fewer are small ones."""
_REACH = 1200


class Side:
    """What every reader of a meeting's parts holds: the document and its actors."""

    def __init__(self, document: Document, view: Actors) -> None:
        self._document = document
        self._view = view

    def _around(self, at: int) -> tuple[int, int]:
        """The sentence around an offset, as far as it is worth looking: cost stays linear without ends."""
        start, end = self._document.sentence(at)
        return max(start, at - _REACH), min(end, at + _REACH)

    def _standing(self, start: int, end: int) -> Iterator[Match]:
        """The mentions of meetings in a stretch, without those that are part of names and the like."""
        document = self._document
        return (item for item in document.within("meeting", start, end) if stands(document, item))

    def _openers(self, start: int, end: int) -> list[Hit]:
        """The words of time or occasion in a stretch, but for those that begin a compound ("after-noon")."""
        lower = self._document.zones.lower
        return [
            hit
            for hit in self._document.within("meeting_openers", start, end)
            if lower[hit.end : hit.end + 1] != "-"
        ]

    def _next_noun(self, match: Match) -> int:
        """Where the next meeting begins that is no mere circumstance of this one: what follows is its own."""
        end = self._around(match.start)[1]
        for item in self._standing(match.end, end):
            if is_verb(item):
                if not is_verb(match) and not self._relative_between(match.end, item.start):
                    return int(item.start)
            elif not self._occasion(max(match.end, item.start - 34), item.start):
                return int(item.start)
        return end

    def _occasion(self, start: int, end: int) -> bool:
        """Whether a word of time or occasion governs what begins at an offset, and no verb behind it."""
        openers = self._openers(start, end)
        return bool(openers) and not any(
            self._document.within(name, openers[-1].end, end) for name in ("auxiliaries", "meeting_verbs")
        )

    def _relative_between(self, start: int, end: int) -> bool:
        return any(
            hit.attributes.get("kind") == "relative"
            for hit in self._document.within("pronouns", max(start, end - _REACH // 8), end)
        )

    def _object_before(self, at: int, subject: list[Actor]) -> list[Actor]:
        """Whom the object pronoun right before an offset means, but for the subject."""
        return self._view.object_before(at, subject)

    def _asked(self, at: int) -> list[Actor]:
        """Whoever is asked or invited to do something does it: the object before an infinitive."""
        document = self._document
        low = max(document.sentence(at)[0], at - _ASKING)
        asking = document.within("asking_verbs", low, at)
        if not asking:
            return []
        verb = asking[-1]
        if verb.attributes.get("type") == "noun":
            return self._invited(verb)
        between = self._view.within(verb.end, at)
        if any(
            hit.attributes.get("tense")
            and not any(one.part and one.start <= hit.start < one.end for one in between)
            for hit in document.within("meeting_verbs", verb.end, at)
        ):
            return []
        between = [one for one in between if one.part in {"", "to"}]
        if between:
            return between[-1].chain
        if len(document.lower(verb.end, at).split()) > _OTHERS:
            return [Actor(verb.end, at, "group", plural=True, counts=False)]  # whoever they are
        return self._object_near(verb.start, self._view.subject_of(verb.start))

    def _invited(self, noun: Hit) -> list[Actor]:
        """To whom an invitation goes: an actor or a pronoun before it; nobody where it is the subject's."""
        low = self._view.clause_at(noun.start).start
        low = max(low, noun.start - _ASKING)
        given = [one for one in self._view.within(low, noun.start) if one.part == "to" and one.kind in PEOPLE]
        if given:
            return given[-1].chain
        subject = self._view.subject_of(noun.start)
        for hit in reversed(self._document.within("pronouns", low, noun.start)):
            if hit.attributes.get("kind") == "object" and hit.end < noun.start - 1:  # else its article
                return self._object_before(hit.end, subject)
        return []

    def _object_near(self, at: int, subject: list[Actor]) -> list[Actor]:
        """The object pronoun of a compound tense that ends at a participle."""
        for hit in reversed(self._document.within("pronouns", max(0, at - 28), at)):
            if hit.attributes.get("kind") == "object":
                return self._object_before(hit.end, subject)
        return []

    def _other_than(self, subject: list[Actor], at: int) -> list[Actor]:
        mine = {name for one in subject for name in one.names}
        for one in reversed(self._view.within(max(0, at - 900), at)):
            named = one.kind in PEOPLE and one.names and not one.plural and not mine & set(one.names)
            if named and one.part in {"", "with", "by", "to"}:
                return [one]
        return []

    def _indefinite(self, match: Match) -> bool:
        before = self._document.within("determiners", match.start - 6, match.start)
        return any(hit.attributes.get("kind") == "indefinite" for hit in before)
