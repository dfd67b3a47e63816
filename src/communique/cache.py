"""Cache: a shipped rule set made ready once, and kept: in the wheel, or beside Python's own compiled files.

A wheel is built with one. Where that was made with another Python or `regex`, or a source has changed, there
is another: like a `.pyc` file it lies in `__pycache__` (or under `sys.pycache_prefix`), is rebuilt when a
source changes, and is left out where it can't be written or `sys.dont_write_bytecode` is set. Both change
nothing but the time of the first parse.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import stat
import sys
import zlib
from collections.abc import Callable
from importlib.util import cache_from_source
from typing import TYPE_CHECKING, NamedTuple

from communique.errors import CommuniqueError
from communique.memory import collection_paused

if TYPE_CHECKING:
    from communique.rules import RuleSet

__all__ = ["BUILT", "build", "cached"]

BUILT = "rules.packed"
"""Name of the file in a language's folder that a wheel is built with."""

_SETTLED = 2.0
"""Seconds that the sources must have been left alone: some file systems tell no smaller differences."""

_INSTALLED = 60.0
"""Seconds within which the files of a wheel are written to their places."""

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
    """The rule files and the modules that make a program of them, by name, size and time of writing."""

    folder: str
    files: list[tuple[str, int, int]]

    @property
    def newest(self) -> float:
        """When the newest of them was written."""
        return max(written for _, _, written in self.files) / 1e9

    def signature(self, *, built: bool) -> bytes:
        """What a stored set must have been made from, and for which Python and `regex`.

        In a set that a wheel was built with, times and places mean nothing.
        """
        import regex

        wanted = [(name, size) for name, size, _ in self.files] if built else [self.folder, *self.files]
        python = [*sys.version_info[:2], sys.byteorder, sys.maxsize] if built else sys.version
        return repr((python, regex.__version__, wanted)).encode("utf-8", "surrogatepass")


def cached(folder: str | os.PathLike[str], read: Callable[[], RuleSet]) -> RuleSet:
    """The rule set of a folder: as stored, if that is up to date, else as read, and stored if that can be."""
    # Before the sources are read: who changes one meanwhile makes the stored set out of date.
    sources = _sources(folder)
    built = os.path.join(folder, BUILT)
    if _written(built) > sources.newest - _INSTALLED:
        found = _restored(built, sources.signature(built=True))
        if found is not None:
            return found
    target = _target(folder)
    if target is None:
        return read()
    signature = sources.signature(built=False)
    found = _restored(target, signature)
    if found is None:
        found = read()
        if not sys.dont_write_bytecode:
            _store(target, signature, sources.newest, found)
    return found


def build(folder: str | os.PathLike[str], rules: RuleSet) -> bytes:
    """The content of `BUILT` for a folder and the rule set that was read from it."""
    return _content(_sources(folder).signature(built=True), rules)


def _written(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _restored(target: str, signature: bytes) -> RuleSet | None:
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


def _read(target: str) -> bytes:
    """The content of a file that only those can have written who can change the library."""
    with open(target, "rb") as file:
        if hasattr(os, "getuid"):
            for about in (os.fstat(file.fileno()), os.stat(os.path.dirname(target))):
                if about.st_mode & stat.S_IWOTH or about.st_uid not in {0, os.getuid(), _owner()}:
                    raise PermissionError("others could have written it")
        return file.read()


def _owner() -> int:
    return os.stat(__file__).st_uid


def _store(target: str, signature: bytes, newest: float, rules: RuleSet) -> None:
    """Keep a set for the next process. Whatever stands in the way, the set is there without it."""
    import threading

    fresh = f"{target}.{os.getpid()}.{threading.get_ident()}"
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(fresh, "xb") as file:
            if os.fstat(file.fileno()).st_mtime - newest < _SETTLED:
                raise OSError("the rules are being written")
            file.write(_content(signature, rules))
        os.replace(fresh, target)
    except (OSError, CommuniqueError, pickle.PickleError, ValueError):
        with contextlib.suppress(OSError):
            os.unlink(fresh)


def _content(signature: bytes, rules: RuleSet) -> bytes:
    from communique.packed import packed
    from communique.warm import warm

    with collection_paused():
        warm(rules)
        content = signature + packed(rules.program)
    return _MAGIC + zlib.crc32(content).to_bytes(4, "little") + content


def _target(folder: str | os.PathLike[str]) -> str | None:
    try:
        return os.path.splitext(cache_from_source(os.path.join(folder, "rules.py")))[0] + ".rules"
    except NotImplementedError:  # an interpreter without such files
        return None


def _sources(folder: str | os.PathLike[str]) -> _Sources:
    library = os.path.dirname(__file__)
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
    return _Sources(str(folder), sorted(found))
