"""Rule files: TOML and CSV become a RuleSet; every mistake is told at once, with its place and cure."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError, InputError, RuleError, RuleErrors, nearest
from communique.keys import (
    CUE_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    LAYOUT_KEYS,
    REJECT_KEYS,
    RULE_KEYS,
    SET_KEYS,
    TABLES,
    TEXTS,
    Form,
    form_of,
)
from communique.rules import Cue, Example, Kind, Layout, Lexicon, Origin, Reject, Rule, RuleSet

__all__ = ["Reader"]


class Reader:
    """Reads the files of one set, collecting faults instead of stopping at the first.

    Args:
        name: the set's name, unless its files give it another.
        deep: also look for the faults inside single rules, which takes a moment.
    """

    def __init__(self, name: str, *, deep: bool = False) -> None:
        self._deep = deep
        self._name = name
        self._version = "0"
        self._faults: list[RuleError] = []
        self._rules: dict[str, Rule] = {}
        self._lexicons: dict[str, Lexicon] = {}
        self._cues: dict[str, Cue] = {}
        self._kinds: dict[str, Kind] = {}
        self._fragments: dict[str, str] = {}
        self._layout = Layout()

    def result(self) -> RuleSet:
        """The set of all files that were read. Raises RuleErrors with every fault."""
        found = RuleSet(
            name=self._name,
            version=self._version,
            rules=self._rules.values(),
            lexicons=self._lexicons.values(),
            cues=self._cues.values(),
            kinds=self._kinds.values(),
            fragments=self._fragments,
            layout=self._layout,
        )
        if self._deep or self._faults:
            from communique.match.faults import local_faults

            self._faults += local_faults(found)
        if self._faults:
            raise RuleErrors("faults in the rules", self._faults)
        return found

    def file(self, file: Traversable, label: str) -> None:
        """Read one file; `label` is its name for messages. Raises OSError."""
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._faults.append(
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
        try:
            rows = list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error as error:
            self._faults.append(RuleError(f"not CSV: {error}; is a quotation mark left open?", path=label))
            return
        if not rows or not rows[0] or not rows[0][0]:
            self._faults.append(
                RuleError("a lexicon starts with a header row such as 'form,code'", path=label, line=1)
            )
            return
        columns = rows[0]
        for column in sorted({column for column in columns if columns.count(column) > 1}):
            self._faults.append(
                RuleError(f"two columns are called {column!r}; rename one", path=label, line=1)
            )
        seen: dict[str, int] = {}
        good = []
        for line, row in enumerate(rows[1:], 2):
            if not row:
                continue
            fault = _row_fault(row, columns, seen, line)
            if fault is not None:
                message, column_number = fault
                self._faults.append(
                    RuleError(message, path=label, line=line, column=column_number, source=",".join(row))
                )
                continue
            good.append(tuple(row))
        if name in self._lexicons:
            other = self._lexicons[name].origin
            where = other.path if other else "another file"
            self._faults.append(
                RuleError(f"a lexicon {name!r} stands in {where} already; rename one", path=label)
            )
        self._lexicons[name] = Lexicon(name=name, columns=columns, rows=good, origin=Origin(label, 1))

    # --- TOML ---

    def _toml(self, text: str, label: str) -> None:
        lines = _Lines(text, label)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+), column (\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (None, None)
            message = re.sub(r"\s*\(at .*\)$", "", str(error))
            self._faults.append(lines.fault(f"not TOML: {message}", line, column))
            return
        data = self._table(data, FILE_KEYS, lines, "", "this file")
        self._version = str(data.get("version", self._version))
        self._name = data.get("name", self._name)
        header = self._table(data.get("set", {}), SET_KEYS, lines, "set", "[set]")
        fragments = data.get("fragment", {})
        if header:
            self._kind(header, lines)
        elif not data.get("rule"):
            self._fragments |= fragments
            fragments = {}
        prefix = f"{self._name}.{Path(label).stem}"
        for name, body in self._tables(data, "rule", lines):
            self._rule(f"{prefix}.{name}", f"rule.{name}", body, header, fragments, lines)
        for name, body in self._tables(data, "cue", lines):
            self._cue(f"{prefix}.{name}", f"cue.{name}", body, lines)
        if "layout" in data:
            self._add_layout(data["layout"], lines)

    def _tables(
        self, data: Mapping[str, Any], part: str, lines: _Lines
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The tables of a part of the file, by name."""
        for name, body in data.get(part, {}).items():
            if isinstance(body, dict):
                yield name, body
            else:
                where = f"{part}.{name}"
                self._faults.append(lines.at_key(part, name, f"[{where}] must be a table"))

    def _table(
        self, table: Mapping[str, Any], keys: Mapping[str, Form], lines: _Lines, where: str, what: str
    ) -> dict[str, Any]:
        """What a table holds under known keys in the form that they ask for; the rest are faults."""
        sound: dict[str, Any] = {}
        for key, value in table.items():
            form = keys.get(key)
            if form is None:
                message = f"{what} knows no key {key!r}{nearest(key, keys)} (keys: {', '.join(keys)})"
            elif form.fits(value):
                sound[key] = value
                continue
            elif form is TEXTS and isinstance(value, str):
                message = f'{what}: {key} is a list of texts; write {key} = ["{value}"]'
            elif form is TABLES and isinstance(value, dict):
                message = (
                    f"{what}: there may be several of these; write [[{where}.{key}]], in double brackets"
                )
            else:
                message = f"{what}: {key} must be {form.name}, not {form_of(value, form)}"
            self._faults.append(lines.at_key(where, key, message))
        return sound

    def _kind(self, header: Mapping[str, Any], lines: _Lines) -> None:
        name = header.get("kind", "")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self._faults.append(lines.at_key("set", "kind", '[set] needs kind = "a_name", in lower case'))
            return
        try:
            kind = Kind(
                name=name,
                record=header.get("record"),
                nested=header.get("nested"),
                summary=header.get("summary", ""),
                fields=header.get("fields", {}),
            )
        except InputError as error:
            self._faults.append(lines.at_key("set", "fields", f"[set.fields]: {error}"))
            return
        try:
            self._kinds[name] = self._kinds[name].merged(kind) if name in self._kinds else kind
        except CommuniqueError as error:
            self._faults.append(lines.at_key("set", "kind", f"{error} (another file declares it too)"))

    def _rule(
        self,
        rule_id: str,
        where: str,
        body: Mapping[str, Any],
        header: Mapping[str, Any],
        fragments: Mapping[str, str],
        lines: _Lines,
    ) -> None:
        before = len(self._faults)
        if rule_id in self._rules:
            origin = self._rules[rule_id].origin
            place = f"{origin.path}:{origin.line}" if origin else "another file"
            self._faults.append(
                lines.at_key("", where, f"a rule {rule_id!r} stands in {place} already; rename one")
            )
        sound = self._table(body, RULE_KEYS, lines, where, f"[{where}]")
        kind = sound.get("kind") or header.get("kind")
        if not kind:
            self._faults.append(lines.at_key("", where, 'no kind: the file needs [set] kind = "…"'))
        if not body.get("pattern") or not sound.get("pattern", "…").strip():
            self._faults.append(lines.at_key("", where, f"[{where}] needs a pattern"))
        examples = [
            self._case(item, EXAMPLE_KEYS, f"{where}.example", lines) for item in sound.get("example", ())
        ]
        rejects = [
            self._case(item, REJECT_KEYS, f"{where}.reject", lines) for item in sound.get("reject", ())
        ]
        if len(self._faults) > before:
            return
        try:
            self._rules[rule_id] = Rule(
                id=rule_id,
                kind=str(kind),
                pattern=sound["pattern"],
                doc=sound.get("doc", ""),
                requires=sound.get("requires", ()),
                values=sound.get("values", {}),
                take=sound.get("take", {}),
                priority=sound.get("priority", 0),
                case=sound.get("case", header.get("case", "lower")),
                cues=sound.get("cues", ()),
                discard=sound.get("discard", False),
                echo=sound.get("echo"),
                fragments={**fragments, **sound.get("fragment", {})},
                examples=[Example(**item) for item in examples],
                rejects=[Reject(**item) for item in rejects],
                origin=lines.origin(where),
            )
        except InputError as error:
            self._faults.append(lines.at_key("", where, f"[{where}]: {error}"))

    def _case(
        self, item: Mapping[str, Any], keys: Mapping[str, Form], where: str, lines: _Lines
    ) -> dict[str, Any]:
        """What an example or a reject says."""
        found = self._table(item, keys, lines, where, f"[[{where}]]")
        for key in ("text", "why"):
            if key in keys and key not in item:
                self._faults.append(lines.at_key("", where, f'[[{where}]] needs {key} = "…"'))
        if "published" in found:
            found["published"] = str(found["published"])
        return found

    def _cue(self, cue_id: str, where: str, body: Mapping[str, Any], lines: _Lines) -> None:
        before = len(self._faults)
        sound = self._table(body, CUE_KEYS, lines, where, f"[{where}]")
        for key in ("effect", "pattern"):
            if key not in body:
                self._faults.append(lines.at_key("", where, f'[{where}] needs {key} = "…"'))
        if len(self._faults) > before:
            return
        try:
            self._cues[cue_id] = Cue(id=cue_id, origin=lines.origin(where), **sound)
        except InputError as error:
            self._faults.append(lines.at_key("", where, f"[{where}]: {error}"))

    def _add_layout(self, body: Mapping[str, Any], lines: _Lines) -> None:
        sound = self._table(body, LAYOUT_KEYS, lines, "layout", "[layout]")
        patterns = sound.get("patterns", {})
        if self._deep:
            from communique.turns import compiled

            for name, pattern in patterns.items():
                try:
                    compiled(pattern)
                except CommuniqueError as error:
                    self._faults.append(
                        lines.at_key("layout.patterns", name, f"[layout.patterns]: {name}: {error}")
                    )
        try:
            self._layout = self._layout.merged(
                Layout(
                    name=self._name if patterns else "",
                    abbreviations=sound.get("abbreviations", ()),
                    continues=sound.get("continues", ()),
                    patterns=patterns,
                )
            )
        except CommuniqueError as error:
            self._faults.append(lines.at_key("", "layout", f"{error}; rename one"))


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
        """A fault at a 1-based place, or of the file where there is none."""
        source = self._lines[line - 1] if line and line <= len(self._lines) else None
        return RuleError(message, path=self.label, line=line, column=column, source=source)
