"""The clauses of a sentence, and the subject of each, told from actors, verbs, relatives and punctuation."""

from __future__ import annotations

from collections.abc import Callable

from communique.link.actors.actor import Actor
from communique.link.actors.clause import Clause
from communique.link.actors.elements import Element
from communique.link.document import Document

__all__ = ["Clause", "clauses"]

_NEAR = 70
_NAMED = frozenset({"person", "office"})
_APPOSITION = 240
"""How long what stands apposed between two who act together may be."""
_ASIDE = 60
"""How long a stretch between commas behind a subject may be, up to the name in it."""
_CLITIC = 6
"""How far behind a comma a verb may begin, with the pronoun before it."""
_UNREAD = 24
"""How long a relative may be before its verb, if it stands first."""
_JOIN = 6
"""How far before a name the word that joins it to another may begin."""


Settle = Callable[[Actor, Clause], None]
"""Called on every actor as its clause is known, in text order."""


def clauses(document: Document, found: list[Element], settle: Settle) -> list[tuple[int, Clause]]:
    """Where each clause begins or is taken up again: (offset, clause) pairs in text order.

    `settle(actor, clause)` is called on each subject as it is met, so that pronouns resolve in text order.
    """
    marks: list[tuple[int, Clause]] = []
    walker = _Walker(document, marks, settle)
    for element in found:
        walker.step(element)
    return marks


class _Walker:
    """Goes through the elements of a text and keeps the clause it is in."""

    def __init__(self, document: Document, marks: list[tuple[int, Clause]], settle: Settle) -> None:
        self._lower = document.zones.lower
        self._document = document
        self._marks = marks
        self._settle = settle
        self._clause = Clause("main", 0)
        self._pending: Actor | None = None
        self._last: Actor | None = None
        self._verb_end = -1
        self._quoted: Clause | None = None
        marks.append((0, self._clause))

    def step(self, element: Element) -> None:
        """Take one element in."""
        if element.kind == "actor" and element.actor is not None:
            self._actor(element.actor)
        elif element.kind == "verb":
            self._verb(element)
        elif element.kind == "relative":
            self._relative(element)
        elif element.word == "«":
            self._quoted = self._clause
            if not self._fragment(element.end):
                self._enter(Clause("main", element.start), element.start)
        elif element.word == "»":
            self._unquote(element)
        else:
            self._stop(element)

    def _fragment(self, at: int) -> bool:
        """Whether a quotation, which opens right before an offset, only goes on with the clause around it."""
        words = self._document.folded(at, at + 2).lstrip(' "')
        return bool(self._clause.subject or self._clause.kind == "relative") and words[:1].islower()

    def _unquote(self, element: Element) -> None:
        """After a quotation the clause around it goes on, or the one who said it follows."""
        before, self._quoted = self._quoted, None
        if before is not None and before.subject:
            self._enter(before, element.end)
        else:
            self._enter(Clause("main", element.end), element.end)

    def _enter(self, clause: Clause, at: int) -> None:
        self._clause = clause
        self._pending = None
        self._marks.append((at, clause))

    def _subject(self, actor: Actor) -> None:
        if self._clause.verb < 0 and actor.kind in _NAMED:
            self._clause.earlier += [one for one in self._clause.subject if one.kind in _NAMED]
        self._clause.subject = [actor] if actor.kind == "pronoun" else actor.chain
        for one in self._clause.subject:
            self._settle(one, self._clause)

    def _actor(self, actor: Actor) -> None:
        clause = self._clause
        self._last = actor
        if actor.chain[0] is not actor and actor.chain[0].start >= clause.start:
            self._settle(actor, clause)
            return
        if actor.part:
            self._settle(actor, clause)
            return
        if actor.kind == "pronoun" and self._lower[actor.start - 1 : actor.start] == "-":  # inverted
            if clause.subject:
                self._settle(actor, clause)
            else:
                self._subject(actor)
            return
        if clause.verb < 0:
            if self._in_aside(actor):
                self._settle(actor, clause)
            else:
                self._subject(actor)
        elif not clause.subject and self._above_goes_on(actor) and clause.parent is not None:
            self._enter(clause.parent, actor.start)
            self._subject(actor)
        elif not clause.subject and not self._resumes(actor):
            clause.inverted = True
            self._subject(actor)
        elif actor.kind == "pronoun" and actor.word == "subject":
            self._new_subject(actor)
        elif self._inserted(actor):
            self._settle(actor, Clause("main", actor.start, [actor], inverted=True))
        else:
            self._settle(actor, clause)
            self._pending = actor

    def _inserted(self, actor: Actor) -> bool:
        """Whether an actor is the subject of an inserted clause: ", has recalled Mrs X,"."""
        verb = self._clause.verb
        said = self._document.within("reporting_verbs", verb, actor.start)
        return (
            self._lower[max(0, verb - 2) : verb].strip() == ","
            and actor.start - self._verb_end < 30
            and self._lower[actor.end : actor.end + 1] in ({",", "."} if said else {","})
            and "," not in self._lower[verb : actor.start]
        )

    def _in_aside(self, actor: Actor) -> bool:
        """Whether an actor ends a stretch between commas behind the subject: ", covering Ghana as well,"."""
        subject = self._clause.subject
        if not subject or subject[-1].kind not in _NAMED or actor.kind in {"pronoun", "joint"}:
            return False
        start, end = subject[-1].end, actor.start
        if end - start <= _ASIDE and self._lower[start : start + 1] == "," and self._gerund(start, end):
            return True
        if (
            end - start > _ASIDE
            or self._lower[start : start + 1] != ","
            or self._lower[actor.end : actor.end + 1] != ","
        ):
            return False
        words = self._lower[start + 1 : end].split()
        small = sum(hit.end <= end for hit in self._document.within("actor_words", start, end)) + len(
            self._document.within("determiners", start, end)
        )
        return bool(words) and "," not in self._lower[start + 1 : end] and len(words) > small

    def _gerund(self, start: int, end: int) -> bool:
        """Whether a present participle that takes objects stands in a stretch: "while thanking Peru"."""
        return any(
            "present_participle" in (hit.attributes.get("tense") or "")
            for hit in self._document.within("stances", start, end)
        )

    def _above_goes_on(self, actor: Actor) -> bool:
        """Whether an actor behind a comma is the subject of the clause above a relative that has its own."""
        clause = self._clause
        above = clause.parent
        return (
            clause.case == "subject"
            and above is not None
            and above.verb < 0
            and not above.subject
            and self._comma_before(actor.start)
        )

    def _resumes(self, actor: Actor) -> bool:
        """Whether a pronoun behind a comma is the subject of the clause above, not of its relative."""
        return (
            actor.kind == "pronoun"
            and actor.word == "subject"
            and self._clause.kind == "relative"
            and self._clause.parent is not None
            and self._comma_before(actor.start)
        )

    def _new_subject(self, actor: Actor) -> None:
        """A clause with a subject of its own, beside or above the present one."""
        clause = self._clause
        if clause.kind != "main" and self._comma_before(actor.start) and clause.parent is not None:
            clause = clause.parent
        self._enter(Clause(clause.kind, actor.start, parent=clause.parent), actor.start)
        self._subject(actor)

    def _verb(self, element: Element) -> None:
        clause = self._clause
        pending = self._pending
        if pending is not None and clause.verb >= 0 and self._adjacent(pending.chain[-1], element.start):
            start = pending.start  # no clause began since: marks stay in text order
            above = clause.parent
            if clause.kind == "relative" and above is not None and not above.subject:
                self._enter(above, start)  # the clause above had begun without its subject
            else:
                self._enter(Clause(clause.kind, start, parent=above), start)
            self._subject(pending)
        elif clause.parent is not None and self._closed(clause, element.start):
            waiting = clause.waiting
            if waiting is not None and clause.parent.verb >= 0 and not self._coordinated(element.start):
                # "… and the committee, which X chairs, will meet": a second verb has a subject of its own.
                self._enter(
                    Clause(clause.parent.kind, element.start, parent=clause.parent.parent), element.start
                )
                self._subject(waiting)
            else:
                self._enter(self._agreeing(clause.parent, element), element.start)
        elif clause.parent is not None and self._coordinated(element.start):
            above = self._agreeing(clause, element)
            if above is clause and (self._goes_on_above(clause, element) or self._unread(clause, element)):
                above = clause.parent
            if above is not clause:
                self._enter(above, element.start)
        if self._clause.verb < 0 and element.number == "pl":
            self._together(element.start)
        self._clause.verb = element.start
        self._clause.tense = element.tense
        self._verb_end = element.end
        self._pending = None

    def _together(self, at: int) -> None:
        """Let a plural verb have as its subject those whom long appositions part: "A, …, and B, …, have"."""
        clause = self._clause
        last = clause.subject[0] if len(clause.subject) == 1 else None
        if last is None or last.plural or last.kind not in _NAMED or not clause.earlier:
            return
        first = clause.earlier[-1]
        if at - last.end <= _NEAR and self._joined_to(first.end, last.start):
            clause.subject = [*(first.chain or [first]), last]

    def _joined_to(self, start: int, end: int) -> bool:
        """Whether a joining word stands right before what begins at an offset."""
        return end - start < _APPOSITION and any(
            hit.attributes["type"] == "join"
            for hit in self._document.within("actor_words", max(start, end - _JOIN), end)
        )

    def _closed(self, clause: Clause, at: int) -> bool:
        """Whether a comma before a verb closes a relative clause: one that has its own, or has no subject."""
        if clause.kind != "relative" or at <= self._verb_end + 1:
            return False
        if clause.verb >= 0 or self._coordinated(at):  # then its own was one that no lexicon knows
            return self._comma_before(at)
        return not clause.subject and self._awaited(clause, at) and self._comma_before(at)

    def _awaited(self, clause: Clause, at: int) -> bool:
        """Whether the clause above a relative, whose verb no lexicon knows, still waits for its own."""
        above = clause.parent
        return above is not None and bool(above.subject) and above.verb < 0 and at - clause.start > _UNREAD

    def _agreeing(self, clause: Clause, element: Element) -> Clause:
        """The clause, or the nearest above it, whose subject has the number of a verb; else the clause."""
        if element.number not in {"sg", "pl"}:
            return clause
        one: Clause | None = clause
        for _ in range(4):
            if one is None or not one.subject or one.kind != "relative":
                break
            if (len(one.subject) > 1 or one.subject[0].plural) == (element.number == "pl"):
                return one
            one = one.parent
        if one is None or not one.subject:
            return clause
        several = len(one.subject) > 1 or one.subject[0].plural
        return one if several == (element.number == "pl") else clause

    def _unread(self, clause: Clause, element: Element) -> bool:
        """Whether a relative has gone on so far that its verb must be one that no lexicon knows."""
        above = clause.parent
        if clause.kind != "relative" or clause.verb >= 0 or clause.subject or above is None:
            return False
        far = element.start - clause.start > _UNREAD and bool(above.subject) and above.verb >= 0
        several = far and (len(above.subject) > 1 or above.subject[0].plural)
        return far and several == (element.number == "pl")

    def _goes_on_above(self, clause: Clause, element: Element) -> bool:
        """Whether a coordinated verb has the shape of the verb above, and not that of its own clause."""
        above = clause.parent
        return (
            clause.kind == "relative"
            and above is not None
            and above.kind == "main"
            and bool(above.subject)
            and clause.verb >= 0
            and clause.tense != element.tense
            and above.tense == element.tense
        )

    def _coordinated(self, at: int) -> bool:
        """Whether a joining word stands right before a verb, small words between left out."""
        stop = max(0, at - 40, self._clause.start)
        text = self._lower
        while at > stop:
            while at > stop and text[at - 1] in " '":
                at -= 1
            small = [
                hit
                for name in ("adverbs", "pronouns", "actor_words")
                for hit in self._document.within(name, max(stop, at - 24), at + 1)
                if hit.end == at or (hit.end == at + 1 and text[at] == "'")
            ]
            if any(hit.attributes.get("type") == "join" for hit in small):
                return True
            if not small:
                return False
            at = min(hit.start for hit in small)
        return False

    def _adjacent(self, actor: Actor, start: int) -> bool:
        """Whether an actor is the subject of a verb that follows: nothing joins it to an earlier one."""
        end = actor.end
        if start - end > _NEAR:
            return False
        if actor.kind == "group" and actor.word == "person" and self._aside(end, start):
            return True
        joined = any(
            hit.attributes["type"] == "join" for hit in self._document.within("actor_words", end, start)
        )
        if joined or self._document.within("actor_roles", end, start):
            return False
        # A single comma parts an object from the verb; but it also closes an apposition.
        return self._lower.count(",", end, start) != 1 or "," in self._lower[actor.core[1] : end]

    def _aside(self, start: int, end: int) -> bool:
        """Whether nothing but words between two commas stands in a stretch."""
        gap = self._lower[start:end]
        return gap.startswith(",") and gap.count(",") == 2 and len(gap) - gap.rfind(",") <= _CLITIC

    def _comma_before(self, at: int) -> bool:
        """Whether a comma closes what comes before a verb, small words between left out."""
        text = self._lower
        stop = max(0, at - 40, self._clause.start)
        while at > stop:
            while at > stop and text[at - 1] in " '":
                at -= 1
            if text[at - 1 : at] == ",":
                return True
            start = at
            while start > stop and text[start - 1] not in " ',\n":
                start -= 1
            small = any(
                hit.end == at or (hit.end == at + 1 and text[at] == "'")
                for name in ("adverbs", "pronouns", "actor_words")
                for hit in self._document.within(name, start, at + 1)
            )
            if not small or start == at:
                return False
            at = start
        return False

    def _relative(self, element: Element) -> None:
        parent = self._clause
        clause = Clause("relative", element.start, parent=parent, before=self._last)
        clause.case = element.word
        clause.waiting = self._pending
        if element.word == "subject" and self._last is not None and self._last.part != "between":
            clause.antecedent = self._last
        self._enter(clause, element.start)
        if clause.antecedent is not None and element.start - clause.antecedent.end < 60:
            antecedent = clause.antecedent
            clause.subject = [antecedent]
            for one in clause.subject:
                self._settle(one, clause)

    def _stop(self, element: Element) -> None:
        if element.word == ";" and self._last is not None and self._in_chain(element.start):
            return
        self._enter(Clause("main", element.start), element.start)
        self._verb_end = -1
        if element.word == "\n":
            self._last = None

    def _in_chain(self, at: int) -> bool:
        last = self._last
        return last is not None and any(one.start > at for one in last.chain)
