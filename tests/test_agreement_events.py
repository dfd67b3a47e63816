"""Events of agreements: which moods, nouns and echoes tell what became of an instrument, and when."""

from __future__ import annotations

import datetime as dt

import pytest

import communique

PUBLISHED = dt.date(2016, 11, 21)


def events(text: str) -> list[list[tuple[str, str | None]]]:
    records = communique.parse(text, published=PUBLISHED).agreements
    return [[(event.status, event.date) for event in record.events] for record in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'accord, tombé dans l'oubli sans jamais avoir été abrogé, date de 1961.", [[]]),
        (
            "Le protocole, que Quito n'a ratifié qu'en mai 2009, reste lettre morte.",
            [[("ratified", "2009-05")]],
        ),
        ("La convention ne sera paraphée qu'en mars 2017.", [[("planned", "2017-03")]]),
        ("L'accord n'est pas près d'être signé.", [[]]),
        ("L'accord a failli être dénoncé.", [[]]),
        ("La presse affirme que le Pérou se serait retiré de la convention.", [[]]),
        ("Il a exclu que l'accord soit dénoncé.", [[]]),
    ],
)
def test_denied_or_restricted(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'arrangement n'est pas encore signé ; il pourrait l'être en mars 2017.",
            [[("planned", "2017-03")]],
        ),
        (
            "Deux conventions, prêtes à être signées, ne le seront qu'en janvier 2017.",
            [[("planned", "2017-01")]],
        ),
        ("Le traité, signé en mai 2010, ne l'a pas encore été par le Chili.", [[("signed", "2010-05")]]),
        ("Si cet accord devait être revu, il le serait avec nos voisins.", [[]]),
    ],
)
def test_echoes(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Conseil a autorisé la signature de la convention fiscale avec le Pérou.", [[("planned", None)]]),
        (
            "Le Parlement a autorisé la ratification de la convention le 5 mai 2010.",
            [[("adopted", "2010-05-05")]],
        ),
        ("Il faut que les deux assemblées du pays ratifient cette convention.", [[("planned", None)]]),
        (
            "Ils ont formé le vœu que soit rapidement conclue la convention sur les eaux.",
            [[("planned", None)]],
        ),
        ("Le mémorandum sera complété par un protocole.", [[], [("planned", None)]]),
        ("Ils entendent remplacer par un traité l'accord de 1990.", [[("planned", None)], []]),
        ("La convention reste à ratifier.", [[("planned", None)]]),
        ("Le Mali a pris acte de l'expiration prochaine de l'accord de pêche.", [[("planned", None)]]),
        ("La convention s'appliquera à compter du 1er mars 2017.", [[("planned", "2017-03-01/..")]]),
        ("L'accord, dont l'échéance est fixée au 31 mars 2017, est discuté.", [[("planned", "2017-03-31")]]),
        ("Ils ont décidé d'engager la négociation d'un accord de pêche.", [[("planned", None)]]),
    ],
)
def test_outlook(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'accord, dont la signature reste subordonnée à un audit, est discuté.", [[]]),
        (
            "La signature de l'accord, paraphé en mai 2010, a été reportée.",
            [[("planned", None), ("initialled", "2010-05")]],
        ),
        ("L'accord, dont la signature avait été annulée en 2012, est oublié.", [[]]),
        (
            "L'accord est paraphé, sa signature devant intervenir à Lima en mars 2017.",
            [[("initialled", None), ("planned", "2017-03")]],
        ),
        ("Il salue le traité, dont la négociation a débuté en mai 2010.", [[("negotiated", "2010-05")]]),
        ("Le 3 mai 2016, le ministre a condamné les violations de l'accord.", [[("violated", None)]]),
    ],
)
def test_nouns(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "La convention signée à Lima en mai 2010, qui est entrée en vigueur en 2012, est saluée.",
            [[("signed", "2010-05"), ("in_force", "2012")]],
        ),
        (
            "L'accord conclu au Pérou en mai 2009, dont l'application a été suspendue en 2010, dort.",
            [[("signed", "2009-05"), ("suspended", "2010")]],
        ),
        (
            "Le 3 mai 2016, le Pérou a dénoncé, pour des raisons qu'il tait, l'accord de pêche de 1990.",
            [[("terminated", "2016-05-03")]],
        ),
        (
            "Ils veulent conclure, dans l'esprit de la charte des Nations unies, un accord durable.",
            [[], [("planned", None)]],
        ),
        (
            "Ils ont, avec M. Paz, signé un accord de pêche, un mémorandum et une convention fiscale.",
            [[("signed", None)], [("signed", None)], [("signed", None)]],
        ),
        (
            "L'arrêté portant publication de la convention signée le 3 mai 2010 et de l'avenant est paru.",
            [[("published", None), ("signed", "2010-05-03")], [("published", None)]],
        ),
        (
            "Douzième État à l'avoir ratifiée, le Pérou a salué la convention sur le mercure.",
            [[("ratified", None)]],
        ),
        (
            "Le Pérou a ratifié l'accord en 2010 et la convention en 2012.",
            [[("ratified", "2010")], [("ratified", "2012")]],
        ),
        ("Signée hier à Lima, la convention a été signée par le ministre.", [[("signed", "2016-11-20")]]),
        ("L'accord vient d'être ratifié à Lima.", [[("ratified", None)]]),
        (
            "Le Pérou, qui a signé en mai 2010 l'Accord de partenariat économique (APE), ne l'a pas ratifié.",
            [[("signed", "2010-05")], [("signed", "2010-05")]],
        ),
    ],
)
def test_which_instrument(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'accord, qui devait être signé hier, ne l'a pas été.", [[]]),
        ("Le traité devait être ratifié en mai 2016 ; il l'a été en juin 2016.", [[("ratified", "2016-06")]]),
        ("Le traité vaudra dès que le Chili l'aura ratifié.", [[("planned", None)]]),
        ("L'accord n'entrera en vigueur qu'après sa ratification par le Chili.", [[("planned", None)]]),
        ("Le traité, non encore ratifié, a été signé en 2010.", [[("signed", "2010")]]),
        ("Il espère voir l'accord signé en mai 2017.", [[("planned", "2017-05")]]),
        ("Le ministre doute que l'accord soit signé.", [[]]),
        ("Il les exhorte à ne pas violer l'accord de paix.", [[]]),
        ("Il n'y a pas eu de violation de l'accord.", [[]]),
        ("Le Sénat a rejeté la ratification du traité.", [[]]),
        ("Le Chili a suspendu la ratification du traité.", [[]]),
        ("Les deux ministres ont reporté la signature de l'accord.", [[("planned", None)]]),
        ("Le ministre a lu un projet de décret portant publication de l'accord.", [[("planned", None)]]),
    ],
)
def test_what_followed(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Signature d'un accord de pêche entre le Pérou et le Chili (Lima, 3 mai 2016)",
            [[("signed", "2016-05-03")]],
        ),
        ("La ratification du traité est intervenue en mai 2016.", [[("ratified", "2016-05")]]),
        (
            "L'accord, dont le Parlement a autorisé la ratification en mai 2016, est prêt.",
            [[("adopted", "2016-05")]],
        ),
        (
            "Ils ont procédé à la signature d'un accord de pêche et d'un mémorandum.",
            [[("signed", None)], [("signed", None)]],
        ),
        (
            "Ils ont signé les documents suivants : - un accord de pêche ; - une convention fiscale.",
            [[("signed", None)], [("signed", None)]],
        ),
    ],
)
def test_nouns_and_their_dates(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb whose second half stands behind an aside
        ("La convention arrivera, pour sa part, à échéance en mai 2017.", [[("planned", "2017-05")]]),
        ("Il souhaite que le traité entre sans délai en vigueur.", [[("planned", None)]]),
        # "to do it" takes up the verb before
        (
            "Le Pérou a ratifié le traité en 2003 et invite les autres à le faire avant mai 2017.",
            [[("ratified", "2003"), ("planned", "../2017-05")]],
        ),
        (
            "Le Chili, qui a signé la convention, devrait la ratifier ; Quito devrait le faire en mai 2017.",
            [[("signed", None), ("planned", "2017-05")]],
        ),
        # what is yet to be made
        ("Un accord de pêche, à signer avec le Pérou, est prêt.", [[("planned", None)]]),
        ("Une convention fiscale, à conclure avant mai 2017, les liera.", [[("planned", "../2017-05")]]),
        # what came about, told behind the name
        (
            "Il salue la ratification du traité de pêche, intervenue le 3 mai 2016.",
            [[("ratified", "2016-05-03")]],
        ),
        (
            "Il souhaite que les négociations de l'accord, entamées en 2014, aboutissent.",
            [[("negotiated", "2014"), ("planned", None)]],
        ),
        # what is told of others than the one named
        ("La convention, qui s'inspire de celles que le Pérou a signées en 1990, est longue.", [[]]),
        ("L'accord, semblable à celui conclu avec Lima en 1990, est long.", [[]]),
        # a passive that opens its sentence
        (
            "Ont été signés, par le ministre de la Pêche, M. Juan Diaz, et par l'ambassadeur, M. Pablo Soto, "
            "un accord de pêche et une convention fiscale.",
            [[("signed", None)], [("signed", None)]],
        ),
        (
            "Ont également été paraphés, par le ministre de l'Économie, M. Luis Vega, un mémorandum et un "
            "protocole.",
            [[("initialled", None)], [("initialled", None)]],
        ),
    ],
)
def test_asides_and_echoes(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a noun that looks like a verb
        ("Ils ont procédé au paraphe d'un accord de pêche.", [[("initialled", None)]]),
        ("Le ministre a salué le paraphe du traité.", [[("initialled", None)]]),
        # a relative that goes on from a participle is about the same instrument
        (
            "La convention, adoptée par le Conseil dans sa résolution 12/4 du 3 mai 2009 et que le Pérou a "
            "ratifiée en 2011, est longue.",
            [[("adopted", "2009-05-03"), ("ratified", "2011")], []],
        ),
        (
            "Le traité, complété par un protocole signé en 2001 et que Lima a ratifié en 2004, est long.",
            [[], [("signed", "2001"), ("ratified", "2004")]],
        ),
        # a list tells of its items, whatever else they say of themselves
        (
            "Les textes suivants ont été signés :\n- un accord de pêche, négocié en 2015 ;\n- un protocole.",
            [[("negotiated", "2015"), ("signed", None)], [("signed", None)]],
        ),
        (
            "Ils ont ratifié les textes suivants :\n- une convention fiscale, signée en 2014 ;\n- un traité.",
            [[("signed", "2014"), ("ratified", None)], [("ratified", None)]],
        ),
    ],
)
def test_what_goes_on(text: str, expected: list[list[tuple[str, str | None]]]) -> None:
    assert events(text) == expected
