"""Home: whose text a document is, weighed from its letterhead, its dateline, and its guests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["Home", "of"]

_OPENING = 300
_LETTERHEAD = 60
_DATE_GAP = 30
_PLACE_GAP = 8
_MOST = 10
_ARTICLE = 6

_SEAT = 9.0
_DATELINE = 8.0
_HEAD = 10.0
_PASSING = 0.5
_BINDINGS = 6
_FIRST = 4.0
_CAPITAL = 4.0
_INSTITUTION = 4.5
_NEAR = 1.0
_SITE = 2.0
_NAMED = 0.7
_PLACED = 0.4
_GUEST = -2.5
_SERVED = -1.6
_AMBASSADOR = -1.0
_FIRM = 3.5
_CLEAR = 1.0
_MENTIONED = 0.7
_NO_STATE = "-"
"""The code of a seat whose government is no state's."""

_HOUSES = frozenset({"mission", "government", "ministry"})
_HIGH = frozenset({"head_of_state", "head_of_government", "minister", "deputy_minister"})


class Home(NamedTuple):
    """The state, or union, whose text a document is, and whether more than its name tells that."""

    code: str | None
    firm: bool


def of(document: Document) -> Home:
    """Whose text a document is; weighed when first asked for."""
    found: Home | None = document.memo.get("home")
    if found is None:
        found = document.memo["home"] = _weigh(document)
    return found


def _weigh(document: Document) -> Home:
    counts = Counter(record.code for _, record in document.records.get("country", ()))
    own = _speaks_of_its_own(document)
    told = _told(document, counts, own=own)
    weight = defaultdict(float, told)
    for code, count in counts.items():
        weight[code] += _NAMED * min(count, _MOST)
    for code, count in _guests(document).items():
        weight[code] += _GUEST * min(count, 2)
    for code, count in _accredited(document).items():
        weight[code] += _AMBASSADOR * min(count, 2)
    for code, count in _places(document).items():
        if code in weight or own:
            weight[code] += _PLACED * min(count, _MOST)
    if own:
        for code in {
            o.country for _, o in document.records.get("office", ()) if o.role in _HIGH and o.country
        }:
            weight[code] += _SERVED
    best = max(weight, key=lambda code: weight[code], default=None)
    second = max((value for code, value in weight.items() if code != best), default=0.0)
    firm = best is not None and (told.get(best, 0.0) >= _FIRM or weight[best] >= second + _CLEAR)
    return Home(None if best == _NO_STATE else best, firm)


def _told(document: Document, counts: Mapping[str, int], *, own: bool) -> dict[str, float]:
    """What seats, the dateline and the letterhead tell."""
    told: defaultdict[str, float] = defaultdict(float)
    bodies = any(match.start < _OPENING for match, _ in document.records.get("organisation", ()))
    for hit in document.items("seats"):
        if hit.attributes["code"] != _NO_STATE:
            told[hit.attributes["code"]] += _SEAT if hit.start < _OPENING else _INSTITUTION
        elif hit.start < _OPENING and _dateline(document, hit):
            told[_NO_STATE] += _SEAT + _DATELINE  # the place lies in a state all the same
        elif not document.within("place", hit.start, hit.end) or " " in document.folded(hit.start, hit.end):
            told[_NO_STATE] += _SEAT if hit.start < _OPENING else _SITE  # the government, not the town
    for match, record in document.records.get("place", ()):
        if match.start >= _OPENING:
            break
        if record.country is None:
            continue
        known = record.country in counts
        if _dateline(document, match):
            plain = known or ((own or not bodies) and _capital(document, match))
            if not plain:
                told[record.country] += _PASSING
            elif not _begins(document, match.start):
                told[record.country] += _SITE
            else:
                told[record.country] += _DATELINE if known else _CAPITAL
        elif known and not told.get(record.country):
            told[record.country] += _FIRST if _opens(document, match.start) else _NEAR
    for hit in document.items("places"):
        if hit.attributes.get("type") == "site" and hit.attributes.get("country"):
            told[hit.attributes["country"]] += _SITE
    for binding in document.items("binding")[:_BINDINGS]:
        first = binding.groups["party"].items[0] if binding.attributes["form"] == "all" else None
        if first is not None and first.attributes.get("code") in counts:
            told[first.attributes["code"]] += _NAMED  # who writes names itself first
    for match, record in document.records.get("country", ()):
        if match.start >= _LETTERHEAD:
            break
        told[record.code] += _HEAD if _heads(document, match) or _housed(document, match) else 0
    for match, record in document.records.get("organisation", ()):
        if match.start >= _OPENING:
            break
        if record.code:
            heads = match.start < _LETTERHEAD and not _beside_state(document, match)
            told[record.code] += _HEAD if heads else 0.0 if own else _MENTIONED
    return told


def _begins(document: Document, start: int) -> bool:
    """Whether a line begins right before an offset."""
    return start == 0 or document.folded(start - 1, start) == "\n"


def _opens(document: Document, start: int) -> bool:
    """Whether a line, or a bracket, opens right before an offset."""
    return start == 0 or document.folded(start - 1, start) in {"\n", "("}


def _dateline(document: Document, place: Hit | Match) -> bool:
    """Whether a place opens a line and a date, a dash or a bracket follows it."""
    if not _opens(document, place.start):
        return False
    following = document.folded(place.end, place.end + 4)
    after = following.lstrip(" .\n" if following.startswith(".") else None)[:1]
    dated = document.within("date", place.end, place.end + _DATE_GAP)
    return after in {"(", "-"} or bool(dated and dated[0].start - place.end <= _PLACE_GAP)


def _heads(document: Document, country: Match) -> bool:
    """Whether a state's official name is a line of its own: a letterhead's."""
    line = document.zones.line(country.start)
    official = document.within("countries", country.start, country.end)
    return (
        line is not None
        and country.start == line.start
        and country.end >= line.start + len(document.folded(line.start, line.end).rstrip())
        and any(hit.attributes.get("type") == "official" for hit in official)
    )


def _housed(document: Document, country: Match) -> bool:
    """Whether a heading opens with an institution, of a state that is named right behind it: a letterhead."""
    line = document.zones.line(country.start)
    if line is None or line.kind != "heading":
        return False
    return any(
        body.start - line.start <= _ARTICLE // 2
        and 0 < country.start - body.end <= _ARTICLE
        and body.attributes.get("type") in _HOUSES
        for body in document.within("office_bodies", line.start, country.start)
    )


def _beside_state(document: Document, body: Match) -> bool:
    """Whether the heading with an organisation, or the line before it, names a state: no letterhead then."""
    line = document.zones.line(body.start)
    if line is None:
        return False
    end = line.end if line.kind == "heading" else body.start  # in running text: a state named first
    return bool(document.within("country", line.start, end)) or _within_news(document, line.start, body)


def _within_news(document: Document, start: int, body: Match) -> bool:
    """Whether an organisation stands behind a dateline, and other words: it is not the first who acts."""
    places = document.within("place", start, body.start)
    if not places or places[0].start != start or not _dateline(document, places[0]):
        return False
    offices = document.within("office", start, body.end + _DATE_GAP)
    first = next((office.start for office in offices if office.start < body.start < office.end), body.start)
    dash = document.folded(start, first).rfind("- ")
    return dash >= 0 and first - start - dash > _ARTICLE


def _capital(document: Document, place: Match) -> bool:
    hits = document.within("places", place.start, place.end)
    return any(hit.attributes.get("type") == "capital" for hit in hits)


def _guests(document: Document) -> Counter[str]:
    """The states of counterparts, who are others than the text's own."""
    found: Counter[str] = Counter()
    for hit in document.items("offices"):
        if hit.attributes.get("counterpart"):
            for country in document.within("country", hit.end, hit.end + _DATE_GAP):
                if country.start - hit.end <= 2:
                    record = document.record_of(country)
                    found.update([record.code] if record is not None else [])
                break
    for binding in document.items("binding"):
        if binding.attributes["form"] == "one":  # who an instrument is concluded with is another
            found.update({item.attributes["code"] for item in binding.groups["party"].items if _state(item)})
    return found


def _accredited(document: Document) -> Counter[str]:
    """The states whose ambassadors are named without the place where they serve: that is here."""
    found: Counter[str] = Counter()
    for match, office in document.records.get("office", ()):
        if office.role == "ambassador" and office.country:
            plain = len(document.within("country", match.start, match.end)) == 1
            if plain and not document.within("place", match.start, match.end + _PLACE_GAP):
                found[office.country] += 1
    return found


def _state(item: Hit | Match) -> bool:
    return item.name == "countries" and "code" in item.attributes


def _places(document: Document) -> Counter[str]:
    return Counter(record.country for _, record in document.records.get("place", ()) if record.country)


def _speaks_of_its_own(document: Document) -> bool:
    """Whether the text speaks of high offices without naming their state: those of its own."""
    return any(
        office.role in _HIGH
        and not (office.country or office.country_inferred or office.refers_to)
        and " " in document.folded(match.start, match.end)
        for match, office in document.records.get("office", ())
    )
