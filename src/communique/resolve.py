"""Resolve: one total order decides between overlapping matches of a kind; the losers are kept to explain."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from communique.match import Match

__all__ = ["resolve"]


def resolve(matches: Iterable[Match], *, nested: bool) -> tuple[list[Match], list[tuple[Match, Match]]]:
    """Choose between the matches of one kind.

    Longest first; then the higher priority, the leftmost, the rule's name, the earlier context. Where
    `nested`, a match may stand inside another one that starts elsewhere.

    Returns:
        The kept matches in text order (winners of discarding rules included), and (loser, winner) pairs.
    """
    ordered = sorted(matches, key=_rank)
    kept: list[tuple[int, int, int, Match]] = []
    lost: list[tuple[Match, Match]] = []
    longest = 0
    for order, match in enumerate(ordered):
        rival = _rival(kept, match, nested, longest)
        if rival is not None:
            lost.append((match, rival))
            continue
        insort(kept, (match.start, match.end, order, match))
        longest = max(longest, match.end - match.start)
    return [entry[3] for entry in kept], lost


def _rank(match: Match) -> tuple[int, int, int, str, tuple[int, int]]:
    return match.start - match.end, -match.rule.priority, match.start, match.rule.id, match.whole


def _rival(kept: list[tuple[int, int, int, Match]], match: Match, nested: bool, longest: int) -> Match | None:
    # Kept matches are no longer than `longest`, so only those that start this near can overlap.
    at = bisect_left(kept, (match.start - longest,))
    while at < len(kept) and kept[at][0] < match.end:
        start, end, _, other = kept[at]
        at += 1
        if end <= match.start:
            continue
        if nested and start < match.start and match.end <= end and not other.rule.discard:
            continue
        return other
    return None
