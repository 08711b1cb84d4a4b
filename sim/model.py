"""The same world as Mesa agents: for watching, and for trying out rules of one's own in plain Python.

Agents are views on their records and call the same compiled rules as ``month.py``, so that both drivers give the same
world bit for bit (``tests/test_model.py`` holds them to it). To try a rule, subclass ``Cooperative`` (or ``Alliance``,
``ProvinceTeam``), override what it does, and hand the class to ``AllianceModel``. Ensembles never build agents.
"""

from __future__ import annotations

import mesa
import numpy as np

from sim.chance import moment
from sim.draws import DEFAULTS, Draw
from sim.measures import MEASURES
from sim.month import before_work, forum_due, order_of_deciding, recommendations_act
from sim.plan import make_plan
from sim.recording import record
from sim.records import State
from sim.rules.deciding import decide, recruit
from sim.rules.delivering import take_over
from sim.rules.federating import consider_federation
from sim.rules.meeting import goes_out, meet
from sim.rules.trading import keep_house
from sim.rules.trust import wear
from sim.rules.visiting import next_on_round, set_out, stage_of, teams_meet, visit
from sim.rules.working import give, goes_on, look_after, mature, strike_ended, work_together
from sim.scenario import Scenario
from sim.simulate import Peopling


class Cooperative(mesa.Agent):
    """An organisation: a view on its record in ``state.organisations``."""

    model: AllianceModel

    def __init__(self, model: AllianceModel, index: int) -> None:
        super().__init__(model)
        self.index = index

    @property
    def record(self) -> np.void:
        """Its record; reading and writing fields reads and writes the world."""
        return self.model.state.organisations[self.index]

    def keep_house(self) -> None:
        """Step 3 of the month: surplus or loss, forgetting, now and then new leaders, or it closes."""
        keep_house(self.model.state, self.model.p, self.model.when, self.model.month, self.index)

    def wear(self) -> None:
        """Step 4 of the month, first: time passes over what it trusts."""
        wear(self.model.state, self.model.p, self.model.when, self.index)

    def meet(self) -> None:
        """Step 4 of the month, then: perhaps it meets somebody."""
        model, i = self.model, self.index
        if goes_out(model.state.organisations[i], model.p, model.when):
            meet(model.state, model.p, model.when, i)

    def decide(self) -> None:
        """Step 5 of the month, when its board considers alliances: leave, join, found."""
        decide(self.model.state, self.model.p, self.model.when, self.model.month, self.index)


class Alliance(mesa.Agent):
    """An alliance: a view on its record in ``state.alliances``; removed when it ends."""

    model: AllianceModel

    def __init__(self, model: AllianceModel, number: int) -> None:
        super().__init__(model)
        self.number = number

    @property
    def record(self) -> np.void:
        """Its record."""
        return self.model.state.alliances[self.number]

    def work(self) -> bool:
        """Step 6 of the month, in the order of ``working.work``; says whether it lives on."""
        if self.record["size"] >= 2:
            self.work_together()
            self.look_after()
            self.mature()
            self.give()
            self.recruit()
            self.consider_federation()
        return bool(goes_on(self.model.state, self.model.p, self.model.month, self.number))

    def work_together(self) -> None:
        """A month's work, and what it does to cohesion."""
        work_together(self.model.state, self.model.p, self.model.when, self.number)

    def look_after(self) -> None:
        """What goes wrong is corrected, what it has is renewed."""
        look_after(self.model.state, self.model.p, self.number)

    def mature(self) -> None:
        """A joint activity begins, or lapses."""
        mature(self.record, self.model.p, self.model.when, self.model.month)

    def give(self) -> None:
        """What members get."""
        give(self.model.state, self.model.p, self.number)

    def recruit(self) -> None:
        """Perhaps it asks somebody to join."""
        recruit(self.model.state, self.model.p, self.model.when, self.model.month, self.number)

    def consider_federation(self) -> None:
        """Perhaps it considers the federation of its province."""
        consider_federation(self.model.state, self.model.p, self.model.when, self.number)


class ProvinceTeam(mesa.Agent):
    """A province and its team: a view on its record in ``state.provinces``."""

    model: AllianceModel

    def __init__(self, model: AllianceModel, region: int) -> None:
        super().__init__(model)
        self.region = region

    def visit(self) -> None:
        """Step 2 of the month, while the programme lasts, in the order of ``visiting.team_works``."""
        model = self.model
        for _ in range(set_out(model.state, model.p, model.when, self.region)):
            self.call_on(int(next_on_round(model.state, model.p, self.region)))

    def call_on(self, i: int) -> None:
        """One visit to organisation ``i``."""
        model, grasp = self.model, self.model.state.provinces["understanding"][self.region]
        visit(model.state, model.p, model.when, model.month, i, stage_of(model.plan, model.month), grasp)


class AllianceModel(mesa.Model):
    """One run, month by month.

    Parameters
    ----------
    scenario : Scenario
    seed : int
        Keys every draw; Mesa's own generators are never used.
    draw : Draw
        What nobody knows, resolved; the defaults if left out.
    peopling : Peopling
        Where organisations come from; the shipped counts if left out.
    cooperative, alliance, team : type
        Agent classes, to be overridden by those who try rules of their own.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        draw: Draw = DEFAULTS,
        peopling: Peopling | None = None,
        cooperative: type[Cooperative] = Cooperative,
        *,
        alliance: type[Alliance] = Alliance,
        team: type[ProvinceTeam] = ProvinceTeam,
    ) -> None:
        super().__init__(rng=seed)
        self.scenario, self.world_seed = scenario, seed
        self.plan = make_plan(scenario, draw)
        self.p = self.plan.numbers[0]
        self.state: State = (peopling or Peopling()).world(self.plan, seed)
        self.month, self.when = 0, np.uint64(0)
        self.rows = np.zeros((scenario.months + 1, len(MEASURES)))
        self.cooperatives = [cooperative(self, i) for i in range(int(self.state.counts["active"][0]))]
        self.teams = [team(self, region) for region in range(len(self.state.provinces))]
        self._alliance = alliance
        self.alliances: dict[int, Alliance] = {}
        self._seat_newcomers()
        record(self.state, self.p, self.rows[0])

    def step(self) -> None:
        """One month, in the order of the list in ``month.py``."""
        self.month += 1
        self.when = np.uint64(moment(self.world_seed, self.month))
        self.state.counts["month"] = self.month
        recommendations_act(self.state, self.plan, self.when, self.month)
        self._visit()
        for cooperative in self.cooperatives:
            cooperative.keep_house()
        for cooperative in self.cooperatives:
            cooperative.wear()
        for cooperative in self.cooperatives:
            cooperative.meet()
        deciding = order_of_deciding(self.state, self.p, self.when)
        for i in self.state.desk[:deciding].copy():
            self.cooperatives[i].decide()
        self._seat_newcomers()
        before_work(self.state, self.p)
        self._work()
        record(self.state, self.p, self.rows[self.month])

    def run(self) -> np.ndarray:
        """Live through all the months of the scenario; returns the measures, (months + 1, measures)."""
        while self.month < self.scenario.months:
            self.step()
        return self.rows

    def close(self) -> None:
        """Let go of the model: Mesa 3.3 otherwise keeps every model that ever was alive."""
        self.remove_all_agents()
        mesa.Agent._ids.pop(self, None)

    def _visit(self) -> None:
        if forum_due(self.plan, self.month):
            teams_meet(self.state, self.p)
        if self.plan.teams[0] <= self.month <= self.plan.teams[1]:
            for team in self.teams:
                team.visit()
        take_over(self.state, self.plan, self.when, self.month)

    def _seat_newcomers(self) -> None:
        """An agent for every living alliance that has none yet."""
        for number in self.state.live[: self.state.counts["alive"][0]]:
            if int(number) not in self.alliances:
                self.alliances[int(number)] = self._alliance(self, int(number))

    def _work(self) -> None:
        for number in self.state.live[: self.state.counts["alive"][0]].tolist():
            if not self.alliances[number].work():
                self.alliances.pop(number).remove()
        strike_ended(self.state)
