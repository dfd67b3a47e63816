"""A rule set and the algebra of rule sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

import attrs
from attrs import Factory, field, frozen

from communique.errors import CommuniqueError, RuleErrors, UnknownNameError, nearest
from communique.records import RuleSetInfo
from communique.rules.frozen import frozen_map
from communique.rules.kind import Kind
from communique.rules.layout import Layout
from communique.rules.lexicon import Lexicon
from communique.rules.rule import Cue, Rule

if TYPE_CHECKING:
    from pathlib import Path

    from communique.match import Program
from communique.values import Value

__all__ = ["RuleSet"]


_Part = TypeVar("_Part", Rule, Lexicon, Cue, Kind)


def _in_order(parts: Iterable[_Part], cls: type[_Part], name: Callable[[_Part], str]) -> tuple[_Part, ...]:
    """Parts by name, so that a set does not tell in which order it was put together."""
    found = tuple(parts)
    for part in found:
        if not isinstance(part, cls):
            raise TypeError(
                f"a rule set takes communique.{cls.__name__} objects here, not {type(part).__name__}"
            )
    return tuple(sorted(found, key=name))


def _rules_by_id(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return _in_order(rules, Rule, lambda rule: rule.id)


def _lexicons_by_name(lexicons: Iterable[Lexicon]) -> tuple[Lexicon, ...]:
    return _in_order(lexicons, Lexicon, lambda lexicon: lexicon.name)


def _cues_by_id(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    return _in_order(cues, Cue, lambda cue: cue.id)


def _kinds_by_name(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    return _in_order(kinds, Kind, lambda kind: kind.name)


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class RuleSet(Value):
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
    fragments: Mapping[str, str] = field(factory=dict, converter=frozen_map)
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
        from pathlib import Path

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
        """The set with these rules in place of those of the same id, or added.

        Raises TypeError for what is no Rule.
        """
        for rule in rules:
            if not isinstance(rule, Rule):
                raise TypeError(f"override takes communique.Rule objects, not {type(rule).__name__}")
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
        """The set with the rules of these kinds and of the kinds that those build on.

        Raises UnknownNameError for a kind that the set lacks, TypeError for a lone name.
        """
        from communique.match import references

        if isinstance(kinds, str):
            raise TypeError(f"kinds must be several names: only(kinds={{{kinds!r}}})")
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

        Where the first column repeats, as in a table of pairs, the columns that tell its rows apart count.

        Raises UnknownNameError for the lexicon, CommuniqueError for a row without its first column or
        with a column that the lexicon lacks, TypeError for a row that is no mapping of str to str.
        """
        old = self.lexicon(lexicon)
        added = [_row(row) for row in add]
        for row in added:
            if not row.get(old.columns[0]):
                raise CommuniqueError(f"lexicon {lexicon!r}: {row} has no {old.columns[0]!r}")
            for column in row:
                if column not in old.columns:
                    raise CommuniqueError(
                        f"lexicon {lexicon!r} has no column {column!r}{nearest(column, old.columns)} "
                        f"(columns: {', '.join(old.columns)})"
                    )
        width = _key_width(old.rows, len(old.columns))
        new = (tuple(row.get(column, "") for column in old.columns) for row in added)
        rows = {row[:width]: row for row in (*old.rows, *new)}
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
        import hashlib  # a stored set has its digest with it

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


def _row(row: object) -> dict[str, str]:
    if not isinstance(row, Mapping):
        raise TypeError(f'add takes rows such as [{{"form": "…"}}], not {type(row).__name__}')
    for column, cell in row.items():
        if not isinstance(cell, str):
            raise TypeError(f"the cell {column!r} must be str, not {type(cell).__name__}")
    return dict(row)


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


def _key_width(rows: Sequence[tuple[str, ...]], columns: int) -> int:
    """How many columns from the first tell the rows of a lexicon apart."""
    return next((w for w in range(1, columns) if len({row[:w] for row in rows}) == len(rows)), columns)
