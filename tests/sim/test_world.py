"""The starting world: what chance makes of a population, the same for the same seed, inside its bounds."""

from __future__ import annotations

import numpy as np
import pytest
from invariants import faults_of
from small_worlds import BASELINE, LEVELS, SHARES, STARTED, P, differing, organisations, p_with, with_parameters, world

from sim.chance import mix, moment
from sim.kind_numbers import kind_numbers
from sim.kinds import ACTIVITIES, KINDS
from sim.records import MAX_TIES
from sim.rules.trust import are_allied, ground
from sim.simulate import Peopling
from sim.world import ATTRIBUTE, kinds_table, level

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
    if side == "needs":  # what one does oneself one needs from nobody
        chances = chances * (1 - kinds_table(kind_numbers(), "offers"))
    for code in range(len(KINDS)):
        own = everyone[side][everyone["kind"] == code]
        for bit in range(len(ACTIVITIES)):
            spread = np.sqrt(max(chances[code, bit] * (1 - chances[code, bit]), 1e-9) / len(own))
            assert abs(((own >> bit) & 1).mean() - chances[code, bit]) <= 4.5 * spread


def test_where_one_started_is_remembered(states):
    for state in states:
        allied = state.organisations["belongs_to"] > 0
        for name in STARTED:
            first, now = (state.organisations[field] for field in (f"first_{name}", name))
            learnt = allied if name in ("understanding", "management") else np.zeros_like(allied)
            assert (now[~learnt] == first[~learnt]).all()
            assert (now[learnt] > first[learnt]).all()  # those in alliances have learnt in them
        assert (state.organisations["weak"] == (state.organisations["leadership"] < P["weak_leadership"])).all()


def test_the_remote_are_those_far_from_the_provincial_capital(states):
    o = states[0].organisations
    x, y = (states[0].provinces[name][o["province"]] for name in ("x", "y"))
    assert (o["remote"] == (np.hypot(o["x"] - x, o["y"] - y) >= P["remote_distance"])).all()
    assert 0.1 < o["remote"].mean() < 0.9


def test_nobody_needs_what_it_offers_itself_whatever_its_table_says(states, own):
    table, state = own
    assert ((table["needs"] > 0) & (table["offers"] > 0) & (table["needs"] & table["offers"] > 0)).any()
    for one in (*states, state):
        assert (one.organisations["needs"] & one.organisations["offers"] == 0).all()


def test_hours_are_drawn_evenly_from_half_the_mean_to_half_as_much_again(states):
    hours = np.concatenate([state.organisations["hours"] for state in states])
    assert 0.5 * P["hours"] <= hours.min() < hours.max() <= 1.5 * P["hours"]
    assert np.quantile(hours, [0.25, 0.5, 0.75]) == pytest.approx(P["hours"] * np.array([0.75, 1.0, 1.25]), rel=0.02)


def test_who_makes_losses_starts_with_debts_and_nobody_else(states):
    o = np.concatenate([active(state) for state in states])
    assert (o["result"] == o["first_capital"] * o["margin"] / 12).all()
    behind = o["result"] < 0
    assert 0.05 < behind.mean() < 0.5
    assert (o["arrears"][~behind] == 0).all()
    assert np.quantile(o["arrears"][behind], [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.05)


# Provinces


def of_provinces(peopling, spread, name, seeds=range(40)):
    """(worlds, provinces) mean of a level under a spread of provinces."""
    scenario = with_parameters(BASELINE, province_spread=spread, starting_alliances=0.0)
    found = []
    for seed in seeds:
        o = active(world(scenario, seed, peopling)[0])
        found.append(np.bincount(o["province"], o[name]) / np.bincount(o["province"]))
    return np.array(found)


@pytest.mark.parametrize("name", ["leadership", "spirit", "openness"])
def test_provinces_differ_as_much_as_declared(peopling, name):
    """Their means vary from world to world by chance of who there is, and by the declared spread beside it."""
    by_chance = of_provinces(peopling, 0.0, name).std(axis=0).mean()
    for spread in (0.05, 0.1):
        own = np.sqrt(of_provinces(peopling, spread, name).std(axis=0).mean() ** 2 - by_chance**2)
        assert own == pytest.approx(spread, rel=0.2)


def test_one_province_is_alike_in_all_that_its_leaders_are_like_and_in_nothing_else(peopling):
    seeds = range(12)
    plain, moved = ({name: of_provinces(peopling, spread, name, seeds) for name in LEVELS} for spread in (0.0, 0.1))
    gained = {name: moved[name] - plain[name] for name in LEVELS}
    assert np.corrcoef(gained["leadership"].ravel(), gained["spirit"].ravel())[0, 1] > 0.98
    assert np.corrcoef(gained["leadership"].ravel(), gained["openness"].ravel())[0, 1] > 0.98
    for name in ("strategy", "management", "understanding"):
        assert (gained[name] == 0).all()


def test_without_a_spread_of_provinces_each_level_is_that_of_its_kind_alone(peopling):
    """The model as it is without them: no draw of a province touches anybody."""
    state, plan = world(with_parameters(BASELINE, province_spread=0.0), 3, peopling)
    p, now = plan.numbers[0], np.uint64(moment(3, -1))
    for o in state.organisations[::50]:
        own, lot = kind_numbers()[o["kind"]], np.uint64(mix(o["id"]))
        for place, name in enumerate(("leadership", "spirit", "openness"), 1):
            drawn = level(np.nan, own[name], p["spread"], now, ATTRIBUTE, lot ^ np.uint64(place))
            assert o[f"first_{name}" if name != "spirit" else name] == drawn


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


def test_trust_starts_at_its_ground(peopling):
    state, plan = world(with_parameters(BASELINE, starting_alliances=0.0), 1, peopling)
    mine, slot = np.nonzero(state.ties["other"] >= 0)
    ties = state.ties[mine, slot]
    assert (ties["trust"] == ties["ground"]).all()
    assert ties["trust"].mean() == pytest.approx(P["starting_trust"], abs=0.01)
    assert 0.5 * P["starting_trust"] <= ties["trust"].min() < ties["trust"].max() <= 1.5 * P["starting_trust"]
    i, j = int(mine[7]), int(ties["other"][7])
    assert ties["ground"][7] == ground(state, plan.numbers[0], i, j)


def test_those_who_have_worked_together_trust_each_other_more(states):
    state = states[0]
    mine, slot = np.nonzero(state.ties["other"] >= 0)
    ties = state.ties[mine, slot]
    allied = np.array([are_allied(state, int(i), int(j)) for i, j in zip(mine, ties["other"])])
    assert (ties["trust"][~allied] >= min(0.5 * P["starting_trust"], P["first_trust"]) - 1e-9).all()
    assert ties["trust"][allied].mean() > ties["trust"][~allied].mean() + 0.1


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
