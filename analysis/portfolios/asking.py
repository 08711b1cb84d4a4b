"""What a search is asked for, checked before anything is run, and what it will take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.language.forecast import Forecast
from analysis.portfolios.choices import Choices, choices
from analysis.portfolios.design import design
from analysis.portfolios.levers import size_of
from analysis.portfolios.optimising import Wanted
from analysis.portfolios.race import Sizes
from analysis.studies.study import Request, job_of
from sim.ensembles.job import live_chunk
from sim.inputs.faults import Fault, InputFault, nearest
from sim.inputs.phrases import phrase
from sim.measures import MEASURES
from sim.recommendation import known_numbers, recommendations
from sim.scenario import load_scenario
from sim.simulate import Peopling

BASE = "programme"
FEWEST = 20
"""Worlds with which anything can be told of a portfolio."""
SMALL = 300.0
"""So few portfolios that a search of a tenth of the runs has to be a small one."""
VERIFIED = 15
"""Portfolios that a small search verifies, for all budgets together."""
AIMS = (
    "lasting", "operating", "facilitated_lasting", "facilitated_operating", "kept", "alive", "people_helped",
    "weak_helped", "remote_helped", "unregistered_helped", "household_gain",
)  # fmt: skip
"""Outcomes of which more is better."""
BY_PROVINCE = ("lasting", "alive")
"""Those that are counted by province."""


@dataclass(frozen=True)
class Typed:
    """What somebody types of a search: as ``Wanted`` has it, the numbers to choose ``among``, and the only window."""

    budgets: Sequence[float]
    among: Sequence[int]
    aim: str
    carried: float
    provinces: bool
    window: str | None


def wanted_of(request: Request, typed: Typed) -> tuple[Choices, Wanted]:
    """The levers and the search; ``InputFault`` with all that is wrong at once."""
    faults = [*_wrong_numbers(typed.among), *_wrong_aim(typed.aim), *_too_little(request, typed.among)]
    if typed.provinces and typed.aim not in BY_PROVINCE:
        faults.append(Fault("--by-province", f"--aim {typed.aim}", phrase("aim_of", names=", ".join(BY_PROVINCE))))
    if faults:
        raise InputFault(faults)
    base = load_scenario(BASE)
    found = choices(replace(base, months=request.months or base.months), typed.among, typed.window)
    wanted = Wanted(
        budgets=tuple(sorted(set(typed.budgets))),
        aim=typed.aim,
        carried=typed.carried,
        provinces=typed.provinces,
        sizes=sizes(request.replicates, size_of(found.levers), len(set(typed.budgets))),
    )
    return found, wanted


def sizes(worlds: int, portfolios: float, budgets: int) -> Sizes:
    """How much is run where so many worlds verify what is found, of so many portfolios, for so many budgets.

    Few portfolios are searched with few runs: a tenth of what running all 256 of eight levers would take has to do.
    What a lever does differs from world to world by more than runs of one world do by chance, so the design takes many
    worlds and few portfolios; a race would take worlds from it, so what is foretold to be best is verified at once.
    """
    if portfolios <= SMALL:
        starters = max(2, VERIFIED // budgets)
        return Sizes(portfolios=27, worlds=worlds // 3, starters=starters, rounds=(), left=(), verified=worlds)
    first, second = max(10, worlds // 5), max(10, 2 * worlds // 5)
    return Sizes(portfolios=256, worlds=first, starters=24, rounds=(first, second), left=(12, 6), verified=worlds)


def _wrong_numbers(among: Sequence[int]) -> list[Fault]:
    known = recommendations()
    return [
        Fault("--among", str(number), phrase("number_from", numbers=known_numbers()))
        for number in among
        if number not in known
    ]


def _wrong_aim(aim: str) -> list[Fault]:
    if aim in AIMS:
        return []
    got = phrase("no_aim", key=aim) if aim in {one.key for one in MEASURES} else aim
    return [Fault("--aim", got, phrase("aim_of", names=", ".join(AIMS)), nearest(aim, AIMS))]


def _too_little(request: Request, among: Sequence[int]) -> list[Fault]:
    found = []
    if request.replicates < FEWEST:
        found.append(Fault("--replicates", str(request.replicates), phrase("worlds_for_search", fewest=FEWEST)))
    if len(set(among)) == 1:
        found.append(Fault("--among", str(among[0]), phrase("two_to_choose")))
    return found


def forecast(request: Request, choices_: Choices, wanted: Wanted) -> Forecast:
    """What a search would take at most, from a short timed trial."""
    planned = design(choices_.levers, request.seed, wanted.sizes.portfolios)
    few = [choices_.scenario(one) for one in planned[:: max(1, len(planned) // 8)]]
    job = job_of(request, [choices_.base, *few])
    peopling = Peopling(job.table)
    live_chunk(job, range(1), peopling)
    start = time.perf_counter()
    shard = live_chunk(job, range(1, 2), peopling)
    each = (time.perf_counter() - start) / len(job.scenarios)
    runs = wanted.sizes.runs(len(wanted.budgets), len(planned))
    return Forecast(
        runs=runs,
        worlds=wanted.sizes.worlds + sum(wanted.sizes.rounds) + wanted.sizes.verified,
        scenarios=len(planned) + 1,
        months=job.months,
        seconds=round(each * runs / request.workers) + 10,
        workers=request.workers,
        disk_mb=round(len(shard) / len(job.scenarios) * runs / 1e6) + 2,
    )
