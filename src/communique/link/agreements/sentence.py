"""Sentence: the fates, dates and instruments of one sentence, and where they stand to one another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.link.agreements.instruments import Instrument, chain
from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["Sentence"]

_NEAR = 45
_DATELINE = 60
_ARTICLE = 6
_NUMBER = 3
_BY = "by"
_VERBS = ("auxiliaries", "statuses", "reporting_verbs", "clause_verbs", "stances")
_FINITE = frozenset({"present", "imperfect", "past_historic", "future", "conditional", "subjunctive"})


class Sentence:
    """One sentence with instruments: its fates, its dates, and who gets which."""

    def __init__(
        self,
        document: Document,
        start: int,
        end: int,
        found: list[Instrument],
        dates: list[tuple[Match, str | None]],
    ) -> None:
        self.document = document
        self.start = start
        self.end = end
        self.all = found
        self.found = [instrument for instrument in found if instrument.outer is None and not instrument.gloss]
        self.fates: Sequence[Match] = document.within("fate", start, end)
        self.opens = self._dateline()
        self.dates = [
            pair
            for pair in dates
            if pair[0].start >= self.opens
            and not any(self._in_name(pair[0], i) for i in found)
            and not self._numbers(pair[0])
        ]
        self.used: set[int] = set()
        self.brackets = self._brackets()
        terms = document.within("binding", start, end)
        self.terms = {term.end for term in terms if term.attributes["form"] == "term"}
        self.conjunctions = document.within("conjunctions", start, end)
        only = {fate.end + 1 for fate in self.fates if {"only", "denied"} <= fate.groups.keys()}
        self.pronouns = [
            (pronoun.start, pronoun.end)
            for pronoun in document.within("pronouns", start, end)
            if pronoun.attributes.get("kind") == "relative"
            and pronoun.start not in only
            and not any(c.start < pronoun.start < c.end for c in self.conjunctions)
            and not self._lists(pronoun)
        ]
        self.genitives = [
            (word.start, word.end)
            for word in document.within("pronouns", start, end)
            if word.attributes.get("case") == "of"
        ]
        self.forms: list[str] = []
        self.forms = [str(fate.attributes["form"]) for fate in self.fates]
        for at, fate in enumerate(self.fates):
            self.forms[at] = self._form(at, fate)
        self.resuming = self._resuming()
        self.asked = document.folded(start, end).rstrip(' \n»"').endswith("?")

    def _lists(self, pronoun: Hit) -> bool:
        """Whether a pronoun picks instruments out of several: "six texts, of which an accord on X and …"."""
        return pronoun.attributes.get("case") == "of" and any(
            not instrument.oblique and 0 < instrument.start - pronoun.end <= _ARTICLE
            for instrument in self.found
        )

    def _picked(self, several: Instrument, one: Instrument) -> bool:
        """Whether a pronoun right before an instrument picks it out of several right before that."""
        return any(
            several.end <= word.start
            and 0 < one.start - word.end <= _ARTICLE
            and word.start - several.end < _NEAR
            for word in self.document.within("pronouns", several.end, one.start)
            if word.attributes.get("case") == "of"
        )

    def _resuming(self) -> dict[int, int]:
        """Pronouns that go on, behind a conjunction, with what a participle tells, and where that begins."""
        found: dict[int, int] = {}
        told = [fate.start for at, fate in enumerate(self.fates) if self.forms[at] == "participle"]
        joins = {w.end + 1 for w in self.conjunctions if w.attributes.get("kind") == "coordinating"}
        for start, _ in self.pronouns:
            before = bisect_left(told, start)
            if start in joins and before:
                found[start] = told[before - 1]
        return found

    def _dateline(self) -> int:
        """Where a dateline ends that opens the sentence: place, date and dash; its date is the text's own."""
        places = self.document.within("place", self.start, self.start + _DATELINE)
        if not places or places[0].start != self.start:
            return self.start
        dash = self.document.folded(self.start, self.start + _DATELINE).find(" -")
        return self.start + dash if dash > 0 else self.start

    def _in_name(self, date: Match, instrument: Instrument) -> bool:
        """Whether a date is part of an instrument's name: inside it, or its years right behind it."""
        if instrument.start <= date.start < instrument.end:
            return True
        return date.start == instrument.end + 1 and self.document.folded(date.start, date.start + 1).isdigit()

    def _numbers(self, date: Match) -> bool:
        """Whether a date in parentheses right behind a number is part of that: "no. 153 (1997-1998)"."""
        lead = self.document.folded(max(self.start, date.start - _NUMBER), date.start)
        return lead[-1:] == "(" and lead[:-1].rstrip()[-1:].isdigit()

    def _form(self, at: int, fate: Match) -> str:
        """The form of a fate; a participle that shares an active verb's auxiliary takes an object."""
        form: str = fate.attributes["form"]
        if form == "just":
            return "object" if self._after(fate, _NEAR) or not self._before(fate) else "subject"
        if form == "echo":
            return "subject"
        if form != "participle" or not (after := self._after(fate, _NEAR)):
            return form
        return "object" if self._takes(fate, after[0]) or self._continues_active(at, fate) else form

    def _takes(self, fate: Match, instrument: Instrument) -> bool:
        """Whether an instrument is the object of a participle: nothing but a determiner parts them."""
        start = fate.end + 1
        return any(
            word.start == start
            and word.end + 1 >= instrument.start
            and word.attributes.get("kind") != "partitive"
            for name in ("determiners", "numbers")
            for word in self.document.within(name, start, instrument.start)
        )

    def _before(self, fate: Match) -> list[Instrument]:
        """The instruments before a fate, without those in parentheses that close before it."""
        start = fate.whole[0]
        return [
            instrument
            for instrument in self.found
            if instrument.end <= start
            and not any(low < instrument.start < high <= start for low, high in self.brackets)
        ]

    def _brackets(self) -> list[tuple[int, int]]:
        """Where the parentheses of the sentence open and close."""
        text = self.document.folded(self.start, self.end)
        found, at = [], text.find("(")
        while at >= 0 and (close := text.find(")", at)) >= 0:
            found.append((self.start + at, self.start + close))
            at = text.find("(", close)
        return found

    def _latest(self, fate: Match) -> list[Instrument]:
        """What a pronoun means: the last instrument before it that completes no other, else the next."""
        before = [instrument for instrument in self._before(fate) if instrument.governor is None]
        return before[-1:] or (self.found[:1] if "clitic" in fate.groups else [])

    def _after(self, fate: Match, gap: int) -> list[Instrument]:
        stop = self._next_finite(fate)
        for at, instrument in enumerate(self.found):
            if fate.end <= instrument.start < min(stop, fate.end + gap) and not self._agent(instrument, fate):
                return chain(self.document, self.found, at, stop)
        return []

    def _agent(self, instrument: Instrument, fate: Match) -> bool:
        """Whether an instrument is that by which a fate befalls something, and not what it befalls."""
        start = instrument.start
        return any(
            word.attributes.get("role") == _BY and start - word.end <= _ARTICLE
            for word in self.document.within("actor_roles", max(fate.end, start - 2 * _ARTICLE), start)
        )

    def _continues_active(self, at: int, fate: Match) -> bool:
        """Whether a participle shares the auxiliary of an active verb."""
        conjunction = self.document.within("conjunctions", fate.start - 6, fate.start)
        return bool(conjunction) and any(other.attributes["form"] == "object" for other in self.fates[:at])

    def _next_finite(self, fate: Match) -> int:
        """Where the next verb of fate with a subject or object of its own begins."""
        for at, other in enumerate(self.fates):
            if other.start >= fate.end and self.forms[at] in {"subject", "object"}:
                return other.start
        return self.end

    def _relative(self, start: int, end: int) -> bool:
        return any(start <= pronoun < end for pronoun, _ in self.pronouns)

    def _finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in a stretch, and not in a date or a preposition."""
        words = [
            word
            for name in _VERBS
            for word in self.document.within(name, start, end)
            if not _FINITE.isdisjoint((word.attributes.get("tense") or "").split("|"))
        ]
        if not words:
            return False
        others = [(date.start, date.end) for date, _ in self.dates]
        others += [(word.start, word.end) for word in self.document.within("prepositions", start, end)]
        return any(not any(low <= word.start < high for low, high in others) for word in words)

    def _relative_to(self, instrument: Instrument, fate: Match) -> bool:
        """Whether a fate stands in a clause relative to an instrument."""
        low = instrument.end
        for start, _ in self.pronouns:
            if low <= start < fate.whole[0] and self.resuming.get(start, low) >= low:
                return start - low < _NEAR or not self._finite(low, start)
        return False

    def _use(self, pair: tuple[Match, str | None]) -> str | None:
        self.used.add(pair[0].start)
        value = pair[1]
        return None if value is None or value.endswith("_REF") else value
