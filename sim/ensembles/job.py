"""What an ensemble follows from, and how it is cut into chunks: the same for any number of workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.draws import WeightedSets
from sim.ensembles.chunk import MONTHS_KEPT, pack
from sim.ensembles.worlds import World, live, world
from sim.scenario import Scenario
from sim.simulate import Peopling

CHUNKS = 48  # at least, where there are so many worlds: enough for many cores, and little is lost with one
RUN_MONTHS = 256 * 1_450 * 60  # organisation-months of a chunk, at most: a few seconds' work
DEFAULT_ORGANISATIONS = 1_450  # of the shipped provinces, about


@dataclass(frozen=True)
class Job:
    """An ensemble to be lived through.

    Attributes
    ----------
    scenarios : tuple of Scenario
    months : int
    draws : range
        Numbers of the worlds.
    seed : int
        Keys all chance.
    table : DataFrame or None
        A user's organisations (``organisations.load_organisations``), or None for the shipped counts.
    posterior : WeightedSets or None
        What a calibration left, from which parameters are drawn; None to draw them over their assumed ranges.
    keep_runs : bool
        Whether every month of every run is kept, or of the first worlds only.
    """

    scenarios: tuple[Scenario, ...]
    months: int
    draws: range
    seed: int
    table: pd.DataFrame | None = None
    posterior: WeightedSets | None = None
    keep_runs: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the scenarios."""
        return tuple(scenario.key for scenario in self.scenarios)

    @property
    def size(self) -> int:
        """Worlds in a chunk; the last may hold fewer."""
        organisations = DEFAULT_ORGANISATIONS if self.table is None else len(self.table)
        most = RUN_MONTHS // (organisations * max(1, self.months) * len(self.scenarios))
        return max(1, min(-(-len(self.draws) // CHUNKS), most))

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return -(-len(self.draws) // self.size)

    def worlds(self, number: int) -> list[World]:
        """The worlds of a chunk."""
        return [world(draw, 0, self.seed, self.posterior) for draw in self.draws_of(number)]

    def kept(self, number: int) -> int:
        """Of how many worlds of a chunk, from its first, all months are kept."""
        size = len(self.draws_of(number))
        return size if self.keep_runs else min(size, max(0, MONTHS_KEPT - number * self.size))

    def draws_of(self, number: int) -> range:
        """Numbers of the worlds of a chunk."""
        return self.draws[number * self.size : (number + 1) * self.size]


def live_chunk(job: Job, number: int, peopling: Peopling, stopping: Callable[[], bool] = lambda: False) -> bytes:
    """Live through a chunk: the bytes of its shard, the same wherever and whenever it is done."""
    lived = [live(one, job.scenarios, job.months, peopling, stopping) for one in job.worlds(number)]
    return pack(lived, job.keys, job.kept(number))
