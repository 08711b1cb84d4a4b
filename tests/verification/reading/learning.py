"""Learning and forgetting, from section 7 of docs/odd.md, `learning.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Organisation
from reading.levels import gain


def learn_strategy(p: Any, o: Organisation, share: float) -> None:
    """A plan is worth more to those who know what it is for."""
    o.strategy = gain(o.strategy, share * (p.blind_planning + (1.0 - p.blind_planning) * o.understanding))


def forget(p: Any, o: Organisation) -> None:
    """What is not used fades towards where it began."""
    o.understanding -= p.forgetting * max(0.0, o.understanding - o.first_understanding)
    o.management -= p.forgetting * max(0.0, o.management - o.first_management)
    if not o.met:
        o.strategy -= p.strategy_wear * max(0.0, o.strategy - o.first_strategy)
    o.listed -= p.directory_staleness * o.listed
