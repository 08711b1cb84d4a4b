"""English that code holds is told in Thai, whatever stands in its places."""

from __future__ import annotations

from sim.language.texts import texts
from sim.language.translation import ROOMS, templates, translated


def test_words_are_told_with_what_stands_in_their_places():
    assert translated("key of all chance (default 7)", "th") == "เลขตั้งต้นของความบังเอิญทั้งหมด (ค่าตั้งต้น 7)"
    assert translated("key of all chance (default 7)", "en") == "key of all chance (default 7)"


def test_what_stands_in_a_place_is_told_too():
    said = translated("argument --seed: expected one argument", "th")
    assert said == "ตัวเลือก --seed: ต้องมีค่าหนึ่งค่า"


def test_words_that_no_text_fits_stay():
    for words in ("nobody says this", "", "key of all chance (default 7"):
        assert translated(words, "th") == words


def test_every_text_fits_its_own_english_and_no_other_before_it():
    found = {key: both[0] for key, both in texts().items() if key.startswith(ROOMS)}
    assert len(found) == len(templates()) > 80
    for key, english in found.items():
        assert next(one for one, finder, _ in templates() if finder.fullmatch(english)) == key
