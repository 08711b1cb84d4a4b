"""What this program is called by whoever typed it, so that commands which are proposed can be typed in the same way."""

from __future__ import annotations

import sys
from pathlib import Path

SCRIPT = "cooperative-alliances"
"""Its name where it was installed (``[project.scripts]`` of ``pyproject.toml``)."""


def program() -> str:
    """``cooperative-alliances`` where the installed script was called, otherwise ``python run.py``."""
    return SCRIPT if Path(sys.argv[0]).stem == SCRIPT else "python run.py"
