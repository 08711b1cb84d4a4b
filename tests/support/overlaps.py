"""Words on a drawn page that cannot be read: cut by its edge, on each other, or on the chart beside their own."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.charts.page import page_style

_TOUCH = 1.0
"""Dots of the screen by which boxes may meet: letters do not fill theirs."""


def faults(figure) -> list[str]:
    """What is wrong with the words of a figure, each fault in a line; empty where all can be read."""
    with page_style():  # letters as wide as in the files
        figure.draw_without_rendering()
        found = {text: _box(text) for text in _written(figure)}
    owners = _owners(figure)
    areas = [(axes, _inner(axes.bbox)) for axes in figure.axes if axes.axison]
    return [*_cut(found, figure.bbox), *_on_each_other(found), *_on_others(found, owners, areas)]


def _written(figure):
    """Every text that is drawn: of the numbers at ticks, those within the axis."""
    axes = [one for one in figure.axes if one.axison]
    drawn = {label for one in axes for axis in (one.xaxis, one.yaxis) for label in _ticks(axis)}
    hidden = {label for one in figure.axes for axis in (one.xaxis, one.yaxis) for label in _all_ticks(axis)} - drawn
    for text in figure.findobj(Text):
        if text not in hidden and text.get_visible() and text.get_text().strip():
            yield text


def _all_ticks(axis):
    return [*axis.get_ticklabels(minor=False), *axis.get_ticklabels(minor=True)]


def _ticks(axis):
    low, high = sorted(axis.get_view_interval())
    slack = 1e-6 * (high - low)
    inside = [tick for tick in axis.get_major_ticks() if low - slack <= tick.get_loc() <= high + slack]
    return [tick.label1 for tick in inside]


def _owners(figure):
    return {text: axes for axes in figure.axes for text in axes.findobj(Text)}


def _box(text):
    return _inner(Text.get_window_extent(text))  # without the thread of an annotation


def _inner(box):
    return Bbox.from_extents(box.x0 + _TOUCH, box.y0 + _TOUCH, box.x1 - _TOUCH, box.y1 - _TOUCH)


def _cut(found, page):
    for text, box in found.items():
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1:
            yield f"cut by the page: {text.get_text()!r}"


def _on_each_other(found):
    texts = list(found)
    ends = np.array([found[text].extents for text in texts]).reshape(-1, 4)
    meet = (ends[:, None, :2] < ends[None, :, 2:]).all(axis=2)
    for one, other in combinations(range(len(texts)), 2):
        if meet[one, other] and meet[other, one]:
            yield f"on each other: {texts[one].get_text()!r} and {texts[other].get_text()!r}"


def _on_others(found, owners, areas):
    for text, box in found.items():
        for axes, area in areas:
            if owners.get(text) is not axes and box.overlaps(area):
                yield f"on another chart: {text.get_text()!r}"
