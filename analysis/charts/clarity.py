"""One colour for each thing an interval can say of an effect: clearly more, clearly less, not told from none."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.lines import Line2D

from analysis.charts.colours import CLEAR_LESS, CLEAR_MORE, UNCLEAR
from sim.language.texts import Lang, text

_MEANINGS = ((CLEAR_MORE, "effects_clear_up"), (UNCLEAR, "effects_unclear"), (CLEAR_LESS, "effects_clear_down"))


def colour(row: pd.Series) -> str:
    """The colour of a row of an effects table, by its simultaneous interval."""
    if row["simultaneous_low"] > 0:
        return CLEAR_MORE
    return CLEAR_LESS if row["simultaneous_high"] < 0 else UNCLEAR


def samples(used: Iterable[str], lang: Lang) -> list[Line2D]:
    """A sample of each colour that is ``used``, named by what it means."""
    kept = set(used)
    return [
        Line2D([], [], color=each, lw=7, solid_capstyle="butt", label=text(key, lang))
        for each, key in _MEANINGS
        if each in kept
    ]
