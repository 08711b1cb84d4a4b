"""A month, from section 3 of docs/odd.md; steps 1 and 2 only as far as a run without recommendations needs them."""

from __future__ import annotations

from typing import Any

from reading.deciding import considers, decide
from reading.entities import World
from reading.federating import take_stock
from reading.learning import forget
from reading.levels import Draw
from reading.meeting import go_out
from reading.succession import succeed
from reading.trading import closes, perhaps_reopen, trade
from reading.trust import pass_time
from reading.visiting import visits
from reading.working import work_all


def fade_and_note(p: Any, world: World) -> None:
    """Step 1 without recommendations: friendliness fades, and cohesion is noted."""
    for province in world.provinces:
        province.climate *= 1.0 - p.climate_fading
    note(world)


def note(world: World) -> None:
    for index in world.living:
        world.alliances[index].before = world.alliances[index].cohesion


def organisations_live(p: Any, world: World, draw: Draw) -> None:
    """Step 3: each trades, forgets, and perhaps closes, or if not perhaps changes its leaders, before the next does."""
    for o in world.organisations:
        if world.asleep(o):
            perhaps_reopen(world, o)
            continue
        trade(p, o, draw("trade", o.id))
        forget(p, o)
        if not closes(p, world, o, draw):
            succeed(p, world, o, draw)


def organisations_meet(p: Any, world: World, draw: Draw) -> None:
    """Step 4: first time passes over the trust of all, then each in turn perhaps goes out."""
    for o in world.organisations:
        pass_time(p, world, o, draw)
    for o in world.organisations:
        go_out(p, world, o, draw)


def boards_decide(p: Any, world: World, draw: Draw) -> None:
    """Step 5: who considers is settled before any acts; they act in a random order drawn anew each month."""
    boards = [o for o in world.organisations if considers(p, world, o, draw)]
    for o in sorted(boards, key=lambda o: draw("order", o.id)):
        decide(p, world, o, draw)


def live_a_month(p: Any, world: World, *, months: int, order: list[int], draw: Draw) -> None:
    world.month += 1
    fade_and_note(p, world)
    visits(p, world, months=months, order=order, draw=draw)
    organisations_live(p, world, draw)
    organisations_meet(p, world, draw)
    boards_decide(p, world, draw)
    take_stock(p, world)
    work_all(p, world, draw)
