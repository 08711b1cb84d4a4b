"""Witnesses change nothing, miss nothing, and give the reasons that the rules themselves went by."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from small_worlds import differing, organisations, when, with_parameters
from witnessed_runs import EVERYTHING, SEED, witnessed

from analysis.watching.witness import FEDERATED, HELPED, LASTING, NOBODY, OPERATING, SLIPPING
from analysis.watching.words import EVENTS, TERMS
from sim.chance import ACCEPT, FEDERATE, FOUND, JOIN, LAPSE, LEAVE, MATURE, draw
from sim.draws import DEFAULTS, Draw
from sim.ensembles.worlds import live, world
from sim.measures import MONTHLY, POSITION
from sim.parameters import STRUCTURE
from sim.simulate import Peopling, simulate

JOINING = ("joined", "asked", "brought", "not_joined", "not_asked", "not_brought")
ADDED_UP = (*JOINING, "accepted", "founded", "not_founded", "alone", "left", "stayed", "federated", "not_federated",
            "unfederated", "still_federated")  # fmt: skip


def of(model, *whats):
    found = [event for event in model.events if event.what in whats]
    assert found, whats
    return found


def lot(model, event, process, *, of_alliance=False, whom=None):
    """The number that chance gave to a choice."""
    a = model.state.alliances["key"][event.alliance]
    o = model.state.organisations["id"][event.organisation]
    who, other = (a, whom) if of_alliance else (o, a if whom is None else whom)
    return draw(when(SEED, event.month), process, who, np.uint64(0 if other is None else other))


def in_use(state):
    """A world without what is left of sketches of alliances that came to nothing."""
    made = state.alliances[: state.counts["alliances"][0]]
    members = state.members[: len(made)]
    inside = np.arange(members.shape[1]) < made["size"][:, None]
    return state._replace(alliances=made, members=np.where(inside, members, NOBODY))


# The run is the run


def test_the_run_is_that_of_an_ensemble_bit_for_bit(table):
    one = world(3, 0, 9)
    left = live(one, [EVERYTHING], EVERYTHING.months, Peopling(table))
    model = witnessed(EVERYTHING, table, one.seed, one.draw)
    count = len(MONTHLY)
    assert model.rows[:, :count].astype(np.float32).tobytes() == left.rows[0, :, :count].tobytes()
    made = model.state.alliances[: model.state.counts["alliances"][0]]
    assert all(made[name].tobytes() == left.alliances[0][name].tobytes() for name in made.dtype.names)
    model.close()


@pytest.mark.parametrize("one", STRUCTURE, ids=lambda one: one.name)
def test_witnesses_change_nothing_under_any_form_of_a_rule(one):
    table = organisations(150, 3, provinces=(0, 8))
    for number in range(len(one.forms)):
        scenario = with_parameters(replace(EVERYTHING, months=18), **{one.name: float(number)})
        model = witnessed(scenario, table, 2, Draw(4, 9))
        assert differing(in_use(model.state), in_use(simulate(scenario, 2, Draw(4, 9), Peopling(table)).state)) == []
        model.close()


def test_what_was_seen_of_alliances_adds_up_to_what_the_run_recorded(model):
    for month, seen in enumerate(model.seen):
        counted = {"alive": len(seen)}
        for key, bit in {"operating": OPERATING, "lasting": LASTING, "federated": FEDERATED}.items():
            counted[key] = sum(bool(one.flags & bit) for one in seen)
        assert counted == {key: model.rows[month, POSITION[key]] for key in counted}
        assert sum(one.size for one in seen) == round(model.rows[month, POSITION["size"]] * len(seen))
    assert len(model.seen) == len(model.national) == EVERYTHING.months + 1
    assert any(one.flags & SLIPPING for seen in model.seen for one in seen)
    assert any(one.flags & HELPED for seen in model.seen for one in seen)


# Nothing is missed


def ledger(model):
    return model.state.ledger[: model.state.counts["ledger"][0]]


def test_whoever_joined_is_told_of_with_how(model):
    told = Counter(
        (event.month, event.organisation, event.alliance)
        for event in of(model, "founded", "accepted", "joined", "asked", "brought")
    )
    entered = Counter(
        (int(one["joined"]), int(one["organisation"]), int(one["alliance"]))
        for one in ledger(model)
        if one["joined"] > 0
    )
    assert told == entered


def test_whoever_left_is_told_of_with_why(model):
    left = {(event.month, event.organisation, event.alliance) for event in of(model, "left")}
    closed = {(event.month, event.organisation) for event in of(model, "closed")}
    ended = {(event.month, event.alliance) for event in of(model, "ended_small", "ended_loose")}
    for one in ledger(model):
        month, who, where = int(one["left"]), int(one["organisation"]), int(one["alliance"])
        told = (month, who, where) in left or (month, who) in closed or (month, where) in ended
        assert told == (month >= 0), (month, who, where)


def test_what_became_of_alliances_is_told_of(model):
    counts = Counter(event.what for event in model.events)
    assert counts["ended_small"] + counts["ended_loose"] == model.rows[-1, POSITION["ended"]]
    assert counts["founded"] == model.rows[-1, POSITION["founded"]]
    assert counts["closed"] == model.rows[-1, POSITION["closed"]]
    start, end = (sum(bool(one.flags & OPERATING) for one in model.seen[month]) for month in (0, -1))
    lost = [event for event in of(model, "ended_small", "ended_loose") if _operated(model, event)]
    assert end == start + counts["operates"] - counts["lapsed"] - len(lost)


def _operated(model, ended):
    return bool(model.state.alliances["operating"][ended.alliance])


def test_months_of_lessons_are_those_in_which_the_number_rose(model):
    lessons = model.state.organisations["lessons"]
    assert [bool(months) for months in model.taught] == (lessons[: len(model.taught)] > 0).tolist()
    assert all(len(months) <= lessons[i] for i, months in enumerate(model.taught))


def test_whatever_happened_has_words_and_its_terms_have_names(model):
    assert {event.what for event in model.events} <= set(EVENTS)
    assert {name for event in model.events if event.reason for name in event.reason.terms} <= set(TERMS)
    assert set(EVENTS) - {event.what for event in model.events} <= {"full", "no_time", "not_asked", "reopened"}


# Reasons are those of the rules


def test_terms_add_up_to_the_chance_that_the_rule_used(model):
    for event in of(model, *ADDED_UP):
        logit = sum(event.reason.terms.values())
        assert event.reason.chance == pytest.approx(1.0 / (1.0 + math.exp(-logit)), abs=1e-12)


@pytest.mark.parametrize("how", ["joined", "asked", "brought"])
def test_one_joins_exactly_when_chance_says_so(model, how):
    for event in of(model, how, f"not_{how}"):
        assert (lot(model, event, JOIN) < event.reason.chance) == (event.what == how)


def test_one_leaves_exactly_when_chance_says_so(model):
    for event in of(model, "left", "stayed"):
        assert (lot(model, event, LEAVE) > event.reason.chance) == (event.what == "left")


def test_one_founds_exactly_when_chance_says_so(model):
    for event in of(model, "founded", "alone", "not_founded"):
        chance = lot(model, event, FOUND, whom=0)
        assert (chance < event.reason.chance) == (event.what != "not_founded")


def test_the_invited_accept_with_the_chance_that_is_told(model):
    for event in of(model, "accepted"):
        assert lot(model, event, ACCEPT) < event.reason.chance


def test_alliances_join_the_level_above_exactly_when_chance_says_so(model):
    for event in of(model, "federated", "not_federated", "unfederated", "still_federated"):
        inside = event.what in ("federated", "still_federated")
        chance = lot(model, event, FEDERATE, of_alliance=True, whom=1)
        assert (chance <= event.reason.chance) == inside


def test_joint_activities_begin_and_lapse_with_the_chance_that_is_told(model):
    for event in of(model, "operates"):
        assert lot(model, event, MATURE, of_alliance=True) < event.reason.chance
        product = math.prod(event.reason.terms.values()) * model.p["maturing_rate"]
        assert event.reason.chance == pytest.approx(product)
    for event in of(model, "lapsed"):
        assert lot(model, event, LAPSE, of_alliance=True) < event.reason.chance


def test_what_holds_an_alliance_is_what_its_cohesion_went_towards(table):
    """Where nothing is misused or corrected, and nobody recommends anything, cohesion moves by that alone."""
    scenario = with_parameters(
        replace(EVERYTHING, programme=None, applied=(), months=6), misuse_rate=0.0, feedback_power=0.0, turnover=0.0
    )
    model = witnessed(scenario, table)
    before = {one.number: one.cohesion for one in model.seen[4]}
    moved = [one for one in model.seen[5] if one.number in before]
    assert moved
    for one in moved:
        aim = min(1.0, max(0.0, sum(one.holding.values())))
        was = before[one.number]
        assert one.cohesion == pytest.approx(was + model.p["cohesion_speed"] * (aim - was), abs=1e-12)
    model.close()


def test_the_team_is_named_where_it_pushed_and_nowhere_else(model):
    assert all("push" in event.reason.terms for event in of(model, "brought", "not_brought"))
    assert not any("push" in event.reason.terms for event in of(model, "joined", "asked", "stayed", "left"))


def test_alliances_are_told_of_by_themselves(model):
    for event in of(model, "operates", "lapsed", "misuse", "federated", "ended_loose"):
        assert event.organisation == NOBODY <= 0 <= event.alliance


def test_defaults_are_a_draw_as_well(table):
    model = witnessed(replace(EVERYTHING, months=3), table, 8, DEFAULTS)
    assert model.month == 3
    model.close()
