"""Pages are judged by axe-core (Deque, MPL 2.0): no grave fault, wide or narrow, in either language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import Browser, no_browser

import run

NO_BROWSER = no_browser()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(NO_BROWSER), reason=NO_BROWSER or "there is one")]
ROOT = Path(run.__file__).resolve().parent
SMALL = ("--replicates", "3", "--workers", "2")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "th"])


@pytest.fixture(scope="module")
def axe():
    """The script, as a package of the extra ``verify`` brings it."""
    brought = pytest.importorskip("axe_playwright_python", reason="axe-core is not here: pip install -e .[verify]")
    return (Path(brought.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def faults(browser: Browser, axe: str, address: str, there: str) -> list[str]:
    """What is grave at both widths of a page, once ``there`` holds in it."""
    browser.open(address)
    browser.wait(there)
    found = []
    for wide in (1280, 390):
        browser.size(wide, 900)
        found += browser.grave_faults(axe)
    return found


@LANGUAGES
def test_the_page_of_a_comparison(browser, axe, tmp_path, lang):
    out = tmp_path / "out"
    assert run.main(["compare", "media", "--months", "30", *SMALL, "--lang", lang, "--out", str(out)]) == 0
    assert faults(browser, axe, (out / "report.html").as_uri(), "document.readyState === 'complete'") == []


@LANGUAGES
def test_a_run_to_watch(browser, axe, tmp_path, lang):
    out = tmp_path / "watch.html"
    words = [
        "watch",
        "programme",
        "--months",
        "12",
        "--world",
        "1",
        "--workers",
        "2",
        "--lang",
        lang,
        "--out",
        str(out),
    ]
    assert run.main(words) == 0
    assert faults(browser, axe, out.as_uri(), "document.readyState === 'complete'") == []


@LANGUAGES
def test_the_page_to_explore(browser, axe, tmp_path, lang):
    words = [sys.executable, str(ROOT / "run.py"), "explore", "--no-browser", "--workers", "2", "--lang", lang]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8") as page:
        address = "http" + page.stdout.readline().split("http")[1].split()[0].rstrip(",")
        assert faults(browser, axe, address, "document.querySelector('#results .answer')") == []
        page.terminate()


def test_a_fault_would_be_found(browser, axe, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<!doctype html><html><title>x</title><img src='data:,'><p style='color:#bbb'>pale</p></html>")
    assert len(faults(browser, axe, page.as_uri(), "document.readyState === 'complete'")) >= 4
