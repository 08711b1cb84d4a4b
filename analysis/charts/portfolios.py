"""What budgets buy: portfolios by cost and by what they add, the frontier and the best of each budget."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from analysis.charts.page import BLUE, GREY, HALO, INK, ORANGE, new_page, page_style, save
from analysis.language.labels import name, outcome
from analysis.portfolios.naming import members
from analysis.portfolios.optimising import Optimised
from analysis.portfolios.tables import chosen
from analysis.studies.study import names_of
from sim.language.layout import wrap
from sim.language.numerals import counted
from sim.language.texts import Lang, text

_MILLION = 1e6
_MARK = 26  # letters of a portfolio in a line beside its dot


def plot_portfolios(made: Optimised, table: pd.DataFrame, lang: Lang, path: Path) -> tuple[Path, Path]:
    """Draw every verified portfolio: mean cost, mean added with its interval; the frontier; budgets as lines.

    Parameters
    ----------
    table : from ``tables.portfolios_table``
    """
    base = name(names_of([made.choices.base]), made.choices.base.key, lang)
    measure = outcome(made.wanted.aim, lang)
    worlds = counted(len(made.raced.fresh), "world", lang)
    with page_style():
        title = text("portfolios_title", lang, measure=measure, base=base)
        subtitle = text("portfolios_subtitle", lang, worlds=worlds)
        page = new_page(11, 7.5, title, subtitle, text("portfolios_note", lang), legend_rows=2)
        axes = page.figure.add_subplot()
        x, y = table["cost"].to_numpy() / _MILLION, table["added"].to_numpy()
        best, level = _roles(made)
        shades = [BLUE if key in best else ORANGE if key in level else GREY for key in table["portfolio"]]
        axes.vlines(x, table["low"], table["high"], color=shades, lw=1.4, alpha=0.55)
        axes.scatter(x, y, s=[60 if key in best else 26 for key in table["portfolio"]], color=shades, zorder=3)
        front = table[table["frontier"]].sort_values("cost")
        stairs = [0, *front["cost"] / _MILLION], [0, *front["added"]]
        axes.plot(*stairs, color=INK, lw=1.0, zorder=2, drawstyle="steps-post")
        for budget in made.wanted.budgets:
            axes.axvline(budget / _MILLION, color=INK, ls="--", lw=1.0, alpha=0.6, zorder=0)
        called = {one.key: members(one, lang) for one in made.portfolios}
        for key, number_x, number_y in zip(table["portfolio"], x, y):
            if key in best:
                axes.annotate(
                    wrap(called[key], _MARK), (number_x, number_y), (-8, 8), "data", "offset points",
                    ha="right", va="bottom", fontsize=8.5, color=INK, path_effects=HALO,
                )  # fmt: skip
        axes.axhline(0, color=INK, lw=0.8)
        axes.set_xlim(0, 1.05 * max([*x, *(budget / _MILLION for budget in made.wanted.budgets)]))
        top = float(np.nanmax([*table["high"], *y, 1.0]))
        axes.set_ylim(1.1 * min(-0.05 * top, float(np.nanmin([*table["low"], 0.0]))), 1.2 * top)
        axes.set_xlabel(text("portfolios_x", lang, base=base))
        axes.set_ylabel(text("portfolios_y", lang, measure=measure))
        page.legend(_samples(lang), columns=2)
        return save(page.figure, path)


def _roles(made: Optimised) -> tuple[set[str], set[str]]:
    """Keys of those that are best within a budget, and of those not told from one of them."""
    found = [choice for choice in chosen(made) if choice.best]
    best = {made.portfolios[choice.best["mean"]].key for choice in found}
    return best, {made.portfolios[place].key for choice in found for place in choice.level} - best


def _samples(lang: Lang) -> list[Line2D]:
    dots = ((BLUE, 8.0, "portfolios_best"), (ORANGE, 5.0, "portfolios_level"), (GREY, 5.0, "portfolios_other"))
    marks = [
        Line2D([], [], ls="", marker="o", ms=size, color=shade, label=text(key, lang)) for shade, size, key in dots
    ]
    return [*marks, Line2D([], [], color=INK, lw=1.0, label=text("portfolios_frontier", lang))]
