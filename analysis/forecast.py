"""``--plan``: how many runs, how long, how much disk, from a short timed trial; nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence

from analysis.study import Request, same_months
from analysis.texts import text
from sim.ensemble import ensemble, worlds
from sim.inputs.organisations import load_organisations
from sim.scenario import Scenario

TRIAL = 2  # worlds, after one that compiles
_BYTES_A_RUN = 2_200  # of the tables, measured on the default world
_BYTES_A_STUDY = 4_000_000  # of its charts


def forecast(request: Request, scenarios: Sequence[Scenario]) -> str:
    """The plan in words; the inputs are read and checked as for the real thing."""
    scenarios = same_months(scenarios, request.months)
    table = load_organisations(request.organisations) if request.organisations else None
    months = scenarios[0].months
    ensemble(scenarios[:1], worlds(1, 1, request.seed), months, 1, table)
    start = time.perf_counter()
    ensemble(scenarios, worlds(TRIAL, 1, request.seed), months, 1, table)
    each = (time.perf_counter() - start) / TRIAL
    runs = request.replicates * len(scenarios)
    minutes, seconds = divmod(round(each * request.replicates / request.workers) + 1, 60)
    return text(
        "forecast",
        request.lang,
        runs=f"{runs:,}",
        worlds=request.replicates,
        scenarios=len(scenarios),
        months=months,
        minutes=text("minutes", request.lang, minutes=minutes, seconds=seconds),
        workers=request.workers,
        disk=round((runs * _BYTES_A_RUN + _BYTES_A_STUDY) / 1e6) + 1,
    )
