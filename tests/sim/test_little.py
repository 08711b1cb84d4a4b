"""A policy that does next to nothing changes next to nothing: from no strength on, effects grow without a jump."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import ALL, BASELINE, LEVELS, PROGRAMME, applied, copied, organisations, plus, with_parameters, world

from sim.chance import moment
from sim.draws import DEFAULTS
from sim.measures import MONTHLY, POSITION
from sim.month import recommendations_act
from sim.plan import make_plan
from sim.recommendation import recommendations
from sim.simulate import Peopling, simulate

TINY = 1e-9
FORUMS = [n for n in ALL if any(change.act == "forum" for change in recommendations()[n].changes)]
TEACHING = [n for n in ALL if recommendations()[n].changes[0].act not in ("list", "rescue")]
BOOKKEEPING = ("cost", "cases", "turned_away", "lasting", "facilitated_lasting")
"""How the names begin of what is counted of a policy as such; who has been helped, be it little, is not by itself."""


@pytest.fixture(scope="module")
def town():
    return Peopling(organisations(300, 17, provinces=(2, 5), dormant=0.0))


def acted(number, strength, town):
    """A world before and after one month of a recommendation of that strength, and nothing else."""
    scenario = plus(BASELINE, applied(number, strength=strength, start=1))
    state, plan = world(scenario, 4, town)
    assert plan.changes["strength"].tolist() == [strength] * len(plan.changes)
    before = copied(state)
    recommendations_act(state, plan, np.uint64(moment(4, 1)), 1)
    return before, state


@pytest.mark.parametrize("number", FORUMS)
def test_a_forum_of_next_to_no_strength_changes_what_is_known_and_who_is_known_by_next_to_nothing(number, town):
    before, after = acted(number, TINY, town)
    busier = after.organisations["lent"] > before.organisations["lent"]
    assert busier.sum() > 10  # they came, and it took them time
    for name in LEVELS:
        assert after.organisations[name] == pytest.approx(before.organisations[name], abs=1e-7)
    assert (after.ties["other"] == before.ties["other"]).all()  # nobody was introduced
    assert after.ties["trust"] == pytest.approx(before.ties["trust"], abs=1e-7)
    for name in ("skill", "readiness"):
        assert after.alliances[name] == pytest.approx(before.alliances[name], abs=1e-7)
    assert after.provinces["understanding"] == pytest.approx(before.provinces["understanding"], abs=1e-7)


@pytest.mark.parametrize("number", FORUMS)
def test_a_strong_forum_changes_both(number, town):
    before, after = acted(number, 0.5, town)
    assert (after.ties["other"] != before.ties["other"]).any()
    assert any((after.organisations[name] > before.organisations[name] + 1e-3).any() for name in LEVELS)


@pytest.mark.parametrize("number", TEACHING)
def test_a_campaign_of_next_to_no_strength_leaves_a_world_that_has_time_as_it_was(number, town):
    """Two years of it, in a world where nothing takes time: no measure moves but what it costs."""
    idle = with_parameters(replace(PROGRAMME, months=30), lesson_hours=0.0)
    without, with_ = (
        simulate(scenario, 4, DEFAULTS, town).rows for scenario in (idle, plus(idle, applied(number, strength=TINY)))
    )
    for measure in MONTHLY:
        mine, theirs = without[:, POSITION[measure.key]], with_[:, POSITION[measure.key]]
        if not measure.key.startswith(BOOKKEEPING):
            assert theirs == pytest.approx(mine, rel=1e-5, abs=1e-5), measure.key
    assert with_[-1, POSITION["cost"]] > without[-1, POSITION["cost"]]


@pytest.mark.parametrize("number", [n for n in TEACHING if n not in FORUMS])
def test_twice_a_little_does_twice_as_much(number, town):
    """What a plan holds of a small strength is in proportion to it: no lesson has a floor."""
    doses = []
    for strength in (1e-4, 2e-4):
        changes = make_plan(plus(BASELINE, applied(number, strength=strength)), DEFAULTS).changes
        said = recommendations()[number].changes
        doses.append([float(record[dose]) for record, change in zip(changes, said) for dose in change.doses])
    assert np.divide(doses[1], doses[0]) == pytest.approx(2.0, rel=1e-3)
