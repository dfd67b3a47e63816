"""Write anew what tests/test_golden.py holds the parser to, after a change that was looked at and is wanted.

python .ci/refresh_golden.py             snapshots of examples/, and floors lifted to the scores
"""

import datetime as dt
import json
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from test_golden import EXAMPLES, GOLDEN, gist  # noqa: E402

import communique  # noqa: E402
from communique.evaluate import evaluate, read_gold  # noqa: E402

LAYERS = (
    "titles",
    "persons",
    "offices",
    "dates",
    "agreements",
    "countries",
    "organisations",
    "meetings",
    "positions",
)


def main() -> None:
    parser = communique.Parser()
    for text in sorted(EXAMPLES.glob("*.txt")):
        target = GOLDEN / "examples" / f"{text.stem}.json"
        published = json.loads(target.read_text(encoding="utf-8"))["published"]
        day = dt.date.fromisoformat(published)
        result = parser.parse(text.read_text(encoding="utf-8"), published=day).to_dict()
        snapshot = {
            "published": published,
            **{layer: [gist(record) for record in result[layer]] for layer in LAYERS},
        }
        target.write_text(json.dumps(snapshot, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    floors = GOLDEN / "floors.json"
    lifted = json.loads(floors.read_text(encoding="utf-8"))
    for folder, old in lifted.items():
        scores = evaluate(parser, read_gold(GOLDEN / folder)).scores
        lifted[folder] = {
            name: max(old.get(name, 0.0), math.floor(score.f1 * 1000) / 1000)
            for name, score in scores.items()
        }
    floors.write_text(json.dumps(lifted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
