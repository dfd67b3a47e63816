"""Instruments: the agreement matches of a document with what linking learns about each."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import Factory, define, field

from communique.link.document import Document
from communique.match import Hit, Match
from communique.records import AgreementEvent

__all__ = ["Instrument", "chain", "coordinated", "instruments"]

_CHAIN_GAP = 70
_COMPLEMENT_GAP = 26
_LEAD = 5
_TOLD = frozenset({"present", "past_historic", "imperfect", "future"})
_OWNED_GAP = 160
_EPITHET = 20
_GLOSS_ENDS = frozenset(")/")
_SIGNATURE = frozenset({"signed", "initialled"})


@define(eq=False, repr=False)
class Instrument:
    """A mention of an instrument. Offsets are folded.

    Attributes:
        match: where it stands, and the rule that found it.
        kind: kind of instrument.
        outer: the mention it stands in.
        needs: what its head needs to name an instrument (lexicon column `needs`).
        bare: True where the mention is a head alone.
        single: True where it is a single word.
        oblique: True after a preposition.
        gloss: True for an acronym in parentheses after the name.
        gender: grammatical gender of its head, "m" or "f", where one is known.
        governor: the instrument right before it that it completes ("protocol to the convention").
        lone: True where the other side is told to be no state.
        heir: the instrument that is said to replace, amend or follow it.
        private: True where parliaments made it, who bind no state.
        rank: its number among the document's.
        denied: True where the text denies an event.
        full: the later mention that tells in full what this acronym, used before, means.
        many: True where it is told to be open to many.
        sum: the plural mention that announces a list with this instrument.
        antecedent: the earlier mention of the same instrument.
        fates: what the text says becomes of it, or does not.
        weak: True where its parties are partly guessed.
        events, parties, signers, refers_to: what linking finds.
    """

    match: Match
    kind: str
    outer: Instrument | None
    needs: str
    bare: bool
    single: bool
    oblique: bool
    named: bool
    plural: bool
    events: list[AgreementEvent] = Factory(list)
    parties: set[str] = Factory(set)
    signers: set[str] = Factory(set)
    refers_to: str | None = None
    antecedent: Instrument | None = None
    denied: bool = False
    rank: int = 0
    gender: str | None = None
    governor: Instrument | None = None
    heir: Instrument | None = None
    gloss: bool = False
    lone: bool = False
    private: bool = False
    full: Instrument | None = None
    many: bool = False
    sum: Instrument | None = None
    fates: list[Match] = Factory(list)
    weak: bool = False
    dropped: bool = field(default=False)

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.match.start

    @property
    def end(self) -> int:
        """Where the mention ends."""
        return self.match.end

    @property
    def counts(self) -> bool:
        """Whether the mention is one of an instrument at all."""
        if self.needs == "signature":
            return not self.dropped and any(event.status in _SIGNATURE for event in self.events)
        return not self.dropped and (self.needs != "event" or bool(self.events))


def instruments(document: Document) -> list[Instrument]:
    """The instruments of a document, in text order."""
    found: list[Instrument] = []
    open_: list[Instrument] = []
    for match in document.items("agreement"):
        open_ = [outer for outer in open_ if outer.end > match.start]
        head = match.groups.get("head")
        attributes = match.attributes
        instrument = Instrument(
            match=match,
            kind=attributes["kind"],
            outer=open_[-1] if open_ else None,
            needs=attributes.get("needs", ""),
            bare=head is not None and head.end == match.end,
            single=" " not in document.folded(match.start, match.end),
            oblique="oblique" in match.groups,
            named=attributes.get("named") == "yes",
            plural=attributes.get("plural") == "pl",
            gloss=attributes.get("acronym") == "yes" or _glosses(document, found, match),
            gender=head.items[0].attributes.get("gender") if head is not None and head.items else None,
        )
        if found and (_completes(document, found[-1], instrument) or _owned(document, found[-1], instrument)):
            instrument.governor = found[-1]
        found.append(instrument)
        open_.append(instrument)
    return found


def _glosses(document: Document, found: Sequence[Instrument], match: Match) -> bool:
    """Whether a mention of one word stands in parentheses behind another one, alone or after a slash."""
    if not found or " " in document.folded(match.start, match.end):
        return False
    before = document.folded(found[-1].end, match.start)
    opens = before == " (" or (found[-1].gloss and before.strip() == "/")
    return opens and document.folded(match.end, match.end + 1) in _GLOSS_ENDS


def _owned(document: Document, first: Instrument, second: Instrument) -> bool:
    """Whether a protocol is that of the instrument before: "its application protocol"."""
    if second.kind != "protocol" or first.kind in {"protocol", "resolution"} or first.plural:
        return False
    if not first.end < second.start < first.end + _OWNED_GAP:
        return False
    words = [
        word
        for word in document.within("determiners", second.start - _EPITHET, second.start)
        if word.attributes.get("kind") == "possessive" and word.attributes.get("person") == "3"
    ]
    return bool(words) and len(document.folded(words[-1].end, second.start).split()) <= 1


def _completes(document: Document, first: Instrument, second: Instrument) -> bool:
    """Whether so little stands between two instruments that the second completes the name of the first."""
    if not first.end < second.start < first.end + _COMPLEMENT_GAP or second.gloss:
        return False
    between = document.folded(first.end, second.start)
    return (
        between.replace(" ", "").replace("'", "").isalpha()
        and not document.within("conjunctions", first.end, second.start)
        and not document.within("auxiliaries", first.end, second.start)
        and not document.within("pronouns", first.end, second.start - 4)
        and not document.within("fate", first.end, second.start)
        and not any(
            w.attributes.get("tense") in _TOLD for w in document.within("statuses", first.end, second.start)
        )
        and not _determined(document, first.end + 1, second.start)
    )


def _determined(document: Document, start: int, end: int) -> bool:
    """Whether nothing but a determiner that is no contracted preposition stands in a stretch."""
    return any(
        word.start == start
        and word.end + 1 >= end
        and word.attributes.get("kind") in {"definite", "demonstrative"}
        for word in document.within("determiners", start, end)
    )


def chain(document: Document, found: Sequence[Instrument], at: int, stop: int) -> list[Instrument]:
    """The instrument at an index and those coordinated with it, before an offset."""
    members = [found[at]]
    for instrument in found[at + 1 :]:
        last = members[-1]
        if instrument.start >= stop:
            break
        if instrument.outer is not None or instrument.start < last.end:
            continue
        if (
            instrument.start - last.end > _CHAIN_GAP
            or (instrument.oblique and not last.oblique)
            or not coordinated(document, last, instrument)
            or _finite(document, last.end, instrument.start)
        ):
            break
        members.append(instrument)
    return members


def _finite(document: Document, start: int, end: int) -> bool:
    """Whether another clause begins in a stretch, by its auxiliary or the word that opens it."""
    joins = document.within("conjunctions", start, end)
    return any(word.attributes.get("number") for word in document.within("auxiliaries", start, end)) or any(
        _opens_clause(word, end) and not any(j.end == word.end and j.start < word.start for j in joins)
        for word in (*joins, *document.within("pronouns", start, end))
    )


def _opens_clause(word: Hit, end: int) -> bool:
    """Whether a clause opens with a word: a pronoun that is its subject, or what stands right before it."""
    if word.attributes.get("case") == "of":
        return False
    near = end - word.end <= _LEAD and word.attributes.get("kind") in {"relative", "subordinating"}
    return near or (word.attributes.get("kind") == "relative" and word.attributes.get("case") == "subject")


def coordinated(document: Document, first: Instrument, second: Instrument) -> bool:
    """Whether a comma or a conjunction stands between two instruments."""
    between = document.folded(first.end, second.start)
    return "," in between or bool(document.within("conjunctions", first.end, second.start))
