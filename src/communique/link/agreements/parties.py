"""Parties: whom each instrument binds, by what is said of it, who acts on it, and whom the place is about."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.agreements.doers import Doers
from communique.link.agreements.focus import Focus
from communique.link.agreements.instruments import Instrument
from communique.link.agreements.members import Members
from communique.link.agreements.sharing import share
from communique.link.agreements.stated import Stated
from communique.link.agreements.states import States
from communique.link.document import Document
from communique.match import Hit

__all__ = ["parties"]

_BINDING = frozenset(
    {"signed", "ratified", "initialled", "terminated", "negotiated", "suspended", "violated", "extended"}
)
_SIGNED = frozenset({"signed", "initialled"})
_ISSUED = frozenset({"adopted", "published"})
_MULTILATERAL = frozenset({"resolution", "charter"})
_RECENT = 600
_REACH = 200
_NEAR = 30
_TWO = 2
_OF = 3
_EPITHET = 24
_OPENING = 300
_CHAIN = 60
_OWN = frozenset({"contract", "charter"})
"""Kinds that bind who acts on them, and nobody else that the place may be about."""
_OPEN = frozenset({"convention", "treaty", "protocol", "declaration", "charter"})
_ENDS = frozenset({"terminated", "suspended", "violated"})


def parties(document: Document, found: Sequence[Instrument]) -> None:
    """Give every instrument its parties."""
    binder = _Binder(document, found)
    for at, instrument in enumerate(found):  # in text order: later mentions build on earlier ones
        if instrument.kind not in _MULTILATERAL:
            binder.stated.read(at, instrument)
            binder.part(instrument)
            instrument.parties |= binder.members.of(instrument)
        if instrument.kind != "resolution":
            binder.acted(instrument)
    share(found)
    binder.announce()
    for instrument in found:
        binder.presume(instrument)
        instrument.parties |= binder.members.also.get(id(instrument), set())
    share(found)


class _Binder:
    """Finds the parties of a document's instruments."""

    def __init__(self, document: Document, found: Sequence[Instrument]) -> None:
        self._document = document
        self._found = found
        states = States(document)
        self._states = states
        self._doers = Doers(document, states)
        self._of_bodies = self._called_after_bodies()
        joint = any(self._title(instrument) for instrument in found)
        for instrument in found:
            instrument.many = instrument.many or self._many(instrument)
            for other in (instrument.outer, instrument.governor) if instrument.named else ():
                if other is not None:
                    other.many = True
        self.members = Members(document, found, states, self._doers)
        for instrument in found:
            owner = instrument.governor
            instrument.many |= id(instrument) in self.members.open or (owner is not None and owner.many)
        self._repoint()
        self._focus = Focus(document, states, self._doers, joint=joint)
        self.stated = Stated(document, found, states, self._doers, self._focus)

    def _repoint(self) -> None:
        """A bare head means the last instrument of its kind that is not open to many by its name."""
        for at, instrument in enumerate(self._found):
            source = instrument.antecedent
            if source is None or not instrument.bare or instrument.many or not self._many(source):
                continue
            for other in reversed(self._found[:at]):
                if (
                    other.kind == instrument.kind
                    and other.plural == instrument.plural
                    and other.outer is None
                    and not other.named
                    and not other.many
                ):
                    instrument.antecedent = other
                    instrument.refers_to = other.refers_to or self._document.source(other.start, other.end)
                    break

    def _title(self, instrument: Instrument) -> bool:
        """Whether an instrument is the text itself: a joint communiqué, by its heading."""
        line = self._document.zones.line(instrument.start)
        if instrument.kind != "declaration" or line is None:
            return False
        return line.kind == "heading" or (instrument.start == line.start and instrument.start < _OPENING)

    def _many(self, instrument: Instrument) -> bool:
        """Whether the name tells that an instrument has many parties."""
        return self._tells(instrument, "many") or instrument.start in self._of_bodies

    def _called_after_bodies(self) -> set[int]:
        """Where instruments begin that an organisation names which makes none with one other party."""
        makers = self._states.makers
        return {
            instrument.start
            for instrument in self._found
            if not instrument.match.groups.get("party")
            for match in self._document.within("organisation", instrument.start, instrument.end)
            if (record := self._document.record_of(match)) is not None and record.code not in makers
        }

    def _tells(self, instrument: Instrument, form: str) -> bool:
        """Whether the name has words of some sort about parties."""
        inside = self._document.within("binding", instrument.start, instrument.end)
        return any(binding.attributes["form"] == form for binding in inside)

    def part(self, instrument: Instrument) -> None:
        """A bare mention that tells other parties right behind its head means no instrument before it."""
        source = instrument.antecedent
        if source is None or not instrument.bare or not self.stated.apart(instrument):
            return
        if source.parties and not source.parties & instrument.parties:
            instrument.antecedent = instrument.refers_to = None

    # --- who acts on it ---

    def acted(self, instrument: Instrument) -> None:
        """Who signs, ratifies, denounces or withdraws is a party."""
        for fate in instrument.fates:
            if fate.attributes.get("status") not in _BINDING:
                if instrument.kind == "declaration" and fate.attributes.get("status") in _ISSUED:
                    issuers = self._doers.of(fate, instrument)
                    instrument.signers |= issuers if len(issuers) > 1 else set()
                continue
            if fate.attributes["status"] in _SIGNED and self._doers.parliamentary(fate):
                instrument.private = True
                continue
            if fate.attributes["status"] == "violated" and (
                fate.attributes["form"] != "object" or instrument.kind in _MULTILATERAL
            ):
                continue
            doubtful = "denied" in fate.groups or fate.attributes.get("modality") == "none"
            if doubtful and (instrument.named or instrument.kind in _OPEN):
                continue
            codes = self._doers.of(fate, instrument)
            codes = self._doers.behalf(fate, instrument) or codes
            if len(codes) == 1 and self._doers.partnered(fate):
                instrument.lone = True
            if self._doers.joint(fate, instrument):
                source = instrument.antecedent
                known = instrument.signers if source is None else source.parties
                if len(known) > 1:  # those who did so before
                    instrument.signers |= known
                    continue
                codes |= self.stated.beside(instrument) or self._focus.both(instrument)
            low = min(instrument.end, fate.start - _NEAR)
            for binding in self._document.within("binding", low, fate.start):
                if binding.attributes["form"] == "three":
                    codes |= self.stated.three(binding)
            instrument.signers |= codes
        signers = instrument.signers
        if len(instrument.parties) == 1 and len(instrument.parties | signers) == 2:
            instrument.parties |= signers
        source = instrument.antecedent
        named = instrument.named or instrument.many or (source is not None and source.named)
        if named or instrument.kind in _OWN or (len(signers) >= 2 and not instrument.parties):
            instrument.parties |= signers

    # --- nothing said ---

    def announce(self) -> None:
        """A heading announces an instrument whose parties the text tells at its next mention."""
        for at, instrument in enumerate(self._found[:-1]):
            line = self._document.zones.line(instrument.start)
            if instrument.parties or instrument.antecedent or line is None or line.kind != "heading":
                continue
            then = self._found[at + 1]
            if then.kind == instrument.kind and then.plural == instrument.plural:
                instrument.parties = set(then.parties)

    def presume(self, instrument: Instrument) -> None:
        """Where nothing is said: the two states that the place is about, if the instrument is theirs."""
        ends = any(fate.attributes.get("status") in _ENDS for fate in instrument.fates)
        unnamed = not instrument.gloss and not ends and self._indefinite(instrument)
        if instrument.denied and not instrument.events and unnamed:
            instrument.parties.clear()
            return
        if instrument.heir is not None and not instrument.named and not instrument.heir.named:
            instrument.parties = instrument.parties or set(instrument.heir.parties)
        if (
            instrument.parties
            or instrument.private
            or instrument.named
            or instrument.kind in _MULTILATERAL
            or (instrument.antecedent is not None and not self._untold(instrument.antecedent))
        ):
            return
        signers = instrument.signers
        if instrument.lone:
            made = instrument.events and instrument.kind != "contract"
            own = {self._focus.home} if self._focus.home and made else set()
            instrument.parties |= signers or own
            return
        if instrument.many or (self._alone(instrument) and not self._theirs(instrument)):
            instrument.parties |= signers
            return
        if self._tells(instrument, "peace"):
            instrument.parties |= signers | self._doers.called(instrument.start)
            return
        if instrument.kind == "contract":
            instrument.parties |= signers or self._contracting(instrument)
        elif not signers and not self._theirs(instrument):
            return
        elif signers and (self._states.home in self._states.bodies or self._alone_apart(instrument)):
            instrument.parties |= signers
        else:
            instrument.parties |= self._in_focus(instrument)

    def _untold(self, source: Instrument) -> bool:
        """Whether the first mention of an instrument tells so little that a later one may tell more."""
        first: Instrument | None = source
        for _ in range(_CHAIN):
            if first is None:
                return True
            if first.parties or first.named or first.plural or first.many:
                return False
            first = first.antecedent
        return False

    def _in_focus(self, instrument: Instrument) -> set[str]:
        """The pair that the place is about, as far as those who act on the instrument are of it."""
        signers = instrument.signers
        pair = self._focus.at(instrument)
        if not signers:
            return set() if self._away(instrument, pair) else pair
        if signers <= pair:
            return pair if self._theirs(instrument) else signers
        home = {self._focus.home} if self._focus.home and len(signers) == 1 else set()
        return signers | home if instrument.kind not in _OPEN else signers

    def _away(self, instrument: Instrument, pair: set[str]) -> bool:
        """Whether the instrument was signed in a third state's capital: then by others."""
        if instrument.single and self._states.two_sided():
            return False
        places = {event.place for event in instrument.events if event.place}
        found = {
            record.country
            for _, record in self._states.placed("place", instrument.end, instrument.end + _REACH)
            if record.country and record.name in places
        }
        return bool(found) and not found & pair

    def _contracting(self, instrument: Instrument) -> set[str]:
        """The one state that acts where a contract with a company is told of."""
        start = max(self._document.sentence(instrument.start)[0], instrument.start - _RECENT)
        acting = self._doers.acting(instrument.start) or self._doers.taking_part(start, instrument.start)
        made = instrument.events and not any(event.status in _ENDS for event in instrument.events)
        return acting if len(acting) == 1 and made else set()

    def _alone(self, instrument: Instrument) -> bool:
        """Whether one state is told to ratify or leave an instrument, and nothing else is told of it."""
        told = {fate.attributes.get("status") for fate in instrument.fates}
        return len(instrument.signers) == 1 and told <= {"ratified", "terminated"}

    def _alone_apart(self, instrument: Instrument) -> bool:
        """Whether that one state is told of by the way, or the instrument is a convention."""
        if not self._alone(instrument):
            return False
        apart = instrument.kind in _OPEN and not instrument.signers <= self._states.pair()
        return apart or instrument.kind == "convention"

    def _theirs(self, instrument: Instrument) -> bool:
        """Whether an instrument of which nothing is said may be taken for that of the states in focus."""
        if self._placed(instrument):
            return False
        start = instrument.start
        called = self._doers.called(start)
        if len(self._doers.acting(start)) > 1 or len(called) > 1:
            return True
        if called and self._states.home in self._states.bodies:
            return True
        if instrument.plural and instrument.oblique and not self._determined(instrument):
            return False
        if self._any_at_all(instrument):
            return False
        if instrument.events or instrument.fates or self._title(instrument) or self._together(instrument):
            return True
        if len({*self._states.ranked, self._focus.home} - {None}) == _TWO:
            return True
        if self._announced(instrument):
            return True
        vague = self._indefinite(instrument) and self._determined(instrument) and not instrument.plural
        return self._states.two_sided() and not vague

    def _announced(self, instrument: Instrument) -> bool:
        """Whether the heading above names another instrument, and whom the place is about."""
        head = self._focus.heading(instrument.start)
        return head is not None and any(head.start <= other.start < head.end for other in self._found)

    def _together(self, instrument: Instrument) -> bool:
        """Whether "the two" of some sort act in the sentence, before the instrument."""
        start = max(self._document.sentence(instrument.start)[0], instrument.start - _RECENT)
        return any(
            binding.attributes["form"] == "both"
            for binding in self._document.within("binding", start, instrument.start)
        )

    def _any_at_all(self, instrument: Instrument) -> bool:
        """Whether a mention is of such instruments at large: "the treaties", "any future treaty"."""
        if instrument.events or instrument.fates or self._together(instrument):
            return False
        if instrument.plural and instrument.bare:
            near = self._before(instrument, "determiners")
            return not near or near[-1].attributes.get("kind") == "definite"
        at = instrument.start
        words = self._document.within("determiners", max(0, at - _EPITHET), at)
        return bool(words) and (
            words[-1].attributes.get("kind") == "indefinite"
            and words[-1].attributes.get("quantity") == "any"
            and len(self._document.folded(words[-1].end, at).split()) <= 1
        )

    def _indefinite(self, instrument: Instrument) -> bool:
        near = self._before(instrument, "determiners")
        return not near or near[-1].attributes.get("kind") == "indefinite"

    def _determined(self, instrument: Instrument) -> bool:
        return bool(self._before(instrument, "determiners") or self._before(instrument, "numbers"))

    def _before(self, instrument: Instrument, name: str) -> Sequence[Hit]:
        return self._document.within(name, max(0, instrument.start - 10), instrument.start)

    def _placed(self, instrument: Instrument) -> bool:
        """Whether a place or an organisation names the instrument, which is then not the two states' own."""
        if self._document.within("organisation", instrument.start, instrument.end):
            return True
        head = instrument.match.groups.get("head")
        name = instrument.start if head is None else head.end
        return any(
            len(self._document.folded(name, place.start).split()) <= _OF
            for place in self._document.within("place", name, instrument.end)
        )
