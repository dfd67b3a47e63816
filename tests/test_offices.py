"""Offices: their extent, role, state, holder and what anaphoric ones mean."""

from __future__ import annotations

import pytest

import communique


def offices(text: str) -> list[tuple[str, str, str | None]]:
    return [(o.text, o.role, o.country) for o in communique.parse(text).offices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le ministre des Affaires étrangères, de la Coopération et des Maliens de l'Extérieur est là.",
            [
                (
                    "ministre des Affaires étrangères, de la Coopération et des Maliens de l'Extérieur",
                    "minister",
                    "ML",
                )
            ],
        ),
        (
            "Les ministres malien et nigérien des affaires étrangères se sont vus.",
            [("ministres malien et nigérien des affaires étrangères", "minister", None)],
        ),
        (
            "Le ministre délégué auprès du ministre de la Défense est là.",
            [
                ("ministre délégué auprès du ministre de la Défense", "deputy_minister", None),
                ("ministre de la Défense", "minister", None),
            ],
        ),
        (
            "L'ambassadeur du Maroc à Lima a vu le chargé d'affaires a.i. de Cuba.",
            [
                ("ambassadeur du Maroc à Lima", "ambassador", "MA"),
                ("chargé d'affaires a.i. de Cuba", "ambassador", "CU"),
            ],
        ),
        (
            "Le président de la République gabonaise a reçu le président du Sénat français.",
            [
                ("président de la République gabonaise", "head_of_state", "GA"),
                ("président du Sénat français", "speaker", "FR"),
            ],
        ),
        (
            "La présidente de la Cour suprême et le président de la BAD sont arrivés.",
            [
                ("présidente de la Cour suprême", "judge", None),
                ("président de la BAD", "organisation_head", "AfDB"),
            ],
        ),
        (
            "Le président du groupe d'amitié Pérou-Maroc est là.",
            [("président du groupe d'amitié Pérou-Maroc", "committee_chair", None)],
        ),
        (
            "Le secrétaire d'État américain et le secrétaire d'État à la Coopération ont parlé.",
            [
                ("secrétaire d'État américain", "minister", "US"),
                ("secrétaire d'État à la Coopération", "deputy_minister", None),
            ],
        ),
        (
            "L'envoyée spéciale du Secrétaire général pour la région des Grands Lacs est là.",
            [
                ("envoyée spéciale du Secrétaire général pour la région des Grands Lacs", "envoy", None),
                ("Secrétaire général", "secretary_general", None),
            ],
        ),
        (
            "Le vice-ministre turc du Commerce et le vice-Premier ministre chinois sont là.",
            [
                ("vice-ministre turc du Commerce", "deputy_minister", "TR"),
                ("vice-Premier ministre chinois", "minister", "CN"),
            ],
        ),
        (
            "Les chefs d'État et de gouvernement ont chargé le président en exercice de l'OSCE de parler.",
            [
                ("chefs d'État et de gouvernement", "head_of_state", None),
                ("président en exercice de l'OSCE", "organisation_head", "OSCE"),
            ],
        ),
        (
            "Le commandant de la FINUL et le gouverneur de la Banque centrale sont là.",
            [
                ("commandant de la FINUL", "military", "UN"),
                ("gouverneur de la Banque centrale", "organisation_head", None),
            ],
        ),
        (
            "Le haut-commissaire du Canada en Jamaïque et le haut-commissaire au Tourisme sont là.",
            [
                ("haut-commissaire du Canada en Jamaïque", "ambassador", "CA"),
                ("haut-commissaire au Tourisme", "other", None),
            ],
        ),
        (
            "LE MINISTRE DU COMMERCE EXTERIEUR DE YOUGOSLAVIE EST LA.",
            [("MINISTRE DU COMMERCE EXTERIEUR DE YOUGOSLAVIE", "minister", "YU")],
        ),
        (
            "Le ministre a indiqué à la presse que le Conseil des ministres siégera.",
            [("ministre", "minister", None)],
        ),
        ("La délégation, les autorités et le ministère de la Santé ont siégé.", []),
        ("M. Karl Roi a vu Mme Rose Prince à l'hôtel Président Wilson.", []),
    ],
)
def test_extent_role_and_country(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Paul Verneuil, ministre d'État, est là.", "Paul Verneuil"),
        ("Le ministre des affaires étrangères, M. Carlos Rivas Ortega, est là.", "Carlos Rivas Ortega"),
        ("Le président Salcedo est là.", "Salcedo"),
        ("Pour le Niger\nLe Ministre du Plan\nHarouna GARBA\n", "Harouna GARBA"),
        ("M. Ngor Mbacké (ministre du Plan) est là.", "Ngor Mbacké"),
        ("M. Ngor Mbacké est ministre du Plan.", None),
        ("M. Ngor Mbacké a été nommé ministre du Plan.", None),
        ("Au nom du ministre du Plan, M. Ngor Mbacké a parlé.", None),
        ("À l'invitation du président, M. Ngor Mbacké, premier ministre du Mali, viendra.", None),
        ("Reçu lundi par le président, le colonel Ngor Mbacké s'est tu.", None),
        ("Il a été reçu par le président, M. Ngor Mbacké, et par le maire.", "Ngor Mbacké"),
        ("Accompagné de M. Ngor Mbacké, le ministre a parlé.", None),
    ],
)
def test_holder(text: str, holder: str | None) -> None:
    assert communique.parse(text).offices[0].holder == holder


def test_a_name_between_two_runs_of_offices_keeps_to_its_own() -> None:
    text = (
        "Invité par son homologue béninois, M. Codjo Dahoun, Chef de l'État, Chef du Gouvernement, "
        "M. Issaka Maïdagi, Président du Niger, est venu."
    )
    found = [(office.text, office.holder) for office in communique.parse(text).offices]
    assert found[1:] == [
        ("Chef de l'État", "Codjo Dahoun"),
        ("Chef du Gouvernement", "Codjo Dahoun"),
        ("Président du Niger", "Issaka Maïdagi"),
    ]


@pytest.mark.parametrize("gap", ["          ", "\t"])
def test_in_a_list_of_two_columns_each_row_is_one_person(gap: str) -> None:
    rows = [("Mme Leïla Bennis", "directrice des traités"), ("Tom Faber", "conseiller de légation")]
    text = "Délégation :\n\n" + "\n".join(gap.join(row) for row in rows)
    found = [(office.text, office.holder) for office in communique.parse(text).offices]
    assert found == [("directrice des traités", "Leïla Bennis"), ("conseiller de légation", "Tom Faber")]


def test_a_state_spreads_along_one_holders_offices() -> None:
    text = "Mme Fanta TRAORÉ, Ministre d'État, Ministre des Affaires étrangères du Mali, est là."
    assert [o.country for o in communique.parse(text).offices] == ["ML", "ML"]


def test_names_in_a_list_keep_their_offices() -> None:
    text = "M. Ali Diallo, ministre du Plan, Mme Awa Bâ, ministre de la Santé, et le maire, M. Jean Faye."
    assert [o.holder for o in communique.parse(text).offices] == ["Ali Diallo", "Awa Bâ", "Jean Faye"]


@pytest.mark.parametrize(
    ("office", "role"),
    [
        ("ministre malien de la Défense", "minister"),
        ("Premier ministre malien", "head_of_government"),
        ("président malien", "head_of_state"),
    ],
)
def test_a_counterpart_takes_the_role(office: str, role: str) -> None:
    text = f"Le {office}, M. Ali Diallo, a reçu son homologue péruvien."
    counterpart = communique.parse(text).offices[-1]
    assert (counterpart.text, counterpart.role, counterpart.country) == ("homologue péruvien", role, "PE")


def test_anaphoric_office() -> None:
    text = "Le ministre de la Défense, M. Ali Diallo, est arrivé. Le ministre a parlé."
    assert communique.parse(text).offices[-1].refers_to == "Ali Diallo"


def test_inferred_state_is_kept_apart() -> None:
    text = "Le ministre malien de la Défense, M. Ali Diallo, est arrivé. Le ministre a parlé."
    last = communique.parse(text).offices[-1]
    assert (last.country, last.country_inferred) == (None, "ML")


@pytest.mark.parametrize(
    ("text", "tenure"),
    [
        ("L'ancien ministre est là.", "former"),
        ("Le ministre par intérim est là.", "acting"),
        ("L'ambassadeur désigné est là.", "designate"),
        ("Le président sortant est là.", "outgoing"),
        ("Le consul honoraire du Togo est là.", "honorary"),
        ("Le ministre est là.", "current"),
    ],
)
def test_tenure(text: str, tenure: str) -> None:
    assert communique.parse(text).offices[0].tenure == tenure


def test_a_bare_head_keeps_the_rank_that_its_state_gave_it() -> None:
    text = "Le secrétaire d'État américain est là. Le secrétaire d'État voit le secrétaire d'État au sport."
    assert [role for _, role, _ in offices(text)] == ["minister", "minister", "deputy_minister"]


def test_a_president_alone_presides_over_what_the_holder_does() -> None:
    text = "Mme Odile Varenne, présidente du Sénat, est là. La présidente Varenne a parlé."
    assert [role for _, role, _ in offices(text)] == ["speaker", "speaker"]


def test_a_state_s_own_president_is_its_head() -> None:
    assert offices("Le Mali et son président sont là.")[0][1] == "head_of_state"
    assert offices("La CEDEAO et son président sont là.")[0][1] == "organisation_head"


def test_a_counterpart_is_not_that_of_a_sovereign_named_in_passing() -> None:
    text = (
        "Le ministre des affaires étrangères, M. Luc Roumel, est venu. M. Roumel a salué la sagesse "
        "de SM le Roi et vu son homologue."
    )
    assert [(o.text, o.role) for o in communique.parse(text).offices][-1] == ("homologue", "minister")


def test_a_word_that_begins_an_office_stands_for_it() -> None:
    text = "Il a vu le secrétaire aux Affaires étrangères, Ramon Villar. Le secrétaire Villar a parlé."
    assert [o.role for o in communique.parse(text).offices] == ["minister", "minister"]
