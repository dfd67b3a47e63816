"""Numbers inside a group, in digits or in words."""

from __future__ import annotations

from communique.link.document import Document
from communique.match import Group, Hit, Match

__all__ = ["number_between", "number_of"]


def number_of(document: Document, place: Group | Hit | Match) -> int | None:
    """The number that a stretch says, or None."""
    return number_between(document, place.start, place.end)


def number_between(document: Document, start: int, end: int) -> int | None:
    """The number that a stretch says, or None."""
    digits = "".join(char for char in document.lower(start, end) if char.isdigit())
    if digits:
        return int(digits[:9])
    words = document.within("numbers", start, end)
    if not words:
        return None
    total = part = 0
    last = start
    for word in words:
        if word.start < last:
            continue
        last = word.end
        value = int(word.attributes["value"])
        if value == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif value >= 10 and 0 < part < 10:  # what stands before tens, hundreds, dozens counts them
            part *= value
        else:
            part += value
    return total + part
