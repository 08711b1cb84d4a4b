"""What small studies say and leave: marks, prices, what is spent later, and the network of a typical world."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.answers import comparison, outcomes, picture
from analysis.answers.contest import chosen
from analysis.effects.orders import DEFINITIONS
from analysis.effects.policies import OUTCOMES
from analysis.effects.statistics import mean_interval
from analysis.studies.study import Request
from sim.ensembles.tables import COST_AFTER
from sim.language.layout import paragraph
from sim.language.numerals import between, decimals, number
from sim.language.texts import text
from sim.recommendation import recommendations
from sim.scenario import load_scenario
from sim.windows import WINDOWS

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
    """A comparison over 50 months of after-care (to month 36), help to month 60, and plans in the programme only."""
    asked, folder = request_of
    (folder / "always.toml").write_text(ALWAYS, encoding="utf-8")
    contest = chosen(["after-care", "programme+02", str(folder / "always.toml")])
    made = asked(command="compare", months=50, out=folder / "compared", lang="en")
    return comparison.compare(made, contest), contest


def test_what_is_supported_late_is_marked_in_table_and_sentences(compared):
    study, contest = compared
    said = comparison.words(contest, study)
    assert "* Always" in said and "* After-care" not in said
    assert "* Support ends less than 12 months before month 50" in said
    assert comparison.summary(contest, study)["supported_late"] == ["always"]


def test_what_is_spent_after_the_programme_is_told_of_those_who_spend_it(compared):
    study, contest = compared
    runs = study.runs(COST_AFTER, "cost").set_index(["scenario", "draw"])
    assert (runs.loc["programme", COST_AFTER] == 0).all()
    extra = comparison.summary(contest, study)["cost_after"]
    assert extra["after-care"] == pytest.approx(runs.loc["after-care", COST_AFTER].mean())
    assert extra["programme+02"] == 0
    said = comparison.words(contest, study)
    sentence = said[said.index("\nSpent after") :].partition("\nThe order")[0]
    assert "month 24" in sentence and "After-care" in sentence and "* Always" in sentence
    assert "Co-operation plans" not in sentence


def test_the_prices_of_the_summary_are_those_of_the_file(compared):
    study, contest = compared
    json.dumps(comparison.summary(contest, study), allow_nan=False)
    table = pd.read_csv(study.folder / "effects.csv")
    told = pd.DataFrame(comparison.summary(contest, study)["effects"])
    for column in ("cost_per_lasting", "cost_per_lasting_low", "cost_per_lasting_high"):
        np.testing.assert_allclose(told[column].to_numpy(float), table[column].to_numpy(float), rtol=1e-6)


def test_best_comes_first():
    rows = [("a", "lasting", "p", 1.0), ("b", "lasting", "p", 3.0), ("b", "alive", "p", 9.0)]
    rows += [("p", "lasting", "baseline", 5.0)]
    table = pd.DataFrame(rows, columns=["policy", "outcome", "reference", "difference"])
    assert comparison.best_first(table, "p") == ["b", "a"]


@pytest.mark.parametrize(("scenario", "money"), [("programme", "million baht"), ("baseline", "nothing was spent")])
def test_the_answer_of_a_run_is_a_sentence_whose_numbers_stand_in_its_table(request_of, scenario, money):
    asked, folder = request_of
    study = outcomes.run(asked(command="run", months=30, out=folder / scenario, lang="en"), load_scenario(scenario))
    found, said = outcomes.spread(study), outcomes.answered(study)
    lasting = found.loc["lasting"]
    digits = decimals(lasting)
    assert f"leaves {number(lasting['mean'], digits)} lasting alliances" in said.said[0] and money in said.said[0]
    assert outcomes.words(study).startswith(said.said[0][:40])
    worlds = study.runs("lasting")["lasting"].to_numpy()
    low, high = mean_interval(worlds)[1:3]
    for ends in ((lasting["q05"], lasting["q95"]), (max(0.0, low), high)):
        assert between(*ends, "en", digits) in said.sure[0]
    assert f"{len(worlds)} worlds" in said.sure[0]


def test_a_run_supported_late_is_marked_and_says_what_it_spends_later(request_of):
    asked, folder = request_of
    made = asked(command="run", months=30, out=folder / "run", lang="en")
    study = outcomes.run(made, load_scenario("after-care"))
    said = outcomes.words(study)
    assert (
        "\n* After-care: outcomes at month 30" in said and "* Support ends less than 12 months before month 30" in said
    )
    assert "spent after month 24, of that" in said
    assert "Lasting: has operated a joint activity without a break for the last 12 months of the run" in said
    found = outcomes.summary(study)
    assert found["supported_late"] == ["after-care"]
    monthly = study.monthly()
    cost = monthly[monthly["measure"] == "cost"].set_index("month")["mean"]
    assert found["outcomes"][COST_AFTER]["mean"] == pytest.approx(cost[30] - cost[24], rel=1e-6)
    drawn = sorted(Path(chart).stem for chart in found["charts"])
    assert drawn == ["map", "network", "observed", "paths-alive", "paths-lasting", "paths-operating"]


def test_the_network_is_that_of_the_run_nearest_the_median(compared, monkeypatch, tmp_path):
    study, _ = compared
    scenario = next(one for one in study.scenarios if one.key == "programme+02")
    runs = study.runs("lasting", "operating", "alive", "organisations_in")
    done = runs[runs["scenario"] == scenario.key]
    typical = picture.typical(done)
    away = (done["lasting"] - done["lasting"].median()).abs()
    assert away[typical.name] == away.min()
    seen = {}
    monkeypatch.setattr("analysis.charts.plot_network", lambda *tables, **words: seen.update(tables=tables, **words))
    picture.picture(study, scenario, tmp_path / "network")
    _, memberships, alliances, *_ = seen["tables"]
    assert alliances["lasting"].sum() == typical["lasting"] > 0
    assert alliances["operating"].sum() == typical["operating"] > typical["lasting"]
    assert len(alliances) == typical["alive"]
    assert memberships["organisation"].nunique() == typical["organisations_in"]
    assert "Co-operation plans" in seen["title"]
    assert f"World {typical['draw'] + 1}, at month 50" in seen["subtitle"]


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


# The main job: every recommendation in every window


@pytest.fixture(scope="module")
def every(request_of):
    """Each recommendation in three worlds of 40 months, told of the early window, and the number of chunks lived."""
    asked, folder = request_of
    made = asked(command="compare", months=40, replicates=3, out=folder / "every", lang="en")
    contest = chosen([])
    return comparison.compare(made, contest), contest


def test_the_file_has_rows_of_every_window_and_the_charts_those_of_one(every):
    study, contest = every
    table = pd.read_csv(study.folder / "effects.csv", keep_default_na=False)
    of = table.groupby("window")["policy"].unique().map(len)
    assert dict(of) == {"": 1} | dict.fromkeys(WINDOWS, len(recommendations()))
    assert len(table) == len(OUTCOMES) * len(contest.references)
    assert list(dict.fromkeys(table["window"])) == ["", "early", "late", "long"]
    drawn = sorted(path.stem for path in (study.folder / "charts").glob("*.png"))
    assert drawn == [
        "acceptability",
        "effects",
        "effects-median",
        "frontier",
        "gains",
        "gains-provinces",
        "map",
        "network",
        "observed",
        "paths-alive",
        "paths-lasting",
        "paths-operating",
        "ranks",
    ]


def test_the_files_of_what_money_buys_hold_every_window(every):
    study, _ = every
    for name in ("frontier", "acceptability"):
        table = pd.read_csv(study.folder / f"{name}.csv", keep_default_na=False)
        assert dict(table.groupby("window")["policy"].nunique()) == {"": 2} | dict.fromkeys(WINDOWS, 15)
        assert len(pd.read_parquet(study.folder / f"{name}.parquet")) == len(table)


def test_intervals_are_those_of_one_window_at_once(every):
    """As if the policies of each window, and the programme beside those of the table, had been compared alone."""
    study, contest = every
    table = comparison.effects_everywhere(contest, study)
    for family in (contest.against, contest.elsewhere()["long"]):
        alone = comparison._effects(contest, study, family)
        rows = table[table["policy"].isin(list(family))].reset_index(drop=True)
        pd.testing.assert_frame_equal(rows, alone)


def test_another_window_of_the_same_study_is_told_without_a_run(every, monkeypatch):
    study, contest = every
    before = comparison.words(contest, study).partition("Charts")[0]
    monkeypatch.setattr("analysis.studies.study.on_cores", lambda *asked: pytest.fail("run again"))
    monkeypatch.setattr(
        comparison,
        "chart",
        lambda contest, study, folder: comparison.effects_everywhere(contest, study).to_csv(folder / "effects.csv"),
    )
    late = chosen([], "late")
    other = comparison.compare(study.request, late)
    said = comparison.words(late, other)
    told = [" ".join(one.split()) for one in (before, said)]
    assert "window early: in the months written" in told[0] and "window late: 24 months later" in told[1]
    table = pd.read_csv(study.folder / "effects.csv", keep_default_na=False)
    assert list(dict.fromkeys(table["window"])) == ["", "late", "early", "long"]
    again = comparison.words(contest, comparison.compare(study.request, contest))
    assert again.partition("Tables")[0].rstrip() == before.rstrip()


def test_in_a_table_of_one_window_no_name_repeats_it(every):
    study, _ = every
    said = comparison.words(chosen([], "late"), study)
    assert "(24 months later)" not in said and "5. Public media" in said


def test_what_lasting_means_stands_above_the_table_and_the_orders_below_it(every):
    study, contest = every
    lines = comparison.words(contest, study).splitlines()
    meaning, rule, programme, orders_ = (
        next(place for place, line in enumerate(lines) if line.startswith(start))
        for start in ("Lasting: has operated", "────", "compared with “Baseline”", "The order in this table")
    )
    assert meaning < rule < programme < orders_
    told = [line for line in lines[orders_ + 1 :] if re.match("  [a-z]", line)]
    assert all(f"({key})" in line for key, line in zip(DEFINITIONS, told, strict=True))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_answer_comes_first_then_how_sure_then_what_it_rests_on_then_the_table(every, lang):
    study, contest = every
    in_lang = replace(study, request=replace(study.request, lang=lang))
    lines = comparison.words(contest, in_lang).splitlines()
    sure, rests, more = (lines.index(text(f"{key}_head", lang)) for key in ("sure", "rests", "more"))
    rule = next(place for place, line in enumerate(lines) if line.startswith("────"))
    places = lines.index(text("tables_at", lang, folder=study.folder))
    assert 0 < sure < rests < rule < more < places
    headline = comparison.summary(contest, study)["headline"][lang]
    assert lines[: sure - 1] == paragraph(headline).split("\n") and lines[sure - 1] == ""
    assert text("same_worlds", lang) in lines[rests:rule]
    assert paragraph(text("verdict_assumed", lang)) in "\n".join(lines[rests:rule])


def test_a_program_hears_of_every_window(every):
    study, contest = every
    found = json.loads(json.dumps(comparison.summary(contest, study), allow_nan=False))
    assert {row["window"] for row in found["effects"]} == {"", *WINDOWS}
    assert found["window"] == "early" and found["months"]["programme+05@late"] == [25, 40]
    assert list(found["orders"]["windows"]) == list(WINDOWS)
    assert found["best_buys"][0]["from"] == 0 and found["best_buys"][-1]["to"] is None
    assert set(found["cost_after"]) == set(contest.references)
    assert found["cost_after"]["programme+05@late"] > 0 == found["cost_after"]["programme+05"]
