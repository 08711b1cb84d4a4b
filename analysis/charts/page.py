"""The page a chart is drawn on: font, colours, title and note, and writing it to disk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import seaborn as sns
from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

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
_MARGIN = 0.12  # inches
_TITLE, _BODY, _NOTE = 14.0, 10.5, 9.0  # points
_LEGEND_ROW = 0.27  # inches
_LEAST = 1.6  # inches of axes with their labels
_LEADING = 1.55 / 72  # inches a point of letter, for a line


class Page(NamedTuple):
    """A figure with its words in place, and where its legend goes: left and top, as shares of the page."""

    figure: Figure
    legend_at: tuple[float, float]

    def legend(self, handles: Sequence[Artist], columns: int, labels: Sequence[str] | None = None) -> None:
        """Write the legend under the subtitle, in the rows kept for it; it fills column by column."""
        words = [str(handle.get_label()) for handle in handles] if labels is None else list(labels)
        box = self.figure.legend(
            handles,
            words,
            loc="upper left",
            bbox_to_anchor=self.legend_at,
            ncols=columns,
            frameon=False,
            borderpad=0,
            borderaxespad=0,
        )
        box.set_in_layout(False)


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
    title, subtitle, note = (
        _fitted(figure, *words, room) for words in ((title, _TITLE), (subtitle, _BODY), (note, _NOTE))
    )
    left = _MARGIN / width
    head = figure.text(left, 1, title, fontsize=_TITLE, fontweight="bold", va="top")
    drawn = head.get_window_extent().height / figure.dpi  # lines of Thai are higher, for what stands above and below
    under = _MARGIN + max(_height(title, _TITLE), drawn + _MARGIN / 2)
    legend_top = under + _height(subtitle, _BODY) + _MARGIN
    top = legend_top + legend_rows * _LEGEND_ROW + _MARGIN
    bottom = _height(note, _NOTE) + 2 * _MARGIN
    height = max(height, top + least + bottom)
    figure.set_size_inches(width, height)
    head.set_y(1 - _MARGIN / height)
    figure.text(left, 1 - under / height, subtitle, fontsize=_BODY, color=GREY, va="top")
    figure.text(left, _MARGIN / height, note, fontsize=_NOTE, color=GREY, va="bottom")
    rect = left, bottom / height, 1 - 2 * left, 1 - (top + bottom) / height
    figure.set_layout_engine("constrained", rect=rect, wspace=0.05)
    return Page(figure, (left, 1 - legend_top / height))


def _fitted(figure: Figure, words: str, points: float, inches: float) -> str:
    """Break ``words`` into lines that fit in ``inches``, by measuring their longest line in bold, the widest face."""
    longest = max(words.split("\n"), key=letters)
    probe = figure.text(0, 0, longest, fontsize=points, fontweight="bold")
    wide = probe.get_window_extent().width / figure.dpi
    probe.remove()
    return wrap(words, int(letters(longest) * inches / wide)) if wide > inches else words


def _height(words: str, points: float) -> float:
    """Inches that ``words`` take."""
    return (words.count("\n") + 1) * points * _LEADING if words else 0.0


def settle(figure: Figure) -> None:
    """Lay the axes out and keep them there, in places rounded to a millionth of the page.

    The last digits of the layout differ from one drawing to the next, and an SVG names its clips after them.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, low, wide, high = (round(end, 6) for end in axes.get_position(original=True).bounds)
        axes.set_position((left, low, wide, high))


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
    dots = _drawn(figure, "png", about)
    lines = finished(_drawn(figure, "svg", {"Date": None}).decode("utf-8"), path.stem, title, finding, lang)
    written = path.with_suffix(".png"), path.with_suffix(".svg")
    for target, content in zip(written, (dots, lines.encode("utf-8"))):
        write_whole(target, content)
    return written


def _drawn(figure: Figure, form: str, metadata: Mapping[str, str | None]) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format=form, dpi=DPI, metadata=dict(metadata))
    return content.getvalue()
