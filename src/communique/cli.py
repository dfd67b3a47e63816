"""The command `communique`."""

from __future__ import annotations

import argparse
import contextlib
import csv
import datetime as dt
import functools
import io
import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from communique.api import AUTO, parse_many
from communique.errors import CommuniqueError, InputError, RuleErrors
from communique.parser import Parser
from communique.reading import STDIN, SUFFIXES, files, read_text
from communique.records import Communique
from communique.rules import RuleSet

__all__ = ["main"]

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

_EPILOG = """\
exit status: 0 all went well; 1 something failed, and a line on standard error says what (a file that
can't be read, a rule with faults, a check that fails, a difference found); 2 the command line is wrong;
130 interrupted.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    args = _arguments().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough; nothing is wrong with ours.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        _complain("interrupted; what was written until now is complete")
        return INTERRUPTED
    except RuleErrors as error:
        for fault in error.exceptions:
            print(fault, file=sys.stderr)
        _complain(f"{len(error.exceptions)} fault(s) in the rules")
        return FAILED
    except CommuniqueError as error:
        _complain(str(error))
        return FAILED
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        return FAILED
    return status


def _complain(message: str) -> None:
    print(f"communique: {message}", file=sys.stderr)


# --- arguments --------------------------------------------------------------------------------------------


def _arguments() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="communique",
        description="Read diplomatic communiqués: who, in which office, when, and what was agreed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _parse_arguments(commands)
    _explain_arguments(commands)
    _rule_arguments(commands)
    _measure_arguments(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_args: Any, **_options: Any) -> None:
        from importlib.metadata import version

        print(f"communique {version('communique')}")
        parser.exit()


def _command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    made.set_defaults(run=run)
    return made


def _sets(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="NAME_OR_PATH",
        help="join these rules to the shipped ones: the name of a set, a folder or a file; repeatable",
    )
    command.add_argument(
        "--language",
        default="fr",
        metavar="NAME",
        help="the shipped rules to use; for parse also auto (default: fr)",
    )


def _published(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--published",
        type=_date,
        metavar="DATE",
        help="the day of publication, as 2011-10-06, which 'hier' and 'mercredi' are read against",
    )


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2011-10-06") from None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def _parse_arguments(commands: Any) -> None:
    command = _command(commands, "parse", _parse, "Parse files, or standard input.")
    command.add_argument(
        "files",
        nargs="*",
        default=[STDIN],
        metavar="FILE",
        help=".txt, .md, .html, a folder of them, or - (default)",
    )
    _published(command)
    command.add_argument(
        "--format",
        choices=("text", "json", "jsonl", "csv"),
        help="text: a report to read (default); json: one result, or a list; jsonl: one result a line "
        "(default for several files); csv: one layer as a table",
    )
    command.add_argument(
        "--what", default="events", metavar="LAYER", help="the layer for csv (default: events)"
    )
    command.add_argument("-o", "--output", metavar="OUT", help="write to this file")
    command.add_argument("--encoding", metavar="NAME", help="the encoding of the files (default: UTF-8)")
    _sets(command)
    command.add_argument("--timeout", type=_seconds, metavar="SECONDS", help="a time budget for each text")
    command.add_argument("--workers", type=_count, metavar="N", help="parse in N processes")


def _explain_arguments(commands: Any) -> None:
    command = _command(
        commands, "explain", _explain, "Tell which rule found what and why; or why a rule did not."
    )
    command.add_argument(
        "text", metavar="TEXT|FILE", help="a file, - for standard input, or else the text itself"
    )
    command.add_argument("--rule", metavar="ID", help="tell what became of this rule, and where it stopped")
    command.add_argument("--html", action="store_true", help="write an HTML page")
    command.add_argument("--encoding", metavar="NAME", help="the encoding of the file (default: UTF-8)")
    _published(command)
    _sets(command)


def _rule_arguments(commands: Any) -> None:
    command = _command(commands, "check", _check, "Check rules: faults, examples, rejects, patterns, layout.")
    command.add_argument(
        "sets", nargs="*", metavar="RULES", help="folders, files or names (default: the shipped set)"
    )
    command.add_argument("--fix", action="store_true", help="write the files in their canonical layout first")
    command.add_argument("--alone", action="store_true", help="don't join the rules to the shipped ones")
    command.add_argument("--language", default="fr", metavar="NAME", help="the shipped rules to join them to")

    command = _command(commands, "rules", _rules, "List the rules.")
    command.add_argument("--kind", metavar="KIND", help="only the rules that make this kind")
    _sets(command)

    command = _command(commands, "schema", _schema, "Print the JSON Schema (draft 2020-12) of a result.")
    command.add_argument(
        "--gold", action="store_true", help="the schema of gold files, for communique evaluate"
    )
    _sets(command)

    command = _command(commands, "new", _new, "Write a rule package that is ready to fill, test and publish.")
    command.add_argument("name", metavar="NAME", help="the package will be called communique-NAME")
    command.add_argument("--into", default=".", metavar="FOLDER", help="where to write it (default: here)")


def _measure_arguments(commands: Any) -> None:
    command = _command(
        commands,
        "diff",
        _diff,
        "Compare what two rule sets find in a folder of texts. Exit status 1 where they differ.",
    )
    command.add_argument("before", metavar="A", help="rules: names or paths, joined by + (fr, fr+my_rules/)")
    command.add_argument("after", metavar="B", help="rules: names or paths, joined by +")
    command.add_argument("corpus", metavar="CORPUS", help="a text, a gold file, or a folder of them")
    command.add_argument("--quiet", action="store_true", help="only the counts")
    _published(command)

    command = _command(commands, "evaluate", _evaluate, "Precision, recall and F1 against gold files.")
    command.add_argument("gold", nargs="+", metavar="GOLD", help="gold files, or folders of them")
    command.add_argument(
        "--errors", action="append", default=[], metavar="MEASURE", help="list this measure's errors"
    )
    command.add_argument(
        "--by-rule", action="store_true", help="also how many records of each rule are right"
    )
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    _sets(command)


# --- rule sets --------------------------------------------------------------------------------------------


def _named(name: str) -> RuleSet:
    """A rule set by path, where there is one, else by name."""
    path = Path(name)
    if path.exists() and ("/" in name or os.sep in name or path.suffix == ".toml" or path.is_dir()):
        if path.is_dir() and not any(file.suffix in {".toml", ".csv"} for file in path.rglob("*")):
            raise InputError(f"{name}: no rules in this folder (.toml and .csv files are read)")
        return RuleSet.read(path)
    return RuleSet.load(name)


def _rule_set(args: argparse.Namespace) -> RuleSet:
    rules = RuleSet.load(args.language)
    for name in args.rules:
        rules = rules | _named(name)
    return rules


def _joined(names: str) -> RuleSet:
    first, *rest = names.split("+")
    rules = _named(first)
    for name in rest:
        rules = rules | _named(name)
    return rules


# --- parse ------------------------------------------------------------------------------------------------


def _parse(args: argparse.Namespace) -> int:
    from communique.export.csv import columns

    columns(args.what)  # a wrong name is told before any work is done
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
            _write(chain([first], results), form, args.what, out, many=len(names) > 1)
    if failed and len(names) > 1:
        _complain(f"{len(failed)} of {len(names)} files failed")
    return FAILED if failed else OK


_ParseAll = Callable[[Iterable[tuple[str, dt.date | None]]], Iterator[Communique]]


def _parse_all(args: argparse.Namespace) -> _ParseAll:
    """What parses the texts: one parser, or for each text that of its language."""
    if args.language == AUTO:
        if args.rules or args.timeout is not None:
            raise InputError("--language auto: name a language instead, or drop --rules and --timeout")
        return functools.partial(parse_many, workers=args.workers, language=AUTO)
    parser = Parser(_rule_set(args), timeout=args.timeout)
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
                _complain(str(error))
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


# --- explain, check, rules, schema, new -------------------------------------------------------------------


def _explain(args: argparse.Namespace) -> int:
    from communique.explain import explain

    text = args.text
    try:
        is_file = args.text == STDIN or Path(args.text).is_file()
    except (OSError, ValueError):  # a long text is no file name
        is_file = False
    if not is_file and Path(args.text).suffix.lower() in SUFFIXES and not any(map(str.isspace, args.text)):
        is_file = True  # a file's name that is mistyped, rather than a text
    if is_file:
        text = read_text(args.text, args.encoding)
    found = explain(text, published=args.published, rule=args.rule, rules=_rule_set(args))
    sys.stdout.write(found.to_html() if args.html else str(found).lstrip("\n"))
    return OK


def _check(args: argparse.Namespace) -> int:
    from communique.check import check
    from communique.layout import fix

    count = rules = 0
    for name in args.sets or [args.language]:
        path = Path(name) if Path(name).exists() and args.sets else None
        if args.fix and path is not None:
            for file in fix(path):
                print(f"{file}: layout mended", file=sys.stderr)
        own = RuleSet.read(path) if path is not None else RuleSet.load(name)
        base = None if args.alone or name == args.language else RuleSet.load(args.language)
        rules += len(own)
        for failure in check(own, on=base, path=path):
            count += 1
            print(failure)
    print(f"{rules} rules, {count} failures" if count else f"{rules} rules, all well")
    return FAILED if count else OK


def _rules(args: argparse.Namespace) -> int:
    rules = _rule_set(args)
    if args.kind:
        rules.kind(args.kind)
    listed = [rule for rule in rules.rules if not args.kind or rule.kind == args.kind]
    width = max((len(rule.id) for rule in listed), default=0)
    for rule in listed:
        print(f"{rule.id:{width}}  {rule.kind:12}  {rule.doc}")
    return OK


def _schema(args: argparse.Namespace) -> int:
    from communique.export.schema import gold_schema, schema

    print(json.dumps(gold_schema() if args.gold else schema(_rule_set(args)), indent=2, ensure_ascii=False))
    return OK


def _new(args: argparse.Namespace) -> int:
    from communique.scaffold import write_package

    written = write_package(args.name, Path(args.into))
    for file in written:
        print(file)
    return OK


# --- diff, evaluate ---------------------------------------------------------------------------------------


def _corpus(name: str, published: dt.date | None) -> Iterator[tuple[str, str, dt.date | None]]:
    from communique.evaluate import read_gold

    path = Path(name)
    if not path.exists():
        raise InputError(f"{name}: no such text or folder of texts")
    if path.suffix == ".json" or (path.is_dir() and any(path.rglob("*.json"))):
        for gold in read_gold(path):
            yield gold.id, gold.text, gold.published or published
    if path.suffix != ".json":
        for file in files([name]):
            yield file, read_text(file), published


def _diff(args: argparse.Namespace) -> int:
    from communique.diff import compare

    found = compare(
        Parser(_joined(args.before)), Parser(_joined(args.after)), _corpus(args.corpus, args.published)
    )
    if not args.quiet:
        for change in found.changes:
            values = _changed(change.before, change.after)
            text = " ".join(change.text.split())
            print(f"{change.what:8} {change.document}: {change.layer}: {text!r}{values}")
    counts = {
        what: sum(change.what == what for change in found.changes) for what in ("gained", "lost", "changed")
    }
    before, after = found.seconds
    print(
        f"{found.documents} texts: "
        f"{counts['gained']} gained, {counts['lost']} lost, {counts['changed']} changed; "
        f"{before:.2f} s before, {after:.2f} s after"
    )
    return FAILED if found.changes else OK


def _changed(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    if before is None or after is None:
        record = before or after or {}
        return f" by {record['rule']}" if "rule" in record else ""
    pairs = [
        f"{name}: {before.get(name)!r} -> {after.get(name)!r}"
        for name in after
        if before.get(name) != after[name]
    ]
    return f" ({'; '.join(pairs)})"


def _evaluate(args: argparse.Namespace) -> int:
    from communique.evaluate import MEASURES, evaluate, read_gold
    from communique.rules import nearest

    for measure in args.errors:
        if measure not in MEASURES:
            raise InputError(
                f"no measure {measure!r}{nearest(measure, MEASURES)} (measures: {', '.join(MEASURES)})"
            )
    gold = (one for name in args.gold for one in read_gold(Path(name)))
    report = evaluate(Parser(_rule_set(args)), gold, errors=args.errors)
    if not report.documents:
        raise InputError(f"no gold files in {', '.join(args.gold)}")
    for miss in report.errors:
        print(f"{miss.document} {miss.measure} {miss.what}: {miss.context}")
    if args.json:
        print(json.dumps({"documents": report.documents, "scores": _table(report.scores)}, indent=2))
        return OK
    print(f"{report.documents} documents\n{'measure':18} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6}")
    for name, score in report.scores.items():
        print(f"{name:18} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f} {score.gold:6d}")
    if args.by_rule:
        print(f"\n{'rule':40} {'right':>6} {'found':>6}")
        for name, score in sorted(report.rules.items()):
            print(f"{name:40} {score.hits:6d} {score.found:6d}")
    return OK


def _table(scores: Any) -> dict[str, dict[str, float]]:
    return {
        name: {
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "gold": score.gold,
            "found": score.found,
        }
        for name, score in scores.items()
    }


if __name__ == "__main__":
    sys.exit(main())
