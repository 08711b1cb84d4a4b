"""An outcome month by month under what is set, and under what that is compared with."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis.exploring.drawing import BLUE, FAINT, GREY, INK, ORANGE, Scale, line, picture, tag, ticks
from analysis.exploring.findings import Findings
from analysis.language.labels import name, outcome, unit
from analysis.studies.support import support_ends
from sim.calendar import YEAR
from sim.language.numerals import decimals, number
from sim.language.texts import Lang, text

_WIDE, _HIGH = 420.0, 270.0
_LEFT, _RIGHT, _TOP, _LOW = 44.0, 40.0, 24.0, 44.0
_LETTER = 13.0
_APART = 15.0  # of the figures at the ends of lines


class Style(NamedTuple):
    """How a line is drawn, and whether with its band."""

    colour: str
    dash: str
    width: float
    band: bool


STYLES = (Style(BLUE, "none", 2.5, True), Style(GREY, "7 4", 2.0, True), Style(ORANGE, "2 3", 2.5, False))
"""Of what is set and of what it is compared with: the first of these as the reference of a chart of paths is."""


def styles(found: Findings) -> dict[str, Style]:
    """Scenario key → how its line is drawn."""
    return {one.key: style for one, style in zip(found.scenarios, STYLES)}


def paths(found: Findings, measure: str, lang: Lang) -> Markup:
    """A chart of ``measure`` with bands, lines, and what the lines end at."""
    rows = found.monthly[found.monthly["measure"] == measure]
    months = int(rows["month"].max())
    drawn = {key: rows[rows["scenario"] == key].sort_values("month") for key in styles(found)}
    highest = [float(of["q95"].max() if styles(found)[key].band else of["mean"].max()) for key, of in drawn.items()]
    upright = ticks(max(highest))
    x, y = Scale(0, months, _LEFT, _WIDE - _RIGHT), Scale(0, upright[-1], _HIGH - _LOW, _TOP)
    parts = [*_axes(x, y, upright, unit(measure, lang), lang), *_support(found, x, lang)]
    for key, style in reversed(styles(found).items()):
        parts += _curve(drawn[key], style, x, y)
    return picture(_WIDE, _HIGH, _told(drawn, found, measure, lang), *parts, *_ends(drawn, found, y))


def _axes(x: Scale, y: Scale, upright: list[float], measured_in: str, lang: Lang) -> list[Markup]:
    parts, digits = [tag("text", measured_in, x=4, y=_LETTER, font_size=_LETTER, fill=INK)], decimals(upright)
    digits = 0 if all(value == int(value) for value in upright) else digits
    for value in upright:
        parts.append(line([(x.start, y(value)), (x.end, y(value))], stroke=FAINT))
        place = {"x": x.start - 6, "y": y(value) + 4, "text_anchor": "end"}
        parts.append(tag("text", number(value, digits), font_size=_LETTER, fill=INK, **place))
    months = int(x.high)
    for month in range(0, months + 1, YEAR * max(1, round(months / 60))):
        place = {"x": x(month), "y": y.start + 17, "text_anchor": "middle"}
        parts.append(tag("text", number(month), font_size=_LETTER, fill=INK, **place))
    middle = {"x": (x.start + x.end) / 2, "y": _HIGH - 8, "text_anchor": "middle"}
    return [*parts, tag("text", text("paths_axis", lang), font_size=_LETTER, fill=INK, **middle)]


def _support(found: Findings, x: Scale, lang: Lang) -> list[Markup]:
    """The last month in which anything that is set is at work, where months follow."""
    month = support_ends(found.settings.scenario)
    if not 0 < month < found.settings.months:
        return []
    late = month > found.settings.months / 2
    place = {"x": x(month) + (-5 if late else 5), "y": _TOP + 6, "text_anchor": "end" if late else "start"}
    word = tag("text", text("paths_support_ends", lang), font_size=_LETTER - 1, fill=INK, class_="halo", **place)
    return [line([(x(month), _TOP), (x(month), _HIGH - _LOW)], stroke=INK, stroke_dasharray="1 3"), word]


def _curve(of: pd.DataFrame, style: Style, x: Scale, y: Scale) -> list[Markup]:
    """A band, if it has one, and a line."""
    months = [x(month) for month in of["month"]]
    low, mean, high = ([y(value) for value in of[column]] for column in ("q05", "mean", "q95"))
    parts = []
    if style.band:
        around = "L".join(f"{a:.1f} {b:.1f}" for a, b in [*zip(months, high), *reversed([*zip(months, low)])])
        parts.append(tag("path", d=f"M{around}Z", fill=style.colour, fill_opacity=0.16))
    points = list(zip(months, mean))
    return [*parts, line(points, stroke=style.colour, stroke_width=style.width, stroke_dasharray=style.dash)]


def _ends(drawn: dict[str, pd.DataFrame], found: Findings, y: Scale) -> list[Markup]:
    """What each line ends at, beside its end, in the order of the lines and not on one another."""
    last = sorted(((float(of["mean"].iloc[-1]), key) for key, of in drawn.items()), reverse=True)
    digits, parts, place = decimals(value for value, _ in last), [], _TOP - _APART
    for left, (value, key) in zip(range(len(last) - 1, -1, -1), last):
        place = min(max(y(value) + 4, place + _APART), _HIGH - _LOW + 4 - left * _APART)
        mark = tag("circle", cx=_WIDE - _RIGHT + 6, cy=place - 4, r=3, fill=styles(found)[key].colour)
        at = {"x": _WIDE - _RIGHT + 12, "y": place}
        parts += [mark, tag("text", number(value, digits), font_size=_LETTER - 1, fill=INK, **at)]
    return parts


def _told(drawn: dict[str, pd.DataFrame], found: Findings, measure: str, lang: Lang) -> str:
    """The chart in words: where each line ends, and its band."""
    said = []
    for key, of in drawn.items():
        end = of.iloc[-1]
        digits = decimals([end["q95"]])
        figures = {to: number(end[of_], digits) for to, of_ in (("mean", "mean"), ("low", "q05"), ("high", "q95"))}
        said.append(text("explore_alt", lang, scenario=name(found.names, key, lang), **figures))
    months = found.settings.months
    return text("explore_alt_paths", lang, outcome=outcome(measure, lang), month=months, told="; ".join(said))
