"""What governs a meeting's noun: a verb that holds, gives or attends it, or a word of time."""

from __future__ import annotations

from communique.link.meetings.counts import is_verb
from communique.link.meetings.side import Side
from communique.match import Hit, Match

__all__ = ["Governing"]

_JOIN = 24
"""How near a noun stands what joins it to another one: further off a comma closes an apposition."""
_GOVERNED = 180
"""How far before a noun the verb that governs it may stand."""
_IS = 8
"""How far before its article the verb begins by which somebody is a guest."""
_ONLY_VERBS = frozenset({"future", "imperfect", "conditional", "past_historic"})
"""Tenses of which no form is a noun's: what stands before is an object, no determiner."""
_AGREED = 60
"""How far behind its verb the meeting may stand that is agreed on."""
_FRONT = 4
"""How many characters, of a number or a bullet, may stand before what opens a sentence."""


class Governing(Side):
    """Finds what governs the nouns of meetings."""

    def _governing(self, match: Match) -> Hit | None:
        """The verb of holding, giving or attending right before a noun."""
        document = self._document
        clause = self._view.clause_at(match.start)
        low = max(clause.start, match.start - _GOVERNED, self._around(match.start)[0])
        verbs = [
            hit
            for hit in document.within("meeting_verbs", low, match.start)
            if (hit.attributes.get("type") == "attendance" or hit.attributes.get("object") == "gather")
            and not self._nominal(hit)
            and (hit.attributes.get("object") != "keep" or match.attributes.get("kind") == "ceremony")
        ]
        if of_its_own := match.attributes.get("verbs"):
            verbs += document.within(of_its_own, low, match.start)
        haves = [
            hit
            for hit in document.within("auxiliaries", low, match.start)
            if hit.attributes.get("owns")
            and self._alone(hit.end, match.start)
            and document.starting_at("meeting_openers", hit.start) is None  # "A l'issue de"
        ]
        governing: Hit | None = max((*verbs, *haves), key=lambda hit: int(hit.end), default=None)
        far = governing is not None and match.start - governing.end > _AGREED
        if far and governing is not None and governing.attributes.get("object") == "agree":
            return None  # they agreed on something else
        if (
            governing is None
            or self._cut(governing.end, match.start)
            or self._circumstance(governing.end, match.start)
        ):
            return None
        return governing

    def _alone(self, start: int, end: int) -> bool:
        """Whether "have" is the verb itself: a determiner, a date or a small word comes next."""
        document = self._document
        at = start
        text = document.lower(start, end)
        if text[:1] in {",", ";"}:
            return True
        at += len(text) - len(text.lstrip())
        for _ in range(3):
            small = document.starting_at("adverbs", at)
            if small is None or small.end >= end:
                break
            at = small.end + 1
        names = ("determiners", "date", "actor_roles", "prepositions", "actor_words")
        return any(document.starting_at(name, at) is not None for name in names)

    def _nominal(self, hit: Hit) -> bool:
        """Whether a word that looks like a verb is a noun here: a determiner stands before it."""
        document = self._document
        tense = hit.attributes.get("tense")
        before = [
            one
            for one in document.within("determiners", hit.start - 5, hit.start)
            if one.end >= hit.start - 1
        ]
        if tense is None and before:  # "is the guest of" is no noun, "the guest of" is one
            return not any(
                one.attributes.get("verb") and not one.attributes.get("owns")
                for one in document.within("auxiliaries", before[0].start - _IS, before[0].start)
            )
        plural = hit.attributes.get("number") == "pl"
        object_of = plural and any(one.attributes.get("number") == "sg" for one in before)
        return bool(before) and tense not in _ONLY_VERBS and not object_of

    def _circumstance(self, start: int, end: int) -> bool:
        """Whether the noun is only the occasion of what the verb says."""
        document = self._document
        between = document.within("meeting", start, end)
        if any(is_verb(item) for item in between):
            return True
        at = between[-1].end if between else end
        if document.within("actor_roles", at, end) and not self._joins(max(at, end - _JOIN), end):
            return True  # the noun tells of what the other one is a part
        return any(end - hit.end < 24 for hit in self._openers(start, end))

    def _joins(self, start: int, end: int) -> bool:
        """Whether a stretch joins what stands around it."""
        if "," in self._document.lower(start, end):
            return True
        return any(
            hit.attributes["type"] == "join" for hit in self._document.within("actor_words", start, end)
        )

    def _cut(self, start: int, end: int) -> bool:
        """Whether another verb or another meeting's complement stands between a verb and a noun."""
        document = self._document
        if any(char in document.lower(start, end) for char in ";:\n"):
            return True
        if any(hit.attributes.get("kind") == "relative" for hit in document.within("pronouns", start, end)):
            return True
        others = [
            hit
            for name in ("auxiliaries", "stances", "reporting_verbs", "clause_verbs")
            for hit in document.within(name, start, end)
            if hit.attributes.get("tense") not in {None, "past_participle"}
        ]
        return any(hit.attributes.get("tense") != "infinitive" for hit in others)

    def _aside(self, match: Match) -> bool:
        """Whether the noun is the mere occasion of what a verb told of: those it is with are the verb's."""
        if not self._in_time(match) or self._governing(match) is not None:
            return False
        clause = self._view.clause_at(match.start)
        before = self._document.within("meeting", max(clause.start, match.start - 120), match.start)
        return any(is_verb(item) and self._view.clause_at(item.start) is clause for item in before)

    def _in_time(self, match: Match) -> bool:
        """Whether a word of time or occasion governs the noun."""
        low = max(self._around(match.start)[0], match.start - 40)
        openers = self._openers(low, match.start)
        return (
            bool(openers)
            and match.start - openers[-1].end < 24
            and openers[-1].attributes.get("sense") != "topic"  # "on the agenda of the talks"
        )

    def _beside(self, match: Match) -> bool:
        """Whether what is told only happens beside the meeting ("on the margins of the session")."""
        openers = self._openers(max(self._around(match.start)[0], match.start - 40), match.start)
        return bool(openers) and openers[-1].attributes.get("sense") == "beside"

    def _owned(self, match: Match) -> bool:
        """Whether a possessive right before the noun says whose it is."""
        return any(
            hit.attributes.get("kind") == "possessive" and match.start - hit.end <= 1
            for hit in self._document.within("determiners", match.start - _IS, match.start)
        )

    def _opens(self, match: Match) -> bool:
        """Whether the word of time or occasion before a noun opens the sentence."""
        start = self._document.sentence(match.start)[0]
        openers = self._openers(max(start, match.start - 40), match.start)
        return bool(openers) and openers[0].start - start < _FRONT

    def _means(self, match: Match) -> bool:
        """Whether the noun only says by what means somebody speaks."""
        return any(
            hit.end >= match.end for hit in self._document.within("remote_means", match.start - 6, match.end)
        )
