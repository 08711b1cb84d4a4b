"""What is to be expected of an outcome where a number is known: curves fitted in some worlds and tried in others.

A number is taken by its rank among the worlds and described by cosines of it, the slow ones first (Plischke 2012,
*How to compute variance-based sensitivity indicators with your spreadsheet software*, Environmental Modelling &
Software 35), one that has few values by what is special about each. Whatever is said of a world was learnt in others
(cross-fitting), so that a number which does nothing is worth nothing on average, not a little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

COSINES = 8
"""Of one number alone: turns of up to four times over its range are seen."""
COSINES_TOGETHER = 4
"""Of each of many numbers at once."""
FEW = 8
"""A number with no more values than these has a level for each, not a curve."""
FOLDS = 10
_SIZES = (0, 1, 2, 3, 4, 6, 8)
_PENALTIES = np.logspace(-3, 5, 33)
_TINY = 1e-9


def curve(values: np.ndarray, most: int = COSINES) -> np.ndarray:
    """Columns that describe a number, (worlds, at most ``most``): centred, orthonormal, the smoothest first.

    Parameters
    ----------
    values : (worlds,)
        What each world took.
    """
    there = np.unique(values)
    if len(there) <= FEW:
        raw = (values[:, None] == there[None, 1:]).astype(float)
    else:
        place = (pd.Series(values).rank().to_numpy() - 0.5) / len(values)
        raw = np.cos(np.pi * np.outer(place, np.arange(1, most + 1)))
    return _orthonormal(raw - raw.mean(axis=0))


def _orthonormal(columns: np.ndarray) -> np.ndarray:
    """The same in the same order, at right angles; what is no news beside those before it is left out."""
    found, triangle = np.linalg.qr(columns)
    return found[:, np.abs(np.diag(triangle)) > _TINY * np.sqrt(len(columns))]


def folds(sets: np.ndarray) -> np.ndarray:
    """(worlds,) which of ``FOLDS`` parts a world is left out with; worlds that share a set stay together.

    Parameters
    ----------
    sets : (worlds,) int
        Which set of parameter values each world took: a fit has fewer of them than a long study has worlds.
    """
    return pd.factorize(sets)[0] % FOLDS


def foretold(columns: np.ndarray, outcomes: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """(worlds, outcomes) what is expected in each world, by its number alone, learnt in the other parts.

    How bent each curve is, or whether there is none, is chosen where it is learnt (Schwarz 1978, Annals of Statistics
    6(2)): by more than chance would bend it.

    Parameters
    ----------
    columns : (worlds, k), from ``curve``
    outcomes : (worlds, outcomes)
    fold : (worlds,), from ``folds``
    """
    found, with_level = np.empty_like(outcomes, dtype=float), levelled(columns)
    for part in np.unique(fold):
        there, out = fold != part, fold == part
        found[out] = with_level[out] @ learnt(with_level[there], outcomes[there])
    return found


def levelled(columns: np.ndarray) -> np.ndarray:
    """The same with a column for the level before them."""
    return np.column_stack([np.ones(len(columns)), columns])


def learnt(design: np.ndarray, outcomes: np.ndarray) -> np.ndarray:
    """(columns, outcomes) weights of ``levelled`` columns, for as bent a curve of each outcome as is found."""
    base, triangle = np.linalg.qr(design)
    gone = np.abs(np.diag(triangle)) < _TINY
    triangle[gone, gone] = 1.0
    along = np.where(gone[:, None], 0.0, base.T @ outcomes)
    weights: np.ndarray = np.linalg.solve(triangle, along * _chosen(along, (outcomes**2).sum(axis=0), len(outcomes)))
    return weights


def _chosen(weights: np.ndarray, squares: np.ndarray, worlds: int) -> np.ndarray:
    """(columns, outcomes) bool: which of the columns, the constant first, each outcome's curve has."""
    left = squares - np.cumsum(weights**2, axis=0)
    left = np.maximum(left, 1e-12 * np.maximum(squares, 1e-300))
    sizes = np.array([size for size in _SIZES if size < len(weights)])
    score = worlds * np.log(left[sizes]) + np.log(worlds) * sizes[:, None]
    best = sizes[np.argmin(score, axis=0)]
    return np.arange(len(weights))[:, None] <= best


def foretold_together(curves: Sequence[np.ndarray], outcomes: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """The same by many numbers at once, each adding a curve of its own; the rougher it is the more it is held back.

    ``curves`` has a (worlds, cosines) a number, ``outcomes`` are (worlds, outcomes), ``fold`` (worlds,) says in which
    part each world is tried. Returns (worlds, outcomes).

    Ridge regression; how far it holds back is chosen by generalised cross-validation (Golub, Heath & Wahba 1979,
    Technometrics 21) where it is learnt. What numbers do only in combination is not in it.
    """
    design = np.column_stack([one[:, :COSINES_TOGETHER] / np.arange(1, min(one.shape[1], COSINES_TOGETHER) + 1)
                              for one in curves])  # fmt: skip
    found = np.empty_like(outcomes, dtype=float)
    for part in np.unique(fold):
        there, out = fold != part, fold == part
        middle, level = design[there].mean(axis=0), outcomes[there].mean(axis=0)
        weights = _ridge(design[there] - middle, outcomes[there] - level)
        found[out] = (design[out] - middle) @ weights + level
    return found


def _ridge(design: np.ndarray, outcomes: np.ndarray) -> np.ndarray:
    """(columns, outcomes) weights, each outcome's held back as far as serves it best."""
    worlds, columns = design.shape
    wide = columns > worlds
    squares, ways = np.linalg.eigh(design @ design.T if wide else design.T @ design)
    squares = np.maximum(squares, _TINY * max(float(squares[-1]), 1.0))  # columns are of length 1 or less: else nothing
    along = ways.T @ (outcomes if wide else design.T @ outcomes)
    explained = along**2 if wide else along**2 / squares[:, None]
    held = _PENALTIES[:, None] * float(squares.mean()) / 10.0
    kept = squares / (squares + held)  # (penalties, ways)
    beyond = np.maximum((outcomes**2).sum(axis=0) - explained.sum(axis=0), 0.0)
    missed = beyond + ((1.0 - kept) ** 2) @ explained
    score = missed / (worlds - 1.0 - kept.sum(axis=1))[:, None] ** 2
    held_back = along / (squares[:, None] + held[np.argmin(score, axis=0), 0])
    weights: np.ndarray = (design.T @ ways if wide else ways) @ held_back
    return weights
