"""Which numbers are told from chance, and how small a part goes unseen: planted numbers, inert ones, long tails."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.drivers import evidence as evidence_of
from analysis.drivers.curves import curve
from analysis.drivers.evidence import _tested, correlation, evidence, least_seen


def random(seed=1):
    return np.random.default_rng(seed)


def long_tailed(drawn, strength, seed):
    """Counts of which a few are very large, more of them where the number is large."""
    return np.floor(np.exp(strength * drawn + 1.5 * random(seed + 5000).normal(size=len(drawn))))


@pytest.fixture
def few_shuffles(monkeypatch):
    monkeypatch.setattr(evidence_of, "SHUFFLES", 199)


@pytest.mark.slow
def test_twenty_inert_numbers_beside_two_real_ones_seldom_seem_to_matter(few_shuffles):
    false = missed = 0
    for seed in range(200):
        drawn = random(seed).uniform(size=(120, 22))
        outcome = 4 * drawn[:, 0] * (1 + drawn[:, 1]) + random(seed + 5000).standard_t(3, 120)
        values = {f"n{nth}": one for nth, one in enumerate(drawn.T)}
        clear = set(evidence(values, outcome, np.arange(120), seed).clear)
        false += bool(clear - {"n0", "n1"})
        missed += "n0" not in clear
    assert false <= 14  # 5 % of 200, and what chance adds to it
    assert missed <= 10


@pytest.mark.slow
def test_what_whole_sets_share_is_judged_by_sets(few_shuffles):
    """Worlds of one set are alike for reasons of that set: three times as many of them tell no more of its numbers."""
    false = blind = 0
    for seed in range(60):
        of_set = random(seed).uniform(size=(50, 12))
        sets = np.repeat(np.arange(50), 4)
        outcome = np.repeat(random(seed + 100).normal(size=50), 4) + 0.3 * random(seed + 200).normal(size=200)
        values = {f"n{nth}": one[sets] for nth, one in enumerate(of_set.T)}
        false += bool(evidence(values, outcome, sets, seed).clear)
        blind += bool(evidence(values, outcome, np.arange(200), seed).clear)
    assert false <= 7
    assert blind > 30


def test_numbers_of_worlds_and_of_sets_are_found_together(few_shuffles):
    sets = np.repeat(np.arange(100), 2)
    own, of_set = random(1).uniform(size=200), random(2).uniform(size=100)[sets]
    p = evidence({"own": own, "set": of_set, "inert": random(3).uniform(size=200)}, own + of_set, sets, 1).p
    assert p["own"] == p["set"] == 1 / 200  # no shuffled world of 199 made as much
    assert p["own"] < 0.05 and p["set"] < 0.05 < p["inert"]


@pytest.fixture(scope="module")
def hundred():
    """Sixty samples of 120 worlds and a hundred numbers, the first of which moves a long-tailed count by r = 0.35."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence_of, "SHUFFLES", 199)
        for seed in range(60):
            drawn = random(seed).uniform(size=(100, 120))
            outcome = long_tailed(drawn[0], 2.0, seed)
            values = {f"n{nth}": one for nth, one in enumerate(drawn)}
            found.append((evidence(values, outcome, np.arange(120), seed), correlation("n0", drawn[0], outcome)))
    return found


def test_a_number_of_a_long_tailed_count_is_found_among_a_hundred(hundred):
    assert np.mean([at for _, at in hundred]) == pytest.approx(0.35, abs=0.03)
    strong = [each for each, at in hundred if at >= 0.35]
    assert len(strong) > 20 and sum("n0" in each.clear for each in strong) >= 0.85 * len(strong)
    assert sum(bool(set(each.clear) - {"n0"}) for each, _ in hundred) <= 6  # 5 % of 60, and what chance adds


@pytest.mark.slow
def test_what_goes_unseen_is_what_the_test_finds_four_times_in_five(few_shuffles):
    share = evidence({f"n{nth}": one for nth, one in enumerate(random().uniform(size=(100, 120)))},
                     random(2).normal(size=120), np.arange(120), 1).unseen  # fmt: skip
    assert 0.1 < share < 0.2
    found = 0
    for seed in range(60):
        drawn = random(seed + 50).uniform(size=(100, 120))
        noise = random(seed + 900).uniform(size=120)
        outcome = np.sqrt(share) * drawn[0] + np.sqrt(1 - share) * noise
        found += (
            "n0" in evidence({f"n{nth}": one for nth, one in enumerate(drawn)}, outcome, np.arange(120), seed).clear
        )
    assert 0.65 <= found / 60 <= 0.95


def test_more_worlds_leave_less_unseen(few_shuffles):
    values = {f"n{nth}": one for nth, one in enumerate(random().uniform(size=(20, 480)))}
    outcome = random(2).normal(size=480)
    few = evidence({name: one[:120] for name, one in values.items()}, outcome[:120], np.arange(120), 1).unseen
    assert evidence(values, outcome, np.arange(480), 1).unseen < 0.35 * few


def test_what_goes_unseen_by_hand():
    """Chance makes a correlation of 1 standard error at most, or of 2 (1 + sqrt(2) * 3 / sqrt(2) = 4)."""
    assert least_seen(np.zeros(99), 100) == pytest.approx((1.0 + 0.8416 * 0.99) ** 2 / 100)
    assert least_seen(np.full(99, 3.0 / np.sqrt(2.0)), 100) == pytest.approx((2.0 + 0.8416 * 0.96) ** 2 / 100)
    assert least_seen(np.full(99, -2.0), 100) == least_seen(np.zeros(99), 100)
    assert least_seen(np.full(99, 50.0), 4) == 1.0


def test_correlations_by_hand():
    """Of four ranks -1.5, -0.5, 0.5 and 1.5, halves lie 1 from the middle: 4 of 5 parts of the variance."""
    halves, outcome = np.array([0.0, 0.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0, 50.0])
    assert correlation("staying_form", 1.0 - halves, outcome) == pytest.approx(np.sqrt(0.8))
    assert correlation("turnover", np.array([4.0, 3.0, 2.0, 1.5]), outcome) == pytest.approx(-1.0)
    assert correlation("turnover", np.array([1.0, 3.0, 2.0, 4.0]), outcome) == pytest.approx(0.8)


def test_a_form_has_a_correlation_ratio():
    forms = random().integers(0, 3, 300).astype(float)
    middle = (forms == 1).astype(float)
    assert correlation("staying_form", forms, middle) == pytest.approx(1.0)
    assert abs(correlation("turnover", forms, middle)) < 0.2
    assert correlation("staying_form", forms, np.ones(300)) == 0.0


def test_the_statistic_of_a_straight_dependence_by_hand():
    """All of the n - 1 parts of the variance lie along the first cosine: (n - 1 - 1) / sqrt(2), and more cosines add
    nothing but a larger bar."""
    drawn = random().uniform(size=50)
    (found,), _ = _tested([drawn], curve(drawn)[:, 0], random(2))
    assert found == pytest.approx(48 / np.sqrt(2.0))


def test_what_never_differs_is_not_told_from_chance(few_shuffles):
    drawn = random().uniform(size=100)
    found = evidence({"still": np.full(100, 3.0), "real": drawn}, drawn, np.arange(100), 1)
    assert found.clear == ["real"] and found.p["still"] == 1.0
