import attrs
import pytest

from communique import Kind, Lexicon, Parser, Rule, RuleSet
from communique.match import Deadline, Scan, compiled_rule
from communique.match.outline import UNKNOWN
from communique.text import fold
from communique.zones import Zoner


def own(*rules: Rule, **lexicons: list[tuple[str, ...]]) -> RuleSet:
    return RuleSet(
        name="t",
        rules=rules,
        kinds=[Kind(name=name, fields={"what": "text?"}) for name in sorted({rule.kind for rule in rules})],
        lexicons=[
            Lexicon(name=name, columns=("form", "code")[: len(rows[0])], rows=rows)
            for name, rows in lexicons.items()
        ],
    )


def found(rules: RuleSet, text: str, kind: str = "x") -> list[str]:
    return [record.text for record in Parser(rules).parse(text).records(kind)]


# --- lexicons ---


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("La république du Pérou et le Pérou.", ["république du Pérou", "Pérou"]),
        ("le pérou", []),
        ("LE PÉROU", ["PÉROU"]),
        ("Péroution", []),
        ("l'Oural", ["Oural"]),
        ("Viêt Nam", ["Viêt Nam"]),
        ("Viêt  Nam", ["Viêt  Nam"]),
        ("Viêt\nNam", []),
    ],
)
def test_forms(text: str, texts: list[str]) -> None:
    rules = own(
        Rule(id="t.x", kind="x", pattern="{w}"),
        w=[("Oural",), ("Pérou",), ("Viêt Nam",), ("république du Pérou",)],
    )
    assert found(rules, text) == texts


def test_the_longest_form_wins() -> None:
    rules = own(Rule(id="t.x", kind="x", pattern="{w}"), w=[("accord",), ("accord de Paris",)])
    assert found(rules, "l'accord de Paris, l'accord") == ["accord de Paris", "accord"]


def test_inflection() -> None:
    rules = RuleSet(
        rules=[Rule(id="t.x", kind="x", pattern="{w[tense=past]}")],
        kinds=[Kind(name="x", fields={"what": "text?"})],
        lexicons=[
            Lexicon(name="w", columns=("form", "sense"), rows=[("<er>", "none"), ("salu<er>", "greet")]),
            Lexicon(
                name="inflections",
                columns=("paradigm", "ending", "tense"),
                rows=[("er", "e", "present"), ("er", "é", "past"), ("er", "és", "past")],
            ),
        ],
    )
    assert found(rules, "Il salue ceux qu'il a salués et salué.") == ["salués", "salué"]


def test_a_scan_gives_each_lexicon_its_own_hits() -> None:
    rules = own(a=[("accord", "1")], b=[("accord", "2"), ("accord cadre", "3")])
    text = fold("un accord cadre")
    hits = Scan(rules).hits(Zoner(rules.layout).zone(text), lambda name, _: 1 if name == "a" else 2)
    assert {
        name: [(start, -negative_end, means) for start, negative_end, _, means, _ in places]
        for name, places in hits.items()
    } == {
        "a": [(3, 9, 1)],
        "b": [(3, 15, 2)],
    }


def test_a_dotted_form_is_found_with_spaces_too() -> None:
    rules = own(Rule(id="t.x", kind="x", pattern="{w}"), w=[("O.U.A.",)])
    assert found(rules, "La Charte de l'O. U. A. et l'O.U.A. même.") == ["O. U. A.", "O.U.A."]


# --- views ---


def test_only_what_a_rule_names_is_a_sentinel() -> None:
    plain = Rule(id="t.x", kind="x", pattern=r"\b pérou \b")
    named = Rule(id="t.y", kind="y", pattern="{w} \\s signe")
    rules = own(plain, named, w=[("Pérou",)])
    assert found(rules, "Le Pérou signe.") == ["Pérou"]
    assert found(rules, "Le Pérou signe.", "y") == ["Pérou signe"]


def test_filters() -> None:
    rules = own(
        Rule(id="t.x", kind="x", pattern="{w[code=PE|CL]}"),
        w=[("Chili", "CL"), ("Mali", "ML"), ("Pérou", "PE")],
    )
    assert found(rules, "Chili, Mali, Pérou") == ["Chili", "Pérou"]


def test_kinds_build_on_kinds() -> None:
    rules = own(
        Rule(id="t.a", kind="x", pattern="{w}"),
        Rule(id="t.b", kind="y", pattern="{x} \\s et \\s {x}"),
        Rule(id="t.c", kind="z", pattern="oui \\s {y}"),
        w=[("Mali",), ("Pérou",)],
    )
    assert found(rules, "oui Mali et Pérou", "z") == ["oui Mali et Pérou"]


def test_a_white_space_is_one_space_and_never_a_line_break() -> None:
    rules = own(Rule(id="t.x", kind="x", pattern=r"deux \s mots"))
    assert found(rules, "deux mots. deux\u00a0 mots. deux\n\nmots") == ["deux mots", "deux\u00a0 mots"]


def test_the_group_span_is_the_span() -> None:
    rules = own(Rule(id="t.x", kind="x", pattern=r"un \s (?P<span> accord ) \s (?P<what> \w{3,20} )"))
    (record,) = Parser(rules).parse("un accord secret").records("x")
    assert (record.text, record.what) == ("accord", "secret")


def test_cased_rules() -> None:
    rules = own(
        Rule(id="t.x", kind="x", pattern="Accord", case="cased"), Rule(id="t.y", kind="y", pattern="accord")
    )
    assert found(rules, "Accord, accord") == ["Accord"]
    assert found(rules, "Accord, accord", "y") == ["Accord", "accord"]


def test_what_a_rule_takes_away() -> None:
    rules = own(
        Rule(id="t.year", kind="x", pattern=r"\d{4}"),
        Rule(id="t.noise", kind="x", pattern=r"article \s \d{4}", discard=True),
    )
    result = Parser(rules).parse("article 1234, 1999")
    assert [record.text for record in result.records("x")] == ["1999"]
    assert {(lost.text, lost.lost_to) for lost in result.discarded} == {
        ("1234", "t.noise"),
        ("article 1234", "t.noise"),
    }


def test_a_new_kind_disturbs_no_rule(mini: RuleSet) -> None:
    text = "L'ambassadeur du Mali a signé un accord sur la pêche. Un embargo contre le Pérou."
    more = mini.override(
        Rule(id="own.noun", kind="noun", pattern=r"\b (?: accord | mali | ambassadeur | contre ) \b")
    )
    before, after = Parser(mini).parse(text), Parser(more).parse(text)
    for kind in ("office", "country", "agreement", "sanction"):
        assert before.records(kind) == after.records(kind)


# --- shortcuts and time ---


@pytest.mark.parametrize("name", ["accord", "countries.name", "post", "embargo", "phrase"])
def test_shortcuts_equal_the_naive_run(mini: RuleSet, mini_parser: Parser, name: str) -> None:
    text = "L'accord du Mali. Deux accords, un commun accord, l'embargo contre le Pérou, l'ambassadeur. " * 3
    walk = mini_parser.walk(text)
    rule = mini[name]
    quick, naive = compiled_rule(rule, mini), compiled_rule(attrs.evolve(rule, requires=()), mini)
    naive.outline = UNKNOWN
    spans = [[(m.start, m.end) for m in walk.matcher.run(each)] for each in (quick, naive)]
    assert spans[0] == spans[1]


def test_an_outline_tells_where_a_pattern_begins(mini: RuleSet) -> None:
    def first(pattern: str) -> list[str] | None:
        made = compiled_rule(Rule(id="t", kind="country", pattern=pattern), mini).outline.first
        return None if made is None else sorted(ref.name for ref in made)

    assert first("{states} x") == ["states"]
    assert first("(?<! y ) (?: {states} | {posts} ) x") == ["posts", "states"]
    assert first("{states}? {posts}") == ["posts", "states"]
    assert first("{states}?") is None
    assert first("x {states}") is None
    assert first("{states} | x") is None


def test_deadlines() -> None:
    assert Deadline(None).left() is None
    over = Deadline(0.0)
    assert over.left() == 0.0
    assert over.passed


def test_a_time_budget_is_kept(mini: RuleSet) -> None:
    slow = Rule(id="own.slow", kind="agreement", pattern=r"(?: \w+ \s? )+ [!?]", values={"kind": "agreement"})
    result = Parser(mini.override(slow), timeout=0.2).parse("mot " * 3000)
    assert result.complete is False
    assert [d.code for d in result.diagnostics] == ["timeout"]
    assert Parser(mini, timeout=60).parse("mot " * 3000).complete


@pytest.mark.parametrize("timeout", ["1", True])
def test_the_budget_is_a_number(mini: RuleSet, timeout: object) -> None:
    with pytest.raises(TypeError, match="timeout must be a number"):
        Parser(mini, timeout=timeout)  # type: ignore[arg-type]


def test_rules_are_a_rule_set() -> None:
    with pytest.raises(TypeError, match=r"rules must be a communique\.RuleSet, not str"):
        Parser("fr")  # type: ignore[arg-type]
