"""Questions and answers, in the layouts that briefings and interviews have."""

from __future__ import annotations

import pytest

import communique

ASKED, ANSWERED = "Le ministre ira-t-il à Oslo ?", "Oui, la semaine prochaine. Nous en reparlerons."
AGAIN, LAST = "Et à Riga ?", "Rien n'est prévu."


def pairs(text: str) -> list[tuple[str, str]]:
    exchanges = communique.parse(text).exchanges
    return [(text[e.question.start : e.question.end], text[e.answer.start : e.answer.end]) for e in exchanges]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Q - ", "R - "),
        ("Q. ", "R. "),
        ("Q : ", "R : "),
        ("Q: ", "R: "),
        ("Q.- ", "R.- "),
        ("Q. – ", "R. – "),
        ("Q – ", "R – "),
        ("Q — ", "R — "),
        ("Q\u00a0: ", "R\u00a0: "),
        ("« Q – ", "« R – "),
        ("« Q » – ", "« R » – "),
        ("Q1 : ", "R1 : "),
        ("Q.1. ", "R.1. "),
        ("1. Q - ", "R - "),
        ("1) Q : ", "R : "),
        ("Question - ", "Réponse - "),
        ("Question : ", "Réponse : "),
        ("QUESTION: ", "REPONSE: "),
        ("QUESTION : ", "RÉPONSE : "),
        ("Question n° 2 : ", "Réponse : "),
        ("Question 3 : ", "Réponse : "),
        ("QUESTION. — ", "M. LALANDE. — "),
        ("Q - ", "Le porte-parole - "),
        ("Q : ", "Mme Legrand-Dubois : "),
        ("D. - ", "R. - "),
        ("D : ", "R : "),
        ("**Q -** ", "**R -** "),
        ("<b>Q :</b> ", "<b>R :</b> "),
        ("**Question :** ", "**Réponse :** "),
        ("Journaliste : ", "Le ministre : "),
        ("Agence Nord. – ", "M. Verdier. – "),
        ("Radio Lac – ", "La ministre – "),
        ("Question (inaudible) : ", "Le ministre : "),
        ("- Q : ", "- R : "),
        ("Le Journal du Port : ", "Mme Aldana : "),
        ("Le Quotidien : ", "R - "),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_marker_styles(asks: str, answers: str, gap: str) -> None:
    text = gap.join([asks + ASKED, answers + ANSWERED, asks + AGAIN, answers + LAST])
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_bold_question_paragraph() -> None:
    assert pairs(f"**Q - {ASKED}**\n\nR - {ANSWERED}") == [(ASKED, ANSWERED)]


def test_first_question_without_a_marker() -> None:
    text = f"Questions du jour\n\n{ASKED}\n\nR - {ANSWERED}\n\nQ - {AGAIN}\n\nR - {LAST}"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_no_question_has_a_marker() -> None:
    assert pairs(f"{ASKED}\n\nR - {ANSWERED}\n\n{AGAIN}\n\nR - {LAST}") == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_inline_markers() -> None:
    text = f"Le sommet est clos. Q - {ASKED} R - {ANSWERED} Q - {AGAIN} R - {LAST}"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]
    assert pairs("Le sommet est clos.Q - Où ?R - Nous verrons.") == [("Où ?", "Nous verrons.")]


def test_several_questions_in_a_row_are_one() -> None:
    text = f"Q - {ASKED}\n\nQ - {AGAIN}\n\nR - {LAST}"
    assert pairs(text) == [(f"{ASKED}\n\nQ - {AGAIN}", LAST)]


def test_questions_alone_have_a_marker() -> None:
    text = f"Q - {ASKED}\n\n{ANSWERED}\n\nQ - {AGAIN}\n\n{LAST}"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_answer_of_several_paragraphs() -> None:
    long = f"{ANSWERED}\n\nLa seconde raison est connue.\n\nLa troisième aussi."
    assert pairs(f"Q - {ASKED}\n\nR - {long}\n\nQ - {AGAIN}\n\nR - {LAST}") == [(ASKED, long), (AGAIN, LAST)]
    assert pairs(f"Q - {ASKED}\n\nR - {long}") == [(ASKED, long)]


def test_the_last_answer_ends_where_the_news_goes_on() -> None:
    for after in (
        "Auparavant, M. Verdier avait reçu le maire d'Oslo.",
        "La ministre a ensuite visité le port.",
        "ACCORD SUR LA PÊCHE\n\nL'accord a été signé.",
        "- 30 -",
        "Contact presse : 01 00 00 00 00",
        "( FIN )",
        "(Source : bulletin du ministère)",
        "(Propos recueillis par Léa Petit)",
        "Interview réalisée par Léa Petit.",
        "(Traduction non officielle)",
        "Rappel : la visite est publique.",
        "(L'entretien a eu lieu à Oslo.)",
        "- 3 -",
    ):
        assert pairs(f"Q - {ASKED}\n\nR - {LAST}\n\n{after}") == [(ASKED, LAST)], after


def test_topic_is_the_heading_above() -> None:
    text = f"1. Mali\n\nQ - {ASKED}\n\nR - {ANSWERED}\n\nIran\n\nQ - {AGAIN}\n\nR - {LAST}"
    assert [exchange.topic for exchange in communique.parse(text).exchanges] == ["1. Mali", "Iran"]
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_record_covers_question_and_answer() -> None:
    text = f"Bonjour.\n\nQ - {ASKED}\n\nR - {LAST}"
    (exchange,) = communique.parse(text).exchanges
    assert (exchange.start, exchange.end) == (exchange.question.start, exchange.answer.end)
    assert exchange.text == text[exchange.start : exchange.end]
    assert exchange.rule.endswith("layout.exchange")


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a reçu son homologue. Ils ont évoqué le Sahel.",
        "Lieu : Paris\nDate : 3 mars 2010\nObjet : visite",
        "Que faire ? Telle est la question. M. R. Dupont y a répondu.",
        "RABAT - Le ministre est arrivé.\n\nLIMA - Le ministre est parti.",
        "Où va l'Europe ?\n\nLe ministre a répondu : « Vers l'union. »",
        "R. Martin, ambassadeur à Lima\n\nQ. Duval, consul à Cuzco",
        "Décret n° 2011-3 : publication\nArticle 1er : objet\nArticle 2 : entrée en vigueur",
        "Ordre du jour\n\n- Où en est le port ?\n- Qui le paiera ?\n- Les visas\n- La pêche",
        "Entretien du ministre avec le maire\n\nQue faire ?\n\nRien n'est dit.\n\nQui le fera ?\n\nPersonne.",
        "Viendrez-vous ?\n\nLe ministre l'a dit.\n\nQu'en pensez-vous ?\n\nLe texte se tait.",
        "",
    ],
)
def test_no_exchange(text: str) -> None:
    assert pairs(text) == []


def test_a_named_speaker_answers_among_marked_answers():
    text = (
        "Q - Quand vous verrez-vous ?\n\nR - Demain.\n\n"
        "Q - Et vous, Monsieur le Ministre, viendrez-vous ?\n\nM. Kostić – Oui, avec plaisir.\n\n"
        "Q - Merci. Un mot du Sahel ?\n\nR - Non."
    )
    answers = [text[e.answer.start : e.answer.end] for e in communique.parse(text).exchanges]
    assert answers == ["Demain.", "Oui, avec plaisir.", "Non."]


def test_speakers_may_stand_alone_in_capitals_on_their_lines():
    text = (
        "Entretien du ministre\n\nCLAIRE MARCHAND\nOù irez-vous ?\n\n"
        "ALAIN DELORME\nÀ Dakar.\n\nPuis à Niamey.\n\nCLAIRE MARCHAND\nQuand ?\n\nALAIN DELORME\nDemain.\n"
    )
    found = communique.parse(text).exchanges
    assert pairs(text) == [("Où irez-vous ?", "À Dakar.\n\nPuis à Niamey."), ("Quand ?", "Demain.")]
    assert {one.topic for one in found} == {"Entretien du ministre"}


def test_turns_that_only_dashes_open():
    text = f"Au port\n\n- {ASKED}\n- {ANSWERED}\n- {AGAIN}\n- {LAST}"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_an_interview_whose_turns_nothing_marks():
    asked, again = "Madame la ministre, où irez-vous ?", "Et vos collègues ?"
    long = f"{ANSWERED}\n\nIl ira aussi à Riga."
    text = f"Entretien avec « Le Port »\n\n{asked}\n\n{long}\n\n{again}\n\n{LAST}"
    assert pairs(text) == [(asked, long), (again, LAST)]


def test_capitals_alone_on_lines_that_nobody_asks_below_are_headings():
    text = "SAHEL\nLa France agit. Que faire de plus ?\n\nLIBAN\nLa France aide.\n\nLIBAN\nElle aidera.\n"
    assert pairs(text) == []


def test_written_questions_have_titles_and_numbers_between() -> None:
    head = "Pêche au large.\n\n27104. - 21 août 1978.\n\n"
    first = f"{head}Question. - {ASKED}\n\nRéponse. - {ANSWERED}\n\n"
    text = f"{first}{head}Question. - {AGAIN}\n\nRéponse. - {LAST}\n"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_an_initial_before_a_name_is_no_mark_of_an_answer() -> None:
    text = f"LE PORT - QUAI\n\nJOURNALISTE : {ASKED}\n\nK. PAPAS : {ANSWERED}\n\n"
    text += f"JOURNALISTE : {AGAIN}\n\nR. STOYAN : {LAST}\n"
    assert pairs(text) == [(ASKED, ANSWERED), (AGAIN, LAST)]


def test_written_questions_under_headings() -> None:
    text = f"Texte de la question\n\n{ASKED}\n\nTexte de la réponse\n\n{ANSWERED}\n"
    assert pairs(text) == [(ASKED, ANSWERED)]
