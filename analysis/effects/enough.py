"""Whether there are enough worlds to say which policy is best: looked at in turn, with the error of all looks held."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.statistics import Estimate, mean_interval

ERROR = 0.05
"""Of all looks together, however many: how often anything false may be settled."""
FEWEST = 200
"""Worlds of the first look: fewer too seldom show a rare world that decides a mean, and misjudge equals for it."""
FARTHEST = 100_000
"""Worlds beyond which no look is foretold: closing what is open then is called impractical."""
BEHIND, LEVEL_WITH, OPEN = "behind", "level", "open"


class Rival(NamedTuple):
    """A policy beside the one with the highest mean: by how much that is ahead of it, and what is settled.

    ``said`` is ``BEHIND`` where the policy is surely no better than the leader; ``LEVEL_WITH`` where that cannot be
    told, but whoever chooses the leader gives away no more than the zone; else ``OPEN``.
    """

    policy: str
    gap: Estimate
    said: str


class Look(NamedTuple):
    """What so many worlds settle: the policy with the highest mean, and each of its rivals in order of the columns.

    ``error`` is what this look may add to that of all (0 to 1).
    """

    worlds: int
    error: float
    leader: str
    rivals: tuple[Rival, ...]

    def those(self, said: str) -> list[Rival]:
        """The rivals of which that is said."""
        return [one for one in self.rivals if one.said == said]

    @property
    def decided(self) -> bool:
        """Whether nothing is open."""
        return not self.those(OPEN)


def times_to_look(first: int) -> Iterator[int]:
    """After how many worlds to look, from the ``first`` on: 1, 1.5, 2, 3, 4, 6, 8, 12 … times as many, without end."""
    while True:
        yield first
        yield (3 * first + 1) // 2
        first *= 2


def looks(first: int, most: int) -> list[int]:
    """Those after at most so many worlds."""
    return list(takewhile(lambda worlds: worlds <= most, times_to_look(first)))


def error_of(nth: int) -> float:
    """What the ``nth`` look, from 1, may err: 1/2, 1/6, 1/12 … of ``ERROR``, which add up to all of it and no more."""
    return ERROR / (nth * (nth + 1))


def decide(effects: pd.DataFrame, when: Sequence[int], within: float) -> list[Look]:
    """Looks at the first worlds of a sequence, one after the other, until which policy is best is decided, or all made.

    Darling & Robbins (1967, PNAS 58): however many looks there will be, their errors add up to no more than ``ERROR``.
    In each, the leader is compared with every rival at once as in Hsu (1984, Annals of Statistics 12(3)): a claim is
    false only where the truly best policy is misjudged against another, so as many comparisons as policies count.
    Indifference zone: Bechhofer (1954, Annals of Mathematical Statistics 25(1)). Differences are skewed and have heavy
    tails: the interval is Hall's (``statistics.mean_interval``), and nothing is settled that is not settled as well
    without the world that favours the leader most.

    Parameters
    ----------
    effects
        Draws × policies, all compared with the same reference, indexed by the number of the draw from 0. A column of
        zeros stands for the reference itself. NaN where a draw has no complete pair.
    when
        Numbers of worlds, rising, of which ``effects`` has as many (``looks``); what is further on is not looked at.
    within
        The zone: a difference that does not matter, in the unit of the outcome, above 0.
    """
    found: list[Look] = []
    rivals = effects.dropna(axis="columns", how="all")
    there = 0 if rivals.empty else int(rivals.index.max()) + 1
    for nth, worlds in enumerate(when, 1):
        if worlds > there or (found and found[-1].decided):
            break
        found.append(_look(rivals[rivals.index < worlds], worlds, error_of(nth), within))
    return found


def _look(effects: pd.DataFrame, worlds: int, error: float, within: float) -> Look:
    """One look at so many worlds."""
    leader = str(effects.mean().fillna(-math.inf).idxmax())
    level = _level(error, effects.shape[1])
    gaps = {str(rival): (effects[leader] - effects[rival]).dropna().to_numpy() for rival in effects.columns}
    rivals = [Rival(key, *_settled(gap, level, within)) for key, gap in gaps.items() if key != leader]
    return Look(worlds, error, leader, tuple(rivals))


def _level(error: float, policies: int) -> float:
    """The level of an interval each end of which misses in one of as many cases as there are policies."""
    return 1.0 - 2.0 * error / policies


def _settled(gap: np.ndarray, level: float, within: float) -> tuple[Estimate, str]:
    """The mean lead over a rival, (draws,), and what of it is settled with all worlds and without one of them."""
    whole = mean_interval(gap, level)
    if len(gap) < 2:
        return whole, OPEN
    both = whole, mean_interval(np.delete(gap, gap.argmax()), level)
    if all(one.low > 0 for one in both):
        return whole, BEHIND
    known = all(one.low >= -within and one.high - one.low <= 2 * within for one in both)
    return whole, LEVEL_WITH if known else OPEN


def worlds_needed(gap: np.ndarray, policies: int, first: int, within: float) -> float:
    """The look at which a rival would be settled if the lead over it, (draws,), kept its mean, its spread and its lean.

    Of ``policies`` compared, with looks after ``first`` worlds and later, and a zone of indifference of ``within``
    alliances. What settles it there is what settles it in ``decide``. Infinite beyond ``FARTHEST``, or where nothing
    can be told.
    """
    kept = gap[~np.isnan(gap)]
    if len(kept) < 2:
        return math.inf
    for nth, worlds in enumerate(looks(first, FARTHEST), 1):
        if worlds > len(gap):
            _, said = _settled(_in_so_many(kept, worlds), _level(error_of(nth), policies), within)
            if said != OPEN:
                return float(worlds)
    return math.inf


def _in_so_many(gap: np.ndarray, worlds: int) -> np.ndarray:
    """A lead of the same mean and of the same shape in so many worlds: each of ``gap``, (draws,), about as often."""
    evenly = np.sort(gap)[np.arange(worlds) * len(gap) // worlds]
    return evenly + (gap.mean() - evenly.mean())
