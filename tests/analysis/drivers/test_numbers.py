"""What the numbers that worlds draw are called, and which sets of them worlds share."""

from __future__ import annotations

import re

import numpy as np
import pytest

from analysis.calibration.posterior import read, shipped_posterior
from analysis.drivers.numbers import GROUPS, numbers, rounded, sets_of
from analysis.effects.dependence import taken_by
from sim.draws import drawn
from sim.plan import TEAM_COST, declared_costs, declared_staff, make_plan, team_cost
from sim.recommendation import recommendations
from sim.scenario import alone, load_scenario

PROGRAMME = load_scenario("programme")
EVERY = [PROGRAMME, *(alone(PROGRAMME, one) for one in recommendations().values())]
TAKEN = taken_by(range(40), 1, None, EVERY, prices=True)
THAI = re.compile("[ก-๙]")


def test_every_number_has_a_group_and_a_name_of_its_own_in_both_languages():
    found = numbers(TAKEN, EVERY)
    assert list(found) == list(TAKEN)
    assert {one.group for one in found.values()} == set(GROUPS)
    for lang in ("en", "th"):
        names = [getattr(one, lang) for one in found.values()]
        assert len(set(names)) == len(names)
        assert all(bool(THAI.search(name)) == (lang == "th") for name in names)


def test_groups_are_what_they_say():
    found = numbers(TAKEN, EVERY)
    assert sum(one.group == "strength" for one in found.values()) == len(recommendations())
    assert found[TEAM_COST].group == found["case_cost of cpd"].group == "cost"
    assert found["capacity of cpd"].group == "agency" and found["turnover"].group == "parameter"


def test_bounds_are_said_with_their_unit():
    found = numbers(TAKEN, EVERY)
    strength = found["strength of 04-able-leaders"]
    assert strength.bound(0.4583, "en") == "0.46 standard deviations"
    assert strength.bound(0.4583, "en", bare=True) == "0.46"
    assert THAI.search(strength.bound(0.4583, "th"))
    assert found["ground_cohesion"].bound(0.0801, "en") == "0.08"  # 0 to 1 is no unit to say
    assert found["media_form"].bound(1.0, "en") != found["media_form"].bound(2.0, "en")
    assert rounded(-0.0057) == "−0.0057" and rounded(1234.0) == "1,230"


def test_prices_are_told_only_where_they_are_asked_for():
    plain = taken_by(range(40), 1, None, EVERY)
    more = set(TAKEN) - set(plain)
    assert set(plain) < set(TAKEN) and TEAM_COST in more
    assert all(name == TEAM_COST or "cost of" in name.replace("_", " ") for name in more)
    assert "capacity of cpd" in plain and "case_cost of cpd" not in plain


def test_what_worlds_took_is_what_runs_are_made_of():
    scenario = EVERY[13]
    draw = drawn(7, 1, None)
    plan, row = make_plan(scenario, draw), TAKEN.loc[7]
    for agency, record in zip(scenario.agencies, plan.agencies):
        assert [row[name] for name in declared_staff(agency)] == list(record.tolist())
    month, case = (row[name] for name in declared_costs(scenario.applied[0].recommendation))
    assert (plan.changes["month_cost"][0], plan.changes["case_cost"][0]) == (month, case)
    assert row[TEAM_COST] == team_cost(scenario, draw)


@pytest.mark.parametrize("worlds", [40, 700])
def test_worlds_share_sets_of_a_fit_and_none_without_one(worlds):
    fit = read(shipped_posterior())
    sets = sets_of(taken_by(range(worlds), 1, fit, EVERY[:1]))
    assert len(np.unique(sets)) == min(worlds, len(np.unique(sets)))
    assert (len(np.unique(sets)) < worlds) == (worlds == 700)
    assert len(np.unique(sets_of(taken_by(range(worlds), 1, None, EVERY[:1])))) == worlds
