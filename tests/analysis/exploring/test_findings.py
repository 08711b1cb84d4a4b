"""What the page tells is what ``compare`` tells of the same worlds, to the last digit."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from exploring_cases import MONTHS, small_request, switched

import run
from analysis.effects.policies import MAIN, effects
from analysis.exploring.engine import Engine
from analysis.exploring.findings import OUTCOMES, compared, find
from analysis.exploring.saving import command, save
from analysis.exploring.settings import KEY, as_it_is
from sim.measures import MONTHLY
from sim.scenario import load_scenario


def test_against_the_baseline_and_what_it_began_with():
    assert [one.key for one in compared(switched("programme", 4))] == [KEY, "programme", "baseline"]
    assert [one.key for one in compared(as_it_is(load_scenario("programme")))] == [KEY, "baseline"]
    assert [one.key for one in compared(switched("baseline", 4))] == [KEY, "baseline"]
    assert [one.key for one in compared(as_it_is(load_scenario("baseline")))] == [KEY]
    assert [one.key for one in compared(switched("media", 5, 6, 12))] == [KEY, "media", "baseline"]


def test_all_over_the_same_months():
    assert {one.months for one in compared(switched("media", 4, months=9))} == {9}


def test_what_is_turned_back_into_another_scenario_is_compared_all_the_same(engine):
    """All of media switched off is the programme; under the baseline nothing is the baseline."""
    found = find(engine, switched("media", 5, 6, 12), 3, lambda: False, lambda done: None)
    assert set(found.against) == {"media", "baseline"}


def test_the_page_tells_what_compare_tells(engine, tmp_path, monkeypatch):
    """The command that the page proposes leaves the same runs, and the same differences with their intervals."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.answers.comparison.chart", lambda contest, study, folder: (folder / "charts").mkdir())
    settings = switched("programme", 4)
    found = find(engine, settings, settings.worlds, lambda: False, lambda done: None)
    typed = command(settings, save(settings, "mine", tmp_path), 1, " --posterior none --out out")
    words = typed.split()
    assert run.main(words[words.index("compare") :]) == 0
    theirs = pd.read_parquet("out/runs.parquet").replace({"scenario": {"mine": KEY}})
    both = [frame.sort_values(["scenario", "draw"], ignore_index=True) for frame in (found.runs, theirs)]
    pd.testing.assert_frame_equal(*both)
    monthly = pd.read_parquet("out/monthly.parquet").replace({"scenario": {"mine": KEY}})
    order = ["scenario", "month", "measure"]
    pd.testing.assert_frame_equal(
        found.monthly.sort_values(order, ignore_index=True), monthly.sort_values(order, ignore_index=True)
    )
    against = effects(theirs, {KEY: "programme", "programme": "baseline"}, [KEY, "programme"], OUTCOMES, 1)
    ours, compared_ = found.against["programme"], against[against["policy"] == KEY].reset_index(drop=True)
    for column in ("outcome", "difference", "low", "high", "median", "helped", "harmed", "cost", "runs"):
        pd.testing.assert_series_equal(ours[column], compared_[column])


def test_tables_are_of_all_scenarios_and_months(found):
    assert len(found.runs) == 3 * 6 and found.failed == 0
    assert len(found.monthly) == 3 * (MONTHS + 1) * len(MONTHLY)
    assert set(found.against) == {"programme", "baseline"}
    assert list(found.against["programme"]["outcome"]) == list(OUTCOMES)


def test_a_dose_of_nothing_differs_by_nothing(engine):
    found = find(engine, switched("programme", 4, intensity=0.0), 6, lambda: False, lambda done: None)
    rows = found.against["programme"].set_index("outcome")
    assert rows.loc[MAIN, "difference"] == 0 == rows.loc[MAIN, "high"]
    assert "programme" not in found.needed


def test_worlds_needed_are_more_than_did_not_tell(found):
    for key, worlds in found.needed.items():
        assert worlds > 6 and math.isfinite(worlds), key


def test_names_are_told_in_both_languages(found):
    assert found.names[KEY] == ("Your settings", "ค่าที่ตั้งไว้")
    assert found.names["programme"][0] == "The programme"


def test_failed_runs_are_counted_and_drop_out_with_their_partner(engine, monkeypatch):
    other = Engine(small_request())
    settings = switched("programme", 4)
    lived = engine.live(compared(settings), 6, lambda: False, lambda done: None)
    broken = lived[0][2]
    rows = np.full_like(broken.rows, np.nan)
    lived[0][2] = type(broken)(broken.world, rows, (broken.alliances[0][:0],), ("ValueError: x",))
    monkeypatch.setattr(other, "live", lambda *asked: lived)
    found = find(other, settings, 6, lambda: False, lambda done: None)
    assert found.failed == 1
    assert set(found.against["programme"]["runs"]) == {5}


@pytest.mark.parametrize("worlds", [2, 3])
def test_of_very_few_worlds_something_can_be_said(engine, worlds):
    found = find(engine, switched("programme", 4), worlds, lambda: False, lambda done: None)
    assert found.worlds == worlds and found.runs["draw"].nunique() == worlds
