"""What is typed into the page: read as it is meant, or refused beside its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exploring_cases import MARKUP, fields_of, switched

from analysis.exploring.fields import FEWEST, LONGEST_NAME, MOST, per_cent, read
from analysis.exploring.settings import as_it_is
from sim.calendar import LAST_MONTH
from sim.inputs.faults import InputFault
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario, shipped_scenarios

OFFERED = {name: load_scenario(name) for name in shipped_scenarios()}
FOUR = switched("programme", 4, months=60, worlds=200)
PLACE = next(place for place, row in enumerate(FOUR.rows) if row.on)
LOEI = next(term.key for term in PROVINCE_TERMS if term.en == "Loei")
ABSURD = ("", " ", "-1", "1e9", "12.5", "nan", "0x10", "²", "9" * 40, "<script>alert(1)</script>", "1; ls", "๑๒๓๔๕")
COUNTS = {
    "months": (1, LAST_MONTH),
    "worlds": (FEWEST, MOST),
    f"start-{PLACE}": (1, LAST_MONTH),
    f"end-{PLACE}": (1, LAST_MONTH),
}


def refused(**typed):
    """Field → what is said of it."""
    with pytest.raises(InputFault) as caught:
        read(fields_of(FOUR, **typed), OFFERED)
    return {fault.where: fault for fault in caught.value.faults}


@pytest.mark.parametrize("name", sorted(OFFERED))
def test_fields_left_as_they_are_change_nothing(name):
    settings = as_it_is(OFFERED[name])
    assert read(fields_of(settings), OFFERED).scenario.digest() == OFFERED[name].digest()


def test_everything_typed_is_taken_over():
    typed = {f"dose__{PLACE}": "35", f"start__{PLACE}": "3", f"end__{PLACE}": "๑๒", "months": " 48 ", "worlds": "50"}
    own = {f"province__{PLACE}__{term.key}": term.key == "loei" for term in PROVINCE_TERMS}
    found = read(fields_of(FOUR, **typed, **own, name="My plan"), OFFERED)
    (one,) = found.scenario.applied
    assert (one.intensity, one.start, one.end, one.provinces) == (0.35, 3, 12, (LOEI,))
    assert (found.months, found.worlds, found.name) == (48, 50, "My plan")


def test_a_third_stays_a_third():
    """What a field can show of a number is not what the number is."""
    base = OFFERED["all-at-once"]
    assert per_cent(base.applied[0].intensity) == "33.33"
    found = read(fields_of(as_it_is(base)), OFFERED)
    assert found.scenario.applied == base.applied


@pytest.mark.parametrize("typed", ABSURD)
@pytest.mark.parametrize("field", COUNTS)
def test_what_is_no_whole_number_is_refused_beside_its_field(field, typed):
    low, high = COUNTS[field]
    said = refused(**{field.replace("-", "__"): typed})
    assert set(said) == {field}
    assert said[field].allowed == f"a whole number from {low} to {high}"
    assert said[field].got == ("nothing" if not typed.strip() else said[field].got)
    assert len(said[field].got) < 100


@pytest.mark.parametrize(("field", "low", "high"), [("months", 0, LAST_MONTH + 1), ("worlds", FEWEST - 1, MOST + 1)])
def test_whole_numbers_outside_their_range_are_refused(field, low, high):
    assert set(refused(**{field: str(low)})) == set(refused(**{field: str(high)})) == {field}


@pytest.mark.parametrize("typed", ["", "-1", "100.5", "nan", "inf", MARKUP])
def test_a_dose_lies_between_nothing_and_all_of_it(typed):
    assert set(refused(**{f"dose__{PLACE}": typed})) == {f"dose-{PLACE}"}


def test_a_dose_of_nothing_is_the_scenario_it_begins_with_in_effect():
    (one,) = read(fields_of(FOUR, **{f"dose__{PLACE}": "0"}), OFFERED).scenario.applied
    assert one.intensity == 0.0


def test_no_province_is_refused():
    none = {f"province__{PLACE}__{term.key}": False for term in PROVINCE_TERMS}
    assert refused(**none)[f"province-{PLACE}"].allowed == "at least one province"


def test_an_end_before_its_start_is_refused():
    said = refused(**{f"start__{PLACE}": "10", f"end__{PLACE}": "9"})
    assert said[f"end-{PLACE}"].allowed == f"a whole number from 10 to {LAST_MONTH}"


def test_a_start_after_the_last_month_is_refused():
    said = refused(**{f"start__{PLACE}": "31", f"end__{PLACE}": "40", "months": "30"})
    assert set(said) == {f"start-{PLACE}"} and "30" in said[f"start-{PLACE}"].allowed


def test_several_faults_are_told_at_once():
    assert set(refused(months="", worlds="x", **{f"dose__{PLACE}": "200"})) == {"months", "worlds", f"dose-{PLACE}"}


def test_of_what_is_off_nothing_is_at_fault():
    off = next(place for place, row in enumerate(FOUR.rows) if not row.on)
    found = read(fields_of(FOUR, **{f"start__{off}": "x", f"dose__{off}": ""}), OFFERED)
    assert found.scenario.digest() == FOUR.scenario.digest()


def test_a_name_may_be_anything_on_one_line():
    for name in (MARKUP, "ชื่อไทย", 'A "quoted" name', "=1+1"):
        assert read(fields_of(FOUR, name=name), OFFERED).name == name
    assert read(fields_of(FOUR, name="   "), OFFERED).name == ""


@pytest.mark.parametrize("typed", ["x" * (LONGEST_NAME + 1), "two\nlines", "bell\a", "turned \u202e round"])
def test_a_name_that_would_mislead_is_refused(typed):
    assert set(refused(name=typed)) == {"name"}


def test_an_unknown_scenario_is_refused_with_the_one_that_was_meant():
    said = refused(scenario="programe")["scenario"]
    assert said.nearest == "programme" and "baseline" in said.allowed


def test_fields_that_are_not_there_are_refused_not_guessed():
    with pytest.raises(InputFault) as caught:
        read({}, OFFERED)
    assert {fault.where for fault in caught.value.faults} == {"scenario", "months", "worlds"}


def test_a_recommendation_twice_at_a_time_is_refused(tmp_path):
    """A scenario may apply one twice, one after the other; pulled into the same months they are once too many."""
    path = tmp_path / "twice.toml"
    parts = "".join(f"[[recommendation]]\nnumber = 5\nstart = {start}\nend = {start + 5}\n" for start in (1, 11))
    path.write_text(f'extends = "programme"\n{parts}', encoding="utf-8")
    base = load_scenario(str(path))
    settings = as_it_is(base)
    assert read(fields_of(settings), {str(path): base}).scenario.digest() == base.digest()
    with pytest.raises(InputFault) as caught:
        read(fields_of(settings, start__1="6"), {str(path): base})
    assert [fault.where for fault in caught.value.faults] == ["start-1"]


def test_what_is_fixed_is_read_from_nowhere(tmp_path):
    from exploring_cases import own_policy

    base = load_scenario(str(own_policy(tmp_path)))
    settings = as_it_is(base)
    found = read(fields_of(settings, on__0=False, start__0="absurd"), {base.typed: base})
    assert found.scenario.digest() == base.digest()


def test_months_must_reach_what_cannot_be_moved(tmp_path):
    path = tmp_path / "late.toml"
    path.write_text('extends = "programme"\n[programme]\nstart = 7\nend = 30\n', encoding="utf-8")
    base = load_scenario(str(path))
    with pytest.raises(InputFault) as caught:
        read(fields_of(replace(as_it_is(base), months=6)), {base.typed: base})
    assert [fault.allowed for fault in caught.value.faults] == [f"a whole number from 7 to {LAST_MONTH}"]


def test_faults_are_said_in_thai_too():
    fault = refused(months="x")["months"]
    assert fault.said("th") != fault.said("en") and "จำนวนเต็ม" in fault.said("th")
