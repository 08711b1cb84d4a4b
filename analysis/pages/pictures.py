"""Charts in a page: their drawings with real text, without what only a file by itself needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from sim.language.texts import Lang, text, texts

SECTIONS: Mapping[str, Sequence[str]] = {
    "who": ("gains", "map"),
    "money": ("frontier", "acceptability"),
    "order": ("ranks", "orders"),
    "course": ("paths-", "observed", "network"),
}
"""Which charts stand where, by how their names begin; all others stand with the answer."""
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_FONT = re.compile(r'<style[^>]*\bclass="font"[^>]*>.*?</style>', re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


class Picture(NamedTuple):
    """A chart: its name, what it is called, and its drawing."""

    name: str
    title: str
    drawing: Markup


def pictures(folder: Path, section: str, lang: Lang) -> list[Picture]:
    """The charts of one section of the page of a folder of results; ``answer`` has those that no other claims."""
    found = []
    for file in sorted((folder / "charts").glob("*.svg")):
        owner = next((key for key, starts in SECTIONS.items() if file.stem.startswith(tuple(starts))), "answer")
        if owner == section:
            found.append(Picture(file.stem, _title(file.stem, lang), drawing(file)))
    return found


def _title(name: str, lang: Lang) -> str:
    """What a chart is called; the paths of a measure share a title."""
    key = f"page_chart.{name.split('-')[0]}"
    return text(key, lang) if key in texts() else name


def drawing(file: Path) -> Markup:
    """The drawing of a chart, as it is set into a page that has its typeface and gives it its width."""
    drawn = _PROLOGUE.sub("", file.read_text(encoding="utf-8"), count=1)
    for needless in (_FONT, _METADATA):
        drawn = needless.sub("", drawn, count=1)
    head, rest = drawn.split(">", 1)
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    return Markup(f"{head}>{rest}")
