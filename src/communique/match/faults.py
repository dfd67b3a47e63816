"""Faults that show only in a whole rule set: unknown names, wrong fields, clashes, cycles, bad patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

import attrs

from communique.clauses import blanked, repeated_alternatives
from communique.errors import CommuniqueError, RuleError, nearest
from communique.match.references import REFERENCE, full_pattern, parse_reference, references
from communique.records import RECORD_CLASSES, Record
from communique.rules import EFFECTS, Cue, Layout, Origin, Rule, RuleSet
from communique.turns import compiled

__all__ = ["faults", "local_faults", "unreadable"]

_GROUP = re.compile(r"\(\?P<(\w+)>")
_PLACED = frozenset({"start", "end", "text", "rule"})


def faults(rules: RuleSet, *, deep: bool = False) -> list[RuleError]:
    """Every fault of a set; with `deep`, its patterns are compiled too."""
    names = _Names(rules)
    found = [
        *_clashes(names),
        *_of_rules(names, partial=False, strict=deep),
        *_of_cues(rules.cues),
        *_of_layout(rules.layout),
        *_of_words(names),
        *_cycles(names),
    ]
    if deep and not found:
        found += _deep(names)
    return found


def local_faults(rules: RuleSet) -> list[RuleError]:
    """The faults that joining the set with others can't mend."""
    names = _Names(rules)
    return [*_clashes(names), *_of_rules(names, partial=True, strict=True), *_of_cues(rules.cues)]


def _of_layout(layout: Layout) -> Iterator[RuleError]:
    for name, pattern in layout.patterns.items():
        try:
            compiled(pattern)
        except RuleError as error:
            yield RuleError(f"layout pattern {name!r}: {error.message}")


class _Names:
    """What the names in a set stand for."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.kinds = {kind.name: kind for kind in rules.kinds}
        self.lexicons = {lexicon.name: lexicon for lexicon in rules.lexicons}
        self.known = self.kinds.keys() | self.lexicons.keys()

    @cached_property
    def inflected(self) -> frozenset[str]:
        """Columns that inflection adds to the words of every lexicon."""
        table = self.lexicons.get("inflections")
        return frozenset(table.columns if table else ()) | {"lemma"}

    def record(self, kind: str) -> type[Record] | None:
        """The record class of a kind. Raises CommuniqueError where its name leads nowhere."""
        return self.kinds[kind].record_class() if kind in self.kinds else RECORD_CLASSES.get(kind)


class _Source:
    """Finds places in the file of a rule or cue, to point at them."""

    def __init__(self, origin: Origin | None, name: str) -> None:
        self._origin = origin
        self._name = name
        self._text = origin.source if origin else ""
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]

    def fault(self, message: str, *needles: str, within: str = "", at: int = 0) -> RuleError:
        """A fault at the first needle that stands in the rule, or at an offset in one of its texts."""
        if self._origin is None:
            return RuleError(message, rule=self._name)
        begin = self._starts[self._origin.line - 1] if self._origin.line <= len(self._starts) else 0
        if within:
            place = self._text.find(within, begin)
            place = place + at if place >= 0 else begin
        else:
            places = (self._text.find(needle, begin) for needle in needles)
            place = next((place for place in places if place >= 0), begin)
        if not self._text:
            return RuleError(message, path=self._origin.path, line=self._origin.line, rule=self._name)
        line = bisect_right(self._starts, place)
        start = self._starts[line - 1]
        source = self._text[start:].partition("\n")[0].rstrip("\r")
        return RuleError(
            message,
            path=self._origin.path,
            line=line,
            column=place - start + 1,
            rule=self._name,
            source=source,
        )


def _clashes(names: _Names) -> Iterator[RuleError]:
    kinds, lexicons, fragments = names.kinds.keys(), names.lexicons.keys(), names.rules.fragments.keys()
    for name in sorted(kinds & lexicons | kinds & fragments | lexicons & fragments):
        yield RuleError(f"the name {name!r} stands for two things (kind, lexicon or fragment); rename one")
    for kind in names.rules.kinds:
        try:
            kind.record_class()
        except CommuniqueError as error:
            yield RuleError(str(error))


def _of_cues(cues: Iterable[Cue]) -> Iterator[RuleError]:
    for cue in cues:
        source = _Source(cue.origin, cue.id)
        if cue.effect not in EFFECTS:
            yield source.fault(f"no effect is called {cue.effect!r}{_hint(cue.effect, EFFECTS)}", "effect")
        if isinstance(cue.scope, str) and cue.scope not in {"sentence", "clause"}:
            yield source.fault(
                f"scope is a number of characters, 'sentence' or 'clause', not {cue.scope!r}", "scope"
            )


def _of_words(names: _Names) -> Iterator[RuleError]:
    """Words that linking could make nothing of. Only a whole set has them: a row may fill another's gap."""
    from communique.link.needs import NEEDED_COLUMNS

    for name, column in NEEDED_COLUMNS.items():
        lexicon = names.lexicons.get(name)
        if lexicon is None:
            continue
        at = lexicon.columns.index(column) if column in lexicon.columns else None
        for row in lexicon.rows:
            if at is None or not row[at]:
                yield RuleError(f"lexicon {name!r}: {row[0]!r} has no {column!r}; fill that column")


def _of_rules(names: _Names, *, partial: bool, strict: bool) -> Iterator[RuleError]:
    for rule in names.rules.rules:
        source = _Source(rule.origin, rule.id)
        try:
            full = full_pattern(rule, names.rules)
            record = names.record(rule.kind)
        except RuleError as error:
            yield source.fault(error.message, "pattern")
            continue
        except CommuniqueError:
            continue
        unknown = {match["name"] for match in REFERENCE.finditer(full)} - names.known
        if not partial:
            yield from _unknown_names(rule, names, unknown, source)
        yield from _words_of(rule, source)
        groups = set(_GROUP.findall(full))
        yield from _taken(rule, source, groups, whole=not unknown)
        if record is not None and not rule.discard:
            shipped = record in RECORD_CLASSES.values()
            if strict or not shipped:
                yield from _fields_of(rule, record, source, groups)
            if not shipped and not unknown:
                yield from _needed(rule, record, source, groups)


def _unknown_names(rule: Rule, names: _Names, unknown: set[str], source: _Source) -> Iterator[RuleError]:
    everything = [*names.known, *names.rules.fragments, *rule.fragments]
    if rule.kind not in names.kinds:
        yield source.fault(f"no kind is called {rule.kind!r}{_hint(rule.kind, names.kinds)}", "kind", "[")
    for name in sorted(unknown):
        yield source.fault(
            f"{{{name}}} is no fragment, lexicon or kind{_hint(name, everything)}",
            f"{{{name}}}",
            f"{{{name}[",
        )
    for name in sorted(rule.fragments.keys() & names.known):
        yield source.fault(f"the fragment {name!r} has the name of a lexicon or kind; rename it", name)
    for name in sorted(set(rule.echo or ()) - names.known):
        yield source.fault(f"echo: {name!r} is no lexicon or kind{_hint(name, names.known)}", "echo")
    if unknown:
        return
    for match in REFERENCE.finditer(full_pattern(rule, names.rules)):
        lexicon = names.lexicons.get(match["name"])
        if lexicon is None:
            continue
        columns = {*lexicon.columns, *names.inflected}
        for column, _ in parse_reference(match).conditions:
            if column not in columns:
                yield source.fault(
                    f"{match.group()}: the lexicon has no column {column!r}{_hint(column, columns)}",
                    match.group(),
                )


def _words_of(rule: Rule, source: _Source) -> Iterator[RuleError]:
    for effect in rule.cues:
        if effect not in EFFECTS:
            yield source.fault(
                f"cues: no effect is called {effect!r}{_hint(effect, EFFECTS)}", f'"{effect}"', "cues"
            )
    for word in rule.requires:
        if word != word.lower() or not word:
            yield source.fault(
                f"requires: {word!r} is looked for in lower case; write {word.lower()!r}",
                f'"{word}"',
                "requires",
            )


def _taken(rule: Rule, source: _Source, groups: set[str], *, whole: bool) -> Iterator[RuleError]:
    for name, path in rule.take.items():
        group, dot, attribute = path.partition(".")
        if not dot or not attribute:
            yield source.fault(f'take: {name} = {path!r} must be "group.attribute"', f'"{path}"', "take")
        elif group not in groups and whole:
            yield source.fault(
                f"take: {name} = {path!r}, but the pattern has no group {group!r}{_hint(group, groups)}",
                f'"{path}"',
                "take",
            )


def _fields_of(rule: Rule, record: type[Record], source: _Source, groups: set[str]) -> Iterator[RuleError]:
    from communique.build import groups_of

    fields = groups_of(record)
    sources = {path.partition(".")[0] for path in rule.take.values()}
    for group in sorted(groups - fields - sources - {"span"}):
        if not group.startswith("_"):
            yield source.fault(
                f"the group {group!r} is no field of {record.__name__} "
                f"(a group that serves the pattern alone is called _{group}){_hint(group, fields)}",
                f"(?P<{group}>",
            )
    for name in sorted(rule.values.keys() & _PLACED | rule.take.keys() & _PLACED):
        yield source.fault(f"{name!r} can't be set: it comes from the place of the match", name)
    known = {attribute.name for attribute in attrs.fields(record)}
    for example in rule.examples:
        for name in example.expect:
            if name not in known:
                yield source.fault(
                    f"an example expects {name!r}, "
                    f"but {record.__name__} has no such field{_hint(name, known)}",
                    f"{name} =",
                    name,
                )


def _needed(rule: Rule, record: type[Record], source: _Source, groups: set[str]) -> Iterator[RuleError]:
    """Fields without a default that nothing fills. For the shipped kinds, linking does it."""
    for attribute in attrs.fields(record):
        given = attribute.name in {*groups, *rule.values, *rule.take}
        if attribute.default is attrs.NOTHING and attribute.name not in _PLACED and not given:
            yield source.fault(
                f"{record.__name__} needs {attribute.name!r}: give it a group (?P<{attribute.name}>…), "
                f"or a place in values or take",
                "pattern",
            )


def _cycles(names: _Names) -> Iterator[RuleError]:
    graph: dict[str, set[str]] = {name: set() for name in names.kinds}
    for rule in names.rules.rules:
        if rule.kind in graph:
            try:
                graph[rule.kind] |= references(rule, names.rules) & graph.keys()
            except RuleError:
                continue
    try:
        TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).prepare()
    except CycleError as error:
        circle = error.args[1]
        for rule in names.rules.rules:
            if rule.kind == circle[1] and circle[0] in references(rule, names.rules):
                yield _Source(rule.origin, rule.id).fault(
                    _circle(circle), f"{{{circle[0]}}}", f"{{{circle[0]}["
                )
                return
        yield RuleError(_circle(circle))


def _circle(circle: list[str]) -> str:
    trail = " -> ".join(reversed(circle))
    return f"kinds build on each other in a circle: {trail}; leave one of the references out"


# --- deep -------------------------------------------------------------------------------------------------


def _deep(names: _Names) -> Iterator[RuleError]:
    import regex

    for rule in names.rules.rules:
        source = _Source(rule.origin, rule.id)
        try:
            compiled = regex.compile(_plain(full_pattern(rule, names.rules)), regex.VERBOSE | regex.VERSION0)
        except regex.error as error:
            yield unreadable(rule, error)
            continue
        if compiled.match("") is not None:
            yield source.fault(
                "the pattern matches nothing at all; make one of its clauses needed", "pattern"
            )
        for at, alternative in repeated_alternatives(rule.pattern):
            yield source.fault(
                f"the alternative {alternative!r} stands twice in its group; the second is never reached",
                within=rule.pattern,
                at=at,
            )
    for cue in names.rules.cues:
        try:
            regex.compile(cue.pattern.replace(r"\s", "[ ]"), regex.VERBOSE)
        except regex.error as error:
            yield _Source(cue.origin, cue.id).fault(f"not a regular expression: {error}", "pattern")


def _plain(pattern: str) -> str:
    """A pattern with a letter of its own for every reference, which keeps every other character."""
    return REFERENCE.sub("[\ue000]", pattern)


def unreadable(rule: Rule, error: Any) -> RuleError:
    """The fault of a pattern that doesn't compile, at its place where the pattern alone has it too."""
    import regex

    source = _Source(rule.origin, rule.id)
    message = f"not a regular expression: {str(error).partition(' at position')[0]}"
    shown = REFERENCE.sub(lambda name: "\ue000" * len(name.group()), blanked(rule.pattern))
    try:
        regex.compile(shown, regex.VERBOSE | regex.VERSION0)
    except regex.error as own:
        at = min(getattr(own, "pos", None) or 0, len(rule.pattern) - 1)
        return source.fault(message, within=rule.pattern, at=at)
    return source.fault(f"{message} (in a fragment)", "pattern")


def _hint(name: str, names: Iterable[str]) -> str:
    return nearest(name, names)
