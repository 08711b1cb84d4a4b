"""Leaders change: what they had learnt and opened up to goes with them, what they had written down stays."""

from __future__ import annotations

from sim.chance import SUCCESSOR, TURNOVER, bell, draw
from sim.compiling import Record, Word, rule
from sim.records import MAX_BELONGS, State


@rule
def leaders_change(o: Record, p: Record, when: Word) -> bool:
    """Whether the leaders of ``o`` change this month."""
    return draw(when, TURNOVER, o.id) < p.turnover


@rule
def succeed(state: State, p: Record, when: Word, i: int) -> None:
    """New leaders of ``i``: its strategy stays, the skill and understanding of the old ones mostly go."""
    o = state.organisations[i]
    newcomer = o.first_leadership + 0.5 * p.spread * bell(when, SUCCESSOR, o.id)
    o.leadership = min(0.98, max(0.02, newcomer + p.handed_over * max(0.0, o.leadership - o.first_leadership)))
    o.understanding = o.first_understanding + p.handed_over * (o.understanding - o.first_understanding)
    o.management = o.first_management + p.handed_over * (o.management - o.first_management)
    o.openness = o.first_openness + p.handed_over * (o.openness - o.first_openness)
    for place in range(MAX_BELONGS):
        number = state.seats[i, place].alliance
        if number >= 0 and state.alliances[number].founder == i:
            unsettle(state.alliances[number], p, draw(when, SUCCESSOR, o.id, state.alliances[number].key))


@rule
def unsettle(a: Record, p: Record, severity: float) -> None:
    """An alliance whose founder's leaders change loses cohesion, unless a joint plan carries it over."""
    a.cohesion *= 1.0 - p.succession_damage * severity * (1.0 - a.plan)
