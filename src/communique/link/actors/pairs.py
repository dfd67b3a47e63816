"""The two, or more, whom a plural mention means: "the two ministers", "their talks"."""

from __future__ import annotations

from bisect import bisect_right

from communique.link.actors.actor import Actor
from communique.link.actors.memory import FAR, MEMORY, PEOPLE
from communique.link.actors.posts import Posts

__all__ = ["Pairs"]


_MOST = 4
"""How many in office a number may count whom the text names."""
_DETERMINER = 4
"""How far before a number its determiner may begin."""


class Pairs(Posts):
    """Tells who several are."""

    def several(self, actor: Actor) -> tuple[str, ...]:
        """The two, or more, whom a plural mention means."""
        states = actor.word == "states"
        high = bisect_right(self._starts, actor.start - 1)
        wanted = actor.roles
        if wanted:
            named = self._with_role(wanted, high)
            if len(named) == 2:
                return named
        asked = self._asked_about(actor, high) if actor.kind == "pronoun" else ()
        if asked:
            return asked
        last_sentence = -1
        group: list[str] = []
        for one in reversed(self._actors[max(0, high - 40) : high]):
            if not one.names or one is actor:
                continue
            known = self._clauses.get(id(one))
            inverted = known is not None and known.inverted and known.kind == "relative"
            if inverted and one.start >= self._document.sentence(actor.start)[0]:
                continue  # those who attended, not the two who met
            sentence = self._document.zones.sentence_index(one.start)
            if sentence != last_sentence and len(group) >= 2:
                break
            if sentence != last_sentence:
                last_sentence = sentence
                group = [] if len(group) < 2 and not states else group
            if states:
                codes = one.names if one.kind in {"country", "group"} else (one.code,)
                if one.kind == "organisation":
                    continue
                group += [code for code in codes if code and len(code) <= 3 and code not in group]
            elif one.kind in PEOPLE or one.kind in {"joint", "pronoun"} or one.word in {"person", "people"}:
                if one.part in {"of", "in", "on", "to"} and not one.plural and one.kind != "person":
                    continue
                if one.part in {"of", "on"}:
                    continue
                group += [name for name in one.names if name not in group]
        if states:
            return tuple(sorted(group[:2])) if len(group) >= 2 else ()
        persons = [name for name in group if name in self._roles_of]
        if len(persons) >= 2:
            group = persons
        if actor.kind == "joint" and len(group) > 2:
            weight = {
                name: sum(1 for one in self._actors[max(0, high - FAR) : high] if name in one.names)
                for name in group
            }
            group = sorted(group, key=lambda name: -weight[name])[:2]
        return tuple(sorted(group)) if 2 <= len(group) <= 4 else ()

    def _asked_about(self, actor: Actor, high: int) -> tuple[str, ...]:
        """The two whom a question names, where its answer begins with "they"."""
        block = self._block(actor.start)
        if block is None:
            return ()
        exchange = self._document.zones.exchanges[block]
        named: set[str] = set()
        for one in reversed(self._actors[max(0, high - MEMORY) : high]):
            if one.start < exchange.question[0]:
                break
            if one.start >= exchange.answer[0] and one.names:
                return ()
            if one.kind in PEOPLE and one.part not in {"of", "in", "on"}:
                named.update(one.names)
        return tuple(sorted(named)) if len(named) == 2 else ()

    def _counted(self, actor: Actor) -> tuple[str, ...]:
        """Those in office whom a number behind a determiner counts ("of the three ambassadors")."""
        document = self._document
        for hit in document.within("numbers", actor.start, actor.core[1]):
            value = int(hit.attributes["value"])
            if hit.attributes.get("ordinal") or not 2 <= value <= _MOST:
                continue
            if not document.within("determiners", hit.start - _DETERMINER, hit.start):
                return ()
            found = self._with_role(actor.roles, bisect_right(self._starts, actor.start - 1), value)
            return found if len(found) == value else ()
        return ()

    def _with_role(self, roles: frozenset[str], high: int, wanted: int = 2) -> tuple[str, ...]:
        """The last few before an actor who hold one of some offices: those with a name before others."""
        named: list[str] = []
        others: list[str] = []
        for one in reversed(self._actors[max(0, high - FAR) : high]):
            if one.kind not in PEOPLE or not one.roles & roles or len(one.names) != 1:
                continue
            name = one.names[0]
            if one.kind == "person" and name not in named:
                named.append(name)
                if len(named) == wanted:
                    break
            elif one.part in {"with", "", "by"} and name not in others:
                others.append(name)
        others = [name for name in others if name not in named]
        return tuple(sorted([*named, *others][:wanted]))
