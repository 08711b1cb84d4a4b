"""What a lasting alliance costs under each policy, in words."""

from __future__ import annotations

import math

import pandas as pd

from analysis.effects.policies import main_reference
from analysis.language.labels import Names, name
from sim.language.numerals import between, number
from sim.language.texts import Lang, text


def price_words(row: pd.Series, lang: Lang) -> str:
    """The price of a lasting alliance with its interval, or that it is at least so much, or that none can be told.

    Parameters
    ----------
    row
        Of an effects table.
    """
    value, low, high = (_rounded(row[f"cost_per_lasting{end}"]) for end in ("", "_low", "_high"))
    if math.isnan(low):
        return text("price_none", lang) if math.isnan(value) else number(value)
    if math.isnan(high):
        at_least = text("price_at_least", lang, low=number(low))
        return at_least if math.isnan(value) else f"{number(value)} ({at_least})"
    return f"{number(value)} ({between(low, high, lang)})"


def _rounded(baht: float) -> float:
    """A price to three figures, of which the second is uncertain already."""
    return float(f"{baht:.3g}")


def prices_told(table: pd.DataFrame, names: Names, lang: Lang) -> list[str]:
    """What each lasting alliance costs under the policies that clearly add some, the cheapest first; and the others.

    Parameters
    ----------
    table
        From ``policies.effects``.
    """
    rows = table[table["reference"] == main_reference(table)].drop_duplicates("policy")
    known = rows[rows["cost_per_lasting"].notna()].sort_values("cost_per_lasting", kind="stable")
    told = [f"{name(names, row['policy'], lang)}: {price_words(row, lang)}" for _, row in known.iterrows()]
    said = [text("prices", lang, policies="; ".join(told))] if told else []
    least = rows[rows["cost_per_lasting"].isna() & rows["cost_per_lasting_low"].notna()]
    return said + ([text("prices_least", lang)] if len(least) else [])
