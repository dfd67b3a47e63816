"""Rule packages: built, installed beside communique in a fresh environment, and tested there."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from communique import InputError
from communique.scaffold import write_package

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path | None = None) -> str:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Environment:
    """A virtual environment with communique's wheel, which finds the dependencies where they are."""

    def __init__(self, folder: Path) -> None:
        self.wheels = folder / "wheels"
        venv.create(folder / "env", with_pip=True)
        (scripts,) = (path for name in ("bin", "Scripts") if (path := folder / "env" / name).is_dir())
        self.python = scripts / Path(sys.executable).name
        if not self.python.exists():
            self.python = scripts / "python"
        site = Path(run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        self.install(ROOT)

    def install(self, source: Path) -> None:
        """Build a wheel and install it, without the network."""
        before = {*self.wheels.glob("*.whl")}
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", self.wheels, cwd=source)
        (wheel,) = {*self.wheels.glob("*.whl")} - before
        # --ignore-installed: the dependencies' folder may hold a communique too, and that one is not meant.
        options = ("--quiet", "--no-index", "--no-deps", "--ignore-installed")
        run(self.python, "-m", "pip", "install", *options, wheel)
        found = run(self.python, "-c", "import communique; print(communique.__file__)")
        assert Path(found.strip()).is_relative_to(self.python.parent.parent)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    pytest.importorskip("hatchling", reason="wheels are built with hatchling")
    return Environment(tmp_path_factory.mktemp("environment"))


def test_a_new_package_passes_its_tests(environment: Environment, tmp_path: Path) -> None:
    listed = run(environment.python, "-m", "communique", "new", "haute-savoie", "--into", tmp_path)
    package = tmp_path / "communique-haute-savoie"
    assert "pyproject.toml" in listed
    assert not [
        path
        for path in package.rglob("*")
        if path.is_file() and "@" in path.read_text(encoding="utf-8") and path.suffix != ".yml"
    ]
    environment.install(package)
    run(environment.python, "-m", "pytest", "-q", cwd=package)
    text = tmp_path / "text.txt"
    text.write_text("L'embargo contre le Pérou est levé.", encoding="utf-8")
    report = run(
        environment.python, "-m", "communique", "parse", "--format", "json", "--rules", "haute-savoie", text
    )
    assert '"sanction"' in report


def test_the_package_of_the_examples(environment: Environment, tmp_path: Path) -> None:
    source = ROOT / "examples" / "communique-quebec"
    environment.install(source)
    run(
        environment.python,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        source / "pyproject.toml",
        source / "tests",
        cwd=tmp_path,
    )
    assert "all well" in run(environment.python, "-m", "communique", "check", "quebec", cwd=tmp_path)


@pytest.mark.parametrize("name", ["Québec", "-x", "a--b", "", "a b", "../x", "fr"])
def test_names_that_are_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_package(name, tmp_path)
    assert not [*tmp_path.iterdir()]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_package("mine", tmp_path)
    with pytest.raises(InputError, match="exists already"):
        write_package("mine", tmp_path)
