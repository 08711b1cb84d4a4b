"""What small studies say and leave: marks, prices, what is spent later, and the network of a typical world."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.answers import comparison, outcomes, picture
from analysis.studies.study import Request
from sim.ensembles.tables import COST_AFTER
from sim.scenario import load_scenario

ALWAYS = """
name = { en = "Always", th = "ตลอดไป" }
extends = "programme"
[[recommendation]]
number = 13
start = 20
end = 60
"""


@pytest.fixture(scope="module")
def request_of(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    return partial(Request, replicates=4, seed=3, workers=1, organisations=None, quiet=True), folder


@pytest.fixture(scope="module")
def compared(request_of):
    """A comparison over 30 months of after-care (to month 36), help to month 60, and plans in the programme only."""
    asked, folder = request_of
    (folder / "always.toml").write_text(ALWAYS, encoding="utf-8")
    contest = comparison.chosen(["after-care", "programme+02", str(folder / "always.toml")])
    made = asked(command="compare", months=40, out=folder / "compared", lang="en")
    return comparison.compare(made, contest), contest.references


def test_what_is_still_supported_is_marked_in_table_and_sentences(compared):
    study, against = compared
    said = comparison.words(against, study)
    assert "* Always" in said and "* After-care" not in said
    assert "* Still supported in month 40" in said
    assert comparison.summary(against, study)["supported_at_end"] == ["always"]


def test_what_is_spent_after_the_programme_is_told_of_those_who_spend_it(compared):
    study, against = compared
    runs = study.runs(COST_AFTER, "cost").set_index(["scenario", "draw"])
    assert (runs.loc["programme", COST_AFTER] == 0).all()
    extra = comparison.summary(against, study)["cost_after"]
    assert extra["after-care"] == pytest.approx(runs.loc["after-care", COST_AFTER].mean())
    assert extra["programme+02"] == 0
    sentence = next(line for line in comparison.words(against, study).splitlines() if line.startswith("Spent after"))
    assert "month 24" in sentence and "After-care" in sentence and "* Always" in sentence
    assert "Co-operation plans" not in sentence


def test_the_prices_of_the_summary_are_those_of_the_file(compared):
    study, against = compared
    json.dumps(comparison.summary(against, study), allow_nan=False)
    table = pd.read_csv(study.folder / "effects.csv")
    told = pd.DataFrame(comparison.summary(against, study)["effects"])
    for column in ("cost_per_lasting", "cost_per_lasting_low", "cost_per_lasting_high"):
        np.testing.assert_allclose(told[column].to_numpy(float), table[column].to_numpy(float), rtol=1e-6)


def test_best_comes_first():
    rows = [("a", "lasting", "p", 1.0), ("b", "lasting", "p", 3.0), ("b", "alive", "p", 9.0)]
    rows += [("p", "lasting", "baseline", 5.0)]
    table = pd.DataFrame(rows, columns=["policy", "outcome", "reference", "difference"])
    assert comparison.best_first(table, "p") == ["b", "a"]


def test_a_run_still_supported_is_marked_and_says_what_it_spends_later(request_of):
    asked, folder = request_of
    made = asked(command="run", months=30, out=folder / "run", lang="en")
    study = outcomes.run(made, load_scenario("after-care"))
    said = outcomes.words(study)
    assert "* After-care: outcomes at month 30" in said and "* Still supported in month 30" in said
    assert "spent after month 24, of that" in said
    found = outcomes.summary(study)
    assert found["supported_at_end"] == ["after-care"]
    monthly = study.monthly()
    cost = monthly[monthly["measure"] == "cost"].set_index("month")["mean"]
    assert found["outcomes"][COST_AFTER]["mean"] == pytest.approx(cost[30] - cost[24], rel=1e-6)
    drawn = sorted(Path(chart).stem for chart in found["charts"])
    assert drawn == ["network", "observed", "paths-alive", "paths-lasting"]


def test_the_network_is_that_of_the_run_nearest_the_median(compared, monkeypatch, tmp_path):
    study, _ = compared
    scenario = next(one for one in study.scenarios if one.key == "programme+02")
    runs = study.runs("lasting", "alive", "organisations_in")
    done = runs[runs["scenario"] == scenario.key]
    typical = picture.typical(done)
    away = (done["lasting"] - done["lasting"].median()).abs()
    assert away[typical.name] == away.min()
    seen = {}
    monkeypatch.setattr("analysis.charts.plot_network", lambda *tables, **words: seen.update(tables=tables, **words))
    picture.picture(study, scenario, tmp_path / "network")
    _, memberships, alliances, *_ = seen["tables"]
    assert alliances["operating"].sum() == typical["lasting"]
    assert len(alliances) == typical["alive"]
    assert memberships["organisation"].nunique() == typical["organisations_in"]
    assert "Co-operation plans" in seen["title"]
    assert f"World {typical['draw'] + 1}, at month 40" in seen["subtitle"]


def test_of_one_world_nothing_is_said_of_a_median(compared, monkeypatch, tmp_path):
    study, _ = compared
    alone = study.runs("lasting")
    alone = alone[alone["draw"] == 2]
    monkeypatch.setattr(type(study), "runs", lambda *_: alone)
    seen = {}
    monkeypatch.setattr("analysis.charts.plot_network", lambda *_, **words: seen.update(words))
    picture.picture(study, study.scenarios[0], tmp_path / "network")
    assert "World 3, the only one simulated" in seen["subtitle"] and "median" not in seen["subtitle"]


def test_where_every_run_failed_there_is_no_network(compared, monkeypatch, tmp_path):
    study, _ = compared
    failed = study.runs("lasting").assign(status="failed")
    monkeypatch.setattr(type(study), "runs", lambda *_: failed)
    picture.picture(study, study.scenarios[0], tmp_path / "network")
    assert list(tmp_path.iterdir()) == []
