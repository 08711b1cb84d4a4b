"""Trading: a year's surplus, whom it favours, how wide luck is, and what is kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, organisation, p_with, some_organisation, some_parameters, when

from sim.rules.trading import trade

LUCKLESS = {"margin_noise": 0.0}


def traded(p=P, now=None, **fields):
    """An organisation after a month of trading."""
    o = organisation(**fields)
    trade(o, p, when() if now is None else now)
    return o


def test_without_luck_a_year_of_trading_is_the_yearly_surplus():
    p = p_with(**LUCKLESS, retained_share=0.0)
    o = organisation(capital=1e6, margin=0.03, leadership=0.75)
    year = 0.0
    for month in range(12):
        trade(o, p, when(1, month))
        year += o["surplus"]
    assert year == pytest.approx(1e6 * (0.03 + P["margin_leadership"] * 0.25))
    assert o["capital"] == 1e6


def test_able_leaders_earn_more_and_middling_ones_the_margin_of_their_kind():
    p = p_with(**LUCKLESS)
    weak, middling, able = (traded(p, capital=1.2e6, margin=0.02, leadership=level) for level in (0.25, 0.5, 0.75))
    assert middling["surplus"] == pytest.approx(1.2e6 * 0.02 / 12)
    gain = 1.2e6 * P["margin_leadership"] * 0.25 / 12
    assert able["surplus"] - middling["surplus"] == pytest.approx(gain)
    assert middling["surplus"] - weak["surplus"] == pytest.approx(gain)


def test_surplus_grows_with_capital():
    small, large = (traded(capital=capital, margin=0.03, leadership=0.6) for capital in (1e6, 3e6))
    assert large["surplus"] == pytest.approx(3 * small["surplus"])


def test_luck_is_fair_and_as_wide_as_declared():
    p = p_with(retained_share=0.0)
    luck = np.array([float(traded(p, id=k, capital=1.0, leadership=0.5)["surplus"]) for k in range(4000)])
    assert abs(luck.mean()) < 4 * luck.std() / np.sqrt(len(luck))
    assert luck.std() * np.sqrt(12) == pytest.approx(P["margin_noise"], rel=0.05)


def test_last_months_benefit_from_alliances_is_part_of_it_once():
    p = p_with(**LUCKLESS, retained_share=0.0)
    o = traded(p, capital=1e6, leadership=0.5, benefit=700.0)
    assert (o["surplus"], o["benefit"]) == (700.0, 0.0)
    trade(o, p, when(1, 2))
    assert o["surplus"] == 0.0


@pytest.mark.parametrize("margin", [0.12, -0.12])
def test_a_share_of_surplus_or_loss_goes_to_capital(margin):
    o = traded(p_with(**LUCKLESS, retained_share=0.3), capital=1e6, leadership=0.5, margin=margin)
    assert o["capital"] == pytest.approx(1e6 + 0.3 * 1e6 * margin / 12)


@given(st.integers(0, 2**32 - 1))
def test_nobody_is_left_without_any_capital(seed):
    lots = np.random.default_rng(seed)
    o, p = some_organisation(lots), some_parameters(lots)
    o["margin"], o["benefit"] = float(lots.choice([-1e3, 0.0, 1e3])), float(lots.random() * 1e5)
    trade(o, p, when(int(lots.integers(0, 1000))))
    assert o["capital"] >= 1.0
    assert np.isfinite(o["surplus"]) and o["benefit"] == 0.0
