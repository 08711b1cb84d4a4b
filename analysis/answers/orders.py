"""How the order of policies changes with the months they act in, and with what is called lasting."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.answers.contest import Contest
from analysis.effects.orders import DEFINITIONS, FEWEST_TO_ORDER, Noise, Order, compared, resampled
from analysis.effects.policies import MAIN, ranked
from analysis.effects.statistics import differences
from analysis.language.labels import Names, name, outcome
from sim.calendar import YEAR
from sim.language.numerals import finite, number
from sim.language.texts import Lang, text
from sim.windows import WINDOWS


class Orders(NamedTuple):
    """The order in each window and under each definition of lasting, held against that of the table, and its noise.

    Policies go by the keys they have in the table, in whatever window they act.
    """

    windows: Mapping[str, Order]
    definitions: Mapping[str, Order]
    noise: Noise

    def figures(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "windows": {key: _plain(one) for key, one in self.windows.items()},
            "definitions": {key: _plain(one) for key, one in self.definitions.items()},
            "noise": {key: finite(value) for key, value in self.noise._asdict().items()},
        }


def _plain(one: Order) -> dict[str, Any]:
    return {"order": [list(group) for group in one.groups], "tau": finite(one.tau)}


def orders(runs: pd.DataFrame, table: pd.DataFrame, contest: Contest, seed: int) -> Orders | None:
    """The orders of those policies of ``table`` that share its main reference; None where there are not two.

    Parameters
    ----------
    runs
        A row a run, with ``DEFINITIONS`` among its outcomes.
    table
        From ``policies.effects``, of the window of the table.
    """
    rows, _ = ranked(table)
    against = {key: contest.references[key] for key in contest.against if key in set(rows["policy"])}
    if len(against) < 2:
        return None
    effects = {("definition", one): differences(runs, one, against) for one in DEFINITIONS}
    effects |= {("window", key): _in_window(runs, contest, key) for key in contest.windows}
    main = ("definition", MAIN)
    found = compared(effects, main)
    return Orders(
        windows={key: found["window", key] for key in contest.windows},
        definitions={key: found["definition", key] for key in DEFINITIONS},
        noise=resampled(effects[main], seed),
    )


def _in_window(runs: pd.DataFrame, contest: Contest, window: str) -> pd.DataFrame:
    """Draws × policies: what the policies of the table add when they act in another window, under their own keys."""
    there = {policy: contest.references[policy] for policy in contest.windows[window]}
    return differences(runs, MAIN, there).set_axis(list(contest.windows[contest.window]), axis=1)


def leads(found: Orders | None, names: Names, lang: Lang) -> list[str]:
    """Who leads in each window; nothing where scenarios were named: they act in one window each."""
    if found is None or not found.windows:
        return []
    leaders = {one.leaders for one in found.windows.values()}
    if leaders == {()}:
        return [text("orders_none_leads", lang)]
    who = "; ".join(f"{key} {_leading(one, names, lang)}" for key, one in found.windows.items())
    return [text("orders_one_leads" if len(leaders) == 1 else "orders_others_lead", lang, leads=who)]


def told(found: Orders | None, contest: Contest, names: Names, lang: Lang) -> list[str]:
    """How far the orders in other windows agree, and a line for each definition of lasting."""
    if found is None:
        return []
    lines = [*_windows(found, contest, lang), text("orders_definitions", lang)]
    return [*lines, *(_definition(key, one, contest, names, lang) for key, one in found.definitions.items()), ""]


def _windows(found: Orders, contest: Contest, lang: Lang) -> list[str]:
    """How far the order in each other window agrees with that of the table; nothing where none leads in any."""
    if not any(one.leaders for one in found.windows.values()):
        return []
    others = {key: one for key, one in found.windows.items() if key != contest.window}
    taus = "; ".join(f"{key} {number(one.tau, 2, sign=True)}" for key, one in others.items())
    return [text("orders_tau", lang, window=contest.window, taus=taus), *_beside(others, found.noise, lang)]


def _leading(one: Order, names: Names, lang: Lang) -> str:
    """Who leads, or that nobody does."""
    if not one.leaders:
        return text("orders_nobody", lang)
    return ", ".join(f"“{name(names, policy, lang)}”" for policy in one.leaders)


def _beside(others: Mapping[str, Order], noise: Noise, lang: Lang) -> list[str]:
    """What other worlds would do to the order, and which windows change it more than that."""
    if noise.low != noise.low:
        return []
    low, middle, high = (number(value, 2, sign=True) for value in noise[:3])
    said = [text("orders_noise", lang, low=low, middle=middle, high=high, share=number(100 * noise.leads))]
    beyond = [key for key, one in others.items() if one.tau < noise.low]
    within = [key for key, one in others.items() if one.tau >= noise.low]
    parts = (("orders_beyond", beyond), ("orders_within", within))
    return said + [text(key, lang, windows=", ".join(windows)) for key, windows in parts if windows]


def _definition(key: str, one: Order, contest: Contest, names: Names, lang: Lang) -> str:
    """The order under one definition of lasting, on a line of its own."""
    order = " > ".join(" = ".join(short(policy, contest, names, lang) for policy in group) for group in one.groups)
    several = sum(map(len, one.groups)) >= FEWEST_TO_ORDER
    tau = f"; tau {number(one.tau, 2, sign=True)}" if several and key != MAIN else ""
    return f"  {outcome(key, lang)} ({key}): {order or '–'}{tau}"


def short(policy: str, contest: Contest, names: Names, lang: Lang) -> str:
    """A policy by its number, where each recommendation is compared, else by its name."""
    applied = contest.by_key[policy].applied
    if contest.windows and applied[-1].recommendation.number is not None:
        return str(applied[-1].recommendation.number)
    return name(names, policy, lang)


def in_window(key: str, lang: Lang) -> str:
    """What the order in another window is called."""
    return text("structure_window", lang, window=key, words=WINDOWS[key].words(lang))


def under_definition(measure: str, lang: Lang) -> str:
    """What the order under another definition of lasting is called."""
    return text("structure_definition", lang, measure=outcome(measure, lang))


def noise_words(noise: Noise, lang: Lang) -> str:
    """How far the order agrees with itself in other worlds."""
    low, middle, high = (number(value, 2, sign=True) for value in noise[:3])
    return text("structure_noise", lang, low=low, middle=middle, high=high)


def chart(
    found: Orders | None,
    contest: Contest,
    table: pd.DataFrame,
    names: Names,
    lang: Lang,
    *,
    path: Path,
    remarks: Sequence[str],
) -> None:
    """The heat map of places in each window and under each definition; nothing where there is no order."""
    from analysis.charts import plot_ranks

    if found is None:
        return
    main, (rows, _) = found.definitions[MAIN], ranked(table)
    reference = name(names, str(rows["reference"].iloc[0]), lang)
    orders_ = {text("ranks_as_told", lang): main}
    orders_ |= {in_window(key, lang): one for key, one in found.windows.items() if key != contest.window}
    orders_ |= {under_definition(key, lang): one for key, one in found.definitions.items() if key != MAIN}
    ranks = pd.DataFrame({head: one.places for head, one in orders_.items()}).reindex([*main.places])
    several = len(ranks) >= FEWEST_TO_ORDER
    sure = [noise_words(found.noise, lang)] if several and math.isfinite(found.noise.low) else []
    plot_ranks(
        ranks.rename(index=lambda policy: name(names, policy, lang)),
        [one.tau if several else math.nan for one in orders_.values()],
        lang,
        path,
        subtitle=text("runs_each", lang, runs=number(rows["runs"].min()), reference=reference),
        note="\n".join([text("lasting_means", lang, year=YEAR), *sure, *remarks]),
    )
