"""Link positions: whose stance it is, what it is about, and whether the text asserts it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.link import actors
from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.match import Hit, Match
from communique.records import Position, Span

__all__ = ["link"]

UNASSERTED = frozenset({"negated", "asked", "conditional"})
_TOPIC_ENDS = frozenset(";:\n")
_BINDING = frozenset({"agreement", "treaty", "convention", "protocol", "memorandum", "charter", "contract", "exchange_of_letters"})


def link(document: Document) -> None:
    """Make the position records of a document. What it denies, asks about or supposes goes to `unasserted`."""
    matches = list(document.items("position"))
    if not matches:
        return
    holders = _Holders(document, matches)
    for at, match in enumerate(matches):
        modality = document.modality(match)
        holder, counts = holders.of(at)
        if not counts:
            continue
        following = matches[at + 1].start if at + 1 < len(matches) else len(document.zones.folded)
        record = document.build(
            Position, match, holder=holder, topic=_topic(document, match, following), modality=modality
        )
        if modality in UNASSERTED:
            document.unasserted.append(record)
        else:
            document.add("position", match, record)


def _topic(document: Document, match: Match, following: int) -> Span | None:
    """What a stance is about: the words after it, up to the next stance or the end of the clause."""
    start, end = match.end, min(document.sentence(match.start)[1], following)
    text = document.zones.lower
    end = next((at for at in range(start, end) if text[at] in _TOPIC_ENDS), end)
    while start < end and text[start] in " ,.":
        start += 1
    end = _without_joiner(document, start, end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.!?»\""):
        end -= 1
    return Span(*document.text.span(start, end)) if end > start else None


def _without_joiner(document: Document, start: int, end: int) -> int:
    """Leave out the small words ("and has", ", she") that lead to the next stance."""
    text = document.zones.lower
    small = {
        (hit.start, hit.end)
        for name in ("conjunctions", "pronouns", "auxiliaries", "adverbs")
        for hit in document.within(name, max(start, end - 40), end)
    }
    ends = {b: a for a, b in sorted(small, reverse=True)}
    while True:
        at = end
        while at > start and text[at - 1] in " ,'":
            at -= 1
        if at not in ends or ends[at] < start:
            return end
        end = ends[at]


class _Holders:
    """Tells the holders of a document's stances."""

    def __init__(self, document: Document, matches: Sequence[Match]) -> None:
        self._document = document
        self._matches = matches
        self._view: Actors = actors.of(document)
        self._found: dict[int, tuple[str | None, bool]] = {}
        self._agreements = list(document.items("agreement"))
        self._agreement_ends = sorted((match.end, at) for at, match in enumerate(self._agreements))
        self._places = [hit for hit in document.items("places") if hit.attributes.get("type") in {"capital", "site"}]
        self._place_starts = [hit.start for hit in self._places]

    def of(self, at: int) -> tuple[str | None, bool]:
        """The holder of a stance, and whether it counts as one: a treaty's provisions do not."""
        known = self._found.get(at)
        if known is None:
            known = self._found[at] = self._tell(at)
        return known

    def _tell(self, at: int) -> tuple[str | None, bool]:
        match = self._matches[at]
        if "actor" in match.groups:
            return _single([str(value) for value in self._values(match.groups["actor"].items)]), True
        if "agent" in match.groups:
            group = match.groups["agent"]
            return self._named(self._view.complements(match.end, {"by"}) or self._next_actor(group.end)), True
        instrument = self._instrument(match)
        if instrument is not None:
            return instrument
        subject = self._view.subject_of(match.start)
        place = self._capital(match, subject)
        if place is not None:
            return place, True
        if subject:
            return self._named(subject), True
        return self._without_subject(at), True

    def _values(self, items: Sequence[Hit | Match]) -> list[str]:
        return [str(self._document.value_of(item)) for item in items]

    def _named(self, found: Sequence[Actor]) -> str | None:
        """The one identity that actors have, or None where they are several, or nobody by name."""
        if any(actor.plural and actor.kind in {"pronoun", "joint"} for actor in found):
            return None
        if any(actor.kind == "pronoun" and actor.person == 1 and actor.plural for actor in found):
            return None
        if len({id(actor) for actor in found}) > 1:
            return None
        return _single(list(actors.names(list(found))))

    def _next_actor(self, start: int) -> list[Actor]:
        stop = self._document.sentence(start)[1]
        return self._view.within(start, min(stop, start + 80))[:1]

    # --- instruments as subjects ---

    def _instrument(self, match: Match) -> tuple[str | None, bool] | None:
        """Where an instrument is the subject: a decision's body holds the stance; a treaty's provision is none."""
        found = self._beside(match)
        if found is None:
            return None
        kind = found.attributes.get("kind")
        if kind in _BINDING:
            return None, False
        bodies = [
            record.code
            for item in self._document.within("organisation", found.start, min(found.end + 90, self._line_end(found.end)))
            if (record := self._document.record_of(item)) is not None and record.code
        ]
        return (bodies[0] if bodies else None), True

    def _beside(self, match: Match) -> Match | None:
        """The agreement that ends right before a verb, or, after an inverted verb, starts right behind it."""
        low = bisect_left(self._agreement_ends, (match.start - 60, -1))
        for end, index in self._agreement_ends[low:]:
            if end > match.start:
                break
            if self._only_names(end, match.start) and self._begins_clause(self._agreements[index].start):
                return self._agreements[index]
        for found in self._agreements:
            if match.end <= found.start <= match.end + 4 and self._inverted(match):
                return found
        return None

    def _only_names(self, start: int, end: int) -> bool:
        """Whether only a body's or a state's name stands between an agreement and the verb."""
        gap = self._document.lower(start, end)
        if any(char in gap for char in ",;:.\n«"):
            return False
        covered = 0
        for kind in ("organisation", "country", "date"):
            covered += sum(item.end - item.start for item in self._document.within(kind, start, end))
        return len(gap.strip()) - covered <= 12 and not self._document.within("auxiliaries", start, end)

    def _begins_clause(self, start: int) -> bool:
        """Whether an agreement can be a subject: its determiner opens a clause."""
        at = start
        for hit in self._document.within("determiners", max(0, start - 12), start):
            if start - hit.end <= 1:
                at = min(at, hit.start)
        before = self._document.lower(max(0, at - 3), at).rstrip(" ")
        return not before or before[-1] in "\n,.;:»«" or at == 0

    def _inverted(self, match: Match) -> bool:
        """Whether the subject stands behind: after a comparative or an adverbial pronoun."""
        before = self._document.within("adverbs", max(0, match.start - 4), match.start)
        return bool(before) or self._document.lower(match.start - 3, match.start) == ", "

    def _line_end(self, at: int) -> int:
        end = self._document.zones.lower.find("\n", at)
        return len(self._document.zones.lower) if end < 0 else end

    # --- capitals as subjects ---

    def _capital(self, match: Match, subject: Sequence[Actor]) -> str | None:
        """A capital, or a seat of power, that stands for its state as the subject of the verb."""
        start = self._document.sentence(match.start)[0]
        low = bisect_left(self._place_starts, start)
        best: str | None = None
        for hit in self._places[low:]:
            if hit.start >= match.start:
                break
            if subject and max(actor.start for actor in subject) > hit.start:
                continue
            if not self._document.folded(hit.start, hit.start + 1).isupper() or not self._opens(hit.start, start):
                continue
            best = hit.attributes.get("country")
        return best

    def _opens(self, at: int, start: int) -> bool:
        """Whether a name stands at the head of its sentence or clause, with a determiner at most."""
        before = self._document.lower(start, at).rstrip()
        for hit in self._document.within("determiners", max(start, at - 6), at):
            if at - hit.end <= 1:
                before = self._document.lower(start, hit.start).rstrip()
        if not before or before[-1] in "«\"»,;:.":
            return not before or before[-1] != ","
        joins = self._document.within("conjunctions", max(start, at - 6), at)
        return any(at - hit.end <= 1 and hit.attributes.get("kind") == "coordinating" for hit in joins)

    # --- no subject of its own ---

    def _without_subject(self, at: int) -> str | None:
        match = self._matches[at]
        start, end = self._document.sentence(match.start)
        if at + 1 < len(self._matches) and self._matches[at + 1].start < end and self._heads(match, start):
            return self.of(at + 1)[0]
        if self._heads(match, start):
            after = [actor for actor in self._view.within(match.end, end) if not actor.part and actor.kind != "pronoun"]
            lead = self._lead(start)
            return lead if lead is not None else self._named(after[:1]) if not self._is_finite(match) else None
        if at and self._matches[at - 1].start >= start:
            return self.of(at - 1)[0]
        return None

    def _heads(self, match: Match, start: int) -> bool:
        """Whether a match stands at the head of its sentence, after a number or a small word at most."""
        before = self._document.lower(start, match.start).strip(" \n-•*()")
        return len(before) <= 8 and not any(char in before for char in ",;")

    def _is_finite(self, match: Match) -> bool:
        head = match.groups.get("head")
        tense = head.items[0].attributes.get("tense") if head is not None and head.items else None
        return tense not in {None, "present_participle", "past_participle"}

    def _lead(self, start: int) -> str | None:
        """Who opens an enumeration ("The Council,", "The Conference:"): the last line above that leads into it."""
        text = self._document.zones.lower
        line = self._document.zones.line(start)
        lines = self._document.zones.lines
        if line is None:
            return None
        at = lines.index(line) if line in lines else -1
        for above in reversed(lines[max(0, at - 40) : max(at, 0)]):
            body = text[above.start : above.end].rstrip()
            if not body or body[-1] not in ",:":
                continue
            found = [
                actor
                for actor in self._view.within(above.start, above.end)
                if not actor.part and actor.kind in {"organisation", "body", "country", "group"}
            ]
            if found and found[0].start - above.start <= 8:
                return self._named(found[:1])
        return None


def _single(names: Sequence[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None
