"""Every number is declared once, whole, and inside what its own declaration allows."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.parameters import BY_NAME, NUMBERS, PARAMETERS, numbers

NAMES = [parameter.name for parameter in PARAMETERS]
THAI = re.compile(r"[ก-๙]")


@pytest.mark.parametrize("one", PARAMETERS, ids=NAMES)
class TestEach:
    def test_its_default_is_inside_a_range_that_is_one(self, one):
        assert one.low < one.high
        assert one.low <= one.default <= one.high

    def test_its_words_are_there(self, one):
        assert one.name.isidentifier()
        assert all(words == words.strip() != "" for words in (one.unit, one.en, one.source, one.group))
        assert THAI.search(one.th)
        assert not THAI.search(one.en)

    def test_it_says_how_sure_we_are_in_a_word_that_is_allowed(self, one):
        assert one.confidence in ("source", "literature", "assumed")

    def test_what_nobody_has_measured_is_called_assumed(self, one):
        if one.source.startswith("assumed"):
            assert one.confidence == "assumed"

    def test_its_unit_agrees_with_its_range(self, one):
        if one.unit in ("share", "0 to 1", "share a month", "probability a month"):
            assert one.low >= 0.0
            assert one.high <= 1.0


def test_names_and_meanings_are_used_once():
    assert len(set(NAMES)) == len(NAMES) == len(BY_NAME)
    assert len({one.en for one in PARAMETERS}) == len(PARAMETERS)
    assert len({one.th for one in PARAMETERS}) == len(PARAMETERS)


def test_the_record_has_a_float_a_parameter():
    assert NUMBERS.names == tuple(NAMES)
    assert {NUMBERS[name] for name in NAMES} == {np.dtype(np.float64)}


def test_numbers_are_the_defaults():
    record = numbers()[0]
    assert {name: float(record[name]) for name in NAMES} == {one.name: one.default for one in PARAMETERS}


def test_numbers_take_what_is_given_and_leave_the_rest():
    record = numbers({"attention": 0.25})[0]
    assert record["attention"] == 0.25
    assert all(record[name] == BY_NAME[name].default for name in NAMES if name != "attention")


def test_an_unknown_number_is_refused():
    with pytest.raises(KeyError, match="atention"):
        numbers({"atention": 0.25})


def test_ranges_that_depend_on_one_another_leave_room():
    """Somebody just met is not at once forgotten, nor an alliance ended by what only stops its activity."""
    assert BY_NAME["first_trust"].low > BY_NAME["forgotten"].high
    assert BY_NAME["breaking"].default < BY_NAME["slipping"].default < BY_NAME["starting_cohesion"].default
    assert BY_NAME["ground_cohesion"].default < BY_NAME["breaking"].default
