"""Instruments as subjects: whose stance a resolution, a declaration or "the text" takes."""

from __future__ import annotations

from bisect import bisect_left

from communique.link.actors import Actors
from communique.link.document import Document
from communique.link.positions.naming import named
from communique.match import Match

__all__ = ["Instruments"]

_REACH = 600
"""How far, in characters, "the text" may stand from its verb."""
_DECISIONS = frozenset({"resolution", "declaration"})
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


class Instruments:
    """Tells which stances have an instrument of the document as their subject."""

    def __init__(self, document: Document, view: Actors) -> None:
        self._document = document
        self._view = view
        self._agreements: list[Match] = list(document.items("agreement"))
        self._agreement_starts = [match.start for match in self._agreements]
        self._agreement_ends = sorted((match.end, at) for at, match in enumerate(self._agreements))

    def taking(self, match: Match) -> tuple[str | None, bool] | None:
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
                    return named(self._document, self._view.subject_of(one.start)), True
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
