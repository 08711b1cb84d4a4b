"""Tables for a terminal, in columns that stay straight in Thai."""

from __future__ import annotations

import pandas as pd

from analysis.effects.policies import ranked
from analysis.language.labels import Names, name, outcome, unit
from sim.language.layout import columns, width
from sim.language.numerals import decimals, difference, estimated, number
from sim.language.texts import Lang, text

_HEADINGS = ("rank", "policy", "effect", "median", "worlds", "cost", "ratio", "best")


def effects_table(table: pd.DataFrame, names: Names, lang: Lang) -> str:
    """Policies by their effect on lasting alliances, best first; those with another reference below, under its name.

    Parameters
    ----------
    table
        From ``policies.effects``.
    """
    main, others = ranked(table)
    lines = columns(effects_cells(table, names, lang))
    for place, other in reversed(list(enumerate(others["reference"], len(main) + 2))):
        lines.insert(place, text("table_against", lang, reference=name(names, other, lang)))
    lines.insert(2, "─" * max(map(width, lines[: len(main) + 2])))
    return "\n".join(lines)


def effects_cells(table: pd.DataFrame, names: Names, lang: Lang) -> list[list[str]]:
    """The same as cells: two lines of headings, then a row a policy."""
    main, others = ranked(table)
    digits = decimals([*main["difference"], *others["difference"]])
    cells = [_heading(lang, line) for line in (0, 1)]
    cells += [_cells(row, str(rank), names, lang, digits) for rank, (_, row) in enumerate(main.iterrows(), 1)]
    return cells + [_cells(row, "", names, lang, digits) for _, row in others.iterrows()]


def read_cells(table: pd.DataFrame, names: Names, lang: Lang) -> list[list[str]]:
    """The same where no line above says what a policy with another reference is compared with."""
    main, others = ranked(table)
    cells = effects_cells(table, names, lang)
    for row, (policy, reference) in enumerate(zip(others["policy"], others["reference"]), 2 + len(main)):
        cells[row][1] = _against(policy, reference, names, lang)
    return cells


def _against(policy: str, reference: str, names: Names, lang: Lang) -> str:
    called = {"policy": name(names, policy, lang), "reference": name(names, reference, lang)}
    return text("policy_against", lang, **called)


WHO = ("people_helped", "household_gain", "weak_helped", "remote_helped", "unregistered_helped")
"""Outcomes that say who gains: how many people, how much each, and how many of those who are easily left out."""


def who_cells(table: pd.DataFrame, gained: pd.DataFrame, names: Names, lang: Lang) -> list[list[str]]:
    """Who gains by each policy: a heading, then a row a policy in the order of ``effects_table``.

    ``gained`` is what the charts of who gains are drawn from, so that both have one interval.
    """
    rows = gained[gained["outcome"].isin(WHO)].set_index(["policy", "outcome"])
    heads = [f"{outcome(key, lang)} ({unit(key, lang)})" for key in WHO]
    cells = [[text("table_policy", lang).split("|")[-1], *heads]]
    main, others = ranked(table)
    called = {policy: name(names, policy, lang) for policy in main["policy"]}
    called |= {policy: _against(policy, other, names, lang) for policy, other in others[["policy", "reference"]].values}
    return cells + [[label, *(_gain(rows.loc[policy, key], lang) for key in WHO)] for policy, label in called.items()]


def _gain(row: pd.Series, lang: Lang) -> str:
    """A difference with its interval for all policies and groups at once."""
    ends = row["simultaneous_low"], row["simultaneous_high"]
    return estimated(row["difference"], *ends, lang, decimals([row["difference"], *ends]))


def _heading(lang: Lang, line: int) -> list[str]:
    """One of the two lines of the heading; a heading of one line stands on the lower."""
    split = [text(f"table_{key}", lang).split("|") for key in _HEADINGS]
    return [parts[line] if len(parts) == 2 else parts[0] * line for parts in split]


def _cells(row: pd.Series, rank: str, names: Names, lang: Lang, digits: int) -> list[str]:
    """The cells of one policy; ``row`` is a row of an effects table."""
    return [
        rank,
        name(names, row["policy"], lang),
        estimated(row["difference"], row["simultaneous_low"], row["simultaneous_high"], lang, digits),
        difference(row["median"], digits),
        f"{number(100 * row['helped'])} / {number(100 * row['harmed'])}",
        number(row["cost"] / 1e6, 1),
        number(float(f"{row['cost_per_lasting']:.3g}")),
        number(100 * row["probability_best"]),
    ]
