"""An outcome month by month: a small panel a policy, beside the reference and the baseline."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.colours import POLICY
from analysis.charts.colours import context as seen_beside
from analysis.charts.page import HALO, INK, new_page, page_style, save
from analysis.language.labels import Names, name, outcome, unit
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.numerals import decimals, number
from sim.language.texts import Lang, text

_COLUMNS = 4
_LABEL = 34  # letters of a policy's name in a line
_POLICY: dict[str, Any] = {"color": POLICY, "ls": "-", "lw": 2.0}


def plot_paths(
    monthly: pd.DataFrame,
    names: Names,
    policies: Sequence[str],
    reference: str,
    lang: Lang,
    *,
    path: Path,
    measure: str = "lasting",
    support_ends: Mapping[str, int] | None = None,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw ``measure`` under each policy (mean, and the middle 90 % of runs) over the reference and the baseline.

    Parameters
    ----------
    monthly
        A row a scenario, month and measure, with mean, q05 and q95 over runs.
    support_ends, remarks
        Scenario → last month of its support, marked where months follow; further lines for the note.
    """
    rows = monthly[monthly["measure"] == measure]
    context = [key for key in dict.fromkeys((reference, "baseline")) if (rows["scenario"] == key).any()]
    high, width, months = math.ceil(len(policies) / _COLUMNS), min(len(policies), _COLUMNS), int(rows["month"].max())
    ends = [month if 0 < (month := (support_ends or {}).get(key, 0)) < months else None for key in policies]
    keyed = _key(context, policies, names, lang)
    said = ["lasting"] * (measure == "lasting") + ["note"] + ["overlap"] * bool(keyed) + ["ends"] * any(ends)
    note = _note(said, months, lang, remarks)
    with page_style():
        title, tall = text("paths_title", lang, outcome=outcome(measure, lang)), 2.2 + 2.3 * high if keyed else 5.5
        page = new_page(max(9.0, 3.1 * width), tall, title, "", note, legend_rows=len(keyed[:1]))
        panels = page.figure.subplots(high, width, sharex=True, sharey=True, squeeze=False).ravel().tolist()
        for panel, policy, end in zip(panels, policies, ends):
            panel.set_title(wrap(_together(name(names, policy, lang)), _LABEL), loc="left", fontsize=10)
            _panel(panel, rows, policy, context, end)
        _finish(panels, len(policies), width, months)
        _words(panels[: len(policies)], width, unit(measure, lang), lang)
        _say_ends(panels, ends, lang)
        page.legend(keyed, columns=3)
        return save(page.figure, path, finding(rows, names, policies, context, lang), lang)


def _note(said: Sequence[str], month: int, lang: Lang, remarks: Sequence[str]) -> str:
    """What lines and bands are, that strengths are assumed, and further lines."""
    lines = (text(f"paths_{key}", lang, month=month, year=YEAR) for key in said)
    return "\n".join([*lines, text("assumed", lang), *remarks])


def _together(label: str) -> str:
    """A label whose number stays in one line with its first word."""
    return label.replace(". ", ".\N{NO-BREAK SPACE}", 1) if label[:1].isdigit() else label


def _key(context: Sequence[str], policies: Sequence[str], names: Names, lang: Lang) -> list[Line2D]:
    """A sample of each line that some panel shows beside its policy, and of the policy's; none where none is."""
    beside = [(key, seen_beside(key)) for key in context if list(policies) != [key]]
    if not beside:
        return []
    others = [Line2D([], [], label=name(names, key, lang), **style) for key, style in beside]
    return [*others, Line2D([], [], label=text("paths_policy", lang), **_POLICY)]


def _panel(axes: Axes, rows: pd.DataFrame, policy: str, context: Sequence[str], support_ends: int | None) -> None:
    """One policy over what it is seen beside: bands first, then lines."""
    if support_ends is not None:
        axes.axvline(support_ends, color=INK, lw=0.9, ls=(0, (1, 2)))
    beside = [(key, seen_beside(key)) for key in context if key != policy]
    for scenario, style in (*beside, (policy, _POLICY)):
        of = rows[rows["scenario"] == scenario].sort_values("month")
        if scenario in (policy, context[0] if context else policy):
            axes.fill_between(of["month"], of["q05"], of["q95"], color=style["color"], alpha=0.16, lw=0)
        axes.plot(of["month"], of["mean"], **style)


def _finish(panels: Sequence[Axes], used: int, width: int, months: int) -> None:
    """Ticks a year apart, from zero; panels without a policy go, and those above them get their months back."""
    panels[0].set(xlim=(0, months), ylim=(0, None), xticks=range(0, months + 1, 12 * max(1, months // 72)))
    for panel in panels[used:]:
        panel.remove()
    for panel in panels[max(0, used - width) : used]:
        panel.tick_params(labelbottom=True)


def _words(panels: Sequence[Axes], width: int, measured_in: str, lang: Lang) -> None:
    """Axis titles on the left and below."""
    for panel in panels[::width]:
        panel.set_ylabel(measured_in, fontsize=9)
    for panel in panels[max(0, len(panels) - width) :]:
        panel.set_xlabel(text("paths_axis", lang), fontsize=9)


def _say_ends(panels: Sequence[Axes], ends: Sequence[int | None], lang: Lang) -> None:
    """Name the upright line where it first stands, and wherever it stands elsewhere than in the panel before."""
    before = None
    for panel, month in zip(panels, ends):
        if month is None or month == before:
            continue
        before, (low, high) = month, panel.get_xlim()
        left = month <= (low + high) / 2
        place = (month, 0.97), (3 if left else -3, 0)
        word = panel.annotate(text("paths_support_ends", lang), *place, ("data", "axes fraction"), "offset points")
        word.set(va="top", ha="left" if left else "right", fontsize=9, bbox=HALO)


def finding(rows: pd.DataFrame, names: Names, policies: Sequence[str], context: Sequence[str], lang: Lang) -> str:
    """Where the means of one measure end: of the highest and the lowest policy, and of what they are seen beside."""
    last = rows[rows["month"] == rows["month"].max()].set_index("scenario")["mean"]
    own = last.reindex(list(dict.fromkeys(policies))).sort_values(ascending=False, kind="stable")
    told = pd.concat([own.iloc[:1], own.iloc[1:].tail(1), last.reindex(context).drop(policies, errors="ignore")])
    digits = decimals(told)
    values = [f"“{name(names, key, lang)}” {number(value, digits)}" for key, value in told.items()]
    measure, month = str(rows["measure"].iloc[0]), int(rows["month"].max())
    return text("finding_paths", lang, outcome=outcome(measure, lang), month=month, values="; ".join(values))
