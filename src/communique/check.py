"""Check: do the rules of a set do what their examples, rejects and corpora say, with the whole set on?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from communique.errors import CommuniqueError
from communique.parser import Parser
from communique.records import Communique
from communique.rules import Example, Reject, Rule, RuleSet

if TYPE_CHECKING:
    from communique.corpora import CorpusLine

__all__ = ["Failure", "check", "check_examples", "comparable", "judged", "marked"]


@frozen
class Failure:
    """What a rule does that its examples don't allow; `message` is for a reader.

    In `rule` stands the rule's id, or else the lexicon, the file, or the file and line of a corpus.
    """

    rule: str
    text: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}\n    {self.text}"


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    r"""A text without its square brackets, and the spans that they marked; `\[` stands for a bracket."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    length = 0
    escaped = False
    for char in text:
        if char == "\\" and not escaped:
            escaped = True
            continue
        if char == "[" and not escaped:
            opened.append(length)
        elif char == "]" and not escaped and opened:
            spans.append((opened.pop(), length))
        else:
            plain.append(char)
            length += 1
        escaped = False
    return "".join(plain), sorted(spans)


def check(
    rules: RuleSet,
    *,
    on: RuleSet | None = None,
    path: Path | None = None,
    corpora: Sequence[CorpusLine] | None = None,
) -> Iterator[Failure]:
    """Everything that is wrong with a rule set.

    Args:
        rules: the rules to check.
        on: the set that they are made for; everything runs with both joined.
        path: the folder or file of the rules; with it, their layout is checked too.
        corpora: the lines of the set's corpora; default: those in the folder.

    Raises RuleErrors where the joined set or the corpora have faults, bad regular expressions included.
    """
    from communique import canonical, check_patterns
    from communique.corpora import check_corpora, read_corpora

    whole = rules if on is None or on == rules else on | rules
    whole.validate(deep=True)
    lines = read_corpora(path) if corpora is None else corpora
    parser = Parser(whole)
    yield from check_examples(rules, parser=parser)
    yield from check_corpora(lines, parser)
    yield from check_patterns.check_patterns(rules, parser)
    yield from check_patterns.check_lexicons(rules)
    if path is not None:
        for file in canonical.untidy(path):
            yield Failure(file.name, "", "its layout is not canonical; communique check --fix mends it")


def check_examples(rules: RuleSet, *, parser: Parser | None = None) -> Iterator[Failure]:
    """Every example and reject that fails."""
    parser = parser or Parser(rules)
    for rule in rules.rules:
        if not rule.doc.strip():
            yield Failure(rule.id, "", "no doc; say in one sentence what it recognises")
        if not rule.examples:
            yield Failure(rule.id, "", "no example; every rule needs one")
        if not rule.rejects:
            yield Failure(rule.id, "", "no reject; every rule needs one")
        for example in rule.examples:
            faults = _example_faults(parser, rule, example)
            yield from judged(rule.id, example.text, example.todo, faults)
        for reject in rule.rejects:
            yield from judged(rule.id, reject.text, reject.todo, _reject_faults(parser, rule, reject))


def judged(name: str, text: str, todo: str | None, faults: Iterator[str]) -> Iterator[Failure]:
    """The failures of one text; where it says that it fails (`todo`), that it does not."""
    try:
        messages = list(faults)
    except CommuniqueError as error:
        messages = [str(error)]
    if todo is None:
        yield from (Failure(name, text, message) for message in messages)
    elif not messages:
        yield Failure(name, text, f"passes now; remove its todo ({todo})")


def _records(parser: Parser, kind: str, case: Example | Reject, text: str) -> tuple[Communique, list[Any]]:
    published = dt.date.fromisoformat(case.published) if case.published else None
    result = parser.parse(text, published=published)
    return result, list(result.records(kind))


def _example_faults(parser: Parser, rule: Rule, example: Example) -> Iterator[str]:
    text, spans = marked(example.text)
    result, records = _records(parser, rule.kind, example, text)
    if rule.discard:
        if not any(loser.rule == rule.id and (loser.start, loser.end) in spans for loser in result.discarded):
            yield f"the rule did not take {[text[a:b] for a, b in spans]} away"
        return
    if parser.rules.kind(rule.kind).record_class() is None:
        return
    records = [r for r in records + list(result.unasserted) if r.rule == rule.id or (r.start, r.end) in spans]
    if len(spans) != 1:
        yield f"an example marks one span with [ ], not {len(spans)}"
        return
    found = [record for record in records if (record.start, record.end) == spans[0]]
    if not found:
        others = [(r.text, r.rule) for r in result.records(rule.kind)]
        yield f"found nothing at {text[slice(*spans[0])]!r}; found: {others}"
        return
    record = found[0]
    if record.rule != rule.id:
        yield f"found by {record.rule} instead"
    for name, value in example.expect.items():
        got = comparable(getattr(record, name, None))
        if got != comparable(value):
            yield f"{name} is {got!r}, not {value!r}"


def _reject_faults(parser: Parser, rule: Rule, reject: Reject) -> Iterator[str]:
    text, spans = marked(reject.text)
    result, records = _records(parser, rule.kind, reject, text)
    if spans:
        records = [r for r in records if any(r.start < end and start < r.end for start, end in spans)]
    if parser.rules.kind(rule.kind).record_class() is not None and not rule.discard:
        for record in records:
            yield f"found {record.text!r} by {record.rule} ({reject.why})"
    elif rule.discard:
        for loser in result.discarded:
            if loser.rule == rule.id and loser.lost_to == rule.id:
                yield f"took {loser.text!r} away ({reject.why})"


def comparable(value: Any) -> Any:
    """A field's value as rule files can write it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [comparable(item) for item in value]
    if hasattr(value, "__attrs_attrs__"):
        return {
            a.name: comparable(getattr(value, a.name))
            for a in value.__attrs_attrs__
            if getattr(value, a.name) is not None
        }
    return value
