"""The layout of a language's texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from communique.errors import CommuniqueError
from communique.rules.frozen import frozen_map
from communique.values import Value

__all__ = ["Layout"]


def _word_set(value: Iterable[str]) -> frozenset[str]:
    return frozenset(value)


@frozen(kw_only=True, eq=False, repr=False)
class Layout(Value):
    """How the language's texts are laid out: what zones.py needs to know, as data.

    Attributes:
        name: the rule set that the patterns come from; records made by layout alone bear it.
        abbreviations: words whose full stop ends no sentence, without the full stop.
        continues: words that begin no sentence: before them, a line break is a mere wrap.
        patterns: name → verbose regular expression, by which headings, questions, signatures are told.
    """

    name: str = ""
    abbreviations: frozenset[str] = field(default=frozenset(), converter=_word_set)
    continues: frozenset[str] = field(default=frozenset(), converter=_word_set)
    patterns: Mapping[str, str] = field(factory=dict, converter=frozen_map)

    def merged(self, other: Layout) -> Layout:
        """Both layouts; a pattern of one name with two contents is an error."""
        for name in self.patterns.keys() & other.patterns.keys():
            if self.patterns[name] != other.patterns[name]:
                raise CommuniqueError(f"layout pattern {name!r} stands in both sets with two contents")
        return Layout(
            name=min({one.name for one in (self, other) if one.patterns}, default=""),
            abbreviations=self.abbreviations | other.abbreviations,
            continues=self.continues | other.continues,
            patterns={**self.patterns, **other.patterns},
        )
