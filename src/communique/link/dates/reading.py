"""Tell whether a sentence speaks of the past or of the future where a date stands, by its verbs and cues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from communique.link.document import Document

__all__ = ["Readings"]

_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_ENDS = ";:«\n"
_KEEP = 4
"""How many words a participle may stand behind the verb that says its tense."""
_REACH = 1200
"""How many characters to either side are read: a sentence without end costs no more."""
_DETERMINER = 4
"""How many characters a determiner and the spaces around it take."""
_CLOSE = 3
"""How many words a date may stand behind the verb that dates it for certain."""


class Readings:
    """Reads tenses from the words of one document: `tense_words`, and `tense_endings` for all other verbs."""

    def __init__(self, document: Document) -> None:
        self._document = document
        table = document.lexicon("tense_endings")
        self._endings = {row["ending"]: row["reading"] for row in table or ()}
        self._longest = max(map(len, self._endings), default=0)
        self._shortest = min(map(len, self._endings), default=0)
        self._since = 0
        signs = {
            (hit.start, hit.end): str(hit.attributes["reading"]) for hit in document.items("tense_words")
        }
        self._setting = [end for (_, end), reading in signs.items() if reading == "ahead"]
        self._signs = {place: reading for place, reading in signs.items() if reading != "ahead"}
        self._marks = {hit.start for hit in document.items("infinitive_markers")}

    def at(self, start: int, end: int) -> str:
        """How the sentence speaks where a date stands.

        "past", "behind" (past, by a verb words away), "future", "soon" (an act in the present), "being"
        (a state that lasts), or "".
        """
        first, last = self._document.sentence(start)
        first, last = max(first, start - _REACH), min(last, end + _REACH)
        before = self._document.folded(first, start)
        cut = max(before.rfind(char) for char in _CLAUSE_ENDS)
        if self._ahead(start):
            return "future"
        reading = self._last(first + cut + 1, start)
        if reading == "past" and self._since > _CLOSE:
            return "behind"
        if reading in {"past", "future", "soon"}:
            return reading
        return self._first(end, last) or reading

    def before(self, start: int) -> str:
        """What the words before a date alone say."""
        first, _ = self._document.sentence(start)
        return self._last(max(first, start - _REACH), start)

    def _ahead(self, start: int) -> bool:
        """Do words stand right before a date that set it, as one of a plan ("announced for Friday")?"""
        at = bisect_left(self._setting, start)
        return at > 0 and start - self._setting[at - 1] <= _DETERMINER

    def _last(self, start: int, end: int) -> str:
        reading = ""
        for state in self._states(start, end):
            reading = state
        return reading

    def _first(self, start: int, end: int) -> str:
        for reading in self._states(start, end):
            if reading in {"past", "future", "soon"}:
                return reading
        return ""

    def _states(self, start: int, end: int) -> Iterator[str]:
        """The reading after each word that changes it."""
        state = ""
        since = 0
        marked = False
        for at, word, comma in self._words(start, end):
            since += _KEEP + 1 if comma else 1
            sign = self._sign(at, word)
            reflexive, marked = marked, at in self._marks
            if sign == "infinitive" and not (reflexive or (state == "future" and since <= _KEEP)):
                continue
            new = _next(state, sign, since, reflexive=reflexive)
            if sign and sign != "been":
                since = 0
            if new != state or sign:
                state = new
                yield state
        self._since = since

    def _words(self, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
        """Each word that is no name, with its place and whether a comma stands before it."""
        lower = self._document.lower(start, end)
        folded = self._document.folded(start, end)
        for match in _WORD.finditer(lower):
            if _opens(folded, match.start()) or not folded[match.start()].isupper() or folded.isupper():
                yield (
                    start + match.start(),
                    match.group(),
                    "," in lower[max(match.start() - 2, 0) : match.start()],
                )

    def _sign(self, at: int, word: str) -> str:
        known = self._signs.get((at, at + len(word)))
        if known is not None:
            return known
        if len(word) < 4:
            return ""
        for size in range(min(self._longest, len(word) - 1), self._shortest - 1, -1):
            found = self._endings.get(word[-size:])
            if found is not None:
                return found
        return ""


def _opens(text: str, at: int) -> bool:
    """Is a place the start of a text, or of what stands behind a dateline's dash?"""
    return at == 0 or text[max(at - 3, 0) : at] == " - "


def _next(state: str, sign: str, since: int, *, reflexive: bool) -> str:
    """The state after a word with this sign."""
    if sign in {"future", "duty", "conditional", "infinitive"}:
        return "future"
    if sign in {"has", "imperfect"}:
        return "past"
    if sign == "scheduled":
        return "soon"
    if sign == "present":
        return ""
    if sign == "being":
        return "past" if reflexive else "being"
    if sign in {"participle", "past"}:
        return "future" if state == "future" and since <= _KEEP else "past"
    return state
