"""Clauses: the lines of a rule's pattern as pieces that `explain` and `check` can speak of one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

__all__ = [
    "CLAUSE_GROUP",
    "Clause",
    "blanked",
    "clauses",
    "instrumented",
    "prefixes",
    "repeated_alternatives",
    "zero_width",
]

CLAUSE_GROUP = "_clause"
"""Prefix of the names of the groups that `instrumented` puts around clauses; a number follows."""

_TOKEN = re.compile(
    r"""
    (?P<escape> \\. )
  | (?P<class> \[ \^? \]? (?: \\. | \[:\w+:\] | [^\]\\] )* \] )
  | (?P<reference> \{ [a-z_][a-z0-9_]* (?: \[ [^\]\n]* \] )? \} )
  | (?P<flags> \( \? [a-zA-Z-]+ \) )
  | (?P<open> \( (?: \? (?: P<\w+> | <?[=!] | [:>|] | [a-zA-Z-]+: ) )? )
  | (?P<close> \) (?: [ ]* (?: [?*+] | \{\d*,?\d*\} ) [?+]? )? )
  | (?P<pipe> \| )
  | (?P<newline> \n )
  | (?P<other> [^\n] )
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"(?<!\\)\#[^\n]*")
_ZERO_WIDTH = re.compile(r"(?: \s* (?: \(\?<?[=!] .* \) | \\[bBAZ] | [\^$] ) )+ \s*", re.VERBOSE | re.DOTALL)


@frozen
class Clause:
    """A piece of a pattern: balanced, on one line.

    Attributes:
        number: from 0, in the order of the pattern.
        line: 1-based line in the pattern.
        start, end: its place in the pattern.
        source: its text.
    """

    number: int
    line: int
    start: int
    end: int
    source: str

    @property
    def zero_width(self) -> bool:
        """Whether it only looks around and can hold no words."""
        return zero_width(self.source)


def zero_width(source: str) -> bool:
    """Whether a piece of a pattern only looks around."""
    return _ZERO_WIDTH.fullmatch(source) is not None


@frozen
class _Token:
    kind: str
    start: int
    end: int


def blanked(pattern: str) -> str:
    """A pattern with its comments turned to spaces; every offset stays."""
    return _COMMENT.sub(lambda comment: " " * len(comment.group()), pattern)


def _tokens(pattern: str) -> list[_Token]:
    return [_Token(m.lastgroup or "other", m.start(), m.end()) for m in _TOKEN.finditer(blanked(pattern))]


def clauses(pattern: str) -> tuple[Clause, ...]:
    """The clauses of a pattern: what stands on one line, cut at brackets and bars that lines share."""
    return tuple(_clauses(pattern))


def _clauses(pattern: str) -> Iterator[Clause]:
    bare = blanked(pattern)
    number = 0
    line: list[_Token] = []
    at_line = 1
    for token in [*_tokens(pattern), _Token("newline", len(pattern), len(pattern))]:
        if token.kind != "newline":
            line.append(token)
            continue
        for start, end in _balanced(line):
            source = bare[start:end]
            if not source.strip():
                continue
            start += len(source) - len(source.lstrip())
            source = source.strip()
            yield Clause(number, at_line, start, start + len(source), source)
            number += 1
        line = []
        at_line += 1


def _balanced(line: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between its bars and the brackets that it does not open and close."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(line):
        if token.kind == "open":
            opened.append(at)
        elif token.kind == "close" and opened:
            partner[opened[-1]] = at
            partner[at] = opened.pop()
    start: int | None = None
    depth = 0
    for at, token in enumerate(line):
        matched = at in partner
        if token.kind == "open" and matched:
            depth += 1
        elif token.kind == "close" and matched:
            depth -= 1
        cut = (token.kind in {"open", "close"} and not matched) or (token.kind == "pipe" and depth == 0)
        if cut or token.kind == "flags":
            if start is not None:
                yield start, token.start
            start = None
        elif start is None:
            start = token.start
    if start is not None and line:
        yield start, line[-1].end


def instrumented(pattern: str) -> str:
    """The pattern with a named group around each clause. It matches the same."""
    pieces: list[str] = []
    done = 0
    bare = blanked(pattern)
    for clause in clauses(pattern):
        pieces.append(bare[done : clause.start])
        pieces.append(f"(?P<{CLAUSE_GROUP}{clause.number}>{clause.source})")
        done = clause.end
    pieces.append(bare[done:])
    return "".join(pieces)


def prefixes(pattern: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each alternative of the whole pattern: (everything up to and with a step, the step), step by step.

    A step ends at the first end of a line at which no bracket is open, those aside that hold neither a
    choice nor a repetition: they are closed to make the prefix whole.
    """
    bare = blanked(pattern)
    tokens = _tokens(pattern)
    plain = _plain_groups(bare, tokens)
    alternatives: list[tuple[tuple[str, str], ...]] = []
    steps: list[tuple[str, str]] = []
    opened: list[bool] = []
    begin = done = 0
    end = len(pattern)
    for at, token in enumerate([*tokens, _Token("newline", end, end), _Token("pipe", end, end)]):
        if token.kind == "open":
            opened.append(at in plain)
        elif token.kind == "close" and opened:
            opened.pop()
        elif all(opened) and (token.kind == "newline" or (token.kind == "pipe" and not opened)):
            step = bare[done : token.start].strip()
            if step.strip("()") and not re.fullmatch(r"\(\?(?:P<\w+>|[:>])", step):
                prefix = bare[begin : token.start] + ")" * len(opened)
                steps.append((prefix, " ".join(step.split())))
                done = token.start
            if token.kind == "pipe":
                alternatives.append(tuple(steps))
                steps = []
                begin = done = token.end
    return tuple(alternative for alternative in alternatives if alternative)


def _plain_groups(bare: str, tokens: Sequence[_Token]) -> set[int]:
    """The opening brackets of groups that match once, without a choice."""
    plain: set[int] = set()
    opened: list[int] = []
    choices: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(at)
        elif token.kind == "pipe" and opened:
            choices.add(opened[-1])
        elif token.kind == "close" and opened:
            begin = opened.pop()
            around = re.fullmatch(r"\((?:\?(?:P<\w+>|[:>]))?", bare[tokens[begin].start : tokens[begin].end])
            if around and token.end - token.start == 1 and begin not in choices:
                plain.add(begin)
    return plain


def repeated_alternatives(pattern: str) -> Iterator[tuple[int, str]]:
    """(place, alternative) of each alternative that stands twice in its group, and so is never reached."""
    bare = blanked(pattern)
    stack: list[tuple[set[str], int]] = [(set(), 0)]
    for token in [*_tokens(pattern), _Token("close", len(pattern), len(pattern))]:
        if token.kind == "open":
            stack.append((set(), token.end))
        elif token.kind in {"pipe", "close"} and stack:
            seen, begin = stack.pop()
            source = "".join(bare[begin : token.start].split())
            if source and source in seen:
                yield begin, " ".join(bare[begin : token.start].split())
            seen.add(source)
            if token.kind == "pipe":
                stack.append((seen, token.end))
