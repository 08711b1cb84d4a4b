"""What one lesson adds, from section 7 of docs/odd.md, `What one lesson adds`."""

from __future__ import annotations

import math
from typing import Any

MOST = 0.98


def yardstick(p: Any, thing: str, levels: list[float]) -> tuple[float, float]:
    """Mean and standard deviation at the start; ``levels``: each organisation's kind's level of the thing."""
    if thing in ("leadership", "openness", "strategy", "management"):
        mean = sum(levels) / len(levels)
        variance = sum((level - mean) ** 2 for level in levels) / len(levels)
        if thing in ("leadership", "openness"):  # in these the organisations of a province are somewhat alike
            return mean, math.sqrt(variance + p.spread**2 + p.province_spread**2)
        return mean, math.sqrt(variance + (p.spread / 2.0) ** 2)
    if thing == "understanding":
        return p.starting_understanding, p.spread / 2.0
    if thing == "trust":
        return p.starting_trust, p.starting_trust / math.sqrt(12.0)
    start = {"readiness": p.first_readiness, "skill": p.first_skill, "team": p.team_understanding}
    return start.get(thing, 0.0), p.practice_spread


def lessons(p: Any, *, act: str, occasions: int, sessions: int, course: float, tires: bool) -> float:
    """How many lessons a whole campaign holds."""
    if act == "broadcast":
        return sum((1.0 - p.repetition_wear) ** n if tires else 1.0 for n in range(occasions))
    return {"forum": occasions * sessions, "equip": course}.get(act, 1.0)


def one_lesson(strength: float, dose: float, mean_and_spread: tuple[float, float], many: float) -> float:
    """The share of what is missing that one lesson adds, so that as many as there are add the whole campaign's."""
    mean, spread = mean_and_spread
    whole = min(MOST, strength * dose * spread / (1.0 - mean))
    return 1.0 - (1.0 - whole) ** (1.0 / many)
