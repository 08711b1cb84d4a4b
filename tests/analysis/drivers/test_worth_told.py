"""What is told of a worth: clear or not, with an interval that picking the largest is paid for in, and how large it may
be where nothing of it is found."""

from __future__ import annotations

import numpy as np
import pytest
from closed_forms import unit_normal_loss

from analysis.drivers.unseen import normal_loss, share_unseen, unseen
from analysis.drivers.worth import Worth, clear, one
from analysis.effects.statistics import errors_to_end, t_quantile

MANY = 520
"""About as many as are told at once: 130 numbers at 4 willingnesses to pay."""
NONE = Worth(0.0, 0.0, 0.0, 0.0)


def samples(count, worlds, slope, lead, noise):
    """What is found of a number that is worth something in as many samples of two policies."""
    for seed in range(count):
        random = np.random.default_rng(seed)
        theta, chance = random.normal(size=(2, worlds))
        outcomes = np.column_stack([np.zeros(worlds), lead + slope * theta + noise * chance])
        yield one(theta, [outcomes], np.arange(worlds))[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "worlds", "slope", "lead", "noise", "fewest"),
    [(150, 500, 0.6, 0.3, 2.0, 10), (150, 200, 1.0, 0.4, 2.5, 5), (60, 500, 1.0, 0.3, 1.5, 40)],
)
def test_of_what_is_clear_the_interval_holds_the_truth(count, worlds, slope, lead, noise, fewest):
    """Given clear, among as many as are told at once: what is told is too large, its interval does not miss for it."""
    closed, others = unit_normal_loss(lead, slope), dict.fromkeys(range(MANY - 1), NONE)
    held = [clear({**others, "it": found}) for found in samples(count, worlds, slope, lead, noise)]
    told = [one["it"] for one in held if "it" in one]
    assert len(told) >= fewest
    assert np.mean([each.lower <= closed <= each.upper for each in told]) >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize(
    ("worlds", "slope", "lead", "noise"), [(100, 0.5, 0.3, 1.5), (100, 1.0, 0.7, 3.0), (500, 0.3, 0.2, 1.5)]
)
def test_the_upper_end_of_what_is_not_found_is_seldom_below_the_truth(worlds, slope, lead, noise):
    """Samples in which the curve is not chosen say that it may be worth what would go unseen, not nothing."""
    closed = unit_normal_loss(lead, slope)
    uppers = [found.upper for found in samples(100, worlds, slope, lead, noise)]
    assert np.mean(np.array(uppers) < closed) <= 0.06
    assert np.median(uppers) < 5.0 * closed  # nor so far above it that it says nothing


def test_a_number_of_which_nothing_is_found_may_be_worth_what_goes_unseen():
    random = np.random.default_rng(3)
    inert, outcomes = random.normal(size=100), np.column_stack([np.zeros(100), 0.3 + 1.5 * random.normal(size=100)])
    (found,) = one(inert, [outcomes], np.arange(100))
    assert (found.raw, found.error) == (0.0, 0.0)
    assert found.upper == unseen(outcomes, 100) > 0.05
    (shared,) = one(inert[np.arange(100) // 2], [outcomes], np.arange(100) // 2)
    assert shared.least > found.least  # fifty values tell less than a hundred


def test_what_goes_unseen_by_hand():
    outcomes = np.column_stack([np.zeros(400), np.tile([-2.0, 2.0], 200) - 0.5, np.full(400, -9.0)])
    share = (np.sqrt(np.log(360)) + 1.959964) ** 2 / 360
    assert share_unseen(400) == pytest.approx(share, rel=1e-6)
    assert unseen(outcomes, 400) == pytest.approx(unit_normal_loss(0.5 - 2 / 20, 2 * np.sqrt(share)), rel=1e-6)
    assert unseen(outcomes, 400, shown=0.25) == pytest.approx(unit_normal_loss(0.4, np.sqrt(share)), rel=1e-6)
    assert unseen(outcomes[:, :1], 400) == 0.0 == normal_loss(0.3, 0.0)


def test_what_goes_unseen_is_found_in_nearly_all_samples():
    """A straight dependence that accounts for that share; what is found moves the choice."""
    share = share_unseen(200)
    found = samples(60, 200, np.sqrt(share), 0.0, np.sqrt(1.0 - share))
    assert np.mean([each.error > 0.0 for each in found]) >= 0.95


def test_the_clear_ones_are_held_to_a_level_for_all_of_them():
    sure, maybe = Worth(1.0, 0.2, 0.5, 1.0), Worth(0.5, 0.2, 0.5, 0.5)
    assert set(clear({"sure": sure, "maybe": maybe})) == {"sure", "maybe"}
    (told,) = clear({"sure": sure, "maybe": maybe, **{f"n{nth}": NONE for nth in range(MANY - 2)}}).values()
    reach = errors_to_end(1 - 0.05 / MANY)
    assert (told.lower, told.upper) == pytest.approx((1.0 - 0.2 * reach, 1.0 + 0.2 * reach))
    assert reach > 1.9 * errors_to_end()


def test_the_interval_of_few_refits_is_wider_and_never_below_nothing():
    assert Worth(0.0, 0.1, 0.2, -1.0).upper == 0.0
    assert Worth(0.5, 0.1, 0.2, 0.5).upper == pytest.approx(0.5 + 1.96 * 0.1, abs=1e-3)
    few = Worth(0.5, 0.1, 0.2, 0.5, freedom=9.0)
    assert few.upper == pytest.approx(0.5 + 0.1 * t_quantile(0.975, 9)) and few.lower == pytest.approx(0.274, abs=1e-3)
    (found,) = samples(1, 100, 1.0, 0.3, 1.0)
    assert found.freedom == 9.0  # ten parts
