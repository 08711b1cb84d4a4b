"""Weighted samples, priors, refinement and what is called learnt, against cases that can be worked out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from analysis.calibration.learning import Learnt, directions, learnt, overlap, overlap_by_chance, verdict
from analysis.calibration.priors import NAMES, points, unit_of, values
from analysis.calibration.refinement import DEFENSIVE, Proposal, log_mixture, proposal
from analysis.calibration.weights import (
    effective_size,
    error_of_mean,
    error_of_spread,
    mean,
    normalised,
    quantiles,
    resampled,
    share_below,
    spread,
)
from sim.draws import PRIORS
from sim.parameters import BY_NAME

# Priors


def test_priors_lie_within_what_is_declared():
    for name, prior in PRIORS.items():
        assert BY_NAME[name].low <= prior.low < prior.high <= BY_NAME[name].high
        assert prior.low <= BY_NAME[name].default <= prior.high
        assert prior.shape in ("log", "even", "form")
        assert (prior.shape == "form") == bool(BY_NAME[name].forms)


def test_points_and_values_are_each_others_inverse():
    unit = points(100, 1)
    form = np.array([prior.shape == "form" for prior in PRIORS.values()])
    assert unit_of(values(unit))[:, ~form] == pytest.approx(unit[:, ~form], abs=1e-9)
    assert values(unit_of(values(unit))) == pytest.approx(values(unit))  # of a form, the middle of its part
    for column, prior in zip(values(unit).T, PRIORS.values()):
        if prior.shape == "form":
            assert set(column) == set(np.arange(prior.low, prior.high + 1))
    row = values(np.full((1, len(NAMES)), 0.3))[0]
    assert row == pytest.approx([prior.at(0.3) for prior in PRIORS.values()])


def test_points_fill_the_cube_and_hang_on_the_seed_alone():
    unit = points(1024, 3)
    assert (unit == points(1024, 3)).all() and not (unit == points(1024, 4)).any()
    assert (points(300, 3) == unit[:300]).all()
    counts = np.array([np.histogram(column, 32, (0, 1))[0] for column in unit.T])
    assert (counts == 32).all()


# Weights


def test_effective_size_of_even_and_of_lone_weights():
    assert effective_size(np.full(50, 0.02)) == pytest.approx(50)
    assert effective_size(np.eye(50)[3]) == pytest.approx(1)
    assert effective_size(np.zeros(50)) == 0.0
    assert normalised(np.full(3, -np.inf)).tolist() == [0, 0, 0]
    assert normalised(np.array([-1000.0, -1000.0, -np.inf])).tolist() == [0.5, 0.5, 0]


def test_monte_carlo_errors_are_the_errors_there_are():
    means, deviations, errors, errors2 = [], [], [], []
    for seed in range(400):
        x = np.random.default_rng(seed).random(1500)
        weights = normalised(-0.5 * ((x - 0.3) / 0.15) ** 2)
        means.append(mean(x, weights))
        deviations.append(spread(x, weights))
        errors.append(error_of_mean(x, weights))
        errors2.append(error_of_spread(x, weights))
    assert np.std(means) == pytest.approx(np.mean(errors), rel=0.12)
    assert np.std(deviations) == pytest.approx(np.mean(errors2), rel=0.12)


def test_quantiles_by_weight():
    x, weights = np.array([3.0, 1.0, 2.0, np.nan]), np.array([0.5, 0.2, 0.1, 0.2])
    assert quantiles(x, weights, [0.0, 0.25, 0.3, 0.5, 1.0]).tolist() == [1, 1, 2, 3, 3]
    assert np.isnan(quantiles(x[3:], weights[3:], [0.5])).all()


def test_the_share_below_one_more_draw_is_even():
    rng = np.random.default_rng(1)
    places = [share_below(rng.poisson(3, 400).astype(float), np.full(400, 1 / 400), rng.poisson(3), rng.random())
              for _ in range(2000)]  # fmt: skip
    assert np.histogram(places, 10, (0, 1))[0] == pytest.approx(200, abs=4.5 * math.sqrt(200))


def test_no_share_is_more_than_all_however_weights_add_up():
    for seed in range(50):
        weights = np.random.default_rng(seed).random(37)
        assert 0.999999 < share_below(np.arange(37.0) % 2, weights, 1.0, 1.0) <= 1.0


def test_resampling_is_even():
    weights = np.array([0.5, 0.25, 0.25, 0.0])
    for seed in range(20):
        assert np.bincount(resampled(weights, 8, np.random.default_rng(seed)), minlength=4).tolist() == [4, 2, 2, 0]


# Refinement


def bell(unit):
    """Log-likelihood of a narrow ridge across three parameters."""
    scores = ndtri(unit[:, 7:10])
    return -0.5 * ((scores.sum(axis=1) - 2.5) / 0.25) ** 2


def test_a_proposals_density_is_that_of_its_points():
    one = Proposal(np.array([0.7, 0.0]), np.array([[0.5, 0.3], [0.3, 0.8]]))
    unit = np.random.default_rng(1).random((400_000, 2))
    assert np.exp(one.log_density(unit)).mean() == pytest.approx(1.0, abs=0.01)
    rng = np.random.default_rng(2)
    drawn = ndtr(one.centre + rng.standard_normal((300_000, 2)) @ np.linalg.cholesky(one.covariance).T)
    box = (unit[:, 0] > 0.6) & (unit[:, 1] < 0.5)
    inside = np.mean((drawn[:, 0] > 0.6) & (drawn[:, 1] < 0.5)) * (1 - DEFENSIVE) + DEFENSIVE * 0.2
    assert (np.exp(one.log_density(unit)) * box).mean() == pytest.approx(inside, abs=0.01)


def test_refining_gains_draws_and_changes_no_answer():
    first = points(2048, 1)
    weights = normalised(bell(first))
    ahead = proposal(first, weights)
    unit = np.concatenate([first, ahead.draw(2048, 2)])
    refined = normalised(bell(unit) - log_mixture(unit, 2048, [(ahead, 2048)]))
    assert effective_size(refined) > 4 * effective_size(weights)
    large = points(2**17, 5)
    exact = normalised(bell(large))
    error = np.hypot(error_of_mean(unit, refined), error_of_mean(large, exact))
    assert (np.abs(mean(unit, refined) - mean(large, exact)) < 4 * error).all()
    assert spread(unit, refined) == pytest.approx(spread(large, exact), rel=0.08)


def test_directions_of_which_nothing_is_known_stay_as_in_the_prior():
    unit = points(4096, 1)
    ahead = proposal(unit, normalised(bell(unit)))
    others = [place for place in range(len(NAMES)) if not 7 <= place < 10]
    assert np.mean(ahead.centre[others] == 0.0) > 0.8
    assert np.abs(ahead.covariance[np.ix_(others, [7, 8, 9])]).max() < 0.6


def grid(shift, variance):
    """400 points of two parameters, exactly uncorrelated: the scores of the first so far off and so wide."""
    steps = ndtri((np.arange(20) + 0.5) / 20)
    steps /= steps.std()
    return ndtr(np.column_stack([np.repeat(shift + math.sqrt(variance) * steps, 20), np.tile(steps, 20)]))


@pytest.mark.parametrize(
    ("shift", "variance", "centre", "width"),
    [
        (0.11, 1.0, 0.11, 1.3),  # 2.2 standard errors of 1 / sqrt(400): looked at there, a little wider
        (-0.11, 1.0, -0.11, 1.3),
        (0.09, 1.0, 0.0, 1.0),
        (0.0, 1.15, 0.0, 1.3 * 1.15),  # the error of a variance is sqrt(2) times as large
        (0.0, 1.13, 0.0, 1.0),
        (0.0, 0.85, 0.0, 1.3 * 0.85),
    ],
)
def test_what_chance_could_explain_is_taken_for_nothing(shift, variance, centre, width):
    ahead = proposal(grid(shift, variance), np.full(400, 1 / 400))
    assert ahead.centre == pytest.approx([centre, 0.0], abs=1e-9)
    assert ahead.covariance == pytest.approx(np.diag([width, 1.0]), abs=1e-9)


def test_the_corners_of_the_prior_have_a_density_too():
    one = Proposal(np.zeros(2), np.eye(2))
    assert one.log_density(np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.3, 0.9]])) == pytest.approx([0.0] * 4)


# Learning


def test_what_nobody_looked_at_is_not_called_learnt():
    claims = 0
    for seed in range(30):
        unit = points(4096, seed)
        found = learnt(unit, normalised(bell(unit)))
        claims += sum(one.verdict != "prior" for one in found if one.name not in NAMES[7:10])
        assert all(one.verdict != "prior" for one in found if one.name in NAMES[7:10])
    assert claims <= 2  # of 450


def test_what_is_narrow_is_learnt_and_said_so_only_when_chance_cannot_explain_it():
    assert verdict(0.3, 0.02, 0.0, 0.1) == "learnt"
    assert verdict(0.65, 0.03, 0.0, 0.1) == "partly"
    assert verdict(0.9, 0.03, 0.0, 0.1) == "prior"
    assert verdict(1.0, 0.01, 0.5, 0.05) == "partly"


def test_overlap_of_an_even_spread_is_what_chance_says():
    rng = np.random.default_rng(1)
    found = [overlap(rng.random(300), np.full(300, 1 / 300)) for _ in range(300)]
    assert np.mean(found) == pytest.approx(overlap_by_chance(300), abs=0.005)
    assert overlap(np.full(9, 0.01), np.full(9, 1 / 9)) == pytest.approx(1 / 8)


def test_the_direction_learnt_most_comes_first():
    unit = points(8192, 2)
    variances, vectors = directions(unit, normalised(bell(unit)))
    assert variances[0] < 0.15 and variances[1] > 0.6
    assert np.abs(vectors[7:10, 0]) == pytest.approx(3**-0.5, abs=0.1)


def test_a_verdict_comes_with_its_figures():
    unit = points(512, 1)
    one = learnt(unit, np.full(512, 1 / 512))[0]
    assert isinstance(one, Learnt)
    assert (one.name, one.verdict) == (NAMES[0], "prior")
    assert one.contraction == pytest.approx(1.0, abs=0.01) and one.shift == pytest.approx(0.0, abs=0.01)
