"""The commands `explain`, `check`, `rules`, `schema` and `new`."""

import json
from pathlib import Path

import pytest

from .run import run


def test_explaining_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "explain", "none.txt")
    assert status == 1
    assert "none.txt: no such file" in err


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


def test_a_shipped_set_is_checked_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "en")
    assert (status, out.split(", ")[-1]) == (0, "all well\n")


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
    assert (status, out) == (0, "1 rule, 2 corpus lines, all well\n")
    status, _, err = run(capsys, "new", "vaud-1", "--into", tmp_path)
    assert status == 1
    assert "exists already" in err
    status, _, err = run(capsys, "new", "Vaud !", "--into", tmp_path)
    assert "can't name a package" in err
