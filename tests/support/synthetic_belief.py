"""Figures of a fit as charts take them: made up, so that one parameter is learnt, one partly, and one row fails."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.belief.recovery import TESTED
from analysis.belief.tables import learnt_table
from analysis.calibration.learning import Learnt
from analysis.calibration.priors import NAMES
from analysis.calibration.weights import normalised
from analysis.language.labels import quantity

_VERDICTS = {"founding_cost": ("learnt", 0.4), "business_appeal": ("partly", 0.8)}
_rng = np.random.default_rng(1)

PLACES = _rng.multinomial(200, np.full(10, 0.1), len(TESTED))
RECOVERY = pd.DataFrame(
    {
        "name": [quantity(name, "en") for name in TESTED],
        "half": 0.5,
        "ninety": _rng.uniform(0.86, 0.94, len(TESTED)),
        "truths": 200,
        "inside": True,
        "even": True,
    }
)
RECOVERY.loc[20, ["ninety", "inside"]] = 0.8, False

FEW = NAMES[:26]
"""Four rows of panels and two: charts of all parameters take many times as long."""
UNIT = _rng.random((500, len(FEW)))
WEIGHTS = normalised(-40.0 * (UNIT[:, FEW.index("founding_cost")] - 0.4) ** 2)
LEARNT = learnt_table(
    [
        Learnt(
            name=name,
            contraction=contraction,
            contraction_error=0.02,
            shift=0.0,
            shift_error=0.02,
            overlap=0.9,
            overlap_by_chance=0.9,
            verdict=verdict,
        )
        for name in FEW
        for verdict, contraction in [_VERDICTS.get(name, ("prior", 1.0))]
    ],
    "en",
)
