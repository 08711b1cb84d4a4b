"""Over random comparisons: no sentence contradicts a row of the table, and no row that is clear is left out."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from analysis.answers.effects_table import effects_table
from analysis.effects.policies import effects, precision, ranked
from analysis.effects.verdict import verdict
from sim.language.numerals import between, decimals, difference
from sim.language.texts import text

KEYS = ("one", "two", "three", "four", "five", "six")
NAMES = {key: (f"Policy {key}", f"นโยบาย {key}") for key in KEYS} | {"base": ("Base", "ฐาน")}
SINGLES = {"one", "two", "five"}


def comparison(seed: int) -> tuple[pd.DataFrame, object]:
    """Table and precision of made-up runs of a few policies: some harmful, skewed, constant, rare, or failed."""
    random = np.random.default_rng(seed)
    draws, count = int(random.choice([2, 4, 8, 24, 60])), int(random.integers(1, len(KEYS) + 1))
    base = random.normal(20, 4, draws)
    runs = [pd.DataFrame({"scenario": "base", "lasting": base})]
    for key in KEYS[:count]:
        kind = random.integers(5)
        gain = random.normal(0, 1) + random.normal(0, 1, draws)
        if kind == 1:
            gain = np.exp(random.normal(0, 1.2, draws)) * random.choice([-1.0, 1.0])
        elif kind == 2:
            gain = np.full(draws, float(random.integers(-1, 2)))
        elif kind == 3:
            gain = np.where(random.random(draws) < 0.6, np.nan, gain)
        elif kind == 4:
            gain = random.poisson(0.4, draws) - random.poisson(0.1, draws)
        runs.append(pd.DataFrame({"scenario": key, "lasting": base + gain}))
    table = pd.concat([part.assign(draw=range(draws), replicate=0, cost=1e6) for part in runs])
    found = effects(table, "base", list(KEYS[:count]), ["lasting"], seed=seed)
    return found, precision(table, found, seed)


def listed(sentences: list[str], key: str, lang: str) -> list[set[str]]:
    """The policies named by each sentence of that kind."""
    marked = text(key, lang, **dict.fromkeys(("policies", "reference", "median", "first", "own", "world"), "@"))
    pattern = re.escape(marked).replace("@", "(.+?)")
    found = [match for line in sentences if (match := re.fullmatch(pattern, line))]
    return [{policy.split()[-1] for policy in match.group(match.lastindex).split("; ")} for match in found]


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("seed", range(30))
def test_every_policy_is_told_once_and_as_its_interval_says(seed, lang):
    table, found = comparison(seed)
    rows = table.set_index("policy")
    low, high = rows["simultaneous_low"], rows["simultaneous_high"]
    untold = low.isna() | high.isna()
    expected = {
        "adds": set(rows.index[low > 0]),
        "loses": set(rows.index[high < 0]),
        "untold": set(rows.index[untold]),
        "unclear": set(rows.index[(low <= 0) & (high >= 0) & ~untold]),
    }
    said = verdict(table, found, NAMES, lang, SINGLES).more
    keys = {
        "adds": ("verdict_adds", "verdict_all_add"),
        "loses": ("verdict_harm",),
        "untold": ("verdict_untold",),
        "unclear": ("verdict_unclear_alone", "verdict_unclear"),
    }
    for what, of in keys.items():
        told = [policies for key in of for policies in listed(said, key, lang)]
        assert set().union(*told) == expected[what], what
        assert sum(map(len, told)) == len(expected[what])
    assert (text("verdict_none", lang, reference=NAMES["base"][lang == "th"]) in said) == (not expected["adds"])
    assert all(one <= SINGLES for one in listed(said, "verdict_unclear_alone", lang))
    assert all(not one & SINGLES for one in listed(said, "verdict_unclear", lang))


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("seed", range(30))
def test_the_leader_its_rivals_and_the_median_are_those_of_the_table(seed, lang):
    table, found = comparison(seed)
    main, _ = ranked(table)
    said = verdict(table, found, NAMES, lang, SINGLES).sure
    several = main["difference"].count() > 1
    first, digits = main.iloc[0], decimals(main["difference"])
    interval = between(first["simultaneous_low"], first["simultaneous_high"], lang, digits)
    places = {"policy": NAMES[first["policy"]][lang == "th"], "difference": difference(first["difference"], digits)}
    assert (text("verdict_first", lang, interval=interval, **places) in said) == several
    rivals = listed(said, "verdict_close", lang)
    assert rivals == ([set(found.groups[0][1:])] if several and len(found.groups[0]) > 1 else [])
    of = main.set_index("policy")
    for rival in set().union(*rivals):
        assert not of["simultaneous_high"][rival] < first["simultaneous_low"]
    assert (text("verdict_ahead", lang) in said) == (several and len(found.groups) > 1 and len(found.groups[0]) == 1)
    best = set(main["policy"][main["median"] == main["median"].max()])
    assert listed(said, "verdict_median", lang) == ([best] if several and first["policy"] not in best else [])


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("seed", range(30))
def test_the_table_shows_on_which_side_of_nought_each_end_lies(seed, lang):
    table, _ = comparison(seed)
    lines = effects_table(table, NAMES, lang).splitlines()[3:]
    for (_, row), line in zip(ranked(table)[0].iterrows(), lines, strict=True):
        ends = [row["simultaneous_low"], row["simultaneous_high"]]
        if np.isnan(ends).any():
            assert "(–)" in line
            continue
        shown = re.search(r"\((\S+) \S+ (\S+)\)", line).groups()
        assert [np.sign(float(end.replace("−", "-"))) for end in shown] == np.sign(np.round(ends, 6)).tolist()
