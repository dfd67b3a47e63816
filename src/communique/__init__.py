"""communique reads French diplomatic communiqués and returns what they say as typed records."""

from __future__ import annotations

from communique.api import parse, parse_many
from communique.errors import *  # noqa: F403
from communique.parser import Parser
from communique.records import *  # noqa: F403
from communique.rules import Example, Reject, Rule, RuleSet
