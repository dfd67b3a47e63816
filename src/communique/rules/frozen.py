"""Frozen: what makes the parts of a rule set values, compared and hashed by content, which never change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from communique.errors import InputError

__all__ = ["FrozenMap", "as_tuple", "frozen_map", "is_day_or_none", "is_text", "one_of"]


class FrozenMap(dict[str, Any]):
    """A mapping that is hashed by content and never changes."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        import json  # few rules are ever hashed

        return hash(json.dumps(self, sort_keys=True, ensure_ascii=False, default=str))

    def _refuse(self, *_args: object, **_kwargs: object) -> Any:
        raise TypeError("rules are values: make a new one instead of changing it")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        return FrozenMap, (dict(self),)


def frozen_map(value: Mapping[str, Any]) -> FrozenMap:
    """Any mapping as a frozen one."""
    return FrozenMap(value)


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """Any iterable as a tuple; a lone text, which is one of letters, is a slip. Raises TypeError."""
    if isinstance(value, str | bytes):
        raise TypeError(f"needs a list or tuple; for one item write [{value!r}]")
    return tuple(value)


def one_of(*options: str) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator of fields that take one of a few words; it raises InputError."""

    def validate(_instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if value not in options:
            raise InputError(f"{attribute.name} must be {' or '.join(map(repr, options))}, not {value!r}")

    return validate


def is_day_or_none(_instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """A validator of fields that take an ISO date as text, or None; it raises InputError."""
    try:
        if value is not None:
            dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"{attribute.name} must be a day such as '2011-10-06', not {value!r}") from None


def is_text(_instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """A validator of fields that take a text; it raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(f"{attribute.name} must be str, not {type(value).__name__}")
