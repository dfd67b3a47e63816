"""The one identity by which the holder of a stance is called."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link import actors
from communique.link.actors import Actor
from communique.link.document import Document

__all__ = ["named", "single"]


def named(document: Document, found: Sequence[Actor]) -> str | None:
    """The one identity that actors have, or None where they are several, or nobody by name."""
    if len({id(actor) for actor in found}) > 1:
        return None
    if any(actor.plural and actor.kind in {"joint", "person"} for actor in found):
        return None
    if any(actor.plural and actor.kind == "pronoun" and actor.person != 3 for actor in found):
        return None
    if any(actor.kind == "pronoun" and actor.person == 1 and _says_we(document, actor) for actor in found):
        return None
    return single(list(actors.names(list(found))))


def _says_we(document: Document, actor: Actor) -> bool:
    """Whether a first person is a plural one."""
    return any(
        hit.attributes.get("number") == "pl" for hit in document.within("pronouns", actor.start, actor.end)
    )


def single(names: Sequence[str]) -> str | None:
    """The only name of several that are all the same."""
    return names[0] if len(set(names)) == 1 else None
