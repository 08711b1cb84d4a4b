"""Ensembles: worlds known by what they are, the same for any number of workers; failures stay where they are."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_worlds import BASELINE, PROGRAMME, P, alike, applied, organisations, p_with, plus, with_parameters

from sim.draws import DEFAULTS, SWEPT, Draw, parameter_values
from sim.ensembles.ensemble import ensemble
from sim.ensembles.tables import COST_AFTER, PROGRAMME_COLUMNS, QUANTILES, tabulate
from sim.ensembles.worlds import OUTGREW, Starts, live, worlds
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.measures import MEASURES, MONTHLY, POSITION
from sim.parameters import BY_NAME, PARAMETERS
from sim.plan import make_plan
from sim.recommendation import recommendations
from sim.simulate import BROUGHT_FROM, DRAWN_FROM, Peopling, run_on, simulate
from sim.world import empty_state

SHORT = 8
SCENARIOS = [BASELINE, PROGRAMME, plus(PROGRAMME, applied(14))]
KEYS = [scenario.key for scenario in SCENARIOS]


@pytest.fixture(scope="module")
def table():
    return organisations(120, 6)


@pytest.fixture(scope="module")
def lived(table):
    return ensemble(SCENARIOS, worlds(6, 2, 4), SHORT, 1, table)


def same(one, other):
    """Whether two lists of what was lived through hold the same bytes."""
    return [a.world for a in one] == [b.world for b in other] and all(
        a.rows.tobytes() == b.rows.tobytes()
        and all(alike(x, y) for x, y in zip(a.alliances, b.alliances, strict=True))
        and a.failures == b.failures
        for a, b in zip(one, other)
    )


# Worlds


def test_a_world_is_the_same_however_many_are_asked_for():
    few, many = worlds(3, 1, 7), worlds(50, 4, 7)
    assert set(few) <= set(many)
    assert worlds(50, 4, 7) == many
    assert len({world.seed for world in many}) == 200


def test_another_seed_makes_other_worlds():
    assert not {w.seed for w in worlds(50, 1, 7)} & {w.seed for w in worlds(50, 1, 8)}
    assert all(0 <= w.seed < 2**53 for w in worlds(200, 1, 7))


def test_replicates_share_what_nobody_knows_and_not_the_course_of_chance():
    one, other = worlds(1, 2, 7)
    assert one.draw == other.draw
    assert one.seed != other.seed


# Workers


@pytest.mark.parametrize("workers", [2, 5])
def test_the_number_of_workers_changes_nothing(workers, lived, table):
    assert same(ensemble(SCENARIOS, worlds(6, 2, 4), SHORT, workers, table), lived)


def test_results_come_in_the_order_asked_for(lived, table):
    backwards = worlds(6, 2, 4)[::-1]
    assert same(ensemble(SCENARIOS, backwards, SHORT, 3, table), lived[::-1])


def test_every_finished_world_is_told(table):
    heard = []
    ensemble(SCENARIOS[:1], worlds(5, 1, 4), 2, 2, table, tell=heard.append)
    assert heard == [1, 2, 3, 4, 5]


def test_an_ensemble_is_its_runs_one_by_one(lived, table):
    world = lived[3].world
    for position, scenario in enumerate(SCENARIOS):
        run = simulate(replace(scenario, months=SHORT), world.seed, world.draw, Peopling(table))
        assert run.rows.astype(np.float32).tobytes() == lived[3].rows[position].tobytes()
        made = run.state.alliances[: run.state.counts["alliances"][0]]
        assert alike(made, lived[3].alliances[position])


def test_an_interrupt_stops_what_waits(table):
    def interrupt(done):
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        ensemble(SCENARIOS[:1], worlds(200, 1, 4), 3, 2, table, tell=interrupt)
    assert threading.active_count() <= before + 2


# Draws


def test_at_the_defaults_nothing_is_drawn():
    assert DEFAULTS.within("anything", recommendations()[1].strength) == recommendations()[1].strength.default
    assert dict(parameter_values(DEFAULTS, {"attention": 0.2})) == {"attention": 0.2}


@pytest.mark.parametrize("number", recommendations())
def test_strengths_and_costs_are_drawn_evenly_over_their_ranges(number):
    one = recommendations()[number]
    changes = np.concatenate([make_plan(plus(BASELINE, applied(number)), Draw(d, 3)).changes[:1] for d in range(300)])
    for name, value in (("strength", one.strength), ("month_cost", one.month_cost), ("case_cost", one.case_cost)):
        assert changes[name].min() >= value.low
        assert changes[name].max() <= value.high
        middle = 0.5 * (value.low + value.high)
        assert changes[name].mean() == pytest.approx(middle, abs=4 * (value.high - value.low) / np.sqrt(12 * 300))


def test_what_a_scenario_sets_is_not_drawn():
    set_ = with_parameters(plus(BASELINE, applied(1, strength=0.11)), unregistered_per_province=50.0)
    for number in range(5):
        plan = make_plan(set_, Draw(number, 3))
        assert plan.changes["strength"][0] == 0.11
        assert plan.numbers["unregistered_per_province"][0] == 50.0


@pytest.mark.parametrize("name", SWEPT)
def test_swept_parameters_are_drawn_evenly_by_their_prior(name):
    prior = SWEPT[name]
    drawn = np.array([parameter_values(Draw(d, 3), {})[name] for d in range(400)])
    assert BY_NAME[name].low <= prior.low <= drawn.min() and drawn.max() <= prior.high <= BY_NAME[name].high
    below = prior.below(drawn)
    assert below.mean() == pytest.approx(0.5, abs=4 / np.sqrt(12 * 400))
    assert below.std() == pytest.approx(np.sqrt(1 / 12), rel=0.2)


def test_what_nobody_knows_is_drawn_independently():
    names = list(SWEPT)
    chances = np.array([[Draw(d, 3).chance(name) for name in names] for d in range(400)])
    between = np.corrcoef(chances.T)[np.triu_indices(len(names), 1)]
    assert abs(between).max() < 4.5 / np.sqrt(400)


# Tables


def test_tables_hold_every_run(lived):
    tables = tabulate(lived, KEYS)
    runs = tables.runs
    assert len(runs) == 12 * 3
    who = ["scenario", "draw", "replicate", "seed", "status", "reason"]
    assert list(runs.columns) == [*who, *PROGRAMME_COLUMNS, COST_AFTER, *(m.key for m in MEASURES)]
    assert (runs["status"] == "done").all() and (runs["reason"] == "").all()
    for position, scenario in enumerate(SCENARIOS):
        own = runs[runs["scenario"] == scenario.key]
        expected = [one.rows[position, -1, POSITION["cohesion"]] for one in lived]
        assert own["cohesion"].tolist() == [float(value) for value in expected]
        assert own["seed"].tolist() == [one.world.seed for one in lived]


@pytest.mark.parametrize("months", [20, 24, 30])
def test_what_is_spent_after_the_programme_is_told_apart(table, months):
    forums = applied(14, start=20, end=60)  # they cost something every month that they are at work
    scenario = replace(plus(BASELINE, forums), months=months)
    lived_ = live(worlds(1, 1, 4)[0], [scenario], months, Peopling(table))
    told = tabulate([lived_], [scenario.key]).runs.iloc[0]
    cost = lived_.rows[0, :, POSITION["cost"]]
    assert told["cost_after"] == cost[-1] - cost[min(24, months)]
    assert (told["cost_after"] > 0) == (months > 24)


def test_monthly_tables_are_means_and_quantiles_over_runs(lived):
    monthly = tabulate(lived, KEYS).monthly
    own = monthly[(monthly["scenario"] == "programme") & (monthly["measure"] == "alive")].set_index("month")
    values = np.array([one.rows[1, :, POSITION["alive"]] for one in lived], float)
    assert own["mean"].to_numpy() == pytest.approx(values.mean(axis=0))
    for name, level in QUANTILES.items():
        assert own[name].to_numpy() == pytest.approx(np.quantile(values, level, axis=0))
    assert len(monthly) == 3 * (SHORT + 1) * len(MONTHLY)


def test_the_table_of_alliances_is_what_was(lived):
    alliances = tabulate(lived, KEYS).alliances
    own = alliances[(alliances["scenario"] == "programme") & (alliances["draw"] == 2) & (alliances["replicate"] == 1)]
    (one,) = (one for one in lived if one.world.draw.number == 2 and one.world.replicate == 1)
    made = one.alliances[1]
    assert own["founded"].tolist() == made["founded"].tolist()
    assert own["form"].tolist() == [keys(FORMS)[code] for code in made["form"]]
    assert own["operating"].sum() == one.rows[1, -1, POSITION["operating"]]
    assert (own["ended"] < 0).sum() == one.rows[1, -1, POSITION["alive"]]
    assert own["facilitated"].sum() == one.rows[1, -1, POSITION["facilitated"]]


def test_readers_of_the_table_can_tell_which_alliances_last(peopling):
    """By what ``docs/results.md`` says: a year of joint activity without a break, and no help in it."""
    tables = tabulate(ensemble(SCENARIOS, worlds(2, 1, 4), 40, 1), KEYS)
    made = tables.alliances
    last = made["operating"] & (40 - made["operating_since"] >= 12)
    last &= (made["last_helped"] < 0) | (40 - made["last_helped"] >= 12)
    runs = tables.runs.set_index(["scenario", "draw"])
    counted = made.assign(lasting=last).groupby(["scenario", "draw"])[["lasting", "federated"]].sum()
    assert counted["lasting"].sum() > 0 and counted["federated"].sum() > 0
    for measure in ("lasting", "federated"):
        assert (counted[measure].astype(float) == runs[measure].loc[counted.index]).all()


def test_the_programmes_own_count_is_of_its_last_month(table):
    long = ensemble([PROGRAMME], worlds(2, 1, 4), 30, 1, table)
    told = tabulate(long, ["programme"]).runs["facilitated_programme"]
    assert told.tolist() == [float(one.rows[0, 24, POSITION["facilitated"]]) for one in long]


# Failures


@pytest.fixture
def cramped(monkeypatch):
    """Worlds with room for only a few memberships more than they begin with."""

    def little_room(population):
        state = empty_state(population)
        return state._replace(ledger=state.ledger[:90].copy())

    monkeypatch.setattr("sim.world.empty_state", little_room)


def eager(scenario):
    return with_parameters(scenario, reluctance=0.0, founding_cost=0.0)


def test_a_run_that_outgrows_its_world_fails_alone(cramped, table):
    idle = with_parameters(BASELINE, starting_alliances=1.0, attention=0.0)
    busy = replace(eager(with_parameters(PROGRAMME, starting_alliances=1.0)), key="busy")
    which = worlds(2, 1, 4)
    lived = ensemble([idle, busy], which, 24, 2, table)
    for one in lived:
        assert one.failures == ("", OUTGREW)
        assert np.isfinite(one.rows[0, -1]).all()
        assert np.isnan(one.rows[1]).all()
    alone_ = ensemble([idle], which, 24, 1, table)
    assert [one.rows[0].tobytes() for one in lived] == [one.rows[0].tobytes() for one in alone_]


def test_failed_runs_are_told_and_left_out_of_means(cramped, table):
    busy = replace(eager(with_parameters(PROGRAMME, starting_alliances=1.0)), key="busy")
    idle = with_parameters(BASELINE, starting_alliances=1.0, attention=0.0)
    tables = tabulate(ensemble([idle, busy], worlds(2, 1, 4), 24, 1, table), [idle.key, busy.key])
    failed = tables.runs[tables.runs["scenario"] == "busy"]
    assert (failed["status"] == "failed").all()
    assert (failed["reason"] == OUTGREW).all()
    assert failed[[m.key for m in MEASURES]].isna().all(axis=None)
    assert tables.monthly.loc[tables.monthly["scenario"] == "busy", "mean"].isna().all()
    done = tables.runs[tables.runs["scenario"] == idle.key]
    assert (done["status"] == "done").all() and done["alive"].notna().all()
    assert tables.monthly.loc[tables.monthly["scenario"] == idle.key, "mean"].notna().all()


def test_one_failure_among_many_is_left_out_alone(lived):
    broken = replace(lived[0], rows=np.full_like(lived[0].rows, np.nan), failures=(OUTGREW,) * 3)
    monthly = tabulate([broken, *lived[1:]], KEYS).monthly
    pd.testing.assert_frame_equal(monthly, tabulate(lived[1:], KEYS).monthly)


# One run


def test_a_run_says_whether_it_was_complete(table):
    peopling = Peopling(table)
    run = simulate(replace(PROGRAMME, months=SHORT), 4, DEFAULTS, peopling)
    assert run.complete
    plan = make_plan(replace(PROGRAMME, months=SHORT), DEFAULTS)
    assert run_on(peopling.world(plan, 4), plan, 4, SHORT).rows.tobytes() == run.rows.tobytes()


@pytest.mark.parametrize(("own", "resting_on"), [(False, DRAWN_FROM), (True, BROUGHT_FROM)])
def test_populations_are_remembered_by_what_they_depend_on(own, resting_on, table):
    peopling = Peopling(table if own else None)
    one = peopling.population(P)
    for parameter in PARAMETERS:
        again = peopling.population(p_with(**{parameter.name: 0.5 * (parameter.low + P[parameter.name])}))
        assert (again is one) == (parameter.name not in resting_on), parameter.name
        one = peopling.population(P)  # only two are remembered


def test_live_uses_one_starting_world_for_scenarios_with_the_same_numbers(table, monkeypatch):
    made = []
    peopling = Peopling(table)
    build = peopling.world
    monkeypatch.setattr(peopling, "world", lambda plan, seed: made.append(seed) or build(plan, seed))
    scenarios = [BASELINE, PROGRAMME, with_parameters(PROGRAMME, attention=0.2)]
    live(worlds(1, 1, 4)[0], scenarios, 2, peopling)
    assert len(made) == 2


def test_each_start_has_room_for_the_changes_of_its_own_plan(table):
    """Starts are built once and copied, but plans of the same numbers may make more changes than the first did."""
    (one,) = worlds(1, 1, 4)
    plans = [make_plan(scenario, one.draw) for scenario in (BASELINE, SCENARIOS[-1], BASELINE)]
    starts = Starts(one, plans, Peopling(table))
    for position, plan in enumerate(plans):
        state = starts.take(position)
        assert len(state.rounds) == len(state.delivered) == len(plan.changes)
        assert not state.rounds.any() and (state.delivered == 1).all()
        state.rounds[:], state.delivered[:] = 9, 0
