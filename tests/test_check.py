import shutil
from pathlib import Path

import attrs
import pytest

from communique import Example, Lexicon, Parser, Reject, Rule, RuleErrors, RuleSet
from communique.canonical import canonical, fix, untidy
from communique.check import check, check_examples, marked
from communique.testing import check_rules


def accord(mini: RuleSet, **changes: object) -> RuleSet:
    """The small set with one rule changed."""
    return mini.override(attrs.evolve(mini["accord"], **changes))


def messages(rules: RuleSet, rule: str = "mini.agreements.accord") -> list[str]:
    return [failure.message for failure in check(rules) if failure.rule == rule]


def test_the_small_set_is_well(mini: RuleSet, mini_path: Path) -> None:
    assert not [str(failure) for failure in check(mini, path=mini_path)]


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("a [b] c", "a b c", [(2, 3)]),
        ("[a [b]]", "a b", [(0, 3), (2, 3)]),
        (r"\[sic\] [x]", "[sic] x", [(6, 7)]),
    ],
)
def test_marked(text: str, plain: str, spans: list[tuple[int, int]]) -> None:
    assert marked(text) == (plain, spans)


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (Example(text="Un accord [secret] est signé."), "found nothing at 'secret'"),
        (Example(text="Un [accord] [secret]."), "marks one span with [ ], not 2"),
        (Example(text="Un [accord].", expect={"kind": "treaty"}), "kind is 'agreement', not 'treaty'"),
        (Example(text="Un [accord].", todo="later"), "passes now; remove its todo (later)"),
    ],
)
def test_examples_that_fail(mini: RuleSet, example: Example, message: str) -> None:
    rules = accord(mini, examples=[*mini["accord"].examples, example])
    (failure,) = check_examples(rules)
    assert message in failure.message


def test_a_todo_that_fails_is_well(mini: RuleSet) -> None:
    todo = Example(text="Un [pacte] est signé.", todo="no word for it yet")
    assert not list(check_examples(accord(mini, examples=[*mini["accord"].examples, todo])))


def test_an_example_found_by_another_rule(mini: RuleSet) -> None:
    other = Rule(
        id="own.longer",
        kind="agreement",
        doc="d",
        pattern=r"\b accord \s sur \s la \s pêche",
        priority=2,
        values={"kind": "agreement"},
        examples=[Example(text="Un [accord sur la pêche].")],
        rejects=[Reject(text="Non.", why="nothing")],
    )
    assert "found by own.longer instead" in messages(mini.override(other))


def test_a_reject_that_is_found(mini: RuleSet) -> None:
    rules = accord(mini, rejects=[Reject(text="Un accord est signé.", why="for the test")])
    (failure,) = check_examples(rules)
    assert failure.message == "found 'accord' by mini.agreements.accord (for the test)"
    assert str(failure) == f"mini.agreements.accord: {failure.message}\n    Un accord est signé."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"examples": ()}, "no example; every rule needs one"),
        ({"rejects": ()}, "no reject; every rule needs one"),
        ({"doc": " "}, "no doc; say in one sentence what it recognises"),
    ],
)
def test_what_every_rule_needs(mini: RuleSet, changes: dict[str, object], message: str) -> None:
    assert message in messages(accord(mini, **changes))


def test_a_clause_without_an_example(mini: RuleSet) -> None:
    rules = accord(mini, examples=[Example(text="Un [accord] est signé.")])
    assert messages(rules) == [
        "no example uses the clause in line 3 of the pattern; add one, or drop the clause"
    ]


def test_a_shortcut_that_loses_matches(mini: RuleSet) -> None:
    message = messages(accord(mini, requires=["accord sur"]))[-1]
    assert "without its shortcuts it also finds" in message
    assert "complete `requires` (accord sur)" in message


def test_a_pattern_that_sees_typography(mini: RuleSet) -> None:
    rule = Rule(
        id="own.line",
        kind="agreement",
        doc="d",
        pattern="accord (?= [ ]? \\n )",
        case="cased",
        values={"kind": "agreement"},
        examples=[Example(text="Un [accord].\n\nLa suite.", todo="x")],
        rejects=[Reject(text="Non.", why="nothing")],
    )
    assert not [f for f in check(mini.override(rule)) if f.rule == "own.line"]


def test_a_catastrophic_pattern(mini: RuleSet) -> None:
    bad = accord(
        mini,
        pattern="accord (?: \\s (?: \\w+ \\s? )+ ! )?",
        examples=[Example(text="Un [accord sur tout !]")],
    )
    (failure,) = [failure for failure in check(bad) if "catastrophic" in failure.message]
    assert "characters of this; bound its repetitions" in failure.message
    assert "accord " in failure.text


def test_bad_lexicons(mini: RuleSet) -> None:
    rows = [("b", "B"), ("a", "A  A")]
    rules = mini | RuleSet(
        name="own",
        lexicons=[
            Lexicon(name="w", columns=("form", "x"), rows=rows),
            Lexicon(name="v", columns=("form",), rows=()),
        ],
    )
    found = [str(failure) for failure in check(rules)]
    assert any("w: not sorted: 'a' stands behind 'b'" in text for text in found)
    assert any("w: x: stray spaces" in text for text in found)
    assert any("v: an empty lexicon" in text for text in found)


def test_faults_come_first(mini: RuleSet) -> None:
    with pytest.raises(RuleErrors, match="faults in the rules"):
        list(check(accord(mini, pattern="(accord")))


# --- layout ---


@pytest.mark.parametrize(
    ("text", "suffix", "wanted"),
    [
        ("a = 1  \r\n\r\n\r\n\r\nb = 2", ".toml", "a = 1\n\nb = 2\n"),
        ('pattern = """\nx   \n"""\n', ".toml", 'pattern = """\nx\n"""\n'),
        ('text = """\nx   \n"""\n', ".toml", 'text = """\nx   \n"""\n'),
        ("a = [", ".toml", "a = ["),
        ('form,x\r\nb,"1"\r\n\r\na,"2,3"\r\n', ".csv", 'form,x\na,"2,3"\nb,1\n'),
        ("key,x\nb,1\na,2\n", ".csv", "key,x\nb,1\na,2\n"),
        ("", ".csv", ""),
    ],
)
def test_canonical(text: str, suffix: str, wanted: str) -> None:
    assert canonical(text, suffix) == wanted
    assert canonical(wanted, suffix) == wanted


def test_fix(mini_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mini"
    shutil.copytree(mini_path, folder)
    lexicon = folder / "lexicons" / "states.csv"
    lines = lexicon.read_text(encoding="utf-8").splitlines()
    lexicon.write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert list(untidy(folder)) == [lexicon]
    assert any("layout is not canonical" in f.message for f in check(RuleSet.read(folder), path=folder))
    assert fix(folder) == [lexicon]
    assert lexicon.read_bytes() == (mini_path / "lexicons" / "states.csv").read_bytes()
    assert fix(folder) == []


# --- for other people's tests ---


def test_check_rules(mini: RuleSet, mini_path: Path) -> None:
    check_rules(mini_path, on=None)
    check_rules(mini, on=None)
    check_rules(mini.without("embargo"), on=mini)


def test_check_rules_lists_every_failure(mini: RuleSet) -> None:
    bad = accord(mini, doc="", rejects=())
    with pytest.raises(AssertionError) as caught:
        check_rules(bad, on=None)
    assert "2 failures in the rules" in str(caught.value)
    assert "no doc" in str(caught.value)
    assert "no reject" in str(caught.value)


def test_check_rules_lists_faults(mini: RuleSet) -> None:
    with pytest.raises(AssertionError, match="not a regular expression"):
        check_rules(accord(mini, pattern="(accord"), on=None)


def test_the_parser_of_a_check_can_be_given(mini: RuleSet, mini_parser: Parser) -> None:
    assert not list(check_examples(mini, parser=mini_parser))
