"""Frozen: what makes the parts of a rule set values, compared and hashed by content, which never change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["FrozenMap", "as_tuple", "frozen_map"]


class FrozenMap(dict[str, Any]):
    """A mapping that is hashed by content and never changes."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
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
    """Any iterable as a tuple."""
    return tuple(value)
