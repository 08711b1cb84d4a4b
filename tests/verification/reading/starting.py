"""The starting world, from section 5 of docs/odd.md: its parts in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reading.acquaintance import get_acquainted
from reading.before import found_before
from reading.characters import organisation
from reading.entities import Federation, Organisation, Province, World
from reading.federating import take_stock
from reading.levels import Draw, inside
from reading.past import live_the_past
from reading.places import Entry, Home


def teams(p: Any, homes: list[Home], bell: Draw) -> list[Province]:
    """Provinces, and what their teams understand of the framework."""
    there = []
    for number, home in enumerate(homes):
        grasp = inside(p.team_understanding + p.team_spread * bell("team", number))
        there.append(Province(*home.middle, understanding=grasp))
    return there


def people(p: Any, entries: list[Entry], provinces: list[Province], draw: Draw, bell: Draw) -> list[Organisation]:
    """Those that take part, by province, district and identity."""
    active = [entry for entry in entries if entry.active is not False]
    active.sort(key=lambda entry: (entry.province, entry.district, entry.id))
    organisations = [organisation(p, entry, provinces[entry.province], draw, bell) for entry in active]
    for index, o in enumerate(organisations):
        o.index = index
    return organisations


def line_up(provinces: list[Province], organisations: list[Organisation], draw: Draw) -> None:
    """A team's round goes through its province's organisations in an order drawn by lot."""
    for number, province in enumerate(provinces):
        here = [o for o in organisations if o.province == number]
        province.round = [o.index for o in sorted(here, key=lambda o: draw("round", o.id))]
        province.active = len(here)
        province.first = sum(1 for o in organisations if o.province < number)


def start(
    p: Any,
    entries: list[Entry],
    homes: list[Home],
    *,
    draw: Draw,
    bell: Draw,
    past: Callable[[int], Draw],
    keys: dict[str, Any],
) -> World:
    """The world at month 0, from who is there and where; `past` gives the chance of a month before it."""
    provinces = teams(p, homes, bell)
    organisations = people(p, entries, provinces, draw, bell)
    line_up(provinces, organisations, draw)
    world = World(0, organisations, [], provinces, [Federation() for _ in provinces], [], keys)
    get_acquainted(p, world, draw)
    found_before(p, world, draw)
    live_the_past(p, world, past)
    said = {entry.id for entry in entries if entry.understanding is not None}
    for o in (o for o in organisations if o.id in said):
        o.understanding = o.first_understanding
    take_stock(p, world)
    return world
