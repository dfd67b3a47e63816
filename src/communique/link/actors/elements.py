"""What matters to the clauses of a text: actors, finite verbs, relatives and stops, in text order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from communique.link.actors.actor import Actor
from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["Element", "elements"]

_VERBS = (
    "auxiliaries",
    "meeting_verbs",
    "stances",
    "reporting_verbs",
    "statuses",
    "support_verbs",
    "clause_verbs",
)
_FINITE = frozenset({"present", "imperfect", "past_historic", "future", "conditional", "subjunctive"})
_NOUNLIKE = frozenset({"present", "subjunctive", "past_participle", "infinitive"})
"""Tenses with forms that nouns have too."""
_STOP = re.compile(r"[;:\n«»\"]")


class Element(NamedTuple):
    """Something that matters to clauses: an actor, a verb, a relative, a subordinator or a stop."""

    start: int
    end: int
    kind: str
    actor: Actor | None
    word: str
    number: str | None = None
    tense: str = ""


def elements(document: Document, actors: list[Actor]) -> list[Element]:
    """Everything that matters to clauses, in text order."""
    found = [Element(actor.start, actor.end, "actor", actor, "") for actor in actors]
    covered = sorted((actor.core[0], actor.end) for actor in actors if actor.kind != "pronoun")
    found += _verbs(document)
    joins = {  # words that belong to a longer one, which joins actors
        at
        for name in ("actor_words", "actor_roles")
        for hit in document.items(name)
        if " " in document.lower(hit.start, hit.end)
        for at in range(hit.start, hit.end)
    }
    for hit in document.items("pronouns"):
        if hit.attributes.get("kind") == "relative" and hit.start not in joins:
            case = hit.attributes.get("case") or ""
            if case == "apart":  # a subject right after a comma, else the complement of a preposition
                case = "subject" if document.lower(hit.start - 2, hit.start) == ", " else ""
            found.append(Element(hit.start, hit.end, "relative", None, case))
    for hit in document.items("conjunctions"):
        if hit.attributes.get("kind") == "subordinating" and hit.start not in joins:
            found.append(Element(hit.start, hit.end, "relative", None, ""))
    found += [
        Element(stop.start(), stop.end(), "stop", None, _mark(document.zones.lower, stop))
        for stop in _STOP.finditer(document.zones.lower)
    ]
    found.sort(key=lambda element: (element.start, -element.end))
    return list(_outside(found, covered))


def _mark(lower: str, stop: re.Match[str]) -> str:
    """What a stop means: a straight quotation mark opens right before a word, and closes right behind one."""
    if stop.group() != '"':
        return stop.group()
    behind = lower[stop.start() - 1 : stop.start()]
    return "«" if not behind or behind in " \n('" else "»"


def _outside(found: list[Element], covered: list[tuple[int, int]]) -> Iterator[Element]:
    """The elements without those that stand inside an actor's phrase or another element."""
    at = done = 0
    for element in found:
        while at < len(covered) and covered[at][1] <= element.start:
            at += 1
        inside = at < len(covered) and covered[at][0] <= element.start < covered[at][1]
        if element.kind == "actor":
            yield element
        elif not inside and (element.start >= done or element.kind == "stop"):
            done = element.end if element.kind == "relative" else done
            yield element


def _verbs(document: Document) -> Iterator[Element]:
    told = {match.start for match in document.items("meeting") if _told(match)}
    nouns = {hit.start for hit in document.items("meeting_nouns")} - told
    roles = {hit.start for hit in document.items("actor_roles")}
    posts = roles | {hit.start for hit in document.items("offices")}
    clitics = set(_clitics(document))
    determined: dict[int, str | None] = {
        hit.end + gap: hit.attributes.get("number")
        for hit in document.items("determiners")
        if hit.start not in clitics
        for gap in (0, 1)
    }
    determined |= {hit.end + gap: None for hit in document.items("actor_roles") for gap in (0, 1)}
    for name in _VERBS:
        for hit in document.items(name):
            tenses = hit.attributes.get("tense")
            if tenses is None or _FINITE.isdisjoint(tenses.split("|")):
                continue
            if name != "auxiliaries" and (
                (hit.start in determined and not _plainly_verb(hit, determined[hit.start]))
                or hit.start in posts
            ):
                continue
            if hit.start in nouns and name != "auxiliaries" and "present" in tenses:
                continue
            if name == "auxiliaries" and (hit.start in roles or _preposition(document, hit.start, hit.end)):
                continue
            number = hit.attributes.get("number")
            shape = f"{hit.attributes.get('verb') or ''} {tenses}"
            yield Element(hit.start, hit.end, "verb", None, name, number, shape)


def _plainly_verb(hit: Hit, number: str | None) -> bool:
    """Whether what stands behind something like a determiner can only be a verb ("l'accompagnent")."""
    if number == "sg" and hit.attributes.get("number") == "pl":
        return True
    return not _NOUNLIKE & set((hit.attributes.get("tense") or "").split("|"))


def _clitics(document: Document) -> Iterator[int]:
    """Where words that look like determiners are objects: right behind a relative or a subject pronoun."""
    behind = {
        hit.end + 1
        for hit in document.items("pronouns")
        if hit.attributes.get("kind") == "subject" or hit.attributes.get("case") == "subject"
    }
    for hit in document.items("pronouns"):
        if hit.attributes.get("kind") == "object" and hit.start in behind:
            yield hit.start


def _preposition(document: Document, start: int, end: int) -> bool:
    """Whether what looks like an auxiliary is a capital without its accent, among words in lower case."""
    if end - start > 1 or not document.folded(start, end).isupper():
        return False
    return any(char.islower() for char in document.folded(end, end + 4))


def _told(match: Match) -> bool:
    """Whether a meeting is told by a verb."""
    head = match.groups.get("head")
    return head is not None and any("tense" in item.attributes for item in head.items)
