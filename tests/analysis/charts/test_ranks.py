"""Places of policies under other orders: the finding, long names, and letters that stand out."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from drawings import overlapping, words
from synthetic_gains import called, policies

from analysis import charts
from analysis.charts import ranks
from sim.language.texts import text

pytestmark = pytest.mark.filterwarnings("error")
HEADS = {
    "en": ("as in the table of effects", "months: 24 months later (late)", "lasting: operating alliances"),
    "th": ("ตามตารางผลของนโยบาย", "เดือน: ช้าไป 24 เดือน (late)", "ความยั่งยืน: เครือข่ายที่มีกิจกรรมร่วม"),
}
TAUS = (1.0, 0.62, -0.2)


def table(count, lang="en"):
    """Policies × orders: the first as in the table, the others at random."""
    random = np.random.default_rng(1)
    names = [called(count)[policy][lang == "th"] for policy in policies(count)]
    places = [np.arange(1, count + 1), *(random.permutation(count) + 1 for _ in HEADS[lang][1:])]
    return pd.DataFrame(dict(zip(HEADS[lang], places)), index=names)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("count", [2, 3, 15, 40])
def test_long_names_lie_on_no_other(count, lang, drawn):
    figure = drawn(ranks, charts.plot_ranks, table(count, lang), TAUS, lang, subtitle="", note="")
    (axes,) = figure.axes
    assert overlapping([*axes.get_yticklabels(), *axes.get_xticklabels(), *axes.texts], []) == []
    wide, high = figure.canvas.get_width_height()
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        box = label.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= high


def test_the_finding_says_how_often_the_first_leads_and_where_the_order_turns():
    places = pd.DataFrame({"told": [1, 2, 3, 4], "late": [1, 2, 4, 3], "kept": [2, 4, 1, 3]}, index=list("abcd"))
    said = ranks.ranks_finding(places, [1.0, 0.67, 0.1], "en")
    assert said == "“a” adds most in 2 of 3 orders; the order agrees least under “kept” (tau +0.10)"
    assert "2 จาก 3 ลำดับ" in ranks.ranks_finding(places, [1.0, 0.67, 0.1], "th")


def test_of_few_policies_no_tau_is_told():
    places = pd.DataFrame({"told": [1, 2], "late": [2, 1]}, index=list("ab"))
    assert ranks.ranks_finding(places, [math.nan, math.nan], "en") == "“a” adds most in 1 of 2 orders"


def test_nobody_leads_where_all_add_the_same():
    same = pd.DataFrame({"told": [1, 1, 1], "late": [1, 2, 3]}, index=list("abc"))
    assert ranks.ranks_finding(same, [math.nan, math.nan], "en") == text("ranks_nobody", "en")


def test_the_title_is_the_finding_and_the_question_stands_below(drawn):
    places = table(5)
    said = words(drawn(ranks, charts.plot_ranks, places, TAUS, "en", subtitle="In 40 worlds", note=""))
    assert ranks.ranks_finding(places, TAUS, "en") in said
    assert text("ranks_subtitle", "en") in said and "In 40 worlds" in said


def test_letters_are_light_on_dark_cells_and_dark_on_light_ones(drawn):
    places = table(14)
    (axes,) = drawn(ranks, charts.plot_ranks, places, TAUS, "en", subtitle="", note="").axes
    first, last = (one for one in axes.texts if one.get_position() in ((0.5, 0.5), (0.5, 13.5)))
    assert (first.get_color(), last.get_color()) == ("white", "black")
