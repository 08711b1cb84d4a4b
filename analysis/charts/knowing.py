"""What knowing is worth: bars with errors; and what a pilot is worth by its size, against what it costs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.colours import COST, EVERYTHING, GROUP, NUMBER, WORTH
from analysis.charts.page import GREY, INK, new_page, page_style, save
from sim.language.layout import wrap
from sim.language.numerals import between, decimals, number
from sim.language.texts import Lang, text

_ROW, _LABEL = 0.46, 58
_MILLION = 1e6
_MARGIN = 0.05
_KINDS = (("everything", EVERYTHING), ("group", GROUP), ("number", NUMBER))


def plot_knowing(
    rows: pd.DataFrame, lang: Lang, path: Path, *, title: str, subtitle: str, note: str
) -> tuple[Path, Path]:
    """Draw what it is worth to know everything, groups of numbers, and the numbers most worth knowing.

    Parameters
    ----------
    rows
        Those of ``worth.csv`` to draw, of one willingness to pay, in their order.
    """
    with page_style():
        page = new_page(12, 3.0 + _ROW * len(rows), title, subtitle, note)
        axes = page.figure.add_subplot()
        colours = dict(_KINDS)
        for place, (_, row) in enumerate(rows.iterrows()):
            unclear = row["clear"] is False
            axes.barh(place, 0.0 if unclear else row["worth"], height=0.6, color=colours[row["kind"]])
            axes.plot([row["lower"], row["upper"]], [place, place], color=GREY if unclear else INK, lw=1.2)
            axes.text(1.01, place, _said(row, lang), transform=axes.get_yaxis_transform(), va="center", color=GREY)
        axes.set_yticks(range(len(rows)), [wrap(str(each), _LABEL) for each in rows[f"label_{lang}"]], fontsize=9.5)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, max(0.1, 1.05 * float(rows["upper"].max())))
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(text("knowing_axis", lang))
        bars = [Patch(color=colour, label=text(f"knowing_{kind}", lang)) for kind, colour in _KINDS]
        page.legend([*bars, Line2D([], [], color=INK, lw=1.2, label=text("knowing_interval", lang))], columns=4)
        return save(page.figure, path, finding(rows, lang), lang)


def finding(rows: pd.DataFrame, lang: Lang) -> str:
    """What everything, each group and the first of the numbers is worth."""
    told = rows[rows["kind"] != "number"], rows[rows["kind"] == "number"].head(1)
    values = [f"“{row[f'label_{lang}']}” {_said(row, lang)}" for _, row in pd.concat(told).iterrows()]
    return text("finding_knowing", lang, values="; ".join(values))


def _said(row: pd.Series, lang: Lang) -> str:
    """A worth, or the most that one may be which is not told from nothing."""
    if row["clear"] is False:
        return text("knowing_unclear", lang, upper=number(row["upper"], 2))
    return number(row["worth"], 2)


def _sizes(axes: Axes, rows: pd.DataFrame) -> None:
    """Sizes of a pilot on the scale of their ratios, and room below 0, so that marks on it are whole."""
    axes.set_xscale("log")
    axes.set_xticks(rows["units"], [number(size) for size in rows["units"]])
    axes.minorticks_off()
    axes.set_ylim(bottom=-_MARGIN * axes.get_ylim()[1])


def plot_pilot(
    rows: pd.DataFrame,
    exact: tuple[float, float, float],
    lang: Lang,
    path: Path,
    *,
    title: str,
    subtitle: str,
    note: str,
) -> tuple[Path, Path]:
    """Draw what a pilot is worth by its size, and what it costs: in baht, or in lasting alliances without a price.

    Parameters
    ----------
    rows
        As ``pilot.csv`` has them, of one willingness to pay.
    exact
        What knowing the strength exactly would be worth, in lasting alliances, and its 95 % interval.
    """
    unit, priced = _unit(rows)
    with page_style():
        page = new_page(10, 5.6, title, subtitle, note)
        axes = page.figure.add_subplot()
        handles = _curve(axes, rows, unit, lang)
        value, low, high = (one * unit for one in exact)
        axes.axhspan(low, high, color=GREY, alpha=0.12, lw=0)
        handles.append(axes.axhline(value, color=GREY, lw=1.2, ls="--", label=text("pilot_exact", lang)))
        if priced:
            handles += axes.plot(
                rows["units"], rows["cost"] / _MILLION, color=COST, marker="s", label=text("pilot_costs", lang)
            )
        _sizes(axes, rows)
        axes.set_xlabel(text("pilot_axis", lang, units=text(f"pilot_{rows['unit'].iloc[0]}", lang)))
        axes.set_ylabel(text("pilot_million" if priced else "knowing_axis", lang))
        page.legend(handles, columns=4)
        return save(page.figure, path, pilot_finding(rows, exact, lang), lang)


def pilot_finding(rows: pd.DataFrame, exact: tuple[float, float, float], lang: Lang) -> str:
    """What a pilot is worth by its size, and costs, beside what knowing exactly would be worth; as it is drawn."""
    unit, priced = _unit(rows)
    digits = decimals([*(rows["worth"] * unit), exact[0] * unit])
    values = [
        text(
            "finding_pilot_priced" if priced else "finding_pilot_size",
            lang,
            worth=number(row["worth"] * unit, digits),
            size=number(row["units"]),
            **({"cost": number(row["cost"] / _MILLION, digits)} if priced else {}),
        )
        for _, row in rows.iterrows()
    ]
    value, low, high = (one * unit for one in exact)
    return text(
        "finding_pilot",
        lang,
        unit=text("pilot_million" if priced else "knowing_axis", lang),
        units=text("pilot_axis", lang, units=text(f"pilot_{rows['unit'].iloc[0]}", lang)),
        values="; ".join(values),
        exact=number(value, digits),
        interval=between(low, high, lang, digits),
    )


def _unit(rows: pd.DataFrame) -> tuple[float, bool]:
    """What one lasting alliance counts on the axis, and whether that is money: million baht, else 1."""
    priced, first = bool(rows["baht"].notna().all()), rows.iloc[0]
    return (float(first["willingness"] * first["decisions"]) / _MILLION if priced else 1.0), priced


def _curve(axes: Axes, rows: pd.DataFrame, unit: float, lang: Lang) -> list[Line2D | Patch]:
    """The worth by size, with a band of its 95 % interval."""
    axes.fill_between(rows["units"], rows["lower"] * unit, rows["upper"] * unit, color=WORTH, alpha=0.18, lw=0)
    band = Patch(color=WORTH, alpha=0.18, label=text("knowing_interval", lang))
    return [
        *axes.plot(rows["units"], rows["worth"] * unit, color=WORTH, marker="o", label=text("pilot_worth", lang)),
        band,
    ]
