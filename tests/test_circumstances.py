"""When and where meetings were: what tells of them, and what tells of something else in their sentence."""

import datetime as dt

import pytest

import communique


def told(text):
    """Trigger, date and place of each meeting of a text published on Thursday, 24 May 2012."""
    result = communique.parse(text, published=dt.date(2012, 5, 24))
    return [(found.text, found.date, found.place) for found in result.meetings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le ministre ivoirien s'est entretenu mardi à Accra avec son homologue ghanéen.",
            [("s'est entretenu", "2012-05-22", "Accra")],
        ),
        (
            "Le 3 mai, à Lomé, le Premier ministre togolais a reçu l'ambassadeur du Brésil.",
            [("a reçu", "2012-05-03", "Lomé")],
        ),
        (
            "La visite du Président angolais à Lisbonne aura lieu du 4 au 6 juin.",
            [("visite", "2012-06-04/2012-06-06", "Lisbonne")],
        ),
        (
            "Une réunion des experts se tiendra à Kayes avant le 30 juin.",
            [("réunion", "../2012-06-30", "Kayes")],
        ),
        (
            "Elle a rendu hommage aux participants à la réunion tenue à Genève le 12 mars 2009.",
            [("réunion", "2009-03-12", "Genève")],
        ),
        (
            "Le sommet de Niamey a été suivi par les délégués du 2 au 4 avril 2011.",
            [("sommet", "2011-04-02/2011-04-04", "Niamey")],
        ),
        (
            "Le ministre effectue depuis lundi une visite officielle en Zambie.",
            [("visite officielle", "2012-05-21/..", "Zambie")],
        ),
        ("1. Mardi 15 mai. Le ministre malien a reçu le nonce.", [("a reçu", "2012-05-15", None)]),
        (
            "VISITE OFFICIELLE DU MINISTRE MALIEN\n(Dakar, 5-7 mars 2012)\n\nLe ministre est reparti.",
            [("VISITE OFFICIELLE", "2012-03-05/2012-03-07", "Dakar")],
        ),
        (
            "L'accord devrait être signé en juin, lors de la visite du Président tchadien.",
            [("visite", "2012-06", None)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_told(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Les entretiens entre la Suède et le Chili ont porté sur l'application de l'accord du 24 avril 1961.",
        "Au terme de la rencontre entre le Mali et le Niger, trois accords ont été signés vendredi à Gao.",
        "Interrogé à l'issue de la rencontre avec M. Ba sur le vote du 9 février, le ministre n'a rien dit.",
        "Le ministre togolais s'est entretenu avec M. Diop de la convention signée à Rome le 3 mai 2009.",
        "Le ministre a reçu l'ambassadeur du Chili, en poste depuis 2009.",
        "Les ministres cubain et chilien ont discuté de la situation en Haïti.",
        "Les deux ministres ont eu une discussion sur la situation au Liban.",
        "Le ministre a reçu les lettres de créance des ambassadeurs cubain et chilien accrédités au Togo.",
    ],
)
def test_told_of_something_else(text):
    found = [(date, place) for _, date, place in told(text)]
    assert found
    assert set(found) == {(None, None)}


def test_what_the_other_meeting_of_a_sentence_dates_is_its_own():
    text = "Cette audience est la deuxième du Président malien, qui avait reçu jeudi le ministre cubain."
    assert told(text) == [("audience", None, None), ("avait reçu", "2012-05-24", None)]


def test_a_site_is_no_place():
    assert told("Le Président de la République a reçu hier à l'Élysée le Roi des Belges.") == [
        ("a reçu", "2012-05-23", None)
    ]
