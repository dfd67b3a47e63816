"""States: whose text a document is, which two states it is about, and who is named where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from communique.link import home
from communique.link.document import Document
from communique.link.former import former
from communique.match import Hit, Match

__all__ = ["TOLD", "States"]

_FORMER = {"RU": "SU", "RS": "YU", "CZ": "CS"}
"""States of today and those whose capital was the same."""

_LEAD = 8
_TWO = 2
_HIGH = frozenset({"head_of_state", "head_of_government", "minister", "deputy_minister"})

TOLD = 2
"""How often a text that is about a state names it at least."""


class States:
    """The states and organisations of a document, as instruments need them.

    Attributes:
        counts: how often each state is named; ranked: the states, the one named most first.
        home: the state or organisation whose text this is; dated: whether an opening or a seat tells that.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.counts: Counter[str] = Counter(record.code for _, record in document.records.get("country", ()))
        self.ranked = [code for code, _ in sorted(self.counts.items(), key=lambda pair: -pair[1])]
        self.states: dict[str, str] | None = None
        self.home, self.dated = home.of(document)

    def _capital(self, place: Match) -> bool:
        hits = self.document.within("places", place.start, place.end)
        return any(hit.attributes.get("type") == "capital" for hit in hits)

    def pair(self) -> set[str]:
        """The two states that the document is about."""
        home = self.home
        if home is not None and (self.is_state(home) or self.party):
            return {home, *self._others()[:1]} if self._others() else set()
        if self.dated:
            return set()  # a union's text, or that of a government that is no state's
        return set(self.ranked[:2]) if len(self.ranked) >= 2 else set()

    def _others(self) -> list[str]:
        return [code for code in self.ranked if code != self.home]

    @property
    def party(self) -> str | None:
        """The text's own state, or union that makes treaties as states do, where the text tells it."""
        home = self.home
        told = self.dated or self._unserved
        own = home is not None and told and (self.is_state(home) or home in self.makers)
        return home if own else None

    @cached_property
    def _unserved(self) -> bool:
        """Whether high offices are named without their state, and none as that of what seems the own."""
        offices = [o for _, o in self.document.records.get("office", ()) if o.role in _HIGH]
        return self.home in self.counts and (
            any(not (o.country or o.country_inferred or o.refers_to) for o in offices)
            and self._first_but({o.country for o in offices}) == self.home
        )

    def _first_but(self, served: set[str | None]) -> str | None:
        """The state that is named most, and more than any other, but for some."""
        rest = [self.counts[code] for code in self.ranked if code not in served]
        first = next((code for code in self.ranked if code not in served), None)
        return first if len(rest) < _TWO or rest[0] > rest[1] else None

    @cached_property
    def makers(self) -> frozenset[str]:
        """The codes of the organisations that make treaties as states do."""
        table = self.document.lexicon("treaty_makers")
        return frozenset(row["code"] for row in table) if table is not None else frozenset()

    def is_state(self, code: str) -> bool:
        """Whether a code is a state's, as the text's countries and places have it."""
        return code in self.counts or code not in self.bodies

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The codes of the organisations in the text."""
        return frozenset(
            record.code for _, record in self.document.records.get("organisation", ()) if record.code
        )

    def capitals(self, start: int, end: int) -> list[str]:
        """States in a stretch, by name or by their capital, in text order."""
        found = [(match.start, record.code) for match, record in self.placed("country", start, end)]
        found += [
            (match.start, record.country)
            for match, record in self.placed("place", start, end)
            if record.country and self._capital(match)
        ]
        return [code for _, code in sorted(found)]

    def free_capitals(self, start: int, end: int) -> list[Match]:
        """The capitals in a stretch that no preposition leads to: they stand for their states."""
        return [
            match
            for match in self.document.within("place", start, end)
            if self._capital(match) and not self._led(match.start)
        ]

    def _led(self, at: int) -> bool:
        return any(at - hit.end <= 1 for hit in self.document.within("actor_roles", max(0, at - _LEAD), at))

    def state_of(self, place: Match) -> str | None:
        """The state of a place."""
        record = self.document.record_of(place)
        return record.country if record is not None else None

    def placed(self, kind: str, start: int, end: int) -> list[tuple[Match, Any]]:
        """The matches of a kind in a stretch that have a record, with it."""
        pairs = ((match, self.document.record_of(match)) for match in self.document.within(kind, start, end))
        return [(match, record) for match, record in pairs if record is not None]

    def served(self, start: int, end: int) -> set[str]:
        """The states of the office holders named in a stretch, here or elsewhere in the text."""
        served: set[str | None] = set()
        for match in self.document.within("office", start, end):
            office = self.document.record_of(match)
            if office is not None:
                served.add(
                    office.country
                    or office.country_inferred
                    or self._state_of(office.holder or office.refers_to)
                )
        for match in self.document.within("person", start, end):
            person = self.document.record_of(match)
            if person is not None:
                served.add(self._state_of(person.name))
        return {code for code in served if code is not None and code in self.counts}

    def _state_of(self, name: str | None) -> str | None:
        if name is None:
            return None
        if self.states is None:
            self.states = {}
            for _, office in self.document.records.get("office", ()):
                state = office.country or office.country_inferred
                if state and (office.holder or office.refers_to):
                    self.states.setdefault(office.holder or office.refers_to, state)
        return self.states.get(name)

    def two_sided(self) -> bool:
        """Whether two states are named clearly more often than any third."""
        if self.dated and self.home is None:
            return False
        pair = self.pair()
        if len(pair) < 2:
            return False
        third = max((self.counts[code] for code in self.ranked if code not in pair), default=0)
        told = [self.counts[code] for code in pair if code != self.home or not self.dated]
        return min(told) >= TOLD and min(told) > third

    def codes(self, items: Iterable[Hit | Match]) -> set[str]:
        """The codes of states and organisations that words or mentions stand for."""
        codes = set()
        for item in items:
            code = item.attributes.get("code") or (
                item.attributes.get("country") if item.name == "places" else None
            )
            if code:
                codes.add(former(self.document).get(item.start) or self._then(str(code)))
        return codes

    def _then(self, code: str) -> str:
        """The state of a capital, or the former one whose capital it was, where the text names that."""
        former = _FORMER.get(code)
        return former if former and former in self.counts and code not in self.counts else code

    def parties_in(self, start: int, end: int) -> list[str]:
        """States and organisations named in a stretch."""
        found = self.countries(start, end)
        for match in self.document.within("organisation", start, end):
            record = self.document.record_of(match)
            if record is not None and record.code and record.code != "UN":
                found.append(record.code)
        return found

    def countries(self, start: int, end: int) -> list[str]:
        """The states named in a stretch, in text order."""
        found = []
        for match in self.document.within("country", start, end):
            record = self.document.record_of(match)
            if record is not None:
                found.append(record.code)
        return found
