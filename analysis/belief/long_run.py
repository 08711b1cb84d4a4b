"""Patterns (i) to (p): what becomes of alliances in the long run; all but two held out, so never tuned to.

They are read off 180 months without a programme and with one, in the worlds that the other patterns are read off, and
off 400 worlds with every recommendation. What the studies say stands in ``docs/evidence.md``; what is told beside it is
a figure with its interval, and a verdict that can be no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.belief.patterns import BASELINE, PROGRAMME, Evidence, Found, said
from analysis.effects.statistics import Estimate, mean_interval
from sim.calendar import DEFAULT_MONTHS, PROGRAMME_MONTHS, YEAR
from sim.ensembles.ensemble import ensemble
from sim.ensembles.worlds import World
from sim.plan import make_plan
from sim.scenario import Scenario, load_scenario
from sim.simulate import Peopling

MONTHS = 180
SETTLED = 60  # from here on the baseline is held against month 24
LATE = (36, 120)  # between these months after support a slope is looked at
WIDE = 0.2  # of month 24's
LEVELS = ("management", "strategy", "trust")
SUSTAINED = (0.43, 0.68)
"""Share of supported coalitions sustained: 68 % of those who answered five to eleven years on, 43 % if none of those
who did not answer was (NORC / ASPE 2012: 165 answered of 260)."""
MANY_WORLDS, FEW_HUNDRED = 400, 300
INCOME_GAIN = (0.0, 0.019 * 12 * 1586)
"""Baht a year: what the village fund did to incomes, +1.9 % (Boonperm et al., WPS5011), of the national poverty line of
2009, 1,586 baht a person a month (NESDB): incomes a little up at most."""
CLOSURES = (0.01, 0.09)
"""A year: 2 to 3 % of Indian self-help groups inactive, 8 to 9 % of young Quebec cooperatives closed."""
SPREAD = 0.47  # variance over mean of a province's count when provinces were alike


def scenarios() -> tuple[Scenario, ...]:
    """Fifteen years without and with the programme."""
    return tuple(replace(load_scenario(key), months=MONTHS) for key in (BASELINE, PROGRAMME))


def check_all(
    which: Sequence[World], workers: int, table: pd.DataFrame | None, tell: Callable[[int], None]
) -> list[Found]:
    """Run what is needed in the worlds ``which``, and check every pattern of the long run."""
    chosen = scenarios()
    long = Evidence(chosen, tuple(ensemble(chosen, which, MONTHS, workers, table, tell=tell)), table)
    return [pattern(long) for pattern in PATTERNS]


def largest(many: Sequence[World], workers: int, table: pd.DataFrame | None) -> Found:
    """(l) No world runs away: alliances alive in the largest of many, with every recommendation at once."""
    chosen = (load_scenario("all-14"),)
    evidence = Evidence(chosen, tuple(ensemble(chosen, many, DEFAULT_MONTHS, workers, table)), table)
    alive = evidence.rows(chosen[0].key, "alive")[:, -1]
    return Found(
        "l",
        "held",
        said("pattern_l_figure", most=f"{alive.max():.0f}", middle=f"{np.median(alive):.0f}", worlds=len(alive)),
        said("pattern_l_criterion", most=FEW_HUNDRED),
        bool(alive.max() <= FEW_HUNDRED),
    )


def sustained(e: Evidence) -> Found:
    """(i) Of the networks that teams helped into being, those that still meet three years after support."""
    made = e.rows(PROGRAMME, "facilitated")[:, PROGRAMME_MONTHS]
    kept = e.rows(PROGRAMME, "kept")[:, DEFAULT_MONTHS]
    share = mean_interval(kept[made > 0] / made[made > 0])
    low, high = SUSTAINED
    return Found(
        "i",
        "held",
        said("pattern_i_figure", **_spans(share)),
        said("pattern_i_criterion", low=f"{low:.0%}", high=f"{high:.0%}"),
        bool(low <= share.mean <= high),
    )


def slope(e: Evidence) -> Found:
    """(j) Operating alliances do not grow in number after support has ended."""
    first, last = LATE
    helped, every = (
        mean_interval(rows[:, last] - rows[:, first])
        for rows in (e.rows(PROGRAMME, "facilitated_operating"), e.rows(PROGRAMME, "operating"))
    )
    beside = e.rows(PROGRAMME, "operating") - e.rows(BASELINE, "operating")
    above = mean_interval(beside[:, last] - beside[:, first])
    return Found(
        "j",
        "held",
        said("pattern_j_figure", helped=_number(helped), every=_number(every), above=_number(above)),
        said("pattern_j_criterion", first=first, last=last),
        bool(helped.low <= 0.0),
    )


def stationary(e: Evidence) -> Found:
    """(k) Without a programme, shares and levels stay as they are: nothing drifts away by itself."""
    # A world that outgrew its arrays has no rows: (l) is about such.
    levels = {name: np.nanmean(e.rows(BASELINE, name), axis=0) for name in LEVELS}
    share = e.rows(BASELINE, "operating") / np.maximum(e.rows(BASELINE, "alive"), 1.0)
    operating = np.nanmean(share, axis=0)
    off = {
        name: float(np.abs(path[SETTLED:] / path[PROGRAMME_MONTHS] - 1.0).max())
        for name, path in {"operating": operating, **levels}.items()
    }
    return Found(
        "k",
        "set",
        said("pattern_k_figure", **{name: f"{value:.0%}" for name, value in off.items()}),
        said("pattern_k_criterion", most=f"{WIDE:.0%}", first=SETTLED, last=MONTHS),
        max(off.values()) <= WIDE,
    )


def federated(e: Evidence) -> Found:
    """(m) Alliances in a federation end less often than others."""
    counted = np.array([[*_endings(made, 1), *_endings(made, 0)] for made in e.by_world(BASELINE)])
    without = counted.sum(axis=0) - np.vstack([np.zeros(4), counted])  # all worlds, then all but each
    gaps = without[:, 0] / np.maximum(without[:, 1], 1e-9) - without[:, 2] / np.maximum(without[:, 3], 1e-9)
    gap = mean_interval(len(counted) * gaps[0] - (len(counted) - 1) * gaps[1:])
    return Found("m", "built", said("pattern_m_figure", gap=_number(gap, 3)), said("pattern_m_criterion"), gap.high < 0)


def _endings(made: np.ndarray, federated_: int) -> tuple[int, float]:
    """Endings, and alliance-years lived since the start, of those in a federation at their last, or of the others."""
    chosen = made[made["federated"] == federated_]
    until = np.where(chosen["ended"] < 0, MONTHS, chosen["ended"])
    return int((chosen["ended"] >= 0).sum()), float((until - np.maximum(chosen["founded"], 0)).sum() / YEAR)


def incomes(e: Evidence) -> Found:
    """(n) What a member household gains is a little at most."""
    gain, helped = (e.rows(PROGRAMME, name)[:, DEFAULT_MONTHS] for name in ("household_gain", "people_helped"))
    some = mean_interval(gain[helped > 0])
    low, high = INCOME_GAIN
    return Found(
        "n",
        "held",
        said("pattern_n_figure", gain=_number(some, 0), people=f"{np.nanmean(helped):,.0f}"),
        said("pattern_n_criterion", high=f"{high:,.0f}"),
        bool(low < some.mean <= high),
    )


def closures(e: Evidence) -> Found:
    """(o) Organisations close about as often as registers show."""
    years = (DEFAULT_MONTHS - PROGRAMME_MONTHS) / YEAR
    closed = e.rows(BASELINE, "closed")
    yearly = mean_interval((closed[:, DEFAULT_MONTHS] - closed[:, PROGRAMME_MONTHS]) / years / _organisations(e))
    low, high = CLOSURES
    return Found(
        "o",
        "held",
        said("pattern_o_figure", **_spans(yearly, 1)),
        said("pattern_o_criterion", low=f"{low:.0%}", high=f"{high:.0%}"),
        bool(low <= yearly.mean <= high),
    )


def _organisations(e: Evidence) -> np.ndarray:
    """(worlds,) organisations that take part."""
    peopling, baseline = Peopling(e.table), load_scenario(BASELINE)
    given = (make_plan(baseline, one.world.draw).numbers[0] for one in e.lived)
    return np.array([peopling.population(numbers).active for numbers in given], float)


def provinces(e: Evidence) -> Found:
    """(p) Counts by province spread more than when provinces of a region were alike."""
    made = [one[one["facilitated"] == 1] for one in e.by_world(PROGRAMME)]
    counts = np.array([np.bincount(one["province"], minlength=9) for one in made], float)
    spread = counts.var(axis=1, ddof=1).mean() / max(counts.mean(), 1e-9)
    criterion = said("pattern_p_criterion", least=f"{SPREAD:.2f}")
    return Found("p", "held", said("pattern_p_figure", spread=f"{spread:.2f}"), criterion, bool(spread > SPREAD))


PATTERNS: Sequence[Callable[[Evidence], Found]] = (
    sustained,
    slope,
    stationary,
    federated,
    incomes,
    closures,
    provinces,
)


def _number(found: Estimate, digits: int = 1) -> str:
    return f"{found.mean:+.{digits}f} ({found.low:+.{digits}f} – {found.high:+.{digits}f})"


def _spans(share: Estimate, digits: int = 0) -> dict[str, str]:
    return {"mean": f"{share.mean:.{digits}%}", "low": f"{share.low:.{digits}%}", "high": f"{share.high:.{digits}%}"}
