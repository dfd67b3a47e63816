"""Parties of agreements: who acts on them, whom the place is about, and whose text it is."""

from __future__ import annotations

import datetime as dt

import pytest

import communique

PUBLISHED = dt.date(2016, 11, 21)


def parties(text: str, at: int = 0) -> tuple[str, ...]:
    """The parties of one agreement of a text."""
    return communique.parse(text, published=PUBLISHED).agreements[at].parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le Caire, 3 mai 2016 - Un mémorandum a été signé par le ministre de la Culture, M. Adel Farid, "
            "et par l'ambassadeur de Grèce, M. Nikos Pavlou.",
            ("EG", "GR"),
        ),
        ("La Serbie et le Qatar ont, eux, paraphé jeudi un accord sur les visas.", ("QA", "RS")),
        ("Le Kenya, l'Ouganda et le Rwanda ont ratifié le protocole sur le transit.", ("KE", "RW", "UG")),
        (
            "L'accord sur les eaux que les Pays-Bas, la Belgique et la France ont conclu vieillit.",
            ("BE", "FR", "NL"),
        ),
        ("Le Conseil invite le Honduras à signer sans délai la convention de Rotterdam.", ("HN",)),
        ("La France félicite le Bhoutan d'avoir ratifié la convention de Minamata.", ("BT",)),
        ("La Chambre a voté l'accord de commerce conclu par l'Union européenne et la Norvège.", ("EU", "NO")),
        ("Il se réjouit que le Laos ait ratifié le protocole de Nagoya.", ("LA",)),
    ],
)
def test_who_acts(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_they_are_those_who_acted_before() -> None:
    text = (
        "Lisbonne, 3 mai 2016. Le ministre a vu son homologue danois. Le Pérou et le Chili ont conclu mardi "
        "un accord minier, qu'ils signeront en juin."
    )
    assert parties(text) == ("CL", "PE")


def test_label_of_a_line_is_a_topic() -> None:
    text = (
        "FEUILLE FÉDÉRALE\n\nTraités de la Suisse\n\nMalte. Convention fiscale : prorogée en 2015.\n\n"
        "Oman. Accord aérien : signé à Mascate le 3 mars 2016."
    )
    assert parties(text, 1) == ("CH", "MT")
    assert parties(text, 2) == ("CH", "OM")


def test_many_parties_are_not_presumed() -> None:
    text = (
        "Rome, 3 mai 2016\n\nL'Italie et Malte tiennent aux traités multilatéraux. L'Italie remercie Malte."
    )
    assert parties(text) == ()


def test_topic_and_speaker() -> None:
    text = (
        "Alger, 3 mai 2016 - Le ministre des Affaires étrangères, M. Salah Meziane, a reçu la presse. "
        "Au sujet du Bénin, il a annoncé qu'un accord de pêche serait signé en juin."
    )
    assert parties(text) == ("BJ", "DZ")


def test_text_of_a_government_that_is_no_state() -> None:
    text = (
        "QUÉBEC, le 3 mai 2016 - Le ministre des Relations internationales, M. Luc Gagné, a signé hier une "
        "entente sur la jeunesse avec la ministre gabonaise de l'Éducation."
    )
    assert parties(text) == ("GA",)


def test_those_of_a_place_only_spoken_of_are_no_parties() -> None:
    text = (
        "Le ministre norvégien et son homologue letton se sont vus. La Norvège et la Lettonie coopèrent. "
        "La Norvège aide la Lettonie. Les deux ministres ont évoqué la situation au Yémen, où "
        "l'accord de trêve a été violé."
    )
    assert parties(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'Union africaine exhorte le Gabon et la Guinée équatoriale à appliquer l'accord de 2016.",
            ("GA", "GQ"),
        ),
        ("Le Laos et le Brunéi sont liés depuis 1998 par un traité d'amitié.", ("BN", "LA")),
        ("La ministre a dit que son pays n'avait pas ratifié la convention sur le transit.", ()),
    ],
)
def test_called_bound_denied(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_anaphor_keeps_its_antecedents_parties() -> None:
    text = (
        "La Norvège a signé un accord de pêche avec l'Islande et le Canada. Le Chili et le Pérou se sont "
        "vus. Cet accord profite aux deux parties."
    )
    assert parties(text, 1) == parties(text, 0)


def test_date_of_a_dateline_is_the_texts_own() -> None:
    text = "Sotchi, 25 octobre 2016 - La Russie et l'Éthiopie ont signé un accord sur le rail."
    (event,) = communique.parse(text, published=PUBLISHED).agreements[0].events
    assert (event.status, event.date) == ("signed", None)


def told(text: str, at: int = 0) -> list[tuple[str, str | None]]:
    """What becomes of one agreement of a text."""
    found = communique.parse(text, published=PUBLISHED).agreements[at].events
    return [(event.status, event.date) for event in found]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (
            "La convention, paraphée le 5 mars 2015 ; la signature devrait suivre en 2017.",
            0,
            [("initialled", "2015-03-05"), ("planned", "2017")],
        ),
        ("L'Oman et le Liban ont prorogé lundi jusqu'en 2021 l'accord.", 0, [("extended", "../2021")]),
        (
            "Le protocole modifiant l'accord de 1948, signé le 4 avril 2016, est paru.",
            0,
            [("signed", "2016-04-04")],
        ),
        ("Le protocole modifiant l'accord de 1948, signé le 4 avril 2016, est paru.", 1, []),
        ("Un accord et deux mémorandums ont été signés à Riga.", 0, [("signed", None)]),
        (
            "Le Conseil a examiné et adopté un projet d'ordonnance autorisant la ratification du traité.",
            0,
            [("adopted", None)],
        ),
        ("Le ministre se rendra à Luanda pour la signature de l'accord.", 0, [("planned", None)]),
        (
            "Le gouvernement soumet aujourd'hui à votre approbation la convention aérienne.",
            0,
            [("planned", None)],
        ),
        ("La convention sera soumise au Parlement.", 0, [("planned", None)]),
        (
            "Ils ont vu la signature de deux textes :\n\ni) la convention routière ;\nii) l'avenant n° 3.",
            1,
            [("signed", None)],
        ),
    ],
)
def test_what_becomes_of_them(text: str, at: int, expected: list[tuple[str, str | None]]) -> None:
    assert told(text, at) == expected


def test_roman_number() -> None:
    (record,) = communique.parse("Le protocole additionnel n° III a été dénoncé.").agreements
    assert record.number == "III"


def test_capital_called_like_a_feast() -> None:
    assert told("L'accord, signé à Assomption le 11 octobre 2007, est paru.") == [("signed", "2007-10-11")]


def test_peace_among_others_is_theirs_alone() -> None:
    text = "POINT DE PRESSE\n\n1 - Myanmar\n\nLa France salue l'accord de cessez-le-feu conclu le 3 mai 2016."
    assert parties(text) == ()


def test_paragraph_about_another_state() -> None:
    text = (
        "REPUBLIQUE DU BURUNDI\n\n1. Le Ministre des Affaires étrangères, M. Anicet Ndayi, a vu le ministre "
        "tanzanien. La Tanzanie remercie le Burundi. La Tanzanie est un pays ami.\n\n"
        "2. Il a reçu l'ambassadeur du Koweït. Le Ministre a souhaité que l'accord aérien soit signé."
    )
    assert parties(text) == ("BI", "KW")


def test_former_state_of_a_capital() -> None:
    text = "Phnom Penh, 3 mai 1961. L'Union soviétique aide. L'accord signé avec Moscou en 1957 court."
    assert parties(text) == ("KH", "SU")


def test_inserted_clause_does_not_part_subject_and_verb() -> None:
    text = "ONU, New York\n\nLe Yémen et l'Oman, a dit leur délégué, ont signé hier un accord sur la pêche."
    assert parties(text) == ("OM", "YE")


def test_relative_clause_parts_instruments() -> None:
    text = "Ils ont signé l'accord fiscal, qui remplacera l'accord sur l'épargne, en vigueur depuis 2005."
    assert told(text, 0) == [("signed", None)]
    assert told(text, 1) == [("in_force", "2005/..")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quant à l'accord aérien, il sera signé en mai 2017.", [("planned", "2017-05")]),
        ("Il souhaite que les deux pays ratifient la convention.", [("planned", None)]),
        (
            "Réunis sans témoins dans la grande salle, ils ont salué la ratification du traité.",
            [("ratified", None)],
        ),
    ],
)
def test_topics_wishes_and_far_denials(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(text) == expected


def parties_in(year: int, text: str, at: int = 0) -> tuple[str, ...]:
    """The parties of one agreement of a text of some year."""
    return communique.parse(text, published=dt.date(year, 6, 1)).agreements[at].parties


@pytest.mark.parametrize(
    ("year", "expected"), [(1974, ("CS", "SU")), (1992, ("CS", "RU")), (2004, ("CZ", "RU"))]
)
def test_capitals_are_those_of_the_states_of_their_time(year: int, expected: tuple[str, ...]) -> None:
    assert parties_in(year, "Prague et Moscou ont signé un accord sur le gaz.") == expected


def test_two_governments_are_not_those_of_the_paragraph_before() -> None:
    text = (
        "LIMA, 4 juin 2016. Le ministre a salué l'accord que le Kenya et le Tchad ont conclu.\n\n"
        "Il attend en juillet le Premier ministre danois. Les deux gouvernements signeront un protocole "
        "minier."
    )
    assert parties(text, 1) == ("DK", "PE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a loué la convention de Minamata, que Lima a ratifiée en 2015.", ("PE",)),
        ("Il a pressé Quito de ratifier le protocole de Nagoya.", ("EC",)),
        ("Le Laos, partie au Traité de non-prolifération, s'est abstenu.", ("LA",)),
        (
            "Signé à Genève entre le Tchad, le Soudan et le Haut Commissariat des Nations unies pour les "
            "réfugiés, l'accord est en vigueur.",
            ("SD", "TD", "UN"),
        ),
        (
            "Oslo, 3 mai 2016 - La convention conclue en 1961 avec l'ancienne Yougoslavie expire.",
            ("NO", "YU"),
        ),
    ],
)
def test_who_is_bound(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_union_makes_treaties_as_states_do() -> None:
    text = (
        "CONSEIL DE L'UNION EUROPÉENNE\n\nBruxelles, le 3 mai 2016\n\nDIVERS\n\n"
        "- Maroc : prorogation de l'accord scientifique ;\n- Chili : signature de l'accord aérien."
    )
    assert parties(text, 0) == ("EU", "MA")
    assert parties(text, 1) == ("CL", "EU")


def test_whose_text_it_is_whom_it_concludes_with_is_another() -> None:
    text = (
        "Le Gouvernement a approuvé l'accord conclu avec le Pérou. Le ministre du Budget, M. Luc Weiler, "
        "a vu l'ambassadeur du Pérou. « Le Grand-Duché tiendra parole », a-t-il dit. "
        "Il signera un accord avec Malte."
    )
    assert parties(text, 0) == ("LU", "PE")
    assert parties(text, 1) == ("LU", "MT")


def test_sections_that_name_a_state_do_not_make_a_text_one_about_it() -> None:
    text = (
        "PARIS, LE 29 MAI 1956\n\nLa convention diplomatique entre la France et le Laos a été signée par "
        "M. Paul Vidal, ministre des Affaires étrangères, et par M. Souvan Keo, ministre laotien.\n\n"
        "M. Keo s'est rendu à Lyon. Il souhaite que la convention judiciaire soit paraphée en juin.\n\n"
        "LIBYE. - M. Jean Morel, ambassadeur, a vu le Premier ministre libyen. La Libye attend."
    )
    assert parties(text, 1) == ("FR", "LA")


def test_two_ministers_are_those_of_the_accord_before() -> None:
    text = (
        "Sofia, 3 mai 2016. Le ministre a reçu le Premier ministre danois. L'accord minier qui lie Quito et "
        "Lima a été prorogé par un avenant signé mardi par les deux ministres."
    )
    assert parties(text, 1) == ("EC", "PE")


def test_a_union_and_a_region() -> None:
    text = (
        "Oslo, 3 mai 2016. Le ministre s'est rendu au Chili. Il a évoqué l'accord d'association entre "
        "l'Union européenne et l'Amérique centrale, en vigueur depuis 2013."
    )
    assert parties(text) == ("EU",)


def test_capital_that_opens_a_paragraph_is_its_topic() -> None:
    text = (
        "Oslo, 3 mai 2016. Le ministre norvégien s'est rendu au Chili puis au Pérou.\n\n"
        "À Santiago, il a vu la ministre chilienne de l'Énergie. Le Chili a salué la Norvège.\n\n"
        "Lima était la seconde étape. L'accord de coopération, signé en 2000, viendra à expiration."
    )
    assert parties(text) == ("NO", "PE")


def test_later_mentions_teach_the_first() -> None:
    text = (
        "Dakar, 3 mai 2016 - Le sort de l'accord de pêche a occupé l'audience que le ministre de la Pêche a "
        "accordée au chef de la délégation de l'Union européenne.\n\nLe diplomate européen a souhaité "
        "que l'accord soit reconduit."
    )
    assert parties(text, 0) == parties(text, 1) == ("EU", "SN")


def test_where_something_is_signed_on_a_visit() -> None:
    text = (
        "Vienne, 3 mai 2016 - La ministre autrichienne a signé lundi à Hanoï une convention avec le ministre "
        "vietnamien du Commerce. Elle s'est ensuite rendue à Lima, où un accord minier a été paraphé."
    )
    assert parties(text, 1) == ("AT", "PE")


def test_capital_stands_on_the_other_side() -> None:
    assert parties_in(1987, "Berlin-Est souhaite un accord culturel avec Paris.") == ("DD", "FR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Madrid, 3 mai 2016 - L'Espagne salue l'accord par lequel le Pérou et le Chili ont fixé leurs "
            "eaux.",
            ("CL", "PE"),
        ),
        (
            "Madrid, 3 mai 2016 - Le ministre salue le traité aux termes duquel la Grèce et l'Albanie "
            "rouvriront leur frontière.",
            ("AL", "GR"),
        ),
        (
            "Paris, 3 mai 2016 - La France salue la lettre d'intention entre le ministère péruvien de "
            "l'Énergie et la société Altavent.",
            ("PE",),
        ),
        (
            "Paris, 3 mai 2016 - La France salue l'accord conclu entre le gouvernement népalais et les "
            "rebelles du Sud.",
            ("NP",),
        ),
        (
            "Paris, 3 mai 2016 - La France salue l'accord de paix conclu entre le gouvernement népalais et "
            "le Front des plaines.",
            ("NP",),
        ),
        (
            "Rome, 3 mai 2016 - L'Italie salue le cessez-le-feu et l'accord de paix entre le gouvernement "
            "philippin et les Fils du Sud.",
            ("PH",),
        ),
        (
            "Bruxelles, 3 mai 2016 - Il renvoie à la déclaration commune que Rome et Madrid ont publiée.",
            ("ES", "IT"),
        ),
        (
            "Le Pérou et le Chili ont adopté jeudi une déclaration commune.",
            ("CL", "PE"),
        ),
    ],
)
def test_clauses_that_tell_the_parties(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_with_whom_others_were_made() -> None:
    text = (
        "Berne, 3 mai 2016 - La Suisse et le Pérou ont signé une convention. Elle s'ajoute à la convention "
        "qui complète celles que nous avons conclues avec l'Italie et avec le Portugal."
    )
    assert parties(text, 1) == ("CH", "PE")
