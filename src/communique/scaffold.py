"""New: a rule package that is ready to be filled, tested and published."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from communique.errors import InputError
from communique.load import SHIPPED

__all__ = ["write_package"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


def write_package(name: str, into: Path) -> list[Path]:
    """Write the package `communique-NAME` into a folder; the files it wrote.

    Raises InputError for a name that is none, or where something of that name is there already.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} can't name a package: use lower-case letters and digits, with hyphens between"
        )
    if name in SHIPPED:
        raise InputError(f"{name!r} is the name of a shipped rule set; choose another")
    root = into / f"communique-{name.replace('_', '-')}"
    if root.exists():
        raise InputError(f"{root}: exists already; choose another name or folder")
    words = {"NAME": name.replace("_", "-"), "MODULE": f"communique_{name.replace('-', '_')}"}
    written: list[Path] = []
    try:
        _copy(files("communique") / "templates" / "package", root, words, written)
    except OSError as error:
        raise InputError(f"{root}: can't be written: {error.strerror or error}") from error
    return written


def _copy(source: Traversable, target: Path, words: dict[str, str], written: list[Path]) -> None:
    target.mkdir(parents=True)
    for item in sorted(source.iterdir(), key=lambda item: item.name):
        name = _filled(item.name.removesuffix(".template"), words)
        name = f".{name.removeprefix('dot_')}" if name.startswith("dot_") else name
        if item.is_dir():
            _copy(item, target / name, words, written)
        else:
            (target / name).write_text(
                _filled(item.read_text(encoding="utf-8"), words), encoding="utf-8", newline="\n"
            )
            written.append(target / name)


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text
