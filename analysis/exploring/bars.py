"""A difference and its interval as a small picture beside its figures."""

from __future__ import annotations

import math

from markupsafe import Markup

from analysis.exploring.drawing import BLUE, GREY, INK, Scale, line, tag

_WIDE, _HIGH = 120.0, 18.0


def bar(mean: float, low: float, high: float) -> Markup:
    """An upright line at 0, the interval, the mean; the scale is the row's own. Nothing where there is no interval."""
    if not all(map(math.isfinite, (mean, low, high))):
        return Markup("")
    furthest = max(map(abs, (mean, low, high))) or 1.0
    x, middle = Scale(-furthest, furthest, 5, _WIDE - 5), _HIGH / 2
    colour = BLUE if low > 0 or high < 0 else GREY
    parts = (
        line([(x(0), 0), (x(0), _HIGH)], stroke=INK),
        line([(x(low), middle), (x(high), middle)], stroke=colour, stroke_width=4),
        tag("circle", cx=f"{x(mean):.1f}", cy=middle, r=4.5, fill=colour, stroke="white"),
    )
    return tag("svg", *parts, viewBox=f"0 0 {_WIDE:g} {_HIGH:g}", class_="bar", aria_hidden="true")
