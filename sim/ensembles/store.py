"""The store of an ensemble: a shard a chunk, whole or not there at all; nothing is run twice."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import shutil
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from sim.ensembles.chunk import Block, joined, packed, unpack, unpack_ends
from sim.ensembles.job import Job
from sim.ensembles.worlds import World

WORLDS = "worlds"
"""Where in a folder of results the shards are from which its tables are made."""
_SHARD = re.compile(r"chunk-(?P<start>\d{7})-(?P<stop>\d{7})-(?P<claim>\w+)-(?P<seal>[0-9a-f]+)\.parquet", re.ASCII)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step."""
    passing = part_of(path)
    try:
        passing.write_bytes(content)
        to_disk(passing)
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """Where this process writes a file before it is moved to its place."""
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def forget_parts(path: Path) -> None:
    """Remove what processes that no longer live have left of a file half-written beside its place."""
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.part"):
        process = left.name.removeprefix(f"{path.name}.").removesuffix(".part")
        if process.isdigit() and not is_alive(int(process)):
            left.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Whether a process of this number runs on this machine; taken for so on Windows, where to ask would end it."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def seal(content: bytes) -> str:
    """The digest of a file's bytes that its name bears, so that a damaged one is known for one."""
    return hashlib.sha256(content).hexdigest()[:16]


def to_disk(path: Path) -> None:
    """Have what was written to a file on the disk itself, so that a power cut cannot take it back."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def same_file(one: Path, other: Path) -> None:
    """Let a file have another name as well, or copy it where that cannot be."""
    try:
        os.link(one, other)
    except OSError:
        shutil.copyfile(one, other)


def shards(place: Path, claim: str) -> dict[range, Path]:
    """Shards of a claim in a folder, by the numbers of their worlds."""
    found = ((path, _draws(path.name)) for path in place.glob(f"chunk-*-{claim}-*.parquet"))
    return {draws: path for path, draws in found if draws and path.is_file()}


def shards_of(files: Iterable[str]) -> dict[range, str]:
    """Names of shards among the files of a finished study, by the numbers of their worlds."""
    found = ((name, _draws(name.removeprefix(f"{WORLDS}/"))) for name in files if name.startswith(WORLDS))
    return {draws: name for name, draws in found if draws}


def _draws(shard: str) -> range | None:
    """The numbers of the worlds that a shard of this name holds; None where it is no such name."""
    told = _SHARD.fullmatch(shard)
    return range(int(told["start"]), int(told["stop"])) if told else None


def reach(which: Iterable[range]) -> int:
    """From the first world to the last, how many there are."""
    which = list(which)
    return max(one.stop for one in which) - min(one.start for one in which) if which else 0


class Store:
    """Shards of one job: those of a study under way, in a folder of their own, and those of one finished before.

    Each bears in its name which worlds it holds, what it follows from (``claim``, a digest of the manifest) and the
    digest of its bytes: one that is damaged, or that another study has left here, is not taken for this one's. What a
    chunk lacks that was once finished with fewer worlds is done world by world, which adds up to the same bytes.
    """

    def __init__(self, place: Path, job: Job, claim: str, finished: Path | None = None) -> None:
        self.place = place
        self._job = job
        self._claim = claim
        self._finished = finished
        self._damaged: set[Path] = set()

    def _shards(self) -> dict[range, Path]:
        """Shards that are here, by the numbers of their worlds."""
        finished = shards(self._finished, self._claim) if self._finished else {}
        here = finished | shards(self.place, self._claim)
        return {draws: path for draws, path in here.items() if path not in self._damaged}

    def missing(self) -> list[range]:
        """Worlds that are not here, chunk by chunk; a shard that is damaged is removed, to be done again.

        What belongs to finished results is left where it is, and done again all the same.
        """
        for draws, path in self._shards().items():
            try:
                sound = path.name == self._name(draws, path.read_bytes())
            except OSError:
                sound = False
            if not sound and path.parent == self.place:
                path.unlink(missing_ok=True)
            elif not sound:
                self._damaged.add(path)
        here = self._shards()
        return [part for chunk in self._job.chunks for part in _lacking(chunk, _parts(chunk, here))]

    def put(self, draws: range, shard: bytes) -> None:
        """Keep a shard."""
        write_whole(self.place / self._name(draws, shard), shard)

    def blocks(self, position: int) -> Iterator[tuple[list[World], Block]]:
        """Worlds, and what they left under the scenario at ``position``, chunk by chunk; ``OSError`` if one is gone."""
        here = self._shards()
        for chunk in self._job.chunks:
            yield self._job.worlds(chunk), self._block(self._all(chunk, here), position)

    def ends(self) -> Iterator[tuple[list[World], list[list[str]], np.ndarray]]:
        """Worlds, why runs failed in them, and (scenarios, worlds, measures) how they ended; part by part, in order."""
        here = self._shards()
        held = {path: draws for draws, path in here.items()}
        for chunk in self._job.chunks:
            for path in self._all(chunk, here):
                yield self._job.worlds(held[path]), *unpack_ends(path)

    def _block(self, parts: list[Path], position: int) -> Block:
        return joined([unpack(part, position, self._job.months) for part in parts])

    def _all(self, chunk: range, here: dict[range, Path]) -> list[Path]:
        """The shards that make up a chunk."""
        parts = _parts(chunk, here)
        if _lacking(chunk, parts):
            raise FileNotFoundError(2, "a finished chunk is gone", str(self.place))
        return [here[part] for part in parts]

    def hand_over(self, place: Path) -> None:
        """Leave a shard for every chunk in a folder of finished results."""
        here = self._shards()
        place.mkdir()
        for chunk in self._job.chunks:
            parts = self._all(chunk, here)
            if len(parts) == 1:
                same_file(parts[0], place / parts[0].name)
            else:
                shard = packed({key: self._block(parts, nth) for nth, key in enumerate(self._job.keys)})
                (place / self._name(chunk, shard)).write_bytes(shard)

    def forget(self) -> None:
        """Remove the shards of this job that waited here, now that its results are complete; those beyond it stay.

        What cannot be removed now is by the next command.
        """
        for draws, path in shards(self.place, self._claim).items():
            if draws.stop <= self._job.draws.stop:
                with suppress(OSError):
                    path.unlink()

    def _name(self, draws: range, shard: bytes) -> str:
        return f"chunk-{draws.start:07d}-{draws.stop:07d}-{self._claim}-{seal(shard)}.parquet"


def _parts(chunk: range, here: Container[range]) -> list[range]:
    """Those worlds of a chunk that are here, as they are kept: a first part of any length, then single worlds."""
    lengths = (range(chunk.start, stop) for stop in range(chunk.stop, chunk.start, -1))
    first = next((part for part in lengths if part in here), range(chunk.start, chunk.start))
    rest = (range(draw, draw + 1) for draw in range(first.stop, chunk.stop))
    return [part for part in (first, *rest) if part and part in here]


def _lacking(chunk: range, parts: list[range]) -> list[range]:
    """What a chunk lacks: all of it, or world by world what no part holds."""
    if not parts:
        return [chunk]
    held = {draw for part in parts for draw in part}
    return [range(draw, draw + 1) for draw in chunk if draw not in held]
