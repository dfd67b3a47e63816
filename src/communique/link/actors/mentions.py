"""The mentions of actors: persons with their offices, countries, organisations, groups and pronouns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communique.link.actors.actor import Actor
from communique.link.actors.chains import chain, merged
from communique.link.actors.edges import Edges
from communique.link.document import Document

__all__ = ["Actor", "find"]


_RANK = {
    "person": 0,
    "office": 1,
    "organisation": 2,
    "joint": 3,
    "group": 4,
    "body": 5,
    "country": 6,
    "pronoun": 7,
}
_VERBS = ("stances", "reporting_verbs", "support_verbs", "clause_verbs", "statuses")
_FINITE = frozenset({"present", "imperfect", "past_historic", "future", "conditional"})
_REACH = 80
_ON = 6
"""How long the preposition before the word for a side may be."""
_SEAT = 5
"""How long the preposition before the town of a government may be, with its spaces."""


def find(document: Document) -> list[Actor]:
    """Every actor of a document in text order: merged with its appositions, with its part and its chain."""
    found = list(_persons(document))
    found += _offices(document)
    found += _organisations(document)
    found += _countries(document)
    found += _groups(document)
    found += _joint(document)
    found += _honoured(document)
    found += _pronouns(document)
    actors = _without_overlaps(found)
    asides = _asides(document, actors)
    actors = [one for one in actors if one.end not in asides]
    edges = Edges(document, asides)
    for actor in actors:
        edges.extend(actor)
    # A person told by a noun alone needs a determiner: the same words are adjectives elsewhere.
    actors = [
        one
        for one in actors
        if one.kind != "group"
        or one.word != "person"
        or one.start < one.core[0]
        or one.part in {"honour", "presence", "to", "with", "by"}
    ]
    actors = [one for one in actors if not _apposed(document, one)]
    actors = [
        one
        for last, one in zip((None, *actors), actors, strict=False)
        if last is None or not _adjective(document, last, one)
    ]
    actors = merged(document, actors)
    chain(document, actors, edges)
    return actors


def _asides(document: Document, actors: list[Actor]) -> dict[int, int]:
    """Where words between commas tell on which side those who follow are ("on the Peruvian side,")."""
    found: dict[int, int] = {}
    for one in actors:
        if one.word not in {"side", "delegation"} or document.lower(one.end, one.end + 1) != ",":
            continue
        start = one.start
        determiners = document.within("determiners", max(0, start - _ON), start)
        start = determiners[-1].start if determiners else start
        roles = [hit for hit in document.within("actor_roles", start - _ON, start) if start - hit.end <= 1]
        start = roles[-1].start if roles else start
        opened = document.lower(max(0, start - 2), start)
        if (roles or one.word == "side") and opened.strip() == ",":
            found[one.end] = start - len(opened.lstrip())
    return found


def _adjective(document: Document, last: Actor, one: Actor) -> bool:
    """Whether what looks like a group is an adjective of the body before it ("the executive secretariat")."""
    bare = one.kind == "group" and one.start == one.core[0] and not one.part and not one.plural
    return bare and last.kind in {"body", "organisation"} and document.lower(last.end, one.start) == " "


def _apposed(document: Document, one: Actor) -> bool:
    """Whether a group without determiner, part or state tells behind a comma what the one before is."""
    bare = one.kind == "group" and one.start == one.core[0] and not one.part
    what = (one.plural and one.word == "people") if one.names else not one.plural
    return bare and what and document.lower(one.start - 2, one.start) == ", "


def _persons(document: Document) -> Iterable[Actor]:
    held: dict[str, set[str]] = {}
    fields: dict[str, set[str]] = {}
    for _, office in document.records.get("office", ()):
        if office.holder:
            held.setdefault(office.holder, set()).add(office.role)
            if office.portfolio:
                fields.setdefault(office.holder, set()).add(office.portfolio)
    for _, person in document.records.get("person", ()):
        roles = frozenset(held.get(person.name, ()))
        for mention in person.mentions:
            start, end = document.text.folded_span(mention.start, mention.end)
            yield Actor(
                start,
                end,
                "person",
                (person.name,),
                gender=person.gender,
                roles=roles,
                portfolios=frozenset(fields.get(person.name, ())),
                core=(start, end),
            )


def _offices(document: Document) -> Iterable[Actor]:
    done = 0
    for match, office in sorted(document.records.get("office", ()), key=_widest_first):
        if match.end <= done:  # inside another office
            continue
        done = match.end
        plural = office.number == "pl"
        code = office.country or office.country_inferred or _code_inside(document, match.start, match.end)
        names: tuple[str, ...] = (office.holder,) if office.holder else ()
        states = plural and _of_states(document, match.start, match.end)
        if not names and plural:
            names = _codes_inside(document, match.start, match.end)
            names = tuple(sorted({*names, *_listed_after(document, match.end)})) if names else ()
        code = None if states else code or office.organisation
        names = () if states else names
        yield Actor(
            match.start,
            match.end,
            "office",
            names or ((code,) if code else ()),
            plural=plural,
            gender=office.gender,
            roles=frozenset({office.role}),
            portfolios=frozenset({office.portfolio} if office.portfolio else ()),
            word=document.lower(match.start, match.end),
            code=None if states else office.country or _code_inside(document, match.start, match.end),
            core=(match.start, match.end),
            hint=(office.refers_to,) if office.refers_to and not office.holder else (),
        )


def _listed_after(document: Document, at: int) -> Iterable[str]:
    """The states that adjectives go on to list behind a plural office ("…, Malian and Nigerien")."""
    while True:
        joins = document.within("actor_words", at, at + _REACH)
        gaps = {", ", *(f" {document.lower(hit.start, hit.end)} " for hit in joins)}
        following = next(iter(_records_within(document, "country", at, at + _REACH)), None)
        if following is None or document.lower(at, following[0].start) not in gaps:
            return
        item, country = following
        if document.folded(item.start, item.start + 1).isupper():
            return
        yield country.code
        at = item.end


def _of_states(document: Document, start: int, end: int) -> bool:
    """Whether a plural office is that of several states told by a plural ("of the member states")."""
    return any(
        hit.attributes["type"] == "state"
        and hit.attributes.get("number") == "pl"
        and document.starting_at("country", hit.start) is None
        for hit in document.within("group_nouns", start, end)
    )


def _widest_first(pair: tuple[Any, Any]) -> tuple[int, int]:
    return pair[0].start, -pair[0].end


def _codes_inside(document: Document, start: int, end: int) -> tuple[str, ...]:
    codes = [country.code for _, country in _records_within(document, "country", start, end)]
    codes = codes or [
        body.code for _, body in _records_within(document, "organisation", start, end) if body.code
    ]
    return tuple(sorted(set(codes)))


def _code_inside(document: Document, start: int, end: int) -> str | None:
    codes = [body.code for _, body in _records_within(document, "organisation", start, end) if body.code]
    return codes[0] if codes else None


def _records_within(document: Document, kind: str, start: int, end: int) -> list[tuple[Any, Any]]:
    pairs = ((item, document.record_of(item)) for item in document.within(kind, start, end))
    return [(item, record) for item, record in pairs if record is not None]


def _organisations(document: Document) -> Iterable[Actor]:
    for match, body in document.records.get("organisation", ()):
        names = (body.code,) if body.code else ()
        yield Actor(
            match.start, match.end, "organisation", names, code=body.code, core=(match.start, match.end)
        )


def _countries(document: Document) -> Iterable[Actor]:
    types = {(hit.start, hit.end): hit.attributes for hit in document.items("countries")}
    for match, country in document.records.get("country", ()):
        attributes = types.get((match.start, match.end), {})
        if attributes.get("type") in {"adjective", "prefix"} and document.lower(
            match.start, match.end
        ) == document.folded(match.start, match.end):
            continue
        yield Actor(
            match.start,
            match.end,
            "country",
            (country.code,),
            gender=attributes.get("gender"),
            plural=attributes.get("number") == "pl",
            word="native" if attributes.get("type") == "adjective" else "",
            code=country.code,
            core=(match.start, match.end),
        )


def _groups(document: Document) -> Iterable[Actor]:
    inside = {at for hit in document.items("actor_roles") for at in range(hit.start + 1, hit.end)}
    for hit in document.items("group_nouns"):
        if hit.start in inside:  # "under the presidency of"
            continue
        if any(one.end > hit.end for one in document.within("country", hit.start, hit.end)):
            continue  # the first word of a state's name
        start, end = hit.start, hit.end
        values = hit.attributes
        if values["type"] == "body" and (
            document.folded(start, start + 1).islower()
            or document.starting_at("organisation", start) is not None  # its own name, in full
        ):
            continue
        names, end = _belonging(document, end)
        if values["type"] == "state" and not names:
            names, end = _seated(document, end)
        if values.get("takes") == "host" and document.within("actor_roles", hit.end, end):
            names = ()  # "the guest of Peru" is of another state, "the Peruvian guest" is not
        if values["type"] == "mixed":  # of a body and a state together
            names = ()
        if values["type"] == "sent" and not names:
            continue  # a mission or team of nobody in particular
        yield Actor(
            start,
            end,
            "body" if values["type"] == "body" else "group",
            names,
            plural=values.get("number") == "pl",
            gender=values.get("gender"),
            counts=values.get("counts") != "no",
            word=values["type"],
            code=names[0] if names else None,
            core=(hit.start, hit.end),
        )


def _belonging(document: Document, end: int) -> tuple[tuple[str, ...], int]:
    """The states or bodies that the words after a group noun name: an adjective, or a complement."""
    stop = end + _REACH
    items = [
        (item, record)
        for kind in ("country", "organisation")
        for item, record in _records_within(document, kind, end, stop)
    ]
    items.sort(key=lambda pair: int(pair[0].start))
    names: list[str] = []
    at = end
    for item, record in items:
        gap = document.lower(at, item.start)
        if any(char in gap for char in ",;:.()«\n") or _blocked(
            document, at, item.start, adjacent=bool(names)
        ):
            break
        if not names and document.within("conjunctions", at, item.start):
            break  # another one beside it
        if record.code:
            names.append(record.code)
        at = item.end
    return tuple(sorted(set(names))), at


def _seated(document: Document, end: int) -> tuple[tuple[str, ...], int]:
    """The state whose government is told by the town where it sits ("the government of Oslo")."""
    for item, place in _records_within(document, "place", end, end + _REACH):
        roles = [hit.attributes["role"] for hit in document.within("actor_roles", end, item.start)]
        if roles == ["of"] and item.start - end <= _SEAT and place.country:
            return (place.country,), item.end
    return (), end


def _blocked(document: Document, start: int, end: int, *, adjacent: bool) -> bool:
    """Whether something between a group noun and a state parts them: a verb, another preposition."""
    roles = {hit.attributes["role"] for hit in document.within("actor_roles", start, end)}
    if roles - {"of"} or any(document.within(name, start, end) for name in ("auxiliaries", "meeting_verbs")):
        return True
    if any(_is_finite(hit) for name in _VERBS for hit in document.within(name, start, end)):
        return True
    if any(item.start < end for item in document.within("office", start, end + _REACH)):
        return True
    return adjacent and not document.within("actor_words", start, end) and end - start > 1


def _is_finite(hit: Any) -> bool:
    return not _FINITE.isdisjoint((hit.attributes.get("tense") or "").split("|"))


def _honoured(document: Document) -> Iterable[Actor]:
    """Titles of honour that stand alone for whoever bears them ("His Eminence")."""
    for hit in document.items("titles"):
        values = hit.attributes
        if values.get("kind") != "honorific" or values.get("number") == "pl":
            continue
        owned = document.within("determiners", hit.start, hit.end)
        if not any(word.attributes.get("person") == "3" and word.start == hit.start for word in owned):
            continue
        if document.within("title", hit.start, hit.end):  # before a name or an office
            continue
        yield Actor(hit.start, hit.end, "group", word="honoured", core=(hit.start, hit.end))


def _joint(document: Document) -> Iterable[Actor]:
    for hit in document.items("joint_actors"):
        values = hit.attributes
        yield Actor(
            hit.start,
            hit.end,
            "joint",
            plural=True,
            gender=values.get("gender"),
            roles=frozenset(filter(None, (values.get("role") or "").split("|"))),
            word=values.get("type") or "people",
            counts=values.get("counts") != "no",
            core=(hit.start, hit.end),
        )


def _pronouns(document: Document) -> Iterable[Actor]:
    impersonal = {at for hit in document.items("impersonals") for at in range(hit.start, hit.end)}
    subjects = {  # right behind one of these, "us" and "you" are objects
        hit.end + 1
        for hit in document.items("pronouns")
        if hit.attributes.get("case") == "subject"
        or (hit.attributes.get("kind") == "subject" and hit.attributes.get("person") == "3")
    }
    for hit in document.items("pronouns"):
        values = hit.attributes
        kind = values.get("kind")
        if hit.start in subjects and values.get("person") in {"1", "2"}:
            continue
        if hit.start in impersonal or kind not in {"subject", "demonstrative"}:
            continue
        if _dated(document, hit.start):
            continue
        if kind == "demonstrative" and not values.get("anaphor"):
            continue
        yield Actor(
            hit.start,
            hit.end,
            "pronoun",
            plural=values.get("number") == "pl",
            gender=values.get("gender"),
            word=kind,
            person=int(values.get("person") or 3),
            core=(hit.start, hit.end),
        )


def _dated(document: Document, at: int) -> bool:
    """Whether a pronoun opens a date or a length of time ("il y a …" for "… ago")."""
    return any(document.starting_at(kind, at) is not None for kind in ("date", "duration"))


def _without_overlaps(found: list[Actor]) -> list[Actor]:
    """Leftmost first; where two start together the longer, then the more telling kind."""
    found.sort(key=lambda actor: (actor.start, -actor.end, _RANK[actor.kind]))
    kept: list[Actor] = []
    for actor in found:
        if kept and actor.start < kept[-1].end:
            if actor.kind == "person" and kept[-1].kind == "group":
                kept[-1].end = actor.start
            else:
                continue
        kept.append(actor)
    return kept
