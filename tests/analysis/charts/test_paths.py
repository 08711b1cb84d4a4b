"""An outcome month by month: each panel its own end of support, best first, and no key without its line."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import words
from synthetic_results import NAMES, POLICIES, make_monthly

from analysis import charts
from analysis.charts import paths

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("count", [1, 3, 14, 16])
def test_paths_have_a_panel_a_policy_and_no_empty_one(count, drawn):
    policies = (*POLICIES, "programme", "baseline")[:count]
    figure = drawn(paths, charts.plot_paths, make_monthly(), NAMES, policies, "programme", "en")
    assert [axes.get_title("left").replace("\n", " ") for axes in figure.axes] == [NAMES[p][0] for p in policies]


def test_paths_share_axes_and_start_from_zero(drawn):
    figure = drawn(paths, charts.plot_paths, make_monthly(), NAMES, POLICIES, "programme", "en")
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    assert figure.axes[0].get_ylim()[0] == 0
    assert figure.axes[0].get_xlim() == (0, 60)


def test_paths_show_the_policy_the_reference_and_the_baseline(drawn):
    monthly = make_monthly()
    figure = drawn(paths, charts.plot_paths, monthly, NAMES, ["rec_14"], "programme", "en", measure="alive")
    lines = figure.axes[0].lines
    for line, scenario in zip(lines, ("programme", "baseline", "rec_14"), strict=True):
        of = monthly[(monthly["scenario"] == scenario) & (monthly["measure"] == "alive")]
        np.testing.assert_array_equal(line.get_ydata(), of["mean"])
    assert [text.get_text() for text in figure.legends[0].get_texts()][:2] == [
        "The programme as it was",
        "No programme",
    ]


def upright(axes):
    return [line.get_xdata()[0] for line in axes.lines if len(set(line.get_xdata())) == 1]


def test_each_panel_marks_its_own_end_of_support(drawn):
    ends = {"rec_14": 36, "rec_13": 24, "rec_12": 60, "rec_05": 0}
    figure = drawn(paths, charts.plot_paths, make_monthly(), NAMES, list(ends), "programme", "en", support_ends=ends)
    assert [upright(axes) for axes in figure.axes] == [[36], [24], [], []]
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes] == [
        ["support ends"],
        ["support ends"],
        [],
        [],
    ]
    assert "Dotted upright line" in words(figure)
    none = drawn(paths, charts.plot_paths, make_monthly(), NAMES, ["rec_12"], "programme", "en", support_ends=ends)
    assert "upright" not in words(none)


def test_lasting_is_called_lasting_and_said_what_it_means_before_the_end(drawn):
    said = words(drawn(paths, charts.plot_paths, make_monthly(), NAMES, ["rec_14"], "programme", "en"))
    assert "Month by month: lasting alliances" in said
    assert "operated a joint activity without a break for the 12 months up to it" in said
    assert "Policies are judged by month 60" in said
    other = words(
        drawn(paths, charts.plot_paths, make_monthly(), NAMES, ["rec_14"], "programme", "en", measure="alive")
    )
    assert "lasting" not in other.lower()


def test_a_scenario_by_itself_has_no_key_and_nothing_under_it(drawn):
    monthly = make_monthly()
    monthly = monthly[monthly["scenario"] == "programme"]
    figure = drawn(paths, charts.plot_paths, monthly, NAMES, ["programme"], "programme", "en")
    assert len(figure.axes[0].lines) == 1
    assert figure.legends == [] or not figure.legends[0].get_texts()
    assert "overlap" not in words(figure)


def test_every_line_in_the_key_is_drawn_and_every_drawn_one_is_in_the_key(drawn):
    figure = drawn(paths, charts.plot_paths, make_monthly(), NAMES, ["programme"], "programme", "en")
    drawn_ = {(line.get_color(), line.get_linestyle()) for line in figure.axes[0].lines}
    keyed = {(line.get_color(), line.get_linestyle()) for line in figure.legends[0].get_lines()}
    assert drawn_ == keyed


def test_remarks_are_told(drawn):
    said = words(
        drawn(paths, charts.plot_paths, make_monthly(), NAMES, ["rec_14"], "programme", "en", remarks=["* Still so."])
    )
    assert "* Still so." in said


def test_paths_do_without_a_baseline(drawn):
    monthly = make_monthly()
    monthly = monthly[monthly["scenario"] != "baseline"]
    figure = drawn(paths, charts.plot_paths, monthly, NAMES, ["rec_14"], "programme", "en")
    assert len(figure.axes[0].lines) == 2
