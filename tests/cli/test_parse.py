"""The command `parse`."""

import io
import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest

from communique.cli import main

from .run import TEXT, codes, run


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


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ('patern = "x"', ["own.toml:4:1", "did you mean 'pattern'?"]),
        ('pattern = "(("', ["own.toml:4:13", "not a regular expression"]),
    ],
)
def test_faulty_rules(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: Path, line: str, faults: list[str]
) -> None:
    """Told before anything is parsed, whether the file or only its pattern is at fault."""
    rules = tmp_path / "own.toml"
    rules.write_text(f'[set]\nkind = "oath"\n[rule.r]\n{line}\n', encoding="utf-8")
    status, out, err = run(capsys, "parse", text, "--rules", rules)
    assert (status, out) == (1, "")
    assert all(fault in err for fault in faults)
    assert re.search(r"\d faults? in the rules$", err.splitlines()[-1])


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
