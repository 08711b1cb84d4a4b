"""The likelihood of a report against plain enumeration: every way of putting provinces together, one by one."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.special import comb

from analysis.calibration.likelihood import by_salience, draw_table, log_likelihood, noise
from analysis.calibration.observations import NAMELY, PROVINCES, SALIENCES, Report, rows, saliences, shipped
from analysis.calibration.runs import Runs, borrowing

ALPHABET = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]])
SETS, REPLICATES, BORROWED = 4, 3, 0.3


def small_runs(seed=0, alphabet=ALPHABET):
    """Runs in which a province has one of three tables, so that all 3^9 worlds can be written down."""
    rng = np.random.default_rng(seed)
    tables = alphabet[rng.integers(len(alphabet), size=(SETS, REPLICATES, PROVINCES))]
    return Runs(tables.astype(np.int64), np.ones((SETS, REPLICATES), bool), BORROWED)


def labels(*told):
    """(9, 3) labels, one for each (province, form)."""
    table = np.zeros((PROVINCES, 3), int)
    for province, form in told:
        table[province, form] += 1
    return rows(table)


def shares(tables):
    """(9, 3) how often each of the alphabet came about in each province, as much of it borrowed as said."""
    own = (tables[:, :, None, :] == ALPHABET).all(axis=3).mean(axis=0)
    return (1 - BORROWED) * own + BORROWED * own.mean(axis=0)


def sampled(whole, part):
    """(worlds,) probability, up to a constant, that a sample without replacement has just ``part`` of each sort."""
    return comb(whole, np.asarray(part)).reshape(len(whole), -1).prod(axis=1)


def chances(worlds, report, weights):
    """(worlds,) probability of ``report``, up to a constant, in each world (9, 3): written from the definition."""
    told, possible = report.labels, np.ones(len(worlds))
    counts = [(report.total, worlds.sum(axis=(1, 2)))]
    counts += list(zip(report.provinces, worlds.sum(axis=2).T)) + list(zip(report.forms, worlds.sum(axis=1).T))
    for count, true in counts:
        possible *= 1.0 if count is None else true == count
    if report.reading == "total":
        return possible
    left = worlds - told
    if report.reading == "lower-bounds":
        enough = (left >= 0).all(axis=(1, 2)) & (left.sum(axis=2) >= report.placed).all(axis=1)
        return possible * enough * (left.sum(axis=1) >= report.formed).all(axis=1)
    if report.reading == "sample":
        halves = sampled(left.sum(axis=2), report.placed) * sampled(left.sum(axis=1), report.formed)
        return possible * (left >= 0).all(axis=(1, 2)) * sampled(worlds, told) * halves
    for place in np.flatnonzero(report.told):
        here, named = worlds[:, place], told[place]
        if named.sum():
            possible = possible * (here * weights * named).sum(axis=1) / (here * weights).sum(axis=1)
        else:
            possible = possible * (here.sum(axis=1) == 0)
    if report.namely is not None:
        worded = np.where(worlds[:, :, 2].sum(axis=1) == told[:, 2].sum(), *NAMELY)
        possible = possible * (worded if report.namely else 1 - worded)
    return possible


WORLDS = np.array(list(itertools.product(range(3), repeat=PROVINCES)))


def joint(tables, report):
    """(worlds,) probability of each world that the provinces of one set can be put together to, and of the report."""
    by_province = shares(tables)
    weights = saliences(SALIENCES) if report.reading == "flagship" else np.ones((1, 3))
    told = np.mean([chances(ALPHABET[WORLDS], report, one) for one in weights], axis=0)
    return told * by_province[np.arange(PROVINCES), WORLDS].prod(axis=1)


FLAGSHIPS = labels(*((p, (0, 1, 0, 1, 1, 0, 2, 0, 1)[p]) for p in range(PROVINCES)))
REPORTS = {
    "total": Report(14, reading="total"),
    "lower bounds": Report(14, labelled=labels((0, 0), (0, 1), (3, 2)), formed=(1, 2, 0), reading="lower-bounds"),
    "flagships": Report(14, labelled=FLAGSHIPS, reading="flagship"),
    "flagships and wording": Report(14, labelled=FLAGSHIPS, reading="flagship", namely=True),
    "flagships and other wording": Report(14, labelled=FLAGSHIPS, reading="flagship", namely=False),
    "flagships, academic complete": Report(14, forms=(None, None, 1), labelled=FLAGSHIPS, reading="flagship"),
    "a silent province": Report(14, labelled=FLAGSHIPS, reading="flagship", namely=True).without_province(6),
    "flagships without a total": Report(None, labelled=FLAGSHIPS, reading="flagship", namely=True),
    "a sample": Report(14, labelled=labels((0, 0), (2, 1), (3, 1)), placed=(0, 1, 0, 0, 1, 0, 0, 0, 0)),
    "a sample of forms": Report(14, labelled=labels((0, 0)), formed=(1, 3, 1)),
    "provinces": Report(None, provinces=(1, 2, 2, 1, None, 2, 2, None, 1), reading="total"),
    "forms": Report(14, forms=(7, 5, 2), reading="total"),
    "one form without a total": Report(None, forms=(None, 7, None), reading="total"),
    "everything": Report(14, provinces=(1, 2, 2, 1, 1, 2, 2, 2, 1), forms=(7, 5, 2), labelled=labels((1, 1), (8, 0))),
}


@pytest.mark.parametrize("name", REPORTS)
def test_sums_over_provinces_are_sums_over_worlds(name):
    runs, report = small_runs(), REPORTS[name]
    found = by_salience(runs, report).mean(axis=1)
    expected = [joint(tables, report).sum() for tables in runs.tables]
    assert max(expected) > 0
    assert found == pytest.approx(expected, rel=1e-9)


def test_a_set_that_cannot_produce_a_report_has_no_likelihood():
    found = log_likelihood(small_runs(), Report(500, reading="total"))
    assert (found == -np.inf).all()
    assert np.isfinite(log_likelihood(small_runs(alphabet=np.zeros((3, 3), int)), Report(0, reading="total"))).all()


def test_a_run_that_outgrew_its_world_counts_as_one_that_fits_no_report():
    runs = small_runs()
    half = runs._replace(complete=np.array([[True, False, True]] * SETS))
    kept = Runs(runs.tables[:, ::2], half.complete[:, ::2], BORROWED)
    ratio = log_likelihood(kept, REPORTS["total"]) - log_likelihood(half, REPORTS["total"])
    assert ratio == pytest.approx(PROVINCES * math.log(3 / 2))


def test_workers_and_chunks_change_nothing():
    runs = small_runs()
    many = Runs(np.tile(runs.tables, (50, 1, 1, 1)), np.tile(runs.complete, (50, 1)), BORROWED)
    alone = log_likelihood(runs, shipped())
    assert (log_likelihood(many, shipped(), 3) == np.tile(alone, 50)).all()


def test_completed_tables_are_drawn_as_often_as_they_are_probable():
    runs, report, rng = small_runs(), REPORTS["flagships and wording"], np.random.default_rng(1)
    exact = joint(runs.tables[1], report) @ ALPHABET[WORLDS].reshape(len(WORLDS), -1)
    exact = exact.reshape(PROVINCES, 3) / joint(runs.tables[1], report).sum()
    drawn = np.array([draw_table(runs, 1, report, rng) for _ in range(1500)])
    assert (drawn.sum(axis=(1, 2)) == 14).all()
    assert (np.take_along_axis(drawn, report.labels.argmax(axis=1)[None, :, None], axis=2) >= 1).all()
    assert np.abs(drawn.mean(axis=0) - exact).max() < 4.5 * 0.5 / math.sqrt(1500)


# Noise and borrowing


def independent_runs(sets, replicates, seed, apart=0.0):
    """Poisson counts with the same means in every set; those of the first province are ``apart`` higher."""
    rng = np.random.default_rng(seed)
    means = np.tile([1.2, 1.4, 0.3], (PROVINCES, 1))
    means[0] += apart
    tables = rng.poisson(means, size=(sets, replicates, PROVINCES, 3))
    return Runs(tables.astype(np.int64), np.ones((sets, replicates), bool), borrowing(tables))


def test_alike_provinces_borrow_and_unlike_ones_do_not():
    assert independent_runs(400, 8, 1).borrowed > 0.9
    assert independent_runs(400, 8, 1, apart=3.0).borrowed < 0.25


def test_the_noise_told_is_the_noise_there_is():
    runs = independent_runs(400, 16, 2)
    found = log_likelihood(runs, shipped())
    told = np.sqrt(np.nanmean(noise(runs, shipped()) ** 2))
    assert found.std() == pytest.approx(told, rel=0.25)


def test_borrowing_lowers_the_noise_and_moves_the_likelihood_little():
    runs = independent_runs(400, 16, 3)
    alone = log_likelihood(runs._replace(borrowed=0.0), shipped())
    with_ = log_likelihood(runs, shipped())
    assert with_.std() < 0.5 * alone[np.isfinite(alone)].std()
    precise = log_likelihood(independent_runs(4, 2000, 4)._replace(borrowed=0.0), shipped()).mean()
    assert np.log(np.mean(np.exp(with_ - precise))) == pytest.approx(0.0, abs=0.1)
