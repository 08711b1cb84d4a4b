"""Small worlds, made by hand or by lot, for tests of the model core; a test says all that its world depends on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from sim.agencies import Agency
from sim.chance import moment
from sim.draws import DEFAULTS, Draw
from sim.ensembles.job import Job, live_chunk
from sim.kinds import ACTIVITIES, KINDS, REGISTERED, STAGES
from sim.language.terms import keys
from sim.measures import MEASURES
from sim.month import live_month
from sim.organisations import COLUMNS
from sim.parameters import PARAMETERS, Parameter, numbers
from sim.plan import make_plan
from sim.population import Population, brought
from sim.provinces import PROVINCE_TERMS, load_provinces
from sim.recommendation import Range, Recommendation, recommendations
from sim.recording import record
from sim.records import ALLIANCE, ALLIANCE_FIELDS, FEDERATION, ORGANISATION, ORGANISATION_FIELDS, Field, Plan, State
from sim.rules.founding import begin, sketch
from sim.rules.membership import count_in
from sim.rules.trust import introduce
from sim.scenario import Scenario, load_scenario
from sim.scenario_file import Applied, Programme
from sim.simulate import Peopling
from sim.world import empty_state, under

BASELINE = load_scenario("baseline")
PROGRAMME = load_scenario("programme")
P = numbers()[0]
"""Every parameter at its default."""
SHARES = ("leadership", "spirit", "understanding", "strategy", "openness")
FORUMS, MEDIA = 14, 5
ALL = tuple(recommendations())
"""The numbers of all recommendations there are."""
ALL_AT_ONCE = load_scenario("all-14")
LEVELS = (*SHARES, "management")
ALL_DAY = 1e6
"""Hours a month that leave room for anything."""


def p_with(**values: float) -> np.void:
    """The defaults with some of them replaced, inside their ranges or not."""
    return numbers(values)[0]


def with_parameters(scenario: Scenario, **values: float) -> Scenario:
    """``scenario`` with parameters set, inside their ranges or not."""
    return replace(scenario, parameters={**scenario.parameters, **values})


def applied(recommendation: Recommendation | int, **changes: Any) -> Applied:
    """A recommendation everywhere at full intensity in its own months, but for ``changes``."""
    if isinstance(recommendation, int):
        recommendation = recommendations()[recommendation]
    plain = Applied(
        recommendation=recommendation,
        start=recommendation.start,
        end=recommendation.end,
        intensity=1.0,
        strength=None,
        every=None,
        sessions=None,
        provinces=keys(PROVINCE_TERMS),
        kinds=keys(KINDS),
    )
    return replace(plain, **changes)


def plus(scenario: Scenario, *added: Applied) -> Scenario:
    """``scenario`` with recommendations on top, under a key that says which."""
    key = "+".join([scenario.key, *(one.recommendation.key[:2] for one in added)])
    return replace(scenario, key=key, applied=(*scenario.applied, *added))


def exactly(value: float) -> Range:
    """A number that is said to be what it is."""
    return Range(default=value, low=value, high=value, unit="", source="", confidence="")


def agency(key: str, delivers: Sequence[int | str], capacity: float = 10.0, **said: Any) -> Agency:
    """An agency that gives all its staff to alliances, in every province, but for what is ``said``."""
    numbers_ = {
        name: exactly(said.pop(name, rest)) for name, rest in (("stance", 1.0), ("follow_up", 0.0), ("case_cost", 0.0))
    }
    names = tuple(f"{one:02d}" if isinstance(one, int) else one for one in delivers)
    plain = {"name_en": key, "name_th": key, "provinces": keys(PROVINCE_TERMS), "capacity": exactly(capacity)}
    return Agency(**{"key": key, "delivers": names, **plain, **numbers_, **said})


# Worlds by lot


def organisations(count: int, seed: int, provinces: Sequence[int] = (0, 3, 8), dormant: float = 0.1) -> pd.DataFrame:
    """A table as ``load_organisations`` returns it, with about half of the cells blank."""
    lots = np.random.default_rng(seed)
    kind = lots.integers(0, len(KINDS), count)

    def or_blank(values: np.ndarray) -> np.ndarray:
        return np.where(lots.random(count) < 0.5, values, np.nan)

    def sets() -> np.ndarray:
        return np.where(lots.random(count) < 0.5, lots.integers(0, 2 ** len(ACTIVITIES), count), -1).astype(np.int32)

    x, y = lots.normal(0, 20, (2, count))
    placed = lots.random(count) < 0.5
    table = {
        "id": [f"สก-{seed}-{k}" for k in range(count)],
        "name": [f"องค์กร {k}" for k in range(count)],
        "kind": kind.astype(np.int32),
        "province": lots.choice(provinces, count).astype(np.int32),
        "district": lots.choice(["", "เมือง", "ภูเรือ", "ด่านซ้าย"], count),
        "x_km": np.where(placed, x, np.nan),
        "y_km": np.where(placed, y, np.nan),
        "members": or_blank(lots.integers(10, 5000, count)),
        "capital_baht": or_blank(lots.lognormal(14, 2, count)),
        **{name: or_blank(lots.random(count)) for name in SHARES},
        "margin": or_blank(lots.normal(0.03, 0.03, count)),
        "registered": kind < len(REGISTERED),
        "active": lots.random(count) >= dormant,
        "needs": sets(),
        "offers": sets(),
    }
    return pd.DataFrame(table)[[column.name for column in COLUMNS]]


def any_scenario(seed: int, months: int = 30) -> Scenario:
    """A scenario by lot: programme or not, some recommendations somewhere sometime, some parameters in their ranges."""
    lots = np.random.default_rng(seed)
    start = int(lots.integers(1, months // 2))
    stages = tuple(str(stage) for stage in lots.permutation(keys(STAGES)))
    end, handover = (start + int(lots.integers(1, months)) for _ in range(2))
    programme = Programme(start, end, stages, handover) if lots.random() < 0.7 else None
    numbers_ = lots.permutation(ALL)[: lots.integers(0, len(ALL) + 1)]
    moved = [one for one in PARAMETERS if lots.random() < 0.3]
    return replace(
        BASELINE,
        key=f"lot-{seed}",
        months=months,
        programme=programme,
        applied=tuple(_any_applied(int(number), lots, months) for number in numbers_),
        parameters={one.name: anywhere(one, lots) for one in moved},
        agencies=(*BASELINE.agencies[: lots.integers(0, 6)], _any_agency(lots)),
    )


def anywhere(one: Parameter, lots: np.random.Generator) -> float:
    """A value somewhere in the range of a parameter; of one that says which form a rule has, one of its forms."""
    return float(lots.integers(0, len(one.forms)) if one.forms else lots.uniform(one.low, one.high))


def _any_agency(lots: np.random.Generator) -> Agency:
    delivers = [number for number in ALL if lots.random() < 0.5]
    where = tuple(key for key in keys(PROVINCE_TERMS) if lots.random() < 0.6)
    return agency("own", delivers, float(lots.uniform(0, 40)), stance=float(lots.random()), provinces=where,
                  follow_up=float(lots.random()), case_cost=1e3)  # fmt: skip


def _any_applied(number: int, lots: np.random.Generator, months: int) -> Applied:
    start = int(lots.integers(1, months))
    return applied(
        number,
        start=start,
        end=start + int(lots.integers(0, months)),
        intensity=float(lots.random()),
        every=int(lots.integers(1, 4)),
        provinces=tuple(key for key in keys(PROVINCE_TERMS) if lots.random() < 0.6),
        kinds=tuple(key for key in keys(KINDS) if lots.random() < 0.7),
    )


def small_job(worlds: int = 5, months: int = 3, keep_runs: bool = False, seed: int = 4) -> Job:
    """An ensemble of a few organisations under two scenarios."""
    return Job((BASELINE, PROGRAMME), months, range(worlds), seed, organisations(60, 6), keep_runs=keep_runs)


def shards(job: Job) -> list[bytes]:
    """All its chunks, lived through one after another."""
    peopling = Peopling(job.table)
    return [live_chunk(job, draws, peopling) for draws in job.chunks]


# Worlds by hand

STARTED = tuple(field.name.removeprefix("first_") for field in ORGANISATION_FIELDS if field.name.startswith("first_"))
"""What is remembered of an organisation as it was at the start."""


@cache
def _population(count: int, province: int) -> Population:
    return brought(organisations(count, 0, (province,), dormant=0.0), load_provinces(), P)


def bare(count: int = 6, scenario: Scenario = BASELINE, province: int = 0, **given: Any) -> tuple[State, Plan]:
    """A world of ``count`` middling organisations of one place, who know nobody; ``given`` sets fields of records.

    They stand in the order of their numbers in the state, whatever their identities, and have time for anything.
    """
    plan = make_plan(scenario, DEFAULTS)
    state = under(empty_state(_population(count, province)), plan)
    middling = dict.fromkeys(LEVELS, 0.5)
    plain = {"members": 100.0, "capital": 5e6, "margin": 0.02, "kind": 0, "registered": 1, "x": 0.0, "y": 0.0}
    for name, value in {**plain, **middling, "needs": 0b0011, "offers": 0b1100, "hours": ALL_DAY, **given}.items():
        state.organisations[name] = value
    for name in STARTED:
        if f"first_{name}" not in given:
            state.organisations[f"first_{name}"] = state.organisations[name]
    state.provinces["x"], state.provinces["y"] = 0.0, 0.0
    state.circle[:] = np.arange(count)
    return state, plan


def knowing(count: int, friends: int, trust: float = 0.5, **given: Any) -> tuple[State, Plan]:
    """A world in which organisation 0 knows the first ``friends`` others."""
    state, plan = bare(count, **given)
    for j in range(1, friends + 1):
        introduce(state, P, 0, j, trust)
    return state, plan


def ally(state: State, members: Sequence[int], form: int = 0, month: int = 1, p: np.void = P, **fields: Any) -> int:
    """An alliance of ``members``, the first of them its founder; ``fields`` sets fields of its record."""
    number = int(state.counts["alliances"][0])
    a = state.alliances[number]
    sketch(state, members[0], a, form)
    a["key"] = 1000 + number
    state.members[number, 0] = members[0]
    for other in members[1:]:
        state.members[number, a["size"]] = other
        count_in(state.organisations[other], a)
    begin(state, p, month, number, 1.0, False)
    for name, value in fields.items():
        a[name] = value
    state.federations["size"][a["province"]] += a["federated"]
    return number


# Lives


def used(state: State) -> np.ndarray:
    """The records of all alliances so far, ended ones included."""
    return state.alliances[: state.counts["alliances"][0]]


def world(scenario: Scenario, seed: int, peopling: Peopling, draw: Draw = DEFAULTS) -> tuple[State, Plan]:
    """The starting world of ``seed`` and the plan of ``scenario``."""
    plan = make_plan(scenario, draw)
    return peopling.world(plan, seed), plan


def through(
    scenario: Scenario, seed: int, peopling: Peopling, draw: Draw = DEFAULTS
) -> Iterator[tuple[int, State, np.ndarray]]:
    """Month by month, from 0: the month, the world as it is then (the same arrays every time), and its measures."""
    state, plan = world(scenario, seed, peopling, draw)
    row = np.zeros(len(MEASURES))
    record(state, plan.numbers[0], row)
    yield 0, state, row
    for month in range(1, scenario.months + 1):
        row = np.zeros(len(MEASURES))
        live_month(state, plan, seed, month, row)
        yield month, state, row


def when(seed: int = 1, month: int = 1) -> np.uint64:
    """The word for one month of one seed, as rules take it."""
    return np.uint64(moment(seed, month))


def copied(state: State) -> State:
    """The same world in arrays of its own."""
    return State(*(array.copy() for array in state))


# Comparisons


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays hold the same bytes, field by field; padding between fields is not looked at."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    pairs = [(one[field], other[field]) for field in one.dtype.names] if one.dtype.names else [(one, other)]
    return all(mine.tobytes() == theirs.tobytes() for mine, theirs in pairs)


SCRATCH = ("desk", "lots", "circle_desk")
"""Arrays that rules write on while they think; they hold nothing from one rule to the next."""


def differing(one: State, other: State) -> list[str]:
    """Every field of every array in which two worlds differ."""
    found = []
    for name in (name for name in State._fields if name not in SCRATCH):
        mine, theirs = getattr(one, name), getattr(other, name)
        fields = mine.dtype.names or ("",)
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            found.append(f"{name}: {mine.shape} {theirs.shape}")
        else:
            found += [f"{name}.{f}" for f in fields if not alike(*((mine[f], theirs[f]) if f else (mine, theirs)))]
    return found


def same_organisations(one: State, other: State, who: np.ndarray | slice = slice(None)) -> list[str]:
    """The fields of organisations' records in which those of ``who`` differ."""
    return [
        field.name
        for field in ORGANISATION_FIELDS
        if not alike(one.organisations[field.name][who], other.organisations[field.name][who])
    ]


# Records by hand or by lot, for one rule at a time


def organisation(**fields: Any) -> np.void:
    """One record of an organisation, nought but for ``fields``."""
    return _record(ORGANISATION, fields)


def alliance(**fields: Any) -> np.void:
    """One record of an alliance, nought but for ``fields``."""
    return _record(ALLIANCE, fields)


def federation(**fields: Any) -> np.void:
    """One record of a federation, nought but for ``fields``."""
    return _record(FEDERATION, fields)


def _record(dtype: np.dtype, fields: dict[str, Any]) -> np.void:
    made = np.zeros(1, dtype)[0]
    for name, value in fields.items():
        made[name] = value
    return made


def some_organisation(lots: np.random.Generator) -> np.void:
    """An organisation such as there may be."""
    o = organisation(**_levels(ORGANISATION_FIELDS, lots), **_sets(lots), kind=int(lots.integers(0, len(KINDS))))
    o["id"], o["belongs_to"] = lots.integers(1, 2**63), lots.integers(0, 4)
    o["x"], o["y"], o["margin"], o["capital"] = *lots.normal(0, 30, 2), lots.normal(0, 0.03), lots.lognormal(14, 2)
    o["hours"], o["busy"], o["lent"] = lots.uniform(5, 40), *lots.uniform(0, 20, 2)
    return o


def some_alliance(lots: np.random.Generator) -> np.void:
    """An alliance such as there may be."""
    a = alliance(**_levels(ALLIANCE_FIELDS, lots), **_sets(lots), kind=int(lots.integers(0, len(KINDS))))
    a["key"], a["size"] = lots.integers(1, 2**63), lots.integers(2, 49)
    a["form"], a["operating"] = lots.integers(0, 3), lots.integers(0, 2)
    a["x"], a["y"] = lots.normal(0, 30, 2)
    return a


def _levels(fields: Sequence[Field], lots: np.random.Generator) -> dict[str, float]:
    return {field.name: float(lots.random()) for field in fields if field.unit == "0 to 1"}


def _sets(lots: np.random.Generator) -> dict[str, int]:
    return {name: int(lots.integers(0, 2 ** len(ACTIVITIES))) for name in ("needs", "offers")}


def some_parameters(lots: np.random.Generator) -> np.void:
    """Every parameter somewhere in its range."""
    return numbers({one.name: anywhere(one, lots) for one in PARAMETERS})[0]
