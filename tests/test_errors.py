import importlib.metadata
import pickle
from pathlib import Path

import pytest

import communique
from communique import (
    CommuniqueError,
    InputError,
    Kind,
    Parser,
    Rule,
    RuleError,
    RuleErrors,
    RuleSet,
    UnknownNameError,
)
from communique.load import available


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
    assert str(group).splitlines() == ["2 fault(s) in the rules:", "one", "two"]
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
        return self._found


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, mini: RuleSet) -> None:
    points = [
        Point("offered-set", mini),
        Point("offered-function", lambda: mini),
        Point("offered-nonsense", lambda: 3),
    ]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)


@pytest.mark.usefixtures("offered")
def test_sets_by_name(mini: RuleSet) -> None:
    assert RuleSet.load("offered-set") == mini
    assert RuleSet.load("offered-function") == mini
    assert {"fr", "offered-set", "offered-function"} <= available().keys()
    with pytest.raises(InputError, match=r"'offered-nonsense': .* must give a RuleSet"):
        RuleSet.load("offered-nonsense")
    with pytest.raises(UnknownNameError, match="did you mean 'offered-set'"):
        RuleSet.load("ofered-set")


def test_an_unreadable_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError, match="can't be read"):
        RuleSet.read(tmp_path)
