"""Compare scores with the floors that the project has reached: `check_floors.py SCORES FLOORS [--raise]`.

Fails when a document failed to parse, or when the F1 of a measure is below its floor. With `--raise`, lifts
each floor to the score, rounded down to three digits; a floor never goes down.
"""

import argparse
import json
import math
import sys
from pathlib import Path


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("scores", type=Path)
    cli.add_argument("floors", type=Path)
    cli.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to the scores")
    args = cli.parse_args()

    result = json.loads(args.scores.read_text(encoding="utf-8"))
    floors = json.loads(args.floors.read_text(encoding="utf-8"))
    reached = {name: score["f1"] for name, score in result["scores"].items()}
    faults = [
        f"{name}: F1 {reached[name]:.3f} is below its floor {floor:.3f}"
        if name in reached
        else f"{name}: not scored"
        for name, floor in floors.items()
        if reached.get(name, -1.0) < floor
    ]
    if result["failed"]:
        faults.insert(0, f"{result['failed']} of {result['documents']} documents failed to parse")
    for fault in faults:
        print(fault, file=sys.stderr)
    if args.lift:
        lifted = {
            name: max(floors.get(name, 0.0), math.floor(f1 * 1000) / 1000) for name, f1 in reached.items()
        }
        args.floors.write_text(json.dumps(floors | lifted, indent=2) + "\n", encoding="utf-8")
    if not faults:
        print(f"{len(floors)} measures at or above their floors")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
