"""Who gains, and where: the table of a comparison, that of one scenario, and their charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.answers.spreadsheet import labelled, write_spreadsheet
from analysis.effects.gains import PROVINCE, Group, gains, groups, levels
from analysis.effects.policies import main_reference, ranked
from analysis.language.labels import Names, name, term
from analysis.studies.study import Request, Study, comparable_with_observed
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.language.numerals import number
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS, load_provinces

if TYPE_CHECKING:
    from analysis.charts.provinces import Founded

GAINS, GROUPS = "gains.csv", "groups.csv"


def groups_of(request: Request) -> tuple[Group, ...]:
    """The groups of a study; of the provinces those that have organisations."""
    known = keys(PROVINCE_TERMS)
    if request.organisations is None:
        return groups(known)
    return groups([known[code] for code in np.unique(load_organisations(request.organisations)["province"])])


def write_gains(
    study: Study, families: Sequence[Mapping[str, str]], windows: Mapping[str, str], names: Names, folder: Path
) -> pd.DataFrame:
    """Write ``gains.csv``, and return it: of each family (policy → reference), whose intervals hold together.

    ``windows`` has the window in which each policy acts, ``names`` what policies are called.
    """
    among = groups_of(study.request)
    runs, seed = study.runs(*(group.outcome for group in among)), study.request.seed
    table = pd.concat([gains(runs, family, among, seed, windows) for family in families], ignore_index=True)
    write_spreadsheet(labelled(table, names), folder / GAINS)
    return table


def write_groups(study: Study, folder: Path) -> pd.DataFrame:
    """Write ``groups.csv`` of a study of one scenario, and return it."""
    among = groups_of(study.request)
    table = levels(study.runs(*(group.outcome for group in among)), among)
    write_spreadsheet(table, folder / GROUPS)
    return table


def chart_gains(
    study: Study,
    effects: pd.DataFrame,
    table: pd.DataFrame,
    names: Names,
    into: Path,
    *,
    shown: str,
    remarks: Sequence[str],
) -> None:
    """Who gains by each policy, in which provinces, and a map of what the one that adds most adds.

    ``effects`` is of the policies in the charts, ``table`` from ``write_gains``; ``shown`` is held against what was
    observed.
    """
    from analysis import charts

    lang, main = study.request.lang, ranked(effects)[0]
    policies = list(main["policy"])
    reference = name(names, main_reference(effects), lang)
    subtitle = text("runs_each", lang, runs=number(main["runs"].min()), reference=reference)
    words: dict[str, Any] = {"subtitle": subtitle, "remarks": remarks}
    charts.plot_gains(table, policies, names, lang, into / "gains", **words)
    charts.plot_gains_by_province(table, policies, names, lang, into / "gains-provinces", **words)
    rows = table[(table["policy"] == policies[0]) & (table["breakdown"] == PROVINCE)]
    first, founded = name(names, policies[0], lang), _founded(study, shown, names)
    charts.plot_gain_map(rows, _places(rows, lang), lang, into / "map", policy=first, founded=founded, **words)


def chart_levels(study: Study, table: pd.DataFrame, into: Path, *, remarks: Sequence[str]) -> None:
    """A map of how many alliances last in each province under the one scenario; ``table`` from ``write_groups``."""
    from analysis import charts

    (scenario,), lang, rows = study.scenarios, study.request.lang, table[table["breakdown"] == PROVINCE]
    charts.plot_level_map(
        rows,
        _places(rows, lang),
        lang,
        into / "map",
        scenario=name(study.names, scenario.key, lang),
        month=scenario.months,
        founded=_founded(study, scenario.key, study.names),
        remarks=remarks,
    )


def _places(rows: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """What the provinces of ``rows`` are called, and where they lie."""
    of = {one.key: one for one in load_provinces()}
    there = [(term(key, lang), of[key].x_km, of[key].y_km) for key in rows["group"]]
    return pd.DataFrame(there, index=list(rows["group"]), columns=["label", "x_km", "y_km"])


def _founded(study: Study, shown: str, names: Names) -> Founded | None:
    """What ``shown`` founds with help, where the observed can be held against it."""
    from analysis.charts.observed import facilitated_counts
    from analysis.charts.provinces import Founded
    from analysis.observed import load

    if not comparable_with_observed(study):
        return None
    runs = study.runs(*PROGRAMME_COLUMNS)
    done = runs[(runs["scenario"] == shown) & (runs["status"] == "done")]
    return Founded(name(names, shown, study.request.lang), facilitated_counts(done, "province"), load())
