"""Cues: phrases around a match that say how it is meant: denied, planned, asked about, supposed, reported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from communique.match import Match
from communique.rules import EFFECTS, Cue, Kind
from communique.zones import Zones

__all__ = ["modalities", "reaching"]

_CLAUSE_ENDS = frozenset(";:()«»\n")


def modalities(
    cues: Sequence[tuple[Cue, Any]],
    zones: Zones,
    items: Callable[[str], Sequence[Any]],
    kinds: Iterable[Kind],
) -> dict[tuple[str, int, int], str]:
    """The modality of every match that listens to cues and that one reaches, by kind and span."""
    listening = [
        match for kind in kinds for match in items(kind.name) if isinstance(match, Match) and match.rule.cues
    ]
    if not listening:
        return {}
    listening.sort(key=lambda match: match.start)
    starts = [match.start for match in listening]
    best: dict[tuple[str, int, int], int] = {}
    for cue, start, end in _cue_spans(cues, zones.lower):
        low, high = _reach(cue, start, end, zones)
        effect = EFFECTS.index(cue.effect) if cue.effect in EFFECTS else len(EFFECTS)
        for match in listening[bisect_right(starts, low - 1) : bisect_right(starts, high - 1)]:
            if cue.effect in match.rule.cues:
                key = (match.name, match.start, match.end)
                best[key] = min(best.get(key, effect), effect)
    return {key: EFFECTS[effect] for key, effect in best.items() if effect < len(EFFECTS)}


def reaching(
    cues: Sequence[tuple[Cue, Any]], zones: Zones, matches: Sequence[Match]
) -> list[list[tuple[Cue, int, int]]]:
    """For each match, the cues that it listens to and that reach it, with folded spans; strongest first."""
    spans = _cue_spans(cues, zones.lower) if any(match.rule.cues for match in matches) else []
    reaches = [(cue, start, end, *_reach(cue, start, end, zones)) for cue, start, end in spans]
    return [
        sorted(
            (
                (cue, start, end)
                for cue, start, end, low, high in reaches
                if cue.effect in match.rule.cues and low <= match.start < high
            ),
            key=lambda found: (EFFECTS.index(found[0].effect), found[1]),
        )
        for match in matches
    ]


def _cue_spans(cues: Sequence[tuple[Cue, Any]], lower: str) -> list[tuple[Cue, int, int]]:
    spans: list[tuple[Cue, int, int]] = []
    pseudo: list[tuple[int, int]] = []
    for cue, pattern in cues:
        if cue.requires and not any(word in lower for word in cue.requires):
            continue
        found = [match.span() for match in pattern.finditer(lower)]
        if cue.pseudo:
            pseudo += found
        else:
            spans += [(cue, start, end) for start, end in found]
    if not pseudo:
        return spans
    covered = _merged(pseudo)
    starts = [start for start, _ in covered]
    return [span for span in spans if not _touches(covered, starts, span[1], span[2])]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _touches(covered: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_right(starts, end - 1) - 1
    return at >= 0 and covered[at][1] > start


def _reach(cue: Cue, start: int, end: int, zones: Zones) -> tuple[int, int]:
    """The stretch in which a match must start to be reached by a cue."""
    first, last = zones.sentence(start)
    if isinstance(cue.scope, int):
        first, last = max(first, start - cue.scope), min(last, end + cue.scope)
    if cue.scope != "sentence":
        lower = zones.lower
        ends = _CLAUSE_ENDS.union(cue.ends)
        if cue.direction != "after":
            last = next((at for at in range(end, last) if lower[at] in ends), last)
        if cue.direction != "before":
            first = next((at + 1 for at in range(start - 1, first - 1, -1) if lower[at] in ends), first)
    if cue.direction == "before":
        return start, last
    if cue.direction == "after":
        return first, end
    return first, last
