"""Patterns of the long run and of delivery: each verdict is its criterion's, on records made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import PROGRAMME

from analysis.belief import delivery, judged, long_run
from analysis.belief.patterns import Evidence
from sim.ensembles.worlds import Lived, worlds
from sim.inputs.phrases import Phrase
from sim.measures import MEASURES, POSITION
from sim.records import ALLIANCE

MONTHS = long_run.MONTHS + 1
KEYS = ("baseline", "programme")


def alliances(*lives, **fields):
    """Records of alliances by (founded, ended)."""
    made = np.zeros(len(lives), ALLIANCE)
    for record, (founded, ended) in zip(made, lives):
        record["founded"], record["ended"] = founded, ended
    for name, value in fields.items():
        made[name] = value
    return made


def evidence(values, made=None, count=8, noise=0.01):
    """Worlds in which measures are as ``values`` says: a number, or a path over the months, by scenario and measure."""
    chosen = tuple(replace(PROGRAMME, key=key, months=MONTHS - 1) for key in KEYS)
    lots = np.random.default_rng(8)
    lived = []
    for nth, world in enumerate(worlds(count, 1, 1)):
        rows = np.zeros((len(KEYS), MONTHS, len(MEASURES)), np.float32)
        for (key, measure), value in values.items():
            rows[KEYS.index(key), :, POSITION[measure]] = np.asarray(value) * (1.0 + noise * lots.standard_normal())
        own = made[nth] if isinstance(made, list) else made
        lived.append(Lived(world, rows, tuple(own if own is not None else alliances() for _ in KEYS), ("",) * 2))
    return Evidence(chosen, tuple(lived))


@pytest.mark.parametrize(("kept", "holds"), [(16, True), (24, False), (8, False)])
def test_as_many_networks_are_sustained_as_studies_find(kept, holds):
    found = long_run.sustained(evidence({("programme", "facilitated"): 30, ("programme", "kept"): kept}))
    assert (found.letter, found.kind, found.holds) == ("i", "held", holds)
    assert f"{kept / 30:.0%}"[:1] in found.figure


@pytest.mark.parametrize(("grows", "holds"), [(-3.0, True), (0.0, True), (3.0, False)])
def test_alliances_that_were_helped_do_not_grow_in_number_afterwards(grows, holds):
    path = 10 + grows * np.linspace(0, 1, MONTHS)
    found = long_run.slope(evidence({("programme", "facilitated_operating"): path, ("programme", "operating"): path}))
    assert (found.letter, found.holds) == ("j", holds)


@pytest.mark.parametrize("measure", ["operating", "management", "strategy", "trust"])
@pytest.mark.parametrize(("drift", "holds"), [(0.1, True), (0.5, False), (-0.5, False)])
def test_no_level_of_the_baseline_drifts(measure, drift, holds):
    flat = {("baseline", name): 0.2 for name in ("management", "strategy", "trust")}
    values = {**flat, ("baseline", "alive"): 50, ("baseline", "operating"): 10}
    values["baseline", measure] = values["baseline", measure] * (1 + drift * np.linspace(0, 1, MONTHS))
    assert long_run.stationary(evidence(values)).holds == holds


def test_a_world_that_outgrew_its_arrays_does_not_hide_a_drift():
    values = {("baseline", name): 0.2 for name in ("management", "strategy", "trust")}
    made = evidence({**values, ("baseline", "alive"): 50, ("baseline", "operating"): 10})
    made.lived[0].rows[:] = np.nan
    assert long_run.stationary(made).holds
    assert "nan" not in long_run.stationary(made).figure


@pytest.mark.parametrize(("inside", "outside", "holds"), [(170, 40, True), (40, 170, False), (60, 60, False)])
def test_federated_alliances_must_end_later(inside, outside, holds):
    lots = np.random.default_rng(1)
    made = []
    for _ in range(8):
        ends = [(1, int(inside + lots.integers(0, 8)))] * 6 + [(1, int(outside + lots.integers(0, 8)))] * 6
        records = alliances(*ends)
        records["federated"] = [1] * 6 + [0] * 6
        made.append(records)
    assert long_run.federated(evidence({}, made)).holds == holds


@pytest.mark.parametrize(("gain", "holds"), [(150, True), (900, False), (0, False)])
def test_incomes_rise_a_little_at_most(gain, holds):
    values = {("programme", "household_gain"): gain, ("programme", "people_helped"): 1000}
    assert long_run.incomes(evidence(values)).holds == holds


@pytest.mark.parametrize(("a_year", "holds"), [(0.03, True), (0.2, False), (0.001, False)])
def test_organisations_close_as_registers_show(a_year, holds, monkeypatch):
    monkeypatch.setattr(long_run, "_organisations", lambda e: np.full(len(e.lived), 1000.0))
    closed = a_year * 1000 / 12 * np.arange(MONTHS)
    assert long_run.closures(evidence({("baseline", "closed"): closed})).holds == holds


@pytest.mark.parametrize(("spread", "holds"), [(3, True), (0, False)])
def test_provinces_must_differ(spread, holds):
    made = []
    for _ in range(8):
        counts = [4 + (spread if province % 2 else -spread) for province in range(9)]
        where = [province for province, count in enumerate(counts) for _ in range(count)]
        records = alliances(*[(1, -1)] * len(where), facilitated=1)
        records["province"] = where
        made.append(records)
    assert long_run.provinces(evidence({}, made)).holds == holds


@pytest.mark.parametrize(("most", "holds"), [(120.0, True), (301.0, False)])
def test_the_largest_of_many_worlds_is_told(most, holds, monkeypatch):
    def lived(scenarios, which, months, workers, table):
        rows = np.zeros((1, months + 1, len(MEASURES)), np.float32)
        rows[..., POSITION["alive"]] = 50.0
        found = [Lived(world, rows.copy(), (alliances(),), ("",)) for world in which]
        found[1].rows[0, -1, POSITION["alive"]] = most
        return found

    monkeypatch.setattr(long_run, "ensemble", lived)
    found = long_run.largest(worlds(5, 1, 1), 1, None)
    assert found.holds == holds and f"{most:.0f}" in found.figure and "5" in found.figure


@pytest.mark.parametrize("holds", [True, False])
def test_doses_must_lie_within_what_studies_found(holds, monkeypatch):
    middle = {study.numbers: (study.low + study.high) / 2 for study in delivery.STUDIES}
    high = {study.numbers: study.high * 2 for study in delivery.STUDIES}
    values = dict(zip((12, 1, 4, 6), (middle if holds else high).values()))
    monkeypatch.setattr(
        delivery, "taught", lambda number, *rest: [delivery.Taught(values[number] + 0.001 * k, 9) for k in range(8)]
    )
    assert delivery.doses(worlds(8, 1, 1), 1, None).holds == holds


@pytest.mark.parametrize(("at_once", "holds"), [(80.0, True), (100.0, False), (130.0, False)])
def test_all_together_must_deliver_less_than_the_sum(at_once, holds, monkeypatch):
    def cases(scenarios, which, workers, table):
        lots = 1 + 0.001 * np.arange(len(which))
        return (100.0 if len(scenarios) > 1 else at_once * lots) * np.ones(len(which))

    monkeypatch.setattr(delivery, "_cases", cases)
    assert delivery.together(worlds(8, 1, 1), 1, None).holds == holds


def test_what_a_recommendation_teaches_is_measured_in_those_it_reaches():
    found = delivery.taught(1, "understanding", worlds(3, 1, 1), 1, None)
    assert all(one.reached > 100 and 0.1 < one.effect < 2.0 for one in found)
    assert found == delivery.taught(1, "understanding", worlds(3, 1, 1), 2, None)


def test_every_pattern_is_told_in_both_languages_once(monkeypatch):
    found = judged.judge(worlds(2, 1, 1), worlds(judged.many_for(2), 1, 1), 2, lang="en", quiet=True, table=None)
    assert [one.letter for one in found] == [chr(ord("a") + k) for k in range(len(found))]
    for one in found:
        for said in (one.figure, one.criterion):
            assert isinstance(said, Phrase) and said.th and said != said.th
            assert "{" not in said + said.th
