"""What is foretold of portfolios, which are run first, and whether the best that are foretold are found."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from formula_engine import ON, WAYS, Formula, levers

from analysis.portfolios import search as searching
from analysis.portfolios.design import design, every
from analysis.portfolios.levers import OFF, Outcomes, efforts, key_of, nothing, size_of
from analysis.portfolios.provinces import _shared_out, by_province
from analysis.portfolios.search import WIDTH, _beam, search
from analysis.portfolios.surrogate import Surrogate, surrogate, unknowns


def planted(count=5, modes=WAYS, seed=1):
    random = np.random.default_rng(seed)
    mains = np.column_stack([np.zeros(count), random.normal(1.0, 1.0, (count, len(modes)))])
    costs = np.column_stack([np.zeros(count), random.uniform(0.5, 3.0, (count, len(modes)))])
    pairs = random.normal(0.0, 0.5, (count, count))
    pairs = np.triu(pairs, 1) + np.triu(pairs, 1).T
    return Formula(levers(count, modes), mains, costs, pairs, chance=0.0, unknown=0.0, cost_spread=0.0)


def exact(formula):
    zero = np.zeros_like(formula.pairs)
    chosen = tuple(formula.levers)
    return Surrogate(chosen, formula.mains, formula.pairs, 1.0, 0.0), Surrogate(chosen, formula.costs, zero, 1.0, 0.0)


def test_what_levers_and_pairs_do_is_found_again():
    formula = planted()
    run = design(formula.levers, 1, 10_000)
    found = surrogate(formula.levers, run, formula.worth(run))
    fresh = every(formula.levers)[::97]
    assert found.of(np.array(fresh)) == pytest.approx(formula.worth(fresh), abs=0.15)
    assert found.foretold > 0.98 and found.error < 0.2
    assert found.of(np.array([nothing(formula.levers)])) == pytest.approx([0.0])


def test_of_noise_alone_nothing_is_foretold():
    formula = planted()
    run = design(formula.levers, 1, 10_000)
    found = surrogate(formula.levers, run, np.random.default_rng(2).normal(size=len(run)))
    assert found.foretold < 0.25


def test_a_design_is_balanced_the_same_again_and_no_larger_than_it_may_be():
    many = levers(14, WAYS)
    run = np.array(design(many, 3, 256))
    assert run.tolist() == np.array(design(many, 3, 256)).tolist() != np.array(design(many, 4, 256)).tolist()
    assert len(run) <= 256 and len({tuple(row) for row in run}) == len(run) >= 0.95 * 256
    on = run != OFF
    assert np.abs(on.mean(axis=0) - 0.5).max() < 0.02
    for column in run.T:
        assert np.ptp(np.bincount(column, minlength=6)[1:]) <= 3
    assert np.abs(np.corrcoef(on.T) - np.eye(14)).max() < 0.2
    assert len(design(levers(3), 1, 256)) == 7
    assert unknowns(many) == 14 * 5 + 91


@pytest.mark.parametrize("budget", [2.0, 4.0, 8.0])
def test_a_beam_finds_what_looking_at_all_of_them_finds(budget, monkeypatch):
    formula = planted(6)
    value, cost = exact(formula)
    assert size_of(formula.levers) == 6**6
    all_of_them = search(value, cost, budget)
    monkeypatch.setattr(searching, "ALL", 10)
    beam = search(value, cost, budget)
    assert beam.value[0] == pytest.approx(all_of_them.value[0])
    assert (beam.cost <= budget).all() and len(beam.chosen) <= len(all_of_them.chosen)
    assert len({tuple(row) for row in beam.chosen}) == len(beam.chosen)


def test_of_those_that_cost_about_the_same_only_so_many_go_on_in_a_beam():
    """64 cost nothing; each may be had for all there is, or for a hair less: those are about the same."""
    seven = [*levers(6, ON), *levers(1, WAYS)]
    mains, costs = np.tile([0.0, 1.0, 1.0, 0.0, 0.0, 0.0], (7, 1)), np.zeros((7, 6))
    costs[6] = [0.0, 2.0, 1.99, 9.0, 9.0, 9.0]
    value, cost = exact(Formula(seven, mains, costs, np.zeros((7, 7))))
    found = _beam(value, cost, 2.0, np.arange(7))
    assert len(found) == 2 * WIDTH and (found[:, 6] > 0).sum() == WIDTH


def test_portfolios_are_called_by_what_is_at_work():
    three = levers(3, WAYS)
    assert key_of(three, (1, 0, 4)) == "01.early+03.late-half" and key_of(three, (0, 0, 0)) == "nothing"
    assert efforts(three, np.array([[1, 0, 4]])).tolist() == [[1.0, 0.0, 0.5]]


@pytest.mark.parametrize("budget", [1.0, 1.5, 2.5, 4.0])
@pytest.mark.parametrize("seeds", [(3, 4), (6, 8)], ids=["one takes all", "both take some"])
def test_what_provinces_are_given_is_the_best_sum_within_the_budget(budget, seeds):
    """Against all combinations of two provinces with two levers each."""
    formulas = [planted(2, seed=seed) for seed in seeds]
    cost = exact(formulas[0])[1]
    values = [exact(formula)[0] for formula in formulas]
    chosen = _shared_out(values, cost, budget)
    reached = sum(value.of(np.array([one]))[0] for value, one in zip(values, chosen))
    spent = sum(cost.of(np.array([one]))[0] for one in chosen)
    alone = list(product(range(6), repeat=2))
    best = max(
        values[0].of(np.array([a]))[0] + values[1].of(np.array([b]))[0]
        for a in alone for b in alone
        if cost.of(np.array([a]))[0] + cost.of(np.array([b]))[0] <= budget
    )  # fmt: skip
    assert spent <= budget and reached >= 0.98 * best


def test_each_province_is_given_what_works_there():
    """The first lever works in one province and the second in the other; a lever costs one in each."""
    three, worlds = levers(3), np.array([[0.5], [1.0], [np.nan], [1.5]])
    run = every(three)
    chosen = np.array(run)
    led_to = {"here": 4.0 * chosen[:, 0], "there": 4.0 * chosen[:, 1], "cost": 2.0 * chosen.sum(axis=1)}
    first = Outcomes({measure: worlds * values for measure, values in led_to.items()})
    assert by_province(three, run, first, ["here", "there"], 2.2) == ((1, 0, 0), (0, 1, 0))
