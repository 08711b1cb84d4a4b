"""The starting world: what chance makes of a population, the same for the same seed, inside its bounds."""

from __future__ import annotations

import numpy as np
import pytest
from invariants import faults_of
from small_worlds import BASELINE, SHARES, P, differing, organisations, p_with, with_parameters, world

from sim.kind_numbers import kind_numbers
from sim.kinds import ACTIVITIES, BUSINESS, KINDS
from sim.records import MAX_BELONGS, MAX_TIES
from sim.simulate import Peopling
from sim.world import kinds_table

SEEDS = range(6)


@pytest.fixture(scope="module")
def states(peopling):
    return [world(BASELINE, seed, peopling)[0] for seed in SEEDS]


@pytest.fixture(scope="module")
def own():
    table = organisations(200, seed=4)
    return table, world(BASELINE, 3, Peopling(table))[0]


def active(state):
    return state.organisations[: state.counts["active"][0]]


@pytest.mark.parametrize("seed", SEEDS)
def test_it_keeps_every_rule_of_a_world(states, seed):
    assert faults_of(states[seed]) == []


def test_so_does_one_made_of_a_table(own):
    assert faults_of(own[1]) == []


def test_the_same_seed_makes_the_same_world(peopling, states):
    assert differing(world(BASELINE, 1, peopling)[0], states[1]) == []
    assert "organisations.leadership" in differing(states[0], states[1])
    assert "ties.other" in differing(states[0], states[1])


def test_a_world_leaves_its_population_alone(peopling):
    population = peopling.population(P)
    before = population.organisations.tobytes(), population.kin.tobytes(), population.provinces.tobytes()
    world(BASELINE, 9, peopling)
    assert (population.organisations.tobytes(), population.kin.tobytes(), population.provinces.tobytes()) == before


# Attributes


def test_levels_lie_between_two_and_ninety_eight_hundredths(states):
    for state in states:
        for name in ("leadership", "spirit", "openness", "strategy", "management", "understanding"):
            assert state.organisations[name].min() >= 0.02
            assert state.organisations[name].max() <= 0.98
        assert state.provinces["understanding"].min() >= 0.02
        assert state.provinces["understanding"].max() <= 0.98


@pytest.mark.parametrize("name", ["leadership", "spirit", "openness"])
def test_kinds_differ_as_their_table_says(states, name):
    everyone = np.concatenate([state.organisations for state in states])
    for code in range(len(KINDS)):
        own = everyone[name][everyone["kind"] == code]
        if len(own) >= 400:
            assert own.mean() == pytest.approx(kind_numbers()[name][code], abs=0.03)
            assert own.std() == pytest.approx(P["spread"], abs=0.03)


def test_sizes_and_capital_are_skewed_around_their_medians(states):
    everyone = np.concatenate([state.organisations for state in states])
    savings = everyone[everyone["kind"] == [kind.key for kind in KINDS].index("savings")]
    numbers = kind_numbers()[[kind.key for kind in KINDS].index("savings")]
    for name in ("members", "capital"):
        assert np.median(savings[name]) == pytest.approx(numbers[f"{name}_median"], rel=0.25)
        assert savings[name].mean() > np.median(savings[name])
    assert (everyone["members"] >= 1).all() and (everyone["members"] == np.round(everyone["members"])).all()


@pytest.mark.parametrize("side", ["needs", "offers"])
def test_activities_are_as_common_in_a_kind_as_its_table_says(states, side):
    everyone = np.concatenate([state.organisations for state in states])
    chances = kinds_table(kind_numbers(), side)
    for code in range(len(KINDS)):
        own = everyone[side][everyone["kind"] == code]
        for bit in range(len(ACTIVITIES)):
            spread = np.sqrt(max(chances[code, bit] * (1 - chances[code, bit]), 1e-9) / len(own))
            assert abs(((own >> bit) & 1).mean() - chances[code, bit]) <= 4.5 * spread


def test_where_one_started_is_remembered(states):
    for state in states:
        for name in ("understanding", "leadership", "capital"):
            assert (state.organisations[f"first_{name}"] == state.organisations[name]).all()
        assert (state.organisations["weak"] == (state.organisations["leadership"] < P["weak_leadership"])).all()


def test_the_remote_are_those_far_from_the_provincial_capital(states):
    o = states[0].organisations
    x, y = (states[0].provinces[name][o["province"]] for name in ("x", "y"))
    assert (o["remote"] == (np.hypot(o["x"] - x, o["y"] - y) >= P["remote_distance"])).all()
    assert 0.1 < o["remote"].mean() < 0.9


# Acquaintances


def test_about_twice_as_many_ties_as_each_has_sought(states):
    degree = np.mean([(state.ties["other"][: len(active(state))] >= 0).sum(axis=1).mean() for state in states])
    assert 1.6 * P["first_acquaintances"] < degree <= 2.2 * P["first_acquaintances"]


def test_ties_stay_near_as_the_shares_say(states):
    state = states[0]
    mine, slot = np.nonzero(state.ties["other"] >= 0)
    theirs = state.ties["other"][mine, slot]
    o = state.organisations
    outside = (o["province"][mine] != o["province"][theirs]).mean()
    assert 0.5 * P["outside_share"] < outside < 2.5 * P["outside_share"]  # friends of friends carry some further
    assert (o["district"][mine] == o["district"][theirs]).mean() > 0.25


def test_nobody_knows_another_province_when_none_is_reached(peopling):
    state, _ = world(with_parameters(BASELINE, outside_share=0.0), 1, peopling)
    mine, slot = np.nonzero(state.ties["other"] >= 0)
    o = state.organisations
    assert len(mine) > 1000
    assert (o["province"][mine] == o["province"][state.ties["other"][mine, slot]]).all()


def test_trust_starts_around_its_mean(states):
    state = states[0]
    trust = state.ties["trust"][state.ties["other"] >= 0]
    assert trust.mean() == pytest.approx(P["starting_trust"], abs=0.04)  # with those met in clubs
    assert trust.min() >= min(0.5 * P["starting_trust"], P["first_trust"]) - 1e-6
    assert trust.max() <= 1.5 * P["starting_trust"] + 1e-6


def test_nobody_has_more_acquaintances_than_it_can_keep_up_with(peopling):
    state, _ = world(with_parameters(BASELINE, first_acquaintances=16), 1, peopling)
    degree = (state.ties["other"] >= 0).sum(axis=1)
    assert degree.max() == MAX_TIES
    assert faults_of(state) == []


def test_the_dormant_know_nobody(states):
    state = states[0]
    dormant = slice(state.counts["active"][0], None)
    assert (state.ties["other"][dormant] == -1).all()
    assert (state.seats["alliance"][dormant] == -1).all()


# Teams and alliances


def test_each_team_goes_round_its_province_in_an_order_by_lot(states):
    for state in states[:2]:
        for region in state.provinces:
            own = slice(region["first"], region["first"] + region["active"])
            assert sorted(state.circle[own]) == list(range(own.start, own.stop))
    assert (states[0].circle != states[1].circle).mean() > 0.9
    assert (states[0].circle != np.arange(len(states[0].circle))).mean() > 0.9


def test_alliances_from_before_are_mostly_elementary(states):
    made = np.concatenate([state.alliances[: state.counts["alliances"][0]] for state in states])
    assert (made["operating"] == (made["form"] == BUSINESS)).all()
    assert 0.02 < (made["form"] == BUSINESS).mean() < 0.3
    assert (made["form"] <= BUSINESS).all()
    assert (made["facilitated"] == 0).all()
    assert (made["founded"] <= -1).all() and (made["founded"] >= -61).all()
    assert (made["size"] >= 2).all() and (made["size"] <= 24).all()
    assert (made["cohesion"] >= P["slipping"]).all() and (made["cohesion"] <= P["starting_cohesion"]).all()


def test_there_are_about_as_many_as_assumed(states):
    per_province = np.mean([state.counts["alliances"][0] / len(state.provinces) for state in states])
    assert 0.5 * P["starting_alliances"] < per_province <= P["starting_alliances"]
    assert all(state.counts["founded"][0] == state.counts["ended"][0] == 0 for state in states)


def test_business_ones_are_of_registered_organisations(states):
    for state in states:
        for number in np.flatnonzero(state.alliances["form"][: state.counts["alliances"][0]] == BUSINESS):
            members = state.members[number, : state.alliances["size"][number]]
            assert (state.organisations["registered"][members] == 1).all()


def test_none_when_none_are_assumed(peopling):
    state, _ = world(with_parameters(BASELINE, starting_alliances=0), 1, peopling)
    assert state.counts["alliances"][0] == 0
    assert state.organisations["belongs_to"].max() == 0


def test_as_many_as_each_may_belong_to(peopling):
    state, _ = world(with_parameters(BASELINE, starting_alliances=8), 2, peopling)
    assert state.organisations["belongs_to"].max() <= MAX_BELONGS
    assert faults_of(state) == []


# What a table gives stays


def test_what_a_table_gives_is_not_drawn_over(own):
    table, state = own
    given = {name: name for name in ("members", "margin", *SHARES)} | {"capital_baht": "capital"}
    for column, field in given.items():
        told = np.sort(table[column].dropna())
        assert np.isin(told, state.organisations[field]).all()
    assert not any(np.isnan(state.organisations[field]).any() for field in given.values())


def test_two_seeds_draw_only_what_is_blank():
    table = organisations(60, seed=8)
    one, other = (world(BASELINE, seed, Peopling(table))[0].organisations for seed in (1, 2))
    same = one["leadership"] == other["leadership"]
    assert same.sum() == table["leadership"].notna().sum()
    assert (one["x"] == other["x"]).all() and (one["district"] == other["district"]).all()


def test_places_far_apart_make_more_of_them_remote():
    table = organisations(60, seed=8)
    near, far = (
        world(with_parameters(BASELINE, remote_distance=km), 1, Peopling(table))[0].organisations["remote"].sum()
        for km in (80, 10)
    )
    assert near < far


def test_a_kind_with_no_number_of_its_own_is_drawn_from_the_table(start):
    state, plan = start
    assert plan.numbers[0] == p_with()
    assert (state.organisations["margin"] != 0.0).all()
