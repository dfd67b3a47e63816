"""Print the n-th `sh` code block of a Markdown file: `readme_block.py README.md 2`."""

import re
import sys
from pathlib import Path


def main(path: str, number: str) -> int:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", Path(path).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    if len(blocks) < int(number):
        print(f"{path}: {len(blocks)} sh blocks, no number {number}", file=sys.stderr)
        return 1
    print(blocks[int(number) - 1], end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
