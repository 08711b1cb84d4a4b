"""Places on a small grid that resembles where they lie, for a tile map of any set of provinces."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

_STRETCH = 2.0  # rows for a column, or columns for a row, at most
_SPARE = 1  # a row and a column beyond those that would just do, so that gaps between places can show


def grid(places: pd.DataFrame) -> pd.DataFrame:
    """A cell for each place: its ``column`` from the west and ``row`` from the north, from 0; none twice.

    The cells are those that move all places least, by the sum of squares: the assignment problem (Kuhn 1955, Naval
    Research Logistics Quarterly 2), as in the layout of tile maps (Eppstein et al. 2015, Computational Geometry 48(4)).
    A place aims halfway between where it lies and where it comes in the order from west to east and north to south,
    so that a cluster spreads and a gap stays. Columns and rows without a place go.

    Parameters
    ----------
    places
        A row a place, indexed by key: ``x_km`` (east) and ``y_km`` (north). Their order changes nothing.
    """
    from scipy.optimize import linear_sum_assignment

    sorted_places = places.sort_index()
    columns, rows = _shape(sorted_places)
    aims = np.column_stack([_aims(sorted_places["x_km"], columns), _aims(-sorted_places["y_km"], rows)])
    cells = np.array([(column, row) for row in range(rows) for column in range(columns)], float)
    away = ((aims[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(np.round(away, 9))
    found = pd.DataFrame(cells[chosen].astype(int), index=sorted_places.index, columns=["column", "row"])
    return found.apply(lambda line: line.rank(method="dense").astype(int) - 1).reindex(places.index)


def _shape(places: pd.DataFrame) -> tuple[int, int]:
    """Columns and rows, longer the way that the places stretch."""
    wide, high = (float(np.ptp(places[axis])) for axis in ("x_km", "y_km"))
    stretch = min(_STRETCH, max(1 / _STRETCH, high / wide)) if wide > 0 else _STRETCH if high > 0 else 1.0
    columns = math.ceil(math.sqrt(len(places) / stretch)) + _SPARE
    return columns, math.ceil(math.sqrt(len(places) * stretch)) + _SPARE


def _aims(along: pd.Series, cells: int) -> np.ndarray:
    """Where places aim on one axis, from 0 to the last cell; in the middle where they do not differ."""
    return ((_share(along) + _share(along.round(6).rank())) / 2 * (cells - 1)).to_numpy(float)


def _share(values: pd.Series) -> pd.Series:
    """How far each lies between the least and the greatest."""
    least, range_ = values.min(), float(np.ptp(values))
    return (values - least) / range_ if range_ > 0 else values * 0 + 0.5
