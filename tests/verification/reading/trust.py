"""Acquaintance and trust, from section 7 of docs/odd.md, `trust.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import MAX_TIES, Organisation, Tie, World
from reading.levels import Draw, gain, picked


def ground(p: Any, uniform: float) -> float:
    """Of each pair the same all through a world."""
    return min(1.0, p.starting_trust * (0.5 + uniform))


def trust_in(o: Organisation, other: int) -> float:
    """Nought between strangers: those who met, but had no room for each other."""
    tie = o.tie_to(other)
    return tie.trust if tie else 0.0


def trust_towards(p: Any, o: Organisation, other: int) -> float:
    """Strangers whom one might ally with are trusted at `first_trust` (founding)."""
    tie = o.tie_to(other)
    return tie.trust if tie else p.first_trust


def contact(p: Any, o: Organisation, q: Organisation, share: float, draw: Draw) -> None:
    """Trust gains a share, on both sides; strangers become acquainted, if both have room."""
    mine, yours = o.tie_to(q.index), q.tie_to(o.index)
    if mine and yours:
        mine.trust, yours.trust = gain(mine.trust, share), gain(yours.trust, share)
    elif len(o.ties) < MAX_TIES and len(q.ties) < MAX_TIES:
        base = ground(p, draw("ground", o.id, q.id))
        o.ties.append(Tie(q.index, p.first_trust, base))
        q.ties.append(Tie(o.index, p.first_trust, base))


def misuse(o: Organisation, q: Organisation, share: float) -> None:
    for tie in (o.tie_to(q.index), q.tie_to(o.index)):
        if tie:
            tie.trust *= 1.0 - share


def forget_each_other(o: Organisation, q: Organisation) -> None:
    """Both lose their tie; the last in each list takes its place."""
    for one, other in ((o, q.index), (q, o.index)):
        place = next(n for n, tie in enumerate(one.ties) if tie.other == other)
        last = one.ties.pop()
        if place < len(one.ties):
            one.ties[place] = last


def pass_time(p: Any, world: World, o: Organisation, draw: Draw) -> None:
    """Trust nears its ground; with a small probability one acquaintance, by lot, is lost sight of."""
    for tie in o.ties:
        tie.trust += p.trust_wear * (tie.ground - tie.trust)
    if draw("drift", o.id) < p.drift_apart * len(o.ties):
        other = world.organisations[o.ties[picked(len(o.ties), draw("drift_who", o.id))].other]
        if not set(o.seats) & set(other.seats):
            forget_each_other(o, other)
