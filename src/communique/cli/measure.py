"""The commands that measure rules on texts: `diff` and `evaluate`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.cli.options import (
    FAILED,
    OK,
    add_command,
    add_published,
    add_rule_set,
    joined_sets,
    rule_set,
)
from communique.errors import InputError, nearest
from communique.parser import Parser
from communique.reading import files, read_text

if TYPE_CHECKING:
    from communique.evaluate import Score

__all__ = ["add_measures"]


def add_measures(commands: Any) -> None:
    """Add `diff` and `evaluate` to the parser's commands."""
    command = add_command(
        commands,
        "diff",
        _diff,
        "Compare what two rule sets find in a folder of texts. Exit status 1 where they differ.",
    )
    command.add_argument("before", metavar="A", help="rules: names or paths, joined by + (fr, fr+my_rules/)")
    command.add_argument("after", metavar="B", help="rules: names or paths, joined by +")
    command.add_argument("corpus", metavar="CORPUS", help="a text, a gold file, or a folder of them")
    command.add_argument("--quiet", action="store_true", help="only the counts")
    add_published(command)

    command = add_command(commands, "evaluate", _evaluate, "Precision, recall and F1 against gold files.")
    command.add_argument("gold", nargs="+", metavar="GOLD", help="gold files, or folders of them")
    command.add_argument(
        "--errors", action="append", default=[], metavar="MEASURE", help="list this measure's errors"
    )
    command.add_argument(
        "--by-rule", action="store_true", help="also how many records of each rule are right"
    )
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    add_rule_set(command)


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
        Parser(joined_sets(args.before)),
        Parser(joined_sets(args.after)),
        _corpus(args.corpus, args.published),
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

    for measure in args.errors:
        if measure not in MEASURES:
            raise InputError(
                f"no measure {measure!r}{nearest(measure, MEASURES)} (measures: {', '.join(MEASURES)})"
            )
    gold = (one for name in args.gold for one in read_gold(Path(name)))
    report = evaluate(Parser(rule_set(args)), gold, errors=args.errors)
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


def _table(scores: Mapping[str, Score]) -> dict[str, dict[str, float]]:
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
