"""Each of the 14 alone, on top of the programme, changes what its mechanism names, in the direction it names.

Differences are paired: the same world under both, at the last month of the programme. An effect counts when its whole
95 % interval (Student's t over worlds) lies on the named side of nought. Seeds are fixed: a failure is a change of the
model, not bad luck; at these numbers of worlds the weakest of them stands more than four standard errors clear.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from invariants import living
from small_worlds import ALL, BASELINE, PROGRAMME, applied, copied, differing, plus, through, with_parameters, world

from analysis.effects.statistics import mean_interval
from sim.chance import moment
from sim.draws import DEFAULTS
from sim.ensembles.ensemble import ensemble
from sim.ensembles.worlds import worlds
from sim.measures import POSITION
from sim.month import live_through, recommendations_act
from sim.plan import make_plan
from sim.recommendation import recommendations
from sim.simulate import simulate
from sim.world import under

WORLDS, MONTHS = 32, 24
ADDED = [plus(PROGRAMME, applied(number)) for number in ALL]


@pytest.fixture(scope="module")
def rows():
    """(worlds, scenarios, measures) at the last month of the programme: the programme, then each with one more."""
    lived = ensemble([PROGRAMME, *ADDED], worlds(WORLDS, 1, 1), MONTHS, 2)
    return np.array([one.rows[:, MONTHS] for one in lived], float)


RAISES = [
    (1, "understanding"),
    (2, "plan"),
    (3, "strategy"),
    (4, "leadership"),
    (4, "openness"),
    (5, "climate"),
    (5, "understanding"),
    (6, "management"),
    (6, "understanding"),
    (7, "listed"),
    (7, "degree"),
    (8, "indicators"),
    (9, "control"),
    (10, "readiness"),
    (11, "skill"),
    (11, "management"),
    (11, "degree"),
    (12, "remote_understanding"),
    (12, "management"),
    (13, "rescues"),
    (13, "support"),
    (13, "skill"),
    (14, "degree"),
    (14, "team_understanding"),
    (14, "understanding"),
    (14, "management"),
]


@pytest.mark.parametrize(("number", "measure"), RAISES, ids=[f"{n}-{m}" for n, m in RAISES])
def test_it_raises_what_it_names(rows, number, measure):
    gap = rows[:, ALL.index(number) + 1, POSITION[measure]] - rows[:, 0, POSITION[measure]]
    assert mean_interval(gap).low > 0


def test_forums_build_trust(rows):
    """All the trust there is: its mean between acquaintances falls, as those newly met are trusted less at first."""
    trust = rows[:, :, POSITION["trust"]] * rows[:, :, POSITION["degree"]]
    assert mean_interval(trust[:, ALL.index(14) + 1] - trust[:, 0]).low > 0


def test_forums_draw_those_closer_who_knew_each_other(peopling):
    """Of ties that stand in both worlds, and stood from the start, those under many short forums are the stronger."""
    gaps = []
    short = with_parameters(PROGRAMME, lesson_hours=0.25)
    for one in worlds(10, 1, 1):
        start, _ = world(short, one.seed, peopling)
        ends = []
        for scenario in (short, plus(short, applied(14, strength=0.8, every=1, sessions=20))):
            plan = make_plan(scenario, DEFAULTS)
            state = under(copied(start), plan)
            live_through(state, plan, one.seed, MONTHS, np.zeros((MONTHS + 1, len(POSITION))))
            ends.append(trusted(state))
        lasting = trusted(start).keys() & ends[0].keys() & ends[1].keys()
        gaps.append(np.mean([ends[1][pair] - ends[0][pair] for pair in lasting]))
    assert mean_interval(np.array(gaps)).low > 0


def trusted(state):
    who, slot = np.nonzero(state.ties["other"] >= 0)
    pairs = zip(who.tolist(), state.ties["other"][who, slot].tolist())
    return dict(zip(pairs, state.ties["trust"][who, slot].tolist()))


def test_control_spares_money():
    """For each month that an alliance operates, of which there may be more under control, taught all through."""
    telling = with_parameters(PROGRAMME, control_effect=0.6)
    lived = ensemble([telling, plus(telling, applied(9, strength=1.2, end=MONTHS))], worlds(80, 1, 1), MONTHS, 2)
    rows = np.array([one.rows for one in lived], float)
    lost = rows[:, :, MONTHS, POSITION["misuse_loss"]]
    exposed = rows[:, :, :, POSITION["operating"]].sum(axis=2)
    spared = lost[:, 1] / exposed[:, 1] - lost[:, 0] / exposed[:, 0]
    told = spared[np.isfinite(spared) & (spared != 0.0)]  # a world or two carries the mean: signs are counted
    assert len(told) > 40 and (told < 0).mean() > 0.7


def test_the_effects_are_there_without_a_programme_too():
    scenarios = [BASELINE, plus(BASELINE, applied(1)), plus(BASELINE, applied(3))]
    lived = ensemble(scenarios, worlds(WORLDS, 1, 1), MONTHS, 2)
    rows = np.array([one.rows[:, MONTHS] for one in lived], float)
    for place, measure in ((1, "understanding"), (2, "strategy")):
        assert mean_interval(rows[:, place, POSITION[measure]] - rows[:, 0, POSITION[measure]]).low > 0


@pytest.mark.parametrize("number", ALL)
def test_half_the_intensity_costs_about_half(number, peopling):
    one, two_years = recommendations()[number], replace(BASELINE, months=MONTHS)

    def cost(intensity):
        scenario = plus(two_years, applied(number, intensity=intensity))
        return np.mean([simulate(scenario, k, DEFAULTS, peopling).rows[-1, POSITION["cost"]] for k in (1, 2)])

    half, full = cost(0.5), cost(1.0)
    assert half == pytest.approx(0.5 * full, rel=0.1)
    assert full > 0.99 * one.month_cost.default * 9 * MONTHS


# The first law


MAY_CHANGE = {
    "organisations": {"understanding", "strategy", "leadership", "openness", "management", "listed", "lent", "lessons"},
    "ties": {"other", "trust", "ground"},
    "alliances": {"plan", "indicators", "control", "readiness", "skill", "support", "rescued", "helped", "before"},
    "provinces": {"understanding", "climate"},
    "rounds": {""},
    **{one: {""} for one in ("delivered", "spare", "change_desk")},
    "counts": {"rescues", "cost", "cases", "turned_away"},
}


@pytest.mark.parametrize("number", ALL)
def test_no_recommendation_touches_an_outcome(number, peopling):
    """It changes what is known, whom one meets, what alliances have, what help there is: nothing else, itself."""
    scenario = plus(replace(PROGRAMME, months=13), applied(number))
    plan = make_plan(scenario, DEFAULTS)
    for month, state, _ in through(scenario, 4, peopling):
        if month not in (0, 6, 12):  # months before an occasion of every one of them
            continue
        before = copied(state)
        recommendations_act(state, plan, np.uint64(moment(4, month + 1)), month + 1)
        changed = set(differing(before, state))
        allowed = {f"{array}.{field}".rstrip(".") for array, fields in MAY_CHANGE.items() for field in fields}
        assert {name.rstrip(".") for name in changed} <= allowed
        assert len(living(state)) > 0
        assert "counts.cost" in changed
