import datetime as dt
import itertools
from collections.abc import Iterator

import pytest

from communique import InputError, Parser, RuleSet, parse_many

TEXTS = [f"Le Mali et le Pérou ont signé {n} accords. Un embargo est décidé." for n in range(130)]


def test_in_order(mini_parser: Parser) -> None:
    assert [r.text for r in mini_parser.parse_many(TEXTS)] == TEXTS


def test_processes_give_the_same(mini_parser: Parser) -> None:
    alone = list(mini_parser.parse_many(TEXTS))
    assert list(mini_parser.parse_many(TEXTS, workers=2)) == alone
    assert len(alone[3].records("sanction")) == 1


def test_lazy(mini_parser: Parser) -> None:
    taken: list[int] = []

    def endless() -> Iterator[str]:
        for number in itertools.count():
            taken.append(number)
            yield TEXTS[0]

    results = mini_parser.parse_many(endless())
    next(results)
    assert taken == [0]


def test_constant_memory_with_processes(mini_parser: Parser) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(2000):
            taken.append(number)
            yield "Le Mali."

    results = mini_parser.parse_many(texts(), workers=2)
    next(results)
    assert len(taken) <= 400
    assert sum(1 for _ in results) == 1999


def test_each_text_has_its_day() -> None:
    days = [dt.date(2012, 5, 2), None]
    found = list(parse_many([("hier", day) for day in days]))
    assert [r.published for r in found] == days


@pytest.mark.parametrize(
    ("texts", "workers", "error"),
    [
        ("one text", None, TypeError),
        (b"x", None, TypeError),
        (3, None, TypeError),
        ([], 0, InputError),
        ([], 1.5, TypeError),
        ([], True, TypeError),
    ],
)
def test_arguments(mini_parser: Parser, texts: object, workers: object, error: type[Exception]) -> None:
    """What can't be is told by the call, not by the first result."""
    with pytest.raises(error):
        mini_parser.parse_many(texts, workers=workers)  # type: ignore[arg-type]
    with pytest.raises(error):
        parse_many(texts, workers=workers, language="auto")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "auto"])
def test_an_item_is_a_text_or_a_pair(language: str) -> None:
    with pytest.raises(TypeError, match=r"a pair .* not a tuple of 3"):
        list(parse_many([("a", None, 1)], language=language))  # type: ignore[list-item]


@pytest.mark.parametrize("workers", [None, 2])
def test_a_wrong_item_is_an_error(mini: RuleSet, workers: int | None) -> None:
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        list(Parser(mini).parse_many(["a", b"b"], workers=workers))  # type: ignore[list-item]
