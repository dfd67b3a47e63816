"""Late: parts of a stored rule set that are read when first asked for, since a parse asks for few of them."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from communique.values import Value

__all__ = ["Late", "LateRows", "late"]


class Late(Value):
    """A value of which some fields may come late; who reads them notices nothing."""

    __slots__ = ("_late",)

    if not TYPE_CHECKING:  # checkers shall go on reporting names that don't exist

        def __getattr__(self, name: str) -> Any:
            """Fill in the late fields; called only for a name that is not there."""
            try:
                rest = object.__getattribute__(self, "_late")
            except AttributeError:
                rest = None
            if rest is not None:
                # Another thread may do the same at the same time, and sets the same.
                for field, value in rest().items():
                    object.__setattr__(self, field, value)
                object.__setattr__(self, "_late", None)
            return object.__getattribute__(self, name)


_L = TypeVar("_L", bound=Late)


def late(cls: type[_L], known: Mapping[str, Any], rest: Callable[[], Mapping[str, Any]]) -> _L:
    """A value with its known fields, and a function for all the others."""
    made = cls.__new__(cls)
    for field, value in known.items():
        object.__setattr__(made, field, value)
    object.__setattr__(made, "_late", rest)
    return made


class LateRows(Sequence[tuple[str, ...]]):
    """The rows of a lexicon, each read from its stored form when it is asked for."""

    __slots__ = ("_data", "_rows")

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._rows: list[bytes] | None = None

    @staticmethod
    def stored(rows: Iterable[tuple[str, ...]]) -> bytes:
        """What `LateRows` reads."""
        return marshal.dumps([marshal.dumps(row) for row in rows])

    def _read(self) -> list[bytes]:
        if self._rows is None:
            self._rows = marshal.loads(self._data)
        return self._rows

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        found = (self._rows or self._read())[at]
        return marshal.loads(found) if isinstance(found, bytes) else [marshal.loads(row) for row in found]
