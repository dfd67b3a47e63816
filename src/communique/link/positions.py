"""Link positions: whose stance it is, what it is about, and whether the text asserts it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.link import actors
from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.match import Match
from communique.records import Position, Span

__all__ = ["link"]

UNASSERTED = frozenset({"negated", "asked", "conditional"})
_MEMORY = 3000
"""How far back, in characters, another subject is looked for."""
_REACH = 600
"""How far, in characters, a subject may stand from its verb."""
_DECISIONS = frozenset({"resolution", "declaration"})
_TOPIC_ENDS = frozenset(";:\n")
_BINDING = frozenset(
    {
        "agreement",
        "treaty",
        "convention",
        "protocol",
        "memorandum",
        "charter",
        "contract",
        "exchange_of_letters",
    }
)


def link(document: Document) -> None:
    """Make the position records of a document. What it denies, asks about or supposes is kept apart."""
    document.records.setdefault("position", [])  # even where every stance is denied
    matches = list(document.items("position"))
    if not matches:
        return
    holders = _Holders(document, matches)
    for at, match in enumerate(matches):
        modality = document.modality(match)
        if modality == "asked" and holders.presupposed(match):
            modality = "asserted"
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
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',.!?»"'):
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
        self._others: dict[int, Actor] = {}
        self._agreements: list[Match] = list(document.items("agreement"))
        self._agreement_starts = [match.start for match in self._agreements]
        self._agreement_ends = sorted((match.end, at) for at, match in enumerate(self._agreements))
        self._places = [
            hit
            for hit in document.items("places")
            if hit.attributes.get("type") in {"capital", "site", "city"}
        ]
        self._place_starts = [hit.start for hit in self._places]

    def of(self, at: int) -> tuple[str | None, bool]:
        """The holder of a stance, and whether it counts as one: a treaty's provisions do not."""
        known = self._found.get(at)
        if known is None:
            self._found[at] = (None, True)  # whoever asks again meanwhile goes round in a circle
            known = self._found[at] = self._tell(at)
        return known

    def presupposed(self, match: Match) -> bool:
        """Whether a stance stands in a relative clause on somebody known: a question takes it for granted."""
        clause = self._view.clause_at(match.start)
        one = clause.antecedent
        return (
            clause.kind == "relative"
            and one is not None
            and not one.plural
            and bool(one.names)
            and match.start - clause.start < 12
        )

    def _tell(self, at: int) -> tuple[str | None, bool]:
        match = self._matches[at]
        groups = match.groups
        if "actor" in groups:
            return _single([str(self._document.value_of(item)) for item in groups["actor"].items]), True
        if "agent" in groups:
            agent = groups["agent"]
            found = self._view.complements(match.end, {"by"})
            return self._named(
                found or (self._next_actor(agent.end) if agent.end > agent.start else [])
            ), True
        instrument = self._instrument(match)
        if instrument is not None:
            return instrument
        if self._starts_line(match) and (lead := self._lead(match)):
            return self._named(lead), True
        if self._after_quotation(match):
            inside = [one for one in self._view.within(match.start, match.end) if one.kind == "pronoun"]
            return self._named(inside or self._next_actor(match.end)), True
        start = groups["object"].start if "object" in groups else match.start
        subject = self._view.subject_of(start)
        number = _number(match)
        place = self._capital(match, subject)
        if place is not None:
            return (None if number == "pl" else place), True
        if not self._agrees(subject, number):
            subject = self._other_subject(start, subject, number)
        if subject:
            return self._named(self._not_its_object(match, subject)), True
        return self._without_subject(at), True

    def _not_its_object(self, match: Match, subject: Sequence[Actor]) -> Sequence[Actor]:
        """Nobody thanks himself: where subject and object came out as one person, the subject is another."""
        if (
            len(subject) != 1
            or len(subject[0].names) != 1
            or subject[0].kind not in {"office", "group", "pronoun"}
        ):
            return subject
        actor = subject[0]
        if actor.start in self._others:
            return [self._others[actor.start]]
        stop = self._document.sentence(match.end)[1]
        objects = [
            one for one in self._view.within(match.end, min(stop, match.end + 60)) if one.part in {"", "to"}
        ][:1]
        if not objects or objects[0].names != actor.names or objects[0].kind == "pronoun":
            return subject
        if objects[0].kind != "person" and not objects[0].code:
            return subject
        if objects[0].kind == "organisation":  # a body may well ask its own organs
            return subject
        if actor.kind == "pronoun" and actor.person != 3:
            return subject
        for other in reversed(self._view.within(max(0, actor.start - _MEMORY), actor.start)):
            if (
                other.kind == "person"
                and other.names != actor.names
                and other.part not in {"of", "presence", "escort"}
                and (not actor.roles or other.roles & actor.roles)
            ):
                self._others[actor.start] = other
                return [other]
        return subject

    def _agrees(self, subject: Sequence[Actor], number: str | None) -> bool:
        if not subject or number is None:
            return True
        several = len(subject) > 1 or subject[0].plural
        return several == (number == "pl")

    def _other_subject(self, at: int, subject: Sequence[Actor], number: str | None) -> list[Actor]:
        """The last actor before that agrees in number, where the subject found does not; perhaps none."""
        start = max(self._document.sentence(at)[0], at - _REACH)
        for actor in reversed(self._view.within(start, at)):
            chain = actor.chain or [actor]
            if not actor.part and chain[0] is not subject[0] and self._agrees(chain, number):
                return [actor] if actor.kind == "pronoun" else chain
        return []

    def _named(self, found: Sequence[Actor]) -> str | None:
        """The one identity that actors have, or None where they are several, or nobody by name."""
        if len({id(actor) for actor in found}) > 1:
            return None
        if any(actor.plural and actor.kind in {"pronoun", "joint", "person"} for actor in found):
            return None
        if any(actor.kind == "pronoun" and actor.person == 1 and self._says_we(actor) for actor in found):
            return None
        return _single(list(actors.names(list(found))))

    def _says_we(self, actor: Actor) -> bool:
        """Whether a first person is a plural one."""
        return any(
            hit.attributes.get("number") == "pl"
            for hit in self._document.within("pronouns", actor.start, actor.end)
        )

    def _next_actor(self, start: int) -> list[Actor]:
        """The actor that follows; an office or a group goes on to the name right behind it."""
        stop = self._document.sentence(start)[1]
        found = [actor for actor in self._view.within(start, min(stop, start + 110)) if not actor.part]
        if (
            len(found) > 1
            and not found[0].names
            and found[1].kind == "person"
            and found[1].start - found[0].end < 25
        ):
            return found[1:2]
        return found[:1]

    def _after_quotation(self, match: Match) -> bool:
        """Whether a verb stands right behind a quotation, so that its subject follows."""
        before = self._document.lower(max(0, match.start - 4), match.start).rstrip()
        return before.endswith((",", "»", '"')) and before.rstrip(" ,")[-1:] in {"»", '"'}

    # --- instruments as subjects ---

    def _instrument(self, match: Match) -> tuple[str | None, bool] | None:
        """An instrument as subject: a decision's body holds the stance; a treaty's provision is none."""
        found = self._beside(match)
        if found is None:
            return self._anaphor(match)
        kind = found.attributes.get("kind")
        if kind in _BINDING:
            return None, False
        # What stands between the instrument and the verb, or behind an inverted subject, says whose it is.
        stop = match.start if found.end <= match.start else min(found.end + 60, self._line_end(found.end))
        bodies = [
            record.code
            for item in self._document.within("organisation", found.start, stop)
            if (record := self._document.record_of(item)) is not None and record.code
        ]
        return (bodies[0] if bodies else None), True

    def _anaphor(self, match: Match) -> tuple[str | None, bool] | None:
        """Read "the text" as the last decision before it: the body that took it holds the stance."""
        start = max(self._document.sentence(match.start)[0], match.start - _REACH)
        for hit in reversed(self._document.within("text_nouns", start, match.start)):
            gap = self._document.lower(hit.end, match.start).strip()
            if not self._begins_clause(hit.start) or (gap and (gap[0], gap[-1]) != (",", ",")):
                continue
            before = bisect_left(self._agreement_starts, hit.start)
            for one in reversed(self._agreements[max(0, before - 6) : before]):
                if one.attributes.get("kind") in _DECISIONS:
                    return self._named(self._view.subject_of(one.start)), True
            return None, True
        return None

    def _beside(self, match: Match) -> Match | None:
        """The agreement that ends right before a verb, or, after an inverted verb, starts right behind it."""
        low = bisect_left(self._agreement_ends, (match.start - 60, -1))
        for end, index in self._agreement_ends[low:]:
            if end > match.start:
                break
            if self._only_names(end, match.start) and self._begins_clause(self._agreements[index].start):
                return self._agreements[index]
        behind = bisect_left(self._agreement_starts, match.end)
        if (
            behind < len(self._agreements)
            and self._agreement_starts[behind] <= match.end + 4
            and self._inverted(match)
        ):
            return self._agreements[behind]
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
        start = max(self._document.sentence(match.start)[0], match.start - _REACH)
        low = bisect_left(self._place_starts, start)
        best: str | None = None
        for hit in self._places[low:]:
            if hit.start >= match.start:
                break
            if any(actor.start > hit.start and not self._inverted_pronoun(actor) for actor in subject):
                continue
            if hit.attributes.get("type") not in {"capital", "site"} and not self._adjacent(
                hit.end, match.start
            ):
                continue
            if not self._document.folded(hit.start, hit.start + 1).isupper() or not self._opens(
                hit.start, start
            ):
                continue
            best = hit.attributes.get("country")
        return best

    def _inverted_pronoun(self, actor: Actor) -> bool:
        return actor.kind == "pronoun" and self._document.lower(actor.start - 1, actor.start) == "-"

    def _adjacent(self, end: int, start: int) -> bool:
        covered: int = sum(hit.end - hit.start for hit in self._document.within("adverbs", end, start))
        return len(self._document.lower(end, start).strip()) <= covered

    def _opens(self, at: int, start: int) -> bool:
        """Whether a name stands at the head of its sentence or clause, with a determiner at most."""
        before = self._document.lower(start, at).rstrip()
        for hit in self._document.within("determiners", max(start, at - 6), at):
            if at - hit.end <= 1:
                before = self._document.lower(start, hit.start).rstrip()
        if not before or before[-1] in '«"»,;:.':
            return not before or before[-1] != ","
        joins = self._document.within("conjunctions", max(start, at - 6), at)
        return any(at - hit.end <= 1 and hit.attributes.get("kind") == "coordinating" for hit in joins)

    # --- no subject of its own ---

    def _without_subject(self, at: int) -> str | None:
        match = self._matches[at]
        start, end = self._document.sentence(match.start)
        if self._heads(match, start):
            if at + 1 < len(self._matches) and self._matches[at + 1].start < end:
                return self.of(at + 1)[0]
            if not self._is_finite(match):
                after = [
                    one for one in self._view.within(match.end, end) if not one.part and one.kind != "pronoun"
                ]
                return self._named(after[:1])
            return None
        if at and self._matches[at - 1].start >= start:
            return self.of(at - 1)[0]
        return None

    def _heads(self, match: Match, start: int) -> bool:
        """Whether a match stands at the head of its sentence, after a number or a small word at most."""
        if match.start - start > 60:
            return False
        before = self._document.lower(start, match.start).strip(" \n-•*()")
        return len(before) <= 8 and not any(char in before for char in ",;")

    def _is_finite(self, match: Match) -> bool:
        head = match.groups.get("head")
        tense = head.items[0].attributes.get("tense") if head is not None and head.items else None
        return tense not in {None, "present_participle", "past_participle"}

    # --- enumerations under a lead ---

    def _starts_line(self, match: Match) -> bool:
        """Whether a match opens an item of an enumeration: a capital, with a number before it at most."""
        line = self._document.zones.line(match.start)
        if line is None or not self._document.folded(match.start, match.start + 1).isupper():
            return False
        before = self._document.folded(line.start, match.start).strip(' -•*()«"')
        return len(before) <= 6 and not any(char.isalpha() for char in before[1:])

    def _lead(self, match: Match) -> list[Actor] | None:
        """Who opens an enumeration ("The Council,", "The Conference:"): the last line that leads into it."""
        text = self._document.zones.lower
        lines = self._document.zones.lines
        at = bisect_right(lines, match.start, key=lambda line: line.start) - 1
        for above in reversed(lines[max(0, at - 60) : max(at, 0)]):
            body = text[above.start : above.end].rstrip()
            if not body or body[-1] not in ",:":
                continue
            found = [
                actor
                for actor in self._view.within(above.start, above.end)
                if not actor.part and actor.kind in {"organisation", "body", "country", "group", "joint"}
            ]
            if found and (found[0].start - above.start <= 8 or above.end - found[-1].end <= 4):
                return found[-1:] if above.end - found[-1].end <= 4 else found[:1]
        return None


def _number(match: Match) -> str | None:
    """The number of a stance's verb, or of its auxiliary; None where it has none, or no verb."""
    for name in ("span", "head"):
        group = match.groups.get(name)
        for item in group.items if group is not None else ():
            tense = item.attributes.get("tense")
            if tense is None or tense in {"present_participle", "past_participle", "infinitive"}:
                continue
            return item.attributes.get("number")
    return None


def _single(names: Sequence[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None
