"""Measures by the program against a second reading of their table in ``docs/odd.md`` (``reading/README.md``).

Sums of levels are added up in another order, so they agree within ``CLOSE_ENOUGH``; what is counted agrees exactly.
"""

from __future__ import annotations

import numpy as np
from both_readings import any_lively, drawn, parameters, same, scenario, second
from both_starts import LANDS, started
from reading import measuring, month
from small_worlds import copied, organisations, with_parameters, world

from sim.chance import moment
from sim.draws import DEFAULTS
from sim.measures import FINAL, MEASURES, MONTHLY, POSITION
from sim.month import live_month
from sim.recording import record, record_final
from sim.simulate import Peopling, simulate

RUNS, MONTHS, COUNT = 16, 36, 120
WHOLE, LONG = 6, 24
PROVINCES = [land.key for land in LANDS]


def apart(mine, row, of):
    """Measures in which a second reading and a row of the program differ."""
    return {
        one.key: (mine[one.key], row[POSITION[one.key]])
        for one in of
        if not same(mine[one.key], row[POSITION[one.key]])
    }


def told(seed):
    """A scenario by lot, and organisations in all provinces; in some runs nothing is passed on to households."""
    one = any_lively(seed)
    return with_parameters(one, **({} if seed % 4 else {"passed_on": 0.0})), organisations(COUNT, seed, range(9))


def rows(seed):
    """The state of every month of a run by lot, and what is recorded of it; as if each month were the last."""
    said, table = told(seed)
    state, plan = world(said, seed, Peopling(table))
    row = np.zeros(len(MEASURES))
    record(state, plan.numbers[0], row)
    for now in range(MONTHS + 1):
        if now > 0:
            live_month(state, plan, seed, now, row)
        record_final(copied(state), row)
        yield state, plan, now, row


def test_every_measure_is_the_same_month_by_month():
    for seed in range(RUNS):
        for state, plan, now, row in rows(seed):
            one = second(state, plan, now)
            assert apart(measuring.monthly(parameters(plan.numbers[0]), one, PROVINCES), row, MONTHLY) == {}, (
                seed,
                now,
            )
            assert apart(measuring.final(one), row, FINAL) == {}, (seed, now)


def test_every_measure_moves():
    """A measure that is the same in all months of all runs would not be compared by the test above."""
    seen = np.array([row.copy() for seed in range(RUNS) for *_, row in rows(seed)])
    assert [one.key for one in MEASURES if np.ptp(seen[:, POSITION[one.key]]) == 0.0] == []


def test_a_run_from_its_start_to_its_table_is_the_same():
    """The program and the page alone: the starting world, every month, and what is recorded of it."""
    for seed in range(WHOLE):
        said, table = told(seed)
        recorded = simulate(said, seed, DEFAULTS, Peopling(table)).rows
        state, plan = world(said, seed, Peopling(table))
        p, agenda = parameters(plan.numbers[0]), scenario(state, plan)
        mine = started(p, seed, table)
        for now in range(LONG + 1):
            if now > 0:
                mine.month = now
                month.live_a_month(p, mine, agenda, drawn(state.counts["world"][0], np.uint64(moment(seed, now))))
            assert apart(measuring.monthly(p, mine, PROVINCES), recorded[now], MONTHLY) == {}, (seed, now)
