"""Link countries, organisations and places, and the titles, which need nothing but themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from communique.link.document import Document
from communique.link.former import former
from communique.match import Match
from communique.records import Country, Organisation, Place, Title

__all__ = ["link"]

_LONGEST_ACRONYM = 14


def link(document: Document) -> None:
    """Make the country, organisation, place and title records of a document."""
    for match in document.items("title"):
        document.add("title", match, document.build(Title, match))
    _places(document)
    _countries(document)
    _organisations(document)


def _places(document: Document) -> None:
    """Places; a capital is that of the state whose it was when the text was written."""
    then = former(document)
    for match in document.items("place"):
        name = document.source(match.start, match.end)
        told = {"country": then[match.start]} if match.start in then else {}
        document.add("place", match, document.build(Place, match, name=name, **told))


# --- countries --------------------------------------------------------------------------------------------


def _countries(document: Document) -> None:
    """Countries; an adjective that several states share takes the one that the text names elsewhere."""
    matches: Sequence[Match] = document.items("country")
    evidence: list[tuple[int, str]] | None = None
    for match in matches:
        shared = match.attributes.get("alternatives")
        if not shared:
            document.add("country", match, document.build(Country, match))
            continue
        if evidence is None:
            evidence = sorted(_evidence(document, matches))
        code = _nearest(evidence, match.start, (match.attributes["code"], *shared.split()))
        document.add("country", match, document.build(Country, match, code=code))


def _evidence(document: Document, matches: Sequence[Match]) -> Iterator[tuple[int, str]]:
    for match in matches:
        if not match.attributes.get("alternatives"):
            yield match.start, match.attributes["code"]
    for match in document.items("place"):
        if country := match.attributes.get("country"):
            yield match.start, country


def _nearest(evidence: Sequence[tuple[int, str]], offset: int, codes: tuple[str, ...]) -> str:
    """The code of `codes` named last before an offset, else first after it, else the first of `codes`."""
    at = bisect_right(evidence, (offset, ""))
    for _, code in (*reversed(evidence[:at]), *evidence[at:]):
        if code in codes:
            return code
    return codes[0]


# --- organisations ----------------------------------------------------------------------------------------


def _organisations(document: Document) -> None:
    """Organisations, and the acronyms by which the text says that it will call them."""
    known: dict[str, Match] = {}
    taken = {match.start for match in document.items("organisation")}
    for match in document.items("organisation"):
        acronym = _acronym_after(document, match.end)
        code = match.attributes.get("code") or acronym
        document.add("organisation", match, document.build(Organisation, match, code=code))
        if acronym and acronym not in known:
            known[acronym] = match._replace(attributes={**match.attributes, "code": code})
    for acronym, match in known.items():
        for start in _occurrences(document, acronym, match.end):
            if start not in taken:
                named = match._replace(
                    start=start, end=start + len(acronym), groups={}, whole=(start, start + len(acronym))
                )
                document.add("organisation", named, document.build(Organisation, named))
    document.records.get("organisation", []).sort(key=lambda pair: pair[0].start)


def _acronym_after(document: Document, end: int) -> str | None:
    """The acronym in parentheses right after an offset, or None."""
    following = document.folded(end, end + _LONGEST_ACRONYM + 3).lstrip(" ")
    if not following.startswith("(") or ")" not in following:
        return None
    acronym = following[1 : following.index(")")].strip()
    letters = [char for char in acronym if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    compact = acronym.replace("-", "").replace(".", "").isalnum()
    return acronym if compact and len(letters) >= 2 and capitals * 2 > len(letters) else None


def _occurrences(document: Document, word: str, start: int) -> Iterator[int]:
    folded = document.zones.folded
    at = folded.find(word, start)
    while at >= 0:
        end = at + len(word)
        if not folded[at - 1 : at].isalnum() and not folded[end : end + 1].isalnum():
            yield at
        at = folded.find(word, end)
