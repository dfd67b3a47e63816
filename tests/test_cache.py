"""A stored rule set: the same results, sooner; never a reason to fail."""

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
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


def settle(installed: Path) -> None:
    """As if nobody had touched the sources for long."""
    for file in (installed / "communique").rglob("*.[ct][so][vm]*"):
        os.utime(file, (1_300_000_000, 1_300_000_000))


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
    content = bytearray(stored(installed).read_bytes())
    for at in (3, 30, len(content) // 2, len(content) - 2):  # the mark, the signature, the content
        broken = bytearray(content)
        broken[at] ^= 1
        stored(installed).write_bytes(broken)
        assert run(installed) == (True, plain[1])
        assert stored(installed).read_bytes() != broken

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


@pytest.mark.slow
def test_several_processes_at_once(installed: Path) -> None:
    """Each reads the rules for itself; what is left is whole."""
    shutil.rmtree(installed / "communique" / "fr" / "__pycache__", ignore_errors=True)
    settle(installed)
    with ThreadPoolExecutor(4) as pool:
        results = set(pool.map(lambda _: run(installed), range(4)))
    assert len({parsed for _, parsed in results}) == 1
    written = stored(installed).stat().st_mtime_ns
    assert run(installed) in results
    assert stored(installed).stat().st_mtime_ns == written
    assert [file.suffix for file in stored(installed).parent.iterdir()] == [".rules"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs owners and modes of files")
def test_a_file_that_others_could_write(installed: Path) -> None:
    """It is no more trusted than it would be elsewhere; the next process writes its own."""
    settle(installed)
    plain = run(installed)
    file = stored(installed)
    written = file.stat().st_mtime_ns
    file.chmod(0o666)
    assert run(installed) == plain
    assert file.stat().st_mtime_ns > written
    assert not file.stat().st_mode & stat.S_IWOTH
    written = file.stat().st_mtime_ns
    file.parent.chmod(0o777)
    assert run(installed) == plain
    assert run(installed, PYTHONDONTWRITEBYTECODE="1") == (False, plain[1])
    file.parent.chmod(0o755)
    assert run(installed, PYTHONDONTWRITEBYTECODE="1") == (True, plain[1])


BUILD = """
import sys
from pathlib import Path
import communique
from communique import cache, load
folder = Path(communique.__file__).parent / "fr"
(folder / cache.BUILT).write_bytes(cache.build(folder, load.read_shipped("fr")))
"""


@pytest.mark.slow
def test_a_wheel_with_its_rules_made_ready(installed: Path) -> None:
    """What a wheel is built with is read wherever it is installed, as long as nothing has changed."""
    folder = installed / "communique" / "fr"
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    settle(installed)
    plain = run(installed, PYTHONDONTWRITEBYTECODE="1")
    assert plain[0] is False
    subprocess.run(
        [sys.executable, "-B", "-c", BUILD], env={**os.environ, "PYTHONPATH": str(installed)}, check=True
    )
    moved = shutil.copytree(installed, installed.parent / "installed-moved")
    assert run(moved, PYTHONDONTWRITEBYTECODE="1") == (True, plain[1])
    assert run(moved) == (True, plain[1])
    assert not (moved / "communique" / "fr" / "__pycache__").exists()

    lexicon = moved / "communique" / "fr" / "lexicons" / "posts.csv"
    content = lexicon.read_bytes()
    lexicon.write_bytes(content + b"\n")
    assert run(moved, PYTHONDONTWRITEBYTECODE="1") == plain
    lexicon.write_bytes(content)
    assert run(moved, PYTHONDONTWRITEBYTECODE="1") == (True, plain[1])
    os.utime(moved / "communique" / "fr" / cache.BUILT, (1_200_000_000, 1_200_000_000))  # a source is newer
    assert run(moved, PYTHONDONTWRITEBYTECODE="1") == plain
    (folder / cache.BUILT).unlink()


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
