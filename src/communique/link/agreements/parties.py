"""Parties: whom each instrument binds, by what the text says of it, its signers, and its other mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from communique.link.agreements.instruments import Instrument
from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["parties"]

_BINDING_GAP = 130
_MULTILATERAL = frozenset({"resolution", "charter"})


def parties(document: Document, found: Sequence[Instrument]) -> None:
    """Give every instrument its parties."""
    binder = _Binder(document, found)
    for at, instrument in enumerate(found):
        if instrument.kind not in _MULTILATERAL and not instrument.named:
            binder.stated(at, instrument)
    for instrument in found:
        if instrument.kind != "resolution":
            binder.signed(instrument)
    binder.share()
    for instrument in found:
        binder.presume(instrument)
    binder.share()


class _Binder:
    """What the parties of a document's instruments are read from."""

    def __init__(self, document: Document, found: Sequence[Instrument]) -> None:
        self.document = document
        self.found = found
        counts: Counter[str] = Counter()
        for _, record in document.records.get("country", ()):
            counts[record.code] += 1
        self.ranked = [code for code, _ in sorted(counts.items(), key=lambda pair: -pair[1])]
        self.counts = counts

    def pair(self) -> set[str]:
        """The two states that the document is about."""
        return set(self.ranked[:2]) if len(self.ranked) >= 2 else set()

    # --- stated ---

    def stated(self, at: int, instrument: Instrument) -> None:
        party = instrument.match.groups.get("party")
        if party is not None:
            instrument.parties |= self._codes(party.items)
        if len(instrument.parties) >= 2:
            return
        start, end = self.document.sentence(instrument.start)
        following = next((i.start for i in self.found[at + 1 :] if i.start >= instrument.end), end)
        high = min(end, following, instrument.end + _BINDING_GAP)
        for binding in self.document.within("binding", instrument.start, end):
            if binding.start < instrument.start or binding.start >= high:
                continue
            form = binding.attributes["form"]
            group = binding.groups.get("party")
            codes = self._codes(group.items) if group is not None else set()
            if form == "all" and len(codes) >= 2:
                instrument.parties |= codes
                return
            if form == "both":
                instrument.parties |= self.pair()
                return
            if form == "one" and codes:
                instrument.parties |= codes | self._other(instrument, codes, start)
                return

    def _other(self, instrument: Instrument, codes: set[str], start: int) -> set[str]:
        """Who stands on the other side of "avec X"."""
        subject = [code for code in self._countries(start, instrument.start) if code not in codes]
        if subject:
            return {subject[-1]}
        other = [code for code in self.ranked if code not in codes]
        return {other[0]} if other else set()

    # --- signers ---

    def signed(self, instrument: Instrument) -> None:
        if not instrument.events or instrument.parties:
            return
        start, end = self.document.sentence(instrument.start)
        for fate in self.document.within("fate", start, end):
            if fate.attributes.get("status") not in {"signed", "ratified", "initialled", "terminated", "negotiated", "adopted"}:
                continue
            if instrument.kind == "declaration" and fate.attributes.get("status") == "adopted":
                continue
            form = fate.attributes["form"]
            if form == "object" and fate.end <= instrument.start:
                codes = self._actors(start, fate.start)
            elif form == "object" and instrument.end <= fate.start:
                codes = set(self._countries(instrument.end, fate.start))
            elif instrument.end <= fate.start:
                codes = set(self._countries(fate.end, min(end, fate.end + 60)))
            else:
                continue
            instrument.signers |= codes
        if len(instrument.signers) >= 2 or (instrument.signers and not self.ranked[1:]):
            instrument.parties |= instrument.signers

    def _actors(self, start: int, end: int) -> set[str]:
        if any(binding.attributes["form"] == "both" for binding in self.document.within("binding", start, end)):
            return self.pair()
        return set(self._countries(start, end))

    # --- other mentions ---

    def share(self) -> None:
        """An anaphoric mention takes its antecedent's parties, and gives its own."""
        for instrument in self.found:
            source = instrument.antecedent
            if source is not None and not instrument.parties:
                instrument.parties = set(source.parties)
        for instrument in reversed(self.found):
            source = instrument.antecedent
            if source is not None and not source.parties:
                source.parties = set(instrument.parties)
        for instrument in self.found:
            inner = [i for i in self.found if i.outer is instrument]
            if not instrument.parties:
                for other in inner:
                    if not other.named:
                        instrument.parties |= other.parties
            for other in inner:
                if not other.parties and not other.named and other.kind not in _MULTILATERAL:
                    other.parties = set(instrument.parties)

    def presume(self, instrument: Instrument) -> None:
        """Where nothing is said: the two states that the document is about, if the instrument is theirs."""
        if instrument.parties or instrument.named or instrument.kind in _MULTILATERAL or instrument.antecedent is not None:
            return
        if instrument.signers:
            instrument.parties |= instrument.signers
        if self._two_sided() and not self._placed(instrument):
            instrument.parties |= self.pair()

    def _two_sided(self) -> bool:
        ranked = self.ranked
        if len(ranked) < 2:
            return False
        third = self.counts[ranked[2]] if len(ranked) > 2 else 0
        return self.counts[ranked[1]] >= 2 and self.counts[ranked[1]] > third

    def _placed(self, instrument: Instrument) -> bool:
        return bool(self.document.within("place", instrument.start, instrument.end))

    # --- codes ---

    def _codes(self, items: Iterable[Hit | Match]) -> set[str]:
        codes = set()
        for item in items:
            code = item.attributes.get("code") or (item.attributes.get("country") if item.name == "places" else None)
            if code:
                codes.add(str(code))
        return codes

    def _countries(self, start: int, end: int) -> list[str]:
        found = []
        for match in self.document.within("country", start, end):
            record = self.document.record_of(match)
            if record is not None:
                found.append(record.code)
        return found
