"""Draws of what nobody knows: one value for each uncertain number, the same in every scenario compared.

Uncalibrated, the uncertain numbers are each recommendation's strength and costs, uniform over their declared ranges,
and the few parameters in ``SWEPT``. Everything else stays at its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.chance import draw, moment
from sim.parameters import BY_NAME
from sim.recommendation import Range

UNCERTAIN = np.uint64(201)
SWEPT = {
    "unregistered_per_province": (40.0, 160.0),
    "unplanned": (0.005, 0.2),
    "plan_growth": (0.03, 0.12),
    "maturing_rate": (0.3, 1.0),
    "misuse_rate": (0.025, 0.1),
    "turnover": (0.01, 0.04),
    "cohesion_plan": (0.2, 0.6),
}
"""Parameters that vary from draw to draw though nothing is calibrated, evenly in the log: the number of unregistered
groups, and those on which lasting rests most while the 31 networks say nothing of them."""


@cache
def identity(name: str) -> np.uint64:
    """64 bits that stand for a name, the same on every machine."""
    return np.uint64(pd.util.hash_array(np.array([name], object), categorize=False)[0])


class Draw(NamedTuple):
    """One state of ignorance resolved: its number, and the seed that keys its uniform numbers; -1 for the defaults."""

    number: int
    seed: int

    def chance(self, name: str) -> float:
        """The uniform number of this draw for the uncertain number called ``name``; a half at the defaults."""
        if self.number < 0:
            return 0.5
        return float(draw(np.uint64(moment(self.seed, self.number)), UNCERTAIN, identity(name)))

    def within(self, name: str, value: Range) -> float:
        """The value of this draw for a declared range: uniform from its lowest to its highest, or its default."""
        if self.number < 0:
            return value.default
        return value.low + (value.high - value.low) * self.chance(name)


DEFAULTS = Draw(-1, 0)


def parameter_values(draw_: Draw, fixed: Mapping[str, float]) -> Mapping[str, float]:
    """Model parameters under a draw; what a scenario sets stays as set."""
    values = dict(fixed)
    if draw_.number >= 0:
        for name, (low, high) in SWEPT.items():
            values.setdefault(name, float(low * (high / low) ** draw_.chance(name)))
    assert all(name in BY_NAME for name in values)
    return MappingProxyType(values)
