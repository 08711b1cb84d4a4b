"""What each policy adds: a forest plot, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from analysis.charts.clarity import colour, samples
from analysis.charts.colours import MEDIAN
from analysis.charts.page import GREY, INK, new_page, page_style, save
from analysis.charts.rows import row_height
from analysis.effects.policies import ranked
from analysis.language.labels import Names, name, outcome, unit
from sim.calendar import YEAR
from sim.language.layout import wrap
from sim.language.numerals import between, decimals, difference, estimated, number
from sim.language.texts import Lang, text

Middle = Literal["mean", "median"]
_INTERVALS: Mapping[Middle, tuple[str, str, str]] = {
    "mean": ("difference", "simultaneous_low", "simultaneous_high"),
    "median": ("median", "median_low", "median_high"),
}
_COLUMNS: Mapping[Middle, str] = {"mean": "effects_column", "median": "median_column"}
_NOTES: Mapping[Middle, str] = {"mean": "effects_note", "median": "median_note"}
_ROW = 0.42  # inches
_AROUND = 1.1  # inches of what stands above and below the rows
_LABEL = 46  # letters of a policy's name in a line
_SHARES = 165  # points from the mean in words to the shares of worlds
_ABOVE = 9  # points from the axes up to the headings of both columns: rows are few or many
_FROM_AXES: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
_MEAN: dict[str, Any] = {"marker": "o", "color": "white", "markeredgecolor": INK, "markersize": 5}
_MEDIAN: dict[str, Any] = {
    "marker": "D",
    "color": MEDIAN,
    "markeredgecolor": INK,
    "markeredgewidth": 0.7,
    "markersize": 5,
}


def plot_effects(
    effects: pd.DataFrame,
    names: Names,
    lang: Lang,
    path: Path,
    measure: str = "lasting",
    *,
    by: Middle = "mean",
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw a row a policy: mean and median effect on ``measure``, the interval of one (thick), the range (thin).

    Policies with another reference than most are told in the note, since their scale would flatten the others.

    Parameters
    ----------
    effects
        From ``comparison.effects``.
    by
        Which of the two policies go by: their order, the interval and what is written.
    remarks
        Lines for the note, beside those that are always there.
    """
    main, others = (_told_by(rows, by) for rows in ranked(effects, measure))
    key = str(main["reference"].iloc[0])
    words = {"reference": name(names, key, lang), "outcome": outcome(measure, lang), "unit": unit(measure, lang)}
    subtitle = text("runs_each", lang, runs=number(main["runs"].min()), **words)
    with page_style():
        title = median_finding(main, names, lang, measure) if by == "median" else text("effects_title", lang, **words)
        labels = [wrap(name(names, policy, lang), _LABEL) for policy in main["policy"]]
        rows = row_height(labels, _ROW) * max(2, len(main))
        note = "\n".join([_note(others, names, lang, measure, by), *remarks])
        page = new_page(12, 3.9 + rows, title, subtitle, note, legend_rows=2, least=rows + _AROUND)
        axes = page.figure.add_subplot()
        _rows(axes, main, labels, lang, by)
        axes.set_xlabel(text("effects_axis", lang, **words))
        page.legend(_legend(main, lang), columns=3)
        return save(page.figure, path, finding(main, names, lang, measure), lang)


def median_finding(rows: pd.DataFrame, names: Names, lang: Lang, measure: str = "lasting") -> str:
    """Which policy does most in the middle one of the worlds; can stand in place of the chart by medians.

    ``rows`` of one measure, from ``policies.ranked``.
    """
    best = rows.sort_values("median", ascending=False, kind="stable").iloc[0]
    words = {"reference": name(names, best["reference"], lang), "outcome": outcome(measure, lang)}
    if not best["median"] > 0:
        return text("median_none", lang, **words)
    middle = estimated(best["median"], best["median_low"], best["median_high"], lang, decimals(rows["median"]))
    found = text("median_found", lang, policy=name(names, best["policy"], lang), middle=middle, **words)
    return found if best["median_low"] > 0 else text("median_unclear", lang, found=found)


def _told_by(rows: pd.DataFrame, by: Middle) -> pd.DataFrame:
    """The rows in the order of what they go by, which is ``told``, its interval in place of the simultaneous one."""
    value, low, high = _INTERVALS[by]
    told = rows.assign(told=rows[value], simultaneous_low=rows[low], simultaneous_high=rows[high])
    return told.sort_values("told", ascending=False, kind="stable")


def _rows(axes: Axes, rows: pd.DataFrame, labels: Sequence[str], lang: Lang, by: Middle) -> None:
    digits = decimals(rows["told"])
    beside = axes.get_yaxis_transform()
    for place, (_, row) in enumerate(rows.iterrows()):
        shade = colour(row)
        axes.plot([row["range_low"], row["range_high"]], [place] * 2, color=shade, lw=1.2, alpha=0.8)
        axes.plot(
            [row["simultaneous_low"], row["simultaneous_high"]], [place] * 2, color=shade, lw=9, solid_capstyle="butt"
        )
        axes.plot(row["median"], place, zorder=3, **_MEDIAN)
        axes.plot(row["difference"], place, zorder=4, **_MEAN)
        words = estimated(row["told"], row["simultaneous_low"], row["simultaneous_high"], lang, digits)
        axes.text(1.02, place, words, transform=beside, va="center")
        _shares(axes, place, f"{number(100 * row['helped'])} / {number(100 * row['harmed'])}")
    for words, right in ((text(_COLUMNS[by], lang), 0), (text("effects_shares", lang), _SHARES)):
        axes.annotate(words, (1.02, 1), xytext=(right, _ABOVE), va="center", color=GREY, **_FROM_AXES)
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)


def _shares(axes: Axes, place: float, words: str) -> Annotation:
    """Write ``words`` in the column of shares of worlds, at the right."""
    at = (1.02, place)
    return axes.annotate(
        words, at, xytext=(_SHARES, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points", va="center"
    )


def _legend(rows: pd.DataFrame, lang: Lang) -> list[Line2D]:
    """A sample of each mark, and of each colour that occurs in ``rows``."""
    marks = ((_MEAN, "effects_mean"), (_MEDIAN, "effects_median"))
    return [
        *(Line2D([], [], ls="", label=text(key, lang), **mark) for mark, key in marks),
        *samples((colour(row) for _, row in rows.iterrows()), lang),
    ]


def _note(others: pd.DataFrame, names: Names, lang: Lang, measure: str, by: Middle) -> str:
    """What the bands are, what is assumed, and the policies that are not drawn."""
    lines = [text(_NOTES[by], lang)]
    lines += [text("lasting_means", lang, year=YEAR)] if measure == "lasting" else []
    lines += [text("assumed", lang)]
    for _, row in others.iterrows():
        digits = decimals([row["told"]])
        lines.append(
            text(
                "effects_other",
                lang,
                policy=name(names, row["policy"], lang),
                reference=name(names, row["reference"], lang),
                difference=difference(row["told"], digits),
                interval=between(row["simultaneous_low"], row["simultaneous_high"], lang, digits),
                unit=unit(measure, lang),
            )
        )
    return "\n".join(lines)


def finding(rows: pd.DataFrame, names: Names, lang: Lang, measure: str) -> str:
    """Which policy has the highest mean, and how many intervals lie on one side of 0."""
    best = rows.iloc[0]
    low, high = best["simultaneous_low"], best["simultaneous_high"]
    return text(
        "finding_effects",
        lang,
        policy=name(names, best["policy"], lang),
        mean=estimated(best["difference"], low, high, lang, decimals(rows["difference"])),
        unit=unit(measure, lang),
        all=len(rows),
        right=int((rows["simultaneous_low"] > 0).sum()),
        left=int((rows["simultaneous_high"] < 0).sum()),
    )
