"""What this program is called by whoever typed it, so that commands which are proposed can be typed in the same way."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

SCRIPT = "cooperative-alliances"
"""Its name where it was installed (``[project.scripts]`` of ``pyproject.toml``)."""


RUN = "run.py"
PLAIN = f"python {RUN}"


def program() -> str:
    """What was typed before the command: ``cooperative-alliances``, ``python run.py``, ``.venv/bin/python run.py``."""
    if Path(sys.argv[0]).stem == SCRIPT:
        return SCRIPT
    typed = sys.orig_argv[:2]
    return shlex.join(typed) if Path(typed[-1]).name == RUN else PLAIN


def handed_on(words: str) -> str:
    """``words`` for a page that others read: in its commands the program without the folders it was typed with."""
    called = program()
    return words if called == SCRIPT else words.replace(called, PLAIN)
