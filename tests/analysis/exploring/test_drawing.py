"""Pictures of the page: whatever is in them is text, and they tell in words what they show."""

from __future__ import annotations

import math
import re
import xml.dom.minidom
from dataclasses import replace
from itertools import pairwise

import pytest
from exploring_cases import MARKUP, MONTHS, switched

from analysis.charts import colours
from analysis.charts import page as charts_page
from analysis.exploring import drawing
from analysis.exploring.bars import bar
from analysis.exploring.drawing import Scale, dots, line, picture, sample, tag, ticks
from analysis.exploring.findings import find
from analysis.exploring.network import FORM_COLOURS, counts, drawn, key, network
from analysis.exploring.paths import paths, styles
from sim.provinces import PROVINCE_TERMS


def elements(svg, name):
    return xml.dom.minidom.parseString(str(svg)).getElementsByTagName(name)


def words(svg):
    return [one.firstChild.data for one in elements(svg, "text")]


def test_whatever_stands_in_an_element_is_text():
    made = tag("text", MARKUP, class_="halo", font_size=12, title='" onload="x')
    assert str(made) == (
        '<text class="halo" font-size="12" title="&#34; onload=&#34;x">&lt;img src=x onerror=alert(1)&gt;</text>'
    )
    assert str(tag("g", tag("text", "a"))) == "<g><text>a</text></g>"


def test_a_picture_tells_what_it_shows():
    (svg,) = elements(picture(10, 20, MARKUP, line([(0, 0), (1, 2)], stroke="red")), "svg")
    assert svg.getAttribute("role") == "img" and svg.getAttribute("aria-label") == MARKUP
    assert svg.getAttribute("viewBox") == "0 0 10 20"


@pytest.mark.parametrize("name", ["BLUE", "ORANGE", "GREEN", "GREY", "INK", "FAINT"])
def test_colours_are_those_of_the_charts(name):
    assert getattr(drawing, name).lower() == getattr(charts_page, name).lower()


def test_forms_have_the_colours_of_the_charts():
    assert {form: colour.lower() for form, colour in colours.FORMS.items()} == FORM_COLOURS


@pytest.mark.parametrize("high", [0.003, 0.9, 1, 4.2, 7, 12.5, 99, 100, 431, 12_000_000])
def test_ticks_are_round_few_and_reach_the_highest(high):
    found = ticks(high)
    step = found[1]
    assert found[0] == 0 and found[-1] >= high * (1 - 1e-9) and found[-1] - step < high
    assert 2 <= len(found) <= 6
    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9), 6) in (1, 2, 5)


@pytest.mark.parametrize("high", [0, math.nan, -1])
def test_of_nothing_there_are_ticks_too(high):
    assert ticks(high) == [0.0, 1.0]


def test_a_scale_maps_ends_to_ends():
    x = Scale(0, 60, 40, 400)
    assert (x(0), x(60), x(30)) == (40, 400, 220)
    assert Scale(1, 1, 5, 9)(1) == 5


def test_dots_are_one_path():
    assert str(dots([(1, 2), (3, 4.06)], 3, "red")).count("<path") == 1
    assert "M1.0 2.0h0M3.0 4.1h0" in str(dots([(1, 2), (3, 4.06)], 3, "red"))
    assert "h0" not in str(dots([], 3, "red"))


def test_a_sample_has_its_band():
    assert len(elements(sample("red", band=True), "rect")) == 1
    assert len(elements(sample("red"), "rect")) == 0


# A difference


def test_a_bar_lies_where_its_figures_say():
    svg = bar(1.0, 0.5, 2.0)
    (dot,) = elements(svg, "circle")
    zero, interval = elements(svg, "path")
    places = [float(one) for one in re.findall(r"[\d.]+", interval.getAttribute("d"))]
    assert zero.getAttribute("d").startswith("M60.0 ")
    assert 60 < places[0] < float(dot.getAttribute("cx")) < places[2] == 115


def test_a_bar_that_is_clear_has_another_colour():
    assert drawing.BLUE in str(bar(1.0, 0.5, 2.0)) and drawing.BLUE in str(bar(-1.0, -2.0, -0.5))
    assert drawing.BLUE not in str(bar(1.0, -0.5, 2.0)) and drawing.GREY in str(bar(1.0, -0.5, 2.0))


def test_without_an_interval_there_is_no_bar():
    assert str(bar(1.0, math.nan, math.nan)) == ""
    assert "circle" in str(bar(0.0, 0.0, 0.0))


# Month by month


@pytest.mark.parametrize("lang", ["en", "th"])
def test_paths_tell_where_lines_end(found, lang):
    svg = paths(found, "lasting", lang)
    (told,) = {one.getAttribute("aria-label") for one in elements(svg, "svg")}
    ends = found.monthly[(found.monthly["measure"] == "lasting") & (found.monthly["month"] == MONTHS)]
    for mean in ends["mean"]:
        assert f"{mean:.1f}" in told
        assert f"{mean:.1f}" in words(svg)
    assert str(MONTHS) in told


def test_what_is_set_and_its_reference_have_bands(found):
    assert [style.band for style in styles(found).values()] == [True, True, False]
    bands = [one for one in elements(paths(found, "lasting", "en"), "path") if one.hasAttribute("fill-opacity")]
    assert len(bands) == 2


def test_figures_at_the_ends_do_not_lie_on_one_another(found):
    ends = [one for one in elements(paths(found, "operating", "en"), "text") if one.getAttribute("x") == "392.0"]
    places = sorted(float(one.getAttribute("y")) for one in ends)
    assert len(places) == 3
    assert all(lower - higher >= 15 - 1e-6 for higher, lower in pairwise(places))
    assert places[0] > 0 and places[-1] <= 270 - 44 + 4


def test_the_end_of_support_is_marked_where_months_follow(engine):
    ends = find(engine, switched("baseline", 4, end=6), 3, lambda: False, lambda done: None)
    goes_on = find(engine, switched("baseline", 4, end=24), 3, lambda: False, lambda done: None)
    assert "support ends" in words(paths(ends, "lasting", "en"))
    assert "support ends" not in words(paths(goes_on, "lasting", "en"))


def test_a_name_with_markup_is_text_in_every_picture(found, engine):
    named = replace(found, settings=replace(found.settings, name=MARKUP))
    chart = paths(named, "lasting", "en")
    assert len(elements(chart, "img")) == 0 and "&lt;img" in str(chart)
    world = network(engine.end(found.settings.scenario, 0))
    assert "<img" not in str(drawn(world, MARKUP, "en"))


# Who works with whom


@pytest.fixture(scope="module")
def world(engine, found):
    return network(engine.end(found.settings.scenario, 0))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_province_has_its_square(world, lang):
    svg = drawn(world, "Mine", lang)
    assert words(svg) == [getattr(one, lang) for one in PROVINCE_TERMS]
    assert len(elements(svg, "rect")) == 9


def test_every_alliance_has_its_hub_and_every_organisation_its_dot(world):
    svg = drawn(world, "Mine", "en")
    members = world.memberships.join(world.organisations, on="organisation")
    pairs = members.merge(world.alliances, on="alliance", suffixes=("", "_of"))
    at_home = pairs[pairs["province"] == pairs["province_of"]]["alliance"].nunique()
    assert len(elements(svg, "circle")) == at_home > 0
    assert str(svg).count("h0") == len(world.organisations)


def test_a_network_tells_its_counts(world):
    told = counts(world, "en")
    alliances = world.alliances
    assert told == (
        f"{len(alliances)} alliances, {alliances['operating'].sum()} operating, {alliances['lasting'].sum()} lasting"
    )
    (svg,) = {one.getAttribute("aria-label") for one in elements(drawn(world, "Mine", "en"), "svg")}
    assert told in svg and "Mine" in svg


def test_what_lies_in_a_square_stays_in_it(world):
    for one in elements(drawn(world, "Mine", "en"), "path"):
        places = [float(place) for place in re.findall(r"[\d.]+", one.getAttribute("d").replace("h0", ""))]
        assert all(-1 <= place <= 134 + 18 + 1 for place in places)


def test_provinces_without_organisations_have_no_square(world):
    loei = world._replace(organisations=world.organisations[world.organisations["province"] == PROVINCE_TERMS[2].key])
    assert words(drawn(loei, "Mine", "en")) == [PROVINCE_TERMS[2].en]


def test_the_key_names_every_form():
    assert len(xml.dom.minidom.parseString(str(key("en"))).getElementsByTagName("li")) == len(FORM_COLOURS)
