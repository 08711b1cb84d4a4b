"""The page a chart is drawn on: font, colours, title and note, and writing it to disk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from analysis.charts import lettering
from analysis.charts.vector import finished
from sim.ensembles.store import write_whole
from sim.language.layout import width as letters
from sim.language.layout import wrap
from sim.language.texts import Lang

PALETTE = sns.color_palette("colorblind").as_hex()
BLUE, ORANGE, GREEN, RED, GREY = PALETTE[0], PALETTE[1], PALETTE[2], PALETTE[3], "#6b6b6b"
INK, FAINT = "#222222", "#d9d9d9"
HALO = {"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.75, "linewidth": 0}
"""Keeps small letters legible over lines: the ``bbox`` of a text."""
DPI = 160
_PACKED = {"compress_level": 3}
"""Lines and letters become no smaller by more, in twice the time."""
_MARGIN = 0.12  # inches
_TITLE, _BODY, _NOTE = 14.0, 10.5, 9.0  # points
_LEGEND_ROW = 0.27  # inches
_HANDLE = 0.75  # inches of a sample in the legend, and from its words to the next
_NARROWEST = 8  # letters in a line: no text is broken into less
_LEAST = 1.6  # inches of axes with their labels
_LEADING = 1.55 / 72  # inches a point of letter, for a line


@dataclass
class Page:
    """A figure with its words in place: title and subtitle above, a note below, room between for legend and axes.

    Attributes
    ----------
    top, bottom : inches that words, and rows kept for the legend, take above and below the axes
    legend_top, legend_rows : inches from the upper edge to the legend, and rows kept for it
    """

    figure: Figure
    above: tuple[tuple[Text, float], ...]
    note: Text
    top: float
    bottom: float
    legend_top: float
    legend_rows: int

    def legend(self, handles: Sequence[Artist], columns: int, labels: Sequence[str] | None = None) -> None:
        """Write the legend under the subtitle, column by column; the page grows where it needs more rows than kept."""
        words = [str(handle.get_label()) for handle in handles] if labels is None else list(labels)
        box = self._legend(handles, words, columns)
        room = float(self.figure.get_figwidth()) - 2 * _MARGIN
        if _inches(box, self.figure)[0] > room:
            box.remove()
            each = room / columns - _HANDLE
            words = [_fitted(self.figure, one, _BODY, each) for one in words]
            box = self._legend(handles, words, columns)
        lacking = _inches(box, self.figure)[1] + _MARGIN / 2 - self.legend_rows * _LEGEND_ROW
        if lacking > 0 and handles:
            self.top += lacking
            self.arrange(float(self.figure.get_figheight()) + lacking)
        box.set_bbox_to_anchor(self._legend_at())

    def _legend(self, handles: Sequence[Artist], words: Sequence[str], columns: int) -> Legend:
        at, plain = self._legend_at(), {"frameon": False, "borderpad": 0, "borderaxespad": 0}
        box = self.figure.legend(handles, words, loc="upper left", bbox_to_anchor=at, ncols=columns, **plain)
        box.set_in_layout(False)
        return box

    def _legend_at(self) -> tuple[float, float]:
        wide, high = map(float, self.figure.get_size_inches())
        return _MARGIN / wide, 1 - self.legend_top / high

    def arrange(self, height: float) -> None:
        """Make the page so many inches high, words at its edges, axes in what is left."""
        width = float(self.figure.get_figwidth())
        self.figure.set_size_inches(width, height)
        for words, down in self.above:
            words.set_y(1 - down / height)
        self.note.set_y(_MARGIN / height)
        left = _MARGIN / width
        rect = left, self.bottom / height, 1 - 2 * left, 1 - (self.top + self.bottom) / height
        self.figure.set_layout_engine("constrained", rect=rect, wspace=0.05)


@contextmanager
def page_style() -> Iterator[None]:
    """Seaborn's quiet grid, a font that has Thai, and settings that make the same chart the same bytes."""
    lettering.register()
    settings = {
        **sns.axes_style("whitegrid"),
        "font.family": [lettering.FAMILY],
        "text.hinting": "no_hinting",  # letters as wide in a picture of dots as in one of lines
        "text.parse_math": False,  # a dollar sign in a name is a dollar sign
        "font.size": _BODY,
        "axes.labelsize": _BODY,
        "axes.titlesize": _BODY,
        "axes.edgecolor": FAINT,
        "text.color": INK,
        "axes.labelcolor": INK,
        "grid.color": "#ececec",
        "svg.hashsalt": "cooperative-alliances",
        "svg.fonttype": "none",  # words stay words: they can be found, copied and read out
    }
    with style.context("default"), mpl.rc_context(settings):  # not as a matplotlibrc of the user's would have it
        yield


def new_page(
    width: float,
    height: float,
    title: str,
    subtitle: str,
    note: str,
    *,
    legend_rows: int = 1,
    least: float = _LEAST,
) -> Page:
    """Start a page of ``width`` × ``height`` inches: words and rows of legend in place, the rest left for axes.

    It is higher where words would leave the axes less than ``least`` inches.
    """
    figure = Figure(figsize=(width, height))
    figure.set_label(title)
    FigureCanvasAgg(figure)
    room = width - 2 * _MARGIN
    title = _fitted(figure, title, _TITLE, room, weight="bold")
    subtitle, note = (_fitted(figure, *words, room) for words in ((subtitle, _BODY), (note, _NOTE)))
    left = _MARGIN / width
    head = figure.text(left, 1, title, fontsize=_TITLE, fontweight="bold", va="top")
    drawn = _inches(head, figure)[1]  # lines of Thai are higher, for what stands above and below
    under = _MARGIN + max(_height(title, _TITLE), drawn + _MARGIN / 2)
    below = figure.text(left, 1, subtitle, fontsize=_BODY, color=GREY, va="top")
    foot = figure.text(left, 0, note, fontsize=_NOTE, color=GREY, va="bottom")
    legend_top = under + _height(subtitle, _BODY) + _MARGIN
    page = Page(
        figure,
        above=((head, _MARGIN), (below, under)),
        note=foot,
        top=legend_top + legend_rows * _LEGEND_ROW + _MARGIN,
        bottom=_height(note, _NOTE) + 2 * _MARGIN,
        legend_top=legend_top,
        legend_rows=legend_rows,
    )
    page.arrange(max(height, page.top + least + page.bottom))
    return page


def _fitted(figure: Figure, words: str, points: float, inches: float, *, weight: str = "normal") -> str:
    """Break ``words`` into lines that fit in ``inches``, as they are measured."""
    columns, fitted = max(map(letters, words.split("\n"))), words
    while columns > _NARROWEST:
        probe = figure.text(0, 0, fitted, fontsize=points, fontweight=weight)
        wide = _inches(probe, figure)[0]
        probe.remove()
        if wide <= inches:
            break
        columns = min(columns - 1, int(columns * inches / wide))
        fitted = wrap(words, columns)
    return fitted


def _inches(drawn: Artist, figure: Figure) -> tuple[float, float]:
    """Width and height of what is drawn."""
    extent = drawn.get_window_extent()
    return extent.width / figure.dpi, extent.height / figure.dpi


def _height(words: str, points: float) -> float:
    """Inches that ``words`` take."""
    return (words.count("\n") + 1) * points * _LEADING if words else 0.0


def settle(figure: Figure) -> None:
    """Lay the axes out and keep them there, in places rounded to a millionth of the page; a long axis title is broken.

    The last digits of the layout differ from one drawing to the next, and an SVG names its clips after them.
    """
    figure.draw_without_rendering()
    if _break_titles(figure):
        figure.draw_without_rendering()
    figure.set_layout_engine(None)  # not "none", which has each file drawn twice
    for axes in figure.axes:
        left, low, wide, high = (round(end, 6) for end in axes.get_position(original=True).bounds)
        axes.set_position((left, low, wide, high))
        axes.apply_aspect()  # a chart with equal axes is smaller than its place, for whoever measures on it


def _break_titles(figure: Figure) -> bool:
    """Break the title of each axis into lines no longer than the axis, and say whether any was."""
    before = []
    for axes in figure.axes:
        for title, length in ((axes.xaxis.label, axes.bbox.width), (axes.yaxis.label, axes.bbox.height)):
            words = title.get_text()
            title.set_text(_fitted(figure, words, float(title.get_fontsize()), length / figure.dpi))
            before.append(words != title.get_text())
    return any(before)


def save(figure: Figure, path: Path, finding: str, lang: Lang) -> tuple[Path, Path]:
    """Write ``figure`` as PNG and SVG beside each other, each whole or not at all, and return both paths.

    Parameters
    ----------
    finding
        What the chart shows, in a sentence or two, for those who cannot see it: both files hold it.
    """
    settle(figure)
    path.parent.mkdir(parents=True, exist_ok=True)
    title = str(figure.get_label())
    about = {"Software": None, "Title": title, "Description": finding}
    dots = _drawn(figure, "png", metadata=about, pil_kwargs=_PACKED)
    lines = finished(_drawn(figure, "svg", metadata={"Date": None}).decode("utf-8"), path.stem, title, finding, lang)
    written = path.with_suffix(".png"), path.with_suffix(".svg")
    for target, content in zip(written, (dots, lines.encode("utf-8"))):
        write_whole(target, content)
    return written


def _drawn(figure: Figure, form: str, **how: Any) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format=form, dpi=DPI, **how)
    return content.getvalue()
