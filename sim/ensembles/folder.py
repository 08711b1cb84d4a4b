"""A results folder: claimed before any run is made, filled beside its place, moved into it when complete.

Until then finished runs wait in a folder of the same name and ``.unfinished``, so that the same command goes on where
it was stopped, by whatever it was. Results that are there already are looked at file by file; those with more worlds,
or told anew, or mended where a file was damaged, are filled beside them too, and take their places once complete.
"""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.ensembles.inventory import Inventory, demand_no_links, files_in, inventory, written
from sim.ensembles.job import Job
from sim.ensembles.manifest import MANIFEST, as_text, difference, digest, readable, text_in
from sim.ensembles.moving import move_in, new_partial, remove, settle
from sim.ensembles.store import WORLDS, Store, shards, to_disk, write_whole
from sim.inputs.faults import InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse

FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
LONGEST = "name-of-a-file".ljust(100, "-")  # longer than any that is written, so that none is too long later
NAME_BYTES = 40  # of what a study is of, in the name of its folder


class Folder:
    """Where the results of one claim (its manifest) go: so many ``worlds`` of a study, ``told`` in some language."""

    def __init__(
        self, path: Path, claim: Mapping[str, Any], told: Mapping[str, str] | None = None, worlds: int = 0
    ) -> None:
        self.path = path
        self._place = resolved(path)
        self._made: list[Path] = []
        self.unfinished = (path if path.name not in ("", "..") else self._place).with_name(
            f"{self._place.name}.unfinished"
        )
        self._claim = claim
        self._told = told or {}
        self._worlds = worlds

    @property
    def finished(self) -> bool:
        """Whether this very command has already left its results here, every file as it was written."""
        found = inventory(self.path, self._claim)
        return found is not None and self.is_as_asked(found)

    @property
    def _is_half_moved(self) -> bool:
        """Whether results of this claim that are here were to be replaced, and are not."""
        return inventory(self._place, self._claim) is not None and not self.finished

    @property
    def worlds(self) -> int:
        """How many worlds of this claim there are already."""
        found = inventory(self.path, self._claim)
        return found.worlds if found else 0

    def is_as_asked(self, found: Inventory) -> bool:
        """Whether nothing is left to be done for what was found here."""
        return not found.damaged and bool(found.files) and (found.worlds, found.told) == (self._worlds, self._told)

    def refuse_strangers(self) -> Inventory:
        """What this claim has left here; ``InputFault`` when something else is in the way, or nothing can be written.

        Of a study more worlds can be made than there are, but no fewer.
        """
        place = self._place
        try:
            if place.exists() and not place.is_dir():
                raise refuse(self.path, phrase("file"), phrase("new_folder"))
            settle(place)
            for folder in (place, self.unfinished):
                demand_no_links(folder)
            found = inventory(place, self._claim)
            if found is None and place.is_dir() and any(place.iterdir()):
                raise refuse(self.path, self._stranger(self.path), phrase("own_results"))
            if found is not None and found.worlds > self._worlds:
                got = phrase("more_worlds", there=found.worlds, here=self._worlds)
                raise refuse(self.path, got, phrase("as_many_worlds"))
            if found is None or not self.is_as_asked(found):
                self._refuse_places_within()
                self._try_out(place.is_dir() and found is None)
        except OSError as error:
            raise refuse(self.path, phrase("cannot_write", why=error.strerror), phrase("writable_folder")) from error
        return found or Inventory()

    def _is_mine(self, folder: Path) -> bool:
        """Whether what waits in a folder is of this claim."""
        return text_in(folder) == as_text(self._claim)

    def _refuse_places_within(self) -> None:
        """Results are moved into place as a whole: that place may hold nobody, and be part of nobody's results."""
        if Path.cwd().is_relative_to(self._place):
            raise refuse(self.path, phrase("folder_you_are_in"), phrase("folder_of_its_own"))
        for above in self._place.parents:
            if _has_results(above):
                raise refuse(self.path, phrase("within_results", above=above), phrase("folder_of_its_own"))

    def _try_out(self, empty: bool) -> None:
        """Do in small what ``fill`` and ``store`` do at length, so that what fails there fails before anything runs."""
        parents = self._place.parents
        self._made = [parent for parent in parents if not parent.exists()]
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            trial = new_partial(self._place)
            try:
                (trial / LONGEST).mkdir()
                if empty:  # its place is taken by the results as a whole
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
        found = text_in(folder)
        return phrase("something_else") if found is None else difference(found, self._claim)

    def store(self, job: Job) -> Store:
        """The store of this command's chunks: those in its results, and those that were left when it was stopped."""
        return Store(self.unfinished, job, digest(self._claim), self.path / WORLDS)

    def claim_unfinished(self) -> Path:
        """The folder in which what is finished waits until all is; ``InputFault`` where somebody else's does."""
        place = self.unfinished
        if place.exists() and not self._is_mine(place) and not _is_ours(place):
            stranger = self._stranger(place) if place.is_dir() else phrase("file")
            raise refuse(
                place,
                phrase("unfinished_of", what=stranger),
                phrase("own_unfinished"),
            )
        try:
            place.mkdir(parents=True, exist_ok=True)
            write_whole(place / MANIFEST, as_text(self._claim).encode())
        except OSError as error:
            with suppress(OSError):
                place.rmdir()  # where nothing is in it
            raise self.trouble(error) from error
        return place

    def trouble(self, error: OSError) -> InputFault:
        """What to say of a disk that is full or cannot be written to."""
        needed = phrase("disk_with_room" if error.errno in FULL else "usable_files")
        kept = phrase("kept_runs", needed=needed, folder=self.unfinished)
        return refuse(self.path, str(error.strerror or error), kept)

    def forget_unfinished(self) -> None:
        """Remove what waited, now that the results are complete; what waits for more worlds stays."""
        if self._is_mine(self.unfinished) and not shards(self.unfinished, digest(self._claim)):
            remove(self.unfinished, self._place)
            self._forget_parents()

    def fill(self, write: Callable[[Path], None]) -> None:
        """Let ``write`` fill a folder beside the final place, then move it there; on any fault before that, clean up.

        A fault while older results are replaced leaves the rest for the next command to move (``moving.settle``).
        """
        place = self._place
        partial, moving = None, False
        try:
            partial = new_partial(place)
            write(partial)
            for name in files_in(partial):
                to_disk(partial / name)
            write_whole(partial / MANIFEST, written(self._claim, partial, self._told, self._worlds).encode())
            demand_no_links(place)
            moving = True
            move_in(partial, place)
            moving = False
        except OSError as error:
            if not self.finished:
                raise self.trouble(error) from error
        finally:
            if partial is not None and not (moving and self._is_half_moved):
                shutil.rmtree(partial, ignore_errors=True)


def default_folder(command: str, claim: Mapping[str, Any], called: Sequence[str] = ()) -> Path:
    """A folder whose name says which study it is: the command, what it is of, its seed, and a digest of the claim."""
    settings = claim["settings"]
    only = f"-world{settings['world']}" if "world" in settings else ""
    of = _for_a_name("-".join(called), NAME_BYTES - len(only)) + only
    parts = (command, of, f"seed{settings['seed']}", digest(claim)[:8])
    return Path("results") / "-".join(part for part in parts if part)


def _for_a_name(words: str, size: int) -> str:
    """Letters (of any script), figures, + and _ of some words, in so many bytes at most."""
    plain = "".join(one if one in "+_" or unicodedata.category(one)[0] in "LMN" else "-" for one in words)
    cut = "-".join(part for part in plain.split("-") if part).encode()[:size]
    return cut.decode(errors="ignore").rstrip("-")


def resolved(path: Path) -> Path:
    """Where a path leads; ``InputFault`` where that is nowhere, or the root of a disk."""
    try:
        place = path.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle; the folder one is in is gone
        raise refuse(path, phrase("nowhere"), phrase("own_results")) from error
    if os.path.islink(place):  # from Python 3.13 on, links in a circle are left as they are
        raise refuse(path, phrase("nowhere"), phrase("own_results"))
    if not place.name:
        raise refuse(path, phrase("something_else"), phrase("own_results"))
    return place


def _has_results(folder: Path) -> bool:
    """Whether a folder holds results, complete or not."""
    found = readable(text_in(folder))
    return found is not None and {"schema", "command", "settings"} <= set(found)


def _is_ours(folder: Path) -> bool:
    """Whether a folder without a manifest, or with what a power cut has left of one, holds nothing but our own."""
    if not folder.is_dir() or readable(text := text_in(folder)):
        return False
    ours = ("chunk-", "sets-", *([MANIFEST] if text is not None else []))
    return all(entry.name.endswith(".part") or entry.name.startswith(ours) for entry in folder.iterdir())
