"""The functions of the door: parse one text, parse many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from communique.many import Item, as_pair, check_arguments
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

    Raises TypeError for arguments or items of a wrong type, InputError for workers below 1,
    UnknownNameError for a language without rules.
    """
    check_arguments(texts, workers)
    if language != AUTO:
        return _parser(_language(language, "")).parse_many(texts, workers=workers)
    return _each_in_its_language(iter(texts), workers)


def _each_in_its_language(texts: Iterator[Item], workers: int | None) -> Iterator[Communique]:
    for language, items in groupby(texts, lambda item: _language(AUTO, as_pair(item)[0])):
        yield from _parser(language).parse_many(items, workers=workers)


def _language(language: str, text: object) -> str:
    if not isinstance(language, str):
        raise TypeError(f"language must be the name of a rule set, not {type(language).__name__}")
    if language != AUTO:
        return language
    from communique.language import language_of  # reads rule files: for those who ask for it

    return language_of(text if isinstance(text, str) else "")


@lru_cache(maxsize=8)
def _parser(language: str) -> Parser:
    return Parser(RuleSet.load(language))
