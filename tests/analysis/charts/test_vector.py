"""An SVG by itself: words as words in its own letters, read out, and with names that meet those of no other chart."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import get_font
from PIL import Image

from analysis.charts import lettering, page, vector

pytestmark = pytest.mark.filterwarnings("error")
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
THAI = 'สม่ำเสมอ กิ่งกลาง น้ำ ปู่ <b id="x">&'
TITLE, FINDING = "What “A” adds <b>", "“A” adds most & “B” least"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A page with clips, markers, words of both weights and names that look like markup."""
    with page.page_style():
        one = page.new_page(5, 4, TITLE, THAI, "note")
        axes = one.figure.add_subplot()
        axes.plot([0, 1, 2], [0, 5, 1], "o-", label=THAI)
        axes.set_xlabel("axis")
        one.legend(axes.lines, columns=1)
        return page.save(one.figure, tmp_path_factory.mktemp("chart") / "some chart", FINDING, "th")


@pytest.fixture(scope="module")
def svg(files):
    return files[1].read_text(encoding="utf-8")


def fonts(svg):
    faces = re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]*)\)", svg)
    return {int(weight): base64.b64decode(data) for weight, data in faces}


def test_words_are_words(svg):
    said = [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert {THAI, "axis", "note", TITLE} <= set(said)


def test_the_font_is_one_style_right_after_the_opening_that_one_pattern_cuts_out(svg):
    assert re.match(r"<\?xml [^>]*>\n<svg [^>]*>\n<style class=\"font\">", svg)
    without = vector.FONT.sub("", svg)
    assert "<style" not in without and "font-face" not in without and len(svg) - len(without) > 10_000
    assert "font-family: 'Sarabun'" in ElementTree.fromstring(without).find(f".//{SVG}text").attrib["style"]


def test_each_weight_has_the_letters_written_in_it_and_not_all_others(svg):
    letters = {400: set(THAI) | set("axis note"), 700: set(TITLE)}
    found = fonts(svg)
    assert found.keys() == letters.keys()
    for weight, needed in letters.items():
        covered = TTFont(io.BytesIO(found[weight])).getBestCmap()
        assert set(map(ord, needed)) <= covered.keys()
        assert len(covered) < len(TTFont(lettering._file(weight)).getBestCmap()) / 2
    assert ord("ก") not in TTFont(io.BytesIO(found[700])).getBestCmap()


def test_letters_of_the_part_stand_where_those_of_the_whole_font_do(svg, tmp_path):
    part, packed = tmp_path / "part.ttf", TTFont(io.BytesIO(fonts(svg)[400]))
    packed.flavor = None
    packed.save(part)
    placed = []
    for file in (part, lettering._file(400)):
        font = get_font(str(file))
        font.set_size(40, 72)
        font.set_text("สม่ำเสมอ กิ่ง น้ำ ปู่ AV To", 0.0)
        placed.append((font.get_width_height(), font.get_descent()))
    assert placed[0] == placed[1] and placed[0][0][0] > 0


def test_it_is_read_out_in_its_language(svg):
    root = ElementTree.fromstring(svg)
    by_id = {element.get("id"): element for element in root.iter()}
    title, finding = (by_id[name] for name in root.get("aria-labelledby").split())
    assert root.get("role") == "img" and root.get("lang") == "th"
    assert (title.tag, title.text, finding.tag, finding.text) == (f"{SVG}title", TITLE, f"{SVG}desc", FINDING)


def test_the_picture_of_dots_tells_the_same(files):
    told = Image.open(files[0]).text
    assert (told["Title"], told["Description"]) == (TITLE, FINDING)


def test_every_name_begins_with_that_of_the_chart_and_is_there_once(svg):
    root = ElementTree.fromstring(svg)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names)) > 10
    assert all(name.startswith("some-chart-") for name in names)
    asked = {element.get(HREF).removeprefix("#") for element in root.iter() if element.get(HREF)}
    asked |= set(re.findall(r"url\(#([^)]*)\)", svg))
    assert len(asked) >= 2 and asked <= set(names)


def test_its_style_is_that_of_no_other_part_of_a_page(svg):
    assert svg.count("<style") == 1 and "*{" not in svg
    assert "stroke-linejoin: round" in ElementTree.fromstring(svg).get("style")
