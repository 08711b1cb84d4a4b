"""No word is cut or lies on another, with few and many policies, long names, two provinces and all: measured."""

from __future__ import annotations

from functools import cache

import crowded
import pytest
from overlaps import faults

from analysis.charts import page, plane

SLOW = pytest.mark.slow
COMPARED = ("effects", "paths", "frontier", "acceptability", "observed")
DRIVEN = ("tornado", "knowing", "ranks", "pilot", "judgements")
FITTED, SEARCHED = ("recovery", "learnt"), ("portfolios", "calendar")
LONGEST = {("paths", 40), ("judgements", 40), ("recovery", 40), ("learnt", 40), ("ranks", 40), ("tornado", 40)}
"""Cases that take seconds and strain nothing that fifteen do not: before a release."""

compared, driven, fitted, searched = map(
    cache, (crowded.compared, crowded.driven, crowded.fitted, crowded.bought_together)
)
CASES = [
    pytest.param(make, chart, size, id=f"{chart}-{size}", marks=[SLOW] * ((chart, size) in LONGEST))
    for make, charts, sizes in (
        (compared, COMPARED, (3, 15, 40)),
        (driven, DRIVEN, (3, 15, 40)),
        (fitted, FITTED, (3, 15, 40)),
        (searched, SEARCHED, (3, 7)),
    )
    for chart in charts
    for size in sizes
]


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize(("make", "chart", "size"), CASES)
def test_all_words_can_be_read(make, chart, size, lang):
    assert faults(crowded.figure_of(*make(size)[chart], lang)) == []


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("provinces", [2, 14, pytest.param(77, marks=SLOW)])
def test_all_words_can_be_read_however_many_provinces_there_are(provinces, lang):
    with crowded.country(provinces) as charts:
        assert {name: faults(crowded.figure_of(*chart, lang)) for name, chart in charts.items()} == {
            "network": [],
            "observed": [],
        }


def test_of_too_many_points_those_on_the_frontier_and_the_most_effective_are_named():
    figure = crowded.figure_of(*compared(40)["frontier"], "en")
    chart, key = figure.axes
    marked = [text for text in chart.texts if text.get_fontweight() == "bold"]
    assert len(marked) == plane._MOST
    assert key.texts[-1].get_text() == "and 20 others, which frontier.csv lists"


def drawn_page(*words, **where):
    with page.page_style():
        one = page.new_page(6, 4, "Title", "", "Note")
        axes = one.figure.subplots(1, 2)
        axes[0].text(*words, **where).set_in_layout(False)
        return one, axes


@pytest.mark.parametrize(
    ("words", "where", "found"),
    [
        ((0.2, 0.5, "fine"), {}, []),
        ((0.2, 0.5, "far too long for this page " * 4), {}, ["cut by the page", "on another chart"]),
        ((1.05, 0.5, "beyond its own chart"), {}, ["on another chart"]),
        ((0.0, -0.02, "on the numbers"), {"va": "top"}, ["on each other"]),
    ],
)
def test_faults_would_be_seen(words, where, found):
    one, _ = drawn_page(*words, **where)
    said = {line.split(":")[0] for line in faults(one.figure)}
    assert said >= set(found) and bool(said) == bool(found)


def test_a_page_grows_for_a_long_legend_and_long_titles_of_axes_are_broken():
    one, axes = drawn_page(0.2, 0.5, "fine")
    before = one.figure.get_figheight()
    with page.page_style():
        lines = [axes[0].plot([0, 1], label=f"{name} " * 9)[0] for name in ("first", "second", "third")]
        axes[0].set_xlabel("title of an axis " * 5)
        one.legend(lines, columns=3)
        page.settle(one.figure)
    assert one.figure.get_figheight() > before
    assert axes[0].get_xlabel().count("\n") >= 1
    assert faults(one.figure) == []


def test_panels_of_paths_are_small_multiples_of_three_lines_at_most():
    figure = crowded.figure_of(*compared(15)["paths"], "en")
    curves = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    assert len(curves) <= 3 < 15 == len(figure.axes)
