"""Curves over numbers: at right angles, blind to scale, and honest about what they were not learnt in."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.drivers.curves import FOLDS, curve, folds, foretold, foretold_together, learnt, levelled


def random(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    "values",
    [
        random().normal(size=200),
        random().integers(0, 3, 200).astype(float),
        random().integers(0, 12, 200).astype(float),
        np.repeat(random().normal(size=50), 4),
    ],
    ids=["even", "form", "whole numbers", "sets"],
)
def test_columns_are_centred_and_at_right_angles(values):
    columns = curve(values)
    assert columns.T @ columns == pytest.approx(np.eye(columns.shape[1]), abs=1e-9)
    assert columns.mean(axis=0) == pytest.approx(0.0, abs=1e-12)


def test_an_even_number_is_taken_by_cosines_that_begin_and_end_half_a_step_inside():
    """At right angles as they are (the discrete cosine transform, type II); the smoothest first."""
    place = (np.arange(50) + 0.5) / 50
    for most in (4, 8):
        wanted = np.cos(np.pi * np.outer(place, np.arange(1, most + 1))) * np.sqrt(2 / 50)
        found = curve(np.arange(50.0), most)
        assert found * np.sign(found[0]) == pytest.approx(wanted * np.sign(wanted[0]))
    assert curve(np.arange(50.0)).shape == (50, 8)


def test_a_number_that_does_not_differ_has_no_curve():
    assert curve(np.full(50, 0.3)).shape == (50, 0)
    assert curve(random().integers(0, 3, 50).astype(float)).shape == (50, 2)


def test_only_the_order_of_values_counts():
    values = random().uniform(1, 2, 100)
    assert curve(values) == pytest.approx(curve(np.exp(5 * values)))


def test_worlds_of_one_set_are_left_out_together():
    sets = np.repeat(np.arange(40), 3)
    fold = folds(sets)
    assert set(fold) == set(range(FOLDS))
    assert all(len(set(fold[sets == one])) == 1 for one in range(40))


@pytest.mark.parametrize("form", [np.sin, np.square, lambda x: (x > 0.4).astype(float)])
def test_what_a_number_does_is_foretold_in_worlds_it_was_not_learnt_in(form):
    values = random().uniform(-3, 3, 600)
    outcomes = form(values)[:, None] + random(2).normal(0, 0.1, (600, 1))
    expected = foretold(curve(values), outcomes, folds(np.arange(600)))
    assert np.corrcoef(expected[:, 0], form(values))[0, 1] > 0.95


@pytest.mark.slow
def test_a_number_that_does_nothing_has_no_curve_in_nearly_all_samples():
    bent = 0
    for seed in range(60):
        values, outcomes = random(seed).uniform(size=150), random(seed + 900).standard_t(3, (150, 1))
        bent += np.ptp(levelled(curve(values)) @ learnt(levelled(curve(values)), outcomes)) > 1e-9
    assert bent <= 8


def test_a_world_does_not_foretell_itself():
    values, outcomes = random().uniform(size=100), random(3).normal(size=(100, 1))
    changed = outcomes.copy()
    changed[7] += 1000.0
    fold = folds(np.arange(100))
    before, after = (foretold(curve(values), each, fold)[fold == fold[7]] for each in (outcomes, changed))
    assert before == pytest.approx(after)
    together = [curve(values), curve(random(4).uniform(size=100))]
    before, after = (foretold_together(together, each, fold)[fold == fold[7]] for each in (outcomes, changed))
    assert before == pytest.approx(after)


def test_many_numbers_add_up_and_inert_ones_are_held_back():
    drawn = random().uniform(size=(800, 40))
    truth = 3 * drawn[:, 0] + np.sin(6 * drawn[:, 1])
    outcomes = truth[:, None] + random(2).normal(0, 0.5, (800, 1))
    expected = foretold_together([curve(one) for one in drawn.T], outcomes, folds(np.arange(800)))
    assert np.corrcoef(expected[:, 0], truth)[0, 1] > 0.93


def test_numbers_that_do_nothing_are_held_back_nearly_to_the_level():
    drawn, outcomes = random().uniform(size=(120, 20)), random(2).normal(size=(120, 1))
    expected = foretold_together([curve(one) for one in drawn.T], outcomes, folds(np.arange(120)))
    assert expected.std() < 0.25


def test_what_one_world_alone_has_is_told_of_no_other():
    """Left out, it leaves a number that does not differ where it is learnt."""
    values = np.zeros(60)
    values[59] = 1.0
    expected = foretold_together([curve(values)], np.arange(60.0)[:, None], folds(np.arange(60)))
    assert np.isfinite(expected).all()
    assert expected[59, 0] == pytest.approx(np.delete(np.arange(60.0), np.arange(9, 60, 10)).mean())


def test_a_form_that_no_learning_world_has_does_no_harm():
    values = np.zeros(60)
    values[20:40] = 1.0
    values[59] = 2.0
    expected = foretold(curve(values), values[:, None] + 1.0, folds(np.arange(60)))
    assert np.isfinite(expected).all()
