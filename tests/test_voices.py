"""Every status and every stance is read in several tenses and voices."""

from __future__ import annotations

import datetime as dt

import pytest

import communique

DAY = dt.date(2012, 5, 24)

STATUSES = {
    "negotiated": [
        "Les experts ont finalisé l'accord de pêche entre le Maroc et le Sénégal.",
        "La convention fiscale a été négociée en 2010 par le Canada et la Tunisie.",
        "Un accord aérien, négocié depuis 2009, lierait le Togo et le Ghana.",
    ],
    "initialled": [
        "Les deux délégations ont paraphé un accord aérien.",
        "L'accord commercial, paraphé le 3 mai 2011 à Lomé, compte douze articles.",
        "Un protocole d'accord a été paraphé jeudi par les deux ministres.",
    ],
    "adopted": [
        "Le Conseil de sécurité a adopté la résolution 1973 (2011).",
        "La résolution 1973 a été adoptée par dix voix.",
        "Le Parlement approuva en 1999 la convention relative à l'extradition.",
    ],
    "signed": [
        "Les deux ministres ont signé un accord de coopération culturelle.",
        "L'accord de siège a été signé à Dakar le 4 mars 2010.",
        "La France signa en 1995 un traité d'amitié avec la Bulgarie.",
    ],
    "ratified": [
        "Le Pérou a ratifié la convention sur la biodiversité.",
        "Le traité, ratifié le 2 avril 2009 par la Suisse, fait foi.",
        "L'accord avait été ratifié par le Mali en 2008.",
    ],
    "published": [
        "L'accord de 2009 a été publié le 3 mars 2010 au Journal officiel.",
        "La convention fiscale, publiée en 2007, compte trente articles.",
        "Le gouvernement publia en 1998 l'accord monétaire.",
    ],
    "in_force": [
        "L'accord est entré en vigueur le 1er janvier 2011.",
        "La convention, en vigueur depuis 2003, reste peu appliquée.",
        "L'entrée en vigueur du traité, le 5 mars 2009, a été saluée.",
    ],
    "extended": [
        "Les deux gouvernements ont prorogé l'accord de pêche.",
        "La convention a été renouvelée en 2009 pour cinq ans.",
        "L'accord de défense fut prorogé en 1981.",
    ],
    "suspended": [
        "Le Mali a suspendu l'accord militaire.",
        "L'accord de 1999 a été suspendu en mars 2012.",
        "La convention, suspendue depuis 2006, n'est plus appliquée.",
    ],
    "terminated": [
        "Le Togo a dénoncé la convention d'établissement.",
        "Le traité fut dénoncé en 1975 par Madagascar.",
        "L'accord est arrivé à échéance le 31 décembre 2010.",
    ],
    "violated": [
        "Les rebelles ont violé l'accord de cessez-le-feu.",
        "L'accord de paix a été violé dès le 5 mai 2011.",
        "La violation de la résolution 1701 par les milices est patente.",
    ],
    "planned": [
        "L'accord sera signé en juin 2012.",
        "La convention devrait entrer en vigueur avant la fin de l'année.",
        "Le ministre a appelé à la ratification du traité.",
    ],
}

STANCES = {
    "support": [
        "La France soutient cette initiative.",
        "Le Maroc a appuyé ce plan.",
        "Le Japon appuiera la candidature du Pérou.",
    ],
    "welcome": [
        "Le Canada se félicite de cet accord.",
        "Le ministre péruvien a salué cette décision.",
        "La Suisse saluait ces progrès.",
    ],
    "thank": [
        "Le ministre togolais a remercié la France.",
        "La Tunisie remercie le Japon de son aide.",
        "Remerciant le Canada, le ministre malien a pris congé.",
    ],
    "congratulate": [
        "Le Sénégal félicite le Mali.",
        "Le ministre suisse a félicité son homologue.",
        "Le Togo félicitait le Bénin de ses réformes.",
    ],
    "condole": [
        "La France présente ses condoléances au Japon.",
        "Le Maroc a exprimé ses condoléances aux familles.",
        "Le Niger avait adressé ses condoléances au Tchad.",
    ],
    "commit": [
        "La Belgique s'engage à accroître son aide.",
        "Le ministre grec s'est engagé à revenir.",
        "Le Liban est prêt à coopérer.",
    ],
    "call": [
        "La France appelle les parties à la retenue.",
        "Le Mali a demandé une aide d'urgence.",
        "L'Égypte exhortait les parties au calme.",
    ],
    "wish": [
        "Le Pérou souhaite développer ses échanges.",
        "Le ministre belge a espéré une solution rapide.",
        "Le Gabon souhaitait une réforme.",
    ],
    "emphasise": [
        "Le Chili souligne l'importance du dialogue.",
        "Le ministre a insisté sur la sécurité.",
        "Soulignant ces progrès, la Suisse a pris acte du rapport.",
    ],
    "concern": [
        "La France exprime sa préoccupation.",
        "L'Italie a fait part de sa vive inquiétude.",
        "Le Conseil de sécurité est préoccupé par la situation au Mali.",
    ],
    "regret": [
        "La France regrette cette décision.",
        "Le Canada a déploré ces violences.",
        "La Norvège regrettait ce retard.",
    ],
    "condemn": [
        "La France condamne cet attentat.",
        "Le Maroc a dénoncé ces crimes.",
        "Cet attentat, que la Tunisie condamnait, a fait dix morts.",
    ],
    "reject": [
        "La Russie rejette ces accusations.",
        "Le Soudan a refusé cette médiation.",
        "La Chine s'oppose à ces sanctions.",
    ],
    "agree": [
        "Les deux ministres sont convenus de se revoir.",
        "Les deux pays ont convenu d'une date.",
        "Les deux parties s'accordent sur ce point.",
    ],
}


def cases(table):
    return [(name, text) for name, texts in table.items() for text in texts]


@pytest.mark.parametrize(("status", "text"), cases(STATUSES))
def test_statuses(status, text):
    found = communique.parse(text, published=DAY).agreements
    assert status in {event.status for record in found for event in record.events}


@pytest.mark.parametrize(("stance", "text"), cases(STANCES))
def test_stances(stance, text):
    assert stance in {record.stance for record in communique.parse(text, published=DAY).positions}
