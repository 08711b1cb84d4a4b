"""What organisations are like at the start, from section 5 of docs/odd.md; what a file gives is taken as it is."""

from __future__ import annotations

import math
from typing import Any

from reading.entities import Organisation, Province
from reading.levels import Draw, inside
from reading.places import Entry
from reading.tables import ACTIVITIES, KINDS, REGISTERED, kinds

OF_PROVINCES = ("leadership", "spirit", "openness")
FIRST = ("understanding", "leadership", "strategy", "openness", "management", "capital")


def level(p: Any, thing: str, entry: Entry, middle: float, bell: Draw) -> float:
    """Leadership, spirit and openness: with what the province adds to all three; others half as wide, and without."""
    if thing in OF_PROVINCES:
        added = p.province_spread * bell("province", entry.province)
        return inside(middle + added + p.spread * bell(thing, entry.id))
    return inside(middle + 0.5 * p.spread * bell(thing, entry.id))


def activities(what: str, entry: Entry, said: dict[str, float], draw: Draw) -> int:
    """A set of activities, each by the probability of the kind."""
    return sum(
        1 << n for n, one in enumerate(ACTIVITIES) if draw(what, entry.id, n) < said[f"{what}_{one}"]
    )  # fmt: skip


def or_drawn(given: Any, drawn: Any) -> Any:
    """What the file says; what is drawn where it is blank."""
    return drawn if given is None else given


def means(o: Organisation, entry: Entry, said: dict[str, float], bell: Draw) -> None:
    """Members, capital, and the yearly surplus on it."""
    many = math.ceil(said["members_median"] * math.exp(said["members_spread"] * bell("members", o.id)))
    o.members = float(or_drawn(entry.members, many))
    o.capital = or_drawn(
        entry.capital, said["capital_median"] * math.exp(said["capital_spread"] * bell("capital", o.id))
    )
    o.margin = or_drawn(entry.margin, said["margin_mean"] + said["margin_spread"] * bell("margin", o.id))


def organisation(p: Any, entry: Entry, province: Province, draw: Draw, bell: Draw) -> Organisation:
    """An organisation at the start, before it knows anybody."""
    said = kinds()[entry.kind]
    o = Organisation(id=entry.id, kind=entry.kind, province=entry.province, district=entry.district)
    o.x, o.y = entry.x or 0.0, entry.y or 0.0
    for thing in ("leadership", "spirit", "openness", "strategy", "management", "understanding"):
        middle = p.starting_understanding if thing == "understanding" else said[thing]
        setattr(o, thing, or_drawn(getattr(entry, thing, None), level(p, thing, entry, middle, bell)))
    means(o, entry, said, bell)
    o.offers = or_drawn(entry.offers, activities("offers", entry, said, draw))
    o.needs = or_drawn(entry.needs, activities("needs", entry, said, draw)) & ~o.offers
    o.hours = p.hours * (0.5 + draw("hours", o.id))
    o.result = o.capital * o.margin / 12.0
    o.arrears = draw("behind", o.id) if o.result < 0.0 else 0.0
    o.registered = int(or_drawn(entry.registered, KINDS[entry.kind] in REGISTERED))
    o.weak = int(o.leadership < p.weak_leadership)
    o.remote = int(math.hypot(o.x - province.x, o.y - province.y) >= p.remote_distance)
    for thing in FIRST:
        setattr(o, f"first_{thing}", getattr(o, thing))
    return o
