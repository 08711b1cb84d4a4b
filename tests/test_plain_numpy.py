"""The numpy model, which the compiled driver is timed against, is the same model: same start, same rules.

Both start from the same worlds but draw different chance, and the numpy model does at once what the month does in turn;
so they resemble each other on average. The tolerance, fixed beforehand, is 15 % of the compiled driver's mean.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.plain_numpy import NumpyModel, gain_at, seconds_of_run, standing

from sim.draws import DEFAULTS
from sim.measures import MONTHLY, POSITION
from sim.plan import make_plan
from sim.records import MAX_BELONGS, MAX_MEMBERS, MAX_TIES
from sim.scenario import load_scenario
from sim.simulate import run_on

PROGRAMME = load_scenario("programme")
PLAN = make_plan(PROGRAMME, DEFAULTS)
EVERYTHING = load_scenario("policies/all-14")
MONTHS = 24
TOLERANCE = 0.15
COMPARED = ("founded", "facilitated", "ended", "alive", "size", "organisations_in", "cohesion", "plan")
LEVELS = ("understanding", "strategy", "leadership", "management", "trust", "degree", "team_understanding", "cost")


def model_of(peopling, seed: int, scenario=PROGRAMME) -> NumpyModel:
    """The numpy model of a seed."""
    return NumpyModel(scenario, peopling.world(make_plan(scenario, DEFAULTS), seed), seed)


def unlike(peopling, scenario, seeds, keys) -> dict[str, tuple[float, float]]:
    """Which measures differ on average, over ``seeds``, by more than the tolerance: compiled mean, numpy mean."""
    plan, columns = make_plan(scenario, DEFAULTS), [POSITION[key] for key in keys]
    compiled = [run_on(peopling.world(plan, seed), plan, seed, MONTHS).rows[-1, columns] for seed in seeds]
    plain = [model_of(peopling, seed, scenario).run(MONTHS)[-1, columns] for seed in seeds]
    assert not np.array_equal(compiled, plain)  # chance does differ
    pairs = zip(keys, np.mean(compiled, axis=0), np.mean(plain, axis=0))
    return {key: (one, other) for key, one, other in pairs if abs(other - one) > TOLERANCE * abs(one)}


def faults_of(model: NumpyModel, alive_at_first: int) -> list[str]:
    """Everything wrong with a world that began with so many alliances; an empty list if nothing is."""
    found = []
    a, o, seats = model.alliances, model.o, model.seats
    taken = seats >= 0
    if not np.array_equal(np.bincount(seats[taken], minlength=model.alive), a["size"]):
        found.append("alliances and organisations disagree on who is in")
    if not np.array_equal(taken.sum(axis=1), o.belongs_to) or not np.array_equal(~taken, np.sort(~taken, axis=1)):
        found.append("seats miscounted, or not from the left")
    if any(len(set(row[row >= 0])) != np.count_nonzero(row >= 0) for row in seats):
        found.append("a member twice")
    if not ((a["size"] >= 2) & (a["size"] <= MAX_MEMBERS)).all() or seats.shape[1] != MAX_BELONGS:
        found.append(f"sizes {a['size']}")
    if not (seats[a["founder"]] == np.arange(model.alive)[:, None]).any(axis=1).all():
        found.append("a founder outside")
    known = model.other >= 0
    if not np.array_equal(known, np.arange(MAX_TIES) < model.known[:, None]):
        found.append("ties miscounted, or not from the left")
    i, j = np.nonzero(known)[0], model.other[known]
    if set(zip(i, j)) != set(zip(j, i)) or (i == j).any() or len(set(zip(i, j))) != len(i):
        found.append("acquaintances one-sided, twice or of itself")
    if not np.allclose(model.trust_between(i, j), model.trust_between(j, i), rtol=1e-9):
        found.append("trust is not mutual")
    if (model.trust[~known] != 0.0).any():
        found.append("trust in nobody")
    levels = [o.understanding, o.strategy, o.leadership, o.management, model.trust, model.climate, model.grasp]
    levels += [
        a[name] for name in ("cohesion", "plan", "support", "trust", "understanding", "match", "benefit", "skill")
    ]
    if not all(((level >= 0.0) & (level <= 1.0)).all() for level in levels):
        found.append("a level outside 0 to 1")
    if model.founded - model.ended != model.alive - alive_at_first:
        found.append("founded and ended do not add up to the living")
    return found


def test_both_drivers_start_from_the_same_world(peopling):
    compiled = run_on(peopling.world(PLAN, 7), PLAN, 7, 1).rows[0]
    np.testing.assert_allclose(model_of(peopling, 7).run(0)[0], compiled[: len(MONTHLY)], rtol=1e-9, atol=1e-12)


def test_on_average_it_resembles_the_compiled_driver(peopling):
    assert unlike(peopling, PROGRAMME, range(1, 21), COMPARED + LEVELS) == {}


@pytest.mark.slow
def test_on_average_as_many_alliances_last(peopling):
    """Few last: it takes more worlds to tell 15 % from chance."""
    assert unlike(peopling, PROGRAMME, range(1, 161), ("lasting", *COMPARED, *LEVELS)) == {}


@pytest.mark.slow
def test_on_average_recommendations_do_what_they_do_in_the_compiled_driver(peopling):
    keys = ("lasting", "indicators", "control", "readiness", "skill", "listed", "climate", "openness", "rescues")
    assert unlike(peopling, EVERYTHING, range(1, 41), keys + COMPARED + LEVELS) == {}


@pytest.mark.parametrize("scenario", [PROGRAMME, EVERYTHING], ids=["programme", "all-14"])
def test_every_month_leaves_a_sound_world(peopling, scenario):
    model = model_of(peopling, 3, scenario)
    alive_at_first = model.alive
    for _ in range(36):  # the teams' two years, and one without them
        model.step()
        assert faults_of(model, alive_at_first) == []
    assert model.founded > 0 and model.ended > 0


def test_the_same_seed_gives_the_same_run(peopling):
    np.testing.assert_array_equal(model_of(peopling, 5).run(6), model_of(peopling, 5).run(6))


def test_who_is_named_twice_gains_twice():
    levels = np.array([0.5, 0.2, 0.0])
    gain_at(levels, np.array([0, 2, 0]), np.array([0.5, 2.0, 0.5]))
    np.testing.assert_allclose(levels, [0.875, 0.2, 1.0])


def test_standing_counts_equals_before():
    assert standing(np.array([7, 3, 7, 7, 3])).tolist() == [0, 0, 1, 2, 1]


def test_a_run_can_be_timed(peopling):
    assert seconds_of_run(1, peopling.population(PLAN.numbers[0]), PROGRAMME) > 0.0
