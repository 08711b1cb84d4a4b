"""An outcome month by month: a small panel a policy, beside the reference and the baseline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.page import BLUE, GREY, HALO, INK, ORANGE, new_page, page_style, save
from analysis.language.labels import Names, name, outcome, unit
from sim.calendar import PROGRAMME_MONTHS
from sim.language.layout import wrap
from sim.language.texts import Lang, text

_COLUMNS = 4
_LABEL = 34  # letters of a policy's name in a line


def plot_paths(
    monthly: pd.DataFrame,
    names: Names,
    policies: Sequence[str],
    reference: str,
    lang: Lang,
    path: Path,
    measure: str = "lasting",
    baseline: str = "baseline",
    support_ends: int = PROGRAMME_MONTHS,
) -> tuple[Path, Path]:
    """Draw ``measure`` under each policy (mean, and the middle 90 % of runs) over the reference and the baseline.

    Parameters
    ----------
    monthly
        A row a scenario, month and measure, with mean, q05 and q95 over runs.
    support_ends
        Month marked by an upright line.
    """
    rows = monthly[monthly["measure"] == measure]
    high = math.ceil(len(policies) / _COLUMNS)
    width = min(len(policies), _COLUMNS)
    title = text("paths_title", lang, outcome=_label(measure, lang))
    with page_style():
        note = text("paths_note", lang) + "\n" + text("assumed", lang)
        page = new_page(max(8.0, 3.1 * width), 2.2 + 2.3 * high, title, "", note)
        panels = page.figure.subplots(high, width, sharex=True, sharey=True, squeeze=False).ravel().tolist()
        context = [key for key in dict.fromkeys((reference, baseline)) if (rows["scenario"] == key).any()]
        for panel, policy in zip(panels, policies):
            _panel(panel, rows, policy, context, support_ends)
            panel.set_title(wrap(name(names, policy, lang), _LABEL), loc="left", fontsize=10)
        _finish(panels, len(policies), width)
        _words(panels[: len(policies)], width, support_ends, unit(measure, lang), lang)
        labels = [name(names, key, lang) for key in context] + [text("paths_policy", lang)]
        page.legend(panels[0].lines[1:], 3, labels)
        return save(page.figure, path)


def _label(measure: str, lang: Lang) -> str:
    """Label of a measure while the run goes on: before its end an operating alliance is not yet a lasting one."""
    return text("operating", lang) if measure == "lasting" else outcome(measure, lang)


def _panel(axes: Axes, rows: pd.DataFrame, policy: str, context: Sequence[str], support_ends: int) -> None:
    """One policy over its context: bands first, then lines."""
    axes.axvline(support_ends, color=INK, lw=0.9, ls=(0, (1, 2)))
    for scenario, colour, dash in (*zip(context, (GREY, ORANGE), ("--", ":")), (policy, BLUE, "-")):
        of = rows[rows["scenario"] == scenario].sort_values("month")
        if scenario == policy or scenario == context[0]:
            axes.fill_between(of["month"], of["q05"], of["q95"], color=colour, alpha=0.16, lw=0)
        axes.plot(of["month"], of["mean"], color=colour, ls=dash, lw=2.0 if scenario == policy else 1.5)


def _finish(panels: Sequence[Axes], used: int, width: int) -> None:
    """Ticks a year apart, from zero; panels without a policy go, and those above them get their months back."""
    months = int(panels[0].dataLim.x1)
    panels[0].set(xlim=(0, months), ylim=(0, None), xticks=range(0, months + 1, 12 * max(1, months // 72)))
    for panel in panels[used:]:
        panel.remove()
    for panel in panels[max(0, used - width) : used]:
        panel.tick_params(labelbottom=True)


def _words(panels: Sequence[Axes], width: int, support_ends: int, measured_in: str, lang: Lang) -> None:
    """Axis titles on the left and below, and the word at the upright line (first panel only)."""
    for panel in panels[::width]:
        panel.set_ylabel(measured_in, fontsize=9)
    for panel in panels[max(0, len(panels) - width) :]:
        panel.set_xlabel(text("paths_axis", lang), fontsize=9)
    top = panels[0].get_ylim()[1]
    if support_ends >= panels[0].get_xlim()[1]:
        return
    word = panels[0].text(support_ends + 1, top * 0.97, text("paths_support_ends", lang), va="top", fontsize=9)
    word.set_path_effects(HALO)
