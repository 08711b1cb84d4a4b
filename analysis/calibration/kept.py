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
from sim.ensembles.store import same_file, seal, write_whole

PART = 64  # sets of parameter values: a few seconds' work


class KeptBank:
    """Makes banks in parts of ``PART`` sets, and keeps the parts in a folder.

    Parameters
    ----------
    place : folder of the parts
    replicates, seed : of every set
    workers : threads
    table : a user's organisations, or None for the shipped counts
    claim : what the parts follow from, a word that their names bear
    finished : folder of the parts of a fit that is complete; what is damaged there is left, and made again
    """

    def __init__(
        self,
        place: Path,
        replicates: int,
        seed: int,
        workers: int,
        table: pd.DataFrame | None = None,
        *,
        claim: str = "fit",
        finished: Path | None = None,
    ) -> None:
        self._place, self._replicates, self._seed, self._workers = place, replicates, seed, workers
        self._table, self._claim, self._finished = table, claim, finished
        self._used: dict[int, Path] = {}

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

    def hand_over(self, place: Path) -> None:
        """Leave all parts that were asked for in a folder."""
        place.mkdir()
        for part in self._used.values():
            same_file(part, place / part.name)

    def _made(self, unit: np.ndarray, first: int, missing: Sequence[int]) -> Iterator[tuple[int, Bank]]:
        """Parts as they are done."""
        live = live_sets(self._replicates, self._seed, self._table)

        def work(start: int, stopping: Callable[[], bool]) -> Bank:
            points = unit[start : start + PART]
            return gathered(points, [live(first + start + nth, point, stopping) for nth, point in enumerate(points)])

        with closing(by_threads(work, missing, self._workers)) as made:
            yield from made

    def _keep(self, number: int, bank: Bank) -> None:
        content = as_bytes(bank)
        self._used[number] = self._place / f"sets-{number:06d}-{self._claim}-{seal(content)}.npz"
        write_whole(self._used[number], content)

    def _found(self, number: int, unit: np.ndarray) -> Bank | None:
        """A part that is kept, if it is whole and of these very points."""
        for place in (self._finished, self._place):
            for path in place.glob(f"sets-{number:06d}-{self._claim}-*.npz") if place else ():
                bank = _whole(path)
                if bank is not None and np.array_equal(bank.unit, unit):
                    self._used[number] = path
                    return bank
                if place == self._place and path.is_file():
                    path.unlink()
        return None


def as_bytes(bank: Bank) -> bytes:
    """A bank as its file holds it."""
    sink = io.BytesIO()
    np.savez_compressed(sink, **vars(bank))
    return sink.getvalue()


def _whole(path: Path) -> Bank | None:
    """The bank of a file that is as it was written."""
    try:
        content = path.read_bytes() if path.is_file() else b""
    except OSError:
        return None
    if not path.stem.endswith(seal(content)):
        return None
    with np.load(io.BytesIO(content)) as arrays:
        return Bank(**{name: arrays[name] for name in arrays.files})
