"""What a comparison says, in a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.effects.influence import Carried
from analysis.effects.policies import Precision, ranked
from analysis.language.labels import Names, listed, name
from sim.language.numerals import between, deciding, decimals, difference, number
from sim.language.texts import Lang, text

ENOUGH_TO_SCALE = 24
"""Draws from which the width of an interval falls about as one over the root of their number; before, faster."""
PRACTICAL = 100_000
"""Draws beyond which telling two policies apart is called impractical."""


class Verdict(NamedTuple):
    """Sentences: how ``sure`` the leader is, what more runs buy (``closer``), and ``more``, what each policy does."""

    sure: list[str]
    closer: list[str]
    more: list[str]


def verdict(
    table: pd.DataFrame,
    precision: Precision,
    names: Names,
    lang: Lang,
    singles: Collection[str] = (),
    *,
    settled: Sequence[str] | None = None,
) -> Verdict:
    """Who leads and who is as good, what more runs would buy; who clearly adds, who does nothing or harm.

    Parameters
    ----------
    table
        From ``policies.effects``.
    precision
        From ``policies.precision`` on the same runs.
    singles
        The policies that add one recommendation to their reference and nothing else.
    settled
        What is to be said of the leader's rivals, in place of whom the runs cannot tell it apart from.
    """
    main, others = ranked(table)
    several = precision.draws > 1
    rivals = _rivals(precision, names, lang) if settled is None else list(settled)
    sure = _leader(main, precision, names, lang, rivals=rivals) if several else []
    sure += _carried(precision.carried, names, lang)
    more = _effects(main, names, lang, singles) if several else []
    more += [_against_other(row, names, lang) for _, row in others.iterrows()]
    return Verdict(sure, _closing(precision, lang), more)


def _effects(main: pd.DataFrame, names: Names, lang: Lang, singles: Collection[str]) -> list[str]:
    """What each policy does by its own interval; ``main`` is sorted best first."""
    adds, loses = main["simultaneous_low"] > 0, main["simultaneous_high"] < 0
    untold = main[["simultaneous_low", "simultaneous_high"]].isna().any(axis=1)
    unclear, single = ~(adds | loses | untold), main["policy"].isin(singles)
    parts = (
        ("verdict_unclear_alone", main[unclear & single]),
        ("verdict_unclear", main[unclear & ~single]),
        ("verdict_harm", main[loses]),
        ("verdict_untold", main[untold]),
    )
    said = [text(key, lang, policies=listed(rows["policy"], names, lang)) for key, rows in parts if len(rows)]
    return [_adding(main, main[adds], names, lang), *said]


def _adding(main: pd.DataFrame, adds: pd.DataFrame, names: Names, lang: Lang) -> str:
    """Every policy that clearly adds, or that none does."""
    reference = name(names, main["reference"].iloc[0], lang)
    if adds.empty:
        return text("verdict_none", lang, reference=reference)
    key = "verdict_all_add" if len(adds) == len(main) > 1 else "verdict_adds"
    return text(key, lang, reference=reference, policies=listed(adds["policy"], names, lang))


def _leader(main: pd.DataFrame, precision: Precision, names: Names, lang: Lang, *, rivals: Sequence[str]) -> list[str]:
    """Who has the highest mean, and of several: who is as good, and whether the median world says the same."""
    if main["difference"].count() < 2:
        return [_against_other(main.iloc[0], names, lang)]
    first, digits = main.iloc[0], decimals(main["difference"])
    said = text(
        "verdict_first",
        lang,
        policy=name(names, first["policy"], lang),
        difference=difference(first["difference"], digits),
        interval=between(first["simultaneous_low"], first["simultaneous_high"], lang, digits),
    )
    return [
        said,
        *rivals,
        *_median(main, names, lang, digits),
        *_chance(main, names, lang, digits),
    ]


def _median(main: pd.DataFrame, names: Names, lang: Lang, digits: int) -> list[str]:
    """That the median puts another policy first than the mean does, if so."""
    first = main.iloc[0]
    best = main[main["median"] == main["median"].max()]
    if first["policy"] in set(best["policy"]):
        return []
    return [
        text(
            "verdict_median",
            lang,
            policies=listed(best["policy"], names, lang),
            median=difference(best["median"].iloc[0], digits),
            first=name(names, first["policy"], lang),
            own=difference(first["median"], digits),
        )
    ]


def _rivals(precision: Precision, names: Names, lang: Lang) -> list[str]:
    rivals = precision.groups[0][1:]
    if not rivals:
        return [text("verdict_ahead", lang)] if len(precision.groups) > 1 else []
    said = text("verdict_close", lang, policies=listed(rivals, names, lang))
    if math.isnan(precision.to_separate):
        return [said]
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


def _against_other(row: pd.Series, names: Names, lang: Lang) -> str:
    digits = decimals([row["difference"]])
    return text(
        "verdict_other",
        lang,
        policy=name(names, row["policy"], lang),
        reference=name(names, row["reference"], lang),
        difference=difference(row["difference"], digits),
        interval=between(row["simultaneous_low"], row["simultaneous_high"], lang, digits),
    )


def _carried(found: Sequence[Carried], names: Names, lang: Lang) -> list[str]:
    """For each world that a mean, or what is clear of an effect, rests on: of which policies, and how much."""
    said = []
    for world in sorted({one.world for one in found}):
        of = [one for one in found if one.world == world]
        shares = [f"{name(names, one.policy, lang)} ({number(100 * one.share)} %)" for one in of if one.share > 0]
        lost = [name(names, one.policy, lang) for one in of if one.clear and not one.without]
        gained = [name(names, one.policy, lang) for one in of if one.without and not one.clear]
        parts = (("verdict_carried", shares), ("verdict_clear_by_one", lost), ("verdict_unclear_by_one", gained))
        said += [text(key, lang, world=number(world), policies="; ".join(rows)) for key, rows in parts if rows]
    return said


def _closing(precision: Precision, lang: Lang) -> list[str]:
    """What the number of runs bought, what no number of runs buys, and failures."""
    said = [] if precision.draws > 1 else [text("verdict_single", lang)]
    width = 2 * precision.half_width
    if width > 0:
        bought = number(width, deciding(width, max(1, decimals([width]))))
        places = {"draws": number(precision.draws), "replicates": number(precision.replicates)}
        said.append(text("verdict_precision", lang, width=bought, **places))
        if precision.draws >= ENOUGH_TO_SCALE:
            said.append(text("verdict_half", lang, more=_round(4 * precision.draws)))
    return said + ([text("verdict_failed", lang, failed=number(precision.failed))] if precision.failed else [])


def _round(count: float) -> str:
    """Write a rough count to two figures."""
    return number(float(f"{count:.2g}"))
