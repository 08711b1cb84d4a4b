"""What is written and drawn on a chart, for tests."""

from __future__ import annotations

import matplotlib as mpl


def words(figure) -> str:
    """All words on a figure, in one line."""
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text)).replace("\n", " ")


def overlapping(texts, boxes) -> list[str]:
    """Those of ``texts`` that lie on one of ``boxes`` or on each other."""
    extents = [mpl.text.Text.get_window_extent(text) for text in texts]  # without the thread of an annotation
    return [
        text.get_text()
        for place, (text, extent) in enumerate(zip(texts, extents))
        if any(extent.overlaps(other) for other in (*boxes, *extents[:place]))
    ]
