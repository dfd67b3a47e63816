"""When, where, at what level and on what a meeting was: what its own sentence says."""

from __future__ import annotations

from communique.link import actors
from communique.link.actors import Actor
from communique.link.document import Document
from communique.match import Match
from communique.records import Span

__all__ = ["date", "level", "place", "remote", "topics"]

_FAR = 800
_LEVELS = (
    ("head_of_state", {"head_of_state"}),
    ("head_of_government", {"head_of_government"}),
    ("minister", {"minister", "deputy_minister"}),
)

_REACH = 1500
"""How far from a meeting its date and place are looked for, in a sentence without end."""


def remote(document: Document, match: Match) -> bool:
    """Whether words around a meeting say that it was held by telephone or video."""
    start, end = document.sentence(match.start)
    near = document.within("remote_means", max(start, match.start - 90), min(end, match.end + 160))
    for hit in near:
        between = document.within("meeting", min(hit.end, match.end), max(hit.start, match.start))
        others = [
            item for item in between if item.start != match.start and not item.start <= hit.start < item.end
        ]
        if not others:
            return True
    return False


def _around(document: Document, match: Match) -> tuple[int, int]:
    """The sentence around a meeting, as far as it is worth looking."""
    start, end = document.sentence(match.start)
    return max(start, match.start - _FAR), min(end, match.end + _FAR)


def date(document: Document, match: Match) -> str | None:
    """The value of the date nearest to a meeting in its clause, else in its sentence."""
    start, end = _around(document, match)
    best: tuple[int, str] | None = None
    for item in document.within("date", max(start, match.start - _REACH), min(end, match.end + _REACH)):
        record = document.record_of(item)
        value = getattr(record, "value", None)
        if value is None or value.endswith("_REF"):
            continue
        distance = item.start - match.end if item.start >= match.end else (match.start - item.end) + 40
        others = document.within("meeting", min(match.end, item.end), max(match.start, item.start))
        distance += 120 * len(others)
        if best is None or distance < best[0]:
            best = distance, value
    return best[1] if best is not None else None


def place(document: Document, match: Match) -> str | None:
    """The first place led to after a meeting, before the next one; else the last one before it."""
    start, end = document.sentence(match.start)
    start, end = max(start, match.start - _REACH), min(end, match.end + _REACH)
    following = [item.start for item in document.within("meeting", match.end, end)]
    after = _places(document, match.end, following[0] if following else end)
    if after:
        return document.source(*after[0])
    before = _places(document, start, match.start)
    return document.source(*before[-1]) if before else None


def _places(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The places in a stretch that a preposition leads to, those in somebody's title left out."""
    view = actors.of(document)
    return sorted(
        (item.start, item.end)
        for kind in ("place", "country")
        for item in document.within(kind, start, end)
        if _located(document, item.start)
        and not any(
            one.start <= item.start < one.end and one.kind in {"person", "office"}
            for one in view.within(item.start - 160, item.start + 1)
        )
    )


def _located(document: Document, at: int) -> bool:
    low = max(0, at - 12)
    roles = [hit for hit in document.within("actor_roles", low, at) if hit.attributes["role"] in {"to", "in"}]
    return bool(roles) and at - roles[-1].end <= 4


def level(everybody: list[Actor]) -> str | None:
    """The highest rank of those who take part."""
    roles = {role for actor in everybody for role in actor.roles}
    for name, wanted in _LEVELS:
        if roles & wanted:
            return name
    return "official" if roles else None


def topics(document: Document, match: Match) -> tuple[Span, ...]:
    """What it was about: the stretch after a verb of subject matter in its own or the next sentence."""
    _, end = _around(document, match)
    for low, high in ((match.end, end), document.sentence(min(end, len(document.zones.folded) - 1))):
        for hit in document.within("topic_openers", low, high):
            stop = _topic_end(document, hit.end, document.sentence(hit.start)[1])
            if stop - hit.end > 3:
                first, last = document.text.span(hit.end + 1, stop)
                return (Span(first, last),)
        if document.within("meeting", end, high):
            break
    return ()


def _topic_end(document: Document, start: int, end: int) -> int:
    text = document.lower(start, end)
    cut = min((at for at in (text.find(char) for char in ";\n") if at >= 0), default=len(text))
    return start + len(text[:cut].rstrip(" .,!?"))
