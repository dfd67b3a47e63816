"""What every linker reads: the text, its zones, what was matched, and the records made so far."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from communique.build import build
from communique.match import Hit, Match
from communique.records import Diagnostic, Event, Record
from communique.rules import Kind, Lexicon, RuleSet
from communique.text import Text
from communique.zones import Zones

__all__ = ["Document"]


class Document:
    """One text on its way through linking. Offsets are folded, as matches have them.

    Attributes:
        text, zones, published, rules: as the parser made or got them.
        records: kind → (match, record) pairs in text order, filled by one linker after the other.
        items: the hits of a lexicon, or the kept matches of a kind, by name, in text order.
        events: flat rows for meetings, agreement events and positions.
        unasserted: records that the text denies, asks about or supposes.
        diagnostics: what the linkers found worth telling.
        memo: analyses that several linkers share, by name; each is made when first asked for.
    """

    def __init__(
        self,
        text: Text,
        zones: Zones,
        published: dt.date | None,
        rules: RuleSet,
        items: Callable[[str], Sequence[Any]],
        modality: Mapping[tuple[str, int, int], str],
    ) -> None:
        self.text = text
        self.zones = zones
        self.published = published
        self.records: dict[str, list[tuple[Match, Any]]] = {}
        self.unasserted: list[Record] = []
        self.diagnostics: list[Diagnostic] = []
        self.events: list[Event] = []
        self.rules = rules
        self.items = items
        self.memo: dict[str, Any] = {}
        self._modality = modality
        self._columns: dict[str, tuple[Sequence[Any], list[int]]] = {}
        self._by_match: dict[tuple[str, int, int], Any] = {}

    # --- reading ---

    def within(self, name: str, start: int, end: int) -> Sequence[Any]:
        """The items of a lexicon or kind that lie inside a stretch."""
        items, starts = self._columns.get(name) or self._column(name)
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:  # most calls find nothing
            return ()
        high = bisect_left(starts, end, low)
        return [item for item in items[low:high] if item.end <= end]

    def _column(self, name: str) -> tuple[Sequence[Any], list[int]]:
        """The items of a lexicon or kind, and where each starts."""
        items = self.items(name)
        column = self._columns[name] = items, [item.start for item in items]
        return column

    def starting_at(self, name: str, start: int) -> Any | None:
        """The longest item of a lexicon or kind that starts at an offset, or None."""
        return max(self._near(name, start), key=_end, default=None)

    def _near(self, name: str, start: int) -> Iterator[Any]:
        items, starts = self._columns.get(name) or self._column(name)
        at = bisect_left(starts, start)
        while at < len(items) and items[at].start == start:
            yield items[at]
            at += 1

    def kinds(self) -> Sequence[Kind]:
        """The kinds of the rule set."""
        return self.rules.kinds

    def lexicon(self, name: str) -> Lexicon | None:
        """A lexicon or table of the rule set, or None."""
        return next((lexicon for lexicon in self.rules.lexicons if lexicon.name == name), None)

    def lower(self, start: int, end: int) -> str:
        """A stretch of the lower view; a line feed stands for every sentence end."""
        return self.zones.lower[start:end]

    def folded(self, start: int, end: int) -> str:
        """A stretch of the folded view; a line feed stands for every sentence end."""
        return self.zones.folded[start:end]

    def source(self, start: int, end: int) -> str:
        """The unmodified text of a folded stretch."""
        first, last = self.text.span(start, end)
        return self.text.source[first:last]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The span of the sentence around an offset."""
        return self.zones.sentence(offset)

    def modality(self, match: Match) -> str:
        """How a match is meant: asserted, negated, asked, conditional, planned or reported."""
        return self._modality.get((match.name, match.start, match.end), "asserted")

    def record_of(self, item: Hit | Match) -> Any | None:
        """The record that was made of a match, or None."""
        return self._by_match.get((item.name, item.start, item.end))

    # --- writing ---

    def build(self, record: type[Record], match: Match, **fields: Any) -> Any:
        """A record of a match; `fields` win over what the rule gave. See `communique.build.build`."""
        return build(record, match, self.text, self.value_of, **fields)

    def add(self, kind: str, match: Match, record: Any) -> None:
        """Keep a record, for the result and for the linkers that come later."""
        self.records.setdefault(kind, []).append((match, record))
        self._by_match[(match.name, match.start, match.end)] = record

    def alias(self, match: Match, record: Any) -> None:
        """Tell `record_of` that a match stands for a record that was added for another one."""
        self._by_match[(match.name, match.start, match.end)] = record

    def replace(self, kind: str, update: Callable[[Match, Any], Any]) -> None:
        """Put `update(match, record)` in the place of every record of a kind."""
        pairs = [(match, update(match, record)) for match, record in self.records.get(kind, ())]
        self.records[kind] = pairs
        for match, record in pairs:
            self._by_match[(match.name, match.start, match.end)] = record

    def diagnose(self, code: str, message: str, start: int | None = None, end: int | None = None) -> None:
        """Tell the user something about the parse, at a folded stretch."""
        span = self.text.span(start, end) if start is not None and end is not None else (None, None)
        self.diagnostics.append(Diagnostic(code=code, message=message, start=span[0], end=span[1]))

    def value_of(self, item: Hit | Match) -> Any:
        """What a mention stands for in another record: its `value`, `name`, `code` or text."""
        record = self.record_of(item)
        for name in ("value", "name", "code"):
            value = getattr(record, name, None)
            if value is not None:
                return value
        return (
            item.attributes.get("value") or item.attributes.get("code") or self.source(item.start, item.end)
        )


def _end(item: Any) -> int:
    return int(item.end)
