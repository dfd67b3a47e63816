"""The one family of exceptions that communique raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CommuniqueError",
    "EncodingError",
    "InputError",
    "RuleError",
    "RuleErrors",
    "UnknownNameError",
    "counted",
    "nearest",
]


class CommuniqueError(Exception):
    """Base of every error that communique raises on purpose, wrong argument types aside."""


class InputError(CommuniqueError, ValueError):
    """A file or a value that can't be used; the message says which, and how to mend it."""


class EncodingError(InputError):
    """A file whose bytes are no text in the expected encoding."""


class UnknownNameError(CommuniqueError, KeyError):
    """A rule, lexicon, kind or rule set that does not exist; the message names the nearest one."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class RuleError(CommuniqueError):
    """One fault in a rule file.

    Attributes:
        message: what is wrong and how to mend it.
        path: the file, or None for a rule built in Python.
        line, column: 1-based place in the file, or None.
        rule: qualified id of the rule, or None.
        source: the line at fault, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        rule: str | None = None,
        source: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.rule = rule
        self.source = source

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        head = ": ".join(part for part in (where, self.rule, self.message) if part)
        if self.source is None:
            return head
        caret = "" if self.column is None else f"\n    {' ' * (self.column - 1)}^"
        return f"{head}\n    {self.source}{caret}"

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.message, self.path, self.line, self.column, self.rule, self.source)


def _restore(
    cls: type[RuleError],
    message: str,
    path: Path | str | None,
    line: int | None,
    column: int | None,
    rule: str | None,
    source: str | None,
) -> RuleError:
    return cls(message, path=path, line=line, column=column, rule=rule, source=source)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 rule", "2 rules"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class RuleErrors(ExceptionGroup[RuleError], CommuniqueError):  # noqa: N818
    """Every fault found by one load; `exceptions` holds them one by one."""

    def __str__(self) -> str:
        return "\n".join(
            [f"{counted(len(self.exceptions), 'fault')} in the rules:", *map(str, self.exceptions)]
        )

    def derive(self, excs):  # type: ignore[no-untyped-def]
        """A group of the same kind with other faults, as `split` and `except*` need it."""
        return RuleErrors(self.message, excs)


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean X?` for the known name nearest to `name`, or an empty string where none is near."""
    if not isinstance(name, str):
        return ""
    import difflib  # for who mistook a name

    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""
