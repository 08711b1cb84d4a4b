"""The starting world, from section 5 of docs/odd.md: its parts in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reading.acquaintance import get_acquainted
from reading.before import found_before
from reading.characters import organisation
from reading.entities import Federation, Organisation, Province, World
from reading.levels import Draw, inside
from reading.past import live_the_past
from reading.places import Entry, capital
from reading.tables import Land


def teams(p: Any, lands: list[Land], bell: Draw) -> list[Province]:
    """Provinces, and what their teams understand of the framework."""
    there = []
    for number, land in enumerate(lands):
        x, y = capital(land, lands)
        there.append(
            Province(x=x, y=y, understanding=inside(p.team_understanding + p.team_spread * bell("team", number)))
        )
    return there


def settle(p: Any, entries: list[Entry], provinces: list[Province], draw: Draw, bell: Draw) -> list[Organisation]:
    """Those that take part, by province, district and identity."""
    active = [entry for entry in entries if entry.active is not False]
    active.sort(key=lambda entry: (entry.province, entry.district, entry.id))
    organisations = [organisation(p, entry, provinces[entry.province], draw, bell) for entry in active]
    for index, o in enumerate(organisations):
        o.index = index
    return organisations


def round_of(province: int, organisations: list[Organisation], draw: Draw) -> list[int]:
    """A team's round goes through its province's organisations in an order drawn by lot."""
    here = [o for o in organisations if o.province == province]
    return [o.index for o in sorted(here, key=lambda o: draw("round", o.id))]


def start(
    p: Any, entries: list[Entry], lands: list[Land], *, draws: Callable[[int], Draw], bell: Draw, key_of: Any
) -> World:
    """The world at month 0; `draws` gives the chance of a month, that of month 0 being the starting world's."""
    draw = draws(0)
    provinces = teams(p, lands, bell)
    organisations = settle(p, entries, provinces, draw, bell)
    for number, province in enumerate(provinces):
        province.round = round_of(number, organisations, draw)
        province.active = len(province.round)
        province.first = next((o.index for o in organisations if o.province >= number), len(organisations))
    world = World(0, organisations, [], provinces, [Federation() for _ in provinces], [], {"key_of": key_of})
    get_acquainted(p, world, draw)
    found_before(p, world, draw)
    said = {entry.id for entry in entries if entry.understanding is not None}
    live_the_past(p, world, lambda o: o.id in said, draws)
    return world
