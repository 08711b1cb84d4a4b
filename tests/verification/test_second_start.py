"""The starting world by the program against a second reading of section 5 of ``docs/odd.md`` (``reading/README.md``).

What is drawn comes out the same to the last bit. What alliances from before have lived comes out within
``CLOSE_ENOUGH``: the second reading adds up what holds an alliance, and what a member gains, in another order.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from both_readings import differences, parameters, second
from both_starts import started
from small_worlds import BASELINE, anywhere, organisations, with_parameters, world

from sim import population
from sim import world as starting_world
from sim.parameters import PARAMETERS
from sim.simulate import Peopling

PAGE = Path(__file__).resolve().parents[2] / "docs" / "odd.md"
SHIPPED, TABLES = 3, 60
LIVED = {
    "organisations": {"understanding", "management", "busy", "household", "met", "forms", "ties"},
    "alliances": {"cohesion", "before", "plan", "readiness", "trust", "understanding", "strategy", "leadership",
                  "management", "match", "benefit", "operating", "operating_since"},
    "provinces": set(),
    "federations": {"offers", "service"},
}  # fmt: skip
"""What the past that is lived moves; of a tie, its trust. All else is drawn."""
CROWDED = {"club_size": 20.0, "first_business_size": 12.0, "sponsoring": 2.0, "reluctance": 3.0, "mean_age": 180.0,
           "coordination_cost": 0.02, "starting_alliances": 7.0}  # fmt: skip
"""Alliances from before as large and as old as there can be."""
LARGEST, OLDEST = 24, 240


def crowded(seed):
    return seed % 4 == 3


def any_numbers(seed):
    """Most parameters somewhere in their ranges, many at an end of it; some crowded; none moved for seed 0."""
    lots = np.random.default_rng(seed)
    moved = {one.name: anywhere(one, lots) for one in PARAMETERS if lots.random() < 0.7}
    ends = {one.name: float(lots.choice([one.low, one.high])) for one in PARAMETERS if lots.random() < 0.2}
    return (moved | ends | (CROWDED if crowded(seed) else {})) if seed else {}


def any_table(seed):
    """Somebody's own organisations: few or many, in districts few or many, some of the dormant alone."""
    lots = np.random.default_rng(seed)
    where = (seed % 9,) if crowded(seed) else range(9) if seed % 3 else (0, 3, 8)
    table = organisations(150 if crowded(seed) else int(lots.integers(5, 150)), seed, where, dormant=seed % 3 / 5)
    if seed % 2:
        table["district"] = lots.choice(["", "อำเภอเมือง", *(f"อำเภอ {n}" for n in range(40))], len(table))
        table["registered"] = lots.random(len(table)) < 0.5
    if seed % 5 == 0:
        table[["x_km", "y_km"]] = np.nan
    return table


def by_the_program(seed, table=None):
    """One starting world of the program, as plain objects, and its parameters."""
    state, plan = world(with_parameters(BASELINE, **any_numbers(seed)), seed, Peopling(table))
    return second(state, plan, 0), parameters(plan.numbers[0])


def both(seed, table=None):
    """One starting world by both."""
    theirs, p = by_the_program(seed, table)
    return started(p, seed, table), theirs


def drawn_of(one):
    """All of a world that is drawn, as text that shows every bit of a number."""
    ties = [[(tie.other, tie.ground) for tie in o.ties] for o in one.organisations]
    things = {
        name: [{key: value for key, value in vars(thing).items() if key not in lived} for thing in getattr(one, name)]
        for name, lived in LIVED.items()
    }
    return {name: [repr(numbered(thing)) for thing in them] for name, them in things.items()} | {"ties": ties}


def numbered(thing):
    """Whole numbers alike, whether counted or measured."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value for key, value in thing.items()
    }


@pytest.mark.parametrize("seed", range(SHIPPED))
def test_the_shipped_world_is_the_same(seed):
    mine, theirs = both(seed)
    assert drawn_of(mine) == drawn_of(theirs)
    assert differences(mine, theirs) == []


def test_a_world_of_ones_own_organisations_is_the_same():
    for seed in range(1, TABLES):
        mine, theirs = both(seed, any_table(seed))
        assert drawn_of(mine) == drawn_of(theirs), seed
        assert differences(mine, theirs) == [], seed


def test_worlds_have_what_is_compared():
    """Alliances old and young, federated, operating and of business; otherwise the tests above show little."""
    alliances = [a for seed in range(1, TABLES) for a in by_the_program(seed, any_table(seed))[0].alliances]
    for one in ("federated", "operating", "form"):
        assert {0, 1} <= {getattr(a, one) for a in alliances}, one
    assert min(a.founded for a in alliances) == -OLDEST and max(a.founded for a in alliances) == -2
    assert max(a.size for a in alliances) == LARGEST


def test_the_page_says_what_every_draw_of_the_start_is_keyed_by():
    processes = {"WORLD"} | {
        name
        for module in (population, starting_world)
        for name, word in vars(module).items()
        if isinstance(word, np.uint64) and name != "GEOGRAPHY"
    }
    start = PAGE.read_text(encoding="utf-8").partition("## 5 ")[2].partition("## 6 ")[0]
    said = {name for row in start.splitlines() if row.startswith("| `") for name in re.findall(r"`([A-Z_]+)`", row)}
    assert processes <= said | {"CAPITAL_DISTRICT", "WHICH_DISTRICT", "DORMANT"}
