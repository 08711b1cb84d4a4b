"""Plans of one change by hand, and worlds for them, for tests of what a change does."""

from __future__ import annotations

from typing import Any

import numpy as np
from small_worlds import BASELINE, applied, bare, plus, when

from sim.interventions import act as act_
from sim.records import CHANGE, VISIT, Plan, State


def change(**fields: Any) -> np.void:
    """One change with no dose, at work always and in everybody, but for ``fields``; a dose is of one occasion."""
    record = np.zeros(1, CHANGE)[0]
    plain = {"key": 5, "start": 1, "end": 600, "every": 1, "sessions": 1, "intensity": 1.0, "coverage": 1.0}
    for name, value in {**plain, "strength": 0.5, "until": 1.01, **fields}.items():
        record[name] = value
    return record


def under(count: int = 8, act: int = VISIT, world: dict[str, Any] | None = None, **fields: Any) -> tuple[State, Plan]:
    """A world by hand, with fields of its records as in ``world``, and a plan with one change in all provinces."""
    state, plan = bare(count, plus(BASELINE, applied(1)), **(world or {}))
    plan.changes[0] = change(act=act, **fields)
    return state, plan


def months(state: State, plan: Plan, *which: int) -> State:
    """The world after the first change of the plan has acted in these months, and nothing else has."""
    for month in which:
        act_(state, plan, when(1, month), month, 0)
    return state
