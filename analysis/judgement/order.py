"""What a group expects to do more: an order of strengths, by experts who answered both of any two of them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from analysis.judgement.answers import Answer
from analysis.judgement.group import Belief, Judgements
from sim.recommendation import STANDARD_UNIT

AGREED = 0.05
"""Disagreement below which nobody speaks of any."""
_STEPS = 500
"""Even steps of chance by which two distributions are held against each other."""


class Contest(NamedTuple):
    """How sure those who answered both are that one number is the larger: 0 to 1, NaN where none did; how many."""

    chance: float
    experts: int


def of_strengths(found: Judgements) -> list[Belief]:
    """Beliefs of strengths in standard deviations, which are on one scale."""
    return [one for one in found.beliefs if one.question.strength_of and one.number.unit == STANDARD_UNIT]


def in_order(found: Judgements) -> list[Belief]:
    """Those of strengths that more than half of the experts answered, so that some answered both of any two.

    The largest first, by the middle value of what is believed together. Experts are those who answered any of them.
    """
    beliefs = of_strengths(found)
    experts = {answer.expert for one in beliefs for answer in one.answers}
    kept = [one for one in beliefs if 2 * len(one.answers) > len(experts)]
    return sorted(kept, key=lambda one: -one.pool.at(0.5))


def surely_more(one: Belief, other: Belief) -> Contest:
    """How sure experts are that ``one`` is the larger: each within what they answered, then the weighted mean.

    What one expert believes is never held against what another does: those who all see the same order are sure of it,
    however far apart their scales are. Each believes the two numbers without a link between them.
    """
    against = {answer.expert: answer for answer in other.answers}
    weighed = zip(one.answers, one.weights)
    both = [(own, against[own.expert], weight) for own, weight in weighed if own.expert in against and weight > 0.0]
    if not both:
        return Contest(math.nan, 0)
    chances = [_larger(own, rival) for own, rival, _ in both]
    return Contest(float(np.average(chances, weights=[weight for *_, weight in both])), len(both))


def _larger(one: Answer, other: Answer) -> float:
    """The chance that the number of one answer is the larger; of equals a half."""
    levels = (np.arange(_STEPS) + 0.5) / _STEPS
    values, others = (np.array([each.distribution.at(float(level)) for level in levels]) for each in (one, other))
    return float(((np.sign(values[:, None] - others[None, :]) + 1) / 2).mean())


def furthest_apart(found: Judgements) -> Belief | None:
    """The number on which experts lie furthest apart for how sure each is; None where they hardly do on any."""
    disputed = [one for one in found.beliefs if len(one.answers) > 1 and one.disagreement >= AGREED]
    return max(disputed, key=lambda one: one.disagreement, default=None)
