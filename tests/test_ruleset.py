import pickle

import pytest

from communique import CommuniqueError, Kind, Lexicon, Parser, Rule, RuleErrors, RuleSet, UnknownNameError


def sanction(rule_id: str = "own.sanctions.gel", pattern: str = r"\b gel \s des \s avoirs") -> Rule:
    return Rule(id=rule_id, kind="agreement", pattern=pattern, values={"kind": "agreement"})


def test_union_laws(mini: RuleSet) -> None:
    a = mini
    b = RuleSet(name="b", kinds=[Kind(name="x")], rules=[Rule(id="b.x", kind="x", pattern="x")])
    c = RuleSet(name="c", lexicons=[Lexicon(name="states", columns=["form", "code"], rows=[("Laos", "LA")])])
    assert (a | b) | c == a | (b | c)
    assert a | b == b | a
    assert a | a == a
    assert hash(a | b) == hash(b | a)
    assert (a | b).digest == (b | a).digest


def test_two_contents_for_one_name(mini: RuleSet) -> None:
    other = RuleSet(rules=[Rule(id="mini.agreements.accord", kind="agreement", pattern="other")])
    with pytest.raises(CommuniqueError, match=r"mini\.agreements\.accord.*two contents"):
        mini | other


def test_kinds_agree_or_contradict() -> None:
    open_, nested, flat = (RuleSet(kinds=[Kind(name="x", nested=n)]) for n in (None, True, False))
    assert (open_ | nested).kind("x").nested is True
    with pytest.raises(CommuniqueError, match="nesting"):
        nested | flat


def test_override_replaces_and_adds(mini: RuleSet) -> None:
    changed = mini.override(sanction("mini.agreements.accord"), sanction())
    assert len(changed) == len(mini) + 1
    assert changed["mini.agreements.accord"].pattern == sanction().pattern
    assert "accord" in mini["mini.agreements.accord"].pattern


def test_override_makes_the_kinds_it_needs(mini: RuleSet) -> None:
    made = mini.override(Rule(id="own.x", kind="wish", pattern=r"\b voeu \b"))
    assert made.kind("wish").record_class() is None
    Parser(made)


def test_without_then_or_restores(mini: RuleSet) -> None:
    less = mini.without("accord")
    assert len(less) == len(mini) - 1
    assert less | mini == mini


def test_without_an_unknown_rule_names_the_nearest(mini: RuleSet) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'accord'"):
        mini.without("acord")


def test_only_keeps_what_the_kinds_build_on(mini: RuleSet) -> None:
    kept = mini.only(kinds={"sanction"})
    assert {rule.kind for rule in kept.rules} == {"sanction", "country"}
    with pytest.raises(UnknownNameError, match="sanction"):
        mini.only(kinds={"sanctions"})


def test_with_words_is_found_at_once(mini: RuleSet) -> None:
    more = mini.with_words("states", add=[{"form": "Ruritanie", "code": "RU"}])
    found = Parser(more).parse("La Ruritanie est loin.")
    assert [(c.text, c.code) for c in found.countries] == [("Ruritanie", "RU")]
    assert not Parser(mini).parse("La Ruritanie est loin.").countries


def test_with_words_keeps_the_rows_of_a_table_of_pairs(fr: RuleSet) -> None:
    before = fr.lexicon("plover")
    row = dict(zip(before.columns, before.rows[0], strict=True))
    changed = fr.with_words("plover", add=[row | {"mode": "x"}]).lexicon("plover")
    assert len(changed.rows) == len(before.rows)
    assert len(set(changed.rows) - set(before.rows)) == 1


def test_with_words_replaces_a_form(mini: RuleSet) -> None:
    changed = mini.with_words("states", add=[{"form": "Mali", "code": "XX"}])
    assert len(changed.lexicon("states")) == len(mini.lexicon("states"))
    assert {row["form"]: row["code"] for row in changed.lexicon("states")}["Mali"] == "XX"


@pytest.mark.parametrize(
    ("row", "message"),
    [({"code": "RU"}, "has no 'form'"), ({"form": "X", "cod": "RU"}, "no column 'cod'; did you mean 'code'")],
)
def test_with_words_says_what_is_wrong(mini: RuleSet, row: dict[str, str], message: str) -> None:
    with pytest.raises(CommuniqueError, match=message):
        mini.with_words("states", add=[row])


@pytest.mark.parametrize(
    ("lexicon", "column"), [("offices", "role"), ("instruments", "kind"), ("tense_words", "reading")]
)
def test_a_word_that_linking_could_make_nothing_of(fr: RuleSet, lexicon: str, column: str) -> None:
    own = RuleSet(lexicons=[Lexicon(name=lexicon, columns=["form"], rows=[["zorro"]])])
    for rules in (fr.with_words(lexicon, add=[{"form": "zorro"}]), fr | own):
        with pytest.raises(RuleErrors) as caught:
            Parser(rules)
        (fault,) = caught.value.exceptions
        assert str(fault) == f"lexicon {lexicon!r}: 'zorro' has no {column!r}; fill that column"


def test_without_words(mini: RuleSet) -> None:
    less = mini.without_words("states", "Mali")
    assert not Parser(less).parse("Le Mali a signé.").countries
    with pytest.raises(UnknownNameError, match="Mali"):
        mini.without_words("states", "Malì")


def test_a_set_is_a_value(mini: RuleSet) -> None:
    again = pickle.loads(pickle.dumps(mini))
    assert again == mini
    assert hash(again) == hash(mini)
    assert again.digest == mini.digest
    with pytest.raises(AttributeError):
        mini.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError, match="values"):
        mini["accord"].values["kind"] = "treaty"  # type: ignore[index]


def test_the_digest_follows_the_content(mini: RuleSet) -> None:
    assert mini.digest != mini.without("accord").digest
    assert len(mini.digest) == 16


def test_results_carry_the_set(mini: RuleSet, mini_parser: Parser) -> None:
    info = mini_parser.parse("").rules
    assert info is not None
    assert (info.name, info.version, info.digest) == ("mini", "1", mini.digest)


def test_a_rule_by_any_unambiguous_tail(mini: RuleSet) -> None:
    assert mini["accord"] is mini["agreements.accord"] is mini["mini.agreements.accord"]
    two = mini.override(Rule(id="own.other.accord", kind="agreement", pattern="x", values={"kind": "x"}))
    with pytest.raises(UnknownNameError, match="ambiguous"):
        two["accord"]


def test_circles_are_faults() -> None:
    rules = RuleSet(
        kinds=[Kind(name="a"), Kind(name="b")],
        rules=[Rule(id="r.a", kind="a", pattern="{b}"), Rule(id="r.b", kind="b", pattern="{a}")],
    )
    with pytest.raises(RuleErrors) as caught:
        Parser(rules)
    assert "kinds build on each other in a circle: " in str(caught.value)
    assert "a -> b" in str(caught.value)


def test_order_of_rules_changes_nothing(mini: RuleSet, mini_parser: Parser) -> None:
    shuffled = RuleSet(
        name="mini",
        version="1",
        rules=reversed(mini.rules),
        lexicons=reversed(mini.lexicons),
        cues=mini.cues,
        kinds=reversed(mini.kinds),
        fragments=mini.fragments,
        layout=mini.layout,
    )
    assert shuffled == mini
    text = "L'ambassadeur péruvien a signé un accord sur la pêche. Un embargo contre le Mali est décidé."
    assert Parser(shuffled).parse(text) == mini_parser.parse(text)
