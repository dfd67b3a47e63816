"""Canonical: the one way in which rule files are laid out, so that a change shows only what it changes."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["canonical", "fix", "untidy"]


def canonical(text: str, suffix: str) -> str:
    """A rule file's text in its canonical layout; a file with faults stays as it is.

    TOML: no space at the ends of lines, at most one empty line in a row, one line feed at the end.
    CSV: sorted by form, quoted only where needed, line feeds.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _csv(plain) if suffix == ".csv" else _toml(plain)


def untidy(path: Path) -> Iterator[Path]:
    """The files of a rule set whose layout is not canonical."""
    for file, text, wanted in _files(path):
        if text != wanted:
            yield file


def fix(path: Path) -> list[Path]:
    """Write every file of a rule set in its canonical layout; the files that changed."""
    changed = []
    for file, text, wanted in _files(path):
        if text != wanted:
            file.write_text(wanted, encoding="utf-8", newline="\n")
            changed.append(file)
    return changed


def _files(path: Path) -> Iterator[tuple[Path, str, str]]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        hidden = any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
        if file.suffix not in {".toml", ".csv"} or file.name == "pyproject.toml" or hidden:
            continue
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield file, text, canonical(text, file.suffix)


def _toml(text: str) -> str:
    stripped = "\n".join(line.rstrip() for line in text.split("\n"))
    tidy = re.sub(r"\n{3,}", "\n\n", stripped).strip("\n") + "\n"
    try:
        return tidy if _meaning(tomllib.loads(tidy)) == _meaning(tomllib.loads(text)) else text
    except tomllib.TOMLDecodeError:
        return text


def _meaning(value: Any, key: str = "") -> Any:
    """What a file says: in patterns, white space says nothing."""
    if isinstance(value, dict):
        return {
            name: _meaning(item, "pattern" if key == "fragment" else name) for name, item in value.items()
        }
    if isinstance(value, list):
        return [_meaning(item) for item in value]
    if isinstance(value, str) and key in {"pattern", "question", "answer"}:
        return [line.rstrip() for line in value.split("\n") if line.strip()]
    return value


def _csv(text: str) -> str:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    if not rows:
        return text
    body = rows[1:]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [rows[0], *(sorted(body) if rows[0][0] == "form" else body)]
    )
    return out.getvalue()
