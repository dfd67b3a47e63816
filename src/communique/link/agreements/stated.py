"""Stated: whom a text says, right at an instrument, that it binds: "between X and Y", "with X", "X-Y"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from communique.link.agreements.doers import Doers
from communique.link.agreements.focus import Focus
from communique.link.agreements.instruments import Instrument
from communique.link.agreements.states import TOLD, States
from communique.link.document import Document
from communique.match import Match

__all__ = ["Stated"]

_GAP = 130
_RECENT = 600
_NEAR = 3
_BACK = 40
_MEMBER = 80
_EPITHET = 14


class Stated:
    """Reads what stands at an instrument about its parties."""

    def __init__(
        self, document: Document, found: Sequence[Instrument], states: States, doers: Doers, focus: Focus
    ) -> None:
        self._document = document
        self._found = found
        self._states = states
        self._doers = doers
        self._focus = focus

    def read(self, at: int, instrument: Instrument) -> None:
        """Give an instrument the parties that its name, or what stands right at it, tells."""
        instrument.parties |= self._in_name(instrument)
        if len(instrument.parties) >= 2:
            return
        start, end = self._document.sentence(instrument.start)
        low = max(start, instrument.start - _RECENT)
        if codes := self._with_before(instrument):
            instrument.parties |= codes | self._other(instrument, codes, low, instrument.start)
            return
        if codes := self._between_before(instrument):
            instrument.parties |= codes
            return
        if codes := self._tied(instrument, low):
            instrument.parties |= codes | self._other(instrument, codes, low, instrument.start)
            return
        if codes := self._member(instrument, low):
            instrument.parties |= codes
            if not instrument.named:
                instrument.parties |= self._other(instrument, codes, instrument.start, instrument.start)
            return
        later = (self._found[n].start for n in range(at + 1, min(at + _BACK, len(self._found))))
        following = next((start for start in later if start >= instrument.end), end)
        high = min(end, following, instrument.end + _GAP)
        made = any(fate.attributes["form"] == "participle" for fate in instrument.fates)
        if instrument.named and not made:
            high = min(high, instrument.end + _NEAR)
        for binding in self._document.within("binding", instrument.start, min(end, high + _GAP)):
            form = binding.attributes["form"]
            if binding.start >= high or (instrument.named and form != "all" and not (made and form == "one")):
                break
            if self._bind(instrument, binding, low):
                return

    def apart(self, instrument: Instrument) -> bool:
        """Whether a mention tells whom it binds, right behind its head: it is no other's anaphor."""
        return any(
            binding.start - instrument.end <= _NEAR and binding.attributes["form"] in {"all", "one"}
            for binding in self._document.within("binding", instrument.end, instrument.end + _NEAR + 1)
        )

    def _bind(self, instrument: Instrument, binding: Match, low: int) -> bool:
        """Take in what one phrase tells; whether that settles the parties."""
        form = binding.attributes["form"]
        group = binding.groups.get("party")
        codes = self._states.codes(group.items) if group is not None else set()
        if form == "all" and len(codes) >= 2:
            instrument.parties |= codes
        elif form == "both":
            source = instrument.antecedent
            known = source.parties if source is not None else self.beside(instrument)
            instrument.parties |= known if len(known) > 1 else self._focus.both(instrument)
            return False  # "with X" may follow
        elif form == "them_all":
            instrument.parties |= self._doers.together(instrument.start) or self._focus.both(instrument)
        elif form == "other":
            instrument.lone = True
        elif form == "region" and codes & self._states.makers:
            instrument.parties |= codes & self._states.makers
        elif form == "three":
            instrument.parties |= self.three(binding)
            return False
        elif form == "among":
            instrument.many = True
        elif form == "span" and group is not None:
            near = set(self._states.countries(group.start, group.end))
            if not near and not self._focus.home and (sides := self._doers.inside(group.start, group.end)):
                instrument.parties |= sides
                return True
            home = {self._focus.home} if len(near) == 1 and self._focus.home else set()
            if near and near == home:  # the other side is nobody's
                instrument.parties |= near
                return True
            if (
                instrument.kind == "contract"
                or "apart" in binding.groups
                or (near and self._peace(instrument))
            ):
                # the other side is no state's
                instrument.parties |= near or self._ministry(group.start, group.end)
                return bool(instrument.parties)
            if len(near | home) != (1 if self._focus.stateless else 2):
                return False
            instrument.parties |= {code for code in near | home if code}
        elif form == "them":
            last = self._states.capitals(low, instrument.start)[-1:]
            other = self._other(instrument, set(last), instrument.start, binding.start)
            if last and other:
                instrument.parties |= {*last, *other}
        elif form == "one" and codes and len(instrument.parties) > 1:
            instrument.parties |= codes
        elif form == "one" and codes:
            self._part(instrument, binding, codes)
            instrument.parties |= codes | self._other(instrument, codes, low, binding.start)
        else:
            return False
        return True

    def _peace(self, instrument: Instrument) -> bool:
        """Whether the name tells of peace: then whoever made it, the text's own state did not."""
        inside = self._document.within("binding", instrument.start, instrument.end)
        return any(binding.attributes["form"] == "peace" for binding in inside)

    def _ministry(self, start: int, end: int) -> set[str]:
        """The text's own state, where a ministry of no other is party."""
        bodies = self._document.within("office_bodies", start, end)
        own = any(hit.attributes.get("type") == "ministry" for hit in bodies)
        return {self._focus.home} if own and self._focus.home else set()

    def _in_name(self, instrument: Instrument) -> set[str]:
        """The states whose adjectives the name holds; both sides of a compound one, wherever it stands."""
        party = instrument.match.groups.get("party")
        named = set(self._states.countries(party.start, party.end)) if party is not None else set()
        inside = self._document.within("country", instrument.start, instrument.end)
        for first, second in pairwise(inside):
            if second.start - first.end == 1 and self._document.folded(first.end, second.start) == "-":
                return named | set(self._states.countries(first.start, second.end))
        return named

    def _part(self, instrument: Instrument, binding: Match, codes: set[str]) -> None:
        """Tell a bare mention from one before that others than those named right behind it act on."""
        source = instrument.antecedent
        if source is None or binding.start - instrument.end > _NEAR or source.parties:
            return
        acting = self._doers.subjects(source.start) - {self._states.party}
        if acting and not codes & acting:
            instrument.antecedent = instrument.refers_to = None

    def _with_before(self, instrument: Instrument) -> set[str]:
        """Whom "with" names between the verb and its instrument: "to conclude with X the agreement"."""
        for fate in instrument.fates:
            if fate.attributes["form"] in {"object", "just"} and fate.end <= instrument.start:
                for binding in self._document.within("binding", fate.end, instrument.start):
                    if binding.attributes["form"] == "one":
                        return self._states.codes(binding.groups["party"].items)
                    instrument.lone = instrument.lone or binding.attributes["form"] == "other"
        return set()

    def _between_before(self, instrument: Instrument) -> set[str]:
        """Whom "between" names after a participle that opens the sentence of its instrument."""
        for fate in instrument.fates:
            if fate.attributes["form"] == "participle" and fate.end <= instrument.start:
                for binding in self._document.within("binding", fate.end, instrument.start):
                    if binding.attributes["form"] == "all":
                        return self._states.codes(binding.groups["party"].items)
                    if binding.attributes["form"] == "span":
                        return self._span(binding)
        return set()

    def _span(self, binding: Match) -> set[str]:
        """The states and organisations that the bodies in a stretch are, or belong to."""
        group = binding.groups["party"]
        return set(self._states.parties_in(group.start, group.end))

    def _member(self, instrument: Instrument, low: int) -> set[str]:
        """Who is said, right before an instrument, to be a party to it."""
        return self._led(instrument, low, "member", 1)

    def _tied(self, instrument: Instrument, low: int) -> set[str]:
        """Whom, it is said right before an instrument, that ties somebody to."""
        return self._led(instrument, low, "tied", _EPITHET)

    def _led(self, instrument: Instrument, low: int, form: str, gap: int) -> set[str]:
        """Whom a phrase of some form names that leads right to an instrument."""
        first = max(low, instrument.start - _MEMBER)
        for binding in self._document.within("binding", first, instrument.start):
            if binding.attributes["form"] == form and instrument.start - binding.end <= gap:
                return self._states.codes(binding.groups["party"].items)
        return set()

    def beside(self, instrument: Instrument) -> set[str]:
        """The two parties of the last instrument before in the sentence, whom "the two" of some sort are."""
        low = self._document.sentence(instrument.start)[0]
        for other in reversed(self._found[: self._found.index(instrument)]):
            if other.start < low:
                break
            if len(other.parties) == 2:
                return set(other.parties)
        return set()

    def three(self, binding: Match) -> set[str]:
        """Who "the three countries" are: the three that the sentence, or the stretch before, names."""
        offset = binding.start
        start, _ = self._document.sentence(offset)
        count = binding.groups["count"].items[0].attributes["value"]
        for low in (max(start, offset - _RECENT), max(0, offset - _RECENT)):
            near = set(self._states.countries(low, offset))
            if str(len(near)) == count:
                return near
        return set()

    def _other(self, instrument: Instrument, codes: set[str], low: int, stop: int) -> set[str]:
        """Who stands on the other side of "with X": who acts, else whose text this is."""
        for fate in instrument.fates:
            acting = self._doers.behalf(fate, instrument) or self._doers.of(fate, instrument)
            if self._doers.joint(fate, instrument):
                acting |= self._focus.both(instrument)
            if acting - codes and fate.attributes["form"] != "noun":
                return acting - codes
        party = self._states.party
        if party in self._states.makers - codes and party in self._doers.subjects(instrument.start):
            return {party} if party else set()
        bound = {
            code
            for binding in self._document.within("binding", low, instrument.start)
            if binding.attributes["form"] in {"one", "all"} and "party" in binding.groups
            for code in self._states.codes(binding.groups["party"].items)
        }
        for first, last in ((instrument.end, stop), (low, instrument.start)):
            others = codes | bound | self._doers.addressed(first, last)
            subject = [code for code in self._states.parties_in(first, last) if code not in others]
            if subject:
                return {subject[-1]}
            capitals = [self._states.state_of(place) for place in self._states.free_capitals(first, last)]
            acting = {code for code in capitals[-1:] if code and code not in codes | bound}
            if acting:
                return acting
        teller = self._doers.speaker(instrument.start) or self._doers.telling(instrument.start)
        if teller and teller not in codes | bound and self._states.home not in self._states.makers:
            return {teller}
        home = self._states.home
        if home and home not in codes:
            instrument.weak = True
            return {home} if self._states.dated or instrument.kind != "contract" else set()
        if instrument.kind == "contract":
            return set()
        other = [code for code in self._states.ranked if code not in codes]
        return {other[0]} if other and self._states.counts[other[0]] >= TOLD else set()
