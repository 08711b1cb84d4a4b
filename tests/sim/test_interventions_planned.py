"""From files to changes: what a plan holds of the recommendations that a scenario applies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import BASELINE, P, applied, plus

from sim.acts import ACTS, DOSES
from sim.draws import DEFAULTS
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.plan import make_plan
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.records import CHANGE, FORUM


def change(**fields):
    """One change with no dose, at work always and in everybody, but for ``fields``."""
    record = np.zeros(1, CHANGE)[0]
    plain = {"key": 5, "start": 1, "end": 600, "every": 1, "sessions": 1, "intensity": 1.0, "coverage": 1.0}
    for name, value in {**plain, "strength": 0.5, "until": 1.01, **fields}.items():
        record[name] = value
    return record


# From files to changes


@pytest.mark.parametrize("number", recommendations())
def test_every_recommendation_says_what_the_plan_then_holds(number):
    one = recommendations()[number]
    plan = make_plan(plus(BASELINE, applied(one, start=4, end=9, intensity=0.5)), DEFAULTS)
    assert len(plan.changes) == len(one.changes)
    for record, said in zip(plan.changes, one.changes):
        assert tuple(ACTS)[record["act"]] == said.act
        assert (record["start"], record["end"], record["intensity"]) == (4, 9, 0.5)
        assert record["strength"] == one.strength.default
        assert {dose: float(record[dose]) for dose in DOSES if record[dose] > 0} == dict(said.doses)
        for name in ("every", "sessions", "capacity", "coverage", "until", "ready", "distance", "tires"):
            assert record[name] == getattr(said, name)
        assert record["case_cost"] == one.case_cost.default
    assert plan.changes["month_cost"].sum() == one.month_cost.default


def test_what_a_scenario_sets_takes_the_place_of_the_files():
    set_ = applied(14, strength=0.11, every=5, sessions=3, provinces=("loei", "trang"), kinds=("savings",))
    plan = make_plan(plus(BASELINE, set_), DEFAULTS)
    assert plan.changes[["strength", "every", "sessions"]][0].tolist() == (0.11, 5, 3)
    assert [keys(PROVINCE_TERMS)[k] for k in np.flatnonzero(plan.where[0])] == ["loei", "trang"]
    assert [keys(KINDS)[k] for k in np.flatnonzero(plan.whom[0])] == ["savings"]


def test_what_has_no_intensity_is_not_in_the_plan():
    both = plus(BASELINE, applied(1, intensity=0.0), applied(14))
    assert make_plan(both, DEFAULTS).changes["act"].tolist() == [FORUM]
    nothing = make_plan(replace(both, applied=both.applied[:1]), DEFAULTS)
    assert nothing.changes.shape == (0,)
    assert (nothing.where.shape, nothing.whom.shape) == ((0, len(PROVINCE_TERMS)), (0, len(KINDS)))


def test_a_change_is_known_by_its_recommendation_wherever_it_stands():
    """The chance of a change is keyed by what it is, not by its place in a scenario."""
    alone_ = make_plan(plus(BASELINE, applied(14)), DEFAULTS).changes["key"][0]
    beside = make_plan(plus(BASELINE, applied(1), applied(14, start=7)), DEFAULTS).changes["key"]
    assert beside[1] == alone_ != beside[0]


def test_no_programme_means_no_months_of_work():
    plan = make_plan(BASELINE, DEFAULTS)
    assert plan.teams.tolist() == [0, -1]
    assert plan.numbers[0] == P
