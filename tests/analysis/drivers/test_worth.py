"""What knowing is worth: closed forms, no worth of what is inert, and never more than knowing everything."""

from __future__ import annotations

import math

import numpy as np
import pytest
from closed_forms import unit_normal_loss

from analysis.drivers.worth import (
    Worth,
    at_the_mean,
    everything,
    gained,
    mean_worth,
    one,
    several,
    with_learning,
)

WORLDS = np.arange(500)


def two_arms(seed, worlds=500, mean=0.3):
    """What is gained over doing nothing is mean + θ + 0.8 φ + chance; the luck of the world moves both."""
    random = np.random.default_rng(seed)
    theta, phi, chance = random.normal(size=(3, worlds))
    outcomes = np.column_stack([np.zeros(worlds), mean + theta + 0.8 * phi + chance])
    return theta, phi, outcomes + 3 * random.normal(size=(worlds, 1))


@pytest.mark.slow
def test_two_arms_have_the_closed_form():
    known, both = unit_normal_loss(0.3, 1.0), unit_normal_loss(0.3, math.hypot(1.0, 0.8))
    found, pairs = [], []
    for seed in range(60):
        theta, phi, outcomes = two_arms(seed)
        found += one(theta, [outcomes], WORLDS)
        pairs += several([theta, phi], [outcomes], WORLDS)
    for worths, closed in ((found, known), (pairs, both)):
        raw, errors = np.array([each.raw for each in worths]), np.array([each.error for each in worths])
        assert raw.mean() == pytest.approx(closed, abs=0.02)
        assert 0.75 < ((raw - closed) / errors).std() < 1.3  # stated errors are those that samples differ by
        assert (np.abs(raw - closed) < 1.96 * errors).mean() > 0.85


def test_three_arms_have_the_closed_form():
    """Gains N(0.4, 1) and N(0.1, 1) beside nothing: E max(0, X, Y) is the integral of 1 − Φ Φ above 0."""
    grid = np.linspace(0, 9, 4001)
    first, second = (0.5 * (1 + np.vectorize(math.erf)((grid - mean) / math.sqrt(2))) for mean in (0.4, 0.1))
    closed = float(np.trapezoid(1 - first * second, grid)) - 0.4
    found = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        drawn = random.normal(size=(2, 500))
        outcomes = np.column_stack([np.zeros(500), 0.4 + drawn[0], 0.1 + drawn[1]]) + random.normal(size=(500, 3))
        found += several(list(drawn), [outcomes], WORLDS)
    raw, errors = np.array([each.raw for each in found]), np.array([each.error for each in found])
    assert raw.mean() == pytest.approx(closed, abs=0.05)
    assert (np.abs(raw - closed) < 1.96 * errors).mean() > 0.8


@pytest.mark.slow
def test_what_is_inert_is_worth_nothing_in_nearly_all_samples():
    false = 0
    for seed in range(200):
        _, _, outcomes = two_arms(seed, mean=0.05)
        inert = np.random.default_rng(seed + 7000).uniform(size=500)
        (found,) = one(inert, [outcomes], WORLDS)
        assert found.value >= 0.0
        false += found.raw > 1.645 * found.error
    assert false <= 14  # 5 % of 200, and what chance adds to it


def test_groups_of_inert_numbers_are_worth_nothing_either():
    false = negative = 0
    for seed in range(20):
        _, _, outcomes = two_arms(seed, worlds=150, mean=0.05)
        inert = np.random.default_rng(seed + 7000).uniform(size=(8, 150))
        (found,) = several(list(inert), [outcomes], np.arange(150))
        false += found.raw > 1.645 * found.error > 0
        negative += found.raw < -3.0 * found.error
    assert false <= 3 and negative <= 1


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_worth_more_than_everything(seed):
    theta, phi, outcomes = two_arms(seed, worlds=150)
    sets = np.arange(150)
    ceiling = everything(outcomes, sets).raw
    for found in (*one(theta, [outcomes], sets), *several([theta, phi], [outcomes], sets)):
        assert found.raw <= ceiling and found.value >= 0.0


def test_two_halves_agree_within_their_errors():
    """Also where a curve is found in one half and not in the other, which the spread over worlds does not tell."""
    apart, errors = [], []
    for seed in range(20):
        random = np.random.default_rng(seed)
        theta = random.normal(size=2000)
        outcomes = 0.1 * theta[:, None] * np.linspace(-1, 1, 6) + random.normal(size=(2000, 6))
        halves = [one(theta[half], [outcomes[half]], np.arange(1000))[0]
                  for half in (slice(0, 1000), slice(1000, None))]  # fmt: skip
        apart.append(abs(halves[0].raw - halves[1].raw))
        errors.append(math.hypot(halves[0].error, halves[1].error))
    assert np.mean(np.array(apart) <= 1.96 * np.array(errors)) >= 0.9
    assert np.mean(errors) < 2.0 * np.sqrt(np.mean(np.square(apart)))  # nor so wide that they say nothing


def test_a_number_that_changes_no_choice_is_worth_nothing():
    theta, _, outcomes = two_arms(1, mean=50.0)
    (found,) = one(theta, [outcomes], WORLDS)
    assert (found.value, found.error, found.upper) == (0.0, 0.0, 0.0)


def test_what_is_known_already_is_worth_nothing():
    _, _, outcomes = two_arms(1)
    assert one(np.full(500, 2.0), [outcomes], WORLDS) == [Worth(0.0, 0.0, 0.0, 0.0)]


def test_an_interaction_that_reverses_a_choice_is_found():
    """Of two numbers, only what both do together counts: neither by itself is worth anything."""
    random = np.random.default_rng(5)
    first, second = random.choice([-1.0, 1.0], (2, 500))
    outcomes = np.column_stack([np.zeros(500), first * second + 0.2 * random.normal(size=500)])
    (alone,) = one(first, [outcomes], WORLDS)
    (both,) = one(first + 2 * second, [outcomes], WORLDS)  # a number that tells the four cases apart
    assert alone.raw < 0.1 and both.raw == pytest.approx(0.5, abs=0.1)


def test_sorts_of_outcomes_are_told_apart():
    theta, _, outcomes = two_arms(2)
    plain, dear = one(theta, [outcomes, outcomes - np.array([0.0, 50.0])], WORLDS)
    assert plain.raw > 0.1 and dear.raw == 0.0
    assert plain == one(theta, [outcomes], WORLDS)[0]


def test_worlds_of_one_set_count_as_one():
    theta, _, outcomes = two_arms(4, worlds=200)
    (single,) = one(theta, [outcomes], np.arange(200))
    thrice = np.repeat(np.arange(200), 3)
    (copies,) = one(theta[thrice], [outcomes[thrice]], thrice)
    assert copies.error == pytest.approx(single.error, rel=0.25)


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0.0, 0.05])
def test_policies_that_are_nearly_level_make_no_worth_of_their_own(mean):
    """A weak number beside a tie: its worth is not overstated, and its error is that by which samples differ."""
    closed = unit_normal_loss(mean, 0.5)
    raw, off = [], []
    for seed in range(60):
        random = np.random.default_rng(seed)
        theta, phi = random.normal(size=(2, 500))
        outcomes = np.column_stack([np.zeros(500), mean + 0.5 * theta + phi])
        (found,) = one(theta, [outcomes], WORLDS)
        raw.append(found.raw)
        off.append((found.raw - closed) / found.error)
    assert closed - 0.05 < np.mean(raw) < closed + 0.02
    assert np.std(off) < 1.25 and np.mean(np.array(off) > 1.96) < 0.05


def test_what_is_expected_is_told_about_the_mean_of_all_worlds():
    outcomes, fold = np.arange(20.0)[:, None], np.arange(20) % 10
    learnt = np.array([outcomes[fold != part].mean() for part in fold])[:, None]
    assert at_the_mean(learnt, outcomes, fold) == pytest.approx(np.full((20, 1), outcomes.mean()))


def test_what_came_of_a_choice_is_counted_by_hand():
    outcomes = np.array([[0.0, 1.0], [0.0, -1.0], [0.0, 3.0], [0.0, 5.0]] * 5)
    found = gained(outcomes, np.array([1, 0, 1, 1] * 5), np.arange(20))
    assert found.raw == pytest.approx(0.25) and found.changes == pytest.approx(0.25)


def test_a_whole_is_worth_what_its_best_clear_part_is():
    whole, part = Worth(0.1, 0.1, 0.2, 0.1), Worth(0.4, 0.1, 0.5, 0.4)
    assert whole.holding([part], [True]).value == 0.4
    told = whole.holding([part], [False])
    assert told.value == 0.1 and told.upper == part.upper > whole.upper
    assert told.within(0.3).upper == 0.3 and part.within(0.3).value == 0.3


def test_the_error_of_a_mean_by_hand():
    """Gains 0 and -1 about their mean in the first set, 1 and 0 in the second: two sums of one, of four worlds."""
    found = mean_worth(np.array([1.0, 0.0, 2.0, 1.0]), np.array([True, False, True, True]), np.array([0, 0, 1, 1]))
    assert found == Worth(1.0, math.sqrt(2.0 * 2 / 1) / 4, 0.75, 1.0)
    lost = mean_worth(np.array([-3.0, -1.0]), np.array([True, True]), np.array([0, 1]))
    assert (lost.value, lost.raw, lost.error) == (0.0, -2.0, 1.0)


def test_leaving_parts_out_tells_the_error_of_a_mean():
    """Of what is learnt nowhere the error is the usual one, by the means of the ten parts."""
    errors, usual = [], []
    for seed in range(30):
        values, fold = np.random.default_rng(seed).normal(size=200), np.arange(200) % 10
        (found,) = with_learning(lambda rows, of=values: [Worth(0.0, 9.0, 0.0, of[rows].mean())], fold)
        errors.append(found.error)
        usual.append(values.std() / math.sqrt(200))
        assert (found.freedom, found.raw) == (9.0, values.mean())
    assert np.mean(np.square(errors)) == pytest.approx(np.mean(np.square(usual)), rel=0.3)
    few = with_learning(lambda rows: [Worth(0.0, 9.0, 0.0, 1.0)], np.arange(200) % 4)
    assert few[0].error == 9.0  # too few parts to leave three out
