"""The command `communique`: from arguments to an exit status. The commands are in the modules beside."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

from communique.cli.measure import add_measures
from communique.cli.options import FAILED, OK, complain
from communique.cli.parse import add_parse
from communique.cli.rules import add_explain, add_rules
from communique.errors import CommuniqueError, RuleErrors, counted

__all__ = ["main"]

_INTERRUPTED = 130

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
        complain("interrupted; what was written until now is complete")
        return _INTERRUPTED
    except RuleErrors as error:
        for fault in error.exceptions:
            print(fault, file=sys.stderr)
        complain(f"{counted(len(error.exceptions), 'fault')} in the rules")
        return FAILED
    except CommuniqueError as error:
        complain(str(error))
        return FAILED
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
        return FAILED
    return status


def _arguments() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="communique",
        description="Read diplomatic communiqués: who, in which office, when, and what was agreed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_parse(commands)
    add_explain(commands)
    add_rules(commands)
    add_measures(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_args: Any, **_options: Any) -> None:
        from importlib.metadata import version

        print(f"communique {version('communique')}")
        parser.exit()
