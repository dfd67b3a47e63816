"""Write the catalogue of rules from the rule files themselves.

In a page, the comment `<!-- rules: fr -->` is replaced, at build time, by a section for each rule file of
that language: what the set makes, then every rule with its purpose, its pattern, what it must find and what
it must leave alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

MARKER = re.compile(r"^<!-- rules: (\w+) -->$", re.MULTILINE)


def code(text: str, language: str = "text") -> Iterator[str]:
    """A fenced block, with a fence longer than any inside."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", text))])
    yield from (f"{fence}{language}", *text.strip("\n").splitlines(), fence, "")


def values(expect: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value!r}" for name, value in expect.items())


def rule(name: str, entry: dict[str, Any]) -> Iterator[str]:
    yield from (f"(rule-{name})=", f"### {name.split('.', 1)[1]}", "", f"`{name}`", "")
    if doc := entry.get("doc"):
        yield from (doc, "")
    if entry.get("discard"):
        yield from ("Competes for its span and vanishes: it makes no record.", "")
    if fixed := entry.get("values"):
        yield from (f"Sets `{values(fixed)}`.", "")
    if requires := entry.get("requires"):
        yield from (f"Needs one of: {', '.join(f'`{word}`' for word in requires)}.", "")
    if cues := entry.get("cues"):
        yield from (f"Cues: {', '.join(f'`{cue}`' for cue in cues)}.", "")
    if pattern := entry.get("pattern"):
        yield from code(pattern)
    if examples := entry.get("example"):
        yield from ("Finds, between the brackets:", "")
        yield from code("\n".join(line for example in examples for line in found(example)))
    if rejects := entry.get("reject"):
        yield from ("Leaves alone:", "")
        lines = (f"{reject['text']}\n    {reject.get('why', '')}".rstrip() for reject in rejects)
        yield from code("\n".join(lines))


def found(example: dict[str, Any]) -> Iterator[str]:
    yield example["text"]
    notes = [f"published {example['published']}"] if "published" in example else []
    if expect := example.get("expect"):
        notes.append(values(expect))
    if todo := example.get("todo"):
        notes.append(f"not yet: {todo}")
    for note in notes:
        yield f"    {note}"


def catalogue(root: Path, language: str) -> str:
    """The catalogue of one language, as Markdown."""
    lines: list[str] = []
    for path in sorted((root / language).glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = {name: entry for name, entry in data.get("rule", {}).items() if isinstance(entry, dict)}
        if not rules:
            continue
        about = data.get("set", {})
        lines += [f"## {path.stem}", ""]
        if summary := about.get("summary"):
            lines += [summary, ""]
        if kind := about.get("kind"):
            lines += [f"Makes records of kind `{kind}`.", ""]
        for name, entry in rules.items():
            lines += rule(f"{language}.{path.stem}.{name}", entry)
    return "\n".join(lines) or "*No rule file.*"


def replace(app: Sphinx, docname: str, source: list[str]) -> None:
    root = Path(app.config.rules_catalogue_root)
    if MARKER.search(source[0]):
        for path in root.glob("*/*.toml"):
            app.env.note_dependency(str(path), docname=docname)
        source[0] = MARKER.sub(lambda match: catalogue(root, match[1]), source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("rules_catalogue_root", "", "env")
    app.connect("source-read", replace)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
