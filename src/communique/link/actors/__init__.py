"""Who acts: the actors of a text in order, and what part each has in the clauses around a verb or noun.

A shallow, language-neutral analysis that meetings, positions and agreements share. The words come from the
lexicons `actor_roles` (words right before an actor, with the part they give it), `actor_words` (fillers and
joining words), `group_nouns`, `joint_actors`, `pronouns`, `determiners`, `titles` and the verbs' lexicons.

    view = actors.of(document)                 # made once a document; offsets are folded
    view.all                                   # every Actor, in text order
    view.within(start, end)                    # those that start in a stretch
    view.subject_of(at)                        # [Actor, …] the subject of the clause around an offset
    view.objects_of(start, end)                # actors without preposition after a verb: its objects, or
                                               # its subject where the clause is inverted
    view.companions_of(actor)                  # "accompanied by …", right before or after an actor
    view.complements(end, roles={"with"})      # actors after an offset, up to the next clause, by part
    view.speaker_at(at)                        # whose "I" stands at an offset: names, perhaps none
    actors.names(found)                        # identities of actors: sorted, without doubles
    actors.subject_of(document, match)         # the same as functions, for one match
    actors.companions(document, match)

An `Actor` has `start`, `end` (its phrase, with determiner, title and appositions), `kind` (person, office,
country, organisation, body, group, joint, pronoun), `names` (a person's name, else the code of a country or
organisation; empty where the text does not tell; several for a plural), `plural`, `gender`, `roles` (the
office roles it holds), `part` ("" for a subject or direct object, else with, by, between, of, to, in, for,
on, honour, presence, escort, inviter, chair), `counts` (False for groups too vague to take part) and `chain`
(the coordinated actors it stands among, itself included).
"""

from __future__ import annotations

from communique.link.actors.view import Actor, Actors
from communique.link.document import Document
from communique.match import Match

__all__ = ["Actor", "Actors", "companions", "names", "of", "subject_of"]


def of(document: Document) -> Actors:
    """The actors of a document; the analysis is made when first asked for."""
    view: Actors | None = document.memo.get("actors")
    if view is None:
        view = document.memo["actors"] = Actors(document)
    return view


def names(found: list[Actor]) -> tuple[str, ...]:
    """The identities of actors, sorted, each once."""
    return tuple(sorted({name for actor in found for name in actor.names}))


def subject_of(document: Document, match: Match) -> list[Actor]:
    """The subject of the clause in which a match stands; empty where there is none."""
    return of(document).subject_of(match.start)


def companions(document: Document, match: Match) -> list[Actor]:
    """Those who act together with the subject: after the match with "with", or accompanying the subject."""
    view = of(document)
    found = view.complements(match.end, {"with", "presence", "escort"})
    for actor in view.subject_of(match.start):
        found += view.companions_of(actor)
    return found
