"""Every number is declared once, whole, and inside what its own declaration allows."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.inputs.faults import InputFault
from sim.kinds import CONFIDENCES
from sim.language.terms import keys
from sim.parameters import BY_NAME, FILE, NUMBERS, PARAMETERS, STRUCTURE, load_parameters, numbers

SIM = FILE.parent
SOURCES = {path.relative_to(SIM).as_posix(): path.read_text(encoding="utf-8") for path in sorted(SIM.rglob("*.py"))}
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
        assert one.confidence in keys(CONFIDENCES)

    def test_what_nobody_has_measured_is_called_assumed(self, one):
        if one.source.startswith("assumed"):
            assert one.confidence == "assumed"
        if one.confidence == "sign":
            assert one.source.startswith("sign:")

    def test_one_that_says_which_form_a_rule_has_names_each_by_its_number(self, one):
        assert bool(one.forms) == (one.unit == "form") == one.name.endswith("_form") == (one in STRUCTURE)
        if one.forms:
            assert (one.low, one.high) == (0.0, len(one.forms) - 1.0)
            assert one.default == int(one.default)
            assert all(form.key and THAI.search(form.th) and not THAI.search(form.en) for form in one.forms)
            assert len(set(keys(one.forms))) == len(one.forms)

    def test_its_unit_agrees_with_its_range(self, one):
        if one.unit in ("share", "0 to 1", "share a month", "probability a month"):
            assert one.low >= 0.0
            assert one.high <= 1.0


def test_each_names_the_files_that_read_it():
    def readers(name: str) -> list[str]:
        read = re.compile(rf'\bp\.{name}\b|(?:\bp|\[0\])\["{name}"\]|\bnumbers\[0\]\.{name}\b')
        return [file for file, source in SOURCES.items() if read.search(source)]

    found = {one.name: (sorted(one.rule), readers(one.name)) for one in PARAMETERS}
    wrong = {name: read for name, (said, read) in found.items() if said != read}
    assert not wrong, "what stands in sim/parameters.toml as their rule is not where they are read"


def test_those_of_one_group_stand_together():
    groups = [one.group for one in PARAMETERS]
    assert [group for place, group in enumerate(groups) if groups[:place][-1:] != [group]] == list(
        dict.fromkeys(groups)
    )


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
    """No alliance is ended by what only stops its activity, and each can get to its first meeting and lesson."""
    assert BY_NAME["hours"].low / 2 > BY_NAME["meeting_hours"].default
    assert BY_NAME["hours"].default / 2 > BY_NAME["lesson_hours"].default
    assert BY_NAME["breaking"].default < BY_NAME["slipping"].default < BY_NAME["starting_cohesion"].default
    assert BY_NAME["ground_cohesion"].default < BY_NAME["breaking"].default


# A table that is not what it should be


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "parameters.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("default = 80\nlow = 5", "default = 80\nlow = 90", "unregistered_per_province.default", "from 90 to 400"),
        ("default = 80\nlow = 5\nhigh = 400", "default = 80\nlow = 5\nhigh = 4", "per_province.high", "got 4;"),
        ("default = 80\n", "", "unregistered_per_province.default", "got nothing"),
        ("default = 80\n", "default = true\n", "unregistered_per_province.default", "got true"),
        ("default = 80\n", "default = nan\n", "unregistered_per_province.default", "got nan"),
        ('confidence = "assumed"', 'confidence = "asumed"', "province.confidence", "did you mean assumed?"),
        ('unit = "groups"', 'units = "groups"', "unregistered_per_province.units", "did you mean unit?"),
        ('rule = ["counts.py"]', 'rule = "population.py"', "unregistered_per_province.rule", "files of sim/"),
        ('rule = ["counts.py"]', "rule = []", "unregistered_per_province.rule", "files of sim/"),
        ("[capital_district_share]", "[capital-district-share]", "capital-district-share", "letters, digits and _"),
        ("[unregistered_per_province]", "stray = 1\n\n[unregistered_per_province]", "stray", "a table [stray]"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_refused_with_its_place(tmp_path, old, new, place, said):
    path = changed(tmp_path, old, new)
    with pytest.raises(InputFault) as refused:
        load_parameters(path)
    assert str(path) in str(refused.value)
    assert place in str(refused.value)
    assert said in str(refused.value)


def test_one_name_twice_is_refused(tmp_path):
    with pytest.raises(InputFault, match="capital_district_share"):
        load_parameters(changed(tmp_path, "[dormant_share]", "[capital_district_share]"))
