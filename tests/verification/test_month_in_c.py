"""The plain C month gives the same world as the compiled rules, to the last bit.

That holds because both call the C library of this machine for ``exp``, ``log`` and ``hypot``, and neither reorders or
fuses arithmetic. Where a build of numba brings exponentials of its own, these tests may differ in a last bit without
any rule being wrong.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace

import numpy as np
import pytest
from small_worlds import differing
from stand_ins import NoLonger, stand_in

from sim.draws import DEFAULTS
from sim.parameters import NUMBERS
from sim.plan import make_plan
from sim.records import State
from sim.scenario import load_scenario
from sim.simulate import run_on

try:
    plain_c = stand_in("plain_c")
except NoLonger as reason:
    pytest.skip(str(reason), allow_module_level=True)

SEED, MONTHS = 3, 60


def has_compiler():
    try:
        plain_c.compiler()
    except plain_c.NoCompiler:
        return False
    return True


needs_compiler = pytest.mark.skipif(not has_compiler(), reason="no C compiler")


def both(peopling, key, seed=SEED, months=MONTHS, **changes):
    """The same start lived through by compiled rules and by C: two worlds, and the rows of each."""
    plan = make_plan(replace(load_scenario(key), **changes), DEFAULTS)
    mine, theirs = peopling.world(plan, seed), peopling.world(plan, seed)
    rows = run_on(mine, plan, seed, months).rows
    return mine, theirs, rows, plain_c.run_in_c(theirs, plan, seed, months)


@needs_compiler
@pytest.mark.parametrize("key", ["programme", "all-14"])
def test_c_gives_the_same_world_and_the_same_measures(peopling, key):
    mine, theirs, rows, rows_in_c = both(peopling, key)
    assert differing(mine, theirs) == []
    np.testing.assert_array_equal(rows_in_c, rows)


@needs_compiler
@pytest.mark.parametrize("array", ["alliances", "ledger"])
def test_c_stops_as_the_compiled_rules_do_when_a_world_outgrows_its_arrays(peopling, array):
    plan = make_plan(load_scenario("programme"), DEFAULTS)
    worlds = []
    for _ in range(2):
        state = peopling.world(plan, SEED)
        room = int(state.counts[array][0]) + 5
        worlds.append(state._replace(**{array: getattr(state, array)[:room].copy()}))
    mine = run_on(worlds[0], plan, SEED, MONTHS)
    rows_in_c = plain_c.run_in_c(worlds[1], plan, SEED, MONTHS)
    assert not mine.complete
    assert differing(*worlds) == []
    np.testing.assert_array_equal(rows_in_c, mine.rows)


@needs_compiler
def test_c_lays_records_out_as_numpy_does():
    assert (ctypes.c_size_t * 1).in_dll(plain_c.library(), "record_layout")[0] > 0


@needs_compiler
def test_an_array_of_another_kind_is_refused(peopling):
    state = peopling.world(make_plan(load_scenario("baseline"), DEFAULTS), SEED)
    with pytest.raises(TypeError, match="live"):
        plain_c.bundled(state._replace(live=state.live.astype(np.int32)))


def test_without_a_compiler_it_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(plain_c.NoCompiler, match="no C compiler"):
        plain_c.compiler()


def test_every_array_of_a_world_is_handed_over():
    arrays = plain_c.ARRAYS
    assert all(tuple(arrays[kind]) == kind._fields for kind in arrays)
    assert State in arrays and NUMBERS.itemsize == 8 * len(NUMBERS.names)
