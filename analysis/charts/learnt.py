"""What a report taught of each parameter: what was assumed, what the fit leaves, and whether that was learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.calibration.weights import effective_size, quantiles
from analysis.charts.colours import LEARNT, PARTLY, PRIOR
from analysis.charts.page import GREY, INK, new_page, page_style, save
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

COLUMNS, BINS = 6, 12
BELOW = -0.25
"""Where the interval lies under the bars; the prior is at 1."""
COLOURS = {"learnt": LEARNT, "partly": PARTLY, "prior": PRIOR}
_WORDS = {"learnt": "belief_learnt", "partly": "belief_partly", "prior": "belief_prior"}
_TITLE = 22  # letters a line above a panel


def plot_learnt(
    table: pd.DataFrame, unit: np.ndarray, weights: np.ndarray, lang: Lang, path: Path
) -> tuple[Path, Path]:
    """Draw prior and posterior of every parameter, those learnt best first.

    Parameters
    ----------
    table
        A row a parameter, in the order of the columns of ``unit``: ``name`` (as it is called), ``verdict``
        (``learnt``, ``partly`` or ``prior``), ``contraction``, ``unit``, and ``low``, ``middle``,
        ``high``: its values at 0, a half and 1 of the unit.
    unit
        (sets, parameters) points in the unit cube, where the prior is even.
    weights
        (sets,) posterior weights.
    """
    counts = {verdict: int((table["verdict"] == verdict).sum()) for verdict in COLOURS}
    order = np.lexsort((table["contraction"], table["verdict"].map(list(COLOURS).index)))
    shares = [np.histogram(column, BINS, (0.0, 1.0), weights=weights)[0] * BINS for column in unit.T]
    rows = -(-len(table) // COLUMNS)
    with page_style():
        note = text("learnt_note", lang, size=number(effective_size(weights)))
        subtitle = text("learnt_subtitle", lang, **counts)
        page = new_page(12, 2.0 + 2.1 * rows, text("learnt_title", lang), subtitle, note)
        grid = page.figure.subplots(rows, COLUMNS, squeeze=False, sharey=True)
        top = 1.1 * max(share.max() for share in shares)
        for axes, place in zip(grid.flat, order):
            _panel(axes, table.iloc[place], shares[place], quantiles(unit[:, place], weights, [0.05, 0.5, 0.95]))
            axes.set_ylim(2 * BELOW, top)
        for axes in grid.flat[len(table) :]:
            axes.remove()
        handles = [Patch(color=COLOURS[verdict], label=text(_WORDS[verdict], lang))
                   for verdict, count in counts.items() if count]  # fmt: skip
        (line,) = grid[0, 0].plot([], [], color=INK, lw=1.2, ls="--", label=text("learnt_prior_line", lang))
        page.legend([*handles, line], columns=4)
        return save(page.figure, path, finding(table, lang), lang)


def _panel(axes: Axes, row: pd.Series, shares: np.ndarray, ends: np.ndarray) -> None:
    edges, colour = np.linspace(0, 1, BINS + 1), COLOURS[row["verdict"]]
    axes.bar(edges[:-1], shares, width=np.diff(edges), align="edge", color=colour, edgecolor="white", lw=0.5)
    axes.plot([0, 1], [1, 1], color=INK, lw=1.2, ls="--")
    dark = GREY if row["verdict"] == "prior" else colour
    axes.plot(ends[[0, 2]], [BELOW, BELOW], color=dark, lw=3, solid_capstyle="butt")
    axes.plot(ends[1], BELOW, "o", color=dark, markersize=6)
    axes.set_title(wrap(row["name"], _TITLE), loc="left", fontsize=9.5)
    axes.set(xlim=(-0.02, 1.02), yticks=[])
    axes.set_xticks([0, 0.5, 1], [_short(row[key]) for key in ("low", "middle", "high")], fontsize=8)
    axes.set_xlabel(row["unit"], fontsize=8)
    first, _, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    axes.grid(visible=False)


def _short(value: float) -> str:
    """A value with two or three figures."""
    size = abs(value)
    return number(value, 0 if size >= 10 or value == 0 else 1 if size >= 1 else 2 if size >= 0.1 else 3)


def finding(table: pd.DataFrame, lang: Lang) -> str:
    """How many parameters are learnt, and of which most: how much narrower the fit is than what was assumed."""
    counts = {verdict: int((table["verdict"] == verdict).sum()) for verdict in ("learnt", "partly")}
    narrowest = table.sort_values("contraction", kind="stable").iloc[0]
    called, share = narrowest["name"], number(100 * narrowest["contraction"])
    return text("finding_learnt", lang, all=len(table), **counts, name=called, share=share)
