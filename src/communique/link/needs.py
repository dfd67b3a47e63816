"""Needs: the columns without which linking can't use a word, so that a row that lacks one is told early."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["NEEDED_COLUMNS"]

NEEDED_COLUMNS: Mapping[str, str] = {
    "actor_roles": "role",
    "actor_words": "type",
    "agreement_outlooks": "effect",
    "date_openers": "opens",
    "group_nouns": "type",
    "instruments": "kind",
    "named_treaties": "kind",
    "offices": "role",
    "stance_adjectives": "stance",
    "tense_words": "reading",
}
"""Lexicon → the column that each of its rows has to fill."""
