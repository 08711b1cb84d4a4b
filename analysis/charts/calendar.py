"""The calendar of a portfolio: what acts in which months, how hard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes

from analysis.charts.colours import CARE, POLICY, TEAMS
from analysis.charts.page import new_page, page_style, save
from analysis.portfolios.naming import million
from analysis.portfolios.optimising import Verified
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.texts import Lang, localised, text

Bar = tuple[str, int, int, float, str]
"""Label, first and last month, effort and colour."""
_ROW = 0.42  # inches
_NAME = 44  # letters of a name in a line


def plot_calendar(one: Verified, budget: float, lang: Lang, path: Path) -> tuple[Path, Path]:
    """Draw a bar for each recommendation of a portfolio, for the province teams and for agencies' care."""
    bars = _bars(one, lang)
    months = one.scenario.months
    with page_style():
        title = text("calendar_title", lang, budget=million(budget))
        height = 2.6 + _ROW * len(bars)
        page = new_page(11, height, title, text("calendar_subtitle", lang), text("calendar_note", lang), legend_rows=0)
        axes = page.figure.add_subplot()
        for row, (_, start, end, effort, shade) in enumerate(bars):
            axes.barh(row, end - start + 1, left=start - 1, height=0.62, color=shade, alpha=0.4 + 0.6 * (effort > 0.75))
        _frame(axes, [label for label, *_ in bars], months)
        axes.set_xlabel(text("calendar_x", lang))
        return save(page.figure, path, finding(bars, lang), lang)


def _frame(axes: Axes, labels: list[str], months: int) -> None:
    axes.set_yticks(range(len(labels)), [wrap(label, _NAME) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(0, months)
    axes.set_xticks(range(0, months + 1, YEAR))
    axes.grid(visible=False, axis="y")


def _bars(one: Verified, lang: Lang) -> list[Bar]:
    """Label, first and last month, effort and colour of each bar; what begins first on top."""
    programme, months = one.scenario.programme, one.scenario.months
    bars = [
        (f"{applied.recommendation.number}. {localised(applied.recommendation, 'name', lang)}",
         applied.start, min(applied.end, months), applied.intensity, POLICY)
        for applied in one.scenario.applied
    ]  # fmt: skip
    bars.sort(key=lambda bar: (bar[1], bar[2], bar[0]))
    if programme is not None:
        bars.insert(0, (text("calendar_teams", lang), programme.start, programme.end, 1.0, TEAMS))
    if programme is not None and one.care:
        bars.append((text("calendar_care", lang), programme.end + 1, programme.handover, 1.0, CARE))
    return bars


def finding(bars: Sequence[Bar], lang: Lang) -> str:
    """What acts from which month to which."""
    told = [text("finding_calendar_bar", lang, name=label, start=start, end=end) for label, start, end, *_ in bars]
    return text("finding_calendar", lang, bars="; ".join(told))
