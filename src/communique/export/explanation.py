"""Explanations as text for a terminal and as an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from communique.explanation import Attempt, ClauseMatch, Explanation, Finding, WhyNot

__all__ = ["to_html", "to_text"]

_CONTEXT = 30


def to_text(explanation: Explanation) -> str:
    """An explanation as plain text, one paragraph a record."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    if explanation.why_not is not None:
        yield from _why_not(explanation.why_not)
    elif not explanation.findings:
        yield "No rule found anything."
    for finding in explanation.findings:
        yield ""
        yield from _finding(explanation.result.text, finding)
    if explanation.result.diagnostics:
        yield ""
        for diagnostic in explanation.result.diagnostics:
            yield f"note ({diagnostic.code}): {diagnostic.message}"


def _finding(text: str, finding: Finding) -> Iterator[str]:
    record = finding.record
    before = _flat(text[max(0, record.start - _CONTEXT) : record.start])
    after = _flat(text[record.end : record.end + _CONTEXT])
    yield f"{finding.kind} {record.start}-{record.end}  {before}[{_flat(record.text)}]{after}"
    yield f"  by {record.rule}" + (f": {finding.doc}" if finding.doc else "")
    if not finding.asserted:
        yield f"  kept out of the layers: {finding.modality}"
    elif finding.cue:
        yield f"  {finding.modality}: {finding.cue[1]!r} ({finding.cue[0]})"
    for field in finding.fields:
        yield f"  {field.name} = {_value(field.value)}  from {field.source}"
    for clause in finding.clauses:
        yield f"  | {_clause(clause)}"
    for rival in finding.beat:
        yield f"  beat {rival.rule}, which read {_flat(rival.text)!r}"


def _clause(clause: ClauseMatch) -> str:
    if clause.text is None:
        return f"{clause.pattern}    left out"
    return f"{clause.pattern}    {_flat(clause.text)!r}"


def _why_not(why: WhyNot) -> Iterator[str]:
    yield f"{why.rule}: {why.message}"
    for attempt in why.attempts:
        yield from _attempt(attempt)


def _attempt(attempt: Attempt) -> Iterator[str]:
    yield ""
    yield f"  at {attempt.start}: {_flat(attempt.text)!r}"
    for clause in attempt.met:
        yield f"    met     {clause.pattern}"
    if attempt.died is not None:
        yield f"    died on {attempt.died}"
        yield f"    where the text goes on with {_flat(attempt.instead)!r}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_value, value)) + ")"
    return getattr(value, "text", None) or repr(value)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# --- HTML -------------------------------------------------------------------------------------------------

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>communique explain</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
.text {{ white-space: pre-wrap; }}
mark {{ background: #fe9; border-radius: 2px; }}
section {{ border-top: 1px solid #ccc; padding: .5rem 0; }}
h2 {{ font-size: 1rem; margin: 0; }}
pre {{ background: #f5f5f5; padding: .5rem; overflow-x: auto; margin: .3rem 0; }}
.out {{ color: #777; }}
</style>
<h1>What was found, and why</h1>
<p class="text">{text}</p>
{body}
</html>
"""


def to_html(explanation: Explanation) -> str:
    """An explanation as one HTML page that needs nothing else."""
    body: list[str] = []
    if explanation.why_not is not None:
        body.append(f"<section><pre>{escape(chr(10).join(_why_not(explanation.why_not)))}</pre></section>")
    for number, finding in enumerate(explanation.findings):
        head, *rest = _finding(explanation.result.text, finding)
        body.append(
            f'<section id="r{number}"><h2>{escape(finding.kind)}: {escape(finding.record.text)}</h2>'
            f"<pre>{escape(chr(10).join([head, *rest]))}</pre></section>"
        )
    page = _PAGE.format(text=_marked(explanation), body="\n".join(body))
    return page.encode("utf-8", "replace").decode("utf-8")


def _marked(explanation: Explanation) -> str:
    """The text with every outermost record marked and linked to its explanation."""
    text = explanation.result.text
    pieces: list[str] = []
    done = 0
    order = sorted(
        enumerate(explanation.findings), key=lambda item: (item[1].record.start, -item[1].record.end)
    )
    for number, finding in order:
        start, end = finding.record.start, finding.record.end
        if start < done or start == end:
            continue
        pieces.append(escape(text[done:start]))
        title = escape(f"{finding.kind}, {finding.record.rule}")
        pieces.append(f'<a href="#r{number}"><mark title="{title}">{escape(text[start:end])}</mark></a>')
        done = end
    pieces.append(escape(text[done:]))
    return "".join(pieces)
