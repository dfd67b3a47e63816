"""Program: a rule set made ready to run; patterns are compiled when first needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from communique.match.references import REFERENCE, Reference, full_pattern, parse_reference, references
from communique.match.scan import Scan
from communique.match.views import Alphabet
from communique.rules import Cue, Kind, Rule, RuleSet

__all__ = ["CompiledRule", "Program", "compile_pattern", "compiled_rule"]


class CompiledRule:
    """A rule ready to run over its view; the regular expression is compiled when first needed."""

    def __init__(self, rule: Rule, pattern: str, refs: tuple[Reference, ...]) -> None:
        self.rule = rule
        self.pattern = pattern
        self.refs = refs
        self.anchors = _anchors(pattern)
        self.key = (rule.case, refs)

    def compiled(self, alphabet: Alphabet) -> Any:
        """The compiled pattern."""
        if not hasattr(self, "_compiled"):
            self._compiled = compile_pattern(self.pattern, alphabet)
        return self._compiled


def compiled_rule(rule: Rule, rules: RuleSet, *, references_of: Rule | None = None) -> CompiledRule:
    """A rule ready to run; over the view of another rule, where one is given (for a piece of its pattern)."""
    full = full_pattern(rule, rules)
    whole = full if references_of is None else full_pattern(references_of, rules)
    refs = tuple(sorted({parse_reference(m) for m in REFERENCE.finditer(whole)}, key=str))
    return CompiledRule(rule, full, refs)


def compile_pattern(pattern: str, alphabet: Alphabet) -> Any:
    """A rule's pattern as a compiled regular expression over the views of an alphabet."""
    import regex

    source = REFERENCE.sub(lambda m: alphabet.charset(parse_reference(m)), pattern)
    return regex.compile(source.replace(r"\s", "[ ]"), regex.VERBOSE | regex.VERSION0)


def _anchors(pattern: str) -> frozenset[Reference] | None:
    """The references one of which every match starts with, or None where that can't be told."""
    first = _First(pattern).sequence()
    return None if first is None or first[1] else frozenset(first[0])


class _First:
    """Reads just enough of a pattern to tell which references it can start with."""

    _SKIP = re.compile(r"(?:\s+|\(\?(?:<?[=!])(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\\b|\^)")
    _OPEN = re.compile(r"\((?:\?(?:P<\w+>|:|>))?")
    _OPTIONAL = re.compile(r"\s*(?:[?*]|\{0?,\d*\})[+?]?")
    _QUANTIFIER = re.compile(r"\s*(?:[?*+]|\{\d*,?\d*\})[+?]?")

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0

    def sequence(self) -> tuple[set[Reference], bool] | None:
        """What the alternatives here can start with, and whether they can be empty; None where unknown."""
        starts: set[Reference] = set()
        empty = False
        known = True
        while True:
            branch = self._branch()
            if branch is None:
                known = False
            else:
                starts |= branch[0]
                empty |= branch[1]
            if self._text[self._at : self._at + 1] == "|":
                self._at += 1
                continue
            return (starts, empty) if known else None

    def _branch(self) -> tuple[set[Reference], bool] | None:
        starts: set[Reference] = set()
        while True:
            skipped = self._SKIP.match(self._text, self._at)
            while skipped and skipped.end() > self._at:
                self._at = skipped.end()
                skipped = self._SKIP.match(self._text, self._at)
            if self._at >= len(self._text) or self._text[self._at] in "|)":
                return starts, True
            reference = REFERENCE.match(self._text, self._at)
            if reference:
                self._at = reference.end()
                found: tuple[set[Reference], bool] | None = ({parse_reference(reference)}, False)
            elif opened := self._OPEN.match(self._text, self._at):
                self._at = opened.end()
                found = self.sequence()
                if self._text[self._at : self._at + 1] != ")":
                    return None
                self._at += 1
            else:
                self._leave()
                return None
            if found is None:
                self._leave()
                return None
            starts |= found[0]
            optional = self._OPTIONAL.match(self._text, self._at)
            if optional:
                self._at = optional.end()
            elif not found[1]:
                self._leave()
                return starts, False
            else:
                quantifier = self._QUANTIFIER.match(self._text, self._at)
                if quantifier:
                    self._at = quantifier.end()

    def _leave(self) -> None:
        """Go on to the end of this branch."""
        depth = 0
        text = self._text
        while self._at < len(text):
            char = text[self._at]
            if char == "\\":
                self._at += 2
                continue
            if char == "[":
                closing = text.find("]", self._at + 2)
                self._at = len(text) if closing < 0 else closing + 1
                continue
            if char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    return
                depth -= 1
            elif char == "|" and depth == 0:
                return
            self._at += 1


class Program:
    """A rule set made ready to run: the scan, the order of the kinds, the compiled rules and cues."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules.validate()
        self.kinds: tuple[Kind, ...] = tuple(_ordered_kinds(rules))
        self._by_kind: dict[str, list[CompiledRule]] = {kind.name: [] for kind in self.kinds}
        for rule in rules.rules:
            self._by_kind[rule.kind].append(compiled_rule(rule, rules))
        self._bits: dict[Reference, int] = {}
        self._alphabets: dict[tuple[Reference, ...], Alphabet] = {}
        self._cues: list[tuple[Cue, Any]] | None = None

    @cached_property
    def scan(self) -> Scan:
        """The lexicons' scan, built when first needed."""
        return Scan(self.rules)

    def alphabet(self, refs: tuple[Reference, ...]) -> Alphabet:
        """The sentinels of the views with these references."""
        known = self._alphabets.get(refs)
        if known is None:
            bits = {ref: self.bit(ref) for ref in refs}
            known = self._alphabets[refs] = Alphabet(bits, self.scan.coinciding)
        return known

    def bit(self, ref: Reference) -> int:
        """The bit that stands for a reference in the masks of every view."""
        return self._bits.setdefault(ref, 1 << len(self._bits))

    def compiled_rules(self, kind: str) -> Sequence[CompiledRule]:
        """The rules that make a kind."""
        return self._by_kind[kind]

    def cues(self) -> Sequence[tuple[Cue, Any]]:
        """Every cue with its compiled pattern."""
        if self._cues is None:
            import regex

            self._cues = [
                (cue, regex.compile(cue.pattern.replace(r"\s", "[ ]"), regex.VERBOSE))
                for cue in self.rules.cues
            ]
        return self._cues


def _ordered_kinds(rules: RuleSet) -> list[Kind]:
    kinds = {kind.name: kind for kind in rules.kinds}
    graph: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules.rules:
        graph[rule.kind] |= references(rule, rules) & kinds.keys()
    sorter = TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)})
    return [kinds[name] for name in sorter.static_order()]
