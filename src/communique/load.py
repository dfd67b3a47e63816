"""Load: rule sets by name, shipped and installed, and by path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

from communique.errors import InputError, UnknownNameError, nearest
from communique.rules import RuleSet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = ["ENTRY_POINTS", "SHIPPED", "available", "folder_of", "load_named", "read_set", "read_shipped"]

ENTRY_POINTS = "communique.rules"
"""Entry-point group under which other packages offer rule sets."""

SHIPPED = ("fr", "en")
"""Names of the rule sets inside this package."""


def available() -> dict[str, str]:
    """Names that `RuleSet.load` knows, each with where it comes from."""
    from importlib.metadata import entry_points

    names = dict.fromkeys(SHIPPED, "communique")
    for point in entry_points(group=ENTRY_POINTS):
        names.setdefault(point.name, point.dist.name if point.dist else point.value)
    return names


def load_named(names: Sequence[str]) -> RuleSet:
    """The union of installed rule sets, each loaded once a process.

    Raises UnknownNameError for a name that nobody offers, InputError for a package that gives no rules,
    RuleErrors for faults in them, TypeError for a name that is no str.
    """
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"a rule set is loaded by its name, a str, not {type(name).__name__}")
    rules = _load_one(names[0])
    for name in names[1:]:
        rules = rules | _load_one(name)
    return rules


@lru_cache(maxsize=32)
def _load_one(name: str) -> RuleSet:
    if name in SHIPPED:
        return _shipped(name)
    from importlib.resources import files

    found, place = _offered(name)
    if isinstance(found, ModuleType):
        return _read(files(found), name)
    if callable(found):
        found = found()
    if not isinstance(found, RuleSet):
        raise InputError(f"rule set {name!r}: {place} must give a RuleSet or a package of rule files")
    return found


def folder_of(name: str) -> Traversable | None:
    """Where the files of an installed rule set are; None for one that is made in Python.

    Raises UnknownNameError and InputError as `load_named` does.
    """
    from importlib.resources import files

    if name in SHIPPED:
        return _shipped_folder(name)
    found, _ = _offered(name)
    return files(found) if isinstance(found, ModuleType) else None


def _offered(name: str) -> tuple[object, str]:
    """What the entry point of that name leads to, and where it does."""
    from importlib.metadata import entry_points  # slow to import, and the shipped sets do without

    for point in entry_points(group=ENTRY_POINTS):
        if point.name == name:
            try:
                return point.load(), point.value
            except (ImportError, AttributeError) as error:
                raise InputError(
                    f"rule set {name!r}: {point.value} can't be imported: {error}; install its package anew"
                ) from error
    known = available()
    raise UnknownNameError(
        f"no rule set {name!r} is installed{nearest(name, known)} (there are: {', '.join(known)})"
    )


def _shipped(name: str) -> RuleSet:
    from communique.cache import cached

    folder = os.path.join(os.path.dirname(__file__), name)
    if os.path.isdir(folder):
        return cached(folder, lambda: read_shipped(name))
    return read_shipped(name)


def read_shipped(name: str) -> RuleSet:
    """A shipped rule set from its files, whatever is stored of it."""
    return _read(_shipped_folder(name), name)


def _shipped_folder(name: str) -> Traversable:
    from pathlib import Path

    folder = Path(__file__).parent / name
    if folder.is_dir():
        return folder
    from importlib.resources import files  # the package is in a zip file

    return files("communique") / name


def read_set(path: Path, *, name: str | None = None) -> RuleSet:
    """A rule set from a folder or a file. Raises RuleErrors with every fault, InputError for no such path."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder of rules")
    return _read(path, name or path.stem, f"{path}/" if path.is_dir() else str(path), deep=True)


def _read(root: Traversable, name: str, label: str = "", *, deep: bool = False) -> RuleSet:
    from communique.rule_files import Reader  # a set that is in the cache does without

    reader = Reader(name, deep=deep)
    try:
        if root.is_file():
            reader.file(root, label or root.name)
        else:
            for file, place in _files(root, label):
                reader.file(file, place)
    except OSError as error:
        raise InputError(f"{label or name}: can't be read: {error.strerror or error}") from error
    return reader.result()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[Traversable, str]]:
    # The name of the set, which every rule bears, stands in set.toml: that file first.
    for item in sorted(folder.iterdir(), key=lambda item: (item.name != "set.toml", item.name)):
        if item.is_dir():
            if not item.name.startswith((".", "_")):
                yield from _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".toml", ".csv")) and item.name != "pyproject.toml":
            yield item, f"{prefix}{item.name}"
