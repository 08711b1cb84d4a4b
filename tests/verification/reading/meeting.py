"""Meeting and talking, from section 7 of docs/odd.md, `meeting.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Organisation, World
from reading.levels import Draw, count, picked
from reading.trust import contact, trust_in

FRESH = 0.05


def matches(o: Organisation, q: Organisation) -> int:
    return count(o.needs & q.offers) + count(o.offers & q.needs)


def from_directory(p: Any, world: World, o: Organisation, draw: Draw, question: str = "directory_entry") -> int:
    """Of `entries_read` organisations of the province, picked by lot, the listed one that matches most; -1: none."""
    best, most = -1, -1
    here = [q for q in world.organisations if q.province == o.province]
    for n in range(int(p.entries_read)):
        q = here[picked(len(here), draw(question, o.id, n))]
        if q.index != o.index and q.listed > FRESH and matches(o, q) > most:
            best, most = q.index, matches(o, q)
    return best


def friend_of_friend(world: World, o: Organisation, draw: Draw) -> int:
    if not o.ties:
        return -1
    friend = world.organisations[o.ties[picked(len(o.ties), draw("friend", o.id))].other]
    if not friend.ties:
        return -1
    return friend.ties[picked(len(friend.ties), draw("friend_of_friend", o.id))].other


def among(world: World, o: Organisation, circle: list[Organisation], draw: Draw) -> int:
    return circle[picked(len(circle), draw("somebody", o.id))].index if circle else -1


def kin(world: World, kind: int, province: int) -> list[Organisation]:
    """Those of a kind in a province, in the order of their identities."""
    return sorted((q for q in world.organisations if q.kind == kind and q.province == province), key=lambda q: q.id)


def elsewhere(world: World, o: Organisation, draw: Draw) -> int:
    """One of its kind in another province: first the province by lot, then one of its kind there, if there is any."""
    provinces = len(world.provinces)
    there = (o.province + 1 + picked(provinces - 1, draw("place", o.id))) % provinces
    return among(world, o, kin(world, o.kind, there), draw)


def somebody(p: Any, world: World, o: Organisation, draw: Draw) -> int:
    """Of the district, the kind in the province, or the province."""
    here = [q for q in world.organisations if q.province == o.province]
    place = draw("place", o.id)
    if place < p.district_share:
        here = [q for q in here if q.district == o.district]
    elif place < p.district_share + p.kin_share:
        here = kin(world, o.kind, o.province)
    return among(world, o, here, draw)


def met(p: Any, world: World, o: Organisation, draw: Draw) -> int:
    """Whom it meets: first of these that applies; -1: nobody."""
    if o.listed > 0.0 and draw("directory", o.id) < p.directory_use * o.listed:
        return from_directory(p, world, o, draw)
    way = draw("way", o.id)
    if way < p.closure_share:
        return friend_of_friend(world, o, draw)
    if way > 1.0 - p.outside_share:
        return elsewhere(world, o, draw)
    return somebody(p, world, o, draw)


def talk(p: Any, o: Organisation, q: Organisation) -> None:
    """The one that understands less gains talk_learning x its trust in the other x the gap."""
    low, high = (o, q) if o.understanding < q.understanding else (q, o)
    low.understanding += p.talk_learning * trust_in(low, high.index) * (high.understanding - low.understanding)


def go_out(p: Any, world: World, o: Organisation, draw: Draw) -> None:
    if world.asleep(o) or draw("go_out", o.id) >= p.meeting_rate * (0.5 + o.openness):
        return
    found = met(p, world, o, draw)
    if found < 0 or found == o.index or world.asleep(world.organisations[found]):
        return
    q = world.organisations[found]
    contact(p, o, q, p.meeting_trust, draw)
    talk(p, o, q)
