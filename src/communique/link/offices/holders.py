"""Whose offices are: names side by side with them, and signatures in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.link.columns import signers
from communique.link.document import Document
from communique.link.offices.states import is_state, place_of
from communique.match import Match

__all__ = ["holders", "spread"]

_BODIES = frozenset({"organisation_head", "speaker", "committee_chair", "judge", "envoy"})
"""Roles that serve a body, which one's own state does not have to be that of."""


def side_by_side(document: Document, kind: str) -> Iterator[tuple[Match, Sequence[Match], Match]]:
    """Each holding of a kind with its offices and its person, in text order."""
    for holding in document.items(kind):
        posts = [item for item in holding.groups["posts"].items if item.name == "office"]
        person = next((item for item in holding.groups["person"].items if item.name == "person"), None)
        if person is not None:
            yield holding, posts, person


def holders(document: Document, matches: Sequence[Match]) -> dict[tuple[int, int], str]:
    """Whose each office is, by place: a name right after it, else one before, else one after a comma."""
    near: dict[tuple[int, int], Match] = {}
    after: dict[tuple[int, int], Match] = {}
    before: dict[tuple[int, int], Match] = {}
    listed: set[tuple[int, int]] = set()
    owned = {
        person.start
        for holding, posts, person in side_by_side(document, "held_before")
        if "article" not in holding.groups and "\n" not in document.folded(person.end, posts[0].start)
    }
    for holding, posts, person in side_by_side(document, "held_after"):
        # "At the invitation of the minister, Mr X, ambassador …": the name between is that of the latter.
        if holding.attributes.get("adjunct") and person.start in owned:
            continue
        for post in posts:
            after.setdefault(place_of(post), person)
        if holding.attributes.get("near"):
            near[place_of(posts[-1])] = person
    for holding, posts, person in side_by_side(document, "held_before"):
        for post in posts:
            before.setdefault(place_of(post), person)
            if "article" in holding.groups:
                listed.add(place_of(post))
    given = {person.start for person in near.values()}
    found: dict[tuple[int, int], str] = {}
    for place in sorted(after.keys() | before.keys()):
        chosen = near.get(place)
        if chosen is None:
            following = after.get(place)
            # In a list, the next line's name has an office of its own in its line.
            if following is not None and following.start in owned and _breaks(document, place, following):
                following = None
            previous = before.get(place)
            # The line before ends with somebody else where this one names a holder.
            if previous is not None and following is not None and _follows_break(document, previous, place):
                previous = previous if _breaks(document, place, following) else None
            chosen = _nearer(following, previous, given, owned)
        # With an article of its own, after a name that has its office: another one in a list.
        if chosen is None or (place in listed and place not in after and chosen.start in given):
            continue
        if chosen is not before.get(place):
            given.add(chosen.start)
        record = document.record_of(chosen)
        if record is not None:
            found[place] = record.name
    found.update(signers(document, matches))
    return _checked(matches, found, near)


def _follows_break(document: Document, person: Match, place: tuple[int, int]) -> bool:
    return "\n" in document.folded(person.end, place[0])


def _breaks(document: Document, place: tuple[int, int], person: Match) -> bool:
    return "\n" in document.folded(place[1], person.start)


def _nearer(after: Match | None, before: Match | None, given: set[int], owned: set[int]) -> Match | None:
    """The name before, unless it has its office already and another name follows that has none."""
    if after is None or before is None:
        return before if after is None else after
    return after if before.start in given and after.start not in owned else before


def _checked(
    matches: Sequence[Match], found: dict[tuple[int, int], str], near: dict[tuple[int, int], Match]
) -> dict[tuple[int, int], str]:
    """No holder for plural posts; a name right after a nested post is that of the inner one's holder."""
    for match in matches:
        place = place_of(match)
        if place not in found:
            continue
        if match.attributes.get("number") == "pl":
            del found[place]
        elif "inner" in match.groups and place in near:
            inner = [item for item in match.groups["inner"].items if item.end == match.end]
            if inner:
                found[place_of(inner[-1])] = found.pop(place)
    return found


def spread(document: Document, countries: dict[tuple[int, int], str | None]) -> None:
    """The state that one office of an unbroken run names serves for the others too."""
    for holding in document.items("held_after"):
        if "land" in holding.groups:
            land = holding.groups["land"].items[0]
            post = holding.groups["posts"].items[-1]
            record = document.record_of(land)
            if record is not None and countries.get(place_of(post)) is None:
                countries[place_of(post)] = record.code
    runs = [posts for kind in ("held_after", "held_before") for _, posts, _ in side_by_side(document, kind)]
    for posts in runs:
        codes = {code for post in posts if (code := countries.get(place_of(post)))}
        if len(codes) != 1:
            continue
        code = next(iter(codes))
        for post in posts:
            role = post.attributes.get("role")
            # A body lends its name only to those whom it sends.
            if countries.get(place_of(post)) is None and (
                role not in _BODIES if is_state(code) else role == "ambassador"
            ):
                countries[place_of(post)] = code
