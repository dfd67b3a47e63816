"""Meetings: which count, their kinds, who takes part, when and where."""

from __future__ import annotations

import datetime as dt

import pytest

import communique

PUBLISHED = dt.date(2014, 3, 5)


def meetings(text: str) -> list[communique.Meeting]:
    return list(communique.parse(text, published=PUBLISHED).meetings)


@pytest.mark.parametrize(
    ("text", "kind", "participants"),
    [
        (
            "M. Ali Haddad a été reçu en audience par le roi Idriss IV.",
            "audience",
            ("Ali Haddad", "Idriss IV"),
        ),
        (
            "Les ministres des Affaires étrangères de la France et de l'Allemagne se sont réunis à Weimar.",
            "working_session",
            ("DE", "FR"),
        ),
        (
            "Une rencontre entre le président français et la chancelière allemande est prévue à Berlin.",
            "talks",
            ("DE", "FR"),
        ),
        (
            "M. Emil Popa a participé à la réunion des ministres des Affaires étrangères de l'OTAN.",
            "working_session",
            ("Emil Popa", "NATO"),
        ),
        (
            "M. Karim Nasser a accordé une audience à l'ambassadeur de Chine, M. Wang Lei.",
            "audience",
            ("Karim Nasser", "Wang Lei"),
        ),
        (
            "L'ambassadeur d'Italie, M. Franco Conti, a présenté ses lettres de créance "
            "au président Kofi Mensah.",
            "ceremony",
            ("Franco Conti", "Kofi Mensah"),
        ),
        (
            "M. Paul Martin et M. Ahmed Saleh ont tenu une conférence de presse.",
            "press",
            ("Ahmed Saleh", "Paul Martin"),
        ),
        ("Les entretiens que M. Roy a eus avec M. Diallo ont été utiles.", "talks", ("Diallo", "Roy")),
        ("Le sommet de l'Union africaine s'est ouvert samedi à Kigali.", "summit", ("AU",)),
    ],
)
def test_kinds_and_participants(text: str, kind: str, participants: tuple[str, ...]) -> None:
    (meeting,) = meetings(text)
    assert (meeting.kind, meeting.participants) == (kind, participants)


@pytest.mark.parametrize(
    "text",
    [
        "Aucune visite du ministre n'est prévue.",
        "M. Jean Dupont n'a pas rencontré la délégation syrienne.",
        "Il s'est rendu compte de la gravité de la situation.",
        "Le projet a reçu l'appui du gouvernement.",
        "Deux mille touristes ont visité le musée.",
        "Il se trouvait dans la salle de réunion.",
        "Les échanges commerciaux ont augmenté.",
        "M. Ali Haddad a été reçu mardi.",
        "Le traité a été reçu par les députés.",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "La visite que devait faire à Lima le ministre marocain est annulée.",
        "Une réunion du comité, initialement prévue jeudi à Rabat, a été annulée.",
        "La rencontre avec les ambassadeurs africains est reportée sine die.",
        "Le déplacement à Cuzco, un temps envisagé, n'aura pas lieu.",
        "Le ministre péruvien, M. Luis Paz, a renoncé à se rendre à Rabat.",
        "Le ministre péruvien, M. Luis Paz, qui devait se rendre à Rabat, a annulé son déplacement.",
        "La réunion de mardi ne se tiendra pas.",
        "Prochains rendez-vous de l'ambassadeur du Pérou :",
        "Le ministre péruvien a été interrogé sur la possibilité d'une rencontre avec le roi.",
    ],
)
def test_what_never_was_is_no_meeting(text: str) -> None:
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "La visite, prévue en mai, est reportée à juin.",
        "La conférence de presse annoncée à l'issue de cet entretien a été annulée.",
        "Le ministre péruvien a reçu l'ambassadeur du Maroc et annoncé que le sommet était annulé.",
    ],
)
def test_what_is_moved_or_was_held_before_counts(text: str) -> None:
    assert len(meetings(text)) == 1


def test_the_denied_is_kept_apart() -> None:
    result = communique.parse("M. Jean Dupont n'a pas rencontré M. Paul Roy.")
    assert [record.modality for record in result.unasserted if isinstance(record, communique.Meeting)] == [
        "negated"
    ]


def test_date_place_level_and_delegation() -> None:
    (meeting,) = meetings(
        "Le ministre sénégalais de l'Intérieur, M. Ousmane Diop, accompagné de M. Alioune Sarr, "
        "s'est entretenu mardi à Rabat avec M. Karim Belhadj."
    )
    assert meeting.date == "2014-03-04"
    assert meeting.place == "Rabat"
    assert meeting.level == "minister"
    assert meeting.delegation == ("Alioune Sarr",)
    assert meeting.participants == ("Alioune Sarr", "Karim Belhadj", "Ousmane Diop")


def test_a_call_is_told_by_its_means() -> None:
    (meeting,) = meetings("M. Jean Dupont s'est entretenu par téléphone avec M. Paul Roy.")
    assert meeting.kind == "call"


def test_visited_countries_take_no_part() -> None:
    (meeting,) = meetings("M. Jean Dupont se rendra demain au Pérou.")
    assert (meeting.participants, meeting.place, meeting.modality) == (("Jean Dupont",), "Pérou", "planned")
