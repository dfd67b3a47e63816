"""Who speaks: whose "I" stands in a quotation, an answer or a text."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.memory import MEMORY, Memory

__all__ = ["Speech"]

_CODE = 3
"""How long the code of a state may be: what is longer is a name."""
_LABEL = 8
"""How many marks and spaces may stand between a speaker's name and what he says."""


class Speech(Memory):
    """Tells whose first person stands somewhere."""

    def speaker(self, at: int) -> tuple[str, ...]:
        """Whose first person stands at an offset: who speaks the quotation, the answer or the text."""
        quoted = self._quotation(at)
        if quoted is not None:
            found = self._quoted_by(*quoted)
            if found:
                return found
        return self._known(at) or self._first

    def _known(self, at: int) -> tuple[str, ...]:
        """Who speaks the answer or the line around an offset, as the text tells."""
        return self._turn(at) or self._label(at) or self._addressed(at)

    def fellow(self, at: int) -> tuple[str, ...]:
        """The other speaker, where labels at the heads of lines tell of two: whom "we" takes in."""
        if self._speakers is None:
            lines = self._document.zones.lines
            self._speakers = {names for line in lines if (names := self._label(line.start))}
        me = self.speaker(at)
        others = self._speakers - {me}
        return next(iter(others)) if me in self._speakers and len(others) == 1 else ()

    def himself(self, at: int) -> tuple[str, ...]:
        """Who speaks at an offset, as the text tells, so that no third person means him there."""
        quoted = self._quotation(at)
        return (self._quoted_by(*quoted) if quoted is not None else ()) or self._known(at)

    def speaking(self, at: int) -> tuple[str, ...]:
        """Who speaks the quotation or the answer around an offset; nobody in the text's own words."""
        return self.speaker(at) if self._in_speech(at) else ()

    def addressee(self, at: int) -> tuple[str, ...]:
        """Whose second person stands at an offset: who answers the question in which it stands."""
        index = self._asked_in(at)
        if index is not None:
            answers = self._labelled(self._document.zones.exchanges[index].answer[0])
            if answers:
                return answers
        return self.speaker(at)

    def _turn(self, at: int) -> tuple[str, ...]:
        """Who speaks the answer, or the question, around an offset, as a label right before it says."""
        index = self._block(at)
        if index is not None:
            return self._labelled(self._document.zones.exchanges[index].answer[0])
        index = self._asked_in(at)
        return () if index is None else self._labelled(self._document.zones.exchanges[index].question[0])

    def _asked_in(self, at: int) -> int | None:
        """The number of the exchange whose question holds an offset."""
        blocks = self._document.zones.exchanges
        index = bisect_right(blocks, at, key=lambda block: block.question[0]) - 1
        return index if index >= 0 and at < blocks[index].question[1] else None

    def _labelled(self, at: int) -> tuple[str, ...]:
        """The person whose name, with nothing but marks behind it, ends right before an offset."""
        high = bisect_right(self._starts, at - 1)
        for one in self._actors[max(0, high - 1) : high]:
            if self._speaks(one) and at - one.end <= _LABEL:
                gap = self._document.lower(one.end, at)
                if not any(char.isalnum() for char in gap) and (set(gap) & set("-:") or "\n" in gap):
                    return one.names
        return ()

    def _speaks(self, one: Actor) -> bool:
        """Whether a label names somebody: by his name, or by an office that the text says is his."""
        return one.kind == "person" or (one.kind == "office" and len("".join(one.names)) > _CODE)

    def _quoted_by(self, start: int, end: int) -> tuple[str, ...]:
        """The speaker of a quotation: the actor right after it, else the last subject before it."""
        stop = self._document.sentence(min(end + 1, len(self._document.zones.folded) - 1))[1]
        low = bisect_right(self._starts, end - 1)
        for one in self._actors[low : low + 2]:
            if one.start < min(stop, end + 80) and not one.part:
                if one.kind == "pronoun" and not one.names:
                    break  # not told yet: the subject before goes on
                return one.names
        before = [one for one, _ in self._subjects[-4:] if one.end <= start and one.names]
        return before[-1].names if before else ()

    def _addressed(self, at: int) -> tuple[str, ...]:
        """Whom the question before an answer, or the last one that did, calls by name: he answers."""
        index = self._block(at)
        if index is None:
            return ()
        for block in reversed(self._document.zones.exchanges[max(0, index - MEMORY) : index + 1]):
            start = block.question[0]
            low = bisect_right(self._starts, start - 1)
            for one in self._actors[low : low + 1]:
                called = self._document.lower(one.end, one.end + 2)[:1] == ","
                if one.start <= start + 4 and one.kind == "person" and called and self._called_on(one):
                    return one.names
        return ()

    def _called_on(self, one: Actor) -> bool:
        """Whether a name at the head of a question is whom it asks: a title before it, or "you" behind."""
        return one.start < one.core[0] or any(
            hit.attributes.get("person") == "2"
            for hit in self._document.within("pronouns", one.end, self._document.sentence(one.start)[1])
        )

    def _label(self, at: int) -> tuple[str, ...]:
        """The speaker whose label opens the line."""
        line = self._document.zones.line(at)
        if line is None:
            return ()
        low = bisect_right(self._starts, line.start - 1)
        for one in self._actors[low : low + 1]:
            if one.start <= line.start + 2 and self._speaks(one):
                after = self._document.lower(one.end, one.end + 5).lstrip(" .)\n")
                if after[:1] in {"-", ":"}:
                    return one.names
        return ()
