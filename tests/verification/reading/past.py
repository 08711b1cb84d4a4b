"""The past of alliances from before, which is lived, from section 5 of docs/odd.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reading.entities import Organisation, World
from reading.federating import take_stock
from reading.learning import forget
from reading.levels import Draw
from reading.working import work_together

COUNT = 60


def live_a_month_of_it(p: Any, world: World, draw: Draw) -> None:
    """Members forget; then alliances work, but nobody leaves, joins or federates, and none ends."""
    alive = [world.alliances[n] for n in world.living if world.alliances[n].founded <= world.month]
    for o in world.organisations:
        o.busy = o.household = o.benefit = 0.0
        o.met = o.forms = 0
    for index in sorted({index for a in alive for index in a.members}):
        forget(p, world.organisations[index])
    take_stock(p, world)
    for a in alive:
        work_together(p, world, a, draw)
        a.cohesion = max(a.cohesion, p.slipping)


def live_the_past(p: Any, world: World, given: Callable[[Organisation], bool], draws: Callable[[int], Draw]) -> None:
    """The last 60 months; then capital is put back, and understanding where the file said it (`given`)."""
    for month in range(1 - COUNT, 1):
        world.month = month
        live_a_month_of_it(p, world, draws(month))
    for o in world.organisations:
        o.capital = o.first_capital
        if given(o):
            o.understanding = o.first_understanding
    for index in world.living:
        world.alliances[index].before = world.alliances[index].cohesion
    world.counts["misuse_loss"] = 0.0
