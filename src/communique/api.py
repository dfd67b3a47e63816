"""The functions of the door: parse one text, parse many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from communique.many import Item
from communique.parser import Parser
from communique.records import Communique
from communique.rules import RuleSet

__all__ = ["parse", "parse_many"]

AUTO = "auto"
"""The language that stands for whatever the text is in."""


def parse(text: str, *, published: dt.date | None = None, language: str = "fr") -> Communique:
    """Parse one text with the shipped rules.

    Args:
        text: any str; offsets in the result are code-point indices into it.
        published: the date of publication, which relative dates are read against.
        language: name of the rule set, or "auto" for the shipped one whose language the text is in.

    Raises TypeError for arguments of a wrong type, UnknownNameError for a language without rules.
    """
    return _parser(_language(language, text)).parse(text, published=published)


def parse_many(
    texts: Iterable[Item], *, workers: int | None = None, language: str = "fr"
) -> Iterator[Communique]:
    """Parse texts in their order, lazily and in constant memory.

    Args:
        texts: an iterable of str, or of (str, published) pairs.
        workers: number of processes; None parses in this one.
        language: name of the rule set, or "auto": each text is read with the shipped one for its language.
    """
    if language != AUTO or isinstance(texts, str | bytes):
        return _parser(_language(language, "")).parse_many(texts, workers=workers)
    return _each_in_its_language(texts, workers)


def _each_in_its_language(texts: Iterable[Item], workers: int | None) -> Iterator[Communique]:
    def language_of_item(item: Item) -> str:
        return _language(AUTO, item if isinstance(item, str) else item[0])

    for language, items in groupby(texts, language_of_item):
        yield from _parser(language).parse_many(items, workers=workers)


def _language(language: str, text: object) -> str:
    if language != AUTO:
        return language
    from communique.language import language_of  # reads rule files: for those who ask for it

    return language_of(text if isinstance(text, str) else "")


@lru_cache(maxsize=8)
def _parser(language: str) -> Parser:
    return Parser(RuleSet.load(language))
