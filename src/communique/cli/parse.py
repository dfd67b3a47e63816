"""The command `parse`."""

from __future__ import annotations

import argparse
import contextlib
import csv
import datetime as dt
import functools
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from communique.api import AUTO, parse_many
from communique.cli.options import (
    FAILED,
    OK,
    add_command,
    add_published,
    add_rule_set,
    complain,
    process_count,
    rule_set,
    seconds,
)
from communique.errors import CommuniqueError, InputError
from communique.parser import Parser
from communique.reading import STDIN, files, read_text
from communique.records import Communique

__all__ = ["add_parse"]


def add_parse(commands: Any) -> None:
    """Add the command to the parser's commands."""
    command = add_command(commands, "parse", _parse, "Parse files, or standard input.")
    command.add_argument(
        "files",
        nargs="*",
        default=[STDIN],
        metavar="FILE",
        help=".txt, .md, .html, a folder of them, or - (default)",
    )
    add_published(command)
    command.add_argument(
        "--format",
        choices=("text", "json", "jsonl", "csv"),
        help="text: a report to read (default); json: one result, or a list; jsonl: one result a line "
        "(default for several files); csv: one layer as a table",
    )
    command.add_argument(
        "--what", metavar="LAYER", help="the layer for csv, and no other format (default: events)"
    )
    command.add_argument("-o", "--output", metavar="OUT", help="write to this file")
    command.add_argument("--encoding", metavar="NAME", help="the encoding of the files (default: UTF-8)")
    add_rule_set(command)
    command.add_argument("--timeout", type=seconds, metavar="SECONDS", help="a time budget for each text")
    command.add_argument("--workers", type=process_count, metavar="N", help="parse in N processes")


def _parse(args: argparse.Namespace) -> int:
    from communique.export.csv import columns

    if args.what is not None and args.format != "csv":
        raise InputError("--what is for --format csv; add that, or leave --what out")
    what = args.what or "events"
    columns(what)  # a wrong name is told before any work is done
    names = list(files(args.files))
    if not names:
        raise InputError(f"no text files in {', '.join(args.files)} (.txt, .md and .html are read)")
    form = args.format or ("text" if len(names) == 1 else "jsonl")
    _keep_input(names, args.output)
    parse_all = _parse_all(args)
    failed: list[str] = []
    results = _results(parse_all, names, args, failed)
    first = next(results, None)
    if first is not None:  # else an output of an earlier run stays as it is
        with _output(args.output) as out:
            _write(chain([first], results), form, what, out, many=len(names) > 1)
    if failed and len(names) > 1:
        complain(f"{len(failed)} of {len(names)} files failed")
    return FAILED if failed else OK


_ParseAll = Callable[[Iterable[tuple[str, dt.date | None]]], Iterator[Communique]]


def _parse_all(args: argparse.Namespace) -> _ParseAll:
    """What parses the texts: one parser, or for each text that of its language."""
    if args.language == AUTO:
        if args.rules or args.timeout is not None:
            raise InputError("--language auto: name a language instead, or drop --rules and --timeout")
        return functools.partial(parse_many, workers=args.workers, language=AUTO)
    parser = Parser(rule_set(args), timeout=args.timeout)
    return functools.partial(parser.parse_many, workers=args.workers)


def _keep_input(names: Iterable[str], output: str | None) -> None:
    """Raise InputError where the output would take the place of what is to be read."""
    if output is None or output == STDIN or not Path(output).is_file():
        return
    for name in names:
        if name != STDIN and Path(name).is_file() and Path(name).samefile(output):
            raise InputError(f"{output}: is read as well; give the output another name")


@contextlib.contextmanager
def _output(name: str | None) -> Iterator[TextIO]:
    if name is None or name == STDIN:
        yield sys.stdout
        return
    try:
        out = Path(name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{name}: can't be written: {error.strerror or error}") from error
    with out:
        yield out


def _results(
    parse_all: _ParseAll, names: Sequence[str], args: argparse.Namespace, failed: list[str]
) -> Iterator[tuple[str, Communique]]:
    """(file, result) pairs in order; files that can't be read are reported and left out."""
    read: deque[str] = deque()

    def texts() -> Iterator[tuple[str, dt.date | None]]:
        for name in names:
            try:
                text = read_text(name, args.encoding)
            except CommuniqueError as error:
                failed.append(name)
                complain(str(error))
                continue
            read.append(name)
            yield text, args.published

    for result in _with_progress(parse_all(texts()), len(names)):
        yield read.popleft(), result


def _with_progress(results: Iterable[Communique], total: int) -> Iterable[Communique]:
    """The results, with a progress bar where several are awaited at a terminal and `rich` is installed."""
    if total < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        return results
    try:
        from rich.console import Console
        from rich.progress import track
    except ImportError:
        return results
    return track(results, description="parsing", total=total, console=Console(stderr=True), transient=True)


def _write(
    results: Iterable[tuple[str, Communique]], form: str, what: str, out: TextIO, *, many: bool
) -> None:
    """Write every result as soon as it is there, so that nothing is lost of what was done."""
    if form == "csv":
        _write_csv(results, what, out)
    elif form == "text":
        _write_text(results, out, many=many)
    elif form == "jsonl":
        for name, result in results:
            out.write(_line(name, result, many=many) + "\n")
            out.flush()
    elif not many:
        for _, result in results:
            out.write(result.to_json(indent=2) + "\n")
    else:
        out.write("[")
        for at, (name, result) in enumerate(results):
            out.write((",\n" if at else "\n") + _line(name, result, many=True))
            out.flush()
        out.write("\n]\n")


def _line(name: str, result: Communique, *, many: bool) -> str:
    from communique.export.json import to_json

    return to_json(result, document=name if many else None)


def _write_csv(results: Iterable[tuple[str, Communique]], what: str, out: TextIO) -> None:
    from communique.export.csv import header, rows

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(what))
    for name, result in results:
        writer.writerows(rows(result, what, name))
        out.flush()


def _write_text(results: Iterable[tuple[str, Communique]], out: TextIO, *, many: bool) -> None:
    from communique.export.text import write

    for at, (name, result) in enumerate(results):
        if at:
            out.write("\n")
        title = Path(name).name if many or name != STDIN else ""
        write(result, out, title=title, colour=out.isatty() and "NO_COLOR" not in os.environ)
        out.flush()
