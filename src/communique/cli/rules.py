"""The commands about rules: `explain`, `check`, `rules`, `schema` and `new`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from communique.cli.options import FAILED, OK, add_command, add_published, add_rule_set, path_of_set, rule_set
from communique.errors import counted
from communique.load import SHIPPED, folder_of
from communique.reading import STDIN, SUFFIXES, read_text
from communique.rules import RuleSet

__all__ = ["add_explain", "add_rules"]


def add_explain(commands: Any) -> None:
    """Add `explain` to the parser's commands."""
    command = add_command(
        commands, "explain", _explain, "Tell which rule found what and why; or why a rule did not."
    )
    command.add_argument(
        "text", metavar="TEXT|FILE", help="a file, - for standard input, or else the text itself"
    )
    command.add_argument("--rule", metavar="ID", help="tell what became of this rule, and where it stopped")
    command.add_argument("--html", action="store_true", help="write an HTML page")
    command.add_argument("--encoding", metavar="NAME", help="the encoding of the file (default: UTF-8)")
    add_published(command)
    add_rule_set(command)


def add_rules(commands: Any) -> None:
    """Add `check`, `rules`, `schema` and `new` to the parser's commands."""
    command = add_command(
        commands, "check", _check, "Check rules: faults, examples, rejects, corpora, patterns, layout."
    )
    command.add_argument(
        "sets", nargs="*", metavar="RULES", help="folders, files or names (default: the shipped set)"
    )
    command.add_argument("--fix", action="store_true", help="write the files in their canonical layout first")
    command.add_argument("--alone", action="store_true", help="don't join the rules to the shipped ones")
    command.add_argument("--language", default="fr", metavar="NAME", help="the shipped rules to join them to")

    command = add_command(commands, "rules", _rules, "List the rules.")
    command.add_argument("--kind", metavar="KIND", help="only the rules that make this kind")
    add_rule_set(command)

    command = add_command(commands, "schema", _schema, "Print the JSON Schema (draft 2020-12) of a result.")
    command.add_argument(
        "--gold", action="store_true", help="the schema of gold files, for communique evaluate"
    )
    add_rule_set(command)

    command = add_command(
        commands, "new", _new, "Write a rule package that is ready to fill, test and publish."
    )
    command.add_argument("name", metavar="NAME", help="the package will be called communique-NAME")
    command.add_argument("--into", default=".", metavar="FOLDER", help="where to write it (default: here)")


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
    found = explain(text, published=args.published, rule=args.rule, rules=rule_set(args))
    sys.stdout.write(found.to_html() if args.html else str(found).lstrip("\n"))
    return OK


def _check(args: argparse.Namespace) -> int:
    from communique.canonical import fix
    from communique.check import check
    from communique.corpora import read_corpora

    count = rules = lines = 0
    for name in args.sets or [args.language]:
        path = path_of_set(name) if args.sets else None
        if args.fix and path is not None:
            for file in fix(path):
                print(f"{file}: layout mended", file=sys.stderr)
        own = RuleSet.read(path) if path is not None else RuleSet.load(name)
        # A shipped set is whole: it needs no other language.
        base = None if args.alone or own.name in SHIPPED else RuleSet.load(args.language)
        corpora = read_corpora(path if path is not None else folder_of(name))
        rules += len(own)
        lines += len(corpora)
        for failure in check(own, on=base, path=path, corpora=corpora):
            count += 1
            print(failure)
    checked = [counted(rules, "rule"), *([counted(lines, "corpus line")] if lines else [])]
    print(", ".join([*checked, counted(count, "failure") if count else "all well"]))
    return FAILED if count else OK


def _rules(args: argparse.Namespace) -> int:
    rules = rule_set(args)
    if args.kind:
        rules.kind(args.kind)
    listed = [rule for rule in rules.rules if not args.kind or rule.kind == args.kind]
    width = max((len(rule.id) for rule in listed), default=0)
    for rule in listed:
        print(f"{rule.id:{width}}  {rule.kind:12}  {rule.doc}")
    return OK


def _schema(args: argparse.Namespace) -> int:
    from communique.export.schema import gold_schema, schema

    print(json.dumps(gold_schema() if args.gold else schema(rule_set(args)), indent=2, ensure_ascii=False))
    return OK


def _new(args: argparse.Namespace) -> int:
    from communique.scaffold import write_package

    written = write_package(args.name, Path(args.into))
    for file in written:
        print(file)
    return OK
