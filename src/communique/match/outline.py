"""Outline: what can be told of a pattern without running it, so that it is tried only where it can match."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from communique.match.references import REFERENCE, Reference, parse_reference

__all__ = ["UNKNOWN", "Outline", "outline"]

Need = frozenset[Reference | str]
"""References and literals one of which every match holds."""

_IGNORED = re.compile(r"(?:\s+|(?<!\\)\#[^\n]*)+")
_OPEN = re.compile(r"\((?:\?(?:P<\w+>|:|>))?(?!\?)")
_CASELESS = re.compile(r"\(\?[aimsux]*i[aimsux]*:")
_LOOK = re.compile(r"\(\?<?[=!]")
_QUANTIFIER = re.compile(r"\s*(?:(?P<optional>[?*]|\{0?,\d*\}|\{0\})|\+|\{\d+(?:,\d*)?\})[+?]?")
_EMPTY_ESCAPES = frozenset("bBAZGmM")
_SHORTEST_LITERAL = 3


@frozen
class Outline:
    """What every match of a pattern starts with, and what it holds.

    `first` holds references, one of which every match starts with, or is None where that can't be told;
    `needs` holds sets of references and literals, of each of which every match holds one; `local` says
    that no match can hold a line feed, and that nothing around it can matter beyond the next one.
    """

    first: frozenset[Reference] | None
    needs: tuple[Need, ...]
    local: bool


UNKNOWN = Outline(None, (), local=False)
"""The outline that rules nothing out: a rule that has it is tried everywhere."""


def outline(pattern: str) -> Outline:
    """The outline of a verbose pattern with its fragments written out."""
    reader = _Reader(pattern)
    try:
        whole = reader.alternatives()
    except IndexError:
        whole = _Piece(None, nullable=True)
    if whole.nullable or reader.at < len(pattern):
        return UNKNOWN
    return Outline(whole.first, tuple(dict.fromkeys(whole.needs)), reader.local)


@frozen
class _Piece:
    """A part of a pattern: what it starts with, whether it can be empty, what it needs."""

    first: frozenset[Reference] | None
    nullable: bool
    needs: tuple[Need, ...] = ()
    width: bool = True


_NOTHING = _Piece(frozenset(), nullable=True, width=False)
_SOMETHING = _Piece(None, nullable=False)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.local = True

    def alternatives(self) -> _Piece:
        branches = [self._sequence()]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else _either(branches)

    def _sequence(self) -> _Piece:
        pieces: list[_Piece] = []
        literal = ""
        while True:
            ignored = _IGNORED.match(self.text, self.at)
            if ignored:
                self.at = ignored.end()
            if self.at >= len(self.text) or self.text[self.at] in "|)":
                pieces += _literal(literal)
                return _chain(pieces)
            before = self.at
            piece = self._atom()
            char = self._letter(before)
            quantifier = _QUANTIFIER.match(self.text, self.at)
            if char and not quantifier:
                literal += char
                continue
            pieces += _literal(literal)
            literal = ""
            if quantifier:
                self.at = quantifier.end()
                if quantifier["optional"]:
                    piece = _Piece(piece.first, nullable=True, width=piece.width)
            pieces.append(piece)

    def _letter(self, start: int) -> str:
        """The character that the atom just read stands for, or nothing."""
        atom = self.text[start : self.at]
        if len(atom) == 1 and atom not in ".^$":
            return atom
        return atom[1] if len(atom) == 2 and atom[0] == "\\" and not atom[1].isalnum() else ""

    def _atom(self) -> _Piece:
        text = self.text
        if reference := REFERENCE.match(text, self.at):
            self.at = reference.end()
            ref = parse_reference(reference)
            return _Piece(frozenset({ref}), nullable=False, needs=(frozenset({ref}),))
        char = text[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._charset()
        if char == "\\":
            return self._escape()
        self.at += 1
        if char in "^$":
            self.local = False
            return _NOTHING
        return _SOMETHING

    def _group(self) -> _Piece:
        if look := _LOOK.match(self.text, self.at):
            self.at = look.end()
            self.alternatives()
            self.at += 1
            return _NOTHING
        if caseless := _CASELESS.match(self.text, self.at):
            self.at = caseless.end()
            inside = self.alternatives()
            self.at += 1
            return _Piece(inside.first, inside.nullable, _without_literals(inside.needs), inside.width)
        opened = _OPEN.match(self.text, self.at)
        if opened is None:
            raise IndexError("a construct that outlines don't read")
        self.at = opened.end()
        inside = self.alternatives()
        self.at += 1
        return inside

    def _charset(self) -> _Piece:
        start = self.at
        self.at += 2 if self.text.startswith("[^", start) else 1
        self.at += self.text.startswith("]", self.at)
        while self.text[self.at] != "]":
            self.at += 2 if self.text[self.at] == "\\" else 1
        self.at += 1
        body = self.text[start : self.at]
        if body.startswith("[^") != (r"\n" in body) or r"\W" in body or r"\D" in body:
            self.local = False
        return _SOMETHING

    def _escape(self) -> _Piece:
        char = self.text[self.at + 1]
        self.at += 2
        if char in "pPN" and self.text[self.at : self.at + 1] == "{":
            self.at = self.text.index("}", self.at) + 1
        if char in "nWDRXP":
            self.local = False
        return _NOTHING if char in _EMPTY_ESCAPES else _SOMETHING


def _without_literals(needs: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(need for need in needs if not any(isinstance(part, str) for part in need))


def _literal(text: str) -> list[_Piece]:
    if not text:
        return []
    needs = (frozenset({text}),) if len(text) >= _SHORTEST_LITERAL else ()
    return [_Piece(None, nullable=False, needs=needs)]


def _chain(pieces: Iterable[_Piece]) -> _Piece:
    first: frozenset[Reference] | None = frozenset()
    nullable = True
    width = False
    needs: tuple[Need, ...] = ()
    for piece in pieces:
        if nullable and first is not None and piece.width:
            first = None if piece.first is None else first | piece.first
        nullable = nullable and piece.nullable
        width = width or piece.width
        needs += piece.needs
    return _Piece(first, nullable, needs, width)


def _either(branches: list[_Piece]) -> _Piece:
    first: frozenset[Reference] | None = frozenset()
    for branch in branches:
        first = None if first is None or branch.first is None else first | branch.first
    needs: tuple[Need, ...] = ()
    if all(branch.needs for branch in branches):
        needs = (frozenset().union(*(min(branch.needs, key=len) for branch in branches)),)
    return _Piece(first, any(branch.nullable for branch in branches), needs)
