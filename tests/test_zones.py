"""Lines, sentences and headings in texts as messy as they come."""

from __future__ import annotations

import itertools

import pytest

from communique import Layout, Parser, RuleErrors, RuleSet
from communique.text import fold
from communique.zones import Zoner, Zones


def zones(text: str) -> Zones:
    return Zoner(RuleSet.load("fr").layout).zone(fold(text))


def sentences(text: str) -> list[str]:
    cut = zones(text)
    starts = [*cut.sentence_starts, len(cut.folded)]
    pieces = (cut.folded[a:b].strip() for a, b in itertools.pairwise(starts))
    return [piece for piece in pieces if piece]


@pytest.mark.parametrize(
    "text",
    [
        "M. Tavares a reçu Mme B. Ilunga et S.E.M. Kofi Ansah.",
        "Le Pr. Lund et le Dr. Weiss ont signé.",
        "S.M. le Roi a reçu S.E. M. Ortega.",
        "L'art. 12 de la convention, p. ex., prévoit un délai.",
        "Berne, 12.03.2014 - Le conseiller fédéral est à Vienne.",
        "Lima, 3 mars 2010 (MAP) - Le ministre est arrivé.",
        "(Paris, 7 juillet 2011)",
        "Il a conclu : « Oui. » et il est parti.",
        "Le ministre ... a signé.",
        "Le 1er oct. 2001, il était à Rome.",
        "La C.E.D.E.A.O. a siégé.",
        "Le chargé d'affaires a.i. est parti.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Il a reçu le ministre péruvien.Les deux ministres ont signé.", 2),
        ("Est-ce vrai ?Oui. Non !", 3),
        ("Il a dit : « C'est fait. » La presse a applaudi.", 2),
        ("Le traité date de 1992. Il a été revu.", 2),
        ("Il vient de l'ONU. Elle aussi.", 2),
        ("Elle sera à Genève du 13 au 15.03.2014. Elle y verra M. Keller.", 2),
        ("1. Mali\n\nLe ministre est à Bamako.", 2),
        ("PARIS, 3 mai\n\nLe ministre a signé.\nIl est parti.", 3),
        ("- un accord de pêche ;\n- un accord aérien ;\n- un protocole.", 3),
        ("1. Condamne l'attaque ;\n\n2. Exige un cessez-le-feu ;", 2),
    ],
)
def test_several_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = (
        "Le ministre des affaires étrangères s'est rendu hier à Lima où il\n"
        "a été reçu par le président de la République, en présence de son\n"
        "homologue péruvien et de plusieurs membres du gouvernement, avant\n"
        "de regagner Paris."
    )
    assert len(sentences(text)) == 1
    assert "où il a été reçu" in zones(text).folded


def headings(text: str) -> list[str]:
    cut = zones(text)
    return [cut.folded[line.start : line.end] for line in cut.lines if line.kind == "heading"]


def test_headings() -> None:
    text = (
        "POINT DE PRESSE\n\n1. Mali\n\nLe ministre est à Bamako.\n\nQuestions du jour\n\n"
        "Ira-t-il à Gao ?\n\n- la paix\n- la sécurité\n\nle reste suivra\n\nSahel : « l'heure est grave »"
    )
    assert headings(text) == ["POINT DE PRESSE", "1. Mali", "Questions du jour"]


@pytest.mark.parametrize("text", ["", "\n", "...", "?!", "a" * 10_000, ". " * 5_000, "\n" * 5_000])
def test_total_on_any_text(text: str) -> None:
    """No offset moves, and every place is in one sentence."""
    cut = zones(text)
    assert len(cut.folded) == len(cut.lower) == len(fold(text).folded)
    assert list(cut.sentence_starts) == sorted({0, *cut.sentence_starts})
    for at in (0, len(cut.folded) // 2, len(cut.folded)):
        first, last = cut.sentence(at)
        assert first <= at <= last


def test_a_layout_pattern_that_is_none_is_a_fault_of_the_set() -> None:
    """Patterns are compiled when a text needs them; a parser tells of a wrong one before."""
    rules = RuleSet(name="x", layout=Layout(name="x", patterns={"speaker": "("}))
    with pytest.raises(RuleErrors) as told:
        Parser(rules)
    assert "layout pattern 'speaker': not a regular expression" in str(told.value)
