"""What money buys, of a comparison: its two tables, and in words which policy is worth its cost, and how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.answers.contest import Contest
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.economics.acceptability import standings, willingness
from analysis.economics.frontier import BestBuy, best_buys, frontier
from analysis.economics.options import Options, options, resampled
from analysis.economics.tables import OUTCOMES, Bought, bought
from analysis.effects.policies import MAIN, main_reference
from analysis.effects.statistics import differences
from analysis.language.labels import Names, name
from analysis.studies.study import Study
from sim.language.numerals import finite, number
from sim.language.texts import Lang, text

_MILLION = 1e6
FRONTIER, ACCEPTABILITY = "frontier", "acceptability"
"""Names of the two tables, and of their charts."""


class Buy(NamedTuple):
    """A best buy, and how sure it is at one value of ``acceptability.csv`` inside its stretch; NaN where none is.

    ``reference`` is what all options are compared with: where that is the best buy, none is worth its cost.
    """

    stretch: BestBuy
    reference: str
    worth: float
    acceptability: float
    leads: float

    @property
    def none(self) -> bool:
        """Whether nothing is bought."""
        return self.reference in self.stretch.options


def write_tables(contest: Contest, study: Study, folder: Path) -> Bought | None:
    """Leave both tables, of every window, as CSV and Parquet; hands back what the charts are of, if there is any."""
    runs, windows = study.runs(*OUTCOMES), {one.key: one.window for one in contest.scenarios if one.applied}
    families = [contest.against, *contest.elsewhere().values()]
    found = [bought(runs, family, study.request.seed, windows=windows) for family in families]
    every = [one for family in found for one in family]
    if not every:
        return None
    parts = {FRONTIER: [one.frontier for one in every], ACCEPTABILITY: [one.acceptability for one in every]}
    for called, tables in parts.items():
        table = pd.concat(tables, ignore_index=True)
        write_spreadsheet(table, folder / f"{called}.csv")
        table.to_parquet(folder / f"{called}.parquet", index=False)
    main = _main_reference(contest.against)
    return next((one for one in found[0] if one.reference == main), None)


def _main_reference(against: Mapping[str, str]) -> str:
    return main_reference(pd.DataFrame({"policy": list(against), "reference": list(against.values())}))


def best_bought(contest: Contest, study: Study) -> list[Buy]:
    """The best buys on top of the main reference, from 0 baht for one more lasting alliance on; none without runs."""
    reference = _main_reference(contest.against)
    against = {policy: other for policy, other in contest.against.items() if other == reference}
    runs = study.runs(MAIN, "cost")
    money = options(differences(runs, MAIN, against), differences(runs, "cost", against), reference)
    if money.effects.empty or len(money.effects.columns) == 1:
        return []
    table = frontier(money.effects.mean(), money.costs.mean())
    return _judged(money, best_buys(table), willingness(table), study.request.seed)


def _judged(money: Options, buys: Sequence[BestBuy], values: np.ndarray, seed: int) -> list[Buy]:
    """How sure each stretch is about its middle; the last, which has none, half as far again as where it begins."""
    middles = [_middle(one, values) for one in buys]
    told = [one for one in middles if not math.isnan(one)]
    found = dict(zip(told, standings(money, told, resampled(money, seed))))
    reference, judged = str(money.effects.columns[0]), []
    for buy, middle in zip(buys, middles):
        of = [money.effects.columns.get_loc(option) for option in buy.options]
        shares = [sum(getattr(found[middle], what)[of]) if middle in found else math.nan for what in _SHARES]
        judged.append(Buy(buy, reference, middle, float(shares[0]), float(shares[1])))
    return judged


_SHARES = ("acceptability", "leads")


def _middle(buy: BestBuy, values: np.ndarray) -> float:
    """The value that is told nearest the middle of a stretch; NaN where none is inside it."""
    inside = values[(values > buy.low) & (values < buy.high)]
    if not len(inside):
        return math.nan
    middle = 1.5 * buy.low if math.isinf(buy.high) else (buy.low + buy.high) / 2
    return float(inside[np.abs(inside - middle).argmin()])


def told(buys: Sequence[Buy], names: Names, lang: Lang) -> list[str]:
    """Which policy is worth its cost from what value of one more lasting alliance on, and how sure that is."""
    if not buys:
        return []
    if len(buys) == 1 and buys[0].none:
        return [text("buys_never", lang)]
    said = [text("buys", lang, stretches="; ".join(_stretch(one, names, lang) for one in buys))]
    shares = "; ".join(_share(one, names, lang) for one in buys if not math.isnan(one.worth))
    return said + ([text("buys_sure", lang, shares=shares)] if shares else [])


def _stretch(buy: Buy, names: Names, lang: Lang) -> str:
    low, high = buy.stretch.low, buy.stretch.high
    where = ("always" if math.isinf(high) else "below") if low == 0 else "from" if math.isinf(high) else "between"
    return text(
        f"buys_none_{where}" if buy.none else f"buys_{where}",
        lang,
        low=_millions(low),
        high=_millions(high),
        policies=_called(buy, names, lang),
    )


def _share(buy: Buy, names: Names, lang: Lang) -> str:
    shares = {"share": number(100 * buy.acceptability), "leads": number(100 * buy.leads)}
    key = "buys_share_none" if buy.none else "buys_share"
    return text(key, lang, worth=_millions(buy.worth), policies=_called(buy, names, lang), **shares)


def _called(buy: Buy, names: Names, lang: Lang) -> str:
    return ", ".join(f"“{name(names, option, lang)}”" for option in buy.stretch.options)


def _millions(baht: float) -> str:
    """Million baht to three figures."""
    return f"{baht / _MILLION:.3g}"


def figures(buys: Sequence[Buy]) -> list[dict[str, Any]]:
    """The same for a program: a stretch that has no upper end, or no share, has None there."""
    return [
        {
            "from": one.stretch.low,
            "to": finite(one.stretch.high),
            "options": list(one.stretch.options),
            "none": one.none,
            "willingness": finite(one.worth),
            "acceptability": finite(one.acceptability),
            "leads": finite(one.leads),
        }
        for one in buys
    ]
