"""What can be chosen: levers, each off or in one of its modes; a portfolio is a choice for every lever.

Nothing here knows what a lever is, so that a formula can stand in for the model wherever answers must be known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

OFF = 0
Portfolio = tuple[int, ...]
"""For each lever in turn ``OFF``, or the place of one of its modes, counted from 1."""


class Mode(NamedTuple):
    """One way in which a lever may be at work: what it is called, and how hard, 1 being in full."""

    key: str
    effort: float


class Lever(NamedTuple):
    """Something that can be chosen, in one of several modes or not at all."""

    key: str
    modes: tuple[Mode, ...]


class Outcomes(NamedTuple):
    """What portfolios led to in the same worlds, each beyond nothing chosen: measure → (worlds, portfolios).

    NaN where a run failed. ``cost`` (baht) is among the measures.
    """

    by_measure: Mapping[str, np.ndarray]

    def of(self, measure: str) -> np.ndarray:
        """(worlds, portfolios) of one measure."""
        return self.by_measure[measure]

    def among(self, places: Sequence[int]) -> Outcomes:
        """Those of some portfolios."""
        return Outcomes({measure: values[:, list(places)] for measure, values in self.by_measure.items()})


Engine = Callable[[Sequence[Portfolio], range], Outcomes]
"""Runs portfolios in the worlds of some numbers; the same world is the same whatever is chosen in it."""


def nothing(levers: Sequence[Lever]) -> Portfolio:
    """The portfolio in which every lever is off."""
    return (OFF,) * len(levers)


def efforts(levers: Sequence[Lever], chosen: np.ndarray) -> np.ndarray:
    """(portfolios, levers) how hard each lever is at work, from (portfolios, levers) places of modes."""
    found = np.zeros(chosen.shape)
    for place, lever in enumerate(levers):
        found[:, place] = np.array([0.0, *(mode.effort for mode in lever.modes)])[chosen[:, place]]
    return found


def size_of(levers: Sequence[Lever]) -> float:
    """How many portfolios there are."""
    return float(np.prod([1.0 + len(lever.modes) for lever in levers]))


def named(levers: Sequence[Lever], portfolio: Portfolio) -> dict[str, str]:
    """Lever → mode of those that are at work."""
    return {lever.key: lever.modes[place - 1].key for lever, place in zip(levers, portfolio) if place != OFF}


def key_of(levers: Sequence[Lever], portfolio: Portfolio) -> str:
    """A portfolio in one word, ``01.early+04.late``; ``nothing`` where no lever is at work."""
    return "+".join(f"{lever}.{mode}" for lever, mode in named(levers, portfolio).items()) or "nothing"
