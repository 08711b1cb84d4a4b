"""What stands for how the rules behave: a posterior is good for the rules it was fitted to, and for no others."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from sim.calendar import PROGRAMME_MONTHS
from sim.draws import DEFAULTS
from sim.measures import POSITION
from sim.scenario import load_scenario
from sim.simulate import Peopling, simulate

COUNTED = ("founded", "facilitated", "ended", "alive", "operating", "lasting")
SEED = 1


def behaviour() -> str:
    """Digest of the counts, month by month, of one run of the programme: another one when a rule or default changes.

    Counts only, which do not change with the last digit of a logarithm.
    """
    scenario = replace(load_scenario("programme"), months=PROGRAMME_MONTHS)
    rows = simulate(scenario, SEED, DEFAULTS, Peopling()).rows[:, [POSITION[key] for key in COUNTED]]
    return hashlib.sha256(rows.astype(np.int64).tobytes()).hexdigest()[:16]
