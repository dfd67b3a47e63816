"""Diff: what a change of rules gains, loses and costs on a collection of texts."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from communique.parser import Parser
from communique.records import Communique

__all__ = ["Change", "Difference", "changes", "compare"]


@frozen
class Change:
    """A record that only one of two rule sets gives, or that they give with different values.

    `what` is gained, lost or changed; `before` and `after` are the record as plain data, or None.
    """

    document: str
    layer: str
    what: str
    text: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@frozen
class Difference:
    """The changes over a collection, how many texts there were, and the seconds that each set took."""

    changes: tuple[Change, ...]
    documents: int
    seconds: tuple[float, float]


def compare(before: Parser, after: Parser, texts: Iterable[tuple[str, str, dt.date | None]]) -> Difference:
    """Parse (name, text, published) triples with two parsers and compare what they give."""
    found: list[Change] = []
    documents = 0
    spent = [0.0, 0.0]
    for name, text, published in texts:
        documents += 1
        results = []
        for at, parser in enumerate((before, after)):
            begun = time.perf_counter()
            results.append(parser.parse(text, published=published))
            spent[at] += time.perf_counter() - begun
        found += changes(results[0], results[1], document=name)
    return Difference(tuple(found), documents, (spent[0], spent[1]))


def changes(before: Communique, after: Communique, *, document: str = "") -> Iterator[Change]:
    """What the second result has otherwise than the first, record by record."""
    ours, theirs = _records(before), _records(after)
    for layer in sorted(ours.keys() | theirs.keys()):
        old, new = ours.get(layer, {}), theirs.get(layer, {})
        for place in sorted(old.keys() | new.keys(), key=str):
            first, second = old.get(place), new.get(place)
            if first == second:
                continue
            what = "gained" if first is None else "lost" if second is None else "changed"
            text = str((first or second or {}).get("text", ""))
            yield Change(document, layer, what, text, first, second)


def _records(result: Communique) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    data = result.to_dict()
    layers = {name: value for name, value in data.items() if isinstance(value, list)} | data["other"]
    for name in ("discarded", "diagnostics"):
        layers.pop(name, None)
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for layer, records in layers.items():
        alike: Counter[tuple[Any, ...]] = Counter()
        for record in records:
            place = (record.get("start"), record.get("end"), record.get("type"))
            found.setdefault(layer, {})[*place, alike[place]] = record
            alike[place] += 1
    return found
