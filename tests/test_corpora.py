"""Corpora beside rules: how they are read and checked; those of the shipped set; sentences held out."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

import communique
from communique import Parser, RuleErrors, RuleSet
from communique.check import check, marked
from communique.corpora import CorpusLine, check_corpora, read_corpora
from communique.load import folder_of
from communique.testing import check_rules

CORPORA = Path(__file__).parent / "corpora"
FRENCH = Path(communique.__file__).parent / "fr"


@pytest.fixture
def folder(mini_path: Path, tmp_path: Path) -> Path:
    """A copy of the small set, with an empty folder for corpora."""
    target = tmp_path / "mini"
    shutil.copytree(mini_path, target)
    (target / "corpora").mkdir()
    return target


def write(folder: Path, *lines: object, name: str = "own") -> None:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "corpora" / f"{name}.jsonl").write_text(text, encoding="utf-8")


def line(text: str, **keys: object) -> dict[str, object]:
    return {"kind": "country", "text": text, **keys}


def faults(folder: Path) -> list[str]:
    with pytest.raises(RuleErrors) as caught:
        list(check(RuleSet.read(folder), path=folder))
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.exceptions]


def failures(folder: Path, parser: Parser) -> list[str]:
    found = check_corpora(read_corpora(folder), parser)
    return [f"{failure.rule}: {failure.message}".replace(f"{folder}/", "") for failure in found]


# --- running ---


@pytest.mark.parametrize(
    "good",
    [
        line("Le [Pérou] a signé.", expect={"code": "PE"}),
        line("Le [Pérou] a signé."),
        line("Le [Pérou] et le [Mali] ont signé.", expect=[{"code": "PE"}, {"code": "ML"}]),
        line("Le [Pérou] et le [Mali] ont signé.", expect=[{"code": "PE"}, {}]),
        line("Le Royaume a signé.", why="a metonym is no name"),
        line(r"\[sic\] Le [Pérou] a signé.", published="2011-10-06"),
        line("Le [Royaume] a signé.", todo="no metonyms yet"),
        {"kind": "agreement", "text": "Aucun [accord] n'est signé."},
        "",
        "  \r",
    ],
)
def test_lines_that_hold(folder: Path, mini_parser: Parser, good: object) -> None:
    write(folder, good)
    assert failures(folder, mini_parser) == []


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (line("Le [Royaume] a signé."), "no country is found at 'Royaume'; found: []"),
        (line("Le [Royaume].", why="a state"), "no country is found at 'Royaume' (a state); found: []"),
        (
            line("Le [Pérou].", expect={"code": "ML"}),
            "code is 'PE' in 'Pérou' by mini.countries.name, not 'ML'",
        ),
        (
            line("Le Pérou a signé.", why="for the test"),
            "found 'Pérou' by mini.countries.name (for the test); if that is right, put it in brackets",
        ),
        (
            line("Le [Pérou] et le Mali ont signé."),
            "found 'Mali' by mini.countries.name; if that is right, put it in brackets",
        ),
        (line("Le [Pérou].", todo="later"), "passes now; remove its todo (later)"),
    ],
)
def test_lines_that_fail(folder: Path, mini_parser: Parser, bad: object, message: str) -> None:
    write(folder, line("Le [Mali] signe."), bad)
    assert failures(folder, mini_parser) == [f"corpora/own.jsonl:2: {message}"]


def test_any_rule_of_the_joined_set_may_find_it(folder: Path, mini: RuleSet) -> None:
    (folder / "countries.toml").unlink()
    (folder / "set.toml").write_text('name = "other"\n', encoding="utf-8")
    write(folder, line("Le [Pérou] a signé."))
    assert not [f for f in check(RuleSet.read(folder), on=mini, path=folder) if "corpora" in f.rule]


def test_all_files_of_the_folder_are_read(folder: Path) -> None:
    (folder / "corpora" / "more").mkdir()
    (folder / "corpora" / "_not").mkdir()
    for name in ("b", "a", "more/c", "_not/d"):
        write(folder, line(f"Le [Pérou] {name}."), name=name)
    (folder / "corpora" / "notes.txt").write_text("not a corpus", encoding="utf-8")
    lines = read_corpora(folder)
    assert [Path(found.origin.path).name for found in lines] == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert lines[0].place == f"{folder}/corpora/a.jsonl:1"


def test_a_set_without_corpora(mini_path: Path) -> None:
    assert read_corpora(mini_path) == ()
    assert read_corpora(mini_path / "countries.toml") == ()
    assert read_corpora(None) == ()


def test_corpora_are_no_part_of_the_rules(folder: Path, mini: RuleSet) -> None:
    write(folder, "not even JSON")
    rules = RuleSet.read(folder)
    assert (rules, rules.digest) == (mini, mini.digest)
    assert list(check(rules)) == []


def test_lines_can_be_made_in_python(mini_parser: Parser) -> None:
    (failure,) = check_corpora([CorpusLine(kind="country", text="Le [Royaume].")], mini_parser)
    assert "no country is found" in failure.message


def test_check_rules_runs_them(folder: Path) -> None:
    write(folder, line("Le [Pérou] a signé.", expect={"code": "PE"}))
    check_rules(folder, on=None)
    write(folder, line("Le [Pérou] a signé.", expect={"code": "ML"}))
    with pytest.raises(AssertionError, match=r"own\.jsonl:1: code is 'PE'"):
        check_rules(folder, on=None)
    write(folder, "{")
    with pytest.raises(AssertionError, match=r"own\.jsonl:1:2: not JSON"):
        check_rules(folder, on=None)
    check_rules(RuleSet.read(folder), on=None)


# --- faults ---


@pytest.mark.parametrize(
    ("bad", "place", "message"),
    [
        (
            '{"kind": "country", "text": }',
            "1:29",
            "not JSON: Expecting value; a line holds one object",
        ),
        ('["country"]', "1", "a line of a corpus is one JSON object, in braces"),
        ('{"kind": "country"}', "1", 'a line needs "text": "…"'),
        ('{"text": "Le Pérou."}', "1", 'a line needs "kind": "…"'),
        ('{"kind": "country", "txt": "x", "text": "x"}', "1:21", "knows no key 'txt'; did you mean 'text'?"),
        ('{"kind": 3, "text": "x"}', "1:2", "kind must be a text, not 3"),
        (line("x", published="6/10/2011"), "1:34", "published must be a day, such as 2011-10-06"),
        (line("[x]", expect=[]), "1:36", "expect must be an object, or a list of them for several spans"),
        (line("Le [Pérou"), "1:21", r"a bracket is left open; before a bracket of the text itself, write \\"),
        (line("Le Pérou]"), "1:21", "a bracket is closed that was not opened"),
        (line("]Le[ Pérou"), "1:21", "a bracket is closed that was not opened"),
        (line("Le [] Pérou"), "1:21", "brackets around nothing"),
        (line("Le Pérou", expect={"code": "PE"}), "1:46", "something to expect, but nothing in brackets"),
        (line("[A] et [B]", expect={"code": "PE"}), "1:43", "2 spans in brackets need a list of 2 objects"),
        (line("[A] et [B]", expect=[{}]), "1:43", "2 spans in brackets need a list of 2 objects"),
        ('{"kind": "contry", "text": "x"}', "1:2", "no kind 'contry'; did you mean 'country'?"),
        (line("[x]", expect={"cod": "PE"}), "1:47", "records of kind 'country' have no field 'cod'; did you"),
    ],
)
def test_faults(folder: Path, bad: object, place: str, message: str) -> None:
    write(folder, bad)
    (fault,) = faults(folder)
    assert fault.startswith(f"corpora/own.jsonl:{place}: ")
    assert message in fault


def test_faults_are_told_all_at_once(folder: Path) -> None:
    write(folder, "{", line("Le [Pérou."), line("Le [Mali]."), line("Le Mali."))
    (folder / "corpora" / "latin.jsonl").write_bytes(b'{"kind": "country", "text": "P\xe9rou"}')
    found = faults(folder)
    assert len(found) == 4
    assert "latin.jsonl: not UTF-8 (byte 30); save the file as UTF-8" in found[0]
    assert "own.jsonl:4:21: the same text stands already in " in found[3]


def test_an_internal_kind(folder: Path) -> None:
    rule = '[set]\nkind = "thing"\n[rule.r]\npattern = "truc"\n'
    (folder / "thing.toml").write_text(rule, encoding="utf-8")
    write(folder, {"kind": "thing", "text": "Un truc."})
    assert "kind 'thing' is internal" in faults(folder)[0]


# --- of the shipped set; tests/test_rules.py checks them with its rules ---


def test_the_french_set_has_corpora() -> None:
    lines = read_corpora(folder_of("fr"))
    dates = [found for found in lines if found.kind == "date"]
    assert len([found for found in dates if found.expect]) >= 600
    assert len([found for found in dates if not found.expect]) >= 300
    days = {dt.date.fromisoformat(found.published) for found in dates if found.published}
    assert len({day.year for day in days}) > 20
    assert len({day.weekday() for day in days}) == 7
    told = {"date", "duration", "frequency", "position", "meeting", "agreement"}
    assert {found.kind for found in lines} == told


def test_a_length_of_time_is_no_date(fr_parser: Parser) -> None:
    for found in read_corpora(FRENCH):
        if found.kind in {"duration", "frequency"}:
            text, [(start, end)] = marked(found.text)
            dates = fr_parser.parse(text).dates
            assert not [date for date in dates if date.start < end and start < date.end]


# --- held out ---


def cases(name):
    return [json.loads(line) for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def met(case):
    """Whether exactly the marked span is found, and whether a record that overlaps it has the value."""
    text, [(start, end)] = marked(case["text"])
    published = dt.date.fromisoformat(case["published"]) if case.get("published") else None
    dates = communique.parse(text, published=published).dates
    span = any((date.start, date.end) == (start, end) for date in dates)
    value = any(
        date.start < end and start < date.end and (date.value, date.kind) == (case["value"], case["kind"])
        for date in dates
    )
    return span, value


def test_no_false_alarm():
    alarms = [
        (case["text"], [date.text for date in result.dates])
        for case in cases("dates_none")
        if (result := communique.parse(case["text"], published=dt.date(2012, 5, 24))).dates
    ]
    assert alarms == []


def test_held_out():
    results = [met(case) for case in cases("dates_heldout")]
    assert sum(span for span, _ in results) / len(results) >= 0.95
    assert sum(value for _, value in results) / len(results) >= 0.97


def test_values_are_edtf():
    """What comes out parses with `edtf`, clock times and seasons or decades inside an interval aside."""
    edtf = pytest.importorskip("edtf")
    values = {case["value"] for case in cases("dates_heldout")}
    values |= {
        wanted["value"] for found in read_corpora(FRENCH) if found.kind == "date" for wanted in found.expect
    }
    assert len(values) > 300
    for value in values - {None}:
        if not ("_REF" in value or "T" in value or ("/" in value and not plain(value))):
            edtf.parse_edtf(value)


def plain(value):
    """Is no end of an interval a season, a quarter, a half-year, a decade or a century?"""
    return not any("X" in end or end.rstrip("~")[5:7] > "12" for end in value.split("/") if end != "..")


@pytest.mark.parametrize(
    ("corpus", "field", "wanted"),
    [
        ("positions", "stance", 14),
        ("meetings", "kind", 9),
        ("agreements", "status", 12),
    ],
)
def test_every_value_is_told_in_three_ways_and_more(corpus, field, wanted):
    """Each stance, kind of meeting and status stands in the corpus with three verb forms or nouns."""
    file = Path(communique.__file__).parent / "fr" / "corpora" / f"{corpus}.jsonl"
    told = {}
    for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        expect = line.get("expect", {})
        for found in expect if isinstance(expect, list) else [expect]:
            values = [event["status"] for event in found.get("events", ())] or [found.get(field)]
            for value in filter(None, values):
                told.setdefault(value, set()).add(line["text"])
    assert len(told) == wanted
    assert min(len(texts) for texts in told.values()) >= 3
