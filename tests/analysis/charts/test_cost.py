"""Effect against cost: every policy once, in the colour of its clearness, with the price of an alliance."""

from __future__ import annotations

import pytest
from drawings import overlapping, words
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis import charts
from analysis.charts import cost, page
from analysis.effects.policies import effects
from analysis.effects.prices import price_words

pytestmark = pytest.mark.filterwarnings("error")
RUNS = fail(make_runs(draws=40), "rec_03", 5)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost", "weak_share"], seed=1)
BUNDLES = NAMES | {
    "rec_05": ("Vision, plans and co-operation for everybody", "วิสัยทัศน์ แผน และความร่วมมือ"),
    "rec_13": ("Media", "สื่อ"),
    "rec_12": ("After-care", "การดูแลหลังโครงการ"),
}


def marks_of(chart):
    return [text for text in chart.texts if text.get_fontweight() == "bold"]


def test_cost_points_are_millions_of_baht_and_alliances():
    points = cost.cost_points(EFFECTS).set_index("policy")
    assert "programme" not in points.index
    lasting = EFFECTS[(EFFECTS["policy"] == "rec_13") & (EFFECTS["outcome"] == "lasting")].iloc[0]
    assert points.loc["rec_13", "x"] == pytest.approx(lasting["cost"] / 1e6)
    assert points.loc["rec_13", "y"] == lasting["difference"]
    assert points["y"].is_monotonic_decreasing


def test_points_are_marked_by_their_number_or_else_their_name():
    labels = ["14 Forums", "Bundle of 3", "* 3. Plans", "Another", "5 again", "5 once more"]
    assert cost.point_marks(labels) == ["14", "Bundle of 3", "3", "Another", "5 again", "5 once more"]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_policy_is_marked_once_and_listed_with_its_price(lang, drawn):
    chart, key = drawn(cost, charts.plot_cost, EFFECTS, NAMES, lang).axes
    expected = []
    for _, point in cost.cost_points(EFFECTS).iterrows():
        expected += [NAMES[point["policy"]][lang == "th"], price_words(point, lang)]
    assert [text.get_text().replace("\n", " ") for text in key.texts] == expected
    assert sorted((mark.get_text() for mark in marks_of(chart)), key=int) == [str(number) for number in range(1, 15)]


def test_bundles_are_named_beside_their_points(drawn):
    chart, _ = drawn(cost, charts.plot_cost, EFFECTS, BUNDLES, "en").axes
    said = {mark.get_text().replace("\n", " ") for mark in marks_of(chart)}
    assert {"Vision, plans and co-operation for everybody", "Media", "After-care"} < said
    assert not said & {"A", "B", "C"}


@pytest.mark.parametrize("names", [NAMES, BUNDLES], ids=["numbers", "names"])
def test_no_mark_lies_on_another_on_a_dot_or_on_words(names, drawn):
    chart, _ = drawn(cost, charts.plot_cost, EFFECTS, names, "en").axes
    middles = chart.transData.transform(cost.cost_points(EFFECTS)[["x", "y"]].to_numpy())
    dots = [Bbox.from_bounds(x - 4, y - 4, 8, 8) for x, y in middles]
    others = [text.get_window_extent() for text in chart.texts if text not in marks_of(chart)]
    assert overlapping(marks_of(chart), [*dots, *others]) == []


def test_what_is_unclear_is_grey_and_what_is_clear_is_not(drawn):
    figure = drawn(cost, charts.plot_cost, EFFECTS, NAMES, "en")
    (dots,) = (each for each in figure.axes[0].collections if len(each.get_offsets()) == 14)
    found = dict(zip(cost.cost_points(EFFECTS)["policy"], map(to_hex, dots.get_facecolors())))
    rows = EFFECTS[(EFFECTS["outcome"] == "lasting") & (EFFECTS["reference"] == "programme")]
    for _, row in rows.iterrows():
        clear = page.BLUE if row["simultaneous_low"] > 0 else page.RED if row["simultaneous_high"] < 0 else page.GREY
        assert found[row["policy"]] == clear
    assert set(found.values()) == {page.BLUE, page.RED, page.GREY}
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "clearly more",
        "not told apart from no effect",
        "clearly less",
    ]


def test_it_says_what_its_bars_mean_and_what_is_remarked(drawn):
    said = words(drawn(cost, charts.plot_cost, EFFECTS, NAMES, "en", remarks=["* Still supported."]))
    assert "Upright bar: 95 % interval of the mean effect; level bar: 95 % interval of the mean extra cost" in said
    assert "* Still supported." in said


def test_the_list_grows_the_page_until_all_of_it_fits(drawn):
    many = {f"rec_{number:02}": ("A long name that takes two lines of the list " * 2, "ชื่อ") for number in range(1, 15)}
    figure = drawn(cost, charts.plot_cost, EFFECTS, NAMES | many, "en")
    lowest = min(text.get_window_extent().y0 for text in figure.axes[1].texts)
    assert lowest > max(text.get_window_extent().y1 for text in figure.texts if text.get_va() == "bottom")


def test_rays_are_round_amounts_about_the_diagonal():
    assert cost.ray_amounts(1.9) == pytest.approx([1, 2, 5])
    assert cost.ray_amounts(0.011) == pytest.approx([0.005, 0.01, 0.02])
