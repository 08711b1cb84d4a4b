"""How well experts knew what is known: calibration and information on seed questions, and weights that follow.

The classical model: Cooke (1991), *Experts in Uncertainty*, chapter 12, with three values a question and weights that
are the same for all questions. There is no cut-off: with the few seeds of a workshop the level at which an expert would
be dropped is itself a guess, and calibration weighs down by powers of ten as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

EXPECTED = np.array([0.05, 0.45, 0.45, 0.05])
"""How often a truth should lie below low, up to likely, up to high, and above it."""
ENOUGH = 8
"""Seed questions, of which fewer weigh experts by luck as much as by knowledge."""
OVERSHOOT = 0.1
"""By how much of its width the range of all answers to a question is widened for the background measure."""


class Score(NamedTuple):
    """How an expert did: truths from low to high, ends included; calibration, information (nats), weight (0 to 1)."""

    within: int
    calibration: float
    information: float
    weight: float


def scores(answers: np.ndarray, truths: Sequence[float]) -> list[Score]:
    """The score of each expert; the weights, calibration times information, add up to 1.

    Parameters
    ----------
    answers
        (experts, seeds, 3): low, likely, high, each above the one before.
    truths
        (seeds,)
    """
    known = np.asarray(truths, float)
    counts = np.array([_counted(own, known) for own in answers])
    within = ((answers[..., 0] <= known) & (known <= answers[..., 2])).sum(axis=1)
    right = [calibration(each) for each in counts]
    told = information(answers, known)
    worth = np.array(right) * told
    total = float(worth.sum())
    weights = worth / total if total > 0.0 else np.full(len(worth), math.nan)
    return [
        Score(int(count), level, float(nats), float(weight))
        for count, level, nats, weight in zip(within, right, told, weights)
    ]


def _counted(own: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """(4,) in which of the four parts the truths lie; one that is hit exactly counts below."""
    parts = (own < truths[:, None]).sum(axis=1)
    return np.bincount(parts, minlength=4)


def calibration(counts: np.ndarray) -> float:
    """The chance that truths would lie so unevenly, were the expert right: 1 - chi-square with 3 degrees, of 2 N I.

    I is the relative information of the shares in which truths lie with respect to the expected ones.
    """
    from scipy.special import chdtrc

    number = int(counts.sum())
    shares = counts / number
    there = shares > 0
    apart = float((shares[there] * np.log(shares[there] / EXPECTED[there])).sum())
    return float(chdtrc(len(EXPECTED) - 1, max(0.0, 2 * number * apart)))


def information(answers: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """(experts,) how much narrower answers are than an even spread over the range of all answers to a question."""
    low = np.minimum(answers[..., 0].min(axis=0), truths)
    high = np.maximum(answers[..., 2].max(axis=0), truths)
    reach = OVERSHOOT * (high - low)
    low, high = low - reach, high + reach
    first, last = (np.broadcast_to(edge, answers.shape[:2])[..., None] for edge in (low, high))
    ends = np.concatenate([first, answers, last], axis=2)
    background = np.diff(ends, axis=2) / (high - low)[:, None]
    found: np.ndarray = (EXPECTED * np.log(EXPECTED / background)).sum(axis=2).mean(axis=1)
    return found
