"""Names are drawn as they are written, whatever they are made of, and as nobody's settings would have them."""

from __future__ import annotations

import xml.dom.minidom

import matplotlib as mpl
import pytest
from matplotlib.text import Text
from synthetic_results import NAMES, POLICIES, REFERENCES, make_monthly, make_runs

from analysis import charts
from analysis.charts import acceptability, forest, observed, page, paths, plane
from analysis.economics.tables import bought
from analysis.effects.policies import effects
from analysis.observed import load

ODD = (
    "Fund ($2m) or ($3m)",
    "a_b^c",
    "{0} %s {name}",
    r"\frac{1}{2}",
    "<b>&\"'</b>",
    "-- --> x",
    "_ahead",
    "=1+1",
    "#",
)
OTHERS = {"programme": "The $programme$_", "baseline": "_base$line$"}
CALLED = NAMES | {key: (name, name) for key, name in {**dict(zip(POLICIES, ODD)), **OTHERS}.items()}
SHOWN = POLICIES[: len(ODD)]
RUNS = make_runs(draws=10)
EFFECTS = effects(RUNS, REFERENCES, list(REFERENCES), ["lasting", "cost"], seed=1)
BOUGHT = bought(RUNS, REFERENCES, seed=1)[1]
DRAW = {
    forest: lambda path: charts.plot_effects(EFFECTS, CALLED, "en", path),
    paths: lambda path: charts.plot_paths(make_monthly(), CALLED, SHOWN, "programme", "en", path=path),
    observed: lambda path: charts.plot_observed(RUNS, load(), CALLED, "en", path),
    plane: lambda path: charts.plot_frontier(EFFECTS, BOUGHT, CALLED, "en", path),
    acceptability: lambda path: charts.plot_acceptability(BOUGHT, CALLED, "en", path, title=CALLED["rec_01"][0]),
}


@pytest.mark.parametrize("module", DRAW, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_names_are_drawn_as_they_are_written(module, tmp_path, monkeypatch):
    figures = []

    def keep(figure, *others):
        figures.append(figure)
        return page.save(figure, *others)

    monkeypatch.setattr(module, "save", keep)
    for written in DRAW[module](tmp_path / "chart"):
        if written.suffix == ".svg":
            xml.dom.minidom.parse(str(written))
    drawn = figures[0].findobj(Text)
    assert not any(one.get_parse_math() or one.get_usetex() for one in drawn)
    words = " ".join(one.get_text().replace("\n", " ") for one in drawn)
    shown = {forest: (*SHOWN, "programme"), paths: (*SHOWN, "programme"), observed: ("programme",), plane: SHOWN}
    shown[acceptability] = [key for key in acceptability.share_lines(BOUGHT).columns if key]
    assert [CALLED[key][0] for key in shown[module] if CALLED[key][0] not in words] == []


def test_somebody_elses_settings_change_no_byte(tmp_path):
    plain = [written.read_bytes() for written in DRAW[forest](tmp_path / "plain" / "chart")]
    with mpl.rc_context({"text.usetex": True, "axes.facecolor": "red", "savefig.transparent": True, "svg.id": "x"}):
        assert [written.read_bytes() for written in DRAW[forest](tmp_path / "other" / "chart")] == plain
