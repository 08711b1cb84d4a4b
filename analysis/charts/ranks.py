"""Places of policies under everything that was changed: a heat map, a column a change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_hex
from matplotlib.patches import Patch

from analysis.charts.page import new_page, page_style, save
from analysis.charts.rows import row_height
from analysis.charts.shades import ink
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

_ROW, _COLUMN, _HEAD_LINE = 0.36, 0.5, 0.18  # inches of a row, of a column at least, and of a line of its head
_NAME, _HEAD = 46, 38  # letters of a policy's name, and of what was changed, in a line
_PAGE, _BESIDE = 12.0, 4.0  # inches at least, and of the names


def plot_ranks(
    ranks: pd.DataFrame, taus: Sequence[float], lang: Lang, path: Path, *, subtitle: str, note: str
) -> tuple[Path, Path]:
    """Draw the place of each policy under each change, dark where it leads, and how far each order agrees.

    Parameters
    ----------
    ranks
        Policies (as they are called, best first) × what was changed (as it is called), places from 1; NaN where a
        policy has none.
    taus
        Kendall's tau of each column with the first.
    """
    places = ranks.to_numpy(float)
    shades = ListedColormap(sns.light_palette("#0b4f7d", len(ranks) + 1, reverse=True)[:-1])
    heads = [wrap(head, _HEAD) for head in ranks.columns]
    labels = [wrap(name, _NAME) for name in ranks.index]
    subtitle = "\n".join([text("ranks_subtitle", lang), subtitle])
    with page_style():
        room = 0.075 * max(len(line) for head in heads for line in head.split("\n"))
        tall = 2.7 + room + row_height(labels, _ROW) * (len(ranks) + 1)
        column = max(_COLUMN, _HEAD_LINE * max(head.count("\n") + 1 for head in heads))
        wide = max(_PAGE, _BESIDE + column * len(heads))
        page = new_page(wide, tall, ranks_finding(ranks, taus, lang), subtitle, note)
        axes = page.figure.add_subplot()
        axes.pcolormesh(np.arange(len(heads) + 1), np.arange(len(ranks) + 1), places, cmap=shades, edgecolors="white")
        _numbers(axes, places, shades)
        _agreement(axes, taus, len(ranks), lang)
        axes.set_ylim(len(ranks) + 1, 0)
        axes.set_yticks(np.arange(len(ranks)) + 0.5, labels)
        axes.set_xticks(np.arange(len(heads)) + 0.5, heads, rotation=90, fontsize=8)
        axes.tick_params(length=0)
        axes.grid(visible=False)
        for side in axes.spines.values():
            side.set_visible(False)
        ends = (0, "ranks_first"), (-1, "ranks_last")
        page.legend([Patch(color=shades(end % shades.N), label=text(key, lang)) for end, key in ends], columns=2)
        return save(page.figure, path, finding(ranks, taus, lang), lang)


def ranks_finding(ranks: pd.DataFrame, taus: Sequence[float], lang: Lang) -> str:
    """In how many orders the first policy of the first stays first, and where the order agrees least with that one.

    Of the same tables as ``plot_ranks``; can stand in place of the chart.
    """
    if ranks.iloc[:, 0].nunique() < 2:
        return text("ranks_nobody", lang)
    leads = int((ranks.iloc[0].to_numpy() == 1).sum())
    said = text("ranks_found", lang, policy=ranks.index[0], first=leads, all=ranks.shape[1])
    others = [(tau, head) for tau, head in zip(taus[1:], ranks.columns[1:]) if not math.isnan(tau)]
    if not others:
        return said
    tau, head = min(others)
    return text("ranks_least", lang, found=said, changed=head, tau=number(tau, 2, sign=True))


def _numbers(axes: Axes, places: np.ndarray, shades: ListedColormap) -> None:
    """The place in each cell, in letters that stand out on it."""
    least, most = np.nanmin(places), np.nanmax(places)
    for (row, column), place in np.ndenumerate(places):
        if not np.isnan(place):
            colour = ink(to_hex(shades((place - least) / max(1.0, most - least))))
            axes.text(column + 0.5, row + 0.5, f"{place:.0f}", ha="center", va="center", color=colour, fontsize=9)


def _agreement(axes: Axes, taus: Sequence[float], row: int, lang: Lang) -> None:
    """A row below the policies: Kendall's tau of each column with the first."""
    for column, tau in enumerate(taus):
        axes.text(column + 0.5, row + 0.5, number(tau, 2, sign=True), ha="center", va="center", fontsize=8.5)
    axes.text(-0.1, row + 0.5, text("ranks_tau", lang), ha="right", va="center")


def finding(ranks: pd.DataFrame, taus: Sequence[float], lang: Lang) -> str:
    """What is first most often, and how far the orders agree."""
    first = (ranks == 1).sum(axis=1)
    ends = {"low": number(min(taus), 2), "high": number(max(taus), 2)}
    return text("finding_ranks", lang, policy=first.idxmax(), first=int(first.max()), all=ranks.shape[1], **ends)
