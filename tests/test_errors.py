import importlib.metadata
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

import communique
from communique import (
    CommuniqueError,
    Example,
    InputError,
    Kind,
    Parser,
    Rule,
    RuleError,
    RuleErrors,
    RuleSet,
    UnknownNameError,
)
from communique.load import available, folder_of


def test_one_family() -> None:
    for name in ("InputError", "EncodingError", "RuleError", "RuleErrors", "UnknownNameError"):
        assert issubclass(getattr(communique, name), CommuniqueError)
    assert issubclass(UnknownNameError, KeyError)


def test_a_rule_error_points_at_its_place() -> None:
    error = RuleError("no such thing", path="a.toml", line=3, column=5, rule="own.a.b", source="abc = 1")
    assert str(error) == "a.toml:3:5: own.a.b: no such thing\n    abc = 1\n        ^"
    assert str(RuleError("no such thing")) == "no such thing"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_rule_errors_hold_every_fault() -> None:
    group = RuleErrors("faults", [RuleError("one"), RuleError("two")])
    assert str(group).splitlines() == ["2 faults in the rules:", "one", "two"]
    match, rest = group.split(lambda error: str(error) == "one")
    assert isinstance(match, RuleErrors)
    assert isinstance(rest, RuleErrors)
    caught = []
    try:
        raise group
    except* RuleError as errors:
        caught = [str(error) for error in errors.exceptions]
    assert caught == ["one", "two"]


def test_unknown_names_read_like_sentences() -> None:
    with pytest.raises(UnknownNameError) as caught:
        RuleSet.load("fr")["nosuchrule"]
    assert str(caught.value).startswith("no rule 'nosuchrule'")


@pytest.mark.parametrize("text", [b"x", None, 3])
def test_a_text_is_a_str(text: object) -> None:
    with pytest.raises(TypeError, match="text must be str"):
        communique.parse(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("published", ["2012-05-02", 2012, __import__("datetime").datetime(2012, 5, 2)])
def test_a_day_is_a_date(published: object) -> None:
    with pytest.raises(TypeError, match=r"published must be a datetime\.date or None"):
        communique.parse("x", published=published)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", [None, 3, ["fr"]])
def test_a_language_is_a_name(language: object) -> None:
    for call in (communique.parse, communique.parse_many):
        with pytest.raises(TypeError, match="language must be the name of a rule set"):
            call("x" if call is communique.parse else ["x"], language=language)  # type: ignore[operator]
    with pytest.raises(TypeError, match="a rule set is loaded by its name"):
        RuleSet.load(language)  # type: ignore[arg-type]


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_a_budget_below_nothing(mini: RuleSet, timeout: float) -> None:
    with pytest.raises(InputError, match="timeout must be 0 or more seconds"):
        Parser(mini, timeout=timeout)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rules: rules.override("sanction"), "override takes communique.Rule objects, not str"),
        (lambda rules: rules.only(kinds="sanction"), r"only\(kinds=\{'sanction'\}\)"),
        (lambda rules: rules.with_words("states", add="Mali"), "add takes rows"),
        (lambda rules: rules.with_words("states", add={"form": "Mali"}), "add takes rows"),
        (lambda rules: rules.with_words("states", add=[{"form": "X", "code": 3}]), "'code' must be str"),
        (lambda rules: RuleSet(rules="sanction"), "takes communique.Rule objects here, not str"),
        (lambda rules: RuleSet(kinds=["sanction"]), "takes communique.Kind objects here, not str"),
        (lambda rules: Rule(id="a", kind="date", pattern="x", requires="mot"), r"write \['mot'\]"),
        (lambda rules: Rule(id="a", kind="date", pattern=None), "pattern must be str, not NoneType"),
    ],
)
def test_arguments_of_a_wrong_type(mini: RuleSet, change: Callable[[RuleSet], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        change(mini)


def test_values_that_a_rule_cannot_have() -> None:
    with pytest.raises(InputError, match="case must be 'lower' or 'cased', not 'up'"):
        Rule(id="a", kind="date", pattern="x", case="up")
    with pytest.raises(InputError, match="published must be a day such as '2011-10-06', not 'today'"):
        Example(text="[x]", published="today")
    with pytest.raises(InputError, match="a field is one of"):
        Kind(name="oath", fields={"by": "int"})


def test_a_field_that_stays_empty_is_a_note_and_no_exception() -> None:
    rules = RuleSet(
        kinds=[Kind(name="oath", fields={"by": "text"})],
        rules=[Rule(id="own.oath", kind="oath", pattern=r"serment (?: \s de \s (?P<by> \w+ ) )?")],
    )
    result = Parser(rules).parse("Un serment. Le serment de fidélité.")
    assert [oath.by for oath in result.records("oath")] == ["fidélité"]
    (note,) = result.diagnostics
    assert (note.code, note.start, note.end) == ("incomplete", 3, 10)
    assert "Oath needs 'by'" in note.message


# --- sets of other packages ---


class Point:
    """An entry point of a package that offers rules."""

    def __init__(self, name: str, found: object) -> None:
        self.name = name
        self.value = f"{name}:rules"
        self.dist = None
        self._found = found

    def load(self) -> object:
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, mini: RuleSet) -> None:
    points = [
        Point("offered-set", mini),
        Point("offered-function", lambda: mini),
        Point("offered-package", json),
        Point("offered-nonsense", lambda: 3),
        Point("offered-number", 3),
        Point("offered-ruin", ImportError("no module named 'ruin'")),
    ]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)


@pytest.mark.usefixtures("offered")
def test_sets_by_name(mini: RuleSet) -> None:
    assert RuleSet.load("offered-set") == mini
    assert RuleSet.load("offered-function") == mini
    assert {"fr", "offered-set", "offered-function"} <= available().keys()
    for name in ("offered-nonsense", "offered-number"):
        with pytest.raises(InputError, match=rf"'{name}': .* must give a RuleSet"):
            RuleSet.load(name)
    with pytest.raises(
        InputError, match=r"'offered-ruin': .* can't be imported: .*; install its package anew"
    ):
        RuleSet.load("offered-ruin")
    with pytest.raises(UnknownNameError, match="did you mean 'offered-set'"):
        RuleSet.load("ofered-set")


@pytest.mark.usefixtures("offered")
def test_where_the_files_of_a_set_are() -> None:
    assert (folder_of("fr") / "set.toml").is_file()
    assert (folder_of("offered-package") / "decoder.py").is_file()
    assert folder_of("offered-function") is None
    with pytest.raises(UnknownNameError):
        folder_of("ofered-set")


def test_an_unreadable_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError, match="can't be read"):
        RuleSet.read(tmp_path)
