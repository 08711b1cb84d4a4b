"""Agencies: how much staff they give, how they share it out, and what they take over after the programme."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, agency, ally, applied, bare, plus, when

from sim.chance import FOLLOW, draw
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.records import BROADCAST, EQUIP, FORUM, LIST, RESCUE, VISIT
from sim.rules.delivering import asked, is_delivered, share_staff, staff, take_over

HERE, ELSEWHERE = 0, 4
PROVINCES = keys(PROVINCE_TERMS)
FIRST, SECOND = 1, 3  # recommendations that are visits


def asking(*wanted, agencies, count=6, **fields):
    """A world, and a plan with one change for each of ``wanted`` (cases a month of visits), and these agencies."""
    numbers = (FIRST, SECOND, 4, 6)[: len(wanted)]
    scenario = replace(plus(BASELINE, *(applied(number) for number in numbers)), agencies=tuple(agencies))
    state, plan = bare(count, scenario)
    plan.changes["act"], plan.changes["capacity"], plan.changes["every"] = VISIT, wanted, 1
    for name, value in fields.items():
        plan.changes[name] = value
    return state, plan


def shared(state, plan, region=HERE, month=1):
    """What share of each change can be delivered in a province."""
    share_staff(state, plan, month)
    return state.delivered[:, region].tolist()


# What is asked


@pytest.mark.parametrize(
    ("act", "cases"), [(VISIT, 6.0), (RESCUE, 6.0), (BROADCAST, 5.0), (FORUM, 5.0), (LIST, 5.0), (EQUIP, 0.5 * 3)]
)
@pytest.mark.parametrize("intensity", [0.5, 1.0])
def test_what_is_asked_are_cases_events_or_a_share_of_the_alliances(act, cases, intensity):
    state, plan = asking(6.0, agencies=[], act=act, work=5.0, coverage=0.5, intensity=intensity)
    for k in range(3):
        ally(state, [k, k + 3])
    assert asked(state, plan, 1, 0, HERE) == pytest.approx(cases * intensity)
    state.alliances["province"][0], state.alliances["kind"][1] = ELSEWHERE, 3
    plan.whom[0, 3] = False
    fewer = 0.5 if act == EQUIP else cases
    assert asked(state, plan, 1, 0, HERE) == pytest.approx(fewer * intensity)


def test_nothing_is_asked_where_and_when_there_is_no_occasion():
    state, plan = asking(6.0, agencies=[], start=3, end=9, every=3)
    plan.where[0, ELSEWHERE] = False
    assert [asked(state, plan, month, 0, HERE) for month in (2, 3, 4, 6, 9, 12)] == [0.0, 6.0, 0.0, 6.0, 6.0, 0.0]
    assert asked(state, plan, 3, 0, ELSEWHERE) == 0.0


# What staff there is


@pytest.mark.parametrize(("climate", "given"), [(0.0, 0.4), (0.5, 0.7), (1.0, 1.0)])
def test_a_friendlier_climate_gives_more_staff(climate, given):
    state, plan = asking(20.0, agencies=[agency("one", [FIRST], 10.0, stance=0.4)])
    state.provinces["climate"][HERE] = climate
    assert staff(plan.agencies[0], state.provinces[HERE]) == pytest.approx(10.0 * given)
    assert shared(state, plan) == pytest.approx([0.5 * given])


# How it is shared out


def test_what_no_agency_delivers_is_delivered_wholly():
    state, plan = asking(1e4, 1e4, agencies=[agency("one", [FIRST], 10.0)])
    assert [bool(is_delivered(plan, number)) for number in (0, 1)] == [True, False]
    assert shared(state, plan) == pytest.approx([1e-3, 1.0])


def test_one_alone_within_capacity_is_delivered_wholly_and_both_at_once_are_not():
    """What is too much together is shared: each gets the same share of what it asks."""
    one = agency("one", [FIRST, SECOND], 10.0)
    for wanted, delivered in (((10.0, 0.0), [1.0, 1.0]), ((0.0, 8.0), [1.0, 1.0]), ((10.0, 10.0), [0.5, 0.5]),
                              ((10.0, 30.0), [0.25, 0.25])):  # fmt: skip
        state, plan = asking(*wanted, agencies=[one])
        assert shared(state, plan) == pytest.approx(delivered), wanted
        served = sum(share * cases for share, cases in zip(delivered, wanted))
        assert served <= 10.0 + 1e-9


def test_those_who_deliver_the_same_share_it_by_the_staff_they_have():
    large, small = agency("large", [FIRST], 60.0, stance=0.5), agency("small", [FIRST, SECOND], 10.0)
    state, plan = asking(20.0, 5.0, agencies=[large, small])
    assert shared(state, plan) == pytest.approx([1.0, 1.0])
    assert state.spare[:, HERE] == pytest.approx([30.0 - 15.0, 10.0 - 5.0 - 5.0])


def test_what_one_cannot_do_those_with_staff_left_take_over():
    large, small = agency("large", [FIRST], 30.0), agency("small", [FIRST, SECOND], 10.0)
    state, plan = asking(20.0, 15.0, agencies=[large, small])
    # The small one is asked for twice what it has, and does half of either; of the first the large one does the rest.
    assert shared(state, plan) == pytest.approx([1.0, 0.5])
    assert state.spare[:, HERE] == pytest.approx([30.0 - 17.5, 0.0])


def test_an_agency_works_where_it_is_and_leaves_the_rest_to_others():
    here_only = agency("here", [FIRST], 10.0, provinces=(PROVINCES[HERE],))
    everywhere = agency("everywhere", [FIRST], 10.0)
    state, plan = asking(15.0, agencies=[here_only, everywhere])
    assert shared(state, plan, HERE) == pytest.approx([1.0])
    assert shared(state, plan, ELSEWHERE) == pytest.approx([10.0 / 15.0])
    assert state.spare[:, ELSEWHERE].tolist() == [0.0, 0.0]


def test_where_none_of_those_who_deliver_it_are_it_is_not_delivered():
    state, plan = asking(1.0, agencies=[agency("here", [FIRST], 10.0, provinces=(PROVINCES[HERE],))])
    assert (shared(state, plan, HERE), shared(state, plan, ELSEWHERE)) == ([1.0], [0.0])


def test_an_agency_that_is_added_raises_what_is_delivered_and_lowers_nothing():
    first = agency("one", [FIRST, SECOND], 10.0)
    for added in (agency("own", [FIRST], 5.0), agency("own", [FIRST, SECOND], 5.0), agency("own", ["own-policy"], 5.0)):
        before = shared(*asking(20.0, 20.0, agencies=[first]))
        after = shared(*asking(20.0, 20.0, agencies=[first, added]))
        assert all(more >= less - 1e-12 for more, less in zip(after, before))
        assert (sum(after) > sum(before)) == (added.delivers != ("own-policy",))


def test_one_that_delivers_everything_is_no_bottleneck():
    """It is asked for too much of its own, and leaves to others what they have staff for."""
    few = [agency("one", [FIRST], 20.0), agency("two", [SECOND], 5.0)]
    after = shared(*asking(20.0, 40.0, agencies=[*few, agency("own", [FIRST, SECOND], 20.0)]))
    own = 20.0 / (20.0 * 20.0 / 40.0 + 40.0 * 20.0 / 25.0)  # the share that it can do of what it is asked first
    assert after == pytest.approx([1.0, (5.0 + own * 32.0) / 40.0])
    assert after[1] > shared(*asking(20.0, 40.0, agencies=few))[1]


@pytest.mark.parametrize("without", [{"stance": 0.0}, {"capacity": 0.0}])
def test_an_agency_without_staff_delivers_nothing(without):
    state, plan = asking(5.0, agencies=[agency("one", [FIRST], **{"capacity": 10.0, **without})])
    assert shared(state, plan) == [0.0]


# What is taken over


def handed_over(until, month, agencies=None, teams_own=3, **fields):
    """Some alliances a team helped to found and others it did not, after a month in which agencies may follow up."""
    programme = replace(PROGRAMME.programme, handover=until)
    own = agencies or [agency("one", [FIRST], 2.0, follow_up=0.4, case_cost=100.0)]
    scenario = replace(plus(PROGRAMME, applied(FIRST)), programme=programme, agencies=tuple(own))
    state, plan = bare(8, scenario)
    plan.changes["capacity"] = 0.0
    for name, value in fields.items():
        plan.changes[name] = value
    for k in range(4):
        ally(state, [2 * k, 2 * k + 1], facilitated=int(k < teams_own))
    share_staff(state, plan, month)
    take_over(state, plan, when(1, month), month)
    return state


def test_agencies_take_over_in_the_months_after_the_programme_that_they_are_asked_to():
    sure = [agency("one", [FIRST], 30.0, follow_up=0.4)]
    helped = [month for month in range(1, 60)
              if (handed_over(36, month, sure).alliances["helped"][:3] == month).all()]  # fmt: skip
    assert helped == list(range(25, 37))
    for until in (0, 24):
        assert all((handed_over(until, month, sure).alliances["support"] == 0).all() for month in range(1, 60))


def test_a_visit_brings_its_support_counts_as_help_and_costs():
    state = handed_over(36, 30, [agency("one", [FIRST], 30.0, follow_up=0.4, case_cost=100.0)])
    assert state.alliances["support"][:4].tolist() == [0.4, 0.4, 0.4, 0.0]
    assert state.alliances["helped"][:4].tolist() == [30, 30, 30, -1]
    assert state.counts["cost"][0] == 300.0


@pytest.mark.parametrize("teams_own", [0, 1, 4])
def test_staff_is_shared_among_those_there_are_be_it_one_alone(teams_own):
    state = handed_over(36, 30, [agency("one", [FIRST], float(teams_own), follow_up=0.4)], teams_own)
    assert (state.alliances["helped"][:4] == 30).sum() == teams_own


def test_support_at_hand_is_not_taken_away():
    own = [agency("one", [FIRST], 30.0, follow_up=0.4), agency("two", [SECOND], 30.0, follow_up=0.2)]
    assert handed_over(36, 30, own).alliances["support"][0] == 0.4


def test_each_is_visited_as_often_as_staff_is_left_and_by_its_own_chance():
    visits = []
    for month in range(25, 425):
        state = handed_over(600, month)
        keys_ = state.alliances["key"][:3]
        expected = [draw(when(1, month), FOLLOW, key, np.uint64(0)) < 2.0 / 3.0 for key in keys_]
        assert (state.alliances["helped"][:3] == month).tolist() == expected
        visits.append(sum(expected))
        assert state.counts["cost"][0] == 100.0 * visits[-1]
    assert np.mean(visits) == pytest.approx(2.0, abs=4 * np.sqrt(2 / 3 / 400))


def test_what_recommendations_ask_comes_first():
    busy = partial(handed_over, 600, start=1, end=600, capacity=2.0)
    assert all((busy(month).alliances["helped"][:3] == -1).all() for month in range(25, 60))


def test_an_agency_that_follows_nothing_up_or_is_elsewhere_does_not():
    for own in (agency("one", [FIRST], 30.0), agency("one", [FIRST], 30.0, follow_up=0.4, provinces=PROVINCES[1:])):
        assert (handed_over(36, 30, [own]).alliances["helped"][:3] == -1).all()
