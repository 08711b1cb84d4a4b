"""Where something happens: a planted box, a published example, and nothing where nothing is."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.drivers.boxes import MOST, Limit, _best_peel, find, tried, within
from analysis.drivers.curves import folds


def drawn(worlds, numbers, seed=1):
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.uniform(size=(worlds, numbers)), columns=[f"n{nth}" for nth in range(numbers)])


def planted(worlds=500, numbers=60, seed=1):
    """It happens in 85 % of the worlds in a box, and in 10 % elsewhere."""
    taken = drawn(worlds, numbers, seed)
    inside = (taken["n3"] < 0.4) & (taken["n7"] > 0.5)
    chance = np.random.default_rng(seed + 100).random(worlds)
    return taken, np.where(inside, chance < 0.85, chance < 0.1)


def test_a_planted_box_is_found_among_sixty_numbers():
    taken, happens = planted()
    found = tried(taken, happens, folds(np.arange(500)))
    limits = {one.number: one for one in found.box.limits}
    assert set(limits) == {"n3", "n7"}
    assert limits["n3"].high == pytest.approx(0.4, abs=0.06) and math.isinf(limits["n3"].low)
    assert limits["n7"].low == pytest.approx(0.5, abs=0.06) and math.isinf(limits["n7"].high)
    assert found.clear and 0.6 < found.density <= found.box.density
    assert found.box.coverage > 0.6 and found.box.base == pytest.approx(happens.mean())


def test_the_example_of_the_published_package():
    """x1 x2 + 0.2 x3 > 0.5 (README of the PRIM of Hadka and Kwakkel): x1 and x2 are high, x3 hardly matters."""
    taken = drawn(1000, 3, 5).set_axis(["x1", "x2", "x3"], axis=1)
    happens = (taken["x1"] * taken["x2"] + 0.2 * taken["x3"] > 0.5).to_numpy()
    found = tried(taken, happens, folds(np.arange(1000)))
    limits = {one.number: one for one in found.box.limits}
    assert {"x1", "x2"} <= set(limits)
    assert all(0.4 < limits[name].low < 0.75 for name in ("x1", "x2"))
    assert found.box.density > 0.7 and found.box.coverage > 0.75 and found.clear


def test_figures_of_a_box_are_counts_of_its_worlds():
    taken, happens = planted(300, 10)
    box = find(taken, happens)
    inside = within(box.limits, taken)
    assert box.mass == pytest.approx(inside.mean())
    assert box.density == pytest.approx(happens[inside].mean())
    assert box.coverage == pytest.approx(happens[inside].sum() / happens.sum())
    assert len(box.limits) <= MOST


@pytest.mark.slow
def test_where_nothing_is_a_box_is_seldom_called_better_than_chance():
    false = 0
    for seed in range(60):
        taken = drawn(120, 6, seed)
        happens = np.random.default_rng(seed + 1000).random(120) < 0.3
        false += tried(taken, happens, folds(np.arange(120))).clear
    assert false <= 7  # 5 %, and what chance adds to it


def test_a_box_that_only_fits_its_own_worlds_is_told_by_the_others():
    taken, happens = drawn(150, 40, 3), np.random.default_rng(4).random(150) < 0.3
    found = tried(taken, happens, folds(np.arange(150)))
    assert found.box.density > found.box.base + 0.03  # as if it were something
    assert not found.clear and found.density < found.box.density


@pytest.mark.parametrize("always", [True, False])
def test_what_happens_always_or_never_has_no_box(always):
    taken, happens = drawn(120, 4), np.full(120, always)
    found = tried(taken, happens, folds(np.arange(120)))
    assert found.box.limits == () and not found.clear
    assert (found.box.base, found.coverage, found.p) == (float(always), 0.0, 1.0)


def test_a_bound_on_both_sides_is_one_limit():
    taken = drawn(800, 5)
    happens = ((taken["n1"] > 0.35) & (taken["n1"] < 0.65)).to_numpy()
    (limit,) = find(taken, happens).limits
    assert limit.number == "n1"
    assert (limit.low, limit.high) == pytest.approx((0.35, 0.65), abs=0.06)


@pytest.mark.parametrize(("low", "high"), [(-math.inf, 0.4), (0.7, math.inf), (0.35, 0.65)])
def test_what_happens_in_a_box_and_nowhere_else_has_that_box(low, high):
    """To the world: its outermost ones are its ends, and every world that was left out is told rightly but at these."""
    taken = drawn(400, 8)
    values = taken["n2"].to_numpy()
    happens = (values >= low) & (values <= high)
    found = tried(taken, happens, folds(np.arange(400)))
    ends = values[happens].min() if math.isfinite(low) else low, values[happens].max() if math.isfinite(high) else high
    assert found.box == ((Limit("n2", *ends),), happens.mean(), happens.mean(), 1.0, 1.0)
    assert found.density == 1.0 and found.coverage >= 1.0 - 2 / happens.sum()
    assert found.clear and found.p < 1e-60


def test_of_few_values_all_worlds_of_one_are_inside_or_outside():
    taken = drawn(300, 3).assign(n1=np.arange(300) % 5)
    found = find(taken, (taken["n1"] >= 3).to_numpy())
    assert found == ((Limit("n1", 3.0, math.inf),), 0.4, 0.4, 1.0, 1.0)


@pytest.mark.parametrize(("happens", "side", "bound"), [(np.arange(20) > 9, 0, 2.0), (np.arange(20) < 10, 1, 17.0)])
def test_as_many_worlds_are_peeled_off_on_either_side(happens, side, bound):
    """The lowest twentieth of 0 to 19 ends between 0 and 1, the highest between 18 and 19: two worlds go."""
    found = _best_peel(np.arange(20.0)[:, None], happens, np.ones(20, bool))
    assert found is not None and found[:3] == (side, 0, bound) and found[3].sum() == 18


def test_bounds_are_values_that_worlds_took_and_lie_inside():
    taken, happens = planted(300, 10)
    for limit in find(taken, happens).limits:
        ends = [end for end in (limit.low, limit.high) if math.isfinite(end)]
        assert all(end in taken[limit.number].to_numpy() for end in ends)


def test_without_limits_no_world_is_inside():
    assert not within((), drawn(10, 2)).any()
    assert within((Limit("n0", -math.inf, math.inf),), drawn(10, 2)).all()
