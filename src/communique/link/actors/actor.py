"""The value that the analysis of actors is made of."""

from __future__ import annotations

from attrs import define, field

__all__ = ["Actor"]


@define(eq=False, repr=False)
class Actor:
    """Somebody or something that acts; see `communique.link.actors`."""

    start: int
    end: int
    kind: str
    names: tuple[str, ...] = ()
    plural: bool = False
    gender: str | None = None
    roles: frozenset[str] = frozenset()
    portfolios: frozenset[str] = frozenset()
    part: str = ""
    counts: bool = True
    word: str = ""
    code: str | None = None
    person: int = 3
    core: tuple[int, int] = (0, 0)
    hint: tuple[str, ...] = ()
    chain: list[Actor] = field(factory=list, repr=False)
