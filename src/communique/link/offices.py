"""Link offices: whose they are, which state they serve, whom anaphoric ones mean."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from communique.link.columns import signers
from communique.link.document import Document
from communique.match import Hit, Match
from communique.records import Office

__all__ = ["link"]

_COUNTERPART = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "minister",
        "deputy_minister",
        "speaker",
        "committee_chair",
        "secretary_general",
    }
)
"""Roles that a counterpart may take over."""

_BODIES = frozenset({"organisation_head", "speaker", "committee_chair", "judge", "envoy"})
"""Roles that serve a body, which one's own state does not have to be that of."""

_DIPLOMACY = "foreign_affairs"
"""The portfolio of those whom some states call by what is a head of government's word elsewhere."""

_MEMORY = 30
"""How many holders of one role an anaphoric office may look back over."""

_NEAR = 4000
"""How many characters before a bare body its full name may stand."""

_UNIQUE = frozenset({"head_of_state", "head_of_government"})
"""Roles that one person has, whatever the words for them."""


def link(document: Document) -> None:
    """Make the office records of a document."""
    matches = list(document.items("office"))
    holders = _holders(document, matches)
    countries = {_place(match): _country(document, match) for match in matches}
    _spread(document, countries)
    drafts = [_draft(document, match, holders, countries) for match in matches]
    story = _Story(document, drafts)
    told = [story.tell(match, record) for match, record in drafts]
    served = {
        r.holder: r.country for r, _ in reversed(told) if r.holder and r.country and _is_state(r.country)
    }
    leading = _leading(document)
    for match, (record, referent) in zip(matches, told, strict=True):
        # Nobody serves two states: what one mention of a holder says goes for the others, marked as inferred.
        inferred = (
            None if record.country else served.get(record.holder or referent, leading.get(_place(match)))
        )
        document.add("office", match, attrs.evolve(record, refers_to=referent, country_inferred=inferred))


def _leading(document: Document) -> dict[tuple[int, int], str]:
    """The state whose delegation an office leads, by place."""
    found: dict[tuple[int, int], str] = {}
    for item in document.items("led"):
        if "state" in item.groups:
            record = document.record_of(item.groups["state"].items[0])
            if record is not None:
                found[_place(item)] = record.code
    return found


def _place(match: Match | Hit) -> tuple[int, int]:
    return match.start, match.end


# --- state and tenure -------------------------------------------------------------------------------------


def _post(match: Match) -> Match | None:
    """The post that heads an office."""
    items = match.groups["post"].items if "post" in match.groups else ()
    return next((item for item in items if isinstance(item, Match)), None)


def _country(document: Document, match: Match) -> str | None:
    """The state or body that the phrase names as the one served, or None."""
    post = _post(match)
    if post is None:
        return None
    if "inner" in match.groups:
        inner = [
            item for item in document.within("office", match.start + 1, match.end) if item.end <= match.end
        ]
        return _country(document, inner[-1]) if inner else None
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
                return str(code)
    if post.rule.values.get("country"):
        return str(post.rule.values["country"])
    if post.attributes.get("number") != "pl" and post.rule.id.rsplit(".", 1)[-1] in {
        "body",
        "bound",
        "portfolio",
    }:
        for item in document.within("organisation", match.start, match.end):
            if (record := document.record_of(item)) is not None and record.code:
                return str(record.code)
    head = groups["head"].items if "head" in groups else ()
    return next((str(item.attributes["country"]) for item in head if item.attributes.get("country")), None)


def _role(document: Document, match: Match, country: str | None) -> str:
    """The rule's role, unless a word beside the head lowers it, or a state sends the head."""
    role = str(match.attributes["role"])
    post = _post(match)
    if role == "committee_chair" and post is not None and _heads_union(document, match, post):
        return "organisation_head"
    head = post.groups["head"].items[0].attributes if post is not None and "head" in post.groups else {}
    if country and _is_state(country) and head.get("sent"):
        return str(head["sent"])
    if head.get("lands") and not _in_lands(document, country, head["lands"].split()):
        return str(head["elsewhere"])
    if role == "minister" and post is not None:
        for hit in document.within("office_adjectives", post.start, post.end):
            if lowered := hit.attributes.get("role"):
                return str(lowered)
    return role


def _in_lands(document: Document, country: str | None, lands: Sequence[str]) -> bool:
    """Does an office serve one of some states? One that names none is no head in a text on diplomacy."""
    if country is not None:
        return country in lands
    if any(record.code in lands for _, record in document.records.get("country", ())):
        return True
    return not any(
        post is not None and post.attributes.get("portfolio") == _DIPLOMACY
        for post in map(_post, document.items("office"))
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


def _tenure(document: Document, match: Match) -> str:
    for hit in document.within("office_adjectives", match.start, match.end):
        if tenure := hit.attributes.get("tenure"):
            return str(tenure)
    for hit in document.within("office_prefixes", match.start - 12, match.start):
        if match.start - hit.end <= 1:
            return str(hit.attributes["tenure"])
    return "current"


def _draft(
    document: Document,
    match: Match,
    holders: dict[tuple[int, int], str],
    countries: dict[tuple[int, int], str | None],
) -> tuple[Match, Any]:
    country = countries[_place(match)]
    record = document.build(
        Office,
        match,
        role=_role(document, match, country),
        country=country,
        organisation=country if country and not _is_state(country) else None,
        holder=holders.get(_place(match)),
        tenure=_tenure(document, match),
    )
    return match, record


def _is_state(code: str) -> bool:
    return len(code) == 2 and code not in {"EU", "UN", "AU", "AL", "WB"}


# --- holders ----------------------------------------------------------------------------------------------


def _runs(document: Document, kind: str) -> Iterator[tuple[Match, Sequence[Match], Match]]:
    """Each holding of a kind with its offices and its person, in text order."""
    for holding in document.items(kind):
        posts = [item for item in holding.groups["posts"].items if item.name == "office"]
        person = next((item for item in holding.groups["person"].items if item.name == "person"), None)
        if person is not None:
            yield holding, posts, person


def _holders(document: Document, matches: Sequence[Match]) -> dict[tuple[int, int], str]:
    """Whose each office is, by place: a name right after it, else one before, else one after a comma."""
    near: dict[tuple[int, int], Match] = {}
    after: dict[tuple[int, int], Match] = {}
    before: dict[tuple[int, int], Match] = {}
    listed: set[tuple[int, int]] = set()
    for holding, posts, person in _runs(document, "held_after"):
        for post in posts:
            after.setdefault(_place(post), person)
        if holding.attributes.get("near"):
            near[_place(posts[-1])] = person
    for holding, posts, person in _runs(document, "held_before"):
        for post in posts:
            before.setdefault(_place(post), person)
            if "article" in holding.groups:
                listed.add(_place(post))
    owned = {
        person.start
        for _, posts, person in _runs(document, "held_before")
        if "\n" not in document.folded(person.end, posts[0].start)
    }
    given = {person.start for person in near.values()}
    found: dict[tuple[int, int], str] = {}
    for place in sorted(after.keys() | before.keys()):
        chosen = near.get(place)
        if chosen is None:
            following = after.get(place)
            # In a list, the next line's name has an office of its own in its line.
            if following is not None and following.start in owned and _breaks(document, place, following):
                following = None
            chosen = _nearer(following, before.get(place), given)
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


def _breaks(document: Document, place: tuple[int, int], person: Match) -> bool:
    return "\n" in document.folded(place[1], person.start)


def _nearer(after: Match | None, before: Match | None, given: set[int]) -> Match | None:
    """The name before, unless it has its office already and another name follows."""
    if after is None or before is None:
        return before if after is None else after
    return after if before.start in given else before


def _checked(
    matches: Sequence[Match], found: dict[tuple[int, int], str], near: dict[tuple[int, int], Match]
) -> dict[tuple[int, int], str]:
    """No holder for plural posts; a name right after a nested post is that of the inner one's holder."""
    for match in matches:
        place = _place(match)
        if place not in found:
            continue
        if match.attributes.get("number") == "pl":
            del found[place]
        elif "inner" in match.groups and place in near:
            inner = [item for item in match.groups["inner"].items if item.end == match.end]
            if inner:
                found[_place(inner[-1])] = found.pop(place)
    return found


def _spread(document: Document, countries: dict[tuple[int, int], str | None]) -> None:
    """The state that one office of an unbroken run names serves for the others too."""
    for holding in document.items("held_after"):
        if "land" in holding.groups:
            land = holding.groups["land"].items[0]
            post = holding.groups["posts"].items[-1]
            record = document.record_of(land)
            if record is not None and countries.get(_place(post)) is None:
                countries[_place(post)] = record.code
    runs = [posts for kind in ("held_after", "held_before") for _, posts, _ in _runs(document, kind)]
    for posts in runs:
        codes = {code for post in posts if (code := countries.get(_place(post)))}
        if len(codes) != 1:
            continue
        code = next(iter(codes))
        for post in posts:
            role = post.attributes.get("role")
            # A body lends its name only to those whom it sends.
            if countries.get(_place(post)) is None and (
                role not in _BODIES if _is_state(code) else role == "ambassador"
            ):
                countries[_place(post)] = code


# --- counterparts and anaphora ----------------------------------------------------------------------------


def _ambiguous(match: Match) -> bool:
    post = _post(match)
    head = post.groups["head"].items if post is not None and "head" in post.groups else ()
    return any(item.attributes.get("counterpart") for item in head)


class _Story:
    """What the text has told so far: who holds what, for counterparts and anaphoric offices."""

    def __init__(self, document: Document, drafts: Sequence[tuple[Match, Any]]) -> None:
        self._document = document
        self._genders = {person.name: person.gender for _, person in document.records.get("person", ())}
        self._held: dict[str, deque[tuple[str, Any]]] = {}
        # A heading may name somebody before the text says the office.
        self._later = {
            record.holder: record
            for match, record in reversed(drafts)
            if record.holder and record.role in _COUNTERPART and not _ambiguous(match)
        }
        self._by_name: dict[str, Any] = {}
        self._last: tuple[Match, Any] | None = None

    def tell(self, match: Match, record: Any) -> tuple[Any, str | None]:
        """The office with the role of its counterpart, and whom it means; it becomes part of the story."""
        if _ambiguous(match) and (source := self._whose(match)) is not None:
            record = attrs.evolve(record, role=source.role, portfolio=source.portfolio)
        referent = self._referent(match, record)
        # An unnamed secretary general is mostly the one that somebody else serves.
        if record.role in _COUNTERPART and (record.holder or record.role != "secretary_general"):
            self._last = match, record
            if record.holder:
                self._by_name[record.holder] = record
        if record.holder:
            words = self._document.lower(match.start, match.end)
            self._held.setdefault(record.role, deque(maxlen=_MEMORY)).appendleft((words, record))
        return record, referent

    def _whose(self, match: Match) -> Any | None:
        """The office of whoever a counterpart is one of: the nearest person or office before it."""
        persons = self._document.items("person")
        last = bisect_left(persons, match.start, key=_start_of) - 1
        if last >= 0 and (self._last is None or persons[last].start > self._last[0].end):
            person = self._document.record_of(persons[last])
            if person is not None and person.name in self._by_name:
                return self._by_name[person.name]
            if person is not None and self._last is None and person.name in self._later:
                return self._later[person.name]
        return self._last[1] if self._last is not None else None

    def _referent(self, match: Match, record: Any) -> str | None:
        """Whom an office without a holder means: the last holder of such an office before it."""
        if record.holder or record.number == "pl":
            return None
        words = self._document.lower(match.start, match.end)
        first = words.split(" ", 1)[0]
        bare = _is_bare(match)
        for other_words, other in self._held.get(record.role, ()):
            if not _compatible(record, other) or {record.gender, self._genders.get(other.holder)} == {
                "m",
                "f",
            }:
                continue
            if record.role not in _UNIQUE and other_words.split(" ", 1)[0] != first:
                continue
            if bare or other_words.startswith(words):
                return str(other.holder)
        return None


def _start_of(item: Match) -> int:
    return item.start


def _is_bare(match: Match) -> bool:
    """Is an office its head alone, or with an adjective of a state?"""
    post = _post(match)
    if post is None or "head" not in post.groups or "inner" in match.groups:
        return False
    end = post.groups["state"].end if "state" in post.groups else post.groups["head"].end
    return match.end == end and not {"portfolio", "body", "second"} & post.groups.keys()


def _compatible(record: Any, other: Any) -> bool:
    for name in ("country", "portfolio", "gender"):
        ours, theirs = getattr(record, name), getattr(other, name)
        if ours and theirs and ours != theirs:
            return False
    return not record.country or bool(other.country)
