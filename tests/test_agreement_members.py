"""Who belongs to an instrument, and with whom it was made."""

from __future__ import annotations

import pytest

import communique


def parties(text: str, at: int = 0) -> tuple[str, ...]:
    return communique.parse(text).agreements[at].parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oslo, 3 mai 2016 - Le Laos et le Népal ont signé une convention, à laquelle l'Inde est "
            "aussi partie.",
            (
                "IN",
                "LA",
                "NP",
            ),
        ),
        (
            "Oslo, 3 mai 2016 - La Suède et le Pérou sont parties à la convention de Berne.",
            (
                "PE",
                "SE",
            ),
        ),
        (
            "Riyad, 3 mai 2016 - Le Koweït a adhéré à la convention sur le transit.",
            ("KW",),
        ),
        (
            "Bamako, 3 mai 2016 - Le Mali s'est retiré hier du traité de la force commune, dit le "
            "ministre togolais.",
            ("ML",),
        ),
        (
            "Oslo, 3 mai 2016 - Il s'entretient avec son homologue iranien de l'accord nucléaire, après"
            " le retrait des États-Unis.",
            ("US",),
        ),
        (
            "Alger, 3 mai 2016 - Le pays, lié au Maroc par un traité d'amitié, reste ouvert.",
            (
                "DZ",
                "MA",
            ),
        ),
        (
            "Oslo, 3 mai 2016 - L'Iran et l'AIEA coopèrent dans le cadre du protocole additionnel qui "
            "les lie.",
            (
                "IAEA",
                "IR",
            ),
        ),
        (
            "Nairobi, 3 mai 2016. Le Kenya et le Programme des Nations unies pour l'environnement ont "
            "conclu un accord de siège.",
            (
                "KE",
                "UN",
            ),
        ),
        (
            "Tunis, 3 mai 2016 - Le chef du gouvernement tunisien a reçu la directrice générale du "
            "Fonds monétaire international. Un accord de prêt devrait être signé en juin.",
            (
                "IMF",
                "TN",
            ),
        ),
        (
            "Séoul, 3 mai 2016. L'assemblée nationale coréenne et le Parlement de Mongolie ont signé un"
            " protocole.",
            (),
        ),
        (
            "Manille, 3 mai 2016. Le gouvernement philippin a signé avec le Front des îles l'accord "
            "global. Le ministre malaisien était présent.",
            ("PH",),
        ),
        (
            "Le Conseil a prié le Togo et le Bénin de respecter l'accord d'Alger.",
            (
                "BJ",
                "TG",
            ),
        ),
        (
            "Belgrade, 3 mai 2016. Le ministre serbe a dit à son homologue italien que l'accord signé "
            "avec le Pérou sera maintenu.",
            (
                "PE",
                "RS",
            ),
        ),
        (
            "Tirana, 3 mai 2016. La ministre albanaise a parlé à son homologue slovène de l'accord que "
            "son pays négocie avec l'Union européenne.",
            (
                "AL",
                "EU",
            ),
        ),
        (
            "LE QUÉBEC ET LE TOGO\n\nLomé, 3 mai 2016 - La ministre des Relations internationales et de "
            "la Francophonie a signé une entente avec le ministre togolais de la Culture. Le Québec "
            "s'en réjouit.",
            ("TG",),
        ),
    ],
)
def test_members_and_partners(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_what_replaces_an_instrument_binds_the_same() -> None:
    text = (
        "Berne, 3 mai 2016 - La Suisse a signé avec la Bulgarie un accord de réadmission. L'accord se "
        "substitue à un échange de lettres du 4 mai 1995."
    )
    assert parties(text, 2) == ("BG", "CH")


def test_a_treaty_called_after_where_it_was_made() -> None:
    text = (
        "Berne, 3 mai 2016 - Le traité de coopération, signé à Lima le 2 mai 2010 par le Pérou et le Chili, "
        "est contesté. On débat encore du traité de Lima."
    )
    assert parties(text, 1) == ("CL", "PE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berne, 3 mai 2016. Le Royaume-Uni et l'Allemagne ont signé un accord.", ("DE", "GB")),
        (
            "Dakar, 3 mai 2016. Le gouvernement malien et le MRA négocient, sous la médiation du Burkina "
            "Faso, un accord intérimaire.",
            ("ML",),
        ),
        (
            "Alger, 3 mai 2016. Sous les auspices de l'Algérie, l'Iran et l'Irak sont parvenus à un accord.",
            ("IQ", "IR"),
        ),
        (
            "Le Vanuatu, les Fidji et les Tonga, qui ont signé la convention, l'appliquent.",
            ("FJ", "TO", "VU"),
        ),
        ("Berne. La Suisse représente le Chili à Cuba selon un accord conclu avec Santiago.", ("CH", "CL")),
        (
            "Oslo, 3 mai 2016. L'Iran, d'une part, et la Chine, la France et le Royaume-Uni, d'autre part, "
            "ont conclu un accord.",
            ("CN", "FR", "GB", "IR"),
        ),
        (
            "Hanoï, 12 mai 2016 - Recevant le représentant du PNUD, le Premier ministre vietnamien a demandé "
            "d'accélérer l'exécution du mémorandum signé en janvier.",
            ("UN", "VN"),
        ),
        ("Le Pérou a notifié à la Suisse, dépositaire, la dénonciation de la convention.", ("PE",)),
        (
            "Paris, 3 mai 2016. Le ministre grec a signé avec le Chili, au nom de l'Union européenne, un "
            "accord de pêche.",
            ("CL", "EU"),
        ),
        (
            "Oslo, 3 mai 2016. L'accord a été signé. La Chine s'en est retirée. Le Pérou y est resté.",
            ("CN", "PE"),
        ),
    ],
)
def test_who_acts_together(text: str, expected: tuple[str, ...]) -> None:
    assert parties(text) == expected


def test_no_mention_counts() -> None:
    assert not communique.parse("Le programme de travail est long.").agreements
