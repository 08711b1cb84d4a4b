"""Files that are complete moved to their place, and completed by the next command where a process was killed at that.

They are filled in a folder beside the place, which bears the number of the process; its manifest is written last. One
with a manifest is therefore complete, but for what has been moved out of it.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.ensembles.inventory import as_written, claim_in, demand_no_links, files_told, inventory, manifest_in
from sim.ensembles.manifest import MANIFEST, digest
from sim.ensembles.store import WORLDS, is_alive, same_file, shards
from sim.inputs.faults import InputFault

KEPT = "kept-"
"""Stands before the name of what is to come back, so that it comes last: all else is named in figures and a to f."""


def new_partial(place: Path, sort: str = "") -> Path:
    """A new folder beside a place, as open to others as this process makes all its files."""
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial-{sort}{secrets.token_hex(4)}")
    partial.mkdir()
    return partial


def move_in(partial: Path, place: Path) -> None:
    """Move what is complete to its place: at once, or file by file where older results of its claim are.

    ``InputFault`` where either holds a link: what is moved or removed would be elsewhere.
    The manifest comes last: should that be cut short, some files are not those that it tells of, and are known for
    damaged until ``settle`` has moved the rest.
    """
    demand_no_links(partial)
    if not place.is_dir() or not any(place.iterdir()):
        if place.is_dir():
            place.rmdir()
        os.replace(partial, place)
        return
    demand_no_links(place)
    told = manifest_in(partial)
    files = files_told(told)
    before = inventory(place, claim_in(told))
    if before is None:
        raise FileExistsError(errno.EEXIST, "a folder with something else in it", str(place))
    for name in files:
        if (partial / name).is_file():
            _make_way(place, name)
            os.replace(partial / name, place / name)
    claim = digest(claim_in(told))
    left = (path.relative_to(place).as_posix() for path in shards(place / WORLDS, claim).values())
    for name in {*before.files, *left} - set(files):
        (place / name).unlink(missing_ok=True)
    _make_way(place, MANIFEST)
    os.replace(partial / MANIFEST, place / MANIFEST)


def _make_way(place: Path, name: str) -> None:
    """Let nothing stand where a file is to go, in a folder of this claim's results."""
    target = place / name
    for folder in reversed(target.relative_to(place).parents):
        if (place / folder).exists() and not (place / folder).is_dir():
            (place / folder).unlink()
        (place / folder).mkdir(exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def remove(folder: Path, place: Path) -> None:
    """Remove a folder beside a place, in one step: what is killed at that is half there for ``settle`` alone."""
    with suppress(OSError):
        partial = new_partial(place)
        with suppress(OSError):
            os.replace(folder, partial / folder.name)
        shutil.rmtree(partial, ignore_errors=True)


def settle(place: Path) -> None:
    """Complete what processes that no longer live had begun to move in, and remove all else they left beside it."""
    for left in sorted(place.parent.glob(f".{glob.escape(place.name)}.*.partial-*")):
        process = left.name.removeprefix(f".{place.name}.").split(".")[0]
        if process.isdigit() and not is_alive(int(process)):
            with suppress(OSError, InputFault):
                if _is_complete(left, place):
                    move_in(left, place)
            shutil.rmtree(left, ignore_errors=True)


def _is_complete(partial: Path, place: Path) -> bool:
    """Whether a folder, with what was moved out of it, is all that its manifest tells of, and results await it."""
    try:
        told: Mapping[str, Any] = manifest_in(partial)
    except InputFault:
        return False
    return inventory(place, claim_in(told)) is not None and all(
        as_written(partial / name, sha256) or as_written(place / name, sha256)
        for name, sha256 in files_told(told).items()
    )


@contextmanager
def as_it_was(place: Path) -> Iterator[None]:
    """Results that something is done to meanwhile: afterwards they are as before, by ``settle`` if this is killed."""
    demand_no_links(place)
    copy = new_partial(place, KEPT)
    try:
        for name in (*files_told(manifest_in(place)), MANIFEST):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            same_file(place / name, copy / name)
    except BaseException:
        shutil.rmtree(copy, ignore_errors=True)
        raise
    try:
        yield
    finally:
        move_in(copy, place)
        shutil.rmtree(copy, ignore_errors=True)
