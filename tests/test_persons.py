"""Who is named, and who is who: titles, names, coreference, and what is no person."""

from __future__ import annotations

import pytest

import communique


def names(text: str) -> list[str]:
    return [person.name for person in communique.parse(text).persons]


def mentions(text: str) -> dict[str, list[str]]:
    return {p.name: [m.text for m in p.mentions] for p in communique.parse(text).persons}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Karel van den Broek a reçu Mme Sœur-Ange Okemba.", ["Karel van den Broek", "Sœur-Ange Okemba"]),
        ("S.E.M. J.-M. Kouyaté et le Dr Ilse Brandt sont arrivés.", ["J.-M. Kouyaté", "Ilse Brandt"]),
        ("SM le Roi Idriss III a reçu le pape Clément XV.", ["Idriss III", "Clément XV"]),
        ("MM. Okoumba, Bâ et Le Grand se sont entretenus.", ["Okoumba", "Bâ", "Le Grand"]),
        ("Le ministre Sid'Ahmed Ould Bneijara est arrivé.", ["Sid'Ahmed Ould Bneijara"]),
        (
            "M. Moussa AG ACHARATOUMANE et Mme Aminata MINT ELY ont signé.",
            ["Moussa AG ACHARATOUMANE", "Aminata MINT ELY"],
        ),
        ("M. Sean O'Kelly-Brandt a vu M. Nabil al-Khatib.", ["Sean O'Kelly-Brandt", "Nabil al-Khatib"]),
        ("Le président Wen Qiaoling a reçu M. Ngô Thi Lan.", ["Wen Qiaoling", "Ngô Thi Lan"]),
        ("Mme Catalina de Souza e Melo est attendue.", ["Catalina de Souza e Melo"]),
        ("M. Lula Ferrante-Paz, ministre, a parlé.", ["Lula Ferrante-Paz"]),
        ("« La paix approche », a confié Tavakkoli, de retour.", ["Tavakkoli"]),
        ("Iur Dabel Mohi est venu. M. Mohi est reparti.", ["Iur Dabel Mohi"]),
        ("M. Faure Kossi ADJAVON est là, et Faure Adjavon aussi.", ["Faure Kossi ADJAVON"]),
        ("Le pape François a vu M. François Surot.", ["François", "François Surot"]),
        (
            "Fait à Lima.\nPour le Gouvernement du Niger\nHarouna GARBA MAÏDAWA\nMinistre du Plan\n",
            ["Harouna GARBA MAÏDAWA"],
        ),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vinci, Thales et Renault ont signé un contrat à Vienne.",
        "Il habite rue Jean-Monnet, près du lycée Claude Bernard et de l'aéroport Houari-Boumediène.",
        "Le prix Sakharov et la bourse Marie Curie ont été remis.",
        "La frégate Jean Bart et le patrouilleur Commandant-Birot ont quitté Toulon.",
        "Monsieur le ministre, une dame et Mme la présidente ont parlé.",
        "Florence, Constance et Lima sont des villes ; Mars et Avril sont des mois.",
        "La loi Veil, le plan Marshall et l'accord Sykes-Picot sont cités.",
        "Il loge à l'hôtel Président Wilson.",
        "Paris condamne cet attentat et Washington aussi.",
        "Mesdames et Messieurs, le Conseil de sécurité a siégé.",
    ],
)
def test_no_person(text: str) -> None:
    assert names(text) == []


def test_initials_of_two_letters_open_a_name() -> None:
    assert names("Le président du Sénat, Ph. Varennes-Aubry, a parlé.") == ["Ph. Varennes-Aubry"]


def test_bare_family_name_is_a_mention() -> None:
    text = "M. Karim Belhadj est arrivé. Belhadj a salué ses hôtes, a noté M. Belhadj."
    assert mentions(text) == {"Karim Belhadj": ["Karim Belhadj", "Belhadj", "Belhadj"]}


def test_a_slip_in_a_bare_family_name() -> None:
    text = "M. Tigran Dzaghikian est arrivé. Dzaghikyan a salué ses hôtes."
    assert mentions(text) == {"Tigran Dzaghikian": ["Tigran Dzaghikian", "Dzaghikyan"]}


def test_capitals_and_accents_do_not_part_one_person() -> None:
    text = "VISITE DE M. KABORE\nM. Philippe Kaboré est arrivé. M. KABORÉ a parlé."
    assert list(mentions(text)) == ["Philippe Kaboré"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tigran Dzaghikian", "Tigran Tsaghikyan"),
        ("Guiorgui Tchkhartichvili", "Giorgi Chkhartishvili"),
        ("Manoutchehr Tavakkoli", "Manouchehr Tavakoli"),
        ("José Garica Belaunde", "José Garcia Belaunde"),
    ],
)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert len(names(f"M. {first} est arrivé. M. {second} a parlé.")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Belay Tessema Alemu", "Belay Tessema"),
        ("Nino Kobalava-Turmanidze", "Nino Kobalava"),
    ],
)
def test_a_fuller_name_goes_on_where_a_shorter_one_ends(first: str, second: str) -> None:
    assert names(f"M. {first} est arrivé. M. {second} a parlé.") == [first]


@pytest.mark.parametrize(
    "text",
    [
        "M. Farid Chalhoub et M. Boutros Chalhoub sont frères.",
        "M. Makram Ghali a épousé Mme Nadia Ghali.",
        "Étienne MBARGA a vu M. Luc MBARGA.",
    ],
)
def test_two_people_of_one_name(text: str) -> None:
    assert len(names(text)) == 2


def test_the_title_tells_which_of_two() -> None:
    text = "M. Makram Ghali a vu Mme Nadia Ghali. Mme Ghali est partie. M. Ghali est resté."
    assert mentions(text) == {
        "Makram Ghali": ["Makram Ghali", "Ghali"],
        "Nadia Ghali": ["Nadia Ghali", "Ghali"],
    }


def test_a_person_is_called_by_the_name_in_full() -> None:
    text = "Sir CYRIL AMARASEKE, ministre des postes, est là.\n\nSigné : C. AMARASEKE."
    (person,) = communique.parse(text).persons
    assert (person.name, len(person.mentions)) == ("CYRIL AMARASEKE", 2)


def test_parts_and_gender() -> None:
    person = communique.parse("Mme Fanta Cissé TRAORÉ a signé.").persons[0]
    assert (person.given, person.family, person.gender) == ("Fanta Cissé", "TRAORÉ", "f")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Son Excellence Monsieur le Général de corps d'armée Paul Mba est là.",
            [("Son Excellence", "honorific"), ("Monsieur", "civility"), ("Général de corps d'armée", "rank")],
        ),
        (
            "Madame la ministre, Mgr Bellini et l'Honorable Ann Rowe.",
            [("Madame", "civility"), ("Mgr", "religious"), ("l'Honorable", "honorific")],
        ),
        ("S.A.R. la Princesse Lalla Noor et le Pr Bo Ek.", [("S.A.R.", "honorific"), ("Pr", "academic")]),
        ("M. Cheikh Ould Brahim est arrivé.", [("M.", "civility")]),
        ("Le directeur général est une dame ; Sa Sainteté aussi.", []),
    ],
)
def test_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(title.text, title.kind) for title in communique.parse(text).titles] == expected
