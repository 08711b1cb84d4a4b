"""Organisations trade: surplus or loss from kind, leadership, alliance benefits and luck; capital and debts follow."""

from __future__ import annotations

from sim.calendar import YEAR
from sim.chance import CLOSE, TRADE, draw
from sim.compiling import Record, Word, rule
from sim.records import MAX_BELONGS, State
from sim.rules.learning import forget, gain
from sim.rules.membership import strike_off
from sim.rules.succession import leaders_change, succeed

# A uniform number has variance 1/12. A month's luck is a year's over the square root of 12, so that the two cancel and
# the yearly spread multiplies a plain centred uniform.


@rule
def trade(o: Record, p: Record, when: Word) -> None:
    """One month's surplus (baht), of which a share is kept; last month's alliance benefit is part of it."""
    yearly = o.margin + p.margin_leadership * (o.leadership - 0.5)
    luck = p.margin_noise * (draw(when, TRADE, o.id) - 0.5)
    o.surplus = o.capital * (yearly / YEAR + luck) + o.benefit
    o.capital = max(1.0, o.capital + p.retained_share * o.surplus)
    o.benefit = 0.0
    o.result += (o.surplus - o.result) / YEAR
    owe(o, p)


@rule
def owe(o: Record, p: Record) -> None:
    """Arrears grow while a year's result is a loss, and are paid off otherwise."""
    if o.result < 0.0:
        o.arrears = gain(o.arrears, p.arrears_growth)
    else:
        o.arrears *= 1.0 - p.arrears_relief


@rule
def closes(o: Record, p: Record, when: Word) -> bool:
    """Whether ``o`` goes dormant this month: some of those deep in arrears do."""
    return o.arrears > 0.0 and draw(when, CLOSE, o.id) < p.closing_rate * o.arrears


@rule
def close(state: State, p: Record, month: int, i: int) -> None:
    """``i`` leaves its alliances and takes part in nothing for a while."""
    o = state.organisations[i]
    for place in range(MAX_BELONGS):
        if state.seats[i, place].alliance >= 0:
            strike_off(state, i, state.seats[i, place].alliance, month)
    o.asleep_until, o.surplus = month + int(p.dormancy), 0.0
    state.counts[0].closed += 1


@rule
def reopen(o: Record) -> None:
    """An organisation of its kind takes up work in its place, where the first one began."""
    o.asleep_until = 0
    o.understanding, o.leadership, o.strategy = o.first_understanding, o.first_leadership, o.first_strategy
    o.openness, o.management, o.capital = o.first_openness, o.first_management, o.first_capital
    o.arrears, o.result, o.listed = 0.0, 0.0, 0.0


@rule
def keep_house(state: State, p: Record, when: Word, month: int, i: int) -> None:
    """One organisation's month at home: trade and forget, or lie dormant; now and then close or change leaders."""
    o = state.organisations[i]
    if o.asleep_until > 0:
        if month >= o.asleep_until:
            reopen(o)
        return
    trade(o, p, when)
    forget(o, p)
    if closes(o, p, when):
        close(state, p, month, i)
    elif leaders_change(o, p, when):
        succeed(state, p, when, i)
