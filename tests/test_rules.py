"""Every rule of the shipped set: faults, examples, rejects, patterns, lexicons, layout."""

from pathlib import Path

import communique
from communique import RuleSet
from communique.check import check


def test_the_shipped_rules(fr: RuleSet) -> None:
    folder = Path(communique.__file__).parent / "fr"
    failures = [str(failure) for failure in check(fr, path=folder)]
    assert not failures, f"{len(failures)} failures\n" + "\n".join(failures)


def test_they_need_no_python(fr: RuleSet) -> None:
    folder = Path(communique.__file__).parent / "fr"
    assert not list(folder.rglob("*.py"))
    assert len(fr) > 10
