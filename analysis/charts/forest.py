"""What each policy adds: a forest plot, best first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.clarity import colour, samples
from analysis.charts.page import GREY, INK, new_page, page_style, save
from analysis.effects.policies import main_reference
from analysis.language.labels import Names, name, outcome, unit
from sim.language.layout import wrap
from sim.language.numerals import between, decimals, number
from sim.language.texts import Lang, text

_ROW = 0.42  # inches
_LABEL = 46  # letters of a policy's name in a line


def plot_effects(
    effects: pd.DataFrame,
    names: Names,
    lang: Lang,
    path: Path,
    measure: str = "lasting",
    *,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw a row a policy: mean effect on ``measure``, its simultaneous interval (thick) and its range (thin).

    Policies with another reference than most are told in the note, since their scale would flatten the others.

    Parameters
    ----------
    effects
        From ``comparison.effects``.
    remarks
        Lines for the note, beside those that are always there.
    """
    rows = effects[effects["outcome"] == measure].sort_values("difference", ascending=False, kind="stable")
    key = main_reference(rows)
    main, others = rows[rows["reference"] == key], rows[rows["reference"] != key]
    words = {"reference": name(names, key, lang), "outcome": outcome(measure, lang), "unit": unit(measure, lang)}
    subtitle = text("runs_each", lang, runs=number(main["runs"].min()), **words)
    with page_style():
        title = text("effects_title", lang, **words)
        note = "\n".join([_note(others, names, lang, measure), *remarks])
        page = new_page(11, 3.6 + _ROW * max(2, len(main)), title, subtitle, note)
        axes = page.figure.add_subplot()
        _rows(axes, main, names, lang)
        axes.set_xlabel(text("effects_axis", lang, **words))
        page.legend(samples((colour(row) for _, row in main.iterrows()), lang), columns=3)
        return save(page.figure, path)


def _rows(axes: Axes, rows: pd.DataFrame, names: Names, lang: Lang) -> None:
    digits = decimals(rows["difference"])
    beside = axes.get_yaxis_transform()
    for place, (_, row) in enumerate(rows.iterrows()):
        shade = colour(row)
        axes.plot([row["range_low"], row["range_high"]], [place] * 2, color=shade, lw=1.2, alpha=0.8)
        axes.plot(
            [row["simultaneous_low"], row["simultaneous_high"]], [place] * 2, color=shade, lw=9, solid_capstyle="butt"
        )
        axes.plot(row["difference"], place, "o", color="white", markeredgecolor=INK, markersize=4, zorder=3)
        interval = between(row["simultaneous_low"], row["simultaneous_high"], lang, digits)
        words = f"{number(row['difference'], digits, sign=True)} ({interval})"
        axes.text(1.02, place, words, transform=beside, va="center")
    axes.text(1.02, -0.9, text("effects_column", lang), transform=beside, va="center", color=GREY)
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks(range(len(rows)), [wrap(name(names, policy, lang), _LABEL) for policy in rows["policy"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)


def _note(others: pd.DataFrame, names: Names, lang: Lang, measure: str) -> str:
    """What the bands are, what is assumed, and the policies that are not drawn."""
    lines = [text("effects_note", lang)]
    lines += [text("lasting_means", lang)] if measure == "lasting" else []
    lines += [text("assumed", lang)]
    for _, row in others.iterrows():
        digits = decimals([row["difference"]])
        lines.append(
            text(
                "effects_other",
                lang,
                policy=name(names, row["policy"], lang),
                reference=name(names, row["reference"], lang),
                difference=number(row["difference"], digits, sign=True),
                interval=between(row["simultaneous_low"], row["simultaneous_high"], lang, digits),
                unit=unit(measure, lang),
            )
        )
    return "\n".join(lines)
