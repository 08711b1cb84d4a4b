"""What an ensemble follows from, and how it is cut into chunks: the same for any number of workers, or of worlds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.draws import NO_BELIEFS, Beliefs, WeightedSets
from sim.ensembles.chunk import MONTHS_KEPT, pack
from sim.ensembles.worlds import World, live, world
from sim.scenario import Scenario
from sim.simulate import Peopling

CHUNKS = 48  # of each size, from one world on: enough for many cores, and little is lost with one
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
    beliefs : Beliefs
        What is believed of numbers otherwise than declared.
    keep_runs : bool
        Whether every month of every run is kept, or of the first worlds only.
    ends_only : bool
        Whether no month is kept at all: where only the ends of runs are asked for.
    """

    scenarios: tuple[Scenario, ...]
    months: int
    draws: range
    seed: int
    table: pd.DataFrame | None = None
    posterior: WeightedSets | None = None
    beliefs: Beliefs = NO_BELIEFS
    keep_runs: bool = False
    ends_only: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the scenarios."""
        return tuple(scenario.key for scenario in self.scenarios)

    @property
    def most(self) -> int:
        """Worlds in the largest chunks."""
        organisations = DEFAULT_ORGANISATIONS if self.table is None else len(self.table)
        return max(1, RUN_MONTHS // (organisations * max(1, self.months) * len(self.scenarios)))

    @property
    def chunks(self) -> list[range]:
        """Numbers of the worlds of each chunk: ``CHUNKS`` of one world, as many of two, of four, up to ``most``.

        Where the cuts are does not depend on how many worlds there are, so that more can be added; only the last chunk
        grows.
        """
        cuts, size, start = [], 1, 0
        while start < self.draws.stop:
            for _ in range(CHUNKS):
                cuts.append(range(max(start, self.draws.start), min(start + size, self.draws.stop)))
                start += size
            size = min(2 * size, self.most)
        return [cut for cut in cuts if cut]

    def worlds(self, draws: range) -> list[World]:
        """The worlds of these numbers."""
        return [world(draw, 0, self.seed, self.posterior, self.beliefs) for draw in draws]

    def kept(self, draws: range) -> int:
        """Of how many of these worlds, from the first of them, all months are kept."""
        if self.ends_only:
            return 0
        kept = MONTHS_KEPT - (draws.start - self.draws.start)
        return len(draws) if self.keep_runs else min(len(draws), max(0, kept))


def live_chunk(job: Job, draws: range, peopling: Peopling, stopping: Callable[[], bool] = lambda: False) -> bytes:
    """Live through some worlds: the bytes of their shard, the same wherever and whenever it is done."""
    lived = [live(one, job.scenarios, job.months, peopling, stopping) for one in job.worlds(draws)]
    return pack(lived, job.keys, job.kept(draws))
