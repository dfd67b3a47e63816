"""The texts that every benchmark reads: the project's own examples and annotated texts."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def examples() -> list[str]:
    """The example communiqués and the texts of the annotated ones."""
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return found + [document["text"] for document in annotated()]


def annotated(folder: Path | None = None) -> list[dict]:
    """The annotated French texts of a folder, else those under tests/golden."""
    files = sorted(folder.glob("*.json") if folder else (ROOT / "tests" / "golden").glob("*/*.json"))
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return [
        document for document in documents if "text" in document and document.get("language", "fr") == "fr"
    ]
