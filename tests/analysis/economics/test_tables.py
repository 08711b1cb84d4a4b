"""The tables of what money buys, from runs: the means and prices of effects.csv, and what was planted in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic_results import POLICIES, REFERENCES, fail, make_runs

from analysis.economics.tables import ACCEPTABILITY, FRONTIER, bought
from analysis.effects.policies import effects
from analysis.effects.statistics import differences, mean_interval

RUNS = make_runs(draws=40)


@pytest.fixture(scope="module")
def found():
    return bought(RUNS, REFERENCES, seed=1, windows=dict.fromkeys(POLICIES, "late"))


def test_each_reference_has_its_options_and_stands_among_them(found):
    assert [one.reference for one in found] == ["baseline", "programme"]
    of_programme, of_policies = found
    assert set(of_programme.frontier["policy"]) == {"baseline", "programme"}
    assert set(of_policies.frontier["policy"]) == {"programme", *POLICIES}
    for one in found:
        assert list(one.frontier.columns) == list(FRONTIER) and list(one.acceptability.columns) == list(ACCEPTABILITY)
        assert len(one.acceptability) == 101 * len(one.frontier)
    assert set(of_policies.frontier["window"]) == {"late"} and set(of_programme.frontier["window"]) == {""}


def test_means_and_prices_are_those_of_the_effects(found):
    table = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "people_helped", "cost"], seed=1)
    lasting = table[table["outcome"] == "lasting"].set_index("policy").loc[list(POLICIES)]
    rows = found[1].frontier.set_index("policy").loc[list(POLICIES)]
    for own, theirs in (("effect", "difference"), ("effect_low", "low"), ("effect_high", "high"), ("cost", "cost")):
        np.testing.assert_allclose(rows[own], lasting[theirs], rtol=1e-9)
    for name in ("cost_per_lasting", "cost_per_lasting_low", "cost_per_lasting_high"):
        np.testing.assert_array_equal(rows[name].to_numpy(), lasting[name].to_numpy())
    assert rows["cost_per_lasting"].notna().any() and rows["cost_per_lasting"].isna().any()


def test_a_person_helped_has_a_price_where_people_are_clearly_helped(found):
    rows = found[1].frontier.set_index("policy")
    costs, people = (differences(RUNS, one, REFERENCES) for one in ("cost", "people_helped"))
    assert rows.loc["rec_14", "cost_per_person"] == pytest.approx(costs["rec_14"].mean() / people["rec_14"].mean())
    low, high = rows.loc["rec_14", ["cost_per_person_low", "cost_per_person_high"]]
    assert low < rows.loc["rec_14", "cost_per_person"] < high
    assert np.isnan(rows.loc["rec_08", "cost_per_person"])


def test_the_reference_has_no_price(found):
    row = found[1].frontier.set_index("policy").loc["programme"]
    assert row[["effect", "cost", "effect_low", "effect_high"]].tolist() == [0.0] * 4
    assert row[[name for name in FRONTIER if name.startswith("cost_per")]].isna().all()


def test_the_last_step_is_the_most_effective_policy(found):
    """Planted in the runs: 14 adds most, and whatever adds nothing is dominated by the reference."""
    rows = found[1].frontier.set_index("policy")
    assert rows.loc["rec_14", "status"] == "frontier" and rows["icer"].idxmax() == "rec_14"
    assert rows.loc["rec_10", "status"] == "dominated"
    assert rows["on_frontier"].between(0, 1).all() and rows["on_frontier"].nunique() > 4


def test_net_benefits_at_a_value_are_those_of_its_worlds(found):
    rows = found[1].acceptability
    worth = rows["willingness"].unique()[40]
    row = rows[(rows["willingness"] == worth) & (rows["policy"] == "rec_13")].iloc[0]
    costs, added = (differences(RUNS, one, {"rec_13": "programme"})["rec_13"] for one in ("cost", "lasting"))
    assert (row["net_benefit"], row["net_benefit_low"], row["net_benefit_high"]) == pytest.approx(
        mean_interval((worth * added - costs).to_numpy())[:3]
    )


def test_a_world_in_which_one_failed_counts_for_nobody():
    one = bought(fail(RUNS, "rec_03", 5), REFERENCES, seed=1)[1].frontier.set_index("policy")
    assert one["worlds"].unique().tolist() == [39]


def test_where_nothing_was_completed_there_is_nothing_to_buy():
    runs = RUNS[RUNS["scenario"].isin(["programme", "rec_01", "baseline"])]
    for draw in range(40):
        runs = fail(runs, "baseline", draw)
    found = bought(runs, {"programme": "baseline", "rec_01": "programme"}, seed=1)
    assert [one.reference for one in found] == ["programme"]
    alone = bought(runs, {"programme": "baseline"}, seed=1)
    assert alone == []


def test_policies_of_several_windows_keep_them_and_the_reference_has_none():
    of = {"rec_01": "early", "rec_02": "late"}
    (one,) = bought(RUNS, dict.fromkeys(of, "programme"), seed=1, windows=of)
    assert one.frontier.set_index("policy")["window"].to_dict() == {"programme": "", **of}
    assert isinstance(one.acceptability, pd.DataFrame) and set(one.acceptability["window"]) == {"", "early", "late"}
