"""Leaders change, from section 7 of docs/odd.md, `succession.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Organisation, World
from reading.levels import Draw, inside


def succeed(p: Any, world: World, o: Organisation, draw: Draw) -> None:
    """With probability `turnover`: part of what leaders had learnt goes with them, and so does some cohesion."""
    if draw("turnover", o.id) >= p.turnover:
        return
    new = draw("successor", o.id)  # bell-shaped
    over = p.handed_over * max(0.0, o.leadership - o.first_leadership)
    o.leadership = inside(o.first_leadership + 0.5 * p.spread * new + over)
    for level in ("understanding", "management", "openness"):
        start = getattr(o, f"first_{level}")
        setattr(o, level, start + p.handed_over * (getattr(o, level) - start))
    for a in (world.alliances[seat] for seat in o.seats):
        if a.founder == o.index:
            a.cohesion *= 1.0 - p.succession_damage * draw("succession", o.id, a.key) * (1.0 - a.plan)
