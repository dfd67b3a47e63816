"""Match: lexicons by one scan, then the rules over views of the text in which mentions are single characters.

The only room that runs rule patterns.
"""

from __future__ import annotations

from communique.match.matcher import Deadline, Matcher
from communique.match.program import CompiledRule, Program, compile_pattern, compiled_rule
from communique.match.references import references
from communique.match.scan import Scan
from communique.match.views import Group, Hit, Match, View

__all__ = [
    "CompiledRule",
    "Deadline",
    "Group",
    "Hit",
    "Match",
    "Matcher",
    "Program",
    "Scan",
    "View",
    "compile_pattern",
    "compiled_rule",
    "references",
]
