"""Acceptability curves: at most seven lines, the shares of the table, and the band of what is best on average."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import words
from synthetic_results import NAMES, REFERENCES, make_runs

from analysis import charts
from analysis.charts import acceptability
from analysis.economics.tables import bought

pytestmark = pytest.mark.filterwarnings("error")
RUNS = make_runs(draws=40)
BOUGHT = bought(RUNS, REFERENCES, seed=1)[1]
FEW = bought(RUNS, {"rec_01": "programme", "rec_03": "programme"}, seed=1)[0]


def drawing(drawn, money=BOUGHT, lang="en"):
    return drawn(acceptability, charts.plot_acceptability, money, NAMES, lang, title="What is found")


def test_lines_are_the_shares_of_the_table_and_the_rest_is_added_up():
    lines = acceptability.share_lines(BOUGHT)
    wide = BOUGHT.acceptability.pivot(index="willingness", columns="policy", values="acceptability")
    assert len(lines.columns) == 6 and lines.columns[0] == "programme" and lines.columns[-1] == ""
    for key in lines.columns[:-1]:
        np.testing.assert_allclose(lines[key], 100 * wide[key])
    np.testing.assert_allclose(lines.sum(axis=1), 100)
    assert lines.index[-1] == pytest.approx(wide.index[-1] / 1e6)


def test_whatever_is_best_on_average_somewhere_has_a_line():
    rows = BOUGHT.acceptability
    assert set(rows["policy"][rows["best"]]) <= set(acceptability.share_lines(BOUGHT).columns)


def test_few_options_have_a_line_each():
    assert set(acceptability.share_lines(FEW).columns) == {"programme", "rec_01", "rec_03"}


@pytest.mark.parametrize("money", [BOUGHT, FEW], ids=["many", "few"])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_more_than_seven_things_are_named(drawn, money, lang):
    figure = drawing(drawn, money, lang)
    named = [text.get_text() for text in figure.legends[0].get_texts()]
    assert len(named) == len(acceptability.share_lines(money).columns) + 1 <= 7


def test_the_band_follows_the_best_on_average_and_breaks_where_it_changes(drawn):
    best = acceptability.frontier_line(BOUGHT)
    changes = best.index[(best["policy"] != best["policy"].shift()).to_numpy()][1:]
    axes = drawing(drawn).axes[0]
    bands = [line for line in axes.lines if line.get_linewidth() == 9 and len(line.get_xdata())]
    assert len(bands) == len(changes) + 1 > 1
    np.testing.assert_allclose(np.concatenate([line.get_ydata() for line in bands]), best["share"])
    upright = [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == ":"]
    assert upright == pytest.approx(list(changes))


def test_it_says_what_is_found_and_how_many_are_added_up(drawn):
    said = words(drawing(drawn))
    assert "What is found" in said and "all others together: 10" in said
    assert f"none of them: “{NAMES['programme'][0]}” alone" in said
