"""The walk: text, zones, match, resolve, build, link, in that order, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from communique.cues import modalities
from communique.errors import InputError
from communique.link import Document, link
from communique.match import Deadline, Match, Matcher, Program
from communique.memory import collection_paused
from communique.records import LAYERS, Communique, Diagnostic, Discarded
from communique.resolve import resolve
from communique.rules import RuleSet
from communique.text import Text, fold
from communique.zones import Zoner, Zones

__all__ = ["Parser", "Walk"]


class Walk(NamedTuple):
    """One text on its way, for who wants to see more than the result: what `explain` and `check` read.

    `lost` holds (loser, winner) pairs; a match that took its span away on purpose is its own winner.
    """

    text: Text
    zones: Zones
    matcher: Matcher
    lost: list[tuple[Match, Match]]
    document: Document
    complete: bool

    def result(self) -> Communique:
        """What `Parser.parse` returns."""
        return _result(self.document, self.text, self.lost, complete=self.complete)


class Parser:
    """Parses texts with one rule set. Make it once, use it for many texts, from any thread.

    Args:
        rules: the rule set; default: the shipped French one.
        timeout: seconds a parse may take, or None. What was found by then is returned, `complete` False.

    Raises RuleErrors where the set has faults, TypeError for arguments of a wrong type, InputError for a
    timeout below 0.
    """

    def __init__(self, rules: RuleSet | None = None, *, timeout: float | None = None) -> None:
        if rules is not None and not isinstance(rules, RuleSet):
            raise TypeError(f"rules must be a communique.RuleSet, not {type(rules).__name__}")
        if timeout is not None and (isinstance(timeout, bool) or not isinstance(timeout, int | float)):
            raise TypeError(f"timeout must be a number of seconds or None, not {type(timeout).__name__}")
        if timeout is not None and not timeout >= 0:
            raise InputError(f"timeout must be 0 or more seconds, not {timeout}")
        self.rules = rules if rules is not None else RuleSet.load("fr")
        self.timeout = timeout
        self._program = self.rules.program
        self._zoner = Zoner(self.rules.layout)
        # In this order: once it is plain what is a participle, it is plain what is an auxiliary.
        self._doubtful = tuple(map(self.rules.layout.patterns.get, ("bare_participle", "bare_preposition")))

    def __reduce__(self) -> tuple[Any, ...]:
        return _parser, (self.rules, self.timeout)

    def parse(self, text: str, *, published: dt.date | None = None) -> Communique:
        """Parse one text.

        Args:
            text: any str; offsets in the result are code-point indices into it.
            published: the date of publication, which relative dates are read against.

        Raises TypeError where `text` is no str or `published` no date.
        """
        with collection_paused():
            return self.walk(text, published=published).result()

    @property
    def program(self) -> Program:
        """The rule set made ready to run."""
        return self._program

    def walk(self, text: str, *, published: dt.date | None = None) -> Walk:
        """Parse one text and keep what the rooms made on the way. Raises TypeError as `parse` does."""
        _check(text, published)
        deadline = Deadline(self.timeout)
        folded = fold(text, self._program.scan.restore, self._doubtful)
        zones = self._zoner.zone(folded)
        matcher = Matcher(self._program, zones, deadline)
        lost: list[tuple[Match, Match]] = []
        for kind in self._program.kinds:
            matches = matcher.matches(kind.name)
            kept, losers = resolve(matches, nested=bool(kind.nested))
            if echoes := matcher.echoes(kept):
                kept, losers = resolve([*matches, *echoes], nested=bool(kind.nested))
            lost += losers
            lost += [(match, match) for match in kept if match.rule.discard]
            matcher.keep(kind.name, [match for match in kept if not match.rule.discard])
        modality = modalities(self._program.cues(), zones, matcher.items, self._program.kinds)
        document = Document(folded, zones, published, self.rules, matcher.items, modality)
        link(document)
        return Walk(folded, zones, matcher, lost, document, not deadline.passed)

    def parse_many(
        self,
        texts: Iterable[str | tuple[str, dt.date | None]],
        *,
        workers: int | None = None,
    ) -> Iterator[Communique]:
        """Parse texts in order, lazily; see `communique.parse_many`."""
        from communique.many import parse_many

        return parse_many(self, texts, workers=workers)


def _parser(rules: RuleSet, timeout: float | None) -> Parser:
    return Parser(rules, timeout=timeout)


def _check(text: object, published: object) -> None:
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}; decode bytes first")
    if published is not None and (not isinstance(published, dt.date) or isinstance(published, dt.datetime)):
        raise TypeError(f"published must be a datetime.date or None, not {type(published).__name__}")


def _result(
    document: Document, folded: Text, lost: list[tuple[Match, Match]], *, complete: bool
) -> Communique:
    layers: dict[str, Any] = {}
    other: dict[str, tuple[Any, ...]] = {}
    for kind, pairs in document.records.items():
        records = tuple(sorted((record for _, record in pairs), key=_place))
        if kind in LAYERS:
            layers[LAYERS[kind]] = records
        else:
            other[kind] = records
    diagnostics = list(document.diagnostics)
    if not complete:
        diagnostics.append(
            Diagnostic(code="timeout", message="the time budget ran out; layers may be incomplete")
        )
    return Communique(
        text=folded.source,
        published=document.published,
        **layers,
        other=other,
        events=tuple(document.events),
        unasserted=tuple(sorted(document.unasserted, key=_place)),
        discarded=tuple(_discarded(folded, loser, winner) for loser, winner in lost),
        diagnostics=tuple(diagnostics),
        complete=complete,
        rules=document.rules.info,
    )


def _place(record: Any) -> tuple[int, int]:
    return record.start, record.end


def _discarded(folded: Text, loser: Match, winner: Match) -> Discarded:
    start, end = folded.span(loser.start, loser.end)
    return Discarded(
        kind=loser.name,
        start=start,
        end=end,
        text=folded.source[start:end],
        rule=loser.rule.id,
        lost_to=winner.rule.id,
    )
