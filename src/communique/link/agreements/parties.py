"""Parties: whom each instrument binds, by what the text says of it, its signers, and its other mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from communique.link.agreements.instruments import Instrument
from communique.link.agreements.states import TOLD, States
from communique.link.document import Document
from communique.match import Hit, Match

__all__ = ["parties"]

_BINDING_GAP = 130
_AGENT_GAP = 60
_AGENTS_GAP = 200
_ADJACENT = 4
_RECENT = 600
_TITLE = 60
_BACK = 40
_COORDINATED = 14
_ENVOY = "ambassador"
_BINDING = frozenset(
    {"signed", "ratified", "initialled", "terminated", "negotiated", "suspended", "violated"}
)
_MULTILATERAL = frozenset({"resolution", "charter"})


def parties(document: Document, found: Sequence[Instrument]) -> None:
    """Give every instrument its parties."""
    binder = _Binder(document, found)
    for at, instrument in enumerate(found):
        instrument.rank = at
        if instrument.kind not in _MULTILATERAL and not instrument.named:
            binder.stated(at, instrument)
    for instrument in found:
        if instrument.kind != "resolution":
            binder.signed(instrument)
    binder.correct()
    binder.share()
    for instrument in found:
        binder.presume(instrument)
    binder.share()


class _Binder(States):
    """Finds the parties of a document's instruments."""

    def __init__(self, document: Document, found: Sequence[Instrument]) -> None:
        super().__init__(document)
        self.found = found
        self.joint = any(self._title(instrument) for instrument in found)

    def _title(self, instrument: Instrument) -> bool:
        """Whether an instrument is the text itself: a joint communiqué, by its heading."""
        line = self.document.zones.line(instrument.start)
        return instrument.kind == "declaration" and line is not None and line.kind == "heading"

    def both(self, instrument: Instrument) -> set[str]:
        """Who "the two countries" are: the two that the sentence names, else the parties named last."""
        start, _ = self.document.sentence(instrument.start)
        start = max(start, instrument.start - _RECENT)
        near = set(self.countries(start, instrument.start)) | self.served(start, instrument.start)
        if len(near) == 2:
            return near
        if not self.two_sided():
            for other in reversed(self.found[max(0, instrument.rank - _BACK) : instrument.rank]):
                if other.end <= instrument.start < other.end + _RECENT and len(other.parties) == 2:
                    return set(other.parties)
            partner = self._partner(instrument, start)
            if partner and self.home and self.is_state(self.home):
                return {self.home, partner}
        return self.pair()

    # --- stated ---

    def stated(self, at: int, instrument: Instrument) -> None:
        party = instrument.match.groups.get("party")
        if party is not None:
            instrument.parties |= set(self.countries(party.start, party.end))
        instrument.parties |= self._compound(instrument)
        if len(instrument.parties) >= 2:
            return
        start, end = self.document.sentence(instrument.start)
        later = (self.found[n].start for n in range(at + 1, min(at + _BACK, len(self.found))))
        following = next((start for start in later if start >= instrument.end), end)
        high = min(end, following, instrument.end + _BINDING_GAP)
        if codes := self._with_before(instrument):
            instrument.parties |= codes | self._other(instrument, codes, start, instrument.start)
            return
        for binding in self.document.within("binding", instrument.start, min(end, high + _BINDING_GAP)):
            if binding.start >= high:
                break
            form = binding.attributes["form"]
            group = binding.groups.get("party")
            codes = self.codes(group.items) if group is not None else set()
            if form == "all" and len(codes) >= 2:
                instrument.parties |= codes
                return
            if form == "both":
                instrument.parties |= self.both(instrument)
                return
            if form == "three" and (three := self._three(binding.start)):
                instrument.parties |= three
                continue
            if form == "span" and group is not None:
                near = set(self.countries(group.start, group.end))
                home = {self.home} if len(near) == 1 and self.home and self.is_state(self.home) else set()
                if len(near | home) == 2:
                    instrument.parties |= near | home
                    return
                continue
            if form == "them":
                last = self.capitals(max(start, instrument.start - _RECENT), instrument.start)[-1:]
                other = self._other(instrument, set(last), instrument.start, binding.start)
                if last and other:
                    instrument.parties |= {*last, *other}
                return
            if form == "one" and codes:
                instrument.parties |= codes | self._other(instrument, codes, start, binding.start)
                return

    def _with_before(self, instrument: Instrument) -> set[str]:
        """Whom "with" names between the verb and its instrument: "to conclude with X the agreement"."""
        for fate in instrument.fates:
            if fate.attributes["form"] in {"object", "just"} and fate.end <= instrument.start:
                for binding in self.document.within("binding", fate.end, instrument.start):
                    if binding.attributes["form"] == "one":
                        return self.codes(binding.groups["party"].items)
        return set()

    def _three(self, offset: int) -> set[str]:
        """Who "the three countries" are: the three that the sentence, or the stretch before, names."""
        start, _ = self.document.sentence(offset)
        for low in (max(start, offset - _RECENT), max(0, offset - _RECENT)):
            near = set(self.countries(low, offset))
            if len(near) == 3:
                return near
        return set()

    def _compound(self, instrument: Instrument) -> set[str]:
        """Both sides of a compound adjective in the name."""
        inside = self.document.within("country", instrument.start, instrument.end)
        for first, second in pairwise(inside):
            if second.start - first.end == 1 and self.document.folded(first.end, second.start) == "-":
                return set(self.countries(first.start, second.end))
        return set()

    def _other(self, instrument: Instrument, codes: set[str], start: int, stop: int) -> set[str]:
        """Who stands on the other side of "with X"."""
        low = max(start, instrument.start - _RECENT)
        bound = {
            code
            for binding in self.document.within("binding", low, instrument.start)
            if binding.attributes["form"] in {"one", "all"} and "party" in binding.groups
            for code in self.codes(binding.groups["party"].items)
        }
        for first, last in ((instrument.end, stop), (low, instrument.start)):
            subject = [code for code in self.parties_in(first, last) if code not in codes | bound]
            if subject:
                return {subject[-1]}
        if self.home and self.home not in codes:
            instrument.weak = True
            return {self.home} if self.dated or instrument.kind != "contract" else set()
        if instrument.kind == "contract":
            return set()
        other = [code for code in self.ranked if code not in codes]
        return {other[0]} if other and self.counts[other[0]] >= TOLD else set()

    # --- signers ---

    def signed(self, instrument: Instrument) -> None:
        """Who signs, ratifies, denounces or withdraws is a party."""
        start, end = self.document.sentence(instrument.start)
        start, end = max(start, instrument.start - _RECENT), min(end, instrument.end + _RECENT)
        for fate in self.document.within("fate", start, end):
            status = fate.attributes.get("status")
            if status == "violated" and (
                fate.attributes["form"] != "object" or instrument.kind in _MULTILATERAL
            ):
                continue
            if status not in _BINDING or (status == "adopted" and instrument.kind in _MULTILATERAL):
                continue
            form = fate.attributes["form"]
            if instrument.named and ("denied" in fate.groups or fate.attributes.get("modality") == "none"):
                continue
            if form in {"object", "just"} and fate.end <= instrument.start:
                if instrument.outer is None and fate not in instrument.fates:
                    continue
                codes = self._actors(instrument, start, fate) | self._with_before(instrument)
                several = instrument.antecedent is None and any(
                    word.attributes.get("kind") == "coordinating"
                    for word in self.document.within("conjunctions", start, fate.start)
                )
                if len(codes) == 1 and several and self.dated and self.home and not instrument.named:
                    codes |= {self.home}
            elif form == "object" and "clitic" in fate.groups and instrument.end <= fate.start:
                codes = set(self.parties_in(instrument.end, fate.start)[-1:])
            elif form == "object" and instrument.end <= fate.start < instrument.end + _BINDING_GAP:
                if self._antecedes(instrument, fate):
                    codes = self._relative(instrument, fate)
                else:
                    codes = self._clause(instrument, fate) if fate in instrument.fates else set()
            elif form != "object" and instrument.end <= fate.start < instrument.end + _BINDING_GAP:
                codes = self._agents(instrument, fate, end)
            elif form == "noun" and fate.end <= instrument.start < fate.end + _BINDING_GAP:
                if fate not in instrument.fates and instrument.outer is None:
                    continue
                codes = set(self.parties_in(fate.end, instrument.start))
                if "own" in fate.groups and not codes:
                    codes = set(self.parties_in(start, fate.start)[-1:])
            else:
                continue
            instrument.signers |= codes
        signers = instrument.signers
        if instrument.kind == "resolution":
            return
        source = instrument.antecedent
        if len(instrument.parties) == 1 and len(instrument.parties | signers) == 2:
            instrument.parties |= signers
        named = instrument.named or (source is not None and source.named)
        if named or instrument.kind == "contract" or (len(signers) >= 2 and not instrument.parties):
            instrument.parties |= signers

    def _relative(self, instrument: Instrument, fate: Match) -> set[str]:
        """Who does it in a relative clause, with whom: "that X and Y signed with Z"."""
        codes = set(self.parties_in(instrument.end, fate.start))
        for binding in self.document.within("binding", instrument.end, fate.end + _AGENT_GAP):
            form = binding.attributes["form"]
            if form == "three" and binding.end <= fate.start:
                codes |= self._three(binding.start)
            elif form == "one" and 0 <= binding.start - fate.end <= _ADJACENT:
                codes |= self.codes(binding.groups["party"].items)
        return codes

    def _clause(self, instrument: Instrument, fate: Match) -> set[str]:
        """Who does it in a relative clause after other words about the instrument."""
        relative = [
            pronoun.end
            for pronoun in self.document.within("pronouns", instrument.end, fate.start)
            if pronoun.attributes.get("kind") == "relative"
        ]
        return set(self.parties_in(relative[-1], fate.start)) if relative else set()

    def _antecedes(self, instrument: Instrument, fate: Match) -> bool:
        """Whether a relative clause with the fate follows an instrument right away ("that X signed")."""
        pronouns = self.document.within("pronouns", instrument.end, instrument.end + _ADJACENT + 4)
        return any(
            pronoun.attributes.get("kind") == "relative" and pronoun.start - instrument.end <= _ADJACENT
            for pronoun in pronouns
        )

    def _agents(self, instrument: Instrument, fate: Match, end: int) -> set[str]:
        """Whom "by" names after a passive or a participle."""
        codes: set[str] = set()
        following = self.document.within("fate", fate.end, min(end, fate.end + _AGENTS_GAP))
        stop = following[0].start if following else min(end, fate.end + _AGENTS_GAP)
        last = fate.end
        for agent in self.document.within("binding", fate.end, min(end, stop + _AGENT_GAP)):
            if agent.attributes["form"] != "agent" or not last <= agent.start < min(stop, last + _AGENT_GAP):
                continue
            if "both" in agent.groups:
                return self.both(instrument)
            last = max(agent.end, self._phrase(agent.end, stop))
            codes |= set(self.parties_in(agent.start, last)) | self.served(agent.start, last)
            codes |= self._accredited(agent.start, last)
        return codes

    def _accredited(self, start: int, end: int) -> set[str]:
        """The states where the ambassadors in a stretch serve, by the capital."""
        codes: set[str] = set()
        for match in self.document.within("office", start, end):
            office = self.document.record_of(match)
            if office is not None and office.role == _ENVOY:
                codes |= set(self.capitals(match.start, match.end))
        return codes

    def _phrase(self, start: int, stop: int) -> int:
        """Where the phrase that goes on at an offset ends: at a comma, a verb or a relative clause."""
        comma = self.document.folded(start, stop).find(",")
        stop = start + comma if comma >= 0 else stop
        for name in ("auxiliaries", "pronouns"):
            for word in self.document.within(name, start, stop):
                if name == "auxiliaries" or word.attributes.get("kind") == "relative":
                    stop = min(stop, word.start)
        return stop

    def _actors(self, instrument: Instrument, start: int, fate: Match) -> set[str]:
        """Who does what a verb tells: those named before it, or right before its relative pronoun."""
        end = fate.start
        if any(b.attributes["form"] == "both" for b in self.document.within("binding", start, end)):
            return self.both(instrument)
        for binding in self.document.within("binding", start, end):
            if binding.attributes["form"] == "three" and (three := self._three(binding.start)):
                return three
        for pronoun in self.document.within("pronouns", max(start, end - _ADJACENT - 4), end):
            close = pronoun.attributes.get("kind") == "relative" and fate.whole[0] - pronoun.end <= _ADJACENT
            if close and (codes := self._chain(start, pronoun.start)):
                return codes
        if instrument.named or fate.attributes.get("status") == "ratified":
            return self._chain(start, end) or self.served(start, end)
        return set(self.parties_in(start, end)) | self.served(start, end)

    def _chain(self, start: int, end: int) -> set[str]:
        """The state named last in a stretch, with those coordinated right before it."""
        codes: set[str] = set()
        last = end
        for match, record in reversed(self.placed("country", start, end)):
            if codes and (last - match.end > _COORDINATED or not self._joined(match.end, last)):
                break
            codes.add(record.code)
            last = match.start
        return codes

    def _joined(self, start: int, end: int) -> bool:
        joined = self.document.within("conjunctions", start, end)
        return bool(joined) or "," in self.document.folded(start, end)

    def correct(self) -> None:
        """Parties that were partly guessed give way to those that another mention of the same states."""
        for instrument in self.found:
            source = instrument.antecedent
            if source is not None and source.weak and not instrument.weak and len(instrument.parties) > 1:
                source.parties = set(instrument.parties)
                source.weak = False

    # --- other mentions ---

    def share(self) -> None:
        """An anaphoric mention takes its antecedent's parties, and gives its own."""
        for instrument in self.found:
            if instrument.sum is not None and not instrument.parties:
                instrument.parties = set(instrument.sum.parties)
        for instrument in self.found:
            source = instrument.antecedent
            if source is not None and not instrument.parties:
                instrument.parties = set(source.parties)
        for instrument in reversed(self.found):
            source = instrument.antecedent
            if source is not None and not source.parties:
                source.parties = set(instrument.parties)
        for instrument in self.found:
            governor = instrument.governor
            if governor is None or _MULTILATERAL & {instrument.kind, governor.kind}:
                continue
            if not governor.parties and not instrument.named:
                governor.parties = set(instrument.parties)
            elif len(governor.parties) > 1 and not instrument.parties and not instrument.named:
                instrument.parties = set(governor.parties)
        inside: dict[int, list[Instrument]] = {}
        for instrument in self.found:
            if instrument.outer is not None:
                inside.setdefault(id(instrument.outer), []).append(instrument)
        for instrument in self.found:
            inner = inside.get(id(instrument), [])
            if not instrument.parties:
                for other in inner:
                    if not other.named:
                        instrument.parties |= other.parties
            for other in inner:
                inner_too = len(instrument.parties) > 1 and other.kind not in _MULTILATERAL
                if inner_too and not other.parties and not other.named:
                    other.parties = set(instrument.parties)

    def presume(self, instrument: Instrument) -> None:
        """Where nothing is said: the two states that the document is about, if the instrument is theirs."""
        if instrument.denied and not instrument.events and self._indefinite(instrument):
            instrument.parties.clear()
            return
        if (
            instrument.parties
            or instrument.named
            or instrument.kind in _MULTILATERAL
            or instrument.antecedent is not None
        ):
            return
        instrument.parties |= instrument.signers
        told = {fate.attributes.get("status") for fate in instrument.fates}
        if instrument.kind == "convention" and len(instrument.signers) == 1 and told == {"ratified"}:
            return
        if instrument.kind == "contract" and not instrument.parties:
            start, _ = self.document.sentence(instrument.start)
            served = self.served(max(start, instrument.start - _RECENT), instrument.start)
            instrument.parties |= served if len(served) == 1 and instrument.events else set()
        if (
            instrument.kind == "contract"
            or self._placed(instrument)
            or (instrument.plural and instrument.oblique and not self._determined(instrument))
        ):
            return
        instrument.parties |= self._in_play(instrument)

    def _in_play(self, instrument: Instrument) -> set[str]:
        """The two states whose instrument this is, by where it stands."""
        start, _ = self.document.sentence(instrument.start)
        start = max(start, instrument.start - _RECENT)
        signers = instrument.signers
        near = set(self.countries(start, instrument.start))
        pair = self.pair()
        if self.joint or self.two_sided():
            low = max(start, instrument.start - _RECENT)
            named = set(self.capitals(low, instrument.start))
            if len(named) == 2 and len(named & pair) == 1 and len(near) < 2 and not self.joint:
                return named
            if (there := self._elsewhere(instrument, pair)) is not None:
                return there
            if signers - pair:
                home = self.home if self.home and self.is_state(self.home) else None
                return {home} if len(signers) == 1 and home and home not in signers else set()
            away = {
                record.country
                for match, record in self.placed("place", instrument.end, instrument.end + _AGENTS_GAP)
                if record.country and any(event.place == record.name for event in instrument.events)
            }
            if away and not away & pair and not instrument.single:
                return set()
            third = near and not near & pair and not self.served(start, instrument.start) & pair
            if third and not instrument.single and not self._together(start, instrument.start):
                return set()
            return pair
        if self._together(start, instrument.start):
            return self.both(instrument)
        if two := self._between(start, instrument.start):
            return two
        if len(near) == 2 and self.home not in near:
            return near if instrument.events else set()
        partner = self._partner(instrument, start)
        if partner is None and self.only and not near:
            return (
                self.only if instrument.events or (instrument.bare and self._definite(instrument)) else set()
            )
        if not instrument.events or not self.home:
            return set()
        if partner is None and self.is_state(self.home):
            partner = self._spoken_of(instrument)
        if not partner or (instrument.plural and not self._determined(instrument)):
            return set()
        if signers and not (signers <= {self.home, partner} and self.is_state(self.home)):
            return set()
        return {self.home, partner}

    def _elsewhere(self, instrument: Instrument, pair: set[str]) -> set[str] | None:
        """Whose instrument it is where the section speaks of others than the document's two states."""
        section = self._section(instrument.start)
        if not section or self.joint:
            return None
        there = set(self.capitals(section, instrument.start)) - {self.home}
        if not there or there & pair:
            return None
        home = {self.home} if self.dated and self.home and self.is_state(self.home) else set()
        return there | home if home and len(there) == 1 else set()

    def _between(self, start: int, end: int) -> set[str]:
        """The two states whose relations a stretch is about."""
        for binding in self.document.within("binding", start, end):
            if binding.attributes["form"] == "all" and "party" in binding.groups:
                codes = self.codes(binding.groups["party"].items)
                if len(codes) == 2:
                    return codes
        return set()

    def _spoken_of(self, instrument: Instrument) -> str | None:
        """The one state besides the text's own that the lines since the last heading name."""
        low = max(self._section(instrument.start), instrument.start - _RECENT)
        near = set(self.countries(low, instrument.start)) - {self.home}
        return near.pop() if len(near) == 1 else None

    def _section(self, offset: int) -> int:
        """Where the last heading above an offset begins."""
        at = bisect_right(self.headings, offset) - 1
        return self.headings[at] if at >= 0 else 0

    @cached_property
    def headings(self) -> list[int]:
        """Where the headings of the document begin."""
        return [line.start for line in self.document.zones.lines if line.kind == "heading"]

    def _together(self, start: int, end: int) -> bool:
        return any(b.attributes["form"] == "both" for b in self.document.within("binding", start, end))

    @cached_property
    def only(self) -> set[str]:
        """The parties of the document's instruments, where all those known have the same two."""
        known = {frozenset(other.parties) for other in self.found if other.parties and not other.named}
        return set(next(iter(known))) if len(known) == 1 and len(next(iter(known))) == 2 else set()

    def _partner(self, instrument: Instrument, start: int) -> str | None:
        """The last state but the text's own that the sentence, or the heading above, names."""
        gap = self.document.folded(max(0, start - 6), start)
        line = self.document.zones.line(start - len(gap) + len(gap.rstrip()) - 1) if gap.strip() else None
        low = line.start if line is not None and line.end - line.start < _TITLE else start
        low = max(low, instrument.start - _RECENT)
        near = [code for code in self.countries(low, instrument.start) if code != self.home]
        return near[-1] if near else None

    def _definite(self, instrument: Instrument) -> bool:
        near = self._before(instrument, "determiners")
        return bool(near) and near[-1].attributes.get("kind") != "indefinite"

    def _indefinite(self, instrument: Instrument) -> bool:
        near = self._before(instrument, "determiners")
        return not near or near[-1].attributes.get("kind") == "indefinite"

    def _determined(self, instrument: Instrument) -> bool:
        return bool(self._before(instrument, "determiners") or self._before(instrument, "numbers"))

    def _before(self, instrument: Instrument, name: str) -> Sequence[Hit]:
        return self.document.within(name, max(0, instrument.start - 10), instrument.start)

    def _placed(self, instrument: Instrument) -> bool:
        """Whether a place or an organisation names the instrument, which is then not the two states' own."""
        return any(
            self.document.within(name, instrument.start, instrument.end) for name in ("place", "organisation")
        )
