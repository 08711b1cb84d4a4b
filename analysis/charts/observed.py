"""Alliances founded with a team's help, as simulated, beside the 31 that were reported and the nine that are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.charts.colours import OBSERVED, SIMULATED
from analysis.charts.page import INK, new_page, page_style, save
from analysis.language.labels import Names, name, term
from analysis.observed import Observed
from sim.kinds import FORMS
from sim.language.numerals import number
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.provinces import PROVINCE_TERMS

_ROW = 0.27  # inches of a province
_BARS = 0.74  # of the height; the words about the observed total stand above


def facilitated_counts(done: pd.DataFrame, field: str) -> pd.DataFrame:
    """Alliances founded with a team's help in the programme, runs × keys of the field (``form`` or ``province``)."""
    order = keys(FORMS if field == "form" else PROVINCE_TERMS)
    return done[[f"facilitated_programme_{key}" for key in order]].set_axis(list(order), axis=1)


def plot_observed(
    runs: pd.DataFrame,
    observed: Observed,
    names: Names,
    lang: Lang,
    path: Path,
    *,
    scenario: str = "programme",
) -> tuple[Path, Path]:
    """Draw the simulated totals with the observed one marked, then counts by form and province with what is named.

    Parameters
    ----------
    runs
        A row a run: scenario, status, ``facilitated_programme`` and its parts by form and by province.
    """
    done = runs[(runs["scenario"] == scenario) & (runs["status"] == "done")]
    counts = {key: facilitated_counts(done, key) for key in ("form", "province")}
    subtitle = text(
        "observed_subtitle",
        lang,
        runs=number(len(done)),
        scenario=name(names, scenario, lang),
        total=observed.total,
        named=len(observed.named),
    )
    with page_style():
        title = text("observed_title", lang, months=observed.months)
        note = text("observed_note", lang, unknown=observed.unknown)
        page = new_page(12, max(6.0, 2.5 + _ROW * counts["province"].shape[1]), title, subtitle, note)
        total, form, province = page.figure.subplots(1, 3)
        _total(total, done["facilitated_programme"], observed.total, lang)
        for axes, field in ((form, "form"), (province, "province")):
            _counts(axes, counts[field], observed, field, lang)
        _, named = form.get_legend_handles_labels()[0]
        page.legend([_sample(lang), named], columns=2)
        return save(page.figure, path, finding(done["facilitated_programme"], observed.total, lang), lang)


def _total(axes: Axes, totals: pd.Series, observed: int, lang: Lang) -> None:
    """The share of runs by total, and the observed total."""
    sns.histplot(
        x=totals, stat="percent", discrete=bool(np.ptp(totals) <= 40), color=SIMULATED, ax=axes, edgecolor="white"
    )
    axes.axvline(observed, color=OBSERVED, lw=2.5)
    axes.set_ylim(0, (axes.dataLim.y1 if len(totals) else 1.0) / _BARS)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    low, high = axes.get_xlim()
    left = observed <= (low + high) / 2
    label = text("observed_line", lang, total=observed, below=number(100 * float((totals < observed).mean())))
    words = axes.annotate(label, (observed, 0.98), (5 if left else -5, 0), ("data", "axes fraction"), "offset points")
    words.set(color=INK, va="top", ha="left" if left else "right")
    axes.set(xlabel=text("alliances", lang), ylabel=text("observed_share", lang))
    axes.set_title(text("observed_total", lang), loc="left")


def _sample(lang: Lang) -> Line2D:
    """A mean on the band that it lies in."""
    look: dict[str, Any] = {"marker": "o", "markersize": 7, "mfc": SIMULATED, "mec": SIMULATED}
    return Line2D([], [], color=to_rgba(SIMULATED, 0.35), lw=5, label=text("observed_simulated", lang), **look)


def _counts(axes: Axes, counts: pd.DataFrame, observed: Observed, field: str, lang: Lang) -> None:
    """Mean and middle 90 % of runs for each key, and a hollow marker at the number named."""
    places = np.arange(counts.shape[1])
    low, high = counts.quantile([0.05, 0.95]).to_numpy()
    axes.hlines(places, low, high, color=SIMULATED, lw=5, alpha=0.35)
    axes.plot(counts.mean(), places, "o", color=SIMULATED, markersize=7, label=text("observed_simulated", lang))
    named = [observed.at_least(field)[key] for key in counts.columns]
    label = text("observed_named", lang, unknown=observed.unknown)
    axes.plot(named, places, "D", color="none", markeredgecolor=OBSERVED, mew=2, markersize=9, label=label)
    axes.set_yticks(places, [term(key, lang) for key in counts.columns], color=INK)
    axes.set(xlabel=text("alliances", lang), xlim=(0, None), ylim=(len(places) - 0.5, -0.5))
    axes.grid(axis="y", visible=False)
    axes.set_title(text(f"observed_{field}", lang), loc="left")


def finding(totals: pd.Series, observed: int, lang: Lang) -> str:
    """Where the observed total lies among those of the runs."""
    if totals.empty:
        return text("finding_observed_none", lang, total=observed)
    low, high = totals.quantile([0.05, 0.95])
    shown = {"mean": number(totals.mean()), "low": number(low), "high": number(high)}
    return text(
        "finding_observed", lang, total=observed, **shown, below=number(100 * float((totals < observed).mean()))
    )
