"""What each expert believes, what they believe together, and what is declared: a row a number, a panel a unit."""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.colours import DECLARED, EXPERT, MEDIAN, POOL
from analysis.charts.page import GREY, INK, new_page, page_style, save
from sim.language.harmless import harmless
from sim.language.layout import wrap
from sim.language.numerals import counted, fine, middling, number
from sim.language.texts import Lang, text, told

_LABEL = 44  # letters of a name in a line
_ROW, _EXPERT = 0.34, 0.1  # inches of a row, and more for each expert in it
_MOST_LINES = 12
"""Experts of a row who are drawn as lines of their own; more share these lanes."""

_SHORT = 3
"""Letters of a name that is a sign by itself."""
_SIGN: dict[str, Any] = {"fontsize": 7, "color": GREY}


def plot_judgements(table: pd.DataFrame, lang: Lang, path: Path, *, title: str) -> tuple[Path, Path]:
    """Draw the pool of each number (5 to 95 %, middle), every expert above it, and the declared range behind.

    Parameters
    ----------
    table
        From ``judgement.tables.judgements_table``.
    title
        What was found, in a sentence.
    """
    units = [unit for _, unit in table.groupby("unit", sort=False)]
    lanes = min(_MOST_LINES, int(table[table["role"] == "expert"].groupby("number").size().max()))
    heights = [unit["number"].nunique() * (_ROW + _EXPERT * lanes) + 0.5 for unit in units]
    signs = signs_of(table)
    with page_style():
        note = "\n".join([text("judgements_note", lang), *_signed(signs, lang)])
        subtitle = text("judgements_subtitle", lang, experts=counted(len(signs), "expert", lang))
        page = new_page(12, 2.3 + sum(heights), title, subtitle, note, legend_rows=2)
        grid = page.figure.subplots(len(units), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
        for axes, unit in zip(grid.flat, units):
            _panel(axes, unit, lanes, lang, signs)
        page.legend(_legend(lang), columns=3)
        return save(page.figure, path, finding(table, lang), lang)


def signs_of(table: pd.DataFrame) -> dict[str, str]:
    """What stands for each expert in the chart: their own names where all are short, else letters; none of too many."""
    experts = list(dict.fromkeys(table.loc[table["role"] == "expert", "who"].astype(str)))
    if len(experts) > _MOST_LINES:
        return dict.fromkeys(experts, "")
    if all(len(one) <= _SHORT for one in experts):
        return {one: harmless(one) for one in experts}
    return dict(zip(experts, ascii_uppercase))


def _signed(signs: dict[str, str], lang: Lang) -> list[str]:
    """Who the letters stand for, where they are not the names themselves."""
    letters = [f"{sign} {harmless(one)}" for one, sign in signs.items() if sign and sign != harmless(one)]
    return [text("judgements_signs", lang, signs=", ".join(letters))] if letters else []


def _name(row: pd.Series, lang: Lang) -> str:
    """What a number is called: a recommendation by its number and name, of which what else is asked is added."""
    whose, _, what = str(row["number"]).partition(".")
    said = f"{int(whose)}. {row[f'name_{lang}']}" if whose.isdecimal() else str(row[f"name_{lang}"])
    return said if what == "strength" else f"{said} ({row['number']})"


def _panel(axes: Axes, unit: pd.DataFrame, lanes: int, lang: Lang, signs: dict[str, str]) -> None:
    names = []
    for place, (_, rows) in enumerate(unit.groupby("number", sort=False)):
        names.append(wrap(_name(rows.iloc[0], lang), _LABEL))
        _number(axes, place, rows, lanes, signs)
        pool = rows[rows["role"] == "pool"].iloc[0]
        words = middling(pool["q50"], pool["q05"], pool["q95"], lang)
        axes.text(1.015, place, words, transform=axes.get_yaxis_transform(), va="center")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(left=0.0 if unit["q05"].min() >= 0 else None)
    axes.set_xlabel(wrap(told(unit["unit"].iloc[0], lang) or text("ask_no_unit", lang), 100))
    axes.grid(axis="y", visible=False)


def _number(axes: Axes, place: int, rows: pd.DataFrame, lanes: int, signs: dict[str, str]) -> None:
    """One number: what is declared behind, experts in lanes above the middle, the pool below it."""
    declared = rows[rows["role"] == "declared"].iloc[0]
    low, high = _ends(declared)
    axes.fill_betweenx([place - 0.42, place + 0.42], low, high, color=DECLARED, lw=0)
    experts = rows[rows["role"] == "expert"]
    for nth, (_, one) in enumerate(experts.iterrows()):
        lane = place - 0.36 + 0.52 * ((nth % lanes) + 0.5) / lanes
        axes.plot([one["q05"], one["q95"]], [lane] * 2, color=EXPERT, lw=1.0)
        axes.plot(one["q50"], lane, "o", color=EXPERT, markersize=3)
        axes.annotate(
            signs[str(one["who"])], (one["q95"], lane), xytext=(3, 0), textcoords="offset points", va="center", **_SIGN
        )
    pool, lane = rows[rows["role"] == "pool"].iloc[0], place + 0.29
    axes.plot([pool["q05"], pool["q95"]], [lane] * 2, color=POOL, lw=6, solid_capstyle="butt")
    axes.plot(pool["q50"], lane, "D", color=MEDIAN, markeredgecolor=INK, markeredgewidth=0.7, markersize=5)


def _ends(declared: pd.Series) -> tuple[float, float]:
    """The lowest and the highest that are declared; of one value a thin band about it."""
    low, high = float(declared["lowest"]), float(declared["highest"])
    thin = 5e-3 * max(1e-9, abs(low)) if low == high else 0.0
    return low - thin, high + thin


def _legend(lang: Lang) -> list[Artist]:
    return [
        Line2D([], [], color=EXPERT, lw=1.0, marker="o", markersize=3, label=text("judgements_expert", lang)),
        Line2D([], [], color=POOL, lw=6, label=text("judgements_pool", lang)),
        Line2D([], [], ls="", marker="D", color=MEDIAN, markeredgecolor=INK, label=text("judgements_middle", lang)),
        Patch(color=DECLARED, label=text("judgements_declared", lang)),
    ]


def finding(table: pd.DataFrame, lang: Lang) -> str:
    """How many of the group's middle values are within what is declared, and on which number experts differ most."""
    by_role = {role: rows.set_index("number") for role, rows in table.groupby("role")}
    pool, declared = by_role["pool"], by_role["declared"]
    within = pool["q50"].between(declared["lowest"], declared["highest"])
    likely = by_role["expert"].groupby("number", sort=False)["q50"].agg(["min", "max"])
    apart = str(((likely["max"] - likely["min"]) / (pool["q95"] - pool["q05"])).idxmax())
    low, high = map(float, likely.loc[apart])
    return text(
        "finding_judgements",
        lang,
        all=len(pool),
        within=int(within.sum()),
        name=_name(table[table["number"] == apart].iloc[0], lang),
        low=number(low, fine(high)),
        high=number(high, fine(high)),
    )
