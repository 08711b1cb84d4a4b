"""The page of a comparison in a real browser: it asks for nothing, complains of nothing, and does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Browser, no_browser

import run

NO_BROWSER = no_browser()
pytestmark = pytest.mark.skipif(bool(NO_BROWSER), reason=NO_BROWSER or "there is one")
TABLE = "document.getElementById('answer-1-1')"
A4_BETWEEN_MARGINS = 687  # pixels of 182 mm
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "a comparison"
    words = ["compare", "media", "after-care", "--months", "30", "--replicates", "3", "--workers", "1"]
    assert run.main([*words, "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        browser.send("Network.emulateNetworkConditions", **OFFLINE)
        yield browser


def opened(browser: Browser, page: Path) -> None:
    browser.asked_for.clear()
    browser.complaints.clear()
    browser.open(page.as_uri())
    browser.wait("document.readyState === 'complete' && document.getElementById('answer-1-1')")


def rows(browser: Browser) -> list[list[str]]:
    return browser.run(f"[...{TABLE}.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent))")


@pytest.mark.parametrize("wide", [1280, 390])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_it_opens_without_a_network_a_complaint_or_anything_too_wide(folder, browser, lang, wide):
    assert run.main(["report", str(folder), "--lang", lang]) == 0
    browser.size(wide, 900)
    opened(browser, folder / "report.html")
    assert browser.complaints == []
    assert all(address.startswith(("file:", "data:")) for address in browser.asked_for)
    assert browser.run("document.documentElement.scrollWidth") <= wide
    assert browser.run("document.fonts.ready.then(() => [...document.fonts].some((one) => one.status === 'loaded'))")


def test_no_name_in_the_page_is_given_twice(folder, browser):
    opened(browser, folder / "report.html")
    names = browser.run("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(names) > 100 and sorted(names) == sorted(set(names))


def test_the_answer_how_sure_and_on_what_it_rests_are_seen_first(folder, browser):
    browser.size(1280, 900)
    opened(browser, folder / "report.html")
    lower_ends = (
        "[...document.querySelectorAll('h1, .said, .first h2')].map((one) => one.getBoundingClientRect().bottom)"
    )
    assert max(browser.run(lower_ends)) < 900
    assert browser.run("document.querySelector('.chart').getBoundingClientRect().top > 0")


def test_columns_sort_by_figures_up_and_down_and_back_to_no_other_rows(folder, browser):
    opened(browser, folder / "report.html")
    before = rows(browser)
    click = f"{TABLE}.querySelectorAll('th button')[1].click()"
    seen = []
    for _ in range(2):
        browser.run(click)
        seen.append(rows(browser))
        assert sorted(seen[-1]) == sorted(before)
    assert seen[0] == seen[1][::-1]


def test_a_table_is_copied_as_a_spreadsheet_takes_it(folder, browser):
    opened(browser, folder / "report.html")
    browser.run(
        "document.execCommand = (what) => { window.taken = [what, document.activeElement.value]; return true; }; 0"
    )
    browser.run("document.querySelector('.copy[data-of=answer-1-1]').click()")
    what, found = browser.run("window.taken")
    assert what == "copy"
    lines = [line.split("\t") for line in found.split("\n")]
    assert lines[1:] == [[cell.strip() for cell in row] for row in rows(browser)]
    button = "document.querySelector('.copy[data-of=answer-1-1]')"
    assert browser.run(f"{button}.textContent === {button}.dataset.copied")


def test_it_prints_on_a4_with_nothing_beyond_the_margins(folder, browser):
    opened(browser, folder / "report.html")
    assert len(browser.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]) > 50_000
    browser.size(A4_BETWEEN_MARGINS, 900)
    browser.send("Emulation.setEmulatedMedia", media="print")
    right_ends = "[...document.querySelectorAll('svg, table')].map((one) => one.getBoundingClientRect().right)"
    furthest = max(browser.run(right_ends))
    browser.send("Emulation.setEmulatedMedia", media="")
    assert furthest <= A4_BETWEEN_MARGINS
