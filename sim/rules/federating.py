"""The level above: the alliances of a province may join in a federation, and federations in one of the nation.

The source's first kind of network is vertical, district to province to nation, to give its members financial and
technical services. What a federation can do grows with its size; it buffers losses, keeps an eye on its members and
teaches them, for a fee and the hours of who speaks for each. It is the alliances' own, and outlives outside support.
"""

from __future__ import annotations

from sim.chance import FEDERATE, draw
from sim.compiling import Record, Word, rule
from sim.records import State
from sim.rules.deciding import Staying, kept
from sim.rules.fitting import BITS, Willing, chance_of, coordination, inclined, weighed


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
def federating(a: Record, f: Record, p: Record) -> Willing:
    """The terms of an alliance's willingness to be in the federation: as an organisation's to be in an alliance."""
    fitting = min(1.0, BITS[a.needs & ~a.offers & f.offers] / p.full_match)
    cost = coordination(a, min(f.size, p.federation_room), p)
    expected = inclined(a, p.federation_appeal, fitting, a.trust, p)
    return Willing(expected, p.weight_repute * f.service, -cost, 0.0, 0.0)


@rule
def will_to_federate(a: Record, f: Record, p: Record) -> float:
    """Inclination (logit) of an alliance to be in the federation."""
    terms = federating(a, f, p)
    return weighed(terms.inclined) + terms.repute + terms.coordination


@rule
def staying_federated(f: Record, p: Record) -> Staying:
    """The terms of what keeps an alliance in a federation: its services, and what keeps anybody in anything."""
    return Staying(p.staying, 0.0, 0.0, p.weight_benefit * f.service, 0.0)


@rule
def considers_federation(a: Record, p: Record, when: Word) -> bool:
    """Whether an alliance has the federation on its agenda this month."""
    return draw(when, FEDERATE, a.key) < p.federation_attention


@rule
def consider_federation(state: State, p: Record, when: Word, number: int) -> None:
    """Now and then an alliance considers the federation of its province: to join it, to stay or to leave."""
    a = state.alliances[number]
    f = state.federations[a.province]
    if not considers_federation(a, p, when):
        return
    chance = draw(when, FEDERATE, a.key, 1)
    if a.federated:
        if chance > chance_of(kept(staying_federated(f, p))):
            a.federated = 0
            f.size -= 1
    elif chance < chance_of(will_to_federate(a, f, p)):
        a.federated = 1
        f.size += 1
