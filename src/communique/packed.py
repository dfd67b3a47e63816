"""Packed: a program as bytes, written so that a parse reads little of them."""

from __future__ import annotations

import io
import marshal
import pickle
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from communique.rules import FrozenMap, Lexicon, Rule
from communique.rules.late import LateRows, late

if TYPE_CHECKING:
    from communique.match import Program

__all__ = ["packed", "unpacked"]

_RULE = ("id", "kind", "requires", "values", "take", "priority", "case", "cues", "discard", "echo")
"""The fields of a rule that a parse reads; the others come late."""

_BLOCK = 100_000
"""Bytes from which on a block stands on its own, and is used where it stands."""

_RULE_LATE = ("pattern", "doc", "fragments", "examples", "rejects", "origin")


def packed(program: Program) -> bytes:
    """The program and its rule set."""
    rules, lexicons = program.rules.rules, program.rules.lexicons
    known = [tuple(getattr(rule, name) for name in _RULE) for rule in rules]
    rest = [{name: getattr(rule, name) for name in _RULE_LATE} for rule in rules]
    tables = [(lexicon.name, lexicon.columns, lexicon.origin) for lexicon in lexicons]
    body, blocks = _dumped(program)
    sections = [
        pickle.dumps(([_plain(fields) for fields in known], tables), 5),
        body,
        zlib.compress(pickle.dumps(rest, 5)),
        *(LateRows.stored(lexicon.rows) for lexicon in lexicons),
        *blocks,
    ]
    return marshal.dumps(list(map(len, sections)), 2) + b"".join(sections)


def unpacked(data: memoryview) -> Program:
    """The program as it was, with its rule set."""
    lengths = marshal.loads(data)
    at = len(marshal.dumps(lengths, 2))
    sections = []
    for length in lengths:
        sections.append(data[at : at + length])
        at += length
    heads, body, rest, *others = sections
    known, tables = pickle.loads(heads)
    details = _Details(rest)
    late_rows = [LateRows(section) for section in others[: len(tables)]]
    references: dict[str, Sequence[Any]] = {
        "rule": [
            late(Rule, dict(zip(_RULE, map(_frozen, fields), strict=True)), partial(details.of, number))
            for number, fields in enumerate(known)
        ],
        "lexicon": [
            late(Lexicon, {"name": name, "columns": columns, "origin": origin}, partial(_rows, table))
            for (name, columns, origin), table in zip(tables, late_rows, strict=True)
        ],
        "rows": late_rows,
        "block": others[len(tables) :],
    }
    program: Program = _Unpickler(body, references).load()
    return program


def _plain(fields: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict(value) if isinstance(value, FrozenMap) else value for value in fields)


def _frozen(value: Any) -> Any:
    return FrozenMap(value) if type(value) is dict else value


def _rows(rows: LateRows) -> Mapping[str, Any]:
    return {"rows": tuple(rows)}


class _Details:
    """The late fields of all rules, read together: who asks for one rule's examples asks for all."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._read: list[Mapping[str, Any]] | None = None

    def of(self, number: int) -> Mapping[str, Any]:
        """The late fields of a rule."""
        if self._read is None:
            self._read = pickle.loads(zlib.decompress(self._data))
        return self._read[number]


def _dumped(program: Program) -> tuple[bytes, list[bytes]]:
    """The program without what is stored on its own, and the large blocks of bytes that it holds."""
    named: dict[int, tuple[str, int]] = {}
    for number, rule in enumerate(program.rules.rules):
        named[id(rule)] = "rule", number
    for number, lexicon in enumerate(program.rules.lexicons):
        named[id(lexicon)] = "lexicon", number
        if lexicon.rows:  # there is only one empty tuple, and it stands in other places too
            named[id(lexicon.rows)] = "rows", number
    file = io.BytesIO()
    pickler = _Pickler(file, named)
    pickler.dump(program)
    return file.getvalue(), pickler.blocks


class _Pickler(pickle.Pickler):
    """Writes the name of what is stored on its own."""

    def __init__(self, file: io.BytesIO, named: Mapping[int, tuple[str, int]]) -> None:
        super().__init__(file, 5)
        self.blocks: list[bytes] = []
        self._named = named

    def persistent_id(self, value: Any) -> tuple[str, int] | None:
        if type(value) is bytes and len(value) >= _BLOCK:
            self.blocks.append(value)
            return "block", len(self.blocks) - 1
        return self._named.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: memoryview, values: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(io.BytesIO(data))
        self._values = values

    def persistent_load(self, name: tuple[str, int]) -> Any:
        return self._values[name[0]][name[1]]
