"""What a scenario will cost, as far as it can be said before anything is run: at the defaults, and over many draws."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.draws import DEFAULTS, Draw
from sim.plan import TEAM_COST, make_plan
from sim.records import EQUIP, FORUM, RESCUE, VISIT, Plan
from sim.scenario import Applied, Scenario
from sim.telling.foresight import Foreseen, foresee, meets, starting_alliances

ABOUT, MOST, START = "about", "most", "start"
"""How a number of cases is known: about so many; at most; or so many if alliances stay as many as at the start."""
DRAWS, SEED = 400, 1
OUTER = (0.05, 0.95)
"""Between these shares of the draws lies what is told of a sum: nine of ten worlds."""


class Outlay(NamedTuple):
    """What one recommendation costs, in baht at the defaults, and what comparisons charge for all of it.

    Attributes
    ----------
    running, for_cases : baht to keep it running, and for its cases
    cases, known : how many they are, and how that is known: see ``ABOUT``
    alliances : how many there are at the start that it is for
    total : (3,) baht for all of it: at the defaults, and the lowest and highest of nine of ten worlds
    """

    running: float
    for_cases: float
    cases: float
    known: str
    alliances: float
    total: np.ndarray


class Spent(NamedTuple):
    """Baht by month, and cases, under one draw: teams and what is taken over (months,), the rest (changes, months)."""

    teams: np.ndarray
    followed: np.ndarray
    running: np.ndarray
    cases: np.ndarray
    for_cases: np.ndarray

    def whole(self, first: int) -> float:
        """All of it from month ``first`` on."""
        parts = (self.teams, self.followed, self.running, self.for_cases)
        return float(sum(part[..., first - 1 :].sum() for part in parts))


class Bill:
    """What a scenario costs: ``plan`` and ``foreseen`` are at the defaults, ``spent`` there and in each draw after."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.plan = make_plan(scenario, DEFAULTS)
        self.foreseen = foresee(self.plan, scenario.months)
        self.spent = [
            spent(self.plan, self.foreseen),
            *(spent(plan, foresee(plan, scenario.months)) for plan in _drawn(scenario)),
        ]

    def changes_of(self, one: Applied) -> np.ndarray:
        """(changes,) bool: those of a recommendation as the scenario applies it; none where it does nothing."""
        working = [other for other in self.scenario.applied if other.intensity > 0.0 and other.strength != 0.0]
        position = next((at for at, other in enumerate(working) if other is one), -1)
        found: np.ndarray = self.plan.changes["source"] == position
        return found

    def outlay(self, one: Applied) -> Outlay:
        """What a recommendation costs."""
        rows, default = self.changes_of(one), self.spent[0]
        totals = np.array([(draw.running[rows] + draw.for_cases[rows]).sum() for draw in self.spent])
        known = [_known(change, bool(meeting)) for change, meeting in zip(self.plan.changes, meets(self.plan.changes))]
        return Outlay(
            running=float(default.running[rows].sum()),
            for_cases=float(default.for_cases[rows].sum()),
            cases=float(default.cases[rows].sum()),
            known=max((known[at] for at in np.flatnonzero(rows)), key=(ABOUT, MOST, START).index, default=ABOUT),
            alliances=float(starting_alliances(self.plan)[rows].max(initial=0.0)),
            total=ends(totals),
        )

    def teams(self) -> np.ndarray:
        """(3,) baht that all the province teams cost."""
        return ends(np.array([one.teams.sum() for one in self.spent]))

    def followed(self) -> np.ndarray:
        """(3,) baht, at most, for what agencies take over."""
        return ends(np.array([one.followed.sum() for one in self.spent]))

    def whole(self, first: int = 1) -> np.ndarray:
        """(3,) baht that all of it costs from month ``first`` on."""
        return ends(np.array([one.whole(first) for one in self.spent]))

    def mean(self) -> float:
        """Baht that comparisons charge on average."""
        return float(np.mean([one.whole(1) for one in self.spent[1:]]))


def ends(baht: np.ndarray) -> np.ndarray:
    """(3,) the first, which is at the defaults, and between what nine of ten of the others lie."""
    return np.array([baht[0], *np.quantile(baht[1:], OUTER)])


def _drawn(scenario: Scenario) -> list[Plan]:
    return [make_plan(scenario, Draw(number, SEED)) for number in range(DRAWS)]


def spent(plan: Plan, foreseen: Foreseen) -> Spent:
    """What ``plan`` costs by month."""
    changes = plan.changes
    month = np.arange(1, foreseen.cases.shape[1] + 1)
    provinces = plan.where.sum(axis=1)
    active = (changes["start"][:, None] <= month) & (month <= changes["end"][:, None])
    cases = foreseen.cases.sum(axis=2)
    at_work = (plan.teams[0] <= month) & (month <= plan.teams[1])
    return Spent(
        teams=at_work * float(plan.numbers[0][TEAM_COST]) * plan.where.shape[1],
        followed=(foreseen.followed.sum(axis=2) * plan.agencies["case_cost"][:, None]).sum(axis=0),
        running=active * (changes["month_cost"] * changes["intensity"] * provinces)[:, None],
        cases=cases,
        for_cases=cases * changes["case_cost"][:, None],
    )


def _known(change: np.void, meeting: bool) -> str:
    """How the number of cases of a change is known."""
    if change["act"] == RESCUE or (change["act"] == VISIT and (change["until"] < 1.0 or change["ready"] > 0.0)):
        return MOST
    return START if change["act"] == EQUIP or (change["act"] == FORUM and not meeting) else ABOUT
