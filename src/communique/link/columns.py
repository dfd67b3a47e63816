"""Two columns: signatures, with the name above or below the office, and lists, with it in the same row."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from communique.link.document import Document
from communique.match import Match

__all__ = ["signers"]

_LINE = re.compile(r"[^\n]*")
_CELL = re.compile(r"\S(?:[^\n\t ]| {1,4}(?=\S))*")
_GAP = re.compile(r"\S(?: {5,}|\t+ *)\S")
_FAR = 4
"""How many rows a name may stand from the office."""


class _Cell(NamedTuple):
    """A cell of a block: its source offsets, its row, its column, and the number of its block."""

    start: int
    end: int
    row: int
    column: int
    block: int


def signers(document: Document, offices: Sequence[Match]) -> Mapping[tuple[int, int], str]:
    """The holder of each office in a block of two columns, by folded place.

    A name in the other cell of the office's row is the holder's, as in a list of delegates; else the nearest
    one above or below in its column, as under an agreement.
    """
    source = document.text.source
    if _GAP.search(source) is None:
        return {}
    cells = list(_cells(source))
    if not cells:
        return {}
    named: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for match in document.items("person"):
        cell = _cell(cells, document.text.span(match.start, match.end)[0])
        record = document.record_of(match)
        if cell is not None and record is not None:
            named.setdefault((cell.block, cell.column), []).append((cell.row, record.name))
    found: dict[tuple[int, int], str] = {}
    for office in offices:
        cell = _cell(cells, document.text.span(office.start, office.end)[0])
        if cell is None:
            continue
        names = named.get((cell.block, cell.column), ())
        beside = _in_row(named.get((cell.block, 1 - cell.column), ()), cell.row)
        if beside is not None and _in_row(names, cell.row) is None:
            found[office.start, office.end] = beside
            continue
        if not names:
            continue
        at = bisect_left(names, (cell.row,))
        distance, _, name = min(
            (abs(row - cell.row), -row, name) for row, name in names[max(at - 1, 0) : at + 1]
        )
        if distance <= _FAR:
            found[office.start, office.end] = name
    return found


def _in_row(names: Sequence[tuple[int, str]], row: int) -> str | None:
    at = bisect_left(names, (row,))
    return names[at][1] if at < len(names) and names[at][0] == row else None


def _cell(cells: Sequence[_Cell], offset: int) -> _Cell | None:
    at = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
    return cells[at] if at >= 0 and offset < cells[at].end else None


def _cells(source: str) -> Iterator[_Cell]:
    """The cells of every block of lines of which two or more have a wide gap inside."""
    block: list[tuple[int, str]] = []
    number = 0
    blanks = 0
    for match in _LINE.finditer(source):
        line = match.group()
        gapped = _GAP.search(line) is not None
        blanks = 0 if line.strip() else blanks + 1
        # A line with one cell belongs to a block only where it stands in a column of it.
        if gapped or (block and not blanks and (line[:1] in {" ", "\t"} or len(line) < _width(block))):
            block.append((match.start(), line))
        elif (block and blanks == 0) or blanks > 2:
            yield from _read(block, number)
            block, number = [], number + 1
    yield from _read(block, number)


def _width(block: Sequence[tuple[int, str]]) -> int:
    return max(len(line) for _, line in block[-2:])


def _read(block: Sequence[tuple[int, str]], number: int) -> Iterator[_Cell]:
    rows = [(at, [cell.span() for cell in _CELL.finditer(line)]) for at, line in block]
    wide = [spans for _, spans in rows if len(spans) == 2]
    if len(wide) < 2:
        return
    edge = min(spans[1][0] for spans in wide) * 3 // 4
    for row, (at, spans) in enumerate(rows):
        for column, (start, end) in enumerate(spans):
            second = column == 1 if len(spans) > 1 else start >= edge
            yield _Cell(at + start, at + end, row, int(second), number)
