"""Time: who has some left, what is kept first, and what that does to the will to take on more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import ALL_AT_ONCE, P, ally, bare, organisation, p_with, through, with_parameters

from sim.month import before_work
from sim.rules.hours import busyness, can_commit, clear_desk, give_time, has_time, wanted_hours
from sim.rules.working import take_stock
from sim.structure import BY_THE_ALLIANCE, BY_THE_HOUR

COUNTED = p_with(time_form=BY_THE_ALLIANCE)


def test_an_hour_that_is_left_is_left_and_no_more():
    o = organisation(hours=16.0, busy=12.0)
    assert has_time(o, 4.0, P)
    assert not has_time(o, 4.0 + 1e-9, P)
    assert has_time(o, 1e9, COUNTED)  # there it is alliances that are counted


def test_what_is_lent_this_month_is_gone_for_other_lessons_and_keeps_nobody_from_an_alliance():
    o = organisation(hours=16.0, busy=8.0, lent=4.0)
    assert has_time(o, 4.0, P) and not has_time(o, 4.1, P)
    full = organisation(hours=16.0, busy=14.0, lent=400.0)
    assert not has_time(full, 0.1, P) and can_commit(full, P)
    assert not can_commit(organisation(hours=16.0, busy=16.1 - P["meeting_hours"]), P)
    assert can_commit(organisation(hours=1.0, busy=90.0), COUNTED)
    assert busyness(full, P) == busyness(organisation(hours=16.0, busy=14.0), P)


def test_joint_work_takes_time_beside_meetings_and_who_speaks_for_it_twice_as_much():
    meets, works = P["meeting_hours"], P["meeting_hours"] + P["work_hours"]
    assert [wanted_hours(operating, speaks, P) for operating in (0, 1) for speaks in (False, True)] == [
        meets, 2 * meets, works, 2 * works,
    ]  # fmt: skip


@given(st.lists(st.floats(0.1, 50.0), max_size=8), st.floats(0.1, 60.0))
def test_what_is_promised_first_is_kept_first_and_nobody_gives_more_than_it_has(wanted, hours):
    o = organisation(hours=hours)
    left = hours
    for one in wanted:
        given_ = give_time(o, one, P)
        assert given_ == pytest.approx(min(1.0, left / one), abs=1e-9)
        left = max(0.0, left - one)
        assert 0.0 <= given_ <= 1.0
        assert o["hours"] - o["busy"] == pytest.approx(left, abs=1e-9)


def test_where_alliances_are_counted_every_one_gets_what_it_wants():
    o = organisation(hours=3.0)
    assert [give_time(o, 2.0, COUNTED) for _ in range(3)] == [1.0] * 3
    assert o["busy"] == 6.0


def test_of_three_alliances_the_oldest_gets_what_it_wants_the_next_what_is_left():
    state, _ = bare(8, spirit=0.5)
    numbers = [ally(state, [other, 0], month=month) for other, month in ((1, 1), (2, 2), (3, 3))]
    state.organisations["hours"][0] = 1.5 * P["meeting_hours"]
    before_work(state, P)
    for number in numbers:
        take_stock(state, P, number)
    assert state.alliances["match"][numbers] == pytest.approx([0.5, 0.5 * (1 + 0.5) / 2, 0.5 * 0.5])
    assert state.organisations["busy"][0] == pytest.approx(state.organisations["hours"][0])


def test_less_time_means_less_will_to_take_on_more():
    costs = [busyness(organisation(hours=20.0, busy=busy), P) for busy in (0.0, 5.0, 20.0, 30.0)]
    assert costs == pytest.approx([0.0, 0.25 * P["busy_cost"], P["busy_cost"], P["busy_cost"]])
    counted = [busyness(organisation(hours=20.0, busy=20.0, belongs_to=k), COUNTED) for k in range(4)]
    assert counted == pytest.approx([P["busy_cost"] * k / 3 for k in range(4)])


def test_a_new_month_begins_with_nothing_taken_and_nothing_met():
    state, _ = bare(4, busy=7.0, lent=3.0, met=0b0011, forms=0b101, household=900.0)
    clear_desk(state)
    for name in ("busy", "lent", "met", "forms", "household"):
        assert (state.organisations[name] == 0).all()


@pytest.mark.parametrize("form", [BY_THE_HOUR, BY_THE_ALLIANCE])
def test_in_any_month_of_a_run_nobody_has_given_more_time_than_it_has(form, peopling):
    """By the hour some are turned away for want of it; where alliances are counted, nobody is."""
    scenario = with_parameters(ALL_AT_ONCE, time_form=form, hours=8.0)
    left, turned_away = [], 0
    for _, state, _ in through(scenario, 2, peopling):
        o = state.organisations[: state.counts["active"][0]]
        left.append(float((o["hours"] - o["busy"]).min()))
        turned_away = int(state.counts["turned_away"][0])
    if form == BY_THE_HOUR:
        assert min(left[1:]) > -1e-9
        assert turned_away > 100
    else:
        assert min(left[1:]) < 0.0
        assert turned_away == 0
