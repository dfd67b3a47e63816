"""Match: lexicons by one scan, then the rules over views of the text in which mentions are single characters.

The only module that runs rule patterns.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate, chain, combinations
from typing import Any, NamedTuple

from communique.errors import RuleError
from communique.rules import Cue, Kind, Rule, RuleSet, nearest
from communique.text import unaccented
from communique.zones import Zones

__all__ = ["Deadline", "Hit", "Match", "Program", "Scan", "View", "faults", "references"]


class Hit(NamedTuple):
    """A word of a lexicon found in the text: folded offsets, the lexicon's name, the row's attributes."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, Any]


class Match(NamedTuple):
    """A match of a rule: folded offsets of its span, its kind, attributes for rules that build on it, groups.

    `whole` is the stretch the whole pattern covered; `groups` maps group names to `Group`.
    """

    start: int
    end: int
    name: str
    attributes: dict[str, Any]
    rule: Rule
    groups: Mapping[str, Group]
    whole: tuple[int, int]


class Group(NamedTuple):
    """What a named group held: folded offsets, and the mentions and lexicon hits inside."""

    start: int
    end: int
    items: tuple[Hit | Match, ...]


class Deadline:
    """A time budget; `Deadline(None)` never ends."""

    __slots__ = ("_at", "passed")

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else time.monotonic() + seconds
        self.passed = False

    def left(self) -> float | None:
        """Seconds left, None without a budget; 0 and `passed` once it is over."""
        if self._at is None:
            return None
        left = self._at - time.monotonic()
        if left <= 0:
            self.passed = True
        return max(left, 0.0)


# --- references -------------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"\{(?P<name>[a-z_][a-z0-9_]*)(?:\[(?P<filter>[^\]\n]*)\])?\}")
_COMMENT = re.compile(r"(?<!\\)\#[^\n]*")
_FIRST_SENTINEL = 0xE000


class _Reference(NamedTuple):
    name: str
    conditions: tuple[tuple[str, frozenset[str]], ...]

    def holds(self, attributes: Mapping[str, Any]) -> bool:
        return all(attributes.get(key, "") in values for key, values in self.conditions)


def _parse_reference(match: re.Match[str]) -> _Reference:
    conditions = []
    for part in filter(None, (match["filter"] or "").split(",")):
        key, _, values = part.partition("=")
        conditions.append((key.strip(), frozenset(value.strip() for value in values.split("|"))))
    return _Reference(match["name"], tuple(conditions))


def _expanded(pattern: str, fragments: Mapping[str, str], trail: tuple[str, ...] = ()) -> str:
    def piece(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in fragments:
            return match.group()
        if name in trail:
            raise RuleError(f"fragments go round in a circle: {' -> '.join((*trail, name))}")
        return f"(?:{_expanded(fragments[name], fragments, (*trail, name))})"

    return _REFERENCE.sub(piece, _COMMENT.sub("", pattern))


def _full_pattern(rule: Rule, rules: RuleSet) -> str:
    return _expanded(rule.pattern, {**rules.fragments, **rule.fragments})


def references(rule: Rule, rules: RuleSet) -> set[str]:
    """Names of the kinds and lexicons that a rule builds on, fragments looked into."""
    return {match["name"] for match in _REFERENCE.finditer(_full_pattern(rule, rules))}


# --- views ------------------------------------------------------------------------------------------------


class View:
    """A base text in which each mention of some kinds, and no other, is one sentinel character."""

    __slots__ = ("_sentinels", "_shift", "anchors", "items", "text")

    def __init__(
        self,
        text: str,
        sentinels: list[int],
        shift: list[int],
        items: list[tuple[Hit | Match, ...]],
        anchors: dict[_Reference, list[int]],
    ) -> None:
        self.text = text
        self.items = items
        self.anchors = anchors
        self._sentinels = sentinels
        self._shift = shift

    def folded(self, index: int) -> int:
        """The folded offset of a view offset."""
        return index + self._shift[bisect_left(self._sentinels, index)]

    def held(self, start: int, end: int) -> tuple[Hit | Match, ...]:
        """The mentions whose sentinels stand in a stretch of the view."""
        low = bisect_left(self._sentinels, start)
        high = bisect_left(self._sentinels, end, low)
        if high - low == 1:
            return self.items[low]
        return tuple(item for items in self.items[low:high] for item in items)


class _Alphabet:
    """Which sentinel stands for which references of one view: one for each, one for each pair, triples."""

    def __init__(self, refs: Sequence[_Reference]) -> None:
        self.refs = refs
        masks = [
            sum(1 << i for i in combination)
            for size in (1, 2, 3)
            for combination in combinations(range(len(refs)), size)
        ]
        self._char = {mask: chr(_FIRST_SENTINEL + at) for at, mask in enumerate(masks)}

    def char(self, mask: int) -> str:
        while mask not in self._char:
            mask &= mask - 1
        return self._char[mask]

    def charset(self, ref: _Reference) -> str:
        bit = 1 << self.refs.index(ref)
        return "[" + "".join(char for mask, char in self._char.items() if mask & bit) + "]"


def _view(base: str, alphabet: _Alphabet, found: Callable[[str], Sequence[Hit | Match]]) -> View:
    entries: list[tuple[int, int, int, Hit | Match]] = []
    for bit, ref in enumerate(alphabet.refs):
        mask = 1 << bit
        conditions = ref.conditions
        entries += [
            (item[0], -item[1], mask, item)
            for item in found(ref.name)
            if not conditions or ref.holds(item[3])
        ]
    entries.sort(key=_entry_key)
    anchors: dict[_Reference, list[int]] = {ref: [] for ref in alphabet.refs}
    pieces: list[str] = []
    sentinels: list[int] = []
    shift = [0]
    items: list[tuple[Hit | Match, ...]] = []
    done = at = 0
    moved = 0
    count = len(entries)
    while at < count:
        start, negative_end, mask, item = entries[at]
        at += 1
        if start < done:
            continue
        together: tuple[Hit | Match, ...] = (item,)
        while at < count and entries[at][0] == start and entries[at][1] == negative_end:
            if not mask & entries[at][2]:
                mask |= entries[at][2]
                together += (entries[at][3],)
            at += 1
        pieces.append(base[done:start])
        pieces.append(alphabet.char(mask))
        position = start - moved
        sentinels.append(position)
        items.append(together)
        end = -negative_end
        moved += end - start - 1
        shift.append(moved)
        done = end
        for bit, ref in enumerate(alphabet.refs):
            if mask >> bit & 1:
                anchors[ref].append(position)
    pieces.append(base[done:])
    return View("".join(pieces), sentinels, shift, items, anchors)


def _entry_key(entry: tuple[int, int, int, Hit | Match]) -> tuple[int, int, int]:
    return entry[:3]


# --- the scan ---------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\w+")
_SEPARATOR = re.compile(r"(\W+)")
_PATTERN_WORD = re.compile(r"(?<!\\)[^\W\d_]{2,}")


class _Entry:
    """The forms that start with one word: the word alone, the word with punctuation, and by second word."""

    __slots__ = ("alone", "longer", "tailed")

    def __init__(self) -> None:
        self.alone: list[_Row] = []
        self.tailed: dict[str, list[_Row]] = {}
        self.longer: dict[str, dict[str, list[_Row]]] = {}

    def add(self, form: str, tokens: Sequence[str], row: _Row) -> None:
        if len(tokens) > 1:
            self.longer.setdefault(tokens[1], {}).setdefault(form, []).append(row)
        elif form != tokens[0]:
            self.tailed.setdefault(form, []).append(row)
        else:
            self.alone.append(row)

    def sort(self) -> None:
        self.tailed = dict(sorted(self.tailed.items(), key=_by_length))
        self.longer = {
            word: dict(sorted(forms.items(), key=_by_length)) for word, forms in self.longer.items()
        }


class _Row(NamedTuple):
    lexicon: str
    attributes: Mapping[str, Any]
    cased: str | None


def _by_length(entry: tuple[str, object]) -> int:
    return -len(entry[0])


class Scan:
    """All lexicons of a rule set as one dictionary keyed by first word; one pass finds every longest form."""

    def __init__(self, rules: RuleSet) -> None:
        inflections = _inflections(rules)
        words: set[str] = set()
        self._index: dict[str, _Entry] = {}
        for lexicon in rules.lexicons:
            if lexicon.columns[0] != "form":
                continue
            for row in lexicon:
                for form, attributes in _forms(row, inflections):
                    lower = form.lower()
                    tokens = _TOKEN.findall(lower)
                    words.update(tokens)
                    entry = self._index.setdefault(tokens[0], _Entry())
                    entry.add(lower, tokens, _Row(lexicon.name, attributes, None if lower == form else form))
        for entry in self._index.values():
            entry.sort()
        self.restore = _restorable(words, rules)

    def hits(self, zones: Zones) -> dict[str, list[tuple[int, int, Mapping[str, Any]]]]:
        """Every lexicon's hits in text order, as (start, end, attributes).

        Of one lexicon, only the longest form at each place is a hit.
        """
        lower, folded = zones.lower, zones.folded
        found: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = defaultdict(list)
        index = self._index
        # Splitting, measuring and looking up run in C: Python sees only the words that some lexicon knows.
        parts = _SEPARATOR.split(lower)
        starts = list(accumulate(map(len, parts), initial=0))
        words = parts[::2]
        words.append("")
        for at, entry in enumerate(map(index.get, words)):
            if entry is None:
                continue
            start = starts[2 * at]
            taken: tuple[str, ...] = ()
            longer = entry.longer.get(words[at + 1]) if entry.longer else None
            if longer or entry.tailed:
                for form, rows in chain(longer.items() if longer else (), entry.tailed.items()):
                    if lower.startswith(form, start):
                        end = start + len(form)
                        if form[-1].isalnum() and lower[end : end + 1].isalnum():
                            continue
                        for name, attributes, cased in rows:
                            if name not in taken and (
                                cased is None or _case_agrees(folded[start:end], cased)
                            ):
                                taken += (name,)
                                found[name].append((start, end, attributes))
            end = start + len(words[at])
            for name, attributes, cased in entry.alone:
                if name not in taken and (cased is None or _case_agrees(folded[start:end], cased)):
                    found[name].append((start, end, attributes))
        return found


def _case_agrees(text: str, form: str) -> bool:
    if text == form or text.isupper():
        return True
    return all(not wanted.isupper() or char.isupper() for char, wanted in zip(text, form, strict=False))


def _inflections(rules: RuleSet) -> dict[str, list[dict[str, str]]]:
    paradigms: dict[str, list[dict[str, str]]] = {}
    for lexicon in rules.lexicons:
        if lexicon.name == "inflections":
            for row in lexicon:
                paradigms.setdefault(row["paradigm"], []).append(row)
    return paradigms


_INFLECTED = re.compile(r"<([^<>]+)>")


def _forms(
    row: Mapping[str, str], inflections: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    form = row["form"]
    inflected = _INFLECTED.search(form)
    if inflected is None:
        yield form, row
        return
    head, tail = form[: inflected.start()], form[inflected.end() :]
    for ending in inflections.get(inflected.group(1), ()):
        extra = {key: value for key, value in ending.items() if key not in {"paradigm", "ending"}}
        yield head + ending.get("ending", "") + tail, {**row, **extra, "lemma": form}


def _restorable(words: set[str], rules: RuleSet) -> dict[str, str]:
    for source in (*(rule.pattern for rule in rules.rules), *rules.fragments.values()):
        words.update(_PATTERN_WORD.findall(source))
    for rule in rules.rules:
        for fragment in rule.fragments.values():
            words.update(_PATTERN_WORD.findall(fragment))
    restore: dict[str, str] = {}
    for word in sorted(words):
        bare = unaccented(word)
        if bare != word and bare not in words and len(bare) == len(word):
            restore.setdefault(bare, word)
    return restore


# --- compiling --------------------------------------------------------------------------------------------


class CompiledRule:
    """A rule ready to run over its view; the regular expression is compiled when first needed."""

    def __init__(self, rule: Rule, pattern: str, refs: tuple[_Reference, ...]) -> None:
        self.rule = rule
        self.pattern = pattern
        self.refs = refs
        self.anchors = _anchors(pattern)
        self.key = (rule.case, refs)

    def compiled(self, alphabet: _Alphabet) -> Any:
        if not hasattr(self, "_compiled"):
            self._compiled = compile_pattern(self.pattern, alphabet)
        return self._compiled


def compile_pattern(pattern: str, alphabet: _Alphabet) -> Any:
    """A rule's pattern as a compiled regular expression over the views of an alphabet."""
    import regex

    charset = {ref: alphabet.charset(ref) for ref in alphabet.refs}
    source = _REFERENCE.sub(lambda m: charset[_parse_reference(m)], pattern)
    return regex.compile(source.replace(r"\s", "[ ]"), regex.VERBOSE | regex.VERSION0)


def _anchors(pattern: str) -> frozenset[_Reference] | None:
    """The references one of which every match starts with, or None where that can't be told."""
    first = _First(pattern).sequence()
    return None if first is None or first[1] else frozenset(first[0])


class _First:
    """Reads just enough of a pattern to tell which references it can start with."""

    _SKIP = re.compile(r"(?:\s+|\(\?(?:<?[=!])(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\\b|\^)")
    _OPEN = re.compile(r"\((?:\?(?:P<\w+>|:|>))?")
    _OPTIONAL = re.compile(r"\s*(?:[?*]|\{0?,\d*\})[+?]?")
    _QUANTIFIER = re.compile(r"\s*(?:[?*+]|\{\d*,?\d*\})[+?]?")

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0

    def sequence(self) -> tuple[set[_Reference], bool] | None:
        """What the alternatives here can start with, and whether they can be empty; None where unknown."""
        starts: set[_Reference] = set()
        empty = False
        known = True
        while True:
            branch = self._branch()
            if branch is None:
                known = False
            else:
                starts |= branch[0]
                empty |= branch[1]
            if self._text[self._at : self._at + 1] == "|":
                self._at += 1
                continue
            return (starts, empty) if known else None

    def _branch(self) -> tuple[set[_Reference], bool] | None:
        starts: set[_Reference] = set()
        while True:
            skipped = self._SKIP.match(self._text, self._at)
            while skipped and skipped.end() > self._at:
                self._at = skipped.end()
                skipped = self._SKIP.match(self._text, self._at)
            if self._at >= len(self._text) or self._text[self._at] in "|)":
                return starts, True
            reference = _REFERENCE.match(self._text, self._at)
            if reference:
                self._at = reference.end()
                found: tuple[set[_Reference], bool] | None = ({_parse_reference(reference)}, False)
            elif opened := self._OPEN.match(self._text, self._at):
                self._at = opened.end()
                found = self.sequence()
                if self._text[self._at : self._at + 1] != ")":
                    return None
                self._at += 1
            else:
                self._leave()
                return None
            if found is None:
                self._leave()
                return None
            starts |= found[0]
            optional = self._OPTIONAL.match(self._text, self._at)
            if optional:
                self._at = optional.end()
            elif not found[1]:
                self._leave()
                return starts, False
            else:
                quantifier = self._QUANTIFIER.match(self._text, self._at)
                if quantifier:
                    self._at = quantifier.end()

    def _leave(self) -> None:
        """Go on to the end of this branch."""
        depth = 0
        text = self._text
        while self._at < len(text):
            char = text[self._at]
            if char == "\\":
                self._at += 2
                continue
            if char == "[":
                closing = text.find("]", self._at + 2)
                self._at = len(text) if closing < 0 else closing + 1
                continue
            if char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    return
                depth -= 1
            elif char == "|" and depth == 0:
                return
            self._at += 1


class Program:
    """A rule set made ready to run: the scan, the order of the kinds, the compiled rules and cues."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules.validate()
        self.kinds: tuple[Kind, ...] = tuple(_ordered_kinds(rules))
        self._by_kind: dict[str, list[CompiledRule]] = {kind.name: [] for kind in self.kinds}
        for rule in rules.rules:
            full = _full_pattern(rule, rules)
            refs = tuple(sorted({_parse_reference(m) for m in _REFERENCE.finditer(full)}, key=str))
            self._by_kind[rule.kind].append(CompiledRule(rule, full, refs))
        self._alphabets: dict[tuple[_Reference, ...], _Alphabet] = {}
        self._cues: list[tuple[Cue, Any]] | None = None

    @cached_property
    def scan(self) -> Scan:
        """The lexicons' scan, built when first needed."""
        return Scan(self.rules)

    def alphabet(self, refs: tuple[_Reference, ...]) -> _Alphabet:
        """The sentinels of the views with these references."""
        known = self._alphabets.get(refs)
        if known is None:
            known = self._alphabets[refs] = _Alphabet(refs)
        return known

    def compiled_rules(self, kind: str) -> Sequence[CompiledRule]:
        """The rules that make a kind."""
        return self._by_kind[kind]

    def cues(self) -> Sequence[tuple[Cue, Any]]:
        """Every cue with its compiled pattern."""
        if self._cues is None:
            import regex

            self._cues = [
                (cue, regex.compile(cue.pattern.replace(r"\s", "[ ]"), regex.VERBOSE))
                for cue in self.rules.cues
            ]
        return self._cues


def _ordered_kinds(rules: RuleSet) -> list[Kind]:
    kinds = {kind.name: kind for kind in rules.kinds}
    graph: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules.rules:
        graph[rule.kind] |= references(rule, rules) & kinds.keys()
    sorter = TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)})
    return [kinds[name] for name in sorter.static_order()]


class Matcher:
    """Runs a program over one text: holds its views, its hits and what has been found so far."""

    def __init__(self, program: Program, zones: Zones, deadline: Deadline, *, trusted: bool = True) -> None:
        self._program = program
        self._zones = zones
        self._deadline = deadline
        self._trusted = trusted
        self._views: dict[tuple[str, tuple[_Reference, ...]], View] = {}
        self._hits = program.scan.hits(zones)
        self.found: dict[str, Sequence[Hit | Match]] = {}

    def items(self, name: str) -> Sequence[Hit | Match]:
        """Hits of a lexicon, or kept matches of a kind, in text order."""
        known = self.found.get(name)
        if known is None:
            hits = self._hits.get(name, ())
            known = self.found[name] = [Hit(start, end, name, attributes) for start, end, attributes in hits]
        return known

    def view(self, case: str, refs: tuple[_Reference, ...]) -> View:
        """The view in which the mentions of these references are sentinels."""
        key = (case, refs)
        known = self._views.get(key)
        if known is None:
            base = self._zones.folded if case == "cased" else self._zones.lower
            known = self._views[key] = _view(base, self._program.alphabet(refs), self.items)
        return known

    def matches(self, kind: str) -> list[Match]:
        """Every match of every rule of a kind."""
        found: list[Match] = []
        for compiled in self._program.compiled_rules(kind):
            left = self._deadline.left()
            if self._deadline.passed:
                break
            found += self.run(compiled, left)
        return found

    def run(self, compiled: CompiledRule, left: float | None = None) -> list[Match]:
        """Every match of one rule, tried only where it can begin."""
        rule = compiled.rule
        if rule.requires and not any(word in self._zones.lower for word in rule.requires):
            return []
        anchors = compiled.anchors
        if anchors is not None and not any(
            ref.name in self._hits or self.found.get(ref.name) for ref in anchors
        ):
            return []
        view = self.view(*compiled.key)
        pattern = compiled.compiled(self._program.alphabet(compiled.refs))
        budget = {"timeout": left} if left is not None and not self._trusted else {}
        try:
            if anchors is None:
                return [
                    self._match(rule, view, m)
                    for m in pattern.finditer(view.text, overlapped=True, **budget)
                    if m.end() > m.start()
                ]
            places = sorted({at for ref in anchors for at in view.anchors[ref]})
            tried = (pattern.match(view.text, at, **budget) for at in places)
            return [self._match(rule, view, m) for m in tried if m is not None and m.end() > m.start()]
        except TimeoutError:
            self._deadline.passed = True
            return []

    def _match(self, rule: Rule, view: View, m: Any) -> Match:
        groups: dict[str, Group] = {}
        for name in m.re.groupindex:
            start, end = m.span(name)
            if start >= 0:
                groups[name] = Group(view.folded(start), view.folded(end), view.held(start, end))
        whole = view.folded(m.start()), view.folded(m.end())
        span = groups.get("span")
        start, end = (span.start, span.end) if span is not None else whole
        attributes = dict(rule.values)
        for field, path in rule.take.items():
            value = _taken(groups, path)
            if value is not None:
                attributes[field] = value
        return Match(start, end, rule.kind, attributes, rule, groups, whole)


def _taken(groups: Mapping[str, Group], path: str) -> Any:
    name, _, attribute = path.partition(".")
    group = groups.get(name)
    if group is None:
        return None
    for item in group.items:
        value = item.attributes.get(attribute)
        if value is not None:
            return value
    return None


# --- faults -----------------------------------------------------------------------------------------------


def faults(rules: RuleSet) -> list[RuleError]:
    """Every fault that shows only in the whole set: unknown names, clashes, cycles, bad patterns, groups."""
    return list(_faults(rules))


def _faults(rules: RuleSet) -> Iterator[RuleError]:
    kinds = {kind.name for kind in rules.kinds}
    lexicons = {lexicon.name for lexicon in rules.lexicons}
    for name in sorted(kinds & lexicons | kinds & rules.fragments.keys() | lexicons & rules.fragments.keys()):
        yield RuleError(f"the name {name!r} stands for two things (kind, lexicon or fragment); rename one")
    known = kinds | lexicons
    graph: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules.rules:
        yield from _rule_faults(rule, rules, known)
        if rule.kind in graph:
            try:
                graph[rule.kind] |= references(rule, rules) & kinds
            except RuleError:
                continue
    try:
        TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).prepare()
    except CycleError as error:
        yield RuleError(f"kinds build on each other in a circle: {' -> '.join(error.args[1])}")


def _rule_faults(rule: Rule, rules: RuleSet, known: set[str]) -> Iterator[RuleError]:
    origin = rule.origin
    place: dict[str, Any] = {"path": origin.path, "line": origin.line} if origin else {}
    try:
        full = _full_pattern(rule, rules)
    except RuleError as error:
        yield RuleError(error.message, rule=rule.id, **place)
        return
    names = {match["name"] for match in _REFERENCE.finditer(full)}
    for name in sorted(names - known):
        everything = [*known, *rules.fragments, *rule.fragments]
        yield RuleError(
            f"{{{name}}} is no fragment, lexicon or kind{nearest(name, everything)}", rule=rule.id, **place
        )
    for name in sorted(rule.fragments.keys() & known):
        yield RuleError(
            f"the fragment {name!r} has the name of a lexicon or kind; rename it", rule=rule.id, **place
        )
    if names - known:
        return
