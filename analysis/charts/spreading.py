"""Keep marks on a chart from lying on each other."""

from __future__ import annotations

import numpy as np

_ROUNDS = 300


def spread(places: np.ndarray, apart: float, fixed: np.ndarray | None = None, clear: float = 0.0) -> np.ndarray:
    """Push ``places`` from each other until all are ``apart``, and ``clear`` of what is ``fixed``, or rounds run out.

    Each round moves every pair that is too close along the line between them, as far as it lacks (repulsion).

    Parameters
    ----------
    places, fixed
        (points, 2), in any unit of length, which ``apart`` and ``clear`` share.
    """
    places = places.astype(float)
    fixed = np.empty((0, 2)) if fixed is None else fixed
    for _ in range(_ROUNDS):
        push = _pushes(places, places, apart) / 2 + _pushes(places, fixed, clear)
        if not push.any():
            break
        places = places + push
    return places


def _pushes(places: np.ndarray, others: np.ndarray, apart: float) -> np.ndarray:
    """What moves each place out of reach of ``others``: (points, 2); a place on top of another goes up or down."""
    gaps = places[:, None, :] - others[None, :, :]
    distances = np.hypot(gaps[..., 0], gaps[..., 1])
    same = np.eye(len(places), dtype=bool) if others is places else np.zeros(distances.shape, dtype=bool)
    order = np.sign(np.arange(len(places))[:, None] - np.arange(len(others))[None, :] + 0.5)
    together = distances < 1e-9
    ways = np.where(together[..., None], order[..., None] * np.array([0.0, 1.0]), gaps)
    lengths = np.where(together, 1.0, distances)
    lacks = np.where(same, 0.0, np.clip(apart - distances, 0.0, None))
    lacks[lacks < 1e-6 * max(apart, 1e-9)] = 0.0
    return (ways / lengths[..., None] * lacks[..., None]).sum(axis=1)
