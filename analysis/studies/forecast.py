"""``--plan``: how many runs, how long, how much disk, from a short timed trial; nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from analysis.language.forecast import Forecast
from analysis.studies.study import Request, job_of
from sim.ensembles.job import live_chunk
from sim.scenario import Scenario
from sim.simulate import Peopling

TRIAL = 2  # worlds, after one that compiles
_BYTES_A_STUDY = 4_000_000  # of its charts


def forecast(request: Request, scenarios: Sequence[Scenario]) -> Forecast:
    """What a study would take; the inputs are read and checked as for the real thing."""
    job = job_of(request, scenarios)
    peopling = Peopling(job.table)
    live_chunk(replace(job, scenarios=job.scenarios[:1], draws=range(1)), range(1), peopling)
    start = time.perf_counter()
    # A world at a time, as the first chunks are.
    shards = [live_chunk(job, range(draw, draw + 1), peopling) for draw in range(1, 1 + TRIAL)]
    each = (time.perf_counter() - start) / TRIAL
    worlds, kept = len(job.draws), sum(map(job.kept, job.chunks))
    # Beside the tables stays what more worlds are added to. It shrinks once no months are kept, so this is the most.
    disk = sum(map(len, shards)) / TRIAL * (kept + worlds) + _BYTES_A_STUDY
    return Forecast(
        runs=worlds * len(job.scenarios),
        worlds=worlds,
        scenarios=len(job.scenarios),
        months=job.months,
        seconds=round(each * worlds / request.workers) + 1,
        workers=request.workers,
        disk_mb=round(disk / 1e6) + 1,
    )
