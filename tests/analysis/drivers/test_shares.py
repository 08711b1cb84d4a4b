"""Which numbers matter: planted problems with known indices, and inert numbers that must not look important."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from SALib.test_functions import Ishigami, Sobol_G
from SALib.test_functions.Sobol_G import sensitivity_index

from analysis.drivers.curves import folds
from analysis.drivers.shares import COLUMNS, Estimated, _share_cells, chance_of, hinges, share
from analysis.effects.statistics import errors_to_end

NAMES = list("abcdefgh")


def random(seed=1):
    return np.random.default_rng(seed)


def found(drawn, outcome, seed=1):
    table = pd.DataFrame(drawn, columns=[f"n{nth}" for nth in range(drawn.shape[1])])
    return hinges(table, outcome, np.arange(len(outcome)), seed)


def by_number(result):
    return result.table.set_index("number")


def test_known_indices_of_ishigami():
    drawn = random().uniform(-np.pi, np.pi, (2000, 3))
    rows = by_number(found(drawn, Ishigami.evaluate(drawn)))
    for number, known in zip(("n0", "n1", "n2"), (0.314, 0.442, 0.0)):
        assert rows.loc[number, "share"] == pytest.approx(known, abs=0.04)
        assert rows.loc[number, "share_low"] - 0.01 <= known <= rows.loc[number, "share_high"] + 0.01
    assert list(rows["clear"]) == [True, True, False]
    assert abs(rows.loc["n1", "correlation"]) < 0.1 < rows.loc["n0", "correlation"]


def test_known_indices_of_the_g_function():
    drawn, a = random(2).uniform(size=(2000, 8)), np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    result = found(drawn, Sobol_G.evaluate(drawn, a=a))
    rows = by_number(result)
    for nth, known in enumerate(sensitivity_index(a)):
        assert rows.loc[f"n{nth}", "share"] == pytest.approx(known, abs=0.03)
    assert result.together.value == pytest.approx(sum(sensitivity_index(a)), abs=0.03)
    assert not rows.loc[["n4", "n5", "n6", "n7"], "clear"].any()


@pytest.mark.slow
def test_the_interval_of_a_share_covers_it():
    """y = x + noise: the share is 1 / (1 + 12 × variance of the noise)."""
    covered = 0
    for seed in range(100):
        x = random(seed).uniform(size=(300, 1))
        y = x[:, 0] + random(seed + 500).normal(0, 0.4, 300)
        row = by_number(found(x, y)).loc["n0"]
        covered += row["share_low"] <= 1 / (1 + 12 * 0.16) <= row["share_high"]
    assert covered >= 88


def test_a_weak_number_is_found_once_a_strong_one_is_taken_out():
    drawn = random(4).uniform(size=(300, 6))
    outcome = 20 * drawn[:, 0] + 1.5 * drawn[:, 1] + 0.5 * random(5).normal(size=300)
    assert set(by_number(found(drawn, outcome)).query("clear").index) == {"n0", "n1"}


def test_ends_are_means_where_the_number_is_low_and_high():
    drawn = random().uniform(size=(500, 1))
    row = by_number(found(drawn, 10 * drawn[:, 0])).loc["n0"]
    assert (row["low_at"], row["high_at"]) == pytest.approx((0.2, 0.8), abs=0.03)
    assert (row["low"], row["high"]) == pytest.approx((1.0, 9.0), abs=0.2)
    assert row["low_from"] < row["low"] < row["low_to"] < row["high_from"] < row["high"] < row["high_to"]


def test_a_form_has_the_values_where_least_and_most_come_of_it():
    forms = random().integers(0, 3, (300, 1)).astype(float)
    outcome = np.array([5.0, 9.0, 1.0])[forms[:, 0].astype(int)] + 0.1 * random(2).normal(size=300)
    table = pd.DataFrame({"media_form": forms[:, 0], "plain": forms[:, 0]})
    rows = by_number(hinges(table, outcome, np.arange(300), 1))
    assert tuple(rows.loc["plain", ["low_at", "high_at"]]) == (0.0, 2.0)  # a number of few values has an order
    assert rows.loc["plain", "low"] == pytest.approx(5.0, abs=0.1)
    row = rows.loc["media_form"]
    assert (row["low_at"], row["high_at"]) == (2.0, 1.0)
    assert (row["low"], row["high"]) == pytest.approx((1.0, 9.0), abs=0.1)
    assert row["share"] > 0.95


def test_what_never_differs_is_left_out_and_the_table_is_whole():
    drawn = np.column_stack([random().uniform(size=150), np.full(150, 3.0)])
    result = found(drawn, drawn[:, 0])
    assert list(result.table["number"]) == ["n0"]
    assert tuple(result.table.columns) == COLUMNS and result.worlds == 150


def test_an_outcome_that_never_differs_hinges_on_nothing():
    result = found(random().uniform(size=(120, 3)), np.full(120, 2.0))
    assert not result.table["clear"].any() and (result.table["share"] == 0).all()
    assert np.isnan(result.together.value) and np.isnan(result.unseen)  # nothing was there to explain


def test_the_share_of_chance_is_known():
    """Between worlds a variance of 3, of chance 1: a quarter is chance, though no number is looked at."""
    world = random(1).normal(0, np.sqrt(3), 4000)
    first, again = (world + random(seed).normal(size=4000) for seed in (2, 3))
    luck = chance_of(first[:800], again[:800], first)
    assert luck.value == pytest.approx(0.25, abs=3 * luck.error) and luck.error < 0.02
    assert np.isnan(chance_of(first[:1], again[:1], first).value)


def test_the_same_seed_gives_the_same_table():
    drawn = random().uniform(size=(120, 3))
    outcome = drawn @ np.array([0.5, 0.6, 0.7]) + random(2).normal(size=120)
    assert found(drawn, outcome, 0).table.equals(found(drawn, outcome, 0).table)
    assert not found(drawn, outcome, 0).table["p"].equals(found(drawn, outcome, 1).table["p"])  # nor is 0 taken as none


def test_nothing_foretold_is_a_share_of_nothing():
    outcome, fold = random().normal(size=100), folds(np.arange(100))
    level = np.array([outcome[fold != part].mean() for part in fold])
    assert share(outcome, level, fold, np.arange(100)) == (0.0, 0.0)


def test_what_is_not_told_has_an_upper_end_and_an_order_of_its_own():
    """Not by the alphabet: by how little chance it takes, then by how strong it is; and none is certainly nothing."""
    drawn = random(3).uniform(size=(120, 30))
    table = found(drawn, drawn[:, 20] + random(4).standard_t(2, 120)).table
    others = table[~table["clear"]]
    assert (others["share_low"] == 0).all() and (others["share_high"] > 0.05).all()
    keys = list(zip(others["p"], -others["correlation"].abs()))
    assert keys == sorted(keys)


def test_the_ends_of_a_share_by_hand():
    """1.96 errors to each side; what is clear is not nothing, but may be all that goes unseen."""
    clear = _share_cells(Estimated(0.5, 0.1), True, 0.9)
    assert tuple(clear.values()) == pytest.approx((0.5, 0.304, 0.696), abs=1e-4)
    unclear = _share_cells(Estimated(0.5, 0.1), False, 0.9)
    assert tuple(unclear.values()) == (0.5, 0.0, 0.9)
    assert tuple(_share_cells(Estimated(-0.2, 0.01), True, 0.9).values()) == (0.0, 0.0, 0.9)


def test_a_flat_curve_explains_nothing_at_all():
    table = found(random(3).uniform(size=(120, 30)), random(4).normal(size=120)).table
    assert ((table["share"] == 0.0) | (table["share"] > 1e-6)).all()  # no rounding is taken for a share


@pytest.mark.slow
def test_of_what_is_clear_the_interval_holds_the_true_share():
    """Given clear it is told too large, and so is what clear numbers explain together; no interval misses for it."""
    true, held, told, together = 0.09 / 1.09, [], [], []
    for seed in range(60):
        random = np.random.default_rng(seed)
        drawn = random.random((100, 20))
        outcome = 0.3 * np.sqrt(12) * (drawn[:, 0] - 0.5) + random.normal(size=100)
        found = hinges(pd.DataFrame(drawn).rename(columns=str), outcome, np.arange(100), seed)
        (row,) = found.table[found.table["number"] == "0"].to_dict("records")
        if row["clear"]:
            held.append(row["share_low"] <= true <= row["share_high"])
            told.append(row["share"])
            together.append(abs(found.together.value - true) <= errors_to_end() * found.together.error)
    assert len(held) >= 20 and np.mean(held) >= 0.95 and np.mean(together) >= 0.9
    assert np.mean(told) > true
