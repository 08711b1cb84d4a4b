"""The level above, from section 7 of docs/odd.md, `federating.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Alliance, World
from reading.fitting import coordination, inclination
from reading.levels import Draw, chance_of, count


def take_stock(p: Any, world: World) -> None:
    """Before alliances work, federations see what they have and can do."""
    for federation in world.federations:
        federation.offers = federation.size = 0
    for a in (world.alliances[index] for index in world.living):
        if a.federated:
            world.federations[a.province].offers |= a.offers
            world.federations[a.province].size += 1
    for federation in world.federations:
        federation.national = 1 if federation.size >= p.national_size else 0
    nation = sum(federation.size for federation in world.federations if federation.national)
    for federation in world.federations:
        others = nation - federation.size if federation.national else 0
        behind = federation.size + p.national_reach * others
        federation.service = behind / (behind + p.federation_room) if federation.size >= 2 else 0.0


def service(world: World, a: Alliance) -> float:
    return world.federations[a.province].service if a.federated else 0.0


def wish_to_join(p: Any, world: World, a: Alliance) -> float:
    federation = world.federations[a.province]
    fits = min(1.0, count(a.needs & ~a.offers & federation.offers) / p.full_match)
    likes = inclination(p, a, appeal=p.federation_appeal, fits=fits, trust=a.trust)
    others = min(federation.size, p.federation_room)
    return likes + p.weight_repute * federation.service - coordination(p, a, others)


def consider(p: Any, world: World, a: Alliance, draw: Draw) -> None:
    """With probability `federation_attention` an alliance joins the federation of its province, or leaves it."""
    if draw("federation", a.key) >= p.federation_attention:
        return
    federation = world.federations[a.province]
    uniform = draw("federate", a.key)
    if a.federated:
        if uniform > chance_of(p.staying + p.weight_benefit * federation.service):
            a.federated = 0
            federation.size -= 1
    elif uniform < chance_of(wish_to_join(p, world, a)):
        a.federated = 1
        federation.size += 1
