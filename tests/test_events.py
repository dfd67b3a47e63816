"""Events: one flat row for each meeting, agreement event and position."""

from __future__ import annotations

import datetime as dt

import communique
from communique.rules import RuleSet

TEXT = (
    "Le ministre péruvien, M. Carlos Rivas, a reçu mardi à Lima l'ambassadeur du Maroc, M. Ali Belhadj. "
    "Le Pérou et le Maroc ont signé un accord de pêche. "
    "M. Rivas a condamné l'attentat commis au Mali."
)
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def test_rows_of_a_communique() -> None:
    events = communique.parse(TEXT, published=dt.date(2014, 3, 5)).events
    assert [(event.source, event.type, event.actors, event.recipients) for event in events] == [
        ("meeting", "CONSULT", ("Carlos Rivas",), ("Ali Belhadj",)),
        ("agreement", "SUPPORT", ("MA", "PE"), ()),
        ("position", "ACCUSE", ("Carlos Rivas",), ("ML",)),
    ]
    assert (events[0].date, events[0].place) == ("2014-03-04", "Lima")


def test_every_row_points_at_its_record() -> None:
    result = communique.parse(TEXT)
    records = {
        (record.start, record.end)
        for layer in (result.meetings, result.agreements, result.positions)
        for record in layer
    }
    assert result.events
    assert all((event.start, event.end) in records for event in result.events)


def test_the_table_knows_only_plover_types() -> None:
    table = list(RuleSet.load("fr").lexicon("plover"))
    assert {row["type"] for row in table} <= PLOVER
    assert all(row["why"] for row in table)


def test_the_table_maps_every_kind_status_and_stance() -> None:
    mapped = {(row["kind"], row["value"]) for row in RuleSet.load("fr").lexicon("plover")}
    kinds = [
        "talks",
        "working_session",
        "visit",
        "audience",
        "call",
        "summit",
        "conference",
        "ceremony",
        "press",
    ]
    stances = [
        "support",
        "welcome",
        "thank",
        "congratulate",
        "condole",
        "commit",
        "call",
        "wish",
        "emphasise",
        "concern",
        "regret",
        "condemn",
        "reject",
        "agree",
    ]
    statuses = [
        "negotiated",
        "initialled",
        "adopted",
        "signed",
        "ratified",
        "published",
        "in_force",
        "extended",
        "suspended",
        "terminated",
        "violated",
        "planned",
    ]
    for kind, values in (("meeting", kinds), ("position", stances), ("agreement", statuses)):
        assert {(kind, value) for value in values} <= mapped


def test_visits_go_to_the_state_visited() -> None:
    (event,) = communique.parse(
        "M. Jean Dupont s'est rendu hier à Lima.", published=dt.date(2014, 3, 5)
    ).events
    assert (event.type, event.mode, event.actors, event.recipients) == (
        "CONSULT",
        "visit",
        ("Jean Dupont",),
        ("PE",),
    )


def test_meetings_ahead_are_intents() -> None:
    (event,) = communique.parse(
        "M. Jean Dupont se rendra demain à Lima.", published=dt.date(2014, 3, 5)
    ).events
    assert (event.type, event.mode, event.actors, event.recipients, event.modality) == (
        "AGREE",
        None,
        ("Jean Dupont",),
        ("PE",),
        "planned",
    )


def test_the_visitor_acts_and_the_host_receives() -> None:
    (event,) = communique.parse("Le président péruvien, M. Ali Rivas, a reçu M. Jean Dupont.").events
    assert (event.type, event.mode, event.actors, event.recipients) == (
        "CONSULT",
        "visit",
        ("Jean Dupont",),
        ("Ali Rivas",),
    )
