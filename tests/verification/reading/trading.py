"""Surplus, capital and arrears, closing and reopening, from section 7 of docs/odd.md, `trading.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Organisation, World
from reading.levels import Draw, gain
from reading.membership import leave_all


def trade(p: Any, o: Organisation, uniform: float) -> None:
    yearly = o.margin + p.margin_leadership * (o.leadership - 0.5)
    o.surplus = o.capital * (yearly / 12.0 + p.margin_noise * (uniform - 0.5)) + o.benefit
    o.benefit = 0.0
    o.capital = max(1.0, o.capital + p.retained_share * o.surplus)
    o.result += (o.surplus - o.result) / 12.0
    o.arrears = gain(o.arrears, p.arrears_growth) if o.result < 0.0 else o.arrears * (1.0 - p.arrears_relief)


def closes(p: Any, world: World, o: Organisation, draw: Draw) -> bool:
    """With probability closing_rate x arrears it leaves its alliances and is dormant for `dormancy` whole months."""
    if draw("close", o.id) >= p.closing_rate * o.arrears:
        return False
    leave_all(world, o)
    o.asleep_until = world.month + int(p.dormancy)
    o.surplus = 0.0
    world.add("closed")
    return True


def perhaps_reopen(world: World, o: Organisation) -> None:
    """An organisation of its kind takes its place when its months are over."""
    if world.month < o.asleep_until:
        return
    o.asleep_until = 0
    for level in ("understanding", "leadership", "strategy", "openness", "management", "capital"):
        setattr(o, level, getattr(o, f"first_{level}"))
    o.arrears = o.result = o.listed = 0.0
