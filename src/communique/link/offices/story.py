"""What a text has told of offices: counterparts and offices without a name take their sense from it."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from typing import Any

import attrs

from communique.link.document import Document
from communique.link.offices.states import post_of
from communique.match import Match

__all__ = ["Story"]

_COUNTERPART = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "minister",
        "deputy_minister",
        "speaker",
        "committee_chair",
        "secretary_general",
    }
)
"""Roles that a counterpart may take over."""

_MEMORY = 30
"""How many holders of one role an anaphoric office may look back over."""

_RANKS = frozenset({"minister", "deputy_minister"})
"""Roles that one word has, by the state that it serves: a secretary of state."""

_UNIQUE = frozenset({"head_of_state", "head_of_government"})
"""Roles that one person has, whatever the words for them."""


def _ambiguous(match: Match) -> bool:
    post = post_of(match)
    head = post.groups["head"].items if post is not None and "head" in post.groups else ()
    return any(item.attributes.get("counterpart") for item in head)


class Story:
    """What the text has told so far: who holds what, for counterparts and anaphoric offices."""

    def __init__(self, document: Document, drafts: Sequence[tuple[Match, Any]]) -> None:
        self._document = document
        self._genders = {person.name: person.gender for _, person in document.records.get("person", ())}
        self._held: dict[str, deque[tuple[str, Any]]] = {}
        # A heading may name somebody before the text says the office.
        self._later = {
            record.holder: record
            for match, record in reversed(drafts)
            if record.holder and record.role in _COUNTERPART and not _ambiguous(match)
        }
        self._by_name: dict[str, Any] = {}
        self._called: dict[str, str] = {}
        self._ranks: dict[str, str] = {}
        self._last: tuple[Match, Any] | None = None

    def tell(self, match: Match, record: Any) -> tuple[Any, str | None]:
        """The office with the role of its counterpart, and whom it means; it becomes part of the story."""
        if _ambiguous(match) and (source := self._whose(match)) is not None:
            record = attrs.evolve(record, role=source.role, portfolio=source.portfolio)
        record = self._shortened(match, self._ranked(match, record))
        referent = self._referent(match, record)
        # An unnamed secretary general is mostly the one that somebody else serves.
        if record.role in _COUNTERPART and (record.holder or record.role != "secretary_general"):
            if not self._in_passing(match, record):
                self._last = match, record
            if record.holder:
                self._by_name[record.holder] = record
                self._called[record.holder] = self._document.lower(match.start, match.end)
        if record.holder:
            words = self._document.lower(match.start, match.end)
            self._held.setdefault(record.role, deque(maxlen=_MEMORY)).appendleft((words, record))
        return record, referent

    def _shortened(self, match: Match, record: Any) -> Any:
        """A word alone that begins the office that its holder was said to hold stands for that office."""
        if record.role != "other" or record.holder not in self._by_name or not _is_bare(match):
            return record
        word = self._document.lower(match.start, match.end)
        if not self._called[record.holder].startswith(word + " "):
            return record
        return attrs.evolve(record, role=self._by_name[record.holder].role)

    def _in_passing(self, match: Match, record: Any) -> bool:
        """Whether a sovereign whom nobody names is spoken of by somebody who acts in the same sentence."""
        if record.holder or record.role not in _UNIQUE or self._last is None or not self._last[1].holder:
            return False
        start = self._document.sentence(match.start)[0]
        return bool(self._document.within("person", start, match.start))

    def _ranked(self, match: Match, record: Any) -> Any:
        """A member of a government, by the head alone, has the rank that the text gave it with a state."""
        if record.role not in _RANKS:
            return record
        post = post_of(match)
        if post is None or "head" not in post.groups:
            return record
        group = post.groups["head"]
        head = self._document.lower(group.start, group.end)
        if "state" in post.groups or group.items[0].attributes.get("country"):
            self._ranks[head] = record.role
        elif _is_bare(match):
            for told, role in reversed(self._ranks.items()):
                if told == head or told.startswith(head + " "):
                    return attrs.evolve(record, role=role)
        return record

    def _whose(self, match: Match) -> Any | None:
        """The office of whoever a counterpart is one of: the nearest person or office before it."""
        persons = self._document.items("person")
        last = bisect_left(persons, match.start, key=_start_of) - 1
        if last >= 0 and (self._last is None or persons[last].start > self._last[0].end):
            person = self._document.record_of(persons[last])
            if person is not None and person.name in self._by_name:
                return self._by_name[person.name]
            if person is not None and self._last is None and person.name in self._later:
                return self._later[person.name]
        return self._last[1] if self._last is not None else None

    def _referent(self, match: Match, record: Any) -> str | None:
        """Whom an office without a holder means: the last holder of such an office before it."""
        if record.holder or record.number == "pl":
            return None
        words = self._document.lower(match.start, match.end)
        first = words.split(" ", 1)[0]
        bare = _is_bare(match)
        for other_words, other in self._held.get(record.role, ()):
            if not _compatible(record, other) or {record.gender, self._genders.get(other.holder)} == {
                "m",
                "f",
            }:
                continue
            if record.role not in _UNIQUE and other_words.split(" ", 1)[0] != first:
                continue
            if bare or other_words.startswith(words):
                return str(other.holder)
        return None


def _start_of(item: Match) -> int:
    return item.start


def _is_bare(match: Match) -> bool:
    """Is an office its head alone, or with an adjective of a state?"""
    post = post_of(match)
    if post is None or "head" not in post.groups or "inner" in match.groups:
        return False
    end = post.groups["state"].end if "state" in post.groups else post.groups["head"].end
    return match.end == end and not {"portfolio", "body", "second"} & post.groups.keys()


def _compatible(record: Any, other: Any) -> bool:
    for name in ("country", "portfolio", "gender"):
        ours, theirs = getattr(record, name), getattr(other, name)
        if ours and theirs and ours != theirs:
            return False
    return not record.country or bool(other.country)
