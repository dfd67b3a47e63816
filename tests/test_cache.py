"""A stored rule set: the same results, sooner; never a reason to fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import communique
from communique import cache

TEXT = "M. Jean Dupond, ministre du Mali, a signé le 3 mars 2011 un accord avec le Pérou."
PROGRAM = f"""
import communique
rules = communique.RuleSet.load()
print("program" in rules.__dict__)
print(communique.parse({TEXT!r}).to_json())
"""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, mini_path: Path) -> Path:
    """The package as somebody has installed it a while ago, with a few rules in the place of the French."""
    folder = tmp_path_factory.mktemp("installed")
    source = Path(communique.__file__).parent
    shutil.copytree(source, folder / "communique", ignore=shutil.ignore_patterns("__pycache__", "fr", "en"))
    shutil.copytree(mini_path, folder / "communique" / "fr", ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / "communique").rglob("*"):
        os.utime(file, (1_300_000_000, 1_300_000_000))
    return folder


def run(installed: Path, **environment: str) -> tuple[bool, str]:
    """Whether the set came from the cache or was just stored, and the parse."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**clean, "PYTHONPATH": str(installed), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert not done.stderr
    ready, _, parsed = done.stdout.partition("\n")
    return ready == "True", parsed.strip()


def stored(installed: Path) -> Path:
    (file,) = (installed / "communique" / "fr" / "__pycache__").glob("*.rules")
    return file


@pytest.mark.slow
def test_the_cache(installed: Path) -> None:
    plain = run(installed, PYTHONDONTWRITEBYTECODE="1")
    assert plain[0] is False
    assert not (installed / "communique" / "fr" / "__pycache__").exists()

    assert run(installed) == (True, plain[1])
    first = stored(installed).stat().st_mtime_ns
    assert run(installed) == (True, plain[1])
    assert stored(installed).stat().st_mtime_ns == first

    stored(installed).write_bytes(stored(installed).read_bytes()[:5000])
    assert run(installed) == (True, plain[1])
    stored(installed).write_bytes(b"nonsense")
    assert run(installed) == (True, plain[1])

    lexicon = installed / "communique" / "fr" / "lexicons" / "posts.csv"
    os.utime(lexicon, (1_300_000_001, 1_300_000_001))
    before = stored(installed).stat().st_mtime_ns
    assert run(installed) == (True, plain[1])
    assert stored(installed).stat().st_mtime_ns > before

    os.utime(lexicon)  # somebody is at work on the rules
    before = stored(installed).stat().st_mtime_ns
    assert run(installed) == (False, plain[1])
    assert stored(installed).stat().st_mtime_ns == before
    assert [file.suffix for file in stored(installed).parent.iterdir()] == [".rules"]


def test_a_folder_that_takes_no_files(installed: Path, mini: communique.RuleSet) -> None:
    """Whatever stands in the way of storing, the set is there."""
    folder = installed / "communique" / "fr"
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    (folder / "__pycache__").write_text("in the way", encoding="utf-8")
    try:
        assert run(installed)[1]
    finally:
        (folder / "__pycache__").unlink()


def test_an_interpreter_without_compiled_files(
    mini_path: Path, mini: communique.RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(path: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr(cache, "cache_from_source", none)
    assert cache.cached(mini_path, lambda: mini) is mini
