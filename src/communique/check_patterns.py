"""Check patterns: clauses, shortcuts, typography and cost, beyond what the examples say."""

from __future__ import annotations

import datetime as dt
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from communique.check import Failure, marked
from communique.clauses import CLAUSE_GROUP, clauses, instrumented, zero_width
from communique.match import Match, compiled_rule
from communique.match.outline import UNKNOWN
from communique.match.references import full_pattern
from communique.parser import Parser, Walk
from communique.records import Communique
from communique.rules import Example, Lexicon, Reject, Rule, RuleSet
from communique.text import fold

__all__ = ["check_lexicons", "check_patterns"]


def check_patterns(rules: RuleSet, parser: Parser) -> Iterator[Failure]:
    """What is wrong with the patterns of a set, each rule run over its own examples and rejects."""
    for rule in rules.rules:
        every: list[Example | Reject] = [*rule.examples, *rule.rejects]
        cases = [case for case in every if case.todo is None]
        walks = [(case, _walk(parser, case)) for case in cases]
        yield from _unused_clauses(rule, parser, [walk for case, walk in walks if isinstance(case, Example)])
        yield from _shortcuts(rule, parser, [walk for _, walk in walks])
        yield from _typography(rule, parser, walks)
        yield from _cost(rule, parser, [walk for _, walk in walks])


def _walk(parser: Parser, case: Example | Reject, dress: Callable[[str], str] = str) -> Walk:
    published = dt.date.fromisoformat(case.published) if case.published else None
    return parser.walk(dress(marked(case.text)[0]), published=published)


# --- clauses ----------------------------------------------------------------------------------------------


def _unused_clauses(rule: Rule, parser: Parser, walks: Sequence[Walk]) -> Iterator[Failure]:
    if not walks:
        return  # that there is no example is told already
    looks = {clause.number for clause in clauses(rule.pattern) if _only_looks(clause.source, rule, parser)}
    compiled = compiled_rule(
        attrs.evolve(rule, pattern=instrumented(rule.pattern)), parser.rules, references_of=rule
    )
    used: set[int] = set()
    for walk in walks:
        for match in walk.matcher.run(compiled):
            for clause in clauses(rule.pattern):
                group = match.groups.get(f"{CLAUSE_GROUP}{clause.number}")
                if group is not None and (group.end > group.start or clause.number in looks):
                    used.add(clause.number)
    for clause in clauses(rule.pattern):
        if clause.number not in used:
            yield Failure(
                rule.id,
                clause.source,
                f"no example uses the clause in line {clause.line} of the pattern; "
                "add one, or drop the clause",
            )


def _only_looks(source: str, rule: Rule, parser: Parser) -> bool:
    """Whether a clause only looks around, fragments written out."""
    full = full_pattern(attrs.evolve(rule, pattern=source), parser.rules).strip()
    while full.startswith("(?:") and full.endswith(")") and full.count("(") == full.count(")"):
        full = full[3:-1].strip()
    return zero_width(full)


# --- shortcuts --------------------------------------------------------------------------------------------


def _shortcuts(rule: Rule, parser: Parser, walks: Iterable[Walk]) -> Iterator[Failure]:
    quick = compiled_rule(rule, parser.rules)
    naive = compiled_rule(attrs.evolve(rule, requires=()), parser.rules)
    naive.outline = UNKNOWN
    for walk in walks:
        fast, slow = (sorted(_place(match) for match in walk.matcher.run(each)) for each in (quick, naive))
        if fast != slow:
            lost = [text for text in slow if text not in fast]
            yield Failure(
                rule.id,
                walk.text.source,
                f"without its shortcuts it also finds {[walk.zones.folded[a:b] for a, b, *_ in lost]}; "
                f"complete `requires` ({', '.join(rule.requires) or 'none'}), or drop it",
            )


def _place(match: Match) -> tuple[int, int, int, int]:
    return match.start, match.end, *match.whole


# --- typography -------------------------------------------------------------------------------------------

_DRESSES: Mapping[str, Callable[[str], str]] = {
    "in decomposed Unicode (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "with curly apostrophes": lambda text: text.replace("'", "\u2019"),
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with narrow no-break spaces": lambda text: text.replace(" ", "\u202f"),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


def _typography(
    rule: Rule, parser: Parser, walks: Sequence[tuple[Example | Reject, Walk]]
) -> Iterator[Failure]:
    for case, walk in walks:
        if not isinstance(case, Example):
            continue
        plain = _said(walk.result())
        for name, dress in _DRESSES.items():
            text = marked(case.text)[0]
            if dress(text) != text and _said(_walk(parser, case, dress).result()) != plain:
                yield Failure(rule.id, case.text, f"another result {name}")
                break


def _said(result: Communique) -> Any:
    """What a result says, without places and with its typography levelled."""
    data = result.to_dict()
    for name in ("text", "discarded", "rules", "diagnostics"):
        data.pop(name)
    return _levelled(data)


def _levelled(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value).folded
    if isinstance(value, list):
        return [_levelled(item) for item in value]
    if isinstance(value, dict):
        return {key: _levelled(item) for key, item in value.items() if key not in {"start", "end"}}
    return value


# --- cost -------------------------------------------------------------------------------------------------

_SHORT, _LONG = 1500, 6000
_PATIENCE = 0.02
_MOST = 1.0
_STEEPEST = 3.0
_LOOKS = 3
"""How often a pattern has to be slow: once may be another process's doing."""


def _cost(rule: Rule, parser: Parser, walks: Sequence[Walk]) -> Iterator[Failure]:
    """Pump pieces of what the rule met, in its own view: only a linear pattern stays quick."""
    compiled = compiled_rule(rule, parser.rules)
    pattern = compiled.compiled(parser.program.alphabet(compiled.refs))
    met: dict[str, None] = {}
    for walk in walks:
        view = walk.matcher.view(compiled.rule.case, compiled.refs)
        met.update((match.group(), None) for match in pattern.finditer(view.text, overlapped=True))
    probes = dict.fromkeys(probe for text in met for probe in _probes(text))
    for lead, pump, whole in probes:
        seconds = _steep(pattern, lead, pump, whole=whole)
        if seconds is not None:
            yield Failure(
                rule.id,
                f"{_shown(lead)!r} + {_shown(pump)!r} × {_LONG // len(pump)}",
                f"catastrophic: {seconds:.2f} s on {_LONG:,} characters of this; bound its repetitions, "
                f"or make them possessive",
            )
            return


def _probes(text: str) -> Iterator[tuple[str, str, bool]]:
    """(lead, what to repeat after it, whether to try every place) for a text that a rule met."""
    yield "", text, True
    yield "", f"{text} ", True
    for word in _WORD.finditer(text):
        lead = text[: word.start()]
        for pump in dict.fromkeys((word.group(), f"{word.group()} ", word.group()[-1])):
            yield lead, pump, False


_WORD = re.compile(r"\S+")
_NEVER = "\u241e"
"""A character that no pattern asks for, so that a match has to fail at the end."""


def _shown(piece: str) -> str:
    return "".join("□" if "\ue000" <= char <= "\uf8ff" else char for char in piece)


def _steep(pattern: Any, lead: str, pump: str, *, whole: bool) -> float | None:
    """The seconds that a pumped piece takes, where they grow faster than its length; else None."""

    def seconds(length: int) -> float:
        text = lead + pump * (length // len(pump) + 1) + _NEVER
        begun = time.process_time()
        try:
            if whole:
                for _ in pattern.finditer(text, overlapped=True, timeout=_MOST):
                    pass
            else:
                pattern.match(text, timeout=_MOST)
        except TimeoutError:
            return _MOST
        return time.process_time() - begun

    for _ in range(_LOOKS):
        long = seconds(_LONG)
        if long < _PATIENCE or (long < _MOST and long <= seconds(_SHORT) * (_LONG / _SHORT) * _STEEPEST):
            return None
    return long


# --- lexicons ---------------------------------------------------------------------------------------------


def check_lexicons(rules: RuleSet) -> Iterator[Failure]:
    """What is wrong with the lexicons of a set: order, spaces, empty tables."""
    for lexicon in rules.lexicons:
        yield from _lexicon(lexicon)


def _lexicon(lexicon: Lexicon) -> Iterator[Failure]:
    if not lexicon.rows:
        yield Failure(lexicon.name, "", "an empty lexicon; add a row, or delete the file")
    for before, after in zip(lexicon.rows, lexicon.rows[1:], strict=False):
        if lexicon.columns[0] == "form" and after < before:
            yield Failure(
                lexicon.name,
                ",".join(after),
                f"not sorted: {after[0]!r} stands behind {before[0]!r}; communique check --fix sorts it",
            )
            break
    for row in lexicon.rows:
        for column, cell in zip(lexicon.columns, row, strict=True):
            if cell != cell.strip() or "  " in cell or unicodedata.normalize("NFC", cell) != cell:
                yield Failure(lexicon.name, ",".join(row), f"{column}: stray spaces, or not Unicode NFC")
