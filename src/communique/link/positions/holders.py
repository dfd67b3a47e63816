"""Who holds a stance: its subject, the agent behind it, the lead above it, or the stance beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from communique.link import actors
from communique.link.actors import Actor, Actors
from communique.link.actors.clause import Clause
from communique.link.actors.memory import PEOPLE
from communique.link.document import Document
from communique.link.positions.capitals import Capitals
from communique.link.positions.instruments import Instruments
from communique.link.positions.naming import named, single
from communique.match import Match

__all__ = ["Holders"]

_MEMORY = 3000
"""How far back, in characters, another subject is looked for."""
_AGENT = 14
"""How far behind the word for an agent he may begin, with words before him that no lexicon knows."""
_REACH = 600
"""How far, in characters, a subject may stand from its verb."""
_JOIN = 6
"""How near before a verb the word stands that joins it to another."""
_SAYING = frozenset({"emphasise", "regret", "wish", "concern"})
"""Stances whose verbs tell what somebody says, so that they can stand in words between commas."""


class Holders:
    """Tells the holders of a document's stances."""

    def __init__(self, document: Document, matches: Sequence[Match]) -> None:
        self._document = document
        self._matches = matches
        self._view: Actors = actors.of(document)
        self._found: dict[int, tuple[str | None, bool]] = {}
        self._others: dict[int, Actor] = {}
        self._instruments = Instruments(document, self._view)
        self._capitals = Capitals(document, self._view)

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
            return single([str(self._document.value_of(item)) for item in groups["actor"].items]), True
        if "agent" in groups:
            agent = groups["agent"]
            found = self._view.complements(match.end, {"by"})
            behind = self._next_actor(agent.end) if agent.end > agent.start and not found else []
            near = [one for one in behind if one.start - agent.end <= _AGENT]
            return named(self._document, found or near), True
        if "giver" in groups:
            return named(self._document, self._thanked(at)), True
        if "owner" in groups and self._is_ours(groups["owner"].start):
            return None, True
        if _judges(match):
            return named(self._document, self._judge(match)), True
        if self._document.within("impersonals", match.start - 3, match.start + 1):
            return None, True
        instrument = self._instruments.taking(match)
        if instrument is not None:
            return instrument
        if (lead := self._led_item(at)) is not None:
            return named(self._document, lead), True
        if self._after_quotation(match) and not _is_participle(match):
            inside = [one for one in self._view.within(match.start, match.end) if one.kind == "pronoun"]
            return named(self._document, inside or self._next_actor(match.end)), True
        if inserted := self._parenthetical(match):
            return named(self._document, inserted), True
        start = groups["object"].start if "object" in groups else _verb_of(match)
        subject = self._view.subject_of(start)
        number = _number(match)
        place = self._capitals.taking(match, subject)
        if place is not None:
            return (None if number == "pl" else place), True
        subject = self._inserted(match) or self._told_by(match) or self._above(match, subject)
        if not self._agrees(subject, number):
            subject = self._first_of(subject, number) or self._other_subject(start, subject, number)
        if subject and "owner" in groups and groups["owner"].start > match.end:  # "the will of his country"
            owners = self._thanked(at) or subject
            return single([code for one in owners if (code := self._view.state_of(one))]), True
        if subject:
            return named(self._document, self._not_its_object(match, subject)), True
        return self._without_subject(at), True

    def _judge(self, match: Match) -> list[Actor]:
        """Who says that a thing is unacceptable: the subject above, else whoever speaks there."""
        clause = self._view.clause_at(match.start).parent
        while clause is not None:
            if clause.subject and clause.subject[0].kind in PEOPLE | {"pronoun"}:
                return clause.subject
            clause = clause.parent
        names = self._view.spoken_by(match.start)
        return [Actor(match.start, match.start, "person", names)] if names else []

    def _thanked(self, at: int) -> list[Actor]:
        """Whom the stance right before thanks: what he is thanked for is his."""
        before = self._matches[at - 1] if at else None
        start = self._document.sentence(self._matches[at].start)[0]
        if before is None or before.start < start or before.attributes.get("stance") != "thank":
            return []
        return self._view.objects_of(before.start, before.end) or self._view.complements(before.end, {"to"})

    def _is_ours(self, at: int) -> bool:
        """Whether the possessive at an offset is that of several who speak: "our will"."""
        ours = self._document.starting_at("plural_possessives", at)
        determiner = self._document.starting_at("determiners", at)
        return ours is not None and determiner is not None and determiner.attributes.get("person") == "1"

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
        if "," in self._document.lower(match.end, objects[0].start):  # told of in an aside
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

    def _inserted(self, match: Match) -> list[Actor]:
        """Who said what stands before, where a participle follows the inserted verb (", he said, urging")."""
        if self._document.lower(match.start - 2, match.start) != ", " or not _is_participle(match):
            return []
        last = self._view.within(max(self._document.sentence(match.start)[0], match.start - 60), match.start)
        if not last or last[-1].kind != "pronoun" or last[-1].word != "subject":
            return []
        inverted = self._document.lower(last[-1].start - 1, last[-1].start) == "-"
        return (
            last[-1:] if inverted and "," not in self._document.lower(last[-1].end, match.start - 2) else []
        )

    def _parenthetical(self, match: Match) -> list[Actor]:
        """Who says so in words between commas, the verb first: ", has stressed the diplomat,"."""
        if (
            match.attributes.get("stance") not in _SAYING
            or _is_participle(match)
            or self._document.lower(match.start - 2, match.start) != ", "
        ):
            return []
        found = self._next_actor(match.end)
        inside = found and found[0].start - match.end <= 2 and found[0].kind in {*PEOPLE, "group"}
        return found if inside and self._document.lower(found[0].end, found[0].end + 1) in {",", "."} else []

    def _told_by(self, match: Match) -> list[Actor]:
        """Who is said to have said what a quotation holds, where a participle goes on about him."""
        if self._document.lower(match.start - 2, match.start) != ", " or not _is_participle(match):
            return []
        last = self._view.within(max(self._document.sentence(match.start)[0], match.start - 90), match.start)
        if not last or last[-1].part or last[-1].end != match.start - 2:
            return []
        before = self._document.lower(max(0, last[-1].start - 40), last[-1].start)
        quoted = max(before.rfind("»"), before.rfind('"'))
        return last[-1:] if quoted >= 0 and before[quoted + 1 : quoted + 2] == "," else []

    def _above(self, match: Match, subject: Sequence[Actor]) -> list[Actor]:
        """The subject, but that of the clause above where a participle closes one whose verb is unknown."""
        if self._document.lower(match.start - 2, match.start) == ", " and _is_participle(match):
            clause = self._view.clause_at(match.start)
            above = clause.parent
            closed = clause.verb < 0 or self._after_quotation(match) or self._told(clause)
            if clause.kind == "relative" and closed and above is not None and above.subject:
                return above.subject
        return list(subject)

    def _told(self, clause: Clause) -> bool:
        """Whether a clause is what a person says: a participle behind it goes on about that person."""
        above = clause.parent
        return (
            not clause.case
            and clause.antecedent is None
            and above is not None
            and len(above.subject) == 1
            and above.subject[0].kind in PEOPLE
        )

    def _agrees(self, subject: Sequence[Actor], number: str | None) -> bool:
        if not subject or number is None:
            return True
        if len(subject) == 1 and self._plural_by_name(subject[0]):
            return number == "pl"
        several = len(subject) > 1 or subject[0].plural
        return several == (number == "pl")

    def _plural_by_name(self, actor: Actor) -> bool:
        """Whether the name of a state or a body is a plural one: "the United Nations"."""
        return actor.kind in {"country", "organisation"} and any(
            hit.attributes.get("number") == "pl" and hit.start == actor.start
            for hit in self._document.within("determiners", actor.start, actor.core[0])
        )

    def _first_of(self, subject: list[Actor], number: str | None) -> list[Actor]:
        """The first of several, where commas set the others apart from a singular verb: "X, like Y, has"."""
        lower = self._document.lower
        apart = (
            number == "sg"
            and len(subject) > 1
            and not subject[0].plural
            and lower(subject[0].end, subject[0].end + 1) == ","
            and lower(subject[-1].end, subject[-1].end + 1) == ","
        )
        return subject[:1] if apart else []

    def _other_subject(self, at: int, subject: Sequence[Actor], number: str | None) -> list[Actor]:
        """The last actor before that agrees in number, where the subject found does not; perhaps none."""
        start = max(self._document.sentence(at)[0], at - _REACH)
        for actor in reversed(self._view.within(start, at)):
            chain = actor.chain or [actor]
            if not actor.part and chain[0] is not subject[0] and self._agrees(chain, number):
                return [actor] if actor.kind == "pronoun" else chain
        return []

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
        before = self._document.lower(max(0, match.start - 4), match.start)
        closed = before.rstrip(" ,")
        if closed.endswith('"') and closed[-2:-1] in {"", " "}:  # it opens there
            return False
        return before.rstrip().endswith((",", "»", '"')) and closed[-1:] in {"»", '"'}

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
                return named(self._document, after[:1])
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

    def _led_item(self, at: int) -> list[Actor] | None:
        """Who leads the enumeration in which a stance opens an item, or goes on with one that opens it."""
        match = self._matches[at]
        if self._starts_line(match):
            return self._lead(match)
        line = self._document.zones.line(match.start)
        if line is None or line.start == match.start or _number(match) == "pl":
            return None
        first = next((one for one in self._matches[max(0, at - 8) : at] if one.start >= line.start), None)
        if first is None or not self._starts_line(first):
            return None
        goes_on = any(
            hit.attributes["type"] == "join"
            for hit in self._document.within("actor_words", match.start - _JOIN, match.start)
        )
        if not goes_on or self._view.clause_at(match.start).kind != "main":
            return None
        return self._lead(first)

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
                if not actor.part
                and (
                    actor.kind in {"organisation", "body", "country", "group", "joint"}
                    or (actor.kind == "office" and actor.plural)
                )
            ]
            if found and (found[0].start - above.start <= 8 or above.end - found[-1].end <= 4):
                return found[-1:] if above.end - found[-1].end <= 4 else found[:1]
        return None


def _is_participle(match: Match) -> bool:
    group = match.groups.get("head")
    return group is not None and any(
        "present_participle" in (item.attributes.get("tense") or "") for item in group.items
    )


def _verb_of(match: Match) -> int:
    """Where the verb of a stance begins, the pronouns before it left out."""
    starts = [
        item.start
        for name in ("span", "head")
        if (group := match.groups.get(name)) is not None
        for item in group.items
        if "tense" in item.attributes and item.start >= match.start
    ]
    return min(starts, default=match.start)


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


def _judges(match: Match) -> bool:
    """Whether an adjective says of a thing what somebody thinks of it ("is unacceptable")."""
    group = match.groups.get("head")
    judging = group is not None and any(item.attributes.get("use") == "judging" for item in group.items)
    return judging and match.attributes.get("form") == "predicate"
