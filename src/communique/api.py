"""The functions of the door: parse one text, parse many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from communique.many import Item
from communique.parser import Parser
from communique.records import Communique
from communique.rules import RuleSet

__all__ = ["parse", "parse_many"]


def parse(text: str, *, published: dt.date | None = None, language: str = "fr") -> Communique:
    """Parse one text with the shipped rules.

    Args:
        text: any str; offsets in the result are code-point indices into it.
        published: the date of publication, which relative dates are read against.
        language: name of the rule set.

    Raises TypeError for arguments of a wrong type, UnknownNameError for a language without rules.
    """
    return _parser(language).parse(text, published=published)


def parse_many(
    texts: Iterable[Item], *, workers: int | None = None, language: str = "fr"
) -> Iterator[Communique]:
    """Parse texts in their order, lazily and in constant memory.

    Args:
        texts: an iterable of str, or of (str, published) pairs.
        workers: number of processes; None parses in this one.
        language: name of the rule set.
    """
    return _parser(language).parse_many(texts, workers=workers)


@lru_cache(maxsize=8)
def _parser(language: str) -> Parser:
    return Parser(RuleSet.load(language))
