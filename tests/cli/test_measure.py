"""The commands `diff` and `evaluate`."""

import json
from pathlib import Path

import pytest

from .run import TEXT, run


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
