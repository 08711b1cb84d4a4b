"""Words and numbers in both languages: nothing missing, nothing unused, and every place filled."""

from __future__ import annotations

import re
import string
import unicodedata

import pytest

from sim.language.texts import text, texts

TEXTS = texts()
THAI = re.compile("[\u0e00-\u0e7f]")


def places(words: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(words) if field}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_places(key):
    en, th = TEXTS[key]
    assert places(en) == places(th)
    assert en.count("|") == th.count("|") or key.startswith("table_")


@pytest.mark.parametrize("key", [key for key in TEXTS if key not in ("table_rank", "setting.dose", "explain.range")])
def test_thai_is_thai_and_english_is_not(key):
    en, th = TEXTS[key]
    assert not THAI.search(en)
    assert THAI.search(th)


@pytest.mark.parametrize("key", TEXTS)
def test_no_mark_stands_without_its_letter(key):
    """A tone mark at the start or after a space would be drawn on a dotted circle."""
    for before, letter in zip(" " + TEXTS[key][1], TEXTS[key][1]):
        assert not (unicodedata.category(letter) == "Mn" and not THAI.match(before)), TEXTS[key][1]


@pytest.mark.parametrize("key", TEXTS)
def test_texts_have_no_stray_spaces(key):
    for words in TEXTS[key]:
        assert words == words.strip()
        assert "  " not in words


def test_an_unknown_key_or_an_empty_place_is_refused():
    with pytest.raises(KeyError):
        text("no_such_text", "en")
    with pytest.raises(KeyError):
        text("to", "en", low="1")


CITED = re.compile(r"[A-Za-z.)\]] ?\(?$")
"""What stands before the year of a publication, which keeps the year it was published in."""


@pytest.mark.parametrize("key", TEXTS)
def test_years_in_thai_are_of_the_buddhist_era(key):
    thai = TEXTS[key][1]
    years = re.finditer(r"(?<![\d,.])(?:19|20)\d\d(?![\d,])", thai)
    assert [year[0] for year in years if not CITED.search(thai[: year.start()])] == []
