"""Every number that worlds draw has a name that people can write, and what is declared of it is what is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from sim.acts import SETTINGS
from sim.draws import PRIORS, Draw
from sim.plan import TEAM_COST, make_plan
from sim.recommendation import recommendations
from sim.scenario import load_scenario
from sim.uncertain import folded, uncertain_numbers

NUMBERS = uncertain_numbers()
ALL = load_scenario("all-14")


class Listening(Draw):
    """A draw that notes what is asked of it."""

    asked: ClassVar[dict] = {}

    def within(self, name, value):
        self.asked[name] = value
        return super().within(name, value)


def test_every_number_that_a_plan_draws_has_a_name():
    Listening.asked.clear()
    make_plan(ALL, Listening(3, 1))
    flags = {name for name, one in SETTINGS.items() if isinstance(one.rest, bool)}
    drawn = {name: value for name, value in Listening.asked.items() if name.split(" of ")[0] not in flags}
    known = {one.drawn_as: one for one in NUMBERS.values()}
    # What a change does not take rests, whatever its name.
    ranged = {name for name, value in drawn.items() if value.low != value.high}
    assert ranged and ranged <= set(known)
    for name in set(drawn) & set(known):
        value, declared = drawn[name], known[name].declared[0]
        assert (declared.lowest, declared.highest) == (value.low, value.high)


def test_every_parameter_that_is_drawn_has_its_own_name():
    for name, prior in PRIORS.items():
        one = NUMBERS[folded(name)]
        assert (one.drawn_as, one.learnt, bool(one.forms)) == (name, prior.fitted, prior.shape == "form")
        assert one.least <= prior.low and prior.high <= one.most
    assert NUMBERS[folded(TEAM_COST)].declared[0].shape == "even"


@pytest.mark.parametrize(
    ("written", "drawn_as"),
    [
        ("05.strength", "strength of 05-public-media"),
        ("5.Strength", "strength of 05-public-media"),
        ("5.month cost", "month cost of 05-public-media"),
        ("05.coverage", "coverage of 05-public-media/0"),
        ("14.every", "every of 14-regular-forums/0"),
        ("CAI.capacity", "capacity of cai"),
        ("cpd.case_cost", "case_cost of cpd"),
        ("Turnover", "turnover"),
    ],
)
def test_names_as_people_write_them(written, drawn_as):
    assert NUMBERS[folded(written)].drawn_as == drawn_as


def test_names_and_what_they_are_drawn_as_are_one_to_one():
    assert len({one.drawn_as for one in NUMBERS.values()}) == len(NUMBERS)


def test_what_is_declared_lies_within_what_may_be_believed():
    for one in NUMBERS.values():
        assert one.least <= one.declared[0].lowest <= one.declared[0].highest <= one.most, one.name


def test_a_share_is_believed_as_a_share():
    assert [NUMBERS[f"{number}.strength"].most for number in ("05", "07", "13")] == [3.0, 1.0, 1.0]


def test_changes_with_a_number_of_one_name_are_told_apart():
    five = recommendations()[5]
    twice = replace(five, key="mine", number=None, changes=(*five.changes, *five.changes))
    scenario = replace(ALL, applied=(replace(ALL.applied[0], recommendation=twice),))
    found = uncertain_numbers([scenario])
    assert [found[f"mine.coverage.{nth}"].drawn_as for nth in (1, 2)] == ["coverage of mine/0", "coverage of mine/1"]
    assert "mine.coverage" not in found and "mine.strength" in found


def test_a_number_that_scenarios_declare_otherwise_has_both_ranges():
    agency = ALL.agencies[0]
    other = replace(agency, capacity=replace(agency.capacity, high=2 * agency.capacity.high))
    scenario = replace(ALL, agencies=(other, *ALL.agencies[1:]))
    assert len(uncertain_numbers([scenario])["cai.capacity"].declared) == 2
