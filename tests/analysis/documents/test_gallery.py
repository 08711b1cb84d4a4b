"""The gallery holds what its commands leave, of this version."""

from __future__ import annotations

import re

import pytest
from sources import ROOT

from analysis.documents.gallery import made, shelved

SHELVED = shelved()
VERSION = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]


def test_every_page_that_is_there_is_told_of_and_the_other_way_round():
    assert set(SHELVED) == set((ROOT / "docs" / "gallery").glob("*"))
    assert len(SHELVED) == len(set(SHELVED.values())) > 3


@pytest.mark.parametrize("page", SHELVED, ids=[page.stem for page in SHELVED])
def test_a_page_names_its_command_and_this_version_and_no_place_of_whoever_made_it(page):
    words = page.read_text(encoding="utf-8")
    assert " ".join(SHELVED[page].split()[1:4]) in words and len(words.encode()) < 8_000_000
    assert VERSION in words and str(ROOT) not in words


@pytest.mark.slow
@pytest.mark.parametrize("page", SHELVED, ids=[page.stem for page in SHELVED])
def test_it_is_left_anew_byte_for_byte(page, tmp_path):
    assert made(SHELVED[page], tmp_path) == page.read_text(encoding="utf-8")


def test_a_command_that_leaves_no_page_is_told(tmp_path):
    with pytest.raises(ValueError, match="left no page"):
        made(".venv/bin/python run.py compare medai", tmp_path)
