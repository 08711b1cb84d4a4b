"""Agencies deliver, and take over, from section 7 of docs/odd.md, `delivering.py`."""

from __future__ import annotations

from reading.entities import Agency, World
from reading.levels import Draw

ROUNDS = 3


def share_out(asked: list[float], staff: list[float], delivers: list[list[bool]]) -> tuple[list[float], list[float]]:
    """In one province: what share of each change is delivered, and what staff each agency has left.

    ``asked`` of each change, ``staff`` of each agency there, ``delivers[agency][change]`` there.
    """
    delivered, left = [0.0] * len(asked), list(staff)
    for _ in range(ROUNDS):
        part = parts(delivered, left, delivers)
        asks = [sum(x * y for x, y in zip(mine, asked, strict=True)) for mine in part]
        able = [min(1.0, mine / wanted) if wanted > 0.0 else 1.0 for mine, wanted in zip(left, asks, strict=True)]
        for n in range(len(left)):
            left[n] -= able[n] * asks[n]
            delivered = [done + able[n] * more for done, more in zip(delivered, part[n], strict=True)]
    return delivered, left


def parts(delivered: list[float], left: list[float], delivers: list[list[bool]]) -> list[list[float]]:
    """What is still to be done x the staff left of each / that of all that deliver the change."""
    part = [[0.0] * len(delivered) for _ in left]
    for change, done in enumerate(delivered):
        staff = sum(left[n] for n in range(len(left)) if delivers[n][change])
        for n in range(len(left)):
            if delivers[n][change] and staff > 0.0:
                part[n][change] = (1.0 - done) * left[n] / staff
    return part


def staff_of(agency: Agency, climate: float) -> float:
    """What it gives to alliances at all."""
    return agency.capacity * (agency.stance + (1.0 - agency.stance) * climate)


def take_over(world: World, *, agencies: list[Agency], here: list[list[bool]], draw: Draw) -> None:
    """In months that are handed over: agencies with `follow_up` visit the facilitated alliances of their provinces."""
    for number in range(len(world.provinces)):
        alive = [
            a for a in (world.alliances[index] for index in world.living) if a.facilitated and a.province == number
        ]
        for n, agency in enumerate(agencies):
            if agency.follow_up <= 0.0 or not here[n][number]:
                continue
            for a in alive:
                if draw("follow_up", n, a.key) < agency.staff[number] / len(alive):
                    a.support = max(a.support, agency.follow_up)
                    a.helped = world.month
                    world.add("cost", agency.case_cost)
