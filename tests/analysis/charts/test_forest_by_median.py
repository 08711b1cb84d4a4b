"""The forest plot by medians: the same marks, in the order of the medians, with the interval of the median."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import words
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis import charts
from analysis.charts import forest, page
from analysis.effects.policies import effects, ranked

pytestmark = pytest.mark.filterwarnings("error")
EFFECTS = effects(fail(make_runs(draws=40), "rec_03", 5), REFERENCES, list(REFERENCES), ["lasting", "cost"], seed=1)
ROWS = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["reference"] == "programme")]
BEST = ROWS.sort_values("median", ascending=False)


@pytest.fixture
def figure(drawn):
    return drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en", by="median")


def test_policies_stand_in_the_order_of_their_medians(figure):
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == [NAMES[p][0] for p in BEST["policy"]]
    for mark, column in (("D", "median"), ("o", "difference")):
        assert [line.get_xdata()[0] for line in axes.lines if line.get_marker() == mark] == BEST[column].tolist()


def test_thick_bars_are_intervals_of_the_median_and_coloured_by_them(figure):
    (axes,) = figure.axes
    thick = [line for line in axes.lines if line.get_linewidth() == 9]
    ends = BEST[["median_low", "median_high"]].to_numpy()
    np.testing.assert_allclose([line.get_xdata() for line in thick], ends)
    for line, (low, high) in zip(thick, ends):
        expected = page.BLUE if low > 0 else page.RED if high < 0 else page.GREY
        assert line.get_color() == expected


def test_what_is_written_is_the_median(figure):
    said = words(figure)
    first = BEST.iloc[0]
    assert f"+{first['median']:.1f} ({first['median_low']:.1f} to {first['median_high']:.1f})" in said
    assert "median (95 % interval)" in said and "mean (95 % interval)" not in said
    assert "interval of the median effect" in said and "interval of the mean effect" not in said


def test_the_finding_is_the_title_and_tells_the_highest_median(figure):
    said = forest.median_finding(ranked(EFFECTS)[0], NAMES, "en")
    assert said in words(figure)
    assert said.startswith(f"In the middle one of the worlds “{NAMES[BEST['policy'].iloc[0]][0]}” adds most")
    assert said.endswith("compared with “The programme as it was”")


def test_the_finding_says_where_the_highest_median_may_be_nothing_or_is():
    unclear = forest.median_finding(ROWS.assign(median_low=-1.0), NAMES, "en")
    assert unclear.endswith(", which is not told apart from no effect")
    nothing = forest.median_finding(ROWS.assign(median=0.0), NAMES, "en")
    assert nothing == (
        "In the middle one of the worlds no policy adds lasting alliances, compared with “The programme as it was”"
    )
    assert "ไม่มีนโยบายใด" in forest.median_finding(ROWS.assign(median=0.0), NAMES, "th")


def test_by_the_mean_nothing_has_changed(drawn):
    said = words(drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en"))
    assert "What each policy adds to lasting alliances" in said and "mean (95 % interval)" in said


def test_policies_not_drawn_are_told_by_their_median(figure):
    other = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["policy"] == "programme")].iloc[0]
    assert f"compared with “No programme”: +{other['median']:.1f} (" in words(figure)
