"""What a comparison says, in a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from analysis.effects.policies import MAIN, Precision, main_reference
from analysis.language.labels import Names, name
from sim.language.numerals import between, decimals, number
from sim.language.texts import Lang, text

PRACTICAL = 100_000
"""Draws beyond which telling two policies apart is called impractical."""


def verdict(table: pd.DataFrame, precision: Precision, names: Names, lang: Lang) -> list[str]:
    """Sentences: the best policy, who is as good, who does nothing, how sure, and what more runs would buy.

    Parameters
    ----------
    table
        From ``comparison.effects``.
    precision
        From ``comparison.precision`` on the same runs.
    """
    rows = table[table["outcome"] == MAIN].sort_values("difference", ascending=False, kind="stable")
    main = rows[rows["reference"] == main_reference(rows)]
    digits = decimals(main["difference"])
    sentences = _lead(main, precision, names, lang, digits)
    sentences += _without_gain(main, names, lang)
    sentences += [_against_other(row, names, lang) for _, row in rows.drop(main.index).iterrows()]
    return sentences + _closing(precision, lang)


def _lead(main: pd.DataFrame, precision: Precision, names: Names, lang: Lang, digits: int) -> list[str]:
    """The leading policy, or that there is none; ``main`` is sorted best first."""
    if precision.draws < 2:
        return []
    first = main.iloc[0]
    reference = name(names, first["reference"], lang)
    if not first["simultaneous_low"] > 0:
        return [text("verdict_none", lang, reference=reference)]
    said = text(
        "verdict_first",
        lang,
        reference=reference,
        policy=name(names, first["policy"], lang),
        difference=number(first["difference"], digits, sign=True),
        interval=between(first["simultaneous_low"], first["simultaneous_high"], lang, digits),
    )
    return [said, *_rivals(precision, names, lang), *_chance(main, names, lang, digits)]


def _rivals(precision: Precision, names: Names, lang: Lang) -> list[str]:
    rivals = precision.groups[0][1:]
    if not rivals:
        return [text("verdict_ahead", lang)] if len(precision.groups) > 1 else []
    said = text("verdict_close", lang, policies=_listed(rivals, names, lang))
    if precision.to_separate > PRACTICAL:
        return [said, text("verdict_inseparable", lang)]
    return [said, text("verdict_separate", lang, draws=_round(precision.to_separate))]


def _chance(main: pd.DataFrame, names: Names, lang: Lang, digits: int) -> list[str]:
    first = main.iloc[0]
    if math.isnan(first["probability_best"]):
        return []
    policy = name(names, first["policy"], lang)
    share, range_ = (
        number(100 * first["probability_best"]),
        between(first["range_low"], first["range_high"], lang, digits),
    )
    return [text("verdict_best", lang, count=len(main), policy=policy, share=share, range=range_)]


def _without_gain(main: pd.DataFrame, names: Names, lang: Lang) -> list[str]:
    """Who shows no clear effect and who a clear loss."""
    harm = main["simultaneous_high"] < 0
    unclear = (main["simultaneous_low"] <= 0) & ~harm
    found = (("verdict_unclear", main[unclear]), ("verdict_harm", main[harm]))
    return [text(key, lang, policies=_listed(rows["policy"], names, lang)) for key, rows in found if len(rows)]


def _against_other(row: pd.Series, names: Names, lang: Lang) -> str:
    digits = decimals([row["difference"]])
    return text(
        "verdict_other",
        lang,
        policy=name(names, row["policy"], lang),
        reference=name(names, row["reference"], lang),
        difference=number(row["difference"], digits, sign=True),
        interval=between(row["simultaneous_low"], row["simultaneous_high"], lang, digits),
    )


def _closing(precision: Precision, lang: Lang) -> list[str]:
    """What the number of runs bought, what no number of runs buys, and failures."""
    if precision.draws < 2:
        said = [text("verdict_single", lang)]
    else:
        said = [
            text(
                "verdict_precision",
                lang,
                draws=number(precision.draws),
                replicates=number(precision.replicates),
                half_width=number(precision.half_width, max(1, decimals([precision.half_width]))),
                more=_round(4 * precision.draws),
            ),
            text("verdict_assumed", lang),
        ]
    return said + ([text("verdict_failed", lang, failed=number(precision.failed))] if precision.failed else [])


def _listed(policies: Iterable[str], names: Names, lang: Lang) -> str:
    return "; ".join(name(names, policy, lang) for policy in policies)


def _round(count: float) -> str:
    """Write a rough count to two figures."""
    return number(float(f"{count:.2g}"))
