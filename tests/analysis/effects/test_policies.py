"""The effects table and what it says of its own precision, on made-up runs whose effects are known."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from synthetic_results import EFFECTS, POLICIES, REFERENCES, fail, make_runs

from analysis.effects.orders import DEFINITIONS
from analysis.effects.policies import COLUMNS, OUTCOMES, effects, main_reference, precision, ranked, references_of
from analysis.effects.statistics import differences, draws_needed, mean_interval
from sim.measures import MEASURES


@pytest.fixture(scope="module")
def runs():
    return make_runs(draws=120)


@pytest.fixture(scope="module")
def table(runs):
    return effects(runs, REFERENCES, list(REFERENCES), seed=1)


def row(table, policy, outcome="lasting"):
    return table[(table["policy"] == policy) & (table["outcome"] == outcome)].iloc[0]


def test_columns_are_the_contract():
    said = (
        "policy, window, outcome, unit, reference, difference, low, high, simultaneous_low, simultaneous_high, median, "
    )
    said += "median_low, median_high, "
    said += "helped, harmed, range_low, range_high, probability_best, regret, cost, cost_per_lasting, "
    said += "cost_per_lasting_low, cost_per_lasting_high, runs"
    assert ", ".join(COLUMNS) == said


def test_a_row_for_every_policy_and_outcome_in_the_order_asked(table):
    assert tuple(table.columns) == COLUMNS
    assert list(zip(table["policy"], table["outcome"])) == [(p, o) for p in REFERENCES for o in OUTCOMES]


def test_every_definition_of_lasting_is_an_outcome_and_the_main_one_the_first():
    assert OUTCOMES[: len(DEFINITIONS)] == DEFINITIONS == ("lasting", "operating", "facilitated_lasting", "kept")


def test_the_window_is_told_of_policies_that_have_one(runs):
    found = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], windows={"rec_05": "late"})
    assert dict(zip(found["policy"], found["window"])) == {key: "late" * (key == "rec_05") for key in REFERENCES}


def test_outcomes_are_measures_and_units_are_theirs(table):
    units = {measure.key: measure.unit_en for measure in MEASURES}
    assert all(units[outcome] == unit for outcome, unit in zip(table["outcome"], table["unit"]))


def test_planted_effects_lie_in_their_simultaneous_intervals(table):
    for policy, effect in EFFECTS.items():
        found = row(table, policy)
        assert found["simultaneous_low"] <= effect <= found["simultaneous_high"], policy


def test_an_identical_scenario_has_exactly_no_effect(table):
    found = row(table, "rec_08")
    bands = ["difference", "low", "high", "simultaneous_low", "simultaneous_high", "range_low", "range_high"]
    assert found[bands].tolist() == [0.0] * 7
    assert math.isnan(found["cost_per_lasting"])


def test_bands_nest(table):
    assert (table["simultaneous_low"] <= table["low"]).all()
    assert (table["low"] <= table["difference"]).all()
    assert (table["difference"] <= table["high"]).all()
    assert (table["high"] <= table["simultaneous_high"]).all()


def test_the_programme_is_compared_with_the_baseline_and_is_no_rival(table):
    found = row(table, "programme")
    assert found["reference"] == "baseline"
    assert found["low"] < 14 < found["high"]
    assert math.isnan(found["probability_best"])
    assert main_reference(table) == "programme"


def test_chances_of_being_best_add_up_among_rivals(table):
    for _, group in table[table["reference"] == "programme"].groupby("outcome"):
        assert group["probability_best"].sum() == pytest.approx(1.0)
        assert (group["regret"] >= 0).all()


def test_the_cheapest_is_best_in_cost_and_the_largest_in_all_else(table):
    rivals = table[table["reference"] == "programme"]
    cost = rivals[rivals["outcome"] == "cost"].set_index("policy")
    lasting = rivals[rivals["outcome"] == "lasting"].set_index("policy")
    assert cost["regret"].idxmin() == cost["difference"].idxmin()
    assert lasting["regret"].idxmin() == lasting["difference"].idxmax()


def test_cost_is_the_mean_extra_baht_in_every_row_of_a_policy(table, runs):
    expected = differences(runs, "cost", {"rec_03": "programme"})["rec_03"].mean()
    assert table.loc[table["policy"] == "rec_03", "cost"].to_numpy() == pytest.approx(expected)


def test_cost_per_lasting_is_the_ratio_of_means_only_where_the_effect_is_clear(table):
    for _, found in table[table["outcome"] == "lasting"].iterrows():
        if found["simultaneous_low"] > 0:
            assert found["cost_per_lasting"] == pytest.approx(found["cost"] / found["difference"])
        else:
            assert math.isnan(found["cost_per_lasting"])
    assert math.isnan(row(table, "rec_10")["cost_per_lasting"])


def test_cost_per_lasting_has_an_interval_or_says_that_it_is_at_least_so_much(table):
    ends = table.drop_duplicates("policy").set_index("policy")
    clear = ends[ends["cost_per_lasting"].notna()]
    assert (clear["cost_per_lasting_low"] < clear["cost_per_lasting"]).all()
    assert (clear["cost_per_lasting"] < clear["cost_per_lasting_high"]).all()
    unclear = ends[ends["cost_per_lasting"].isna()]
    assert unclear["cost_per_lasting_high"].isna().all()
    assert (unclear["cost_per_lasting_low"].dropna() > 0).all()
    assert len(clear) and len(unclear)


def test_cost_per_lasting_needs_no_row_of_lasting(runs, table):
    found = effects(runs, REFERENCES, list(REFERENCES), ["people_in"], seed=1)
    assert row(found, "rec_14", "people_in")["cost_per_lasting"] == row(table, "rec_14")["cost_per_lasting"]


def test_same_runs_and_seed_same_table_in_any_order_of_rows(runs, table):
    shuffled = runs.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(effects(shuffled, REFERENCES, list(REFERENCES), seed=1), table, check_exact=True)


def test_another_policy_changes_only_what_is_relative_to_all(runs, table):
    few = effects(runs, "programme", ["rec_01", "rec_02"], seed=1)
    alone = ["difference", "low", "high", "range_low", "range_high", "cost", "runs"]
    assert row(few, "rec_01")[alone].tolist() == row(table, "rec_01")[alone].tolist()
    assert row(few, "rec_01")["simultaneous_low"] > row(table, "rec_01")["simultaneous_low"]


def test_failed_runs_leave_in_pairs(runs):
    failed = fail(runs, "rec_03", draw=7)
    found = effects(failed, "programme", list(POLICIES), ["lasting"], seed=1)
    assert row(found, "rec_03")["runs"] == 119
    assert row(found, "rec_04")["runs"] == 120
    by_draw = differences(runs, "lasting", {"rec_03": "programme"})["rec_03"].drop(7)
    assert row(found, "rec_03")["difference"] == pytest.approx(by_draw.mean())


def test_a_failed_reference_costs_every_pair_of_that_world(runs):
    found = effects(fail(runs, "programme", draw=7), REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    assert set(found["runs"]) == {119}


def test_runs_count_pairs_and_intervals_count_draws():
    runs = make_runs(draws=20, replicates=3)
    found = row(effects(runs, "programme", list(POLICIES), ["lasting"]), "rec_01")
    assert found["runs"] == 60
    expected = mean_interval(differences(runs, "lasting", {"rec_01": "programme"})["rec_01"].to_numpy())
    assert (found["low"], found["high"], expected.draws) == (expected.low, expected.high, 20)


def test_a_single_draw_has_differences_and_no_intervals():
    found = effects(make_runs(draws=1), "programme", list(POLICIES), seed=1)
    assert found["difference"].notna().all()
    bands = ["low", "high", "simultaneous_low", "simultaneous_high", "range_low", "range_high"]
    assert found[[*bands, "cost_per_lasting", "probability_best"]].isna().all(axis=None)


def test_one_reference_for_all_or_one_for_each():
    assert references_of("x", ["a", "b"]) == {"a": "x", "b": "x"}
    assert references_of({"a": "x", "b": "y", "c": "z"}, ["b", "a"]) == {"b": "y", "a": "x"}


def test_a_scenario_that_was_not_run_is_refused(runs):
    with pytest.raises(KeyError, match="rec_99"):
        effects(runs, "programme", ["rec_99"])


def test_median_and_shares_helped_and_harmed_by_hand():
    base = pd.DataFrame({"draw": range(5), "replicate": 0, "lasting": 1.0, "cost": 0.0, "scenario": "b"})
    runs = pd.concat([base, base.assign(scenario="a", lasting=[2.0, 3.0, 1.0, 0.0, np.nan], cost=[1, 2, 0, -1, 1])])
    found = effects(runs, "b", ["a"], ["lasting", "cost"])
    assert row(found, "a")[["median", "helped", "harmed", "runs"]].tolist() == [0.5, 0.5, 0.25, 4]
    assert row(found, "a", "cost")[["median", "helped", "harmed"]].tolist() == [1.0, 0.2, 0.6]  # helped: costs less


def test_a_policy_without_runs_has_no_median_and_no_shares(runs):
    failed = runs.copy()
    failed.loc[failed["scenario"] == "rec_03", ["lasting", "cost"]] = np.nan
    found = effects(failed, "programme", ["rec_03", "rec_04"], ["lasting"])
    assert row(found, "rec_03")[["median", "helped", "harmed", "range_low"]].isna().all()
    assert row(found, "rec_04")["median"] > 0


def test_rows_are_ranked_apart_by_their_reference(table):
    main, others = ranked(table)
    assert main["difference"].is_monotonic_decreasing
    assert others["policy"].tolist() == ["programme"]
    assert len(main) == len(POLICIES)


# precision


def test_precision_counts_draws_replicates_and_failures(table, runs):
    found = precision(fail(runs, "rec_03", 7), table, seed=1)
    assert (found.draws, found.replicates, found.failed) == (120, 1, 1)
    assert precision(make_runs(5, 3), table, seed=1).replicates == 3


def test_half_width_is_the_widest_among_rivals(table, runs):
    rows = table[(table["outcome"] == "lasting") & (table["reference"] == "programme")]
    expected = ((rows["simultaneous_high"] - rows["simultaneous_low"]) / 2).max()
    assert precision(runs, table).half_width == expected


def test_groups_hold_every_rival_once_and_start_with_the_best(table, runs):
    groups = precision(runs, table, seed=1).groups
    assert sorted(policy for group in groups for policy in group) == sorted(POLICIES)
    rows = table[(table["outcome"] == "lasting") & (table["reference"] == "programme")]
    assert groups[0][0] == rows.set_index("policy")["difference"].idxmax()
    assert "rec_10" in groups[-1]


def test_draws_to_separate_do_separate():
    runs = make_runs(draws=60, seed=4)
    first = precision(runs, effects(runs, "programme", ["rec_14", "rec_03"], ["lasting"]))
    assert first.groups == (("rec_14", "rec_03"),)
    needed = int(first.to_separate)
    gap = differences(make_runs(4 * needed, seed=9), "lasting", {"rec_14": "rec_03"})["rec_14"].to_numpy()
    assert mean_interval(gap).low > 0


def test_nothing_to_separate_when_the_first_is_ahead_or_alone(runs):
    for policies in (["rec_14", "rec_10"], ["rec_14"]):
        assert math.isnan(precision(runs, effects(runs, "programme", policies, ["lasting"])).to_separate)


def test_leaders_that_share_one_world_only_are_not_separated_and_no_fault():
    runs = make_runs(draws=6)
    for draw in range(5):
        runs = fail(runs, "rec_14", draw)
    both = effects(runs, "programme", ["rec_14", "rec_03"], ["lasting"])
    assert math.isnan(precision(runs, both).to_separate)


def test_what_these_draws_do_not_tell_apart_takes_twice_as_many_at_least():
    runs = make_runs(draws=60, seed=4)
    found = precision(runs, effects(runs, "programme", ["rec_14", "rec_03"], ["lasting"]))
    assert found.to_separate >= 120


def test_identical_policies_are_never_separated(runs):
    twin = runs[runs["scenario"] == "rec_14"].assign(scenario="twin")
    both = pd.concat([runs, twin])
    found = precision(both, effects(both, "programme", ["rec_14", "twin"], ["lasting"]))
    assert found.to_separate == math.inf


def test_precision_of_a_single_draw():
    runs = make_runs(draws=1)
    found = precision(runs, effects(runs, "programme", list(POLICIES), ["lasting"]))
    assert found.draws == 1
    assert math.isnan(found.half_width)
    assert np.isnan(found.to_separate)
    assert len(found.groups) == 1


def test_comparing_imports_nothing_that_draws():
    read = "analysis.effects.policies, analysis.effects.verdict, analysis.answers.effects_table"
    code = f"import sys, {read}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "seaborn", "scipy.special", "mesa"} & set(loaded)


@pytest.mark.parametrize("flipped", [False, True])
def test_one_policy_on_the_programme_is_shown_against_the_programme(flipped):
    pairs = [("mine", "programme"), ("programme", "baseline")]
    table = pd.DataFrame(pairs[::-1] if flipped else pairs, columns=["policy", "reference"])
    assert main_reference(table) == "programme"


def test_more_power_takes_more_draws():
    values = np.random.default_rng(3).normal(1.0, 2.0, 200)
    even, likely = draws_needed(values, 0.5), draws_needed(values, 0.5, power=0.8)
    assert even < likely
    ratio = ((1.972 + 0.843) / 1.972) ** 2  # Student's quantiles at 199 degrees of freedom
    assert likely / even == pytest.approx(ratio, rel=0.03)
