"""What the pages for who decides say was found is what the paper's blocks have, in English and in Thai."""

from __future__ import annotations

import re

import pytest
from sources import ROOT

PAPER = (ROOT / "docs" / "paper.md").read_text(encoding="utf-8")
PAGES = {
    "reader.md": ("## What it found", " to ", " and ", " or "),
    "reader-th.md": ("## สิ่งที่พบ", " ถึง ", " และ ", " หรือ "),
}
NAMED = (4, 13, 1, 3, 5)
"""Recommendations of which a page says what they add."""


def block(name):
    return re.search(rf"<!-- generated: {name} -->\n(.*?)<!-- end -->", PAPER, re.DOTALL)[1]


def added(number):
    """What a recommendation adds on average in each window."""
    (row,) = re.findall(rf"^\| {number}\. .*$", block("effects"), re.MULTILINE)
    return sorted(re.findall(r"[+−](\d\.\d+) \(", row), key=float)


@pytest.mark.parametrize("page", PAGES)
def test_what_was_found_is_what_the_paper_has(page):
    heading, to, last, either = PAGES[page]
    words = (ROOT / "docs" / page).read_text(encoding="utf-8").split(heading)[1].split("\n## ")[0]
    assert re.findall(rf"\d\.\d+{to}\d\.\d+", words) == [to.join(added(one)[:: len(added(one)) - 1]) for one in NAMED]
    unclear = sorted(re.findall(r" (\d+)\. ", block("effects").split("No clear effect")[1]), key=int)
    assert f"{', '.join(unclear[:-1])}{last}{unclear[-1]}" in words
    budgets = re.findall(r"^\| (\d+) \| (.*?) \|", block("budgets"), re.MULTILINE)
    assert f"{', '.join(most for most, _ in budgets[:-1])}{either}{budgets[-1][0]}" in words
    ways = [way for _, portfolio in budgets for way in re.findall(r"(?:early|late|long)([^;]*)", portfolio)]
    assert set(ways) == {", half intensity"}
