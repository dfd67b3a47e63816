"""Agreements: spans and kinds, what became of them, whom they bind, and which mentions mean the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import communique

PUBLISHED = dt.date(2016, 11, 21)


def agreements(text: str) -> tuple[Any, ...]:
    return communique.parse(text, published=PUBLISHED).agreements


def events(text: str, at: int = 0) -> list[tuple[str, str | None]]:
    return [(event.status, event.date) for event in agreements(text)[at].events]


@pytest.mark.parametrize(
    ("text", "span", "kind", "number"),
    [
        ("Un accord de siège a été signé.", "accord de siège", "agreement", None),
        ("Le protocole additionnel n° 2 a été signé.", "protocole additionnel n° 2", "protocol", "2"),
        ("La résolution 2118 (2013) a été adoptée.", "résolution 2118 (2013)", "resolution", "2118"),
        ("La décision AU/Dec.123 a été adoptée.", "décision AU/Dec.123", "resolution", "AU/Dec.123"),
        ("Le traité de l'Élysée date de 1963.", "traité de l'Élysée", "treaty", None),
        ("Un échange de lettres a suivi.", "échange de lettres", "exchange_of_letters", None),
        ("Un protocole d'accord a été paraphé.", "protocole d'accord", "memorandum", None),
    ],
)
def test_span(text: str, span: str, kind: str, number: str | None) -> None:
    (record,) = agreements(text)
    assert (record.text, record.kind, record.number) == (span, kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "Ils sont partis d'un commun accord, en accord avec leurs hôtes.",
        "Le projet d'accord est à l'étude.",
        "Le chef du protocole a traité la question.",
        "La convention nationale du parti s'ouvre.",
        "La résolution pacifique des différends est un principe.",
        "Le gouvernement a donné son accord.",
        "La décision du gouvernement est contestée.",
    ],
)
def test_no_agreement(text: str) -> None:
    assert agreements(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'accord a été signé le 5 mai 2010.", [("signed", "2010-05-05")]),
        ("L'accord sera signé en mai 2017.", [("planned", "2017-05")]),
        ("L'accord n'a pas encore été ratifié.", []),
        ("L'accord aurait été signé.", []),
        ("Ils ont appelé à la signature de l'accord.", [("planned", None)]),
        ("L'entrée en vigueur de l'accord devrait intervenir bientôt.", [("planned", None)]),
        ("Ils viennent de parapher l'accord.", [("initialled", None)]),
        ("L'accord, que la Suède a ratifié le 3 mai 2010, est salué.", [("ratified", "2010-05-03")]),
        (
            "L'accord signé à Lima le 2 mai 2003 a été dénoncé en 2010.",
            [("signed", "2003-05-02"), ("terminated", "2010")],
        ),
        ("L'accord a-t-il été signé ?", []),
        ("Le Sénat a autorisé la ratification de l'accord.", [("adopted", None)]),
        ("Il souhaite que l'accord soit ratifié.", [("planned", None)]),
        ("Il se réjouit que l'accord soit ratifié.", [("ratified", None)]),
    ],
)
def test_events(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert events(text) == expected


def test_a_series_shares_its_verb() -> None:
    text = "Le Togo et le Bénin ont signé un accord de pêche, une convention fiscale et un protocole."
    records = agreements(text)
    assert [record.kind for record in records] == ["agreement", "convention", "protocol"]
    assert all([event.status for event in record.events] == ["signed"] for record in records)
    assert all(record.parties == ("BJ", "TG") for record in records)


def test_nested_instruments() -> None:
    outer, inner = agreements(
        "L'avenant à la convention fiscale entre la Suède et le Chili, signé en 2010, est publié."
    )
    assert (outer.kind, inner.kind) == ("protocol", "convention")
    assert next(event.status for event in outer.events) == "signed"
    assert inner.events == ()


def test_parties_follow_the_instrument() -> None:
    first, second = agreements(
        "Le traité d'amitié entre le Laos et le Vietnam est ancien. Ce traité sera revu."
    )
    assert first.parties == second.parties == ("LA", "VN")
    assert second.refers_to == first.text


def test_place_of_signature() -> None:
    (record,) = agreements("La convention a été signée à Lomé le 28 février 1975.")
    assert record.events[0].place == "Lomé"
