import datetime as dt

import pytest

import communique
from communique import Parser, Rule, RuleSet, UnknownNameError
from communique.clauses import clauses, instrumented, prefixes, repeated_alternatives

TEXT = "L'ambassadeur péruvien est venu. Un embargo contre le Mali est décidé."


def test_why(mini: RuleSet) -> None:
    found = communique.explain(TEXT, rules=mini)
    assert [(f.kind, f.record.text) for f in found.findings] == [
        ("office", "ambassadeur péruvien"),
        ("country", "péruvien"),
        ("sanction", "embargo contre le Mali"),
        ("country", "Mali"),
    ]
    assert found.result == Parser(mini).parse(TEXT)
    sanction = found.findings[2]
    assert sanction.doc == "An embargo against a state."
    assert [(f.name, f.value, f.source) for f in sanction.fields] == [
        ("measure", "embargo", "the words 'embargo'"),
        ("target", "ML", "the words 'Mali'"),
    ]
    assert [(c.line, c.text) for c in sanction.clauses] == [(1, "embargo"), (2, " contre le Mali")]


def test_a_clause_that_was_left_out(mini: RuleSet) -> None:
    (sanction,) = communique.explain("Un embargo est décidé.", rules=mini).findings
    assert [c.text for c in sanction.clauses] == ["embargo", None]
    assert "left out" in str(communique.explain("Un embargo est décidé.", rules=mini))


def test_values_and_taken_fields_say_where_they_come_from(mini: RuleSet) -> None:
    found = communique.explain("Le Mali a signé un accord.", rules=mini)
    sources = {(f.kind, s.name): s.source for f in found.findings for s in f.fields}
    assert sources["country", "code"] == "form.code, of 'Mali'"
    assert sources["agreement", "kind"] == "a constant of the rule"


def test_what_it_beat(mini: RuleSet) -> None:
    rules = mini.override(
        Rule(id="own.short", kind="agreement", pattern=r"\b accord \b", values={"kind": "agreement"})
    )
    (found,) = communique.explain("Un accord sur la pêche.", rules=rules).findings
    assert [(r.rule, r.text) for r in found.beat] == [("own.short", "accord")]
    assert "beat own.short, which read 'accord'" in str(
        communique.explain("Un accord sur la pêche.", rules=rules)
    )


@pytest.mark.parametrize(
    ("text", "rule", "verdict", "message"),
    [
        (TEXT, "embargo", "found", "it found 1 record(s)"),
        ("Un commerce.", "embargo", "no_literal", "none of the words it requires (embargo)"),
        ("Un commerce.", "countries.name", "no_reference", "it starts with {states}, and the text has none"),
        ("Agir d'un commun accord.", "accord", "lost", "lost to mini.agreements.phrase"),
        ("Agir d'un commun accord.", "phrase", "discarded", 'took "d\'un commun accord" away'),
    ],
)
def test_why_not(mini: RuleSet, text: str, rule: str, verdict: str, message: str) -> None:
    why = communique.explain(text, rule=rule, rules=mini).why_not
    assert why is not None
    assert why.verdict == verdict
    assert message in why.message


def test_where_a_rule_died(mini: RuleSet) -> None:
    pattern = "(?P<head> {posts} )\n\\s (?P<country> {country} )\n\\s en \\s visite"
    rules = mini.override(Rule(id="own.visit", kind="office", pattern=pattern, take={"role": "head.role"}))
    why = communique.explain(
        "Le ministre est là. L'ambassadeur péruvien en poste.", rule="visit", rules=rules
    ).why_not
    assert why is not None
    assert why.verdict == "stopped"
    (attempt,) = why.attempts
    assert attempt.text == "ambassadeur péruvien"
    assert [step.pattern for step in attempt.met] == ["(?P<head> {posts} )", r"\s (?P<country> {country} )"]
    assert attempt.died == r"\s en \s visite"
    assert attempt.instead == " en poste."
    text = str(communique.explain("L'ambassadeur péruvien en poste.", rule="visit", rules=rules))
    assert r"died on \s en \s visite" in text


def test_the_first_clause_is_met_nowhere(mini: RuleSet) -> None:
    rules = mini.override(
        Rule(id="own.x", kind="agreement", pattern="pacte\n\\s secret", values={"kind": "treaty"})
    )
    why = communique.explain("Un traité.", rule="own.x", rules=rules).why_not
    assert why is not None
    assert why.message == "its first clause is met nowhere in the text"


def test_an_unknown_rule(mini: RuleSet) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'embargo'"):
        communique.explain("x", rule="embarg", rules=mini)


def test_types(mini: RuleSet) -> None:
    with pytest.raises(TypeError, match="rule must be the id of a rule"):
        communique.explain("x", rule=3, rules=mini)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text must be str"):
        communique.explain(b"x", rules=mini)  # type: ignore[arg-type]


def test_nothing_found(mini: RuleSet) -> None:
    assert str(communique.explain("", rules=mini)) == "No rule found anything.\n"


def test_html_is_escaped_and_links(mini: RuleSet) -> None:
    page = communique.explain("<b>Mali</b> & Pérou \ud800", rules=mini).to_html()
    assert '&lt;b&gt;<a href="#r0"><mark' in page
    assert 'id="r0"' in page
    assert "<b>" not in page
    page.encode()


def test_the_shipped_rules_explain_themselves() -> None:
    found = communique.explain("Le Pérou a salué cet accord.", published=dt.date(2012, 5, 2))
    assert ("country", "Pérou") in [(f.kind, f.record.text) for f in found.findings]


# --- clauses ---

PATTERN = """\
(?<! x )  # nothing before
(?P<head> {posts[a=b|c]} | [|)(] )
(?:
    \\s de
  | \\s du (?: x | y )?
)?
fin
"""


def test_clauses_are_balanced_pieces_of_lines() -> None:
    assert [(c.line, c.source) for c in clauses(PATTERN)] == [
        (1, "(?<! x )"),
        (2, "(?P<head> {posts[a=b|c]} | [|)(] )"),
        (4, r"\s de"),
        (5, r"\s du (?: x | y )?"),
        (7, "fin"),
    ]
    assert [c.number for c in clauses(PATTERN) if c.zero_width] == [0]


def test_clauses_know_their_place() -> None:
    for clause in clauses(PATTERN):
        assert PATTERN[clause.start : clause.end] == clause.source


def test_instrumented_only_adds_groups() -> None:
    bare = instrumented("a\n| (?: b )? c")
    assert bare == "(?P<_clause0>a)\n| (?P<_clause1>(?: b )? c)"


def test_prefixes_by_alternative() -> None:
    found = prefixes("a\n(?: b\n | c )?\n| (?P<span>\nd\ne )")
    assert [[step for _, step in steps] for steps in found] == [["a", "(?: b | c )?"], ["(?P<span> d", "e )"]]
    assert found[1][0][0] == " (?P<span>\nd)"


def test_repeated_alternatives() -> None:
    assert [found for _, found in repeated_alternatives("(?: a \\s b | c | a\\sb ) | d | d")] == [
        "a\\sb",
        "d",
    ]
    assert not list(repeated_alternatives("(a|b)(a|b)|c"))


def test_a_rule_that_begins_with_a_look_around_says_where_it_stopped(fr: RuleSet) -> None:
    pattern = r"""(?<! projet \s de \s )
        relevés?
        \s de \s conclusions"""
    rule = Rule(id="own.look.behind", kind="agreement", pattern=pattern, values={"kind": "x"})
    found = communique.explain(
        "Ils ont signé deux relevés de comptes.", rule=rule.id, rules=fr.override(rule)
    )
    assert found.why_not is not None
    assert found.why_not.message == r"it came as far as 'relevés' and died on: \s de \s conclusions"


def test_the_reason_of_a_choice(mini: RuleSet) -> None:
    """Of two readings of one stretch the higher priority wins, then the first by name."""
    for priority, reason in ((2, "priority 2 over 0"), (0, "first by name")):
        rule = Rule(
            id="aaa.same",
            kind="agreement",
            pattern=r"\b accord \b",
            priority=priority,
            values={"kind": "agreement"},
        )
        told = communique.explain("Un accord.", rule="mini.agreements.accord", rules=mini.override(rule))
        assert told.why_not is not None
        assert told.why_not.verdict == "lost"
        assert f"lost to aaa.same, which matched 'accord' ({reason})" in told.why_not.message


def test_a_rule_that_takes_away(mini: RuleSet) -> None:
    told = communique.explain("Agir d'un commun accord.", rule="phrase", rules=mini)
    assert told.why_not is not None
    assert told.why_not.verdict == "discarded"
    assert 'it took "d\'un commun accord" away' in told.why_not.message


def test_what_a_text_denies(fr: RuleSet) -> None:
    text = "La France ne condamne pas le Mali."
    told = communique.explain(text, rules=fr)
    (finding,) = [finding for finding in told.findings if not finding.asserted]
    assert (finding.kind, finding.modality) == ("position", "negated")
    assert "kept out of the layers: negated" in str(told)
    told = communique.explain(text, rule=finding.record.rule, rules=fr)
    assert told.why_not is not None
    assert told.why_not.verdict == "unasserted"
    assert "the text does not assert it (negated)" in str(told)
    assert "the text does not assert it (negated)" in told.to_html()


def test_a_rule_that_serves_others(mini: RuleSet) -> None:
    rule = Rule(id="own.word", kind="helper", pattern=r"\b accord \b")
    told = communique.explain("Un accord.", rule="own.word", rules=mini.override(rule))
    assert told.why_not is not None
    assert told.why_not.verdict in {"found", "served"}


def test_notes_are_told(fr: RuleSet) -> None:
    told = communique.explain("Le lundi 3 mars 2011, il est parti.", rules=fr)
    assert "note (weekday): 2011-03-03 is no such weekday" in str(told)
