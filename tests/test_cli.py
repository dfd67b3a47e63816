"""The command, through its entry point."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from communique import InputError, __main__
from communique.cli import main
from communique.reading import decoded, files, html_text

TEXT = "Le Pérou et le Mali ont signé un accord.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = main([str(arg) for arg in args])
    out, err = capsys.readouterr()
    return status, out, err


def codes(data: dict[str, list[dict[str, str]]]) -> list[str]:
    return [country["code"] for country in data["countries"]]


# --- parse ---


def test_a_report(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, out, err = run(capsys, "parse", text, "--published", "2012-05-02")
    assert status == 0
    assert out.startswith("a.txt · published 2012-05-02\n")
    assert "PE" in out
    assert not err


def test_json_is_what_the_schema_says(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, out, _ = run(capsys, "parse", text, "--format", "json")
    assert status == 0
    data = json.loads(out)
    assert data["text"] == TEXT
    assert codes(data) == ["PE", "ML"]
    _, schema, _ = run(capsys, "schema")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(data)


def test_several_files_are_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    (tmp_path / "b.md").write_text("# Chili\n", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    status, out, _ = run(capsys, "parse", tmp_path)
    assert status == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert [Path(data["document"]).name for data in found] == ["a.txt", "b.md"]
    assert codes(found[1]) == ["CL"]


def test_several_files_as_one_list(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, out, _ = run(capsys, "parse", text, text, "--format", "json")
    assert status == 0
    assert [codes(data) for data in json.loads(out)] == [["PE", "ML"]] * 2


def test_one_bad_file_stops_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes("Pérou".encode("latin-1"))
    status, out, err = run(capsys, "parse", bad, text, tmp_path / "none.txt", "--format", "jsonl")
    assert status == 1
    assert len(out.splitlines()) == 1
    lines = err.splitlines()
    assert "bad.txt: not UTF-8 at byte 1 (0xe9, line 1)" in lines[0]
    assert "--encoding cp1252" in lines[0]
    assert "none.txt: no such file; check the path" in lines[1]
    assert lines[2] == "communique: 2 of 3 files failed"


def test_another_encoding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Le Pérou".encode("cp1252"))
    status, out, _ = run(capsys, "parse", file, "--encoding", "cp1252", "--format", "json")
    assert status == 0
    assert codes(json.loads(out)) == ["PE"]


def test_csv(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, out, _ = run(capsys, "parse", text, "--format", "csv", "--what", "countries")
    assert status == 0
    assert [line.split(",")[-1] for line in out.splitlines()] == ["code", "PE", "ML"]
    status, _, err = run(capsys, "parse", text, "--what", "countries")
    assert (status, err) == (1, "communique: --what is for --format csv; add that, or leave --what out\n")
    status, _, err = run(capsys, "parse", text, "--format", "csv", "--what", "country")
    assert status == 1
    assert "did you mean 'countries'" in err


def test_output_goes_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    status, out, _ = run(capsys, "parse", text, "--format", "json", "-o", tmp_path / "out.json")
    assert (status, out) == (0, "")
    assert codes(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == ["PE", "ML"]
    status, _, err = run(capsys, "parse", text, "-o", tmp_path / "no" / "out.json")
    assert status == 1
    assert "out.json: can't be written" in err


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    status, out, _ = run(capsys, "parse", "--format", "json")
    assert status == 0
    assert codes(json.loads(out)) == ["PE", "ML"]


def test_html_carries_the_text_it_speaks_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    page = "<title>Mali</title><p>Le <b>Pérou</b>&nbsp;a signé.<p>Le Chili aussi."
    file.write_text(page, encoding="utf-8")
    _, out, _ = run(capsys, "parse", file, "--format", "json")
    data = json.loads(out)
    assert data["text"] == "Le Pérou a signé.\n\nLe Chili aussi.\n"
    assert [data["text"][c["start"] : c["end"]] for c in data["countries"]] == ["Pérou", "Chili"]


def test_rules_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text(
        '[set]\nkind = "oath"\n[set.fields]\nby = "text"\n'
        '[rule.r]\ndoc = "An oath."\npattern = "(?P<by> signé )"\n',
        encoding="utf-8",
    )
    status, out, _ = run(capsys, "parse", text, "--rules", rules, "--format", "json")
    assert status == 0
    assert [oath["by"] for oath in json.loads(out)["other"]["oath"]] == ["signé"]
    status, out, _ = run(capsys, "rules", "--rules", rules, "--kind", "oath")
    assert out.split() == ["own.own.r", "oath", "An", "oath."]


def test_workers(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, out, _ = run(capsys, "parse", *[text] * 3, "--workers", "2", "--timeout", "60")
    assert status == 0
    assert [codes(json.loads(line)) for line in out.splitlines()] == [["PE", "ML"]] * 3


def test_faulty_rules(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[set]\nkind = "oath"\n[rule.r]\npatern = "x"\n', encoding="utf-8")
    status, out, err = run(capsys, "parse", text, "--rules", rules)
    assert (status, out) == (1, "")
    assert "own.toml:4:1" in err
    assert "did you mean 'pattern'?" in err
    assert err.splitlines()[-1] == "communique: 2 fault(s) in the rules"


@pytest.mark.parametrize(
    "args",
    [
        ["parse", "--published", "2012-13-01"],
        ["parse", "--timeout", "-1"],
        ["parse", "--timeout", "x"],
        ["parse", "--workers", "0"],
        ["parse", "--format", "xml"],
        ["nosuch"],
        [],
    ],
)
def test_a_wrong_command_line(capsys: pytest.CaptureFixture[str], args: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert "usage: communique" in capsys.readouterr().err


def test_an_empty_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "parse", tmp_path)
    assert status == 1
    assert "no text files in" in err


def test_an_output_that_is_read(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    status, _, err = run(capsys, "parse", text, "-o", text)
    assert status == 1
    assert "is read as well; give the output another name" in err
    assert text.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_an_earlier_output_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str) -> None:
    """Where nothing could be read there is nothing to put in its place."""
    out = tmp_path / "out"
    out.write_text("earlier", encoding="utf-8")
    status, _, err = run(capsys, "parse", tmp_path / "a", tmp_path / "b", "-o", out, "--format", form)
    assert status == 1
    assert err.splitlines()[-1] == "communique: 2 of 2 files failed"
    assert out.read_text(encoding="utf-8") == "earlier"


def test_a_device_that_is_full(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no such device here")
    status, _, err = run(capsys, "parse", text, "-o", "/dev/full")
    assert status == 1
    assert err == "communique: output: No space left on device\n"


def test_a_folder_without_rules(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    empty = tmp_path / "rules"
    empty.mkdir()
    status, _, err = run(capsys, "parse", text, "--rules", empty)
    assert status == 1
    assert "no rules in this folder" in err


def test_broken_rules(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    broken = tmp_path / "own.toml"
    broken.write_text('[set]\nkind = "oath"\n[rule.r]\npattern = "(("\n', encoding="utf-8")
    status, out, err = run(capsys, "parse", text, "--rules", broken)
    assert status == 1
    assert not out
    assert "own.toml" in err
    assert err.splitlines()[-1] == "communique: 1 fault(s) in the rules"


def test_interrupted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: Path, tmp_path: Path
) -> None:
    """What was written before is whole."""

    def read(name: str, encoding: str | None) -> str:
        if name.endswith("b.txt"):
            raise KeyboardInterrupt
        return TEXT

    monkeypatch.setattr("communique.cli.parse.read_text", read)
    out = tmp_path / "out"
    status, _, err = run(capsys, "parse", text, "b.txt", "-o", out)
    assert (status, err) == (130, "communique: interrupted; what was written until now is complete\n")
    (line,) = out.read_text(encoding="utf-8").splitlines()
    assert codes(json.loads(line)) == ["PE", "ML"]


def test_a_file_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: Path
) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    status, _, err = run(capsys, "parse", text)
    assert status == 1
    assert err == f"communique: {text}: can't be read: Permission denied; check its permissions\n"


# --- the other commands ---


def test_explaining_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "explain", "none.txt")
    assert status == 1
    assert "none.txt: no such file" in err


def test_diff_tells_what_changed(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path) -> None:
    """The same span with another value, and gold files as corpus."""
    for value in ("one", "two"):
        (tmp_path / value).mkdir()
        (tmp_path / value / "own.toml").write_text(
            '[set]\nkind = "oath"\n[set.fields]\nby = "text"\n[rule.r]\npattern = "signé"\n'
            f'values = {{ by = "{value}" }}\n',
            encoding="utf-8",
        )
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"id": "g", "published": None, "text": TEXT}), encoding="utf-8")
    status, out, _ = run(capsys, "diff", tmp_path / "one", tmp_path / "two", gold)
    assert status == 1
    assert "changed  g: oath: 'signé' (rule: 'one.own.r' -> 'two.own.r'; by: 'one' -> 'two')" in out
    status, out, _ = run(capsys, "diff", tmp_path / "one", tmp_path / "two", gold, "--quiet")
    assert out.startswith("1 texts: 0 gained, 0 lost, 1 changed;")


def test_explain(capsys: pytest.CaptureFixture[str], text: Path, mini_path: Path) -> None:
    status, out, _ = run(capsys, "explain", "Le Pérou")
    assert status == 0
    assert "country 3-8" in out
    status, out, _ = run(capsys, "explain", text, "--html")
    assert out.startswith("<!doctype html>")
    status, _, err = run(capsys, "explain", "x" * 5000, "--rule", "nosuch")
    assert status == 1
    assert "no rule 'nosuch'" in err


def test_check(capsys: pytest.CaptureFixture[str], mini_path: Path, tmp_path: Path) -> None:
    status, out, _ = run(capsys, "check", mini_path, "--alone")
    assert (status, out) == (0, "5 rules, all well\n")
    rules = tmp_path / "own.toml"
    rules.write_text('[set]\nkind = "oath"  \n[rule.r]\npattern = "serment"\n', encoding="utf-8")
    status, out, _ = run(capsys, "check", rules, "--alone")
    assert status == 1
    assert "own.own.r: no doc" in out
    assert "layout is not canonical" in out
    status, out, err = run(capsys, "check", rules, "--alone", "--fix")
    assert "layout mended" in err
    assert "layout" not in out


@pytest.mark.parametrize("command", [("check",), ("rules", "--rules"), ("diff", "fr")])
def test_rules_that_are_not_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "empty").mkdir()
    corpus = (text,) if command[0] == "diff" else ()
    for name, message in (
        (tmp_path / "gone", "gone: no such file or folder of rules; check the path"),
        ("gone.toml", "gone.toml: no such file or folder of rules; check the path"),
        ("frr", "no rule set 'frr' is installed; did you mean 'fr'?"),
        (tmp_path / "empty", "empty: no rules in this folder"),
    ):
        status, _, err = run(capsys, *command, name, *corpus)
        assert status == 1
        assert message in err


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules", "--kind", "country")
    assert status == 0
    assert all(" country " in line for line in out.splitlines())
    status, _, err = run(capsys, "rules", "--kind", "contry")
    assert status == 1
    assert "did you mean 'country'" in err


def test_gold_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "schema", "--gold")
    assert status == 0
    assert "text_file" in json.loads(out)["properties"]


def test_diff(capsys: pytest.CaptureFixture[str], mini_path: Path, tmp_path: Path, text: Path) -> None:
    status, out, _ = run(capsys, "diff", mini_path, mini_path, text)
    assert status == 0
    assert out.startswith("1 texts: 0 gained, 0 lost, 0 changed;")
    other = tmp_path / "own.toml"
    other.write_text(
        '[set]\nkind = "oath"\n[set.fields]\nby = "text"\n[rule.r]\npattern = "(?P<by> signé )"\n'
    )
    status, out, _ = run(capsys, "diff", mini_path, f"{mini_path}+{other}", text)
    assert status == 1
    assert f"gained   {text}: oath: 'signé' by own.own.r" in out
    status, _, err = run(capsys, "diff", "fr", "fr", tmp_path / "none")
    assert status == 1
    assert "no such text" in err


def test_evaluate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gold = {
        "id": "one",
        "published": None,
        "text": TEXT,
        "countries": [{"start": 3, "end": 8, "code": "PE"}, {"start": 0, "end": 2, "code": "FR"}],
    }
    file = tmp_path / "one.json"
    file.write_text(json.dumps(gold), encoding="utf-8")
    status, out, _ = run(capsys, "evaluate", file, "--errors", "countries", "--by-rule")
    assert status == 0
    assert "one countries missed: [Le] Pérou" in out
    assert "one countries spurious:" in out
    assert "countries           0.500  0.500  0.500      2" in out
    assert "fr.countries.name" in out
    status, out, _ = run(capsys, "evaluate", file, "--json")
    assert json.loads(out)["scores"]["countries"]["f1"] == 0.5
    status, _, err = run(capsys, "evaluate", file, "--errors", "country")
    assert status == 1
    assert "no measure 'country'" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not a gold file"),
        ("[]", "one JSON object"),
        ("{}", "needs a 'text' or a 'text_file'"),
        ('{"text": "", "published": "May"}', "'published' is no ISO date"),
        ('{"text_file": "none.txt"}', "its text is not here"),
        ('{"text_file": "latin.txt"}', "latin.txt is not UTF-8 at byte 1"),
        ('{"text_file": "g.json", "sha256": "0"}', "is not the text that was annotated"),
        ('{"text": "", "titles": [{"start": 0, "end": 1}]}', "titles[0] has no 'kind'"),
        ('{"text": "", "countries": [3]}', "countries[0] has no 'start'"),
        (
            '{"text": "", "dates": [{"start": "0", "end": 1, "kind": "date"}]}',
            "dates[0]: 'start' can't be '0'",
        ),
        ('{"text": "", "persons": [{"name": "A"}]}', "persons[0] has no 'mentions'"),
        (
            '{"text": "", "persons": [{"name": "A", "mentions": [{}]}]}',
            "persons[0].mentions[0] has no 'start'",
        ),
        (
            '{"text": "", "exchanges": [{"question": {}, "answer": {}}]}',
            "exchanges[0].question has no 'start'",
        ),
        ('{"text": "", "sanction": [{"start": 1}]}', "sanction[0] has no 'end'"),
    ],
)
def test_bad_gold(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "g.json"
    file.write_text(content, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"a\xe9")
    status, _, err = run(capsys, "evaluate", file)
    assert status == 1
    assert message in err


def test_new(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "new", "vaud-1", "--into", tmp_path)
    assert status == 0
    package = tmp_path / "communique-vaud-1"
    assert {Path(line) for line in out.splitlines()} == {p for p in package.rglob("*") if p.is_file()}
    assert not any(
        "@" in file.name or "@" in file.read_text(encoding="utf-8").replace("actions/", "").replace("@v", "")
        for file in package.rglob("*")
        if file.is_file()
    )
    status, out, _ = run(capsys, "check", package / "src" / "communique_vaud_1")
    assert (status, out) == (0, "1 rules, all well\n")
    status, _, err = run(capsys, "new", "vaud-1", "--into", tmp_path)
    assert status == 1
    assert "exists already" in err
    status, _, err = run(capsys, "new", "Vaud !", "--into", tmp_path)
    assert "can't name a package" in err


def test_version(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"1.2.3 of {name}")
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == "communique 1.2.3 of communique\n"


def command(*args: str, **options: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__main__.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *args],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT * 200, encoding="utf-8")
    with command("parse", *[str(file)] * 40) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_as_a_module(text: Path) -> None:
    with command("parse", str(text)) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "a.txt" in out.decode()
    assert not err


# --- reading ---


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "a zip archive, which is what .docx"),
        ("Pérou".encode("utf-16"), "looks like UTF-16: add --encoding utf-16"),
        ("Le Mali.".encode("utf-16-le"), "looks like UTF-16: add --encoding utf-16-le"),
        ("Le Pérou.".encode("utf-16-be"), "looks like UTF-16: add --encoding utf-16-be"),
        (b"\xff\x00\x01", "looks like binary data"),
        (b"abc\n\xe9t", r"byte 4 \(0xe9, line 2\)"),
    ],
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decoded(data, "x")


def test_encodings() -> None:
    assert decoded("\ufeffé".encode(), "x") == "é"
    assert decoded("é".encode("utf-16"), "x", "utf-16") == "é"
    with pytest.raises(InputError, match="no encoding is called 'utf-99'"):
        decoded(b"x", "x", "utf-99")
    with pytest.raises(InputError, match="not ascii at byte 0"):
        decoded("é".encode(), "x", "ascii")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("a<br>b<br/>c", "a\nb\nc\n"),
        ("<head><title>t</title><style>x</style></head><body>a<script>x</script> b", "a b\n"),
        ("<p>a\n  b <i>c</i>, d&eacute;</p>", "a b c, dé\n"),
        ("<ul><li>a<li>b</ul>", "a\nb\n"),
        ("<pre>a\n b</pre>", "a\nb\n"),
        ("<head><title>t</title><p>a", "a\n"),
        ("<p>a<!-- b --> c <!-- d", "a c\n"),
        ("<!-- " * 20_000, ""),
        ("<table><tr><td>a<td>b</table>", "a b\n"),
        ("", ""),
    ],
)
def test_html(source: str, text: str) -> None:
    assert html_text(source) == text


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.csv"):
        (tmp_path / name).touch()
    assert [Path(name).name for name in files([str(tmp_path), "-"])] == ["a.HTML", "b.txt", "-"]


def test_parse_reads_each_file_in_its_language(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(
        "The Foreign Minister of Peru met on Tuesday with the ambassador.", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Le ministre péruvien a reçu mardi l'ambassadeur de France.", encoding="utf-8"
    )
    assert main(["parse", "--language", "auto", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 0
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [result["rules"]["name"] for result in results] == ["en", "fr"]


def test_parse_in_each_language_takes_no_rules_of_ones_own(tmp_path, capsys):
    assert main(["parse", "--language", "auto", "--rules", str(tmp_path), "-"]) == 1
    assert "--language auto" in capsys.readouterr().err
