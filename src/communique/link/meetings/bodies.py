"""The bodies and states whose session, summit or commission a noun tells of."""

from __future__ import annotations

from communique.link.actors import Actor
from communique.link.meetings.complements import Complements
from communique.link.meetings.counts import is_verb, stands
from communique.match import Match

__all__ = ["Bodies"]

_OF_IT = 16
"""How near behind a session the commission begins that holds it."""
_COMMISSION = 60
"""How far behind it that one may end."""
_HOUR = 3
"""How near the colon stands behind which an agenda tells what is on at an hour."""


class Bodies(Complements):
    """Reads whose own gathering a noun tells of."""

    def _members(self, match: Match) -> list[Actor]:
        """The states or bodies right after a summit, session or conference, or whose own it is."""
        document, view = self._document, self._view
        end = self._around(match.start)[1]
        found = []
        at = self._body_end(match)
        for one in view.within(at, min(end, at + 60)):
            gap = document.lower(at, one.start)
            if one.kind in {"country", "organisation"} and not one.part and gap.strip() in {"", "-"}:
                found.append(one)
                at = one.end
            else:
                break
        return found or self._inside_name(match) or self._dont(match) or self._named_before(match)

    def _body_end(self, match: Match) -> int:
        """Where the commission ends whose session it is; else where the noun itself does."""
        for item in self._document.within("meeting", match.end, match.end + _COMMISSION)[:1]:
            if item.start - match.end < _OF_IT and not is_verb(item) and not stands(self._document, item):
                return int(item.end)
        return int(match.end)

    def _inside_name(self, match: Match) -> list[Actor]:
        """The body that the name of a conference tells ("Conference of X on …")."""
        for one in self._view.within(match.start - _HOUR, match.end):
            at = one.core[0]
            if one.kind != "organisation" or not match.start <= at < match.end:
                continue
            roles = {hit.attributes["role"] for hit in self._document.within("actor_roles", match.start, at)}
            return [one] if roles <= {"of"} else []  # not the body on whose reform it is held
        return []

    def _same_body(self, match: Match) -> list[Actor]:
        """The body whose session "this session" is, or that of a numbered one at the head of a text."""
        document, view = self._document, self._view
        word = document.lower(match.start, match.end)
        before = document.within("determiners", match.start - 6, match.start)
        if any(hit.attributes.get("kind") == "demonstrative" for hit in before):
            for item in reversed(document.within("meeting", max(0, match.start - 2000), match.start)[-8:]):
                if document.lower(item.start, item.end).startswith(word.split(" ")[0]):
                    bodies = [one for one in self._own(item) if one.kind in {"organisation", "body"}]
                    if bodies:
                        return bodies[:1]
            return []
        line = document.zones.line(match.start)
        if ":" in document.lower(match.start - _HOUR, match.start):
            return []  # behind the hour of an agenda
        alone = line is not None and line.end - line.start < 80 and line.start < 400
        if alone and line is not None and document.lower(line.start, match.start)[:1].isdigit():
            bodies = [
                one for one in view.within(line.end, line.end + 400) if one.kind in {"organisation", "body"}
            ]
            return bodies[:1]
        return []

    def _named_before(self, match: Match) -> list[Actor]:
        """The body just before "its 12th session", or in the line above a heading."""
        document = self._document
        low = match.start - 50
        near = [
            one
            for one in self._view.within(max(0, low), match.start)
            if one.kind in {"organisation", "body"} and one.names
        ]
        if not near:
            return []
        gap = document.lower(near[-1].end, match.start)
        owned = any(
            hit.attributes.get("kind") == "possessive"
            for hit in document.within("determiners", near[-1].end, match.start)
        )
        headed = gap.startswith("\n") and len(gap.split()) <= 2 and "," not in gap
        return near[-1:] if (owned and "\n" not in gap) or headed else []

    def _dont(self, match: Match) -> list[Actor]:
        """The body of which the relative before the noun says that it meets."""
        clause = self._view.clause_at(match.start)
        last = [
            one
            for one in self._view.within(max(0, clause.start - 60), clause.start)
            if one.kind == "organisation"
        ]
        near = match.start - clause.start < 40
        if clause.kind == "relative" and near and clause.antecedent is None and last and not clause.subject:
            return last[-1:]
        return []

    def _adjectives(self, match: Match, end: int) -> list[Actor]:
        """States that adjectives name in the complement of a session or commission."""
        document = self._document
        found: list[Actor] = []
        for item in document.within("country", match.end, min(end, match.end + 70)):
            gap = document.lower(found[-1].end if found else match.end, item.start)
            if any(char in gap for char in ",;:()") or document.within("auxiliaries", match.end, item.start):
                break
            if (found and gap.strip(" -")) or any(
                one.start <= item.start < one.end for one in self._view.within(match.end, item.end)
            ):
                break
            record = document.record_of(item)
            if record is not None:
                found.append(Actor(item.start, item.end, "country", (record.code,)))
        return found
