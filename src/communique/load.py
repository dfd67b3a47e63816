"""Load: TOML and CSV files become a RuleSet; every mistake is told at once, with its place and its cure."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError, InputError, RuleError, RuleErrors, UnknownNameError
from communique.rules import Cue, Example, Kind, Layout, Lexicon, Origin, Reject, Rule, RuleSet, nearest

__all__ = ["ENTRY_POINTS", "SHIPPED", "available", "load_named", "read_set"]

ENTRY_POINTS = "communique.rules"
"""Entry-point group under which other packages offer rule sets."""

SHIPPED = ("fr", "en")
"""Names of the rule sets inside this package."""

SET_KEYS = ("kind", "summary", "record", "fields", "nested", "case")
RULE_KEYS = (
    "doc",
    "kind",
    "pattern",
    "requires",
    "values",
    "take",
    "priority",
    "case",
    "cues",
    "discard",
    "echo",
    "fragment",
    "example",
    "reject",
)
EXAMPLE_KEYS = ("text", "expect", "published", "todo")
REJECT_KEYS = ("text", "why", "published", "todo")
CUE_KEYS = ("doc", "effect", "pattern", "direction", "scope", "ends", "requires", "pseudo")
LAYOUT_KEYS = ("abbreviations", "continues", "patterns")
FILE_KEYS = ("set", "fragment", "rule", "cue", "layout", "name", "version", "summary")


def available() -> dict[str, str]:
    """Names that `RuleSet.load` knows, each with where it comes from."""
    from importlib.metadata import entry_points

    names = dict.fromkeys(SHIPPED, "communique")
    for point in entry_points(group=ENTRY_POINTS):
        names.setdefault(point.name, point.dist.name if point.dist else point.value)
    return names


def load_named(names: Sequence[str]) -> RuleSet:
    """The union of installed rule sets, each loaded once a process."""
    rules = _load_one(names[0])
    for name in names[1:]:
        rules = rules | _load_one(name)
    return rules


@lru_cache(maxsize=32)
def _load_one(name: str) -> RuleSet:
    if name in SHIPPED:
        return _shipped(name)
    from importlib.metadata import entry_points  # slow to import, and the shipped sets do without
    from importlib.resources import files

    for point in entry_points(group=ENTRY_POINTS):
        if point.name == name:
            found = point.load()
            if isinstance(found, RuleSet):
                return found
            if callable(found):
                found = found()
                if not isinstance(found, RuleSet):
                    raise InputError(
                        f"rule set {name!r}: {point.value} must give a RuleSet or a package of rule files"
                    )
                return found
            return _read(files(found), name)
    known = available()
    raise UnknownNameError(
        f"no rule set {name!r} is installed{nearest(name, known)} (there are: {', '.join(known)})"
    )


def _shipped(name: str) -> RuleSet:
    from communique.cache import restored, stored

    folder = Path(__file__).parent / name
    if folder.is_dir():
        return restored(folder) or stored(folder, _read(folder, name))
    from importlib.resources import files  # the package is in a zip file

    return _read(files("communique") / name, name)


def read_set(path: Path, *, name: str | None = None) -> RuleSet:
    """A rule set from a folder or a file."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder of rules")
    return _read(path, name or path.stem, f"{path}/" if path.is_dir() else str(path), deep=True)


def _read(root: Traversable, name: str, label: str = "", *, deep: bool = False) -> RuleSet:
    reader = _Reader(name)
    try:
        if root.is_file():
            reader.file(root, label or root.name)
        else:
            for file, place in _files(root, label):
                reader.file(file, place)
    except OSError as error:
        raise InputError(f"{label or name}: can't be read: {error.strerror or error}") from error
    return reader.result(deep=deep)


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[Traversable, str]]:
    # The name of the set, which every rule bears, stands in set.toml: that file first.
    for item in sorted(folder.iterdir(), key=lambda item: (item.name != "set.toml", item.name)):
        if item.is_dir():
            if not item.name.startswith((".", "_")):
                yield from _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".toml", ".csv")) and item.name != "pyproject.toml":
            yield item, f"{prefix}{item.name}"


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.version = "0"
        self.faults: list[RuleError] = []
        self.rules: dict[str, Rule] = {}
        self.lexicons: dict[str, Lexicon] = {}
        self.cues: dict[str, Cue] = {}
        self.kinds: dict[str, Kind] = {}
        self.fragments: dict[str, str] = {}
        self.layout = Layout()

    def result(self, *, deep: bool) -> RuleSet:
        """The set. Raises RuleErrors with every fault; with `deep`, also those inside single rules."""
        found = self._set()
        if deep or self.faults:
            from communique.match.faults import local_faults

            self.faults += local_faults(found)
        if self.faults:
            raise RuleErrors("faults in the rules", self.faults)
        return found

    def _set(self) -> RuleSet:
        return RuleSet(
            name=self.name,
            version=self.version,
            rules=self.rules.values(),
            lexicons=self.lexicons.values(),
            cues=self.cues.values(),
            kinds=self.kinds.values(),
            fragments=self.fragments,
            layout=self.layout,
        )

    def file(self, file: Traversable, label: str) -> None:
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.faults.append(
                RuleError(f"not UTF-8 (byte {error.start}); save the file as UTF-8", path=label)
            )
            return
        if label.endswith(".csv"):
            self._csv(text, label)
        else:
            self._toml(text, label)

    # --- CSV ---

    def _csv(self, text: str, label: str) -> None:
        name = Path(label).stem
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if not rows or not rows[0] or not rows[0][0]:
            self.faults.append(
                RuleError("a lexicon starts with a header row such as 'form,code'", path=label, line=1)
            )
            return
        columns = rows[0]
        seen: dict[str, int] = {}
        good = []
        for line, row in enumerate(rows[1:], 2):
            if not row:
                continue
            fault = _row_fault(row, columns, seen, line)
            if fault is not None:
                message, column = fault
                self.faults.append(
                    RuleError(message, path=label, line=line, column=column, source=",".join(row))
                )
                continue
            good.append(tuple(row))
        if name in self.lexicons:
            other = self.lexicons[name].origin
            where = other.path if other else "another file"
            self.faults.append(
                RuleError(f"a lexicon {name!r} stands in {where} already; rename one", path=label)
            )
        self.lexicons[name] = Lexicon(name=name, columns=columns, rows=good, origin=Origin(label, 1))

    # --- TOML ---

    def _toml(self, text: str, label: str) -> None:
        lines = _Lines(text, label)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+), column (\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (None, None)
            message = re.sub(r"\s*\(at .*\)$", "", str(error))
            self.faults.append(lines.fault(f"not TOML: {message}", line, column))
            return
        self._unknown(data, FILE_KEYS, lines, "", "this file")
        stem = Path(label).stem
        self.version = str(data.get("version", self.version))
        if isinstance(data.get("name"), str):
            self.name = data["name"]
        header = data.get("set", {})
        self._unknown(header, SET_KEYS, lines, "set", "[set]")
        local = {key: str(value) for key, value in data.get("fragment", {}).items()}
        if header:
            self._kind(header, lines)
        elif not data.get("rule"):
            self.fragments |= local
            local = {}
        for name, body in data.get("rule", {}).items():
            self._rule(f"{self.name}.{stem}.{name}", name, body, header, local, lines)
        for name, body in data.get("cue", {}).items():
            self._cue(f"{self.name}.{stem}.{name}", name, body, lines)
        if "layout" in data:
            layout = data["layout"]
            self._unknown(layout, LAYOUT_KEYS, lines, "layout", "[layout]")
            self.layout = self.layout.merged(
                Layout(
                    name=self.name if layout.get("patterns") else "",
                    abbreviations=layout.get("abbreviations", ()),
                    continues=layout.get("continues", ()),
                    patterns=layout.get("patterns", {}),
                )
            )

    def _unknown(
        self, table: Mapping[str, Any], known: Sequence[str], lines: _Lines, where: str, what: str
    ) -> None:
        for key in table:
            if key not in known:
                self.faults.append(
                    lines.at_key(
                        where,
                        key,
                        f"{what} knows no key {key!r}{nearest(key, known)} (keys: {', '.join(known)})",
                    )
                )

    def _kind(self, header: Mapping[str, Any], lines: _Lines) -> None:
        name = header.get("kind")
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self.faults.append(lines.at_key("set", "kind", '[set] needs kind = "a_name", in lower case'))
            return
        try:
            kind = Kind(
                name=name,
                record=header.get("record"),
                nested=header.get("nested"),
                summary=str(header.get("summary", "")),
                fields=header.get("fields", {}),
            )
        except (TypeError, ValueError, AttributeError) as error:
            self.faults.append(lines.at_key("set", "fields", f"[set.fields]: {error}"))
            return
        try:
            self.kinds[name] = self.kinds[name].merged(kind) if name in self.kinds else kind
        except CommuniqueError as error:
            self.faults.append(lines.at_key("set", "kind", f"{error} (another file declares it too)"))

    def _rule(
        self,
        rule_id: str,
        name: str,
        body: Any,
        header: Mapping[str, Any],
        local: Mapping[str, str],
        lines: _Lines,
    ) -> None:
        where = f"rule.{name}"
        if not isinstance(body, dict):
            self.faults.append(lines.at_key("", where, f"[{where}] must be a table"))
            return
        before = len(self.faults)
        if rule_id in self.rules:
            origin = self.rules[rule_id].origin
            place = f"{origin.path}:{origin.line}" if origin else "another file"
            self.faults.append(
                lines.at_key("", where, f"a rule {rule_id!r} stands in {place} already; rename one")
            )
        self._unknown(body, RULE_KEYS, lines, where, f"[{where}]")
        kind = str(body.get("kind") or header.get("kind") or "")
        if not kind:
            self.faults.append(lines.at_key("", where, 'no kind: the file needs [set] kind = "…"'))
        if not isinstance(body.get("pattern"), str) or not body["pattern"].strip():
            self.faults.append(lines.at_key("", where, f"[{where}] needs a pattern"))
        examples = [
            self._example(item, EXAMPLE_KEYS, where, "example", lines) for item in body.get("example", [])
        ]
        rejects = [
            self._example(item, REJECT_KEYS, where, "reject", lines) for item in body.get("reject", [])
        ]
        if len(self.faults) > before:
            return
        try:
            self.rules[rule_id] = Rule(
                id=rule_id,
                kind=kind,
                pattern=body["pattern"],
                doc=body.get("doc", ""),
                requires=body.get("requires", ()),
                values=body.get("values", {}),
                take=body.get("take", {}),
                priority=body.get("priority", 0),
                case=body.get("case", header.get("case", "lower")),
                cues=body.get("cues", ()),
                discard=body.get("discard", False),
                echo=body.get("echo"),
                fragments={**local, **body.get("fragment", {})},
                examples=[Example(**item) for item in examples],
                rejects=[Reject(**item) for item in rejects],
                origin=lines.origin(where),
            )
        except (TypeError, ValueError) as error:
            self.faults.append(lines.at_key("", where, f"[{where}]: {error}"))

    def _example(
        self, item: Mapping[str, Any], keys: Sequence[str], where: str, what: str, lines: _Lines
    ) -> dict[str, Any]:
        self._unknown(item, keys, lines, f"{where}.{what}", f"[[{where}.{what}]]")
        needed = ("text",) if what == "example" else ("text", "why")
        for key in needed:
            if not isinstance(item.get(key), str):
                self.faults.append(
                    lines.at_key("", f"{where}.{what}", f'[[{where}.{what}]] needs {key} = "…"')
                )
        found = {key: item[key] for key in keys if key in item}
        if "published" in found:
            found["published"] = str(found["published"])
        return found

    def _cue(self, cue_id: str, name: str, body: Mapping[str, Any], lines: _Lines) -> None:
        where = f"cue.{name}"
        before = len(self.faults)
        self._unknown(body, CUE_KEYS, lines, where, f"[{where}]")
        for key in ("effect", "pattern"):
            if not isinstance(body.get(key), str):
                self.faults.append(lines.at_key("", where, f'[{where}] needs {key} = "…"'))
        if len(self.faults) > before:
            return
        try:
            self.cues[cue_id] = Cue(id=cue_id, origin=lines.origin(where), **body)
        except (TypeError, ValueError) as error:
            self.faults.append(lines.at_key("", where, f"[{where}]: {error}"))


def _row_fault(
    row: Sequence[str], columns: Sequence[str], seen: dict[str, int], line: int
) -> tuple[str, int | None] | None:
    if len(row) != len(columns):
        return f"{len(row)} cells, but the header has {len(columns)}; quote cells that hold a comma", None
    if columns[0] != "form":
        return None
    form = row[0]
    if not form.strip() or form != form.strip():
        return "the form is empty or has space around it", 1
    if not re.match(r"[\w<]", form):
        return "a form starts with a letter or a digit", 1
    if unicodedata.normalize("NFC", form) != form:
        return "the form is not in Unicode normal form NFC", 1
    if form in seen:
        return f"{form!r} stands already in line {seen[form]}; keep one of them", 1
    seen[form] = line
    return None


class _Lines:
    """Finds the line of a table or key in a TOML source."""

    def __init__(self, text: str, label: str) -> None:
        self.label = label
        self._text = text
        self._lines = text.split("\n")

    def origin(self, table: str) -> Origin:
        """Where a table is written."""
        return Origin(self.label, self.of_table(table), self._text)

    def of_table(self, table: str) -> int:
        """The 1-based line of a table's header, or 1."""
        wanted = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*[\].]")
        return next((at for at, line in enumerate(self._lines, 1) if wanted.match(line)), 1)

    def at_key(self, table: str, key: str, message: str) -> RuleError:
        """A fault at the line of a key in a table, or of the table where the key can't be found."""
        start = self.of_table(table) if table else 0
        wanted = re.compile(rf"\s*(?:\[+\s*(?:[\w.-]+\.)?)?{re.escape(key)}\s*[=\].]")
        for at in range(start, len(self._lines)):
            if wanted.match(self._lines[at]):
                column = self._lines[at].index(key.split(".")[-1]) + 1
                return self.fault(message, at + 1, column)
        if table:
            return self.fault(message, start, 1)
        return self.fault(message, self.of_table(key), 1)

    def fault(self, message: str, line: int | None, column: int | None) -> RuleError:
        source = self._lines[line - 1] if line and line <= len(self._lines) else None
        return RuleError(message, path=self.label, line=line, column=column, source=source)
