"""From what studies report to what one lesson adds.

A strength is the standardised effect of a whole campaign at full effort on those it reaches: so many standard
deviations of what it teaches, as organisations (or alliances) differ in it at the start. A lesson adds a share of what
is still missing, the same share each time, so that all of them together add just that. Nothing is forgotten meanwhile
in this reckoning; in the model some is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.counts import counts_by_kind
from sim.kind_numbers import kind_numbers
from sim.provinces import load_provinces

MOST = 0.98  # of what is missing: no campaign teaches everybody everything


class Yardstick(NamedTuple):
    """How much of something there is at the start: its mean (0 to 1), and one standard deviation."""

    mean: float
    spread: float

    def share(self, effect: float) -> float:
        """The share of what is missing that an effect of so many standard deviations adds."""
        return min(MOST, effect * self.spread / (1.0 - self.mean))


def yardsticks(p: np.void) -> dict[str, Yardstick]:
    """What each dose is measured by, under the numbers ``p`` (one ``NUMBERS`` record).

    Levels of organisations: over all those of the nine provinces, kinds and chance together. What no study has measured
    among alliances, provinces and teams: one ``practice_spread``.
    """
    practice = float(p["practice_spread"])
    spread = float(p["spread"])
    trust = float(p["starting_trust"])
    found = {name: Yardstick(0.0, practice) for name in ("climate", "plan", "indicators", "control")}
    found["readiness"] = Yardstick(float(p["first_readiness"]), practice)
    found["skill"] = Yardstick(float(p["first_skill"]), practice)
    found["team"] = Yardstick(float(p["team_understanding"]), practice)
    found["trust"] = Yardstick(trust, trust / np.sqrt(12.0))  # drawn evenly from half to half as much again
    found["understanding"] = Yardstick(float(p["starting_understanding"]), 0.5 * spread)
    for name in ("leadership", "openness"):
        found[name] = _over_kinds(name, float(np.hypot(spread, p["province_spread"])), p)  # alike within a province
    for name in ("strategy", "management"):
        found[name] = _over_kinds(name, 0.5 * spread, p)
    return found


def _over_kinds(name: str, within: float, p: np.void) -> Yardstick:
    """Mean and spread of a level over organisations of all kinds; ``within`` is the spread inside a kind."""
    weights = counts_by_kind(load_provinces(), kind_numbers(), p).sum(axis=0)
    levels = kind_numbers()[name]
    mean = float(np.average(levels, weights=weights))
    between = float(np.average((levels - mean) ** 2, weights=weights))
    return Yardstick(mean, float(np.sqrt(between + within**2)))


def lessons(occasions: int, wear: float) -> float:
    """What so many occasions count for, where each teaches less by the share ``wear`` than the one before."""
    return sum((1.0 - wear) ** nth for nth in range(occasions))


def one_lesson(share: float, lessons_: float) -> float:
    """The share that one lesson adds, so that ``lessons_`` of them add ``share`` of what is missing."""
    return 1.0 - (1.0 - share) ** (1.0 / lessons_)
