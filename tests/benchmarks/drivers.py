"""What one run costs: by either driver, by step of the month, and over organisations.

Drivers take turns, each on seeds of its own (one repeated seed flatters, as the processor learns its branches), and
medians are compared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.chance import moment
from sim.draws import DEFAULTS
from sim.measures import MEASURES
from sim.model import AllianceModel
from sim.month import (
    alliances_work,
    boards_decide,
    organisations_keep_house,
    organisations_meet,
    recommendations_act,
    teams_visit,
)
from sim.parameters import numbers
from sim.plan import make_plan
from sim.population import Population, drawn
from sim.provinces import Province, load_provinces
from sim.recording import record
from sim.scenario import Scenario
from sim.simulate import Peopling, run_on
from sim.world import starting_world

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def seconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def drivers(scenario: Scenario, rounds: int = 3) -> dict[str, float]:
    """Median time of one run of the default world by either driver, in turns (ms)."""
    peopling, plan = Peopling(), make_plan(scenario, DEFAULTS)
    compiled, mesa = [], []
    for seed in range(rounds + 1):  # the first round compiles, and is not counted
        worlds = [peopling.world(plan, 100 * seed + k) for k in range(20)]

        def by_compiled(worlds: list = worlds, seed: int = seed) -> None:
            for k, world in enumerate(worlds):
                run_on(world, plan, 100 * seed + k, scenario.months)

        model = AllianceModel(scenario, seed, peopling=peopling)
        if seed == 0:
            by_compiled()
            model.step()
        else:
            compiled.append(seconds(by_compiled) / len(worlds))
            mesa.append(seconds(model.run))
        model.close()
    return {
        "compiled_ms_per_run": 1e3 * statistics.median(compiled),
        "mesa_ms_per_run": 1e3 * statistics.median(mesa),
        "mesa_over_compiled": statistics.median(m / c for m, c in zip(mesa, compiled)),
    }


def enlarged(organisations: int) -> Population:
    """A population of about so many organisations: every count of the provinces multiplied alike."""
    provinces, kinds = load_provinces(), Peopling().kinds
    p = numbers({"unregistered_per_province": 80.0})[0]
    plain = len(drawn(provinces, kinds, p).organisations)
    factor = organisations / plain
    more = [_multiplied(province, factor) for province in provinces]
    p["unregistered_per_province"] = 80.0 * factor
    return drawn(more, kinds, p)


def _multiplied(province: Province, factor: float) -> Province:
    counts = {kind: max(1, round(count * factor)) for kind, count in province.counts.items()}
    return replace(province, counts=counts)


def scaling(scenario: Scenario, months: int = 24) -> dict[str, object]:
    """Processor time and memory of one run from a thousand to a million organisations, and the exponent of time."""
    plan, kinds = make_plan(scenario, DEFAULTS), Peopling().kinds
    rows = []
    for size in SIZES:
        population = enlarged(size)
        repeats = max(1, 20_000 // size)
        worlds = [starting_world(population, kinds, plan, seed) for seed in range(repeats)]
        held = sum(array.nbytes for array in worlds[0])
        start = time.process_time()
        for seed, world in enumerate(worlds):
            run_on(world, plan, seed, months)
        taken = (time.process_time() - start) / repeats
        rows.append((len(population.organisations), 1e3 * taken, held / len(population.organisations)))
    n, ms, held_each = (np.array(column) for column in zip(*rows))
    return {
        "organisations": n.tolist(),
        "ms_per_run": ms.round(2).tolist(),
        "months": months,
        "exponent_over_organisations": float(np.polyfit(np.log(n), np.log(ms), 1)[0]),
        "bytes_per_organisation": float(held_each[-1]),
    }


def steps(scenario: Scenario, worlds: int = 20) -> dict[str, object]:
    """What the time of a run goes into, by step of the month: shares of all of it; the compiled steps one by one."""
    peopling, plan = Peopling(), make_plan(scenario, DEFAULTS)
    p, spent = plan.numbers[0], dict.fromkeys(STEPS, 0.0)
    for seed in range(worlds + 1):  # the first compiles, and is not counted
        began = time.perf_counter()
        state, row = peopling.world(plan, seed), np.zeros(len(MEASURES))
        taken = {"starting world": time.perf_counter() - began, **dict.fromkeys(list(STEPS)[1:], 0.0)}
        for month in range(1, scenario.months + 1):
            when = np.uint64(moment(seed, month))
            state.counts["month"] = month
            for name, act in STEPS.items():
                if act is not None:
                    taken[name] += seconds(lambda a=act, s=state, w=when, m=month, r=row: a(s, plan, p, w, m, r))
        if seed:
            spent = {name: spent[name] + taken[name] for name in STEPS}
    whole = sum(spent.values())
    return {"share_of_a_run": {name: round(value / whole, 3) for name, value in spent.items()}}


STEPS: dict[str, Callable[..., object] | None] = {
    "starting world": None,
    "1 agencies and recommendations": lambda s, plan, p, when, month, row: recommendations_act(s, plan, when, month),
    "2 teams": lambda s, plan, p, when, month, row: teams_visit(s, plan, when, month),
    "3 organisations at home": lambda s, plan, p, when, month, row: organisations_keep_house(s, p, when, month),
    "4 trust and meetings": lambda s, plan, p, when, month, row: organisations_meet(s, p, when),
    "5 boards": lambda s, plan, p, when, month, row: boards_decide(s, p, when, month),
    "6 alliances": lambda s, plan, p, when, month, row: alliances_work(s, p, when, month),
    "7 measures": lambda s, plan, p, when, month, row: record(s, p, row),
}
"""The steps of ``sim.month``, each as it is called there."""
