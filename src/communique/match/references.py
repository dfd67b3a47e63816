"""References: how a pattern names the fragments, lexicons and kinds it builds on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from communique.errors import RuleError
from communique.rules import Rule, RuleSet

__all__ = ["REFERENCE", "Reference", "full_pattern", "parse_reference", "references"]

REFERENCE = re.compile(r"\{(?P<name>[a-z_][a-z0-9_]*)(?:\[(?P<filter>[^\]\n]*)\])?\}")
_COMMENT = re.compile(r"(?<!\\)\#[^\n]*")
FIRST_SENTINEL = 0xE000


class Reference(NamedTuple):
    """A name in a pattern, with what its mentions must be: `{stances[type=verb|noun]}`."""

    name: str
    conditions: tuple[tuple[str, frozenset[str]], ...]

    def __str__(self) -> str:
        """The reference as a pattern writes it, in one spelling; references are put in order by it."""
        wanted = ",".join(f"{key}={'|'.join(sorted(values))}" for key, values in self.conditions)
        return f"{{{self.name}[{wanted}]}}" if wanted else f"{{{self.name}}}"

    def holds(self, attributes: Mapping[str, Any]) -> bool:
        """Whether a mention with these attributes is meant."""
        for key, values in self.conditions:
            value = attributes.get(key, "")
            # A form can stand for several values: "eus" is past_participle|past_historic.
            if value not in values and ("|" not in value or values.isdisjoint(value.split("|"))):
                return False
        return True


def parse_reference(match: re.Match[str]) -> Reference:
    """The reference that a match of `REFERENCE` writes."""
    conditions = []
    for part in filter(None, (match["filter"] or "").split(",")):
        key, _, values = part.partition("=")
        conditions.append((key.strip(), frozenset(value.strip() for value in values.split("|"))))
    return Reference(match["name"], tuple(sorted(conditions, key=itemgetter(0))))


def _expanded(pattern: str, fragments: Mapping[str, str], trail: tuple[str, ...] = ()) -> str:
    def piece(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in fragments:
            return match.group()
        if name in trail:
            raise RuleError(f"fragments go round in a circle: {' -> '.join((*trail, name))}")
        return f"(?:{_expanded(fragments[name], fragments, (*trail, name))})"

    return REFERENCE.sub(piece, _COMMENT.sub("", pattern))


def full_pattern(rule: Rule, rules: RuleSet) -> str:
    """A rule's pattern with its fragments written out. Raises RuleError where they go round in a circle."""
    return _expanded(rule.pattern, {**rules.fragments, **rule.fragments})


def references(rule: Rule, rules: RuleSet) -> set[str]:
    """Names of the kinds and lexicons that a rule builds on, fragments looked into."""
    return {match["name"] for match in REFERENCE.finditer(full_pattern(rule, rules))}
