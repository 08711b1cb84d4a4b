"""Simulated beside observed: what is drawn, and words that lie on no bar."""

from __future__ import annotations

import pandas as pd
import pytest
from drawings import overlapping, words
from synthetic_results import NAMES, fail, make_runs

from analysis import charts
from analysis.charts import observed
from analysis.observed import load
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

pytestmark = pytest.mark.filterwarnings("error")
RUNS = fail(make_runs(draws=40), "rec_03", 5)


def test_counts_are_the_parts_that_the_table_of_runs_tells():
    counts = {
        "form": observed.facilitated_counts(RUNS, "form"),
        "province": observed.facilitated_counts(RUNS, "province"),
    }
    for field, terms in (("form", FORMS), ("province", PROVINCE_TERMS)):
        assert list(counts[field].columns) == list(keys(terms))
        for key in keys(terms):
            pd.testing.assert_series_equal(counts[field][key], RUNS[f"facilitated_programme_{key}"], check_names=False)


def test_only_completed_runs_of_the_scenario_are_drawn(drawn):
    runs = make_runs(draws=4)
    runs.loc[runs["scenario"] != "programme", list(PROGRAMME_COLUMNS)] += 1000.0
    runs.loc[(runs["scenario"] == "programme") & (runs["draw"] == 2), "status"] = "failed"
    done = runs[(runs["scenario"] == "programme") & (runs["draw"] != 2)]
    total, form, province = drawn(observed, charts.plot_observed, runs, load(), NAMES, "en").axes
    assert total.dataLim.x1 < 100
    for axes, terms in ((form, FORMS), (province, PROVINCE_TERMS)):
        (dots,) = (line for line in axes.lines if line.get_marker() == "o")
        assert list(dots.get_xdata()) == [done[f"facilitated_programme_{key}"].mean() for key in keys(terms)]


def test_named_networks_are_marked_as_a_least_and_31_as_the_total(drawn):
    figure = drawn(observed, charts.plot_observed, RUNS, load(), NAMES, "en")
    total, form, province = figure.axes
    assert [line.get_xdata()[0] for line in total.lines] == [31]
    for axes, expected in ((form, [4, 4, 1]), (province, [1] * 9)):
        (hollow,) = (line for line in axes.lines if line.get_marker() == "D")
        assert hollow.get_color() == "none"
        assert list(hollow.get_xdata()) == expected
    assert "at least: named in the source; the other 22 unknown" in words(figure)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("totals", [31.0, 20.0, 60.0, None])
def test_the_words_about_the_observed_total_lie_on_no_bar(totals, lang, drawn):
    runs = RUNS if totals is None else RUNS.assign(facilitated_programme=RUNS["facilitated_programme"] * 0 + totals)
    total, *_ = drawn(observed, charts.plot_observed, runs, load(), NAMES, lang).axes
    (label,) = total.texts
    assert overlapping([label], [bar.get_window_extent() for bar in total.patches]) == []
    box, frame = label.get_window_extent(), total.get_window_extent()
    assert frame.x0 <= box.x0 and box.x1 <= frame.x1 and box.y1 <= frame.y1


def test_counts_are_read_off_whole_numbers(drawn):
    total, *_ = drawn(observed, charts.plot_observed, RUNS, load(), NAMES, "en").axes
    assert all(float(tick).is_integer() for tick in total.get_xticks())


def test_where_no_run_was_completed_the_page_is_still_drawn(drawn):
    figure = drawn(observed, charts.plot_observed, RUNS.assign(status="failed"), load(), NAMES, "en")
    assert "0 runs of" in words(figure)
