"""A rule, its examples and rejects, and a cue: what a rule file says in its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from attrs import field, frozen

from communique.rules.frozen import as_tuple, frozen_map, is_day_or_none, is_text, one_of
from communique.rules.late import Late
from communique.values import Value

__all__ = ["EFFECTS", "Cue", "Example", "Origin", "Reject", "Rule"]

EFFECTS = ("negated", "asked", "conditional", "planned", "reported")
"""The modalities that cues give; the first one wins where several cues reach one match."""


@frozen(eq=False, repr=False)
class Origin(Value):
    """Where a rule was written: a file, a 1-based line, and the file's text, to point at places in it."""

    path: str
    line: int
    source: str = field(default="", eq=False, repr=False)


@frozen(kw_only=True, eq=False, repr=False)
class Example(Value):
    """A text in which the rule must find exactly the span in square brackets, with these values.

    Attributes:
        text: the text, with `[` and `]` around the span; before a bracket of the text itself, a backslash.
        expect: record field → the value it must have; fields that are not named may have any.
        published: the day of publication, as "2011-10-06", where the example needs one.
        todo: why the example is known to fail today; the day it passes, the check says to remove this.
    """

    text: str
    expect: Mapping[str, Any] = field(factory=dict, converter=frozen_map)
    published: str | None = field(default=None, validator=is_day_or_none)
    todo: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Reject(Value):
    """A text in which no record of the rule's kind may be found, and why.

    Attributes:
        text: the text; with `[` and `]` in it, nothing may be found there, and elsewhere anything.
        why: what it is instead, for a reader.
        published: the day of publication, as "2011-10-06", where the reject needs one.
        todo: why the reject is known to fail today; the day it passes, the check says to remove this.
    """

    text: str
    why: str
    published: str | None = field(default=None, validator=is_day_or_none)
    todo: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Rule(Late):
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

    id: str = field(validator=is_text)
    kind: str = field(validator=is_text)
    pattern: str = field(validator=is_text)
    doc: str = ""
    requires: tuple[str, ...] = field(default=(), converter=as_tuple)
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_map)
    take: Mapping[str, str] = field(factory=dict, converter=frozen_map)
    priority: int = 0
    case: str = field(default="lower", validator=one_of("lower", "cased"))
    cues: tuple[str, ...] = field(default=(), converter=as_tuple)
    discard: bool = False
    echo: tuple[str, ...] | None = field(default=None, converter=attrs.converters.optional(as_tuple))
    fragments: Mapping[str, str] = field(factory=dict, converter=frozen_map)
    examples: tuple[Example, ...] = field(default=(), converter=as_tuple)
    rejects: tuple[Reject, ...] = field(default=(), converter=as_tuple)
    origin: Origin | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True, eq=False, repr=False)
class Cue(Value):
    """A phrase that changes how the matches around it are meant.

    Attributes:
        id: qualified name.
        effect: the modality it gives: negated, asked, conditional, planned or reported.
        pattern: verbose regular expression over the lower view.
        doc: one sentence on what the phrase does.
        direction: "before" where the cue stands before what it changes, "after" behind it, or "around".
        scope: "sentence", "clause", or the greatest distance in characters.
        ends: characters that end a clause for this cue, besides those that always do.
        requires: literals (lower case), one of which a text must hold for the cue to be looked for.
        pseudo: True for a phrase that looks like the cue but has no effect.
    """

    id: str = field(validator=is_text)
    effect: str
    pattern: str = field(validator=is_text)
    doc: str = ""
    direction: str = field(default="before", validator=one_of("before", "after", "around"))
    scope: str | int = "clause"
    ends: str = ""
    requires: tuple[str, ...] = field(default=(), converter=as_tuple)
    pseudo: bool = False
    origin: Origin | None = field(default=None, eq=False, repr=False)
