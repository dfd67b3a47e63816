"""Import and first parse of communique against the import of dateparser, in fresh processes by turns."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

from texts import examples

SIZE = 4000
"""Characters of the text."""

TIMED = """
import sys, time
text = sys.stdin.read()
start = time.perf_counter()
{}
print(time.perf_counter() - start)
"""

CONTENDERS = {
    "import dateparser": "import dateparser",
    "import communique": "import communique",
    "import communique, first parse": "import communique; communique.parse(text)",
}


def seconds(work: str, text: str) -> float:
    """What a fresh process needs, the start of Python left out."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(work)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Print one row a contender."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--rounds", type=int, default=15)
    rounds = cli.parse_args().rounds
    text = "\n\n".join(examples())[:SIZE]
    for work in CONTENDERS.values():  # what Python and the library keep for the next process
        seconds(work, text)
    table = [[seconds(work, text) for work in CONTENDERS.values()] for _ in range(rounds)]
    print(f"a text of {len(text)} characters, median of {rounds} rounds, warm")
    print(f"{'':32} {'ms':>8} {'dateparser':>12}")
    for at, name in enumerate(CONTENDERS):
        median = statistics.median(row[at] for row in table)
        ratio = statistics.median(row[at] / row[0] for row in table)
        print(f"{name:32} {median * 1000:8.1f} {ratio:10.1f} x")


if __name__ == "__main__":
    main()
