"""What is read out in place of each chart: true to the very table that is drawn, in both languages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from searched import searched
from synthetic_belief import LEARNT, RECOVERY
from synthetic_results import NAMES, POLICIES, REFERENCES, make_monthly, make_network, make_runs

from analysis.charts import (
    acceptability,
    calendar,
    forest,
    judgements,
    knowing,
    learnt,
    network,
    observed,
    paths,
    plane,
    portfolios,
    ranks,
    recovery,
    tornado,
)
from analysis.economics.tables import bought
from analysis.effects.policies import effects, ranked
from analysis.portfolios.tables import portfolios_table

RUNS = make_runs(draws=40)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost"], seed=1)
MAIN = ranked(EFFECTS)[0]
BOUGHT = bought(RUNS, REFERENCES, seed=1)[1]
TORNADO = pd.DataFrame(
    {"label_en": ["plan effect", "staying"], "label_th": ["ผลของแผน", "การอยู่ต่อ"], "low": [0.44, 1.0],
     "high": [1.9, 1.5], "clear": [True, False]}
)  # fmt: skip


def test_the_forest_tells_its_highest_row_and_counts_intervals_on_either_side():
    rows = MAIN.copy()
    rows["simultaneous_low"], rows["simultaneous_high"] = -1.0, 1.0
    rows.loc[rows.index[:3], ["simultaneous_low", "simultaneous_high"]] = 0.4, 6.5
    rows.loc[rows.index[-1:], ["simultaneous_low", "simultaneous_high"]] = -2.0, -0.1
    said = forest.finding(rows, NAMES, "en", "lasting")
    best = rows.iloc[0]
    assert (
        f"“{NAMES[best['policy']][0]}” has the highest mean: +{best['difference']:.1f} (0.4 to 6.5) alliances." in said
    )
    assert said.endswith("Of 14 intervals 3 lie right of 0 and 1 left of it.")


def test_paths_end_where_the_last_month_has_its_means():
    monthly = make_monthly()
    rows = monthly[monthly["measure"] == "lasting"]
    last = rows[rows["month"] == 60].set_index("scenario")["mean"]
    said = paths.finding(rows, NAMES, POLICIES, ["programme", "baseline"], "en")
    shown = [last[list(POLICIES)].idxmax(), last[list(POLICIES)].idxmin(), "programme", "baseline"]
    assert "; ".join(f"“{NAMES[key][0]}” {last[key]:.1f}" for key in shown) in said and "month 60" in said
    alone = paths.finding(rows, NAMES, ["programme"], ["programme"], "en")
    assert alone.endswith(f"month 60: “{NAMES['programme'][0]}” {last['programme']:.1f}.")


def test_the_observed_total_is_told_among_those_of_the_runs():
    said = observed.finding(pd.Series(range(101), dtype=float), 31, "en")
    assert said.startswith("Observed 31, simulated 50 on average, 5 to 95 in the middle 90 % of runs;")
    assert said.endswith("31 % of runs have fewer than observed.")
    assert observed.finding(pd.Series([], dtype=float), 31, "en") == "Observed 31; no run was completed."


def test_the_frontier_is_told_from_its_cheapest_on():
    points = plane.plane_points(EFFECTS, BOUGHT)
    on = points[points["status"] == "frontier"].sort_values("y")
    said = plane.finding(points, NAMES, "en")
    assert said.startswith(f"{len(on)} of 14 policies lie on the frontier: “{NAMES[on['policy'].iloc[0]][0]}” adds")
    assert said.endswith(f"adds {on['x'].iloc[-1]:.1f} for {on['y'].iloc[-1]:.1f} million baht.")
    assert "None of 14" in plane.finding(points.assign(status="dominated"), NAMES, "en")


def test_what_is_best_is_told_wherever_it_changes():
    best = pd.DataFrame(
        {"share": [100.0, 60.0, 44.0, 47.0], "policy": ["programme", "rec_05", "rec_14", "rec_14"]},
        [0.0, 1.5, 2.0, 4.0],
    )
    said = acceptability.finding(best, NAMES, "en")
    parts = ["0", "“The programme as it was”, 100 %", "1.5", "44 %.", "5 Public media"]
    assert all(part in said for part in parts) and "47" not in said and said.count("from") == 3


def test_the_network_is_counted():
    organisations, memberships, alliances = make_network()
    said = network.finding(organisations, memberships, alliances, "en")
    members = memberships["organisation"].nunique()
    assert said.startswith(f"45 alliances join {members} of 630 organisations in 9 provinces;")
    assert said.endswith(f"{alliances['operating'].sum()} operate, {alliances['lasting'].sum()} last.")


def test_coverage_is_told_by_its_ends_and_what_is_fine_is_counted():
    said = recovery.finding(RECOVERY, "en")
    assert f"in 80 to {100 * RECOVERY['ninety'].max():.0f} %" in said
    assert f"{len(RECOVERY) - 1} of {len(RECOVERY)} quantities" in said


def test_what_is_learnt_is_counted_and_the_narrowest_named():
    said = learnt.finding(LEARNT, "en")
    name = LEARNT.loc[LEARNT["contraction"].idxmin(), "name"]
    assert f"Of {len(LEARNT)} parameters 1 are learnt and 1 partly; the fit narrows “{name}” most, to 40 %" in said


def test_what_is_first_most_often_is_told():
    places = pd.DataFrame({"as it is": [2, 1, 3], "other": [1, np.nan, 2], "third": [1, 2, 3]}, index=["A", "B", "C"])
    said = ranks.finding(places, [1.0, -0.333, 0.5], "en")
    assert said == "“A” is first in 2 of 3 columns. Agreement with the first column, by Kendall's tau: −0.33 to 1.00."


def test_the_tornado_tells_its_first_row_or_that_there_is_none():
    said = tornado.finding(TORNADO, 1.2, "en")
    assert said == (
        "The mean of all worlds is +1.2. It turns most on plan effect: +0.4 where that is low, +1.9 where it is high. "
        "1 of 2 rows are told from chance."
    )
    assert tornado.finding(TORNADO[:0], 1.2, "en") == "The mean of all worlds is +1.2; no number is told from chance."


def test_worths_are_told_and_of_unclear_ones_the_most_they_may_be():
    rows = pd.DataFrame(
        {"kind": ["everything", "group", "number", "number"], "label_en": list("EGNM"), "label_th": list("EGNM"),
         "worth": [2.2, 0.7, 0.4, 0.3], "upper": [2.4, 0.9, 0.5, 0.4],
         "clear": pd.Series([None, True, False, True], dtype=object)}
    )  # fmt: skip
    said = knowing.finding(rows, "en")
    assert said == "Worth in lasting alliances: “E” 2.20; “G” 0.70; “N” at most 0.50."


@pytest.mark.parametrize("priced", [True, False])
def test_a_pilot_is_told_in_the_unit_of_its_axis(priced):
    rows = pd.DataFrame(
        {"willingness": 2e6, "decisions": 3, "unit": "organisations", "units": [15, 60], "worth": [0.1, 0.3],
         "baht": [6e5, 1.8e6] if priced else np.nan, "cost": [3e5, 5e5]}
    )  # fmt: skip
    said = knowing.pilot_finding(rows, (0.5, 0.4, 0.6), "en")
    parts = (
        ["0.6 for 0.3 with 15; 1.8 for 0.5 with 60", "million baht", "exactly: 3.0 (2.4 to 3.6)"]
        if priced
        else ["0.10 with 15; 0.30 with 60", "worth in lasting alliances", "exactly: 0.50 (0.40 to 0.60)"]
    )
    assert all(part in said for part in parts)


def test_judgements_count_what_is_within_the_declared_and_name_the_widest_disagreement():
    rows = []
    for number, likely, middle in (("04.strength", (0.3, 0.5), 0.4), ("05.strength", (0.2, 0.9), 0.95)):
        name = {"number": number, "name_en": f"No. {number}", "name_th": "ก"}
        rows += [name | {"role": "expert", "q05": one - 0.1, "q50": one, "q95": one + 0.1} for one in likely]
        rows.append(name | {"role": "pool", "q05": middle - 0.3, "q50": middle, "q95": middle + 0.3})
        rows.append(name | {"role": "declared", "lowest": 0.1, "highest": 0.8})
    said = judgements.finding(pd.DataFrame(rows), "en")
    assert "Of 2 numbers, the group's middle value lies within the declared range for 1." in said
    assert said.endswith("“5. No. 05.strength”: likely values from 0.20 to 0.90.")


def test_the_calendar_tells_every_bar():
    bars = calendar._bars(searched().portfolios[2], "en")
    said = calendar.finding(bars, "en")
    assert all(f"{label} {start} to {end}" in said for label, start, end, *_ in bars)


def test_each_budget_has_what_it_adds():
    table = portfolios_table(searched())
    cheap = table.iloc[0]
    said = portfolios.finding({5e6: cheap["portfolio"]}, table, "en")
    assert f"5: +{cheap['added']:.1f} ({cheap['low']:.1f} to {cheap['high']:.1f})" in said
    assert portfolios.finding({}, table, "en") == "No budget buys a portfolio that adds anything on average."


def test_thai_is_told_in_thai():
    assert forest.finding(MAIN, NAMES, "th", "lasting").startswith("“14 เวทีแลกเปลี่ยน")
    assert tornado.finding(TORNADO, 1.2, "th").startswith("ค่าเฉลี่ยของทุกสถานการณ์คือ +1.2 ขึ้นกับผลของแผนมากที่สุด")
