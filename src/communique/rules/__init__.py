"""Rules, lexicons, cues, kinds and the sets they make: immutable values and their algebra."""

from __future__ import annotations

from communique.errors import nearest
from communique.rules.frozen import FrozenMap
from communique.rules.kind import Kind
from communique.rules.layout import Layout
from communique.rules.lexicon import Lexicon
from communique.rules.rule import EFFECTS, Cue, Example, Origin, Reject, Rule
from communique.rules.ruleset import RuleSet

__all__ = [
    "EFFECTS",
    "Cue",
    "Example",
    "FrozenMap",
    "Kind",
    "Layout",
    "Lexicon",
    "Origin",
    "Reject",
    "Rule",
    "RuleSet",
    "nearest",
]
