"""Which state an office serves, in which role, and since or until when: what its own words say."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["country_of", "is_state", "place_of", "post_of", "role_of", "tenure_of"]

_DIPLOMACY = "foreign_affairs"
"""The portfolio of those whom some states call by what is a head of government's word elsewhere."""

_NEAR = 4000
"""How many characters before a bare body its full name may stand."""


_KNOWN = frozenset(
    {
        "EU",
        "UN",
        "AL",
        "COE",
        "OIF",
        "OUA",
        "AU",
        "NATO",
        "G7",
        "G8",
        "G20",
        "OECD",
        "IMF",
        "WB",
        "WTO",
        "OSCE",
    }
    | {"ECOWAS", "ECCAS", "OIC", "GCC", "ASEAN", "ASPA", "ICC", "ICJ", "AfDB", "UMA", "WAEMU", "CEMAC"}
    | {"MERCOSUR", "OAS", "CELAC", "BRICS", "IAEA", "ICRC"}
)
"""Codes of bodies that an office may serve though the text gives no acronym of theirs."""


def place_of(match: Match | Hit) -> tuple[int, int]:
    """The folded place of a mention, by which offices are told apart."""
    return match.start, match.end


def post_of(match: Match) -> Match | None:
    """The post that heads an office."""
    items = match.groups["post"].items if "post" in match.groups else ()
    return next((item for item in items if isinstance(item, Match)), None)


def country_of(document: Document, match: Match) -> str | None:
    """The state or body that the phrase names as the one served, or None."""
    if "inner" in match.groups:
        inner = [
            item for item in document.within("office", match.start + 1, match.end) if item.end <= match.end
        ]
        return country_of(document, inner[-1]) if inner else None
    post = post_of(match)
    if post is None:
        return None
    groups = post.groups
    if "second" in groups:
        return None
    matters = (
        m.groups["home"] for m in document.within("matter", post.start, post.end) if "home" in m.groups
    )
    for group in (*(groups[name] for name in ("state", "body") if name in groups), *matters):
        for item in group.items:
            if item.name == "organisation" and post.attributes.get("number") == "pl":
                return None
            if item.name not in {"country", "organisation"}:
                continue
            record = document.record_of(item)
            code = getattr(record, "code", None) or item.attributes.get("code")
            if code:
                return _told(document, str(code))
    if post.rule.values.get("country"):
        return str(post.rule.values["country"])
    if post.attributes.get("number") != "pl" and post.attributes.get("serves") == "organisation":
        for item in document.within("organisation", match.start, match.end):
            if (record := document.record_of(item)) is not None and record.code:
                return _told(document, str(record.code))
    head = groups["head"].items if "head" in groups else ()
    return next((str(item.attributes["country"]) for item in head if item.attributes.get("country")), None)


def _told(document: Document, code: str) -> str | None:
    """A code, unless it is that of a body which the text calls by no acronym, and few readers would."""
    return code if is_state(code) or code in _KNOWN or code in document.zones.folded else None


def role_of(document: Document, match: Match, country: str | None) -> str:
    """The rule's role, unless a word beside the head lowers it, or a state sends the head."""
    role = str(match.attributes["role"])
    post = post_of(match)
    if role == "head_of_state" and _is_over_body(document, match, post, country):
        role = "organisation_head"
    if role == "committee_chair" and post is not None and _heads_union(document, match, post):
        return "organisation_head"
    if role == "head_of_government" and post is not None and _is_qualified(post):
        return "organisation_head"
    if role == "organisation_head" and _is_its_state_s(document, match, post):
        return "head_of_state"
    head = post.groups["head"].items[0].attributes if post is not None and "head" in post.groups else {}
    if country and is_state(country) and head.get("sent"):
        return str(head["sent"])
    if head.get("lands") and not _in_lands(document, country, head["lands"].split()):
        return str(head["elsewhere"])
    if role == "minister" and post is not None:
        for hit in document.within("office_adjectives", post.start, post.end):
            if lowered := hit.attributes.get("role"):
                return str(lowered)
    return role


def _is_over_body(document: Document, match: Match, post: Match | None, country: str | None) -> bool:
    """Does a chair without a state serve an international body that its words name?"""
    if country is not None:
        return not is_state(country)
    serving = post is not None and post.attributes.get("serves") == "organisation"
    return serving and bool(document.within("organisation", match.start, match.end))


def _is_qualified(post: Match) -> bool:
    """Does an adjective say which council somebody presides over, so that it is no government?"""
    body = post.groups.get("body")
    item = body.items[0] if body is not None and body.items else None
    if not isinstance(item, Match) or "head" not in item.groups:
        return False
    return item.groups["head"].end < item.end or (post.end > item.end and "state" not in post.groups)


def _is_its_state_s(document: Document, match: Match, post: Match | None) -> bool:
    """Is a chair's alone, told as somebody's own, that of a state: the last that its sentence names?"""
    if post is None or match.end != post.groups["head"].end or post.attributes.get("serves") != "possessor":
        return False
    first, _ = document.sentence(match.start)
    named = [
        item
        for kind in ("country", "organisation", "institution")
        for item in document.within(kind, first, match.start)
    ]
    last = max(named, key=lambda item: item.end, default=None)
    # An adjective of a state is no state that has a president.
    return last is not None and last.name == "country" and document.folded(last.start, last.end)[:1].isupper()


def _in_lands(document: Document, country: str | None, lands: Sequence[str]) -> bool:
    """Does an office serve one of some states? One that names none is no head in a text on diplomacy."""
    if country is not None:
        return country in lands
    if any(record.code in lands for _, record in document.records.get("country", ())):
        return True
    return not any(
        post is not None and post.attributes.get("portfolio") == _DIPLOMACY
        for post in map(post_of, document.items("office"))
    )


def _heads_union(document: Document, match: Match, post: Match) -> bool:
    """Is the body a union's Commission, by its capital, where the text names a union and no other one?"""
    body = post.groups.get("body")
    if body is None or body.end != match.end or not document.items("commissions"):
        return False
    word = document.folded(body.start, body.end)
    if not word[:1].isupper() or word.isupper() or " " in word:
        return False
    others = document.within("institution", max(match.start - _NEAR, 0), match.start)
    lower = word.lower() + " "
    return not any(
        document.lower(item.start, item.end).startswith(lower)
        for item in others
        if item.end - item.start > len(lower)
    )


def tenure_of(document: Document, match: Match) -> str:
    """Is the holder a former one, an acting one, one to come: what the words beside the office say."""
    for hit in document.within("office_adjectives", match.start, match.end):
        if tenure := hit.attributes.get("tenure"):
            return str(tenure)
    for hit in document.within("office_prefixes", match.start - 12, match.start):
        if match.start - hit.end <= 1:
            return str(hit.attributes["tenure"])
    return "current"


def is_state(code: str) -> bool:
    """Is a code that of a state, not of a body?"""
    return len(code) == 2 and code not in {"EU", "UN", "AU", "AL", "WB"}
