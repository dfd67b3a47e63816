"""Outlook: how a fate is meant: asserted, planned, or none at all."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link import actors
from communique.link.agreements.instruments import Instrument
from communique.link.agreements.targets import UNDONE, Targets
from communique.match import Match

__all__ = ["Outlook"]

_NEAR = 45
_FUTURE = "future"
_INFINITIVE = "infinitive"
_LATER = "later"
_VIOLATED = "violated"
_CANCELLED = "cancelled"
_SEEN = "seen"
_CAME = "came"
_FACT = "fact"
_PLANNED = "planned"
_MEANT = {_PLANNED: "planned", _LATER: "planned", _CANCELLED: "none", _CAME: "asserted"}
_ADJACENT = 4
_ARTICLE = 10
_OBSERVED = 22
_OUTLOOK_GAP = 110
_ASIDE = 130


class Outlook(Targets):
    """Tells how the fates of a sentence are meant."""

    def _modality(self, at: int, fate: Match, targets: Sequence[Instrument]) -> str:
        form = self.forms[at]
        modality = fate.attributes.get("modality")
        if "denied" in fate.groups and "only" not in fate.groups:
            for target in targets:
                target.denied = True
            return "none"
        if modality == "none":
            return "none"
        if fate.attributes["form"] == "participle":
            word = fate.groups["form"].items[0]
            aside = self.document.folded(fate.start - 2, fate.start).startswith(",")
            if self.asked and word.attributes.get("type") == "participle" and not aside:
                return "none"
            if self._outlook(fate, 8) == "none":
                return "none"
            if "once" in fate.groups and self._future(targets[0].start):
                return "planned"
            return "planned" if self._to_see(targets[0], fate) or self._seen(fate.start) else "asserted"
        if self.asked and not self._object_of(targets[-1], fate):
            return "none"
        if fate.attributes["form"] == "just" and modality is None:
            return "asserted"
        if fate.attributes.get("tense") == "present" and fate.attributes["status"] == "terminated":
            return "planned"
        if modality == "wished":
            outlook = self._outlook(fate, self.end - self.start)
            return "asserted" if outlook in {None, "done"} else str(outlook)
        if self._seen(fate.start) or (form == "object" and self._wishing(fate)):
            return "planned"
        if (form == "subject" or self._infinitive(fate)) and self._outlook(fate, _NEAR) == "none":
            return "none"
        if modality == "planned" or "soon" in fate.groups:
            outlook = self._outlook(fate, _OUTLOOK_GAP)
            return {"none": "none", "done": "asserted"}.get(outlook or "", "planned")
        if "sent" in fate.groups:
            return "planned"
        if "bill" in fate.groups:
            return "asserted" if self._voted(fate) else "planned"
        if form == "noun" and self._stopped(at, fate):
            return "none"
        if form == "noun" and (led := self._led(at, fate, targets)) in {"planned", "none"}:
            return "asserted" if self._breach(fate) and led == "planned" else str(led)
        if form == "noun" and "legal" not in fate.groups:
            if (announced := self._announced(fate, targets[-1])) is not None:
                return _MEANT[announced.attributes["effect"]]
            outlook = self._outlook(fate, _OUTLOOK_GAP)
            if outlook == "none" and self._outlook(fate, _NEAR) != "none":
                outlook = None  # what denies stands near
            if self._breach(fate) and outlook == "planned":
                return "asserted"
            if outlook is None and self._to_come(fate):
                return "planned"
            return "asserted" if outlook in {None, "done"} else str(outlook)
        return "asserted"

    def _breach(self, fate: Match) -> bool:
        """Whether a noun tells of a breach: what is called for is that it stop, or something else."""
        return fate.attributes.get("status") == _VIOLATED

    def _infinitive(self, fate: Match) -> bool:
        """Whether a fate is a perfect infinitive: what stands before it tells whether it is true."""
        words = self.document.within("auxiliaries", fate.start, fate.end)
        return (
            bool(words) and words[0].start == fate.start and words[0].attributes.get("tense") == _INFINITIVE
        )

    def _wishing(self, fate: Match) -> bool:
        """Whether a form that may be a subjunctive follows a wish."""
        group = fate.groups.get("form")
        if group is None or group.items[0].attributes.get("also") != "subjunctive":
            return False
        start = fate.whole[0]
        bound = [
            word.end
            for word in self.document.within("conjunctions", max(self.start, start - _OUTLOOK_GAP), start)
            if word.attributes.get("kind") == "subordinating"
        ]
        before = self._before(fate)
        if not bound or (before and self._relative_to(before[-1], fate)):
            return False
        if any(bound[-1] < low and not self._finite(low, start) for low, _ in self.pronouns if low < start):
            return False  # it is the verb of a clause relative to something in the wish
        return self._outlook(fate, _OUTLOOK_GAP) == "planned"

    def _stopped(self, at: int, fate: Match) -> bool:
        """Whether a verb of ending has a noun of fate as its object: "suspended the ratification"."""
        verb = self.fates[at - 1] if at else None
        return (
            verb is not None
            and self.forms[at - 1] == "object"
            and verb.attributes.get("status") in UNDONE
            and "own" not in fate.groups
            and fate.attributes.get("status") not in {*UNDONE, "violated"}
            and fate.start - verb.end <= 2 * _ADJACENT
        )

    def _led(self, at: int, fate: Match, targets: Sequence[Instrument]) -> str | None:
        """How the verb right before a noun of fate is meant: "hope to conclude the talks on X"."""
        verb = self.fates[at - 1] if at else None
        if verb is None or self.forms[at - 1] != "object" or fate.start - verb.end > 5 * _ADJACENT:
            return None
        return self._modality(at - 1, verb, targets)

    def _to_see(self, target: Instrument, fate: Match) -> bool:
        """Whether someone hopes to see an instrument in the state that a participle right behind it tells."""
        if not 0 < fate.start - target.end <= _ADJACENT:
            return False
        return self._seen(target.start, 2 * _ADJACENT)

    def _seen(self, at: int, gap: int = 2) -> bool:
        """Whether 'to see' stands right before an offset: "wishes to see adopted a pact"."""
        words = self.document.within("agreement_outlooks", at - _OBSERVED, at)
        if any(word.attributes["effect"] == _FACT for word in words):
            return False  # who welcomes to see tells what is so
        return any(word.attributes["effect"] == _SEEN and at - word.end <= gap for word in words)

    def _to_come(self, fate: Match) -> bool:
        """Whether the clause in which a noun of fate stands is in the future."""
        clause = actors.of(self.document).clause_at(fate.start)
        return _FUTURE in clause.tense and self.start <= clause.verb < fate.start

    def _future(self, at: int) -> bool:
        """Whether the clause around an offset is in the future."""
        return _FUTURE in actors.of(self.document).clause_at(at).tense

    def _vote(self, bill: Match, date: str | None) -> tuple[str, str | None]:
        """Status and date of a bill's adoption."""
        vote = self._voted(bill)
        if vote is None:
            return "adopted", date
        if self.forms[self.fates.index(vote)] == "subject":
            when = [pair for pair in self.dates if pair[0].start >= vote.start]
        else:
            when = [pair for pair in self.dates if vote.start <= pair[0].start < bill.start]
            when = when or [pair for pair in self.dates if pair[0].start < bill.start]
        return str(vote.attributes["status"]), self._use(when[0]) if when else date

    def _voted(self, bill: Match) -> Match | None:
        """The verb that tells that a bill in this sentence is adopted: the last before it, else the next."""
        votes = [
            fate
            for form, fate in zip(self.forms, self.fates, strict=True)
            if form in {"subject", "object"}
            and not fate.attributes.get("modality")
            and fate.attributes.get("status") == "adopted"
            and "denied" not in fate.groups
        ]
        nearest = [vote for vote in votes if vote.start < bill.start][-1:] or votes[:1]
        return nearest[0] if nearest else None

    def _outlook(self, fate: Match, gap: int) -> str | None:
        """What the word before a fate, nearer than any other verb of fate, makes of it."""
        floor = max(self.start, fate.whole[0] - gap)
        for at, other in enumerate(self.fates):
            if (
                self.forms[at] in {"subject", "object"}
                and other.end <= fate.whole[0]
                and not any(self._relative_to(instrument, other) for instrument in self._before(other)[-1:])
            ):
                floor = max(floor, other.end)
        if "own" in fate.groups:  # what is said of the instrument holds for no clause relative to it
            floor = max([floor, *(start for start, _ in self.pronouns if start < fate.whole[0])])
        future = fate.attributes.get("modality") == _PLANNED
        ignored = {*_MEANT, _SEEN, *([_FACT] if future else [])} - {_PLANNED}
        words = [
            word
            for word in self.document.within("agreement_outlooks", floor, fate.whole[0])
            if word.attributes["effect"] not in ignored
        ]
        if not words or (
            fate.attributes.get("modality") != "wished" and self._verb(words[-1].end, fate.whole[0])
        ):
            return None
        word = next(outer for outer in words if outer.end >= words[-1].end)
        effect: str = "done" if word.attributes["effect"] == _FACT else word.attributes["effect"]
        return None if effect == "none" and self._aside_closed(word, fate) else effect

    def _aside_closed(self, word: Match, fate: Match) -> bool:
        """Whether a word stands in a relative clause that a comma closes before another verb."""
        if not self._relative(word.start - _NEAR // 2, word.start):
            return False
        comma = self.document.folded(word.end, fate.whole[0]).find(",")
        return comma >= 0 and self._finite(word.end + comma, fate.whole[0])

    def _verb(self, start: int, end: int) -> bool:
        """Whether another clause begins in a stretch, by its auxiliary."""
        return any(word.attributes.get("number") for word in self.document.within("auxiliaries", start, end))

    def _passive(self, word: Match) -> bool:
        """Whether a word of wishing stands right behind 'be': "whose signing is asked for"."""
        verbs = self.document.within("auxiliaries", word.start - _ARTICLE, word.start)
        return any(not verb.attributes.get("owns") and verb.end + 1 == word.start for verb in verbs)

    def _announced(self, fate: Match, target: Instrument) -> Match | None:
        """What says when a noun comes, came, or that it does not: behind its instrument."""
        start = max(fate.end, target.end)
        near = min(self.end, start + _NEAR)
        if self.document.folded(start, start + 1) == ",":
            close = self.document.folded(start + 1, min(self.end, start + _ASIDE)).find(",")
            near = start + 1 + close + _NEAR if close >= 0 else near
        words: Sequence[Match] = self.document.within("agreement_outlooks", start, min(self.end, near))
        for word in words:
            effect = word.attributes["effect"]
            if effect in _MEANT and (effect != _PLANNED or self._passive(word)):
                return word
        return None
