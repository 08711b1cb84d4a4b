"""What each policy adds to lasting alliances against what it costs."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.page import BLUE, FAINT, GREY, HALO, INK, new_page, page_style, save, settle
from analysis.charts.spreading import spread
from analysis.effects.policies import MAIN, main_reference
from analysis.language.labels import Names, name
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text

_MILLION = 1e6
_TOP = 0.86  # of the height: a ray that leaves above it is named under the upper edge
_ROWS = 12  # least rows of the key
_KEY = 50  # letters of a policy's name in a line of the key
_APART, _CLEAR = 17.0, 12.0  # points between two numbers, and between a number and any dot


def plot_cost(effects: pd.DataFrame, names: Names, lang: Lang, path: Path) -> tuple[Path, Path]:
    """Draw mean extra lasting alliances over mean extra cost, with 95 % intervals of both; a key names the numbers.

    Parameters
    ----------
    effects
        From ``comparison.effects``, with the outcomes ``lasting`` and ``cost``.
    """
    points = cost_points(effects)
    reference = name(names, main_reference(effects), lang)
    note = "\n".join(text(key, lang) for key in ("cost_note", "lasting_means", "assumed"))
    with page_style():
        title = text("cost_title", lang, reference=reference)
        subtitle = text("runs_each", lang, runs=number(points["runs"].min()), reference=reference)
        page = new_page(12, 7.5, title, subtitle, note, legend_rows=0)
        axes, key = page.figure.subplots(1, 2, width_ratios=(1.7, 1))
        marks = point_marks([name(names, policy, "en") for policy in points["policy"]])
        _bars(axes, points)
        axes.set_xlabel(text("cost_x", lang))
        axes.set_ylabel(text("cost_y", lang), labelpad=8)
        _rays(axes, lang)
        _key(key, marks, [name(names, policy, lang) for policy in points["policy"]], lang)
        settle(page.figure)
        _numbers(axes, points, marks)
        return save(page.figure, path)


def cost_points(effects: pd.DataFrame) -> pd.DataFrame:
    """One row a policy with the main reference, most effective first: x (million baht), y (alliances), their ends."""
    of = effects[effects["reference"] == main_reference(effects)]
    ends = ["difference", "simultaneous_low", "simultaneous_high"]
    y = of[of["outcome"] == MAIN].set_index("policy")
    x = of[of["outcome"] == "cost"].set_index("policy")[ends] / _MILLION
    table = x.set_axis(["x", "x_low", "x_high"], axis=1).join(
        y[[*ends, "runs"]].set_axis(["y", "y_low", "y_high", "runs"], axis=1)
    )
    return table.sort_values("y", ascending=False, kind="stable").reset_index()


def point_marks(labels: list[str]) -> list[str]:
    """The number each label begins with, or a letter for one without, or if two share a number."""
    found = [re.match(r"\D{0,3}(\d{1,2})\b", label) for label in labels]
    numbers = [match.group(1) if match else "" for match in found]
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return [mark if mark and numbers.count(mark) == 1 else next(letters, "·") for mark in numbers]


def _bars(axes: Axes, points: pd.DataFrame) -> None:
    axes.hlines(points["y"], points["x_low"], points["x_high"], color=BLUE, lw=1.6, alpha=0.6)
    axes.vlines(points["x"], points["y_low"], points["y_high"], color=BLUE, lw=1.6, alpha=0.6)
    axes.plot(points["x"], points["y"], "o", color=BLUE, markersize=6)
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


def _numbers(axes: Axes, points: pd.DataFrame, marks: list[str]) -> None:
    """Write each point's mark up and right of it, out of the way of other marks, with a thread to its point."""
    dots = axes.transData.transform(points[["x", "y"]].to_numpy()) * 72 / axes.figure.dpi
    places = spread(dots + 9.0, _APART, dots, _CLEAR)
    for mark, x, y, offset in zip(marks, points["x"], points["y"], (places - dots).round(2)):
        axes.annotate(
            mark,
            (x, y),
            xytext=offset,
            textcoords="offset points",
            ha="center",
            va="center",
            fontweight="bold",
            path_effects=HALO,
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 0, "shrinkB": 2},
        )


def _key(axes: Axes, marks: list[str], labels: list[str], lang: Lang) -> None:
    """The names behind the marks, most effective first."""
    axes.set_axis_off()
    axes.set_title(text("cost_key", lang), loc="left")
    shown = [
        label if re.match(rf"\D{{0,3}}{mark}\b", label) else f"{mark}  {label}" for mark, label in zip(marks, labels)
    ]
    for place, label in enumerate(shown):
        height = 1 - (place + 0.5) / max(_ROWS, len(shown))
        axes.text(0, height, wrap(label, _KEY), transform=axes.transAxes, va="center")
