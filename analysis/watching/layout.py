"""Where things stand on the page: each province a square of tiles, allies near each other, hubs amid their members."""

from __future__ import annotations

import math

import numpy as np

SIDE = 100.0
"""Length of a province's square, in the unit of all places here."""
MARGIN = 6.0
_APART = 7.5  # hubs from each other
_ROUNDS = 30
_PULL = 0.7  # of the way from where an organisation stands to amid its alliances


def tiles(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Places for organisations that stand at ``x``, ``y``: (organisations, 2), none on another, large ``y`` at the top.

    They fill rows of about as many as there are rows, by ``y``, and each row by ``x``: who is near stays near, and a
    crowd has as much room as it needs.
    """
    count = len(x)
    places = np.empty((count, 2))
    across = math.ceil(math.sqrt(count)) or 1
    down = -(-count // across) or 1
    southward = np.lexsort((x, -y))
    for row, begin in enumerate(range(0, count, across)):
        members = southward[begin : begin + across]
        in_row = members[np.argsort(x[members], kind="stable")]
        shift = (0.25 if row % 2 else -0.25) * (across > 1)  # every other row, as bricks are laid
        places[in_row, 0] = (np.arange(len(in_row)) + 0.5 + shift) / across
        places[in_row, 1] = (row + 0.5) / down
    return MARGIN + places * (SIDE - 2 * MARGIN)


def arranged(x: np.ndarray, y: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Tiles of a province: from where organisations stand in the country (km), allies move towards each other.

    In each round an alliance stands amid its members, its members move towards it, and all are laid in tiles again;
    the round with the shortest lines is kept.

    Parameters
    ----------
    ties
        (organisations, alliances): months of each in each.
    """
    places = best = tiles(x, y)
    shortest = _length(places, ties)
    belongs = ties.sum(axis=1) > 0
    for _ in range(_ROUNDS):
        wanted = places.copy()
        amid = _amid(places, ties)
        wanted[belongs] += _PULL * ((ties @ amid)[belongs] / ties.sum(axis=1)[belongs, None] - places[belongs])
        places = tiles(wanted[:, 0], -wanted[:, 1])
        if (length := _length(places, ties)) < shortest:
            best, shortest = places, length
    return best


def hubs(places: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Places of alliances amid all who were ever in them, kept apart: (alliances, 2).

    The middle of the square stands for members of whom none is in the province.
    """
    from analysis.charts.spreading import spread

    return np.clip(spread(_amid(places, ties), _APART), MARGIN, SIDE - MARGIN)


def _amid(places: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """(alliances, 2) mean place of members, by months."""
    months = ties.sum(axis=0)
    return np.where(months[:, None] > 0, ties.T @ places / np.maximum(months, 1)[:, None], SIDE / 2)


def _length(places: np.ndarray, ties: np.ndarray) -> float:
    """Of all lines from members to the middle of their alliances, by months."""
    gaps = places[:, None, :] - _amid(places, ties)[None, :, :]
    return float((np.hypot(gaps[..., 0], gaps[..., 1]) * ties).sum())
