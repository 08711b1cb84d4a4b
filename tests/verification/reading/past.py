"""The past of alliances from before, which is lived, from section 5 of docs/odd.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reading.entities import Alliance, World
from reading.learning import forget
from reading.levels import Draw
from reading.working import benefit, cohere, give, mature_or_lapse, perhaps_misuse, renew, survey, take_stock

FIRST, LAST = -60, -2


def look_back(p: Any, world: World, a: Alliance, draw: Draw) -> None:
    """As at work, without feedback, and never below `slipping` once trust has been misused or not."""
    take_stock(p, world, a)
    pairs = survey(p, world, a, draw)
    a.benefit = benefit(p, a)
    cohere(p, a)
    perhaps_misuse(p, world, a, pairs, draw)
    a.cohesion = max(p.slipping, a.cohesion)
    renew(p, a)
    mature_or_lapse(p, world, a, draw)
    give(p, world, a)
    a.before = a.cohesion


def live_a_month_of_it(p: Any, world: World, draw: Draw) -> None:
    """Members forget; then alliances that are founded work. Federations do nothing for them yet."""
    for o in world.organisations:
        o.busy = o.household = 0.0
        o.met = o.forms = 0
        if o.seats:
            forget(p, o)
    for a in world.alliances:
        if a.founded <= world.month:
            look_back(p, world, a, draw)


def live_the_past(p: Any, world: World, draws: Callable[[int], Draw]) -> None:
    """To month -2; then capital is put back to where it started, and what was earned is gone."""
    for month in range(FIRST, LAST + 1):
        world.month = month
        live_a_month_of_it(p, world, draws(month))
    for o in world.organisations:
        o.capital, o.benefit = o.first_capital, 0.0
    world.counts["misuse_loss"] = 0.0
    world.month = 0
