"""Whom organisations know at the start, from section 5 of docs/odd.md."""

from __future__ import annotations

from typing import Any

from reading.entities import MAX_TIES, Organisation, Tie, World
from reading.levels import Draw
from reading.meeting import elsewhere, friend_of_friend, somebody
from reading.trust import ground


def know(p: Any, o: Organisation, q: Organisation, draw: Draw) -> None:
    """Trust starts at its ground. Whoever knows the other already, or has no room, does not get to know it."""
    room = len(o.ties) < MAX_TIES and len(q.ties) < MAX_TIES
    if o is q or o.tie_to(q.index) or not room:
        return
    base = ground(p, draw("ground", o.id, q.id))
    o.ties.append(Tie(q.index, base, base))
    q.ties.append(Tie(o.index, base, base))


def sought_out(p: Any, world: World, o: Organisation, number: int, draw: Draw) -> int:
    """Whom its so-manieth tie leads to; -1: to nobody."""

    def of_this(question: str, who: Any = 0, _: Any = 0) -> float:
        return draw(question, who, number)

    way = of_this("way", o.id)
    if number > 0 and way < p.closure_share:
        return friend_of_friend(world, o, of_this)
    if way > 1.0 - p.outside_share:
        return elsewhere(world, o, of_this)
    return somebody(p, world, o, of_this)


def get_acquainted(p: Any, world: World, draw: Draw) -> None:
    """Each in turn seeks all of its ties."""
    for o in world.organisations:
        for number in range(int(p.first_acquaintances)):
            found = sought_out(p, world, o, number, draw)
            if found >= 0:
                know(p, o, world.organisations[found], draw)
