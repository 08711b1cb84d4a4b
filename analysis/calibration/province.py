"""What tables of networks one province is likely to have, by what a few runs of a set left, compiled.

Counts vary less than Poisson ones, since a team visits so many organisations and no more: they are given the
distribution of Conway & Maxwell (1962), a Poisson one with a second number; Shmueli et al. (2005), Journal of the Royal
Statistical Society C 54. Given their count, networks take their forms independently (``docs/calibration.md`` has how
well both hold).
"""

from __future__ import annotations

import numpy as np
from numba import njit

import sim.compiling  # noqa: F401 - says where compiled code is kept

NEGLIGIBLE = 1e-6
"""Probability, beside that of the likeliest count, below which larger counts are left out."""
MOST = 400
compiled = njit(cache=True, nogil=True)


@compiled
def shape(rate: float, stiffness: float, least: int) -> np.ndarray:
    """Probabilities of 0, 1, … networks: each is that of one fewer by exp(``rate``) / n to the power ``stiffness``.

    They go as far as ``least``, and on until what is left out is negligible.
    """
    found = np.zeros(MOST + 1)
    top, log_chance, highest = 0, 0.0, 0.0
    while top < MOST:
        step = rate - stiffness * np.log(top + 1.0)
        if top >= least and step < 0.0 and log_chance + step < highest + np.log(NEGLIGIBLE):
            break
        top += 1
        log_chance += step
        found[top] = log_chance
        highest = max(highest, log_chance)
    chances = np.exp(found[: top + 1] - highest)
    return chances / chances.sum()


@compiled
def count_chances(mean: float, dispersion: float, least: int) -> np.ndarray:
    """(n + 1,) probabilities of 0 to n networks of that mean, their variance about ``dispersion`` times the mean.

    n is ``least`` or more. The rate is found by Newton's method from the usual approximation.
    """
    if mean <= 0.0:
        nothing = np.zeros(least + 1)
        nothing[0] = 1.0
        return nothing
    stiffness = 1.0 / dispersion
    rate = stiffness * np.log(max(1e-9, mean + (stiffness - 1.0) / (2.0 * stiffness)))
    chances = shape(rate, stiffness, least)
    for _ in range(30):
        counts = np.arange(len(chances))
        found = (chances * counts).sum()
        if abs(found - mean) < 1e-9 * (1.0 + mean):
            break
        spread = max(1e-12, (chances * counts * counts).sum() - found * found)
        rate += min(1.0, max(-1.0, (mean - found) / spread))
        chances = shape(rate, stiffness, least)
    return chances


@compiled
def likely_counts(means: np.ndarray, dispersion: float, least: int) -> np.ndarray:
    """(9, n + 1) probabilities of 0 to n networks in each province, by ``means`` (9, 3); n is ``least`` or more."""
    longest, found = least, np.zeros((len(means), MOST + 1))
    for p in range(len(means)):
        chances = count_chances(means[p].sum(), dispersion, least)
        found[p, : len(chances)] = chances
        longest = max(longest, len(chances) - 1)
    return found[:, : longest + 1]


@compiled
def chance_of_total(means: np.ndarray, dispersion: float, total: int) -> float:
    """Probability that all provinces have ``total`` networks together."""
    counts = likely_counts(means, dispersion, 0)
    reached = np.zeros(total + 1)
    reached[0] = 1.0
    for p in range(len(counts)):
        before, reached = reached, np.zeros(total + 1)
        for more in range(min(total + 1, counts.shape[1])):
            reached[more:] += counts[p, more] * before[: total + 1 - more]
    return float(reached[total])


@compiled
def likely_tables(means: np.ndarray, dispersion: float, sparse: float, least: int) -> tuple[np.ndarray, np.ndarray]:
    """Tables (m, 3) of one province, and their probabilities (9, m) in each, by ``means`` (9, 3) of its counts.

    ``sparse`` is added to each mean where forms are shared out, so that a form not seen in a few runs can be; all
    tables of up to ``least`` networks are among them.
    """
    counts = likely_counts(means, dispersion, least)
    provinces, longest = len(counts), counts.shape[1] - 1
    rows = np.zeros(((longest + 1) * (longest + 2) * (longest + 3) // 6, 3), np.int64)
    often, at = np.zeros((provinces, len(rows))), 0
    ways = np.ones(longest + 1)  # n!
    for n in range(1, longest + 1):
        ways[n] = ways[n - 1] * n
    shares = (means + sparse) / (means.sum(axis=1) + 3.0 * sparse).reshape(-1, 1)
    powers = np.ones((provinces, 3, longest + 1))
    for n in range(1, longest + 1):
        powers[:, :, n] = powers[:, :, n - 1] * shares
    for n in range(longest + 1):
        for area in range(n + 1):
            for business in range(n - area + 1):
                academic = n - area - business
                rows[at, 0], rows[at, 1], rows[at, 2] = area, business, academic
                split = ways[n] / (ways[area] * ways[business] * ways[academic])
                for p in range(provinces):
                    taken = powers[p, 0, area] * powers[p, 1, business] * powers[p, 2, academic]
                    often[p, at] = counts[p, n] * split * taken
                at += 1
    return rows, often
