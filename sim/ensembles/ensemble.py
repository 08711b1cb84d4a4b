"""An ensemble carried out: on the cores of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

import pandas as pd

from sim.compiling import is_compiled, uncollected
from sim.ensembles.crew import by_threads
from sim.ensembles.job import Job, live_chunk
from sim.ensembles.worlds import Lived, World, live
from sim.scenario import Scenario
from sim.simulate import Peopling


def on_cores(job: Job, numbers: Sequence[int], workers: int) -> Generator[tuple[int, bytes], None, None]:
    """Shards of the chunks asked for, as they are done."""
    peopling = Peopling(job.table)
    if numbers and not is_compiled():
        compile_rules(job)
    return by_threads(lambda number, stopping: live_chunk(job, number, peopling, stopping), numbers, workers)


def compile_rules(job: Job) -> None:
    """Compile the rules by one month of one world, in a thread, since the compiler hears no interrupt."""
    small = replace(job, scenarios=job.scenarios[:1], months=1, draws=range(1), table=None)
    with uncollected():
        list(by_threads(lambda number, _: live_chunk(small, number, Peopling()), [0], 1))


def ensemble(
    scenarios: Sequence[Scenario],
    which: Sequence[World],
    months: int,
    workers: int,
    table: pd.DataFrame | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Lived]:
    """Live through a few worlds, all kept in memory; ``tell`` hears of each that is done.

    Parameters
    ----------
    table
        A user's organisations (``organisations.load_organisations``), or None for the shipped counts.

    Returns
    -------
    list of Lived
        In the order of ``which``.
    """
    peopling = Peopling(table)
    lived: dict[World, Lived] = {}
    for world, left in by_threads(lambda one, stop: live(one, scenarios, months, peopling, stop), which, workers):
        lived[world] = left
        tell(len(lived))
    return [lived[world] for world in which]
