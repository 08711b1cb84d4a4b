"""Who meets whom, and what passes between them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, bare, organisation, p_with, when

from sim.rules.meeting import friend_of_friend, goes_out, looked_up, meet, somebody, talk, whom_to_meet
from sim.rules.trust import introduce, trust_in

MONTHS = 3000
LEVELS = st.floats(0, 1)


@pytest.mark.parametrize("openness", [0.0, 0.5, 1.0])
def test_open_ones_go_out_more(openness):
    share = np.mean([goes_out(organisation(id=k, openness=openness), P, when()) for k in range(20_000)])
    expected = P["meeting_rate"] * (0.5 + openness)
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected / 20_000))


def test_a_friend_of_a_friend_is_two_ties_away():
    state, _ = bare(6)
    for i, j in ((0, 1), (1, 2), (1, 3), (4, 5)):
        introduce(state, P, i, j, 0.5)
    met = Counter(int(friend_of_friend(state, when(1, month), 0)) for month in range(MONTHS))
    assert set(met) == {0, 2, 3}  # itself too: the friend knows it; nothing then happens
    assert max(met.values()) - min(met.values()) < 4 * np.sqrt(MONTHS)


def test_who_knows_nobody_has_no_friends_of_friends():
    state, _ = bare(6)
    assert friend_of_friend(state, when(), 0) == -1


def two_provinces():
    """Twelve organisations by hand: nine of one province in two districts and of two kinds, three elsewhere."""
    state, plan = bare(12)
    state.organisations["province"][9:] = 1
    state.organisations["district"] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    state.organisations["kind"] = [0, 1] * 6
    state.provinces["first"][:2], state.provinces["active"][:2] = [0, 9], [9, 3]
    state.provinces["active"][2:] = 0
    state.districts["first"][:3], state.districts["active"][:3] = [0, 5, 9], [5, 4, 3]
    order = np.lexsort((np.arange(12), state.organisations["kind"], state.organisations["province"]))
    state.kin[:] = order
    state.kin_first[:] = 12
    state.kin_first[0], state.kin_first[1] = [0, 5, *[9] * 8], [9, 10, *[12] * 8]
    return state, plan


def met_by(state, p, i, outside=False):
    rng = np.random.default_rng(1)
    return Counter(int(somebody(state, p, when(1, m), i, outside, float(rng.random()))) for m in range(MONTHS))


@pytest.mark.parametrize(
    ("shares", "whom"),
    [
        ({"district_share": 1.0, "kin_share": 0.0}, {5, 6, 7, 8}),
        ({"district_share": 0.0, "kin_share": 1.0}, {0, 2, 4, 6, 8}),
        ({"district_share": 0.0, "kin_share": 0.0}, set(range(9))),
    ],
    ids=["district", "kind", "province"],
)
def test_somebody_of_the_district_the_kind_or_the_province(shares, whom):
    state, _ = two_provinces()
    met = met_by(state, p_with(**shares), 6)
    assert set(met) == whom
    assert max(met.values()) - min(met.values()) < 6 * np.sqrt(MONTHS / len(whom))


def test_whoever_it_is_meets_its_own_kind_and_its_own_district():
    state, _ = two_provinces()
    assert set(met_by(state, p_with(district_share=0.0, kin_share=1.0), 7)) == {1, 3, 5, 7}
    assert set(met_by(state, p_with(district_share=1.0, kin_share=0.0), 1)) == {0, 1, 2, 3, 4}
    assert set(met_by(state, p_with(district_share=0.0, kin_share=0.0), 10)) == {9, 10, 11}


def test_shares_of_district_and_kind():
    state, _ = two_provinces()
    met = met_by(state, p_with(district_share=0.5, kin_share=0.25), 6)
    own_district = sum(met[j] for j in (5, 6, 7, 8)) / MONTHS
    assert own_district == pytest.approx(0.5 + 0.25 * 2 / 5 + 0.25 * 4 / 9, abs=0.04)


def test_elsewhere_one_meets_ones_own_kind():
    state, _ = two_provinces()
    assert set(met_by(state, P, 6, outside=True)) == {-1, 9 + 1}  # kind 0 of province 1; nobody in the empty ones
    state.kin_first[:] = 12
    assert set(met_by(state, P, 6, outside=True)) == {-1}


def test_a_directory_names_the_best_match_among_the_listed():
    state, _ = bare(6, needs=0b0001, offers=0b0010)
    state.organisations["offers"][[2, 3]] = [0b0001, 0b0000]
    state.organisations["listed"][[2, 3]] = 1.0
    p = p_with(entries_read=20)
    found = Counter(int(looked_up(state, p, when(1, month), np.uint64(7), 0)) for month in range(500))
    assert set(found) <= {2, 3, -1}
    assert found[2] > 450  # 2 is missed only when none of twenty entries is its


def test_what_is_matched_is_what_one_needs_and_the_other_offers_either_way():
    state, _ = bare(4, needs=0b0001, offers=0b0010)
    state.organisations["needs"][1:] = [0b0110, 0b1100, 0b0010]
    state.organisations["offers"][1:] = [0b1000, 0b0111, 0b0001]
    state.organisations["listed"][1:] = 1.0
    p = p_with(entries_read=20)
    found = Counter(int(looked_up(state, p, when(1, month), np.uint64(7), 0)) for month in range(300))
    assert found[3] > 270  # two match of 3; of 1 and of 2, one


def test_a_directory_that_lists_nobody_names_nobody():
    state, _ = bare(6)
    assert looked_up(state, P, when(), np.uint64(7), 0) == -1
    state.organisations["listed"] = 0.04  # hopelessly stale
    assert looked_up(state, P, when(), np.uint64(7), 0) == -1


def test_nobody_looks_itself_up():
    state, _ = bare(6)
    state.organisations["listed"][0] = 1.0
    assert all(looked_up(state, P, when(1, m), np.uint64(7), 0) == -1 for m in range(200))


def test_the_listed_use_the_directory_as_often_as_declared():
    state, _ = bare(6)
    state.organisations["listed"] = 1.0
    introduce(state, P, 0, 1, 0.5)
    p = p_with(closure_share=1.0, directory_use=0.6, entries_read=20)
    met = [int(whom_to_meet(state, p, when(1, month), 0)) for month in range(MONTHS)]
    # The only friend of a friend is itself: whoever else is met was in the directory.
    assert np.mean([j != 0 for j in met]) == pytest.approx(0.6, abs=0.04)


def test_meetings_reach_outside_as_often_as_declared():
    state, _ = two_provinces()
    p = p_with(closure_share=0.3, outside_share=0.2)
    for j in (5, 7):
        introduce(state, P, 6, j, 0.5)
    met = [int(whom_to_meet(state, p, when(1, month), 6)) for month in range(MONTHS)]
    outside = [j == 10 or j == -1 for j in met]
    assert np.mean(outside) == pytest.approx(0.2, abs=0.03)


@given(st.tuples(LEVELS, LEVELS), st.tuples(LEVELS, LEVELS))
def test_in_talk_the_one_who_understands_less_learns_as_far_as_it_trusts(grasp, trust):
    state, _ = bare(4)
    introduce(state, P, 0, 1, 0.5)
    state.ties["trust"][0, 0], state.ties["trust"][1, 0] = trust
    o = state.organisations
    o["understanding"][:2] = grasp
    talk(state, P, 0, 1)
    learner, teacher = (0, 1) if grasp[0] < grasp[1] else (1, 0)
    learnt = grasp[learner] + P["talk_learning"] * trust[learner] * (grasp[teacher] - grasp[learner])
    assert o["understanding"][learner] == pytest.approx(learnt)
    assert o["understanding"][teacher] == grasp[teacher]


def test_talk_between_strangers_teaches_nothing():
    state, _ = bare(4, understanding=0.1)
    state.organisations["understanding"][1] = 0.9
    talk(state, P, 0, 1)
    assert list(state.organisations["understanding"][:2]) == [0.1, 0.9]


def test_to_meet_is_to_draw_closer_and_talk():
    state, _ = bare(2, understanding=0.1)
    state.organisations["understanding"][1] = 0.9
    introduce(state, P, 0, 1, 0.5)
    p = p_with(closure_share=0.0, outside_share=0.0, district_share=0.0, kin_share=0.0)
    months = [m for m in range(200) if whom_to_meet(state, p, when(1, m), 0) == 1]
    meet(state, p, when(1, months[0]), 0)
    trust = 0.5 + P["meeting_trust"] * 0.5
    assert trust_in(state.ties, 0, 1) == pytest.approx(trust)
    assert state.organisations["understanding"][0] == pytest.approx(0.1 + P["talk_learning"] * trust * 0.8)


def test_the_first_of_all_can_be_met_and_nobody_cannot():
    p = p_with(closure_share=0.0, outside_share=0.0, district_share=0.0, kin_share=0.0)
    state, _ = bare(2)
    (month, *_) = [m for m in range(200) if whom_to_meet(state, p, when(1, m), 1) == 0]
    meet(state, p, when(1, month), 1)
    assert trust_in(state.ties, 1, 0) == P["first_trust"]
    lonely, _ = bare(3)
    everyone = p_with(closure_share=1.0)
    assert whom_to_meet(lonely, everyone, when(), 1) == -1
    meet(lonely, everyone, when(), 1)
    assert (lonely.ties["other"] == -1).all() and (lonely.ties["trust"] == 0.0).all()


def test_who_meets_only_itself_meets_nobody():
    state, _ = bare(2)
    p = p_with(closure_share=0.0, outside_share=0.0, district_share=0.0, kin_share=0.0)
    (month, *_) = [m for m in range(200) if whom_to_meet(state, p, when(1, m), 0) == 0]
    meet(state, p, when(1, month), 0)
    assert (state.ties["other"] == -1).all()


@pytest.mark.parametrize("which", [0, 1])
def test_the_dormant_neither_seek_nor_are_met(which):
    state, _ = bare(2, understanding=0.1)
    state.organisations["understanding"][1] = 0.9
    state.organisations["asleep_until"][which] = 9
    introduce(state, P, 0, 1, 0.5)
    eager = p_with(meeting_rate=1.0)
    assert [bool(goes_out(o, eager, when())) for o in state.organisations] == [which == 1, which == 0]
    for month in range(50):
        meet(state, P, when(1, month), 1 - which)
    assert trust_in(state.ties, 0, 1) == 0.5
    assert state.organisations["understanding"].tolist() == [0.1, 0.9]
