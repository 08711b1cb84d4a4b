"""What it would be worth to know more before a choice is made: everything, or one number, or a group of them.

To know a number is worth what is gained, on average, by choosing with it in hand over choosing without: the expected
value of partial perfect information (EVPPI: Claxton 1999; by regression: Strong, Oakley & Brennan 2014, Medical
Decision Making 34). What a number does is learnt in some worlds; what would be chosen by it is tried in others, and
what came of it there is counted, not what was foretold. So chance is not taken for knowledge, which the usual
regression does: it is biased upward by as much as it is overfitted. Nor can it exceed the worth of knowing everything,
chance itself included, which is counted in the same worlds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from analysis.drivers.curves import curve, folds, foretold, foretold_together
from analysis.effects.statistics import t_quantile

LEVEL = 0.05
_LEFT_OUT = (0, 1, 3), (0, 4, 5)
"""Parts of the worlds that are left out together, and so turned on by one: each part, and each pair, about as often."""
Name = TypeVar("Name", bound=Hashable)


class Worth(NamedTuple):
    """What knowing something would be worth, in the unit of the outcomes.

    Attributes
    ----------
    value : its mean over worlds, 0 where that is below; ``raw`` is what it is
    error : standard error of it
    changes : share of the worlds in which something else would be chosen
    least, most : what it cannot be below or above, by what else is known: a part of it, or a whole it is part of
    """

    value: float
    error: float
    changes: float
    raw: float
    least: float = 0.0
    most: float = math.inf

    @property
    def upper(self) -> float:
        """The upper end of its 95 % interval."""
        return min(self.most, max(self.least, self.raw + t_quantile(0.975, math.inf) * self.error))

    @property
    def lower(self) -> float:
        """The lower end of it."""
        return max(0.0, self.raw - t_quantile(0.975, math.inf) * self.error)

    def within(self, ceiling: float) -> Worth:
        """The same, no more than a ``ceiling``: the most that the whole it is part of may be worth."""
        return self._replace(value=min(self.value, ceiling), most=min(self.most, ceiling))

    def holding(self, parts: Sequence[Worth], sure: Sequence[bool]) -> Worth:
        """The same as the whole of ``parts``: worth what the best that is ``sure`` is, and perhaps what any may be."""
        best_part = max((part for part, one in zip(parts, sure) if one), key=lambda part: part.value, default=self)
        own = best_part if best_part.value > self.value else self
        return own._replace(least=max([own.least, *(part.upper for part in parts)]))


NOTHING = Worth(0.0, 0.0, 0.0, 0.0)


def everything(outcomes: np.ndarray, sets: np.ndarray) -> Worth:
    """What it would be worth to know what comes of every policy in this very world, chance and all (EVPI).

    Nobody can; it is what nothing that can be known is worth more than.

    Parameters
    ----------
    outcomes : (worlds, policies), more is better
    sets : (worlds,) int
        Which set of parameter values each world took (``curves.folds``); worlds of one set count as one for the error.
    """
    return gained(outcomes, outcomes.argmax(axis=1), sets)


def one(values: np.ndarray, outcomes: Sequence[np.ndarray], sets: np.ndarray) -> list[Worth]:
    """What it would be worth to know a number of which worlds took ``values`` (worlds,), by each sort of outcomes.

    Parameters
    ----------
    outcomes : several of (worlds, policies), more is better, such as net benefits at several willingnesses to pay
    """
    columns, fold = curve(values), folds(sets)
    return _learnt_and_tried(lambda rows, those: foretold(columns[rows], those, fold[rows]), outcomes, sets)


def several(values: Sequence[np.ndarray], outcomes: Sequence[np.ndarray], sets: np.ndarray) -> list[Worth]:
    """What it would be worth to know several numbers at once, each (worlds,), by each sort of outcomes.

    At least: what they do only in combination is not looked for.
    """
    fold = folds(sets)
    curves = [columns for columns in map(curve, values) if columns.shape[1]]
    if not curves:
        return [NOTHING for _ in outcomes]

    def foretell(rows: np.ndarray, those: np.ndarray) -> np.ndarray:
        return foretold_together([columns[rows] for columns in curves], those, fold[rows])

    return _learnt_and_tried(foretell, outcomes, sets)


def _learnt_and_tried(
    foretell: Callable[[np.ndarray, np.ndarray], np.ndarray], outcomes: Sequence[np.ndarray], sets: np.ndarray
) -> list[Worth]:
    """What comes of choosing, in each world, the policy of which most is expected.

    ``foretell`` says of some rows what is expected of columns (rows, columns), learnt in other parts of them.
    """
    fold = folds(sets)

    def among(rows: np.ndarray) -> list[Worth]:
        there = [each[rows] for each in outcomes]
        columns = beside(there)
        found = at_the_mean(foretell(rows, columns), columns, fold[rows])
        return [
            gained(each, part.argmax(axis=1), sets[rows])
            for each, part in zip(there, np.split(found, len(there), axis=1))
        ]

    return with_learning(among, fold)


def with_learning(among: Callable[[np.ndarray], list[Worth]], fold: np.ndarray) -> list[Worth]:
    """What is found ``among`` all worlds, with errors that hold what was learnt there as well.

    A choice that was only just learnt in these worlds would not be in others, which the spread of its gain over worlds
    does not tell. So all is learnt and tried again without three parts of the worlds at a time (the delete-d jackknife:
    Shao & Wu 1989, Annals of Statistics 17, who show that it serves where leaving out one at a time does not).

    Parameters
    ----------
    among : of rows (rows,) int, the worths among them
    fold : (worlds,), from ``folds``
    """
    parts = int(fold.max()) + 1
    whole = among(np.arange(len(fold)))
    if parts <= len(_LEFT_OUT[0]) + 1:
        return whole
    again = [among(np.flatnonzero(~np.isin(fold, (start + np.array(out)) % parts)))
             for out in _LEFT_OUT for start in range(parts)]  # fmt: skip
    left = len(_LEFT_OUT[0])
    spread = np.array([[each.raw for each in found] for found in again]).std(axis=0)
    return [one._replace(error=float(scale)) for one, scale in zip(whole, spread * math.sqrt((parts - left) / left))]


def beside(outcomes: Sequence[np.ndarray]) -> np.ndarray:
    """All that is to be foretold, (worlds, columns): several of (worlds, policies) side by side."""
    return np.column_stack([compared(each) for each in outcomes])


def compared(outcomes: np.ndarray) -> np.ndarray:
    """Outcomes less those of the policy that is best on average, since all share the luck of a world."""
    found: np.ndarray = outcomes - outcomes[:, [best(outcomes)]]
    return found


def best(outcomes: np.ndarray) -> int:
    """The policy that is best on average: the choice without knowing."""
    return int(outcomes.mean(axis=0).argmax())


def at_the_mean(expected: np.ndarray, outcomes: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """What is ``expected`` (worlds, columns) in worlds left out, about the mean of all worlds in place of the others'.

    Only what a number does is learnt elsewhere. Were the means learnt there too, then of policies that are nearly level
    each part of the worlds would be set against the one that happens to do worse in it, and all knowledge would seem to
    be worth what that loses.
    """
    means = {part: outcomes[fold != part].mean(axis=0) for part in np.unique(fold)}
    moved: np.ndarray = expected + outcomes.mean(axis=0) - np.array([means[part] for part in fold])
    return moved


def gained(outcomes: np.ndarray, choice: np.ndarray, sets: np.ndarray) -> Worth:
    """What came of a ``choice`` (worlds,) or choices (worlds, times) beyond what would have been chosen not knowing."""
    known, plain = choice.reshape(len(outcomes), -1), best(outcomes)
    came = outcomes[np.arange(len(outcomes))[:, None], known]
    return mean_worth((came - outcomes[:, [plain]]).mean(axis=1), known != plain, sets)


def mean_worth(gain: np.ndarray, changed: np.ndarray, sets: np.ndarray) -> Worth:
    """The mean of a gain by world, with an error for which worlds of one set count as one."""
    value = float(gain.mean())
    by_set = pd.Series(gain - value).groupby(sets).sum().to_numpy()
    error = math.sqrt((by_set**2).sum() * len(by_set) / max(1, len(by_set) - 1)) / len(gain)
    return Worth(max(0.0, value), error, float(changed.mean()), value)


def clear(values: Mapping[Name, Worth]) -> dict[Name, bool]:
    """Which of several worths are clearly above 0, at ``LEVEL`` for all of them at once (Holm 1979)."""
    from scipy.special import ndtr

    chance = {name: float(ndtr(-one.raw / one.error)) if one.error > 0.0 else 1.0 for name, one in values.items()}
    found, left = dict.fromkeys(values, False), len(values)
    for name in sorted(chance, key=lambda each: chance[each]):
        if chance[name] * left >= LEVEL:
            break
        found[name], left = True, left - 1
    return found
