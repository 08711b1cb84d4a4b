"""Agencies deliver, and take over, from section 7 of docs/odd.md, `delivering.py`."""

from __future__ import annotations

from reading.entities import Agency, World
from reading.levels import Draw
from reading.scenario import Change, Scenario, due

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


def asked(world: World, change: Change, province: int) -> float:
    """Cases that a change asks for in a month in which it has an occasion, in a province."""
    if change.act in ("visit", "rescue"):
        return change.capacity * change.intensity
    if change.act != "equip":
        return change.work * change.intensity
    alive = [world.alliances[index] for index in world.living]
    concerned = sum(1 for a in alive if a.province == province and change.kinds >> a.kind & 1)
    return change.coverage * change.intensity * concerned


def deliver(world: World, scenario: Scenario) -> list[list[float]]:
    """What share of each change is delivered in each province this month; agencies keep what staff is left."""
    shares = []
    for number, province in enumerate(world.provinces):
        staff = [staff_of(one, province.climate) * here[number] for one, here in scenario.present()]
        wanted = [asked(world, one, number) if due(one, number, world.month) else 0.0 for one in scenario.changes]
        share, left = share_out(wanted, staff, scenario.delivers)
        nobody = [not any(mine[n] for mine in scenario.delivers) for n in range(len(wanted))]
        shares.append([1.0 if alone else done for alone, done in zip(nobody, share, strict=True)])
        for agency, spare in zip(scenario.agencies, left, strict=True):
            agency.staff[number] = spare
    return shares


def take_over(world: World, scenario: Scenario, draw: Draw) -> None:
    """In months that are handed over: agencies with `follow_up` visit the facilitated alliances of their provinces."""
    if not scenario.programme.last < world.month <= scenario.programme.handover:
        return
    for number in range(len(world.provinces)):
        alive = [world.alliances[index] for index in world.living]
        helped = [a for a in alive if a.facilitated and a.province == number]
        for n, agency in enumerate(scenario.agencies):
            for a in helped if agency.follow_up > 0.0 else []:
                if draw("follow_up", a.key, n) < agency.staff[number] / len(helped):
                    a.support = max(a.support, agency.follow_up)
                    a.helped = world.month
                    world.add("cost", agency.case_cost)
