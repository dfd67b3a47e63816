"""Sphinx configuration."""

import sys
import tomllib
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "communique"
author = "communique contributors"
copyright = author
pyproject = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
release = version = pyproject["project"]["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "rules_catalogue",
    "rule_keys",
    "data_tables",
]
exclude_patterns = ["_build", "_ext"]
rules_catalogue_root = str(HERE.parent / "src" / "communique")

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
# The build needs no network, so only the project's own names are resolved.
nitpick_ignore_regex = [(r"py:.*", r"(?!communique\.).*")]

html_theme = "furo"
html_title = "communique"
html_static_path = ["_static"]


def setup(app: Any) -> None:
    # Lexicons are shown as they are.
    app.add_lexer("csv", TextLexer)
