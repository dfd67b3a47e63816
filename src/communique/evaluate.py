"""Evaluate: precision, recall and F1 of a rule set against annotated texts, by measure and by rule."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, frozen

from communique.errors import InputError
from communique.parser import Parser
from communique.records import LAYERS

__all__ = ["MEASURES", "Gold", "Miss", "Report", "Score", "evaluate", "read_gold"]

_Item = Mapping[str, Any]
_Test = Callable[[_Item, _Item], bool]


@frozen
class Gold:
    """An annotated text: `layers` holds what a perfect parse does, by layer; absent layers are not scored."""

    id: str
    text: str
    published: dt.date | None
    layers: Mapping[str, list[dict[str, Any]]]


@frozen
class Miss:
    """An error: `what` is missed or spurious; `item` the record as plain data."""

    document: str
    measure: str
    what: str
    item: Mapping[str, Any]
    context: str


class Score:
    """Counts of one measure or rule; with them, precision, recall and F1."""

    __slots__ = ("found", "gold", "hits")

    def __init__(self) -> None:
        self.hits = self.gold = self.found = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there was nothing to find and nothing was found."""
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 1.0


@frozen
class Report:
    """Scores by measure; by rule, how many of its records are right; and the errors."""

    documents: int
    scores: Mapping[str, Score] = Factory(dict)
    rules: Mapping[str, Score] = Factory(dict)
    errors: tuple[Miss, ...] = ()


def read_gold(path: Path) -> Iterator[Gold]:
    """The gold files of a folder, or one. Raises InputError for one that is no gold file."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder of gold files")
    for file in sorted(path.rglob("*.json")) if path.is_dir() else [path]:
        yield _gold(file)


def _gold(file: Path) -> Gold:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{file}: not a gold file: {error}") from error
    if not isinstance(data, dict):
        raise InputError(f"{file}: a gold file is one JSON object (see communique schema --gold)")
    text = data.get("text")
    if text is None and isinstance(data.get("text_file"), str):
        text = _text_beside(file, data)
    if not isinstance(text, str):
        raise InputError(f"{file}: needs a 'text' or a 'text_file' (see communique schema --gold)")
    try:
        published = dt.date.fromisoformat(data["published"]) if data.get("published") else None
    except (TypeError, ValueError):
        raise InputError(f"{file}: 'published' is no ISO date: {data['published']!r}") from None
    layers = {name: value for name, value in data.items() if isinstance(value, list)}
    _check_layers(file, layers)
    return Gold(str(data.get("id", file.stem)), text, published, layers)


def _text_beside(file: Path, data: Mapping[str, Any]) -> str:
    source = file.parent / str(data["text_file"])
    if not source.is_file():
        raise InputError(f"{file}: its text is not here: {source}")
    content = source.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if data.get("sha256", digest) != digest:
        raise InputError(f"{file}: {source} is not the text that was annotated (another SHA-256)")
    # Byte by byte, without `reading`: offsets are counted in the text as it was annotated.
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: {source} is not UTF-8 at byte {error.start}") from error


def _check_layers(file: Path, layers: Mapping[str, list[Any]]) -> None:
    """Raise InputError for a record that lacks what scoring needs."""
    from communique.export.schema import gold_schema

    shipped = gold_schema()["properties"]
    for layer, items in layers.items():
        fields = shipped[layer]["items"]["required"] if layer in shipped else ("start", "end")
        for at, item in enumerate(items):
            _check_record(f"{file}: {layer}[{at}]", item, fields)
            for part in ("question", "answer") if layer == "exchanges" else ():
                _check_record(f"{file}: {layer}[{at}].{part}", item[part], ("start", "end"))
            for number, mention in enumerate(item["mentions"] if layer == "persons" else ()):
                _check_record(f"{file}: {layer}[{at}].mentions[{number}]", mention, ("start", "end"))


def _check_record(where: str, item: Any, fields: Iterable[str]) -> None:
    for name in fields:
        if not isinstance(item, dict) or name not in item:
            raise InputError(f"{where} has no {name!r} (see communique schema --gold)")
        wanted = {"start": int, "end": int, "mentions": list}.get(name, object)
        if not isinstance(item[name], wanted):
            raise InputError(f"{where}: {name!r} can't be {item[name]!r} (see communique schema --gold)")


# --- measures ---------------------------------------------------------------------------------------------


def _span(a: _Item, b: _Item) -> bool:
    return bool(a["start"] == b["start"] and a["end"] == b["end"])


def _overlap(a: _Item, b: _Item) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _start(a: _Item, b: _Item) -> bool:
    return bool(a["start"] == b["start"])


def _equal(*fields: str) -> _Test:
    return lambda a, b: all((a.get(name) or None) == (b.get(name) or None) for name in fields)


def _members(name: str) -> _Test:
    return lambda a, b: set(a.get(name) or ()) == set(b.get(name) or ())


def _events(a: _Item, b: _Item) -> bool:
    def pairs(item: _Item) -> set[tuple[Any, Any]]:
        return {(event.get("status"), event.get("date")) for event in item.get("events") or ()}

    return pairs(a) == pairs(b)


def _code_where_given(a: _Item, b: _Item) -> bool:
    return not a.get("code") or a["code"] == b.get("code")


def _nearly(part: str) -> _Test:
    return lambda a, b: all(abs(a[part][edge] - b[part][edge]) <= 2 for edge in ("start", "end"))


MEASURES: Mapping[str, tuple[str, tuple[_Test, ...]]] = {
    "titles": ("titles", (_span, _equal("kind"))),
    "persons.mentions": ("persons.mentions", (_span,)),
    "persons.entities": ("persons", (_equal("name"),)),
    "offices.span": ("offices", (_span,)),
    "offices.full": ("offices", (_span, _equal("role", "country", "holder"))),
    "dates.span": ("dates", (_span,)),
    "dates.value": ("dates", (_overlap, _equal("kind", "value"))),
    "agreements.span": ("agreements", (_start, _equal("kind"))),
    "agreements.full": ("agreements", (_start, _equal("kind", "number"), _members("parties"), _events)),
    "countries": ("countries", (_span, _equal("code"))),
    "organisations": ("organisations", (_span, _code_where_given)),
    "meetings": ("meetings", (_overlap, _equal("kind"))),
    "meetings.full": ("meetings", (_overlap, _equal("kind"), _members("participants"))),
    "positions": ("positions", (_overlap, _equal("stance"))),
    "positions.full": ("positions", (_overlap, _equal("stance", "holder"))),
    "exchanges": ("exchanges", (_nearly("question"), _nearly("answer"))),
}
"""Measure → the layer it looks at, and the tests that a found record must pass to count as right."""

_OWN = (_span,)


def evaluate(parser: Parser, gold: Iterable[Gold], *, errors: Iterable[str] = ()) -> Report:
    """Score a parser against annotated texts.

    Args:
        parser: the parser, with its rules.
        gold: the annotated texts.
        errors: the measures whose errors are listed.

    Layers that are not shipped are scored too, by their spans, under the name of their kind.
    """
    listed = set(errors)
    scores: dict[str, Score] = {}
    rules: dict[str, Score] = {}
    misses: list[Miss] = []
    documents = 0
    for one in gold:
        documents += 1
        found = _layers(parser.parse(one.text, published=one.published).to_dict())
        wanted = _layers(one.layers)
        for measure, layer, tests in _measures(wanted):
            pairs, missed, spurious = _paired(wanted[layer], found.get(layer, []), tests)
            score = scores.setdefault(measure, Score())
            score.hits += len(pairs)
            score.gold += len(wanted[layer])
            score.found += len(pairs) + len(spurious)
            if measure == _widest(layer):
                _by_rule(rules, pairs, spurious)
            if measure in listed:
                misses += [Miss(one.id, measure, "missed", item, _context(one.text, item)) for item in missed]
                misses += [
                    Miss(one.id, measure, "spurious", item, _context(one.text, item)) for item in spurious
                ]
    return Report(documents, scores, rules, tuple(misses))


def _layers(data: Mapping[str, Any]) -> dict[str, list[_Item]]:
    layers: dict[str, list[_Item]] = {name: value for name, value in data.items() if isinstance(value, list)}
    layers.update(data.get("other") or {})
    if "persons" in layers:
        layers["persons.mentions"] = [
            {"rule": person.get("rule"), **mention}
            for person in layers["persons"]
            for mention in person["mentions"]
        ]
    return layers


def _measures(wanted: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[_Test, ...]]]:
    for measure, (layer, tests) in MEASURES.items():
        if layer in wanted:
            yield measure, layer, tests
    shipped = {layer for layer, _ in MEASURES.values()} | set(LAYERS.values())
    for layer in sorted(wanted.keys() - shipped):
        yield layer, layer, _OWN


def _widest(layer: str) -> str:
    return next((measure for measure, (of, _) in MEASURES.items() if of == layer), layer)


def _paired(
    wanted: Iterable[_Item], found: Iterable[_Item], tests: tuple[_Test, ...]
) -> tuple[list[tuple[_Item, _Item]], list[_Item], list[_Item]]:
    free = list(found)
    pairs, missed = [], []
    for item in wanted:
        at = next((at for at, other in enumerate(free) if all(test(item, other) for test in tests)), None)
        if at is None:
            missed.append(item)
        else:
            pairs.append((item, free.pop(at)))
    return pairs, missed, free


def _by_rule(
    rules: dict[str, Score], pairs: Iterable[tuple[_Item, _Item]], spurious: Iterable[_Item]
) -> None:
    for right, items in ((1, [found for _, found in pairs]), (0, list(spurious))):
        for item in items:
            score = rules.setdefault(str(item.get("rule")), Score())
            score.hits += right
            score.found += 1


def _context(text: str, item: _Item) -> str:
    start = item["start"] if "start" in item else item.get("question", {}).get("start")
    end = item["end"] if "end" in item else item.get("answer", {}).get("end")
    if start is None or end is None:
        return str(item.get("name", ""))
    return " ".join(f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}".split())
