"""A packed rule set is the rule set that was packed, though parts of it come late."""

import pickle

import attrs
import pytest

import communique
from communique.match import Program, Scan
from communique.match import words as words_module
from communique.packed import packed, unpacked
from communique.warm import warm

TEXT = "M. Jean Dupond, ministre du Mali, a signé le 3 mars 2011 un accord avec le Pérou."


def again(rules: communique.RuleSet) -> communique.RuleSet:
    """What the next process has."""
    program = unpacked(memoryview(packed(rules.program)))
    program.rules.__dict__["program"] = program
    return program.rules


@pytest.fixture
def own(mini: communique.RuleSet) -> communique.RuleSet:
    """The set of the tests, with a program of its own."""
    return attrs.evolve(mini)


@pytest.fixture
def restored(own: communique.RuleSet) -> communique.RuleSet:
    warm(own)
    return again(own)


def test_the_same_parse(own: communique.RuleSet, restored: communique.RuleSet) -> None:
    plain = communique.Parser(own).parse(TEXT)
    assert communique.Parser(restored).parse(TEXT) == plain
    assert communique.Parser(restored).parse(TEXT).to_json() == plain.to_json()


def test_the_same_rules(own: communique.RuleSet, restored: communique.RuleSet) -> None:
    assert restored == own
    assert hash(restored) == hash(own)
    assert restored.digest == own.digest == attrs.evolve(restored).digest
    assert [rule.origin for rule in restored.rules] == [rule.origin for rule in own.rules]
    assert [list(lexicon) for lexicon in restored.lexicons] == [list(lexicon) for lexicon in own.lexicons]
    assert restored | own is restored


def test_a_late_part_first(restored: communique.RuleSet, own: communique.RuleSet) -> None:
    """Whatever is asked for first, it is there."""
    for name in ("pattern", "doc", "fragments", "examples", "rejects", "origin"):
        assert getattr(again(own).rules[0], name) == getattr(own.rules[0], name)
    lexicon = restored.lexicons[0]
    assert len(lexicon) == len(own.lexicons[0])
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = lexicon.nothing_of_the_kind  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = own.rules[0].nothing_of_the_kind  # type: ignore[attr-defined]


def test_algebra(own: communique.RuleSet, restored: communique.RuleSet) -> None:
    rule = own.rules[0]
    assert restored.without(rule.id) == own.without(rule.id)
    assert attrs.evolve(restored.rules[0], priority=9) == attrs.evolve(rule, priority=9)
    name = own.lexicons[0].name
    form = own.lexicons[0].rows[0][0]
    assert restored.without_words(name, form) == own.without_words(name, form)


def test_pickling(own: communique.RuleSet, restored: communique.RuleSet) -> None:
    """Parsers go to other processes."""
    parser = pickle.loads(pickle.dumps(communique.Parser(restored)))
    assert parser.rules == own
    assert parser.parse(TEXT) == communique.Parser(own).parse(TEXT)


def test_planning_goes_on(own: communique.RuleSet, restored: communique.RuleSet) -> None:
    """What is stored of a program does for explaining, which plans further rules."""
    for plain, stored in zip(Program(own).rules.rules, restored.program.rules.rules, strict=True):
        text = plain.examples[0].text.replace("[", "").replace("]", "")
        told = [communique.explain(text, rules=rules) for rules in (own, restored)]
        assert str(told[0]) == str(told[1])
        assert stored.id == plain.id


def test_many_words(own: communique.RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once many words have been looked for, all that is stored has been read; hits stay the same."""
    monkeypatch.setattr(words_module, "_MOST_MET", 3)
    restored = again(own)
    parser = communique.Parser(restored)
    assert parser.parse(TEXT) == communique.Parser(own).parse(TEXT)
    assert parser.parse(TEXT) == communique.Parser(own).parse(TEXT)
    assert sorted(Scan(own).words()) == sorted(restored.program.scan.words())
