"""Explain: why a text is parsed as it is. The work is in `explanation`, which is loaded when it is needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.rules import RuleSet

if TYPE_CHECKING:
    from communique.explanation import Explanation

__all__ = ["explain"]


def explain(
    text: str,
    *,
    published: dt.date | None = None,
    rule: str | None = None,
    rules: RuleSet | None = None,
    language: str = "fr",
) -> Explanation:
    """Why a text is parsed as it is.

    Args:
        text: any str.
        published: the date of publication.
        rule: id of a rule, or an unambiguous end of one; tells what became of that rule in this text.
        rules: the rule set; default: the shipped one of `language`.
        language: name of the rule set to load where `rules` is not given.

    Raises TypeError for arguments of a wrong type, UnknownNameError for a rule that is not there.
    """
    from communique.explanation import explained

    return explained(text, published, rule, rules if rules is not None else RuleSet.load(language))
