"""One colour for each thing an interval can say of an effect: clearly more, clearly less, not told from none."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.lines import Line2D

from analysis.charts.page import BLUE, GREY, RED
from sim.language.texts import Lang, text

_MEANINGS = ((BLUE, "effects_clear_up"), (GREY, "effects_unclear"), (RED, "effects_clear_down"))


def colour(row: pd.Series) -> str:
    """The colour of a row of an effects table, by its simultaneous interval."""
    if row["simultaneous_low"] > 0:
        return BLUE
    return RED if row["simultaneous_high"] < 0 else GREY


def samples(used: Iterable[str], lang: Lang) -> list[Line2D]:
    """A sample of each colour that is ``used``, named by what it means."""
    kept = set(used)
    return [
        Line2D([], [], color=each, lw=7, solid_capstyle="butt", label=text(key, lang))
        for each, key in _MEANINGS
        if each in kept
    ]
