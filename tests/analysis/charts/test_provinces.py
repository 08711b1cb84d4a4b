"""Maps of tiles: each province with its number, hatched where nothing is told, and letters that stay inside."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawings import overlapping, words
from synthetic_gains import made_gains, made_places, province
from synthetic_results import REFERENCES, make_runs

from analysis import charts
from analysis.charts import provinces, tiles
from analysis.charts.observed import facilitated_counts
from analysis.charts.shades import HATCH
from analysis.effects.gains import PROVINCE, gains, groups, levels
from analysis.observed import load
from sim.language.numerals import between, decimals, difference, number
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS, load_provinces

pytestmark = pytest.mark.filterwarnings("error")
RUNS = make_runs(draws=20)
NINE = gains(RUNS, REFERENCES, [one for one in groups(keys(PROVINCE_TERMS)) if one.breakdown == PROVINCE], 1)
LEVELS = levels(RUNS[RUNS["scenario"] == "programme"], groups(keys(PROVINCE_TERMS))[-9:])
PLACES = pd.DataFrame(
    [(one.en, one.x_km, one.y_km) for one in load_provinces()],
    index=[one.key for one in load_provinces()],
    columns=["label", "x_km", "y_km"],
)
FOUNDED = provinces.Founded(
    "The programme", facilitated_counts(RUNS[RUNS["scenario"] == "programme"], "province"), load()
)
LONGEST = "นโยบายที่มีชื่อยาว"


def one_policy(count):
    table = made_gains(1, count)
    return table[table["breakdown"] == PROVINCE]


def rows_of(*effects):
    """Gains of one policy by province: (mean, half of its interval)."""
    table = [
        dict(zip(("group", "label_en", "label_th"), province(nth)))
        | {"difference": mean, "simultaneous_low": mean - half, "simultaneous_high": mean + half}
        for nth, (mean, half) in enumerate(effects)
    ]
    return pd.DataFrame(table)


@pytest.fixture
def gain_map(drawn):
    """Draw the map of one policy."""

    def draw(rows, places, lang="en", **options):
        options = {"policy": "Advisory unit", "subtitle": "Beside each other"} | options
        return drawn(tiles, charts.plot_gain_map, rows, places, lang, **options)

    return draw


def test_every_province_has_its_tile_with_its_gain_and_interval(gain_map):
    rows = NINE[NINE["policy"] == "rec_14"]
    (axes,) = gain_map(rows, PLACES).axes
    written = [one.get_text().replace("\n", " ") for one in axes.texts]
    digits = decimals(rows["difference"])
    assert len(axes.patches) == 9 and len(written) == 27
    for nth, (_, row) in enumerate(rows.iterrows()):
        ends = between(row["simultaneous_low"], row["simultaneous_high"], "en", digits)
        assert written[3 * nth : 3 * nth + 3] == [row["label_en"], difference(row["difference"], digits), ends]


def test_what_is_unclear_is_hatched_and_nothing_else(gain_map):
    rows = rows_of((2.0, 1.0), (-2.0, 1.0), (1.0, 4.0))
    (axes,) = gain_map(rows, made_places(3, "en")).axes
    assert [one.get_hatch() or "" for one in axes.patches] == ["", "", HATCH]
    assert [one.get_hatch() or "" for one in gain_map(rows[:2], made_places(2, "en")).axes[0].patches] == ["", ""]


def test_the_legend_names_the_bands_that_are_there(gain_map):
    (legend,) = gain_map(rows_of((2.0, 1.0), (1.0, 4.0)), made_places(2, "en")).legends
    assert [one.get_text() for one in legend.get_texts()] == [
        "clearly more (the darker, the more)",
        "not told apart from no effect",
    ]


def test_the_observed_stands_beside_where_it_can_be_compared(gain_map):
    rows = NINE[NINE["policy"] == "rec_14"]
    figure = gain_map(rows, PLACES, founded=FOUNDED)
    ours, theirs = figure.axes
    assert len(theirs.patches) == 9 and ours.get_xlim() == theirs.get_xlim()
    means, named = FOUNDED.counts.mean(), load().at_least("province")
    written = [one.get_text().replace("\n", " ") for one in theirs.texts]
    digits = decimals(means)
    for nth, key in enumerate(rows["group"]):
        assert written[3 * nth + 1 : 3 * nth + 3] == [number(means[key], digits), f"named: {named[key]} or more"]
    assert "Of 22 it names no province" in words(figure) and "observed networks" in words(figure)
    assert "observed networks" not in words(gain_map(rows, PLACES))


def test_the_map_of_one_scenario_tells_levels(drawn):
    figure = drawn(tiles, charts.plot_level_map, LEVELS, PLACES, "en", scenario="The programme", month=60)
    (axes,) = figure.axes
    said = words(figure)
    digits = decimals(LEVELS["mean"])
    for _, row in LEVELS.iterrows():
        assert f"{number(row['mean'], digits)} {between(row['q05'], row['q95'], 'en', digits)}" in said
    assert "in month 60" in said and "20 runs" in said and "middle 90 % of runs" in said
    assert all(not one.get_hatch() for one in axes.patches)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("count", [1, 2, 9, 77])
def test_letters_stay_in_their_tile_and_tiles_on_the_page(count, lang, gain_map):
    figure = gain_map(one_policy(count), made_places(count, lang), lang, policy=LONGEST)
    (axes,) = figure.axes
    boxes = [one.get_window_extent() for one in axes.patches]
    wide, high = figure.canvas.get_width_height()
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= high for box in boxes)
    assert overlapping(axes.texts, []) == []
    for nth, word in enumerate(axes.texts):
        box, letters = boxes[nth // 3], word.get_window_extent()
        assert box.x0 <= letters.x0 and letters.x1 <= box.x1, word.get_text()
        assert box.y0 <= letters.y0 + 1 and letters.y1 <= box.y1 + 1, word.get_text()
    assert not any(one.overlaps(other) for nth, one in enumerate(boxes) for other in boxes[:nth])
    for words_ in (*figure.texts, *figure.legends):
        assert not any(words_.get_window_extent().overlaps(box) for box in boxes)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_two_maps_beside_each_other_lie_on_nothing(lang, gain_map):
    places = PLACES.assign(label=[getattr(one, lang) for one in load_provinces()])
    figure = gain_map(NINE[NINE["policy"] == "rec_01"], places, lang, founded=FOUNDED)
    left, right = (axes.get_tightbbox() for axes in figure.axes)
    assert left.x1 <= right.x0
    assert overlapping([*figure.texts, *(axes._left_title for axes in figure.axes)], []) == []


def test_one_long_name_makes_all_letters_smaller_and_a_longer_one_is_cut(gain_map):
    places = made_places(3, "en")
    plain = gain_map(one_policy(3), places.assign(label="Tak"))
    long = gain_map(one_policy(3), places.assign(label=["Tak", "Ta", "Llanfairpwllgwyngyllgogerychwyrndrobwll" * 2]))
    sizes = [{round(one.get_fontsize(), 6) for one in each.axes[0].texts[::3]} for each in (plain, long)]
    assert sizes[0] == {9.0} and len(sizes[1]) == 1 and sizes[1].pop() < 9.0
    assert long.axes[0].texts[6].get_text().endswith("…")


def test_names_are_drawn_as_they_are_written(gain_map):
    figure = gain_map(one_policy(2), made_places(2, "en").assign(label=["$x$", "<b>a_b^c</b>"]), policy=r"\frac{1}{2}")
    assert [one.get_text() for one in figure.axes[0].texts[::3]] == ["$x$", "<b>a_b^c</b>"]
    assert r"“\frac{1}{2}”" in words(figure)


def test_the_same_map_has_the_same_bytes(tmp_path):
    def draw(name):
        rows = NINE[NINE["policy"] == "rec_14"]
        files = charts.plot_gain_map(
            rows, PLACES, "th", tmp_path / name / "map", policy="ก", subtitle="", founded=FOUNDED
        )
        return [file.read_bytes() for file in files]

    assert draw("one") == draw("two")


# findings


def test_the_finding_counts_provinces_and_names_the_highest_of_the_clear():
    rows = rows_of((2.0, 1.0), (5.0, 9.0), (1.0, 0.5), (-3.0, 1.0))
    said = provinces.gain_finding(rows, "Advisory unit", "en")
    assert said == (
        f"“Advisory unit” clearly adds lasting alliances in 2 of 4 provinces; most in {province(0)[1]} (+2.0); "
        "clearly fewer in 1"
    )
    assert "clearly fewer" not in provinces.gain_finding(rows[:3], "Advisory unit", "en")
    assert "2 จาก 3 จังหวัด" in provinces.gain_finding(rows[:3], "หน่วยที่ปรึกษา", "th")


def test_the_finding_says_where_nothing_is_told():
    said = provinces.gain_finding(rows_of((2.0, 3.0), (5.0, 9.0)), "Advisory unit", "en")
    assert said.startswith("In none of 2 provinces") and said.endswith(f"highest in {province(1)[1]} (+5.0)")
    assert provinces.gain_finding(rows_of((np.nan, np.nan)), "x", "en").endswith("(–)")


def test_the_finding_of_levels_names_both_ends():
    said = provinces.level_finding(LEVELS, "The programme", "en")
    most, least = (LEVELS.loc[LEVELS["mean"].agg(end), "label_en"] for end in ("idxmax", "idxmin"))
    assert said.startswith("“The programme”: most lasting alliances in " + most) and f"fewest in {least}" in said
    none = provinces.level_finding(LEVELS.assign(mean=np.nan), "The programme", "en")
    assert none == "“The programme”: no run was completed, so nothing is known of any province"


def test_the_title_is_the_finding(gain_map):
    rows = one_policy(9)
    assert provinces.gain_finding(rows, "Advisory unit", "en") in words(gain_map(rows, made_places(9, "en")))
