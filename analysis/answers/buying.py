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
from analysis.economics.certainty import SURELY, Stretch, turning, undecided
from analysis.economics.frontier import BestBuy, best_buys, frontier, on_frontier
from analysis.economics.options import Means, Options, options, resampled
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
_NEAR = 0.1
"""Share of resamples in which an option must stand on the frontier to be named though it is no best buy."""


class Buy(NamedTuple):
    """A best buy, and how sure it is at one value of ``acceptability.csv`` inside its stretch; NaN where none is.

    ``begins`` is where the beginning of its stretch lies in 95 of 100 resamples of the worlds. ``reference`` is what
    all options are compared with: where that is the best buy, none is worth its cost.
    """

    stretch: BestBuy
    begins: Stretch
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


class Buys(NamedTuple):
    """The best buys from 0 baht for one more lasting alliance on, and how sure these worlds are of them.

    ``undecided`` is where no option surely leads; ``near`` has the options that are no best buy but stand on the
    frontier in a fair share of the resamples, with that share, the largest first.
    """

    best: tuple[Buy, ...] = ()
    undecided: tuple[Stretch, ...] = ()
    near: tuple[tuple[str, float], ...] = ()


def best_bought(contest: Contest, study: Study) -> Buys:
    """The best buys on top of the main reference; none without runs."""
    reference = _main_reference(contest.against)
    against = {policy: other for policy, other in contest.against.items() if other == reference}
    runs = study.runs(MAIN, "cost")
    money = options(differences(runs, MAIN, against), differences(runs, "cost", against), reference)
    if money.effects.empty or len(money.effects.columns) == 1:
        return Buys()
    table = frontier(money.effects.mean(), money.costs.mean())
    stretches, values, resamples = best_buys(table), willingness(table), resampled(money, study.request.seed)
    open_at = tuple(undecided(resamples, values.tolist()))
    return Buys(_judged(money, stretches, values, resamples), open_at, _near(money, stretches, resamples))


def _near(money: Options, buys: Sequence[BestBuy], resamples: Means) -> tuple[tuple[str, float], ...]:
    """Options beside the best buys that may be as well; to buy none, which always may be, is not named."""
    named = {option for buy in buys for option in buy.options}
    shares = zip(map(str, money.effects.columns[1:]), on_frontier(*resamples)[1:])
    near = [(option, float(share)) for option, share in shares if share >= _NEAR and option not in named]
    return tuple(sorted(near, key=lambda each: -each[1]))


def _judged(money: Options, buys: Sequence[BestBuy], values: np.ndarray, resamples: Means) -> tuple[Buy, ...]:
    """How sure each stretch is about its middle; the last, which has none, half as far again as where it begins."""
    middles = [_middle(one, values) for one in buys]
    told = [one for one in middles if not math.isnan(one)]
    found = dict(zip(told, standings(money, told, resamples)))
    places = list(money.effects.columns)
    judged = list[Buy]()
    for buy, middle in zip(buys, middles):
        of = [places.index(option) for option in buy.options]
        shares = [sum(getattr(found[middle], what)[of]) if middle in found else math.nan for what in _SHARES]
        begins = Stretch(0.0, 0.0)
        if judged:
            begins = turning(resamples, places.index(judged[-1].stretch.options[0]), of[0])
        own = dict(zip(_SHARES, map(float, shares)))
        judged.append(Buy(stretch=buy, begins=begins, reference=str(places[0]), worth=middle, **own))
    return tuple(judged)


_SHARES = ("acceptability", "leads")


def _middle(buy: BestBuy, values: np.ndarray) -> float:
    """The value that is told nearest the middle of a stretch; NaN where none is inside it."""
    inside = values[(values > buy.low) & (values < buy.high)]
    if not len(inside):
        return math.nan
    middle = 1.5 * buy.low if math.isinf(buy.high) else (buy.low + buy.high) / 2
    return float(inside[np.abs(inside - middle).argmin()])


def told(buys: Buys, names: Names, lang: Lang) -> list[str]:
    """Which policy is worth its cost from what value of one more lasting alliance on, and how sure that is."""
    best = buys.best
    if not best:
        return []
    never = len(best) == 1 and best[0].none
    if never:
        said = [text("buys_never", lang)]
    else:
        said = [text("buys", lang, stretches="; ".join(_stretch(one, names, lang) for one in best))]
    shares = "; ".join(_share(one, names, lang) for one in best if not math.isnan(one.worth))
    sure = [] if never or not shares else [text("buys_sure", lang, shares=shares)]
    near = "; ".join(_beside(option, share, names, lang) for option, share in buys.near)
    return [*said, *sure, *_open(buys, lang), *([text("buys_near", lang, options=near)] if near else [])]


def _open(buys: Buys, lang: Lang) -> list[str]:
    """Where no option surely leads."""
    if not buys.undecided:
        return []
    where = "; ".join(
        text("buys_open_from" if math.isinf(one.high) else "buys_open_between", lang,
             low=_millions(one.low), high=_millions(one.high))
        for one in buys.undecided
    )  # fmt: skip
    return [text("buys_open", lang, where=where, surely=number(100 * SURELY))]


def _beside(option: str, share: float, names: Names, lang: Lang) -> str:
    return text("buys_near_one", lang, policy=name(names, option, lang), share=in_hundred(share, lang))


def _stretch(buy: Buy, names: Names, lang: Lang) -> str:
    low, high = buy.stretch.low, buy.stretch.high
    where = ("always" if math.isinf(high) else "below") if low == 0 else "from" if math.isinf(high) else "between"
    return text(
        f"buys_none_{where}" if buy.none else f"buys_{where}",
        lang,
        low=_beginning(buy, lang),
        high=_millions(high),
        policies=_called(buy, names, lang),
    )


def _beginning(buy: Buy, lang: Lang) -> str:
    """Where a stretch begins, and where that lies in resamples."""
    low, high = map(_millions, buy.begins)
    interval = (
        text("buys_or_more", lang, low=low) if math.isinf(buy.begins.high) else text("to", lang, low=low, high=high)
    )
    return f"{_millions(buy.stretch.low)} ({interval})"


def _share(buy: Buy, names: Names, lang: Lang) -> str:
    shares = {"share": number(100 * buy.acceptability), "leads": in_hundred(buy.leads, lang)}
    key = "buys_share_none" if buy.none else "buys_share"
    return text(key, lang, worth=_millions(buy.worth), policies=_called(buy, names, lang), **shares)


def in_hundred(share: float, lang: Lang) -> str:
    """How often in 100: of few resamples none is told as always, or never."""
    whole = round(100 * share)
    return text({0: "seldom", 100: "nearly_always"}[whole], lang) if whole in (0, 100) else number(whole)


def _called(buy: Buy, names: Names, lang: Lang) -> str:
    return ", ".join(f"“{name(names, option, lang)}”" for option in buy.stretch.options)


def _millions(baht: float) -> str:
    """Million baht to two figures, which is as much as resamples tell; blank where there is no end."""
    if not math.isfinite(baht):
        return ""
    rounded = float(f"{baht / _MILLION:.2g}")
    return number(rounded, 0 if rounded == 0.0 or rounded >= 10.0 else 1 if rounded >= 1.0 else 2)


def figures(buys: Buys) -> dict[str, Any]:
    """The same for a program: a stretch that has no upper end, or no share, has None there."""
    return {
        "best_buys": [
            {
                "from": one.stretch.low,
                "from_low": one.begins.low,
                "from_high": finite(one.begins.high),
                "to": finite(one.stretch.high),
                "options": list(one.stretch.options),
                "none": one.none,
                "willingness": finite(one.worth),
                "acceptability": finite(one.acceptability),
                "leads": finite(one.leads),
            }
            for one in buys.best
        ],
        "undecided": [{"from": one.low, "to": finite(one.high)} for one in buys.undecided],
        "near_frontier": dict(buys.near),
    }
