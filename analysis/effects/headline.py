"""The one sentence that a comparison begins with, to be read out by whoever decides."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analysis.effects.policies import ranked
from analysis.language.labels import Names, listed, name
from sim.language.numerals import deciding, decimals, number
from sim.language.texts import Lang, text

_MILLION = 1e6


def headline(table: pd.DataFrame, level: Sequence[str], names: Names, lang: Lang, *, settled: str = "") -> str:
    """Which policy adds most, how much, for how much money, and whether another may add as many.

    Every number in it stands in the table of effects, rounded as there.

    Parameters
    ----------
    table
        From ``policies.effects``.
    level
        Policies that these runs do not tell apart from the first of the table, that one not among them.
    settled
        What looks at more and more worlds have settled of the first and its rivals, as a key of texts
        (``headline_settled`` …), in place of ``level``; empty where nothing was looked at so.
    """
    main, others = ranked(table)
    done = main.dropna(subset="difference")
    if done.empty:
        return text("headline_nothing", lang)
    first, digits = done.iloc[0], decimals([*main["difference"], *others["difference"]])
    added = float(first["difference"])
    written = number(abs(added), deciding(added, digits))
    case, adding = _case(first, len(done)), done.loc[done["simultaneous_low"] > 0, "policy"]
    if case == "adds":
        case = "close" if level else "ahead"
    elif case == "unclear" and len(adding):
        case = "others"
    return text(
        settled if settled and case in ("close", "ahead") else f"headline_{case}",
        lang,
        policy=name(names, first["policy"], lang),
        reference=name(names, first["reference"], lang),
        count=len(done),
        added=f"−{written}" if added < 0 else written,
        fewer=written,
        cost=number(first["cost"] / _MILLION, 1),
        level=len(level),
        adding=listed(adding, names, lang),
    )


def _case(first: pd.Series, count: int) -> str:
    """What the first row of the table shows, of ``count`` policies."""
    low, high = first["simultaneous_low"], first["simultaneous_high"]
    if math.isnan(low):
        return "few" if count > 1 else "one_few"
    if low > 0:
        return "adds" if count > 1 else "one_adds"
    if high < 0:
        return "loses" if count > 1 else "one_loses"
    return "unclear" if count > 1 else "one_unclear"
