"""Write tables from the lexicons, the rules and the shipped examples, so that no page can disagree with them.

In a page, at build time, these comments are replaced:

- `<!-- words: offices by role -->`: a row for each value of a column, with how many forms it has, and a few;
- `<!-- rows: plover -->`: a lexicon as it is;
- `<!-- lexicons: fr -->`: every lexicon of a language with its columns, its size and its sources;
- `<!-- recognised: date_point date dates -->`: what the examples of some kinds' rules say, with its value;
- `<!-- events: communique-conjoint.txt 2009-02-12 -->`: the events of a shipped example.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "communique"
FRENCH = PACKAGE / "fr"
LEXICONS = FRENCH / "lexicons"
MARKER = re.compile(r"^<!-- (words|rows|lexicons|recognised|events): ([^>\n]+?) -->$", re.MULTILINE)
SHOWN = 8
PUBLISHED = dt.date(2011, 10, 6)
"""The day on which texts are told whose example names none."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines.extend(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return "\n".join(lines)


def lexicon(name: str) -> list[dict[str, str]]:
    path = LEXICONS / f"{name}.csv"
    if not path.is_file():
        raise ExtensionError(f"there is no lexicon {name!r} to make a table of")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- words by a column ------------------------------------------------------------------------------------


def words(asked: str) -> str:
    """One row a value: how many forms have it, and the plainest of them."""
    name, _, column = asked.partition(" by ")
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in lexicon(name):
        for value in row[column].split("|"):
            if value:
                grouped.setdefault(value, []).append(row)
    rows = (
        (f"`{value}`", len(grouped[value]), ", ".join(plainest(grouped[value]))) for value in sorted(grouped)
    )
    return table((f"`{column}`", "forms", "for example"), rows)


def plainest(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The shortest forms in the singular, one for each beginning, the rest as a sign that there are more."""
    forms = sorted(rows, key=lambda row: (row["form"].isupper(), len(row["form"]), row["form"]))
    wanted = [row for row in forms if row.get("number") != "pl" and row.get("gender") != "f"] or forms
    shown: dict[str, str] = {}
    for row in wanted:
        form = re.sub(r"[<>]", "", row["form"])
        if len(form) > 2:
            shown.setdefault(form.lower()[:5], form)
    chosen = list(shown.values())[:SHOWN]
    return chosen + ["…"] * (len(shown) > SHOWN)


# --- whole lexicons ---------------------------------------------------------------------------------------


def whole(name: str) -> str:
    rows = lexicon(name)
    columns = list(rows[0])
    return table(columns, ([row[column] for column in columns] for row in rows))


def lexicons(language: str) -> str:
    files = sorted((PACKAGE / language / "lexicons").glob("*.csv"))
    return table(("lexicon", "columns", "rows", "sources"), map(overview, files))


def overview(path: Path) -> tuple[str, str, int, str]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or ()
        rows = list(reader)
    sources = Counter(row["source"] for row in rows if row.get("source"))
    told = ", ".join(f"`{source}` {count}" for source, count in sorted(sources.items()))
    return f"`{path.stem}`", ", ".join(f"`{column}`" for column in columns), len(rows), told


# --- what rules recognise ---------------------------------------------------------------------------------


def recognised(asked: str) -> str:
    """What the examples of the rules of some kinds say, parsed anew: `recognised: date_point date dates`.

    The last word is the layer whose records are shown; texts without a date of their own get PUBLISHED.
    """
    import communique

    *kinds, layer = asked.split()
    parser = communique.Parser()
    rows: list[tuple[str, str, str]] = []
    for path in sorted(FRENCH.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in data.get("rule", {}).values():
            of = entry.get("kind", data.get("set", {}).get("kind"))
            if of in kinds and not entry.get("discard"):
                rows += read(parser, entry, layer)
    if not rows:
        raise ExtensionError(f"no rule of the kinds {kinds} has an example")
    return table(("what", "the text says", "value"), rows)


def read(parser: Any, entry: Mapping[str, Any], layer: str) -> Iterator[tuple[str, str, str]]:
    what = entry.get("doc", "").rstrip(".")
    for example in entry.get("example", ()):
        if "todo" in example:
            continue
        text, start, end = unmarked(example["text"])
        day = example.get("published", PUBLISHED)
        doc = parser.parse(text, published=day if isinstance(day, dt.date) else dt.date.fromisoformat(day))
        for record in getattr(doc, layer):
            if record.start < end and start < record.end:
                told = "" if day == PUBLISHED or str(day) == str(PUBLISHED) else f" (on {day})"
                yield what, f"“{record.text}”{told}", f"`{record.value}`" if record.value else "null"
                what = ""
                break


def unmarked(text: str) -> tuple[str, int, int]:
    """An example without the brackets, and where they stood."""
    span = re.search(r"(?<!\\)\[(.*?)(?<!\\)\]", text, re.DOTALL)
    if span is None:
        raise ExtensionError(f"an example without brackets: {text}")
    bare = text[: span.start()] + span[1] + text[span.end() :]
    return bare.replace("\\[", "[").replace("\\]", "]"), span.start(), span.end() - 2


# --- events of an example ---------------------------------------------------------------------------------


def events(asked: str) -> str:
    """The events of a file in examples/, parsed anew."""
    import communique

    name, _, published = asked.partition(" ")
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    doc = communique.parse(text, published=dt.date.fromisoformat(published) if published else None)
    head = ("words", "type", "mode", "actors", "recipients", "date", "place", "modality", "source")
    return table(
        head,
        (
            (
                f"“{' '.join(text[event.start : event.end].split())}”",
                event.type,
                event.mode or "",
                ", ".join(event.actors),
                ", ".join(event.recipients),
                event.date or "",
                event.place or "",
                event.modality,
                event.source,
            )
            for event in doc.events
        ),
    )


WRITERS: Mapping[str, Callable[[str], str]] = {
    "words": words,
    "rows": whole,
    "lexicons": lexicons,
    "recognised": recognised,
    "events": events,
}


def replace(app: Sphinx, docname: str, source: list[str]) -> None:
    if not MARKER.search(source[0]):
        return
    for path in (
        *PACKAGE.glob("*/*.toml"),
        *PACKAGE.glob("*/lexicons/*.csv"),
        *(ROOT / "examples").glob("*.txt"),
    ):
        app.env.note_dependency(str(path), docname=docname)
    source[0] = MARKER.sub(lambda match: WRITERS[match[1]](match[2]), source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", replace)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
