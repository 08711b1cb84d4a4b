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


def on_cores(job: Job, chunks: Sequence[range], workers: int) -> Generator[tuple[range, bytes], None, None]:
    """Shards of the chunks asked for, as they are done."""
    peopling = Peopling(job.table)
    if chunks and not is_compiled():
        compile_rules(job)
    return by_threads(lambda draws, stopping: live_chunk(job, draws, peopling, stopping), chunks, workers)


def compile_rules(job: Job) -> None:
    """Compile the rules by one month of one world, in a thread, since the compiler hears no interrupt."""
    small = replace(job, scenarios=job.scenarios[:1], months=1, draws=range(1), table=None)
    with uncollected():
        list(by_threads(lambda draws, _: live_chunk(small, draws, Peopling()), [range(1)], 1))


def ensemble(
    scenarios: Sequence[Scenario],
    which: Sequence[World],
    months: int,
    workers: int,
    table: pd.DataFrame | None = None,
    *,
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
