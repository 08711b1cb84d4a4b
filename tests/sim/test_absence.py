"""Each mechanism can be left out: at 0, or under the other form of its rule, the world is the one without it.

Mostly told by what then makes no difference any more: numbers that only the mechanism reads may be anything. Where the
mechanism is at work, the same numbers do make a difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from invariants import living
from small_worlds import ALL_AT_ONCE, BASELINE, PROGRAMME, organisations, through, with_parameters

from sim.draws import DEFAULTS
from sim.measures import MONTHLY, POSITION
from sim.simulate import Peopling, simulate
from sim.structure import BY_THE_ALLIANCE

MONTHS = 60


@pytest.fixture(scope="module")
def town():
    """Two provinces of two hundred organisations each, among whom much happens in a short time."""
    return Peopling(organisations(400, 31, provinces=(1, 6), dormant=0.0))


def told(peopling, scenario=PROGRAMME, seed=3, **values):
    """All monthly measures of a run under some numbers, by name."""
    rows = simulate(with_parameters(scenario, **values), seed, DEFAULTS, peopling).rows
    return {measure.key: rows[:, POSITION[measure.key]] for measure in MONTHLY}


def unlike(one, other) -> set[str]:
    """The measures in which two runs differ in any month."""
    return {key for key in one if one[key].tobytes() != other[key].tobytes()}


# What only a mechanism reads makes no difference without it

WITHOUT = {
    "the level above": (
        {"federation_buffer": 0.0, "federation_monitoring": 0.0, "federation_lesson": 0.0, "federation_fee": 0.0},
        (
            {"starting_federated": 0.0, "federation_attention": 0.0},
            {"starting_federated": 0.8, "federation_attention": 0.2},
        ),
        {"federated"},
    ),
    "the nation above it": (
        {"national_reach": 0.0, "federation_attention": 0.2},
        ({"national_size": 1.0}, {"national_size": 1000.0}),
        set(),
    ),
    "debts": (
        {"shyness": 0.0, "distraction": 0.0, "closing_rate": 0.0},
        ({"arrears_growth": 0.01, "arrears_relief": 0.3}, {"arrears_growth": 0.2, "arrears_relief": 0.02}),
        {"arrears"},
    ),
    "closing": (
        {"closing_rate": 0.0},
        ({"dormancy": 12.0}, {"dormancy": 120.0}),
        set(),
    ),
    "hours": (
        {"time_form": BY_THE_ALLIANCE},
        ({"hours": 6.0, "meeting_hours": 6.0, "lesson_hours": 10.0}, {"hours": 40.0, "work_hours": 12.0}),
        set(),
    ),
    "support that carries": (
        {"support_carries": 0.0, "cohesion_support": 0.0},
        ({"support_fading": 0.03}, {"support_fading": 0.4}),
        {"support"},
    ),
    "households": (
        {"passed_on": 1.0},
        ({"need_worth": 100.0}, {"need_worth": 2000.0}),
        {"household_gain"},
    ),
}


@pytest.mark.parametrize(("off", "either", "told_apart"), WITHOUT.values(), ids=WITHOUT)
def test_without_it_what_only_it_reads_makes_no_difference(off, either, told_apart, town):
    """Every measure of every month, bit for bit, but for what is recorded of the mechanism itself."""
    one, other = (told(town, ALL_AT_ONCE, **off, **values) for values in either)
    assert unlike(one, other) <= told_apart


@pytest.mark.parametrize(("off", "either", "told_apart"), WITHOUT.values(), ids=WITHOUT)
def test_with_it_the_same_numbers_do(off, either, told_apart, town):
    strong = {"federation_buffer": 0.8, "federation_monitoring": 0.8, "federation_lesson": 0.02, "national_reach": 0.5,
              "federation_attention": 0.2, "closing_rate": 0.03}  # fmt: skip
    one, other = (told(town, ALL_AT_ONCE, **{**strong, **values}) for values in either)
    assert unlike(one, other) - told_apart >= ({"surplus"} if "passed_on" in off else {"understanding"})


# What then never happens


def followed(peopling, scenario=ALL_AT_ONCE, **values) -> Iterable:
    return through(with_parameters(scenario, **values), 3, peopling)


@pytest.mark.parametrize("rate", [0.0, 0.2])
def test_without_lapsing_an_activity_stops_only_where_cohesion_is_lost(rate, town):
    before: dict[int, int] = {}
    lapsed = 0
    for _, state, _ in followed(town, lapse_rate=rate, slipping=0.2):
        for number in living(state):
            a = state.alliances[number]
            stopped = before.get(int(number), 0) and not a["operating"]
            lapsed += bool(stopped) and a["cohesion"] >= 0.2
            before[int(number)] = int(a["operating"])
    assert (lapsed > 0) == (rate > 0)


@pytest.mark.parametrize("rate", [0.0, 0.03])
def test_without_closing_nobody_goes_dormant(rate, town):
    dormant = [
        int((state.organisations["asleep_until"] > 0).sum()) for _, state, _ in followed(town, closing_rate=rate)
    ]
    closed = told(town, ALL_AT_ONCE, closing_rate=rate)["closed"][-1]
    assert (sum(dormant) > 0) == (closed > 0) == (rate > 0)


@pytest.mark.parametrize("rate", [0.0, 0.015])
def test_without_drifting_apart_who_knows_each_other_does_for_ever(rate, town):
    lost, before = 0, set()
    for _, state, _ in followed(town, BASELINE, drift_apart=rate):
        who, slot = np.nonzero(state.ties["other"] >= 0)
        now = set(zip(who.tolist(), state.ties["other"][who, slot].tolist()))
        lost += len(before - now)
        before = now
    assert (lost > 0) == (rate > 0)


@pytest.mark.parametrize("rate", [0.0, 0.8])
def test_without_recruiting_nobody_joins_whose_board_did_not_consider_it(rate, town):
    state = simulate(with_parameters(BASELINE, recruiting=rate, attention=0.0), 3, DEFAULTS, town).state
    joined = state.ledger["joined"][: state.counts["ledger"][0]]
    assert (joined > 0).any() == (rate > 0)


@pytest.mark.parametrize(("handover", "helped"), [(0, False), (23, False), (40, True)])
def test_without_a_handover_nobody_follows_up_when_the_programme_has_ended(handover, helped, town):
    scenario = replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=handover))
    late = 0
    for month, state, _ in through(scenario, 3, town):
        late += month > 24 and int((state.alliances["helped"] > 24).sum())
    assert (late > 0) == helped


def test_without_agencies_all_is_delivered_wholly(town):
    alone = replace(ALL_AT_ONCE, agencies=())
    shares = [float(state.delivered.min()) for month, state, _ in through(alone, 3, town) if month > 0]
    assert set(shares) == {1.0}
    shared = [float(state.delivered.min()) for month, state, _ in through(ALL_AT_ONCE, 3, town) if month > 0]
    assert min(shared) < 0.9
