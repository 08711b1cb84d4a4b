"""What policies spend after the programme's two years, told apart from the rest."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from analysis.effects.statistics import differences
from analysis.language.labels import Names, name
from analysis.studies.study import Study
from sim.calendar import PROGRAMME_MONTHS
from sim.ensembles.tables import COST_AFTER
from sim.language.numerals import number
from sim.language.texts import text

_MILLION = 1e6


def extra_after(study: Study, against: Mapping[str, str]) -> dict[str, float]:
    """Policy → mean baht spent after the programme's two years beyond what its reference spends then."""
    found = differences(study.runs(COST_AFTER), COST_AFTER, against).mean()
    return {str(policy): float(baht) for policy, baht in found.items() if math.isfinite(baht)}


def spent_after(study: Study, against: Mapping[str, str], table: pd.DataFrame, names: Names) -> list[str]:
    """Which policies spend after the programme's two years, and how much of what they cost more.

    Parameters
    ----------
    table
        From ``policies.effects``.
    """
    lang, cost = study.request.lang, table.drop_duplicates("policy").set_index("policy")["cost"]
    told = [
        text(
            "spent_after_policy",
            lang,
            policy=name(names, policy, lang),
            after=number(after / _MILLION, 2),
            cost=number(cost[policy] / _MILLION, 2),
        )
        for policy, after in extra_after(study, against).items()
        if after
    ]
    return [text("spent_after", lang, month=PROGRAMME_MONTHS, policies="; ".join(told))] if told else []
