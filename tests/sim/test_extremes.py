"""Worlds at the ends of what can be: they come to their end, and what must hold in any world holds in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from invariants import faults_of
from small_worlds import (
    ALL,
    BASELINE,
    PROGRAMME,
    ally,
    applied,
    bare,
    organisations,
    plus,
    through,
    used,
    with_parameters,
)

from sim.calendar import LAST_MONTH
from sim.draws import DEFAULTS
from sim.inputs.faults import InputFault
from sim.measures import MONTHLY, POSITION
from sim.month import live_through
from sim.organisations import load_organisations
from sim.parameters import PARAMETERS
from sim.provinces import PROVINCE_TERMS
from sim.records import MAX_MEMBERS
from sim.simulate import Peopling, run_on, simulate

EVERYTHING = plus(PROGRAMME, *(applied(number, start=1, end=60) for number in ALL))
LEAST, MOST = ({one.name: end for one in PARAMETERS if not one.forms for end in (getattr(one, side),)}
               for side in ("low", "high"))  # fmt: skip


def months_of(scenario, table, months, seed=5):
    """Every month of a world, none with anything wrong in it."""
    rows = []
    for month, state, row in through(replace(scenario, months=months), seed, Peopling(table)):
        assert faults_of(state) == [], f"month {month}"
        rows.append(row[: len(MONTHLY)].copy())
    return np.array(rows)


def test_all_recommendations_everywhere_at_full_intensity_from_the_first_month_to_the_last():
    assert np.isfinite(months_of(EVERYTHING, organisations(80, 1), 60)[:, POSITION["alive"]]).all()


@pytest.mark.parametrize("numbers", [LEAST, MOST], ids=["least", "most"])
@pytest.mark.parametrize("scenario", [BASELINE, EVERYTHING], ids=lambda one: one.key[:9])
def test_every_number_at_an_end_of_its_range(scenario, numbers):
    months_of(with_parameters(scenario, **numbers), organisations(60, 2), 24)


@pytest.mark.parametrize("count", [1, 2])
def test_hardly_any_organisations(count):
    """A file must have five; the model itself does with one."""
    rows = months_of(EVERYTHING, organisations(count, 3, dormant=0.0), 36)
    assert rows[-1, POSITION["alive"]] <= count - 1


def test_where_everybody_sleeps_there_is_no_alliance():
    rows = months_of(PROGRAMME, organisations(40, 4, dormant=1.0), 24)
    assert not rows[:, POSITION["alive"]].any() and not rows[:, POSITION["founded"]].any()


def test_where_nobody_has_time_or_knows_anybody_there_is_no_alliance():
    state, plan = bare(30, hours=1e-9)
    run = run_on(state, plan, 1, 24)
    assert run.complete and faults_of(run.state) == [] and len(used(run.state)) == 0


def test_everybody_in_one_alliance():
    state, plan = bare(MAX_MEMBERS, PROGRAMME)
    ally(state, range(MAX_MEMBERS))
    for last in (1, 12, 36):
        rows = np.zeros((last + 1, len(POSITION)))
        live_through(state, plan, 3, last, rows)
        assert faults_of(state) == []


def test_of_no_months_there_is_the_start_alone(peopling):
    run = simulate(replace(PROGRAMME, months=0), 1, DEFAULTS, peopling)
    assert run.complete and run.rows.shape[0] == 1 and faults_of(run.state) == []
    assert run.rows[0, POSITION["alive"]] > 0 and np.isfinite(run.rows[0, : len(MONTHLY)]).any()


def test_as_many_months_as_there_can_be():
    rows = months_of(replace(PROGRAMME, months=LAST_MONTH), organisations(30, 6), LAST_MONTH)
    assert len(rows) == LAST_MONTH + 1


def test_provinces_that_the_model_does_not_have_are_all_refused_and_counted(tmp_path):
    """Thailand has 77."""
    path = tmp_path / "thailand.csv"
    names = [*(one.key for one in PROVINCE_TERMS), *(f"Province {nth}" for nth in range(77 - len(PROVINCE_TERMS)))]
    path.write_text("id,kind,province\n" + "".join(f"n{nth},store,{name}\n" for nth, name in enumerate(names)))
    with pytest.raises(InputFault) as refused:
        load_organisations(path)
    assert len(refused.value.faults) + refused.value.more == 77 - len(PROVINCE_TERMS)
    assert all(PROVINCE_TERMS[0].en in fault.allowed for fault in refused.value.faults)
