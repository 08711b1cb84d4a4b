"""The plain Mesa model, which the compiled driver is timed against, is the same model: same start, same rules.

Both start from the same worlds but draw different chance, so they agree on average and not run by run. The tolerance,
fixed beforehand, is three standard errors of the mean difference over seeds, pair by pair of the same start.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from stand_ins import NoLonger, stand_in

from sim.draws import DEFAULTS
from sim.measures import MONTHLY, POSITION
from sim.plan import make_plan
from sim.records import MAX_BELONGS, MAX_MEMBERS, MAX_TIES
from sim.scenario import load_scenario
from sim.simulate import run_on

try:
    plain_mesa = stand_in("plain_mesa")
except NoLonger as reason:
    pytest.skip(str(reason), allow_module_level=True)

PROGRAMME = load_scenario("programme")
PLAN = make_plan(PROGRAMME, DEFAULTS)
SEEDS, MONTHS = range(1, 13), 24
COMPARED = ("founded", "facilitated", "alive", "size")
LEFT_OUT = {"rescues", "listed", "climate"}


def faults_of(model, alive_at_first: int) -> list[str]:
    """Everything wrong with a world that began with so many alliances; an empty list if nothing is."""
    found = []
    told_by_members: Counter = Counter()
    for a in model.alliances:
        if len(set(a.members)) != len(a.members):
            found.append("a member twice")
        if not 2 <= len(a.members) <= MAX_MEMBERS:
            found.append(f"{len(a.members)} members")
        if a.founder not in a.members:
            found.append("a founder outside")
        levels = (a.cohesion, a.plan, a.support, a.trust, a.understanding, a.leadership, a.match, a.benefit)
        if not all(0.0 <= level <= 1.0 for level in levels):
            found.append(f"alliance levels {levels}")
        told_by_members.update((o, a) for o in a.members)
    told_by_organisations: Counter = Counter()
    for o in model.cooperatives:
        if len(o.alliances) > MAX_BELONGS:
            found.append(f"in {len(o.alliances)} alliances")
        if len(o.trust) > MAX_TIES or o in o.trust or any(o not in other.trust for other in o.trust):
            found.append("acquaintances too many, of itself or one-sided")
        levels = (o.understanding, o.strategy, o.leadership, o.management, *o.trust.values())
        if not all(0.0 <= level <= 1.0 for level in levels):
            found.append(f"organisation levels {levels}")
        told_by_organisations.update((o, a) for a in o.alliances)
    if told_by_members != told_by_organisations:
        found.append("alliances and organisations disagree on who is in")
    if model.founded - model.ended != len(model.alliances) - alive_at_first:
        found.append("founded and ended do not add up to the living")
    return found


@pytest.fixture
def plain(peopling):
    """Makes plain models of a seed, and lets go of them at the end."""
    made = []

    def make(seed: int):
        made.append(plain_mesa.PlainModel(PROGRAMME, peopling.world(PLAN, seed), seed))
        return made[-1]

    yield make
    for model in made:
        model.close()


def test_it_measures_all_that_is_measured_monthly_but_what_it_says_it_leaves_out():
    assert set(plain_mesa.reporters()) == {measure.key for measure in MONTHLY} - LEFT_OUT


def test_both_drivers_start_from_the_same_world(plain, peopling):
    compiled = run_on(peopling.world(PLAN, 7), PLAN, 7, 1).rows[0]
    start = plain(7).run(0).iloc[0]
    assert {key: float(start[key]) for key in start.index} == pytest.approx(
        {key: compiled[POSITION[key]] for key in start.index}, rel=1e-9, abs=1e-12
    )


def test_on_average_it_gives_what_the_compiled_driver_gives(plain, peopling):
    differences = []
    for seed in SEEDS:
        compiled = run_on(peopling.world(PLAN, seed), PLAN, seed, MONTHS).rows[-1]
        row = plain(seed).run(MONTHS).iloc[-1]
        differences.append([float(row[key]) - compiled[POSITION[key]] for key in COMPARED])
    mean = np.mean(differences, axis=0)
    error = np.std(differences, axis=0, ddof=1) / np.sqrt(len(SEEDS))
    assert (error > 0.0).all()  # chance does differ
    assert (np.abs(mean) <= 3.0 * error).all(), dict(zip(COMPARED, zip(mean.round(2), error.round(2))))


def test_every_month_leaves_a_sound_world(plain):
    model = plain(3)
    alive_at_first = len(model.alliances)
    for _ in range(36):  # the teams' two years, and one without them
        model.step()
        assert faults_of(model, alive_at_first) == []
    assert model.founded > 0 and model.ended > 0


def test_the_same_seed_gives_the_same_run(plain):
    assert plain(5).run(6).equals(plain(5).run(6))


def test_recommendations_are_refused_rather_than_ignored(peopling):
    scenario = load_scenario("policies/all-14")
    with pytest.raises(ValueError, match="recommendations"):
        plain_mesa.PlainModel(scenario, peopling.world(make_plan(scenario, DEFAULTS), 1), 1)


def test_a_run_can_be_timed(peopling):
    assert plain_mesa.seconds_of_run(1, peopling.population(PLAN.numbers[0]), PROGRAMME) > 0.0
