"""A bank made part by part, each kept as it is finished, so that a fit goes on where it was stopped."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.calibration.bank import Bank, gathered, joined, live_sets
from sim.ensembles.crew import by_threads
from sim.ensembles.store import seal, write_whole

PART = 64  # sets of parameter values: a few seconds' work


class KeptBank:
    """Makes banks in parts of ``PART`` sets, and keeps the parts in a folder.

    Parameters
    ----------
    place : folder of the parts
    replicates, seed : of every set
    workers : threads
    table : a user's organisations, or None for the shipped counts
    """

    def __init__(
        self,
        place: Path,
        replicates: int,
        seed: int,
        workers: int,
        table: pd.DataFrame | None = None,
    ) -> None:
        self._place, self._replicates, self._seed, self._workers = place, replicates, seed, workers
        self._table = table

    def simulate(self, unit: np.ndarray, first: int, tell: Callable[[int], None] = lambda done: None) -> Bank:
        """A bank of points ``unit`` (n, parameters) of the unit cube, of which the first has the number given.

        ``tell`` hears how many of its sets are done.
        """
        starts = range(0, len(unit), PART)
        parts = {start: self._found(first + start, unit[start : start + PART]) for start in starts}
        done = sum(len(part) for part in parts.values() if part is not None)
        tell(done)
        missing = [start for start, part in parts.items() if part is None]
        if missing:
            for start, bank in self._made(unit, first, missing):
                self._keep(first + start, bank)
                parts[start] = bank
                done += len(bank)
                tell(done)
        return joined([part for part in parts.values() if part is not None])

    def _made(self, unit: np.ndarray, first: int, missing: Sequence[int]) -> Iterator[tuple[int, Bank]]:
        """Parts as they are done."""
        live = live_sets(self._replicates, self._seed, self._table)

        def work(start: int, stopping: Callable[[], bool]) -> Bank:
            points = unit[start : start + PART]
            return gathered(points, [live(first + start + nth, point, stopping) for nth, point in enumerate(points)])

        with closing(by_threads(work, missing, self._workers)) as made:
            yield from made

    def _keep(self, number: int, bank: Bank) -> None:
        sink = io.BytesIO()
        np.savez_compressed(sink, **vars(bank))
        content = sink.getvalue()
        write_whole(self._place / f"sets-{number:06d}-{seal(content)}.npz", content)

    def _found(self, number: int, unit: np.ndarray) -> Bank | None:
        """A part that is kept, if it is whole and of these very points."""
        for path in self._place.glob(f"sets-{number:06d}-*.npz"):
            content = path.read_bytes()
            if path.stem.endswith(seal(content)):
                with np.load(io.BytesIO(content)) as arrays:
                    bank = Bank(**{name: arrays[name] for name in arrays.files})
                if np.array_equal(bank.unit, unit):
                    return bank
            path.unlink()
        return None
