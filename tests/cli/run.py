"""Run the command as its entry point does."""

import pytest

from communique.cli import main

TEXT = "Le Pérou et le Mali ont signé un accord.\n"


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = main([str(arg) for arg in args])
    out, err = capsys.readouterr()
    return status, out, err


def codes(data: dict[str, list[dict[str, str]]]) -> list[str]:
    return [country["code"] for country in data["countries"]]
