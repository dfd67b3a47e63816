"""The small words before actors: determiners, titles, fillers, and the word that gives a part."""

from __future__ import annotations

from communique.link.actors.actor import Actor
from communique.link.document import Document

__all__ = ["Edges"]

_BULLET = 6
"""How long the mark before an item of a list may be, and the gap between a colon and its list."""
_LISTED = frozenset({"with", "escort", "presence", "by", "chair", "between"})


class Edges:
    """The small words before actors, by the offset at which they end."""

    def __init__(self, document: Document, asides: dict[int, int]) -> None:
        self._document = document
        self.asides = asides
        self._lower = document.zones.lower
        self._small: dict[int, int] = {}
        small = self._small
        for name, column, unwanted in (
            ("determiners", "kind", "partitive"),
            ("titles", "kind", None),
            ("actor_words", "type", "join"),
        ):
            for hit in document.items(name):
                if hit.attributes.get(column) != unwanted:
                    end, start = hit.end, hit.start
                    if small.get(end, start) >= start:
                        small[end] = start
        # "son" may stand before a feminine noun, "cette" and "la" before no masculine one.
        self._genders = {
            hit.end: gender
            for hit in document.items("determiners")
            if (gender := hit.attributes.get("gender"))
            and hit.attributes.get("number") == "sg"
            and (gender == "f" or hit.attributes.get("kind") != "possessive")
        }
        self._apposed = {
            hit.end: hit.start for hit in document.items("actor_words") if hit.attributes["type"] == "apposed"
        }
        self._roles: dict[int, tuple[int, str]] = {}
        for hit in document.items("actor_roles"):
            known = self._roles.get(hit.end)
            if known is None or hit.start < known[0]:
                self._roles[hit.end] = (hit.start, hit.attributes["role"])
        self.joins = {
            hit.start: hit.end for hit in document.items("actor_words") if hit.attributes["type"] == "join"
        }
        self._verbs = {
            hit.end
            for name in ("meeting_verbs", "stances", "support_verbs", "reporting_verbs", "statuses")
            for hit in document.items(name)
        }

    def extend(self, actor: Actor) -> None:
        """Move an actor's start over its determiner and title, and read its part from the word before."""
        at = actor.start
        single = not actor.plural and not actor.gender and actor.kind in {"office", "group"}
        for _ in range(6):
            before = self._before(at)
            if single and not actor.gender:
                actor.gender = self._genders.get(before)
            role = self._roles.get(before) or self._listed(before)
            if role is not None:
                outer = self._roles.get(self._before(role[0]))
                if role[1] == "of" and outer is not None and outer[1] != "of":
                    role = outer
                elif (
                    role[1] == "of"
                    and actor.plural
                    and self._object(self._before(role[0]))
                    and not self._counted(at)
                ):
                    role = (role[0], "")  # an indefinite plural object
                actor.part = role[1]
                break
            small = self._small.get(before)
            if small is None and self._lower[before - 1 : before] == ",":
                small = self._apposed.get(before - 1)  # "his brother and friend, M. X"
            if small is None:
                break
            at = small
        actor.start = at

    def _counted(self, at: int) -> bool:
        """Whether a number begins at an offset: an indefinite plural has none behind its article."""
        return self._document.starting_at("numbers", at) is not None

    def _object(self, at: int) -> bool:
        """Whether an object can follow an offset: a verb ends there, or what is inserted behind one."""
        return at in self._verbs or self._lower[at - 1 : at] == ","

    def _listed(self, at: int) -> tuple[int, str] | None:
        """The part that the word before a colon gives to the first item of the list below it."""
        lower = self._lower
        line = lower.rfind("\n", 0, at) + 1
        if line < 2 or at - line > _BULLET or any(char.isalpha() for char in lower[line:at]):
            return None
        above = lower[:line].rstrip() if line < _BULLET else lower[line - _BULLET : line].rstrip()
        if not above.endswith(":"):
            return None
        end = line - len(lower[max(0, line - _BULLET) : line]) + len(above[:-1].rstrip())
        role = self._roles.get(end)
        return role if role is not None and role[1] in _LISTED else None

    def _before(self, at: int) -> int:
        while at > 0 and self._lower[at - 1] in ' «"':
            at -= 1
        aside = self.asides.get(at - 1)  # its own comma stands behind it
        return at if aside is None else self._before(aside)
