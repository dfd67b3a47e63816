"""Many texts: ordered, lazy, in constant memory; in processes where asked."""

from __future__ import annotations

import datetime as dt
import gc
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from communique.errors import InputError
from communique.records import Communique

if TYPE_CHECKING:
    from communique.parser import Parser

__all__ = ["Item", "as_pair", "check_arguments", "parse_many"]

Item = str | tuple[str, dt.date | None]
"""A text, or a text with its day of publication."""

_BATCH = 50
"""Texts that a process is given at a time: for fewer, sending them costs more than parsing them."""
_AHEAD = 3
"""Batches that wait for each process, so that none stands idle and memory stays bounded."""


def parse_many(parser: Parser, texts: Iterable[Item], *, workers: int | None = None) -> Iterator[Communique]:
    """Parse texts in their order.

    Args:
        parser: the parser to use; with workers, each process makes its own from the same rules.
        texts: an iterable of str, or of (str, published) pairs; read as results are taken.
        workers: number of processes; None or 1 parses in this one.

    Raises TypeError for an item or an argument of a wrong type, InputError for workers below 1.
    """
    check_arguments(texts, workers)
    if workers is None or workers == 1:
        return (_parse_item(parser, item) for item in texts)
    return _in_processes(parser, iter(texts), workers)


def check_arguments(texts: object, workers: object) -> None:
    """Tell at once, not with the first result, what `parse_many` can't take. Raises as it does."""
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int)):
        raise TypeError(f"workers must be an int or None, not {type(workers).__name__}")
    if workers is not None and workers < 1:
        raise InputError(f"workers must be 1 or more, not {workers}")
    if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
        raise TypeError(
            f"texts must be an iterable of str, not {type(texts).__name__}; for one text use parse()"
        )


def as_pair(item: Item) -> tuple[str, dt.date | None]:
    """An item of `parse_many` as (text, published). Raises TypeError for a tuple that is no such pair."""
    if not isinstance(item, tuple):
        return item, None
    if len(item) != 2:
        raise TypeError(f"an item must be a str or a pair (str, published), not a tuple of {len(item)}")
    return item


def _in_processes(parser: Parser, texts: Iterator[Item], workers: int) -> Iterator[Communique]:
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start, initargs=(parser,)) as pool:
        pending: deque[Future[list[Communique]]] = deque()
        while True:
            while len(pending) < workers * _AHEAD:
                batch = list(islice(texts, _BATCH))
                if not batch:
                    break
                pending.append(pool.submit(_parse_batch, batch))
            if not pending:
                return
            yield from pending.popleft().result()


class _Worker:
    """The parser of a worker process."""

    parser: Parser


def _start(parser: Parser) -> None:
    _Worker.parser = parser
    gc.freeze()  # the rules stay as long as the process: no collection need look through them


def _parse_batch(batch: list[Item]) -> list[Communique]:
    return [_parse_item(_Worker.parser, item) for item in batch]


def _parse_item(parser: Parser, item: Item) -> Communique:
    text, published = as_pair(item)
    return parser.parse(text, published=published)
