"""Build hook: a wheel holds its rule sets made ready, so that no process has to do it before its first parse.

`communique.cache` reads them where Python and `regex` are those of the build, and makes its own elsewhere. So
a wheel is whole without them: where the library can't be run, or is installed in place, they are left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAKE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from communique import cache, load
for name in load.SHIPPED:
    folder = Path(sys.argv[1], "communique", name)
    Path(sys.argv[2], name).write_bytes(cache.build(folder, load.read_shipped(name)))
    print(name)
"""


class BuiltRules(BuildHookInterface):
    """Puts `rules.packed` into the folder of each language."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the sets ready, from the sources that go into the wheel."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        made = subprocess.run(
            [sys.executable, "-B", "-c", MAKE, str(Path(self.root, "src")), self.folder.name],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONHASHSEED": "0"},  # the same sources shall make the same wheel
        )
        if made.returncode:
            self.app.display_warning(f"the wheel goes without ready-made rule sets:\n{made.stderr}")
            return
        for name in made.stdout.split():
            build_data["force_include"][str(Path(self.folder.name, name))] = f"communique/{name}/rules.packed"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            self.folder.cleanup()
