"""Keep marks on a chart from lying on each other."""

from __future__ import annotations

import numpy as np

MOST = 2_000
"""Marks that a chart pushes apart."""
_ROUNDS = 300
_REACHES = (1.0, 1.8, 3.0, 5.0, 8.0)
_WORSE = 10.0  # a label on a label than one on anything else
_WAYS = np.array([[1, 1], [1, 0], [-1, 1], [0, 1], [-1, 0], [1, -1], [0, -1], [-1, -1]], float)


def spread(places: np.ndarray, apart: float, fixed: np.ndarray | None = None, clear: float = 0.0) -> np.ndarray:
    """Push ``places`` from each other until all are ``apart``, and ``clear`` of what is ``fixed``, or rounds run out.

    Each round moves every pair that is too close along the line between them, as far as it lacks (repulsion). More than
    ``MOST`` stay where they are: they would not fit on a page, and pairs of them not into memory.

    Parameters
    ----------
    places, fixed
        (points, 2), in any unit of length, which ``apart`` and ``clear`` share.
    """
    places = places.astype(float)
    if len(places) > MOST:
        return places
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


def beside(places: np.ndarray, sizes: np.ndarray, taken: np.ndarray, within: np.ndarray, gap: float) -> np.ndarray:
    """Where labels go beside their places: each as near as it can be without lying on what is ``taken``.

    One after the other takes the first of the spots around its place, the near ones first, that is free of all boxes
    taken and of the labels set before; where none is free, the one that covers least.

    Parameters
    ----------
    places
        (labels, 2): what each label belongs to, in any unit of length, which all the others share.
    sizes
        (labels, 2): width and height of each.
    taken
        (boxes, 4): left, low, right, top of what no label may lie on.
    within
        (4,): the box they all should stay in.
    gap
        Between a place and the nearest spots for its label.

    Returns
    -------
    (labels, 2): the middle of each label.
    """
    found, labels = np.empty_like(places, dtype=float), np.empty((0, 4))
    for label, (place, size) in enumerate(zip(places, sizes)):
        spots = np.concatenate([place + _WAYS * (reach * gap + size / 2) for reach in _REACHES])
        boxes = np.hstack([spots - size / 2, spots + size / 2])
        outside = size.prod() - _covered(boxes, within[None])
        found[label] = spots[np.argmin(_covered(boxes, taken) + _WORSE * _covered(boxes, labels) + outside)]
        labels = np.vstack([labels, [*(found[label] - size / 2), *(found[label] + size / 2)]])
    return found


def boxes_around(places: np.ndarray, side: float) -> np.ndarray:
    """Squares of ``side`` about places: (places, 4)."""
    return np.hstack([places - side / 2, places + side / 2])


def _covered(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How much of ``others`` each of ``boxes`` covers: (boxes,), rounded so that what is free is exactly so."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    area: np.ndarray = np.clip(high - low, 0.0, None).prod(axis=2).sum(axis=1).round(6)
    return area
