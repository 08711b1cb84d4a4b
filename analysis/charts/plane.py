"""The cost-effectiveness plane: what each policy adds against what it costs, and the frontier of what is worth it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from analysis.charts.clarity import colour, samples
from analysis.charts.colours import FRONTIER
from analysis.charts.page import FAINT, GREY, HALO, INK, new_page, page_style, save, settle
from analysis.charts.spreading import beside, boxes_around
from analysis.economics.frontier import AND, DOMINATED, ON
from analysis.economics.tables import Bought
from analysis.effects.policies import MAIN, main_reference
from analysis.effects.prices import price_words
from analysis.language.labels import Names, name
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.numerals import decimals, number
from sim.language.texts import Lang, text

_MILLION = 1e6
_TOP = 0.86  # of the height: a ray that leaves above it is named under the upper edge
_KEY, _NAME = 50, 22  # letters of a policy's name in a line of the key, and beside its point
_LINE, _PRICE, _PART = 16.5, 14.0, 6.0  # points of a line of the key, of a price under it, and between two policies
_HEAD = 0.75  # inches of the heading of the key
_SMALL: dict[str, Any] = {"color": GREY, "fontsize": 9}
_FRONTIER: dict[str, Any] = {"color": FRONTIER, "lw": 2.2, "marker": "o", "markersize": 9}
_MOST = 20
"""Points that are named and listed."""
_DOT, _BAR, _GAP = 8.0, 2.0, 6.0  # points across a dot and a bar, and from a point to the words beside it


def plot_frontier(
    effects: pd.DataFrame, bought: Bought, names: Names, lang: Lang, path: Path, *, remarks: Sequence[str] = ()
) -> tuple[Path, Path]:
    """Draw mean extra cost over mean extra lasting alliances, with 95 % intervals of both, and the frontier.

    A recommendation is marked by its number, everything else by its name; a list beside the chart has all the names,
    what one lasting alliance costs, and whether another policy or a mixture of two outdoes it.

    Parameters
    ----------
    effects
        From ``policies.effects``, with the outcomes ``lasting`` and ``cost``.
    bought
        Of the main reference of ``effects``.
    remarks
        Lines for the note, beside those that are always there.
    """
    points = plane_points(effects, bought)
    labels = [name(names, policy, lang) for policy in points["policy"]]
    reference = name(names, bought.reference, lang)
    note = "\n".join([*(text(key, lang, year=YEAR) for key in ("plane_note", "lasting_means", "assumed")), *remarks])
    marks = dict(zip(points["policy"], point_marks(labels))) | {bought.reference: reference}
    listed = listed_of(points)
    entries = _entries(points[listed], marks, names, lang)
    with page_style():
        subtitle = text("runs_each", lang, runs=number(points["runs"].min()), reference=reference)
        others = len(points) - int(listed.sum())
        listing = _HEAD + _key_height(entries) + (others > 0) * _LINE / 72
        page = new_page(12.5, 7.5, _title(points, names, reference, lang), subtitle, note, least=listing)
        axes, key = page.figure.subplots(1, 2, width_ratios=(1.6, 1))
        page.legend(_legend(points, lang), columns=4)
        _bars(axes, points)
        axes.set_xlabel(text("plane_x", lang, reference=reference))
        axes.set_ylabel(text("plane_y", lang), labelpad=8)
        _rays(axes, lang)
        _frontier(axes, points, bought)
        _key(key, entries, lang, others)
        settle(page.figure)
        _marks(axes, points, {key: mark for key, mark in marks.items() if key in set(points["policy"][listed])})
        return save(page.figure, path, finding(points, names, lang), lang)


def _legend(points: pd.DataFrame, lang: Lang) -> list[Line2D]:
    return [Line2D([], [], **_FRONTIER, label=text("plane_frontier", lang)), *samples(points["colour"], lang)]


def _entries(points: pd.DataFrame, marks: Mapping[str, str], names: Names, lang: Lang) -> list[tuple[str, str, str]]:
    """Of each policy what it is called, what one lasting alliance costs, and how it stands."""
    return [
        (wrap(name(names, row["policy"], lang), _KEY), price_words(row, lang), wrap(_status(row, marks, lang), _KEY))
        for _, row in points.iterrows()
    ]


def listed_of(points: pd.DataFrame) -> np.ndarray:
    """Which points are named: all, or of too many those on the frontier and then the most effective."""
    rank = np.where(points["status"] == ON, -1, np.arange(len(points)))
    return np.argsort(np.argsort(rank, kind="stable"), kind="stable") < _MOST


def _title(points: pd.DataFrame, names: Names, reference: str, lang: Lang) -> str:
    """Which policies are worth considering."""
    on = [name(names, policy, lang) for policy in points["policy"][points["status"] == ON][::-1]]
    if not on:
        return text("plane_none", lang, reference=reference)
    return text("plane_title", lang, policies="; ".join(f"“{policy}”" for policy in on), reference=reference)


def _status(row: pd.Series, marks: Mapping[str, str], lang: Lang) -> str:
    """Whether a policy is on the frontier, and at what price beyond the one before it, or what outdoes it."""
    against = str(row["against"])
    if row["status"] == ON and not against:
        return text("plane_first", lang)
    if row["status"] == ON:
        return text("plane_on", lang, icer=number(float(f"{row['icer']:.3g}")), before=marks[against])
    if row["status"] == DOMINATED:
        return text("plane_dominated", lang, by=marks[against])
    one, other = next(pair for pair in product(marks, repeat=2) if AND.join(pair) == against)
    return text("plane_extended", lang, one=marks[one], other=marks[other])


def plane_points(effects: pd.DataFrame, bought: Bought) -> pd.DataFrame:
    """One row a policy with the main reference, most effective first: x (alliances), y (million baht), their ends.

    ``colour`` says how clear the effect is; the price of a lasting alliance is that of the effects table, and what is
    said of the frontier that of ``bought``. A policy that is no option is left out.
    """
    of = effects[effects["reference"] == main_reference(effects)]
    ends = ["difference", "simultaneous_low", "simultaneous_high"]
    x = of[of["outcome"] == MAIN].set_index("policy")
    y = of[of["outcome"] == "cost"].set_index("policy")[ends] / _MILLION
    prices = [column for column in effects.columns if column.startswith("cost_per_lasting")]
    table = y.set_axis(["y", "y_low", "y_high"], axis=1).join(
        x[[*ends, *prices, "runs"]].set_axis(["x", "x_low", "x_high", *prices, "runs"], axis=1)
    )
    table["colour"] = [colour(row) for _, row in x.loc[table.index].iterrows()]
    stands = bought.frontier.set_index("policy")[["status", "against", "icer"]]
    return table.join(stands, how="inner").sort_values("x", ascending=False, kind="stable").reset_index(names="policy")


def point_marks(labels: list[str]) -> list[str]:
    """The number each label begins with, or the label itself if it has none or shares it with another."""
    found = [re.match(r"\D{0,3}(\d{1,2})\b", label) for label in labels]
    numbers = [match.group(1) if match else "" for match in found]
    return [mark if mark and numbers.count(mark) == 1 else label for mark, label in zip(numbers, labels)]


def _bars(axes: Axes, points: pd.DataFrame) -> None:
    shades = points["colour"]
    axes.hlines(points["y"], points["x_low"], points["x_high"], color=shades, lw=1.6, alpha=0.6)
    axes.vlines(points["x"], points["y_low"], points["y_high"], color=shades, lw=1.6, alpha=0.6)
    axes.scatter(points["x"], points["y"], s=36, color=shades, linewidths=0, zorder=3)
    axes.axvline(0, color=INK, lw=1)
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    axes.set(xlim=(x0, x1 + 0.1 * (x1 - x0)), ylim=(min(0.0, y0), y1 + 0.16 * (y1 - y0)))


def _frontier(axes: Axes, points: pd.DataFrame, bought: Bought) -> None:
    """A line through what is on the frontier; the reference, which is there unless outdone, adds and costs nothing."""
    on = points.loc[points["status"] == ON, ["x", "y"]].to_numpy().tolist()
    stands = bought.frontier.set_index("policy")["status"]
    on += [[0.0, 0.0]] if stands[bought.reference] == ON else []
    axes.plot(*zip(*sorted(on)), **_FRONTIER, zorder=2)


def _rays(axes: Axes, lang: Lang) -> None:
    """Dashed lines of equal cost per lasting alliance added, at one, two or five times a power of ten."""
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    if x1 <= 0 or y1 <= 0:
        return
    for amount in ray_amounts(y1 / x1):
        axes.plot([0, min(x1, y1 / amount)], [0, min(y1, x1 * amount)], color=FAINT, lw=1.2, ls="--", zorder=0)
        high = x1 * amount > _TOP * y1
        place, rise, side = ((_TOP * y1 / amount, y1), -3, "top") if high else ((x1, x1 * amount), 3, "bottom")
        words = text("cost_ray", lang, amount=f"{amount:g}")
        label = axes.annotate(words, place, xytext=(-6, rise), textcoords="offset points", ha="right", va=side)
        label.set(fontsize=8.5, color=GREY, bbox=HALO)
    axes.set(xlim=(x0, x1), ylim=(y0, y1))


def ray_amounts(diagonal: float) -> list[float]:
    """Three round amounts (million baht an alliance) about that of the chart's diagonal."""
    rounds = [step * 10.0**power for power in range(-6, 7) for step in (1, 2, 5)]
    nearest = int(np.argmin([abs(math.log(amount / diagonal)) for amount in rounds]))
    return rounds[nearest - 1 : nearest + 2]


def _marks(axes: Axes, points: pd.DataFrame, marks: Mapping[str, str]) -> None:
    """Write the number or name of each point that has one beside it, with a thread, out of the way of all else."""
    inch, named = axes.figure.dpi / 72, points.set_index("policy").loc[list(marks)]
    told = [
        axes.annotate(
            wrap(mark, _NAME),
            (x, y),
            (0, 0),
            "data",
            "offset points",
            ha="center",
            va="center",
            fontweight="bold",
            bbox=HALO,
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 0, "shrinkB": 2},
        )
        for mark, x, y in zip(marks.values(), named["x"], named["y"])
    ]
    sizes = np.array([Text.get_window_extent(one).size for one in told]) / inch  # without the thread
    dots = axes.transData.transform(points[["x", "y"]].to_numpy()) / inch
    covered = np.vstack([_boxes_of_bars(axes, points), _boxes_of_words(axes, told)]) / inch
    taken = np.vstack([boxes_around(dots, _DOT), covered])
    places = axes.transData.transform(named[["x", "y"]].to_numpy()) / inch
    found = beside(places, sizes, taken, np.array(axes.bbox.extents) / inch, _GAP)
    for one, offset in zip(told, (found - places).round(2)):
        one.set_position(tuple(offset))


def _boxes_of_bars(axes: Axes, points: pd.DataFrame) -> np.ndarray:
    """What both bars of each point, and the line of no effect, cover on the page, in its dots: (boxes, 4)."""
    none = [[0.0, axes.get_ylim()[0], 0.0, axes.get_ylim()[1]]]
    bars = points[["x_low", "y", "x_high", "y"]].to_numpy(), points[["x", "y_low", "x", "y_high"]].to_numpy()
    ends = axes.transData.transform(np.nan_to_num(np.vstack([*bars, none])).reshape(-1, 2)).reshape(-1, 4)
    half = _BAR / 2 * axes.figure.dpi / 72
    boxes: np.ndarray = ends + np.array([-half, -half, half, half])
    return boxes


def _boxes_of_words(axes: Axes, but: Sequence[object]) -> np.ndarray:
    """What the other words in the chart cover: (words, 4)."""
    extents = [one.get_window_extent().extents for one in axes.texts if one not in but]
    return np.array(extents).reshape(-1, 4)


def _key_height(entries: Sequence[tuple[str, str, str]]) -> float:
    """Inches that the list takes."""
    return sum(_lines(label, _LINE) + _PRICE + _lines(status, _PRICE) + _PART for label, _, status in entries) / 72


def _key(axes: Axes, entries: Sequence[tuple[str, str, str]], lang: Lang, others: int) -> None:
    """The policies, most effective first, and under each what a lasting alliance costs and how it stands."""
    axes.set_axis_off()
    axes.set_title(text("cost_key", lang), loc="left")
    down = 0.0
    for label, price, status in entries:
        for words, line, look in ((label, _LINE, {"color": INK}), (price, _PRICE, _SMALL), (status, _PRICE, _SMALL)):
            told = axes.annotate(words, (0, 1), (0, -down), "axes fraction", "offset points", va="top")
            told.set(**look)
            down += _lines(words, line)
        down += _PART
    if others:
        axes.annotate(
            text("plane_others", lang, count=others), (0, 1), (0, -down), "axes fraction", "offset points", va="top"
        )


def _lines(words: str, line: float) -> float:
    """Points that some words take, in lines of so many points."""
    return (words.count("\n") + 1) * line


def finding(points: pd.DataFrame, names: Names, lang: Lang) -> str:
    """What is on the frontier, with what it adds and costs, from the cheapest on."""
    on = points[points["status"] == ON].sort_values("y", kind="stable")
    if on.empty:
        return text("finding_frontier_none", lang, all=len(points))
    digits = decimals(on["x"]), decimals(on["y"])
    told = [
        text(
            "finding_frontier_one",
            lang,
            policy=name(names, row["policy"], lang),
            added=number(row["x"], digits[0]),
            cost=number(row["y"], digits[1]),
        )
        for _, row in on.iterrows()
    ]
    return text("finding_frontier", lang, on=len(on), all=len(points), policies="; ".join(told))
