"""The records that a parse returns: frozen values that know their place in the text and their rule.

Offsets are code-point indices into the unmodified text; `text` is the source slice `[start:end]`;
`rule` is the qualified id of the rule that found the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import Factory, field, frozen

from communique.values import Value

__all__ = [
    "Agreement",
    "AgreementEvent",
    "Communique",
    "Country",
    "Date",
    "Diagnostic",
    "Discarded",
    "Duration",
    "Event",
    "Exchange",
    "Frequency",
    "Meeting",
    "Mention",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "Position",
    "Record",
    "RuleSetInfo",
    "Span",
    "Title",
]


@frozen(eq=False, repr=False)
class Span(Value):
    """A stretch of the text: `start` and `end` are code-point indices."""

    start: int
    end: int


@frozen(eq=False, repr=False)
class Mention(Value):
    """One place where a person is named."""

    start: int
    end: int
    text: str


@frozen(kw_only=True, eq=False, repr=False)
class Record(Value):
    """What every record carries. Subclass it (with `@attrs.frozen(kw_only=True)`) for a kind of your own."""

    PARTS: ClassVar[frozenset[str]] = frozenset()
    """Names of pattern groups that are no fields, but that linking reads."""

    start: int
    end: int
    text: str
    rule: str


@frozen(kw_only=True, eq=False, repr=False)
class Title(Record):
    """A form of address before a name or an office ("M.", "Son Excellence", "Mgr").

    `kind` is civility, honorific, rank, academic or religious; `gender` "m", "f" or None;
    `number` "sg", "pl" or None.
    """

    kind: str
    gender: str | None = None
    number: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Person(Record):
    """Somebody who is named; one record a person, its span that of the first mention.

    `name` is the fullest form in the text, without title. `gender` is "m", "f" or None.
    """

    PARTS: ClassVar[frozenset[str]] = frozenset({"title", "office", "regnal", "kin"})

    name: str
    mentions: tuple[Mention, ...] = ()
    given: str | None = None
    family: str | None = None
    gender: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Office(Record):
    """A post or function. `country` is what the text states; `country_inferred` what its context warrants.

    `holder` and `refers_to` are names of persons: who holds the office by apposition, and whom an
    anaphoric mention ("le ministre") means. `tenure` is current, former, acting, designate, outgoing
    or honorary.
    """

    PARTS: ClassVar[frozenset[str]] = frozenset({"post", "inner"})

    role: str
    portfolio: str | None = None
    country: str | None = None
    country_inferred: str | None = None
    organisation: str | None = None
    holder: str | None = None
    refers_to: str | None = None
    tenure: str = "current"
    gender: str | None = None
    number: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Date(Record):
    """A date, moment or period. `value` is EDTF (ISO 8601-2), a vague reference such as `PAST_REF`, or None.

    `earliest` and `latest` bound it (None where open or unknown); `kind` is "date" or "time".
    """

    PARTS: ClassVar[frozenset[str]] = frozenset({"opener", "deadline", "body", "range", "part", "time"})

    kind: str
    value: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Duration(Record):
    """A length of time that is no date; `value` is an ISO 8601 duration ("P3D")."""

    PARTS: ClassVar[frozenset[str]] = frozenset({"count", "unit", "more", "less", "half"})

    value: str


@frozen(kw_only=True, eq=False, repr=False)
class Frequency(Record):
    """How often; `value` is an ISO 8601 repeating interval ("R/P1Y")."""

    PARTS: ClassVar[frozenset[str]] = frozenset({"times", "every", "unit"})

    value: str


@frozen(kw_only=True, eq=False, repr=False)
class Country(Record):
    """A state named, or meant by an adjective. `code`: ISO 3166-1 alpha-2, ISO 3166-3 for states no more."""

    code: str


@frozen(kw_only=True, eq=False, repr=False)
class Organisation(Record):
    """An international body. `code` is its usual acronym in English for the listed ones, else the text's."""

    code: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Place(Record):
    """A city or site: `name` as written, `country` its ISO 3166-1 alpha-2 code."""

    name: str
    country: str | None = None


@frozen(eq=False, repr=False)
class AgreementEvent(Value):
    """What became of an agreement: `status`, `date` (EDTF or None), `place` as written."""

    status: str
    date: str | None = None
    place: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Agreement(Record):
    """An instrument between parties, or a decision of a body.

    `parties`: codes of states and organisations, sorted. `refers_to`: the text of the fullest mention
    of the same instrument, for an anaphoric mention.
    """

    PARTS: ClassVar[frozenset[str]] = frozenset({"head", "complement", "name", "acronym", "party", "oblique"})

    kind: str
    number: str | None = None
    parties: tuple[str, ...] = ()
    events: tuple[AgreementEvent, ...] = ()
    refers_to: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Meeting(Record):
    """A meeting, by its trigger. `participants`: names of persons, else codes, sorted.

    `level` is head_of_state, head_of_government, minister, official or None; `modality` asserted,
    planned, negated, asked or conditional.
    """

    PARTS: ClassVar[frozenset[str]] = frozenset({"head", "passive", "type", "host", "guest", "when", "where"})

    kind: str
    participants: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    level: str | None = None
    delegation: tuple[str, ...] = ()
    topics: tuple[Span, ...] = ()
    modality: str = "asserted"


@frozen(kw_only=True, eq=False, repr=False)
class Position(Record):
    """A stance taken, by its trigger. `holder`: name of the person, else a code, else None."""

    PARTS: ClassVar[frozenset[str]] = frozenset({"head", "actor", "agent", "owner", "giver", "object"})

    stance: str
    holder: str | None = None
    topic: Span | None = None
    modality: str = "asserted"


@frozen(kw_only=True, eq=False, repr=False)
class Exchange(Record):
    """A question and its answer, without their markers; `topic` is the heading they stand under."""

    question: Span
    answer: Span
    topic: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Event(Value):
    """One flat row for a meeting, an agreement event or a position, in PLOVER's terms."""

    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str | None
    modality: str
    source: str
    start: int
    end: int


@frozen(kw_only=True, eq=False, repr=False)
class Discarded(Value):
    """A match that lost: `kind`, place, rule, and `lost_to`, the rule of the winner (or why it vanished)."""

    kind: str
    start: int
    end: int
    text: str
    rule: str
    lost_to: str


@frozen(kw_only=True, eq=False, repr=False)
class Diagnostic(Value):
    """Something to know about a parse: `code` (a stable word), `message`, and its place where it has one."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@frozen(kw_only=True, eq=False, repr=False)
class RuleSetInfo(Value):
    """Which rules made a result."""

    name: str
    version: str
    digest: str


@frozen(kw_only=True, eq=False, repr=False)
class Communique(Value):
    """What a communiqué says: one tuple of records a layer, in text order.

    `unasserted` holds what the text denies, merely asks about or supposes; `other` the records of kinds
    that are not shipped, by kind; `discarded` what lost; `diagnostics` what is worth knowing; `complete`
    is False where the time budget ran out.
    """

    text: str
    published: dt.date | None = None
    titles: tuple[Title, ...] = ()
    persons: tuple[Person, ...] = ()
    offices: tuple[Office, ...] = ()
    dates: tuple[Date, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    countries: tuple[Country, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    places: tuple[Place, ...] = ()
    durations: tuple[Duration, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    events: tuple[Event, ...] = ()
    unasserted: tuple[Record, ...] = ()
    other: Mapping[str, tuple[Record, ...]] = field(default=Factory(dict))
    discarded: tuple[Discarded, ...] = field(default=(), repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = True
    rules: RuleSetInfo | None = None

    def records(self, kind: str) -> tuple[Any, ...]:
        """The records of a kind, shipped or not: `records("date")`, `records("sanction")`."""
        layer = LAYERS.get(kind)
        return getattr(self, layer) if layer else self.other.get(kind, ())

    def to_dict(self) -> dict[str, Any]:
        """The result as plain JSON-ready data, described by `communique schema`."""
        from communique.export.json import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(
        cls, data: Mapping[str, Any], *, kinds: Mapping[str, type[Record]] | None = None
    ) -> Communique:
        """The inverse of `to_dict`; `kinds` names the record classes of kinds that are not shipped.

        Raises InputError where `data` is not of that form.
        """
        from communique.export.json import from_dict

        return from_dict(data, kinds=kinds)

    def to_json(self, *, indent: int | None = None) -> str:
        """The result as a JSON text, non-ASCII characters kept."""
        from communique.export.json import to_json

        return to_json(self, indent=indent)


LAYERS: Mapping[str, str] = {
    "title": "titles",
    "person": "persons",
    "office": "offices",
    "date": "dates",
    "agreement": "agreements",
    "country": "countries",
    "organisation": "organisations",
    "meeting": "meetings",
    "position": "positions",
    "exchange": "exchanges",
    "place": "places",
    "duration": "durations",
    "frequency": "frequencies",
}
"""Kind → the layer of `Communique` that holds its records."""

RECORD_CLASSES: Mapping[str, type[Record]] = {
    "title": Title,
    "person": Person,
    "office": Office,
    "date": Date,
    "agreement": Agreement,
    "country": Country,
    "organisation": Organisation,
    "meeting": Meeting,
    "position": Position,
    "exchange": Exchange,
    "place": Place,
    "duration": Duration,
    "frequency": Frequency,
}
"""Kind → the record class of the shipped kinds."""
