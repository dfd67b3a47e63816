"""The command as a process: its way in and out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique import __main__
from communique.cli import main

from .run import TEXT


def command(*args: str, **options: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__main__.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *args],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_version(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"1.2.3 of {name}")
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == "communique 1.2.3 of communique\n"


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
