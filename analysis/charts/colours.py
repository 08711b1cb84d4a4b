"""The same colour for the same thing on every chart; those that meet on one are told apart by the colour-blind too.

The paints are those of Okabe and Ito (2008), as the palette "colorblind" of seaborn has them. Where two things could be
taken for each other their lines, markers or places differ as well, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.charts.page import BLUE, FAINT, GREEN, GREY, INK, ORANGE, PALETTE, RED

TAN, PINK, YELLOW, SKY, SILVER = PALETTE[5], PALETTE[4], PALETTE[8], PALETTE[9], "#b5b5b5"

POLICY = SIMULATED = BLUE
REFERENCE, BASELINE, OTHERS = INK, GREY, SILVER
"""What policies are compared with, a world without any, and all that is added up."""
OBSERVED = ORANGE
OPTIONS = (BLUE, ORANGE, GREEN, RED, PINK)
"""Policies that share an axis, in their order."""

CLEAR_MORE, UNCLEAR, CLEAR_LESS = BLUE, GREY, RED
MEDIAN, FRONTIER = YELLOW, GREEN
BEST, LEVEL, WORSE = BLUE, SKY, GREY
"""Within a budget: the best on average, what is not told apart from it, and the rest."""

GOOD, BAD, LUCK = BLUE, RED, FAINT
LEARNT, PARTLY, PRIOR = BLUE, SKY, SILVER
LOW, HIGH = TAN, BLUE
"""Worlds in which a number is low, and those in which it is high."""
EVERYTHING, GROUP, NUMBER = FAINT, SKY, BLUE
WORTH, COST = BLUE, TAN
EXPERT, POOL, DECLARED = GREY, BLUE, FAINT
TEAMS, CARE = GREY, GREEN
FORMS: Mapping[str, str] = {"area": BLUE, "business": ORANGE, "academic": GREEN}


def context(scenario: str) -> dict[str, Any]:
    """The line of what policies are seen beside: a world without any is dotted, all else dashed."""
    if scenario == "baseline":
        return {"color": BASELINE, "ls": ":", "lw": 1.8}
    return {"color": REFERENCE, "ls": "--", "lw": 1.4}
