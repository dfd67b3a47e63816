"""Echoes: where the words of a match stand again, whole or in part, as names do in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from communique.match.views import Group, Hit, Match
from communique.text import unaccented

__all__ = ["find_echoes"]

_CAPITALISED = re.compile(r"(?<!\w)(?=[^\W\d_a-zß-öø-ÿ])[^\W\d_](?:[^\W_]|['-](?=[^\W\d_]))*")
_LONG = 7
"""Shorter words that differ in a letter are other words."""
_NUMERAL = re.compile(r"[IVXL]+(?:er)?|.\.?|.*\..*")


def find_echoes(
    kept: Sequence[Match], folded: str, items: Callable[[str], Sequence[Hit | Match]]
) -> list[Match]:
    """Matches where the words of kept ones stand again.

    Args:
        kept: the matches of one kind; only those whose rule has `echo` are looked for.
        folded: the cased base of the views.
        items: mentions by kind or lexicon; an echo overlaps none of those that its rule names.
    """
    tails: dict[str, dict[str, tuple[int, Match]]] = {}
    for match in kept:
        if match.rule.echo is not None and not match.rule.discard:
            for tail in _tails(folded[match.start : match.end]):
                if (word := _CAPITALISED.search(tail)) is not None:
                    known = tails.setdefault(unaccented(word.group()).lower(), {})
                    known.setdefault(unaccented(tail).lower(), (word.start(), match))
    if not tails:
        return []
    slips = _slips(tails)
    found: list[Match] = []
    for word in _CAPITALISED.finditer(folded):
        key = unaccented(word.group()).lower()
        tail_of = tails.get(key)
        if tail_of is None and len(key) >= _LONG:
            tail_of = _slipped(key, slips.get(key[:2], ()), tails)
        for tail, (lead, match) in (tail_of or {}).items():
            start = word.start() - lead
            end = start + len(tail)
            if _stands(folded, start, end, lead, tail) and not any(
                _overlaps(items(name), start, end) for name in match.rule.echo or ()
            ):
                span = Group(start, end, ())
                found.append(match._replace(start=start, end=end, groups={"span": span}, whole=(start, end)))
    return found


def _slips(tails: Mapping[str, Mapping[str, object]]) -> dict[str, list[str]]:
    """Long words that echo alone, by their first two letters."""
    slips: dict[str, list[str]] = {}
    for key, known in tails.items():
        if len(key) >= _LONG and key in known:
            slips.setdefault(key[:2], []).append(key)
    return slips


def _slipped(
    word: str, keys: Iterable[str], tails: Mapping[str, Mapping[str, tuple[int, Match]]]
) -> dict[str, tuple[int, Match]]:
    """The word itself, as an echo of a long word that differs from it in one inner letter."""
    for key in keys:
        if len(key) == len(word) and sum(a != b for a, b in zip(key, word, strict=True)) == 1:
            return {word: tails[key][key]}
    return {}


def _stands(folded: str, start: int, end: int, lead: int, tail: str) -> bool:
    if start < 0 or folded[end : end + 1].isalnum() or (lead and folded[start - 1 : start].isalnum()):
        return False
    return unaccented(folded[start:end]).lower() == tail


def _tails(text: str) -> Iterator[str]:
    """A name whole, its first word, and without its first words: what a text calls it by later."""
    yield text
    words = text.split(" ")
    if len(words) > 1 and len(words[0]) > 2 and not _NUMERAL.fullmatch(words[0]):
        yield words[0]
    for at in range(1, len(words)):
        if not _NUMERAL.fullmatch(words[at]) and not _NUMERAL.fullmatch(words[-1]):
            yield " ".join(words[at:])


def _overlaps(items: Sequence[Hit | Match], start: int, end: int) -> bool:
    """Does a mention cover the stretch, or cross one of its ends? One inside it is a part of the name."""
    at = bisect_left(items, end, key=_start_of)
    if at == 0:
        return False
    item = items[at - 1]
    if item.start == start and item.end < end:  # a word that opens the name
        return False
    return (
        item.end > start
        and (item.start <= start or item.end > end)
        and not start < item.start < item.end <= end
    )


def _start_of(item: Hit | Match) -> int:
    return item.start
