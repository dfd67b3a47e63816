"""Options that several commands share, their values, and the rule sets that they name."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

from communique.errors import InputError
from communique.rules import RuleSet

__all__ = [
    "FAILED",
    "OK",
    "add_command",
    "add_published",
    "add_rule_set",
    "complain",
    "joined_sets",
    "path_of_set",
    "process_count",
    "rule_set",
    "seconds",
]

OK, FAILED = 0, 1
"""Exit statuses."""


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    print(f"communique: {message}", file=sys.stderr)


def add_command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    """A command that `run(args)` carries out, which returns the exit status."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    made.set_defaults(run=run)
    return made


def add_rule_set(command: argparse.ArgumentParser) -> None:
    """The options that `rule_set` reads."""
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


def add_published(command: argparse.ArgumentParser) -> None:
    """The option for the day of publication."""
    command.add_argument(
        "--published",
        type=_date,
        metavar="DATE",
        help="the day of publication, as 2011-10-06, which relative dates are read against",
    )


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2011-10-06") from None


def seconds(text: str) -> float:
    """The value of an option that is a length of time."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 < found < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return found


def process_count(text: str) -> int:
    """The value of an option that is a number of processes."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def path_of_set(name: str) -> Path | None:
    """The folder or file that a rule set is named by; None for a name that is no path.

    Raises InputError for a path that leads nowhere, or to a folder without rules.
    """
    path = Path(name)
    is_path = "/" in name or os.sep in name or path.suffix == ".toml"
    if not path.exists():
        if is_path:
            raise InputError(f"{name}: no such file or folder of rules; check the path")
        return None
    if path.is_dir():
        if not any(file.suffix in {".toml", ".csv"} for file in path.rglob("*")):
            raise InputError(f"{name}: no rules in this folder (.toml and .csv files are read)")
        return path
    return path if is_path else None


def named_set(name: str) -> RuleSet:
    """A rule set by path, where there is one, else by name.

    Raises InputError, UnknownNameError or RuleErrors where it can't be had.
    """
    path = path_of_set(name)
    return RuleSet.read(path) if path is not None else RuleSet.load(name)


def rule_set(args: argparse.Namespace) -> RuleSet:
    """The rules of `--language` with those of every `--rules`.

    Raises InputError, UnknownNameError or RuleErrors where one can't be had.
    """
    rules = RuleSet.load(args.language)
    for name in args.rules:
        rules = rules | named_set(name)
    return rules


def joined_sets(names: str) -> RuleSet:
    """The union of the sets that are named with + between them. Raises as `rule_set` does."""
    first, *rest = names.split("+")
    rules = named_set(first)
    for name in rest:
        rules = rules | named_set(name)
    return rules
