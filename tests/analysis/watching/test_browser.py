"""The page in a real browser: it opens without a complaint or a request, and each control does what it says."""

from __future__ import annotations

import pytest
from headless import chromium, opened
from witnessed_runs import EVERYTHING

from analysis.watching.data import page_data
from analysis.watching.page import Frame, rendered

pytestmark = pytest.mark.skipif(chromium() is None, reason="there is no Chromium here")
FRAME = Frame("A run", "World 1", "All are shown.", ("Nothing.",), "run.py watch programme")
MARKUP = "<b>bold</b><img src=x onerror='document.title=1'>"
LAST = EVERYTHING.months
READER = """
const at = (id) => document.getElementById(id);
const said = (id) => at(id).textContent;
const all = (what) => [...document.querySelectorAll(what)];
const press = (key, target = document.body) =>
  target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const put = (id, value, event) => { at(id).value = value; at(id).dispatchEvent(new Event(event)); };
const to = (month) => put("month", month, "input");
const choose = (value) => put("choices", value, "change");
const run = JSON.parse(said("run"));
"""


@pytest.fixture(scope="module")
def page(model, table):
    return rendered(page_data(model, table.assign(name=MARKUP), "en"), FRAME, "en")


@pytest.fixture
def read(page, tmp_path):
    return lambda script, **how: opened(page, READER + script, tmp_path, **how)


@pytest.mark.parametrize("wide", [1280, 500])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_it_opens_without_a_complaint_a_request_or_anything_too_wide(model, table, tmp_path, lang, wide):
    page = rendered(page_data(model, table, lang), FRAME, lang)
    found = opened(page, "return [document.documentElement.scrollWidth, innerWidth];", tmp_path, wide=wide)
    assert found.console == []
    assert found.asked_for == []
    assert found.found[0] <= found.found[1]


def test_buttons_keys_and_slider_move_the_month(read):
    steps = """
    const months = [said("now")];
    const then = (act) => { act(); months.push(said("now")); };
    then(() => at("forward").click()); then(() => press("ArrowRight")); then(() => at("back").click());
    then(() => press("ArrowLeft")); then(() => press("ArrowLeft")); then(() => press("End"));
    then(() => at("forward").click()); then(() => to(7)); then(() => at("first").click()); then(() => press("Home"));
    return months.map((words) => Number(words.match(/\\d+/)[0]));
    """
    found = read(steps)
    assert found.found == [0, 1, 2, 1, 0, 0, LAST, LAST, 7, 0, 0]
    assert found.console == []


def test_it_plays_and_pauses_and_keys_typed_into_the_search_do_nothing_else(read):
    found = read("""
    const words = [said("play")];
    at("play").click(); words.push(said("play"));
    press(" "); words.push(said("play"));
    press(" "); words.push(said("play"));
    press("ArrowRight"); words.push(said("play"));
    const month = said("now");
    press("ArrowRight", at("search")); press(" ", at("search"));
    return [words, month === said("now"), at("speed").options.length];
    """)
    assert found.found == [["Play", "Pause", "Play", "Pause", "Play"], True, 4]


def test_pictures_show_who_is_in_which_alliance_each_month(read):
    """As many hubs as alliances alive, filled where they operate, and members dark: month by month."""
    found = read("""
    const wrong = [], inside = ([, , from, left], month) => from <= month && (left < 0 || left > month);
    for (let month = 0; month <= run.months; month += 1) {
      to(month);
      const whats = ["g.alliance", "g.operating", "g.lasting", ".org.in"];
      const drawn = whats.map((what) => all(what).filter((one) => Object.keys(one.dataset).length).length);
      const keys = ["alive", "operating", "lasting", "organisations_in"];
      const told = keys.map((key) => run.counts[key][month]);
      const members = new Set(run.memberships.filter((one) => inside(one, month)).map((one) => one[0]));
      if (String(drawn) !== String(told) || members.size !== told[3]) wrong.push([month, drawn, told, members.size]);
    }
    return wrong;
    """)
    assert found.found == []


def test_a_name_with_markup_is_text_in_lists_stories_and_pictures(read):
    found = read("""
    to(run.months);
    choose("organisation 0");
    const bold = document.querySelectorAll("b, img").length;
    return [bold, document.querySelector("#followed h3").textContent, document.title];
    """)
    assert found.found == [0, MARKUP, "A run"]


def test_one_that_is_followed_tells_what_it_did_and_why_and_is_marked(read):
    found = read("""
    const joined = run.events.find((one) => run.happenings[one[1]] === "accepted");
    to(joined[0]);
    choose(`organisation ${joined[2]}`);
    const now = all("ol.story > li.now").map((one) => one.textContent).join(" ");
    const weighed = document.querySelector("ol.story li.now table.terms");
    const marked = all(".org.followed").length;
    document.querySelector("ol.story li.now button.name:not(:first-child)").click();
    const alliance = document.querySelector("#followed h3").textContent;
    const same = alliance === run.alliances.name[joined[3]];
    return [now, weighed.rows.length, marked, same, all("g.followed").length];
    """).found
    now, terms, marked, same, hubs = found
    assert "accepted the invitation" in now and "Because of" in now and "The chance of that was" in now
    assert terms > 3
    assert (marked, same, hubs) == (1, True, 1)


def test_the_search_finds_by_any_part_of_a_name_and_says_when_there_is_none(read):
    found = read("""
    const search = (words) => { put("search", words, "input"); return at("choices").options.length; };
    return [search("alliance 1 ("), search("nobody at all"), said("found"), search("")];
    """).found
    assert found[0] == 1
    assert found[1:3] == [0, "No name holds that."]
    assert found[3] > 100


def test_each_control_has_a_name_and_each_picture_says_what_it_shows(read):
    found = read("""
    to(12);
    const named = (one) => one.ariaLabel || one.getAttribute("aria-labelledby") || one.textContent.trim();
    const controls = all("button, input, select, svg[role=img], [tabindex]");
    const nameless = controls.filter((one) => !named(one) && !(one.labels && one.labels.length));
    const picture = document.querySelector(".province svg").getAttribute("aria-label");
    return [controls.length, nameless.map((one) => one.outerHTML.slice(0, 80)), picture];
    """).found
    assert found[0] > 10 and found[1] == []
    assert found[2].startswith("Chiang Mai: ") and "operating" in found[2]


def test_nothing_moves_by_itself_for_those_who_ask_for_that(read):
    found = read(
        "return all('.alliance, .org').filter((one) => getComputedStyle(one).transitionDuration !== '0s').length;",
        told=("--force-prefers-reduced-motion",),
    )
    assert found.found == 0


def test_a_complaint_a_request_and_movement_would_be_seen(read, tmp_path):
    page = b"<html><body><img src='http://127.0.0.1:9/none.png'><script>console.error('oh')</script></body></html>"
    found = opened(page, "return 7;", tmp_path)
    assert found.found == 7
    assert "oh" in found.console[0]
    assert found.asked_for == ["http://127.0.0.1:9/none.png"]
    moving = read("return getComputedStyle(document.querySelector('.org')).transitionDuration;")
    assert moving.found == "0.25s"
