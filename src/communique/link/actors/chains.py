"""What mentions make together: a holder with his offices in apposition, and coordinated actors."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.actors.actor import Actor
from communique.link.actors.edges import Edges
from communique.link.document import Document

__all__ = ["chain", "merged"]

_CLITIC = 4
"""How far behind a name its auxiliary may stand, with a reflexive pronoun between."""
_CODE = 3
"""How long the code of a state may be: what is longer is a name."""
_FRONTED = 30
"""How far from the head of a sentence he may stand at whose invitation it tells that somebody comes."""
_COMPLEMENT = 4
"""How long the preposition between an office and what completes it may be, with its spaces."""


def merged(document: Document, actors: list[Actor]) -> list[Actor]:
    """Actors with the appositions that name the same one taken in."""
    merged: list[Actor] = []
    for actor in actors:
        last = merged[-1] if merged else None
        if last is not None and _native(document, last, actor):
            merged.pop()
            actor.start, actor.part, actor.code = last.start, actor.part or last.part, actor.code or last.code
            last = merged[-1] if merged else None
        if last is not None and len(merged) > 1 and _completes(document, merged[-2], last, actor):
            merged.pop()
            last = merged[-1]
            _take_in(last, actor)
            continue
        if last is not None and _same(document, last, actor):
            _take_in(last, actor)
            # "His counterpart, the President X": what names the second office names the first.
            if len(merged) > 1 and _same(document, merged[-2], last):
                _take_in(merged[-2], merged.pop())
            continue
        if last is not None and _also(document, last, actor):
            last.end = actor.end
            last.roles |= actor.roles
            continue
        if last is not None and last.kind == "person" and _held_by_all(document, last, actor):
            last.end = actor.end
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


def _native(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether a word for one of a people stands before his name ("the Brazilian X")."""
    told = last.word == "native" and not last.plural and last.start < last.core[0]
    return told and actor.kind == "person" and actor.start - last.end <= 1


def _take_in(one: Actor, apposed: Actor) -> None:
    """Let an actor have what an apposition adds to it."""
    one.end = apposed.end
    one.roles |= apposed.roles
    one.gender = apposed.gender or one.gender
    one.code = one.code or apposed.code
    if apposed.kind == "person":
        one.kind, one.names, one.plural = "person", apposed.names, False


def _completes(document: Document, post: Actor, group: Actor, actor: Actor) -> bool:
    """Whether a group between an office and the name apposed to it completes the office."""
    return (
        post.kind == "office"
        and not post.plural
        and group.kind == "group"
        and group.part in {"of", "to", "in"}
        and group.start - post.end <= _COMPLEMENT
        and actor.kind == "person"
        and not actor.part
        and document.lower(group.end, actor.start).strip() == ","
        and set(post.names) <= {post.code, group.code}
        and not _between_verbs(document, post, actor)
    )


def _also(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether an office without determiner, between commas, is another one of him in office before it."""
    return (
        last.kind == actor.kind == "office"
        and not last.plural
        and not actor.plural
        and not actor.part
        and last.start < last.core[0]
        and actor.start == actor.core[0]
        and document.lower(last.end, actor.start) == ", "
        and document.lower(actor.end, actor.end + 1) == ","
    )


def _held_by_all(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether a plural office without determiner tells what those named before it are."""
    return (
        actor.kind == "office"
        and actor.plural
        and not actor.part
        and document.lower(last.end, actor.start).strip() == ","
        and not document.within("determiners", actor.start, actor.core[0])
    )


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
    if gap.strip() and (_between_verbs(document, last, actor) or _invited(document, last, actor)):
        return False
    # A single office or group with nobody's name, right before a name.
    return all(len(name) <= _CODE for name in last.names) or last.names == actor.names


def _invited(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether a name with an office of its own follows him at whose invitation its bearer comes."""
    fronted = last.start - document.sentence(last.start)[0] <= _FRONTED
    own = document.lower(actor.end, actor.end + 2) == ", " and document.starting_at("office", actor.end + 2)
    return fronted and last.part in {"inviter", "of"} and bool(own)


def _between_verbs(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether an office ends a clause and the name behind its comma opens the next: each has a verb."""
    behind = any(
        hit.start - actor.end <= _CLITIC and "," not in document.lower(actor.end, hit.start)
        for hit in document.within("auxiliaries", actor.end, actor.end + 9)
    )
    if not behind or last.part:  # ", to the guest, X has": what depends on a word before is closed by a comma
        return behind
    before = document.lower(max(0, last.start - 30), last.start)
    start = last.start - len(before) + 1 + max(before.rfind(mark) for mark in ",.;:\n")
    return bool(document.within("auxiliaries", max(start, 0), last.start))


def chain(document: Document, actors: Sequence[Actor], edges: Edges) -> None:
    """Tell coordinated actors of one another; those without a part of their own take that of the first."""
    after = {}
    for at, actor in enumerate(actors):
        after[id(actor)] = actors[at + 1] if at + 1 < len(actors) else None
    for last, actor in zip((None, *actors), actors, strict=False):
        actor.chain = [actor]
        if last is None or not _joined(document, last, actor, edges) or _begins_anew(document, last, actor):
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


def _begins_anew(document: Document, last: Actor, actor: Actor) -> bool:
    """Whether a state behind one that opens the sentence after "under the auspices of" is its subject."""
    return (
        last.part in {"inviter", "presence", "honour"}
        and last.kind == actor.kind == "country"
        and not actor.part
        and actor.start < actor.core[0]
        and last.start - document.sentence(last.start)[0] <= _FRONTED
        and document.lower(last.end, actor.start) == ", "
    )


def _only_comma(document: Document, last: Actor, actor: Actor) -> bool:
    joins = [
        hit
        for hit in document.within("actor_words", last.end, actor.start)
        if hit.attributes["type"] == "join"
    ]
    return not joins and not actor.part and ";" not in document.lower(last.end, actor.start)


def _powers(last: Actor, actor: Actor) -> bool:
    """Whether a state and a body act on a par, as subjects or objects."""
    return not last.part and {last.kind, actor.kind} == {"country", "organisation"}


def _joined(document: Document, last: Actor, actor: Actor, edges: Edges) -> bool:
    start, end = last.end, actor.start
    listed = ";" in document.lower(start, end)
    if end - start > (200 if listed else 90) or actor.kind == "pronoun" or last.kind == "pronoun":
        return False
    apart = (last.kind == "country") != (actor.kind == "country") and not actor.part
    if last.part in {"in", "on"} or (apart and last.part != "between" and not _powers(last, actor)):
        return False
    if actor.kind == "joint" and "," in document.lower(start, end):
        return False
    gap = document.lower(start, end)
    joined = False
    bare = gap.strip(" \n-•*·")
    if bare == ";" and any(
        hit.start - actor.end <= 1 for hit in document.within("auxiliaries", actor.end, actor.end + 2)
    ):
        return False  # "; Canada has …": a clause of its own
    if bare in {",", ";", ""}:
        return bool(bare) and (last.kind in {"person", "office", "group", "organisation", "country"})
    spans = [
        (hit.start, hit.end)
        for hit in document.within("actor_words", start, end)
        if hit.attributes["type"] != "apposed"
    ]
    spans += [(hit.start, hit.end) for hit in document.within("actor_roles", start, end)]
    spans += [(hit.start, hit.end) for hit in document.within("determiners", start, end)]
    spans += [(at, aside) for aside, at in edges.asides.items() if start <= at and aside <= end]
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
