"""Estimators of ``analysis.effects.statistics`` and ``analysis.effects.ranking`` against answers that are known."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.effects.ranking import clear_pairs, ranking_groups, standings
from analysis.effects.statistics import (
    LEVEL,
    differences,
    draw_range,
    draws_needed,
    interaction,
    joint_level,
    level_of_all,
    mean_interval,
    simultaneous,
    standard_error,
    t_quantile,
)


def runs_of(worlds: dict[str, np.ndarray]) -> pd.DataFrame:
    """A runs table from scenario → values (draws, replicates)."""
    tables = []
    for scenario, values in worlds.items():
        draw, replicate = (index.ravel() for index in np.indices(values.shape))
        columns = {"scenario": scenario, "draw": draw, "replicate": replicate, "lasting": values.ravel()}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def normal(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


# differences


def test_differences_are_taken_in_the_same_world_and_averaged_by_draw():
    runs = runs_of({"a": np.array([[3.0, 5.0], [10.0, 10.0]]), "b": np.array([[1.0, 1.0], [9.0, 12.0]])})
    assert differences(runs, "lasting", {"a": "b"})["a"].tolist() == [3.0, -0.5]


def test_differences_do_not_depend_on_the_order_of_rows():
    runs = runs_of({"a": normal(9, 3), "b": normal(9, 3, seed=1)})
    shuffled = runs.sample(frac=1, random_state=3)
    expected = differences(runs, "lasting", {"a": "b"})
    pd.testing.assert_frame_equal(differences(shuffled, "lasting", {"a": "b"}), expected)


def test_a_failed_run_drops_its_own_pair_only():
    a, b = np.array([[3.0, np.nan], [10.0, 10.0]]), np.array([[1.0, 100.0], [np.nan, np.nan]])
    found = differences(runs_of({"a": a, "b": b}), "lasting", {"a": "b"})["a"]
    assert found[0] == 2.0
    assert math.isnan(found[1])


def test_each_policy_may_have_its_own_reference():
    runs = runs_of({"a": np.full((2, 1), 5.0), "b": np.full((2, 1), 3.0), "c": np.zeros((2, 1))})
    found = differences(runs, "lasting", {"a": "b", "b": "c"})
    assert found.loc[0].to_dict() == {"a": 2.0, "b": 3.0}


def test_the_same_run_twice_is_refused():
    runs = runs_of({"a": np.ones((2, 1)), "b": np.ones((2, 1))})
    with pytest.raises(ValueError, match="duplicate"):
        differences(pd.concat([runs, runs]), "lasting", {"a": "b"})


# intervals of one mean


def test_t_quantile_is_that_of_the_tables():
    assert t_quantile(0.975, 4) == pytest.approx(2.776445, abs=1e-6)


def test_mean_interval_by_hand():
    """Draws that do not lean: each end is taken as if they leaned to its side by a standard error, 0.6124 of five."""
    found = mean_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    undone = 1 - 0.612372 * (2.776445 / math.sqrt(5) + 0.612372 / 30)
    half = math.sqrt(2.5) * 3 / 0.612372 * (1 - undone ** (1 / 3))
    assert found == pytest.approx((3.0, 3.0 - half, 3.0 + half, 5), abs=1e-4)


def test_mean_interval_of_leaning_draws_by_hand():
    """Mean 1 with an error of 1, skewness 12 / 4^1.5, taken for 1.3 times that: 1.95, give or take 0.6124.

    The lower end is taken through the cubic at 0.6124 - 1.95, the upper at most at 1.125 sqrt(5) / 2.776445 = 0.9060.
    """
    found = mean_interval(np.array([0.0, 0.0, 0.0, 0.0, 5.0]))
    assert found == pytest.approx((1.0, 1.0 - 1.8820, 1.0 + 11.358, 5), abs=1e-3)


def test_of_many_draws_that_do_not_lean_it_is_students():
    values = np.concatenate([normal(50_000), -normal(50_000)])
    found = mean_interval(values)
    assert found.high == pytest.approx(1.96 * values.std() / math.sqrt(100_000), rel=0.01)


def test_the_end_on_the_side_of_the_long_tail_lies_further_off():
    values = np.exp(normal(24))
    found, turned = mean_interval(values), mean_interval(-values)
    assert found.high - found.mean > 1.5 * (found.mean - found.low) > 0
    assert (turned.low, turned.mean, turned.high) == pytest.approx((-found.high, -found.mean, -found.low))


def test_more_lean_never_moves_an_end_nearer():
    spikes = [np.append(normal(23), height) for height in (0.0, 3.0, 10.0, 100.0, 1e6)]
    off = [(found.high - found.mean) / standard_error(values) for values in spikes for found in [mean_interval(values)]]
    assert (np.diff(off) > -1e-9).all()
    assert off[0] < 3.0 and off[-1] == pytest.approx(4 * t_quantile(0.975, 23), rel=0.05)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_the_interval_has_the_unit_of_the_values(scale):
    values = np.exp(normal(24, seed=2))
    expected = [scale * end for end in mean_interval(values)[:3]]
    assert mean_interval(scale * values)[:3] == pytest.approx(expected)


def test_identical_scenarios_have_no_effect_and_no_width():
    assert mean_interval(np.zeros(30)) == (0.0, 0.0, 0.0, 30)
    runs = runs_of({"a": normal(30, 1), "b": normal(30, 1), "c": normal(30, 1, seed=2)})
    found = simultaneous(differences(runs, "lasting", {"a": "b", "c": "b"}), 1)
    assert found["a"] == (0.0, 0.0, 0.0, 30)
    assert found["c"].low < found["c"].high


def test_a_constant_effect_has_no_width_despite_rounding():
    found = mean_interval(np.full(7, 0.1) + 1.0 - 1.0)
    assert found.low == found.mean == found.high


@pytest.mark.parametrize("values", [[4.0], [4.0, np.nan]])
def test_a_single_draw_has_a_mean_and_no_interval(values):
    found = mean_interval(np.array(values))
    assert found.mean == 4.0
    assert found.draws == 1
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert all(map(math.isnan, draw_range(np.array(values))))


def test_no_draw_at_all_is_no_number():
    assert math.isnan(mean_interval(np.array([np.nan, np.nan])).mean)


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 12])
def test_few_normal_draws_are_covered_as_often_as_said_or_more(count):
    """4,000 samples: the standard error is 0.003."""
    samples = normal(4000, count, seed=5)
    hits = sum(found.low <= 0 <= found.high for found in map(mean_interval, samples))
    assert 0.94 <= hits / 4000 <= 0.98


@pytest.mark.parametrize("count", [3, 4, 5])
def test_few_skewed_draws_are_seldom_called_clear_where_nothing_is(count):
    samples = np.exp(normal(4000, count, seed=6)) - math.exp(0.5)
    found = [mean_interval(values) for values in samples]
    assert np.isfinite([(one.low, one.high) for one in found]).all()
    assert sum(not one.low <= 0 <= one.high for one in found) / 4000 < 0.11


@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize("value", [0.0, 3.0])
def test_a_few_draws_that_agree_give_no_interval(count, value):
    found = mean_interval(np.full(count, value))
    assert found.mean == value
    assert math.isnan(found.low) and math.isnan(found.high)


def test_six_draws_that_agree_have_no_width():
    assert mean_interval(np.full(6, 3.0)) == (3.0, 3.0, 3.0, 6)


def test_a_constant_column_is_left_out_of_no_others_interval():
    table = pd.DataFrame({"a": normal(20), "b": np.full(20, 2.0), "c": [1.0] + [np.nan] * 19})
    found = simultaneous(table, 1)
    assert found["b"] == (2.0, 2.0, 2.0, 20)
    assert found["c"].draws == 1 and math.isnan(found["c"].low)
    assert found["a"] == simultaneous(table[["a"]], 1)["a"]


def test_two_values_are_enough_for_a_spread_and_one_is_not():
    assert math.isnan(standard_error(np.array([1.0])))
    assert standard_error(np.array([1.0, 3.0])) == pytest.approx(1.0)
    assert draw_range(np.array([1.0, 3.0])) == pytest.approx((1.05, 2.95))
    assert draws_needed(np.array([1.0, 3.0]), 1e6) == 2
    assert mean_interval(np.array([1.0, 3.0, np.nan])).low == pytest.approx(2 - 12.7062, abs=1e-3)


def test_replicates_of_a_draw_are_not_counted_as_draws():
    strength = normal(40, 1, seed=3)
    many = runs_of({"a": np.repeat(strength, 25, axis=1), "b": np.zeros((40, 25))})
    few = runs_of({"a": strength, "b": np.zeros((40, 1))})
    found, expected = (mean_interval(differences(r, "lasting", {"a": "b"})["a"].to_numpy()) for r in (many, few))
    assert found == pytest.approx(expected)


def test_draw_range_is_the_middle_95_percent():
    assert draw_range(np.arange(1001.0)) == pytest.approx((25.0, 975.0))
    assert draw_range(np.append(np.arange(1001.0), np.nan)) == pytest.approx((25.0, 975.0))


# simultaneous intervals


def test_joint_level_of_independent_policies_is_that_of_sidak():
    assert joint_level(normal(3000, 10, seed=1), seed=7) == pytest.approx(0.95 ** (1 / 10), abs=0.0015)


def test_joint_level_of_one_policy_told_ten_times_is_its_own():
    one = np.repeat(normal(500, 1), 10, axis=1)
    assert joint_level(one, seed=7) == pytest.approx(0.95, abs=0.006)


def test_joint_level_is_the_same_for_the_same_seed_only():
    table = normal(50, 4)
    assert joint_level(table, seed=1) == joint_level(table, seed=1) != joint_level(table, seed=2)


@pytest.mark.parametrize("draws", [30, 300])
def test_joint_level_does_not_hang_on_the_last_digit(draws):
    table = normal(draws, 12, seed=4)
    table = np.column_stack([table[:, :6], table[:, 0] + table[:, 1], table[:, 6:], *[table.sum(axis=1)] * 30])
    nudged = table * (1 + 1e-14 * normal(*table.shape, seed=5))
    assert joint_level(nudged, seed=1) == pytest.approx(joint_level(table, seed=1), abs=1e-5)


def test_joint_level_of_no_draw_is_that_of_a_single_interval():
    assert level_of_all(np.empty((0, 3)), 1) == level_of_all(np.full((5, 3), np.nan), 1) == LEVEL


def test_joint_level_ignores_columns_that_do_not_vary():
    table = normal(50, 4)
    assert joint_level(np.column_stack([table, np.full((50, 5), 3.0)]), 1) == joint_level(table, 1)
    assert joint_level(np.ones((50, 5)), 1) == 0.95


@pytest.mark.parametrize(("draws", "shared"), [(25, 0.0), (200, 0.8)])
def test_simultaneous_intervals_hold_together_as_often_as_they_say(draws, shared):
    """With 8 policies, 400 experiments: the standard error of the coverage is 0.011."""
    together, alone = 0, 0
    for seed in range(400):
        own, common = normal(draws, 8, seed=seed), normal(draws, 1, seed=10_000 + seed)
        table = math.sqrt(1 - shared) * own + math.sqrt(shared) * common
        found = simultaneous(pd.DataFrame(table), seed).values()
        together += all(one.low <= 0 <= one.high for one in found)
        alone += all(one.low <= 0 <= one.high for one in map(mean_interval, table.T))
    assert together / 400 == pytest.approx(0.95, abs=0.035)
    assert alone < together


def test_simultaneous_intervals_are_never_shorter_than_single_ones():
    table = pd.DataFrame(normal(12, 5))
    table.iloc[:6, 2] = np.nan
    for column, found in simultaneous(table, 1).items():
        single = mean_interval(table[int(column)].to_numpy())
        assert found.low <= single.low < single.high <= found.high
        assert found.draws == single.draws


def test_a_policy_whose_runs_all_failed_leaves_the_others_alone():
    table = pd.DataFrame({"a": normal(20), "b": np.full(20, np.nan)})
    found = simultaneous(table, 1)
    assert math.isnan(found["b"].mean)
    assert found["a"] == simultaneous(table[["a"]], 1)["a"]


# interaction, runs needed, share of noise


def test_a_planted_interaction_is_found():
    world, noise = normal(80, 1), normal(80, 4, seed=4) * 0.2
    worlds = {"r": world, "a": world + 1, "b": world + 2, "ab": world + 3 + 1.5}
    runs = runs_of({key: value + noise[:, [place]] for place, (key, value) in enumerate(worlds.items())})
    found = interaction(runs, "lasting", "ab", "a", "b", reference="r")
    assert found.low < 1.5 < found.high
    assert found.low > 1.2


def test_effects_that_add_up_have_no_interaction():
    world = np.arange(10.0)[:, None]
    runs = runs_of({"r": world, "a": world + 1, "b": world + 2, "ab": world + 3})
    assert interaction(runs, "lasting", "ab", "a", "b", reference="r") == (0.0, 0.0, 0.0, 10)


def test_draws_needed_give_the_half_width_asked_for():
    values = normal(400)
    needed = draws_needed(values, 0.05)
    assert needed == pytest.approx((1.966 * values.std(ddof=1) / 0.05) ** 2, rel=0.01)
    again = mean_interval(normal(needed, seed=9))
    assert again.high - again.mean == pytest.approx(0.05, rel=0.1)


def test_half_the_width_needs_four_times_the_draws():
    values = normal(100)
    assert draws_needed(values, 0.05) == pytest.approx(4 * draws_needed(values, 0.1), rel=0.01)


def test_what_never_varies_needs_two_draws():
    assert draws_needed(np.full(5, 3.0), 0.1) == 2


@pytest.mark.parametrize(("values", "half_width"), [([1.0], 0.1), ([1.0, 2.0], 0.0), ([1.0, np.nan], 0.1)])
def test_draws_needed_refuses_what_it_cannot_answer(values, half_width):
    with pytest.raises(ValueError, match="two draws"):
        draws_needed(np.array(values), half_width)


# standings and ranking


def test_standings_by_hand():
    found = standings(pd.DataFrame({"a": [3.0, 1.0, 2.0, 5.0], "b": [1.0, 2.0, 2.0, 1.0]}))
    assert found["a"] == (0.625, 0.25)
    assert found["b"] == (0.375, 1.5)


def test_standings_where_less_is_better():
    found = standings(pd.DataFrame({"a": [3.0, 1.0], "b": [1.0, 2.0]}), lower_is_better=True)
    assert found == {"a": (0.5, 1.0), "b": (0.5, 0.5)}


def test_identical_policies_share_the_first_place():
    found = standings(pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, 2.0], "c": [0.0, 0.0]}))
    assert [found[key].probability_best for key in "abc"] == [0.5, 0.5, 0.0]
    assert found["a"].regret == 0.0


@pytest.mark.parametrize("table", [{"a": [1.0, 2.0]}, {"a": [1.0], "b": [2.0]}])
def test_nothing_to_be_best_among(table):
    assert all(math.isnan(one.probability_best) for one in standings(pd.DataFrame(table)).values())


def test_a_policy_without_runs_is_no_rival():
    found = standings(pd.DataFrame({"a": [3.0, 1.0], "b": [1.0, 2.0], "c": [np.nan, np.nan]}))
    assert math.isnan(found["c"].probability_best)
    assert found["a"].probability_best == 0.5


def test_policies_far_apart_are_told_apart_and_near_ones_not():
    noise = normal(60, 4, seed=2)
    table = pd.DataFrame(noise + np.array([0.0, 0.05, 5.0, 5.05]), columns=list("abcd"))
    assert [set(group) for group in ranking_groups(table, 1)] == [{"c", "d"}, {"a", "b"}]
    assert [set(group) for group in ranking_groups(table, 1, lower_is_better=True)] == [{"a", "b"}, {"c", "d"}]


def test_pairs_are_compared_in_the_same_worlds():
    world = 100 * normal(30, 1)
    table = pd.DataFrame(np.hstack([world, world + 1 + 0.1 * normal(30, 1, seed=1)]), columns=["a", "b"])
    assert clear_pairs(table, 1) == {frozenset("ab"): True}


def test_equal_policies_are_wrongly_told_apart_in_at_most_one_experiment_of_twenty():
    """300 experiments: the standard error is 0.013."""
    wrong = sum(any(clear_pairs(pd.DataFrame(normal(40, 5, seed=seed)), seed).values()) for seed in range(300))
    assert wrong / 300 <= 0.05 + 0.04


def test_ranking_of_one_policy_of_one_draw_and_of_failures():
    assert ranking_groups(pd.DataFrame({"a": [1.0, 2.0]}), 1) == (("a",),)
    assert ranking_groups(pd.DataFrame({"a": [1.0], "b": [2.0]}), 1) == (("b", "a"),)
    failed = pd.DataFrame({"a": [1.0, 1.1], "b": [np.nan, np.nan]})
    assert ranking_groups(failed, 1) == (("a", "b"),)
