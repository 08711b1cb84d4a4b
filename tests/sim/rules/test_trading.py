"""Trading: a year's surplus, whom it favours, how wide luck is, what is kept; and debts, closing and reopening."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of, memberships
from small_worlds import (
    LEVELS,
    STARTED,
    P,
    ally,
    bare,
    copied,
    differing,
    organisation,
    p_with,
    some_organisation,
    some_parameters,
    when,
)

from sim.chance import CLOSE, draw
from sim.rules.trading import close, closes, keep_house, owe, reopen, trade

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


# Debts


def test_the_result_is_smoothed_over_a_year():
    """After a jump of the surplus eleven twelfths of the gap are left each month."""
    p = p_with(**LUCKLESS, retained_share=0.0)
    o = organisation(capital=1.2e6, leadership=0.5, margin=0.05, result=-3000.0)
    for month in range(1, 25):
        trade(o, p, when(1, month))
        assert o["result"] == pytest.approx(5000.0 - 8000.0 * (11 / 12) ** month)


def test_arrears_grow_in_a_loss_year_and_are_paid_off_otherwise():
    for result, expected in (
        (-1.0, 0.3 + P["arrears_growth"] * 0.7),
        (0.0, 0.3 * (1 - P["arrears_relief"])),
        (9.0, 0.3 * (1 - P["arrears_relief"])),
    ):
        o = organisation(result=result, arrears=0.3)
        owe(o, P)
        assert o["arrears"] == pytest.approx(expected)


def test_one_bad_month_makes_no_debts_and_a_bad_year_does():
    p = p_with(**LUCKLESS, retained_share=0.0)
    o = organisation(capital=1.2e6, leadership=0.5, margin=0.02, result=2000.0)
    history = []
    for margin in [-0.1] + [0.02] * 6 + [-0.1] * 12:
        o["margin"] = margin
        trade(o, p, when())
        history.append(float(o["arrears"]))
    assert history[:7] == [0.0] * 7
    assert 0.0 < history[-1] <= 1.0
    assert (np.diff(history[7:]) >= 0.0).all()


@given(st.floats(0, 1), st.integers(1, 300), st.sampled_from([-1.0, 1.0]))
def test_arrears_stay_a_share(arrears, months, result):
    o = organisation(result=result, arrears=arrears)
    for _ in range(months):
        owe(o, P)
    assert 0.0 <= o["arrears"] <= 1.0
    assert (o["arrears"] >= arrears) if result < 0 else (o["arrears"] <= arrears)


# Closing and reopening


def test_some_of_those_deep_in_arrears_close():
    for arrears in (0.0, 0.5, 1.0):
        share = np.mean([closes(organisation(id=k, arrears=arrears), p_with(closing_rate=0.2), when())
                         for k in range(10_000)])  # fmt: skip
        expected = 0.2 * arrears
        assert share == pytest.approx(expected, abs=4 * np.sqrt(expected / 10_000))


def test_nobody_closes_where_nobody_may():
    assert not any(closes(organisation(id=k, arrears=1.0), p_with(closing_rate=0.0), when()) for k in range(1000))


def in_two():
    """Organisation 0 speaks for one alliance and is a member of another, and in debt."""
    state, _ = bare(8, arrears=0.6)
    first, second = ally(state, [0, 1, 2]), ally(state, [3, 0, 4], form=1)
    return state, first, second


def test_who_closes_leaves_all_its_alliances_and_is_dormant_for_as_long_as_declared():
    state, first, second = in_two()
    close(state, P, 7, 0)
    o = state.organisations[0]
    assert (o["belongs_to"], o["asleep_until"], state.counts["closed"][0]) == (0, 7 + int(P["dormancy"]), 1)
    assert (state.seats["alliance"][0] == -1).all()
    assert state.members[first, :2].tolist() == [2, 1] and state.members[second, :2].tolist() == [3, 4]
    assert state.alliances["founder"][first] == 2  # somebody else speaks for it
    assert sorted(state.ledger["left"][:6].tolist()) == [-1, -1, -1, -1, 7, 7]
    assert faults_of(state) == []


def test_the_dormant_neither_trade_nor_forget_nor_change_leaders():
    state, _, _ = in_two()
    state.organisations["surplus"][0] = -900.0
    close(state, P, 7, 0)
    before = copied(state)
    p = p_with(turnover=1.0, closing_rate=1.0)
    for month in range(8, 7 + int(P["dormancy"])):
        keep_house(state, p, when(1, month), month, 0)
    assert differing(before, state) == []
    assert state.organisations["surplus"][0] == 0.0


def test_those_at_work_trade_and_forget_every_month():
    state, _ = bare(2, understanding=0.9, first_understanding=0.5, capital=1e6, margin=0.06)
    for month in (1, 2):
        keep_house(state, p_with(forgetting=0.25, turnover=0.0, **LUCKLESS), when(1, month), month, 0)
    assert state.organisations["understanding"].tolist() == pytest.approx([0.5 + 0.4 * 0.75**2, 0.9])
    assert state.organisations["surplus"][0] > 0.0 == state.organisations["surplus"][1]


def test_one_reopens_in_its_place_where_the_first_one_began():
    state, _, _ = in_two()
    o = state.organisations
    o["capital"][0], o["result"][0], o["listed"][0] = 1.0, -500.0, 0.9
    for name in LEVELS:
        o[name][0] = 0.9
    close(state, P, 7, 0)
    last = 7 + int(P["dormancy"])
    for month in range(8, last + 1):
        assert o["asleep_until"][0] == last
        keep_house(state, P, when(1, month), month, 0)
    assert (o["asleep_until"][0], o["arrears"][0], o["result"][0], o["listed"][0]) == (0, 0.0, 0.0, 0.0)
    assert all(o[name][0] == o[f"first_{name}"][0] for name in STARTED)
    assert memberships(state) == []
    keep_house(state, p_with(turnover=0.0), when(1, last + 1), last + 1, 0)
    assert o["surplus"][0] != 0.0  # at work again


def test_reopening_leaves_who_and_where_it_is():
    lots = np.random.default_rng(3)
    o = some_organisation(lots)
    before = o.copy()
    reopen(o)
    changed = {name for name in o.dtype.names if o[name] != before[name]}
    assert changed <= {*STARTED, "asleep_until", "arrears", "result", "listed"}


def test_whether_one_closes_is_a_question_of_its_own():
    """Whoever closes changes no leaders that month, and nobody else's chance changes."""
    p = p_with(closing_rate=0.5, turnover=1.0)
    for month in range(100):
        state, _ = bare(3, arrears=0.8, result=1e6)
        hit = draw(when(1, month), CLOSE, state.organisations["id"][0]) < 0.5 * (0.8 * (1 - P["arrears_relief"]))
        keep_house(state, p, when(1, month), month, 0)
        assert (state.organisations["asleep_until"][0] > 0) == hit
        assert (state.organisations["leadership"][0] == 0.5) == hit
