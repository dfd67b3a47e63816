"""Language: which shipped rule set a text is written for, told by the small words that it holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from communique.load import SHIPPED

__all__ = ["language_of"]

_TABLE = "language_words.csv"
_ENOUGH = 6000
"""How many characters of a text are read."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The name of the shipped rule set whose function words a text holds most of.

    Each set lists its own (`lexicons/language_words.csv`): small words that the other languages lack. A text
    that holds none, or as many of two, goes to the set that is named first in `communique.load.SHIPPED`.
    """
    words = _WORD.findall(text[:_ENOUGH].lower())
    known = _function_words()
    return max(SHIPPED, key=lambda name: sum(word in known[name] for word in words))


@lru_cache(maxsize=1)
def _function_words() -> Mapping[str, frozenset[str]]:
    return {name: _read(name) for name in SHIPPED}


def _read(name: str) -> frozenset[str]:
    table = files("communique") / name / "lexicons" / _TABLE
    rows = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    return frozenset(row["word"] for row in rows)
