"""Months: what holds at the end of each of them in any world, and limits in which the outcome is known beforehand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from invariants import faults_of
from small_worlds import (
    ALL,
    BASELINE,
    PROGRAMME,
    STARTED,
    P,
    ally,
    any_scenario,
    applied,
    bare,
    copied,
    differing,
    organisations,
    plus,
    same_organisations,
    through,
    with_parameters,
    world,
)

from sim.draws import DEFAULTS
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.measures import MEASURES, MONTHLY, POSITION
from sim.month import forum_due, live_through
from sim.plan import make_plan
from sim.provinces import PROVINCE_TERMS
from sim.records import MAX_BELONGS
from sim.scenario import load_scenario
from sim.simulate import Peopling, simulate

LEVELS = [m.key for m in MONTHLY if m.unit_en in ("0 to 1", "share") and m.key != "capital_growth"]
GROWING = ["founded", "facilitated", "ended", "rescues", "cases", "turned_away", "closed", "misuse_loss", "cost"]
PARTS = [
    ("operating", "alive"),
    ("lasting", "operating"),
    ("facilitated_operating", "operating"),
    ("facilitated_operating", "kept"),
    ("facilitated_lasting", "lasting"),
    ("facilitated_lasting", "facilitated_operating"),
    ("kept", "alive"),
    ("kept", "facilitated"),
    ("federated", "alive"),
    ("rescues", "cases"),
    ("people_helped", "people_in"),
    ("weak_helped", "people_helped"),
    ("remote_helped", "people_helped"),
    ("unregistered_helped", "people_helped"),
]


def column(rows, key):
    return rows[:, POSITION[key]]


# Invariants

NEVER = ("id", "x", "y", "members", "kind", "hours", "needs", "offers", "weak", *(f"first_{name}" for name in STARTED))


def follow(scenario, seed, peopling):
    """Live through a scenario, looking at every month; returns the measures."""
    rows, remembered = [], None
    for month, state, row in through(scenario, seed, peopling):
        assert faults_of(state) == [], month
        assert np.isfinite(row[: len(MONTHLY)]).all(), month
        rows.append(row)
        started = [state.organisations[name].tobytes() for name in NEVER]
        assert remembered in (None, started), month
        remembered = started
    return np.array(rows)


def demand(rows):
    """What must hold of measures from month to month."""
    for key in GROWING:
        assert (np.diff(column(rows, key)) >= 0).all(), key
    for key in LEVELS:
        assert (column(rows, key) >= 0).all() and (column(rows, key) <= 1).all(), key
    assert (column(rows, "facilitated") <= column(rows, "founded")).all()
    for part, whole in PARTS:
        assert (column(rows, part) <= column(rows, whole)).all(), part
    born_and_gone = rows[0, POSITION["alive"]] + column(rows, "founded") - column(rows, "ended")
    assert (column(rows, "alive") == born_and_gone).all()
    for of in ("alive", "lasting"):
        for terms in (FORMS, PROVINCE_TERMS):
            assert (sum(column(rows, f"{of}_{key}") for key in keys(terms)) == column(rows, of)).all()
    assert (column(rows, "organisations_in") >= column(rows, "alive") * 2 / MAX_BELONGS).all()


@pytest.mark.parametrize("name", ["baseline", "programme", "all-14", "after-care"])
def test_shipped_scenarios_keep_every_rule_of_a_world(name, peopling):
    demand(follow(load_scenario(name), 3, peopling))


@pytest.mark.parametrize("seed", range(25))
def test_any_world_under_any_scenario_does(seed):
    table = organisations(40 + 8 * seed, seed, provinces=(0, 3, 8) if seed % 2 else tuple(range(9)))
    demand(follow(any_scenario(seed), seed, Peopling(table)))


def test_the_dormant_stay_as_they_were(peopling):
    start, _ = world(PROGRAMME, 5, peopling)
    dormant = slice(int(start.counts["active"][0]), None)
    end = simulate(plus(PROGRAMME, *(applied(n) for n in ALL)), 5, DEFAULTS, peopling).state
    assert same_organisations(start, end, dormant) == []
    assert (end.ties["other"][dormant] == -1).all()
    assert "understanding" in same_organisations(start, end, slice(dormant.start))


def test_the_same_scenario_and_seed_give_the_same_bytes(peopling):
    one, other = (simulate(PROGRAMME, 11, DEFAULTS, peopling) for _ in range(2))
    assert differing(one.state, other.state) == []
    assert one.rows.tobytes() == other.rows.tobytes()
    assert one.rows.tobytes() != simulate(PROGRAMME, 12, DEFAULTS, peopling).rows.tobytes()


def test_a_longer_run_begins_as_the_shorter_one(peopling):
    short, long_ = (simulate(replace(PROGRAMME, months=m), 4, DEFAULTS, peopling).rows for m in (20, 40))
    assert short[:20, : len(MONTHLY)].tobytes() == long_[:20, : len(MONTHLY)].tobytes()
    assert short[20, : len(MONTHLY)].tobytes() == long_[20, : len(MONTHLY)].tobytes()


def test_what_is_recorded_at_the_end_only_is_missing_before(peopling):
    rows = simulate(replace(BASELINE, months=12), 4, DEFAULTS, peopling).rows
    assert np.isnan(rows[:-1, len(MONTHLY) :]).all()
    assert np.isfinite(rows[-1]).all()
    assert rows.shape == (13, len(MEASURES))


def test_a_world_that_outgrows_its_arrays_says_so(peopling):
    state, plan = world(PROGRAMME, 1, peopling)
    state = state._replace(ledger=state.ledger[: int(state.counts["ledger"][0]) + 20].copy())
    rows = np.zeros((61, len(MEASURES)))
    assert not live_through(state, plan, 1, 60, rows)
    assert state.counts["full"][0] == 1
    assert (rows[-1] == 0).all()


# The order of the month


@pytest.mark.parametrize(
    ("start", "end", "every", "expected"),
    [(1, 24, 3, [1, 4, 7, 10, 13, 16, 19, 22]), (5, 12, 6, [5, 11]), (2, 2, 1, [2])],
)
def test_teams_meet_at_the_start_and_regularly_from_then_on(start, end, every, expected):
    scenario = replace(PROGRAMME, programme=replace(PROGRAMME.programme, start=start, end=end))
    plan = make_plan(with_parameters(scenario, forum_every=every), DEFAULTS)
    assert [month for month in range(1, 30) if forum_due(plan, month)] == expected


def test_without_a_programme_teams_neither_meet_nor_visit():
    plan = make_plan(BASELINE, DEFAULTS)
    assert not any(forum_due(plan, month) for month in range(0, 30))


def test_teams_work_in_the_months_of_the_programme_and_cost_in_no_other(peopling):
    scenario = replace(PROGRAMME, months=12, programme=replace(PROGRAMME.programme, start=4, end=9))
    rows = simulate(scenario, 2, DEFAULTS, peopling).rows
    expected = [max(0, min(month, 9) - 3) * 9 * P["team_cost"] for month in range(13)]
    assert column(rows, "cost") == pytest.approx(expected)


def test_support_fades_when_the_programme_ends(peopling):
    rows = simulate(PROGRAMME, 2, DEFAULTS, peopling).rows
    support = column(rows, "support")
    assert support[24] > 0.1
    assert support[60] < 0.1 * support[24]
    assert column(rows, "facilitated")[24] == column(rows, "facilitated")[60] > 10


# Limits in which the outcome is known beforehand


def test_boards_that_never_consider_alliances_change_none(peopling):
    run = simulate(with_parameters(BASELINE, attention=0.0, recruiting=0.0, closing_rate=0.0), 3, DEFAULTS, peopling)
    assert (column(run.rows, "founded") == 0).all()
    state = run.state
    entries = state.ledger[: state.counts["ledger"][0]]
    assert (entries["joined"] < 0).all()
    left = entries[entries["left"] >= 0]
    assert (state.alliances["ended"][left["alliance"]] == left["left"]).all()  # only endings part them


def test_alliances_that_neither_break_nor_lose_members_live_for_ever(peopling):
    scenario = with_parameters(BASELINE, breaking=0.0, staying=500.0, closing_rate=0.0)
    rows = simulate(scenario, 3, DEFAULTS, peopling).rows
    assert (column(rows, "ended") == 0).all()


def test_alliances_that_cannot_hold_end_at_once(peopling):
    rows = simulate(replace(with_parameters(BASELINE, breaking=1.0), months=2), 3, DEFAULTS, peopling).rows
    assert column(rows, "alive")[0] > 10
    assert (column(rows, "alive")[1:] == 0).all()


def test_without_turnover_nobody_loses_or_gains_leadership(peopling):
    scenario = with_parameters(BASELINE, turnover=0.0, closing_rate=0.0)
    rows = simulate(scenario, 3, DEFAULTS, peopling).rows
    assert (column(rows, "leadership") == rows[0, POSITION["leadership"]]).all()
    assert len(set(column(simulate(BASELINE, 3, DEFAULTS, peopling).rows, "leadership"))) == 61


QUIET = {"meeting_rate": 0.0, "attention": 0.0, "starting_alliances": 0.0, "turnover": 0.0, "drift_apart": 0.0,
         "closing_rate": 0.0}  # fmt: skip


def test_trust_returns_exponentially_to_its_ground_when_nothing_else_happens(peopling):
    state, plan = world(with_parameters(BASELINE, **QUIET), 3, peopling)
    there = state.ties["other"] >= 0
    lots = np.random.default_rng(1)
    state.ties["trust"][there] = lots.uniform(0.05, 1.0, there.sum())
    before = state.ties.copy()
    live_through(state, plan, 3, 60, np.zeros((61, len(MEASURES))))
    assert (state.ties["other"] == before["other"]).all() and (state.ties["ground"] == before["ground"]).all()
    gap = (before["trust"] - before["ground"])[there] * (1 - P["trust_wear"]) ** 60
    assert state.ties["trust"][there] == pytest.approx(before["ground"][there] + gap, rel=1e-9)


def test_acquaintances_drift_apart_as_often_as_declared_and_none_does_who_is_allied(peopling):
    """Of two either may lose sight of the other."""
    scenario = with_parameters(BASELINE, **{**QUIET, "drift_apart": 0.01})
    degree = column(simulate(scenario, 3, DEFAULTS, peopling).rows, "degree")
    assert degree == pytest.approx(degree[0] * (1 - 2 * 0.01) ** np.arange(61), rel=0.05)


def test_nothing_is_learnt_or_planned_when_nothing_happens(peopling):
    rows = simulate(with_parameters(BASELINE, **QUIET), 3, DEFAULTS, peopling).rows
    for key in ("understanding", "strategy", "openness", "management", "leadership", "trust", "degree"):
        assert (column(rows, key) == rows[0, POSITION[key]]).all()
    for key in ("alive", "founded", "cost", "cases", "benefit", "people_helped", "listed", "climate", "federated"):
        assert (column(rows, key) == 0).all()


@pytest.mark.parametrize("name", ["understanding", "management", "strategy", "openness", "leadership"])
def test_levels_return_to_where_they_started(name, peopling):
    """After everything was taught or lost at once: by forgetting, and by leaders who come and go."""
    p = {**QUIET, "turnover": 0.1, "spread": 0.0, "handed_over": 0.0, "strategy_wear": 0.05}
    for level in (0.95, 0.02):
        state, plan = world(with_parameters(BASELINE, **p), 3, peopling)
        o = state.organisations[: state.counts["active"][0]]
        o[name] = level
        live_through(state, plan, 3, 200, np.zeros((201, len(MEASURES))))
        if name == "strategy" and level < 0.5:
            assert (o[name] == level).all()  # a plan that was never written does not come by itself
        else:
            assert o[name] == pytest.approx(o[f"first_{name}"], abs=1e-3)


def test_without_noise_or_alliances_capital_grows_by_compound_interest(peopling):
    scenario = with_parameters(BASELINE, **QUIET, margin_noise=0.0)
    state = simulate(scenario, 3, DEFAULTS, peopling).state
    active = state.organisations[: state.counts["active"][0]]
    yearly = active["margin"] + P["margin_leadership"] * (active["leadership"] - 0.5)
    expected = active["first_capital"] * (1 + P["retained_share"] * yearly / 12) ** 60
    assert active["capital"] == pytest.approx(np.maximum(1.0, expected))


def test_the_climate_settles_where_publicity_and_fading_balance(peopling):
    media = applied(5, end=600, strength=0.2)
    alone = replace(with_parameters(BASELINE, **QUIET, repetition_wear=0.0), months=300, agencies=())
    scenario = plus(alone, media)
    dose, fading = float(make_plan(scenario, DEFAULTS).changes["climate"][0]), P["climate_fading"]
    assert dose > 0.001
    expected = dose / (1 - (1 - dose) * (1 - fading))
    assert simulate(scenario, 3, DEFAULTS, peopling).rows[-1, POSITION["climate"]] == pytest.approx(expected)


def test_teams_learn_at_forums_as_they_say(peopling):
    scenario = with_parameters(PROGRAMME, team_spread=0.0, team_understanding=0.4, forum_gain=0.1, forum_every=6.0)
    rows = simulate(scenario, 3, DEFAULTS, peopling).rows
    expected = [1 - 0.6 * 0.9 ** min(4, (month + 5) // 6) for month in range(61)]
    assert column(rows, "team_understanding") == pytest.approx(expected)


def test_alliances_between_strangers_drift_to_the_ground_and_no_further():
    """Two strangers who share nothing hold together as far as the ground does, less the load of coordinating."""
    quiet = {"meeting_rate": 0.0, "attention": 0.0, "turnover": 0.0, "misuse_rate": 0.0, "feedback_power": 0.0}
    flat = {
        "joint_work_trust": 0.0,
        "trust_wear": 0.0,
        "plan_growth": 0.0,
        "cohesion_benefit": 0.0,
        "cohesion_trust": 0.0,
    }
    scenario = with_parameters(BASELINE, **quiet, **flat, breaking=0.0, work_learning=0.0)
    plan = make_plan(scenario, DEFAULTS)
    state, _ = bare(4)
    number = ally(state, [0, 1], cohesion=0.8)
    rows = np.zeros((201, len(MEASURES)))
    live_through(state, plan, 1, 200, rows)
    assert state.alliances["management"][number] == pytest.approx(0.5)
    load = 2 / (2 + P["room"] * (0.5 + 0.5) * (1 + 0.5))
    ground = P["ground_cohesion"] - P["cohesion_load"] * load
    drift = ground + (0.8 - ground) * (1 - P["cohesion_speed"]) ** 200
    assert state.alliances["cohesion"][number] == pytest.approx(drift)


def test_a_world_can_be_copied_and_lived_through_again(peopling):
    state, plan = world(BASELINE, 8, peopling)
    twin = copied(state)
    for one in (state, twin):
        live_through(one, plan, 8, 12, np.zeros((13, len(MEASURES))))
    assert differing(state, twin) == []
