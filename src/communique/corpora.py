"""Corpora: sentences beside the rules of a set, with what must be found in them, whichever rule finds it.

Only a check reads them. They are no part of a `RuleSet`, so that they cost no parse its time, and one more
sentence makes no other rules.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs
from attrs import Factory, frozen

from communique.check import Failure, comparable, judged, marked
from communique.errors import InputError, RuleError, RuleErrors, UnknownNameError, nearest
from communique.keys import CORPUS_KEYS, form_of
from communique.parser import Parser
from communique.records import Record
from communique.rules import FrozenMap, Origin, RuleSet

__all__ = ["FOLDER", "CorpusLine", "check_corpora", "corpora_faults", "read_corpora"]

FOLDER = "corpora"
"""Name of the folder in a rule set's folder."""


@frozen(kw_only=True)
class CorpusLine:
    """A text, and all the records of one kind that must be found in it.

    Attributes:
        kind: the kind of record that the line is about.
        text: the text, with `[` and `]` around the span of each record of the kind: without any, none may be
            found. Before a bracket of the text itself stands a backslash.
        published: the day of publication, as "2011-10-06", where the line needs one.
        expect: record field → the value it must have; where several spans are in brackets, a list of such
            objects in their order. Fields that are not named may have any value.
        why: for a reader, why it is so; messages repeat it.
        todo: why the line is known to fail today; the day it passes, the check says to remove this.
        origin: where the line is written.
    """

    kind: str
    text: str
    published: str | None = None
    expect: tuple[Mapping[str, Any], ...] = ()
    why: str = ""
    todo: str | None = None
    origin: Origin = Factory(lambda: Origin("", 1))

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.origin.path}:{self.origin.line}"


# --- reading ----------------------------------------------------------------------------------------------


def read_corpora(folder: Traversable | None) -> tuple[CorpusLine, ...]:
    """The lines of all corpora in the folder of a rule set; none where there is no such folder.

    Raises RuleErrors with every fault, InputError where a file can't be read.
    """
    lines: list[CorpusLine] = []
    faults: list[RuleError] = []
    if folder is None or not folder.is_dir() or not (folder / FOLDER).is_dir():
        return ()
    label = f"{folder if isinstance(folder, Path) else folder.name}/{FOLDER}/"
    seen: dict[tuple[str, str, str | None], str] = {}
    try:
        for file, place in _files(folder / FOLDER, label):
            try:
                text = file.read_bytes().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                message = f"not UTF-8 (byte {error.start}); save the file as UTF-8"
                faults.append(RuleError(message, path=place))
                continue
            for number, source in enumerate(text.split("\n"), 1):
                if not source.strip():
                    continue
                try:
                    line = _line(source.rstrip("\r"), Origin(place, number))
                    _once(line, seen)
                except _FaultyLine as error:
                    faults += error.faults
                else:
                    lines.append(line)
    except OSError as error:
        raise InputError(f"{label}: can't be read: {error.strerror or error}") from error
    if faults:
        raise RuleErrors("faults in the corpora", faults)
    return tuple(lines)


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[Traversable, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            if not item.name.startswith((".", "_")):
                yield from _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".jsonl"):
            yield item, f"{prefix}{item.name}"


class _FaultyLine(Exception):  # noqa: N818
    """What is wrong with one line: never seen outside of this module."""

    def __init__(self, *faults: RuleError) -> None:
        super().__init__()
        self.faults = faults


def _fault(message: str, origin: Origin, source: str, key: str = "") -> RuleError:
    at = source.find(f'"{key}"') if key else -1
    column = at + 1 if at >= 0 else None
    return RuleError(message, path=origin.path, line=origin.line, column=column, source=source)


def _line(source: str, origin: Origin) -> CorpusLine:
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}; a line holds one object"
        raise _FaultyLine(
            RuleError(message, path=origin.path, line=origin.line, column=error.colno, source=source)
        ) from None
    if not isinstance(data, dict):
        raise _FaultyLine(_fault("a line of a corpus is one JSON object, in braces", origin, source))
    faults = [_fault(message, origin, source, key) for key, message in _wrong(data)]
    if not faults:
        faults = [_fault(message, origin, source, key) for key, message in _mismarked(data)]
    if faults:
        raise _FaultyLine(*faults)
    expect = data.pop("expect", ())
    return CorpusLine(
        **data,
        expect=tuple(map(FrozenMap, [expect] if isinstance(expect, dict) else expect)),
        origin=Origin(origin.path, origin.line, source),
    )


def _wrong(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, message) for each value that is not as the keys ask for."""
    for key, value in data.items():
        form = CORPUS_KEYS.get(key)
        if form is None:
            yield (
                key,
                f"a line knows no key {key!r}{nearest(key, CORPUS_KEYS)} (keys: {', '.join(CORPUS_KEYS)})",
            )
        elif not form.fits(value):
            yield key, f"{key} must be {form.name}, not {form_of(value, form)}"
    for key in ("kind", "text"):
        if key not in data:
            yield "", f'a line needs "{key}": "…"'


def _mismarked(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, message) where the brackets are wrong, or don't fit what is expected."""
    depth = 0
    for char in re.sub(r"\\.", "", data["text"], flags=re.DOTALL):
        depth += {"[": 1, "]": -1}.get(char, 0)
        if depth < 0:
            break
    if depth:
        what = "left open" if depth > 0 else "closed that was not opened"
        yield "text", rf"a bracket is {what}; before a bracket of the text itself, write \\"
        return
    spans = marked(data["text"])[1]
    if any(start == end for start, end in spans):
        yield "text", "brackets around nothing; where nothing may be found, leave them out"
    expect = data.get("expect")
    if expect is None:
        return
    if not spans:
        yield "expect", "something to expect, but nothing in brackets; put them around the span, or drop this"
    elif len(expect) != len(spans) if isinstance(expect, list) else len(spans) > 1:
        yield "expect", f"{len(spans)} spans in brackets need a list of {len(spans)} objects, in their order"


def _once(line: CorpusLine, seen: dict[tuple[str, str, str | None], str]) -> None:
    key = line.kind, marked(line.text)[0], line.published
    if key in seen:
        message = f"the same text stands already in {seen[key]}; keep one of them"
        raise _FaultyLine(_fault(message, line.origin, line.origin.source, "text"))
    seen[key] = line.place


# --- running ----------------------------------------------------------------------------------------------


def corpora_faults(lines: Iterable[CorpusLine], rules: RuleSet) -> Iterator[RuleError]:
    """The lines that name a kind or a field which the rules they run with don't have."""
    classes: dict[str, type[Record] | str] = {}
    for line in lines:
        if line.kind not in classes:
            classes[line.kind] = _record_class(line.kind, rules)
        found = classes[line.kind]
        if isinstance(found, str):
            yield _fault(found, line.origin, line.origin.source, "kind")
            continue
        fields = [attribute.name for attribute in attrs.fields(found)]
        for name in {name: None for values in line.expect for name in values}:
            if name not in fields and not isinstance(getattr(found, name, None), property):
                message = f"records of kind {line.kind!r} have no field {name!r}{nearest(name, fields)}"
                yield _fault(message, line.origin, line.origin.source, name)


def _record_class(kind: str, rules: RuleSet) -> type[Record] | str:
    """The class of a kind's records, or what is wrong with the kind."""
    try:
        found = rules.kind(kind).record_class()
    except UnknownNameError as error:
        return str(error)
    return found or f"kind {kind!r} is internal: it makes no records that a corpus could speak of"


def check_corpora(lines: Sequence[CorpusLine], parser: Parser) -> Iterator[Failure]:
    """Every line of a corpus in which something else is found.

    Raises RuleErrors where lines name a kind or a field that the rules don't have.
    """
    faults = list(corpora_faults(lines, parser.rules))
    if faults:
        raise RuleErrors("faults in the corpora", faults)
    for line in lines:
        yield from judged(line.place, line.text, line.todo, _line_faults(parser, line))


def _line_faults(parser: Parser, line: CorpusLine) -> Iterator[str]:
    text, spans = marked(line.text)
    published = dt.date.fromisoformat(line.published) if line.published else None
    result = parser.parse(text, published=published)
    records: Sequence[Any] = result.records(line.kind)
    cls = parser.rules.kind(line.kind).record_class()
    unasserted = [record for record in result.unasserted if type(record) is cls]
    others = [record for record in records if (record.start, record.end) not in spans]
    because = f" ({line.why})" if line.why else ""
    for at, (start, end) in enumerate(spans):
        found = [r for r in (*records, *unasserted) if (r.start, r.end) == (start, end)]
        if not found:
            listed = [(record.text, record.rule) for record in others]
            yield f"no {line.kind} is found at {text[start:end]!r}{because}; found: {listed}"
            continue
        wanted = line.expect[at] if line.expect else {}
        told = [list(_differences(record, wanted)) for record in found]
        if all(told):
            yield from (f"{message}{because}" for message in told[0])
    for record in others:
        yield f"found {record.text!r} by {record.rule}{because}; if that is right, put it in brackets"


def _differences(record: Any, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        got = comparable(getattr(record, name))
        if got != comparable(value):
            yield f"{name} is {got!r} in {record.text!r} by {record.rule}, not {value!r}"
