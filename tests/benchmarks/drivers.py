"""What one run costs: the compiled driver beside the Mesa driver and its peers, and over organisations.

Drivers take turns, each on seeds of its own (one repeated seed flatters, as the processor learns its branches), and
medians are compared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from stand_ins import stand_in

from sim.draws import DEFAULTS
from sim.model import AllianceModel
from sim.parameters import numbers
from sim.plan import make_plan
from sim.population import Population, drawn
from sim.provinces import Province, load_provinces
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


def over_compiled(
    peer: Callable[[int, Population, Scenario, int], float],
    scenario: Scenario,
    organisations: int = 1_000,
    months: int = 24,
    rounds: int = 5,
) -> float:
    """How many times as long as the compiled driver a peer takes: median of ratios, in turns over seeds."""
    plan, kinds, population = make_plan(scenario, DEFAULTS), Peopling().kinds, enlarged(organisations)
    repeats = max(2, 20_000 // organisations)
    ratios = []
    for seed in range(rounds):
        worlds = [starting_world(population, kinds, plan, 50 * seed + k) for k in range(repeats)]
        ours = seconds(lambda w=worlds: [run_on(world, plan, k, months) for k, world in enumerate(w)]) / repeats
        ratios.append(peer(months, population, scenario, seed) / ours)
    return statistics.median(ratios)


def peers(scenario: Scenario) -> dict[str, object]:
    """The compiled driver against its stand-ins in plain Mesa and in C; 24 months. Where they no longer are, why."""
    return {
        **_beside(
            "plain_mesa", lambda peer: {"plain_mesa_over_compiled": over_compiled(peer.seconds_of_run, scenario)}
        ),
        **_beside("plain_c", lambda peer: {"compiled_over_c": peer.measure()["compiled_over_c"]}),
    }


def _beside(name: str, measure: Callable[[Any], dict[str, object]]) -> dict[str, object]:
    """What ``measure`` finds with a stand-in, or why there is nothing to measure."""
    try:
        return measure(stand_in(name))
    except RuntimeError as reason:
        return {f"{name}_skipped": str(reason)}
