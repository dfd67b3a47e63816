"""Write the tables of keys of the rule files from the classes that the files become.

In a page, the comment `<!-- keys: rule -->` is replaced, at build time, by a table with each key of that part
of a file (set, rule, example, reject, cue, layout), its type, its default, and what the class says about it.
A key that no class explains stops the build.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import attrs
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from communique import load
from communique.rules import Cue, Example, Kind, Layout, Reject, Rule

MARKER = re.compile(r"^<!-- keys: (\w+) -->$", re.MULTILINE)
PARTS: dict[str, tuple[tuple[str, ...], type[Any]]] = {
    "set": (load.SET_KEYS, Kind),
    "rule": (load.RULE_KEYS, Rule),
    "example": (load.EXAMPLE_KEYS, Example),
    "reject": (load.REJECT_KEYS, Reject),
    "cue": (load.CUE_KEYS, Cue),
    "layout": (load.LAYOUT_KEYS, Layout),
}
# Where the key of a file has another name than the attribute that it becomes, or belongs to another class.
ATTRIBUTES = {
    ("set", "kind"): (Kind, "name"),
    ("set", "case"): (Rule, "case"),
    ("rule", "fragment"): (Rule, "fragments"),
    ("rule", "example"): (Rule, "examples"),
    ("rule", "reject"): (Rule, "rejects"),
}
TYPES = (
    ("bool", "true or false"),
    ("int", "a number"),
    ("Example", "tables"),
    ("Reject", "tables"),
    ("Mapping", "a table"),
    ("frozenset", "a list of texts"),
    ("tuple", "a list of texts"),
    ("str", "a text"),
)


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
    keys, whole = PARTS[part]
    for key in keys:
        cls, name = ATTRIBUTES.get((part, key), (whole, key))
        try:
            meaning = explained(cls)[name]
            attribute = attrs.fields_dict(cls)[name]
        except KeyError as error:
            raise ExtensionError(f"the key {key!r} of {part} is explained nowhere ({error})") from error
        cells = (f"`{key}`", of_type(str(attribute.type)), default(attribute), meaning.replace("|", r"\|"))
        yield f"| {' | '.join(cells)} |"


def of_type(annotation: str) -> str:
    words = [word for name, word in TYPES if re.search(rf"\b{name}\b", annotation)]
    if words[:2] == ["a number", "a text"]:
        return "a number or a text"
    return words[0] if words else "a text"


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
