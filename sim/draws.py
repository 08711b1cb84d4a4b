"""Draws of what nobody knows: one value for each uncertain number, the same in every scenario compared.

Each recommendation's strength and costs, and what a province team costs, are drawn uniformly over their declared
ranges: no count of networks informs them. The parameters of ``PRIORS`` come from a posterior where there is one, all of
a set together; without one, those that are swept are drawn over their ranges. Everything else stays at its default.
Of what somebody believes otherwise, the value lies at the same chance of what is believed, so that worlds under two
beliefs differ by these and by nothing else.
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
from sim.distribution import Distribution
from sim.frozen import FrozenNumbers
from sim.parameters import BY_NAME, STRUCTURE, Parameter
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
    fitted : whether a report teaches it; if not, it varies from draw to draw even where nothing is calibrated
    why : why the range is narrower than the declared one; empty where it is that
    """

    low: float
    high: float
    shape: str
    fitted: bool
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

    def chance_of(self, value: float) -> float:
        """The same of one value, which may lie outside by what it was rounded."""
        return min(1.0, max(0.0, float(self.below(value))))


_TWOFOLD = "half to twice the default; nobody has measured it"
PRIORS = {
    "link_push": Prior(0.5, 6.0, "even", True),
    "founding_cost": Prior(0.5, 5.0, "even", True),
    "reluctance": Prior(
        3.0, 6.0, "even", True, "beyond 6 nothing arises unaided, as alliances did before the programme"
    ),
    "team_visits": Prior(5.0, 16.0, "log", True, "one to four visits a week: regular and continuous work"),
    "team_circle": Prior(15.0, 45.0, "log", True, "so few that those visits come back to each within nine months"),
    "team_understanding": Prior(0.2, 0.8, "even", True, "researchers who start out knowing neither little nor all"),
    "team_spread": Prior(0.0, 0.3, "even", True),
    "business_appeal": Prior(-2.0, 2.0, "even", True),
    "academic_appeal": Prior(-3.0, 1.0, "even", True),
    "weight_understanding": Prior(0.5, 5.0, "even", True),
    "weight_strategy": Prior(0.3, 4.0, "even", True),
    "weight_fit": Prior(1.0, 4.0, "log", True, _TWOFOLD),
    "weight_trust": Prior(1.0, 4.0, "log", True, _TWOFOLD),
    "weight_leadership": Prior(1.4, 4.2, "log", True, "half the default to half as much again; only the sign is known"),
    "attention": Prior(0.05, 0.2, "log", True, _TWOFOLD),
    "starting_trust": Prior(0.2, 0.5, "even", True, "neither strangers nor close friends on the whole"),
    "starting_understanding": Prior(0.08, 0.3, "log", True, _TWOFOLD),
    "starting_alliances": Prior(1.8, 7.0, "log", True, _TWOFOLD),
    # Whom there is, and what becomes of alliances.
    "unregistered_per_province": Prior(40.0, 160.0, "log", False, _TWOFOLD),
    "province_spread": Prior(0.0, 0.12, "even", False),
    "hours": Prior(8.0, 32.0, "log", False, _TWOFOLD),
    "lesson_hours": Prior(2.0, 8.0, "log", False, _TWOFOLD),
    "busy_cost": Prior(1.35, 5.4, "log", False, _TWOFOLD),
    "small_risk": Prior(0.0, 0.5, "even", False, "at most half of a business alliance's"),
    "refusals": Prior(2.0, 6.99, "even", False, "two to six; the fraction does not count"),
    "recruiting": Prior(0.1, 0.8, "log", False),
    "newness": Prior(0.0, 3.0, "even", False),
    "drift_apart": Prior(0.002, 0.008, "log", False, _TWOFOLD),
    "joint_work_trust": Prior(0.12, 0.5, "log", False, _TWOFOLD),
    "turnover": Prior(0.01, 0.04, "log", False, "leaders last two to eight years: one to four terms of a board"),
    "handed_over": Prior(0.1, 0.7, "even", False),
    "arrears_growth": Prior(0.03, 0.12, "log", False, _TWOFOLD),
    "starting_cohesion": Prior(0.3, 0.55, "even", False, "new, and not about to end"),
    "ground_cohesion": Prior(0.06, 0.24, "log", False, _TWOFOLD),
    "cohesion_trust": Prior(0.25, 0.75, "log", False, "half the default to half as much again; only the sign is known"),
    "cohesion_plan": Prior(0.2, 0.6, "log", False, "half the default to half as much again; only the sign is known"),
    "cohesion_load": Prior(0.2, 0.6, "log", False, "half the default to half as much again; only the sign is known"),
    "room": Prior(7.0, 28.0, "log", False, _TWOFOLD),
    "elementary_benefit": Prior(0.2, 0.7, "even", False),
    "slipping": Prior(0.22, 0.36, "even", False, "between what ends an alliance and what it starts with"),
    "unplanned": Prior(0.005, 0.2, "log", False, "from hardly ever to one in five; nobody has measured it"),
    "plan_growth": Prior(0.06, 0.24, "log", False, _TWOFOLD),
    "maturing_rate": Prior(0.3, 1.0, "log", False, "half the default to certainty; nobody has measured it"),
    "lapse_rate": Prior(0.03, 0.12, "log", False, _TWOFOLD),
    "misuse_rate": Prior(0.025, 0.1, "log", False, _TWOFOLD),
    "misuse_damage": Prior(0.3, 0.9, "even", False),
    "work_learning": Prior(0.005, 0.02, "log", False, _TWOFOLD),
    "spread": Prior(0.1, 0.22, "even", False, "some of every kind are weak, and some are strong"),
    "near": Prior(12.5, 50.0, "log", False, _TWOFOLD),
    "closure_share": Prior(0.175, 0.6, "even", False, "half the default to the most that is allowed"),
    "first_acquaintances": Prior(2.0, 6.0, "even", False, "half the default to the most that is allowed"),
    "club_size": Prior(4.5, 18.0, "log", False, _TWOFOLD),
    "sponsoring": Prior(-0.5, 1.5, "even", False, "sponsors who put off, to those who more than double the odds"),
    "weariness": Prior(6.0, 24.0, "log", False, _TWOFOLD),
    "coordination_cost": Prior(0.06, 0.24, "log", False, _TWOFOLD),
    "staying": Prior(2.7, 4.1, "even", False, "half to twice the odds of leaving that self-help groups show"),
    "breaking": Prior(0.14, 0.22, "even", False, "below what a slipping alliance has"),
    "cohesion_speed": Prior(0.025, 0.1, "log", False, _TWOFOLD),
    "succession_damage": Prior(0.3, 0.9, "even", False, "half the default to the most that is allowed"),
    "federation_buffer": Prior(0.2, 0.8, "even", False, "half the default to the most that is allowed"),
    # Whatever decides how much teams and recommendations do.
    "explain_effect": Prior(0.15, 0.6, "log", False, "half the default to the most that is allowed"),
    "plan_effect": Prior(0.15, 0.6, "log", False, _TWOFOLD),
    "blind_planning": Prior(0.0, 0.6, "even", False),
    "forum_gain": Prior(0.05, 0.2, "log", False, _TWOFOLD),
    "forgetting": Prior(0.01, 0.05, "log", False),
    "talk_learning": Prior(0.0, 0.05, "even", False),
    "strategy_wear": Prior(0.005, 0.04, "log", False),
    "practice_wear": Prior(0.015, 0.06, "log", False, _TWOFOLD),
    "practice_spread": Prior(0.1, 0.3, "even", False),
    "readiness_decay": Prior(0.02, 0.12, "log", False),
    "seen_unaided": Prior(0.05, 0.4, "even", False),
    "feedback_power": Prior(
        0.1, 0.5, "log", False, "d = 0.40 (+- 0.20): half to one and a half times, and a little more"
    ),
    "control_effect": Prior(0.15, 0.6, "even", False),
    "support_fading": Prior(0.05, 0.3, "log", False),
    "support_carries": Prior(0.0, 1.0, "even", False),
    "climate_pull": Prior(0.4, 2.4, "log", False, "a third of the default to twice it; nobody has measured it"),
    "climate_fading": Prior(0.02, 0.12, "log", False),
    "repetition_wear": Prior(0.0, 0.2, "even", False),
    "directory_staleness": Prior(0.02, 0.12, "log", False),
    "directory_use": Prior(0.2, 0.9, "even", False),
    "travel": Prior(20.0, 80.0, "log", False, _TWOFOLD),
    # Money that households see.
    "need_worth": Prior(
        200.0, 1800.0, "log", False, "a third of the default to three times it; nobody has measured it"
    ),
    "member_use": Prior(0.15, 0.6, "log", False, _TWOFOLD),
    # Which form a rule has.
    **{one.name: Prior(one.low, one.high, "form", False) for one in STRUCTURE},
}
"""What is drawn, world by world. Those that are *fitted* decide how many networks are helped into being, of which form:
the report teaches them, and without a calibration they stay at their defaults, since drawn one by one they would leave
the 31 far behind. The report says nothing of the rest; they are drawn with it or without, and are here because lasting,
or the difference between policies, rests on them (``docs/odd.md`` says how that was found), because they decide how
much a recommendation does, or because they say which form a rule has. Ranges are the declared ones, or narrower with
the reason beside: judgements, all of them."""
FITTED = tuple(name for name, prior in PRIORS.items() if prior.fitted)
"""The parameters that a report teaches."""
SWEPT = {name: prior for name, prior in PRIORS.items() if not prior.fitted}
"""What varies from draw to draw though nothing is calibrated."""


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


Beliefs = FrozenNumbers[Distribution]
"""What somebody believes otherwise than declared, by the name of the number among the draws."""
NO_BELIEFS: Beliefs = FrozenNumbers()


class Draw(NamedTuple):
    """One state of ignorance resolved: its number, and the seed that keys its uniform numbers; -1 for the defaults.

    ``learnt`` holds the parameter values of one set of a posterior, or nothing; ``beliefs`` what is believed otherwise
    than declared.
    """

    number: int
    seed: int
    learnt: FrozenNumbers[float] | None = None
    beliefs: Beliefs = NO_BELIEFS

    def chance(self, name: str) -> float:
        """The uniform number of this draw for the uncertain number called ``name``; a half at the defaults."""
        if self.number < 0:
            return 0.5
        return float(draw(np.uint64(moment(self.seed, self.number)), UNCERTAIN, identity(name)))

    def within(self, name: str, value: Range | Parameter) -> float:
        """The value of this draw for a declared range: uniform from its lowest to its highest, or its default.

        Where something else is believed, it is at the same chance of that.
        """
        if self.number < 0:
            return value.default
        if name in self.beliefs:
            return self.beliefs[name].at(self.chance(name))
        return value.low + (value.high - value.low) * self.chance(name)


DEFAULTS = Draw(-1, 0)


def drawn(number: int, seed: int, posterior: WeightedSets | None, beliefs: Beliefs = NO_BELIEFS) -> Draw:
    """Draw ``number``; successive ones walk evenly over the sets of a posterior (additive recurrence, Weyl 1916)."""
    plain = Draw(number, seed, None, beliefs)
    if posterior is None:
        return plain
    start = Draw(0, seed).chance("set of the posterior")
    return plain._replace(learnt=posterior.at((start + number * GOLDEN) % 1.0))


def parameter_values(draw_: Draw, fixed: Mapping[str, float]) -> Mapping[str, float]:
    """Model parameters under a draw; what a scenario sets stays as set.

    A parameter that is believed otherwise is at the same chance as without: its own, or that at which the value of a
    set of the posterior lies in what was assumed.
    """
    values = dict(fixed)
    believed = {name: draw_.beliefs[name] for name in draw_.beliefs if name in PRIORS}
    if draw_.learnt is not None:
        moved = {name: one.at(PRIORS[name].chance_of(draw_.learnt[name])) for name, one in believed.items()}
        values = {**draw_.learnt, **moved, **values}
    elif draw_.number >= 0:
        for name in {**SWEPT, **believed}:
            values.setdefault(name, float((believed.get(name) or SWEPT[name]).at(draw_.chance(name))))
    assert all(name in BY_NAME for name in values)
    return MappingProxyType(values)
