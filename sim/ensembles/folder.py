"""A results folder: claimed before any run is made, filled beside its place, moved into it when complete.

Until then finished runs wait in a folder of the same name and ``.unfinished``, so that the same command goes on where
it was stopped, by whatever it was.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.ensembles.job import Job
from sim.ensembles.manifest import as_text, difference, digest, readable
from sim.ensembles.store import Store, to_disk, write_whole
from sim.ensembles.tables import TABLES
from sim.inputs.faults import InputFault
from sim.inputs.reading import refuse

MANIFEST = "manifest.json"
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
ALLOWED = "a new or empty folder, or results of this same command"
LONGEST = "name-of-a-file".ljust(100, "-")  # longer than any that is written, so that none is too long later
STUDY = (*(f"{name}.parquet" for name in TABLES), "charts")


class Folder:
    """Where the results of one claim (its manifest) go; ``holds`` names what complete ones consist of."""

    def __init__(self, path: Path, claim: Mapping[str, Any], holds: Sequence[str] = STUDY) -> None:
        self.path = path
        self._holds = holds
        self._place = resolved(path)
        self._made: list[Path] = []
        self.unfinished = (path if path.name not in ("", "..") else self._place).with_name(
            f"{self._place.name}.unfinished"
        )
        self._claim = claim

    @property
    def finished(self) -> bool:
        """Whether this very command has already left its results here, tables and all."""
        return self._is_mine(self.path) and all((self.path / name).exists() for name in self._holds)

    def _is_mine(self, folder: Path) -> bool:
        try:
            return (folder / MANIFEST).read_text(encoding="utf-8") == as_text(self._claim)
        except (OSError, ValueError):
            return False

    def refuse_strangers(self) -> None:
        """Raise ``InputFault`` when something that is not this command's is in the way, or nothing can be written."""
        place = self._place
        try:
            if place.exists() and not place.is_dir():
                raise refuse(self.path, "a file", "a folder, new or empty")
            if place.is_dir() and any(place.iterdir()) and not self.finished:
                raise refuse(self.path, self._stranger(self.path), ALLOWED)
            self._sweep(place)
            if not self.finished:
                self._refuse_places_within()
                self._try_out()
        except OSError as error:
            raise refuse(self.path, str(error.strerror), "a folder that can be written to") from error

    def _refuse_places_within(self) -> None:
        """Results are moved into place as a whole: that place may hold nobody, and be part of nobody's results."""
        if Path.cwd().is_relative_to(self._place):
            raise refuse(self.path, "the folder you are in", "the name of a folder of its own")
        for above in self._place.parents:
            if _has_results(above):
                raise refuse(self.path, f"a folder within the results in {above}", "a folder of its own")

    def _try_out(self) -> None:
        """Do in small what ``fill`` and ``store`` do at length, so that what fails there fails before anything runs."""
        parents = self._place.parents
        self._made = [parent for parent in parents if not parent.exists()]
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            trial = self._new_partial()
            try:
                (trial / LONGEST).mkdir()
                if self._place.is_dir():
                    os.replace(self._place, trial / MANIFEST)
                    os.replace(trial / MANIFEST, self._place)
            finally:
                shutil.rmtree(trial, ignore_errors=True)
        except OSError:
            self._forget_parents()
            raise

    def _forget_parents(self) -> None:
        """Remove the folders on the way that were made for this one, where nothing came of it."""
        for parent in self._made:
            with suppress(OSError):
                parent.rmdir()

    def _stranger(self, folder: Path) -> str:
        """What is in a folder that is not this command's results."""
        found = folder / MANIFEST
        if self._is_mine(folder):
            return "results of this command of which a part is missing"
        if not found.is_file():
            return "a folder with something else in it"
        return difference(found.read_text(encoding="utf-8", errors="replace"), self._claim)

    def store(self, job: Job) -> Store:
        """The store of this command's finished chunks: a new one, or the one that was left when it was stopped."""
        return Store(self.claim_unfinished(), job, digest(self._claim))

    def claim_unfinished(self) -> Path:
        """The folder in which what is finished waits until all is; ``InputFault`` where somebody else's does."""
        place = self.unfinished
        if place.exists() and not self._is_mine(place) and not _is_ours(place):
            stranger = self._stranger(place) if place.is_dir() else "a file"
            raise refuse(
                place,
                f"unfinished {stranger}",
                "this same command's; choose another --out, or remove it when nothing runs",
            )
        try:
            place.mkdir(parents=True, exist_ok=True)
            write_whole(place / MANIFEST, as_text(self._claim).encode())
        except OSError as error:
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
            raise self.trouble(error) from error
        return place

    def trouble(self, error: OSError) -> InputFault:
        """What to say of a disk that is full or cannot be written to."""
        needed = "a disk with room" if error.errno in FULL else "files that can be read and written"
        kept = f"{needed}; runs that are finished are kept in {self.unfinished}: the same command goes on"
        return refuse(self.path, str(error.strerror or error), kept)

    def forget_unfinished(self) -> None:
        """Remove this command's finished chunks, now that the results are complete."""
        if self._is_mine(self.unfinished):
            shutil.rmtree(self.unfinished, ignore_errors=True)
            self._forget_parents()

    def fill(self, write: Callable[[Path], None]) -> None:
        """Let ``write`` fill a folder beside the final place, then move it there in one step; clean up on any fault."""
        place = self._place
        partial = None
        try:
            partial = self._new_partial()
            write(partial)
            for written in partial.rglob("*"):
                if written.is_file():
                    to_disk(written)
            write_whole(partial / MANIFEST, as_text(self._claim).encode())
            if self.finished:  # somebody else was faster, with the same results
                return
            if place.is_dir():
                place.rmdir()
            os.replace(partial, place)
        except OSError as error:
            if not self.finished:
                raise self.trouble(error) from error
        finally:
            if partial is not None:
                shutil.rmtree(partial, ignore_errors=True)

    def _new_partial(self) -> Path:
        """A new folder beside the place, as open to others as this process makes all its files."""
        partial = self._place.with_name(f".{self._place.name}.{os.getpid()}.partial-{secrets.token_hex(4)}")
        partial.mkdir()
        return partial

    @staticmethod
    def _sweep(place: Path) -> None:
        """Remove what processes that no longer live have left half-written beside this place."""
        for left in place.parent.glob(f".{glob.escape(place.name)}.*.partial-*"):
            process = left.name.removeprefix(f".{place.name}.").split(".")[0]
            if process.isdigit() and not _is_alive(int(process)):
                shutil.rmtree(left, ignore_errors=True)


def default_folder(command: str, claim: Mapping[str, Any]) -> Path:
    """A folder named by what its content follows from."""
    return Path("results") / f"{command}-{digest(claim)}"


def resolved(path: Path) -> Path:
    """Where a path leads; ``InputFault`` where that is nowhere, or the root of a disk."""
    try:
        place = path.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle; the folder one is in is gone
        raise refuse(path, "a path that leads nowhere", ALLOWED) from error
    if os.path.islink(place):  # from Python 3.13 on, links in a circle are left as they are
        raise refuse(path, "a path that leads nowhere", ALLOWED)
    if not place.name:
        raise refuse(path, "a folder with something else in it", ALLOWED)
    return place


def _has_results(folder: Path) -> bool:
    """Whether a folder holds results, complete or not."""
    try:
        found = readable((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return found is not None and {"schema", "command", "settings"} <= set(found)


def _is_ours(folder: Path) -> bool:
    """Whether a folder without a manifest, or with what a power cut has left of one, holds nothing but our own."""
    manifest = folder / MANIFEST
    if not folder.is_dir() or (manifest.exists() and readable(manifest.read_text(encoding="utf-8", errors="replace"))):
        return False
    ours = ("chunk-", "sets-", MANIFEST)
    return all(entry.name.endswith(".part") or entry.name.startswith(ours) for entry in folder.iterdir())


def _is_alive(process: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
