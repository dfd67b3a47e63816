"""Strategies that the laws share."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

settings.register_profile(
    "laws", deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("laws")

WORDS = (
    "Le ministre", "l'ambassadeur", "du Pérou", "péruvien", "M. Jean Dupond", "Mme Anne Lebreton",
    "a reçu", "s'est entretenu", "avec", "un accord sur la pêche", "résolution 1920 (2010)",
    "le 3 mars 2011", "mercredi", "hier", "du 4 au 6 juin", "les Nations unies", "l'Union européenne",
    "a salué", "condamne", "Q -", "R -", "un embargo contre le Mali", "d'un commun accord", "aucun",
    "PRESIDENT DE LA REPUBLIQUE", "S.E.M.", "2012", "15h30", "(Paris, 7 juillet 2011)",
    "« Nous souhaitons »", "visite", ",", ".", ":", ";", "?", "\n", "\n\n", "et", "à Lima", "etc.",
    "n°", "1.",
)  # fmt: skip

prose = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
"""Text made of what communiqués are made of."""

strange = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Co", "Cf", "Mn", "Zs", "Cc"]),
        st.sampled_from("\u202e\u200f\u200b\u00ad\ufeff\ue000\ue001\ud800\udfff\u0301'’ .\n\r\t«»\"-–"),
    ),
    max_size=60,
)
"""Text made of what breaks programs."""

mixed = st.lists(st.one_of(prose, strange), max_size=4).map("".join)
