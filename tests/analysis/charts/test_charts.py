"""Charts: written whole, the same bytes again, in letters the font has, and showing the numbers they were given."""

from __future__ import annotations

import os
import warnings
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from drawings import overlapping, words
from synthetic_belief import LEARNT, PLACES, RECOVERY, UNIT, WEIGHTS
from synthetic_results import NAMES, POLICIES, REFERENCES, fail, make_monthly, make_network, make_runs

from analysis import charts
from analysis.charts import acceptability, forest, learnt, network, observed, page, paths, plane, ranks, recovery
from analysis.economics.tables import bought
from analysis.effects.policies import effects
from analysis.language.labels import quantity
from analysis.observed import load

pytestmark = pytest.mark.filterwarnings("error")
RUNS = fail(make_runs(draws=40), "rec_03", 5)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost", "weak_share"], seed=1)
BOUGHT = bought(RUNS, REFERENCES, seed=1)[1]
RANKS = pd.DataFrame(
    {
        "nothing": range(1, 15),
        "what a joint activity begins with: nothing but time, cohesion and leadership": [*range(14, 0, -1)],
        "กิจกรรมร่วมเริ่มจากอะไร: เวลา ความเป็นปึกแผ่น และภาวะผู้นำเท่านั้น": [1, 1, 3, *range(4, 14), np.nan],
    },
    index=[NAMES[key][0] for key in POLICIES],
)
TAUS = [1.0, -1.0, 0.96]
DRAW = {
    "effects": lambda lang, path: charts.plot_effects(EFFECTS, NAMES, lang, path),
    "paths": lambda lang, path: charts.plot_paths(make_monthly(), NAMES, POLICIES[:5], "programme", lang, path=path),
    "observed": lambda lang, path: charts.plot_observed(RUNS, load(), NAMES, lang, path),
    "frontier": lambda lang, path: charts.plot_frontier(EFFECTS, BOUGHT, NAMES, lang, path),
    "acceptability": lambda lang, path: charts.plot_acceptability(BOUGHT, NAMES, lang, path, title="Worth it: none"),
    "network": lambda lang, path: charts.plot_network(*make_network(), lang, path, title="One world", subtitle=""),
    "recovery": lambda lang, path: charts.plot_recovery(RECOVERY, PLACES, lang, path),
    "learnt": lambda lang, path: charts.plot_learnt(LEARNT, UNIT, WEIGHTS, lang, path),
    "ranks": lambda lang, path: charts.plot_ranks(RANKS, TAUS, lang, path, subtitle="", note="สิ่งที่เปลี่ยน"),
}

MODULES = {
    "effects": forest,
    "paths": paths,
    "observed": observed,
    "frontier": plane,
    "acceptability": acceptability,
    "network": network,
    "recovery": recovery,
    "learnt": learnt,
    "ranks": ranks,
}


# every chart


@pytest.fixture(scope="module", params=[(chart, lang) for chart in DRAW for lang in ("en", "th")], ids="-".join)
def written(request, tmp_path_factory):
    """A chart's name, language and files; warnings are errors here, a letter that the font lacks among them."""
    chart, lang = request.param
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return chart, lang, DRAW[chart](lang, tmp_path_factory.mktemp("charts") / "new" / chart)


def test_png_and_svg_are_written_whole(written):
    chart, _, files = written
    assert [file.name for file in files] == [f"{chart}.png", f"{chart}.svg"]
    assert files[0].read_bytes().endswith(b"IEND\xaeB`\x82")
    assert ElementTree.parse(files[1]).getroot().tag.endswith("svg")
    assert sorted(file.name for file in files[0].parent.iterdir()) == [f"{chart}.png", f"{chart}.svg"]


def test_the_same_results_draw_the_same_bytes(written, tmp_path):
    chart, lang, files = written
    again = DRAW[chart](lang, tmp_path / chart)
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]
    assert b"dc:date" not in files[1].read_bytes()


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("chart", DRAW)
def test_words_stay_on_the_page_and_out_of_the_charts(chart, lang, drawn):
    figure = drawn(MODULES[chart], lambda path: DRAW[chart](lang, path))
    wide, high = figure.canvas.get_width_height()
    for text in _written(figure):
        box = text.get_window_extent()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= wide + 1 and box.y1 <= high + 1, text.get_text()
    areas = [area for axes in figure.axes if (area := axes.get_tightbbox())]
    for artist in (*figure.texts, *figure.legends):
        assert not any(artist.get_window_extent().overlaps(area) for area in areas), artist


def _written(figure):
    """Every text on the page but the numbers at ticks, some of which are there and never drawn."""
    yield from figure.texts
    for legend in figure.legends:
        yield from legend.get_texts()
    for axes in figure.axes:
        yield from (*axes.texts, axes.xaxis.label, axes.yaxis.label, axes._left_title)
        yield from (label for label in axes.get_yticklabels() if label.get_text().strip("−0123456789."))


def test_charts_leave_the_settings_of_others_alone(tmp_path):
    before = dict(mpl.rcParams)
    DRAW["effects"]("en", tmp_path / "chart")
    assert dict(mpl.rcParams) == before


def test_a_letter_the_font_lacks_is_an_error(tmp_path):
    with page.page_style(), pytest.raises(UserWarning, match="missing from font"):
        page.save(page.new_page(4, 3, "\u4e2d", "", "").figure, tmp_path / "chart", "", "en")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_leaves_the_old_chart_whole(tmp_path, monkeypatch):
    first = DRAW["effects"]("en", tmp_path / "chart")
    before = [file.read_bytes() for file in first]
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        DRAW["effects"]("th", tmp_path / "chart")
    assert [file.read_bytes() for file in first] == before
    assert len(list(tmp_path.iterdir())) == 2


def test_long_titles_are_broken_and_leave_less_room_for_axes():
    with page.page_style():
        short, long = (page.new_page(6, 4, "word " * count, "", "") for count in (3, 60))
    assert long.figure.texts[0].get_text().count("\n") >= 3
    assert long.legend_top > short.legend_top and long.top > short.top


def test_the_drawing_of_charts_is_quiet(tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        alone = {"programme": "baseline"}
        one = effects(RUNS, alone, ["programme"]), bought(RUNS, alone, seed=1)[0]
        charts.plot_frontier(*one, NAMES, "en", tmp_path / "one")
        charts.plot_acceptability(one[1], NAMES, "en", tmp_path / "one", title="")
    assert [str(one.message) for one in caught] == []


# effects


def test_forest_has_a_row_a_policy_best_first(drawn):
    figure = drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en")
    (axes,) = figure.axes
    rows = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["reference"] == "programme")]
    best = rows.sort_values("difference", ascending=False)
    assert [label.get_text() for label in axes.get_yticklabels()] == [NAMES[p][0] for p in best["policy"]]
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == best["difference"].tolist()
    medians = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "D"]
    assert medians == best["median"].tolist()
    shares = [f"{100 * row['helped']:.0f} / {100 * row['harmed']:.0f}" for _, row in best.iterrows()]
    assert [text.get_text() for text in axes.texts if " / " in text.get_text()][:-1] == shares
    assert axes.yaxis_inverted()


@pytest.mark.parametrize("lang", ["en", "th"])
def test_forest_of_one_policy_keeps_its_row_under_long_remarks(drawn, lang):
    one = EFFECTS[EFFECTS["policy"] == EFFECTS["policy"].iloc[0]]
    remarks = ["A remark that is long enough to fill a line of the page from its left to its right."] * 14
    figure = drawn(forest, charts.plot_effects, one, NAMES, lang, remarks=remarks)
    (axes,) = figure.axes
    assert axes.get_window_extent().height / figure.dpi > 0.6
    assert all(one.get_window_extent().y0 >= 0 and one.get_window_extent().y1 <= figure.bbox.y1 for one in figure.texts)


def test_forest_says_what_is_compared_and_tells_what_it_leaves_out(drawn):
    said = words(drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en"))
    assert "What each policy adds to lasting alliances, compared with “The programme as it was”" in said
    assert "in the same worlds (39)" in said
    assert "Not drawn: “The programme as it was” compared with “No programme”" in said
    assert "assumptions" in said


def test_forest_colours_only_what_is_clear(drawn):
    (axes,) = drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en").axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    thick = [line.get_color() for line in axes.lines if line.get_linewidth() == 9]
    colours = dict(zip(labels, thick))
    assert colours["8 Clear success indicators"] == page.GREY
    assert colours["10 Awareness of monitoring and feedback"] == page.RED
    assert colours["14 Regular exchange forums with experts"] == page.BLUE


def test_forest_of_another_outcome_and_of_one_draw(tmp_path, drawn):
    said = words(drawn(forest, charts.plot_effects, EFFECTS, NAMES, "th", measure="weak_share"))
    assert "สัดส่วนองค์กรอ่อนแอที่อยู่ในเครือข่าย" in said
    assert "มีกิจกรรมร่วมกันเมื่อสิ้นสุด" not in said
    single = effects(make_runs(draws=1), "programme", list(POLICIES))
    assert "(–)" in words(drawn(forest, charts.plot_effects, single, NAMES, "en"))


# synthetic truths


def test_every_quantity_has_a_panel_with_its_truths_and_coverage(drawn):
    figure = drawn(recovery, charts.plot_recovery, RECOVERY, PLACES, "en")
    assert len(figure.axes) == len(RECOVERY)
    for axes, counts, ninety in zip(figure.axes, PLACES, RECOVERY["ninety"]):
        assert [bar.get_height() for bar in axes.patches if bar.get_width() < 0.5] == counts.tolist()
        assert f"and {100 * ninety:.0f} %" in axes.get_title("left")


def test_quantities_that_fail_are_red_and_counted(drawn):
    figure = drawn(recovery, charts.plot_recovery, RECOVERY, PLACES, "en")
    red = [mpl.colors.to_hex(axes.patches[-1].get_facecolor()) == page.RED for axes in figure.axes]
    assert red == (~(RECOVERY["inside"] & RECOVERY["even"])).tolist()
    assert f"1 of {len(RECOVERY)} quantities outside" in words(figure)
    fine = drawn(recovery, charts.plot_recovery, RECOVERY.assign(inside=True, even=True), PLACES, "en")
    assert "outside 85 to 95 %, or not even" not in words(fine)


# what was learnt


def test_what_is_learnt_best_comes_first_over_its_own_range(drawn):
    figure = drawn(learnt, charts.plot_learnt, LEARNT, UNIT, WEIGHTS, "en")
    titles = [axes.get_title("left").replace("\n", " ") for axes in figure.axes]
    assert titles[:2] == [quantity("founding_cost", "en"), quantity("business_appeal", "en")]
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["0.50", "2.8", "5.0"]
    assert len(figure.axes) == len(LEARNT)


def test_bars_of_each_parameter_hold_all_the_weight(drawn):
    figure = drawn(learnt, charts.plot_learnt, LEARNT, UNIT, WEIGHTS, "en")
    for axes in figure.axes:
        assert sum(bar.get_height() * bar.get_width() for bar in axes.patches) == pytest.approx(1.0)
    assert f"Learnt 1, partly 1, prior alone {len(LEARNT) - 2}" in words(figure)


# ranks


def test_each_place_stands_in_its_cell_the_darker_the_better(drawn):
    figure = drawn(ranks, charts.plot_ranks, RANKS, TAUS, "en", subtitle="", note="")
    (axes,) = figure.axes
    told = {text.get_position(): text.get_text() for text in axes.texts}
    for (row, column), place in np.ndenumerate(RANKS.to_numpy()):
        assert told.get((column + 0.5, row + 0.5), "nan") == f"{place:.0f}"
    assert [told[column + 0.5, len(RANKS) + 0.5] for column in range(3)] == ["+1.00", "−1.00", "+0.96"]
    (cells,) = axes.collections
    light = np.array(cells.to_rgba(cells.get_array().ravel()))[:, :3].sum(axis=1).reshape(RANKS.shape)
    assert (np.diff(light[:, 0]) > 0).all() and (np.diff(light[:, 1]) < 0).all()
    assert [label.get_text() for label in axes.get_yticklabels()] == list(RANKS.index)


def test_what_was_changed_lies_on_nothing_else(drawn):
    figure = drawn(ranks, charts.plot_ranks, RANKS, TAUS, "th", subtitle="", note="หมายเหตุ")
    (axes,) = figure.axes
    heads = axes.get_xticklabels()
    assert overlapping(heads, [axes.bbox]) == []
    note = next(text for text in figure.texts if text.get_text() == "หมายเหตุ")
    assert overlapping([note], [head.get_window_extent() for head in heads]) == []
