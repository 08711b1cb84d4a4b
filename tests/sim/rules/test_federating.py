"""The level above: how large federations are, what that lets them do, and which alliances are in one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_worlds import P, ally, bare, p_with, some_alliance, some_parameters, through, when, with_parameters

from sim.chance import FEDERATE, draw
from sim.measures import POSITION
from sim.rules.deciding import kept
from sim.rules.federating import (
    consider_federation,
    considers_federation,
    federating,
    keep_federations,
    staying_federated,
    will_to_federate,
)
from sim.rules.fitting import BITS, chance_of, inclination
from sim.rules.membership import dissolve
from sim.rules.working import give
from sim.scenario import load_scenario

SURE = 60.0
MONTHS = 3000
REGIONS = 9
NEVER_NATIONAL = {"national_size": 99.0}


def served(sizes, **values):
    """What federations of so many alliances can do, province by province."""
    state, _ = bare(2)
    state.federations["size"] = sizes
    keep_federations(state, p_with(**values))
    return state.federations["service"].tolist()


# What a federation can do


def test_service_grows_with_size_and_half_of_it_is_there_at_the_size_there_is_room_for():
    sizes = [0, 1, 2, 6, 12, 24, 48, 96, 200]
    service = served(sizes, federation_room=6.0, **NEVER_NATIONAL)
    assert service[:2] == [0.0, 0.0]  # one alliance is no federation
    assert service[2:] == pytest.approx([size / (size + 6.0) for size in sizes[2:]])
    assert service[3] == 0.5
    assert (np.diff(service[1:]) > 0.0).all() and service[-1] < 1.0


def test_federations_that_are_large_enough_stand_behind_each_other():
    sizes = [2, 3, 10, 0, 0, 0, 0, 0, 0]
    room, reach = 6.0, 0.1
    service = served(sizes, federation_room=room, national_size=3.0, national_reach=reach)
    behind = [2.0, 3.0 + reach * 10.0, 10.0 + reach * 3.0]  # the first is too small to be in the nation's
    assert service == pytest.approx([size / (size + room) for size in behind] + [0.0] * 6)


def test_a_nation_that_reaches_nowhere_helps_nobody():
    sizes = [4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert served(sizes, national_reach=0.0, national_size=2.0) == served(sizes, **NEVER_NATIONAL)


def test_a_federation_offers_what_any_alliance_in_it_does():
    state, _ = bare(8)
    for k, (offers, federated) in enumerate(((0b0001, 1), (0b0100, 1), (0b1000, 0), (0b10000, 1))):
        number = ally(state, [2 * k, 2 * k + 1], federated=federated)
        state.alliances["offers"][number] = offers
    dissolve(state, 3, 9)
    state.live[:3], state.counts["alive"] = [0, 1, 2], 3
    state.alliances["province"][1], state.federations["size"][:2] = 1, [1, 1]
    keep_federations(state, P)
    assert state.federations["offers"].tolist() == [0b0001, 0b0100] + [0] * 7


def test_what_an_alliance_offered_is_gone_when_it_leaves():
    state, _ = bare(4)
    for k, offers in enumerate((0b0001, 0b0100)):
        ally(state, [2 * k, 2 * k + 1], federated=1, offers=offers)
    offered = []
    for leaves in (0, 1):
        state.alliances["federated"][leaves] = 1 - leaves
        keep_federations(state, P)
        offered.append(int(state.federations["offers"][0]))
    assert offered == [0b0101, 0b0001]


def test_it_teaches_its_members_as_far_as_it_can_and_nobody_else():
    for service in (0.0, 0.6):
        state, _ = bare(6, management=0.2, understanding=0.2)
        inside, outside = ally(state, [0, 1], federated=1), ally(state, [2, 3])
        state.federations["service"][0] = service
        p = p_with(work_learning=0.0, federation_lesson=0.1)
        for number in (inside, outside):
            give(state, p, number)
        assert state.organisations["management"] == pytest.approx([0.2 + 0.1 * service * 0.8] * 2 + [0.2] * 4)
        assert (state.organisations["understanding"] == 0.2).all()


# Which alliances are in one


@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.floats(0, 1))
def test_the_will_to_federate_as_written(seed, size, service):
    lots = np.random.default_rng(seed)
    a, p = some_alliance(lots), some_parameters(lots)
    state, _ = bare(2)
    f = state.federations[0]
    f["size"], f["service"], f["offers"] = size, service, int(lots.integers(0, 128))
    fitting = min(1.0, BITS[a["needs"] & ~a["offers"] & f["offers"]] / p["full_match"])
    expected = inclination(a, p["federation_appeal"], fitting, a["trust"], p) + p["weight_repute"] * service
    cost = p["coordination_cost"] * min(size, p["federation_room"]) * (1.5 - a["leadership"])
    expected -= cost * (1 - p["management_relief"] * a["management"])
    assert will_to_federate(a, f, p) == pytest.approx(expected)


@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.floats(0, 1))
def test_terms_of_federating_add_up_to_the_will(seed, size, service):
    lots = np.random.default_rng(seed)
    a, p = some_alliance(lots), some_parameters(lots)
    f = bare(2)[0].federations[0]
    f["size"], f["service"], f["offers"] = size, service, int(lots.integers(0, 128))
    terms = federating(a, f, p)
    assert sum((*terms.inclined, *terms[1:])) == pytest.approx(will_to_federate(a, f, p), abs=1e-12)
    assert terms.repute == pytest.approx(p["weight_repute"] * service)
    assert terms.risk == terms.busyness == 0.0
    assert kept(staying_federated(f, p)) == pytest.approx(p["staying"] + p["weight_benefit"] * service)


@pytest.mark.parametrize("attention", [0.0, 0.3, 1.0])
def test_the_federation_is_on_the_agenda_as_often_as_declared(attention):
    state, _ = bare(4)
    a, p = state.alliances[ally(state, [0, 1])], p_with(federation_attention=attention)
    share = np.mean([considers_federation(a, p, when(1, month)) for month in range(MONTHS)])
    assert share == pytest.approx(attention, abs=4 * np.sqrt(0.21 / MONTHS))


def considered(month, p, federated):
    """Whether an alliance is in the federation after it may have considered it."""
    state, _ = bare(4)
    number = ally(state, [0, 1], federated=federated)
    state.federations["size"][0] = 3 + federated
    before = int(state.federations["size"][0])
    consider_federation(state, p, when(1, month), number)
    now = int(state.alliances["federated"][number])
    assert state.federations["size"][0] == before + now - federated
    assert state.federations["size"][1:].sum() == 0
    return now


@pytest.mark.parametrize(("federated", "will"), [(0, {"reluctance": -SURE}), (1, {"staying": -SURE})])
def test_an_alliance_considers_its_federation_as_often_as_declared(federated, will):
    p = p_with(federation_attention=0.2, **will)
    changed = [considered(month, p, federated) != federated for month in range(MONTHS)]
    assert np.mean(changed) == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / MONTHS))


def test_who_never_considers_it_neither_joins_nor_leaves():
    for federated, will in ((0, {"reluctance": -SURE}), (1, {"staying": -SURE})):
        p = p_with(federation_attention=0.0, **will)
        assert all(considered(month, p, federated) == federated for month in range(200))


def test_it_joins_as_its_will_says_and_stays_as_the_service_does():
    joins, stays = p_with(federation_attention=1.0, reluctance=0.0), p_with(federation_attention=1.0, staying=0.3)
    state, _ = bare(4)
    number = ally(state, [0, 1])
    a, f = state.alliances[number], state.federations[0]
    f["size"] = 3
    expected = chance_of(will_to_federate(a, f, joins))
    assert 0.1 < expected < 0.9
    for month in range(300):
        lot = draw(when(1, month), FEDERATE, a["key"], np.uint64(1))
        assert considered(month, joins, 0) == (lot < expected)
        assert considered(month, stays, 1) == (lot <= chance_of(0.3))


def test_what_a_federation_can_do_keeps_its_members():
    p = p_with(federation_attention=1.0, staying=-1.0, weight_benefit=4.0)
    stayed = []
    for service in (0.0, 0.8):
        times = 0
        for month in range(1000):
            state, _ = bare(4)
            number = ally(state, [0, 1], federated=1)
            state.federations["service"][0] = service
            consider_federation(state, p, when(1, month), number)
            times += int(state.alliances["federated"][number])
        stayed.append(times / 1000)
        assert stayed[-1] == pytest.approx(chance_of(-1.0 + 4.0 * service), abs=0.06)
    assert stayed[0] < stayed[1]


@pytest.mark.parametrize("name", ["baseline", "all-14"])
def test_in_every_month_of_a_run_a_federation_is_as_large_as_there_are_living_alliances_in_it(name, peopling):
    """Also after some of them have ended: federations neither lose count nor keep the dead."""
    scenario = with_parameters(load_scenario(name), federation_attention=0.2, breaking=0.25)
    joined = set()
    for month, state, row in through(scenario, 4, peopling):
        used = state.alliances[: state.counts["alliances"][0]]
        inside = used[(used["ended"] < 0) & (used["federated"] == 1)]
        sizes = np.bincount(inside["province"], minlength=REGIONS)
        assert state.federations["size"].tolist() == sizes.tolist(), month
        assert row[POSITION["federated"]] == len(inside)
        joined |= set(inside["key"].tolist())
    ended = used[(used["ended"] >= 0) & (used["federated"] == 1)]
    assert len(ended) > 3  # some ended while they were in one
    assert len(joined) > len(inside) > 3
    assert faults_of(state) == []
