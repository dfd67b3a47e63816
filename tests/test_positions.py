"""Stances: which words take one, in which forms, whose they are and what they are about."""

from __future__ import annotations

import datetime as dt

import pytest

import communique


def stances(text: str) -> list[tuple[str, str]]:
    return [(p.text, p.stance) for p in communique.parse(text).positions]


def holders(text: str) -> list[str | None]:
    return [p.holder for p in communique.parse(text, published=dt.date(2012, 5, 3)).positions]


@pytest.mark.parametrize(
    ("text", "span", "stance"),
    [
        # tenses and voices of verbs
        ("Le Mali exhorte les parties à la retenue.", "exhorte", "call"),
        ("Le Mali exhorta les parties à la retenue.", "exhorta", "call"),
        ("Le Mali avait vivement exhorté les parties à la retenue.", "avait vivement exhorté", "call"),
        ("La ministre insistera sur le climat.", "insistera", "emphasise"),
        ("Le pays souhaiterait accueillir le sommet.", "souhaiterait", "wish"),
        ("Ce plan fut salué par l'Union.", "fut salué", "welcome"),
        ("L'invitation a été acceptée.", "a été acceptée", "agree"),
        ("Il a été convenu de créer un comité.", "a été convenu", "agree"),
        ("Les deux parties conviennent de se revoir.", "conviennent", "agree"),
        ("Ils sont tombés d'accord sur un calendrier.", "sont tombés d'accord", "agree"),
        ("Après avoir salué ces efforts, il est parti.", "avoir salué", "welcome"),
        # reflexives
        ("Le Japon s'oppose à ce projet.", "s'oppose", "reject"),
        ("Les chefs d'État se sont vivement réjouis de ce pas.", "se sont vivement réjouis", "welcome"),
        ("La ministre s'est félicitée de ce pas.", "s'est félicitée", "welcome"),
        ("La ministre a félicité son homologue.", "a félicité", "congratulate"),
        ("Ils se sont prononcés en faveur du dialogue.", "se sont prononcés en faveur", "support"),
        (
            "Elle s'est inclinée devant la mémoire des victimes.",
            "s'est inclinée devant la mémoire",
            "condole",
        ),
        ("Les deux délégations s'entendent sur une date.", "s'entendent", "agree"),
        # verbs that need company
        ("Le ministre partage pleinement cette analyse.", "partage", "agree"),
        ("L'Union appelle les parties à la retenue.", "appelle", "call"),
        ("Nous voulons que la paix revienne.", "voulons", "wish"),
        # an infinitive carried by another verb
        ("Le ministre a tenu à saluer ce geste.", "a tenu à saluer", "welcome"),
        ("La France continuera de soutenir ce processus.", "continuera de soutenir", "support"),
        ("Elle a dit regretter ce choix.", "a dit regretter", "regret"),
        ("Il ne peut que condamner ces actes.", "peut que condamner", "condemn"),
        # verb and noun
        ("Le Sommet lance un appel pressant aux bailleurs.", "lance un appel", "call"),
        ("Il a fait part de son inquiétude.", "a fait part de son inquiétude", "concern"),
        (
            "La Commission a réaffirmé son ferme attachement à la paix.",
            "a réaffirmé son ferme attachement",
            "support",
        ),
        ("Exprimant leur profonde gratitude, ils sont partis.", "Exprimant leur profonde gratitude", "thank"),
        (
            "Ils ont présenté leurs sincères condoléances aux familles.",
            "ont présenté leurs sincères condoléances",
            "condole",
        ),
        ("Elle a assuré ses hôtes du soutien de Lima.", "a assuré ses hôtes du soutien", "support"),
        ("L'Allemagne apporte tout son soutien à ce texte.", "apporte tout son soutien", "support"),
        ("Elle a mis l'accent sur l'école.", "a mis l'accent", "emphasise"),
        ("Ils ont rappelé la nécessité d'un accord.", "ont rappelé la nécessité", "emphasise"),
        ("Ils ont noté avec satisfaction ces progrès.", "ont noté avec satisfaction", "welcome"),
        # adjectives
        ("La Suisse est disposée à offrir son aide.", "est disposée à", "commit"),
        ("La France se tient prête à contribuer.", "se tient prête à", "commit"),
        (
            "La Chancelière s'est dite vivement préoccupée par la crise.",
            "s'est dite vivement préoccupée",
            "concern",
        ),
        ("Préoccupée par ces violences, l'Union a envoyé une mission.", "Préoccupée", "concern"),
        ("Le porte-parole a jugé inacceptables ces propos.", "inacceptables", "reject"),
        # refusals
        ("Le Canada ne saurait tolérer cela.", "ne saurait tolérer", "reject"),
        ("La France ne partage pas cet avis.", "ne partage pas", "reject"),
        ("Nous n'avons jamais accepté ce texte.", "n'avons jamais accepté", "reject"),
    ],
)
def test_one_stance(text: str, span: str, stance: str) -> None:
    assert stances(text) == [(span, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a indiqué que la séance était levée et a précisé la date.",
        "Le texte a été adopté à l'unanimité ; le Ghana s'est abstenu.",
        "Le ministre a rendu hommage aux victimes et souhaité la bienvenue à son hôte.",
        "Le ministre a appelé son homologue hier soir.",
        "Le village, appelé Kidal, est au nord ; la réunion est appelée à durer.",
        "Le ministre a été salué à son départ par le préfet.",
        "Le Togo a dénoncé l'accord de pêche.",
        "Les deux pays partagent une frontière de 800 km et ont partagé un repas.",
        "Ils ont pris note du rapport et pris acte de la décision.",
        "Le tribunal a condamné cinq hommes à la prison.",
        "Le ministre se demande si la route est sûre.",
        "Il a demandé si le sommet aurait lieu.",
        "Il convient de relire ce texte.",
        "L'école a été construite grâce au soutien de la Banque mondiale.",
        "L'Allemagne apporte un soutien financier au projet.",
        "À la demande générale, la mission se poursuit.",
        "Le Togo respecte ses engagements internationaux.",
        "Le porte-parole a refusé de commenter.",
        "Le ministre s'est engagé dans des négociations.",
        "La convention invite les États à coopérer.",
        "Il a soutenu que la route était longue.",
        "Un appel d'offres a été lancé.",
        "La situation exige des mesures et le chapitre VIII de la Charte encourage leur recours.",
        "La motion a été repoussée par 58 voix contre 41.",
    ],
)
def test_no_stance(text: str) -> None:
    assert stances(text) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Le ministre n'a pas condamné cette offensive.", "negated"),
        ("La Norvège ne regrette nullement ce choix.", "negated"),
        ("Le ministre condamne-t-il ces propos ?", "asked"),
        ("Si la Russie regrette ce geste, les pourparlers reprendront.", "conditional"),
    ],
)
def test_unasserted(text: str, modality: str) -> None:
    result = communique.parse(text)
    assert result.positions == ()
    assert [record.modality for record in result.unasserted if hasattr(record, "stance")] == [modality]


def test_participles_share_an_auxiliary() -> None:
    text = "Elles ont rejeté l'ingérence, salué la trêve et vivement remercié leurs hôtes."
    assert stances(text) == [("ont rejeté", "reject"), ("salué", "welcome"), ("remercié", "thank")]


def test_emphasis_and_its_noun_are_two() -> None:
    text = "Ils ont souligné leur attachement à la paix."
    assert stances(text) == [("ont souligné", "emphasise"), ("attachement", "support")]


def test_support_thanked_for_is_a_stance_and_support_asked_for_none() -> None:
    assert stances("Il a remercié le Mali de son appui et demandé le soutien du Niger.") == [
        ("a remercié", "thank"),
        ("appui", "support"),
        ("demandé", "call"),
    ]


def test_what_is_welcomed_of_somebody_named_is_his_stance() -> None:
    assert stances("Il a salué l'engagement du Niger.") == [("a salué", "welcome"), ("engagement", "commit")]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("La Suède condamne ces actes.", "SE"),
        ("M. Pedro Arrieta condamne ces actes.", "Pedro Arrieta"),
        ("Le ministre des Affaires étrangères, M. Pedro Arrieta, a condamné ces actes.", "Pedro Arrieta"),
        ("« Je condamne ces actes », a déclaré M. Pedro Arrieta.", "Pedro Arrieta"),
        ("« Nous condamnons ces actes », a déclaré M. Pedro Arrieta.", None),
        ("« C'est une honte », a dénoncé M. Pedro Arrieta.", "Pedro Arrieta"),
        ("Les deux parties ont condamné ces actes.", None),
        ("La délégation marocaine a condamné ces actes.", "MA"),
        ("Washington condamne ces actes.", "US"),
        ("Londres et Paris ont condamné ces actes.", None),
        ("Le Kremlin a condamné ces actes.", "RU"),
        ("Le Conseil de sécurité a condamné ces actes.", "UN"),
        ("Ces actes ont été condamnés par la Suède.", "SE"),
        ("L'invitation a été acceptée.", None),
        ("La déclaration conjointe souligne le rôle de l'ONU.", None),
        ("La résolution 2044 du Conseil de sécurité exige un cessez-le-feu.", "UN"),
        ("Par ailleurs, Séoul a exprimé son vif regret.", "KR"),
        ("Le Luxembourg, partie à la convention de 1921, s'est déclaré solidaire.", "LU"),
        (
            "Le roi a vu l'ambassadeur, M. Ion Hadjis. Son pays, a souligné le diplomate, attend.",
            "Ion Hadjis",
        ),
        (
            "Le pape a vu le président togolais, M. Yao Mensah. « Je l'espère », a dit le président.",
            "Yao Mensah",
        ),
        ("Le sort du bail est réglé, ce dont il a été convenu.", None),
    ],
)
def test_holder(text: str, holder: str | None) -> None:
    assert holders(text) == [holder]


def test_holder_of_an_enumeration() -> None:
    text = (
        "Le Conseil de sécurité,\n\nRappelant ses textes,\n\n1. Condamne ces actes ;\n\n2. Exige une trêve ;"
    )
    assert holders(text) == ["UN", "UN"]


def test_holder_before_and_after_the_stance() -> None:
    text = "Saluant ce geste, la Suède a remercié la Norvège, souhaitant qu'elle persévère."
    assert holders(text) == ["SE", "SE", "SE"]


def test_holder_behind_a_semicolon() -> None:
    text = "Des délégués se sont opposés à l'admission de la Suède ; le Canada a plaidé pour un report."
    assert holders(text) == [None, "CA"]


def test_a_counterpart_is_another_than_who_spoke() -> None:
    text = (
        "La ministre danoise, Mme Ana Berg, a reçu la ministre péruvienne, Mme Rosa Quispe. Mme Berg "
        "a salué ce pas. Son homologue, tout en remerciant le Danemark, a exprimé la crainte que tout échoue."
    )
    assert holders(text) == ["Ana Berg", "Rosa Quispe", "Rosa Quispe"]


def test_a_deputy_is_called_minister_for_short() -> None:
    text = (
        "Le président togolais, M. Yao Mensah, a reçu le Secrétaire d'État français, M. Luc Roumel. "
        "Le président a parlé. Le ministre lui a renouvelé l'engagement de son pays."
    )
    assert holders(text) == ["Luc Roumel"]


def test_a_participle_goes_on_about_who_said_the_quotation() -> None:
    text = (
        "Le ministre, M. Luc Roumel, a parlé. « Rien n'est fait », a répliqué M. Yao Mensah, "
        "déplorant ces retards."
    )
    assert holders(text) == ["Yao Mensah"]


def test_the_subject_goes_on_behind_what_stands_between_commas() -> None:
    text = (
        "La ministre péruvienne, Mme Rosa Quispe, tout en remerciant le Danemark de son accueil, a exprimé "
        "la crainte que tout échoue."
    )
    assert holders(text) == ["Rosa Quispe", "Rosa Quispe"]


def test_the_subject_goes_on_behind_a_relative_of_unknown_verb() -> None:
    text = "Le Conseil de sécurité salue l'ampleur que revêt la réforme du secteur et prie chacun d'agir."
    assert holders(text)[:2] == ["UN", "UN"]


def test_topic() -> None:
    text = "La Suède a condamné l'attaque de mardi et exigé une enquête ; elle attend."
    topics = [p.topic for p in communique.parse(text).positions]
    assert [text[t.start : t.end] for t in topics if t] == ["l'attaque de mardi", "une enquête"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an office whose holder the text names elsewhere, before or after
        (
            "Oslo, le 3 mai 2012\n\nLe ministre a exhorté chacun au calme. La ministre norvégienne des "
            "Affaires étrangères, Mme Ingrid Dahl, viendra.",
            ["NO"],
        ),
        (
            "Le président Adama Keita a reçu les lettres de créance de M. John Miller, ambassadeur des "
            "États-Unis. Le nouvel ambassadeur a salué ce pas.",
            ["John Miller"],
        ),
        (
            "La ministre belge, Mme Els Peeters, a reçu son homologue mauritanienne, Mme Mariem El Ali. La "
            "ministre mauritanienne a salué ce pas.",
            ["Mariem El Ali"],
        ),
        (
            "Le secrétaire général de la Ligue arabe, M. Hatem Nour, est arrivé. Le chef de la Ligue a "
            "salué ce pas.",
            ["Hatem Nour"],
        ),
        (
            "Le chef de l'État, M. Idriss Abbo, est arrivé. Le Président de la République a salué ce pas.",
            ["Idriss Abbo"],
        ),
        # he who is above cannot be the one in office below
        (
            "Le colonel Yao Lare remplace M. Jean Homawo, à qui le ministre a exprimé sa reconnaissance.",
            [None],
        ),
        # bodies, their members and their officers
        (
            "Les membres du Conseil de sécurité ont condamné l'attentat. Ils ont salué l'enquête. Le Conseil "
            "exige des réponses. Le Secrétaire général a exhorté chacun au calme.",
            ["UN", "UN", "UN", "UN"],
        ),
        (
            "L'Organisation de la coopération islamique dénonce cet acte. Son secrétaire général a appelé "
            "les États à agir.",
            ["OIC", "OIC"],
        ),
        ("Le gouvernement de Bangui refuse de négocier.", ["CF"]),
        # words quoted within a sentence go on with it
        ("M. Abel Roy a dit que l'ONU « suit avec inquiétude » la crise.", ["UN"]),
        ('Le garde des Sceaux, Michel Mercier, retenu hier, "souhaite" ce débat.', ["Michel Mercier"]),
        # a singular verb, and others between commas
        ("La France, comme l'Allemagne, soutient ce plan.", ["FR"]),
        # nobody in particular agrees, or exists; the clause above goes on behind such words
        ("Le ministre, M. Luc Roumel, est arrivé. Il a en outre été convenu d'une date.", [None]),
        ("La France, pour laquelle il n'existe pas d'autre issue, appelle chacun à négocier.", ["FR"]),
        ("Les parties ont été appelées à la retenue par le Kenya.", ["KE"]),
        ("Il a pris note du souhait de la Moldavie d'adhérer.", ["MD"]),
        # who said it at the end of a sentence is who goes on; a government is that of the state that acted
        (
            "Cuba salue l'entrée en vigueur du traité que le Pérou et le Panama ont conclu, a déclaré "
            "mercredi le vice-ministre, M. Oscar Ruiz. Il a dénoncé ce retard.",
            ["CU", "Oscar Ruiz"],
        ),
        (
            "La Présidence de la République du Congo appelle chacun au calme. Le "
            "Gouvernement condamne cet acte.",
            ["CG", "CG"],
        ),
        (
            "Les Gouvernements de la France et de la République fédérale d'Allemagne réaffirment leur "
            "volonté de coopérer.",
            [None],
        ),
        ("Les Chefs d'État de la CEMAC,\n\nRéunis à Bata,\n\nCondamnent cet acte.", ["CEMAC"]),
        # "us" is no subject, a capital is one
        ("Comme l'a dit Ankara, qui nous accuse de tout, rien n'est fait.", ["TR"]),
        ("Ce texte est réclamé par les associations depuis que M. Abel Roy est là.", [None]),
    ],
)
def test_whose_stance(text: str, expected: list[str | None]) -> None:
    assert holders(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le ministre malien Paul Verneuil dit que le Pérou ne cédera pas, mais qu'il rejette ce plan.",
            ["PE"],
        ),
        ("M. Paul Verneuil a remercié le Togo pour son appui.", ["Paul Verneuil", "TG"]),
        ("M. Paul Verneuil a exprimé sa gratitude au Togo pour son appui.", ["Paul Verneuil", "TG"]),
        ("M. Paul Verneuil a remercié ses pairs pour leur soutien.", ["Paul Verneuil", None]),
        (
            "M. Paul Verneuil a rejeté ce constat, qu'il juge « daté », et a salué l'aide du Togo.",
            ["Paul Verneuil"] * 2,
        ),
        ("« Notre volonté est d'aboutir », glisse M. Paul Verneuil.", [None]),
        ("Les Nations unies « saluent ce pas », a dit M. Paul Verneuil.", ["UN"]),
        ("Les pays associés, ainsi que l'Islande, membres de l'AELE, se rallient à ce texte.", [None]),
        ("Le Niger, le Tchad et la Ligue arabe ont voté. Les ministres ont salué ce pas.", [None]),
        ("Les pourparlers s'engagent entre le Togo et le Ghana.", []),
        ("Le Conseil d'association s'est réjoui de ce pas avec l'Union européenne.", [None]),
        ("La séance s'est tenue à la demande du Chili.", ["CL"]),
        ("Le Togo attache une grande importance à cette visite.", []),
        (
            "Le Conseil de paix de l'Union africaine,\n\n"
            "1. Salue l'accord signé par le Mali et exhorte celui-ci à l'appliquer ;",
            ["AU", "AU"],
        ),
    ],
)
def test_whose_stance_goes_on(text: str, expected: list[str | None]) -> None:
    assert holders(text) == expected
