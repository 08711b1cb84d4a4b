"""Supporting agencies as data: the five of the source, and what a scenario may put beside or in place of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.agencies import agencies, together
from sim.inputs.faults import InputFault
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.scenario import Programme, Scenario, load_scenario

OFFICE = """
[[agency]]
key = "office"
delivers = [5, "radio"]
capacity = 10
[[recommendation]]
file = "radio.toml"
"""


def scenario(folder: Path, text: str, name: str = "mine.toml") -> Scenario:
    radio = (Path(__file__).parents[1] / "support" / "village-radio.toml").read_text(encoding="utf-8")
    (folder / "radio.toml").write_text(radio, encoding="utf-8")
    path = folder / name
    path.write_text('extends = "programme"\n' + text, encoding="utf-8")
    return load_scenario(str(path))


def test_the_five_of_the_source_deliver_every_recommendation() -> None:
    assert [one.key for one in agencies()] == ["cai", "cpd", "cdd", "codi", "universities"]
    delivered = {label for one in agencies() for label in one.delivers}
    assert delivered == {one.label for one in recommendations().values()}
    for one in agencies():
        assert one.provinces == keys(PROVINCE_TERMS)
        assert one.capacity.low < one.capacity.default < one.capacity.high
        assert 0 < one.stance.low < one.stance.default < one.stance.high <= 1
        assert one.capacity.confidence == one.stance.confidence == "assumed" and one.capacity.source
    assert [one.key for one in agencies() if one.follow_up.default > 0] == ["cpd", "codi"]


def test_a_silent_file_gives_all_its_staff_everywhere_and_takes_nothing_over(tmp_path: Path) -> None:
    office = scenario(tmp_path, OFFICE).agencies[-1]
    assert (office.key, office.name_en, office.name_th) == ("office", "office", "office")
    assert office.delivers == ("05", "radio")
    assert office.provinces == keys(PROVINCE_TERMS)
    numbers = (office.capacity, office.stance, office.follow_up, office.case_cost)
    assert [one.content() for one in numbers] == [[10.0] * 3, [1.0] * 3, [0.0] * 3, [0.0] * 3]


def test_a_scenario_adds_its_own_and_replaces_one_of_the_same_key(tmp_path: Path) -> None:
    text = '[[agency]]\nkey = "cpd"\ncapacity = 1\n[[agency]]\nkey = "new"\ncapacity = 2\n'
    working = scenario(tmp_path, text).agencies
    assert [one.key for one in working] == [*(one.key for one in agencies()), "new"]
    assert (working[1].capacity.default, working[1].delivers) == (1.0, ())
    assert working[0] == agencies()[0]
    assert together(agencies(), ()) == agencies()


def test_it_is_inherited_and_may_be_replaced_again(tmp_path: Path) -> None:
    scenario(tmp_path, '[[agency]]\nkey = "new"\ncapacity = 2\n', "below.toml")
    path = tmp_path / "above.toml"
    path.write_text('extends = "below.toml"\n[[agency]]\nkey = "new"\ncapacity = 3\n')
    assert [one.capacity.default for one in load_scenario(str(path)).agencies if one.key == "new"] == [3.0]


def test_what_a_run_depends_on_is_in_the_digest(tmp_path: Path) -> None:
    plain = scenario(tmp_path, OFFICE).digest()
    assert scenario(tmp_path, OFFICE.replace('key = "office"', 'key = "office"\nname = "Office"')).digest() == plain
    for change in ("capacity = 11", "capacity = 10\nstance = 0.5", "capacity = 10\ncase_cost = 1",
                   "capacity = 10\nfollow_up = 0.1", 'capacity = 10\nprovinces = ["Loei"]',
                   'capacity = { default = 10, low = 5, high = 20 }\nconfidence = "assumed"'):  # fmt: skip
        assert scenario(tmp_path, OFFICE.replace("capacity = 10", change)).digest() != plain, change
    assert scenario(tmp_path, OFFICE.replace('[5, "radio"]', "[5]")).digest() != plain


def test_a_policy_that_only_the_extended_scenario_applies_may_be_delivered(tmp_path: Path) -> None:
    scenario(tmp_path, '[[recommendation]]\nfile = "radio.toml"\n', "below.toml")
    path = tmp_path / "above.toml"
    path.write_text('extends = "below.toml"\n[[agency]]\nkey = "new"\ncapacity = 3\ndelivers = ["radio"]\n')
    assert load_scenario(str(path)).agencies[-1].delivers == ("radio",)


def test_a_fault_of_an_extended_file_is_placed_there(tmp_path: Path) -> None:
    below = tmp_path / "below.toml"
    below.write_text('extends = "programme"\n[[agency]]\nkey = "new"\ncapacity = 3\ndelivers = ["radio"]\n')
    (tmp_path / "above.toml").write_text('extends = "below.toml"\n')
    with pytest.raises(InputFault) as refused:
        load_scenario(str(tmp_path / "above.toml"))
    assert [fault.where for fault in refused.value.faults] == [f"{below}: agency[1].delivers[1]"]


@pytest.mark.parametrize(("written", "value"), [('"open"', 2.0), ('"ทุกคนที่เข้าถึง"', 0.0), ("1", 1.0)])
def test_a_form_of_a_rule_goes_by_its_number_or_its_name(tmp_path: Path, written: str, value: float) -> None:
    assert scenario(tmp_path, f"[parameters]\nmedia_form = {written}\n").parameters["media_form"] == value


def test_handover_ends_after_the_programme_or_is_none(tmp_path: Path) -> None:
    dates = "[programme]\nstart = 1\nend = 24\n"
    digests = set()
    for text, month in (("handover = 36\n", 36), ("handover = 40\n", 40), ("handover = 0\n", 0), ("", 0)):
        one = scenario(tmp_path, dates + text)
        assert one.programme == Programme(1, 24, ("explain", "plan", "link"), month)
        digests.add(one.digest())
    assert len(digests) == 3
    for month in ("-1", "24", "601", "true", '"36"'):
        with pytest.raises(InputFault, match=r"programme\.handover: "):
            scenario(tmp_path, f"[programme]\nhandover = {month}\n")
