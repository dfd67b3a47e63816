"""Warm: have made, before a rule set is stored, what its texts will need."""

from __future__ import annotations

from communique.check import marked
from communique.match import Scan
from communique.parser import Parser
from communique.rules import RuleSet
from communique.text import fold
from communique.zones import Zoner

__all__ = ["warm"]


def warm(rules: RuleSet) -> None:
    """Compile every pattern, in alphabets that texts will seldom have to add to.

    A pattern is written anew where a text mixes references at one place as no text did before. So those of
    the words of the lexicons are met here, those of what rules make of such words, and those of the examples.
    """
    parser = Parser(rules)
    program = parser.program
    for kind in program.kinds:
        for compiled in program.compiled_rules(kind.name):
            program.plan(compiled)
    # The words first: what they add to the alphabets is there before a pattern is written.
    scan = Scan(rules)  # one that works every word out, and is thrown away
    zones = Zoner(rules.layout).zone(fold("\n".join(dict.fromkeys(scan.words())), scan.restore))
    spans = program.learn(zones, scan)
    parser.parse("\n".join(dict.fromkeys(zones.folded[start:end] for start, end in spans)))
    examples = [case.text for rule in rules.rules for case in rule.examples]
    rejects = [case.text for rule in rules.rules for case in rule.rejects]
    parser.parse("\n\n".join(marked(text)[0] for text in (*examples, *rejects)))
    program.compile()
