"""What a finished folder holds: damage is found, results are told anew, more worlds take the place of fewer."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from small_folders import CLAIM, FILES, JOB, everything, write
from small_worlds import shards, small_job

from sim.ensembles import manifest as manifests
from sim.ensembles.folder import Folder
from sim.ensembles.inventory import manifest_in
from sim.ensembles.manifest import as_text, digest
from sim.ensembles.store import Store
from sim.inputs.faults import InputFault

# Damaged


TOLD = {"language": "th", "sha256": "cd"}


def damage(path, how):
    whole = path.read_bytes()
    if how == "deleted":
        path.unlink()
    elif how == "a folder":
        path.unlink()
        path.mkdir()
        (path / "inside").write_text("x")
    else:
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        path.write_bytes({"truncated": whole[:-1], "emptied": b"", "flipped": flipped, "longer": whole + b" "}[how])


DAMAGES = ("deleted", "a folder", "truncated", "emptied", "flipped", "longer")


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", sorted(FILES - {"manifest.json"}))
def test_a_damaged_file_is_found_and_made_again(tmp_path, name, how):
    folder = Folder(tmp_path / "out", CLAIM, TOLD)
    folder.fill(write)
    before = everything(tmp_path / "out")
    damage(tmp_path / "out" / name, how)
    assert not folder.finished
    found = folder.refuse_strangers()
    assert found.damaged == (name,) and found.whole == FILES - {"manifest.json", name}
    folder.fill(write)
    assert folder.finished
    assert everything(tmp_path / "out") == before


@pytest.mark.parametrize("how", DAMAGES)
def test_where_the_manifest_is_damaged_nobody_knows_whose_it_is(tmp_path, how):
    folder = Folder(tmp_path / "out", CLAIM)
    folder.fill(write)
    damage(tmp_path / "out" / "manifest.json", how)
    before = everything(tmp_path / "out")
    with pytest.raises(InputFault):
        folder.refuse_strangers()
    assert everything(tmp_path / "out") == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
@pytest.mark.parametrize("how", ["pipe", "without end"])
def test_what_is_no_file_of_a_size_is_no_manifest(tmp_path, how):
    """A pipe would be waited for, and a file of any size be taken into memory."""
    folder = Folder(tmp_path / "out", CLAIM)
    folder.fill(write)
    manifest = tmp_path / "out" / "manifest.json"
    manifest.unlink()
    if how == "pipe":
        os.mkfifo(manifest)
    else:
        manifest.symlink_to("/dev/zero")
    with pytest.raises(InputFault, match=r"something else in it|a link"):
        folder.refuse_strangers()
    with pytest.raises(InputFault):
        manifest_in(tmp_path / "out")


def test_a_manifest_longer_than_any_is_none(tmp_path, monkeypatch):
    Folder(tmp_path, CLAIM).fill(write)
    size = (tmp_path / "manifest.json").stat().st_size
    assert size < manifests.MOST_BYTES
    monkeypatch.setattr(manifests, "MOST_BYTES", size)
    assert manifest_in(tmp_path)["command"] == CLAIM["command"]
    monkeypatch.setattr(manifests, "MOST_BYTES", size - 1)
    with pytest.raises(InputFault):
        manifest_in(tmp_path)


def with_worlds(job):
    """What writes the files of a study of this job."""

    def write_(folder):
        write(folder)
        store = Store(folder / "under-way", job, digest(CLAIM))
        store.place.mkdir()
        for draws, shard in zip(job.chunks, shards(job)):
            store.put(draws, shard)
        store.hand_over(folder / "worlds")
        shutil.rmtree(store.place)

    return write_


@pytest.mark.parametrize("how", DAMAGES)
def test_worlds_say_themselves_what_they_follow_from(tmp_path, how):
    folder = Folder(tmp_path / "out", CLAIM, worlds=3)
    folder.fill(with_worlds(JOB))
    before = everything(tmp_path / "out")
    damage(tmp_path / "out" / "manifest.json", how)
    found = folder.refuse_strangers()
    assert (found.worlds, found.damaged, found.whole) == (3, ("manifest.json",), set())
    with pytest.raises(InputFault):  # of another study they are not
        Folder(tmp_path / "out", {**CLAIM, "posterior": "0a"}, worlds=3).refuse_strangers()
    folder.fill(with_worlds(JOB))
    assert everything(tmp_path / "out") == before


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_no_changed_byte_of_a_manifest_goes_unseen(tmp_path, place):
    folder = Folder(tmp_path / "out", CLAIM, TOLD, worlds=3)
    folder.fill(with_worlds(JOB))
    path = tmp_path / "out" / "manifest.json"
    whole = path.read_bytes()
    for at in range(int(place * len(whole)), int(place * len(whole)) + 60):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 3]) + whole[at + 1 :])
        assert folder.refuse_strangers().damaged == ("manifest.json",)


def test_a_manifest_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "precious").write_text("years of work")
    folder = Folder(tmp_path / "out", CLAIM)
    folder.fill(write)
    path = tmp_path / "out" / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["files"] |= {"../precious": "00", str(tmp_path / "precious"): "00"}
    told.pop("seal")
    path.write_text(as_text({**told, "seal": digest(told)}), encoding="utf-8")
    folder.refuse_strangers()
    folder.fill(write)
    assert (tmp_path / "precious").read_text() == "years of work"


# Told anew, and more worlds


def test_results_told_otherwise_are_the_same_and_told_anew(tmp_path):
    Folder(tmp_path / "out", CLAIM, TOLD).fill(write)
    other = Folder(tmp_path / "out", CLAIM, {**TOLD, "language": "en"})
    found = other.refuse_strangers()
    assert not other.finished and found.told == TOLD and found.damaged == ()

    def fewer_charts(folder):
        write(folder)
        (folder / "charts" / "one.png").rename(folder / "charts" / "two.png")

    (tmp_path / "out" / "notes.txt").write_text("mine")
    other.fill(fewer_charts)
    assert other.finished
    assert everything(tmp_path / "out").keys() == (FILES - {"charts/one.png"}) | {"charts/two.png", "notes.txt"}


def test_more_worlds_take_the_place_of_fewer_and_fewer_are_refused(tmp_path):
    some, more = Folder(tmp_path / "out", CLAIM, worlds=3), Folder(tmp_path / "out", CLAIM, worlds=5)
    some.fill(with_worlds(JOB))
    found = more.refuse_strangers()
    assert (found.worlds, found.damaged) == (3, ()) and not more.finished
    assert more.store(small_job(5, 1)).missing() == [range(3, 4), range(4, 5)]
    more.fill(with_worlds(small_job(5, 1)))
    assert more.finished and not some.finished
    before = everything(tmp_path / "out")
    with pytest.raises(InputFault, match=r"5 worlds \(here 3\)"):
        some.refuse_strangers()
    assert everything(tmp_path / "out") == before


def test_what_is_cut_short_while_it_moves_in_is_known_for_damaged(tmp_path, monkeypatch):
    folder = Folder(tmp_path / "out", CLAIM, TOLD)
    folder.fill(write)
    other = Folder(tmp_path / "out", CLAIM, {**TOLD, "language": "en"})

    def changed(folder):
        write(folder)
        (folder / "runs.parquet").write_bytes(b"other rows")

    moved, move = [], os.replace

    def stopping(source, target):
        if "partial" in str(source):
            moved.append(target)
            if len(moved) == 6:  # all but the manifest are in place
                raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stopping)
        with pytest.raises(KeyboardInterrupt):
            other.fill(changed)
    assert other.refuse_strangers().damaged == ("runs.parquet",)
    other.fill(changed)
    assert other.finished
