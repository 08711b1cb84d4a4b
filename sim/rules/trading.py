"""Organisations trade: surplus or loss from kind, leadership, alliance benefits and luck; capital follows."""

from __future__ import annotations

from sim.chance import TRADE, draw
from sim.compiling import Record, Word, rule

# A uniform number has variance 1/12: this makes it 1. A month's luck is a year's over the square root of 12,
# so that the two cancel and the yearly spread multiplies a plain centred uniform.
YEAR = 12.0


@rule
def trade(o: Record, p: Record, when: Word) -> None:
    """One month's surplus (baht), of which a share is kept; last month's alliance benefit is part of it."""
    yearly = o.margin + p.margin_leadership * (o.leadership - 0.5)
    luck = p.margin_noise * (draw(when, TRADE, o.id) - 0.5)
    o.surplus = o.capital * (yearly / YEAR + luck) + o.benefit
    o.capital = max(1.0, o.capital + p.retained_share * o.surplus)
    o.benefit = 0.0
