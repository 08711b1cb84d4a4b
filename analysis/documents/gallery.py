"""The pages of ``docs/gallery``, each made anew by the command that ``docs/gallery.md`` has beside it."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from analysis.documents.outputs import DOCS, print_of
from analysis.pages.report import FILE

PAGE = DOCS / "gallery.md"
_ROW = re.compile(r"^\| \[[^]]*\]\((\S+\.html)\) \|.*\| `([^`]+)` \|$", re.MULTILINE)


def shelved() -> dict[Path, str]:
    """Each page and the command that leaves it, in their order."""
    return {DOCS / file: typed for file, typed in _ROW.findall(PAGE.read_text(encoding="utf-8"))}


def made(typed: str, folder: Path) -> str:
    """The page that a command leaves where it is typed in an empty ``folder``; ``ValueError`` where it leaves none."""
    out = folder / FILE if " watch " in typed else folder / "out"
    before = Path.cwd()
    os.chdir(folder)
    try:
        printed = print_of(f"{typed} --out {out.name}")
    finally:
        os.chdir(before)
    page = out / FILE if out.is_dir() else out
    if not page.is_file():
        raise ValueError(f"{typed} left no page, and said: {printed}")
    return page.read_text(encoding="utf-8")


def main() -> None:
    """Write every page of the gallery anew."""
    for page, typed in shelved().items():
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(made(typed, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
