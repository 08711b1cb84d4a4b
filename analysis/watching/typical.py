"""Which run is watched: the one that the network picture of ``run`` shows, chosen among the same worlds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.answers.picture import typical
from analysis.effects.policies import MAIN
from analysis.language.progress import Progress, announce_compiling
from analysis.studies.study import Request
from sim.ensembles.ensemble import ensemble
from sim.ensembles.job import Job
from sim.ensembles.worlds import World, world
from sim.measures import POSITION


class Choice(NamedTuple):
    """A world of an ensemble: its number, counted from 1, of how many it was chosen, and what was the middle of all.

    ``worlds`` of 1: nobody chose it but whoever asked for it, and ``median`` is its own.
    """

    world: World
    number: int
    worlds: int
    median: float


def choose(request: Request, job: Job) -> Choice:
    """The world asked for; else the one whose lasting alliances at the end are nearest the median of all, the first."""
    which = [world(draw, 0, request.seed, job.posterior, request.believed) for draw in job.draws]
    announce_compiling(request.lang, request.quiet)
    with Progress(len(which), request.lang, request.quiet) as progress:
        lived = ensemble(job.scenarios, which, job.months, request.workers, job.table, tell=progress)
    done = pd.DataFrame({MAIN: [float(one.rows[0, -1, POSITION[MAIN]]) for one in lived]}).dropna()
    if done.empty:
        raise RuntimeError(lived[0].failures[0])
    at = int(np.asarray(typical(done).name))
    return Choice(which[at], job.draws[at] + 1, len(done), float(done[MAIN].median()))
