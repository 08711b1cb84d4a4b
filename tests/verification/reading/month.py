"""A month, from section 3 of docs/odd.md; its six steps that change anything."""

from __future__ import annotations

from typing import Any

from reading.acting import recommendations_act
from reading.deciding import considers, decide
from reading.delivering import deliver, take_over
from reading.entities import World
from reading.federating import take_stock
from reading.learning import forget
from reading.levels import Draw
from reading.meeting import go_out
from reading.scenario import Scenario
from reading.succession import succeed
from reading.trading import closes, perhaps_reopen, trade
from reading.trust import pass_time
from reading.visiting import visits
from reading.working import work_all


def recommendations(p: Any, world: World, scenario: Scenario, draw: Draw) -> None:
    """Step 1: friendliness fades, agencies share out their staff, changes act; then cohesion is noted."""
    for province in world.provinces:
        province.climate *= 1.0 - p.climate_fading
    recommendations_act(p, world, scenario, draw, deliver(world, scenario))
    for index in world.living:
        world.alliances[index].before = world.alliances[index].cohesion


def teams(p: Any, world: World, scenario: Scenario, draw: Draw) -> None:
    """Step 2."""
    visits(p, world, scenario.programme, draw)
    take_over(world, scenario, draw)


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


def alliances_work(p: Any, world: World, draw: Draw) -> None:
    """Step 6: federations see what they have; then the living alliances work, the oldest first."""
    take_stock(p, world)
    work_all(p, world, draw)


def live_a_month(p: Any, world: World, scenario: Scenario, draw: Draw) -> None:
    """One month; `world.month` says which."""
    recommendations(p, world, scenario, draw)
    teams(p, world, scenario, draw)
    organisations_live(p, world, draw)
    organisations_meet(p, world, draw)
    boards_decide(p, world, draw)
    alliances_work(p, world, draw)
