"""Link durations and frequencies: their ISO 8601 values."""

from __future__ import annotations

from communique.dates import length
from communique.link.dates.numbers import number_of
from communique.link.document import Document
from communique.match import Group, Match
from communique.records import Duration, Frequency

__all__ = ["link_lengths"]


def link_lengths(document: Document) -> None:
    """Make the duration and frequency records of a document."""
    for match in document.items("duration"):
        value = match.attributes.get("value") or _length(document, match)
        if value is not None:
            document.add("duration", match, document.build(Duration, match, value=value))
    for match in document.items("frequency"):
        value = match.attributes.get("value") or _frequency(document, match)
        if value is not None:
            document.add("frequency", match, document.build(Frequency, match, value=value))


def _unit(group: Group | None) -> str | None:
    for item in group.items if group else ():
        iso = item.attributes.get("iso")
        if iso:
            return str(iso)
    return None


def _length(document: Document, match: Match) -> str | None:
    groups = match.groups
    parts: list[tuple[int, str]] = []
    for count_name, unit_name in (("count", "unit"), ("more", "less")):
        unit = _unit(groups.get(unit_name))
        if unit is None and count_name in groups:
            unit = (
                "T1H" if count_name == "count" else "T1M"
            )  # hours in figures: only their letter says the unit
        if unit is None:
            continue
        count = number_of(document, groups[count_name]) if count_name in groups else 1
        if count is None:
            return None
        parts.append((count, unit))
    if not parts and "unit" in groups:
        unit = _unit(groups["unit"])
        parts = [(1, unit)] if unit else []
    if "half" in groups and parts:
        half = _half(parts[-1][1])
        if half is not None:
            parts.append(half)
    return length(parts) if parts else None


def _half(unit: str) -> tuple[int, str] | None:
    """Half a unit, in the next smaller one."""
    return {"1Y": (6, "1M"), "T1H": (30, "T1M"), "1D": (12, "T1H"), "10Y": (5, "1Y"), "100Y": (50, "1Y")}.get(
        unit
    )


def _frequency(document: Document, match: Match) -> str | None:
    groups = match.groups
    unit = _unit(groups.get("unit"))
    if unit is None:
        return None
    every = number_of(document, groups["every"]) if "every" in groups else 1
    times = number_of(document, groups["times"]) if "times" in groups else None
    if every is None or ("times" in groups and times is None):
        return None
    return f"R{times if times is not None else ''}/{length([(every, unit)])}"
