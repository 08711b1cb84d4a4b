"""The page: all parts in their order, everything from outside as text, nothing from the network, the same bytes."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser

import pytest

from analysis.pages.answer import FILE as ANSWER
from analysis.pages.answer import Answer, Table, left
from analysis.pages.page import figures
from analysis.pages.report import FILE, report, write
from sim.language.program import program
from sim.language.texts import text

MARKUP = "<script>alert(1)</script> & “ก”"
DRAWN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="720pt" height="400pt" viewBox="0 0 720 400">
<style class="font">@font-face{font-family:Sarabun;src:url(data:font/ttf;base64,AAAA)}</style>
<metadata>by somebody</metadata><title>A chart</title><text x="1" y="2">words</text></svg>
"""


def an_answer(**more):
    tables = (Table(MARKUP, ("policy", "added"), ((MARKUP, "+1.3 (0.4 to 6.5)"),), "effects.csv"),)
    parts = {part: (f"{part} words",) for part in ("sure", "rests", "close", "buys", "money", "order", "more")}
    return Answer(**({"question": MARKUP, "said": ("Said first.",), "tables": tables, "who": tables} | parts | more))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "charts").mkdir()
    for name in ("effects", "gains", "frontier", "ranks", "paths-lasting"):
        (tmp_path / "charts" / f"{name}.svg").write_text(DRAWN.replace("A chart", f"chart of {name}"))
    (tmp_path / "effects.csv").write_text("\ufeffpolicy,difference\nmedia,0.1234567\n", encoding="utf-8")
    return tmp_path


def page_of(folder, lang="en", **more):
    write(an_answer(**more), folder, lang)
    return (folder / FILE).read_text(encoding="utf-8")


def test_nothing_that_is_handed_on_tells_where_it_was_made(folder, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py"])
    monkeypatch.setattr(sys, "orig_argv", ["/home/me/python", "/home/me/run.py"])
    row = Table("made", ("what", "value"), (("command", f"{program()} compare"),))
    page = page_of(folder, more=(f"Next: {program()} worth",), printed=f"{program()} compare", made=(row,))
    for words in (page, (folder / ANSWER).read_text(encoding="utf-8")):
        assert "/home/me" not in words and words.count("python run.py") == 3


class Tags(HTMLParser):
    """What is opened and closed, and every address."""

    def __init__(self, page):
        super().__init__()
        self.open, self.addresses, self.ids, self.seen = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "action")]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_it_is_well_formed_and_needs_no_network(folder):
    page = page_of(folder)
    tags = Tags(page)
    assert tags.open == [] and len(tags.ids) == len(set(tags.ids))
    assert tags.addresses == []
    assert not re.findall(r"""(?:url\(|@import|src=)["']?(?!data:)[a-z]+:""", page)
    assert len(page.encode()) < 1_000_000


def test_what_comes_from_outside_is_text(folder):
    page = page_of(folder, called=(("x", MARKUP),))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert Tags(page).seen.count("script") == 1  # ours


def test_the_answer_comes_before_any_picture(folder):
    page = page_of(folder)
    body = page[page.index("<body>") :]
    places = [body.index(words) for words in ("Said first.", "sure words", "rests words", "<svg")]
    assert places == sorted(places)


def test_parts_stand_in_the_order_of_a_reader_s_questions(folder):
    page = page_of(folder)
    parts = ["answer", "who", "close", "money", "order", "course", "made", "data"]
    places = [page.index(f'id="{part}-1"') for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("chart", "part", "after"),
    [("effects", "answer", "who"), ("gains", "who", "close"), ("frontier", "money", "order"),
     ("ranks", "order", "course"), ("paths-lasting", "course", "made")],
)  # fmt: skip
def test_charts_stand_where_they_belong(folder, chart, part, after):
    page = page_of(folder)
    assert page.index(f'id="{part}-1"') < page.index(f"chart of {chart}<") < page.index(f'id="{after}-1"')


def test_charts_of_a_part_come_in_the_order_of_a_reader_s_interest(folder):
    for name in ("effects-median", "acceptability", "paths-alive", "network"):
        (folder / "charts" / f"{name}.svg").write_text(DRAWN.replace("A chart", f"chart of {name}"))
    page = page_of(folder)
    names = (
        "effects",
        "effects-median",
        "frontier",
        "acceptability",
        "ranks",
        "paths-lasting",
        "paths-alive",
        "network",
    )
    places = [page.index(f"chart of {name}<") for name in names]
    assert places == sorted(places)


def test_a_drawing_has_no_need_of_its_own_font_or_size(folder):
    page = page_of(folder)
    drawn = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert "font-face" not in drawn and "metadata" not in drawn and "width=" not in drawn.split(">")[0]
    assert 'viewBox="0 0 720 400"' in drawn and "words</text>" in drawn
    assert page.count("@font-face") == 2 and "DOCTYPE svg" not in page


def test_a_part_without_words_is_left_out(folder):
    page = page_of(folder, close=(), who=(), order=())
    assert 'id="close-1"' not in page and 'id="order-1"' in page  # a chart is there


def test_figures_are_there_with_all_their_digits(folder):
    assert "0.1234567" in page_of(folder) and ">effects.csv<" in page_of(folder)


def test_a_long_file_is_named_and_not_shown(folder):
    (folder / "effects.csv").write_text("a\n" + "77.125\n" * 2000)
    page = page_of(folder)
    assert "77.125" not in page and "2000" in page


@pytest.mark.parametrize("lang", ["en", "th"])
def test_headings_are_in_the_language_of_the_page(folder, lang):
    page = page_of(folder, lang)
    assert f'<html lang="{lang}">' in page
    for key in ("page.who", "page.money", "page.made", "page.close"):
        assert text(key, lang) in page


def test_the_same_page_twice(folder):
    assert page_of(folder) == page_of(folder)


def test_it_leaves_the_answer_beside(folder):
    page_of(folder)
    assert left(folder) == an_answer()


def test_several_studies_in_one(folder):
    beside = Table("Shared", ("policy", "a", "b"), (("media", "+1", "+2"),))
    page = report([(an_answer(), folder), (an_answer(said=("Said second.",)), folder)], "en",
                  same="They met the same worlds.", beside=beside)  # fmt: skip
    tags = Tags(page)
    assert len(tags.ids) == len(set(tags.ids))  # charts of one folder, which is here twice, among them
    body = page[page.index("<body>") :]
    for words in ("Said first.", "Said second.", "They met the same worlds.", "Shared"):
        assert body.index(words) < body.index("<svg")
    assert set(tags.addresses) == {"#study-1", "#study-2"}


def test_columns_of_figures_stand_at_the_right_and_no_others(folder):
    page = page_of(folder)
    assert '<td class="n">+1.3 (0.4 to 6.5)</td>' in page and '<th scope="col" class="n">' in page
    assert f"<td>{MARKUP[:1].replace('<', '&lt;')}" in page
    rows = [("1", "≤ 0.79", "–", "57 / 17", "0.1.0", ""), ("2", "−1.84 (1.4–2.2)", "5,740,000", "", "seed", "")]
    assert figures(rows) == {0, 1, 2, 3}
