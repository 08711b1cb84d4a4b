"""By what portfolios are best, which are level with the best, and which are on the frontier: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.portfolios.standing import best_by, crossed, frontier, not_told_apart, overrun, standings, surely_better


def test_each_aim_has_its_own_best():
    steady, bold = np.full(100, 3.0), np.concatenate([np.full(80, 0.0), np.full(20, 20.0)])
    middling = np.concatenate([np.full(55, 3.5), np.full(45, -1.0)])
    found = standings(np.column_stack([steady, bold, middling]))
    assert found["mean"].tolist() == pytest.approx([3.0, 4.0, 0.55 * 3.5 - 0.45])
    assert found["median"].tolist() == [3.0, 0.0, 3.5]
    assert found["worst_tenth"].tolist() == [3.0, 0.0, -1.0]
    costs = np.zeros(3)
    assert [best_by(found, aim, costs) for aim in ("mean", "median", "worst_tenth", "regret")] == [1, 2, 0, 1]
    assert found["regret"][1] == pytest.approx(0.55 * 3.5 + 0.25 * 3.0)


def test_worlds_that_lack_a_value_count_for_nobody():
    values = np.array([[1.0, 2.0], [np.nan, 50.0], [3.0, 2.0]])
    assert standings(values)["mean"].tolist() == [2.0, 2.0]
    assert np.isnan(standings(np.full((3, 2), np.nan))["mean"]).all()


def test_what_is_clearly_worse_is_not_level():
    random = np.random.default_rng(1)
    world = random.normal(0, 5, 200)
    values = np.column_stack([world + 1.0, world + 1.0 + random.normal(0, 0.5, 200), world - 1.0])
    group = not_told_apart(values, 1)
    assert set(group.level) == {0, 1} and group.best == group.level[0]


def test_the_chance_of_an_overrun_is_a_share_of_worlds():
    costs = np.array([[1.0, 3.0], [2.0, 3.0], [3.0, np.nan], [4.0, 3.0]])
    assert overrun(costs, 2.5).tolist() == [0.5, 1.0]
    assert overrun(np.array([[3.0, np.nan], [np.nan, np.nan]]), 2.5).tolist() == [1.0, 0.0]


def test_a_frontier_has_nothing_that_another_beats():
    on = frontier(np.array([1.0, 2.0, 2.0, 3.0, 1.0]), np.array([1.0, 2.0, 1.5, 2.0, 1.0]))
    assert on.tolist() == [True, True, False, False, True]  # of two exact equals neither beats the other


def test_of_equals_the_cheapest_is_best():
    found = standings(np.tile([1.0, 2.0, 2.0], (10, 1)))
    assert best_by(found, "mean", np.array([0.0, 5.0, 3.0])) == 2


def test_a_best_picked_and_measured_in_other_worlds_has_no_luck_left():
    """Fifty that are all worth nothing: the luckiest seems worth something, measured elsewhere it does not."""
    values = np.random.Generator(np.random.Philox(key=1)).normal(size=(200, 50))
    assert values.mean(axis=0).max() > 0.12
    assert abs(crossed(values).mean()) < 0.15 and crossed(values + 1.0) == pytest.approx(1.0 + crossed(values))


def test_a_best_is_measured_where_it_was_not_picked():
    even, odd = [5.0, 0.0], [0.0, 2.0]
    assert crossed(np.array([even, odd, even, odd])).tolist() == [0.0, 0.0, 0.0, 0.0]
    assert crossed(np.array([even, even, even])).tolist() == [5.0, 5.0, 5.0]


def test_by_another_aim_what_is_surely_better_is_told_from_luck():
    """A bold one has the best mean, a steady one is surely better in the worst tenth; of twenty alike none is."""
    random = np.random.Generator(np.random.Philox(key=1))
    bold = np.concatenate([np.full(80, -1.0), np.full(20, 30.0)])
    found = surely_better(np.column_stack([bold, np.full(100, 3.0), bold - 1.0]), 0, 1)
    assert {aim: sure.tolist() for aim, sure in found.items() if sure.any()} == {
        "median": [False, True, False], "worst_tenth": [False, True, False]
    }  # fmt: skip
    alike = random.normal(0, 3, (100, 1)) + random.normal(0, 1, (100, 20))
    best = int(alike.mean(axis=0).argmax())
    assert standings(alike)["worst_tenth"].argmax() != best
    assert not any(sure.any() for sure in surely_better(alike, best, 1).values())
