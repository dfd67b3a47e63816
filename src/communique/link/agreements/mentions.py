"""Mentions: which later mentions mean an instrument named before, and acronyms that the text introduces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from attrs import evolve

from communique.link.agreements.instruments import Instrument
from communique.link.document import Document

__all__ = ["acronyms", "antecedents"]

_BACK = 60
_DETERMINER = 14
_OF = 4
_TIED = 20


def antecedents(document: Document, found: Sequence[Instrument]) -> None:
    """Point anaphoric and repeated mentions to the fullest one before them."""
    for at, instrument in enumerate(found):
        earlier = found[max(0, at - _BACK) : at]
        if instrument.antecedent is not None or _completed(instrument, found[at + 1 : at + 2]):
            pass
        elif instrument.needs == "anaphora":
            instrument.antecedent = _latest(instrument, earlier)
            instrument.dropped = instrument.antecedent is None
        elif instrument.sum is not None:
            continue
        elif instrument.bare and _described(instrument) and not _pointed(document, instrument):
            instrument.antecedent = _made_then(instrument, earlier) or _made_at(document, instrument, earlier)
        elif (
            instrument.bare
            and not instrument.named
            and instrument.outer is None
            and _definite(document, instrument)
        ):
            if " " in document.folded(instrument.start, instrument.end):
                instrument.antecedent = _longer_head(document, instrument, earlier)
            else:
                instrument.antecedent = (
                    _same_head(document, instrument, earlier)
                    or _latest(instrument, earlier)
                    or _longer_head(document, instrument, earlier)
                )
        elif not instrument.bare:
            instrument.antecedent = _same_name(document, instrument, earlier) or _made_at(
                document, instrument, earlier
            )
        if instrument.antecedent is not None:
            source = instrument.antecedent
            instrument.refers_to = source.refers_to or document.source(source.start, source.end)


def _completed(instrument: Instrument, following: Sequence[Instrument]) -> bool:
    """Whether the next mention completes the name: "the accord amending the accord on fishing"."""
    return any(
        other.kind == instrument.kind
        and (
            other.governor is instrument
            or (other.heir is instrument and other.start - instrument.end < _TIED)
        )
        for other in following
    )


def _latest(instrument: Instrument, earlier: Sequence[Instrument]) -> Instrument | None:
    """The last mention of the same kind; one that has no proper name, where the text has such ones."""
    unnamed = instrument.needs != "anaphora" and any(
        other.kind == instrument.kind and not other.named and other.plural == instrument.plural
        for other in earlier
    )
    for other in reversed(earlier):
        if (
            other.kind == instrument.kind
            and other.plural == instrument.plural
            and other.outer is None
            and not other.dropped
            and not (other.named and unnamed)
        ):
            return other
    for other in reversed(earlier):
        wider = instrument.plural or not other.plural
        if other.kind == instrument.kind and other.needs != "anaphora" and wider and not other.dropped:
            return other
    return None


def _same_head(
    document: Document, instrument: Instrument, earlier: Sequence[Instrument]
) -> Instrument | None:
    """The last mention of the same kind with the same head, where the last of that kind has another one."""
    word = _plain(document, instrument)
    same = [
        other
        for other in earlier
        if other.kind == instrument.kind
        and other.plural == instrument.plural
        and _plain(document, other).startswith(word)
    ]
    return _latest(instrument, same)


def _plain(document: Document, instrument: Instrument) -> str:
    """The name in lower case without accents, which capitals may lack."""
    text = normalize("NFD", document.lower(instrument.start, instrument.end))
    return "".join(letter for letter in text if not combining(letter))


def _longer_head(
    document: Document, instrument: Instrument, earlier: Sequence[Instrument]
) -> Instrument | None:
    """The last mention whose name begins with this head."""
    word = document.lower(instrument.start, instrument.end)
    for other in reversed(earlier):
        if other.plural == instrument.plural and document.lower(other.start, other.end).startswith(word):
            instrument.kind = other.kind
            return other
    return None


def _same_name(
    document: Document, instrument: Instrument, earlier: Sequence[Instrument]
) -> Instrument | None:
    name = document.lower(instrument.start, instrument.end)
    for other in reversed(earlier):
        if other.kind == instrument.kind and document.lower(other.start, other.end) == name:
            return other
    return None


def _described(instrument: Instrument) -> bool:
    """Whether a participle right behind a mention tells when, or where, it was made: which one is meant."""
    made = any(
        fate.attributes["form"] == "participle" and 0 <= fate.start - instrument.end <= 1
        for fate in instrument.fates
    )
    return made and any(event.date or event.place for event in instrument.events)


def _made_then(instrument: Instrument, earlier: Sequence[Instrument]) -> Instrument | None:
    """The earlier instrument made on the same day, or of which the text does not tell when it was made."""
    when = {event.date for event in instrument.events} - {None}
    for other in reversed(earlier):
        if other.kind == instrument.kind and other.outer is None and not other.dropped:
            told = {event.date for event in other.events} - {None}
            if told & when:
                return other
    return None


def _made_at(document: Document, instrument: Instrument, earlier: Sequence[Instrument]) -> Instrument | None:
    """The earlier instrument made where a mention is called after, or called after where this was made."""
    where = _place(document, instrument)
    made = {event.place for event in instrument.events if event.place}
    for other in reversed(earlier if where or made else ()):
        if other.kind != instrument.kind or other.outer is not None:
            continue
        if where and any(event.place == where for event in other.events):
            return other
        if made and not other.bare and _place(document, other) in made:
            return other
    return None


def _place(document: Document, instrument: Instrument) -> str | None:
    """The place after which an instrument is called: "the treaty of Lima"."""
    head = instrument.match.groups.get("head")
    word = document.folded(instrument.start, instrument.end).find(" ")
    start = head.end if head is not None else instrument.start + max(word, 0)
    places = document.within("place", start, instrument.end)
    if not places or places[-1].end < instrument.end or places[0].start - start > _OF:
        return None
    record = document.record_of(places[-1])
    return record.name if record is not None else None


def _pointed(document: Document, instrument: Instrument) -> bool:
    return _determiner(document, instrument) == "demonstrative"


def _definite(document: Document, instrument: Instrument) -> bool:
    return _determiner(document, instrument) in {"definite", "demonstrative", "partitive", "possessive"}


def _determiner(document: Document, instrument: Instrument) -> str | None:
    start = instrument.start
    near = [hit for hit in document.within("determiners", start - _DETERMINER, start) if start - hit.end <= 1]
    return near[0].attributes.get("kind") if near else None


def acronyms(document: Document, found: Sequence[Instrument]) -> list[Instrument]:
    """The instruments, with the later mentions by an acronym that the text introduced."""
    everything = list(found)
    taken = {instrument.start: instrument for instrument in found}
    for gloss in found:
        if not gloss.gloss:
            continue
        full = next(
            (
                other
                for other in reversed(found)
                if other.end <= gloss.start and other.outer is None and not other.gloss
            ),
            None,
        )
        word = document.folded(gloss.start, gloss.end)
        full = _abbreviated(document, found, full, word)
        gloss.antecedent = full
        gloss.kind = full.kind if full is not None else gloss.kind
        for start in _occurrences(document.zones.folded, word, 0):
            if start == gloss.start:
                continue
            one = taken.get(start)
            if one is None:
                match = gloss.match._replace(
                    start=start, end=start + len(word), whole=(start, start + len(word)), groups={}
                )
                one = evolve(
                    gloss, match=match, outer=None, gloss=False, events=[], parties=set(), signers=set()
                )
                everything.append(one)
                taken[start] = one
            if one.end != start + len(word) or one.gloss:
                continue
            early = start < gloss.start
            one.antecedent, one.full = (None, full) if early else (full, None)
    everything.sort(key=lambda instrument: (instrument.start, -instrument.end))
    return everything


def _abbreviated(
    document: Document, found: Sequence[Instrument], full: Instrument | None, word: str
) -> Instrument | None:
    """What an acronym is short for: of two whose names end before it, the one whose first letter it has."""
    if full is None or document.lower(full.start, full.start + 1) == word[:1].lower():
        return full
    inner = (
        other
        for other in found
        if other.outer is full
        and other.end == full.end
        and document.lower(other.start, other.start + 1) == word[:1].lower()
    )
    return next(inner, full)


def _occurrences(text: str, word: str, start: int) -> Iterator[int]:
    at = text.find(word, start)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)
