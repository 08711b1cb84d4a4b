"""``--plan``: how many runs, how long, how much disk, from a short timed trial; nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from analysis.studies.study import Request, job_of
from sim.ensembles.job import live_chunk
from sim.language.texts import text
from sim.scenario import Scenario
from sim.simulate import Peopling

TRIAL = 2  # worlds, after one that compiles
_BYTES_A_STUDY = 4_000_000  # of its charts


def forecast(request: Request, scenarios: Sequence[Scenario]) -> str:
    """The plan in words; the inputs are read and checked as for the real thing."""
    job = job_of(request, scenarios)
    peopling = Peopling(job.table)
    live_chunk(replace(job, scenarios=job.scenarios[:1], draws=range(1)), 0, peopling)
    start = time.perf_counter()
    # A world at a time: the chunks of so few are of one world each.
    trial = replace(job, draws=range(1, 1 + TRIAL))
    shards = [live_chunk(trial, number, peopling) for number in range(trial.chunks)]
    each = (time.perf_counter() - start) / TRIAL
    worlds, kept = len(job.draws), sum(job.kept(number) for number in range(job.chunks))
    runs = worlds * len(job.scenarios)
    minutes, seconds = divmod(round(each * worlds / request.workers) + 1, 60)
    # Shards wait beside the tables until these are complete; they shrink once no months are kept, so this is the most.
    disk = sum(map(len, shards)) / TRIAL * (kept + worlds) + _BYTES_A_STUDY
    return text(
        "forecast",
        request.lang,
        runs=f"{runs:,}",
        worlds=f"{worlds:,}",
        scenarios=len(job.scenarios),
        months=job.months,
        minutes=text("minutes", request.lang, minutes=minutes, seconds=seconds),
        workers=request.workers,
        disk=f"{round(disk / 1e6) + 1:,}",
    )
