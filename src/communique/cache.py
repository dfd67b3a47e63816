"""Cache: a shipped rule set made ready once, and kept beside Python's own compiled files.

Like a `.pyc` file it lies in `__pycache__` (or under `sys.pycache_prefix`), is rebuilt when a source
changes, and is left out where it can't be written or `sys.dont_write_bytecode` is set. It changes nothing but
the time of the first parse.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
from collections.abc import Iterator
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from communique.match import Program
    from communique.rules import RuleSet

__all__ = ["restored", "stored"]

_SETTLED = 60.0
"""Seconds that the sources must have been left alone: a set that is being written is read anew each time."""

_BROKEN = (
    pickle.PickleError,
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
"""What reading a file that some other version wrote, or that is cut off, may raise."""


def restored(folder: Path) -> RuleSet | None:
    """The rule set of a folder with its program, as stored; None where it is not, or not up to date."""
    target = _target(folder)
    if target is None or not target.is_file():
        return None
    collecting = gc.isenabled()
    gc.disable()  # everything that is read here stays
    try:
        with target.open("rb") as file:
            if pickle.load(file) != _signature(folder):
                return None
            program: Program = pickle.load(file)
    except _BROKEN:
        return None
    finally:
        if collecting:
            gc.enable()
    program.rules.__dict__["program"] = program
    return program.rules


def stored(folder: Path, rules: RuleSet) -> RuleSet:
    """The rule set itself, stored for the next process if that can be done."""
    target = _target(folder)
    if target is None or sys.dont_write_bytecode:
        return rules
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(exist_ok=True)
        with fresh.open("xb") as file:
            if os.fstat(file.fileno()).st_mtime - _newest(folder) < _SETTLED:
                raise OSError("the rules are being written")
            program = rules.program
            _warm(rules)
            pickle.dump(_signature(folder), file, 5)
            pickle.dump(program, file, 5)
        fresh.replace(target)
    except (OSError, CommuniqueError, pickle.PickleError):
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return rules


def _warm(rules: RuleSet) -> None:
    """Have everything compiled that texts like the examples need."""
    from communique.check import marked
    from communique.parser import Parser

    parser = Parser(rules)
    for rule in rules.rules:
        for text in (*(case.text for case in rule.examples), *(case.text for case in rule.rejects)):
            parser.parse(marked(text)[0])
    parser.program.compile()


def _target(folder: Path) -> Path | None:
    try:
        return Path(cache_from_source(str(folder / "rules.py"))).with_suffix(".rules")
    except NotImplementedError:  # an interpreter without such files
        return None


def _sources(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The rule files, and the modules that make a program of them."""
    code = Path(__file__).parent
    pending = [str(folder), str(code), str(code / "match"), str(code / "rules")]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".toml", ".csv", ".py")):
                    yield entry
                elif entry.name == "lexicons":
                    pending.append(entry.path)


def _signature(folder: Path) -> list[Any]:
    import regex

    stats = sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in _sources(folder))
    return [sys.version, regex.__version__, str(folder), stats]


def _newest(folder: Path) -> float:
    return max(entry.stat().st_mtime for entry in _sources(folder))
