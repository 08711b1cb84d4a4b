"""What a search says of figures that luck had a hand in: what to expect, and what is not told apart."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from searched import searched

from analysis.answers.portfolios import answered
from analysis.portfolios.levers import Outcomes
from analysis.portfolios.tables import PEOPLE, chosen

WORLDS = 100


def of(worth, *, costs=None, people=None, apart=(), foretold=1.0):
    """A search that ran portfolios of (worlds, portfolios) ``worth``, all within its one budget but for ``costs``."""
    made = searched()
    count = worth.shape[1]
    cost = np.full((WORLDS, count), 1e6) * (np.ones(count) if costs is None else np.array(costs))
    weak = np.zeros((WORLDS, count)) if people is None else people
    one = made.portfolios[0]
    portfolios = [
        replace(one, key=f"one-{nth}", alike=nth not in apart, foretold=float("nan") if nth in apart else foretold)
        for nth in range(count)
    ]
    outcomes = {"lasting": worth, "cost": cost, **dict.fromkeys(PEOPLE, weak)}
    raced = SimpleNamespace(**vars(made.raced) | {"fresh": range(WORLDS)})
    wanted = replace(made.wanted, budgets=(5e6,))
    return replace(made, outcomes=Outcomes(outcomes), portfolios=tuple(portfolios), raced=raced, wanted=wanted)


def noise(count, key=1, scale=1.0):
    return scale * np.random.Generator(np.random.Philox(key=key)).normal(size=(WORLDS, count))


def in_thai(made):
    return replace(made, request=SimpleNamespace(**vars(made.request) | {"lang": "th"}))


@pytest.fixture
def lucky():
    """Twenty that all add 1, so that the best of them by its mean is only the luckiest."""
    return of(1.0 + noise(20))


def test_what_to_expect_is_measured_where_it_was_not_picked(lucky):
    (choice,) = chosen(lucky)
    picked = lucky.outcomes.of("lasting").mean(axis=0).max()
    assert choice.crossed.mean < picked and choice.crossed.low < 1.0 < choice.crossed.high
    for made, expect in ((lucky, "Expect"), (in_thai(lucky), "คาดว่าเพิ่ม")):
        said = answered(made)
        assert expect in said.said[0] and f"+{choice.crossed.mean:.1f} (" in said.said[0]
        assert f"+{picked:.1f} (" not in said.said[0] and f"+{picked:.1f} (" in said.sure[0]
    row = answered(lucky).tables[0]
    assert row.heads[2:4] == ("to expect (95 %)", "where picked")
    assert row.rows[0][2].startswith(f"+{choice.crossed.mean:.1f} (") and row.rows[0][3] == f"+{picked:.1f}"


def test_what_was_foretold_is_told_of_what_the_budget_affords():
    """Two that cost too much come to nothing, and what differs by province was never foretold."""
    worth = np.array([2.0, 3.0, 0.0, 0.0, 9.0]) + noise(5, scale=0.01)
    made = of(worth, costs=(1, 1, 9, 9, 1), apart=(4,), foretold=4.0)
    said, thai = answered(made).more[-1], answered(in_thai(made)).more[-1]
    assert "(2 of them) were foretold +4.0 on average and came to +2.5" in said and "missed by 1.6 or so" in said
    assert "In the very worlds that it learnt from" in said and "ในสถานการณ์เดียวกันกับที่ใช้เรียนรู้" in thai


@pytest.mark.parametrize(("gain", "told"), [(0.0, "no gain is shown from letting provinces"), (2.0, "let provinces")])
def test_provinces_differ_for_a_gain_that_is_no_luck(gain, told):
    """Nineteen by province beside one that is alike everywhere: the luckiest of them seems better without a gain."""
    made = of(1.0 + noise(20, key=39) + gain * (np.arange(20) > 0), apart=range(1, 20))
    (said,) = [line for line in answered(made).close if "provinces" in line]
    assert told in said and "each picked in one half" in said
    assert len([line for line in answered(in_thai(made)).close if "จังหวัด" in line]) == 1


def test_by_another_aim_a_first_that_is_lucky_is_not_told_apart(lucky):
    said = [line for line in answered(lucky).close if "middling" in line or "worst tenth" in line]
    assert said and all("is not told from the best on average" in line for line in said)


def test_by_another_aim_a_first_that_is_sure_is_told():
    bold = np.concatenate([np.full(80, -1.0), np.full(20, 30.0)])
    said = answered(of(np.column_stack([bold, np.full(WORLDS, 3.0)]) + noise(2, scale=0.1))).close
    assert any("by the middling world, the worst tenth of worlds the best is" in line for line in said)


@pytest.mark.parametrize(("more", "told"), [(0.0, "do not differ clearly in how many"), (20.0, "helps most people in")])
def test_who_helps_most_in_weak_organisations_is_told_with_its_error(lucky, more, told):
    weak = 100.0 + noise(20, key=2, scale=10.0) + more * (np.arange(20) == 3)
    made = of(lucky.outcomes.of("lasting"), people=weak)
    (said,) = [line for line in answered(made).close if "weak organisations" in line]
    gap = weak.mean(axis=0).max() - weak.mean(axis=0)[chosen(made)[0].best["mean"]]
    assert told in said and f"+{gap:.{0 if gap >= 100 else 1}f} (" in said
