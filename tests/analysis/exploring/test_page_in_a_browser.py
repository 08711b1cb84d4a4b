"""A whole session in a real browser: choose, run, stop, run, save, check; by mouse, by keys, in both languages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import Browser, no_browser
from exploring_cases import MARKUP

import run
from analysis.answers.file_faults import check_file
from sim.scenario import load_scenario

ROOT = Path(run.__file__).resolve().parent
NO_BROWSER = no_browser()
pytestmark = pytest.mark.skipif(bool(NO_BROWSER), reason=NO_BROWSER or "there is one")
DONE = "document.getElementById('status').innerText.startsWith('Done')"


class Open:
    """A page of the program, in a browser of its own."""

    def __init__(self, folder, browser):
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, str(ROOT / "run.py"), "explore", "--no-browser", "--workers", "2"]
        self.process = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.address = "http" + self.process.stdout.readline().split("http")[1].split(",")[0]
        self.browser, self.folder = browser, folder
        browser.open(self.address)
        browser.wait("document.querySelector('#results .answer')", 180)

    def set(self, **typed):
        """Type into fields, ``__`` for a hyphen, as quickly as a script can."""
        for name, value in typed.items():
            field = name.replace("__", "-")
            self.browser.run(
                f"(f => {{ f.value = {json.dumps(value)}; f.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
                f"(document.getElementById({field!r}))"
            )

    def click(self, name):
        self.browser.run(f"document.getElementById({name!r}).click()")

    def text(self, name):
        return self.browser.run(f"document.getElementById({name!r}).innerText")

    def processor(self):
        """Seconds of processor that the program has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        made = Open(tmp_path_factory.mktemp("saved"), browser)
        yield made
        made.process.send_signal(signal.SIGINT)
        made.process.wait(30)


def test_a_whole_session(page):
    browser = page.browser
    page.set(months="12", worlds="30")
    browser.wait(DONE)
    assert "Nothing is changed yet" in page.text("results")

    page.click("on-3")
    browser.wait("document.querySelectorAll('#results table').length == 2")
    browser.wait(DONE)
    assert "“Your settings”" in page.text("results") and "30 worlds" in page.text("status")

    page.set(worlds="1000", months="60")
    browser.wait("document.getElementById('status').innerText.includes('of 1000')")
    page.click("cancel")
    browser.wait("document.getElementById('status').innerText.startsWith('Stopped')")
    browser.wait("document.getElementById('cancel').disabled")
    stopped = page.text("status")
    time.sleep(0.5)
    assert page.text("status") == stopped

    page.set(months="12", worlds="30", name=MARKUP, dose__3="35")
    page.click("run")
    browser.wait(f"{DONE} && document.getElementById('results').innerText.includes('onerror')")
    assert browser.run("document.querySelectorAll('img, script[src=x]').length") == 0
    assert MARKUP in page.text("results")

    page.set(name=f"{MARKUP}!")
    browser.run("document.getElementById('file').value = 'mine'")
    page.click("save")
    browser.wait("document.getElementById('command')")
    browser.wait("document.getElementById('results').innerText.includes('onerror=alert(1)>!')")
    assert "compare mine.toml programme --replicates 30 --seed 1 --months 12" in page.text("command")
    path = page.folder / "mine.toml"
    assert check_file(path) is None
    saved = load_scenario(str(path))
    assert saved.name_en == f"{MARKUP}!" and saved.applied[0].intensity == 0.35 and saved.months == 12


def test_bad_input_is_refused_beside_its_field(page):
    browser = page.browser
    for absurd in ("", "-3", "<script>alert(1)</script>"):
        page.set(months=absurd)
        browser.wait("document.getElementById('fault-months').innerText.includes('allowed')")
        assert browser.run("document.getElementById('months').getAttribute('aria-invalid')") == "true"
        assert browser.run("document.getElementById('more').open") is True
    assert browser.run("document.querySelectorAll('#fault-months *').length") == 0
    page.set(months="12")
    browser.wait("document.getElementById('fault-months').innerText === ''")
    assert browser.run("document.getElementById('months').getAttribute('aria-invalid')") == "false"
    browser.wait(DONE)


def test_keys_are_enough(page):
    """The space bar switches, arrows move a slider, Enter runs; what has the focus is seen to have it."""
    browser = page.browser
    browser.run("document.getElementById('on-0').focus()")
    browser.press(" ", 32, " ")
    assert browser.run("document.getElementById('on-0').checked") is True
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.id") == "dose-0"
    browser.press("ArrowLeft", 37)
    assert browser.run("document.getElementById('told-0').textContent") == "99"
    assert "solid" in browser.run("getComputedStyle(document.activeElement).outline")
    browser.press("Tab", 9)
    browser.type("2")
    browser.press("Enter", 13, "\r")
    browser.wait(DONE)
    browser.run("document.getElementById('on-0').focus()")
    browser.press(" ", 32, " ")
    browser.wait(DONE)
    order = []
    for _ in range(60):
        browser.press("Tab", 9)
        order.append(browser.run("document.activeElement.id"))
    assert {"scenario", "run", "file", "save", "lang"} <= set(order)


def test_everything_that_can_be_reached_has_a_name(page):
    """As a screen reader is told of it."""
    nodes = page.browser.send("Accessibility.getFullAXTree")["nodes"]
    roles = ("textbox", "checkbox", "slider", "combobox", "button", "link", "image", "img", "DisclosureTriangle")
    reached = [node for node in nodes if node.get("role", {}).get("value") in roles and not node.get("ignored")]
    assert len(reached) > 25
    assert [node["role"]["value"] for node in reached if not node.get("name", {}).get("value", "").strip()] == []


def test_the_other_language_keeps_what_is_set(page):
    browser = page.browser
    page.set(dose__3="45")
    page.click("lang")
    browser.wait("document.documentElement.lang === 'th'")
    browser.wait("document.getElementById('status').innerText.startsWith('เสร็จแล้ว')")
    assert "คำตอบนี้ตั้งอยู่บน" in page.text("results") and page.text("told-3") == "45"
    assert browser.run("document.getElementById('worlds').value") == "30"
    assert browser.run("document.getElementById('on-3').checked") is True
    assert browser.run("document.title") == "ทดลองปรับฉากทัศน์"
    page.click("lang")
    browser.wait("document.documentElement.lang === 'en'")
    browser.wait(DONE)


def test_another_scenario_comes_with_its_own(page):
    browser = page.browser
    page.set(scenario="media")
    browser.wait("document.querySelectorAll('[name^=on-]:checked').length === 3")
    page.set(months="12", worlds="30")
    browser.wait(f"{DONE} && document.getElementById('results').innerText.includes('“Media” as it is')")
    page.set(scenario="programme")
    browser.wait("document.querySelectorAll('[name^=on-]:checked').length === 0")
    browser.wait(DONE)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_page(page, width, lang):
    browser = page.browser
    browser.size(width, 844)
    if browser.run("document.documentElement.lang") != lang:
        page.click("lang")
        browser.wait(f"document.documentElement.lang === {lang!r}")
        browser.wait("document.querySelector('#results svg')")
    assert browser.run("document.documentElement.scrollWidth") <= width
    letters = "[...document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect())"
    outside = f"{letters}.filter(b => b.left < 0 || b.right > innerWidth).length"
    assert browser.run(outside) == 0
    assert browser.run(f"Math.min(...{letters}.map(b => b.height))") >= 9
    browser.size(1280, 900)


def test_nothing_was_fetched_from_elsewhere_and_nothing_complained(page):
    own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:http://127.0.0.1:")
    outside = [one for one in page.browser.asked_for if not one.startswith(own)]
    assert outside == [] and len(page.browser.asked_for) > 8
    assert page.browser.complaints == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads the processor's time from /proc")
def test_a_closed_page_ends_its_work(page):
    browser = page.browser
    page.set(worlds="1000", months="120")
    browser.wait("document.getElementById('status').innerText.includes('1000')")
    busy = page.processor()
    time.sleep(1)
    assert page.processor() - busy > 0.1
    browser.open("about:blank")
    time.sleep(4)
    quiet = page.processor()
    time.sleep(2)
    assert page.processor() - quiet < 0.3


def test_a_program_that_has_ended_is_missed(page):
    browser = page.browser
    browser.open(page.address)
    browser.wait("document.querySelector('#results .answer')", 60)
    page.process.send_signal(signal.SIGINT)
    assert page.process.wait(30) == 0
    browser.wait("!document.getElementById('lost').hidden", 60)
