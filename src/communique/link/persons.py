"""Link persons: mentions become people, one for each, never one for two of a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from communique.link.document import Document
from communique.match import Match
from communique.records import Mention, Person
from communique.text import unaccented

__all__ = ["link"]

_GLOSS = re.compile(r"[()]|\([^()]*\)\s*")
_NUMERAL = re.compile(r"[IVX]+")
_SPACE = re.compile(r"\s+")


@define(repr=False)
class _Naming:
    """One mention: its match and where it begins, how it reads, its parts' keys, and its title's gender."""

    match: Match
    start: int
    text: str
    keys: tuple[str, ...]
    gender: str | None
    roles: frozenset[str] = frozenset()
    regnal: bool = False


@define(repr=False)
class _Entity:
    """One person: its mentions, and the parts of the fullest of them."""

    keys: tuple[str, ...]
    gender: str | None
    namings: list[_Naming] = Factory(list)


def link(document: Document) -> None:
    """Make the person records of a document."""
    reader = _Reader(document)
    namings = [reader.naming(match) for match in document.items("person")]
    for entity in sorted(_entities(namings), key=lambda e: e.namings[0].match.start):
        _add(document, entity)


# --- reading ----------------------------------------------------------------------------------------------


class _Reader:
    """Reads mentions: what is looked up once for the document, and how each of them reads."""

    def __init__(self, document: Document) -> None:
        self._document = document
        table = document.lexicon("spellings")
        self._level = [(row["spelling"], row.get("level", "")) for row in table] if table is not None else []
        self._shapes = {shape.end: shape for shape in document.items("capname")}
        self._roles: dict[int, frozenset[str]] = {}
        self._regnal: set[int] = set()
        for kind in ("held_after", "held_before"):
            for holding in document.items(kind):
                self._beside(holding)

    def _beside(self, holding: Match) -> None:
        """Take up the roles of the offices that stand beside a mention, and whether one is a monarch's."""
        posts = [item for item in holding.groups["posts"].items if isinstance(item, Match)]
        start = holding.groups["person"].start
        roles = {str(item.attributes.get("role") or "") for item in posts} - {""}
        self._roles[start] = self._roles.get(start, frozenset()) | roles
        if holding.attributes.get("near") and any(_reigns(self._document, item) for item in posts):
            self._regnal.add(start)

    def naming(self, match: Match) -> _Naming:
        """One mention, with the words before a lone surname that make it a full name."""
        document, start = self._document, match.start
        if match.rule.echo is not None and (shape := self._shapes.get(match.end)) is not None:
            lone = " " not in document.folded(match.start, match.end)
            if lone and shape.start < start and not document.within("person", shape.start, start):
                start = shape.start
        text = _SPACE.sub(" ", _GLOSS.sub("", document.source(start, match.end))).strip()
        keys = tuple(
            _key(part, self._level) for part in text.replace("'", " ").replace("\u2019", " ").split()
        )
        regnal = (
            match.start in self._regnal
            and len(keys) == 1
            and bool(document.within("given_names", match.start, match.end))
        )
        roles = self._roles.get(match.start, frozenset())
        return _Naming(match, start, text, keys, _gender(document, match), roles, regnal)


def _reigns(document: Document, office: Match) -> bool:
    """Is an office that of a monarch, who goes by one given name?"""
    hits = document.within("monarch_words", office.start, office.end)
    return bool(hits) and hits[0].start == office.start


def _key(part: str, level: Sequence[tuple[str, str]]) -> str:
    """A part of a name with accents, case and the ways of transliterating levelled."""
    word = unaccented(part).lower()
    for spelling, sound in level:
        if spelling in word:
            word = word.replace(spelling, sound)
    letters = [char for at, char in enumerate(word) if at == 0 or char != word[at - 1]]
    key = "".join(letters)
    return key[:-1] + "v" if key.endswith("f") else key


def _gender(document: Document, match: Match) -> str | None:
    for title in reversed(document.within("title", match.whole[0], match.start)):
        if title.attributes.get("gender") and title.attributes.get("number") != "pl":
            return str(title.attributes["gender"])
    return None


# --- clustering -------------------------------------------------------------------------------------------


def _entities(namings: Sequence[_Naming]) -> list[_Entity]:
    """Namings as people: the fuller ones first, then the shorter ones each with the person it fits."""
    entities: list[_Entity] = []
    near: dict[str, list[_Entity]] = {}
    fuller = sorted(namings, key=lambda n: (-len(n.keys), n.match.start))
    for naming in fuller:
        # The last part of a name is in every form of it, so only people with one that starts alike can fit:
        # or, where a slip changed that start, with the first part alike.
        entity = _owner(near.get(naming.keys[-1][:2], ()), naming) if naming.keys else None
        if entity is None and len(naming.keys) > 1:
            entity = _owner(near.get(naming.keys[0][:2], ()), naming)
        if entity is None:
            entities.append(_Entity(naming.keys, naming.gender, [naming]))
            for start in {key[:2] for key in naming.keys}:
                near.setdefault(start, []).append(entities[-1])
        else:
            entity.namings.append(naming)
            entity.gender = entity.gender or naming.gender
    for entity in entities:
        entity.namings.sort(key=lambda n: n.match.start)
    return entities


def _owner(entities: Iterable[_Entity], naming: _Naming) -> _Entity | None:
    fitting = [entity for entity in entities if _fits(entity, naming)]
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    start = naming.match.start
    same = [e for e in fitting if naming.gender and e.gender == naming.gender] or fitting
    same = [e for e in same if any(n.roles & naming.roles for n in e.namings)] or same
    before = [(max((n.match.start for n in e.namings if n.match.start < start), default=-1), e) for e in same]
    return max(before, key=lambda pair: pair[0])[1]


def _fits(entity: _Entity, naming: _Naming) -> bool:
    if entity.gender and naming.gender and entity.gender != naming.gender:
        return False
    full, short = entity.keys, naming.keys
    if naming.regnal and len(full) > 1:
        # A monarch's one name is no part of a subject's; another form of it has a number.
        return full[0] == short[0] and any(n.roles & naming.roles for n in entity.namings)
    if min(len(full), len(short)) > 1 and _are_alike(_unjoined(full), _unjoined(short)):
        return True
    if len(full) == len(short):
        return all(_alike(a, b) for a, b in zip(full, short, strict=True)) or (
            len(full) > 1 and (sorted(full) == sorted(short) or _opens(full, short) or _opens(short, full))
        )
    if len(short) == 1:
        return any(_alike(part, short[0]) for part in full)
    if all(_alike(a, b) for a, b in zip(full[-len(short) :], short, strict=True)):
        return True
    if _alike(full[-1], short[-1]) and _alike(full[0], short[0]) and set(short) <= set(full):
        return True
    return _opens(full, short)


def _opens(full: Sequence[str], short: Sequence[str]) -> bool:
    """Does a fuller name go on where a shorter one ends: with a father's name, or a second family name?"""
    parts, opening = _unjoined(full), _unjoined(short)
    if len(short) < 2 or len(opening) >= len(parts):
        return False
    return parts[: len(opening)] == opening and not any(len(key) < 3 for key in opening)


def _unjoined(keys: Sequence[str]) -> list[str]:
    """Keys with those that a hyphen joins told apart, as other places of a name may write them."""
    return [part for key in keys for part in key.split("-") if part]


def _are_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    return len(some) == len(others) and all(map(_alike, some, others))


def _alike(a: str, b: str) -> bool:
    """Are two parts one name: equal, an initial of the other, or one slip apart?"""
    if a == b:
        return True
    if a.endswith(".") or b.endswith("."):
        short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
        return long.startswith(short)
    return min(len(a), len(b)) >= 5 and _one_slip(a, b)


def _one_slip(a: str, b: str) -> bool:
    """One letter more, less, other, or two swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    rest, other = a[at:], b[at:]
    if len(a) == len(b):
        return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return rest[1:] == other if len(a) > len(b) else rest == other[1:]


# --- records ----------------------------------------------------------------------------------------------


def _add(document: Document, entity: _Entity) -> None:
    name = _fullest([naming.text for naming in entity.namings])
    given, family = _parts(document, name, entity)
    first = entity.namings[0].match
    record: Any = document.build(
        Person,
        first,
        name=name,
        mentions=tuple(_mentions(document, entity.namings)),
        given=given,
        family=family,
        gender=entity.gender or _gender_of(document, given),
    )
    document.add("person", first, record)
    for naming in entity.namings[1:]:
        document.alias(naming.match, record)


def _mentions(document: Document, namings: Sequence[_Naming]) -> Iterator[Mention]:
    """The places of a person's namings; parts of the name side by side are one place."""
    at = 0
    while at < len(namings):
        first = last = namings[at]
        while at + 1 < len(namings) and _continues(document, last, namings[at + 1]):
            at += 1
            last = namings[at]
        start, end = document.text.span(first.start, last.match.end)
        yield Mention(start=start, end=end, text=document.text.source[start:end])
        at += 1


def _continues(document: Document, one: _Naming, other: _Naming) -> bool:
    """Does a part of a name go on with another part of it, one space after?"""
    return (
        len(one.keys) == 1
        and len(other.keys) == 1
        and one.keys != other.keys
        and document.folded(one.match.end, other.start) == " "
    )


def _fullest(texts: Sequence[str]) -> str:
    """The form with most parts, fewest initials; then most frequent, in ordinary case, accented, first."""
    count = Counter(texts)

    def rank(text: str) -> tuple[int, ...]:
        words = text.split()
        initials = sum(word.endswith(".") for word in words)
        return -len(words), initials, -count[text], _shouts(text), -_accents(text), -len(text)

    return min(texts, key=rank)


def _shouts(text: str) -> int:
    return sum(part.isupper() for part in re.findall(r"[^\W\d_]{2,}", text))


def _accents(text: str) -> int:
    return sum(a != b for a, b in zip(text, unaccented(text), strict=False))


def _parts(document: Document, name: str, entity: _Entity) -> tuple[str | None, str | None]:
    """The given and the family name, where capitals, later mentions or a lexicon tell them apart."""
    words = name.split()
    if len(words) < 2:
        return None, None
    if _NUMERAL.fullmatch(words[-1]) or _is_ordinal(document, entity, words[-1]):
        return " ".join(words[:-1]), None
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        at = next(i for i, word in enumerate(words) if word in capitals)
        family = words[at : at + len(capitals)]
        given = [word for word in words if word not in capitals]
        return " ".join(given) or None, " ".join(family)
    for naming in entity.namings:
        parts = naming.text.split()
        if len(parts) < len(words) and [p.lower() for p in words[-len(parts) :]] == [
            p.lower() for p in parts
        ]:
            return " ".join(words[: -len(parts)]), " ".join(words[-len(parts) :])
    known = _given_names(document, entity.namings)
    if words[0] in known or words[0].split("-")[0] in known:
        at = 1
        while at < len(words) - 1 and words[at] in known:
            at += 1
        return " ".join(words[:at]), " ".join(words[at:])
    return None, None


def _is_ordinal(document: Document, entity: _Entity, word: str) -> bool:
    """Is a name's last word a sovereign's number, spelt as an ordinal?"""
    return any(
        hit.attributes.get("ordinal") and document.source(hit.start, hit.end) == word
        for naming in entity.namings
        for hit in document.within("numbers", naming.match.start, naming.match.end)
    )


def _given_names(document: Document, namings: Sequence[_Naming]) -> Mapping[str, str | None]:
    known: dict[str, str | None] = {}
    for naming in namings:
        for hit in document.within("given_names", naming.match.start, naming.match.end):
            known[document.source(hit.start, hit.end)] = hit.attributes.get("gender")
    return known


def _gender_of(document: Document, given: str | None) -> str | None:
    if given is None:
        return None
    genders = {
        hit.attributes.get("gender")
        for hit in document.items("given_names")
        if document.source(hit.start, hit.end) in (given.split()[0], given.split()[0].split("-")[0])
    }
    return next(iter(genders)) if len(genders) == 1 else None
