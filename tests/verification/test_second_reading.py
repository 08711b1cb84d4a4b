"""The rules against a second reading of ``docs/odd.md``, written from that page alone (see ``reading/README.md``).

Worlds by lot, under scenarios by lot, live a while; then one step of a month, or a whole month, is lived by the rules
and by the second reading, on the same chance. Everything that is remembered must come out the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from both_readings import any_lively, differences, drawn, parameters, scenario, second
from reading import delivering, dose, month
from small_worlds import (
    ALL,
    BASELINE,
    anywhere,
    applied,
    copied,
    organisations,
    plus,
    with_parameters,
    world,
)

from sim import chance
from sim.chance import moment
from sim.counts import counts_by_kind
from sim.draws import DEFAULTS
from sim.kind_numbers import kind_numbers
from sim.measures import MEASURES
from sim.month import (
    alliances_work,
    boards_decide,
    live_month,
    organisations_keep_house,
    organisations_meet,
    recommendations_act,
    teams_visit,
)
from sim.parameters import PARAMETERS
from sim.plan import make_plan
from sim.provinces import load_provinces
from sim.recommendation import recommendations
from sim.rules.delivering import share_staff
from sim.simulate import Peopling

WORLDS, MONTHS, COUNT = 100, (3, 11, 24), 120
PAGE = Path(__file__).resolve().parents[2] / "docs" / "odd.md"
RUNS, MONTHS_OF_A_RUN = 24, 36


def lived(seed, months=MONTHS):
    """A world by lot, its plan, and the month it is about to live, at some times in its life."""
    state, plan = world(any_lively(seed), seed, Peopling(organisations(COUNT, seed)), DEFAULTS)
    row = np.zeros(len(MEASURES))
    for now in range(1, max(months) + 1):
        if now in months:
            yield state, plan, now, np.uint64(moment(seed, now))
        live_month(state, plan, seed, now, row)


def teams(p, mine, said, draw):
    """Step 2, after agencies have shared out their staff as in step 1."""
    delivering.deliver(mine, said)
    month.teams(p, mine, said, draw)


STEPS = {
    "recommendations": (
        recommendations_act,
        month.recommendations,
    ),
    "teams": (lambda s, plan, when, now: (share_staff(s, plan, now), teams_visit(s, plan, when, now)), teams),
    "house": (
        lambda s, plan, when, now: organisations_keep_house(s, plan.numbers[0], when, now),
        lambda p, mine, _, draw: month.organisations_live(p, mine, draw),
    ),
    "meeting": (
        lambda s, plan, when, now: organisations_meet(s, plan.numbers[0], when),
        lambda p, mine, _, draw: month.organisations_meet(p, mine, draw),
    ),
    "boards": (
        lambda s, plan, when, now: boards_decide(s, plan.numbers[0], when, now),
        lambda p, mine, _, draw: month.boards_decide(p, mine, draw),
    ),
    "work": (
        lambda s, plan, when, now: alliances_work(s, plan.numbers[0], when, now),
        lambda p, mine, _, draw: month.alliances_work(p, mine, draw),
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_a_month_is_the_same(step):
    rules, reading = STEPS[step]
    for seed in range(WORLDS):
        for state, plan, now, when in lived(seed):
            mine, theirs, said = second(state, plan, now), copied(state), scenario(state, plan)
            rules(theirs, plan, when, now)
            reading(parameters(plan.numbers[0]), mine, said, drawn(state.counts["world"][0], when))
            assert differences(mine, second(theirs, plan, now)) == [], (seed, now)


def test_a_whole_run_is_the_same_month_by_month():
    for seed in range(RUNS):
        for state, plan, now, when in lived(seed, months=range(1, MONTHS_OF_A_RUN + 1)):
            if now == 1:
                mine, said = second(state, plan, 1), scenario(state, plan)
            else:
                assert differences(mine, second(state, plan, now)) == [], (seed, now)
            mine.month = now
            month.live_a_month(parameters(plan.numbers[0]), mine, said, drawn(state.counts["world"][0], when))


WITHOUT_A_YARDSTICK, OF_KINDS = ("support", "contact"), ("leadership", "openness", "strategy", "management")


def levels_of(thing, p):
    """Every organisation's kind's level of something, as the shipped counts have them."""
    counts = counts_by_kind(load_provinces(), kind_numbers(), p).sum(axis=0)
    return [level for level, many in zip(kind_numbers()[thing], counts, strict=True) for _ in range(int(many))]


@pytest.mark.parametrize("number", ALL)
def test_a_lesson_adds_the_same(number):
    told, lots = recommendations()[number], np.random.default_rng(number)
    for _ in range(20):
        moved = {one.name: anywhere(one, lots) for one in PARAMETERS}
        plan = make_plan(with_parameters(plus(BASELINE, applied(told)), **moved), DEFAULTS)
        p = parameters(plan.numbers[0])
        for change, record in zip(told.changes, plan.changes, strict=True):
            own = {name: change.settings[name].default for name in ("every", "sessions", "course", "tires")}
            many = dose.lessons(
                p,
                act=change.act,
                occasions=int((told.end - told.start) // own["every"]) + 1,
                sessions=int(own["sessions"]),
                course=own["course"],
                tires=bool(own["tires"]),
            )
            for thing, times in change.doses.items():
                if thing in WITHOUT_A_YARDSTICK:
                    adds = min(1.0, told.strength.default * times.default)
                else:
                    levels = levels_of(thing, plan.numbers[0]) if thing in OF_KINDS else []
                    adds = dose.one_lesson(told.strength.default, times.default, dose.yardstick(p, thing, levels), many)
                assert record[thing] == pytest.approx(adds, rel=1e-9), thing


def test_the_page_says_what_every_draw_is_keyed_by():
    processes = {name for name, word in vars(chance).items() if name.isupper() and name[0] != "_" and name != "WORLD"}
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert processes <= {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}
