"""Run the examples of README.md and of the documentation, each page in an empty folder of its own.

Python blocks are run. A `toml`, `csv` or `json` block is written to the file that the text before it named
last, as in "Put this into `my_rules/set.toml`". In a `console` block, lines beginning with `$ communique` are
run, and must print what stands under them (`...` stands for anything).
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, DocTestDirectiveParser, PythonCodeBlockParser

FILE = re.compile(r"`([\w./-]+\.(?:toml|csv|jsonl?|txt))`")


def write(example: Example) -> None:
    names = FILE.findall(example.document.text[max(example.start - 400, 0) : example.start])
    if names:
        path = Path(names[-1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(example.parsed), encoding="utf-8")


def console(example: Example) -> str | None:
    from communique.cli import main

    for part in re.split(r"^\$ ", str(example.parsed), flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        program, *arguments = shlex.split(command)
        if program != "communique":
            continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            main(arguments)
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        got = out.getvalue()
        if not doctest.OutputChecker().check_output(wanted.strip() + "\n", got.strip() + "\n", flags):
            return f"$ {command}\n--- wanted\n{wanted}\n--- got\n{got}"
    return None


def enter(namespace: dict[str, Any]) -> None:
    namespace["_folder"] = tempfile.TemporaryDirectory()
    namespace["_before"] = Path.cwd()
    os.chdir(namespace["_folder"].name)


def leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        DocTestDirectiveParser(),
        *(CodeBlockParser(language, write) for language in ("toml", "csv", "json")),
        CodeBlockParser("console", console),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["docs/_build/**"],
    setup=enter,
    teardown=leave,
).pytest()
