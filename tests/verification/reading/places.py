"""Who is there, and where, from section 5 of docs/odd.md."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from reading.levels import Draw, picked
from reading.tables import KINDS, Land, kinds

KM_A_DEGREE = 111.32


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


def capital(land: Land, lands: list[Land]) -> tuple[float, float]:
    """A flat map in kilometres; the page does not say which: degrees, with one breadth for all."""
    middle = sum(one.latitude for one in lands) / len(lands)
    return land.longitude * KM_A_DEGREE * math.cos(math.radians(middle)), land.latitude * KM_A_DEGREE


def radius(land: Land) -> float:
    return math.sqrt(land.area / math.pi)


def in_disc(middle: tuple[float, float], reach: float, far: float, bearing: float) -> tuple[float, float]:
    """A place at random in a disc, every part of it alike."""
    away, angle = reach * math.sqrt(far), 2.0 * math.pi * bearing
    return middle[0] + away * math.cos(angle), middle[1] + away * math.sin(angle)


def centre(province: int, district: int, lands: list[Land], draw: Draw) -> tuple[float, float]:
    """The capital district lies around the capital; the others at random in the disc."""
    middle = capital(lands[province], lands)
    if district == 0:
        return middle
    who = (province, district)
    return in_disc(middle, radius(lands[province]), draw("centre_far", who), draw("centre_bearing", who))


def place(entry: Entry, lands: list[Land], draw: Draw) -> tuple[float, float]:
    """At random around the centre of the district: in a disc of its share of the province."""
    land = lands[entry.province]
    middle = centre(entry.province, entry.district, lands, draw)
    reach = radius(land) / math.sqrt(land.districts)
    return in_disc(middle, reach, draw("far", entry.id), draw("bearing", entry.id))


def district(p: Any, entry: Entry, land: Land, draw: Draw) -> int:
    """The capital district (0) for a share; else any, the capital one included."""
    if draw("in_capital", entry.id) < p.capital_district_share:
        return 0
    return picked(land.districts, draw("district", entry.id))


def counted(p: Any, land: Land) -> list[int]:
    """How many there are of each kind; unregistered groups are divided by their shares, rounded."""
    groups = int(p.unregistered_per_province)
    return [
        land.registered.get(kind, round(groups * said["share_of_unregistered"]))
        for kind, said in zip(KINDS, kinds(), strict=True)
    ]


def population(p: Any, lands: list[Land], identity: Any, draw: Draw) -> list[Entry]:
    """Everybody, without a file of one's own; `identity(province, kind, number)` names each."""
    everybody = []
    for province, land in enumerate(lands):
        for kind, many in enumerate(counted(p, land)):
            for number in range(many):
                entry = Entry(identity(province, kind, number), kind, province)
                entry.district = district(p, entry, land, draw)
                entry.x, entry.y = place(entry, lands, draw)
                entry.active = draw("dormant", entry.id) >= p.dormant_share
                everybody.append(entry)
    return everybody
