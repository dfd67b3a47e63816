"""Fates: verbs, participles and nouns that say what became of an instrument, each given to its own one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from communique.link.agreements.instruments import Instrument, chain
from communique.link.agreements.lists import lists
from communique.link.agreements.timing import Timing
from communique.link.document import Document
from communique.match import Match
from communique.records import AgreementEvent

__all__ = ["fates"]

_MANY = 24
_FAR = 1000
_OFTEN = frozenset({"planned", "violated", "in_force"})


def fates(document: Document, found: Sequence[Instrument]) -> None:
    """Give every instrument the events that its sentence tells."""
    dates = sorted(document.records.get("date", ()), key=_start)
    for (start, end), group in groupby(found, lambda instrument: document.sentence(instrument.start)):
        for first, last, part in _windows(start, end, list(group)):
            low, high = bisect_left(dates, first, key=_start), bisect_left(dates, last, key=_start)
            inside = [(match, record.value) for match, record in dates[low:high]]
            _Teller(document, first, last, part, inside).tell()
    lists(document, found)


def _windows(start: int, end: int, found: list[Instrument]) -> Iterator[tuple[int, int, list[Instrument]]]:
    """A sentence in stretches of so many instruments at most, which keeps the cost of any text linear."""
    for at in range(0, len(found), _MANY):
        part = found[at : at + _MANY]
        following = found[at + _MANY].start if at + _MANY < len(found) else min(end, part[-1].end + _FAR)
        yield (max(start, part[0].start - _FAR), following, part)


def _start(pair: tuple[Match, object]) -> int:
    return pair[0].start


class _Teller(Timing):
    """Tells what one sentence says becomes of its instruments."""

    def tell(self) -> None:
        told: dict[int, list[tuple[int, AgreementEvent]]] = {}
        aimed: dict[int, tuple[str, list[Instrument]]] = {}  # by fate: status and instruments
        ordered = sorted(
            enumerate(self.fates), key=lambda pair: (self.forms[pair[0]] != "participle", pair[0])
        )
        for at, fate in ordered:
            status = fate.attributes.get("status")
            aims = self._targets(at, fate)
            if fate.attributes["form"] == "echo":
                status, aims = self._echoed(at, fate, aims, aimed)
            elif status:
                aimed[at] = (status, aims)
            targets = [
                target
                for target in aims
                if target.needs != "anaphora" and not self._through(at, fate, target)
            ]
            for target in targets:
                target.fates.append(fate)
                if fate.attributes["form"] == "echo":
                    self._overtake(at, target, told, aimed)
            if not status or not targets:
                continue
            meant = self._modality(at, fate, targets)
            if meant == "none":
                continue
            date = self._date(at, fate, targets, planned=meant == "planned")
            if self.forms[at] == "noun" and self._ahead(date):
                meant = "planned"
            if "bill" in fate.groups and meant == "asserted":
                status, date = self._vote(fate, date)
            dates = self._each(targets) if len(targets) > 1 and self.forms[at] != "participle" else None
            place = self._place(at, fate)
            again = self._again(at, fate) if meant == "asserted" else []
            for number, target in enumerate(targets):
                event = AgreementEvent(
                    status="planned" if meant == "planned" else status,
                    date=dates[number] if dates else date,
                    place=place,
                )
                for each in (event, *(evolve(event, date=other) for other in again)):
                    if each not in target.events:
                        target.events.append(each)
                        told.setdefault(target.start, []).append((fate.start, each))
        for target in self.found:
            if target.start in told:
                target.events = [event for _, event in sorted(told[target.start], key=_place_in_text)]
        for target in self.found:
            target.events = _told_once(target.events)
        self._spread()
        self._gloss()

    def _echoed(
        self, at: int, fate: Match, aims: list[Instrument], aimed: dict[int, tuple[str, list[Instrument]]]
    ) -> tuple[str | None, list[Instrument]]:
        """Status and instruments of a verb that takes up the one before it.

        It has one of its own where an instrument stands between the two.
        """
        earlier = [other for other in aimed if other < at]
        if not earlier:
            own = [i for i in aims if not i.oblique and not self._finite(i.end, fate.whole[0])]
            return self._echoed_above(), own
        last = max(earlier)
        status, targets = aimed[last]
        own = [i for i in aims if i.start >= self.fates[last].end and not i.oblique]
        return status, own or targets

    def _echoed_above(self) -> str | None:
        """The status of the verb that the sentence before this one ends with."""
        above = self.document.within("fate", max(0, self.start - _FAR), self.start)
        status = above[-1].attributes.get("status") if above else None
        return str(status) if status else None

    def _overtake(
        self,
        at: int,
        target: Instrument,
        told: dict[int, list[tuple[int, AgreementEvent]]],
        aimed: dict[int, tuple[str, list[Instrument]]],
    ) -> None:
        """Drop what the verb that an echo takes up had planned: the echo tells how it went."""
        earlier = self.fates[max((other for other in aimed if other < at), default=at)].start
        pairs = told.get(target.start, [])
        stale = [event for start, event in pairs if start == earlier and event.status == "planned"]
        told[target.start] = [pair for pair in pairs if pair[1] not in stale]
        target.events = [event for event in target.events if event not in stale]

    def _gloss(self) -> None:
        """An acronym in parentheses is told what its long form is."""
        for instrument in self.all:
            full = instrument.antecedent
            if instrument.gloss and full is not None and self.start <= full.start:
                instrument.events = list(full.events)

    def _spread(self) -> None:
        """What is told of several instruments holds for each that a colon lists or a pronoun picks."""
        for at, several in enumerate(self.found[:-1]):
            listed = self.found[at + 1 :]
            between = self.document.folded(several.end, listed[0].start)
            if several.plural and several.events and self._picked(several, listed[0]):
                listed = chain(self.document, self.found, at + 1, self.end)
            elif ":" not in between:
                continue
            if several.plural and several.events:
                for instrument in listed:
                    if not instrument.oblique:
                        instrument.sum = several
                        instrument.events = instrument.events or list(several.events)


def _told_once(events: list[AgreementEvent]) -> list[AgreementEvent]:
    """Events without those that are told again with their date: what becomes of it comes once."""
    dated = {event.status for event in events if event.date and event.status not in _OFTEN}
    once: dict[tuple[str, str | None], AgreementEvent] = {}
    for event in events:
        if event.date or event.status not in dated:
            known = once.setdefault((event.status, event.date), event)
            if known.place is None and event.place is not None:
                once[event.status, event.date] = event
    return list(once.values())


def _place_in_text(told: tuple[int, AgreementEvent]) -> int:
    return told[0]
