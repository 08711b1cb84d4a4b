"""The page: one file that asks nothing of a network, in which whatever was brought from outside is text."""

from __future__ import annotations

import json
import re

import pytest

from analysis.charts.page import BLUE, GREEN, ORANGE
from analysis.watching.data import page_data
from analysis.watching.page import TEMPLATES, Frame, rendered
from analysis.watching.words import EVENTS, LABELS, TERMS, page_words

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> & “โคนม”"
PLAIN = Frame("A run", "World 1", "All are shown.", ("Nothing.",), "run.py watch programme")
FRAME = PLAIN._replace(title=f"A run {MARKUP}", rests_on=(MARKUP,), command=f"run.py watch '{MARKUP}'")
SCRIPTS = sorted(TEMPLATES.glob("*.js"))


def made(model, table, lang="en", frame=FRAME):
    return rendered(page_data(model, table, lang), frame, lang).decode()


@pytest.fixture(scope="module")
def page(model, table):
    return made(model, table.assign(name=MARKUP))


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="run">(.*?)</script>', page, re.DOTALL)[1])


def test_markup_in_a_name_is_text_wherever_it_stands(page):
    assert "<script>alert" not in page and "<img" not in page
    assert page.count("<script") == 2  # the data, and the page's own
    assert set(data_of(page)["organisations"]["name"]) == {MARKUP}
    assert "A run &lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_page_holds_its_data_and_is_in_its_language(model, table, lang):
    page = made(model, table, lang, PLAIN)
    assert data_of(page) == json.loads(json.dumps(page_data(model, table, lang)))
    assert f'<html lang="{lang}">' in page
    assert bool(re.search("[\u0e00-\u0e7f]", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))) == (
        lang == "th"
    )


def test_nothing_is_fetched(model, table):
    """Neither by an address in it nor by what a browser would ask for by itself; the page forbids itself the rest."""
    page = re.sub(r"base64,[\w+/=]+", "", made(model, table, frame=PLAIN)).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|src=|@import|fetch\(|XMLHttpRequest", page)
    assert "default-src 'none'" in page
    assert '<link rel="icon" href="data:,">' in page


def test_the_same_run_gives_the_same_bytes(model, table):
    assert made(model, table) == made(model, table)


def test_a_page_of_a_few_hundred_organisations_is_small(page):
    assert len(page.encode()) < 1_500_000


def test_forms_have_the_colours_that_charts_give_them():
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert f"--area: {BLUE}; --business: {ORANGE}; --academic: {GREEN};" in style


def test_the_script_asks_for_labels_that_are_there_and_all_of_them():
    source = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    source += (TEMPLATES / "watch.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r"\blabel\.(\w+)", source)) | {f"count_{key}" for key in ("alive", "operating", "lasting")}
    assert asked == set(LABELS)


def test_places_of_words_are_left_for_the_script():
    for lang in ("en", "th"):
        words = page_words(lang)
        assert words["label"]["now_month"].count("{month}") == words["label"]["now_month"].count("{months}") == 1
        assert set(words["event"]) == set(EVENTS) and set(words["term"]) == set(TERMS)


def test_every_place_of_a_label_is_filled_where_it_is_said():
    source = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    places = {place for words in page_words("en")["label"].values() for place in re.findall(r"\{(\w+)\}", words)}
    assert [place for place in places if not re.search(rf"\b{place}\b", source)] == []


def test_words_are_put_in_as_text_never_as_markup():
    for path in SCRIPTS:
        assert not re.search("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval", path.read_text("utf-8")), (
            path
        )
