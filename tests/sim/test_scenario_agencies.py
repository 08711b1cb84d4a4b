"""Agencies of a scenario's own, and the month until which they take over what a programme leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.agencies import agencies
from sim.inputs.faults import InputFault
from sim.recommendation import recommendations
from sim.scenario import Programme, load_scenario, shipped_scenarios

BEST = ("explain", "plan", "link")


def write(folder: Path, text: str, name: str = "mine.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_five_of_the_source_deliver_each_of_its_recommendations() -> None:
    assert len(agencies()) == 5
    delivered = {label for one in agencies() for label in one.delivers}
    assert delivered == {one.label for number, one in recommendations().items() if number <= 14}
    assert all(load_scenario(key).agencies == agencies() for key in shipped_scenarios())
    assert "agencies" not in shipped_scenarios()  # their file lies beside the scenarios, and is none


OWN = """
[[agency]]
key = "mill"
name = "Rice mill"
delivers = [1, 2]
provinces = ["Loei"]
capacity = 4
"""


def test_a_scenario_adds_agencies_of_its_own_to_those_of_the_source(tmp_path: Path) -> None:
    (*shipped, own) = load_scenario(write(tmp_path, 'extends = "programme"\n' + OWN)).agencies
    assert tuple(shipped) == agencies() == load_scenario("programme").agencies
    assert (own.key, own.name_th, own.delivers, own.provinces) == ("mill", "Rice mill", ("01", "02"), ("loei",))
    assert (own.capacity.default, own.stance.default, own.follow_up.default, own.case_cost.default) == (4, 1, 0, 0)


def test_an_agency_of_a_key_that_is_there_takes_its_place(tmp_path: Path) -> None:
    write(tmp_path, OWN, "first.toml")
    again = OWN.replace("capacity = 4", "capacity = { default = 5, low = 2, high = 9 }\nconfidence = 'assumed'")
    again = again.replace('"mill"', '"cpd"')
    found = load_scenario(write(tmp_path, 'extends = "first.toml"\n' + again, "second.toml")).agencies
    assert [one.key for one in found] == [*(one.key for one in agencies()), "mill"]
    replaced = found[[one.key for one in found].index("cpd")]
    assert replaced.capacity.content() == [5, 2, 9] and replaced.name_en == "Rice mill"


def test_agencies_and_the_hand_over_change_the_digest(tmp_path: Path) -> None:
    texts = ["", OWN, OWN.replace("= 4", "= 5"), OWN.replace('"Loei"', '"Trang"'), OWN + "follow_up = 0.5\n",
             "[programme]\nhandover = 36\n", "[programme]\nhandover = 40\n"]  # fmt: skip
    digests = {load_scenario(write(tmp_path, "months = 60\n" + text, f"{n}.toml")).digest()
               for n, text in enumerate(texts)}  # fmt: skip
    assert len(digests) == len(texts)
    renamed = OWN.replace("Rice mill", "The mill")
    assert load_scenario(write(tmp_path, "months = 60\n" + renamed)).digest() in digests


def test_a_programme_is_handed_over_until_the_month_it_says(tmp_path: Path) -> None:
    programme = load_scenario(write(tmp_path, 'extends = "programme"\n[programme]\nhandover = 36\n')).programme
    assert programme == Programme(1, 24, BEST, 36)
    for month in ("-1", "601", "true", '"36"'):
        with pytest.raises(InputFault, match=r"programme\.handover: "):
            load_scenario(write(tmp_path, f"[programme]\nhandover = {month}\n"))
