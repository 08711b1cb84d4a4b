"""What commands print, in the pages of ``docs/``: run and written in place, so that no page shows what is not so.

A block that begins with ``$`` and stands under ``<!-- shown -->`` is written here; ``<!-- shown 20 -->`` keeps the
first 20 lines, and ``slow`` marks what takes a minute. ``python -m analysis.documents.outputs`` renews them all.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PROGRAM = (".venv/bin/python", "run.py")
_CALLED = (sys.executable, str(ROOT / PROGRAM[1]))
MORE = "…"
"""The line that stands for all that is left out."""
_BLOCK = re.compile(r"<!-- shown( \d+)?( slow)? -->\n```console\n\$ (.*)\n((?:.*\n)*?)```\n")


class Shown(NamedTuple):
    """A command of a page and what it printed: how many lines are kept (None: all), and whether it takes long."""

    typed: str
    printed: str
    kept: int | None
    slow: bool


def shown(page: str) -> list[Shown]:
    """Every command of a page with what it is shown to print, in their order."""
    return [
        Shown(typed, printed, int(kept) if kept else None, bool(slow))
        for kept, slow, typed, printed in _BLOCK.findall(page)
    ]


def renewed(page: str, printed: Callable[[str], str]) -> str:
    """The page with every block as ``printed`` has it, a function of what is typed."""

    def block(found: re.Match[str]) -> str:
        kept, slow, typed, _ = found.groups()
        body = cut(printed(typed), int(kept) if kept else None)
        return f"<!-- shown{kept or ''}{slow or ''} -->\n```console\n$ {typed}\n{body}```\n"

    return _BLOCK.sub(block, page)


def cut(printed: str, kept: int | None) -> str:
    """The first lines of what was printed, and a sign where more came."""
    lines = printed.rstrip("\n").split("\n")
    if kept is not None and len(lines) > kept:
        lines = [*lines[:kept], MORE]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def done(typed: str) -> subprocess.CompletedProcess[str]:
    """A command, run where it is typed as in the pages; ``ValueError`` where it is another's."""
    words = shlex.split(typed)
    if tuple(words[:2]) != PROGRAM:
        raise ValueError(f"{typed}: begins with {' '.join(PROGRAM)}")
    return subprocess.run([*_CALLED, *words[2:]], capture_output=True, text=True, encoding="utf-8")


def print_of(typed: str) -> str:
    """What a command prints for its reader where it is typed as in the pages; ``ValueError`` where it is another's."""
    it = done(typed)
    return as_typed(it.stdout if it.returncode == 0 else it.stderr)


def as_typed(words: str) -> str:
    """What a command says, with its program as pages have it in place of where it stands on this machine."""
    return words.replace(shlex.join(_CALLED), " ".join(PROGRAM))


def main(arguments: Sequence[str]) -> int:
    """Renew the pages named, or all of them; commands of one page run in one new folder, one after the other."""
    for page in map(Path, arguments) if arguments else sorted(DOCS.rglob("*.md")):
        text, place = page.read_text(encoding="utf-8"), Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                fresh = renewed(text, print_of)
            finally:
                os.chdir(place)
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
