"""Faults that show only in a whole rule set: unknown names, clashes, cycles."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from communique.errors import RuleError
from communique.match.references import REFERENCE, full_pattern, references
from communique.rules import Rule, RuleSet, nearest

__all__ = ["faults"]


def faults(rules: RuleSet) -> list[RuleError]:
    """Every fault that shows only in the whole set: unknown names, clashes, cycles, bad patterns, groups."""
    return list(_faults(rules))


def _faults(rules: RuleSet) -> Iterator[RuleError]:
    kinds = {kind.name for kind in rules.kinds}
    lexicons = {lexicon.name for lexicon in rules.lexicons}
    for name in sorted(kinds & lexicons | kinds & rules.fragments.keys() | lexicons & rules.fragments.keys()):
        yield RuleError(f"the name {name!r} stands for two things (kind, lexicon or fragment); rename one")
    known = kinds | lexicons
    graph: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules.rules:
        yield from _rule_faults(rule, rules, known)
        if rule.kind in graph:
            try:
                graph[rule.kind] |= references(rule, rules) & kinds
            except RuleError:
                continue
    try:
        TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).prepare()
    except CycleError as error:
        yield RuleError(f"kinds build on each other in a circle: {' -> '.join(error.args[1])}")


def _rule_faults(rule: Rule, rules: RuleSet, known: set[str]) -> Iterator[RuleError]:
    origin = rule.origin
    place: dict[str, Any] = {"path": origin.path, "line": origin.line} if origin else {}
    try:
        full = full_pattern(rule, rules)
    except RuleError as error:
        yield RuleError(error.message, rule=rule.id, **place)
        return
    names = {match["name"] for match in REFERENCE.finditer(full)}
    for name in sorted(names - known):
        everything = [*known, *rules.fragments, *rule.fragments]
        yield RuleError(
            f"{{{name}}} is no fragment, lexicon or kind{nearest(name, everything)}", rule=rule.id, **place
        )
    for name in sorted(rule.fragments.keys() & known):
        yield RuleError(
            f"the fragment {name!r} has the name of a lexicon or kind; rename it", rule=rule.id, **place
        )
    if names - known:
        return
