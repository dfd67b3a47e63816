"""Values: objects that are equal where their content is."""

from __future__ import annotations

from typing import Any

__all__ = ["Value"]


class Value:
    """Comparison, hash and display of attrs classes, for those that are made with `eq=False, repr=False`.

    attrs would write these methods for every class anew, and compile them at every import of the library.
    """

    __slots__ = ()

    def _content(self) -> tuple[Any, ...]:
        fields: Any = type(self).__attrs_attrs__  # type: ignore[attr-defined]
        return tuple(getattr(self, field.name) for field in fields if field.eq)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._content()))

    def __repr__(self) -> str:
        fields: Any = type(self).__attrs_attrs__  # type: ignore[attr-defined]
        content = (f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
        return f"{type(self).__qualname__}({', '.join(content)})"
