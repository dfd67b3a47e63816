"""By what means, at what level and on what a meeting was held."""

from __future__ import annotations

from communique.link.actors import Actor
from communique.link.document import Document
from communique.match import Match
from communique.records import Span

__all__ = ["level", "remote", "topics"]

_FAR = 800
_LEVELS = (
    ("head_of_state", {"head_of_state"}),
    ("head_of_government", {"head_of_government"}),
    ("minister", {"minister", "deputy_minister"}),
)


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
    opens, closes = document.sentence(min(end, len(document.zones.folded) - 1))
    following = max(opens, end - _FAR), min(closes, end + _FAR)
    for low, high in ((match.end, end), following):
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
