"""Explanation: which rule found what, clause by clause; what it beat; where a rule stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import attrs
from attrs import frozen

from communique.clauses import CLAUSE_GROUP, clauses, instrumented, prefixes, zero_width
from communique.cues import reaching
from communique.errors import CommuniqueError
from communique.match import CompiledRule, Match, Program, compiled_rule
from communique.parser import Parser, Walk
from communique.records import Communique, Record
from communique.rules import Rule, RuleSet

__all__ = ["Attempt", "ClauseMatch", "Explanation", "FieldSource", "Finding", "Rival", "WhyNot", "explained"]


@frozen(kw_only=True)
class ClauseMatch:
    """A clause of a pattern and the words it met; `text` is None where it was left out or not reached."""

    line: int
    pattern: str
    text: str | None
    start: int | None = None
    end: int | None = None


@frozen(kw_only=True)
class FieldSource:
    """A field of a record, its value, and where the value comes from."""

    name: str
    value: Any
    source: str


@frozen(kw_only=True)
class Rival:
    """A reading that lost: its rule, its place, its text."""

    rule: str
    start: int
    end: int
    text: str


@frozen(kw_only=True)
class Finding:
    """Why a record is there.

    Attributes:
        kind: the kind of the record.
        record: the record itself.
        doc: what its rule recognises.
        clauses: the clauses of the pattern, with the words that each met.
        fields: the fields, with where their values come from.
        modality: how it is meant; `cue` is the rule and the words that say so, or None.
        beat: the readings that lost to it.
        asserted: False where the record stands in `unasserted`.
    """

    kind: str
    record: Record
    doc: str
    clauses: tuple[ClauseMatch, ...]
    fields: tuple[FieldSource, ...]
    modality: str
    cue: tuple[str, str] | None
    beat: tuple[Rival, ...]
    asserted: bool = True


@frozen(kw_only=True)
class Attempt:
    """How far a rule came at one place: the clauses it met, the one it died on, the text that stood there."""

    start: int
    end: int
    text: str
    met: tuple[ClauseMatch, ...]
    died: str | None
    instead: str


@frozen(kw_only=True)
class WhyNot:
    """What became of one rule in one text.

    `verdict` is found, unasserted, lost, discarded, served, dropped, stopped, no_reference or no_literal;
    `message` says it in words; `attempts` are the places where the rule came furthest.
    """

    rule: str
    verdict: str
    message: str
    attempts: tuple[Attempt, ...] = ()


@frozen(kw_only=True)
class Explanation:
    """Why a result is what it is. `str()` is the text; `to_html()` a page."""

    result: Communique
    findings: tuple[Finding, ...]
    why_not: WhyNot | None = None

    def __str__(self) -> str:
        from communique.export.explanation import to_text

        return to_text(self)

    def to_html(self) -> str:
        """The explanation as one HTML page that needs nothing else."""
        from communique.export.explanation import to_html

        return to_html(self)


def explained(text: str, published: dt.date | None, rule: str | None, rules: RuleSet) -> Explanation:
    """See `communique.explain`."""
    if rule is not None and not isinstance(rule, str):
        raise TypeError(f"rule must be the id of a rule, not {type(rule).__name__}")
    parser = _parser(rules)
    wanted = parser.rules[rule] if rule is not None else None
    walk = parser.walk(text, published=published)
    result = walk.result()
    findings = tuple(_findings(parser, walk, result, wanted))
    why_not = _why_not(parser, walk, wanted, findings) if wanted is not None else None
    return Explanation(result=result, findings=findings, why_not=why_not)


@lru_cache(maxsize=4)
def _parser(rules: RuleSet) -> Parser:
    return Parser(rules)


# --- why --------------------------------------------------------------------------------------------------


def _findings(parser: Parser, walk: Walk, result: Communique, wanted: Rule | None) -> Iterator[Finding]:
    pairs = [
        (kind, match, record)
        for kind, found in walk.document.records.items()
        for match, record in found
        if wanted is None or record.rule == wanted.id
    ]
    matches = [match for _, match, _ in pairs]
    cues = dict(zip(map(id, matches), reaching(parser.program.cues(), walk.zones, matches), strict=True))
    beaten: dict[int, list[Match]] = {}
    for loser, winner in walk.lost:
        if loser is not winner:
            beaten.setdefault(id(winner), []).append(loser)
    found = [
        _finding(
            parser.program, walk, kind, match, record, cues.get(id(match), []), beaten.get(id(match), [])
        )
        for kind, match, record in pairs
    ]
    known = {id(finding.record) for finding in found}
    found += [
        _unasserted(parser.rules, record)
        for record in result.unasserted
        if id(record) not in known and (wanted is None or record.rule == wanted.id)
    ]
    yield from sorted(found, key=lambda finding: (finding.record.start, finding.record.end, finding.kind))


def _finding(
    program: Program,
    walk: Walk,
    kind: str,
    match: Match,
    record: Record,
    cues: Sequence[tuple[Any, int, int]],
    beaten: Sequence[Match],
) -> Finding:
    modality = getattr(record, "modality", "asserted")
    cue = next(((c.id, _source(walk, a, b)) for c, a, b in cues if c.effect == modality), None)
    return Finding(
        kind=kind,
        record=record,
        doc=match.rule.doc,
        clauses=clause_matches(program, walk, match),
        fields=tuple(_fields(walk, match, record)),
        modality=modality,
        cue=cue,
        beat=tuple(_rival(walk, loser) for loser in beaten),
    )


def _unasserted(rules: RuleSet, record: Record) -> Finding:
    rule = next((rule for rule in rules.rules if rule.id == record.rule), None)
    return Finding(
        kind=rule.kind if rule else type(record).__name__.lower(),
        record=record,
        doc=rule.doc if rule else "",
        clauses=(),
        fields=tuple(_fields(None, None, record)),
        modality=getattr(record, "modality", "asserted"),
        cue=None,
        beat=(),
        asserted=False,
    )


def _rival(walk: Walk, match: Match) -> Rival:
    start, end = walk.text.span(match.start, match.end)
    return Rival(rule=match.rule.id, start=start, end=end, text=walk.text.source[start:end])


def _source(walk: Walk, start: int, end: int) -> str:
    first, last = walk.text.span(start, end)
    return walk.text.source[first:last]


def _fields(walk: Walk | None, match: Match | None, record: Record) -> Iterator[FieldSource]:
    for attribute in attrs.fields(type(record)):
        name = attribute.name
        value = getattr(record, name)
        if name in {"start", "end", "text", "rule"} or value in (None, ()) or value == attribute.default:
            continue
        yield FieldSource(name=name, value=value, source=_origin(walk, match, name))


def _origin(walk: Walk | None, match: Match | None, name: str) -> str:
    if walk is not None and match is not None:
        group = match.groups.get(name)
        if name in match.rule.take:
            path = match.rule.take[name]
            taken = match.groups.get(path.partition(".")[0])
            if taken is not None:
                return f"{path}, of {_source(walk, taken.start, taken.end)!r}"
        if name in match.rule.values:
            return "a constant of the rule"
        if group is not None:
            return f"the words {_source(walk, group.start, group.end)!r}"
    return "the rest of the text"


def clause_matches(program: Program, walk: Walk, match: Match) -> tuple[ClauseMatch, ...]:
    """The clauses of the pattern that made a match, with the words each met."""
    compiled = _instrumented(program, match.rule.id)
    found = next((m for m in walk.matcher.run(compiled) if m.whole == match.whole), None)
    return tuple(_clause_matches(walk, match.rule, found)) if found else ()


def _clause_matches(walk: Walk, rule: Rule, found: Match) -> Iterator[ClauseMatch]:
    for clause in clauses(rule.pattern):
        group = found.groups.get(f"{CLAUSE_GROUP}{clause.number}")
        if group is None or (group.start == group.end and not clause.zero_width):
            yield ClauseMatch(line=clause.line, pattern=clause.source, text=None)
            continue
        start, end = walk.text.span(group.start, group.end)
        text = walk.text.source[start:end]
        yield ClauseMatch(line=clause.line, pattern=clause.source, text=text, start=start, end=end)


@lru_cache(maxsize=512)
def _instrumented(program: Program, rule_id: str) -> CompiledRule:
    rule = program.rules[rule_id]
    return compiled_rule(attrs.evolve(rule, pattern=instrumented(rule.pattern)), program.rules)


# --- why not ----------------------------------------------------------------------------------------------

_MOST_ATTEMPTS = 3
_INSTEAD = 40


def _why_not(parser: Parser, walk: Walk, rule: Rule, findings: Sequence[Finding]) -> WhyNot:
    kept = [finding for finding in findings if finding.asserted]
    if kept:
        return WhyNot(rule=rule.id, verdict="found", message=f"it found {len(kept)} record(s)")
    if findings:
        return WhyNot(
            rule=rule.id,
            verdict="unasserted",
            message=f"it matched, but the text does not assert it ({findings[0].modality}); see `unasserted`",
        )
    compiled = compiled_rule(rule, parser.rules)
    matches = walk.matcher.run(compiled)
    if matches:
        return _beaten(walk, rule, matches[0])
    return _stopped(parser, walk, rule, compiled)


def _beaten(walk: Walk, rule: Rule, match: Match) -> WhyNot:
    text = _source(walk, match.start, match.end)
    for loser, winner in walk.lost:
        if loser.rule.id != rule.id:
            continue
        if winner is loser:
            return WhyNot(
                rule=rule.id, verdict="discarded", message=f"it took {text!r} away, as it is there to do"
            )
        return WhyNot(
            rule=rule.id,
            verdict="lost",
            message=(
                f"it matched {_source(walk, loser.start, loser.end)!r}, "
                f"but lost to {winner.rule.id}, which matched "
                f"{_source(walk, winner.start, winner.end)!r} ({_reason(loser, winner)})"
            ),
        )
    if rule.kind not in walk.document.records:
        return WhyNot(
            rule=rule.id, verdict="served", message=f"it matched {text!r}, for other rules to build on"
        )
    return WhyNot(
        rule=rule.id, verdict="dropped", message=f"it matched {text!r}, but linking made no record of it here"
    )


def _reason(loser: Match, winner: Match) -> str:
    if winner.end - winner.start != loser.end - loser.start:
        return "longer"
    if winner.rule.priority != loser.rule.priority:
        return f"priority {winner.rule.priority} over {loser.rule.priority}"
    return "further left" if winner.start != loser.start else "first by name"


def _stopped(parser: Parser, walk: Walk, rule: Rule, compiled: CompiledRule) -> WhyNot:
    attempts = sorted(_attempts(parser, walk, rule), key=lambda a: (-len(a.met), a.start - a.end, a.start))
    best = [attempt for attempt in attempts if attempt.met][:_MOST_ATTEMPTS]
    if rule.requires and not any(word in walk.zones.lower for word in rule.requires):
        return WhyNot(
            rule=rule.id,
            verdict="no_literal",
            message="it was not tried: the text has none of the words it requires "
            f"({', '.join(rule.requires)})",
            attempts=tuple(best),
        )
    if not best:
        names = sorted({ref.name for ref in compiled.outline.first or ()})
        empty = [name for name in names if not walk.matcher.items(name)]
        if names and len(empty) == len(names):
            what = " or ".join(f"{{{name}}}" for name in names)
            return WhyNot(
                rule=rule.id,
                verdict="no_reference",
                message=f"it starts with {what}, and the text has none of it",
            )
        return WhyNot(rule=rule.id, verdict="stopped", message="its first clause is met nowhere in the text")
    first = best[0]
    return WhyNot(
        rule=rule.id,
        verdict="stopped",
        message=f"it came as far as {first.text!r} and died on: {first.died or 'the end of the pattern'}",
        attempts=tuple(best),
    )


def _attempts(parser: Parser, walk: Walk, rule: Rule) -> Iterator[Attempt]:
    """For each alternative of the pattern, the places that its longest matching prefix reaches."""
    free = attrs.evolve(rule, requires=())
    for steps in prefixes(rule.pattern):
        reached: list[tuple[str, str]] = []
        furthest: list[Match] = []
        died = None
        for prefix, step in steps:
            found = _prefix_matches(parser, walk, free, prefix)
            if not found and (furthest or not zero_width(step)):
                died = step
                break
            furthest = found
            if found:  # a clause that only looks around holds no words of its own
                reached.append((prefix, step))
        for match in furthest[:_MOST_ATTEMPTS]:
            start, end = walk.text.span(*match.whole)
            met = tuple(
                ClauseMatch(line=number, pattern=step, text="") for number, (_, step) in enumerate(reached, 1)
            )
            after = walk.text.source[end : end + _INSTEAD]
            yield Attempt(
                start=start, end=end, text=walk.text.source[start:end], met=met, died=died, instead=after
            )


def _prefix_matches(parser: Parser, walk: Walk, rule: Rule, prefix: str) -> list[Match]:
    shortened = attrs.evolve(rule, pattern=prefix, take={})
    try:
        return walk.matcher.run(compiled_rule(shortened, parser.rules, references_of=rule))
    except CommuniqueError:
        return []
