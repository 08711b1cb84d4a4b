"""The starting world in two shapes, as ``both_readings.py`` has a month: by the program, and by the second reading."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from both_readings import COUNTS, drawn, key_of
from reading import places, starting, tables
from reading.entities import World
from reading.levels import Draw

from sim import chance
from sim.population import ANGLE, CAPITAL_DISTRICT, DORMANT, GEOGRAPHY, RADIUS, WHICH_DISTRICT, brought_identities
from sim.world import ATTRIBUTE, BEFORE, CIRCLE_LOT, CLUB, NEED, OFFER, PROVINCE_LOT, TEAM_LOT, TIE_LOT

LANDS = tables.lands()


def _mixed(word: int) -> int:
    return int(chance.mix(np.uint64(word % 2**64)))


# Chance: which of the keyed draws answers which question; the numbers are those of the page (section 5)

OF_ATTRIBUTES = {
    "leadership": 1, "spirit": 2, "openness": 3, "strategy": 4, "management": 5, "understanding": 6, "members": 7,
    "capital": 8, "margin": 9, "hours": 10, "behind": 11,
}  # fmt: skip
OF_PLACES = {
    "in_capital": CAPITAL_DISTRICT, "district": WHICH_DISTRICT, "bearing": ANGLE, "far": RADIUS, "dormant": DORMANT,
}  # fmt: skip
OF_CENTRES = {"centre_far": ANGLE, "centre_bearing": RADIUS}
OF_TIES = {"friend": 1, "friend_of_friend": 2, "place": 3}
OF_TRIES = {"business": 1, "founder_from": 2, "size": 3}
OF_CLUBS = {"candidates_from": 4, "age": 5, "tried": 7, "starts_federated": 8, "would_found": 9}
PLAIN = {"needs": NEED, "offers": OFFER, "way": TIE_LOT, "round": CIRCLE_LOT, "enters": CLUB}
OF_GROUPS = {"province": PROVINCE_LOT, "team": TEAM_LOT}


def _asked(when: np.uint64, process: Any, who: int, whom: int = 0) -> float:
    return float(chance.draw(when, process, np.uint64(who % 2**64), np.uint64(whom)))


def _of_tie(when: np.uint64, question: str, who: int, tie: int) -> float:
    """Each tie asks its own questions."""
    own = np.uint64(_mixed(int(when) + tie))
    return (
        _asked(own, TIE_LOT, who) if question == "somebody" else _asked(own, chance.MEET_WHOM, who, OF_TIES[question])
    )


def at_the_start(world: np.uint64) -> Draw:
    """Every question about the starting world, answered by the keyed draw that answers it in the program."""

    def draw(question: str, who: Any = 0, whom: Any = 0) -> float:
        if question in OF_PLACES:
            return _asked(GEOGRAPHY, chance.WORLD, who, int(OF_PLACES[question]))
        if question in OF_CENTRES:
            return _asked(GEOGRAPHY, OF_CENTRES[question], who[0] * 65536 + who[1])
        if question in OF_ATTRIBUTES:
            return _asked(world, ATTRIBUTE, _mixed(who) ^ OF_ATTRIBUTES[question])
        if question in OF_TIES or question == "somebody":
            return _of_tie(world, question, who, whom)
        if question == "ground":
            return _asked(world, chance.GROUND, _mixed(who ^ whom))
        if question in OF_TRIES:
            return _asked(world, CLUB, _mixed(who[0]) + who[1], OF_TRIES[question])
        if question in OF_CLUBS:
            return _asked(world, CLUB, who, OF_CLUBS[question])
        return _asked(world, PLAIN[question], who, whom)

    return draw


def bells(world: np.uint64) -> Draw:
    """The same of bell-shaped draws."""

    def bell(thing: str, who: Any = 0, _: Any = 0) -> float:
        if thing in OF_ATTRIBUTES:
            return float(chance.bell(world, ATTRIBUTE, np.uint64(_mixed(who) ^ OF_ATTRIBUTES[thing])))
        return float(chance.bell(world, OF_GROUPS[thing], np.uint64(who)))

    return bell


KEYS = {
    "key_of": key_of,
    "key_before": lambda who, nth: _mixed(who ^ _mixed(1_000_000 + nth)),
}
"""Identities of alliances: of those founded in a month, and of those from before."""


# Who is there

COLUMNS = {"x": "x_km", "y": "y_km", "capital": "capital_baht"}
SETS = ("needs", "offers")


def _given(field: str, cell: Any) -> Any:
    """What a cell of a user's table says; None where it is blank."""
    blank = cell == -1 if field in SETS else cell == "" or (isinstance(cell, float) and math.isnan(cell))
    return None if blank else cell


def entries_of(table: pd.DataFrame) -> list[places.Entry]:
    """The rows of a user's table as the second reading has them."""
    fields = [field for field in vars(places.Entry(0, 0, 0)) if field != "id"]
    columns = {field: table[COLUMNS.get(field, field)].tolist() for field in fields}
    return [
        places.Entry(id=int(identity), **{field: _given(field, columns[field][row]) for field in fields})
        for row, identity in enumerate(brought_identities(table))
    ]


def _identity(province: int, kind: int, number: int) -> int:
    return _mixed(province << 48 | kind << 40 | number)


def started(p: Any, seed: int, table: pd.DataFrame | None = None) -> World:
    """The starting world of a seed, by the second reading."""
    world = np.uint64(chance.moment(seed, BEFORE))
    draw = at_the_start(world)

    def of_month(month: int) -> Draw:
        return drawn(world, np.uint64(chance.moment(seed, BEFORE + month)))

    entries = places.population(p, LANDS, _identity, draw) if table is None else entries_of(table)
    homes = places.settle(p, entries, LANDS, draw)
    keys = KEYS | dict.fromkeys(COUNTS, 0)
    return starting.start(p, entries, homes, draw=draw, bell=bells(world), past=of_month, keys=keys)
