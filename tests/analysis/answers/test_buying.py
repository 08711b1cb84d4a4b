"""Which policy is worth its cost, in words: true to frontier.csv and acceptability.csv, and silent without runs."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.answers import buying
from analysis.answers.contest import chosen
from analysis.economics.tables import OUTCOMES
from analysis.studies.study import names_of

CONTEST = chosen(["media", "monitoring", "all-14"])
NAMES = names_of(CONTEST.scenarios)


def study(**adds):
    """Runs in which each policy adds and costs so much on top of the programme, in million baht, but for noise."""
    random = np.random.default_rng(1)
    base, parts = random.normal(20, 3, 60), []
    for key in (one.key for one in CONTEST.scenarios):
        effect, cost = adds.get(key, (0.0, 0.0))
        noise = random.normal(0, 0.5, 60) * (key in adds)
        lasting, spent = base + effect + noise, 1e7 + 1e6 * cost + 1e4 * random.normal(0, 1, 60) * (key in adds)
        runs = {"lasting": lasting, "people_helped": 100 * lasting, "cost": spent}
        parts.append(pd.DataFrame({"scenario": key, "draw": range(60), "replicate": 0, **runs}))
    runs = pd.concat(parts, ignore_index=True)
    return SimpleNamespace(runs=lambda *which: runs, request=SimpleNamespace(seed=1, lang="en"))


PLANTED = study(media=(1.0, 2.0), monitoring=(1.1, 9.0), **{"all-14": (3.0, 10.0)})
"""By hand: media from 2 million on, all 14 from (10 − 2) / (3 − 1) = 4 on; monitoring is outdone by a mixture."""


def test_the_planted_best_buys_are_found_where_they_lie():
    found = buying.best_bought(CONTEST, PLANTED).best
    assert [one.stretch.options for one in found] == [("programme",), ("media",), ("all-14",)]
    assert [one.none for one in found] == [True, False, False]
    assert [one.stretch.low / 1e6 for one in found] == pytest.approx([0, 2, 4], abs=0.3)
    assert found[-1].stretch.high == math.inf
    assert all(one.begins.low < one.stretch.low < one.begins.high for one in found[1:])


def test_words_and_figures_are_those_of_the_files(tmp_path):
    money = buying.write_tables(CONTEST, PLANTED, tmp_path)
    frontier = pd.read_csv(tmp_path / "frontier.csv").query("reference == 'programme'").set_index("policy")
    curves = pd.read_csv(tmp_path / "acceptability.csv").query("reference == 'programme'")
    buys = buying.best_bought(CONTEST, PLANTED)
    found, told = buys.best, buying.figures(buys)["best_buys"]
    steps = sorted(frontier["icer"].dropna())
    stretches, sure, open_at = buying.told(buys, NAMES, "en")
    for step, buy in zip(steps, found[1:]):
        ends = [buying._millions(end) for end in (step, *buy.begins)]
        assert f"from about {ends[0]} ({ends[1]} to {ends[2]})" in stretches
    for one in buys.undecided:
        assert f"{buying._millions(one.low)} to {buying._millions(one.high)} million" in open_at
    assert stretches.index("none while") < stretches.index("“Media") < stretches.index("“All 14")
    for buy, figures in zip(found, told):
        row = curves[np.isclose(curves["willingness"], buy.worth) & (curves["policy"] == buy.stretch.options[0])].iloc[
            0
        ]
        assert (row["acceptability"], row["leads"]) == pytest.approx((buy.acceptability, buy.leads))
        assert row["best"] and buy.stretch.low < buy.worth < buy.stretch.high
        leads, shares = (
            f"{buying.in_hundred(buy.leads, 'en')} times in 100 when worlds",
            f"in {100 * buy.acceptability:.0f} % of single",
        )
        assert f"{leads} are drawn anew from those simulated, and {shares} worlds" in sure
        assert figures["options"] == list(buy.stretch.options) and figures["leads"] == buy.leads
    assert money.reference == "programme" and told[-1]["to"] is None


@pytest.mark.parametrize("table", ["frontier", "acceptability"])
def test_a_spreadsheet_holds_what_the_parquet_holds(tmp_path, table):
    buying.write_tables(CONTEST, PLANTED, tmp_path)
    parquet, csv = pd.read_parquet(tmp_path / f"{table}.parquet"), pd.read_csv(tmp_path / f"{table}.csv")
    pd.testing.assert_frame_equal(parquet.replace("", np.nan), csv, check_dtype=False, rtol=1e-8)
    assert (tmp_path / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert set(csv["reference"]) == {"baseline", "programme"}


@pytest.mark.parametrize("lang", ["en", "th"])
def test_where_nothing_adds_none_is_worth_its_cost(lang):
    harm = study(media=(-1.0, 2.0), monitoring=(-2.0, 3.0), **{"all-14": (-3.0, 10.0)})
    only, *_ = buying.told(buying.best_bought(CONTEST, harm), NAMES, lang)
    assert only == buying.text("buys_never", lang)


def test_a_policy_that_saves_and_adds_is_worth_it_at_any_value():
    saves = study(media=(2.0, -3.0), monitoring=(-2.0, 3.0), **{"all-14": (1.0, 10.0)})
    first, *_ = buying.told(buying.best_bought(CONTEST, saves), NAMES, "en")
    assert "“Media and curricula”" in first or "“Media" in first
    assert first.endswith("whatever one more lasting alliance is worth.")


def test_two_in_the_same_place_are_named_together():
    twins = study(media=(2.0, 3.0), **{"all-14": (2.0, 9.0)})
    runs = twins.runs()
    same = runs[runs["scenario"] == "media"].assign(scenario="monitoring")
    both = pd.concat([runs[runs["scenario"] != "monitoring"], same])
    found = buying.best_bought(CONTEST, SimpleNamespace(runs=lambda *_: both, request=twins.request)).best
    assert set(found[1].stretch.options) == {"media", "monitoring"}
    assert found[1].acceptability > 0.9 and found[1].leads > 0.9


def test_without_a_run_nothing_is_said_or_written(tmp_path):
    failed = PLANTED.runs().assign(**dict.fromkeys(OUTCOMES, np.nan))
    nothing = SimpleNamespace(runs=lambda *_: failed, request=PLANTED.request)
    assert buying.best_bought(CONTEST, nothing) == buying.Buys() and buying.told(buying.Buys(), NAMES, "en") == []
    assert buying.write_tables(CONTEST, nothing, tmp_path) is None and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_close_second_is_named_though_it_is_no_best_buy(lang):
    """Two that add nearly the same: whether the cheaper one is on the frontier is chance, and neither surely leads."""
    close = study(media=(2.0, 6.0), monitoring=(1.95, 6.2), **{"all-14": (0.1, 20.0)})
    buys = buying.best_bought(CONTEST, close)
    ((second, share),) = buys.near
    assert {second} == {"media", "monitoring"} - {option for one in buys.best for option in one.stretch.options}
    assert buying._NEAR <= share < 0.9
    *_, open_at, near = buying.told(buys, NAMES, lang)
    assert buying.name(NAMES, second, lang) in near and buying.in_hundred(share, lang) in near
    assert math.isinf(buys.undecided[-1].high) and "90" in open_at
    assert buying.figures(buys)["near_frontier"] == {second: share}


def test_what_is_sure_is_not_called_open_and_none_is_told_as_always():
    clear = buying.best_bought(CONTEST, study(media=(5.0, 1.0)))
    assert clear.near == () and len(clear.undecided) <= 1
    assert [buying.in_hundred(share, "en") for share in (1.0, 0.996, 0.5, 0.0)] == ["more than 99"] * 2 + [
        "50",
        "less than 1",
    ]


@pytest.mark.parametrize(
    ("baht", "said"),
    [(2_063_000, "2.1"), (2_980_000, "3.0"), (344_000, "0.34"), (12_400_000, "12"), (1_234_000_000, "1,200"), (0, "0")],
)
def test_values_are_told_to_two_figures(baht, said):
    assert buying._millions(baht) == said
