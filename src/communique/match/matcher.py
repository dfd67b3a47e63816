"""Matcher: runs a program over one text, within a time budget."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from communique.match.echo import find_echoes
from communique.match.program import CompiledRule, Plan, Program
from communique.match.references import Reference
from communique.match.views import Entry, Group, Hit, Match, View, make_view, mention
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
_new_match = partial(tuple.__new__, Match)

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
        self._views: dict[int, View] = {}
        self._found: dict[str, Sequence[Hit | Match]] = {}
        # What mentions there are: their references' bits by sentence, in all, of those that cross sentences.
        self._inside = [0] * len(starts)
        self._present = self._crossing = 0
        self._places: dict[int, int] = {}
        self._literals: dict[tuple[str, bool], int] = {}
        self._entries: dict[str, list[Entry]] = program.scan.hits(zones, program.meaning)
        for entries in self._entries.values():
            self._note(entries)

    def items(self, name: str) -> Sequence[Hit | Match]:
        """Hits of a lexicon, or kept matches of a kind, in text order."""
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = list(map(mention, self._entries.get(name, ())))
        return known

    def keep(self, kind: str, matches: Sequence[Match]) -> None:
        """Make the matches of a kind, in text order, mentions that later kinds can build on."""
        self._found[kind] = matches
        meaning = self._program.meaning
        entries = [
            (match.start, -match.end, kind, meaning(kind, match.attributes), match) for match in matches
        ]
        self._entries[kind] = entries
        self._note(entries)

    def _note(self, entries: Iterable[Entry]) -> None:
        inside, ends = self._inside, self._sentence_ends
        for start, negative_end, _, means, _ in entries:
            if means:
                at = self._sentence(start)
                inside[at] |= means
                self._present |= means
                if -negative_end > ends[at]:
                    self._crossing |= means

    def view(self, case: str, refs: tuple[Reference, ...]) -> View:
        """The view in which the mentions of these references are sentinels."""
        return self._view(self._program.view_number(case, refs))

    def _view(self, number: int) -> View:
        known = self._views.get(number)
        if known is None:
            case, alphabet, names = self._program.views[number]
            base = self._zones.folded if case == "cased" else self._zones.lower
            entries: list[Entry] = []
            for name in names:
                entries += self._entries.get(name, ())
            known = self._views[number] = make_view(base, alphabet, entries)
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
        found: list[Match] = []
        try:
            for at in self._starts(plan, view, sentences, pattern, budget):
                m = pattern.match(view.text, at, **budget)
                if m is not None and m.end() > at:
                    found += self._matches(compiled, view, m)
        except TimeoutError:
            self._deadline.passed = True
            return []
        return found

    def _starts(
        self, plan: Plan, view: View, sentences: int, pattern: Any, budget: Mapping[str, float]
    ) -> Iterable[int]:
        """Where in a view a match may start."""
        if plan.first is not None:
            places = view.places(plan.first)
            if sentences < 0:
                return places
            return [at for at in places if sentences >> self._sentence(view.folded(at)) & 1]
        # Searching may leave other groups behind than matching at the same place; matching decides.
        return (
            m.start()
            for low, high in self._stretches(view, sentences)
            for m in pattern.finditer(view.text, low, high, overlapped=True, **budget)
        )

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
        present = self._present
        for means, literals in plan.needs:
            if not (means & present or literals):
                return 0
        sentences = -1
        local = plan.local
        for means, literals in plan.needs:
            here = self._sentences_with(means)
            for literal in literals:
                here |= self._sentences_saying(literal, cased=plan.cased)
            if not here:
                return 0
            sentences &= here
            local = local and not means & self._crossing
        return sentences if local else -1

    def _sentences_with(self, means: int) -> int:
        """A bit for each sentence that holds a mention of one of the references of a bit mask."""
        known = self._places.get(means)
        if known is None:
            known = 0
            if len(self._inside) > _MOST_SENTENCES:
                known = -1 if means & self._present else 0
            elif means & self._present:
                bit = 1
                for inside in self._inside:
                    if inside & means:
                        known |= bit
                    bit <<= 1
            self._places[means] = known
        return known

    def _sentences_saying(self, literal: str, *, cased: bool) -> int:
        """A bit for each sentence that holds a literal."""
        known = self._literals.get((literal, cased))
        if known is None:
            known = 0
            base = self._zones.folded if cased else self._zones.lower
            if len(self._inside) > _MOST_SENTENCES:
                known = -1 if literal in base else 0
            else:
                for at in _occurrences(base, literal):
                    known |= 1 << self._sentence(at)
            self._literals[literal, cased] = known
        return known

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._zones.sentence_starts, offset) - 1

    def _matches(self, compiled: CompiledRule, view: View, m: Any) -> list[Match]:
        """One match for each place that the group `span` captured (in a list of names), or one in all."""
        first = self._match(compiled, view, m)
        found = [first]
        if not compiled.repeats:
            return found
        for start, end in m.spans("span")[:-1]:
            group = view.group(start, end)
            groups = {**first.groups, "span": group}
            found.append(
                first._replace(
                    start=group.start, end=group.end, groups=groups, attributes=dict(first.attributes)
                )
            )
        return found

    def echoes(self, kept: Sequence[Match]) -> list[Match]:
        """Matches where the words of kept ones stand again, whole or without their first parts."""
        return find_echoes(kept, self._zones.folded, self.items)

    def _match(self, compiled: CompiledRule, view: View, m: Any) -> Match:
        groups: dict[str, Group] = {}
        regs = m.regs
        for name, number in compiled.groups:
            start, end = regs[number]
            if start >= 0:
                groups[name] = view.group(start, end)
        start, end = regs[0]
        whole = view.folded(start), view.folded(end)
        span = groups.get("span")
        start, end = (span.start, span.end) if span is not None else whole
        attributes = compiled.values.copy()
        for field, name, attribute in compiled.takes:
            value = _taken(groups.get(name), attribute)
            if value is not None:
                attributes[field] = value
        rule = compiled.rule
        return _new_match((start, end, rule.kind, attributes, rule, groups, whole))


def _occurrences(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _taken(group: Group | None, attribute: str) -> Any:
    if group is not None:
        for item in group.items:
            value = item.attributes.get(attribute)
            if value is not None:
                return value
    return None
