"""Charts in a page: their drawings with real text, without what only a file by itself needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from analysis.charts.vector import FONT, TAG
from sim.language.texts import Lang, text, texts

SECTIONS: Mapping[str, Sequence[str]] = {
    "who": ("gains", "map"),
    "money": ("frontier", "acceptability"),
    "order": ("ranks", "orders"),
    "course": ("paths-lasting", "paths-", "observed", "network"),
}
"""Which charts stand where and in which order, by how their names begin; all others stand with the answer."""
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


class Picture(NamedTuple):
    """A chart: its name, what it is called, and its drawing."""

    name: str
    title: str
    drawing: Markup


def pictures(folder: Path, section: str, lang: Lang, nth: int = 1) -> list[Picture]:
    """The charts of one section of the page of a folder of results; ``answer`` has those that no other claims.

    The folder is the ``nth`` of a page: its charts have names of their own.
    """
    drawn = [file for file in (folder / "charts").glob("*.svg") if _place(file)[0] == section]
    names = {file: file.stem if nth == 1 else f"{file.stem}-{nth}" for file in sorted(drawn, key=_place)}
    return [Picture(name, _title(file.stem, lang), drawing(file, name)) for file, name in names.items()]


def _place(file: Path) -> tuple[str, int, str]:
    """The section of a chart, and what its place there goes by."""
    for section, starts in SECTIONS.items():
        for nth, start in enumerate(starts):
            if file.stem.startswith(start):
                return section, nth, file.stem
    return "answer", 0, file.stem


def _title(name: str, lang: Lang) -> str:
    """What a chart is called; the paths of a measure share a title."""
    key = f"page_chart.{name.split('-')[0]}"
    return text(key, lang) if key in texts() else name


def drawing(file: Path, name: str) -> Markup:
    """The drawing of a chart, as it is set into a page that has its typeface and gives it its width.

    Names in it begin with the chart's (``charts.vector``), and here with ``name``.
    """
    drawn = _PROLOGUE.sub("", file.read_text(encoding="utf-8"), count=1)
    for needless in (FONT, _METADATA):
        drawn = needless.sub("", drawn, count=1)
    head, rest = drawn.split(">", 1)
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    drawn = f"{head}>{rest}"
    own = re.compile(rf'(?<=["# ]){re.escape(file.stem)}-')
    return Markup(drawn if name == file.stem else TAG.sub(lambda tag: own.sub(f"{name}-", tag.group()), drawn))
