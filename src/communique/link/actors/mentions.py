"""The mentions of actors: persons with their offices, countries, organisations, groups and pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from communique.link.actors.actor import Actor
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
_REACH = 48
_BARE = 22


def find(document: Document) -> list[Actor]:
    """Every actor of a document in text order: merged with its appositions, with its part and its chain."""
    found = list(_persons(document))
    found += _offices(document)
    found += _organisations(document)
    found += _countries(document)
    found += _groups(document)
    found += _joint(document)
    found += _pronouns(document)
    actors = _without_overlaps(found)
    edges = Edges(document)
    for actor in actors:
        edges.extend(actor)
    # A person told by a noun alone needs a determiner: the same words are adjectives elsewhere.
    actors = [one for one in actors if one.kind != "group" or one.word != "person" or one.start < one.core[0]]
    actors = _merged(document, actors)
    _chain(document, actors, edges)
    return actors


# --- mentions ---------------------------------------------------------------------------------------------


def _persons(document: Document) -> Iterable[Actor]:
    held: dict[str, set[str]] = {}
    for _, office in document.records.get("office", ()):
        if office.holder:
            held.setdefault(office.holder, set()).add(office.role)
    for _, person in document.records.get("person", ()):
        roles = frozenset(held.get(person.name, ()))
        for mention in person.mentions:
            start, end = document.text.folded_span(mention.start, mention.end)
            yield Actor(
                start, end, "person", (person.name,), gender=person.gender, roles=roles, core=(start, end)
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
            word=document.lower(match.start, match.end),
            code=None if states else office.country or _code_inside(document, match.start, match.end),
            core=(match.start, match.end),
            hint=(office.refers_to,) if office.refers_to and not office.holder else (),
        )


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
            code=country.code,
            core=(match.start, match.end),
        )


def _groups(document: Document) -> Iterable[Actor]:
    for hit in document.items("group_nouns"):
        start, end = hit.start, hit.end
        values = hit.attributes
        if values["type"] == "body" and document.folded(start, start + 1).islower():
            continue
        names, end = _belonging(document, end)
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
        if record.code:
            names.append(record.code)
        at = item.end
    return tuple(sorted(set(names))), at


def _blocked(document: Document, start: int, end: int, *, adjacent: bool) -> bool:
    """Whether something between a group noun and a state parts them: a verb, another preposition."""
    roles = {hit.attributes["role"] for hit in document.within("actor_roles", start, end)}
    if roles - {"of"} or any(document.within(name, start, end) for name in ("auxiliaries", "meeting_verbs")):
        return True
    if any(_is_finite(hit) for name in _VERBS for hit in document.within(name, start, end)):
        return True
    if document.within("office", start, end):
        return True
    return adjacent and not document.within("actor_words", start, end) and end - start > 1


def _is_finite(hit: Any) -> bool:
    return not _FINITE.isdisjoint((hit.attributes.get("tense") or "").split("|"))


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
            core=(hit.start, hit.end),
        )


def _pronouns(document: Document) -> Iterable[Actor]:
    impersonal = {at for hit in document.items("impersonals") for at in range(hit.start, hit.end)}
    for hit in document.items("pronouns"):
        values = hit.attributes
        kind = values.get("kind")
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


# --- appositions and chains -------------------------------------------------------------------------------


def _merged(document: Document, actors: list[Actor]) -> list[Actor]:
    """Actors with the appositions that name the same one taken in."""
    merged: list[Actor] = []
    for actor in actors:
        last = merged[-1] if merged else None
        if last is not None and _same(document, last, actor):
            last.end = actor.end
            last.roles |= actor.roles
            last.gender = last.gender or actor.gender
            last.code = last.code or actor.code
            if actor.kind == "person":
                last.kind, last.names, last.plural = "person", actor.names, False
            continue
        if last is not None and len(merged) > 1 and _stated(document, merged[-2], last, actor):
            merged.pop()
            actor.start, actor.part, actor.code = last.start, "", actor.code or last.code
            merged.append(actor)
            continue
        if last is not None and _glossed(document, last, actor):
            closes = document.lower(actor.end, actor.end + 1) == ")"
            last.end = actor.end + closes
            if last.kind == "person" and actor.kind == "country":
                last.code = last.code or actor.code
            continue
        if (
            last is not None
            and last.kind == "office"
            and last.plural
            and actor.kind == "person"
            and not actor.part
        ):
            # "His counterparts of Mali and Niger, Messrs A and B": the names tell who they are.
            last.counts = last.counts and document.lower(last.end, actor.start).strip() not in {"", ",", ":"}
        merged.append(actor)
    return merged


def _stated(document: Document, before: Actor, state: Actor, actor: Actor) -> bool:
    """Whether "and of Jordan, M. B" tells the state of the second holder of a plural office."""
    return (
        before.kind == "person"
        and state.kind == "country"
        and state.part == "of"
        and actor.kind == "person"
        and not actor.part
        and document.lower(state.end, actor.start).strip() == ","
        and document.lower(before.end, state.start).lstrip().startswith(",")
    )


def _glossed(document: Document, last: Actor, actor: Actor) -> bool:
    """A country or body in brackets after an actor is a gloss."""
    return actor.kind in {"country", "organisation"} and document.lower(last.end, actor.start) == " ("


def _titled(actor: Actor) -> bool:
    return actor.kind in {"person", "office"} or (actor.kind == "group" and actor.word == "person")


def _same(document: Document, last: Actor, actor: Actor) -> bool:
    if actor.start - last.end > 40 or not _titled(last) or actor.kind not in {"person", "office"}:
        return False
    gap = document.lower(last.end, actor.start)
    if "\n" in gap or ";" in gap:
        return False
    if last.names and last.names == actor.names:
        return not any(
            document.within(name, last.end, actor.start) for name in ("auxiliaries", "meeting_verbs")
        )
    if (
        last.plural
        or actor.plural
        or actor.part
        or gap.strip(" ,")
        or last.kind == "person"
        or actor.kind != "person"
    ):
        return False
    if gap.strip() and _between_verbs(document, last, actor):
        return False
    # A single office or group with nobody's name, right before a name.
    return not (set(last.names) - {last.code}) or last.names == actor.names


def _between_verbs(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether an office ends a clause and the name behind its comma opens the next: each has a verb."""
    behind = any(hit.start - actor.end <= 1 for hit in document.within("auxiliaries", actor.end, actor.end + 9))
    if not behind:
        return False
    before = document.lower(max(0, last.start - 30), last.start)
    start = last.start - len(before) + 1 + max(before.rfind(mark) for mark in ",.;:\n")
    return bool(document.within("auxiliaries", max(start, 0), last.start))


def _chain(document: Document, actors: Sequence[Actor], edges: Edges) -> None:
    """Tell coordinated actors of one another; those without a part of their own take that of the first."""
    after = {}
    for at, actor in enumerate(actors):
        after[id(actor)] = actors[at + 1] if at + 1 < len(actors) else None
    for last, actor in zip((None, *actors), actors, strict=False):
        actor.chain = [actor]
        if last is None or not _joined(document, last, actor, edges):
            continue
        if len(last.chain) == 1 and _only_comma(document, last, actor):
            # Two with nothing but a comma between are no pair, unless the list goes on.
            following = after[id(actor)]
            if following is None or following.part not in {"", "of", actor.part}:
                continue
            if not _joined(document, actor, following, edges):
                continue
        if actor.part and actor.part != last.part and not (actor.part == "of" and last.part):
            continue
        if not actor.part or actor.part == "of":
            actor.part = last.part
        last.chain.append(actor)
        actor.chain = last.chain


def _only_comma(document: Document, last: Actor, actor: Actor) -> bool:
    joins = [
        hit
        for hit in document.within("actor_words", last.end, actor.start)
        if hit.attributes["type"] == "join"
    ]
    return not joins and not actor.part and ";" not in document.lower(last.end, actor.start)


def _joined(document: Document, last: Actor, actor: Actor, edges: Edges) -> bool:
    start, end = last.end, actor.start
    listed = ";" in document.lower(start, end)
    if end - start > (200 if listed else 90) or actor.kind == "pronoun" or last.kind == "pronoun":
        return False
    if last.part in {"in", "on"} or (
        (last.kind == "country") != (actor.kind == "country") and not actor.part and last.part != "between"
    ):
        return False
    if actor.kind == "joint" and "," in document.lower(start, end):
        return False
    gap = document.lower(start, end)
    joined = False
    bare = gap.strip()
    if bare in {",", ";", ""}:
        return bool(bare) and (last.kind in {"person", "office", "group", "organisation", "country"})
    spans = [
        (hit.start, hit.end)
        for hit in document.within("actor_words", start, end)
        if hit.attributes["type"] != "apposed"
    ]
    spans += [(hit.start, hit.end) for hit in document.within("actor_roles", start, end)]
    spans += [(hit.start, hit.end) for hit in document.within("determiners", start, end)]
    rest = list(gap)
    for a, b in spans:
        for i in range(a - start, b - start):
            rest[i] = " "
        joined = joined or a in edges.joins
    words = "".join(rest).strip(" ,;-\n")
    if not words:
        return joined or "," in gap or ";" in gap
    # An apposition that no lexicon knows, between commas, without any verb.
    if (
        len(words) <= (180 if listed else 60)
        and gap.lstrip().startswith(",")
        and (joined or gap.rstrip().endswith((",", ";")))
    ):
        return not any(
            document.within(name, start, end)
            for name in (
                "auxiliaries",
                "meeting_verbs",
                "stances",
                "reporting_verbs",
                "pronouns",
                "meeting_nouns",
            )
        )
    return False
