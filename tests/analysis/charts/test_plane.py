"""The cost-effectiveness plane: every policy once, in the colour of its clearness, its price, and the frontier."""

from __future__ import annotations

import pytest
from drawings import overlapping, words
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis import charts
from analysis.charts import page, plane
from analysis.economics.tables import bought
from analysis.effects.policies import effects
from analysis.effects.prices import price_words

pytestmark = pytest.mark.filterwarnings("error")
RUNS = fail(make_runs(draws=40), "rec_03", 5)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost", "weak_share"], seed=1)
BOUGHT = bought(RUNS, REFERENCES, seed=1)[1]
BUNDLES = NAMES | {
    "rec_05": ("Vision, plans and co-operation for everybody", "วิสัยทัศน์ แผน และความร่วมมือ"),
    "rec_13": ("Media", "สื่อ"),
    "rec_12": ("After-care", "การดูแลหลังโครงการ"),
}


def marks_of(chart):
    return [text for text in chart.texts if text.get_fontweight() == "bold"]


def test_points_are_alliances_and_millions_of_baht():
    points = plane.plane_points(EFFECTS, BOUGHT).set_index("policy")
    assert "programme" not in points.index
    lasting = EFFECTS[(EFFECTS["policy"] == "rec_13") & (EFFECTS["outcome"] == "lasting")].iloc[0]
    assert points.loc["rec_13", "y"] == pytest.approx(lasting["cost"] / 1e6)
    assert points.loc["rec_13", "x"] == lasting["difference"]
    assert points["x"].is_monotonic_decreasing


def test_points_are_marked_by_their_number_or_else_their_name():
    labels = ["14 Forums", "Bundle of 3", "* 3. Plans", "Another", "5 again", "5 once more"]
    assert plane.point_marks(labels) == ["14", "Bundle of 3", "3", "Another", "5 again", "5 once more"]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_policy_is_marked_once_and_listed_with_its_price(lang, drawn):
    chart, key = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, lang).axes
    expected = []
    for _, point in plane.plane_points(EFFECTS, BOUGHT).iterrows():
        expected += [NAMES[point["policy"]][lang == "th"], price_words(point, lang)]
    said = [text.get_text().replace("\n", " ") for text in key.texts]
    assert [line for nth, line in enumerate(said) if nth % 3 < 2] == expected
    assert sorted((mark.get_text() for mark in marks_of(chart)), key=int) == [str(number) for number in range(1, 15)]


def test_bundles_are_named_beside_their_points(drawn):
    chart, _ = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, BUNDLES, "en").axes
    said = {mark.get_text().replace("\n", " ") for mark in marks_of(chart)}
    assert {"Vision, plans and co-operation for everybody", "Media", "After-care"} < said
    assert not said & {"A", "B", "C"}


@pytest.mark.parametrize("names", [NAMES, BUNDLES], ids=["numbers", "names"])
def test_no_mark_lies_on_another_on_a_dot_or_on_words(names, drawn):
    chart, _ = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, names, "en").axes
    middles = chart.transData.transform(plane.plane_points(EFFECTS, BOUGHT)[["x", "y"]].to_numpy())
    dots = [Bbox.from_bounds(x - 4, y - 4, 8, 8) for x, y in middles]
    others = [text.get_window_extent() for text in chart.texts if text not in marks_of(chart)]
    assert overlapping(marks_of(chart), [*dots, *others]) == []


def test_what_is_unclear_is_grey_and_what_is_clear_is_not(drawn):
    figure = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, "en")
    (dots,) = (each for each in figure.axes[0].collections if len(each.get_offsets()) == 14)
    found = dict(zip(plane.plane_points(EFFECTS, BOUGHT)["policy"], map(to_hex, dots.get_facecolors())))
    rows = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["reference"] == "programme")]
    for _, row in rows.iterrows():
        clear = page.BLUE if row["simultaneous_low"] > 0 else page.RED if row["simultaneous_high"] < 0 else page.GREY
        assert found[row["policy"]] == clear
    assert set(found.values()) == {page.BLUE, page.RED, page.GREY}
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "frontier: adds most for its money",
        "clearly more",
        "not told apart from no effect",
        "clearly less",
    ]


def test_it_says_what_its_bars_mean_and_what_is_remarked(drawn):
    said = words(drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, "en", remarks=["* Still supported."]))
    assert "Level bar: 95 % interval of the mean effect; upright bar: of the mean extra cost" in said
    assert "* Still supported." in said


def test_the_list_grows_the_page_until_all_of_it_fits(drawn):
    many = {f"rec_{number:02}": ("A long name that takes two lines of the list " * 2, "ชื่อ") for number in range(1, 15)}
    figure = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES | many, "en")
    lowest = min(text.get_window_extent().y0 for text in figure.axes[1].texts)
    assert lowest > max(text.get_window_extent().y1 for text in figure.texts if text.get_va() == "bottom")


def test_rays_are_round_amounts_about_the_diagonal():
    assert plane.ray_amounts(1.9) == pytest.approx([1, 2, 5])
    assert plane.ray_amounts(0.011) == pytest.approx([0.005, 0.01, 0.02])


def test_the_frontier_runs_from_the_reference_through_all_that_is_on_it(drawn):
    axes = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, "en").axes[0]
    (line,) = (one for one in axes.lines if one.get_linestyle() == "-" and len(one.get_xdata()) > 2)
    points = plane.plane_points(EFFECTS, BOUGHT)
    on = points[points["status"] == "frontier"]
    assert len(on) > 1
    assert list(line.get_xdata()) == sorted([0.0, *on["x"]]) and list(line.get_ydata()) == sorted([0.0, *on["y"]])


def test_the_list_says_how_each_policy_stands(drawn):
    key = drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, "en").axes[1]
    said = [text.get_text().replace("\n", " ") for text in key.texts]
    stands = dict(zip(said[::3], said[2::3]))
    rows = BOUGHT.frontier.set_index("policy")
    expected = {"frontier": "on the frontier", "dominated": "outdone by", "extended": "outdone by a mixture of"}
    for policy in rows.index.drop("programme"):
        assert stands[NAMES[policy][0]].startswith(expected[rows.loc[policy, "status"]])
    last = rows["icer"].idxmax()
    assert f"{float(format(rows['icer'].max(), '.3g')):,.0f} baht for each one more" in stands[NAMES[last][0]]


def test_the_title_names_what_is_worth_considering(drawn):
    said = words(drawn(plane, charts.plot_frontier, EFFECTS, BOUGHT, NAMES, "en"))
    rows = BOUGHT.frontier
    on = rows[(rows["status"] == "frontier") & (rows["policy"] != "programme")]["policy"]
    listed = "; ".join(f"“{NAMES[policy][0]}”" for policy in on)
    assert f"Worth considering for its cost, compared with “{NAMES['programme'][0]}”: {listed}" in said
    harm = {"rec_10": "programme"}
    one = effects(RUNS, harm, ["rec_10"]), bought(RUNS, harm, seed=1)[0]
    assert "No policy adds lasting alliances on average" in words(drawn(plane, charts.plot_frontier, *one, NAMES, "en"))
