"""Countries, organisations and places: what counts, what does not, and which code."""

from __future__ import annotations

import pytest

import communique


def countries(text: str) -> list[tuple[str, str]]:
    return [(record.text, record.code) for record in communique.parse(text).countries]


def organisations(text: str) -> list[tuple[str, str | None]]:
    return [(record.text, record.code) for record in communique.parse(text).organisations]


def places(text: str) -> list[tuple[str, str | None]]:
    return [(record.text, record.country) for record in communique.parse(text).places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le comité sino-ivoirien siège.", [("sino", "CN"), ("ivoirien", "CI")]),
        ("Le sommet Togo-Ghana est clos.", [("Togo", "TG"), ("Ghana", "GH")]),
        ("L'État nigérien et l'État nigérian coopèrent.", [("nigérien", "NE"), ("nigérian", "NG")]),
        ("La délégation de la Guinée-Bissau est là.", [("Guinée-Bissau", "GW")]),
        ("Le Zaïre et le Dahomey ont voté.", [("Zaïre", "CD"), ("Dahomey", "BJ")]),
        ("L'U.R.S.S. et la R.D.A. ont voté.", [("U.R.S.S.", "SU"), ("R.D.A.", "DD")]),
        ("Il s'est rendu à la Dominique.", [("Dominique", "DM")]),
        ("Il a visité l'île Maurice.", [("île Maurice", "MU")]),
    ],
)
def test_countries(text: str, expected: list[tuple[str, str]]) -> None:
    assert countries(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le texte fait foi en langues anglaise et espagnole.",
        "Elle s'est exprimée en portugais.",
        "L'évêque grec-catholique a béni la salle.",
        "La pêche dans le golfe de Guinée est réglementée.",
        "Les riverains du fleuve Sénégal se réunissent.",
        "La chancellerie est avenue de la Belgique.",
        "M. Maurice Vautrin présidait la séance.",
        "Le droit anglo-saxon diffère.",
        "Les pays latino-américains se concertent.",
        "Luxembourg, le 4 mai 2001",
    ],
)
def test_no_country(text: str) -> None:
    assert countries(text) == []


def test_shared_adjective_follows_the_text() -> None:
    assert countries("La République démocratique du Congo votera. Le président congolais y tient.")[-1] == (
        "congolais",
        "CD",
    )
    assert countries("Brazzaville votera. Le président congolais y tient.")[-1] == ("congolais", "CG")
    assert countries("Pyongyang se tait. La délégation coréenne est partie.")[-1] == ("coréenne", "KP")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Assemblée générale des Nations unies s'ouvre.", [("Assemblée générale des Nations unies", "UN")]),
        (
            "Le Comité permanent de la culture de l'Union africaine siège.",
            [("Comité permanent de la culture de l'Union africaine", "AU")],
        ),
        ("La mission de l'UE est arrivée.", [("UE", "EU")]),
        ("Le secrétaire général de la Francophonie est là.", [("Francophonie", "OIF")]),
        ("Le ministre de la coopération et de la Francophonie est là.", []),
        ("La Croix-Rouge malienne agit.", []),
        ("Le Conseil a siégé ; la Conférence s'ouvre.", []),
    ],
)
def test_organisations(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert organisations(text) == expected


def test_acronym_that_the_text_introduces() -> None:
    text = "L'Autorité africaine des semences (AASE) a réuni ses membres. L'AASE recrute."
    assert organisations(text) == [
        ("Autorité africaine des semences", "AASE"),
        ("AASE", "AASE"),
        ("AASE", "AASE"),
    ]


def test_places() -> None:
    assert places("Fait à Lomé, le 2 juin 1999.") == [("Lomé", "TG")]
    assert places("La réunion s'est tenue à Luxembourg.") == [("Luxembourg", "LU")]
