"""What many runs cost: everything around the compiled kernel, more workers, more runs, more months, a whole nation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

import sim.simulate
import sim.world
from sim.draws import DEFAULTS
from sim.ensembles.ensemble import on_cores
from sim.ensembles.job import Job
from sim.ensembles.store import Store
from sim.ensembles.tables import write_tables
from sim.plan import make_plan
from sim.scenario import Scenario
from sim.simulate import Peopling, run_on

ROOT = Path(__file__).resolve().parents[2]
FEW_ORGANISATIONS = 60  # where the number of runs is what is measured


@contextmanager
def kernel_watched():
    """Counts processor seconds in the compiled kernel, and in making populations and empty worlds for it."""
    spent = dict.fromkeys(("live_through", "settle", "world"), 0.0)

    def watched(name: str, function: Callable) -> Callable:
        def call(*arguments: object) -> object:
            start = time.thread_time()
            try:
                return function(*arguments)
            finally:
                spent[name] += time.thread_time() - start

        return call

    places = {"live_through": sim.simulate, "settle": sim.world, "world": Peopling}
    kept = {name: getattr(place, name) for name, place in places.items()}
    for name, place in places.items():
        setattr(place, name, watched(name, kept[name]))
    try:
        yield spent
    finally:
        for name, place in places.items():
            setattr(place, name, kept[name])


def carried_out(job: Job, workers: int) -> dict[str, float]:
    """Live a job through and write its tables: wall and processor seconds, and those of them in the kernel.

    ``kernel`` is drawing starting worlds and living through their months; ``model`` holds making room for them as well.
    """
    with tempfile.TemporaryDirectory() as folder, kernel_watched() as kernel:
        store = Store(Path(folder), job, "bench")
        wall, processor = time.perf_counter(), time.process_time()
        for draws, shard in on_cores(job, job.chunks, workers):
            store.put(draws, shard)
        write_tables(store.blocks, job.keys, Path(folder), job.keep_runs)
        return {
            "wall": time.perf_counter() - wall,
            "processor": time.process_time() - processor,
            "kernel": kernel["live_through"] + kernel["settle"],
            "model": kernel["live_through"] + kernel["world"],
        }


def workers(scenario: Scenario, runs: int) -> dict[str, float]:
    """One worker against two on the default world, and how much of the time is not the kernel's."""
    job = Job((scenario,), scenario.months, range(runs), 1)
    carried_out(replace(job, draws=range(8)), 2)
    one, two = carried_out(job, 1), carried_out(job, 2)
    return {
        "ensemble_runs": runs,
        "ms_per_run_in_ensemble": 1e3 * one["processor"] / runs,
        "around_the_kernel_share": 1 - one["kernel"] / one["processor"],
        "dispatch_reduction_storing_share": 1 - one["model"] / one["processor"],
        "two_workers_speedup": one["wall"] / two["wall"],
        "two_workers_processor_ratio": two["processor"] / one["processor"],
        "organisation_months_per_second": organisations(scenario) * scenario.months * runs / two["wall"],
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    }


def organisations(scenario: Scenario) -> int:
    """How many organisations take part in the default world."""
    return Peopling().population(make_plan(scenario, DEFAULTS).numbers[0]).active


def exponent(sizes: list[int], act: Callable[[int], float]) -> float:
    """Slope of log seconds over log size."""
    taken = [act(size) for size in sizes]
    return float(np.polyfit(np.log(sizes), np.log(taken), 1)[0])


def over_runs(scenario: Scenario) -> float:
    """Exponent of processor time over the number of runs."""
    return exponent([100, 300, 1_000], lambda n: carried_out(Job((scenario,), 60, range(n), 1), 1)["processor"])


def over_months(scenario: Scenario) -> float:
    """Exponent of time over months, on the default world: alliances grow in number, and with them the work."""
    plan, peopling = make_plan(scenario, DEFAULTS), Peopling()

    def act(months: int) -> float:
        worlds = [peopling.world(plan, seed) for seed in range(20)]
        start = time.process_time()
        for seed, world in enumerate(worlds):
            run_on(world, plan, seed, months)
        return time.process_time() - start

    act(1)
    return exponent([15, 30, 60, 120], act)


PEAK = """
import json, resource, sys
from run import main
code = main(sys.argv[1:])
print(json.dumps([code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]), file=sys.stderr)
"""


def peak_of(*arguments: str) -> float:
    """Peak memory (MB) of a command."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    code, peak = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return float(peak)


def memory_over_runs(few: int, many: int) -> dict[str, float]:
    """Peak memory of ``run`` with few and with many runs, of few organisations and 24 months so as to end soon."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "organisations.csv"
        rows = [f"o{k},savings,loei" for k in range(FEW_ORGANISATIONS)]
        table.write_text("\n".join(["id,kind,province", *rows]) + "\n", encoding="utf-8")

        def peak(runs: int) -> float:
            asked = ["run", "programme", "--json", "--months", "24", "--organisations", str(table)]
            return peak_of(*asked, "--replicates", str(runs), "--out", str(Path(folder) / str(runs)))

        found = {f"peak_mb_at_{runs}_runs": peak(runs) for runs in (few, many)}
    return found | {"peak_many_over_few": found[f"peak_mb_at_{many}_runs"] / found[f"peak_mb_at_{few}_runs"]}


NATION = """
import json, resource, sys, time
sys.path.insert(0, "tests/benchmarks")
from drivers import enlarged
from sim.draws import DEFAULTS
from sim.plan import make_plan
from sim.scenario import load_scenario
from sim.simulate import Peopling, run_on
from sim.world import starting_world
programme = load_scenario("programme")
plan = make_plan(programme, DEFAULTS)
population = enlarged(int(sys.argv[1]))
world = starting_world(population, Peopling().kinds, plan, 1)
began = time.process_time()
run = run_on(world, plan, 1, int(sys.argv[2]))
taken = time.process_time() - began
assert run.complete
print(json.dumps([len(population.organisations), taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def nation(organisations: int = 1_000_000, months: int = 60) -> dict[str, float]:
    """One run of a whole nation: seconds and peak memory, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", NATION, str(organisations), str(months)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    people, taken, peak = json.loads(done.stdout)
    return {"nation_organisations": people, "nation_months": months, "nation_seconds": taken, "nation_peak_mb": peak}
