"""Link offices: whose they are, which state they serve, whom anaphoric ones mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from communique.link.document import Document
from communique.link.offices.holders import holders, spread
from communique.link.offices.states import country_of, is_state, place_of, post_of, role_of, tenure_of
from communique.link.offices.story import Story
from communique.match import Match
from communique.records import Office

__all__ = ["link"]


def link(document: Document) -> None:
    """Make the office records of a document."""
    matches = list(document.items("office"))
    held = holders(document, matches)
    countries = {place_of(match): country_of(document, match) for match in matches}
    spread(document, countries)
    drafts = _presiding([_draft(document, match, held, countries) for match in matches])
    story = Story(document, drafts)
    told = [story.tell(match, record) for match, record in drafts]
    served = {
        r.holder: r.country for r, _ in reversed(told) if r.holder and r.country and is_state(r.country)
    }
    leading = _leading(document)
    for match, (record, referent) in zip(matches, told, strict=True):
        # Nobody serves two states: what one mention of a holder says goes for the others, marked as inferred.
        inferred = (
            None if record.country else served.get(record.holder or referent, leading.get(place_of(match)))
        )
        document.add("office", match, attrs.evolve(record, refers_to=referent, country_inferred=inferred))


def _leading(document: Document) -> dict[tuple[int, int], str]:
    """The state whose delegation an office leads, by place."""
    found: dict[tuple[int, int], str] = {}
    for item in document.items("led"):
        if "state" in item.groups:
            record = document.record_of(item.groups["state"].items[0])
            if record is not None:
                found[place_of(item)] = record.code
    return found


def _draft(
    document: Document,
    match: Match,
    held: dict[tuple[int, int], str],
    countries: dict[tuple[int, int], str | None],
) -> tuple[Match, Any]:
    country = countries[place_of(match)]
    record = document.build(
        Office,
        match,
        role=role_of(document, match, country),
        country=country,
        organisation=country if country and not is_state(country) else None,
        holder=held.get(place_of(match)),
        tenure=tenure_of(document, match),
    )
    return match, record


def _presiding(drafts: Sequence[tuple[Match, Any]]) -> list[tuple[Match, Any]]:
    """The drafts, with a president of nothing named as what that person presides over elsewhere."""
    chairs: dict[str, str] = {}
    for match, record in drafts:
        if record.holder and not _presides_alone(match):
            head = _head(match)
            if head.get("family") == "chair" or record.role == "head_of_state":
                chairs[record.holder] = (
                    "head_of_state"
                    if "head_of_state" in (record.role, chairs.get(record.holder))
                    else record.role
                )
    return [
        (match, attrs.evolve(record, role=chairs[record.holder]))
        if record.holder in chairs and record.role == "head_of_state" and _presides_alone(match)
        else (match, record)
        for match, record in drafts
    ]


def _presides_alone(match: Match) -> bool:
    """Is an office a chair without a word on what it presides over?"""
    post = post_of(match)
    return post is not None and _head(match).get("family") == "chair" and post.groups["head"].end == match.end


def _head(match: Match) -> Mapping[str, Any]:
    post = post_of(match)
    if post is None or "head" not in post.groups:
        return {}
    return post.groups["head"].items[0].attributes
