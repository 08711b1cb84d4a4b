"""Results folders: written whole or not at all, never over somebody else's, and found again by the same command."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_folders import CLAIM, FILES, JOB, SHARDS, everything, write

from sim.ensembles.folder import Folder, default_folder
from sim.inputs.faults import InputFault


def faults(fault) -> str:
    return str(fault.value)


# Written whole


def test_a_folder_is_filled_and_says_what_it_follows_from(tmp_path):
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    assert not folder.finished
    folder.fill(write)
    assert folder.finished
    assert everything(tmp_path / "out").keys() == FILES
    told = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert told.items() >= CLAIM.items()
    assert told["files"].keys() == FILES - {"manifest.json"}
    assert told["files"]["runs.parquet"] == hashlib.sha256(b"rows").hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folders_on_the_way_are_made(tmp_path):
    folder = Folder(tmp_path / "a" / "b" / "ผลลัพธ์", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    assert (tmp_path / "a" / "b" / "ผลลัพธ์" / "manifest.json").is_file()


def test_an_empty_folder_is_as_good_as_none(tmp_path):
    (tmp_path / "out").mkdir()
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    assert folder.finished


def test_the_manifest_comes_last(tmp_path):
    """Whoever sees a manifest sees all the rest."""
    seen = []

    def look(folder):
        write(folder)
        seen.append(((folder / "manifest.json").exists(), (tmp_path / "out").exists()))

    Folder(tmp_path / "out", CLAIM).fill(look)
    assert seen == [(False, False)]


# Nothing on failure


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_full_disk_leaves_nothing_and_is_told(tmp_path, error):
    def fail(folder):
        write(folder)
        raise error

    with pytest.raises(InputFault, match=error.strerror):
        Folder(tmp_path / "out", CLAIM).fill(fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_fault_of_ours_or_an_interrupt_leaves_nothing_and_is_passed_on(tmp_path, error):
    def fail(folder):
        write(folder)
        raise error

    with pytest.raises(error):
        Folder(tmp_path / "out", CLAIM).fill(fail)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getpid()):
        left = tmp_path / f".out.{process}.partial-x"
        left.mkdir()
        (left / "runs.parquet").write_bytes(b"half")
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    # What a process writes that still lives is its own.
    assert {path.name for path in tmp_path.iterdir()} == {"out", f".out.{os.getpid()}.partial-x"}
    assert (tmp_path / "out" / "runs.parquet").read_bytes() == b"rows"


def test_of_two_at_once_the_slower_finds_it_done(tmp_path):
    one, other = (Folder(tmp_path / "out", CLAIM) for _ in range(2))

    def slowly(folder):
        write(folder)
        other.fill(write)

    one.fill(slowly)
    assert one.finished and other.finished
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


# Names


def test_a_name_says_which_study_it_is():
    name = default_folder("compare", CLAIM, ("all-14", "media")).name
    assert re.fullmatch(r"compare-all-14-media-seed1-[0-9a-f]{8}", name)
    assert name != default_folder("compare", {**CLAIM, "posterior": "0a"}, ("all-14", "media")).name
    of_one = {**CLAIM, "settings": {"seed": 1, "world": 7}}
    assert default_folder("run", of_one, ("programme",)).name.startswith("run-programme-world7-seed1-")


@pytest.mark.parametrize(
    "called", ["ก" * 300, "a/b\\c:d*e?\x00\x1b", "../..", "", "e\u0301" * 90, "\udcb8\udcb9", "แผนของเรา", "-" * 90]
)
def test_a_name_can_be_used_anywhere(called):
    settings = {"seed": 2**53, "world": 10**6}
    folder = default_folder("calibrate", {**CLAIM, "settings": settings}, (called,))
    assert folder.parent == Path("results")
    assert len(folder.name.encode()) <= 80
    assert not re.search(r"""[/\\:*?"<>|\x00-\x1f.]""", folder.name)


# Strangers


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", CLAIM).refuse_strangers()
    assert "something else in it" in faults(fault)
    assert everything(tmp_path / "out") == {"thesis.docx": b"years of work"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_of_other_inputs_are_refused_and_left_alone(tmp_path):
    Folder(tmp_path / "out", CLAIM).fill(write)
    before = everything(tmp_path / "out")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", {**CLAIM, "command": "compare"}).refuse_strangers()
    assert "results of another command (run, here compare)" in faults(fault)
    assert everything(tmp_path / "out") == before


def test_results_of_this_command_are_found_again(tmp_path):
    Folder(tmp_path / "out", CLAIM).fill(write)
    again = Folder(tmp_path / "out", dict(reversed(CLAIM.items())))
    again.refuse_strangers()
    assert again.finished


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", CLAIM).refuse_strangers()
    assert "a file" in faults(fault)


def test_what_cannot_be_written_to_is_refused_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "file" / "out", CLAIM).refuse_strangers()
    assert "a folder that can be written to" in faults(fault)


# Stopped before it was complete


def unfinished(tmp_path, found=CLAIM):
    """What a stopped command of a claim has left."""
    folder = Folder(tmp_path / "out", found)
    folder.claim_unfinished()
    store = folder.store(JOB)
    store.put(JOB.chunks[1], SHARDS[1])
    return store


def test_finished_chunks_wait_beside_the_place(tmp_path):
    store = unfinished(tmp_path)
    assert store.place == tmp_path / "out.unfinished"
    assert json.loads((store.place / "manifest.json").read_text(encoding="utf-8")) == CLAIM
    assert not (tmp_path / "out").exists()


def test_the_same_command_goes_on_where_it_was_stopped(tmp_path):
    before = everything(unfinished(tmp_path).place)
    folder = Folder(tmp_path / "out", dict(reversed(CLAIM.items())))
    folder.refuse_strangers()
    assert folder.store(JOB).missing() == [range(1), range(2, 3)]
    assert everything(tmp_path / "out.unfinished") == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"settings": {**CLAIM["settings"], "replicates": 9}}, "replicates 9 (here 3)"),
        ({"settings": {**CLAIM["settings"], "seed": 2}}, "seed 2 (here 1)"),
        ({"code_sha256": "cd" * 32}, "another version of the model"),
        ({"schema": 1}, "another layout"),
        ({"packages": {"numpy": "2.1"}}, "numpy 2.1 (here 2.0)"),
        ({"scenarios": {"media": {}}}, "other scenarios"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_chunks_of_another_command_are_refused_with_the_reason_and_left_alone(tmp_path, changed, told):
    before = everything(unfinished(tmp_path, {**CLAIM, **changed}).place)
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    with pytest.raises(InputFault) as fault:
        folder.claim_unfinished()
    assert told in faults(fault) and "unfinished" in faults(fault) and "out.unfinished" in faults(fault)
    folder.forget_unfinished()
    assert everything(tmp_path / "out.unfinished") == before


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null"])
def test_chunks_whose_manifest_a_power_cut_has_taken_are_gone_on_with(tmp_path, garbage):
    """They say themselves what they follow from."""
    store = unfinished(tmp_path)
    missing = store.missing()
    (store.place / "manifest.json").write_bytes(garbage)
    folder = Folder(tmp_path / "out", CLAIM)
    folder.claim_unfinished()
    assert folder.store(JOB).missing() == missing
    assert json.loads((store.place / "manifest.json").read_text(encoding="utf-8")) == CLAIM


def test_chunks_of_another_layout_are_refused_and_left_alone(tmp_path):
    place = unfinished(tmp_path).place
    (place / "manifest.json").write_bytes(b'{"settings": 1}')
    with pytest.raises(InputFault, match="unfinished results"):
        Folder(tmp_path / "out", CLAIM).claim_unfinished()
    assert (place / "manifest.json").read_bytes() == b'{"settings": 1}'


@pytest.mark.parametrize("folder", [True, False])
def test_something_else_of_that_name_is_refused_and_left_alone(tmp_path, folder):
    other = tmp_path / "out.unfinished"
    if folder:
        other.mkdir()
        other /= "thesis.docx"
    other.write_text("years of work")
    with pytest.raises(InputFault, match=r"out\.unfinished"):
        Folder(tmp_path / "out", CLAIM).claim_unfinished()
    assert other.read_text() == "years of work"


@pytest.mark.parametrize("left", [[], ["manifest.json.77.part"]])
def test_a_folder_that_a_killed_process_had_just_made_is_taken_over(tmp_path, left):
    (tmp_path / "out.unfinished").mkdir()
    for name in left:
        (tmp_path / "out.unfinished" / name).write_bytes(b"{")
    folder = Folder(tmp_path / "out", CLAIM)
    folder.claim_unfinished()
    assert folder.store(JOB).missing() == JOB.chunks


def test_what_is_complete_is_forgotten(tmp_path):
    store = unfinished(tmp_path)
    folder = Folder(tmp_path / "out", CLAIM)
    folder.fill(write)
    folder.forget_unfinished()
    assert store.place.exists()  # worlds beyond these results may wait there
    store.forget()
    folder.forget_unfinished()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    folder.forget_unfinished()


def test_a_disk_that_fills_up_says_where_finished_runs_are_kept(tmp_path, monkeypatch):
    store = unfinished(tmp_path)
    before = everything(store.place)

    def full(_from, _to):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError) as error:
            store.put(JOB.chunks[0], SHARDS[0])
    told = str(Folder(tmp_path / "out", CLAIM).trouble(error.value))
    assert "No space left on device" in told and str(store.place) in told and "goes on" in told
    assert everything(store.place) == before


def test_a_disk_that_is_full_from_the_first_leaves_nothing(tmp_path, monkeypatch):
    def full(_self, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputFault, match="No space left"):
        Folder(tmp_path / "out", CLAIM).claim_unfinished()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("deep", "here/deep.unfinished"), ("deep/", "here/deep.unfinished"),
     ("../beside", "beside.unfinished"), ("./ผล", "here/ผล.unfinished")],
)  # fmt: skip
def test_chunks_wait_beside_the_place_however_it_is_typed(tmp_path, monkeypatch, typed, expected):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = Folder(Path(typed), CLAIM)
    assert folder.unfinished.resolve() == tmp_path / expected
    folder.refuse_strangers()
    folder.claim_unfinished()
    assert folder.store(JOB).missing() == JOB.chunks
    assert (tmp_path / expected / "manifest.json").is_file()


@pytest.mark.parametrize("asked", [".", "..", "../here"])
def test_the_folder_one_stands_in_is_refused_before_anything_runs(tmp_path, monkeypatch, asked):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(InputFault):
        Folder(Path(asked), CLAIM).refuse_strangers()


def test_who_is_overtaken_while_making_tables_finds_it_done(tmp_path):
    """The faster one has removed the chunks that both had gone through."""
    one, other = (Folder(tmp_path / "out", CLAIM) for _ in range(2))
    store = unfinished(tmp_path)

    def slowly(folder):
        write(folder)
        other.fill(write)
        store.forget()
        other.forget_unfinished()
        list(store.blocks(0))

    one.fill(slowly)
    assert one.finished
