"""Focus: the two states that a place in a text is about, where it does not say whom an instrument binds."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.agreements.doers import Doers
from communique.link.agreements.instruments import Instrument
from communique.link.agreements.states import States
from communique.link.document import Document
from communique.zones import Line

__all__ = ["Focus"]

_RECENT = 600
_HEAD_GAP = 3
_SHORT = 70
_LEAD = 60
_WHERE = 120
_LABEL = 16
_SENTENCES = 5


class Focus:
    """Finds whom a place is about: those who act, the topic, the sentences before, the whole text."""

    def __init__(self, document: Document, states: States, doers: Doers, *, joint: bool) -> None:
        self._document = document
        self._states = states
        self._doers = doers
        self._joint = joint
        self._sections = False
        self._heads = sorted(
            {line.start for line in document.zones.lines if line.kind == "heading"} | set(self._labels())
        )

    def _labels(self) -> list[int]:
        """Where lines begin that only name a state, or open with its name and a stop."""
        found = []
        for match, _ in self._document.records.get("country", ()):
            opens = match.start == 0 or self._document.folded(match.start - 1, match.start) == "\n"
            after = self._document.folded(match.end, match.end + _HEAD_GAP).lstrip(" ")
            if opens and after[:1] in {".", ":", "\n"}:
                found.append(match.start)
                self._sections = True
            elif after.lstrip(".")[:1] in {"\n", ""}:
                line = self._document.zones.line(match.start)
                if line is not None and line.end - line.start < _SHORT:
                    found.append(line.start)
        return found

    @property
    def home(self) -> str | None:
        """The text's own state, or union that makes treaties."""
        return self._states.party

    def both(self, instrument: Instrument) -> set[str]:
        """Who "the two countries" are: the two that the sentence names, else those in focus."""
        start = self._start(instrument)
        near = set(self._states.countries(start, instrument.start)) | self._doers.taking_part(
            start, instrument.start
        )
        if len(near) == 2:
            return near
        pair = self._doers.together(instrument.start)
        if len(near) == 1 and pair and not near & {*pair, self.home}:
            return pair  # a third one speaks of two named before
        return self.at(instrument) or pair

    def at(self, instrument: Instrument) -> set[str]:
        """The two states that the place of an instrument is about."""
        start = self._start(instrument)
        acting = set(self._doers.acting(instrument.start))
        pair = self._states.pair()
        called = self._doers.called(instrument.start)
        if len(called) == 2 or (called and not self.home and self._states.home in self._states.bodies):
            return called
        acting -= self._states.bodies - self._states.makers
        if where := self._where(instrument):
            return where
        if self._joint or (self._states.two_sided() and not self._sections):
            return self._of_two_sided(instrument, acting, pair)
        if len(acting) == 2:
            return acting
        if not self.home and self._states.home in self._states.bodies:
            named = set(self._states.parties_in(start, instrument.start))
            return named if len(named) == 2 and self._states.home in named else set()
        near = acting | self._named(start, instrument.start)
        received = self._received(start, instrument.start)
        found = self._nearby(near) or received or self._topic(instrument.start) or self._before(start)
        return found or (pair if len(self._states.ranked) == 2 else set())

    def _start(self, instrument: Instrument) -> int:
        return max(self._document.sentence(instrument.start)[0], instrument.start - _RECENT)

    def _of_two_sided(self, instrument: Instrument, acting: set[str], pair: set[str]) -> set[str]:
        """Whom a place of a text about two states is about: those two, unless others act or are its topic."""
        start = self._start(instrument)
        taking = self._doers.taking_part(start, instrument.start)
        about = set(self._states.countries(start, instrument.start)) - taking - acting
        if about and not about & pair and not taking - pair and not instrument.single:
            return set()
        if len(taking) == 2 and (self.home in taking or acting & taking) and not self._joint:
            return taking
        third = acting - pair
        if len(third) == 1 and self.home and not self._joint:
            return third | {self.home}
        if not self._joint and (topic := self._topic(instrument.start)) and not topic <= pair:
            return topic
        if not self._joint and (other := self._of_paragraph(instrument)) and not other & pair:
            return other | {self.home} if self.home else pair
        return pair if self._joint else self._dealing(start) or pair

    def _dealing(self, start: int) -> set[str]:
        """The two that deal with one another in the last sentence of the paragraph that tells of two."""
        line = self._document.zones.line(start)
        floor = max(line.start if line is not None else start, start - _RECENT)
        while start > floor:
            end, start = start, max(floor, self._document.sentence(max(0, start - 2))[0])
            if start >= end:
                break
            taking = self._doers.taking_part(start, end)
            if len(taking) == 2:
                return taking
        return set()

    def _of_paragraph(self, instrument: Instrument) -> set[str]:
        """The one state besides the text's own that the paragraph names before an instrument."""
        line = self._document.zones.line(instrument.start)
        if line is None:
            return set()
        start = max(line.start, instrument.start - _RECENT)
        if not self._states.countries(start, instrument.start):  # the capital where what is told takes place
            opening = set(self._states.capitals(line.start, min(line.start + _LEAD, instrument.start)))
            if len(opening - {self.home}) == 1:
                return opening - {self.home}
        named = self._named(start, instrument.start) - {self.home}
        return named if len(named) == 1 else set()

    def _named(self, start: int, end: int) -> set[str]:
        found = set(self._states.countries(start, end)) | self._doers.taking_part(start, end)
        found -= self._states.bodies - self._states.makers
        if found - {self.home} or not self.home:
            return found
        return found | (self._states.makers & set(self._states.parties_in(start, end)))

    def _nearby(self, near: set[str]) -> set[str]:
        """The pair that a sentence names, or its one state with the text's own."""
        if len(near) == 2:
            return near
        if len(near) == 1 and self.home and self.home not in near:
            return near | {self.home}
        return near if len(near) == 1 and self.stateless else set()

    def _received(self, start: int, end: int) -> set[str]:
        """The text's own state and the one body whose officer acts, or is dealt with, in a stretch."""
        if not self.home or self.home in self._states.makers:
            return set()
        bodies = self._doers.officers(start, end) - {self.home}
        return {self.home, *bodies} if len(bodies) == 1 else set()

    @property
    def stateless(self) -> bool:
        """Whether the text is that of a government that is no state's."""
        return self._states.dated and self._states.home is None

    def _where(self, instrument: Instrument) -> set[str]:
        """The text's own state and that of the capital "where" an instrument is made."""
        start = max(self._document.sentence(instrument.start)[0], instrument.start - _WHERE)
        for pronoun in reversed(self._document.within("pronouns", start, instrument.start)):
            if pronoun.attributes.get("kind") != "relative":
                continue
            apart = self._document.lower(pronoun.start - 2, pronoun.start) == ", "
            town = self._states.capitals(max(start, pronoun.start - _LEAD), pronoun.start - 2)[-1:]
            near = self._document.within("place", max(start, pronoun.start - _LEAD), pronoun.start - 1)
            right = bool(near) and near[-1].end == pronoun.start - 2 and apart
            told = right and not pronoun.attributes.get("case") and self.home not in {None, *town}
            return {*town, self.home or ""} if town and told else set()
        return set()

    def heading(self, at: int) -> Line | None:
        """The heading above an offset, where that tells whom the place is about."""
        index = bisect_right(self._heads, at) - 1
        line = self._document.zones.line(self._heads[index]) if index >= 0 else None
        return line if line is not None and line.end <= at and len(self._topic(at)) == 2 else None

    def _topic(self, at: int) -> set[str]:
        """The pair that the last heading above names."""
        index = bisect_right(self._heads, at) - 1
        if index < 0:
            return set()
        line = self._document.zones.line(self._heads[index])
        if line is None:
            return set()
        end = min(line.end, at)
        codes = set(self._states.countries(self._heads[index], min(end, self._heads[index] + _RECENT)))
        home = self._states.home
        first = set(self._states.countries(self._heads[index], self._heads[index] + _LABEL))
        if codes == first and len(codes) == 1 and home and home not in codes and self._states.is_state(home):
            return codes | {home}  # what heads a stretch is whom the text's own state deals with
        found = self._nearby(codes)
        return found if self.home is None or self.home in found else set()

    def _before(self, start: int) -> set[str]:
        """The pair with the text's own state that the sentences before, back to the heading, name."""
        if not self.home and not self.stateless:
            return set()
        index = bisect_right(self._heads, start) - 1
        floor = max(self._heads[index] if index >= 0 else 0, start - _RECENT)
        for _ in range(_SENTENCES):
            if start <= floor:
                break
            end, start = start, self._document.sentence(max(0, start - 2))[0]
            if start >= end:
                break
            found = self._nearby(self._named(max(start, floor), end)) or self._received(
                max(start, floor), end
            )
            if self.home in found or (found and self.stateless):
                return found
        return set()
