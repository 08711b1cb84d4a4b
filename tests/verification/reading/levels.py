"""Notation of section 7 of docs/odd.md: gain, chance_of, lots, and cases that are not whole.

Everything in this folder is written from the page alone, in plain Python, to see whether the page suffices.
"""

from __future__ import annotations

import math
from collections.abc import Callable

LOWEST, HIGHEST = 0.02, 0.98
FORMS = AREA, BUSINESS, ACADEMIC = 0, 1, 2

Draw = Callable[..., float]
"""Chance as section 4 has it: draw(question, who, whom) is the answer, in (0, 1), to that question in this month."""


def gain(level: float, share: float) -> float:
    """Each lesson adds a share of what is still missing (section 7, notation)."""
    return level + min(1.0, share) * (1.0 - level)


def chance_of(logit: float) -> float:
    """The probability that a logit stands for (section 7, notation)."""
    return 1.0 / (1.0 + math.exp(-logit))


def inside(level: float) -> float:
    """Levels are kept inside 0.02 to 0.98 (section 5)."""
    return min(HIGHEST, max(LOWEST, level))


def whole(cases: float, uniform: float) -> int:
    """A number that is not whole is rounded up with the probability of its fraction (section 7, notation)."""
    down = math.floor(cases)
    return down + (1 if uniform < cases - down else 0)


def picked(many: int, uniform: float) -> int:
    """One of so many, by lot."""
    return int(uniform * many)


def count(things: int) -> int:
    """How many activities a set holds."""
    return things.bit_count()


def gumbel(uniform: float) -> float:
    return -math.log(-math.log(uniform))
