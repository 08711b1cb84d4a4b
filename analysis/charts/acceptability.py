"""How sure a best buy is, by what one more lasting alliance is worth: acceptability curves and their frontier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.colours import BASELINE, OPTIONS, OTHERS, REFERENCE
from analysis.charts.page import GREY, new_page, page_style, save
from analysis.economics.tables import Bought
from analysis.language.labels import Names, name
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

_MILLION = 1e6
_LINES = 6  # beside the frontier
_NAME = 60  # letters of a name in a line


def plot_acceptability(
    bought: Bought, names: Names, lang: Lang, path: Path, *, title: str, remarks: Sequence[str] = ()
) -> tuple[Path, Path]:
    """Draw the share of worlds in which each option is the best buy over willingness to pay, and the best on average.

    Of more options than lines, those are drawn that are the best on average somewhere, then those with the highest
    shares; the rest is added up in one line.

    Parameters
    ----------
    title
        What is found: which option is worth its cost from what value on.
    remarks
        Lines for the note, beside those that are always there.
    """
    shares, best = share_lines(bought), frontier_line(bought)
    reference = name(names, bought.reference, lang)
    others = len(bought.frontier) - len(shares.columns) + 1
    labels = [wrap(_label(key, bought.reference, names, lang, others=others), _NAME) for key in shares.columns]
    worlds = number(bought.frontier["worlds"].iloc[0])
    note = "\n".join([*(text(key, lang, year=YEAR) for key in ("acceptability_note", "lasting_means")), *remarks])
    with page_style():
        subtitle = text("runs_each", lang, runs=worlds, reference=reference)
        rows = (len(shares.columns) + 2) // 2
        page = new_page(11, 7.4 + 0.27 * rows, title, subtitle, note, legend_rows=rows)
        axes = page.figure.add_subplot()
        lines = _curves(axes, shares, labels)
        band = _band(axes, best, lang)
        axes.set(xlim=(0, shares.index.max()), ylim=(0, 100))
        axes.set_xlabel(text("acceptability_x", lang))
        axes.set_ylabel(text("acceptability_y", lang))
        page.legend([*lines, band], columns=2)
        return save(page.figure, path, finding(best, names, lang), lang)


def share_lines(bought: Bought) -> pd.DataFrame:
    """Shares of worlds (%) by willingness to pay (million baht) × option, the reference first; "" is all the rest."""
    curves = bought.acceptability
    wide = curves.pivot(index="willingness", columns="policy", values="acceptability") * 100
    wide.index = wide.index / _MILLION
    ever = curves.groupby("policy")["best"].any()
    order = sorted(wide.columns, key=lambda key: (key != bought.reference, not ever[key], -wide[key].max()))
    if len(order) <= _LINES:
        return wide[order]
    return wide[order[: _LINES - 1]].assign(**{"": wide[order[_LINES - 1 :]].sum(axis=1)})


def frontier_line(bought: Bought) -> pd.DataFrame:
    """What is best on average at each willingness to pay (million baht): its ``share`` of worlds (%), and ``policy``.

    Of options in the same place the first stands for all.
    """
    best = bought.acceptability[bought.acceptability["best"]].drop_duplicates("willingness")
    worth = best["willingness"] / _MILLION
    return pd.DataFrame({"share": 100 * best["acceptability"], "policy": best["policy"]}).set_index(worth)


def _label(key: str, reference: str, names: Names, lang: Lang, *, others: int) -> str:
    if not key:
        return text("acceptability_others", lang, count=others)
    return (
        text("acceptability_none", lang, reference=name(names, key, lang))
        if key == reference
        else name(names, key, lang)
    )


def _curves(axes: Axes, shares: pd.DataFrame, labels: Sequence[str]) -> list[Line2D]:
    """A line an option; that of all the rest is dashed."""
    drawn = []
    alone = BASELINE if shares.columns[0] == "baseline" else REFERENCE
    for key, label, shade in zip(shares.columns, labels, (alone, *OPTIONS)):
        look = {"color": shade, "ls": "-"} if key else {"color": OTHERS, "ls": "--"}
        drawn += axes.plot(shares.index, shares[key], lw=1.8, label=label, **look)
    return drawn


def _band(axes: Axes, best: pd.DataFrame, lang: Lang) -> Line2D:
    """A pale band along the line of what is best on average, broken where that changes."""
    changes = (best["policy"] != best["policy"].shift()).to_numpy()
    (band,) = axes.plot([], [], color=GREY, lw=9, alpha=0.25, label=text("acceptability_best", lang))
    for _, part in best.groupby(np.cumsum(changes)):
        axes.plot(part.index, part["share"], color=GREY, lw=9, alpha=0.25, solid_capstyle="butt", zorder=1)
        if part.index[0] > 0:
            axes.axvline(part.index[0], color=GREY, lw=1, ls=":", zorder=0)
    return band


def finding(best: pd.DataFrame, names: Names, lang: Lang) -> str:
    """What is best on average from which willingness to pay on, and in what share of worlds there."""
    parts = [
        text(
            "finding_acceptability_from",
            lang,
            worth=f"{worth:,.3g}",
            policy=name(names, row["policy"], lang),
            share=number(row["share"]),
        )
        for worth, row in best[best["policy"] != best["policy"].shift()].iterrows()
    ]
    return text("finding_acceptability", lang, parts="; ".join(parts))
