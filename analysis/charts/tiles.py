"""A tile map: a square a province, where it lies among the others, with its name and a number in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis.charts.grid import grid
from analysis.charts.page import INK, new_page, page_style, save, settle
from analysis.charts.shades import BLANK, HATCH, HATCHED, ink
from sim.language.layout import cut, wrap
from sim.language.texts import Lang

_WIDE, _HIGH = 1.4, 1.0  # inches of a tile
_LEAST = 9.0  # inches of a page
_NAME, _LONGEST = 15, 40  # letters of a name in a line, and in all
_LINES = (("name", -0.22, 9.0), ("number", 0.13, 12.0), ("below", 0.36, 8.0))  # height in the tile, points
_ROOM = 0.93  # of the width of a tile that letters may take
_CALM = {"boxstyle": "square,pad=0.15", "facecolor": BLANK, "linewidth": 0}  # around letters on hatching
_TITLE = 0.5  # inches over a map


class Tile(NamedTuple):
    """What stands in a tile under its name, and the colour of the tile; ``BLANK`` is hatched."""

    number: str
    below: str
    face: str


class Map(NamedTuple):
    """One map of a chart: what it is called, a tile for each province (by key), and what its colours mean."""

    title: str
    tiles: Mapping[str, Tile]
    legend: Sequence[Artist]


def plot_map(
    places: pd.DataFrame, maps: Sequence[Map], lang: Lang, path: Path, *, title: str, subtitle: str, note: str
) -> tuple[Path, Path]:
    """Draw maps of the same provinces beside each other.

    Parameters
    ----------
    places
        A row a province, indexed by key: ``label`` (its name in the language of the chart), ``x_km`` and ``y_km``.
    """
    cells = grid(places)
    columns, rows = (int(cells[axis].max()) + 1 for axis in ("column", "row"))
    handles = {handle.get_label(): handle for one in maps for handle in one.legend}
    with page_style():
        room = rows * _HIGH + _TITLE
        page = new_page(
            max(_LEAST, len(maps) * (columns * _WIDE + 0.5)),
            2.0 + room,
            title,
            subtitle,
            note,
            legend_rows=(len(handles) + 2) // 3,
            least=room,
        )
        panels = page.figure.subplots(1, len(maps), squeeze=False).ravel().tolist()
        letters = [word for axes, one in zip(panels, maps) for word in _map(axes, one, places, cells)]
        page.legend(list(handles.values()), columns=3)
        settle(page.figure)
        _fit(panels[0], letters)
        return save(page.figure, path, title, lang)


def _map(axes: Axes, one: Map, places: pd.DataFrame, cells: pd.DataFrame) -> list[tuple[str, Text]]:
    """The tiles of one map; returns the words in them, each with the part of a tile that it is."""
    axes.set(xlim=(-0.55, cells["column"].max() + 0.55), ylim=(cells["row"].max() + 0.55, -0.55))
    axes.set_aspect(_HIGH / _WIDE)
    axes.set_axis_off()
    axes.set_title(one.title, loc="left", fontsize=10.5, color=INK)
    return [word for key in places.index for word in _tile(axes, one.tiles[key], places["label"][key], cells.loc[key])]


def _tile(axes: Axes, tile: Tile, label: str, cell: pd.Series) -> Iterable[tuple[str, Text]]:
    column, row = float(cell["column"]), float(cell["row"])
    edge, hatch = (HATCHED, HATCH) if tile.face == BLANK else ("white", "")
    square = Rectangle((column - 0.48, row - 0.48), 0.96, 0.96, facecolor=tile.face, edgecolor=edge, hatch=hatch, lw=1)
    axes.add_patch(square)
    said = {"name": wrap(cut(label, _LONGEST), _NAME), "number": tile.number, "below": tile.below}
    for part, height, points in _LINES:
        word = axes.text(column, row + height, said[part], ha="center", va="center", fontsize=points)
        word.set(color=ink(tile.face), linespacing=1.0)
        if hatch:
            word.set_bbox(_CALM)
        if part != "below":
            word.set_fontweight("bold")
        yield part, word


def _fit(axes: Axes, words: Sequence[tuple[str, Text]]) -> None:
    """Make letters smaller, the same in every tile, until the longest of a kind fits."""
    wide, high = (abs(end - start) for start, end in zip(*axes.transData.transform([(0, 0), (1, 1)])))
    rooms = {
        "name": (_ROOM * wide, 0.42 * high),
        "number": (_ROOM * wide, 0.3 * high),
        "below": (_ROOM * wide, 0.2 * high),
    }
    for part, (across, tall) in rooms.items():
        of = [word for which, word in words if which == part and word.get_text()]
        boxes = [word.get_window_extent() for word in of]
        share = min([1.0, *(min(across / box.width, tall / box.height) for box in boxes)])
        for word in of:
            word.set_fontsize(word.get_fontsize() * share)
