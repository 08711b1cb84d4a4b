"""Where the page goes: one file, looked at before anything is run, and never in place of anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.ensembles.store import forget_parts, part_of, write_whole
from sim.inputs.phrases import phrase
from sim.inputs.reading import has_ending, refuse

PAGE = "watch.html"
ENDING = ".html"


def file_of(out: Path) -> Path:
    """The file that was asked for: a path that ends in .html, else one in the folder asked for."""
    return out if has_ending(out, ENDING) else out / PAGE


def demand_place(file: Path) -> None:
    """``InputFault`` where no page can be written: a folder of that name, a file for a folder, no right to write.

    Nor in place of a pipe or a device. Nothing is left of the trial.
    """
    with _told(file):
        if file.exists() and not file.is_file():
            raise refuse(file, phrase("folder" if file.is_dir() else "odd_file"), phrase("new_name"))
        made = [folder for folder in file.parents if not folder.exists()]
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            forget_parts(file)
            trial = part_of(file)
            trial.touch(exist_ok=False)
            trial.unlink()
        finally:
            for folder in made:
                if folder.exists():
                    folder.rmdir()


def put(file: Path, page: bytes) -> bool:
    """Write the page, whole or not at all; whether that had to be done. ``InputFault`` where something else is."""
    with _told(file):
        if file.exists():
            if file.is_file() and file.read_bytes() == page:
                return False
            raise refuse(file, phrase("something_there"), phrase("new_name"))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, page)
    return True


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What the disk refuses, told as what is allowed."""
    try:
        yield
    except OSError as error:
        raise refuse(file, phrase("cannot_write", why=error.strerror), phrase("writable_folder")) from error
