"""What budgets buy: portfolios by cost and by what they add, the frontier and the best of each budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.colours import BEST, FRONTIER, LEVEL, WORSE
from analysis.charts.page import HALO, INK, new_page, page_style, save
from analysis.language.labels import name, outcome
from analysis.portfolios.naming import members, million
from analysis.portfolios.optimising import Optimised
from analysis.portfolios.tables import chosen
from analysis.studies.study import names_of
from sim.language.numerals import counted, decimals, estimated
from sim.language.texts import Lang, text

_ROLES = {
    "best": (BEST, BEST, 8.0),
    "level": (LEVEL, LEVEL, 5.0),
    "other": (WORSE, WORSE, 5.0),
    "dearer": (WORSE, "white", 5.0),
}
"""What a portfolio may be, and its mark: its edge, its face, and points across; a ring is what no budget buys."""
_MILLION = 1e6


def plot_portfolios(made: Optimised, table: pd.DataFrame, lang: Lang, path: Path) -> tuple[Path, Path]:
    """Draw every verified portfolio: mean cost, mean added with its interval; the frontier; budgets as lines.

    Parameters
    ----------
    table : from ``tables.portfolios_table``
    """
    base = name(names_of([made.choices.base]), made.choices.base.key, lang)
    measure = outcome(made.wanted.aim, lang)
    bought = {choice.budget: made.portfolios[choice.best["mean"]] for choice in chosen(made) if choice.best}
    named = [
        text("portfolios_named", lang, budget=million(budget), portfolio=members(best, lang))
        for budget, best in bought.items()
    ]
    with page_style():
        title = text("portfolios_title", lang, measure=measure, base=base)
        subtitle = text("portfolios_subtitle", lang, worlds=counted(len(made.raced.fresh), "world", lang))
        note = "\n".join([*named, text("portfolios_note", lang)])
        page = new_page(11, 7.5 + 0.2 * len(named), title, subtitle, note, legend_rows=3)
        axes = page.figure.add_subplot()
        role = roles(made, table)
        _dots(axes, role, table)
        _frame(axes, table, made.wanted.budgets)
        _marks(axes, {budget: best.key for budget, best in bought.items()}, table, lang)
        axes.set_xlabel(text("portfolios_x", lang, base=base))
        axes.set_ylabel(text("portfolios_y", lang, measure=measure))
        page.legend(_samples(set(role), lang), columns=2)
        return save(
            page.figure, path, finding({budget: best.key for budget, best in bought.items()}, table, lang), lang
        )


def _dots(axes: Axes, role: pd.Series, table: pd.DataFrame) -> None:
    """A dot and a bar for each portfolio, and the frontier as stairs: between two of its dots nothing is for sale."""
    x = table["cost"] / _MILLION
    for one, (shade, face, size) in _ROLES.items():
        of = (role == one).to_numpy()
        axes.vlines(x[of], table["low"][of], table["high"][of], color=shade, lw=1.4, alpha=0.55)
        axes.scatter(x[of], table["added"][of], s=size**2, facecolor=face, edgecolor=shade, zorder=3)
    front = table[table["frontier"]].sort_values("cost")
    stairs = [0, *front["cost"] / _MILLION], [0, *front["added"]]
    axes.plot(*stairs, color=FRONTIER, lw=1.6, zorder=2, drawstyle="steps-post")


def _frame(axes: Axes, table: pd.DataFrame, budgets: Sequence[float]) -> None:
    for budget in budgets:
        axes.axvline(budget / _MILLION, color=INK, ls="--", lw=1.0, alpha=0.6, zorder=1.5)
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xlim(0, 1.05 * max([*table["cost"], *budgets]) / _MILLION)
    top = float(np.nanmax([*table["high"], *table["added"], 1.0]))
    axes.set_ylim(1.1 * min(-0.05 * top, float(np.nanmin([*table["low"], 0.0]))), 1.2 * top)


def _marks(axes: Axes, bought: Mapping[float, str], table: pd.DataFrame, lang: Lang) -> None:
    """Write each budget beside its best portfolio; those that share one, above each other."""
    marked: list[str] = []
    for budget, key in bought.items():
        row = table[table["portfolio"] == key].iloc[0]
        place = row["cost"] / _MILLION, row["added"]
        told = axes.annotate(
            text("portfolios_mark", lang, budget=million(budget)), place, (-8, 8 + 12 * marked.count(key)), "data",
            "offset points", ha="right", va="bottom", fontweight="bold", bbox=HALO,
        )  # fmt: skip
        told.set(color=INK, fontsize=9)
        marked.append(key)


def roles(made: Optimised, table: pd.DataFrame) -> pd.Series:
    """What each portfolio of the table is: best of a budget, not told from such, less, or beyond every budget."""
    found = [choice for choice in chosen(made) if choice.best]
    best = {made.portfolios[choice.best["mean"]].key for choice in found}
    level = {made.portfolios[place].key for choice in found for place in choice.level}
    dearer = set(table.loc[table["cost"] > max(made.wanted.budgets), "portfolio"])
    ordered = ((best, "best"), (level, "level"), (dearer, "dearer"))
    told = [next((role for of, role in ordered if key in of), "other") for key in table["portfolio"]]
    return pd.Series(told, table.index)


def _samples(used: Collection[str], lang: Lang) -> list[Line2D]:
    marks = [
        Line2D([], [], ls="", marker="o", ms=size, mec=shade, mfc=face, label=text(f"portfolios_{one}", lang))
        for one, (shade, face, size) in _ROLES.items()
        if one in used
    ]
    return [*marks, Line2D([], [], color=FRONTIER, lw=1.6, label=text("portfolios_frontier", lang))]


def finding(bought: Mapping[float, str], table: pd.DataFrame, lang: Lang) -> str:
    """What the best portfolio of each budget adds."""
    rows, parts = table.set_index("portfolio"), []
    for budget, key in bought.items():
        mean, low, high = map(float, rows.loc[key, ["added", "low", "high"]])
        added = estimated(mean, low, high, lang, decimals(table["added"]))
        parts.append(f"{million(budget)}: {added}")
    return text("finding_portfolios", lang, parts="; ".join(parts)) if parts else text("finding_portfolios_none", lang)
