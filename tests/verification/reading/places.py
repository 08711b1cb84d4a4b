"""Who is there, and where, from section 5 of docs/odd.md."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Any

from reading.levels import Draw, picked
from reading.tables import KINDS, Land, kinds

KM_A_DEGREE = 111.2
ORIGIN = 13.0, 100.0


@dataclass
class Entry:
    """An organisation as a file has it, or as it is drawn; None: not known. Sets are bits, `district` is a name."""

    id: int
    kind: int
    province: int
    district: Any = None
    x: float | None = None
    y: float | None = None
    members: float | None = None
    capital: float | None = None
    leadership: float | None = None
    spirit: float | None = None
    understanding: float | None = None
    strategy: float | None = None
    openness: float | None = None
    margin: float | None = None
    registered: bool | None = None
    active: bool | None = None
    needs: int | None = None
    offers: int | None = None


def capital(land: Land) -> tuple[float, float]:
    """On a flat map in kilometres, from 13 N, 100 E."""
    east = (land.longitude - ORIGIN[1]) * KM_A_DEGREE * math.cos(math.radians(land.latitude))
    return east, (land.latitude - ORIGIN[0]) * KM_A_DEGREE


def radius(land: Land) -> float:
    return math.sqrt(land.area / math.pi)


def in_disc(middle: tuple[float, float], reach: float, far: float, bearing: float) -> tuple[float, float]:
    """A place at random in a disc, every part of it alike."""
    away, angle = reach * math.sqrt(far), 2.0 * math.pi * bearing
    return middle[0] + away * math.cos(angle), middle[1] + away * math.sin(angle)


@dataclass
class Home:
    """A province as organisations are placed in it: its middle, its radius (km), how many districts may be drawn, and
    how many come before its own."""

    middle: tuple[float, float]
    radius: float
    districts: int
    before: int = 0


def medians(entries: list[Entry], province: int, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Where a file gives positions, a province has its middle where those that take part have theirs."""
    own = [one for one in entries if one.province == province and one.x is not None and one.active is not False]
    return (median(one.x for one in own), median(one.y for one in own)) if own else otherwise


def is_town(district: str, land: Land) -> bool:
    """Called "เมือง" or "Mueang", alone or with the name of the province; "อำเภอ" before it says no more."""
    plain = district.replace(" ", "").casefold().removeprefix("อำเภอ").removeprefix("อ.")
    return plain in ("เมือง", "เมือง" + land.th, "mueang", "mueang" + land.en.replace(" ", "").casefold())


def districts_named(entries: list[Entry], province: int, land: Land) -> list[str]:
    """The names in a file in the order of the alphabet, the town first, those with nobody who takes part last."""
    here = [one for one in entries if one.province == province and one.district]
    peopled = {one.district for one in here if one.active is not False}
    living = sorted(sorted(peopled), key=lambda name: not is_town(name, land))
    return [*living, *sorted({one.district for one in here} - peopled)]


def homes(entries: list[Entry], lands: list[Land]) -> list[Home]:
    """Every province; it has as many districts as are named, if those are more than it is said to have."""
    there, before = [], 0
    for province, land in enumerate(lands):
        named = districts_named(entries, province, land)
        peopled = {one.district for one in entries if one.province == province and one.active is not False} - {None}
        middle = medians(entries, province, capital(land))
        there.append(Home(middle, radius(land), max(land.districts, len(peopled)), before))
        before += max(land.districts, len(named))
    return there


def centre(home: Home, province: int, district: int, draw: Draw) -> tuple[float, float]:
    """The capital district, the first, lies around the capital; the others at random in the disc."""
    if district == 0:
        return home.middle
    who = (province, district)
    return in_disc(home.middle, home.radius, draw("centre_far", who), draw("centre_bearing", who))


def place(entry: Entry, home: Home, district: int, draw: Draw) -> tuple[float, float]:
    """At random around the centre of the district: in a disc of its share of the province."""
    middle = centre(home, entry.province, district, draw)
    reach = home.radius / math.sqrt(home.districts)
    return in_disc(middle, reach, draw("far", entry.id), draw("bearing", entry.id))


def district(p: Any, entry: Entry, home: Home, draw: Draw) -> int:
    """The capital district (0) for a share; else any, the capital one included."""
    if draw("in_capital", entry.id) < p.capital_district_share:
        return 0
    return picked(home.districts, draw("district", entry.id))


def settle(p: Any, entries: list[Entry], lands: list[Land], draw: Draw) -> list[Home]:
    """Give everybody a district, numbered through all provinces, and a place; the provinces as they lie then."""
    there = homes(entries, lands)
    names = [districts_named(entries, province, land) for province, land in enumerate(lands)]
    for entry in entries:
        home = there[entry.province]
        number = names[entry.province].index(entry.district) if entry.district else district(p, entry, home, draw)
        if entry.x is None:
            entry.x, entry.y = place(entry, home, number, draw)
        entry.district = home.before + number
    return there


def counted(p: Any, land: Land) -> list[int]:
    """How many there are of each kind; of unregistered groups the share of each kind, rounded."""
    return [
        land.registered.get(kind, round(p.unregistered_per_province * said["share_of_unregistered"]))
        for kind, said in zip(KINDS, kinds(), strict=True)
    ]


def population(p: Any, lands: list[Land], identity: Any, draw: Draw) -> list[Entry]:
    """Everybody, without a file of one's own; `identity(province, kind, number)` names each."""
    everybody = []
    for province, land in enumerate(lands):
        for kind, many in enumerate(counted(p, land)):
            for number in range(many):
                entry = Entry(identity(province, kind, number), kind, province)
                entry.active = draw("dormant", entry.id) >= p.dormant_share
                everybody.append(entry)
    return everybody
