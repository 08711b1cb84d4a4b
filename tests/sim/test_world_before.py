"""Teams and alliances of the starting world: clubs from before, how many there are, and the past they have lived."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from invariants import faults_of
from small_worlds import BASELINE, P, organisations, through, with_parameters, world

from sim.kinds import AREA, BUSINESS
from sim.measures import POSITION
from sim.records import MAX_BELONGS
from sim.simulate import Peopling
from sim.world import OLDEST, REMEMBERED

SEEDS = range(6)


@pytest.fixture(scope="module")
def states(peopling):
    return [world(BASELINE, seed, peopling)[0] for seed in SEEDS]


@pytest.fixture(scope="module")
def made(states):
    """All alliances from before the start, of six worlds."""
    return np.concatenate([state.alliances[: state.counts["alliances"][0]] for state in states])


def test_each_team_goes_round_its_province_in_an_order_by_lot(states):
    for state in states[:2]:
        for region in state.provinces:
            own = slice(region["first"], region["first"] + region["active"])
            assert sorted(state.circle[own]) == list(range(own.start, own.stop))
    assert (states[0].circle != states[1].circle).mean() > 0.9
    assert (states[0].circle != np.arange(len(states[0].circle))).mean() > 0.9


def test_alliances_from_before_are_clubs_few_of_business_and_mostly_elementary(made):
    assert set(made["form"]) == {AREA, BUSINESS}
    assert 0.02 < (made["form"] == BUSINESS).mean() < 0.3
    assert made["operating"].mean() < 0.5
    assert (made["facilitated"] == 0).all() and (made["rescued"] == 0).all() and (made["helped"] == -1).all()
    assert (made["size"] >= 2).all() and (made["size"] <= 24).all()


def test_they_are_as_old_as_declared(made):
    assert made["founded"].min() >= -OLDEST and made["founded"].max() <= -2
    young = made["founded"][made["founded"] > -OLDEST]
    assert np.median(-young) == pytest.approx(P["mean_age"] * np.log(2), rel=0.35)


def test_there_are_about_as_many_as_assumed(states):
    for state in states:
        assert state.counts["founded"][0] == state.counts["ended"][0] == 0
    each = np.mean([100 * state.counts["alliances"][0] / state.counts["active"][0] for state in states])
    assert 0.75 * P["starting_alliances"] < each <= P["starting_alliances"] * 1.1  # some find nobody


def test_there_are_as_many_more_as_there_are_more_organisations():
    found = []
    for count in (300, 1200):
        peopling = Peopling(organisations(count, 7, provinces=(2, 5), dormant=0.0))
        found.append(np.mean([world(BASELINE, seed, peopling)[0].counts["alliances"][0] for seed in range(12)]))
    assert found[1] / found[0] == pytest.approx(4.0, rel=0.15)
    peopling = Peopling(organisations(300, 7, provinces=(2, 5), dormant=0.0))
    twice = with_parameters(BASELINE, starting_alliances=2 * P["starting_alliances"])
    doubled = np.mean([world(twice, seed, peopling)[0].counts["alliances"][0] for seed in range(12)])
    assert doubled / found[0] == pytest.approx(2.0, rel=0.2)


def test_each_province_has_its_share(states):
    counted = np.sum([np.bincount(used(state)["province"], minlength=9) for state in states], axis=0)
    expected = np.mean([state.provinces["active"] for state in states], axis=0)
    assert np.corrcoef(counted, expected)[0, 1] > 0.5


def used(state):
    return state.alliances[: state.counts["alliances"][0]]


def test_business_ones_are_of_registered_organisations(states):
    for state in states:
        for number in np.flatnonzero(used(state)["form"] == BUSINESS):
            members = state.members[number, : state.alliances["size"][number]]
            assert (state.organisations["registered"][members] == 1).all()


def test_none_when_none_are_assumed(peopling):
    state, _ = world(with_parameters(BASELINE, starting_alliances=0), 1, peopling)
    assert state.counts["alliances"][0] == 0
    assert state.organisations["belongs_to"].max() == 0
    assert (state.federations["size"] == 0).all() and (state.federations["service"] == 0).all()


def test_as_many_as_each_may_belong_to(peopling):
    state, _ = world(with_parameters(BASELINE, starting_alliances=40), 2, peopling)
    assert state.organisations["belongs_to"].max() <= MAX_BELONGS
    assert faults_of(state) == []


# Federations from before


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_so_many_of_them_are_in_the_federation_of_their_province(peopling, share):
    scenario = with_parameters(BASELINE, starting_federated=share)
    inside = []
    for seed in SEEDS:
        state, plan = world(scenario, seed, peopling)
        inside += used(state)["federated"].tolist()
        sizes = np.bincount(used(state)["province"], used(state)["federated"], minlength=9)
        assert state.federations["size"].tolist() == sizes.tolist()
        expected = sizes / (sizes + plan.numbers[0]["federation_room"])
        assert (state.federations["service"][sizes > 1] >= expected[sizes > 1]).all()
        assert (state.federations["service"][sizes < 2] == 0).all()
    assert np.mean(inside) == pytest.approx(share, abs=4 * np.sqrt(0.24 / len(inside)) if 0 < share < 1 else 0.0)


# The past they have lived


def test_they_have_worked_before_the_start(made, states):
    assert (made["cohesion"] >= P["slipping"]).all() and (made["cohesion"] <= 1.0).all()
    assert (made["trust"] > 0).all() and (made["understanding"] > 0).all() and (made["benefit"] > 0).all()
    old = made[made["founded"] < -REMEMBERED]
    assert (old["trust"].mean(), old["plan"].mean()) > (P["first_trust"] + 0.1, 0.05)
    since = made["operating_since"][made["operating"] == 1]
    assert len(since) > 20
    assert (since >= -REMEMBERED).all() and (since <= -2).all()  # -1 is never
    for state in states:
        allied = state.organisations["belongs_to"] > 0
        assert (state.organisations["busy"][allied] > 0).all() and (state.organisations["busy"][~allied] == 0).all()


def test_the_past_costs_nobody_money(states):
    for state in states:
        assert (state.organisations["capital"] == state.organisations["first_capital"]).all()
        assert (state.organisations["benefit"] == 0).all()
        assert all(state.counts[name][0] == 0 for name in ("misuse_loss", "cost", "cases", "closed"))


def test_what_alliances_have_is_settled_when_the_first_month_begins(peopling):
    """In two years in which no alliance begins or ends they come to have little more, and that since some are new."""
    quiet = {"recruiting": 0.0, "attention": 0.0, "breaking": 0.0, "closing_rate": 0.0}
    scenario = replace(with_parameters(BASELINE, **quiet), months=24)
    names = ("plan", "understanding", "management", "cohesion")
    ends = []
    for seed in range(8):
        rows = [row for _, _, row in through(scenario, seed, peopling)]
        ends.append([[rows[month][POSITION[name]] for name in names] for month in (0, 24)])
    start, end = np.mean(ends, axis=0)
    assert dict(zip(names, start / end)) == pytest.approx(dict.fromkeys(names, 1.0), abs=0.3)
