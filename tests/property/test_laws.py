"""The laws that hold for any text."""

import gc
import itertools
import os
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import communique
from communique import Communique, Parser, Rule, RuleSet
from communique.records import LAYERS
from communique.text import fold

from .conftest import mixed, prose, strange

SETS = ("mini", "fr")


@pytest.fixture(scope="session", params=SETS)
def parser(request: pytest.FixtureRequest, mini_parser: Parser, fr_parser: Parser) -> Parser:
    return mini_parser if request.param == "mini" else fr_parser


def spans(value: Any) -> list[dict[str, Any]]:
    """Everything in plain data that has a place in the text."""
    if isinstance(value, dict):
        own = [value] if "start" in value else []
        return own + [span for item in value.values() for span in spans(item)]
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    return []


def said(result: Communique) -> Any:
    """What a result says, its places left out and its typography levelled."""
    data = {kind: result.records(kind) for kind in (*LAYERS, *result.other)}
    return {kind: [levelled(record) for record in records] for kind, records in data.items()}


def levelled(record: Any) -> Any:
    if isinstance(record, str):
        return fold(record).folded
    if isinstance(record, tuple):
        return [levelled(item) for item in record]
    if hasattr(record, "__attrs_attrs__"):
        names = [a.name for a in record.__attrs_attrs__ if a.name not in {"start", "end"}]
        return [levelled(getattr(record, name)) for name in names]
    return record


@given(text=mixed)
@example(text="")
@example(text="\ud800")
@example(text="\ue000\ue001 du Pérou \U000f0000")
@example(text="\u202eLe Pérou\u202c et \u200ble\u200b Ma\u00adli")
@example(text="\x00" * 50)
@example(text="M. " * 40)
@example(text="«" * 300 + "»" * 100)
@example(text="Q - " * 50)
@example(text="İ" * 20 + " du Pérou")
def test_totality_and_spans(parser: Parser, text: str) -> None:
    result = parser.parse(text)
    assert result.text == text
    assert result.complete
    for span in spans(result.to_dict()):
        if span["start"] is None:
            continue
        assert 0 <= span["start"] <= span["end"] <= len(text)
        if "text" in span:
            assert text[span["start"] : span["end"]] == span["text"]


@given(text=mixed)
def test_round_trip(parser: Parser, text: str) -> None:
    result = parser.parse(text)
    kinds = {kind.name: record for kind in parser.rules.kinds if (record := kind.record_class())}
    assert Communique.from_dict(result.to_dict(), kinds=kinds) == result


@given(text=mixed)
def test_the_same_again(parser: Parser, text: str) -> None:
    assert parser.parse(text) == Parser(parser.rules).parse(text)


def test_no_hash_seed_zone_or_locale_matters(examples: dict[str, str]) -> None:
    program = (
        "import sys, communique\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "sys.stdout.buffer.write(communique.parse(text).to_json().encode())\n"
    )
    text = "\n\n".join(examples.values()).encode()
    results = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Pacific/Kiritimati", "fr_FR.UTF-8"),
        ("42", "America/Lima", "tr_TR"),
    ):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONPATH": str(Path(communique.__file__).parents[1]),
        }
        done = subprocess.run(
            [sys.executable, "-c", program], input=text, env=environment, capture_output=True, check=True
        )
        results.add(done.stdout)
    assert len(results) == 1


DRESSES = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "curly": lambda text: text.replace("'", "\u2019"),
    "nbsp": lambda text: text.replace(" ", "\u00a0"),
    "nnbsp": lambda text: text.replace(" ", "\u202f"),
    "crlf": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("dress", DRESSES)
@given(text=prose)
@example(text="a salué PRESIDENT DE LA REPUBLIQUE à Lima à Lima à Lima à Lima")
def test_typography_says_nothing(parser: Parser, dress: str, text: str) -> None:
    assert said(parser.parse(DRESSES[dress](text))) == said(parser.parse(text))


@given(text=prose)
def test_locality(mini_parser: Parser, text: str) -> None:
    """Neutral paragraphs around a text only shift its spans."""
    before, after = "Rien à dire.\n\n", "\n\nRien de plus."
    alone, within = mini_parser.parse(text), mini_parser.parse(before + text + after)
    moved = [
        (r.start + len(before), r.end + len(before), r.rule) for kind in KINDS for r in alone.records(kind)
    ]
    assert [(r.start, r.end, r.rule) for kind in KINDS for r in within.records(kind)] == moved


KINDS = ("country", "agreement", "sanction")


@given(text=prose)
def test_monotonicity(mini: RuleSet, mini_parser: Parser, text: str) -> None:
    """A kind that is added changes no other."""
    more = Parser(
        mini.override(Rule(id="own.any", kind="anything", pattern=r"\b [a-zé]{2,9} (?: \s {posts} )?"))
    )
    before, after = mini_parser.parse(text), more.parse(text)
    for kind in (*LAYERS, "sanction"):
        assert after.records(kind) == before.records(kind)


@given(text=prose)
def test_an_unrelated_set_changes_no_shipped_record(fr_parser: Parser, joined: Parser, text: str) -> None:
    before, after = fr_parser.parse(text), joined.parse(text)
    for kind in LAYERS:
        assert after.records(kind) == before.records(kind)


@pytest.fixture(scope="session")
def joined(fr: RuleSet) -> Parser:
    rule = Rule(id="own.oath", kind="oath", pattern=r"\b (?: accord | ministre | embargo | le ) \b")
    return Parser(fr.override(rule))


@given(
    parts=st.lists(
        st.sampled_from(["accord", "phrase", "embargo", "post", "countries.name"]), unique=True, max_size=4
    )
)
def test_without_then_or_restores(mini: RuleSet, parts: list[str]) -> None:
    less = mini.without(*parts)
    assert less | mini == mini
    assert mini | less == mini
    assert len(less) == len(mini) - len(parts)


@given(a=strange, b=strange)
def test_folding_maps_every_place_back(a: str, b: str) -> None:
    text = fold(a + b)
    places = [text.span(at, at + 1) for at in range(len(text.folded))]
    assert all(0 <= start <= end <= len(a + b) for start, end in places)
    assert all(x[0] <= y[0] for x, y in itertools.pairwise(places))
    assert len(text.lower) == len(text.folded)


# --- cost ---

ORDINARY = (
    "M. Jean Dupond, ministre des affaires étrangères, a reçu mercredi 3 mars 2011 à Lima "
    "l'ambassadeur du Pérou. "
    "Ils ont salué la signature de l'accord de libre-échange entre l'Union européenne et le Pérou.\n\n"
)
HOSTILE = (
    "M. ", "d'", "de la ", "le ministre de ", "et ", "accord ", "du 3 au ", "l'", "« ", "( ", "Q - ",
    "1. ", "... ", "A. ", "Jean-", "ministre, ", "a été ", "n'a pas ", "\n", "\n- ", ", ", "2011-",
    "e\u0301", "\u200b", "Pérou-", "MM. A, ", ".", "?", "…",
)  # fmt: skip


def seconds(parser: Parser, text: str) -> float:
    best = float("inf")
    for _ in range(2):
        gc.collect()
        gc.disable()  # its passes come when they like, and cost what other tests left behind
        begun = time.process_time()
        parser.parse(text)
        best = min(best, time.process_time() - begun)
        gc.enable()
    return best


def assert_linear(parser: Parser, piece: str, length: int) -> None:
    """Twice the text costs at most 2.3 times as much; what is fast is not measured."""
    short, long = (piece * (size // len(piece)) for size in (length, 2 * length))
    parser.parse(short[:2000])
    for _ in range(6):
        once, twice = seconds(parser, short), seconds(parser, long)
        if twice < 0.2 or twice <= 2.3 * once:
            return
    pytest.fail(f"{piece!r}: {length:,} characters take {once:.2f} s, twice as many {twice:.2f} s")


@pytest.mark.slow
def test_ordinary_text_costs_its_length(parser: Parser) -> None:
    assert_linear(parser, ORDINARY, 100_000)


@pytest.mark.slow
def test_an_endless_sentence_costs_its_length(fr_parser: Parser, examples: dict[str, str]) -> None:
    words = " ".join(examples.values())
    assert_linear(fr_parser, " ".join(re.sub(r"[.?!:;]", ",", words).split()) + ", ", 25_000)


ENDLESS = (
    "l'accord signé à Lima le 3 mai 2010 entre le Mali et le Niger, ratifié par le Pérou, ",
    "s'est entretenu avec le ministre du Mali à l'issue de la visite et a reçu M. Ba à Paris, ",
    "a salué l'appui du Mali, que le Niger a condamné, et souligné que la ministre, ",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS)
def test_clauses_without_end_cost_their_length(fr_parser: Parser, piece: str) -> None:
    assert_linear(fr_parser, piece, 60_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_its_length(fr_parser: Parser, piece: str) -> None:
    assert_linear(fr_parser, piece, 20_000)
