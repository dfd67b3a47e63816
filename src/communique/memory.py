"""Memory: work that makes many objects and no cycles, without the garbage collector looking on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collection_paused"]


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector; leave it as it was found.

    A parse makes thousands of tuples that live until it ends. The collector would look through them again
    and again, which costs a seventh of a short text's time, and of a long text's more the longer it is.
    Where another thread, or the caller, has paused it already, nothing is done.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
