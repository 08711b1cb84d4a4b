"""One world in two shapes: arrays, as the rules have it, and plain objects, as the second reading has it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
from reading.entities import Agency, Alliance, Federation, Organisation, Province, Tie, World
from reading.levels import Draw
from reading.scenario import Change, Scenario
from reading.visiting import Programme
from small_worlds import any_scenario

from sim import chance
from sim.records import (
    AGENCY_FIELDS,
    ALLIANCE_FIELDS,
    CHANGE_FIELDS,
    FEDERATION_FIELDS,
    ORGANISATION_FIELDS,
    PROVINCE_FIELDS,
    Plan,
    State,
)

CLOSE_ENOUGH = 1e-12
"""Relative: the same sums and products in another order differ in their last bits, and no more."""
COUNTS = (
    "alive",
    "founded",
    "facilitated",
    "ended",
    "closed",
    "misuse_loss",
    "cost",
    "cases",
    "turned_away",
    "rescues",
)


def plain(record: Any, fields: Any, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    return {field.name: record[field.name].item() for field in fields if field.name not in leave_out}


def parameters(numbers: Any) -> SimpleNamespace:
    return SimpleNamespace(**{name: numbers[name].item() for name in numbers.dtype.names})


# Chance: which of the keyed draws answers which question

Question = tuple[Any, Callable[[Any, Any], tuple[Any, Any]]]


def _plain(process: Any, whom: int = 0) -> Question:
    return process, lambda who, _: (who, whom)


def _with(process: Any, more: int = 0) -> Question:
    return process, lambda who, whom: (who, whom + more)


def _at_session(who: Any, change_and_session: Any) -> tuple[Any, Any]:
    """A change and one of its sessions are one word; sums of words leave their overflow."""
    change, session = change_and_session
    return who, chance.mix(np.uint64((change + session) % 2**64))


QUESTIONS: dict[str, Question] = {
    "trade": _plain(chance.TRADE),
    "close": _plain(chance.CLOSE),
    "turnover": _plain(chance.TURNOVER),
    "succession": _with(chance.SUCCESSOR),
    "drift": _plain(chance.DRIFT),
    "drift_who": _plain(chance.DRIFT, 1),
    "go_out": _plain(chance.MEET),
    "directory": _plain(chance.MEET_WHERE, 1),
    "way": _plain(chance.MEET_WHERE),
    "directory_entry": _with(chance.MEET_WHOM, 16),
    "friend": _plain(chance.MEET_WHOM, 1),
    "friend_of_friend": _plain(chance.MEET_WHOM, 2),
    "place": _plain(chance.MEET_WHOM, 3),
    "somebody": _plain(chance.MEET_WHOM),
    "consider": _plain(chance.ATTENTION),
    "leave": _with(chance.LEAVE),
    "acquaintance": _plain(chance.JOIN_WHICH),
    "its_alliance": _plain(chance.JOIN_WHICH, 1),
    "join": _with(chance.JOIN),
    "recruit": _plain(chance.RECRUIT),
    "recruit_whom": _plain(chance.RECRUIT, 1),
    "found": _plain(chance.FOUND),
    "found_directory": _plain(chance.LIST),
    "found_entry": _with(chance.LIST, 16),
    "broker": _with(chance.BROKER),
    "form": _with(chance.FORM),
    "accept": _with(chance.ACCEPT),
    "federation": _plain(chance.FEDERATE),
    "federate": _plain(chance.FEDERATE, 1),
    "fellow": _with(chance.WORK_WITH),
    "misuse": _plain(chance.MISUSE),
    "severity": _plain(chance.SEVERITY),
    "mature": _plain(chance.MATURE),
    "lapse": _plain(chance.LAPSE),
    "visits": _plain(chance.VISIT),
    "follow_up": _with(chance.FOLLOW),
    "order": _plain(chance.ORDER),
    "now_broadcast": _with(chance.AIR),
    "now_equip": _with(chance.AIR),
    "now_forum": _with(chance.ATTEND),
    "entry": _with(chance.LIST),
    "visits_of": _with(chance.VISIT),
    "rescues_of": _with(chance.VISIT),
    "seen": _with(chance.SEEN),
    "partner": (chance.PAIR, _at_session),
    "contact": (chance.CONTACT, _at_session),
}


def drawn(world: Any, when: Any) -> Draw:
    """Every question of the second reading, answered by the keyed draw that answers it in the rules.

    ``world`` is the word of the world, ``when`` that of the month.
    """

    def draw(question: str, who: Any = 0, whom: Any = 0) -> float:
        if question == "ground":
            return float(chance.draw(world, chance.GROUND, np.uint64(chance.mix(np.uint64(who) ^ np.uint64(whom)))))
        if question == "ever":
            return float(chance.draw(world, chance.REACH, np.uint64(who), np.uint64(whom)))
        if question == "successor":
            return float(chance.bell(when, chance.SUCCESSOR, np.uint64(who)))
        process, key = QUESTIONS[question]
        one, other = key(who, whom)
        return float(chance.draw(when, process, np.uint64(one), np.uint64(other)))

    return draw


# The world as plain objects


def second(state: State, plan: Plan, month: int) -> World:
    """A copy of a world as the second reading has it."""
    count = state.counts[0]
    world = World(
        month=month,
        organisations=[_organisation(state, i) for i in range(count["active"])],
        alliances=[_alliance(state, n) for n in range(count["alliances"])],
        provinces=[_province(state, n) for n in range(len(state.provinces))],
        federations=[Federation(**plain(f, FEDERATION_FIELDS)) for f in state.federations],
        living=[int(n) for n in state.live[: count["alive"]]],
        counts={name: count[name].item() for name in COUNTS},
    )
    world.counts["key_of"] = key_of
    for n, region in np.ndindex(state.rounds.shape):
        world.counts["round", plan.changes[n]["key"].item(), region] = state.rounds[n, region].item()
    return world


def key_of(who: int, month: int, form: int) -> int:
    return int(chance.mix(np.uint64(who) ^ np.uint64(chance.mix(np.uint64(month * 4 + form)))))


def _organisation(state: State, i: int) -> Organisation:
    o = Organisation(index=i, **plain(state.organisations[i], ORGANISATION_FIELDS, ("belongs_to",)))
    o.ties = [Tie(t["other"].item(), t["trust"].item(), t["ground"].item()) for t in state.ties[i] if t["other"] >= 0]
    o.places = [seat["alliance"].item() for seat in state.seats[i]]
    return o


def _alliance(state: State, number: int) -> Alliance:
    a = Alliance(index=number, **plain(state.alliances[number], ALLIANCE_FIELDS))
    if a.ended < 0:
        a.members = [int(i) for i in state.members[number, : a.size]]
        a.joined = {i: _joined(state, i, number) for i in a.members}
    return a


def _joined(state: State, i: int, number: int) -> int:
    return next(state.ledger[s["entry"]]["joined"].item() for s in state.seats[i] if s["alliance"] == number)


def _province(state: State, number: int) -> Province:
    one = Province(**plain(state.provinces[number], PROVINCE_FIELDS))
    one.round = [int(i) for i in state.circle[one.first : one.first + one.active]]
    return one


DOSES = ("understanding", "strategy", "leadership", "openness", "management", "trust", "climate", "team", "plan",
         "indicators", "control", "readiness", "skill", "support", "contact")  # fmt: skip
ACTS = ("visit", "broadcast", "equip", "forum", "list", "rescue")


def scenario(state: State, plan: Plan) -> Scenario:
    """A plan as the second reading has a scenario."""
    first, last, handover = (int(month) for month in plan.teams)
    return Scenario(
        programme=Programme(first, last, [int(stage) for stage in plan.stages], handover),
        changes=[_change(plan, n) for n in range(len(plan.changes))],
        agencies=[Agency(**plain(one, AGENCY_FIELDS), staff=[0.0] * len(state.provinces)) for one in plan.agencies],
        here=plan.present.tolist(),
        delivers=plan.delivers.tolist(),
    )


def _change(plan: Plan, n: int) -> Change:
    row = plain(plan.changes[n], CHANGE_FIELDS, ("source", *DOSES))
    row["act"] = ACTS[row["act"]]
    doses = {name: plan.changes[n][name].item() for name in DOSES}
    kinds = sum(1 << kind for kind, of in enumerate(plan.whom[n]) if of)
    return Change(**row, doses=doses, kinds=kinds, where=plan.where[n].tolist())


# Scenarios by lot

FORUMS = ("11", "14")
LIVELY = {
    "attention": 0.3, "founding_cost": 0.5, "reluctance": 3.0, "recruiting": 0.5, "federation_attention": 0.2,
    "misuse_rate": 0.1, "seen_unaided": 0.5, "maturing_rate": 1.0, "travel": 120.0,
}  # fmt: skip


def forms(seed):
    """Every form of a rule in its turn, and each with each."""
    return {
        "time_form": seed % 2, "maturing_form": seed % 3, "staying_form": seed // 2 % 3, "media_form": seed // 3 % 3,
    }  # fmt: skip


def any_lively(seed):
    """A scenario by lot; in every other one much happens among alliances, and recommendations begin at once."""
    plain, lively = any_scenario(seed), seed // 2 % 2
    often = tuple(
        replace(
            one,
            start=1 if lively else one.start,
            intensity=1.0 if lively else one.intensity,
            sessions=1 + seed % 3 if one.recommendation.key[:2] in FORUMS else None,
        )
        for one in plain.applied
    )
    return replace(
        plain, applied=often, parameters={**plain.parameters, **forms(seed), **(LIVELY if lively else {})}
    )  # fmt: skip


# Comparison


def same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, float) or isinstance(theirs, float):
        return math.isclose(mine, theirs, rel_tol=CLOSE_ENOUGH, abs_tol=CLOSE_ENOUGH)
    return bool(mine == theirs)


def differences(mine: World, theirs: World) -> list[str]:
    """Everything in which two worlds differ, by name, in words."""
    found = []
    for name in ("organisations", "alliances", "provinces", "federations"):
        one, other = getattr(mine, name), getattr(theirs, name)
        if len(one) != len(other):
            found.append(f"{name}: {len(one)} against {len(other)}")
        for n, (left, right) in enumerate(zip(one, other, strict=False)):
            found += [f"{name}[{n}].{where}" for where in _apart(left, right)]
    if mine.living != theirs.living:
        found.append(f"living: {mine.living} against {theirs.living}")
    return found + [
        f"{name}: {mine.counts[name]} against {theirs.counts[name]}"
        for name in COUNTS
        if not same(mine.counts[name], theirs.counts[name])
    ]


def _apart(left: Any, right: Any) -> list[str]:
    found = []
    for name, one in vars(left).items():
        other = getattr(right, name)
        if name == "ties":
            one, other = ([value for tie in ties for value in vars(tie).values()] for ties in (one, other))
        alike = (
            len(one) == len(other) and all(same(x, y) for x, y in zip(one, other, strict=True))
            if isinstance(one, list)
            else same(one, other)
        )
        if not alike and not (getattr(left, "ended", -1) >= 0 and name in ("members", "joined")):
            found.append(f"{name}: {one} against {other}")
    return found
