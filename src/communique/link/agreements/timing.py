"""Timing: when and where what a fate tells took place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from communique.link.agreements.instruments import Instrument
from communique.link.agreements.outlook import Outlook
from communique.match import Match

__all__ = ["Timing"]

_BY = "by"
_ONCE = frozenset({"initialled", "signed", "adopted", "ratified", "published", "terminated"})
_NEAR = 45
_TIGHT = 15
_BEHIND = 8
_DATE_GAP = 90
_OBJECT_DATE_GAP = 40


class Timing(Outlook):
    """Gives the fates of a sentence their dates and places."""

    def _date(
        self, at: int, fate: Match, targets: Sequence[Instrument], *, planned: bool = False
    ) -> str | None:
        """The date of an event; what a thing holds for is its term, and none."""
        if "sent" in fate.groups:
            return None  # the sentence dates the message, not what is to come
        form = self.forms[at]
        inside = [pair for pair in self.dates if fate.start <= pair[0].start and pair[0].end <= fate.end]
        if inside:
            return self._use(inside[-1])
        if form == "noun" and (later := self._announced(fate, targets[-1])) is not None:
            when = [pair for pair in self.dates if later.end <= pair[0].start < later.end + _NEAR]
            return self._use(when[0]) if when else None
        if fate.attributes.get("status") == "extended" and (until := self._until(fate)) is not None:
            return self._use(until)
        after = self._dates_after(at, fate, targets)
        near = [p for p in after if form != "object" or self._goes_with(p[0], fate, targets[-1])]
        if near:
            return self._use(near[0])
        if form == "participle":
            return None
        if form == "noun" and (bracketed := self._bracketed(targets[-1])) is not None:
            return self._use(bracketed)
        breach = form == "noun" and fate.attributes.get("status") == "violated"
        previous = max((other.end for other in self.fates[:at]), default=self.start)
        previous = self.start if form == "noun" else previous
        before = [
            p
            for p in self.dates
            if previous <= p[0].start < fate.start
            and p[0].start not in self.used
            and not self._quoted(p[0], fate)
            and not _lasts(fate, p[1])
            and p[0].end not in self.terms
            and not (breach and self._said(p[0], fate))
            and not (planned and (self._past(p[1]) or self._verb(p[0].end, fate.whole[0])))
        ]
        if before or after:
            return self._use((before[-1:] or after)[0])
        return None

    def _bracketed(self, target: Instrument) -> tuple[Match, str | None] | None:
        """The date in the parentheses that close a heading or a line about an instrument: place and date."""
        text = self.document.folded(target.end, min(self.end, target.end + _DATE_GAP))
        opens, closes = text.find("("), text.find(")")
        if not 0 <= opens < closes or any(i.start > target.end for i in self.all):
            return None
        inside = (
            p for p in self.dates if target.end + opens < p[0].start and p[0].end == target.end + closes
        )
        return next(inside, None)

    def _quoted(self, date: Match, fate: Match) -> bool:
        """Whether a quotation opens between a date and a fate: the date is that of what is said."""
        between = self.document.folded(date.end, fate.start)
        return between.rfind("«") > between.rfind("»") or ': "' in between

    def _said(self, date: Match, fate: Match) -> bool:
        """Whether a date is that of what is said about a fate, and not the fate's own."""
        verb = self.document.within("stances", date.start - _TIGHT, date.start)
        return bool(verb) or self._finite(date.end, fate.start)

    def _each(self, targets: Sequence[Instrument]) -> list[str | None] | None:
        """The dates right behind each of several instruments, where each has its own one."""
        found = []
        for at, target in enumerate(targets):
            stop = targets[at + 1].start if at + 1 < len(targets) else self.end
            own = [p for p in self.dates if target.end <= p[0].start < min(stop, target.end + _BEHIND)]
            if not own:
                return None
            found.append(own[0])
        return [self._use(pair) for pair in found]

    def _until(self, fate: Match) -> tuple[Match, str | None] | None:
        """The date to which an instrument is extended, right behind the verb or noun."""
        near = [
            pair
            for pair in self.dates
            if 0 <= pair[0].start - fate.end < _DATE_GAP and (pair[1] or "").startswith("../")
        ]
        return near[0] if near else None

    def _past(self, value: str | None) -> bool:
        """Whether a date lies before the text's own, which what is to come cannot."""
        published = self.document.published
        if value is None or published is None:
            return False
        first = value.lstrip("{").removeprefix("../").split("/")[0].rstrip("~")
        return first < published.isoformat()[: len(first)]

    def _ahead(self, value: str | None) -> bool:
        """Whether a date lies after the text's own: what a noun tells of is then to come."""
        published = self.document.published
        if value is None or published is None or not value[:1].isdigit():
            return False
        first = value.split("/")[0].rstrip("~")[:10]
        return "X" not in first and first > published.isoformat()[: len(first)] and _is_month(first)

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
            if low < fate.start:  # the instrument was named before
                low, high = fate.end, min(following, fate.end + _NEAR)
        elif form in {"participle", "subject"}:
            others = (i.start for i in self.all if i.start >= fate.end and not self._datable(i, fate))
            nearest = min(others, default=self.end)
            high = min(high, nearest, fate.end + _DATE_GAP)
        high = next((pronoun for pronoun, _ in self.pronouns if low <= pronoun < high), high)
        return [
            p
            for p in self.dates
            if low <= p[0].start < high and p[0].end not in self.terms and not _lasts(fate, p[1])
        ]

    def _again(self, at: int, fate: Match) -> list[str | None]:
        """The dates on which others did the same: "ratified by X on the 8th and by Y on the 12th"."""
        if self.forms[at] not in {"participle", "subject"}:
            return []
        stop = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        near = [pair for pair in self.dates if fate.start <= pair[0].start < stop]
        return [
            self._use(later)
            for first, later in pairwise(near)
            if self._likewise(first[0].end, later[0].start)
        ]

    def _likewise(self, start: int, end: int) -> bool:
        """Whether nothing but a further agent stands in a stretch, behind a conjunction or a comma."""
        agent = next(
            (w for w in self.document.within("actor_roles", start, end) if w.attributes["role"] == _BY), None
        )
        return (
            agent is not None
            and end - start < _NEAR
            and not any(start < instrument.start < end for instrument in self.all)
            and agent.start - start <= _BEHIND
        )

    def _datable(self, instrument: Instrument, fate: Match) -> bool:
        """Whether a date behind an instrument may still be a fate's: "adopted by resolution 3 of …"."""
        by = instrument.kind == "resolution" and instrument.oblique and fate.attributes["status"] == "adopted"
        return by or instrument.needs == "event"

    def _place(self, at: int, fate: Match) -> str | None:
        following = self.fates[at + 1].start if at + 1 < len(self.fates) else self.end
        places = self.document.within("place", fate.start, min(following, fate.end + _DATE_GAP))
        places = [place for place in places if not any(i.start <= place.start < i.end for i in self.all)]
        return self.document.source(places[0].start, places[0].end) if places else None


def _lasts(fate: Match, value: str | None) -> bool:
    """Whether a date is the beginning of what lasts, which what is done once has none of."""
    return fate.attributes.get("status") in _ONCE and (value or "").endswith("/..")


def _is_month(value: str) -> bool:
    """Whether a date has a month of the calendar, and not a season's or quarter's number, if it has one."""
    return len(value) < 7 or value[5:7] <= "12"
