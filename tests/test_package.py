"""The package: what the door exports, what an import loads, what the wheel holds."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import communique

ROOT = Path(communique.__file__).parent
CHECKOUT = Path(__file__).parent.parent


def python(program: str) -> str:
    """What a program prints that begins with no library loaded, whatever measures the tests."""
    fresh = f"import sys; sys.path.insert(0, {str(ROOT.parent)!r}); sys.modules.pop('tomllib', None)"
    found = subprocess.run(
        [sys.executable, "-c", f"{fresh}\n{program}"],
        capture_output=True,
        check=True,
        text=True,
    )
    return found.stdout.strip()


def test_everything_the_door_promises_is_there() -> None:
    assert communique.__all__ == sorted(communique.__all__, key=lambda name: (name.islower(), name))
    for name in communique.__all__:
        assert getattr(communique, name).__doc__, name
    assert callable(communique.explain)


def test_an_import_loads_little() -> None:
    heavy = "{'regex', 'dateparser', 'tomllib', 'hijridate', 'rich', 'argparse', 'csv', 'concurrent.futures'}"
    assert python(f"import communique; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_the_command_line_loads_no_rules_to_show_its_help() -> None:
    assert (
        python("import communique.cli; print({'regex', 'tomllib', 'dateparser'} & set(sys.modules))")
        == "set()"
    )


def test_explaining_leaves_the_function_in_place() -> None:
    program = (
        "import communique\nfirst = communique.explain\ncommunique.explain('Le Mali.')\n"
        "import communique.explanation, communique.explain as e\nprint(communique.explain is first)"
    )
    assert python(program) == "True"


def test_no_clock_and_no_network() -> None:
    for file in ROOT.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for name in (
            "import socket",
            "urllib",
            "http.client",
            "datetime.now",
            "date.today",
            "time.time(",
            "import random",
        ):
            assert name not in source, f"{name} in {file.name}"


def test_every_module_says_what_it_is_for() -> None:
    for file in ROOT.rglob("*.py"):
        assert file.read_text(encoding="utf-8").startswith(('"""', 'r"""')), file


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None or not (CHECKOUT / "pyproject.toml").is_file():
        pytest.skip("needs hatchling and the checkout")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_all_that_is_needed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = CHECKOUT / "src"
    wanted = {
        file.relative_to(source).as_posix()
        for file in (source / "communique").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert wanted <= names
    assert {"communique/py.typed", "communique/fr/set.toml", "communique/fr/lexicons/countries.csv"} <= names
    assert "communique/fr/corpora/dates_pairs.jsonl" in names
    others = {name for name in names - wanted if ".dist-info/" not in name}
    assert others == {"communique/fr/rules.packed", "communique/en/rules.packed"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    text = archive.read(metadata).decode()
    assert "\nLicense-Expression: MIT\n" in text
    assert "\nLicense-File: LICENSE\n" in text
    assert "\nRequires-Python: >=3.11\n" in text
    plain = {line for line in text.splitlines() if line.startswith("Requires-Dist") and "extra" not in line}
    assert {line.split()[1].split(">")[0].split("<")[0] for line in plain} == {
        "attrs",
        "dateparser",
        "hijridate",
        "regex",
    }
    (entries,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert "communique = communique.cli:main" in archive.read(entries).decode()
