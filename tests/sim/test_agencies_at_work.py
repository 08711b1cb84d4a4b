"""Agencies in whole worlds: what is too much together, what one more changes, and what they take over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import ALL, ALL_AT_ONCE, BASELINE, PROGRAMME, agency, applied, plus, through, with_parameters

from sim.draws import DEFAULTS
from sim.measures import POSITION
from sim.recommendation import recommendations
from sim.simulate import simulate
from sim.structure import BY_THE_ALLIANCE

WORLDS = range(4)
TIMELESS = {
    "time_form": float(BY_THE_ALLIANCE)
}  # nobody is turned away: what is not served, agencies could not deliver
TOGETHER = with_parameters(replace(ALL_AT_ONCE, months=24), **TIMELESS)
BEFORE = with_parameters(replace(PROGRAMME, months=24), **TIMELESS)


def cases(scenario, peopling, worlds=WORLDS):
    """Cases served by the end, world by world."""
    return np.array([simulate(scenario, seed, DEFAULTS, peopling).rows[-1, POSITION["cases"]] for seed in worlds])


def shares(scenario, peopling, seed=1):
    """(months, changes, provinces) share of each change that could be delivered."""
    return np.array([state.delivered.copy() for month, state, _ in through(scenario, seed, peopling) if month > 0])


def test_all_together_deliver_fewer_cases_than_the_sum_of_each_alone(peopling):
    """In the same worlds, and for want of staff: with nobody to share it, they deliver as many."""
    alone = sum(cases(plus(BEFORE, applied(number)), peopling) for number in ALL)
    together = cases(TOGETHER, peopling)
    assert (together < 0.95 * alone).all()
    without = replace(TOGETHER, agencies=())
    assert (cases(without, peopling) > 0.97 * alone).all()
    assert cases(BEFORE, peopling).tolist() == [0] * len(WORLDS)


@pytest.mark.parametrize("number", ALL)
def test_each_alone_is_within_what_its_agencies_can_do(number, peopling):
    assert (shares(plus(BEFORE, applied(number)), peopling) > 1.0 - 1e-12).all()


def test_together_most_are_short_of_staff_at_first_and_none_gets_more_than_all(peopling):
    found = shares(TOGETHER, peopling)
    assert found.max() <= 1.0 + 1e-12 and found.min() > 0.2
    assert (found[0] < 1.0).mean() > 0.5


def test_a_friendlier_climate_wins_agencies_over(peopling):
    """Publicity for alliances lets agencies deliver more of everything else."""
    dear = applied(5, strength=0.4, every=1)
    with_, without = (shares(scenario, peopling)[-1] for scenario in (
        replace(TOGETHER, applied=tuple(dear if one.recommendation.number == 5 else one for one in TOGETHER.applied)),
        with_parameters(TOGETHER, climate_fading=1.0),
    ))  # fmt: skip
    assert with_.mean() > without.mean() + 0.02


def test_an_agency_that_is_added_raises_what_is_delivered(peopling):
    more = replace(TOGETHER, agencies=(*TOGETHER.agencies, agency("own", ALL, 20.0)))
    assert (cases(more, peopling) > 1.05 * cases(TOGETHER, peopling)).all()
    gained = shares(more, peopling).mean(axis=(0, 2)) - shares(TOGETHER, peopling).mean(axis=(0, 2))
    assert gained.mean() > 0.05 and gained.min() > -0.01


def test_one_of_no_concern_to_anybody_changes_nothing(peopling):
    idle = replace(TOGETHER, agencies=(*TOGETHER.agencies, agency("idle", ["nothing-of-that-name"], 20.0)))
    one, other = (simulate(scenario, 2, DEFAULTS, peopling).rows for scenario in (TOGETHER, idle))
    assert one.tobytes() == other.tobytes()


def test_a_policy_of_ones_own_that_nobody_delivers_is_delivered_wholly_whatever_else_is_asked(peopling):
    own = replace(recommendations()[1], key="own", number=None)
    beside = plus(TOGETHER, applied(own))
    found = shares(beside, peopling)
    assert (found[:, -1] == 1.0).all() and (found[:, 0] < 1.0).any()
    taken = replace(beside, agencies=(*beside.agencies, agency("mill", ["own"], 1.0)))
    assert (shares(taken, peopling)[:, -1] < 0.5).all()  # until somebody does, with too few staff


def test_a_province_that_an_agency_leaves_out_gets_less(peopling):
    cpd = next(one for one in TOGETHER.agencies if one.key == "cpd")
    left = tuple(replace(one, provinces=one.provinces[1:]) if one is cpd else one for one in TOGETHER.agencies)
    whole, without = (shares(replace(TOGETHER, agencies=agencies), peopling) for agencies in (TOGETHER.agencies, left))
    assert (without[0, :, 1:] == whole[0, :, 1:]).all()
    alone = ALL.index(7)  # it is the only one that delivers the directory
    assert (without[:, alone, 0] == 0.0).all() and (whole[0, alone, 0] > 0.0)


# What is taken over


def test_what_teams_helped_to_found_is_followed_up_until_the_month_that_the_scenario_says(peopling):
    handed = replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=36))
    plain, followed = (simulate(scenario, 2, DEFAULTS, peopling).rows for scenario in (PROGRAMME, handed))
    monthly = np.diff(followed[:, POSITION["cost"]] - plain[:, POSITION["cost"]])
    assert (monthly[:24] == 0).all() and (monthly[24:36] > 0).all() and (monthly[36:] == 0).all()
    support = followed[:, POSITION["support"]] - plain[:, POSITION["support"]]
    assert (support[:25] == 0).all() and support[36] > 0.02 and support[60] < 0.2 * support[36]
    assert np.array_equal(plain[:25], followed[:25], equal_nan=True)


def test_support_that_is_taken_over_keeps_more_alliances(peopling):
    """Of those that a team helped to found, three years after it left."""
    handed = with_parameters(replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=60)), breaking=0.25)
    keen = replace(handed, agencies=tuple(
        replace(one, follow_up=agency("x", [], follow_up=0.9).follow_up) for one in handed.agencies))  # fmt: skip
    alone = replace(keen, programme=replace(handed.programme, handover=0))
    kept = [np.sum([simulate(one, seed, DEFAULTS, peopling).rows[-1, POSITION["kept"]] for seed in range(8)])
            for one in (alone, keen)]  # fmt: skip
    assert kept[1] > kept[0] > 0


def test_without_a_programme_there_is_nothing_to_take_over(peopling):
    rows = simulate(BASELINE, 2, DEFAULTS, peopling).rows
    assert (rows[:, POSITION["cost"]] == 0).all()
