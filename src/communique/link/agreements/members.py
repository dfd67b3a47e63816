"""Members: who is said to be, to become or to cease to be a party, and which instruments many may join."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from communique.link import actors
from communique.link.agreements.doers import Doers
from communique.link.agreements.instruments import Instrument, chain
from communique.link.agreements.states import States
from communique.link.document import Document
from communique.match import Match

__all__ = ["Members"]

_BACK = 600
_CLAUSE = 120
_FORMS = frozenset({"joins", "joining", "open", "heeds"})
_OPEN = frozenset({"treaty", "convention"})
_ISSUED = frozenset({"resolution"})
_CLOSED = frozenset(",.;:)\n")


class Members:
    """What a text says of who belongs to its instruments; made once a document.

    Attributes:
        told: by instrument, the codes of those said to belong to it, or to leave it.
        also: by instrument, those said to belong to it besides others.
        open: the instruments that such words show to be open to many.
    """

    def __init__(self, document: Document, found: Sequence[Instrument], states: States, doers: Doers) -> None:
        self._document = document
        self._found = found
        self._states = states
        self._doers = doers
        self.told: dict[int, set[str]] = {}
        self.also: dict[int, set[str]] = {}
        self.open: set[int] = set()
        self._starts = [instrument.start for instrument in found]
        for binding in document.items("binding"):
            if binding.attributes["form"] in _FORMS:
                self._read(binding)
        self._spread()

    def of(self, instrument: Instrument) -> set[str]:
        """Who is said to belong to an instrument."""
        return self.told.get(id(instrument), set())

    def _read(self, binding: Match) -> None:
        """Give what one phrase tells to the instruments it tells of."""
        besides = "also" in binding.groups and "to" not in binding.groups
        heeds = binding.attributes["form"] == "heeds"
        codes = self._codes(binding)
        for instrument in self._targets(binding):
            if heeds and not instrument.named and instrument.kind not in _OPEN:
                instrument.signers |= codes  # others than who is to heed it may be told of elsewhere
                continue
            if binding.attributes.get("many") or not (besides or heeds):
                self.open.add(id(instrument))
            told = self.also if besides else self.told
            told.setdefault(id(instrument), set()).update(codes)

    def _codes(self, binding: Match) -> set[str]:
        if "denied" in binding.groups or binding.attributes["form"] == "open":
            return set()
        if binding.attributes["form"] == "heeds":
            return self._doers.called(binding.start)
        if binding.attributes["form"] == "joining":
            return self._states.codes(binding.groups["party"].items)
        subject = actors.of(self._document).subject_of(binding.start)
        if len(subject) == 1 and subject[0].kind == "pronoun" and subject[0].plural and not subject[0].names:
            return self._doers.together(subject[0].start)
        return self._doers.sides(subject)

    def _targets(self, binding: Match) -> Iterator[Instrument]:
        """The instruments behind a phrase that governs them, else the one before that a pronoun means."""
        start, end = self._document.sentence(binding.start)
        if "to" in binding.groups or binding.attributes["form"] in {"open", "heeds"}:
            at = bisect_left(self._starts, binding.end)
            if at < len(self._found) and self._starts[at] - binding.end <= 1:
                yield from chain(self._document, self._found, at, end)
            return
        back = "it" in binding.groups
        before = self._before(binding, binding.start - _BACK if back else start)
        if before is None or not (back or self._relative(before, binding) or self._closed(binding)):
            return
        yield before

    def _before(self, binding: Match, low: int) -> Instrument | None:
        """The last instrument before a phrase that completes no other one."""
        at = bisect_left(self._starts, binding.start)
        while at and self._starts[at - 1] >= low:
            at -= 1
            one = self._found[at]
            if one.outer is None and one.governor is None and one.kind not in _ISSUED:
                return one.antecedent if one.gloss and one.antecedent is not None else one
        return None

    def _relative(self, instrument: Instrument, binding: Match) -> bool:
        """Whether the clause of a phrase is relative, and its subject another than the pronoun."""
        low = max(instrument.end, binding.start - _CLAUSE)
        pronouns = [
            pronoun
            for pronoun in self._document.within("pronouns", low, binding.start)
            if pronoun.attributes.get("kind") == "relative"
        ]
        return bool(pronouns) and pronouns[-1].attributes.get("case") != "subject"

    def _closed(self, binding: Match) -> bool:
        """Whether a noun with its party stands by itself: what is left was named before."""
        after = self._document.folded(binding.end, binding.end + 1)
        return binding.attributes["form"] == "joining" and (not after or after in _CLOSED)

    def _spread(self) -> None:
        """What shows one mention to be open to many holds for all mentions of the instrument."""
        for instrument in reversed(self._found):
            if id(instrument) in self.open and instrument.antecedent is not None:
                self.open.add(id(instrument.antecedent))
