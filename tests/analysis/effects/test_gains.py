"""Who gains: the figures of ``effects.csv`` broken down, parts that add up, and intervals that hold together."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic_results import POLICIES, REFERENCES, fail, make_runs

from analysis.effects.gains import FORM, HOUSEHOLD, PEOPLE, PROVINCE, REACH, gains, groups, levels
from analysis.effects.policies import effects
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.measures import MEASURES
from sim.provinces import PROVINCE_TERMS

PLACES = keys(PROVINCE_TERMS)
GROUPS = groups(PLACES)
RUNS = fail(make_runs(draws=40), "rec_03", 5)


@pytest.fixture(scope="module")
def table():
    return gains(RUNS, REFERENCES, GROUPS, 1, {"rec_05": "late"})


def test_groups_are_all_that_outcomes_are_counted_by():
    all_ = groups(PLACES)
    by = {one.breakdown: [group.key for group in all_ if group.breakdown == one.breakdown] for one in all_}
    assert by[PEOPLE] == ["everyone", "weak", "remote", "unregistered"] and by[REACH] == by[PEOPLE][1:]
    assert by[HOUSEHOLD] == ["everyone"] and by[FORM] == list(keys(FORMS)) and by[PROVINCE] == list(PLACES)
    assert {group.outcome for group in GROUPS} <= {measure.key for measure in MEASURES}
    assert all(group.en and group.th and group.en != group.th for group in GROUPS)
    assert [group.key for group in groups(["trang"]) if group.breakdown == PROVINCE] == ["trang"]


def test_a_row_a_policy_and_group(table):
    rows = [(policy, group.breakdown, group.key) for policy in REFERENCES for group in GROUPS]
    assert list(zip(table["policy"], table["breakdown"], table["group"])) == rows
    assert dict(zip(table["policy"], table["window"])) == {key: "late" * (key == "rec_05") for key in REFERENCES}
    assert dict(zip(table["policy"], table["reference"])) == REFERENCES


def test_figures_are_those_of_the_effects_table(table):
    known = effects(RUNS, REFERENCES, list(REFERENCES), ["people_helped", "weak_share", "household_gain"])
    for outcome in ("people_helped", "weak_share", "household_gain"):
        mine, theirs = (each[each["outcome"] == outcome].set_index("policy") for each in (table, known))
        for column in ("difference", "low", "high", "runs"):
            np.testing.assert_allclose(mine[column], theirs[column])
        assert (mine["unit"] == theirs["unit"]).all()


def test_levels_under_a_policy_and_its_reference_differ_by_the_gain(table):
    of = table[(table["breakdown"] == PROVINCE)].set_index(["policy", "group"])
    gap = of.loc["rec_01", "level"] - of.loc["programme", "level"]
    np.testing.assert_allclose(gap, of.loc["rec_01", "difference"])
    assert (of.loc["rec_03", "runs"] == 39).all()


def test_intervals_for_all_at_once_hold_more_than_one(table):
    """14 policies and nine provinces: in worlds without any effect some single interval misses 0, none of all does."""
    random = np.random.default_rng(5)
    columns = {group.outcome: random.normal(size=200 * len(REFERENCES) + 200) for group in GROUPS}
    who = [(scenario, draw) for scenario in ("baseline", *REFERENCES) for draw in range(200)]
    runs = pd.DataFrame(who, columns=["scenario", "draw"]).assign(replicate=0, **columns)
    found = gains(runs, dict.fromkeys(POLICIES, "programme"), GROUPS, 1)
    missed = (found["low"] > 0) | (found["high"] < 0)
    assert missed.any() and not ((found["simultaneous_low"] > 0) | (found["simultaneous_high"] < 0)).any()
    assert (table["simultaneous_low"] <= table["low"]).all() and (table["simultaneous_high"] >= table["high"]).all()


def test_the_same_seed_gives_the_same_table(table):
    pd.testing.assert_frame_equal(table, gains(RUNS, REFERENCES, GROUPS, 1, {"rec_05": "late"}))


def test_one_world_has_no_interval():
    found = gains(make_runs(draws=1), REFERENCES, GROUPS, 1)
    assert found[["low", "high", "simultaneous_low", "simultaneous_high"]].isna().all(axis=None)
    assert found["difference"].notna().all()


def test_levels_are_of_completed_runs():
    runs = RUNS[RUNS["scenario"] == "rec_03"]
    found = levels(runs, GROUPS).set_index("outcome")
    assert list(found.index) == [group.outcome for group in GROUPS] and (found["runs"] == 39).all()
    assert found.loc["lasting_trang", "mean"] == pytest.approx(runs["lasting_trang"].mean())
    assert found.loc["lasting_trang", "q95"] == pytest.approx(runs["lasting_trang"].quantile(0.95))
    assert (found["low"] < found["mean"]).all() and (found["q05"] < found["low"]).all()
