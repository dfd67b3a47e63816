"""Program: a rule set made ready to run; patterns are compiled when first needed."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from graphlib import TopologicalSorter
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.errors import RuleError, RuleErrors
from communique.match.references import REFERENCE, Reference, full_pattern, parse_reference, references
from communique.match.scan import Scan
from communique.match.views import Alphabet
from communique.rules import Cue, Kind, Rule, RuleSet
from communique.zones import Zones

if TYPE_CHECKING:
    from communique.match.outline import Outline

__all__ = ["CompiledRule", "Plan", "Program", "compile_pattern", "compiled_rule"]


Need = tuple[int, tuple[str, ...]]
"""What every match of a rule holds one of: the bits of references, literals."""


class Plan(NamedTuple):
    """How a rule runs in a program, looked up once so that no text has to.

    `view` numbers the view, `first` has the bits of what every match starts with (None: unknown), `needs`
    what every match holds; `cased` says in which base its literals stand.
    """

    view: int
    first: int | None
    needs: tuple[Need, ...]
    cased: bool
    local: bool


class CompiledRule:
    """A rule ready to run over its view; the regular expression is compiled when first needed."""

    def __init__(self, rule: Rule, pattern: str, refs: tuple[Reference, ...]) -> None:
        self.rule = rule
        self._source: tuple[str, tuple[Reference, ...]] | bytes = (pattern, refs)
        self.plan: Plan | None = None
        self.values = dict(rule.values)
        self.takes = tuple((field, *path.partition(".")[::2]) for field, path in rule.take.items())
        self.groups: tuple[tuple[str, int], ...] = ()
        self.repeats = False
        self._compiled: tuple[int, Any] | None = None
        self._stored: tuple[int, bytes] | None = None

    def __getstate__(self) -> dict[str, Any]:
        # Most texts need few of the compiled patterns, and none of what they are compiled from.
        state = {**self.__dict__, "_compiled": None, "_source": pickle.dumps(self._written(), 5)}
        state.pop("outline", None)
        if self._compiled is not None:
            size, compiled = self._compiled
            state["_stored"] = size, pickle.dumps(compiled, 5)
        return state

    def _written(self) -> tuple[str, tuple[Reference, ...]]:
        if isinstance(self._source, bytes):
            source: tuple[str, tuple[Reference, ...]] = pickle.loads(self._source)
            self._source = source
        return self._source

    @property
    def pattern(self) -> str:
        """The pattern with its fragments written out."""
        return self._written()[0]

    @property
    def refs(self) -> tuple[Reference, ...]:
        """The references in the pattern of its view, in order."""
        return self._written()[1]

    @cached_property
    def outline(self) -> Outline:
        """What can be told of the pattern without running it."""
        from communique.match.outline import outline  # plans are stored, outlines are not

        return outline(self.pattern)

    def compiled(self, alphabet: Alphabet) -> Any:
        """The compiled pattern. Raises RuleErrors where it is no regular expression."""
        if self._compiled is None and self._stored is not None and self._stored[0] == alphabet.size:
            self._compiled = alphabet.size, pickle.loads(self._stored[1])
        if self._compiled is None or self._compiled[0] != alphabet.size:
            import regex

            try:
                self._compiled = alphabet.size, compile_pattern(self.pattern, alphabet)
            except regex.error as error:
                from communique.match.faults import unreadable

                raise RuleErrors("faults in the rules", [unreadable(self.rule, error)]) from error
            index = self._compiled[1].groupindex
            self.groups = tuple(index.items())
            self.repeats = "span" in index
        return self._compiled[1]


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


class _Tables(NamedTuple):
    """What rules are planned with: the bit of each reference, the numbers of the views, the alphabets."""

    bits: dict[Reference, int]
    views: dict[tuple[str, tuple[Reference, ...]], int]
    alphabets: dict[tuple[Reference, ...], Alphabet]


class Program:
    """A rule set made ready to run: the scan, the order of the kinds, the compiled rules and cues."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules.validate()
        self.kinds: tuple[Kind, ...] = tuple(_ordered_kinds(rules))
        self._by_kind: dict[str, list[CompiledRule]] = {kind.name: [] for kind in self.kinds}
        for rule in rules.rules:
            self._by_kind[rule.kind].append(compiled_rule(rule, rules))
        refs = {ref for compiled in self._by_kind.values() for rule in compiled for ref in rule.refs}
        bits = {ref: 1 << at for at, ref in enumerate(sorted(refs, key=str))}
        # For each name, the bit of the reference without conditions; what conditions look at, and whose.
        self._plain = {ref.name: bit for ref, bit in bits.items() if not ref.conditions}
        self._conditional: dict[str, tuple[set[str], list[tuple[Reference, int]]]] = {}
        for ref, bit in bits.items():
            if ref.conditions:
                keys, conditional = self._conditional.setdefault(ref.name, (set(), []))
                keys.update(key for key, _ in ref.conditions)
                conditional.append((ref, bit))
        self._meanings: dict[tuple[Any, ...], int] = {}
        self.views: list[tuple[str, Alphabet, tuple[str, ...]]] = []
        self._tables: _Tables | bytes = _Tables(bits, {}, {})
        self._cues: list[tuple[Cue, Any]] | None = None

    def __getstate__(self) -> dict[str, Any]:
        # When a program is stored, its rules have been planned, and all words of all lexicons met.
        tables = pickle.dumps(self._planning()._replace(alphabets={}), 5)
        return {**self.__dict__, "_tables": tables, "_meanings": {}}

    def _planning(self) -> _Tables:
        if isinstance(self._tables, bytes):
            tables: _Tables = pickle.loads(self._tables)
            tables.alphabets.update((refs, self.views[at][1]) for (_, refs), at in tables.views.items())
            self._tables = tables
        return self._tables

    def compile(self) -> None:
        """Compile every pattern now rather than when it is first needed."""
        _ = self.scan
        self.cues()
        for compiled in self._by_kind.values():
            for rule in compiled:
                rule.compiled(self.alphabet(rule.refs))

    def learn(self, zones: Zones, scan: Scan) -> list[tuple[int, int]]:
        """Give a sentinel to every mixture of references that the words of a text mean.

        Returns where words of several lexicons stand.
        """
        meanings: dict[tuple[int, int], list[int]] = {}
        for entries in scan.hits(zones, self.meaning).values():
            for start, negative_end, _, means, _ in entries:
                if means:
                    meanings.setdefault((start, -negative_end), []).append(means)
        mixtures = {reduce(or_, means) for means in meanings.values()}
        for alphabet in self._planning().alphabets.values():
            for mask in sorted({mixture & alphabet.mask for mixture in mixtures} - {0}):
                alphabet.char(mask)
        return sorted(span for span, means in meanings.items() if len(means) > 1)

    def plan(self, compiled: CompiledRule) -> Plan:
        """How a rule runs here; a piece of a rule of the program may be planned too."""
        if compiled.plan is None:
            outlined = compiled.outline
            compiled.plan = Plan(
                view=self.view_number(compiled.rule.case, compiled.refs),
                first=None if outlined.first is None else sum(map(self.bit, outlined.first)),
                needs=tuple(map(self._need, outlined.needs)),
                cased=compiled.rule.case == "cased",
                local=outlined.local,
            )
        return compiled.plan

    def view_number(self, case: str, refs: tuple[Reference, ...]) -> int:
        """The place in `views` of the case, alphabet and mention names of a view."""
        number = self._planning().views.setdefault((case, refs), len(self.views))
        if number == len(self.views):
            self.views.append((case, self.alphabet(refs), tuple(sorted({ref.name for ref in refs}))))
        return number

    def _need(self, parts: Collection[Reference | str]) -> Need:
        literals = tuple(sorted(part for part in parts if isinstance(part, str)))
        return sum(self.bit(part) for part in parts if not isinstance(part, str)), literals

    @cached_property
    def scan(self) -> Scan:
        """The lexicons' scan, built when first needed."""
        return Scan(self.rules)

    def alphabet(self, refs: tuple[Reference, ...]) -> Alphabet:
        """The sentinels of the views with these references."""
        alphabets = self._planning().alphabets
        known = alphabets.get(refs)
        if known is None:
            known = alphabets[refs] = Alphabet({ref: self.bit(ref) for ref in refs})
        return known

    def bit(self, ref: Reference) -> int:
        """The bit that stands for a reference in the masks of every view."""
        return self._planning().bits[ref]

    def meaning(self, name: str, attributes: Mapping[str, Any]) -> int:
        """The bits of the references that mean a mention, from its kind or lexicon and its attributes."""
        conditions = self._conditional.get(name)
        if conditions is None:
            return self._plain.get(name, 0)
        keys, refs = conditions
        case = (name, *map(attributes.get, keys))
        means = self._meanings.get(case)
        if means is None:
            means = self._plain.get(name, 0) + sum(bit for ref, bit in refs if ref.holds(attributes))
            self._meanings[case] = means
        return means

    def compiled_rules(self, kind: str) -> Sequence[CompiledRule]:
        """The rules that make a kind."""
        return self._by_kind[kind]

    def cues(self) -> Sequence[tuple[Cue, Any]]:
        """Every cue with its compiled pattern. Raises RuleError for one that is no pattern."""
        if self._cues is None:
            self._cues = [(cue, _compiled_cue(cue)) for cue in self.rules.cues]
        return self._cues


def _compiled_cue(cue: Cue) -> Any:
    import regex

    try:
        return regex.compile(cue.pattern.replace(r"\s", "[ ]"), regex.VERBOSE)
    except regex.error as error:
        raise RuleError(f"not a regular expression: {error}", rule=cue.id) from error


def _ordered_kinds(rules: RuleSet) -> list[Kind]:
    kinds = {kind.name: kind for kind in rules.kinds}
    graph: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules.rules:
        graph[rule.kind] |= references(rule, rules) & kinds.keys()
    sorter = TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)})
    return [kinds[name] for name in sorter.static_order()]
