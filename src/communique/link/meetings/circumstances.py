"""When and where a meeting was: what its own sentence says of it, and not of what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter

from communique.link.meetings.counts import is_verb
from communique.link.meetings.found import PEOPLE
from communique.link.meetings.governing import Governing
from communique.match import Match

__all__ = ["Circumstances"]

_FAR = 400
"""How far from a meeting its date and place may stand: cost stays linear where sentences have no end."""
_BEFORE = 40
"""What stands before a meeting is taken for so many characters further off than what follows."""
_BEYOND = 120
"""The same, for each other meeting between."""
_BESIDE = 34
"""How near a date stands to the occasion that follows it."""
_INSTRUMENT = 60
"""How far before a date the instrument may stand that it belongs to."""
_OF = 14
"""How many characters, but for actors, may stand between a meeting and a date that "of" joins to it."""
_NEAR = 4
"""How far behind its preposition a date or place begins, with an article between."""
_LED = 12
"""How far before a name the preposition that leads to it may begin."""
_TITLE = 160
"""How far before a place the name or office that holds it may begin."""
_SMALL = 4
"""How many letters, of articles, a line that only says when and where may hold besides."""
_BELOW = 2
"""How many lines below a heading may say when and where it was."""
_WHERE = {"place": {"to", "in", "of"}, "country": {"to", "in"}, "capname": {"to"}}
"""What may lead to where something was, by what is known of the name."""
_LASTING = frozenset({"visit", "conference", "summit"})
"""Kinds of meetings that may go on since, or until, a day."""


class Circumstances(Governing):
    """Finds the date and the place of a meeting."""

    def date(self, match: Match) -> str | None:
        """The value of the date that tells when a meeting was, or None."""
        best = self._nearest(match, self._document.within("date", *self._stretch(match))) or self._apart(
            match, "date"
        )
        return self._value(match, best) if best is not None else None

    def place(self, match: Match) -> str | None:
        """The city or the state where a meeting was, as the text writes it, or None."""
        best = self._nearest(match, self._places(match)) or self._below(match, "place")
        return self._document.source(best.start, best.end) if best is not None else None

    def _stretch(self, match: Match) -> tuple[int, int]:
        start, end = self._around(match.start)
        return max(start, match.start - _FAR), min(end, match.end + _FAR)

    def _nearest(self, match: Match, items: Iterable[Match]) -> Match | None:
        """What stands nearest to a meeting and tells of nothing else."""
        best: tuple[int, Match] | None = None
        for least, item in sorted(((_distance(match, item), item) for item in items), key=itemgetter(0)):
            if best is not None and least >= best[0]:
                break  # other meetings between only make it further off
            if item.name == "date" and self._value(match, item) is None:
                continue
            behind = item.start >= match.end
            if self._behind_another(match, item) if behind else self._before_another(match, item):
                continue
            between = (match.end, item.start) if behind else (item.end, match.start)
            distance = least + _BEYOND * sum(1 for _ in self._standing(*between))
            if best is None or distance < best[0]:
                best = distance, item
        return best[1] if best is not None else None

    def _value(self, match: Match, item: Match) -> str | None:
        """The value of a date that may be a meeting's: no vague one, no beginning of what does not last."""
        value: str | None = getattr(self._document.record_of(item), "value", None)
        if value is None or value.endswith("_REF"):
            return None
        if value.endswith("/..") and match.attributes.get("kind") not in _LASTING:
            return None
        return value

    # --- what else a date or a place may belong to ---

    def _behind_another(self, match: Match, item: Match) -> bool:
        """Whether what stands behind a meeting belongs to something between them."""
        start, end = match.end, item.start
        return (
            self._another_between(match, end)
            or self._instrument_s(start, end)
            or self._topic_s(match, end)
            or self._of_another(start, item)
            or (self._in_time(match) and self._is_told(start, end))
        )

    def _before_another(self, match: Match, item: Match) -> bool:
        """Whether what stands before a meeting belongs to what stands before it."""
        start, end = item.end, match.start
        if end - start < _BESIDE and self._in_time(match) and not self._is_told(start, end):
            return False  # "is to be signed in June, at the session": the session's as well
        low = max(self._document.sentence(item.start)[0], item.start - _INSTRUMENT)
        return self._instrument_s(low, item.start) or (self._led_by(item, "of") and not self._is_range(item))

    def _another_between(self, match: Match, end: int) -> bool:
        """Whether another meeting stands between that is no occasion of this one, nor what it does."""
        return any(
            not self._occasion(max(match.end, item.start - _BESIDE), item.start)
            for item in self._standing(match.end, end)
            if is_verb(match) or not self._is_its_verb(item)
        )

    def _is_its_verb(self, item: Match) -> bool:
        """Whether a verb behind a noun tells of the noun's meeting: it has nobody for its subject."""
        return is_verb(item) and not any(
            one.kind in PEOPLE and one.end <= item.start for one in self._view.subject_of(item.start)
        )

    def _instrument_s(self, start: int, end: int) -> bool:
        """Whether an instrument, or what became of it, stands nearer to the end than a meeting."""
        document = self._document
        ends = [one.end for name in ("agreement", "statuses") for one in document.within(name, start, end)]
        return bool(ends) and next(self._standing(max(ends), end), None) is None

    def _topic_s(self, match: Match, end: int) -> bool:
        """Whether what ends there is part of what was talked about: "on" or a verb's "of" leads to it."""
        document = self._document
        topics = [
            hit
            for hit in document.within("prepositions", match.end, end)
            if hit.attributes.get("sense") == "topic"
        ]
        if is_verb(match):
            topics += [
                hit
                for hit in document.within("actor_roles", match.end, min(end, match.end + _NEAR))
                if hit.attributes["role"] == "of" and document.starting_at("adverbs", hit.start) is None
            ]
        return any("," not in document.lower(hit.end, end) for hit in topics)

    def _of_another(self, start: int, item: Match) -> bool:
        """Whether "of" joins a date to another noun than the meeting's."""
        if not self._led_by(item, "of") or self._is_range(item):
            return False
        actors = self._view.within(start, item.start)
        return item.start - start - sum(one.end - one.start for one in actors) > _OF

    def _is_range(self, item: Match) -> bool:
        """Whether a date goes from one day to another: the "of" before it is a "from"."""
        return "/" in (getattr(self._document.record_of(item), "value", None) or "")

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a verb in a stretch tells of something."""
        return any(
            hit.attributes.get("tense") not in {None, "past_participle"} and not self._nominal(hit)
            for name in (
                "auxiliaries",
                "meeting_verbs",
                "statuses",
                "stances",
                "reporting_verbs",
                "clause_verbs",
            )
            for hit in self._document.within(name, start, end)
        )

    # --- where ---

    def _places(self, match: Match) -> list[Match]:
        """The cities and states a preposition leads to in a sentence, but for those in a title."""
        start, end = self._stretch(match)
        low = bisect_left(self._located, start, key=itemgetter(0))
        high = bisect_left(self._located, end, low, key=itemgetter(0))
        behind = match.end + _NEAR + 1 if not is_verb(match) else -1  # "the summit of Lomé"
        return [
            item
            for at, role, item in self._located[low:high]
            if role != "of" or (item.name == "place" and match.end < at <= behind)
        ]

    @cached_property
    def _located(self) -> list[tuple[int, str, Match]]:
        """Names that may say where something was: where each begins, what role leads to it, itself."""
        found = [
            (int(item.start), role, item)
            for kind in ("place", "country", "capname")
            for item in self._document.items(kind)
            if (role := self._role_before(item)) in _WHERE[kind] and not self._is_no_place(item)
        ]
        return sorted(found, key=itemgetter(0))

    def _is_no_place(self, item: Match) -> bool:
        """Whether a name is a site's, part of a title, or that of something known to be no town."""
        if item.name == "capname":
            return self._is_known(item)
        return _type(item) == "site" or any(
            one.start <= item.start < one.end and one.kind in {"person", "office"}
            for one in self._view.within(item.start - _TITLE, item.start + 1)
        )

    def _is_known(self, item: Match) -> bool:
        """Whether a capitalised name is known to be something, so that it is no unknown town."""
        known = ("person", "place", "country", "organisation", "institution", "agreement", "office")
        return any(
            one.start < item.end
            for name in known
            for one in self._document.within(name, item.start, item.end + _TITLE)
        )

    def _led_by(self, item: Match, role: str) -> bool:
        """Whether a word of a role leads to a date or a place."""
        return self._role_before(item) == role

    def _role_before(self, item: Match) -> str | None:
        """The role of the preposition that leads to a date or a place."""
        led = self._document.within("actor_roles", max(0, item.start - _LED), item.start)
        return str(led[-1].attributes["role"]) if led and item.start - led[-1].end <= _NEAR else None

    # --- what stands apart: "Tuesday 16 July.", "(Dakar, 5-7 March 2014)" ---

    def _apart(self, match: Match, kind: str) -> Match | None:
        """The date that stands alone at the head of the paragraph, or below a heading."""
        line = self._document.zones.line(match.start)
        if line is not None and not self._in_time(match):
            start, end = self._document.sentence(line.start)
            if end <= match.start and (found := self._alone_in(kind, start, end)):
                return found
        return self._below(match, kind)

    def _below(self, match: Match, kind: str) -> Match | None:
        """What the next lines below a heading say alone."""
        lines = self._lines_below(match.start)
        return next((found for start, end in lines if (found := self._alone_in(kind, start, end))), None)

    def _lines_below(self, at: int) -> Iterator[tuple[int, int]]:
        zones = self._document.zones
        line = zones.line(at)
        for _ in range(_BELOW):
            if line is None or line.kind != "heading":
                return
            line = zones.line(line.end + 1)
            if line is not None:
                yield line.start, line.end

    def _alone_in(self, kind: str, start: int, end: int) -> Match | None:
        """The one mention of a kind in a stretch that holds nothing but dates and places."""
        document = self._document
        end = min(end, start + _TITLE)
        said = [item for name in ("date", "place", "country") for item in document.within(name, start, end)]
        letters = sum(char.isalpha() for char in document.folded(start, end))
        for item in said:
            letters -= sum(char.isalpha() for char in document.folded(item.start, item.end))
        wanted = [item for item in said if item.name == kind]
        return wanted[0] if len(wanted) == 1 and letters <= _SMALL else None


def _distance(match: Match, item: Match) -> int:
    """How far a date or place stands from a meeting, as if none stood between."""
    return item.start - match.end if item.start >= match.end else match.start - item.end + _BEFORE


def _type(item: Match) -> str | None:
    """What the lexicon says a place is."""
    form = item.groups.get("form")
    return form.items[0].attributes.get("type") if form is not None and form.items else None
