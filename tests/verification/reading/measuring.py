"""Step 7, measures, from the table of section 4 of docs/odd.md and what sections 1 and 4 say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from reading.entities import Alliance, Organisation, World
from reading.levels import ACADEMIC, AREA, BUSINESS

YEAR = 12
FORMS = {"area": AREA, "business": BUSINESS, "academic": ACADEMIC}
OF_ALLIANCES = ("size", "cohesion", "plan", "indicators", "control", "readiness", "skill", "support")
OF_ORGANISATIONS = ("understanding", "strategy", "leadership", "openness", "management", "listed", "arrears", "surplus")
COUNTED = ("founded", "facilitated", "ended", "cases", "turned_away", "rescues", "closed", "misuse_loss", "cost")


def mean(numbers: Iterable[float]) -> float:
    """Of none: 0."""
    them = list(numbers)
    return sum(them) / len(them) if them else 0.0


def lasts(world: World, a: Alliance) -> bool:
    """Its joint activity is 12 months old, and it had no help in any of them."""
    helped = a.helped >= 0 and world.month - a.helped < YEAR
    return bool(a.operating) and world.month - a.operating_since >= YEAR and not helped


def helped_people(p: Any, them: Iterable[Organisation]) -> float:
    """Those who use what an alliance offers, of the members of organisations to which it brought a gain this month."""
    return sum(p.member_use * o.members for o in them if o.household > 0.0)


def share_in(them: Iterable[Organisation]) -> float:
    return mean(1.0 if o.seats else 0.0 for o in them)


def of_alliances(world: World, provinces: list[str]) -> dict[str, float]:
    alive = [world.alliances[n] for n in world.living]
    groups: dict[str, Callable[[Alliance], bool]] = {
        "": lambda a: True,
        **{f"_{name}": lambda a, form=form: a.form == form for name, form in FORMS.items()},
        **{f"_{name}": lambda a, at=at: a.province == at for at, name in enumerate(provinces)},
    }
    told: dict[str, float] = {}
    for name, belongs in groups.items():
        told[f"alive{name}"] = sum(belongs(a) for a in alive)
        told[f"lasting{name}"] = sum(belongs(a) and lasts(world, a) for a in alive)
    told["operating"] = sum(a.operating for a in alive)
    told["kept"] = sum(a.facilitated for a in alive)
    told["facilitated_operating"] = sum(a.facilitated and a.operating for a in alive)
    told["facilitated_lasting"] = sum(bool(a.facilitated) and lasts(world, a) for a in alive)
    told["federated"] = sum(a.federated for a in alive)
    return told | {name: mean(getattr(a, name) for a in alive) for name in OF_ALLIANCES}


def of_people(p: Any, world: World) -> dict[str, float]:
    every = world.organisations
    inside = [o for o in every if o.seats]
    helped = helped_people(p, every)
    gained = sum(p.member_use * o.members * o.household for o in every if o.household > 0.0)
    return {
        "organisations_in": len(inside),
        "people_in": sum(o.members for o in inside),
        "people_helped": helped,
        "household_gain": gained / helped if helped else 0.0,
        "weak_helped": helped_people(p, (o for o in every if o.weak)),
        "remote_helped": helped_people(p, (o for o in every if o.remote)),
        "unregistered_helped": helped_people(p, (o for o in every if not o.registered)),
        "weak_share": share_in(o for o in every if o.weak),
        "remote_share": share_in(o for o in every if o.remote),
        "unregistered_share": share_in(o for o in every if not o.registered),
    }


def of_organisations(world: World) -> dict[str, float]:
    every = world.organisations
    return {
        **{name: mean(getattr(o, name) for o in every) for name in OF_ORGANISATIONS},
        "remote_understanding": mean(o.understanding for o in every if o.remote),
        "trust": mean(tie.trust for o in every for tie in o.ties),
        "degree": mean(len(o.ties) for o in every),
        "benefit": sum(o.benefit for o in every),
        "capital_growth": sum(o.capital for o in every) / sum(o.first_capital for o in every) - 1.0,
        "climate": mean(province.climate for province in world.provinces),
        "team_understanding": mean(province.understanding for province in world.provinces),
    }


def monthly(p: Any, world: World, provinces: list[str]) -> dict[str, float]:
    """What is recorded every month; `provinces` are their keys."""
    counted = {name: world.counts.get(name, 0) for name in COUNTED}
    return counted | of_alliances(world, provinces) | of_people(p, world) | of_organisations(world)


def groups_joined(world: World) -> list[set[int]]:
    """Organisations that alliances join up, directly or through others; those in none are in no group."""
    groups: list[set[int]] = []
    for n in world.living:
        joined = set(world.alliances[n].members)
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return groups


def know_each_other(world: World) -> Iterable[float]:
    """Of each pair of acquaintances of an organisation."""
    for o in world.organisations:
        for one, other in combinations([tie.other for tie in o.ties], 2):
            yield 1.0 if world.organisations[one].tie_to(other) else 0.0


def differ(world: World) -> Iterable[float]:
    """Of each pair of members of an alliance."""
    for n in world.living:
        for one, other in combinations(world.alliances[n].members, 2):
            yield 1.0 if world.organisations[one].kind != world.organisations[other].kind else 0.0


def final(world: World) -> dict[str, float]:
    """What is recorded at the end only."""
    groups = groups_joined(world)
    return {
        "components": len(groups),
        "largest_component": max((len(group) for group in groups), default=0),
        "clustering": mean(know_each_other(world)),
        "kind_mixing": mean(differ(world)),
    }
