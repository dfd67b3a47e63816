"""Fates: verbs, participles and nouns that say what became of an instrument, each given to its own one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from communique.link.agreements.instruments import Instrument, chain, coordinated
from communique.link.agreements.lists import lists
from communique.link.document import Document
from communique.match import Match
from communique.records import AgreementEvent

__all__ = ["fates"]

_OBJECT_GAP = 170
_NEAR = 45
_TIGHT = 15
_ADJACENT = 4
_NOUN_GAP = 95
_DATE_GAP = 90
_OPENING = 25
_MANY = 24
_SUBJECT = 3
_FAR = 1000
_OBJECT_DATE_GAP = 40
_OUTLOOK_GAP = 110
_ASIDE = 130
_OWN_GAP = 12
_COORDINATED_GAP = 22
_GOVERNED = 40
_ARTICLE = 9
_DATELINE = 60


def fates(document: Document, found: Sequence[Instrument]) -> None:
    """Give every instrument the events that its sentence tells."""
    dates = sorted(document.records.get("date", ()), key=_start)
    for (start, end), group in groupby(found, lambda instrument: document.sentence(instrument.start)):
        for first, last, part in _windows(start, end, list(group)):
            low, high = bisect_left(dates, first, key=_start), bisect_left(dates, last, key=_start)
            inside = [(match, record.value) for match, record in dates[low:high]]
            _Sentence(document, first, last, part, inside).tell()
    lists(document, found)


def _windows(start: int, end: int, found: list[Instrument]) -> Iterator[tuple[int, int, list[Instrument]]]:
    """A sentence in stretches of so many instruments at most, which keeps the cost of any text linear."""
    for at in range(0, len(found), _MANY):
        part = found[at : at + _MANY]
        following = found[at + _MANY].start if at + _MANY < len(found) else min(end, part[-1].end + _FAR)
        yield (max(start, part[0].start - _FAR), following, part)


def _start(pair: tuple[Match, object]) -> int:
    return pair[0].start


class _Sentence:
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
        opens = self._dateline()
        self.dates = [
            pair
            for pair in dates
            if pair[0].start >= opens and not any(self._in_name(pair[0], i) for i in found)
        ]
        self.used: set[int] = set()
        terms = document.within("binding", start, end)
        self.terms = {term.end for term in terms if term.attributes["form"] == "term"}
        self.conjunctions = document.within("conjunctions", start, end)
        self.pronouns = [
            (pronoun.start, pronoun.end)
            for pronoun in document.within("pronouns", start, end)
            if pronoun.attributes.get("kind") == "relative"
            and not any(c.start < pronoun.start < c.end for c in self.conjunctions)
        ]
        self.forms: list[str] = []
        self.forms = [str(fate.attributes["form"]) for fate in self.fates]
        for at, fate in enumerate(self.fates):
            self.forms[at] = self._form(at, fate)
        self.asked = document.folded(start, end).rstrip(' \n»"').endswith("?")

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

    def tell(self) -> None:
        told: dict[int, list[tuple[int, AgreementEvent]]] = {}
        ordered = sorted(
            enumerate(self.fates), key=lambda pair: (self.forms[pair[0]] != "participle", pair[0])
        )
        for at, fate in ordered:
            status = fate.attributes.get("status")
            targets = [
                target
                for target in self._targets(at, fate)
                if target.needs != "anaphora" and not self._through(at, fate, target)
            ]
            for target in targets:
                target.fates.append(fate)
            if not status or not targets:
                continue
            meant = self._modality(at, fate, targets)
            if meant == "none":
                continue
            date = self._date(at, fate, targets, planned=meant == "planned")
            if "bill" in fate.groups and meant == "asserted":
                status, date = self._vote(fate, date)
            event = AgreementEvent(
                status="planned" if meant == "planned" else status, date=date, place=self._place(at, fate)
            )
            for target in targets:
                if event not in target.events:
                    target.events.append(event)
                    told.setdefault(target.start, []).append((fate.start, event))
        for target in self.found:
            if target.start in told:
                target.events = [event for _, event in sorted(told[target.start], key=_place_in_text)]
        self._spread()
        self._gloss()

    def _gloss(self) -> None:
        """An acronym in parentheses is told what its long form is."""
        for instrument in self.all:
            full = instrument.antecedent
            if instrument.gloss and full is not None and self.start <= full.start:
                instrument.events = list(full.events)

    def _spread(self) -> None:
        """What is told of several instruments holds for each in the list after a colon."""
        for at, several in enumerate(self.found[:-1]):
            listed = self.found[at + 1 :]
            between = self.document.folded(several.end, listed[0].start)
            if several.plural and several.events and ":" in between:
                for instrument in listed:
                    if not instrument.oblique:
                        instrument.sum = several
                        instrument.events = instrument.events or list(several.events)

    # --- which instrument ---

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
                return self._after(fate, _OBJECT_GAP) if fate.start - self.start < _OPENING else []
            return self._after(fate, _NEAR)
        if form == "participle":
            return self._last(before, fate)
        if self._relative(before[-1].end, fate.start) and fate.start - before[-1].end < _NEAR:
            return self._last(before, fate)
        direct = [i for i in before if not i.oblique and (i.governor is None or i.governor.end < self.start)]
        if not direct and (fate.attributes.get("modality") or fate.attributes.get("status") == "negotiated"):
            direct = [instrument for instrument in before if instrument.start - self.start > _OPENING]
        return self._last(self._main(direct, fate), fate) if direct else []

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
                and fate.start - verb.end < _NEAR
            )
        if self.forms[at] == "participle" or target.start < fate.end:
            return False
        following = self.fates[at + 1] if at + 1 < len(self.fates) else None
        return (
            following is not None
            and self.forms[at + 1] == "noun"
            and (fate.attributes.get("status") != "adopted" or "sent" in following.groups)
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

    def _main(self, before: list[Instrument], fate: Match) -> list[Instrument]:
        """The instruments before a verb, without those in a relative clause that a comma closes."""
        last = before[-1]
        if "," in self.document.folded(last.end, fate.whole[0]):
            for at, instrument in enumerate(before[:-1]):
                if self._relative(instrument.end, min(instrument.end + _ADJACENT, last.start)):
                    return before[: at + 1]
        return before

    def _form(self, at: int, fate: Match) -> str:
        """The form of a fate; a participle that shares an active verb's auxiliary takes an object."""
        form: str = fate.attributes["form"]
        if form == "just":
            return "object" if self._after(fate, _NEAR) else "subject"
        if form == "participle" and self._after(fate, _NEAR) and self._continues_active(at, fate):
            return "object"
        return form

    def _before(self, fate: Match) -> list[Instrument]:
        return [instrument for instrument in self.found if instrument.end <= fate.whole[0]]

    def _latest(self, fate: Match) -> list[Instrument]:
        """What a pronoun means: the last instrument before it that completes no other's name."""
        return [instrument for instrument in self._before(fate) if instrument.governor is None][-1:]

    def _last(self, before: list[Instrument], fate: Match) -> list[Instrument]:
        """The last instrument before a fate, with those coordinated before it where the verb is plural."""
        inner = [i for i in self.all if i.outer is before[-1] and i.end == before[-1].end]
        if inner and not _agrees(before[-1], fate) and _agrees(inner[-1], fate):
            return inner[-1:]
        last = next((i for i in reversed(before) if _agrees(i, fate)), before[-1])
        if fate.attributes.get("number") != "pl" or last.plural:
            return [last]
        for at in range(len(self.found)):
            members = chain(self.document, self.found, at, fate.start)
            if len(members) > 1 and members[-1] is last:
                return members
        return [last]

    def _after(self, fate: Match, gap: int) -> list[Instrument]:
        stop = self._next_finite(fate)
        for at, instrument in enumerate(self.found):
            if fate.end <= instrument.start < min(stop, fate.end + gap):
                return chain(self.document, self.found, at, stop)
        return []

    def _objects(self, at: int, fate: Match) -> list[Instrument]:
        near = self._after(fate, _NEAR)
        before = self._before(fate)
        if before and self._object_of(before[-1], fate) and not self._after(fate, _TIGHT):
            return self._last(before, fate)
        if near and not self._relative(fate.end, near[0].start):
            return near + self._also(near[-1], self._next_finite(fate))
        if before and self._object_of(before[-1], fate, far=True):
            return self._last(before, fate)
        far = [i for i in self._after(fate, _OBJECT_GAP) if not i.oblique]
        if far and not self._relative(fate.end, far[0].start):
            return far + self._also(far[-1], self._next_finite(fate))
        return []

    def _object_of(self, instrument: Instrument, fate: Match, *, far: bool = False) -> bool:
        """Whether an instrument is the object of a relative clause: its subject precedes the verb."""
        reach = fate.start if far else instrument.end + _ADJACENT
        return any(
            instrument.end <= start < reach and fate.whole[0] - end >= _SUBJECT
            for start, end in self.pronouns
        )

    def _also(self, last: Instrument, stop: int) -> list[Instrument]:
        """Further objects, after a longer stretch about the first one."""
        also = []
        for instrument in self.found:
            if last.end <= instrument.start < stop and not instrument.oblique:
                between = self.document.folded(last.end, instrument.start)
                if self._relative(last.end, instrument.start) or ";" in between or ":" in between:
                    break
                lead = max(last.end, instrument.start - _COORDINATED_GAP)
                if "," not in between[-_COORDINATED_GAP:] and not self.document.within(
                    "conjunctions", lead, instrument.start
                ):
                    break
                also.append(instrument)
        return also

    def _named_after(self, at: int, fate: Match) -> list[Instrument]:
        if "own" in fate.groups and not self._after(fate, _OWN_GAP):
            return self._latest(fate)
        following = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        named: list[Instrument] = []
        for instrument in self.found:
            if named:
                if not fate.end <= instrument.start < min(following, named[-1].end + _COORDINATED_GAP):
                    break
                if not coordinated(self.document, named[-1], instrument):
                    break
                named.append(instrument)
            elif fate.end <= instrument.start < min(following, fate.end + _NOUN_GAP):
                listed = any(0 < instrument.start - end <= _ARTICLE for _, end in self.pronouns)
                if (self._relative(fate.end, instrument.start) and not listed) or self._aside(instrument):
                    return []
                named.append(instrument)
        return named

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

    # --- how it is meant ---

    def _modality(self, at: int, fate: Match, targets: Sequence[Instrument]) -> str:
        form = self.forms[at]
        modality = fate.attributes.get("modality")
        if "denied" in fate.groups:
            for target in targets:
                target.denied = True
            return "none"
        if modality == "none":
            return "none"
        if fate.attributes["form"] == "participle":
            word = fate.groups["form"].items[0]
            if self.asked and word.attributes.get("type") == "participle":
                return "none"
            return "none" if self._outlook(fate, 8) == "none" else "asserted"
        if self.asked and not self._object_of(targets[-1], fate):
            return "none"
        if fate.attributes["form"] == "just":
            return "asserted"
        if fate.attributes.get("tense") == "present" and fate.attributes["status"] == "terminated":
            return "planned"
        if modality == "wished":
            outlook = self._outlook(fate, self.end - self.start)
            return "asserted" if outlook in {None, "done"} else str(outlook)
        if form == "subject" and self._outlook(fate, _NEAR) == "none":
            return "none"
        if modality == "planned":
            outlook = self._outlook(fate, _OUTLOOK_GAP)
            return {"none": "none", "done": "asserted"}.get(outlook or "", "planned")
        if "sent" in fate.groups:
            return "planned"
        if "bill" in fate.groups:
            return "asserted" if self._voted() else "planned"
        if form == "noun" and "legal" not in fate.groups:
            if self._announced(fate, targets[-1]) is not None:
                return "planned"
            outlook = self._outlook(fate, _OUTLOOK_GAP)
            return "asserted" if outlook in {None, "done"} else str(outlook)
        return "asserted"

    def _vote(self, bill: Match, date: str | None) -> tuple[str, str | None]:
        """Status and date of a bill's adoption."""
        vote = self._voted()
        if vote is None:
            return "adopted", date
        if self.forms[self.fates.index(vote)] == "subject":
            when = [pair for pair in self.dates if pair[0].start >= vote.start]
        else:
            when = [pair for pair in self.dates if vote.start <= pair[0].start < bill.start]
            when = when or [pair for pair in self.dates if pair[0].start < bill.start]
        return str(vote.attributes["status"]), self._use(when[0]) if when else None

    def _voted(self) -> Match | None:
        """The verb that tells that the bill in this sentence is adopted, or None."""
        for at, fate in enumerate(self.fates):
            finite = self.forms[at] in {"subject", "object"} and not fate.attributes.get("modality")
            if finite and fate.attributes.get("status") == "adopted" and "denied" not in fate.groups:
                return fate
        return None

    def _outlook(self, fate: Match, gap: int) -> str | None:
        """What the word before a fate, nearer than any other verb of fate, makes of it."""
        floor = max(self.start, fate.whole[0] - gap)
        for at, other in enumerate(self.fates):
            if self.forms[at] in {"subject", "object"} and other.end <= fate.whole[0]:
                floor = max(floor, other.end)
        words = [
            word
            for word in self.document.within("agreement_outlooks", floor, fate.whole[0])
            if word.attributes["effect"] != "later"
        ]
        if not words or (
            fate.attributes.get("modality") != "wished" and self._verb(words[-1].end, fate.whole[0])
        ):
            return None
        word = next(outer for outer in words if outer.end >= words[-1].end)
        effect: str = word.attributes["effect"]
        return effect

    def _verb(self, start: int, end: int) -> bool:
        """Whether another clause begins in a stretch, by its auxiliary."""
        return any(word.attributes.get("number") for word in self.document.within("auxiliaries", start, end))

    def _announced(self, fate: Match, target: Instrument) -> int | None:
        """Where what follows puts a noun into the future: after its instrument, or the clause about that."""
        start = max(fate.end, target.end)
        near = min(self.end, start + _NEAR)
        if self.document.folded(start, start + 1) == ",":
            close = self.document.folded(start + 1, min(self.end, start + _ASIDE)).find(",")
            near = start + 1 + close + _NEAR if close >= 0 else near
        for word in self.document.within("agreement_outlooks", start, min(self.end, near)):
            if word.attributes["effect"] == "later":
                return int(word.end)
        return None

    # --- when and where ---

    def _date(
        self, at: int, fate: Match, targets: Sequence[Instrument], *, planned: bool = False
    ) -> str | None:
        """The date of an event; what a thing holds for is its term, and none."""
        form = self.forms[at]
        inside = [pair for pair in self.dates if fate.start <= pair[0].start and pair[0].end <= fate.end]
        if inside:
            return self._use(inside[-1])
        if form == "noun" and (later := self._announced(fate, targets[-1])) is not None:
            when = [pair for pair in self.dates if later <= pair[0].start < later + _NEAR]
            return self._use(when[0]) if when else None
        after = self._dates_after(at, fate, targets)
        near = [p for p in after if form != "object" or self._goes_with(p[0], fate, targets[-1])]
        if near:
            return self._use(near[0])
        if form == "participle":
            return None
        previous = max((other.end for other in self.fates[:at]), default=self.start)
        previous = self.start if form == "noun" else previous
        before = [
            p
            for p in self.dates
            if previous <= p[0].start < fate.start
            and p[0].start not in self.used
            and p[0].end not in self.terms
            and not (planned and (self._past(p[1]) or self._verb(p[0].end, fate.whole[0])))
        ]
        if before or after:
            return self._use((before[-1:] or after)[0])
        return None

    def _past(self, value: str | None) -> bool:
        """Whether a date lies before the text's own, which what is to come cannot."""
        published = self.document.published
        if value is None or published is None:
            return False
        first = value.lstrip("{").split("/")[0].rstrip("~")
        return first < published.isoformat()[: len(first)]

    def _goes_with(self, date: Match, fate: Match, target: Instrument) -> bool:
        """Whether a date stands before an object, or right behind it."""
        if date.start < target.end + _TIGHT or target.end <= fate.start:
            return True
        between = self.document.folded(target.end, date.start)
        return len(between) < _OBJECT_DATE_GAP and "," not in between

    def _dates_after(
        self, at: int, fate: Match, targets: Sequence[Instrument]
    ) -> list[tuple[Match, str | None]]:
        following = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        form = self.forms[at]
        low, high = fate.start, following
        if form == "noun":
            between = [p for p in self.dates if fate.end <= p[0].start and p[0].end <= targets[0].start]
            if between:
                return between
            low, high = targets[-1].end, min(high, targets[-1].end + 8)
        elif form in {"participle", "subject"}:
            nearest = min((i.start for i in self.all if i.start >= fate.end), default=self.end)
            high = min(high, nearest, fate.end + _DATE_GAP)
        high = next((pronoun for pronoun, _ in self.pronouns if low <= pronoun < high), high)
        return [p for p in self.dates if low <= p[0].start < high and p[0].end not in self.terms]

    def _use(self, pair: tuple[Match, str | None]) -> str | None:
        self.used.add(pair[0].start)
        value = pair[1]
        return None if value is None or value.endswith("_REF") else value

    def _place(self, at: int, fate: Match) -> str | None:
        following = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        places = self.document.within("place", fate.start, min(following, fate.end + _DATE_GAP))
        places = [place for place in places if not any(i.start <= place.start < i.end for i in self.all)]
        return self.document.source(places[0].start, places[0].end) if places else None


def _agrees(instrument: Instrument, fate: Match) -> bool:
    """Whether a participle may be said of an instrument, by its gender."""
    gender = fate.attributes.get("gender") if fate.attributes.get("number") == "sg" else None
    return gender is None or instrument.gender is None or gender == instrument.gender


def _place_in_text(told: tuple[int, AgreementEvent]) -> int:
    return told[0]
