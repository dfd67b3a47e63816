"""Rule sets that the tests share."""

from pathlib import Path

import pytest

from communique import Parser, RuleSet

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"


@pytest.fixture(scope="session")
def mini_path() -> Path:
    return HERE / "sets" / "mini"


@pytest.fixture(scope="session")
def mini(mini_path: Path) -> RuleSet:
    """A few rules that no change of the shipped ones touches."""
    return RuleSet.read(mini_path)


@pytest.fixture(scope="session")
def mini_parser(mini: RuleSet) -> Parser:
    return Parser(mini)


@pytest.fixture(scope="session")
def fr() -> RuleSet:
    return RuleSet.load("fr")


@pytest.fixture(scope="session")
def fr_parser(fr: RuleSet) -> Parser:
    return Parser(fr)


@pytest.fixture(scope="session")
def examples() -> dict[str, str]:
    """The example communiqués, by file name; read from the checkout."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))}
