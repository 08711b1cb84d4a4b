"""The Mesa driver: the same world as the compiled one, bit for bit, every month; and rules of one's own in Python."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import mesa
import numpy as np
import pytest
from small_worlds import (
    ALL,
    BASELINE,
    PROGRAMME,
    agency,
    any_scenario,
    applied,
    differing,
    organisations,
    plus,
    through,
    with_parameters,
)

from sim.draws import DEFAULTS, Draw
from sim.measures import MONTHLY
from sim.model import Alliance, AllianceModel, Cooperative, ProvinceTeam
from sim.parameters import STRUCTURE
from sim.rules.deciding import decide
from sim.simulate import Peopling, simulate

EVERYTHING = with_parameters(plus(PROGRAMME, *(applied(number) for number in ALL)), staying=1.0)  # so that some leave


@pytest.fixture
def made():
    """Makes models, and lets go of them after the test."""
    models = []

    def make(*arguments, **named):
        models.append(AllianceModel(*arguments, **named))
        return models[-1]

    yield make
    for model in models:
        model.close()


def unlike(model, state, row):
    """What of a model is not as the compiled driver has it."""
    rows = [m.key for k, m in enumerate(MONTHLY) if model.rows[model.month, k] != row[k]]
    return differing(model.state, state) + rows


def demand_twins(model, scenario, seed, peopling, draw=DEFAULTS):
    """Both drivers side by side, every field of every array and every measure, at the end of every month."""
    for month, state, row in through(scenario, seed, peopling, draw):
        if month > 0:
            model.step()
        assert unlike(model, state, row) == [], month


def test_both_drivers_agree_every_month(peopling, made):
    scenario = replace(EVERYTHING, months=8)
    demand_twins(made(scenario, 3, peopling=peopling), scenario, 3, peopling)


def test_both_drivers_agree_on_the_default_world_to_the_end(peopling, made):
    model = made(EVERYTHING, 3, peopling=peopling)
    rows = model.run()
    run = simulate(EVERYTHING, 3, DEFAULTS, peopling)
    assert differing(model.state, run.state) == []
    assert rows[:, : len(MONTHLY)].tobytes() == run.rows[:, : len(MONTHLY)].tobytes()


@pytest.mark.parametrize("seed", range(20))
def test_both_drivers_agree_on_any_world_under_any_scenario(seed, made):
    table = organisations(40 + 5 * seed, seed + 100, provinces=(0, 3, 8) if seed % 2 else tuple(range(9)))
    peopling, scenario = Peopling(table), any_scenario(seed + 100, months=24)
    draw = Draw(seed, 9)
    demand_twins(made(scenario, seed, draw, peopling), scenario, seed, peopling, draw)


HANDED = replace(PROGRAMME, programme=replace(PROGRAMME.programme, start=2, end=8, handover=16))
SCENARIOS = {
    "baseline": BASELINE,
    "programme": PROGRAMME,
    "all at once": EVERYTHING,
    "an agency more": replace(EVERYTHING, agencies=(*EVERYTHING.agencies, agency("own", ALL, 2.0))),
    "nobody to deliver": replace(EVERYTHING, agencies=()),
    "a handover": replace(plus(HANDED, applied(13), applied(5)), agencies=(*HANDED.agencies, agency("own", [13], 20.0,
                                                                                            follow_up=0.5))),
    **{f"{one.name} {form.key}": with_parameters(EVERYTHING, **{one.name: float(number)})
       for one in STRUCTURE for number, form in enumerate(one.forms)},
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_drivers_agree_under_every_sort_of_scenario_and_form_of_a_rule(name, made):
    scenario = replace(SCENARIOS[name], months=20)
    peopling = Peopling(organisations(250, 12, provinces=(0, 4), dormant=0.05))
    demand_twins(made(scenario, 5, peopling=peopling), scenario, 5, peopling)


def test_those_scenarios_are_not_one_and_the_same():
    """Each sort and each form makes another history: what the two drivers agree on is not nothing."""
    peopling = Peopling(organisations(250, 12, provinces=(0, 4), dormant=0.05))
    histories = {}
    for name, scenario in SCENARIOS.items():
        run = simulate(replace(scenario, months=20), 5, DEFAULTS, peopling)
        histories[name] = run.rows[:, : len(MONTHLY)].tobytes()
    defaults = {f"{one.name} {one.forms[int(one.default)].key}" for one in STRUCTURE}
    assert all(histories[name] == histories["all at once"] for name in defaults)
    others = {name: history for name, history in histories.items() if name not in defaults}
    assert len(set(others.values())) == len(others)


def test_a_model_of_the_shipped_counts_needs_no_peopling(made, peopling):
    scenario = replace(BASELINE, months=1)
    assert differing(made(scenario, 2).state, made(scenario, 2, peopling=peopling).state) == []


# Agents are views


@pytest.fixture(scope="module")
def small():
    return Peopling(organisations(80, 5))


def test_there_is_an_agent_for_everybody_who_takes_part_every_team_and_every_living_alliance(made, small):
    model = made(with_parameters(replace(PROGRAMME, months=36), breaking=0.25), 4, peopling=small)
    seen = 0
    for _ in range(36):
        model.step()
        living = model.state.live[: model.state.counts["alive"][0]].tolist()
        assert sorted(model.alliances) == sorted(living)
        assert all(agent.number == number for number, agent in model.alliances.items())
        expected = len(model.cooperatives) + len(model.teams) + len(living)
        assert len(model.agents) == expected
        seen += len(living)
    assert seen > 0 and model.state.counts["ended"][0] > 0
    assert len(model.cooperatives) == model.state.counts["active"][0] < len(model.state.organisations)
    assert len(model.teams) == len(model.state.provinces)


def test_a_record_is_the_world_itself(made, small):
    model = made(replace(BASELINE, months=1), 4, peopling=small)
    agent = model.cooperatives[7]
    agent.record["leadership"] = 0.123
    assert model.state.organisations["leadership"][7] == 0.123
    number, alliance = next(iter(model.alliances.items()))
    alliance.record["cohesion"] = 0.321
    assert model.state.alliances["cohesion"][number] == 0.321


def test_a_run_stops_at_the_last_month(made, small):
    model = made(replace(BASELINE, months=5), 4, peopling=small)
    assert model.run().shape[0] == 6
    assert model.month == 5
    model.run()
    assert model.month == 5


# Rules of one's own


class Idle(Cooperative):
    """Decides nothing, ever."""

    def decide(self) -> None:
        pass


class Watched(Cooperative):
    """Decides as always, and says so."""

    decided = 0

    def decide(self) -> None:
        Watched.decided += 1
        super().decide()


class Contrary(Cooperative):
    """Decides only where it is not of the first province, in plain Python."""

    def decide(self) -> None:
        if self.record["province"] != 0:
            decide(self.model.state, self.model.p, self.model.when, self.model.month, self.index)


def test_a_decision_of_ones_own_is_what_is_decided(made, small):
    """Boards that decide nothing are boards that never have alliances on their agenda."""
    scenario = replace(BASELINE, months=30)
    model = made(scenario, 4, peopling=small, cooperative=Idle)
    model.run()
    run = simulate(with_parameters(scenario, attention=0.0), 4, DEFAULTS, small)
    assert differing(model.state, run.state) == []
    assert differing(model.state, simulate(scenario, 4, DEFAULTS, small).state) != []


def test_one_that_only_watches_changes_nothing(made, small):
    scenario = replace(BASELINE, months=30)
    Watched.decided = 0
    model = made(scenario, 4, peopling=small, cooperative=Watched)
    model.run()
    assert differing(model.state, simulate(scenario, 4, DEFAULTS, small).state) == []
    active = model.state.counts["active"][0]
    assert Watched.decided == pytest.approx(30 * active * model.p["attention"], rel=0.25)


def test_some_may_decide_otherwise_than_others(made, small):
    scenario = with_parameters(replace(BASELINE, months=30), reluctance=1.0)
    model = made(scenario, 4, peopling=small, cooperative=Contrary)
    model.run()
    made_ = model.state.alliances[: model.state.counts["alliances"][0]]
    founded = made_[made_["founded"] > 0]
    assert len(founded) > 0
    assert 0 not in founded["province"]


class Careless(Alliance):
    """Never ends."""

    def work(self) -> bool:
        self.record["cohesion"] = 0.9
        return super().work()


class Absent(ProvinceTeam):
    """Never comes."""

    def visit(self) -> None:
        pass


def test_alliances_and_teams_can_be_overridden_too(made, small):
    model = made(replace(PROGRAMME, months=12), 4, peopling=small, alliance=Careless, team=Absent)
    model.run()
    assert model.state.counts["facilitated"][0] == model.state.counts["cost"][0] == 0
    assert {type(agent) for agent in model.alliances.values()} == {Careless}
    assert np.all(model.state.alliances["cohesion"][list(model.alliances)] > 0.3)


class Unasking(Alliance):
    """Asks nobody to join."""

    def recruit(self) -> None:
        pass


class Choosy(ProvinceTeam):
    """Calls on nobody, though it sets out."""

    called = 0

    def call_on(self, i: int) -> None:
        Choosy.called += 1


def test_each_thing_that_an_alliance_or_team_does_can_be_overridden_by_itself(made, small):
    scenario = replace(PROGRAMME, months=12)
    model = made(scenario, 4, peopling=small, alliance=Unasking)
    model.run()
    run = simulate(with_parameters(scenario, recruiting=0.0), 4, DEFAULTS, small)
    assert differing(model.state, run.state) == []
    Choosy.called = 0
    model = made(scenario, 4, peopling=small, team=Choosy)
    model.run()
    assert Choosy.called > 0 == model.state.counts["facilitated"][0]
    assert model.state.counts["cost"][0] > 0.0


# Mesa's own


def test_mesas_generators_are_never_drawn_from(made, small):
    model = made(replace(PROGRAMME, months=6), 4, peopling=small)
    before = model.rng.bit_generator.state, model.random.getstate()
    model.run()
    assert (model.rng.bit_generator.state, model.random.getstate()) == before


def test_mesas_step_counter_is_the_month(made, small):
    model = made(replace(PROGRAMME, months=6), 4, peopling=small)
    model.run()
    assert model.steps == model.month == 6


def test_a_closed_model_is_forgotten(small):
    model = AllianceModel(replace(BASELINE, months=2), 4, peopling=small)
    model.run()
    assert model in mesa.Agent._ids
    model.close()
    assert model not in mesa.Agent._ids
    trace = weakref.ref(model)
    del model
    gc.collect()
    assert trace() is None


def test_closing_one_model_leaves_others_alone(small):
    one, other = (AllianceModel(replace(BASELINE, months=3), 4, peopling=small) for _ in range(2))
    one.close()
    other.run()
    assert other in mesa.Agent._ids
    assert len(other.agents) > 80 - 20
    other.close()
