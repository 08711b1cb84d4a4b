"""Tables of a belief, as charts and files take them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.belief.truths import Trial, Tried
from analysis.calibration.learning import Learnt
from analysis.language.labels import quantity
from sim.draws import PRIORS
from sim.language.texts import Lang, told
from sim.parameters import BY_NAME


def recovery_table(trial: Trial, lang: Lang) -> pd.DataFrame:
    """A row a quantity: coverage of 50 and 90 % with errors, corrected p-value, and whether each passes its bar."""
    columns = ("name", "half", "half_error", "ninety", "ninety_error", "p_value", "truths", "inside", "even")
    table = pd.DataFrame([[getattr(one, key) for key in columns] for one in trial.tried], columns=list(columns))
    return table.assign(name=[quantity(one.name, lang) for one in trial.tried])


def recovery_places(trial: Trial) -> np.ndarray:
    """(quantities, bins) truths by place, in the order of ``recovery_table``."""
    return np.array([one.places for one in trial.tried])


def trial_as_left(told: Mapping[str, Any]) -> Trial:
    """A trial as ``checks.summary`` tells of it, among plain values."""
    tried = tuple(Tried(**_known(one) | {"places": tuple(one["places"])}) for one in told["tried"])
    return Trial(**_known(told) | {"tried": tried})


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: math.nan if value is None else value for name, value in told.items()}


def learnt_table(learnt: Sequence[Learnt], lang: Lang) -> pd.DataFrame:
    """A row a parameter: what was learnt of it, its values at the ends and in the middle of the prior, its unit."""
    table = pd.DataFrame([vars(one) for one in learnt])
    for place, column in enumerate(("low", "middle", "high")):
        table[column] = [PRIORS[name].at(place / 2.0) for name in table["name"]]
    table["unit"] = [told(BY_NAME[name].unit, lang) for name in table["name"]]
    return table.assign(name=[quantity(name, lang) for name in table["name"]])
