"""Matcher: runs a program over one text, within a time budget."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from communique.match.echo import find_echoes
from communique.match.program import CompiledRule, Plan, Program
from communique.match.references import Reference
from communique.match.views import Entry, Group, Hit, Match, View, make_view
from communique.zones import Zones

__all__ = ["Deadline", "Matcher"]


class Deadline:
    """A time budget; `Deadline(None)` never ends."""

    __slots__ = ("_at", "passed")

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else time.monotonic() + seconds
        self.passed = False

    def left(self) -> float | None:
        """Seconds left, None without a budget; 0 and `passed` once it is over."""
        if self._at is None:
            return None
        left = self._at - time.monotonic()
        if left <= 0:
            self.passed = True
        return max(left, 0.0)


# What a named tuple's own constructor does, without its call.
_new_hit = partial(tuple.__new__, Hit)
_new_group = partial(tuple.__new__, Group)

# Beyond this many sentences the bit masks grow too long to be a shortcut.
_MOST_SENTENCES = 2000


class Matcher:
    """Runs a program over one text: holds its views, its hits and what has been found so far."""

    def __init__(self, program: Program, zones: Zones, deadline: Deadline) -> None:
        self._program = program
        self._zones = zones
        self._deadline = deadline
        starts = zones.sentence_starts
        self._sentence_ends = [*starts[1:], len(zones.folded)]
        self._places: dict[int, tuple[int, bool]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._views: dict[int, View] = {}
        self._hits = program.scan.hits(zones)
        self.found: dict[str, Sequence[Hit | Match]] = {}

    def items(self, name: str) -> Sequence[Hit | Match]:
        """Hits of a lexicon, or kept matches of a kind, in text order."""
        known = self.found.get(name)
        if known is None:
            hits = self._hits.get(name, ())
            known = self.found[name] = [_new_hit((start, end, name, row)) for start, end, row in hits]
        return known

    def view(self, case: str, refs: tuple[Reference, ...]) -> View:
        """The view in which the mentions of these references are sentinels."""
        return self._view(self._program.view_number(case, refs))

    def _view(self, number: int) -> View:
        known = self._views.get(number)
        if known is None:
            case, alphabet, names = self._program.views[number]
            base = self._zones.folded if case == "cased" else self._zones.lower
            entries = chain.from_iterable(map(self._entries_of, names))
            known = self._views[number] = make_view(base, alphabet, entries)
        return known

    def _entries_of(self, name: str) -> list[Entry]:
        """The mentions of a lexicon or kind that some reference means."""
        known = self._entries.get(name)
        if known is None:
            mask = self._program.mask
            known = self._entries[name] = [
                (item[0], -item[1], name, number, meant, item)
                for number, item in enumerate(self.items(name))
                if (meant := mask(item))
            ]
        return known

    def matches(self, kind: str) -> list[Match]:
        """Every match of every rule of a kind."""
        found: list[Match] = []
        for compiled in self._program.compiled_rules(kind):
            left = self._deadline.left()
            if self._deadline.passed:
                break
            found += self.run(compiled, left)
        return found

    def run(self, compiled: CompiledRule, left: float | None = None) -> list[Match]:
        """Every match of one rule, tried only where it can begin."""
        rule = compiled.rule
        if rule.requires and not any(word in self._zones.lower for word in rule.requires):
            return []
        plan = compiled.plan or self._program.plan(compiled)
        sentences = self._sentences(plan)
        if not sentences:
            return []
        view = self._view(plan.view)
        pattern = compiled.compiled(self._program.views[plan.view][1])
        budget = {} if left is None else {"timeout": left}
        try:
            if plan.first is None:
                # Searching may leave other groups behind than matching at the same place; matching decides.
                starts = (
                    m.start()
                    for low, high in self._stretches(view, sentences)
                    for m in pattern.finditer(view.text, low, high, overlapped=True, **budget)
                )
                found = (pattern.match(view.text, at, **budget) for at in starts)
            else:
                places = view.places(plan.first)
                if sentences > 0:
                    places = [at for at in places if sentences >> self._sentence(view.folded(at)) & 1]
                found = (pattern.match(view.text, at, **budget) for at in places)
            return [
                match
                for m in found
                if m is not None and m.end() > m.start()
                for match in self._matches(compiled, view, m)
            ]
        except TimeoutError:
            self._deadline.passed = True
            return []

    def _stretches(self, view: View, sentences: int) -> Iterator[tuple[int, int]]:
        """Where in a view the sentences of a bit mask stand: neighbours together, with the break behind."""
        if sentences < 0:
            yield 0, len(view.text)
            return
        starts = self._zones.sentence_starts
        while sentences:
            first = (sentences & -sentences).bit_length() - 1
            following = sentences >> first
            last = first + (following & ~(following + 1)).bit_length()
            sentences &= -1 << last
            yield view.index(starts[first]), view.index(self._sentence_ends[last - 1])

    def _sentences(self, plan: Plan) -> int:
        """A bit for each sentence in which a rule could match; -1 for anywhere, 0 for nowhere."""
        sentences = -1
        local = plan.local
        for need in plan.needs:
            here = 0
            for part in need:
                places, crosses = self._places.get(part) or self._where(part)
                here |= places
                local = local and not crosses
            if not here:
                return 0
            sentences &= here
        return sentences if local else -1

    def _where(self, number: int) -> tuple[int, bool]:
        """A bit for each sentence that holds a mention or literal, and whether one crosses sentences."""
        part, case, bit = self._program.parts[number]
        if isinstance(part, str):
            base = self._zones.folded if case == "cased" else self._zones.lower
            spans = [(at, at + 1) for at in _occurrences(base, part)]
        else:
            spans = [(entry[0], -entry[1]) for entry in self._entries_of(part.name) if entry[4] & bit]
        known = self._places[number] = self._sentences_of(spans)
        return known

    def _sentences_of(self, spans: Sequence[tuple[int, int]]) -> tuple[int, bool]:
        ends = self._sentence_ends
        # To count many of them would cost more than it saves.
        if len(spans) >= len(ends) or len(ends) > _MOST_SENTENCES:
            return -1 if spans else 0, any(end > ends[self._sentence(start)] for start, end in spans)
        places = 0
        crosses = False
        for start, end in spans:
            at = self._sentence(start)
            places |= 1 << at
            crosses = crosses or end > ends[at]
        return places, crosses

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._zones.sentence_starts, offset) - 1

    def _matches(self, compiled: CompiledRule, view: View, m: Any) -> Iterator[Match]:
        """One match for each place that the group `span` captured (in a list of names), or one in all."""
        first = self._match(compiled, view, m)
        yield first
        if not compiled.repeats:
            return
        for start, end in m.spans("span")[:-1]:
            group = Group(view.folded(start), view.folded(end), view.held(start, end))
            groups = {**first.groups, "span": group}
            yield first._replace(
                start=group.start, end=group.end, groups=groups, attributes=dict(first.attributes)
            )

    def echoes(self, kept: Sequence[Match]) -> list[Match]:
        """Matches where the words of kept ones stand again, whole or without their first parts."""
        return find_echoes(kept, self._zones.folded, self.items)

    def _match(self, compiled: CompiledRule, view: View, m: Any) -> Match:
        rule = compiled.rule
        groups: dict[str, Group] = {}
        regs = m.regs
        for name, number in compiled.groups:
            start, end = regs[number]
            if start >= 0:
                groups[name] = _new_group((view.folded(start), view.folded(end), view.held(start, end)))
        whole = view.folded(m.start()), view.folded(m.end())
        span = groups.get("span")
        start, end = (span.start, span.end) if span is not None else whole
        attributes = dict(rule.values)
        for field, path in rule.take.items():
            value = _taken(groups, path)
            if value is not None:
                attributes[field] = value
        return Match(start, end, rule.kind, attributes, rule, groups, whole)


def _occurrences(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _taken(groups: Mapping[str, Group], path: str) -> Any:
    name, _, attribute = path.partition(".")
    group = groups.get(name)
    if group is None:
        return None
    for item in group.items:
        value = item.attributes.get(attribute)
        if value is not None:
            return value
    return None
