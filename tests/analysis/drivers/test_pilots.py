"""What a pilot is worth: the closed form, by size, and never more than knowing exactly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from closed_forms import unit_normal_loss

from analysis.drivers.pilots import ALIKE, RELIABILITY, Design, by_part, pilots
from analysis.drivers.worth import everything, one

ERRORS = (4.0, 1.0, 0.5, 0.1)


def arms(seed, worlds=400, mean=0.3):
    random = np.random.default_rng(seed)
    theta, chance = random.normal(size=(2, worlds))
    outcomes = np.column_stack([np.zeros(worlds), mean + theta + chance])
    return theta, outcomes + 2 * random.normal(size=(worlds, 1))


def test_two_arms_have_the_closed_form():
    """Normal strength, normal error: a pilot is worth as much as a spread of 1 / √(1 + e²) known."""
    known = [unit_normal_loss(0.3, 1 / math.sqrt(1 + error**2)) for error in ERRORS]
    found = []
    for seed in range(12):
        theta, outcomes = arms(seed)
        found.append([size for (size,) in pilots(theta, [outcomes], np.arange(400), ERRORS, seed)])
    for nth, closed in enumerate(known):
        raw = np.array([each[nth].raw for each in found])
        errors = np.array([each[nth].error for each in found])
        assert raw.mean() == pytest.approx(closed, abs=0.03)
        assert (np.abs(raw - closed) <= 1.96 * errors + 0.01).mean() >= 0.8


def test_a_larger_pilot_is_worth_more_and_none_more_than_knowing():
    theta, outcomes = arms(3)
    found = [size for (size,) in pilots(theta, [outcomes], np.arange(400), ERRORS, 1)]
    worths = [each.raw for each in found]
    assert worths == sorted(worths)
    (exact,) = one(theta, [outcomes], np.arange(400))
    assert worths[-1] == pytest.approx(exact.raw, abs=0.02)
    assert worths[-1] <= everything(outcomes, np.arange(400)).raw
    assert found[0].changes < found[-1].changes


@pytest.mark.slow
def test_a_pilot_of_what_does_nothing_is_worth_nothing():
    false = 0
    for seed in range(60):
        _, outcomes = arms(seed, worlds=200, mean=0.05)
        inert = np.random.default_rng(seed + 300).uniform(size=200)
        ((found,),) = pilots(inert, [outcomes], np.arange(200), [0.1], seed)
        false += found.raw > 1.645 * found.error
    assert false <= 7


def test_a_strength_that_is_known_already_teaches_nothing():
    _, outcomes = arms(1)
    ((found,),) = pilots(np.full(400, 0.5), [outcomes], np.arange(400), [0.1], 1)
    assert (found.value, found.changes) == (0.0, 0.0)


def test_the_same_seed_plays_the_same_results():
    theta, outcomes = arms(2)
    first, again, other = (pilots(theta, [outcomes], np.arange(400), [1.0], seed) for seed in (0, 0, 1))
    assert first == again != other


def test_belief_after_a_result_is_that_of_bayes():
    """Normal prior and error: the expected strength is shrunk by 1 / (1 + e²)."""
    strength = np.random.default_rng(1).normal(size=20_000)
    shown = np.array([-1.5, 0.0, 1.0])
    design, fold = np.column_stack([np.ones(20_000), strength]), np.arange(20_000) % 10
    likely, weighed = by_part(shown, strength, design, fold, 0.7).sum(axis=-2).T
    assert weighed / likely == pytest.approx(shown / (1 + 0.49), abs=0.03)
    far = by_part(np.array([1e6]), strength, design, fold, 0.1)
    assert np.isfinite(far).all() and (far[..., 0] > 0).all()  # however unlikely a result, something is made of it


def test_the_error_of_a_pilot_by_hand():
    single = Design(units=50, provinces=50, seen=1.0)
    assert single.error == pytest.approx(math.sqrt(2 / 50 / RELIABILITY))
    grouped = Design(units=60, provinces=3, seen=1.0)
    assert grouped.error == pytest.approx(math.sqrt(2 / 60 * (1 + 19 * ALIKE) / RELIABILITY))
    assert Design(60, 3, 0.5).error == pytest.approx(2 * grouped.error)


def test_more_units_of_the_same_provinces_teach_ever_less():
    errors = [Design(units, 3, 1.0).error for units in (15, 60, 240, 10**6)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] == pytest.approx(math.sqrt(2 * ALIKE / 3 / RELIABILITY), rel=1e-3)


def test_however_worlds_are_parted_their_weights_add_up_to_the_same():
    strength = np.random.default_rng(2).normal(size=60)
    design, shown = np.column_stack([np.ones(60), strength]), np.array([0.0, 3.0])
    parted, whole = (
        by_part(shown, strength, design, fold, 0.2).sum(axis=-2) for fold in (np.arange(60) % 4, np.zeros(60, np.int64))
    )
    assert parted == pytest.approx(whole)
