"""Rules, lexicons, cues and the sets they make: immutable values and their algebra."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs
from attrs import Factory, field, frozen

from communique.errors import CommuniqueError, RuleErrors, UnknownNameError
from communique.records import FIELD_TYPES, RECORD_CLASSES, Record, RuleSetInfo, declared_record

if TYPE_CHECKING:
    from communique.match import Program

__all__ = ["Cue", "Example", "Kind", "Layout", "Lexicon", "Origin", "Reject", "Rule", "RuleSet", "nearest"]


def _frozen_map(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return FrozenMap(value)


class FrozenMap(dict[str, Any]):
    """A mapping that is hashed by content and never changes."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(json.dumps(self, sort_keys=True, ensure_ascii=False, default=str))

    def _refuse(self, *_args: object, **_kwargs: object) -> Any:
        raise TypeError("rules are values: make a new one instead of changing it")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        return FrozenMap, (dict(self),)


@frozen
class Origin:
    """Where a rule was written: a file, a 1-based line, and the file's text, to point at places in it."""

    path: str
    line: int
    source: str = field(default="", eq=False, repr=False)


@frozen(kw_only=True)
class Example:
    """A text in which the rule must find exactly the span in square brackets, with these values.

    Attributes:
        text: the text, with `[` and `]` around the span; before a bracket of the text itself, a backslash.
        expect: record field → the value it must have; fields that are not named may have any.
        published: the day of publication, as "2011-10-06", where the example needs one.
        todo: why the example is known to fail today; the day it passes, the check says to remove this.
    """

    text: str
    expect: Mapping[str, Any] = field(factory=dict, converter=_frozen_map)
    published: str | None = None
    todo: str | None = None


@frozen(kw_only=True)
class Reject:
    """A text in which no record of the rule's kind may be found, and why.

    Attributes:
        text: the text; with `[` and `]` in it, nothing may be found there, and elsewhere anything.
        why: what it is instead, for a reader.
        published: the day of publication, as "2011-10-06", where the reject needs one.
        todo: why the reject is known to fail today; the day it passes, the check says to remove this.
    """

    text: str
    why: str
    published: str | None = None
    todo: str | None = None


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


def _words(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _word_set(value: Iterable[str]) -> frozenset[str]:
    return frozenset(value)


def _rules_by_id(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _lexicons_by_name(lexicons: Iterable[Lexicon]) -> tuple[Lexicon, ...]:
    return tuple(sorted(lexicons, key=lambda lexicon: lexicon.name))


def _cues_by_id(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.id))


def _kinds_by_name(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    return tuple(sorted(kinds, key=lambda kind: kind.name))


@frozen(kw_only=True)
class Rule:
    """One pattern and what it makes.

    Attributes:
        id: qualified name, `set.file.rule`.
        kind: the kind of record it makes; in a file, that of `[set]` unless it is said here.
        pattern: verbose regular expression; `{name}` stands for a fragment, a lexicon or a kind.
        doc: one sentence on what it recognises.
        requires: literals (lower case), one of which a text must hold for the rule to be tried.
        values: constant fields of the record.
        take: field → "group.attribute", read from the lexicon row or mention that the group holds.
        priority: higher wins between matches of one length.
        case: "lower" (the default view) or "cased".
        cues: names of the cue effects the rule listens to.
        discard: True for a rule whose match competes, wins, and vanishes.
        echo: kinds and lexicons, or None: with a list, the words of a kept match (whole, or without the first
            ones) are matches too wherever they stand again and overlap none of these.
        fragments: named pieces of pattern, local to the rule.
        examples: texts in which it must find something; at least one.
        rejects: texts in which it must find nothing; at least one.
    """

    id: str
    kind: str
    pattern: str
    doc: str = ""
    requires: tuple[str, ...] = field(default=(), converter=_tuple)
    values: Mapping[str, Any] = field(factory=dict, converter=_frozen_map)
    take: Mapping[str, str] = field(factory=dict, converter=_frozen_map)
    priority: int = 0
    case: str = field(default="lower", validator=attrs.validators.in_(("lower", "cased")))
    cues: tuple[str, ...] = field(default=(), converter=_tuple)
    discard: bool = False
    echo: tuple[str, ...] | None = field(default=None, converter=attrs.converters.optional(_tuple))
    fragments: Mapping[str, str] = field(factory=dict, converter=_frozen_map)
    examples: tuple[Example, ...] = field(default=(), converter=_tuple)
    rejects: tuple[Reject, ...] = field(default=(), converter=_tuple)
    origin: Origin | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Lexicon:
    """Words and their attributes. `columns` names the cells of each row; the first is `form`."""

    name: str
    columns: tuple[str, ...] = field(converter=_words)
    rows: tuple[tuple[str, ...], ...] = field(converter=_rows, repr=False)
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self.rows:
            yield {column: cell for column, cell in zip(self.columns, row, strict=True) if cell}

    def __len__(self) -> int:
        return len(self.rows)

    def merged(self, other: Lexicon) -> Lexicon:
        """Both lexicons' rows; a form that both have gets the cells of both.

        Raises CommuniqueError where they contradict each other.
        """
        columns = self.columns
        if columns[0] != other.columns[0]:
            raise CommuniqueError(
                f"lexicon {self.name!r}: first columns differ ({columns[0]}, {other.columns[0]})"
            )
        if columns != other.columns:  # an order that does not tell which set came first
            columns = (columns[0], *sorted({*columns, *other.columns} - {columns[0]}))
        rows: dict[tuple[str, ...], dict[str, str]] = {}
        for row in (*self, *other):
            key = (row[columns[0]],) if columns[0] == "form" else tuple(row.values())
            known = rows.setdefault(key, row)
            for column in known.keys() & row.keys():
                if known[column] != row[column]:
                    raise CommuniqueError(
                        self._contradiction(row[columns[0]], column, known[column], row[column])
                    )
            rows[key] = known | row
        return Lexicon(
            name=self.name,
            columns=columns,
            rows=sorted(tuple(row.get(column, "") for column in columns) for row in rows.values()),
            origin=self.origin,
        )

    def _contradiction(self, form: str, column: str, *cells: str) -> str:
        first, second = sorted(cells)
        return (
            f"lexicon {self.name!r}: {form!r} stands in both sets with two contents: {column} is {first!r} "
            f"and {second!r}; delete the row that you don't need, or take the word out of the other set with "
            f"without_words({self.name!r}, {form!r})"
        )


@frozen(kw_only=True)
class Cue:
    """A phrase that changes how the matches around it are meant.

    Attributes:
        id: qualified name.
        effect: the modality it gives: negated, asked, conditional, planned, reported.
        pattern: verbose regular expression over the lower view.
        doc: one sentence on what the phrase does.
        direction: "before" where the cue stands before what it changes, "after" behind it, or "around".
        scope: "sentence", "clause", or the greatest distance in characters.
        ends: characters that end a clause for this cue, besides those that always do.
        requires: literals (lower case), one of which a text must hold for the cue to be looked for.
        pseudo: True for a phrase that looks like the cue but has no effect.
    """

    id: str
    effect: str
    pattern: str
    doc: str = ""
    direction: str = field(default="before", validator=attrs.validators.in_(("before", "after", "around")))
    scope: str | int = "clause"
    ends: str = ""
    requires: tuple[str, ...] = field(default=(), converter=_tuple)
    pseudo: bool = False
    origin: Origin | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Kind:
    """A kind of mention: its record class, or none for a kind that only serves other rules.

    Attributes:
        name: what rules refer to it by.
        record: a class, or "package.module:Class"; the shipped kinds have theirs.
        nested: whether its mentions may stand inside one another; None leaves that to the set that is joined,
            and to False.
        summary: one sentence on the kind, for a reader.
        fields: in place of a class, what its records hold: field → "text", "text?" (or nothing) or "texts".
    """

    name: str
    record: type[Record] | str | None = None
    nested: bool | None = None
    summary: str = ""
    fields: Mapping[str, str] = field(factory=dict, converter=_frozen_map)

    def __attrs_post_init__(self) -> None:
        for name, what in self.fields.items():
            if what not in FIELD_TYPES:
                raise ValueError(
                    f"field {name!r} is {what!r}, but a field is one of: {', '.join(map(repr, FIELD_TYPES))}"
                )

    def record_class(self) -> type[Record] | None:
        """The record class. Raises CommuniqueError where the name leads nowhere."""
        if isinstance(self.record, str):
            return _imported(self.record, self.name)
        if self.fields:
            return declared_record(self.name, tuple(self.fields.items()))
        return self.record if self.record is not None else RECORD_CLASSES.get(self.name)

    def merged(self, other: Kind) -> Kind:
        """What both sets say of the kind. Raises CommuniqueError where they contradict each other."""
        for name, ours, theirs in (
            ("records", self.record, other.record),
            ("fields", self.fields or None, other.fields or None),
            ("nesting", self.nested, other.nested),
        ):
            if None not in {ours, theirs} and ours != theirs:
                raise CommuniqueError(
                    f"kind {self.name!r} has other {name} in each of the sets; rename one of them"
                )
        return Kind(
            name=self.name,
            record=self.record if self.record is not None else other.record,
            nested=self.nested if self.nested is not None else other.nested,
            summary=max(self.summary, other.summary, key=lambda text: (len(text), text)),
            fields=self.fields or other.fields,
        )


def _imported(path: str, kind: str) -> type[Record]:
    import importlib

    module, _, name = path.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise CommuniqueError(f"kind {kind!r}: no record class at {path!r} ({error})") from error
    if not (isinstance(found, type) and issubclass(found, Record)):
        raise CommuniqueError(f"kind {kind!r}: {path!r} is no subclass of communique.Record")
    return found


@frozen(kw_only=True)
class Layout:
    """How the language's texts are laid out: what zones.py needs to know, as data.

    Attributes:
        name: the rule set that the patterns come from; records made by layout alone bear it.
        abbreviations: words whose full stop ends no sentence, without the full stop.
        continues: words that begin no sentence: before them, a line break is a mere wrap.
        patterns: name → verbose regular expression, by which headings, questions, signatures are told.
    """

    name: str = ""
    abbreviations: frozenset[str] = field(default=frozenset(), converter=_word_set)
    continues: frozenset[str] = field(default=frozenset(), converter=_word_set)
    patterns: Mapping[str, str] = field(factory=dict, converter=_frozen_map)

    def merged(self, other: Layout) -> Layout:
        """Both layouts; a pattern of one name with two contents is an error."""
        for name in self.patterns.keys() & other.patterns.keys():
            if self.patterns[name] != other.patterns[name]:
                raise CommuniqueError(f"layout pattern {name!r} stands in both sets with two contents")
        return Layout(
            name=min({one.name for one in (self, other) if one.patterns}, default=""),
            abbreviations=self.abbreviations | other.abbreviations,
            continues=self.continues | other.continues,
            patterns={**self.patterns, **other.patterns},
        )


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean X?` for the known name nearest to `name`, or an empty string."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


@frozen(kw_only=True, slots=False)
class RuleSet:
    """Rules, lexicons, cues and layout as one immutable value.

    Sets are equal, and hashed, by content. `|` joins two sets: associative, commutative, idempotent;
    two contents for one name raise CommuniqueError.
    """

    name: str = ""
    version: str = "0"
    rules: tuple[Rule, ...] = field(default=(), converter=_rules_by_id)
    lexicons: tuple[Lexicon, ...] = field(default=(), converter=_lexicons_by_name)
    cues: tuple[Cue, ...] = field(default=(), converter=_cues_by_id)
    kinds: tuple[Kind, ...] = field(default=(), converter=_kinds_by_name)
    fragments: Mapping[str, str] = field(factory=dict, converter=_frozen_map)
    layout: Layout = Factory(Layout)

    @classmethod
    def load(cls, *names: str) -> RuleSet:
        """Installed rule sets by name, joined: the shipped ones ("fr") and those of other packages.

        Raises UnknownNameError for a name that nobody offers, RuleErrors for faults.
        """
        from communique.load import load_named

        return load_named(names or ("fr",))

    @classmethod
    def read(cls, path: str | Path, *, name: str | None = None) -> RuleSet:
        """A rule set from a folder or one TOML file. Raises RuleErrors with every fault, InputError."""
        from communique.load import read_set

        return read_set(Path(path), name=name)

    def __or__(self, other: RuleSet) -> RuleSet:
        if not isinstance(other, RuleSet):
            return NotImplemented
        if self == other:
            return self
        return RuleSet(
            name=_joined(self.name, other.name),
            version=_joined(self.version, other.version),
            rules=_union(self.rules, other.rules, "rule", lambda rule: rule.id),
            lexicons=_union(self.lexicons, other.lexicons, "lexicon", lambda lex: lex.name, Lexicon.merged),
            cues=_union(self.cues, other.cues, "cue", lambda cue: cue.id),
            kinds=_union(self.kinds, other.kinds, "kind", lambda kind: kind.name, Kind.merged),
            fragments=_union_maps(self.fragments, other.fragments),
            layout=self.layout.merged(other.layout),
        )

    def __len__(self) -> int:
        return len(self.rules)

    def __getitem__(self, rule_id: str) -> Rule:
        """A rule by its qualified id, or by any unambiguous tail of it. Raises UnknownNameError."""
        found = [rule for rule in self.rules if rule.id == rule_id] or [
            rule for rule in self.rules if rule.id.endswith(f".{rule_id}")
        ]
        if len(found) == 1:
            return found[0]
        ids = [rule.id for rule in self.rules]
        if found:
            raise UnknownNameError(f"{rule_id!r} is ambiguous: {', '.join(rule.id for rule in found)}")
        raise UnknownNameError(
            f"no rule {rule_id!r}{nearest(rule_id, [*ids, *(i.split('.')[-1] for i in ids)])}"
        )

    def lexicon(self, name: str) -> Lexicon:
        """A lexicon by name. Raises UnknownNameError."""
        for lexicon in self.lexicons:
            if lexicon.name == name:
                return lexicon
        raise UnknownNameError(f"no lexicon {name!r}{nearest(name, (lex.name for lex in self.lexicons))}")

    def kind(self, name: str) -> Kind:
        """A kind by name. Raises UnknownNameError."""
        for kind in self.kinds:
            if kind.name == name:
                return kind
        raise UnknownNameError(f"no kind {name!r}{nearest(name, (kind.name for kind in self.kinds))}")

    def override(self, *rules: Rule) -> RuleSet:
        """The set with these rules in place of those of the same id, or added."""
        replaced = {rule.id for rule in rules}
        kept = [rule for rule in self.rules if rule.id not in replaced]
        known = {kind.name for kind in self.kinds}
        missing = {rule.kind for rule in rules} - known
        return attrs.evolve(
            self, rules=[*kept, *rules], kinds=[*self.kinds, *(Kind(name=name) for name in sorted(missing))]
        )

    def without(self, *ids: str) -> RuleSet:
        """The set without these rules. Raises UnknownNameError."""
        gone = {self[rule_id].id for rule_id in ids}
        return attrs.evolve(self, rules=[rule for rule in self.rules if rule.id not in gone])

    def only(self, *, kinds: Iterable[str]) -> RuleSet:
        """The set with the rules of these kinds and of the kinds that those build on."""
        from communique.match import references

        wanted = set(kinds)
        for name in wanted:
            self.kind(name)
        pending = list(wanted)
        while pending:
            name = pending.pop()
            for rule in self.rules:
                if rule.kind == name:
                    new = references(rule, self) & {kind.name for kind in self.kinds} - wanted
                    wanted |= new
                    pending += new
        return attrs.evolve(self, rules=[rule for rule in self.rules if rule.kind in wanted])

    def with_words(self, lexicon: str, *, add: Iterable[Mapping[str, str]]) -> RuleSet:
        """The set with more words in a lexicon; a form that is there already is replaced.

        Raises UnknownNameError for the lexicon, CommuniqueError for a row without its first column or
        with a column that the lexicon lacks.
        """
        old = self.lexicon(lexicon)
        added = [dict(row) for row in add]
        for row in added:
            if not row.get(old.columns[0]):
                raise CommuniqueError(f"lexicon {lexicon!r}: {row} has no {old.columns[0]!r}")
            for column in row:
                if column not in old.columns:
                    raise CommuniqueError(
                        f"lexicon {lexicon!r} has no column {column!r}{nearest(column, old.columns)} "
                        f"(columns: {', '.join(old.columns)})"
                    )
        rows = {row[0]: row for row in old.rows}
        rows |= {row[old.columns[0]]: tuple(row.get(column, "") for column in old.columns) for row in added}
        return self._with_lexicon(attrs.evolve(old, rows=sorted(rows.values())))

    def without_words(self, lexicon: str, *forms: str) -> RuleSet:
        """The set with these forms taken out of a lexicon. Raises UnknownNameError."""
        old = self.lexicon(lexicon)
        known = {row[0] for row in old.rows}
        for form in forms:
            if form not in known:
                raise UnknownNameError(f"lexicon {lexicon!r} has no {form!r}{nearest(form, known)}")
        return self._with_lexicon(attrs.evolve(old, rows=[row for row in old.rows if row[0] not in forms]))

    def _with_lexicon(self, lexicon: Lexicon) -> RuleSet:
        return attrs.evolve(
            self, lexicons=[*(other for other in self.lexicons if other.name != lexicon.name), lexicon]
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, name and version included, as 16 hexadecimal digits."""
        parts = [self.name, self.version, *map(repr, (self.rules, self.cues, self.kinds))]
        parts += [repr(sorted(self.fragments.items())), repr(sorted(self.layout.patterns.items()))]
        parts += [self.layout.name, repr(sorted(self.layout.abbreviations))]
        parts += [repr(sorted(self.layout.continues))]
        parts += [repr((lexicon.name, lexicon.columns, lexicon.rows)) for lexicon in self.lexicons]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def program(self) -> Program:
        """The set made ready to run, once for all its parsers. Raises RuleErrors where it has faults."""
        from communique.match import Program

        return Program(self)

    def __getstate__(self) -> dict[str, Any]:
        """The content and its digest; a program is made anew elsewhere."""
        return {name: value for name, value in self.__dict__.items() if name != "program"}

    @property
    def info(self) -> RuleSetInfo:
        """Name, version and digest, as results carry them."""
        return RuleSetInfo(name=self.name, version=self.version, digest=self.digest)

    def validate(self, *, deep: bool = False) -> Self:
        """The set itself, once every reference in it resolves. Raises RuleErrors with every fault.

        With `deep`, every pattern is compiled too, which takes a moment: its syntax is checked, and that it
        can't match nothing.
        """
        from communique.match.faults import faults

        found = faults(self, deep=deep)
        if found:
            raise RuleErrors("faults in the rules", found)
        return self


def _joined(a: str, b: str) -> str:
    return "+".join(sorted({*a.split("+"), *b.split("+")} - {""}))


def _union(
    ours: Iterable[Any],
    theirs: Iterable[Any],
    what: str,
    name_of: Callable[[Any], str],
    merge: Callable[[Any, Any], Any] | None = None,
) -> list[Any]:
    found = {name_of(item): item for item in ours}
    for item in theirs:
        name = name_of(item)
        known = found.setdefault(name, item)
        if known == item:
            continue
        if merge is None:
            raise CommuniqueError(
                f"{what} {name!r} stands in both sets with two contents; rename one, or use override()"
            )
        found[name] = merge(known, item)
    return list(found.values())


def _union_maps(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    for name in ours.keys() & theirs.keys():
        if ours[name] != theirs[name]:
            raise CommuniqueError(f"fragment {name!r} stands in both sets with two contents")
    return {**ours, **theirs}
