"""The store of an ensemble under way: a shard a chunk, whole or not there at all; nothing is run twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from sim.ensembles.chunk import Block, unpack
from sim.ensembles.job import Job
from sim.ensembles.worlds import World


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step."""
    passing = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        passing.write_bytes(content)
        to_disk(passing)
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


def seal(content: bytes) -> str:
    """The digest of a file's bytes that its name bears, so that a damaged one is known for one."""
    return hashlib.sha256(content).hexdigest()[:16]


def to_disk(path: Path) -> None:
    """Have what was written to a file on the disk itself, so that a power cut cannot take it back."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


class Store:
    """Shards of one job in a folder of their own.

    Each bears in its name what it follows from (``claim``, a digest of the manifest) and the digest of its bytes: one
    that is damaged, or that another study has left here, is not taken for this one's.
    """

    def __init__(self, place: Path, job: Job, claim: str) -> None:
        self.place = place
        self._job = job
        self._claim = claim

    def _shards(self) -> dict[int, Path]:
        """Shards that are here, by number of chunk."""
        return {int(path.name.split("-")[1]): path for path in self.place.glob(f"chunk-*-{self._claim}-*.parquet")}

    def missing(self) -> list[int]:
        """Chunks that are not here; a damaged one is removed, to be done again."""
        here = self._shards()
        for number, path in list(here.items()):
            if path.name != self._name(number, path.read_bytes()):
                path.unlink()
                del here[number]
        return [number for number in range(self._job.chunks) if number not in here]

    def put(self, number: int, shard: bytes) -> None:
        """Keep a shard."""
        write_whole(self.place / self._name(number, shard), shard)

    def blocks(self, position: int) -> Iterator[tuple[list[World], Block]]:
        """Worlds, and what they left under the scenario at ``position``, chunk by chunk; ``OSError`` if one is gone."""
        here = self._shards()
        for number in range(self._job.chunks):
            if number not in here:
                raise FileNotFoundError(2, "a finished chunk is gone", str(self.place))
            yield self._job.worlds(number), unpack(here[number], position, self._job.months)

    def _name(self, number: int, shard: bytes) -> str:
        return f"chunk-{number:06d}-{self._claim}-{seal(shard)}.parquet"
