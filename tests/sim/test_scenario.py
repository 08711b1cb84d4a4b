"""Scenario files become complete, frozen scenarios; and one difference in content is one difference in the digest."""

from __future__ import annotations

import dataclasses
import json
import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.faults import InputFault
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.parameters import PARAMETERS, STRUCTURE, Parameter
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.scenario import Applied, Programme, Scenario, alone, load_scenario, parent_of, shipped_scenarios

BEST = ("explain", "plan", "link")
POLICIES = {
    "vision-plans-cooperation": [1, 3, 2],
    "monitoring": [8, 10, 11, 13],
    "media": [5, 6, 12],
    "leaders-and-forums": [4, 14],
    "all-14": list(range(1, 15)),
    "after-care": [8, 10, 11, 13],
    "know-plan-care": [1, 5, 6, 12, 2, 3, 4, 7, 8, 9, 10, 11, 13, 14],
    "care-plan-know": [8, 9, 10, 11, 13, 14, 2, 3, 4, 7, 1, 5, 6, 12],
    "all-at-once": list(range(1, 15)),
}
THIN = {"all-at-once"}  # at less than full intensity


def write(folder: Path, text: str, name: str = "mine.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def numbers(scenario: Scenario) -> list[int | None]:
    return [one.recommendation.number for one in scenario.applied]


# What is shipped


def test_the_shipped_scenarios() -> None:
    assert set(shipped_scenarios()) == {
        "baseline",
        "programme",
        "programme-link-first",
        "programme-plan-first",
        *POLICIES,
    }


def test_the_baseline_does_nothing() -> None:
    baseline = load_scenario("baseline")
    assert (baseline.months, baseline.programme, baseline.applied, dict(baseline.parameters)) == (60, None, (), {})
    assert baseline.chain == ("baseline",)


def test_the_programme_is_the_baseline_and_the_teams() -> None:
    programme = load_scenario("programme")
    assert programme.programme == Programme(1, 24, BEST)
    assert programme.chain == ("programme", "baseline")
    assert dataclasses.replace(programme, programme=None).content() == load_scenario("baseline").content()


@pytest.mark.parametrize(("key", "first"), [("programme-link-first", "link"), ("programme-plan-first", "plan")])
def test_other_orders_are_the_same_effort(key: str, first: str) -> None:
    programme = load_scenario(key).programme
    assert programme is not None
    assert programme.stages[0] == first
    assert sorted(programme.stages) == sorted(BEST)
    assert (programme.start, programme.end) == (1, 24)


@pytest.mark.parametrize(("key", "expected"), POLICIES.items())
def test_policies_are_bundles_on_top_of_the_programme(key: str, expected: list[int]) -> None:
    scenario = load_scenario(key)
    assert numbers(scenario) == expected
    assert scenario.programme == load_scenario("programme").programme
    assert all((one.intensity == 1.0) != (key in THIN) for one in scenario.applied)
    assert all(one.provinces == keys(PROVINCE_TERMS) and one.kinds == keys(KINDS) for one in scenario.applied)


def test_after_care_is_monitoring_with_the_advisory_unit_kept() -> None:
    ends = {one.recommendation.number: one.end for one in load_scenario("after-care").applied}
    assert ends == {8: 24, 10: 24, 11: 24, 13: 36}


def test_every_shipped_scenario_has_both_languages_and_its_own_digest() -> None:
    loaded = [load_scenario(key) for key in shipped_scenarios()]
    assert all(one.name_en != one.name_th and one.about_en != one.about_th for one in loaded)
    assert len({one.digest() for one in loaded}) == len(loaded)


@pytest.mark.parametrize("name", ["all-14", "policies/all-14"])
def test_a_policy_is_found_by_name_with_or_without_its_folder(name: str) -> None:
    assert load_scenario(name).key == "all-14"


def test_a_shipped_scenario_is_the_same_by_path() -> None:
    assert load_scenario(str(shipped_scenarios()["media"])) == load_scenario("media")


# Reading a file


def test_the_smallest_scenario_is_complete(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, "months = 12\n"))
    assert (scenario.key, scenario.name_en, scenario.name_th) == ("mine", "mine", "mine")
    assert (scenario.months, scenario.programme, scenario.applied) == (12, None, ())


def test_the_example_of_the_manual(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
name = "Forums and an advisory unit"
extends = "programme"
months = 60

[[recommendation]]
number = 14
start = 1
end = 24
intensity = 1.0
provinces = ["Loei", "Trang"]

[parameters]
coordination_cost = 0.08
""",
    )
    scenario = load_scenario(path)
    assert scenario.name_en == scenario.name_th == "Forums and an advisory unit"
    assert scenario.chain == ("mine", "programme", "baseline")
    assert scenario.parameters == {"coordination_cost": 0.08}
    fourteenth = recommendations()[14]
    assert scenario.applied == (
        Applied(
            recommendation=fourteenth,
            start=1,
            end=24,
            intensity=1.0,
            strength=None,
            every=None,
            sessions=None,
            provinces=("loei", "trang"),
            kinds=keys(KINDS),
        ),
    )


def test_the_files_of_the_manual_load_as_they_stand(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "your-data.md").read_text(encoding="utf-8")
    for block in manual.split("```toml\n")[1:]:
        name = block.split("\n", 1)[0].removeprefix("# ")
        write(tmp_path, block.split("```")[0], name)
    scenario = load_scenario(str(tmp_path / "my-scenario.toml"))
    assert [one.recommendation.key for one in scenario.applied] == ["14-regular-forums", "village-radio"]
    assert scenario.applied[0].provinces == ("songkhla", "trang")
    assert (scenario.agencies[-1].key, scenario.agencies[-1].delivers) == ("office", ("14", "village-radio"))
    assert scenario.programme is not None and scenario.programme.handover == 36
    assert scenario.applied[1].recommendation.changes[0].settings["coverage"].content() == [0.5, 0.3, 0.7]


def test_everything_that_can_be_said_of_a_recommendation(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
[[recommendation]]
number = 14
start = 3
end = 30
intensity = 0.5
strength = 0.3
every = 1
sessions = 2
provinces = ["trang", "LAMPHUN", "จังหวัดขอนแก่น"]
kinds = ["savings", "สหกรณ์การเกษตร", "Occupational group"]
""",
    )
    (one,) = load_scenario(path).applied
    assert (one.start, one.end, one.intensity, one.strength, one.every, one.sessions) == (3, 30, 0.5, 0.3, 1, 2)
    assert one.provinces == ("lamphun", "khon_kaen", "trang")
    assert one.kinds == ("agricultural", "savings", "occupational")


@pytest.mark.parametrize("term", PROVINCE_TERMS, ids=lambda term: term.key)
def test_a_province_by_any_of_its_names(term: tuple[str, str, str], tmp_path: Path) -> None:
    names = [*term, term[1].upper(), term[1].replace(" ", ""), f"จ.{term[2]}", f" {term[2]}\u200b"]
    for name in names:
        path = write(tmp_path, f'[[recommendation]]\nnumber = 1\nprovinces = ["{name}"]\n')
        assert load_scenario(path).applied[0].provinces == (term[0],)


@pytest.mark.parametrize("term", KINDS, ids=lambda term: term.key)
def test_a_kind_by_any_of_its_names(term: tuple[str, str, str], tmp_path: Path) -> None:
    for name in (*term, term[1].title()):
        path = write(tmp_path, f'[[recommendation]]\nnumber = 1\nkinds = ["{name}"]\n')
        assert load_scenario(path).applied[0].kinds == (term[0],)


def test_thai_typed_with_a_parted_sara_am_is_the_same_name(tmp_path: Path) -> None:
    path = write(tmp_path, '[[recommendation]]\nnumber = 1\nprovinces = ["ล\u0e4d\u0e32พูน"]\n')
    assert load_scenario(path).applied[0].provinces == ("lamphun",)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + 'name = "เวที"\r\nmonths = 12\r\n'.encode())
    assert load_scenario(str(path)).name_th == "เวที"


def test_a_policy_of_ones_own_is_found_beside_the_scenario(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "support" / "village-radio.toml"
    (tmp_path / "policies").mkdir()
    write(tmp_path / "policies", source.read_text(encoding="utf-8"), "radio.toml")
    path = write(tmp_path, '[[recommendation]]\nfile = "policies/radio.toml"\nend = 6\n')
    (one,) = load_scenario(path).applied
    assert (one.recommendation.key, one.recommendation.number, one.start, one.end) == ("radio", None, 1, 6)


def test_a_start_after_the_usual_end_moves_the_end(tmp_path: Path) -> None:
    (one,) = load_scenario(write(tmp_path, "[[recommendation]]\nnumber = 13\nstart = 30\n")).applied
    assert (one.start, one.end) == (30, 30)


# Extending


def test_recommendations_are_added_and_parameters_merged(tmp_path: Path) -> None:
    first = "[[recommendation]]\nnumber = 5\n\n[parameters]\nnear = 20\ntravel = 50\n"
    write(tmp_path, 'extends = "programme"\nmonths = 48\n\n' + first, "first.toml")
    second = 'extends = "first.toml"\n\n[[recommendation]]\nnumber = 9\n\n[parameters]\ntravel = 30\n'
    scenario = load_scenario(write(tmp_path, second, "second.toml"))
    assert numbers(scenario) == [5, 9]
    assert scenario.parameters == {"near": 20, "travel": 30}
    assert (scenario.months, scenario.chain) == (48, ("second", "first", "programme", "baseline"))
    assert scenario.programme == Programme(1, 24, BEST)


def test_the_name_is_not_inherited(tmp_path: Path) -> None:
    assert load_scenario(write(tmp_path, 'extends = "media"\n')).name_en == "mine"


def test_the_programme_is_replaced_whole(tmp_path: Path) -> None:
    path = write(tmp_path, 'extends = "programme-link-first"\n\n[programme]\nstart = 3\n')
    assert load_scenario(path).programme == Programme(3, 24, BEST)


def test_the_programme_can_be_removed(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, 'extends = "media"\nprogramme = false\n'))
    assert scenario.programme is None
    assert numbers(scenario) == [5, 6, 12]


def test_a_file_beside_may_bear_a_name_that_is_not_shipped(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path, "months = 7\n", "parent.toml")
    assert load_scenario(write(tmp_path / "deep", 'extends = "../parent.toml"\n')).months == 7


def test_one_recommendation_twice_in_different_months_provinces_or_kinds(tmp_path: Path) -> None:
    twice = "[[recommendation]]\nnumber = 14\n{}\n\n[[recommendation]]\nnumber = 14\n{}\n"
    pairs = [
        ("end = 12", "start = 13"),
        ('provinces = ["Loei"]', 'provinces = ["Trang"]'),
        ('kinds = ["store"]', 'kinds = ["savings"]'),
    ]
    for first, second in pairs:
        assert numbers(load_scenario(write(tmp_path, twice.format(first, second)))) == [14, 14]
    with pytest.raises(InputFault, match="a second time"):
        load_scenario(write(tmp_path, twice.format("end = 12", "start = 12")))


def test_an_inherited_start_may_not_come_after_the_last_month(tmp_path: Path) -> None:
    write(tmp_path, "[[recommendation]]\nnumber = 13\nstart = 25\nend = 60\n", "late.toml")
    with pytest.raises(InputFault, match=r"mine.toml: extends.start: got 25; allowed: a month up to the last, 12"):
        load_scenario(write(tmp_path, 'extends = "late.toml"\nmonths = 12\n'))


# Alone


@pytest.mark.parametrize("number", recommendations())
def test_alone_adds_one_recommendation_everywhere_at_full_intensity(number: int) -> None:
    base = load_scenario("programme")
    scenario = alone(base, recommendations()[number])
    assert scenario.key == f"programme+{number:02d}"
    assert scenario.applied == (*base.applied, scenario.applied[-1])
    assert scenario.applied[-1].intensity == 1.0
    assert scenario.applied[-1].provinces == keys(PROVINCE_TERMS)
    assert scenario.chain == (scenario.key, "programme", "baseline")
    assert dataclasses.replace(scenario, applied=base.applied).content() == base.content()
    assert scenario.name_th == f"โครงการ + {recommendations()[number].name_th}"


def test_alone_is_what_a_file_would_say(tmp_path: Path) -> None:
    path = write(tmp_path, 'extends = "programme"\n\n[[recommendation]]\nnumber = 7\n')
    assert load_scenario(path).digest() == alone(load_scenario("programme"), recommendations()[7]).digest()


# Identity


def test_a_scenario_cannot_be_changed_and_survives_a_journey() -> None:
    scenario = load_scenario("all-14")
    with pytest.raises(dataclasses.FrozenInstanceError):
        scenario.months = 1  # type: ignore[misc]
    travelled = pickle.loads(pickle.dumps(scenario))
    assert travelled == scenario
    assert hash(travelled) == hash(scenario)
    assert travelled.digest() == scenario.digest()


def test_the_content_is_plain_json_without_paths() -> None:
    content = load_scenario("all-14").content()
    text = json.dumps(content, allow_nan=False)
    assert json.loads(text) == content
    assert str(Path.cwd()) not in text


def test_names_remarks_and_order_of_lists_leave_the_digest_alone(tmp_path: Path) -> None:
    plain = (
        'months = 12\n[[recommendation]]\nnumber = 1\nprovinces = ["Loei", "Trang"]\n'
        "[parameters]\nnear = 20\ntravel = 30\n"
    )
    other = (
        'name = "another"\nmonths = 12 # a year\n[parameters]\ntravel = 30.0\nnear = 20.0\n'
        '[[recommendation]]\nnumber = 1\nintensity = 1\nprovinces = ["ตรัง", "เลย"]\n'
    )
    digests = {load_scenario(write(tmp_path, text, f"{n}.toml")).digest() for n, text in enumerate((plain, other))}
    assert len(digests) == 1


@pytest.mark.parametrize(
    "line",
    [
        "intensity = 0.5",
        "start = 2",
        "end = 23",
        "strength = 0.5",
        "strength = 0",
        "every = 2",
        'provinces = ["Loei"]',
        'kinds = ["store"]',
    ],
)
def test_every_setting_changes_the_digest(line: str, tmp_path: Path) -> None:
    plain = load_scenario(write(tmp_path, "[[recommendation]]\nnumber = 1\n", "plain.toml"))
    other = load_scenario(write(tmp_path, f"[[recommendation]]\nnumber = 1\n{line}\n", "other.toml"))
    assert plain.digest() != other.digest()


@given(st.sampled_from(PARAMETERS), st.floats(0, 1))
def test_any_parameter_may_be_set_anywhere_in_its_range(parameter: Parameter, share: float) -> None:
    value = parameter.low + share * (parameter.high - parameter.low)
    value = round(value) if parameter.forms else min(max(value, parameter.low), parameter.high)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), f"[parameters]\n{parameter.name} = {value!r}\n")
        assert load_scenario(path).parameters == {parameter.name: value}


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_no_parameter_may_be_set_outside_its_range(parameter: Parameter, tmp_path: Path) -> None:
    for value in (parameter.low - 1, parameter.high + 1):
        with pytest.raises(InputFault, match=rf"parameters\.{parameter.name}: "):
            load_scenario(write(tmp_path, f"[parameters]\n{parameter.name} = {value!r}\n"))


@pytest.mark.parametrize("parameter", STRUCTURE, ids=lambda parameter: parameter.name)
def test_a_form_of_a_rule_is_one_of_those_there_are_and_nothing_between(parameter: Parameter, tmp_path: Path) -> None:
    for value in (0.5, 1.0, "true", len(parameter.forms)):
        with pytest.raises(InputFault, match=rf"parameters\.{parameter.name}: .*whole"):
            load_scenario(write(tmp_path, f"[parameters]\n{parameter.name} = {value}\n"))


def test_a_file_may_not_go_by_the_name_of_a_shipped_scenario(tmp_path: Path) -> None:
    own = tmp_path / "programme.toml"
    own.write_text('name = "mine"\nextends = "baseline"\n', encoding="utf-8")
    with pytest.raises(InputFault, match="the name of a shipped scenario, 'programme'"):
        load_scenario(str(own))


def test_the_parent_is_what_a_file_extends(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('name = "mine"\nextends = "all-14"\n', encoding="utf-8")
    parent = parent_of(str(own))
    assert parent is not None and parent.key == "all-14"
    assert parent_of("baseline") is None
