"""Cache: a shipped rule set made ready once, and kept beside Python's own compiled files.

Like a `.pyc` file it lies in `__pycache__` (or under `sys.pycache_prefix`), is rebuilt when a source
changes, and is left out where it can't be written or `sys.dont_write_bytecode` is set. It changes nothing but
the time of the first parse.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import stat
import sys
import threading
import zlib
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from communique.errors import CommuniqueError
from communique.memory import collection_paused

if TYPE_CHECKING:
    from communique.rules import RuleSet

__all__ = ["cached"]

_SETTLED = 2.0
"""Seconds that the sources must have been left alone: some file systems tell no smaller differences."""

_MAGIC = b"communique rules\n"

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


class _Sources(NamedTuple):
    """What a stored set was made from, and when the newest of it was written."""

    signature: bytes
    newest: float


def cached(folder: Path, read: Callable[[], RuleSet]) -> RuleSet:
    """The rule set of a folder: as stored, if that is up to date, else as read, and stored if that can be."""
    target = _target(folder)
    if target is None:
        return read()
    # Before the sources are read: who changes one meanwhile makes the stored set out of date.
    sources = _sources(folder)
    found = _restored(target, sources.signature)
    if found is None:
        found = read()
        if not sys.dont_write_bytecode:
            _store(target, sources, found)
    return found


def _restored(target: Path, signature: bytes) -> RuleSet | None:
    from communique.packed import unpacked

    try:
        data = memoryview(_read(target))
        head = len(_MAGIC) + 4
        if data[: len(_MAGIC)] != _MAGIC or data[head : head + len(signature)] != signature:
            return None
        if zlib.crc32(data[head:]) != int.from_bytes(data[len(_MAGIC) : head], "little"):
            return None
        with collection_paused():  # all of it stays
            program = unpacked(data[head + len(signature) :])
    except _BROKEN:
        return None
    program.rules.__dict__["program"] = program
    return program.rules


def _read(target: Path) -> bytes:
    """The content of a file that only those can have written who can change the library."""
    with target.open("rb") as file:
        if hasattr(os, "getuid"):
            for about in (os.fstat(file.fileno()), target.parent.stat()):
                if about.st_mode & stat.S_IWOTH or about.st_uid not in {0, os.getuid(), _owner()}:
                    raise PermissionError("others could have written it")
        return file.read()


def _owner() -> int:
    return Path(__file__).stat().st_uid


def _store(target: Path, sources: _Sources, rules: RuleSet) -> None:
    """Keep a set for the next process. Whatever stands in the way, the set is there without it."""
    from communique.packed import packed
    from communique.warm import warm

    fresh = target.with_name(f"{target.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        target.parent.mkdir(exist_ok=True)
        with fresh.open("xb") as file:
            if os.fstat(file.fileno()).st_mtime - sources.newest < _SETTLED:
                raise OSError("the rules are being written")
            warm(rules)
            content = sources.signature + packed(rules.program)
            file.write(_MAGIC + zlib.crc32(content).to_bytes(4, "little") + content)
        fresh.replace(target)
    except (OSError, CommuniqueError, pickle.PickleError, ValueError):
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def _target(folder: Path) -> Path | None:
    try:
        return Path(cache_from_source(str(folder / "rules.py"))).with_suffix(".rules")
    except NotImplementedError:  # an interpreter without such files
        return None


def _sources(folder: Path) -> _Sources:
    """The rule files and the modules that make a program of them, with Python and `regex`."""
    import regex

    library = os.path.dirname(__file__)  # noqa: PTH120 - paths would take longer than the files
    found = []
    pending = [str(folder), library, f"{library}/match", f"{library}/rules"]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".toml", ".csv", ".py")):
                    about = entry.stat()
                    found.append((entry.name, about.st_size, about.st_mtime_ns))
                elif entry.name == "lexicons":
                    pending.append(entry.path)
    told = repr((sys.version, regex.__version__, str(folder), sorted(found)))
    return _Sources(told.encode("utf-8", "surrogatepass"), max(about[2] for about in found) / 1e9)
