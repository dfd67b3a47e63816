"""Cues: what denies, asks, supposes or reports, how far it reaches, and what only looks like it."""

from __future__ import annotations

import time

import pytest

import communique


def modality(text: str) -> str:
    result = communique.parse(text)
    found = [*result.positions, *(record for record in result.unasserted if hasattr(record, "stance"))]
    assert len(found) == 1, found
    return str(found[0].modality)


@pytest.mark.parametrize(
    "text",
    [
        "La Suède ne condamne pas ce geste.",
        "La Suède n'a jamais condamné ce geste.",
        "Elle ne le regrette plus.",
        "Elle n'a nullement regretté ce geste.",
        "Le ministre ne regrette rien.",
        "Le gouvernement a démenti avoir condamné ce geste.",
        "Aucun ministre n'a condamné ce geste.",
    ],
)
def test_negated(text: str) -> None:
    assert modality(text) == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "La Suède n'a pas manqué de condamner ce geste.",
        "La Suède ne peut que condamner ce geste.",
        "La Suède n'a pas seulement condamné ce geste.",
        "Sans tarder, la Suède a condamné ce geste.",
        "La Suède a condamné sans réserve ce geste.",
        "La réunion n'a pas eu lieu ; la Suède le regrette.",
        "Même si la Suède a condamné ce geste, la visite est maintenue.",
        "La Norvège se tait, mais la Suède condamne ce geste.",
    ],
)
def test_asserted(text: str) -> None:
    assert modality(text) == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "La Suède condamne-t-elle ce geste ?",
        "Pourquoi la Suède a-t-elle condamné ce geste ?",
    ],
)
def test_asked(text: str) -> None:
    assert modality(text) == "asked"


@pytest.mark.parametrize(
    "text",
    [
        "Si la Suède condamne ce geste, la visite n'aura pas lieu.",
        "À condition que la Suède condamne ce geste, la visite aura lieu.",
        "Au cas où la Suède condamnerait ce geste, la visite serait annulée.",
    ],
)
def test_conditional(text: str) -> None:
    assert modality(text) == "conditional"


def test_a_condition_ends_at_its_comma() -> None:
    assert modality("Si la trêve tient, la Suède soutiendra ce plan.") == "asserted"


def test_negation_does_not_reach_the_next_verb() -> None:
    result = communique.parse("La Suède n'a pas condamné ce geste, mais a regretté ces propos.")
    assert [p.text for p in result.positions] == ["a regretté"]


def test_linear() -> None:
    unit = "Si la Suède ne condamne pas ce geste, elle n'a pas manqué de le regretter. "

    def cost(times: int) -> float:
        text = unit * times
        start = time.process_time()
        communique.parse(text)
        return time.process_time() - start

    cost(20)
    small, large = min(cost(150) for _ in range(2)), min(cost(600) for _ in range(2))
    assert large < 4 * 2.5 * small
