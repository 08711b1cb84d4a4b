"""The level above: the alliances of a province may join in a federation, and federations in one of the nation.

The source's first kind of network is vertical, district to province to nation, to give its members financial and
technical services. What a federation can do grows with its size; it buffers losses, keeps an eye on its members and
teaches them, for a fee and the hours of who speaks for each. It is the alliances' own, and outlives outside support.
"""

from __future__ import annotations

from sim.chance import FEDERATE, draw
from sim.compiling import Record, Word, rule
from sim.records import State
from sim.rules.fitting import BITS, chance_of, coordination, inclination


@rule
def keep_federations(state: State, p: Record) -> None:
    """Before alliances work: what each federation has, whether it stands in the nation's, and what it can do."""
    federations = state.federations
    for region in range(len(federations)):
        federations[region].offers = 0
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if a.federated:
            federations[a.province].offers |= a.offers
    joined = 0
    for region in range(len(federations)):
        f = federations[region]
        f.national = f.size >= p.national_size
        joined += f.size * f.national
    for region in range(len(federations)):
        f = federations[region]
        behind = f.size + f.national * p.national_reach * (joined - f.size)
        f.service = behind / (behind + p.federation_room) if f.size > 1 else 0.0


@rule
def will_to_federate(a: Record, f: Record, p: Record) -> float:
    """Inclination (logit) of an alliance to be in the federation: as an organisation's to be in an alliance."""
    fitting = min(1.0, BITS[a.needs & ~a.offers & f.offers] / p.full_match)
    cost = coordination(a, min(f.size, p.federation_room), p)
    return inclination(a, p.federation_appeal, fitting, a.trust, p) + p.weight_repute * f.service - cost


@rule
def consider_federation(state: State, p: Record, when: Word, number: int) -> None:
    """Now and then an alliance considers the federation of its province: to join it, to stay or to leave."""
    a = state.alliances[number]
    f = state.federations[a.province]
    if draw(when, FEDERATE, a.key) >= p.federation_attention:
        return
    chance = draw(when, FEDERATE, a.key, 1)
    if a.federated:
        if chance > chance_of(p.staying + p.weight_benefit * f.service):
            a.federated = 0
            f.size -= 1
    elif chance < chance_of(will_to_federate(a, f, p)):
        a.federated = 1
        f.size += 1
