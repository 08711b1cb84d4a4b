"""Pictures of the page as SVG with real text, put together as strings: quick enough to follow a slider.

Whatever stands in them is escaped: a name with markup is shown as text.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from markupsafe import Markup

BLUE, ORANGE, GREEN = "#0173b2", "#de8f05", "#029e73"
GREY, INK, FAINT = "#6b6b6b", "#222222", "#d9d9d9"
"""The same as those of the charts, which cost seconds to import."""


def tag(name: str, *inside: str, **attributes: object) -> Markup:
    """An element; ``_`` in the name of an attribute stands for ``-``, at its end for nothing."""
    said = (Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), Markup("").join(said), Markup("").join(inside))


def picture(width: float, height: float, told: str, *inside: str) -> Markup:
    """An SVG that grows and shrinks with its place; ``told`` says what it shows to whoever cannot see it."""
    return tag("svg", *inside, viewBox=f"0 0 {width:g} {height:g}", role="img", aria_label=told)


def line(points: list[tuple[float, float]], **attributes: object) -> Markup:
    """A line through points."""
    return tag("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), fill="none", **attributes)


def dots(points: list[tuple[float, float]], width: float, colour: str) -> Markup:
    """Round dots of one colour, all in one path: a thousand elements would be slow to show."""
    spots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
    return tag("path", d=spots or "M0 0", stroke=colour, stroke_width=width, stroke_linecap="round", fill="none")


def sample(colour: str, dash: str = "none", width: float = 2.5, band: bool = False) -> Markup:
    """A piece of a line, and of its band, for a key."""
    shade = [tag("rect", y=1, width=34, height=12, fill=colour, fill_opacity=0.16)] if band else []
    stroke = line([(0, 7), (34, 7)], stroke=colour, stroke_width=width, stroke_dasharray=dash)
    return tag("svg", *shade, stroke, viewBox="0 0 34 14", class_="sample", aria_hidden="true")


class Scale(NamedTuple):
    """From values of ``low`` to ``high`` to places from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        span = self.high - self.low
        return self.start + (value - self.low) / span * (self.end - self.start) if span else self.start


def ticks(high: float, most: int = 5) -> list[float]:
    """Round values from 0 on, at most ``most`` steps, the last at ``high`` or above it."""
    if not high > 0:
        return [0.0, 1.0]
    rough = high / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough)
    return [step * nth for nth in range(math.ceil(high / step - 1e-9) + 1)]
