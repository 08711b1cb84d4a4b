"""Results that were being replaced when a process was killed: the next command completes that, and leaves nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from small_folders import CLAIM, everything, write

from sim.ensembles.folder import Folder
from sim.ensembles.moving import as_it_was, settle
from sim.inputs.faults import InputFault

MOVES = 5  # four files and the manifest


@pytest.fixture(scope="module")
def dead():
    """The number of a process that no longer lives."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def write_anew(folder):
    """The same files, told otherwise; one is gone and one is new."""
    write(folder)
    (folder / "charts" / "one.png").write_bytes(b"otherwise")
    (folder / "charts" / "one.png").rename(folder / "charts" / "two.png")
    (folder / "runs.parquet").write_bytes(b"rows otherwise")


def filled(place, told, how):
    Folder(place, CLAIM, {"language": told}).fill(how)
    return everything(place)


def cut_short(monkeypatch, place, moves, how=write_anew):
    """Old results are replaced by new ones until so many files were moved."""
    real = os.replace

    def failing(source, target):
        nonlocal moves
        if str(target).startswith(str(place) + os.sep):
            moves -= 1
            if moves < 0:
                raise OSError(28, os.strerror(28))
        real(source, target)

    with monkeypatch.context() as patch, pytest.raises(InputFault, match="No space left"):
        patch.setattr(os, "replace", failing)
        Folder(place, CLAIM, {"language": "th"}).fill(how)


def given_to(place, process):
    """What this process has left half-moved, as if another had."""
    (left,) = place.parent.glob(f".out.{os.getpid()}.*")
    return left.rename(place.with_name(left.name.replace(str(os.getpid()), str(process))))


@pytest.mark.parametrize("moves", range(MOVES))
def test_what_was_cut_short_while_files_were_moved_in_is_completed(tmp_path, monkeypatch, dead, moves):
    new = filled(tmp_path / "other", "th", write_anew)
    old = filled(place := tmp_path / "out", "en", write)
    cut_short(monkeypatch, place, moves)
    assert (everything(place) == old) == (moves < 2)  # the first of them has not changed
    settle(place)
    assert everything(place) != new  # whoever moves it may still live
    given_to(place, dead)
    settle(place)
    assert everything(place) == new
    assert {path.name for path in tmp_path.iterdir()} == {"out", "other"}


@pytest.mark.parametrize("lost", ["runs.parquet", "manifest.json"])
def test_what_is_not_complete_is_removed_and_changes_nothing(tmp_path, monkeypatch, dead, lost):
    filled(place := tmp_path / "out", "en", write)
    cut_short(monkeypatch, place, 1)
    before = everything(place)
    left = given_to(place, dead)
    (left / lost).write_bytes(b"{")
    settle(place)
    assert everything(place) == before and [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_of_another_claim_are_not_moved_into(tmp_path, monkeypatch, dead):
    filled(place := tmp_path / "out", "en", write)
    cut_short(monkeypatch, place, 1)
    given_to(place, dead)
    place.rename(tmp_path / "before")
    Folder(place, {**CLAIM, "command": "compare"}).fill(write)
    theirs = everything(place)
    settle(place)
    assert everything(place) == theirs


def test_what_was_killed_while_it_was_removed_is_removed_by_the_next_command(tmp_path, monkeypatch, dead):
    place, waiting = tmp_path / "out", tmp_path / "out.unfinished"
    folder = Folder(place, CLAIM)
    folder.fill(write)
    folder.claim_unfinished()
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_, **__: None)
        folder.forget_unfinished()
    assert not waiting.exists() and len(list(tmp_path.iterdir())) == 2
    given_to(place, dead)
    settle(place)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_are_as_they_were_whatever_was_done_meanwhile(tmp_path):
    old = filled(place := tmp_path / "out", "en", write)
    with pytest.raises(KeyError), as_it_was(place):
        assert filled(place, "th", write_anew) != old
        raise KeyError
    assert everything(place) == old and [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_it_is_killed_meanwhile_the_next_command_sees_to_that(tmp_path, monkeypatch, dead):
    """Even while it was being told otherwise: that is completed first."""
    old = filled(place := tmp_path / "out", "en", write)
    meanwhile = as_it_was(place)
    meanwhile.__enter__()
    given_to(place, dead)
    cut_short(monkeypatch, place, 2)
    given_to(place, dead)
    settle(place)
    assert everything(place) == old and [path.name for path in tmp_path.iterdir()] == ["out"]
    with pytest.raises(InputFault):  # there is nothing any more to be put back
        meanwhile.__exit__(None, None, None)
