"""Worlds until it is clear: planted ties and gaps, known error over all looks, and no decision that one world makes."""

from __future__ import annotations

import math
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from skewed_samples import LUMPY, SMOOTH, sample

from analysis.effects.enough import (
    BEHIND,
    ERROR,
    FEWEST,
    LEVEL_WITH,
    OPEN,
    decide,
    error_of,
    looks,
    times_to_look,
    worlds_needed,
)
from analysis.effects.statistics import mean_interval

REPEATS = 200
SHAPES = {**SMOOTH, **LUMPY}
HARD = ("normal", "log-normal of 1.25", "counts, three in four nothing")


def policies(seed, shape, worlds, means):
    """Draws × policies with these mean effects, correlated as policies in the same worlds are."""
    table = sample(SHAPES[shape], np.random.default_rng(seed), worlds, len(means))
    return pd.DataFrame(table + np.array(means), columns=[f"p{nth}" for nth in range(len(means))])


def spread(shape):
    """Standard deviation of the difference of two policies."""
    two = sample(SHAPES[shape], np.random.default_rng(0), 100_000, 2)
    return float((two[:, 0] - two[:, 1]).std())


def last(effects, first, most, within):
    return decide(effects, looks(first, most), within)[-1]


# Looks


def test_looks_come_at_round_numbers_and_further_apart():
    assert looks(200, 2_000) == [200, 300, 400, 600, 800, 1200, 1600]
    assert looks(50, 50) == [50] and looks(50, 49) == []
    assert list(islice(times_to_look(51), 4)) == [51, 77, 102, 153]


def test_all_looks_together_err_no_more_than_is_said():
    assert sum(error_of(nth) for nth in range(1, 100_000)) == pytest.approx(ERROR, rel=1e-4)
    assert sum(error_of(nth) for nth in range(1, 100_000)) < ERROR


def test_more_worlds_at_most_only_go_on():
    effects = policies(3, "log-normal of 1", 1_600, [0, 0.05, 0.1])
    some, all_ = (decide(effects, looks(50, most), 0.02) for most in (400, 1_600))
    assert len(some) < len(all_) and all_[: len(some)] == some


def test_worlds_beyond_a_look_do_not_change_it():
    effects = policies(3, "log-normal of 1", 1_600, [0, 0.05, 0.1])
    assert decide(effects.iloc[:400], looks(50, 1_600), 0.02) == decide(effects, looks(50, 400), 0.02)


# Planted


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "count"), [*((shape, 2) for shape in HARD), (HARD[1], 14)])
def test_among_exact_equals_one_is_called_the_best_in_no_more_than_one_of_twenty(shape, count):
    """Over eight looks at 50 to 800 worlds, with a zone too small to end them early."""
    false = 0
    for seed in range(REPEATS):
        found = last(policies(seed, shape, 800, [0.0] * count), 50, 800, 1e-3)
        false += len(found.those(BEHIND)) == count - 1
    assert false <= ERROR * REPEATS


@pytest.mark.slow
def test_a_mean_that_rests_on_a_long_tail_is_not_called_worse_too_often():
    """Equal means, one policy with a long tail of gains: worlds seldom show all of it."""
    false = 0
    for seed in range(REPEATS):
        random = np.random.default_rng(seed)
        tail, plain = (sample(SHAPES[kind], random, 1_600, 1)[:, 0] for kind in ("log-normal of 1.25", "normal"))
        false += last(pd.DataFrame({"tail": tail, "plain": plain}), 200, 1_600, 1e-3).decided
    assert false <= ERROR * REPEATS


def gains_in_few_worlds(seed, plain):
    """Equal means, where one world in 50 gains twenty times the usual spread; of ``plain`` policies none does."""
    random = np.random.default_rng(seed)
    gains = 20 * ((random.random((1_600, 2)) < 1 / 50) - 1 / 50)
    gains[:, 2 - plain :] = 0.0
    return pd.DataFrame(random.normal(size=(1_600, 2)) + gains, columns=["p0", "p1"])


@pytest.mark.slow
@pytest.mark.parametrize("plain", [0, 1])
def test_gains_in_few_worlds_mislead_no_more_than_is_said_at_the_least_first_batch(plain):
    """Exact equals: two whose gains are rare, or one of that kind beside one without. Of first batches of 50, 13 %."""
    ends = [last(gains_in_few_worlds(seed, plain), FEWEST, 1_600, 1e-3) for seed in range(REPEATS)]
    sampling = 2 * math.sqrt(ERROR * (1 - ERROR) / REPEATS)
    assert sum(one.decided for one in ends) / REPEATS <= ERROR + sampling


@pytest.mark.slow
@pytest.mark.parametrize("shape", HARD)
def test_a_policy_better_by_more_than_the_zone_is_not_passed_over(shape):
    zone = 0.3 * spread(shape)
    passed_over = 0
    for seed in range(REPEATS):
        found = last(policies(seed, shape, 800, [0.0, 1.3 * zone, 0.0]), 50, 800, zone)
        passed_over += found.decided and found.leader != "p1"
    assert passed_over <= ERROR * REPEATS


@pytest.mark.parametrize("shape", HARD)
def test_a_planted_tie_stops_at_the_zone_and_says_so(shape):
    zone, told = 0.2 * spread(shape), 0
    for seed in range(40):
        found = last(policies(seed, shape, 6_400, [0.0, 0.0, -20.0]), 50, 6_400, zone)
        assert found.decided and found.worlds < 6_400
        assert found.leader in ("p0", "p1") and "p2" in {one.policy for one in found.those(BEHIND)}
        for level in found.those(LEVEL_WITH):
            assert level.policy in ("p0", "p1") and level.gap.low >= -zone
            assert level.gap.high - level.gap.low <= 2 * zone
            told += 1
    assert told >= (1 - ERROR) * 40


def fixed_design(shape, means, chance=0.9):
    """Worlds after which one look, with all of the error, tells the best from every other with this chance."""
    samples = [policies(1_000 + seed, shape, 4_000, means).to_numpy() for seed in range(40)]
    best, level = int(np.argmax(means)), 1 - 2 * ERROR / len(means)
    for worlds in (int(30 * 1.15**step) for step in range(60)):
        gaps = ((one[:worlds, [best]] - np.delete(one[:worlds], best, axis=1)).T for one in samples)
        if np.mean([all(mean_interval(gap, level).low > 0 for gap in gaps_) for gaps_ in gaps]) >= chance:
            return worlds
    raise AssertionError("no design is large enough")


@pytest.mark.parametrize("count", [2, 6])
@pytest.mark.parametrize("shape", HARD)
def test_a_planted_gap_stops_within_twice_the_runs_of_the_best_fixed_design(shape, count):
    means = [0.0] * (count - 1) + [0.2 * spread(shape)]
    stopped = []
    for seed in range(40):
        found = last(policies(seed, shape, 12_800, means), 50, 12_800, means[-1] / 4)
        assert found.decided
        stopped.append(found.worlds)
    assert np.mean(stopped) <= 2 * fixed_design(shape, means)


# One at a time


def test_exact_copies_are_level_at_once():
    effects = policies(1, "normal", 50, [0.0, -30.0]).assign(twin=lambda table: table["p0"])
    found = last(effects, 50, 400, 0.5)
    assert (found.worlds, found.leader, found.decided) == (50, "p0", True)
    assert [one.policy for one in found.those(LEVEL_WITH)] == ["twin"]
    assert found.those(LEVEL_WITH)[0].gap[:3] == (0.0, 0.0, 0.0)


def test_what_is_better_in_every_world_by_the_same_is_ahead():
    effects = policies(1, "normal", 50, [0.0]).assign(more=lambda table: table["p0"] + 0.1)
    found = last(effects, 50, 400, 0.01)
    assert found.leader == "more" and found.those(BEHIND)[0].policy == "p0"


def test_nothing_is_settled_by_one_world_alone():
    """A lead that would not be clear without the world in which it is largest."""
    gap = np.append(0.098 + 0.3 * norm.ppf((np.arange(49) + 0.5) / 49), 0.8)
    level = 1 - 2 * error_of(1) / 2
    assert mean_interval(gap, level).low > 0 > mean_interval(gap[:-1], level).low
    found = last(pd.DataFrame({"ahead": gap, "none": 0.0}), 50, 50, 0.01)
    assert [one.said for one in found.rivals] == [OPEN]


def test_a_leader_no_better_than_nothing_is_level_with_the_reference():
    effects = policies(4, "normal", 400, [0.02, -1.0]).assign(reference=0.0)
    found = last(effects, 50, 400, 0.5)
    assert found.decided and {found.leader, *(one.policy for one in found.those(LEVEL_WITH))} == {"p0", "reference"}


def test_worlds_that_failed_drop_out_and_a_policy_without_any_is_no_rival():
    effects = policies(5, "normal", 100, [0.0, 5.0, 0.0])
    effects.loc[::7, "p0"] = np.nan
    effects["p2"] = np.nan
    found = last(effects, 100, 100, 0.1)
    assert [(one.policy, one.gap.draws) for one in found.rivals] == [("p0", 85)]
    assert found.decided


def test_where_everything_failed_there_is_no_look():
    assert decide(pd.DataFrame({"a": [np.nan] * 60, "b": [np.nan] * 60}), [50], 0.5) == []
    assert decide(pd.DataFrame({"a": [1.0] * 40}), [50], 0.5) == []


def test_a_lone_policy_has_nothing_open():
    assert last(policies(1, "normal", 50, [0.0]), 50, 50, 0.5).decided


# What it would take


@pytest.mark.parametrize(("lead", "zone"), [(0.2, 0.02), (0.0, 0.2), (0.1, 0.15)])
def test_what_it_would_take_is_about_what_it_takes(lead, zone):
    """Foretold from 200 worlds, beside where looks end on average."""
    foretold, stopped = [], []
    for seed in range(40):
        effects = policies(seed, "normal", 12_800, [lead, 0.0])
        gap = (effects["p0"] - effects["p1"]).to_numpy()
        foretold.append(worlds_needed(gap[:200], 2, 50, zone))
        stopped.append(last(effects, 50, 12_800, zone).worlds)
    assert 0.5 < np.median(foretold) / np.median(stopped) < 2.1


@pytest.mark.parametrize("first", [50, 200])
@pytest.mark.parametrize(("lead", "zone"), [(0.3, 0.02), (0.01, 0.3)])
@pytest.mark.parametrize("shape", SHAPES)
def test_at_what_it_would_take_the_decision_itself_closes_and_at_no_look_before(shape, lead, zone, first):
    """Of worlds like those that are there, over and over: skewed leads and the world left out count as in a look."""
    there = policies(1, shape, first, [0.0, 0.0]).to_numpy()
    gap = there[:, 0] - there[:, 1]
    gap = (gap - gap.mean()) / gap.std(ddof=1) + lead
    needed = worlds_needed(gap, 2, first, zone)
    assert math.isfinite(needed)
    for nth, worlds in enumerate(looks(first, int(2 * needed)), 1):
        if worlds > first and worlds % first == 0:
            again = pd.DataFrame({"ahead": np.tile(gap, worlds // first), "none": 0.0})
            assert decide(again, [*[1] * (nth - 1), worlds], zone)[-1].decided == (worlds >= needed)


def test_what_it_would_take_is_a_look_still_to_come():
    gap = np.random.default_rng(1).normal(0.0, 4.0, 300)
    needed = worlds_needed(gap, 14, 200, 0.5)
    assert needed in looks(200, int(needed)) and needed > 300
    assert worlds_needed(gap, 14, 200, 1e-6) == math.inf
    assert worlds_needed(gap[:1], 14, 200, 0.5) == math.inf
