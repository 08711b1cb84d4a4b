"""What a difference hinges on: a tornado, a row a number, the one that decides most first."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.colours import HIGH, LOW
from analysis.charts.page import GREY, INK, new_page, page_style, save
from analysis.effects.dependence import FORMS
from sim.language.layout import wrap
from sim.language.numerals import decimals, number
from sim.language.texts import Lang, text

_ROW = 0.78  # inches
_LABEL = 58  # letters of what a number is called in a line
_SIDES = (("low", LOW, -0.17), ("high", HIGH, 0.17))
_PALE = 0.35


def plot_tornado(
    rows: pd.DataFrame,
    mean: float,
    lang: Lang,
    path: Path,
    *,
    title: str,
    subtitle: str,
    axis: str,
    note: str,
) -> tuple[Path, Path]:
    """Draw, for each number, the mean where it is low and where it is high, from the mean of all worlds.

    Parameters
    ----------
    rows
        As ``sensitivity.csv`` has them, of one difference, in the order to draw them in.
    mean
        Of all worlds, in the unit of ``axis``.
    path
        Without an ending: both a PNG and an SVG are left there, and returned.
    """
    with page_style():
        page = new_page(12, 3.2 + _ROW * max(2, len(rows)), title, subtitle, note)
        axes = page.figure.add_subplot()
        for place, (_, row) in enumerate(rows.iterrows()):
            _bars(axes, place, row, mean)
            axes.text(1.01, place, _said(row, lang), transform=axes.get_yaxis_transform(), va="center", color=GREY)
        axes.axvline(mean, color=INK, lw=1)
        axes.axvline(0, color=INK, lw=1, ls=":")
        axes.set_yticks(range(len(rows)), [_label(row, lang) for _, row in rows.iterrows()], fontsize=9.5)
        axes.set_ylim(max(1, len(rows)) - 0.4, -0.6)
        if rows.empty:
            axes.text(0.5, 0.5, text("tornado_none", lang), transform=axes.transAxes, ha="center", color=GREY)
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(axis)
        page.legend(_legend(lang), columns=4)
        return save(page.figure, path, finding(rows, mean, lang), lang)


def _bars(axes: Axes, place: int, row: pd.Series, mean: float) -> None:
    """Two bars from the mean of all worlds to the mean at each end, each with its 95 % interval."""
    for side, colour, shift in _SIDES:
        at = place + shift
        axes.barh(at, row[side] - mean, left=mean, height=0.3, color=colour, alpha=1.0 if row["clear"] else _PALE)
        axes.plot([row[f"{side}_from"], row[f"{side}_to"]], [at, at], color=INK, lw=1.1)


def _said(row: pd.Series, lang: Lang) -> str:
    """The share that a number explains, the most it may be where its curve foretells nothing, or that none is told."""
    if not row["clear"]:
        return text("tornado_unclear", lang)
    if row["share"] == 0.0:
        return text("tornado_share_most", lang, share=number(100 * row["share_high"]))
    return text("tornado_share", lang, share=number(100 * row["share"]))


def _label(row: pd.Series, lang: Lang) -> str:
    """What a number is called, and below it what counts as low and as high."""
    key = "tornado_forms" if row["number"] in FORMS else "tornado_ends"
    ends = text(key, lang, low=row[f"low_{lang}"], high=row[f"high_{lang}"])
    return "\n".join([wrap(str(row[f"label_{lang}"]), _LABEL), wrap(ends, _LABEL)])


def _legend(lang: Lang) -> list[Patch | Line2D]:
    bars = [Patch(color=colour, label=text(f"tornado_{side}", lang)) for side, colour, _ in _SIDES]
    lines = [("tornado_interval", "-", 1.1), ("tornado_mean", "-", 1.0)]
    marks = [Line2D([], [], color=INK, ls=dash, lw=thick, label=text(key, lang)) for key, dash, thick in lines]
    marks[1].set_marker("|")
    return [*bars, *marks]


def finding(rows: pd.DataFrame, mean: float, lang: Lang) -> str:
    """What the mean turns on most: its two ends, and how many rows are told from chance."""
    digits = decimals([mean, *rows["low"], *rows["high"]])
    if rows.empty:
        return text("finding_tornado_none", lang, mean=number(mean, digits, sign=True))
    first, clear = rows.iloc[0], int(rows["clear"].sum())
    ends = {"low": number(first["low"], digits, sign=True), "high": number(first["high"], digits, sign=True)}
    called = {"number": first[f"label_{lang}"], "mean": number(mean, digits, sign=True)}
    return text("finding_tornado", lang, **called, **ends, clear=clear, all=len(rows))
