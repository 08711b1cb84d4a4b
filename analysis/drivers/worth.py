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
from analysis.drivers.unseen import unseen
from analysis.effects.statistics import LEVEL, errors_to_end

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
    least, most : what its upper end cannot be below or above, by what else is known: what would go unseen, what a part
        of it may be worth, or a whole it is part of
    freedom : degrees of freedom of the error
    among : how many worths its interval holds for at once
    """

    value: float
    error: float
    changes: float
    raw: float
    least: float = 0.0
    most: float = math.inf
    freedom: float = math.inf
    among: int = 1

    @property
    def reach(self) -> float:
        """Standard errors to either end of its 95 % interval.

        By itself Student's t. Among many the normal quantile of Bonferroni: errors are rather too wide than too narrow,
        and t of so few degrees of freedom would hide nearly all there is. Of what is ``clear`` it holds the truth in 95
        of 100 samples or more (``test_worth_told``).
        """
        return max(errors_to_end(LEVEL, self.freedom), errors_to_end(1.0 - (1.0 - LEVEL) / self.among))

    @property
    def upper(self) -> float:
        """The upper end of that interval."""
        return min(self.most, max(self.least, self.raw + self.reach * self.error))

    @property
    def lower(self) -> float:
        """The lower end of it."""
        return min(self.most, max(0.0, self.raw - self.reach * self.error))

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
    if not columns.shape[1]:
        return [NOTHING for _ in outcomes]
    found = _learnt_and_tried(lambda rows, those: foretold(columns[rows], those, fold[rows]), outcomes, sets)
    own = own_values(values, sets)
    return [worth._replace(least=unseen(each, own)) for worth, each in zip(found, outcomes)]


def own_values(values: np.ndarray, sets: np.ndarray) -> int:
    """How many worlds, of (worlds,), have a value of their own: those of one of ``sets`` may share it."""
    return len(np.unique(np.column_stack([sets, values]), axis=0))


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
    errors = spread * math.sqrt((parts - left) / left)
    return [one._replace(error=float(error), freedom=parts - 1.0) for one, error in zip(whole, errors)]


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
    """The mean of a ``gain`` (worlds,), with an error for which worlds of one of ``sets`` (worlds,) count as one.

    ``changed`` says in which worlds another choice would be made: (worlds,), or (worlds, times) of several.
    """
    value = float(gain.mean())
    by_set = pd.Series(gain - value).groupby(sets).sum().to_numpy()
    error = math.sqrt((by_set**2).sum() * len(by_set) / max(1, len(by_set) - 1)) / len(gain)
    return Worth(max(0.0, value), error, float(changed.mean()), value)


def clear(values: Mapping[Name, Worth]) -> dict[Name, Worth]:
    """Those of several worths that are clearly above 0, with intervals that hold for all of the several at once.

    Whoever then picks the largest has paid for picking; what is only just clear is still told too large.
    """
    held = {name: one._replace(among=len(values)) for name, one in values.items()}
    return {name: one for name, one in held.items() if one.lower > 0.0}
