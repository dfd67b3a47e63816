"""Write the tables of keys of the rule files from what the reader asks for and the classes they become.

In a page, the comment `<!-- keys: rule -->` is replaced, at build time, by a table with each key of that part
of a file (set, rule, example, reject, corpus, cue, layout), its type, its default, and what the class says
about it. A key that no class explains stops the build.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from communique import keys
from communique.corpora import CorpusLine
from communique.rules import Cue, Example, Kind, Layout, Reject, Rule

MARKER = re.compile(r"^<!-- keys: (\w+) -->$", re.MULTILINE)
PARTS: dict[str, tuple[Mapping[str, keys.Form], type[Any]]] = {
    "set": (keys.SET_KEYS, Kind),
    "rule": (keys.RULE_KEYS, Rule),
    "example": (keys.EXAMPLE_KEYS, Example),
    "reject": (keys.REJECT_KEYS, Reject),
    "corpus": (keys.CORPUS_KEYS, CorpusLine),
    "cue": (keys.CUE_KEYS, Cue),
    "layout": (keys.LAYOUT_KEYS, Layout),
}
# Where the key of a file has another name than the attribute that it becomes, or belongs to another class.
ATTRIBUTES = {
    ("set", "kind"): (Kind, "name"),
    ("set", "case"): (Rule, "case"),
    ("rule", "fragment"): (Rule, "fragments"),
    ("rule", "example"): (Rule, "examples"),
    ("rule", "reject"): (Rule, "rejects"),
}


def explained(cls: type[Any]) -> dict[str, str]:
    """What the section "Attributes" of a class says about each."""
    found: dict[str, str] = {}
    _, _, section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")
    name = ""
    for line in section.splitlines():
        if entry := re.match(r" {4}(\w+): (.+)", line):
            name = entry[1]
            found[name] = entry[2]
        elif name and line.startswith(" " * 8):
            found[name] += " " + line.strip()
    return found


def rows(part: str) -> Iterator[str]:
    known, whole = PARTS[part]
    for key, form in known.items():
        cls, name = ATTRIBUTES.get((part, key), (whole, key))
        try:
            meaning = explained(cls)[name]
            attribute = attrs.fields_dict(cls)[name]
        except KeyError as error:
            raise ExtensionError(f"the key {key!r} of {part} is explained nowhere ({error})") from error
        cells = (f"`{key}`", form.name, default(attribute), meaning.replace("|", r"\|"))
        yield f"| {' | '.join(cells)} |"


def default(attribute: Any) -> str:
    value = attribute.default
    if value is attrs.NOTHING:
        return "needed"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str | int) and value != "":
        return f"`{value!r}`".replace("'", '"')
    return ""


def table(part: str) -> str:
    """The table of one part, as Markdown."""
    return "\n".join(["| key | what it is | default | meaning |", "|---|---|---|---|", *rows(part)])


def replace(_app: Sphinx, _docname: str, source: list[str]) -> None:
    source[0] = MARKER.sub(lambda match: table(match[1]), source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", replace)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
