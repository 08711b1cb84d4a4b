"""How high rows must be for what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

_LINE, _AROUND = 0.215, 0.1  # inches of a line of 10.5 points, marks of Thai above and below it included, and of a gap


def row_height(labels: Iterable[str], least: float) -> float:
    """Inches from one row to the next, so that the label of most lines lies on no other; ``least`` for one line."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    return max(least, lines * _LINE + _AROUND)
