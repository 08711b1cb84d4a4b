"""The store of an ensemble under way: a shard a chunk, whole or not there at all; nothing is run twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sim.ensembles.chunk import Block, is_sound, unpack
from sim.ensembles.job import Job
from sim.ensembles.worlds import World


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step."""
    passing = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        passing.write_bytes(content)
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


class Store:
    """Shards of one job in a folder of their own."""

    def __init__(self, place: Path, job: Job) -> None:
        self.place = place
        self._job = job

    def _shard(self, number: int) -> Path:
        return self.place / f"chunk-{number:06d}.parquet"

    def missing(self) -> list[int]:
        """Chunks that are not here; damaged ones are done again."""
        return [n for n in range(self._job.chunks) if not is_sound(self._shard(n), self._job.keys)]

    def put(self, number: int, shard: bytes) -> None:
        """Keep a shard."""
        write_whole(self._shard(number), shard)

    def blocks(self, position: int) -> Iterator[tuple[list[World], Block]]:
        """Worlds, and what they left under the scenario at ``position``, chunk by chunk."""
        for number in range(self._job.chunks):
            yield self._job.worlds(number), unpack(self._shard(number), position, self._job.months)
