"""A lexicon: words and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from communique.errors import CommuniqueError
from communique.rules.frozen import as_tuple
from communique.rules.late import Late
from communique.rules.rule import Origin

__all__ = ["Lexicon"]


def _rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


@frozen(kw_only=True, eq=False, repr=False)
class Lexicon(Late):
    """Words and their attributes. `columns` names the cells of each row; the first is `form`."""

    name: str
    columns: tuple[str, ...] = field(converter=as_tuple)
    rows: tuple[tuple[str, ...], ...] = field(converter=_rows, repr=False)
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self.rows:
            yield {column: cell for column, cell in zip(self.columns, row, strict=True) if cell}

    def __len__(self) -> int:
        return len(self.rows)

    def merged(self, other: Lexicon) -> Lexicon:
        """Both lexicons' rows; a form that both have gets the cells of both.

        Raises CommuniqueError where they contradict each other.
        """
        columns = self.columns
        if columns[0] != other.columns[0]:
            raise CommuniqueError(
                f"lexicon {self.name!r}: first columns differ ({columns[0]}, {other.columns[0]})"
            )
        if columns != other.columns:  # an order that does not tell which set came first
            columns = (columns[0], *sorted({*columns, *other.columns} - {columns[0]}))
        rows: dict[tuple[str, ...], dict[str, str]] = {}
        for row in (*self, *other):
            key = (row[columns[0]],) if columns[0] == "form" else tuple(row.values())
            known = rows.setdefault(key, row)
            for column in known.keys() & row.keys():
                if known[column] != row[column]:
                    raise CommuniqueError(
                        self._contradiction(row[columns[0]], column, known[column], row[column])
                    )
            rows[key] = known | row
        return Lexicon(
            name=self.name,
            columns=columns,
            rows=sorted(tuple(row.get(column, "") for column in columns) for row in rows.values()),
            origin=self.origin,
        )

    def _contradiction(self, form: str, column: str, *cells: str) -> str:
        first, second = sorted(cells)
        return (
            f"lexicon {self.name!r}: {form!r} stands in both sets with two contents: {column} is {first!r} "
            f"and {second!r}; delete the row that you don't need, or take the word out of the other set with "
            f"without_words({self.name!r}, {form!r})"
        )
