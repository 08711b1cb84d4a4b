"""What is written and drawn on a chart, for tests."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np


def words(figure) -> str:
    """All words on a figure, in one line."""
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text)).replace("\n", " ")


def overlapping(texts, boxes) -> list[str]:
    """Those of ``texts`` that lie on one of ``boxes`` or on each other."""
    own = _ends(mpl.text.Text.get_window_extent(text) for text in texts)  # without the thread of an annotation
    all_ = np.vstack([_ends(boxes), own])
    first = len(all_) - len(own)
    return [
        text.get_text() for place, (text, box) in enumerate(zip(texts, own)) if _meet(box, all_[: first + place]).any()
    ]


def _ends(boxes) -> np.ndarray:
    """Left, low, right and top of each box, in any order of its ends: (boxes, 4)."""
    ends = np.array([box.extents for box in boxes]).reshape(-1, 2, 2)
    return np.hstack([ends.min(axis=1), ends.max(axis=1)])


def _meet(box, others) -> np.ndarray:
    """Which of the others a box meets, if only at an edge, as ``Bbox.overlaps`` has it: (others,)."""
    return (box[:2] <= others[:, 2:]).all(axis=1) & (others[:, :2] <= box[2:]).all(axis=1)
