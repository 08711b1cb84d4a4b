"""Pages of the project lead somewhere: every link between them is to a file, and to a heading that is there."""

from __future__ import annotations

import re

import pytest
from sources import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def headings(page):
    """Headings of a page as a forge makes links of them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page):
    missing = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        address, _, heading = link.partition("#")
        if "://" in address:
            continue
        place = (page.parent / address).resolve() if address else page
        if not place.exists() or (heading and heading not in headings(place)):
            missing.append(link)
    assert missing == []
