"""Draws of what nobody knows: one value for each uncertain number, the same in every scenario compared.

Each recommendation's strength and costs, and what a province team costs, are drawn uniformly over their declared
ranges: no count of networks informs them. The parameters of ``PRIORS`` come from a posterior where there is one, all of
a set together; without one, those that are swept are drawn over their ranges. Everything else stays at its default.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from sim.chance import draw, moment
from sim.frozen import FrozenNumbers
from sim.parameters import BY_NAME, Parameter
from sim.recommendation import Range

UNCERTAIN = np.uint64(201)
Number = TypeVar("Number", float, np.ndarray)
GOLDEN = 0.6180339887498949  # of all steps the one that fills a circle most evenly


class Prior(NamedTuple):
    """What is believed of a parameter before any count of networks is looked at.

    Attributes
    ----------
    low, high : the range it is believed to lie in, within the declared one
    shape : ``log`` (evenly in the log), ``even`` (evenly) or ``form`` (each whole number from low to high alike)
    swept : whether it varies from draw to draw even where nothing is calibrated
    why : why the range is narrower than the declared one; empty where it is that
    """

    low: float
    high: float
    shape: str
    swept: bool
    why: str = ""

    def at(self, chance: Number) -> Number:
        """The value below which it lies with probability ``chance``; of an array, value by value."""
        if self.shape == "log":
            return self.low * (self.high / self.low) ** chance
        if self.shape == "form":
            return self.low + np.minimum(np.floor((self.high - self.low + 1) * chance), self.high - self.low)
        return self.low + (self.high - self.low) * chance

    def below(self, value: Number) -> Number:
        """The probability of lying below ``value``: the inverse of ``at``; of a form, the middle of its part."""
        if self.shape == "log":
            return np.log(value / self.low) / np.log(self.high / self.low)
        if self.shape == "form":
            return (value - self.low + 0.5) / (self.high - self.low + 1)
        return (value - self.low) / (self.high - self.low)


_TWOFOLD = "half to twice the default; nobody has measured it"
PRIORS = {
    "unregistered_per_province": Prior(40.0, 160.0, "log", True, _TWOFOLD),
    "unplanned": Prior(0.005, 0.2, "log", True, "from hardly ever to one in five; nobody has measured it"),
    "plan_growth": Prior(0.06, 0.24, "log", True, _TWOFOLD),
    "maturing_rate": Prior(0.3, 1.0, "log", True, "half the default to certainty; nobody has measured it"),
    "misuse_rate": Prior(0.025, 0.1, "log", True, _TWOFOLD),
    "turnover": Prior(0.01, 0.04, "log", True, "leaders last two to eight years: one to four terms of a board"),
    "cohesion_plan": Prior(0.2, 0.6, "log", True, "half the default to half as much again; only the sign is known"),
    "link_push": Prior(0.5, 6.0, "even", False),
    "founding_cost": Prior(0.5, 5.0, "even", False),
    "reluctance": Prior(
        3.0, 6.0, "even", False, "beyond 6 nothing arises unaided, as alliances did before the programme"
    ),
    "team_visits": Prior(5.0, 16.0, "log", False, "one to four visits a week: regular and continuous work"),
    "team_circle": Prior(15.0, 45.0, "log", False, "so few that those visits come back to each within nine months"),
    "team_understanding": Prior(0.2, 0.8, "even", False, "researchers who start out knowing neither little nor all"),
    "team_spread": Prior(0.0, 0.3, "even", False),
    "business_appeal": Prior(-2.0, 2.0, "even", False),
    "academic_appeal": Prior(-3.0, 1.0, "even", False),
    "weight_understanding": Prior(0.5, 5.0, "even", False),
    "weight_strategy": Prior(0.3, 4.0, "even", False),
}
"""Parameters that are free in a calibration. The first seven, the number of unregistered groups and those on which
lasting rests most, are swept even without one, since the 31 networks say nothing of them. The rest decide how many
networks are helped into being, of which form, and what the teams' teaching does to it: set free one by one, they would
leave the 31 far behind, so without a calibration they stay at their defaults. Ranges are the declared ones, or narrower
with the reason beside: judgements, all of them."""
SWEPT = {name: (prior.low, prior.high) for name, prior in PRIORS.items() if prior.swept}
"""The range of each parameter that varies from draw to draw though nothing is calibrated."""


@cache
def identity(name: str) -> np.uint64:
    """64 bits that stand for a name, the same on every machine."""
    return np.uint64(pd.util.hash_array(np.array([name], object), categorize=False)[0])


class WeightedSets(NamedTuple):
    """What a calibration leaves: sets of parameter values and their cumulative weights, the last of them 1."""

    sets: tuple[FrozenNumbers[float], ...]
    cumulative: tuple[float, ...]

    def at(self, chance: float) -> FrozenNumbers[float]:
        """The set at which the cumulative weight passes ``chance``."""
        return self.sets[min(bisect_right(self.cumulative, chance), len(self.sets) - 1)]


class Draw(NamedTuple):
    """One state of ignorance resolved: its number, and the seed that keys its uniform numbers; -1 for the defaults.

    ``learnt`` holds the parameter values of one set of a posterior, or nothing.
    """

    number: int
    seed: int
    learnt: FrozenNumbers[float] | None = None

    def chance(self, name: str) -> float:
        """The uniform number of this draw for the uncertain number called ``name``; a half at the defaults."""
        if self.number < 0:
            return 0.5
        return float(draw(np.uint64(moment(self.seed, self.number)), UNCERTAIN, identity(name)))

    def within(self, name: str, value: Range | Parameter) -> float:
        """The value of this draw for a declared range: uniform from its lowest to its highest, or its default."""
        if self.number < 0:
            return value.default
        return value.low + (value.high - value.low) * self.chance(name)


DEFAULTS = Draw(-1, 0)


def drawn(number: int, seed: int, posterior: WeightedSets | None) -> Draw:
    """Draw ``number``; successive ones walk evenly over the sets of a posterior (additive recurrence, Weyl 1916)."""
    plain = Draw(number, seed)
    if posterior is None:
        return plain
    start = Draw(0, seed).chance("set of the posterior")
    return plain._replace(learnt=posterior.at((start + number * GOLDEN) % 1.0))


def parameter_values(draw_: Draw, fixed: Mapping[str, float]) -> Mapping[str, float]:
    """Model parameters under a draw; what a scenario sets stays as set."""
    values = dict(fixed)
    if draw_.learnt is not None:
        values = {**draw_.learnt, **values}
    elif draw_.number >= 0:
        for name in SWEPT:
            values.setdefault(name, PRIORS[name].at(draw_.chance(name)))
    assert all(name in BY_NAME for name in values)
    return MappingProxyType(values)
