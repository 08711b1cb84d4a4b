"""Who gains: people, those often left out among them, forms of alliances and provinces, in the same worlds.

Kinds of organisation are not told apart: no outcome of the model is counted by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.policies import MAIN
from analysis.effects.statistics import differences, level_of_all, mean_interval, wide
from analysis.language.labels import term
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.measures import MEASURES

PEOPLE, HOUSEHOLD, REACH, FORM, PROVINCE = "people", "household", "reach", "form", "province"
"""What outcomes are broken down by; a household's gain is of everyone who gains."""
EVERYONE, LEFT_OUT = "everyone", ("weak", "remote", "unregistered")
LANGUAGES: tuple[Lang, ...] = ("en", "th")
_UNITS = {measure.key: measure.unit_en for measure in MEASURES}


class Group(NamedTuple):
    """Some of those who may gain: what they are broken down by, their key and labels, and the outcome counted."""

    breakdown: str
    key: str
    en: str
    th: str
    outcome: str


def groups(provinces: Sequence[str]) -> tuple[Group, ...]:
    """Every group that outcomes are counted by, with those of ``provinces`` (keys)."""
    helped = {EVERYONE: "people_helped"} | {key: f"{key}_helped" for key in LEFT_OUT}
    found = [_people(PEOPLE, key, outcome) for key, outcome in helped.items()]
    found += [_people(HOUSEHOLD, EVERYONE, "household_gain")]
    found += [_people(REACH, key, f"{key}_share") for key in LEFT_OUT]
    for key in keys(FORMS):
        en, th = (text("network_form", lang, form=term(key, lang)) for lang in LANGUAGES)
        found.append(Group(FORM, key, en, th, f"{MAIN}_{key}"))
    found += [Group(PROVINCE, key, term(key, "en"), term(key, "th"), f"{MAIN}_{key}") for key in provinces]
    return tuple(found)


def _people(breakdown: str, key: str, outcome: str) -> Group:
    en, th = (text(f"gains_group_{key}", lang) for lang in LANGUAGES)
    return Group(breakdown, key, en, th, outcome)


def gains(
    runs: pd.DataFrame,
    references: Mapping[str, str],
    among: Sequence[Group],
    seed: int,
    windows: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """What each policy adds for each group, in the worlds of its reference.

    Parameters
    ----------
    runs
        A row a run: scenario, draw, replicate, and the outcomes of ``among``.
    references, windows
        Policy → the scenario it is compared with; policy → the window its recommendations act in, blank for others.
    seed
        Key of the bootstrap.

    Returns
    -------
    A row a policy and group. ``level`` is the mean over runs under the policy, ``difference`` the mean over draws of
    what the policy adds to it, ``low`` to ``high`` the 95 % interval of that, ``simultaneous_low`` to
    ``simultaneous_high`` one that holds for all policies and all groups of a breakdown at once. ``runs`` counts
    complete pairs.
    """
    runs = runs[runs["scenario"].isin({*references, *references.values()})]
    rows = [row for _, family in groupby(among, _breakdown) for row in _rows(runs, references, tuple(family), seed)]
    table = pd.DataFrame(rows)
    table.insert(1, "window", table["policy"].map(lambda policy: (windows or {}).get(policy, "")))
    return pd.concat([table[table["policy"] == policy] for policy in references], ignore_index=True)


def _breakdown(group: Group) -> str:
    return group.breakdown


def _rows(
    runs: pd.DataFrame, references: Mapping[str, str], family: Sequence[Group], seed: int
) -> Iterator[dict[str, object]]:
    """Rows of one breakdown, whose intervals hold together."""
    added = [differences(runs, group.outcome, references) for group in family]
    level = level_of_all(np.hstack([frame.to_numpy(float) for frame in added]), seed)
    for group, by_draw in zip(family, added):
        by_run = wide(runs, group.outcome)
        for policy, reference in references.items():
            values = by_draw[policy].to_numpy()
            alone, together = mean_interval(values), mean_interval(values, level)
            yield {
                "policy": policy,
                "reference": reference,
                **_called(group),
                "level": float(by_run[policy].mean()),
                "difference": alone.mean,
                "low": alone.low,
                "high": alone.high,
                "simultaneous_low": together.low,
                "simultaneous_high": together.high,
                "runs": int((by_run[policy] - by_run[reference]).count()),
            }


def levels(runs: pd.DataFrame, among: Sequence[Group]) -> pd.DataFrame:
    """What each group has under one scenario, a row a group: mean over draws, its 95 % interval, middle 90 % of runs.

    Parameters
    ----------
    runs
        A row a run of one scenario: draw and the outcomes of ``among``; NaN where it failed.
    """
    return pd.DataFrame([{**_called(group), **_level(runs[["draw", group.outcome]].dropna())} for group in among])


def _level(values: pd.DataFrame) -> dict[str, float]:
    """``values``: draw and one outcome."""
    draw, outcome = values.columns
    alone = mean_interval(values.groupby(draw)[outcome].mean().to_numpy(float))
    q05, q95 = (float(values[outcome].quantile(level)) for level in (0.05, 0.95))
    return {"mean": alone.mean, "low": alone.low, "high": alone.high, "q05": q05, "q95": q95, "runs": len(values)}


def _called(group: Group) -> dict[str, str]:
    """Which group a row is of."""
    return {
        "breakdown": group.breakdown,
        "group": group.key,
        "label_en": group.en,
        "label_th": group.th,
        "outcome": group.outcome,
        "unit": _UNITS[group.outcome],
    }
