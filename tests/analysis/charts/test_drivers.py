"""The tornado, what knowing is worth, a pilot by its size: whole, the same bytes again, and true to their tables."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from drawings import words

from analysis.charts import knowing, plot_knowing, plot_pilot, plot_tornado, tornado

pytestmark = pytest.mark.filterwarnings("error")
LABELS = [
    ("strength of “4. Skills for leaders who are ready”", "ความแรงของ “4. ความรู้และทักษะแก่ผู้นำที่มีความพร้อม”"),
    ("share of an organisation's missing strategy that one visit of a perfect team adds, if it understands why",
     "ผลของการช่วยทำแผนหนึ่งครั้ง"),
    ("what keeps a member in", "อะไรทำให้สมาชิกอยู่ต่อ"),
]  # fmt: skip
ROWS = pd.DataFrame(
    {
        "number": ["strength of 04-able-leaders", "plan_effect", "staying_form"],
        "label_en": [en for en, _ in LABELS],
        "label_th": [th for _, th in LABELS],
        "share": [0.21, 0.08, 0.03],
        "clear": [True, True, False],
        "low": [0.4, 2.4, 1.0],
        "low_from": [-0.1, 1.8, 0.2],
        "low_to": [0.9, 3.4, 1.9],
        "high": [1.9, 0.2, 1.5],
        "high_from": [1.4, -0.4, 0.8],
        "high_to": [2.8, 0.9, 2.4],
        **{f"{side}_{lang}": ["0.46", "0.9", "ก ข" if lang == "th" else "by habit"]
           for side in ("low", "high") for lang in ("en", "th")},
    }
)  # fmt: skip
WORTH = pd.DataFrame(
    {
        "kind": ["everything", "group", "group", *["number"] * 6],
        "label_en": ["everything", "all numbers at once", "strengths", *[LABELS[0][0]] * 6],
        "label_th": ["ทุกอย่าง", "ตัวเลขทุกตัวพร้อมกัน", "ความแรง", *[LABELS[0][1]] * 6],
        "worth": [2.2, 0.7, 0.0, *np.linspace(0.4, 0.0, 6)],
        "error": [0.1, 0.1, 0.0, *[0.08] * 6],
        "lower": [2.0, 0.5, 0.0, 0.1, *[0.0] * 5],
        "upper": [2.4, 0.9, 0.0, *np.linspace(0.56, 0.16, 6)],
        "clear": pd.Series([None, True, False, True, *[False] * 5], dtype=object),
    }
)
PILOT = pd.DataFrame(
    {
        "willingness": 2e6,
        "decisions": 1,
        "unit": "organisations",
        "units": [15, 60, 240],
        "worth": [0.1, 0.3, 0.4],
        "error": [0.05] * 3,
        "lower": [0.0, 0.2, 0.3],
        "upper": [0.2, 0.4, 0.5],
        "baht": [2e5, 6e5, 8e5],
        "cost": [3e5, 5e5, 1.4e6],
    }
)
EXACT = (0.5, 0.4, 0.6)
SAID = {"title": "ชื่อเรื่อง title", "subtitle": "What was found", "note": "สิ่งที่ควรทราบ"}


def draw_tornado(lang, path):
    return plot_tornado(ROWS, 1.2, lang, path, axis="lasting alliances", **SAID)


DRAW = {
    "tornado": (tornado, draw_tornado),
    "knowing": (knowing, lambda lang, path: plot_knowing(WORTH, lang, path, **SAID)),
    "pilot": (knowing, lambda lang, path: plot_pilot(PILOT, EXACT, lang, path, **SAID)),
}


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("chart", DRAW)
def test_written_whole_and_the_same_bytes_again(chart, lang, tmp_path):
    first, again = (DRAW[chart][1](lang, tmp_path / folder / chart) for folder in ("first", "again"))
    assert [file.suffix for file in first] == [".png", ".svg"]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(first, again))


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("chart", DRAW)
def test_nothing_runs_off_the_page(chart, lang, drawn):
    module, draw = DRAW[chart]
    figure = drawn(module, lambda path: draw(lang, path))
    page, (axes,) = figure.bbox, figure.axes
    low, high = axes.get_xlim()
    beyond = {label for label in axes.get_xticklabels() if not low <= label.get_position()[0] <= high}  # never drawn
    for text in figure.findobj(mpl.text.Text):
        if not text.get_text() or not text.get_visible() or text in beyond:
            continue
        box = text.get_window_extent()
        assert box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1, text.get_text()
        assert box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1, text.get_text()


def test_bars_run_from_the_mean_to_the_mean_at_each_end(drawn):
    figure = drawn(tornado, lambda path: draw_tornado("en", path))
    bars = figure.axes[0].patches
    ends = sorted(round(bar.get_x() + bar.get_width(), 6) for bar in bars)
    assert ends == sorted([*ROWS["low"], *ROWS["high"]])
    assert all(bar.get_x() == pytest.approx(1.2) for bar in bars)
    assert [bar.get_alpha() < 1 for bar in bars[-2:]] == [True, True]  # not clear
    said = words(figure)
    assert "21 % of the variance" in said and "not told from chance" in said


def test_worths_and_intervals_that_are_drawn_are_those_of_the_table(drawn):
    figure = drawn(knowing, lambda path: plot_knowing(WORTH, "en", path, **SAID))
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert widths == pytest.approx([2.2, 0.7, 0.0, 0.4, *[0.0] * 5])  # none of what is not told
    assert "at most 0.48" in words(figure)
    whiskers = np.array([line.get_xdata() for line in figure.axes[0].lines])
    assert whiskers == pytest.approx(WORTH[["lower", "upper"]].to_numpy())


def test_a_pilot_is_drawn_in_baht_and_without_a_price_in_alliances(drawn):
    figure = drawn(knowing, lambda path: plot_pilot(PILOT, EXACT, "en", path, **SAID))
    lines = {line.get_label(): line.get_ydata() for line in figure.axes[0].lines}
    assert lines["worth of the pilot"] == pytest.approx([0.2, 0.6, 0.8])  # million baht
    assert lines["cost of the pilot"] == pytest.approx([0.3, 0.5, 1.4])
    assert lines["worth of knowing the strength exactly (grey: 95 %)"][0] == pytest.approx(1.0)
    free = PILOT.assign(baht=np.nan, willingness=np.nan)
    figure = drawn(knowing, lambda path: plot_pilot(free, EXACT, "en", path, **SAID))
    lines = {line.get_label(): line.get_ydata() for line in figure.axes[0].lines}
    assert lines["worth of the pilot"] == pytest.approx([0.1, 0.3, 0.4])
    assert "cost of the pilot" not in lines


def test_marks_at_nothing_are_whole_and_exact_knowledge_has_a_band(drawn):
    none = PILOT.assign(worth=0.0, baht=0.0)
    axes = drawn(knowing, lambda path: plot_pilot(none, EXACT, "en", path, **SAID)).axes[0]
    assert axes.get_ylim()[0] < 0
    (band,) = axes.patches
    assert (band.get_y(), band.get_y() + band.get_height()) == pytest.approx((0.8, 1.2))


def test_without_a_row_the_tornado_says_that_none_is_told(drawn):
    figure = drawn(tornado, lambda path: plot_tornado(ROWS[:0], 1.2, "en", path, axis="lasting alliances", **SAID))
    assert "no number is told from chance" in words(figure)
