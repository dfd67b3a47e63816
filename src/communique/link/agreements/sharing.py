"""Sharing: mentions of one instrument, its parts and its list have the same parties."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.agreements.instruments import Instrument

__all__ = ["share"]

_MULTILATERAL = frozenset({"resolution", "charter"})


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
        if instrument.antecedent is not None and not instrument.parties:
            instrument.parties = set(instrument.antecedent.parties)
    for instrument in reversed(found):
        source = instrument.antecedent
        if source is not None and not source.parties:
            source.parties = set(instrument.parties)
    for instrument in found:
        _with_governor(instrument)
    inside: dict[int, list[Instrument]] = {}
    for instrument in found:
        if instrument.outer is not None:
            inside.setdefault(id(instrument.outer), []).append(instrument)
    for instrument in found:
        _with_inner(instrument, inside.get(id(instrument), []))


def _with_governor(instrument: Instrument) -> None:
    """An instrument and the one whose name it completes: "the protocol to the convention"."""
    governor = instrument.governor
    if governor is None or _MULTILATERAL & {instrument.kind, governor.kind} or instrument.named:
        return
    if not governor.parties:
        governor.parties = set(instrument.parties)
    elif len(governor.parties) > 1 and not instrument.parties:
        instrument.parties = set(governor.parties)


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
