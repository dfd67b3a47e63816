"""Who acts: parts, chains, subjects and what pronouns mean."""

from __future__ import annotations

import pytest

import communique.link as link
from communique.link import actors, dates, names, offices, persons
from communique.link.document import Document
from communique.parser import Parser
from communique.rules import RuleSet


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch):
    """A function that gives the actors of a text."""
    seen: list[actors.Actors] = []

    def catch(document: Document) -> None:
        for linker in (names, dates, persons, offices):
            linker.link(document)
        seen.append(actors.of(document))

    monkeypatch.setattr("communique.parser.link", catch)
    parser = Parser(RuleSet.load("fr"))

    def analyse(text: str) -> actors.Actors:
        parser.parse(text)
        return seen[-1]

    return analyse


def subject(view, text: str, word: str) -> tuple[str, ...]:
    return actors.names(view(text).subject_of(text.index(word)))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("M. Jean Dupont a salué cet effort.", "salué", ("Jean Dupont",)),
        ("M. Jean Dupont, ministre du Commerce, a salué cet effort.", "salué", ("Jean Dupont",)),
        ("M. Jean Dupont et Mme Anne Roy ont salué cet effort.", "salué", ("Anne Roy", "Jean Dupont")),
        ("M. Jean Dupont, qui a rencontré M. Paul Roy, a salué cet effort.", "salué", ("Jean Dupont",)),
        ("M. Jean Dupont a rencontré M. Paul Roy, qui effectue une visite.", "effectue", ("Paul Roy",)),
        ("La France a condamné cet acte.", "condamné", ("FR",)),
        ("La délégation marocaine a salué cet effort.", "salué", ("MA",)),
        ("Mme Anne Roy est arrivée. Elle a salué cet effort.", "salué", ("Anne Roy",)),
        ("Avec le Pérou, la France a signé un accord.", "signé", ("FR",)),
    ],
)
def test_subjects(view, text: str, word: str, expected: tuple[str, ...]) -> None:
    assert subject(view, text, word) == expected


def test_parts_are_read_from_the_word_before(view) -> None:
    found = view("M. Jean Dupont a été reçu par Mme Anne Roy, en présence de M. Paul Keller.")
    assert [(one.names, one.part) for one in found.all] == [
        (("Jean Dupont",), ""),
        (("Anne Roy",), "by"),
        (("Paul Keller",), "presence"),
    ]


def test_coordinated_actors_share_their_part(view) -> None:
    found = view("Il s'est entretenu avec M. Paul Keller et Mme Anne Roy.").all
    pair = [one for one in found if one.kind == "person"]
    assert [one.part for one in pair] == ["with", "with"]
    assert pair[0].chain == pair


def test_the_two_ministers_are_those_who_met(view) -> None:
    text = (
        "Le ministre français, M. Jean Dupont, a reçu le ministre péruvien, M. Carlos Rivas. "
        "Les deux ministres ont salué cet effort."
    )
    assert subject(view, text, "salué") == ("Carlos Rivas", "Jean Dupont")


def test_impersonal_pronouns_are_no_actors(view) -> None:
    assert view("Il convient de poursuivre cet effort.").all == []


def test_analysis_is_made_once(view) -> None:
    assert link.actors is actors
    assert view("La France a condamné cet acte.").all[0].names == ("FR",)
