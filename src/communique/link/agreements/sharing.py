"""Sharing: mentions of one instrument, its parts and its list have the same parties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.link.agreements.instruments import Instrument
from communique.link.document import Document

__all__ = ["heirs", "share"]

_MULTILATERAL = frozenset({"resolution", "charter"})


_BACK = 400


def heirs(document: Document, found: Sequence[Instrument]) -> None:
    """Tell the instruments that others replace, amend or follow of those others: the parties are the same."""
    starts = [instrument.start for instrument in found]
    for binding in document.items("binding"):
        at = bisect_left(starts, binding.end)
        if (
            binding.attributes["form"] != "instead"
            or at == len(found)
            or starts[at] - binding.end > 1
            or found[at].kind in _MULTILATERAL
        ):
            continue
        before = (one for one in reversed(found[:at]) if one.end <= binding.start and one.outer is None)
        heir = found[at].outer or next((one for one in before if one.governor is None), None)
        if heir is not None and heir.start >= binding.start - _BACK and heir.kind not in _MULTILATERAL:
            found[at].heir = heir


def share(found: Sequence[Instrument]) -> None:
    """Let each mention take the parties of those it belongs to, and give its own."""
    for instrument in found:
        source = instrument.antecedent
        if source is not None and source.weak and not instrument.weak and len(instrument.parties) > 1:
            source.parties = set(instrument.parties)  # partly guessed gives way to stated
            source.weak = False
    for instrument in found:
        if instrument.sum is not None and not instrument.parties:
            instrument.parties = set(instrument.sum.parties)
    for instrument in found:
        source = instrument.antecedent
        if source is not None and (not instrument.parties or _partly(instrument, source)):
            instrument.parties = set(source.parties)
    for instrument in found:
        full = instrument.full
        if full is not None and (not instrument.parties or _partly(instrument, full)):
            instrument.parties = set(full.parties)
    for instrument in reversed(found):
        source = instrument.antecedent
        if source is None or (source.many and not instrument.many):
            continue
        if not source.parties or _partly(source, instrument):
            source.parties = set(instrument.parties)
    for instrument in found:
        _with_governor(instrument)
        _with_heir(instrument)
    inside: dict[int, list[Instrument]] = {}
    for instrument in found:
        if instrument.outer is not None:
            inside.setdefault(id(instrument.outer), []).append(instrument)
    for instrument in found:
        _with_inner(instrument, inside.get(id(instrument), []))


def _partly(one: Instrument, other: Instrument) -> bool:
    """Whether one mention tells but some of the parties that another one tells."""
    return bool(one.parties) and one.parties < other.parties


def _with_governor(instrument: Instrument) -> None:
    """An instrument and the one whose name it completes: "the protocol to the convention"."""
    governor = instrument.governor
    if governor is not None and governor.many:
        instrument.many = True
    if governor is None or _MULTILATERAL & {instrument.kind, governor.kind} or instrument.named:
        return
    if not governor.parties:
        governor.parties = set(instrument.parties)
    elif len(governor.parties) > 1 and not instrument.parties:
        instrument.parties = set(governor.parties)


def _with_heir(instrument: Instrument) -> None:
    """An instrument and the one that replaces it."""
    heir = instrument.heir
    if heir is None or instrument.named or heir.named or instrument.many or heir.many:
        return
    if not instrument.parties:
        instrument.parties = set(heir.parties)
    elif not heir.parties and len(instrument.parties) > 1:
        heir.parties = set(instrument.parties)


def _with_inner(instrument: Instrument, inner: Sequence[Instrument]) -> None:
    """An instrument and those named inside its name."""
    if not instrument.parties:
        for other in inner:
            if not other.named:
                instrument.parties |= other.parties
    for other in inner:
        theirs = len(instrument.parties) > 1 and other.kind not in _MULTILATERAL and not other.named
        if theirs and not other.parties:
            other.parties = set(instrument.parties)
