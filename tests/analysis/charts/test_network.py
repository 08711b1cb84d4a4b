"""The network of one world: whose it is, every link, no empty box, and words that lie on no dot."""

from __future__ import annotations

import pandas as pd
import pytest
from drawings import overlapping, words
from matplotlib.transforms import Bbox
from synthetic_results import make_network

from analysis import charts
from analysis.charts import network, page
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

pytestmark = pytest.mark.filterwarnings("error")
WHICH = {"title": "A typical world of “The programme”", "subtitle": "World 3"}


def test_network_has_a_panel_a_province_with_its_counts(drawn):
    _, _, alliances = make_network()
    figure = drawn(network, charts.plot_network, *make_network(), "en", **WHICH)
    titles = [axes.get_title("left") for axes in figure.axes]
    assert [title.split(":")[0] for title in titles] == [term.en for term in PROVINCE_TERMS]
    counts = [[int(word) for word in title.split() if word.isdigit()] for title in titles]
    states = len(alliances), alliances["operating"].sum(), alliances["lasting"].sum()
    assert [sum(each) for each in zip(*counts)] == list(states)


def test_lasting_alliances_have_a_dark_edge_and_operating_ones_are_filled(drawn):
    organisations, memberships, alliances = make_network()
    figure = drawn(network, charts.plot_network, organisations, memberships, alliances, "en", **WHICH)
    hubs = [line for axes in figure.axes for line in axes.lines if line.get_marker() == "o"]
    assert len(hubs) == len(alliances)
    assert sum(line.get_markeredgecolor() == page.INK for line in hubs) == alliances["lasting"].sum() > 0
    assert sum(line.get_markerfacecolor() != "white" for line in hubs) == alliances["operating"].sum()


def test_every_member_in_the_province_is_linked_and_those_elsewhere_counted(drawn):
    organisations = pd.DataFrame(
        {"x_km": [0.0, 10, 20, 300], "y_km": [0.0, 30, 0, 0], "kind": "savings", "province": ["loei"] * 3 + ["trang"]}
    )
    memberships = pd.DataFrame({"organisation": [0, 1, 3], "alliance": 7})
    states = {"operating": [False], "lasting": [False]}
    alliances = pd.DataFrame({"alliance": [7], "form": ["business"], "province": ["loei"], **states})
    figure = drawn(network, charts.plot_network, organisations, memberships, alliances, "en", **WHICH)
    loei, _ = figure.axes
    links = [line for line in loei.lines if len(line.get_xdata()) == 2 and line.get_color() == page.ORANGE]
    assert sorted((line.get_xdata()[1], line.get_ydata()[1]) for line in links) == [(0, 0), (10, 30)]
    assert {line.get_linestyle() for line in links} == {"--"}
    assert "+1" in [text.get_text() for text in loei.texts]


@pytest.mark.parametrize("count", range(1, 10))
def test_only_provinces_with_organisations_have_a_panel(count, drawn):
    organisations, memberships, alliances = make_network()
    here = keys(PROVINCE_TERMS)[-count:]
    kept = organisations[organisations["province"].isin(here)]
    own = alliances[alliances["province"].isin(here)]
    inside = memberships["organisation"].isin(kept.index) & memberships["alliance"].isin(own["alliance"])
    figure = drawn(network, charts.plot_network, kept, memberships[inside], own, "en", **WHICH)
    titles = [axes.get_title("left").split(":")[0] for axes in figure.axes]
    assert titles == [term.en for term in PROVINCE_TERMS if term.key in here]


def test_a_world_without_alliances_is_drawn_and_keys_no_form(drawn):
    organisations, memberships, alliances = make_network()
    none = memberships.iloc[:0], alliances.iloc[:0]
    figure = drawn(network, charts.plot_network, organisations, *none, "th", **WHICH)
    assert len(figure.axes) == 9
    assert "เครือข่ายเชิง" not in words(figure)


def test_only_forms_that_occur_are_in_the_key(drawn):
    organisations, memberships, alliances = make_network()
    figure = drawn(
        network, charts.plot_network, organisations, memberships, alliances.assign(form="area"), "en", **WHICH
    )
    said = [text.get_text() for text in figure.legends[0].get_texts()]
    assert [label for label in said if label.endswith("alliance") and "no" not in label] == ["area alliance"]


def test_it_is_said_which_world_it_is_and_what_to_mind(drawn):
    figure = drawn(network, charts.plot_network, *make_network(), "en", **WHICH, remarks=["* Still supported."])
    said = words(figure)
    assert all(part in said for part in (*WHICH.values(), "* Still supported."))


def test_how_many_members_live_elsewhere_stands_beside_the_dots(drawn):
    organisations, memberships, alliances = make_network()
    figure = drawn(network, charts.plot_network, organisations, memberships, alliances, "en", **WHICH)
    told = 0
    for axes, province in zip(figure.axes, keys(PROVINCE_TERMS)):
        here = organisations[organisations["province"] == province]
        hubs = [line.get_xydata()[0] for line in axes.lines if line.get_marker() == "o"]
        dots = [*axes.transData.transform(here[["x_km", "y_km"]].to_numpy()), *axes.transData.transform(hubs)]
        away = [text for text in axes.texts if text.get_text().startswith("+")]
        assert overlapping(away, [Bbox.from_bounds(x - 2, y - 2, 4, 4) for x, y in dots]) == []
        told += len(away)
    assert told == (alliances["alliance"] % 6 == 0).sum()


def test_kinds_fall_into_three_groups():
    groups = {kind.key: network.kind_group(kind.key) for kind in KINDS}
    assert set(groups.values()) == {"cooperative", "financial", "other"}
    assert groups["savings"] == "cooperative"
    assert groups["financial"] == "financial"
    assert groups["occupational"] == groups["other"] == "other"
