"""What each policy adds to lasting alliances against what it costs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

from analysis.charts.clarity import colour, samples
from analysis.charts.page import FAINT, GREY, HALO, INK, new_page, page_style, save, settle
from analysis.charts.spreading import beside, boxes_around
from analysis.effects.policies import MAIN, main_reference
from analysis.effects.prices import price_words
from analysis.language.labels import Names, name
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

_MILLION = 1e6
_TOP = 0.86  # of the height: a ray that leaves above it is named under the upper edge
_KEY, _NAME = 50, 22  # letters of a policy's name in a line of the key, and beside its point
_LINE, _PRICE, _PART = 16.0, 13.0, 6.0  # points of a line of the key, of a price under it, and between two policies
_DOT, _BAR, _GAP = 8.0, 2.0, 6.0  # points across a dot and a bar, and from a point to the words beside it


def plot_cost(
    effects: pd.DataFrame, names: Names, lang: Lang, path: Path, *, remarks: Sequence[str] = ()
) -> tuple[Path, Path]:
    """Draw mean extra lasting alliances over mean extra cost, with 95 % intervals of both.

    A recommendation is marked by its number, everything else by its name; a list beside the chart has all the names,
    and what one lasting alliance costs.

    Parameters
    ----------
    effects
        From ``policies.effects``, with the outcomes ``lasting`` and ``cost``.
    remarks
        Lines for the note, beside those that are always there.
    """
    points = cost_points(effects)
    labels = [name(names, policy, lang) for policy in points["policy"]]
    reference = name(names, main_reference(effects), lang)
    note = "\n".join([*(text(key, lang, year=YEAR) for key in ("cost_note", "lasting_means", "assumed")), *remarks])
    entries = [(wrap(label, _KEY), price_words(row, lang)) for label, (_, row) in zip(labels, points.iterrows())]
    with page_style():
        title = text("cost_title", lang, reference=reference)
        subtitle = text("runs_each", lang, runs=number(points["runs"].min()), reference=reference)
        page = new_page(12, max(7.5, 3.2 + _key_height(entries)), title, subtitle, note)
        axes, key = page.figure.subplots(1, 2, width_ratios=(1.7, 1))
        page.legend(samples(points["colour"], lang), columns=3)
        _bars(axes, points)
        axes.set_xlabel(text("cost_x", lang))
        axes.set_ylabel(text("cost_y", lang), labelpad=8)
        _rays(axes, lang)
        _key(key, entries, lang)
        settle(page.figure)
        _marks(axes, points, point_marks(labels))
        return save(page.figure, path)


def cost_points(effects: pd.DataFrame) -> pd.DataFrame:
    """One row a policy with the main reference, most effective first: x (million baht), y (alliances), their ends.

    ``colour`` says how clear the effect is; the price of a lasting alliance is that of the effects table.
    """
    of = effects[effects["reference"] == main_reference(effects)]
    ends = ["difference", "simultaneous_low", "simultaneous_high"]
    y = of[of["outcome"] == MAIN].set_index("policy")
    x = of[of["outcome"] == "cost"].set_index("policy")[ends] / _MILLION
    prices = [column for column in effects.columns if column.startswith("cost_per_lasting")]
    table = x.set_axis(["x", "x_low", "x_high"], axis=1).join(
        y[[*ends, *prices, "runs"]].set_axis(["y", "y_low", "y_high", *prices, "runs"], axis=1)
    )
    table["colour"] = [colour(row) for _, row in y.loc[table.index].iterrows()]
    return table.sort_values("y", ascending=False, kind="stable").reset_index()


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
    axes.axhline(0, color=INK, lw=1)
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    axes.set(xlim=(min(0.0, x0), x1 + 0.16 * (x1 - x0)), ylim=(y0, y1 + 0.1 * (y1 - y0)))


def _rays(axes: Axes, lang: Lang) -> None:
    """Dashed lines of equal cost per lasting alliance added, at one, two or five times a power of ten."""
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    if x1 <= 0 or y1 <= 0:
        return
    for amount in ray_amounts(x1 / y1):
        axes.plot([0, min(x1, y1 * amount)], [0, min(y1, x1 / amount)], color=FAINT, lw=1.2, ls="--", zorder=0)
        high = x1 / amount > _TOP * y1
        place, rise, side = ((_TOP * y1 * amount, y1), -3, "top") if high else ((x1, x1 / amount), 3, "bottom")
        words = text("cost_ray", lang, amount=f"{amount:g}")
        label = axes.annotate(words, place, xytext=(-6, rise), textcoords="offset points", ha="right", va=side)
        label.set(fontsize=8.5, color=GREY, path_effects=HALO)
    axes.set(xlim=(x0, x1), ylim=(y0, y1))


def ray_amounts(diagonal: float) -> list[float]:
    """Three round amounts (million baht an alliance) about that of the chart's diagonal."""
    rounds = [step * 10.0**power for power in range(-6, 7) for step in (1, 2, 5)]
    nearest = int(np.argmin([abs(math.log(amount / diagonal)) for amount in rounds]))
    return rounds[nearest - 1 : nearest + 2]


def _marks(axes: Axes, points: pd.DataFrame, marks: list[str]) -> None:
    """Write each point's number or name beside it, out of the way of dots, bars and other words, with a thread."""
    inch = axes.figure.dpi / 72
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
            path_effects=HALO,
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 0, "shrinkB": 2},
        )
        for mark, x, y in zip(marks, points["x"], points["y"])
    ]
    sizes = np.array([Text.get_window_extent(one).size for one in told]) / inch  # without the thread
    dots = axes.transData.transform(points[["x", "y"]].to_numpy()) / inch
    covered = np.vstack([_boxes_of_bars(axes, points), _boxes_of_words(axes, told)]) / inch
    taken = np.vstack([boxes_around(dots, _DOT), covered])
    found = beside(dots, sizes, taken, np.array(axes.bbox.extents) / inch, _GAP)
    for one, offset in zip(told, (found - dots).round(2)):
        one.set_position(tuple(offset))


def _boxes_of_bars(axes: Axes, points: pd.DataFrame) -> np.ndarray:
    """What both bars of each point, and the line of no effect, cover on the page, in its dots: (boxes, 4)."""
    none = [[axes.get_xlim()[0], 0.0, axes.get_xlim()[1], 0.0]]
    bars = points[["x_low", "y", "x_high", "y"]].to_numpy(), points[["x", "y_low", "x", "y_high"]].to_numpy()
    ends = axes.transData.transform(np.nan_to_num(np.vstack([*bars, none])).reshape(-1, 2)).reshape(-1, 4)
    half = _BAR / 2 * axes.figure.dpi / 72
    boxes: np.ndarray = ends + np.array([-half, -half, half, half])
    return boxes


def _boxes_of_words(axes: Axes, but: Sequence[object]) -> np.ndarray:
    """What the other words in the chart cover: (words, 4)."""
    extents = [one.get_window_extent().extents for one in axes.texts if one not in but]
    return np.array(extents).reshape(-1, 4)


def _key_height(entries: Sequence[tuple[str, str]]) -> float:
    """Inches that the list takes."""
    return sum(_lines(label) + _PRICE + _PART for label, _ in entries) / 72


def _key(axes: Axes, entries: Sequence[tuple[str, str]], lang: Lang) -> None:
    """The policies, most effective first, and under each what a lasting alliance costs."""
    axes.set_axis_off()
    axes.set_title(text("cost_key", lang), loc="left")
    down = 0.0
    for label, price in entries:
        told = axes.annotate(label, (0, 1), (0, -down), "axes fraction", "offset points", va="top")
        down += _lines(label)
        below = axes.annotate(price, (0, 1), (0, -down), "axes fraction", "offset points", va="top")
        down += _PRICE + _PART
        told.set(color=INK)
        below.set(color=GREY, fontsize=9)


def _lines(label: str) -> float:
    """Points that the lines of a label take."""
    return (label.count("\n") + 1) * _LINE
