"""Who takes part in a meeting: those whom its own sentence names as doing so."""

from __future__ import annotations

from attrs import define, field

from communique.link.actors import Actor, Actors
from communique.link.document import Document
from communique.link.meetings.counts import head, is_verb
from communique.match import Hit, Match

__all__ = ["Found", "Participants"]

_WITH = {"with", "between", "presence", "escort"}
_PEOPLE = {"person", "office", "joint", "pronoun", "group"}
_GATHERINGS = {"conference", "summit", "working_session"}


@define
class Found:
    """The parts of a meeting: its subject, those it is with, by whom, and all together."""

    subject: list[Actor] = field(factory=list)
    others: list[Actor] = field(factory=list)
    agents: list[Actor] = field(factory=list)
    delegation: list[Actor] = field(factory=list)
    hosts: list[Actor] = field(factory=list)
    held: bool = False
    denied: bool = False

    @property
    def everybody(self) -> list[Actor]:
        """Everyone who takes part and counts."""
        found: list[Actor] = []
        for actor in (*self.subject, *self.others, *self.agents, *self.delegation):
            if actor.counts and not any(actor is one for one in found):
                found.append(actor)
        return found


class Participants:
    """Finds who takes part in the meetings of one document."""

    def __init__(self, document: Document, view: Actors) -> None:
        self._document = document
        self._view = view

    def of(self, match: Match) -> Found:
        """The parts of one meeting."""
        found = self._of_verb(match) if is_verb(match) else self._of_noun(match)
        for actor in list(found.subject):
            found.delegation += self._view.companions_of(actor)
        found.delegation += self._view.complements(match.end, {"escort", "presence"})
        found.others = self._exact(found.others)
        return found

    def _exact(self, others: list[Actor]) -> list[Actor]:
        """Groups left out whose members the text goes on to name ("officials, notably the minister")."""
        named = {hit.start for hit in self._document.items("actor_words") if hit.attributes["type"] == "namely"}
        kept = []
        for at, one in enumerate(others):
            following = others[at + 1] if at + 1 < len(others) else None
            vague = one.kind == "group" and one.plural and following is not None and following.part == one.part
            if vague and following is not None and any(one.end <= start <= following.core[0] for start in named):
                continue
            kept.append(one)
        return kept

    # --- verbs ---

    def _of_verb(self, match: Match) -> Found:
        view, values = self._view, head(match)
        subject = self._subject(match)
        found = Found(subject=subject)
        wanted = values.get("object")
        if match.groups.get("passive") is not None:
            found.agents = view.complements(match.end, {"by"})
            found.others = view.complements(match.end, {"with"})
            found.hosts = found.agents
            return found
        found.hosts = subject
        if wanted == "place":
            found.others = view.complements(match.end, {"with"})
            return found
        if wanted in {"goal", "thing"}:
            found.others = view.complements(match.end, {"with"})
            return found
        found.others = view.complements(match.end, {"with", "between"})
        if wanted == "direct":
            found.others += self._clitic(match) or view.objects_of(match.start, match.end) or self._relative_object(match)
        if wanted == "with" and any(one.person == 1 for one in subject):
            self._speaks(found)
        if wanted in {None, "to", "direct_of"}:
            found.others += self._clitic(match) or view.complements(match.end, {"to", "of"})
        return found

    def _speaks(self, found: Found) -> None:
        """Who says "I" is none of those he met."""
        met = {name for one in found.others for name in one.names}
        for one in found.subject:
            if one.person == 1 and met & set(one.names):
                one.names = self._view.another_than(tuple(met))

    def _subject(self, match: Match) -> list[Actor]:
        view = self._view
        clause = view.clause_at(match.start + 1 if match.end - match.start > 1 else match.start)
        if match.rule.id.endswith(".inverted"):
            return self._addressed(match)
        subject = list(clause.subject)
        if subject and any(one.start >= match.end for one in subject) and not clause.inverted:
            subject = [one for one in subject if one.start < match.end] or subject
        if not subject and clause.parent is not None and head(match).get("tense") == "infinitive":
            subject = list(clause.parent.subject)
        subject = self._asked(match) or subject
        return [one for one in subject if one.kind in _PEOPLE or one.kind in {"organisation", "body", "country"}]

    def _asked(self, match: Match) -> list[Actor]:
        """Whoever is asked or invited to do something does it: the object of the verb before an infinitive."""
        if head(match).get("tense") != "infinitive" and not self._infinitive(match):
            return []
        low = max(self._document.sentence(match.start)[0], match.start - 90)
        asking = self._document.within("asking_verbs", low, match.start)
        if not asking:
            return []
        verb = asking[-1]
        if any(hit.attributes.get("tense") for hit in self._document.within("meeting_verbs", verb.end, match.start)):
            return []
        between = [one for one in self._view.within(verb.end, match.start) if one.part in {"", "to"}]
        if between:
            return between[-1].chain
        return self._object_before(verb.start, self._view.subject_of(verb.start))

    def _infinitive(self, match: Match) -> bool:
        return any(item.attributes.get("tense") == "infinitive" for group in match.groups.values() for item in group.items)

    def _clitic(self, match: Match) -> list[Actor]:
        """The object pronoun right before a verb."""
        return self._object_before(match.start, self._subject(match))

    def _object_before(self, at: int, subject: list[Actor]) -> list[Actor]:
        document = self._document
        hits = [
            hit
            for hit in document.within("pronouns", max(0, at - 12), at)
            if hit.attributes.get("kind") == "object" and hit.end >= at - 4
        ]
        if not hits:
            return []
        hit = hits[-1]
        if hit.attributes.get("person") in {"1", "2"}:
            names = self._view.speaker_at(at)
            return [Actor(hit.start, hit.end, "pronoun", names)] if names else []
        mine = {name for one in subject for name in one.names}
        for one in reversed(self._view.within(max(0, at - 600), hit.start)):
            if one.kind in _PEOPLE and one.names and not one.plural and not mine & set(one.names):
                if one.part in {"", "with", "by", "to", "of"}:
                    return [one]
        return []

    def _addressed(self, match: Match) -> list[Actor]:
        """The subject of an inverted question: you, the one who answers; or the actor before the verb."""
        after = self._view.within(match.end, match.end + 8)
        if after and after[0].person == 3:
            return self._view.subject_of(match.start) or after[:1]
        names = self._view.speaker_at(match.start)
        if not names:
            return []
        roles = frozenset(role for one in self._view.all if one.names == names for role in one.roles)
        return [Actor(match.start, match.start, "person", names, roles=roles)]

    def _relative_object(self, match: Match) -> list[Actor]:
        """The actor right before a relative clause whose verb has no other object."""
        clause = self._view.clause_at(match.start)
        before = clause.before
        near = before is not None and clause.start - before.end <= 3
        return [before] if near and before is not None and clause.antecedent is None else []

    # --- nouns ---

    def _of_noun(self, match: Match) -> Found:
        view, document = self._view, self._document
        kind = match.attributes.get("kind")
        found = Found()
        stop = self._next_noun(match)
        found.others = [one for one in view.complements(match.end, _WITH - {"escort", "presence"}) if one.start < stop]
        own = self._own(match)
        found.others += own
        held, found.held, found.denied = self._held(match)
        found.subject += self._guests(match) or held
        if held:
            found.others += self._given(match)
            found.others += self._before_noun(match)
        found.others += self._attending(match)
        found.subject += self._possessor(match)
        found.others += self._relative(match)
        if kind == "visit" and not found.subject and not own:
            found.subject += self._visitor(match)
        if kind in _GATHERINGS:
            found.others += self._members(match)
        if not own and not found.subject and self._in_time(match) and (kind != "visit" or self._indefinite(match)):
            found.subject += self._at_it(match)
            if found.subject and kind not in {"visit", "press"}:
                found.others += self._met_there(match)
        if kind == "call" and not found.subject and self._means(match):
            found.subject += self._at_it(match)
        found.agents = self._agents(match)
        if kind in _GATHERINGS and not any(one.kind in {"person", "office"} for one in found.everybody):
            found.others += self._adjectives(match, document.sentence(match.start)[1])
        if kind == "visit":
            found.others = [one for one in found.others if one.kind in _PEOPLE and one.part not in {"with", "between"}]
        if kind == "ceremony":
            found.others += view.complements(match.end, {"honour"}) + self._honoured(match, [*found.subject, *found.agents])
        return found

    def _held(self, match: Match) -> tuple[list[Actor], bool, bool]:
        """The subject of the verb that holds, gives, makes or attends a meeting; whether there is one; denied or not."""
        governing = self._governing(match)
        if governing is None:
            return [], False, False
        document, view = self._document, self._view
        clause = view.clause_at(match.start)
        low, high = max(0, governing.start - 4), min(match.start, governing.end + 12)
        denied = any(hit.attributes.get("kind") == "negation" for hit in document.within("adverbs", low, high))
        subject = [one for one in clause.subject if one.kind in _PEOPLE or one.kind in {"body", "organisation", "country"}]
        if not subject and clause.parent is not None:
            subject = [one for one in clause.parent.subject if one.kind in _PEOPLE]
        wanted = governing.attributes.get("object")
        if wanted == "keep":
            kept = self._object_before(governing.start, subject) or self._object_near(governing.start, subject)
            return [*subject, *kept], True, denied
        if wanted in {"direct", "gather"}:
            return view.objects_of(governing.start, governing.end), True, denied
        return subject, True, denied

    def _governing(self, match: Match) -> Hit | None:
        """The verb of holding, giving or attending right before a noun."""
        document = self._document
        clause = self._view.clause_at(match.start)
        low = max(clause.start, match.start - 110, document.sentence(match.start)[0])
        verbs = [
            hit
            for hit in document.within("meeting_verbs", low, match.start)
            if (hit.attributes.get("type") == "attendance" or hit.attributes.get("object") == "gather")
            and not self._nominal(hit)
        ]
        if match.rule.id.endswith((".call", ".mission")):
            verbs += document.within("call_verbs", low, match.start)
            verbs += document.within("mission_verbs", low, match.start)
        haves = [
            hit
            for hit in document.within("auxiliaries", low, match.start)
            if hit.attributes.get("verb") == "avoir" and self._alone(hit.end, match.start)
        ]
        governing: Hit | None = max((*verbs, *haves), key=lambda hit: int(hit.end), default=None)
        if governing is None or self._cut(governing.end, match.start) or self._circumstance(governing.end, match.start):
            return None
        return governing

    def _next_noun(self, match: Match) -> int:
        """Where the next meeting begins that is no mere circumstance of this one: what follows is its own."""
        document = self._document
        end = document.sentence(match.start)[1]
        for item in document.within("meeting", match.end, end):
            openers = document.within("meeting_openers", max(match.end, item.start - 34), item.start)
            if not openers and not is_verb(item):
                return int(item.start)
        return end

    def _guests(self, match: Match) -> list[Actor]:
        """Those who are invited to a meeting: they take part, who invites them may not."""
        document = self._document
        low = max(document.sentence(match.start)[0], match.start - 110)
        asking = document.within("asking_verbs", low, match.start)
        if not asking or self._cut(asking[-1].end, match.start):
            return []
        if document.within("meeting_verbs", asking[-1].end, match.start):
            return []
        return [one for one in self._view.within(asking[-1].end, match.start) if not one.part and one.kind in _PEOPLE]

    def _before_noun(self, match: Match) -> list[Actor]:
        """Those with whom it is held, said between the verb and the noun."""
        start = self._view.clause_at(match.start).start
        between = [one for one in self._view.within(max(start, match.start - 130), match.start) if one.part == "with"]
        if not between or self._document.within("meeting", max(start, match.start - 130), match.start):
            return []
        return between

    def _honoured(self, match: Match, hosts: list[Actor]) -> list[Actor]:
        """ "In his honour": whoever the text spoke of, but for the host."""
        low, high = self._document.sentence(match.start)
        for hit in self._document.within("honour_phrases", low, high):
            return self._other_than(hosts, hit.start)
        return []

    def _other_than(self, subject: list[Actor], at: int) -> list[Actor]:
        mine = {name for one in subject for name in one.names}
        for one in reversed(self._view.within(max(0, at - 900), at)):
            if one.kind in _PEOPLE and one.names and not one.plural and not mine & set(one.names):
                if one.part in {"", "with", "by", "to"}:
                    return [one]
        return []

    def _attending(self, match: Match) -> list[Actor]:
        """Those of whom the verb after a noun says that they attend it, or that it brings them together."""
        document, view = self._document, self._view
        high = min(document.sentence(match.start)[1], match.end + 60)
        verbs = [
            hit
            for hit in document.within("meeting_verbs", match.end, high)
            if hit.attributes.get("object") == "gather"
            or (hit.attributes.get("object") in {"attend", "direct"} and hit.attributes.get("type") == "attendance")
        ]
        if not verbs or document.within("meeting", match.end, verbs[0].start):
            return []
        verb = verbs[0]
        if any(hit.attributes.get("kind") == "relative" for hit in document.within("pronouns", match.end, verb.start)):
            return []
        clause = view.clause_at(verb.start)
        if verb.attributes.get("object") == "attend":
            return [one for one in clause.subject if one.start > verb.end]
        if not any(one.start > match.end for one in clause.subject):
            return [one for one in view.objects_of(verb.start, verb.end)]
        return [one for one in clause.subject if one.start > verb.end]

    def _object_near(self, at: int, subject: list[Actor]) -> list[Actor]:
        """The object pronoun of a compound tense that ends at a participle."""
        for hit in reversed(self._document.within("pronouns", max(0, at - 28), at)):
            if hit.attributes.get("kind") == "object":
                return self._object_before(hit.end, subject)
        return []

    def _alone(self, start: int, end: int) -> bool:
        """Whether "have" is the verb itself: a determiner, a date or a small word comes next, no participle."""
        document = self._document
        at = start
        text = document.lower(start, end)
        if text[:1] in {",", ";"}:
            return True
        at += len(text) - len(text.lstrip())
        names = ("determiners", "adverbs", "date", "actor_roles", "prepositions", "actor_words")
        return any(document.starting_at(name, at) is not None for name in names)

    def _nominal(self, hit: Hit) -> bool:
        """Whether a word that looks like a verb is a noun here: a determiner stands before it."""
        return any(one.end >= hit.start - 1 for one in self._document.within("determiners", hit.start - 5, hit.start))

    def _circumstance(self, start: int, end: int) -> bool:
        """Whether the noun is only the occasion of what the verb says."""
        document = self._document
        if any(is_verb(item) for item in document.within("meeting", start, end)):
            return True
        return any(end - hit.end < 24 for hit in document.within("meeting_openers", start, end))

    def _cut(self, start: int, end: int) -> bool:
        """Whether another verb or another meeting's complement stands between a verb and a noun."""
        document = self._document
        if any(char in document.lower(start, end) for char in ";:\n"):
            return True
        if any(
            hit.attributes.get("kind") == "relative" for hit in document.within("pronouns", start, end)
        ):
            return True
        others = [
            hit
            for name in ("auxiliaries", "stances", "reporting_verbs", "clause_verbs")
            for hit in document.within(name, start, end)
            if hit.attributes.get("tense") not in {None, "past_participle"}
        ]
        return any(hit.attributes.get("tense") != "infinitive" for hit in others)

    def _given(self, match: Match) -> list[Actor]:
        """Those to whom it is given, or from whom a call comes."""
        parts = {"to"} if match.attributes.get("kind") in {"audience", "ceremony"} else set()
        if match.attributes.get("kind") == "call":
            parts = {"of", "to"}
        return self._view.complements(match.end, parts) if parts else []

    def _own(self, match: Match) -> list[Actor]:
        """Those of whom it is said to be: the first complement with "of"."""
        for actor in self._view.complements(match.end, {"of", *_WITH, "to", "in", "by", "on"}):
            if actor.part != "of":
                if actor.part in {"in", "to"}:
                    continue
                return []
            gap = self._document.lower(match.end, actor.start)
            if actor.kind == "country" and match.attributes.get("kind") == "visit":
                return []
            if len(gap) > 60 or self._document.within("meeting_nouns", match.end, actor.start):
                return []
            return list(actor.chain)
        return []

    def _possessor(self, match: Match) -> list[Actor]:
        """Whose it is: the subject of the clause, or of the one above, that a possessive means."""
        document, view = self._document, self._view
        hits = [
            hit
            for hit in document.within("determiners", max(0, match.start - 26), match.start)
            if hit.attributes.get("kind") == "possessive"
        ]
        if not hits or any(char in document.lower(hits[-1].end, match.start) for char in ",;\n"):
            return []
        if len(document.lower(hits[-1].end, match.start).split()) > 2:
            return []
        if document.within("plural_possessives", hits[-1].start, hits[-1].end):
            owners = [one for one in view.subject_of(match.start) if one.names]
            if len(owners) > 1 or any(len(one.names) > 1 for one in owners):
                return owners
            pair = view.pair_at(hits[-1].start)
            return [Actor(hits[-1].start, hits[-1].end, "joint", pair, plural=True)] if pair else owners
        if match.attributes.get("kind") in _GATHERINGS:
            bodies = [one for one in view.within(max(0, match.start - 150), match.start) if one.kind in {"organisation", "body"} and one.names]
            if bodies:
                return bodies[-1:]
        clause = view.clause_at(match.start)
        while clause is not None:
            people = [one for one in clause.subject if one.names and one.kind != "country"]
            if people:
                return people
            if clause.parent is None:
                break
            clause = clause.parent
        before = [one for one in view.within(max(0, match.start - 400), match.start) if one.names and one.kind in _PEOPLE and not one.part]
        return before[-1:] if before else []

    def _relative(self, match: Match) -> list[Actor]:
        """Those who attend, chair or hold it in the relative clause that follows the noun."""
        document, view = self._document, self._view
        end = document.sentence(match.start)[1]
        text = document.lower(match.end, end)
        end = match.end + min((at for at in (text.find(char) for char in ";:") if at >= 0), default=len(text))
        before = view.within(match.end, end)
        found: list[Actor] = []
        for hit in document.within("pronouns", match.end, min(end, match.end + 110)):
            if hit.attributes.get("kind") != "relative":
                continue
            first = [one for one in before if one.start < hit.start and one.kind == "person"]
            if first and hit.attributes.get("case") == "subject":
                return found  # "who" is somebody named in between
            clause = view.clause_at(hit.start + 1)
            if clause.kind != "relative":
                return found
            if hit.attributes.get("case") == "subject":
                found += self._inside(hit.end, end)
                continue
            verbs = [
                verb
                for verb in document.within("meeting_verbs", hit.end, min(end, hit.end + 60))
                if verb.attributes.get("type") == "attendance"
            ]
            if verbs:
                found += [one for one in clause.subject if one.kind in _PEOPLE or one.kind in {"body", "organisation", "country"}]
            if verbs and verbs[0].attributes.get("object") == "both":
                found += view.objects_of(verbs[0].start, verbs[0].end)
        return found

    def _inside(self, start: int, end: int) -> list[Actor]:
        """Those in whose presence, or by whom, in a relative clause about the meeting."""
        found = []
        for one in self._view.within(start, end):
            if one.part in {"presence", "chair", "with"}:
                found.append(one)
        return found

    def _visitor(self, match: Match) -> list[Actor]:
        """The actor right before "on a visit"."""
        document = self._document
        low = max(document.sentence(match.start)[0], match.start - 120)
        roles = [hit for hit in document.within("actor_roles", match.start - 4, match.start) if hit.attributes["role"] == "in"]
        before = [one for one in self._view.within(low, match.start) if one.kind in _PEOPLE]
        return before[-1:] if roles and before else []

    def _members(self, match: Match) -> list[Actor]:
        """The states or bodies right after a summit, session or conference, or whose own it is."""
        document, view = self._document, self._view
        end = document.sentence(match.start)[1]
        found = []
        at = match.end
        for one in view.within(match.end, min(end, match.end + 60)):
            gap = document.lower(at, one.start)
            if one.kind in {"country", "organisation"} and not one.part and gap.strip() in {"", "-"}:
                found.append(one)
                at = one.end
            else:
                break
        return found or self._dont(match) or self._named_before(match)

    def _named_before(self, match: Match) -> list[Actor]:
        """The body just before "its 12th session", or in the line above a heading."""
        document = self._document
        low = match.start - 50
        near = [one for one in self._view.within(max(0, low), match.start) if one.kind in {"organisation", "body"} and one.names]
        if not near:
            return []
        gap = document.lower(near[-1].end, match.start)
        owned = any(hit.attributes.get("kind") == "possessive" for hit in document.within("determiners", near[-1].end, match.start))
        headed = gap.startswith("\n") and len(gap.split()) <= 2 and "," not in gap
        return near[-1:] if (owned and "\n" not in gap) or headed else []

    def _adjectives(self, match: Match, end: int) -> list[Actor]:
        """States that adjectives name in the complement of a session or commission."""
        document = self._document
        found: list[Actor] = []
        for item in document.within("country", match.end, min(end, match.end + 70)):
            gap = document.lower(found[-1].end if found else match.end, item.start)
            if any(char in gap for char in ",;:()") or document.within("auxiliaries", match.end, item.start):
                break
            if found and gap.strip(" -") or any(one.start <= item.start < one.end for one in self._view.within(match.end, item.end)):
                break
            record = document.record_of(item)
            if record is not None:
                found.append(Actor(item.start, item.end, "country", (record.code,)))
        return found

    def _dont(self, match: Match) -> list[Actor]:
        """The body of which the relative before the noun says that it meets."""
        clause = self._view.clause_at(match.start)
        last = [one for one in self._view.within(max(0, clause.start - 60), clause.start) if one.kind == "organisation"]
        near = match.start - clause.start < 40
        if clause.kind == "relative" and near and clause.antecedent is None and last and not clause.subject:
            return last[-1:]
        return []

    def _agents(self, match: Match) -> list[Actor]:
        """By whom it is offered, chaired or led, told by a participle after the noun or anywhere in its clause."""
        document, view = self._document, self._view
        end = document.sentence(match.start)[1]
        stop = self._next_noun(match)
        return [
            one
            for one in view.within(match.end, end)
            if (one.part in {"presence", "chair"} and one.start < stop) or (one.part == "by" and self._passive_of(match, one))
        ]

    def _passive_of(self, match: Match, actor: Actor) -> bool:
        """Whether a participle of holding or giving stands between a noun and "by somebody"."""
        document = self._document
        if document.within("meeting", match.end, actor.start) or actor.start - match.end > 140:
            return False
        low = max(match.end, document.sentence(match.start)[0])
        verbs = document.within("meeting_verbs", low, actor.start) or document.within("meeting_verbs", low, actor.end)
        return any(hit.attributes.get("type") == "attendance" and hit.attributes.get("tense") == "past_participle" for hit in verbs)

    def _in_time(self, match: Match) -> bool:
        """Whether a word of time or occasion governs the noun."""
        low = max(self._document.sentence(match.start)[0], match.start - 40)
        openers = self._document.within("meeting_openers", low, match.start)
        return bool(openers) and match.start - openers[-1].end < 24

    def _indefinite(self, match: Match) -> bool:
        before = self._document.within("determiners", match.start - 6, match.start)
        return any(hit.attributes.get("kind") == "indefinite" for hit in before)

    def _means(self, match: Match) -> bool:
        """Whether the noun only says by what means somebody speaks."""
        return any(hit.end >= match.end for hit in self._document.within("remote_means", match.start - 6, match.end))

    def _met_there(self, match: Match) -> list[Actor]:
        """Those with whom the main clause says that another encounter was had at this one."""
        end = self._document.sentence(match.start)[1]
        if not self._document.within("meeting", match.end, end):
            return []
        return [one for one in self._view.within(match.end, end) if one.part == "with"]

    def _at_it(self, match: Match) -> list[Actor]:
        """The subject of the clause that a meeting is the occasion of."""
        clause = self._view.clause_at(match.start)
        people = [one for one in clause.subject if one.kind in _PEOPLE]
        if people:
            return people
        later = self._view.within(match.end, self._document.sentence(match.start)[1])
        for one in later:
            after = self._view.clause_at(one.start)
            if any(one is subject for subject in after.subject) and after.kind == "main" and one.kind in _PEOPLE:
                return list(after.subject)
        return []
