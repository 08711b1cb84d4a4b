"""Whether synthetic truths are found where a fit says: a panel a quantity, with its coverage above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.charts.colours import BAD, GOOD, LUCK
from analysis.charts.page import GREY, new_page, page_style, save
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

COLUMNS = 5
_TITLE = 32  # letters a line above a panel


def plot_recovery(table: pd.DataFrame, places: np.ndarray, lang: Lang, path: Path) -> tuple[Path, Path]:
    """Draw how many truths fell into each part of what the fit left, for every quantity.

    Parameters
    ----------
    table
        A row a quantity: ``name`` (as it is called), ``half`` and ``ninety`` (shares of truths within the central 50
        and 90 %), ``inside`` and ``even`` (whether it passes), ``truths``.
    places
        (quantities, bins) truths by place.
    """
    fine = table["inside"] & table["even"]
    subtitle = text(
        "recovery_subtitle",
        lang,
        truths=int(table["truths"].max()),
        all=len(table),
        outside=int((~table["inside"]).sum()),
        uneven=int((~table["even"]).sum()),
    )
    rows = -(-len(table) // COLUMNS)
    with page_style():
        page = new_page(12, 2.0 + 1.75 * rows, text("recovery_title", lang), subtitle, text("recovery_note", lang))
        grid = page.figure.subplots(rows, COLUMNS, squeeze=False, sharex=True, sharey=True)
        for place, axes in enumerate(grid.flat):
            if place < len(table):
                _panel(axes, table.iloc[place], places[place], lang)
            else:
                axes.remove()
        grid[0, 0].set_ylim(0, 1.15 * max(places.max(), _chance(int(table["truths"].max()), places.shape[1])[1]))
        _axis_titles(grid.ravel().tolist()[: len(table)], lang)
        handles = [Patch(color=LUCK, label=text("recovery_luck", lang))]
        handles += [Patch(color=GOOD, label=text("recovery_good", lang))] if fine.any() else []
        handles += [Patch(color=BAD, label=text("recovery_bad", lang))] if not fine.all() else []
        page.legend(handles, columns=3)
        return save(page.figure, path, finding(table, lang), lang)


def _axis_titles(panels: Sequence[Axes], lang: Lang) -> None:
    """What is counted, at the left, and by what, below."""
    for axes in panels[::COLUMNS]:
        axes.set_ylabel(text("recovery_y", lang), fontsize=8)
    for axes in panels[-COLUMNS:]:
        axes.tick_params(labelbottom=True)
        axes.set_xlabel(text("recovery_x", lang), fontsize=8)


def _panel(axes: Axes, row: pd.Series, places: np.ndarray, lang: Lang) -> None:
    edges = np.linspace(0, 1, len(places) + 1)
    low, high = _chance(int(row["truths"]), len(places))
    colour = GOOD if row["inside"] and row["even"] else BAD
    axes.axhspan(low, high, color=LUCK, zorder=0, lw=0)
    axes.hlines([low, high], 0, 1, color=GREY, lw=0.8, ls=":", zorder=3)
    axes.bar(edges[:-1], places, width=np.diff(edges), align="edge", color=colour, edgecolor="white", lw=0.5)
    shares = {key: number(100 * row[key]) for key in ("half", "ninety")}
    called = wrap(row["name"], _TITLE)
    held = text("recovery_covered", lang, **shares)
    axes.set_title(f"{called}\n{held}", loc="left", fontsize=9)
    axes.set(xlim=(0, 1), xticks=[0, 0.5, 1])
    axes.tick_params(labelsize=8)
    axes.grid(visible=False)


def _chance(truths: int, bins: int) -> tuple[float, float]:
    """Between which numbers a bar lies in 95 of 100, were the fit without fault."""
    from scipy.stats import binom

    low, high = binom.ppf([0.025, 0.975], truths, 1.0 / bins)
    return float(low), float(high)


def finding(table: pd.DataFrame, lang: Lang) -> str:
    """How often the middle 90 % of the fit holds the truth, and of how many quantities it does so as it should."""
    ends = {"low": number(100 * table["ninety"].min()), "high": number(100 * table["ninety"].max())}
    fine = int((table["inside"] & table["even"]).sum())
    return text("finding_recovery", lang, **ends, fine=fine, all=len(table))
