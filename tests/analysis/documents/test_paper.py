"""Figures of the paper and of the record of tests are those of the code, of the fit, and of the studies they name."""

from __future__ import annotations

import re

import pytest

from analysis.documents import paper
from analysis.documents.outputs import PROGRAM

PAGES = {page.name: page.read_text(encoding="utf-8") for page in paper.PAGES}
BLOCK = re.compile(r"<!-- generated: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
SHOWN = {name: body.rstrip("\n") for page in PAGES.values() for name, body in BLOCK.findall(page)}
OF_THE_SOURCE = {"31", "14", "22"}
OF_THE_QUESTION = {"12", "60", "24", "48", "0"}
"""Months of a programme, of a window, of lasting; where an interval may lie."""
OF_THE_METHOD = {"730", "95", "1", "200"}
"""Cooperatives there were (section 2 of the ODD page), levels of intervals, no spread lost, truths that were fitted."""


def by_hand(page: str) -> str:
    """A page without what is generated, code, links, numbers of references, and the references themselves."""
    words = re.sub(r"^\d+\. .*(?:\n   .*)*", "", BLOCK.sub("", page), flags=re.MULTILINE)
    return re.sub(r"`[^`]*`|\]\([^)]*\)|\[\d+(?:, \d+)*\]", "", words)


def test_no_figure_of_a_result_stands_outside_of_a_block():
    written = set(re.findall(r"\d+(?:[.,]\d+)*", by_hand(PAGES["paper.md"])))
    assert written == OF_THE_SOURCE | OF_THE_QUESTION | OF_THE_METHOD


def test_every_block_is_on_a_page_and_of_a_study_that_the_paper_names():
    assert set(SHOWN) == {*paper.OF_THE_CODE, *paper.OF_A_STUDY}
    assert {study for study, _ in paper.OF_A_STUDY.values()} == set(paper.studies())
    assert all(tuple(typed.split()[:2]) == PROGRAM for typed in paper.studies().values())


@pytest.mark.parametrize("name", paper.OF_THE_CODE)
def test_what_takes_no_study_is_current(name):
    assert paper.OF_THE_CODE[name]() == SHOWN[name], "run: python -m analysis.documents.paper"


def test_nothing_shown_names_a_place_of_a_machine():
    assert not re.search(r"(?<![\w.])/(?:\w+/)+\w+", "".join(SHOWN.values()))


@pytest.mark.slow
def test_what_is_of_a_study_is_what_the_study_says(tmp_path):
    paper.made(tmp_path)
    told = {name: write() for name, write in paper.all_blocks(tmp_path).items()}
    assert told == SHOWN
    assert (tmp_path / paper.DRAWN).read_bytes() == paper.PICTURE.read_bytes()


def test_a_study_that_does_not_end_is_told_with_its_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(paper, "studies", lambda: {"each": f"{' '.join(PROGRAM)} compare medai"})
    with pytest.raises(ValueError, match=r"each: .*medai"):
        paper.made(tmp_path)
