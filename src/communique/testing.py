"""For the tests of a rule set: `check_rules("my_rules/")` in a test function is all it takes."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from communique.check import check
from communique.corpora import read_corpora
from communique.errors import RuleErrors, counted
from communique.load import folder_of
from communique.rules import RuleSet

__all__ = ["check_rules"]


def check_rules(rules: RuleSet | str | Path, *, on: RuleSet | str | None = "fr") -> None:
    """Check everything that `communique check` checks.

    Args:
        rules: a rule set, the folder or file of one, or the name of an installed one. Corpora come with a
            folder or a name; a RuleSet has none.
        on: the set that the rules are made for, joined to them, or its name; None where they stand alone.

    Raises AssertionError that lists every fault and every failure.
    """
    __tracebackhide__ = True
    try:
        base = RuleSet.load(on) if isinstance(on, str) else on
        own, path, folder = _own(rules)
        corpora = read_corpora(folder)
        failures = [str(failure) for failure in check(own, on=base, path=path, corpora=corpora)]
    except RuleErrors as error:
        failures = [str(fault) for fault in error.exceptions]
    if failures:
        raise AssertionError("\n".join([f"{counted(len(failures), 'failure')} in the rules:", *failures]))


def _own(rules: RuleSet | str | Path) -> tuple[RuleSet, Path | None, Traversable | None]:
    """The set, its folder or file where that may be changed, and the folder that its corpora are in."""
    if isinstance(rules, RuleSet):
        return rules, None, None
    path = Path(rules)
    if path.exists():
        return RuleSet.read(path), path, path
    return RuleSet.load(str(rules)), None, folder_of(str(rules))
