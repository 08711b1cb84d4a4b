"""Charts: written whole, the same bytes again, in letters the font has, and showing the numbers they were given."""

from __future__ import annotations

import os
import warnings
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from synthetic_belief import LEARNT, PLACES, RECOVERY, UNIT, WEIGHTS
from synthetic_results import NAMES, POLICIES, REFERENCES, fail, make_monthly, make_network, make_runs

from analysis import charts
from analysis.charts import cost, forest, learnt, network, observed, page, paths, recovery
from analysis.effects.policies import effects
from analysis.observed import load
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.kinds import FORMS, KINDS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

pytestmark = pytest.mark.filterwarnings("error")
RUNS = fail(make_runs(draws=40), "rec_03", 5)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost", "weak_share"], seed=1)
DRAW = {
    "effects": lambda lang, path: charts.plot_effects(EFFECTS, NAMES, lang, path),
    "paths": lambda lang, path: charts.plot_paths(make_monthly(), NAMES, POLICIES[:5], "programme", lang, path),
    "observed": lambda lang, path: charts.plot_observed(RUNS, load(), NAMES, lang, path),
    "cost": lambda lang, path: charts.plot_cost(EFFECTS, NAMES, lang, path),
    "network": lambda lang, path: charts.plot_network(*make_network(), lang, path),
    "recovery": lambda lang, path: charts.plot_recovery(RECOVERY, PLACES, lang, path),
    "learnt": lambda lang, path: charts.plot_learnt(LEARNT, UNIT, WEIGHTS, lang, path),
}
MODULES = {
    "effects": forest,
    "paths": paths,
    "observed": observed,
    "cost": cost,
    "network": network,
    "recovery": recovery,
    "learnt": learnt,
}


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """Draw a chart and hand back its figure, as it was when it was saved."""

    def draw(module, function, *arguments, **options):
        figures = []
        monkeypatch.setattr(module, "save", lambda figure, path: figures.append(figure) or (path, path))
        function(*arguments, path=tmp_path / "chart", **options)
        figures[0].canvas.draw()
        return figures[0]

    return draw


def words(figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text)).replace("\n", " ")


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
        page.save(page.new_page(4, 3, "\u4e2d", "", "").figure, tmp_path / "chart")
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
    assert long.legend_at[1] < short.legend_at[1]


# effects


def test_forest_has_a_row_a_policy_best_first(drawn):
    figure = drawn(forest, charts.plot_effects, EFFECTS, NAMES, "en")
    (axes,) = figure.axes
    rows = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["reference"] == "programme")]
    best = rows.sort_values("difference", ascending=False)
    assert [label.get_text() for label in axes.get_yticklabels()] == [NAMES[p][0] for p in best["policy"]]
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == best["difference"].tolist()
    assert axes.yaxis_inverted()


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


# paths


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
    assert "support ends" in words(figure)


def test_paths_show_the_policy_the_reference_and_the_baseline(drawn):
    monthly = make_monthly()
    figure = drawn(paths, charts.plot_paths, monthly, NAMES, ["rec_14"], "programme", "en", measure="alive")
    lines = figure.axes[0].lines[1:]
    for line, scenario in zip(lines, ("programme", "baseline", "rec_14"), strict=True):
        of = monthly[(monthly["scenario"] == scenario) & (monthly["measure"] == "alive")]
        np.testing.assert_array_equal(line.get_ydata(), of["mean"])
    assert [text.get_text() for text in figure.legends[0].get_texts()][:2] == [
        "The programme as it was",
        "No programme",
    ]


def test_paths_do_without_a_baseline(drawn):
    monthly = make_monthly()
    monthly = monthly[monthly["scenario"] != "baseline"]
    figure = drawn(paths, charts.plot_paths, monthly, NAMES, ["rec_14"], "programme", "en")
    assert len(figure.axes[0].lines) == 3


# beside the observed


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


# network


def test_network_has_a_panel_a_province_with_its_counts(drawn):
    _, _, alliances = make_network()
    figure = drawn(network, charts.plot_network, *make_network(), "en")
    titles = [axes.get_title("left") for axes in figure.axes]
    assert [title.split(":")[0] for title in titles] == [term.en for term in PROVINCE_TERMS]
    counts = [[int(word) for word in title.split() if word.isdigit()] for title in titles]
    assert sum(map(sum, counts)) == len(alliances)
    assert sum(count[0] for count in counts) == alliances["operating"].sum()


def test_every_member_in_the_province_is_linked_and_those_elsewhere_counted(drawn):
    organisations = pd.DataFrame(
        {"x_km": [0.0, 10, 20, 300], "y_km": [0.0, 30, 0, 0], "kind": "savings", "province": ["loei"] * 3 + ["trang"]}
    )
    memberships = pd.DataFrame({"organisation": [0, 1, 3], "alliance": 7})
    alliances = pd.DataFrame({"alliance": [7], "form": ["business"], "province": ["loei"], "operating": [False]})
    figure = drawn(network, charts.plot_network, organisations, memberships, alliances, "en")
    loei = figure.axes[keys(PROVINCE_TERMS).index("loei")]
    links = [line for line in loei.lines if len(line.get_xdata()) == 2 and line.get_color() == page.ORANGE]
    assert sorted((line.get_xdata()[1], line.get_ydata()[1]) for line in links) == [(0, 0), (10, 30)]
    assert {line.get_linestyle() for line in links} == {"--"}
    assert "+1" in [text.get_text() for text in loei.texts]


def test_a_province_without_alliances_or_organisations_is_drawn_empty(drawn):
    organisations, memberships, alliances = make_network()
    none = alliances.iloc[:0], memberships.iloc[:0]
    figure = drawn(network, charts.plot_network, organisations[organisations["province"] != "trang"], *none[::-1], "th")
    assert len(figure.axes) == 9


def test_kinds_fall_into_three_groups():
    groups = {kind.key: network.kind_group(kind.key) for kind in KINDS}
    assert set(groups.values()) == {"cooperative", "financial", "other"}
    assert groups["savings"] == "cooperative"
    assert groups["financial"] == "financial"
    assert groups["occupational"] == groups["other"] == "other"


# cost against effect


def test_cost_points_are_millions_of_baht_and_alliances():
    points = cost.cost_points(EFFECTS).set_index("policy")
    assert "programme" not in points.index
    lasting = EFFECTS[(EFFECTS["policy"] == "rec_13") & (EFFECTS["outcome"] == "lasting")].iloc[0]
    assert points.loc["rec_13", "x"] == pytest.approx(lasting["cost"] / 1e6)
    assert points.loc["rec_13", "y"] == lasting["difference"]
    assert points["y"].is_monotonic_decreasing


def test_points_are_marked_by_their_number_or_else_a_letter():
    labels = ["14 Forums", "Bundle of 3", "3 Plans", "Another", "3 again"]
    assert cost.point_marks(labels) == ["14", "A", "B", "C", "D"]


def test_every_policy_is_in_the_key_and_marked_once(drawn):
    figure = drawn(cost, charts.plot_cost, EFFECTS, NAMES, "th")
    chart, key = figure.axes
    assert [text.get_text().replace("\n", " ") for text in key.texts] == [
        NAMES[policy][1] for policy in cost.cost_points(EFFECTS)["policy"]
    ]
    marks = [text.get_text() for text in chart.texts if text.get_fontweight() == "bold"]
    assert sorted(marks, key=int) == [str(number) for number in range(1, 15)]


def test_marks_do_not_lie_on_each_other(drawn):
    chart, _ = drawn(cost, charts.plot_cost, EFFECTS, NAMES, "en").axes
    boxes = [text.get_window_extent() for text in chart.texts if text.get_fontweight() == "bold"]
    assert not any(a.overlaps(b) for place, a in enumerate(boxes) for b in boxes[:place])


def test_rays_are_round_amounts_about_the_diagonal():
    assert cost.ray_amounts(1.9) == pytest.approx([1, 2, 5])
    assert cost.ray_amounts(0.011) == pytest.approx([0.005, 0.01, 0.02])


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
    assert "1 of 30 quantities outside" in words(figure)
    fine = drawn(recovery, charts.plot_recovery, RECOVERY.assign(inside=True, even=True), PLACES, "en")
    assert "outside 85 to 95 %, or not even" not in words(fine)


# what was learnt


def test_what_is_learnt_best_comes_first_over_its_own_range(drawn):
    figure = drawn(learnt, charts.plot_learnt, LEARNT, UNIT, WEIGHTS, "en")
    titles = [axes.get_title("left").replace("\n", " ") for axes in figure.axes]
    assert titles[:2] == ["burden of founding", "appeal of business form"]
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["0.50", "2.8", "5.0"]
    assert len(figure.axes) == len(LEARNT)


def test_bars_of_each_parameter_hold_all_the_weight(drawn):
    figure = drawn(learnt, charts.plot_learnt, LEARNT, UNIT, WEIGHTS, "en")
    for axes in figure.axes:
        assert sum(bar.get_height() * bar.get_width() for bar in axes.patches) == pytest.approx(1.0)
    assert "Learnt 1, partly 1, prior alone 16" in words(figure)
