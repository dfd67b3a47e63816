"""Which mentions of meetings count: not the denied, the merely asked about, or what nobody takes part in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from communique.link import actors
from communique.link.document import Document
from communique.match import Match

__all__ = ["Answers", "acted", "form", "head", "is_verb", "modality", "pointed", "stands"]

_WIDEST = 240
_OFTEN = 90
"""How far behind a meeting may be told how often it is held; half as far before."""
_NEXT = 16
"""How far behind its verb the adverb begins that says how often."""
_ARTICLE = 5
"""How far before its noun an article may begin."""
_SITTING = 400
"""How far around a sitting the parliament is looked for that sits."""
_MEMBERS = frozenset({"parliamentarian", "speaker"})
_INSIDE = ("office", "organisation", "agreement", "person", "place")


def head(match: Match) -> Mapping[str, Any]:
    """The lexicon row of a match's head word."""
    group = match.groups.get("head")
    return group.items[0].attributes if group is not None and group.items else {}


def form(match: Match) -> str | None:
    """How a meeting is told, where its rule gives a value ``form`` (``verb``, ``reflexive``, ``given``)."""
    return match.attributes.get("form")


def is_verb(match: Match) -> bool:
    """Whether a meeting is told by a verb."""
    values = head(match)
    return values.get("type") == "verb" or form(match) == "verb"


def stands(document: Document, match: Match) -> bool:
    """Whether a match is no part of a name, an office or an instrument."""
    known: dict[tuple[int, int], bool] = document.memo.setdefault("meetings_standing", {})
    key = match.start, match.end
    if key not in known:
        known[key] = not _recurs(document, match) and (is_verb(match) or _stands(document, match))
    return known[key]


def _stands(document: Document, match: Match) -> bool:
    for name in _INSIDE:
        for item in document.within(name, max(0, match.start - _WIDEST), match.end + _WIDEST):
            around = item.start <= match.start and match.end <= item.end
            if around and item.end - item.start > match.end - match.start and document.record_of(item):
                return False
    return not (
        _means(document, match)
        or _of_parliament(document, match)
        or _part_of(document, match)
        or _signature(document, match)
        or _body(document, match)
    )


def _means(document: Document, match: Match) -> bool:
    """The means of talks that a verb tells of already ("spoke by video link")."""
    if not any(hit.end >= match.end for hit in document.within("remote_means", match.start - 6, match.end)):
        return False
    start = max(document.sentence(match.start)[0], match.start - _WIDEST)
    return any(is_verb(item) for item in document.within("meeting", start, match.start))


def _signature(document: Document, match: Match) -> bool:
    """A noun alone in its line with an article: a body that signs, no meeting."""
    line = document.zones.line(match.start)
    if line is None or document.lower(match.end, line.end).strip(" .\n"):
        return False
    before = document.lower(line.start, match.start).strip()
    return bool(before) and any(
        hit.start - line.start < 3 and match.start - hit.end <= 1
        for hit in document.within("determiners", line.start, match.start)
    )


def _part_of(document: Document, match: Match) -> bool:
    """A noun that only says of what another meeting is a part ("the session of the joint commission")."""
    if is_verb(match):
        return False
    before = document.within("meeting", max(0, match.start - 60), match.start)
    if not before or is_verb(before[-1]) or match.start - before[-1].end > 16:
        return False
    if any(
        hit.attributes["type"] == "join"
        for hit in document.within("actor_words", before[-1].end, match.start)
    ):
        return False  # "followed by"
    if document.within("meeting_openers", before[-1].end, match.start):
        return False  # "in the course of"
    roles = document.within("actor_roles", before[-1].end, match.start)
    words = document.lower(before[-1].end, match.start).split()
    return len(words) <= 2 and any(hit.attributes["role"] == "of" for hit in roles)


def _body(document: Document, match: Match) -> bool:
    """A capitalised noun that acts: a body, no meeting."""
    word = document.folded(match.start, match.end)
    if not word[:1].isupper() or word.isupper():
        return False
    if document.zones.lower[max(0, match.start - 1) : match.start] in {"\n", ""}:
        return False
    view = actors.of(document)
    return any(
        one.kind == "body" and one.start <= match.start < one.end for one in view.subject_of(match.start)
    )


def _recurs(document: Document, match: Match) -> bool:
    """Whether it is said how often such meetings are held, and of no day: none in particular is meant."""
    start, end = document.sentence(match.start)
    if is_verb(match) and not _past(match) and _often(document, match.start, min(end, match.end + _NEXT)):
        return True
    if not document.items("frequency"):
        return False
    start, end = max(start, match.start - _OFTEN // 2), min(end, match.end + _OFTEN)
    for hit in document.within("frequency", start, end):
        low, high = min(match.end, hit.end), max(match.start, hit.start)
        between = document.within("pronouns", low, high)
        if any(one.attributes.get("kind") == "relative" for one in between):
            continue
        return not document.within("date", *document.sentence(match.start)) and not _past(match)
    return False


def _often(document: Document, start: int, end: int) -> bool:
    return any(hit.attributes.get("kind") == "often" for hit in document.within("adverbs", start, end))


def _past(match: Match) -> bool:
    """Whether a verb tells what has been."""
    tenses = {item.attributes.get("tense") for group in match.groups.values() for item in group.items}
    return bool(tenses & {"past_participle", "past_historic"})


def _of_parliament(document: Document, match: Match) -> bool:
    """A national parliament's sittings are no meetings."""
    if match.attributes.get("kind") not in {"working_session", "conference"} or is_verb(match):
        return False
    if document.within("organisation", match.end, match.end + 60):
        return False
    near = document.within("office_bodies", match.end, match.end + 44)
    if any(hit.attributes.get("type") == "assembly" for hit in near[:1]):
        return True
    sitting = document.starting_at("sittings", match.start)
    if sitting is None or sitting.end < match.end:
        return False
    start, end = document.sentence(match.start)
    if sitting.attributes["type"] == "house":
        return True
    if sitting.attributes["type"] == "term":
        return _sat(document, match, start, end, posts=False)
    return _sat(document, match, start, end, posts=True) or (
        match.start - start < _WIDEST and _sat(document, match, max(0, start - _SITTING), end, posts=True)
    )


def _sat(document: Document, match: Match, start: int, end: int, *, posts: bool) -> bool:
    """Whether a stretch speaks of a parliament, or with `posts` of its members, and of no other body."""
    start, end = max(start, match.start - _SITTING), min(end, match.end + _SITTING)
    if any(document.record_of(item) for item in document.within("organisation", start, end)):
        return False
    held = [(item, document.record_of(item)) for item in document.within("office", start, end)]
    if posts and any(record is not None and record.role in _MEMBERS for _, record in held):
        return True
    return any(
        hit.attributes.get("type") == "assembly"
        and (posts or not any(item.start <= hit.start < item.end for item, _ in held))
        for hit in document.within("office_bodies", start, end)
    )


def acted(match: Match, found: Any) -> bool:
    """A verb needs somebody who acts; a passive one, somebody by whom."""
    if match.attributes.get("needs") == "holder":
        return bool(found.held)
    if not is_verb(match):
        return bool(found.everybody) or not found.means
    values = head(match)
    if values.get("object") == "with" and values.get("kind") != "ceremony":
        several = len(found.subject) > 1 or any(one.plural or len(one.names) > 1 for one in found.subject)
        return bool(found.subject) and (several or bool(found.others))
    if match.groups.get("passive") is not None:
        known = [one for one in found.agents if one.kind != "group" or one.names]
        return bool(known) and (bool(found.subject) or any(one.names for one in known))
    if not found.subject or (match.attributes.get("needs") == "others" and not found.others):
        return False
    if form(match) == "convened":
        people = any(one.kind in {"person", "office", "pronoun"} and not one.plural for one in found.subject)
        return people and any(one.kind in {"person", "office", "group", "joint"} for one in found.others)
    if values.get("reflexive") == "yes" and values.get("kind") == "working_session" and not found.named:
        return not found.related
    if values.get("object") in {"direct", "person"} and form(match) != "reflexive":
        return bool(found.others)
    if values.get("object") in {"strict", "to"}:
        return bool(found.others) or values.get("kind") == "ceremony"
    return True


class Answers:
    """Which questions of a document are answered yes."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.zones.exchanges
        self._starts = [block.question[0] for block in self._blocks]
        self._document = document
        self._yes = document.items("affirmations")

    def affirmed(self, at: int) -> bool | None:
        """True or False for an offset inside a question, by its answer; None outside questions."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return None
        block = self._blocks[index]
        if not block.question[0] <= at < block.question[1]:
            return None
        start, end = block.answer
        return any(start <= hit.start <= start + 30 < end + 31 for hit in self._yes)


def modality(document: Document, match: Match, answers: Answers) -> str:
    """How a meeting is meant; what a question asks about is asserted by a yes."""
    told = document.modality(match)
    if told == "negated" and not pointed(document, match):
        return told
    told = "asserted" if told == "negated" else told
    if answers.affirmed(match.start) is False and _wondered(document, match):
        return "asked"
    if not is_verb(match) and _rumoured(document, match):
        return "asked"
    if is_verb(match) or form(match) == "inverted":
        asked = _asks(document, match)
        affirmed = answers.affirmed(match.start)
        if affirmed is not None and asked:
            return "planned" if affirmed and _future(match) else "asserted" if affirmed else "asked"
        if asked and affirmed is None:
            following = document.lower(*document.sentence(document.sentence(match.start)[1] + 1))
            return "asserted" if _opens_yes(document, match) and following else "asked"
    if told == "asserted" and (_future(match) or (not is_verb(match) and _ahead(document, match))):
        return "planned"
    return told


def pointed(document: Document, match: Match, *, own: bool = True) -> bool:
    """Whether a noun is pointed at, or is the occasion of what is denied: it was held all the same."""
    if is_verb(match):
        return False
    low = match.start - 26
    if any(
        hit.attributes.get("kind") == "demonstrative" or (own and hit.attributes.get("kind") == "possessive")
        for hit in document.within("determiners", low, match.start)
    ):
        return True
    openers = document.within("meeting_openers", match.start - 34, match.start)
    return bool(openers) and match.start - openers[-1].end < 20


def _wondered(document: Document, match: Match) -> bool:
    """Whether a question asks for "a" meeting, which need not be, and not for the idea of one."""
    articles = [
        hit
        for hit in document.within("determiners", match.start - _ARTICLE, match.start)
        if hit.attributes.get("kind") == "indefinite"
    ]
    if not articles or is_verb(match):
        return False
    at = articles[-1].start
    of = any(
        hit.attributes["role"] == "of" and hit.end >= at - 1
        for hit in document.within("actor_roles", at - _ARTICLE, at)
    )
    return not of and _asks(document, match)


def _rumoured(document: Document, match: Match) -> bool:
    """Whether the verb of which a noun is the subject only reports a rumour: a perfect conditional."""
    for hit in document.within("auxiliaries", match.end, match.end + 24):
        return hit.attributes.get("tense") == "conditional" and bool(
            document.within("meeting_verbs", hit.end, hit.end + 14)
            or document.within("statuses", hit.end, hit.end + 14)
        )
    return False


def _ahead(document: Document, match: Match) -> bool:
    """Whether the nearest verb before or after a noun, in its sentence, is in the future."""
    start, end = document.sentence(match.start)
    for low, high, last in (
        (max(start, match.start - 50), match.start, True),
        (match.end, min(end, match.end + 40), False),
    ):
        hits = [
            hit
            for name in ("auxiliaries", "meeting_verbs")
            for hit in document.within(name, low, high)
            if hit.attributes.get("tense") not in {None, "infinitive", "past_participle"}
        ]
        if hits:
            nearest = (
                max(hits, key=lambda hit: int(hit.start))
                if last
                else min(hits, key=lambda hit: int(hit.start))
            )
            return bool(nearest.attributes.get("tense") == "future")
    return False


def _asks(document: Document, match: Match) -> bool:
    start, end = document.sentence(match.start)
    return document.lower(max(start, end - 24), end).rstrip(' \n»"').endswith("?")


def _opens_yes(document: Document, match: Match) -> bool:
    """Whether a yes opens the next lines."""
    end = document.sentence(match.start)[1]
    return any(end <= hit.start <= end + 48 for hit in document.within("affirmations", end, end + 60))


def _future(match: Match) -> bool:
    tenses = {item.attributes.get("tense") for group in match.groups.values() for item in group.items}
    return "future" in tenses
