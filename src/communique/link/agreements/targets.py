"""Targets: which instruments a verb or noun of fate tells of."""

from __future__ import annotations

from communique.link.agreements.instruments import Instrument, chain, coordinated
from communique.link.agreements.sentence import Sentence
from communique.match import Match

__all__ = ["UNDONE", "Targets"]

_OBJECT_GAP = 170
_FRONTED_GAP = 300
_NEAR = 45
_TIGHT = 15
_ADJACENT = 4
_NOUN_GAP = 95
_OPENING = 25
_SUBJECT = 3
_ASIDE = 130
_OWN_GAP = 12
_COORDINATED_GAP = 22
_GOVERNED = 40
_ARTICLE = 9
_FEMININE = "f"
UNDONE = frozenset({"terminated", "suspended"})
_DECIDED = UNDONE | {"extended"}  # who adopts an extension extends, and who adopts a ratification adopts


class Targets(Sentence):
    """Gives every fate of a sentence its instruments."""

    def _targets(self, at: int, fate: Match) -> list[Instrument]:
        form = self.forms[at]
        if form == "noun":
            return self._named_after(at, fate)
        if self._of_noun(at, fate):
            return self._named_after(at - 1, self.fates[at - 1])
        if form == "object":
            if "clitic" in fate.groups:
                return self._latest(fate)
            return self._objects(at, fate)
        before = self._before(fate)
        if not before:
            if form == "participle":
                return self._after(fate, _FRONTED_GAP) if fate.start - self.opens < _OPENING else []
            fronted = fate.whole[0] - self.opens <= 1  # "have been signed, by X and by Y, an accord and …"
            return self._after(fate, _FRONTED_GAP if fronted else _NEAR)
        if form == "participle":
            return [] if self._of_another(before[-1], fate) else self._last(before, fate)
        if fate.start - before[-1].end < _NEAR and self._relative(before[-1].end, fate.start):
            return self._last(before, fate)
        if self._relative_to(before[-1], fate):
            return self._last(before, fate)
        if self._fronted(before[-1], fate):
            return before[-1:]
        direct = [i for i in before if not i.oblique and (i.governor is None or i.governor.end < self.start)]
        if not direct and (fate.attributes.get("modality") or fate.attributes.get("status") == "negotiated"):
            direct = [instrument for instrument in before if instrument.start - self.start > _OPENING]
        return self._last(self._main(direct, fate), fate) if direct else []

    def _of_another(self, instrument: Instrument, fate: Match) -> bool:
        """Whether a participle is said of a pronoun that means another: "replaces that of 1977, ended"."""
        words = self.document.within("pronouns", instrument.end, fate.start)
        return (
            bool(words)
            and words[-1].attributes.get("kind") == "demonstrative"
            and words[-1].attributes.get("anaphor") != "yes"
            and not self._finite(words[-1].end, fate.start)
        )

    def _fronted(self, instrument: Instrument, fate: Match) -> bool:
        """Whether a pronoun behind a comma takes an instrument up as its subject: "as to X, it will be"."""
        low = instrument.end
        comma = low + self.document.folded(low, min(low + _NEAR, fate.whole[0])).find(",")
        pronouns = self.document.within("pronouns", max(low, comma), fate.whole[0])
        return (
            comma >= low
            and bool(pronouns)
            and pronouns[-1].attributes.get("kind") == "subject"
            and 0 < pronouns[0].start - comma <= _ADJACENT
            and not self._finite(low, comma)
        )

    def _through(self, at: int, fate: Match, target: Instrument) -> bool:
        """Whether a fate reaches an instrument only through another one, which then tells of it.

        "denounced the violation of X": the noun tells of X, not the verb; but a parliament that adopts a
        ratification adopts, and the noun adds nothing.
        """
        if (
            self.forms[at] == "noun"
            and at + 1 < len(self.fates)
            and self._of_noun(at + 1, self.fates[at + 1])
        ):
            return True
        if self._undone(at) or (self.forms[at] == "noun" and self._undone(at + 1)):
            return True
        if "sent" in fate.groups:
            return False
        if self.forms[at] == "noun":
            verb = self.fates[at - 1] if at else None
            return (
                verb is not None
                and self.forms[at - 1] in {"object", "just"}
                and verb.attributes.get("status") == "adopted"
                and not verb.attributes.get("modality")
                and "bill" not in fate.groups
                and "decree" not in fate.groups
                and fate.attributes.get("status") not in _DECIDED
                and fate.start - verb.end < _NEAR
            )
        if self.forms[at] == "participle" or target.start < fate.end:
            return False
        following = self.fates[at + 1] if at + 1 < len(self.fates) else None
        return (
            following is not None
            and self.forms[at + 1] == "noun"
            and (
                fate.attributes.get("status") != "adopted"
                or {"sent", "decree"} & following.groups.keys()
                or following.attributes.get("status") in _DECIDED
            )
            and following.end <= target.start
            and following.start - fate.end < _GOVERNED
        )

    def _of_noun(self, at: int, fate: Match) -> bool:
        """Whether a verb of adoption says what became of a noun: "the ratification of X was adopted"."""
        noun = self.fates[at - 1] if at else None
        return (
            noun is not None
            and self.forms[at - 1] == "noun"
            and "own" not in noun.groups
            and noun.attributes.get("status") == "ratified"
            and self.forms[at] in {"subject", "participle"}
            and fate.attributes.get("status") == "adopted"
        )

    def _undone(self, at: int) -> bool:
        """Whether a verb tells that what the noun right before it names did not come."""
        return (
            0 < at < len(self.fates)
            and self.forms[at - 1 : at + 1] == ["noun", "subject"]
            and self.fates[at].attributes.get("status") in UNDONE
            and self.fates[at].whole[0] - self.fates[at - 1].end <= _ADJACENT
        )

    def _main(self, before: list[Instrument], fate: Match) -> list[Instrument]:
        """The instruments before a verb, without those in a relative clause that a comma closes."""
        last = before[-1]
        if "," in self.document.folded(last.end, fate.whole[0]):
            for at, instrument in enumerate(before[:-1]):
                if self._relative(instrument.end, min(instrument.end + _ADJACENT, last.start)):
                    return before[: at + 1]
        return before

    def _last(self, before: list[Instrument], fate: Match) -> list[Instrument]:
        """The last instrument before a fate, with those coordinated before it where the verb is plural."""
        inner = [i for i in self.all if i.outer is before[-1] and i.end == before[-1].end]
        between = self.document.folded(before[-1].end, fate.start)
        close = fate.attributes["form"] == "participle" and "," not in between and len(between) <= _ADJACENT
        if (
            inner
            and _agrees(inner[-1], fate, before[-1])
            and (close or not _agrees(before[-1], fate, inner[-1]))
        ):
            return inner[-1:]  # no comma parts the participle from what it stands at
        last = next((i for i in reversed(before) if _agrees(i, fate)), None)
        if last is None and fate.attributes.get("number") == "pl":
            return []  # it is said of what is no instrument: of talks, of provisions
        last = last or before[-1]
        apart = "," in self.document.folded(last.end, fate.whole[0])
        while apart and last.governor in before and _agrees(last.governor, fate):
            last = last.governor  # behind a comma, the whole is meant and not what completes its name
        participle = fate.attributes["form"] == "participle"
        if fate.attributes.get("number") != "pl" or (last.plural and participle):
            return [last]
        for at in range(len(self.found)):
            members = chain(self.document, self.found, at, fate.start)
            if len(members) > 1 and members[-1] is last:
                return members
        return [last]

    def _objects(self, at: int, fate: Match) -> list[Instrument]:
        if (behind := self._behind_aside(fate)) is not None:
            return behind
        near = self._after(fate, _NEAR)
        before = self._resumed(fate)
        if before and self._object_of(before[-1], fate) and not self._after(fate, _TIGHT):
            return self._last(before, fate)
        if near and not self._relative(fate.end, near[0].start):
            return near + self._also(near, fate)
        if before and self._object_of(before[-1], fate, far=True):
            return self._last(before, fate)
        far = [i for i in self._after(fate, _OBJECT_GAP) if not i.oblique]
        if far and not self._relative(fate.end, far[0].start):
            return far + self._also(far, fate)
        return []

    def _resumed(self, fate: Match) -> list[Instrument]:
        """The instruments before a fate, without those in what a clause of its kind goes on from."""
        last = max((start for start, _ in self.pronouns if start < fate.whole[0]), default=-1)
        before, limit = self._before(fate), self.resuming.get(last)
        return [i for i in before if limit is None or i.end <= limit] or before

    def _object_of(self, instrument: Instrument, fate: Match, *, far: bool = False) -> bool:
        """Whether an instrument is the object of a relative clause: its subject precedes the verb."""
        reach = fate.start if far else instrument.end + _ADJACENT
        return any(
            instrument.end <= start < reach
            and fate.whole[0] - end >= _SUBJECT
            and (
                start - instrument.end < _ADJACENT
                or "," in self.document.folded(start - 2, start)
                or not self._finite(instrument.end, start)
            )
            for start, end in self.pronouns
        )

    def _behind_aside(self, fate: Match) -> list[Instrument] | None:
        """The object behind a stretch between commas that follows the verb, if there is one."""
        if self.document.folded(fate.end, fate.end + 1) != ",":
            return None
        stop = min(self._next_finite(fate), fate.end + _OBJECT_GAP)
        for at, instrument in enumerate(self.found):
            if fate.end + _TIGHT <= instrument.start < stop:
                lead = self.document.folded(max(fate.end + 1, instrument.start - _ARTICLE), instrument.start)
                if not instrument.oblique and "," in lead:
                    return chain(self.document, self.found, at, stop)
        return None

    def _also(self, first: list[Instrument], fate: Match) -> list[Instrument]:
        """Further objects, after a longer stretch about the first ones, or in the list that a colon opens."""
        also = []
        last, stop = first[-1], self._next_finite(fate)
        ends = ":" if ":" in self.document.folded(fate.end, first[0].start) else ";:"
        for instrument in self.found:
            if last.end <= instrument.start < stop and not instrument.oblique:
                between = self.document.folded(last.end, instrument.start)
                if self._relative(last.end, instrument.start) or any(end in between for end in ends):
                    break
                lead = max(last.end, instrument.start - _COORDINATED_GAP)
                if not {",", ";"} & set(between[-_COORDINATED_GAP:]) and not self.document.within(
                    "conjunctions", lead, instrument.start
                ):
                    break
                also.append(instrument)
        return also

    def _named_after(self, at: int, fate: Match) -> list[Instrument]:
        if "own" in fate.groups and (
            self.document.folded(fate.end, fate.end + 1) == "," or not self._after(fate, _OWN_GAP)
        ):
            return self._latest(fate)
        following = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        stop = next(
            (f.start for n, f in enumerate(self.fates) if n > at and self.forms[n] != "participle"), self.end
        )
        named: list[Instrument] = []
        for instrument in self.found:
            if named:
                near = fate.end <= instrument.start < min(following, named[-1].end + _COORDINATED_GAP)
                joined = near and coordinated(self.document, named[-1], instrument)
                joined = joined and not self._agent(instrument, fate)
                joined = joined and (
                    instrument.oblique or not named[0].oblique or self._and(named[-1], instrument)
                )
                if not joined and not (
                    instrument.start < stop and self._complement_too(named[-1], instrument)
                ):
                    break
                named.append(instrument)
            elif fate.end <= instrument.start < min(following, fate.end + _NOUN_GAP):
                if self._agent(instrument, fate):
                    break
                listed = any(0 < instrument.start - end <= _ARTICLE for _, end in self.pronouns)
                if (self._relative(fate.end, instrument.start) and not listed) or self._aside(instrument):
                    return []
                if ";" in self.document.folded(fate.end, instrument.start):
                    return []
                named.append(instrument)
        return named or self._genitive(fate)

    def _and(self, first: Instrument, second: Instrument) -> bool:
        """Whether a conjunction stands between two instruments."""
        return bool(self.document.within("conjunctions", first.end, second.start))

    def _genitive(self, fate: Match) -> list[Instrument]:
        """The instrument that a relative pronoun makes a noun's complement: "whose signing they hail"."""
        before = self._latest(fate)
        if not before:
            return []
        near = [p for p in self.pronouns if before[0].end <= p[0] < min(fate.start, before[0].end + _NEAR)]
        of = near and any(p[0] == near[0][0] for p in self.genitives)
        return before if of and not any(near[0][0] < start < fate.start for start, _ in self.pronouns) else []

    def _complement_too(self, last: Instrument, instrument: Instrument) -> bool:
        """Whether an instrument is the same noun's second complement, behind what is said of the first."""
        start = instrument.start
        joined = self.document.within("conjunctions", max(last.end, start - _ARTICLE), start)
        return (
            bool(joined)
            and joined[-1].attributes.get("kind") == "coordinating"
            and instrument.oblique
            and start - last.end < _OBJECT_GAP
            and not self._finite(last.end, start)
        )

    def _aside(self, instrument: Instrument) -> bool:
        """Whether a compound preposition leads to an instrument: it completes no noun before that."""
        start = instrument.start
        near = [
            word
            for word in self.document.within("prepositions", max(self.start, start - _ASIDE), start)
            if start - word.end < _ARTICLE
        ]
        last = next((word for word in near if word.end >= near[-1].end), None)
        return last is not None and last.attributes.get("kind") == "phrase"


def _agrees(instrument: Instrument, fate: Match, other: Instrument | None = None) -> bool:
    """Whether a participle may be said of an instrument, by gender and, set against another, by number."""
    number = fate.attributes.get("number")
    if (
        other is not None
        and number
        and other.plural != instrument.plural
        and instrument.plural != (number == "pl")
    ):
        return False
    gender = fate.attributes.get("gender")
    if number != "sg" and gender != _FEMININE:
        return True  # a masculine plural may mean things of both genders
    return gender is None or instrument.gender is None or gender == instrument.gender
