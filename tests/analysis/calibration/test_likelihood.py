"""The likelihood of a report against plain enumeration: every way of putting provinces together, one by one."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.special import comb
from scipy.stats import binom, multinomial, poisson

from analysis.calibration.bank import gathered, simulate_sets
from analysis.calibration.convolution import FLAGSHIP, SAMPLE, backward, chance_of_labels, chances_of, led
from analysis.calibration.likelihood import Ways, log_likelihood, noise, question, tables_of
from analysis.calibration.observations import NAMELY, PROVINCES, SALIENCES, Report, rows, saliences, shipped
from analysis.calibration.priors import points
from analysis.calibration.province import count_chances, likely_tables, shape
from analysis.calibration.runs import Runs, borrowing, common_dispersion, expected

ALPHABET = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]])
SETS, REPLICATES = 4, 3


def how_often(seed=0):
    """(9, 3) how often each province has each table of the alphabet: all 3^9 worlds can be written down."""
    return np.random.default_rng(seed).dirichlet(np.ones(len(ALPHABET)), PROVINCES)


def small_runs(seed=0):
    """Runs of a few sets with few networks."""
    tables = np.random.default_rng(seed).poisson([0.5, 0.7, 0.3], size=(SETS, REPLICATES, PROVINCES, 3))
    return Runs(tables.astype(np.int64), np.ones((SETS, REPLICATES), bool), 0.3, 0.8)


def labels(*told):
    """(9, 3) labels, one for each (province, form)."""
    table = np.zeros((PROVINCES, 3), int)
    for province, form in told:
        table[province, form] += 1
    return rows(table)


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


def joint(by_province, report):
    """(worlds,) probability of each world that provinces can be put together to, and of the report."""
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
    report, found, wanted = REPORTS[name], [], []
    for seed in range(3):
        found.append(question(report).weigh(ALPHABET, how_often(seed)).mean())
        wanted.append(joint(how_often(seed), report).sum())
    assert max(wanted) > 0
    assert found == pytest.approx(wanted, rel=1e-9)


def test_a_set_that_cannot_produce_a_report_has_no_likelihood():
    none = small_runs()._replace(tables=np.zeros((SETS, REPLICATES, PROVINCES, 3), np.int64))
    assert (log_likelihood(none, Report(1, reading="total")) == -np.inf).all()
    assert log_likelihood(none, Report(0, reading="total")) == pytest.approx(0.0)


def test_a_run_that_outgrew_its_world_counts_as_one_that_fits_no_report():
    runs = small_runs()
    half = runs._replace(complete=np.array([[True, False, True]] * SETS))
    kept = Runs(runs.tables[:, ::2], half.complete[:, ::2], 0.3, 0.8)
    ratio = log_likelihood(kept, REPORTS["total"]) - log_likelihood(half, REPORTS["total"])
    assert ratio == pytest.approx(math.log(3 / 2))
    none = runs._replace(complete=np.zeros((SETS, REPLICATES), bool))
    assert (log_likelihood(none, REPORTS["total"]) == -np.inf).all()


def test_workers_and_chunks_change_nothing():
    runs = small_runs()
    many = Runs(np.tile(runs.tables, (50, 1, 1, 1)), np.tile(runs.complete, (50, 1)), 0.3, 0.8)
    alone = log_likelihood(runs, shipped())
    assert (log_likelihood(many, shipped(), 3) == np.tile(alone, 50)).all()


def test_completed_tables_are_drawn_as_often_as_they_are_probable():
    """Against drawing provinces by themselves and keeping each world by the probability of what is told of it."""
    runs, report, rng = small_runs(), REPORTS["flagships and wording"], np.random.default_rng(1)
    rows_, often = tables_of(expected(runs), 1, question(report))
    named = often * (rows_[:, report.labels.argmax(axis=1)].T > 0)  # a province has what it names
    worlds = np.stack([rows_[rng.choice(len(rows_), 100_000, p=one / one.sum())] for one in named], axis=1)
    worlds = worlds[worlds.sum(axis=(1, 2)) == 14]
    told = np.mean([chances(worlds, report, one) for one in saliences(SALIENCES)], axis=0)
    wanted = np.tensordot(told / told.sum(), worlds, axes=1)
    ways = Ways(runs, 1, report)
    drawn = np.array([ways.draw(rng) for _ in range(1500)])
    assert (drawn.sum(axis=(1, 2)) == 14).all()
    assert (np.take_along_axis(drawn, report.labels.argmax(axis=1)[None, :, None], axis=2) >= 1).all()
    error = np.hypot(1.0 / math.sqrt(1500), 1.0 / math.sqrt(told.sum() ** 2 / (told**2).sum()))
    assert (told > 0).sum() > 100 and np.abs(drawn.mean(axis=0) - wanted).max() < 4.0 * error


def test_a_sample_of_labels_by_hand():
    """Of two area networks the one labelled is any, of the two networks left the one placed is any."""
    assert chance_of_labels(np.array([2, 1, 0]), np.array([1, 0, 0]), 1, -1, SAMPLE) == 4.0


def test_a_province_told_to_have_none_has_none_whatever_is_named():
    often, none = np.full((1, 2), 0.5), np.zeros(1, np.int64)
    told = (np.array([[0, 0, 0], [1, 0, 0]]), often, np.array([[1, 0, 0]]), none)
    found = [chances_of(*told, np.array([exact]), np.array([FLAGSHIP]), np.ones(3)) for exact in (-1, 0)]
    assert found[0].tolist() == [[0.0, 0.5]] and found[1].tolist() == [[0.0, 0.0]]


def test_what_states_come_to_by_hand():
    """Of two networks at most, one of them a business one at most: one more of these leads from 0 to 1, and from 1
    nowhere, unless that line stays at its bound."""
    wanted, bounds = np.arange(1.0, 7.0).reshape(3, 1, 2, 1), np.array([2, 0, 1, 0])
    more, capped = np.array([1, 0, 1, 0]), np.zeros(4, np.bool_)
    assert led(more, bounds, capped, wanted)[:, 0, :, 0].tolist() == [[4.0, 0.0], [6.0, 0.0], [0.0, 0.0]]
    capped[2] = True
    assert led(more, bounds, capped, wanted)[:, 0, :, 0].tolist() == [[4.0, 4.0], [6.0, 6.0], [0.0, 0.0]]


def test_tables_are_drawn_from_the_last_province_to_the_first_by_hand():
    """Two provinces, one network in all: it is the first's in three worlds of four."""
    rows_, chances_ = np.array([[0, 0, 0], [1, 0, 0]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    bounds, capped, final = np.array([1, 0, 0, 0]), np.array([False, True, True, True]), np.zeros((2, 1, 1, 1))
    final[1] = 1.0
    drawn = [backward(rows_, chances_, bounds, capped, final, np.array([0.5, lot])) for lot in (0.74, 0.76)]
    assert [table.tolist() for table in drawn] == [[[1, 0, 0], [0, 0, 0]], [[0, 0, 0], [1, 0, 0]]]


# What a province is likely to have


@pytest.mark.parametrize("mean", [0.0, 0.02, 0.4, 3.4, 12.0])
@pytest.mark.parametrize("dispersion", [0.1, 0.47, 1.0, 2.0])
def test_counts_have_the_mean_asked_for_and_nearly_the_variance(mean, dispersion):
    found = count_chances(mean, dispersion, 0)
    counts = np.arange(len(found))
    assert found.sum() == pytest.approx(1.0)
    assert found @ counts == pytest.approx(mean, abs=1e-6)
    if mean >= 3.0 and dispersion <= 1.0:
        assert found @ counts**2 - mean**2 == pytest.approx(dispersion * mean, rel=0.15)


def test_counts_without_a_second_number_are_poissons():
    found = count_chances(2.5, 1.0, 0)
    assert found == pytest.approx(poisson.pmf(np.arange(len(found)), 2.5), abs=1e-5)


def test_counts_go_no_further_than_they_can():
    """Of a mean far beyond them, each of the last counts is as much likelier than the one before as Poisson says."""
    found = shape(math.log(2000.0), 1.0, 0)
    assert len(found) == 401 and found[-1] / found[-2] == pytest.approx(2000 / 400)


def test_tables_are_all_of_as_many_networks_as_are_looked_at():
    rows_, often = likely_tables(np.zeros((PROVINCES, 3)), 1.0, 0.01, 2)
    assert len(rows_) == len({tuple(row) for row in rows_}) == 1 + 3 + 6 and rows_.sum(axis=1).max() == 2
    assert often[:, 0].tolist() == [1.0] * PROVINCES


def test_tables_are_counts_shared_out_among_forms():
    means = np.random.default_rng(1).uniform(0.1, 2.0, (PROVINCES, 3))
    rows_, often = likely_tables(means, 0.5, 0.0, 0)
    assert often.sum(axis=1) == pytest.approx(1.0)
    assert often @ rows_ == pytest.approx(means, abs=1e-4)
    counts = rows_.sum(axis=1)
    for p in range(PROVINCES):
        wanted = multinomial.pmf(rows_[counts == 4], 4, means[p] / means[p].sum()) * often[p, counts == 4].sum()
        assert often[p, counts == 4] == pytest.approx(wanted)


def test_whatever_is_told_of_a_province_is_among_its_tables():
    means = np.full((PROVINCES, 3), 0.2)
    rows_, often = likely_tables(means, 0.5, 0.01, 25)
    assert rows_.sum(axis=1).max() >= 25 and (often[:, rows_.sum(axis=1) == 25] > 0).any()


def test_a_form_not_seen_can_be():
    means = np.tile([1.0, 1.0, 0.0], (PROVINCES, 1))
    seen, unseen = (likely_tables(means, 0.5, sparse, 0) for sparse in (0.0, 0.007))
    assert (seen[1][:, seen[0][:, 2] > 0] == 0.0).all()
    assert (unseen[1][:, (unseen[0] == (1, 1, 1)).all(axis=1)] > 0.0).all()


# What runs lead one to expect


def test_a_share_of_a_provinces_means_is_borrowed_from_all():
    runs = independent_runs(5, 8, 1, apart=2.0)
    own = runs.tables.mean(axis=1)
    assert expected(runs._replace(borrowed=0.0)).means == pytest.approx(own)
    pooled = np.repeat(own.mean(axis=1, keepdims=True), PROVINCES, axis=1)
    assert expected(runs._replace(borrowed=1.0)).means == pytest.approx(pooled)


def test_runs_that_outgrew_their_world_are_not_counted():
    runs = independent_runs(5, 8, 1)
    complete = np.tile(np.arange(8) < 5, (5, 1))
    found, kept = expected(runs._replace(complete=complete)), expected(
        runs._replace(tables=runs.tables[:, :5], complete=complete[:, :5])
    )  # fmt: skip
    for name in ("means", "dispersion", "sparse"):
        assert getattr(found, name) == pytest.approx(getattr(kept, name)), name
    assert found.complete == pytest.approx(5 / 8) and kept.complete == pytest.approx(1.0)


def test_dispersion_is_found_and_a_few_runs_are_drawn_to_that_of_all():
    rng = np.random.default_rng(2)
    tables = np.zeros((300, 8, PROVINCES, 3), np.int64)
    tables[..., 0] = rng.binomial(6, 0.55, tables.shape[:3])  # variance 0.45 of the mean
    common = common_dispersion(tables)
    assert common == pytest.approx(0.45, abs=0.02)
    found = expected(Runs(tables, np.ones((300, 8), bool), 1.0, common)).dispersion
    alone = tables.sum(axis=3).var(axis=1, ddof=1).mean(axis=1) / tables.sum(axis=3).mean(axis=(1, 2))
    assert found.mean() == pytest.approx(common, abs=0.02) and found.std() < 0.65 * alone.std()


def test_a_few_runs_are_believed_up_to_twice_the_spread_of_chance_and_down_to_a_tenth_of_it():
    swinging = np.zeros((20, 8, PROVINCES, 3), np.int64)
    swinging[:, ::2] = 40
    for tables, told in ((swinging, 2.0), (np.full_like(swinging, 5), 0.1)):
        runs = Runs(tables, np.ones((20, 8), bool), 0.0, common_dispersion(tables))
        assert runs.dispersion == told
        assert expected(runs).dispersion.tolist() == [told] * 20


def test_what_few_runs_say_of_real_counts_is_what_many_say():
    """Under-dispersed counts and unequal forms: eight runs against the very frequencies, on a whole table told."""
    rng = np.random.default_rng(4)
    networks = rng.binomial(7, 0.5, size=(400, 8, PROVINCES))
    tables = rng.multinomial(networks, [0.3, 0.6, 0.1])
    runs = Runs(tables, np.ones((400, 8), bool), borrowing(tables), common_dispersion(tables))
    truth = rng.multinomial(rng.binomial(7, 0.5, PROVINCES), [0.3, 0.6, 0.1])
    report = Report(int(truth.sum()), labelled=rows(truth))
    wanted = binom.logpmf(truth.sum(axis=1), 7, 0.5).sum() + sum(
        multinomial.logpmf(row, row.sum(), [0.3, 0.6, 0.1]) for row in truth
    )
    found = log_likelihood(runs, report)
    assert np.isfinite(found).all() and found.std() < 1.0
    assert np.log(np.mean(np.exp(found - wanted))) == pytest.approx(0.0, abs=0.35)


@pytest.mark.parametrize(("reading", "kept"), [("sample", True), ("lower-bounds", True), ("flagship", False)])
def test_a_set_whose_total_is_hopeless_is_weighed_all_the_same_but_for_flagships(reading, kept):
    """Under a flagship reading it is passed over, to save time: labels could not make up for such a total."""
    tables = np.zeros((2, 4, PROVINCES, 3), np.int64)
    tables[0, :, :, 0], tables[1, :, :4, 0] = 2, 1  # a set of the 18 that are told, and one of four
    runs = Runs(tables, np.ones((2, 4), bool), 1.0, 1.0)
    report = Report(18, labelled=labels(*((place, 0) for place in range(PROVINCES))), reading=reading)
    beside, alone = log_likelihood(runs, report)[1], log_likelihood(runs.part(slice(1, 2)), report)[0]
    assert np.isfinite(alone) and alone < log_likelihood(runs, report)[0] - 11.6
    assert beside == (pytest.approx(alone) if kept else -np.inf)


# Noise and borrowing


def independent_runs(sets, replicates, seed, apart=0.0):
    """Poisson counts with the same means in every set; those of the first province are ``apart`` higher."""
    rng = np.random.default_rng(seed)
    means = np.tile([1.2, 1.4, 0.3], (PROVINCES, 1))
    means[0] += apart
    tables = rng.poisson(means, size=(sets, replicates, PROVINCES, 3))
    return Runs(
        tables.astype(np.int64), np.ones((sets, replicates), bool), borrowing(tables), common_dispersion(tables)
    )  # fmt: skip


def test_alike_provinces_borrow_and_unlike_ones_do_not():
    assert independent_runs(400, 8, 1).borrowed > 0.9
    assert independent_runs(400, 8, 1, apart=3.0).borrowed < 0.25


def test_one_set_says_what_it_says_twice_over_and_none_lets_all_be_borrowed():
    one = independent_runs(1, 8, 5, apart=3.0).tables
    assert borrowing(one) == pytest.approx(borrowing(np.repeat(one, 2, axis=0)))
    assert borrowing(one) < 1.0 == borrowing(one[:0]) == borrowing(one[:, :1])
    assert [common_dispersion(few) for few in (one[:0], one[:, :1], 0 * one)] == [1.0] * 3


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


@pytest.mark.slow
def test_the_models_provinces_are_as_the_likelihood_takes_them_to_be():
    """Independent given the parameters, counts of the family assumed, forms taken independently: 24 sets, 120 runs."""
    unit = points(256, 9)
    bank = gathered(unit[:48], list(simulate_sets(unit[:48], range(48), 120, 9, 2)))
    tables = bank.counts("created").astype(np.int64)
    between = tables.sum(axis=(2, 3)).mean(axis=1)
    tables = tables[(between > 9) & (between < 60)]
    assert len(tables) >= 15
    counts = tables.sum(axis=3)
    upper = np.triu_indices(PROVINCES, 1)
    apart = [np.corrcoef(one.T)[upper].mean() for one in counts]
    assert abs(np.mean(apart)) < 4.0 * np.std(apart) / math.sqrt(len(apart)) + 0.01
    told = expected(Runs(tables, np.ones(tables.shape[:2], bool), 1.0, common_dispersion(tables)))
    of_counts, of_tables = [], []
    for place, one in enumerate(tables.reshape(len(tables), -1, 3)):
        rows_, often = likely_tables(told.means[place], told.dispersion[place], told.sparse[place], 40)
        at = {tuple(row): nth for nth, row in enumerate(rows_.tolist())}
        seen = np.bincount([at[tuple(row)] for row in one.tolist()], minlength=len(rows_)) / len(one)
        of_tables.append(divergence(seen, often[0], len(one)))
        sums = rows_.sum(axis=1)
        of_counts.append(divergence(np.bincount(sums, weights=seen), np.bincount(sums, weights=often[0]), len(one)))
    assert np.median(of_counts) < 0.02 and np.median(of_tables) < 0.06


def divergence(seen, likely, count):
    """Kullback-Leibler divergence in nats, less what so many draws leave by chance alone."""
    some = seen > 0
    return float((seen[some] * np.log(seen[some] / likely[some])).sum() - (some.sum() - 1) / (2 * count))
