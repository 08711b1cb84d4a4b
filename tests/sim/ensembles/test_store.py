"""The store: a shard is there and whole, or it is done again."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from small_worlds import shards, small_job

from sim.ensembles import job as jobs
from sim.ensembles.job import live_chunk
from sim.ensembles.store import Store, forget_parts, write_whole
from sim.simulate import Peopling

JOB = small_job(4)
CLAIMED = "0123456789ab"


@pytest.fixture(scope="module")
def made():
    return shards(JOB)


@pytest.fixture
def store(tmp_path, made):
    whole = Store(tmp_path, JOB, CLAIMED)
    for draws, shard in zip(JOB.chunks, made):
        whole.put(draws, shard)
    return whole


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_at_first_all_is_missing_and_what_is_put_no_longer(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    assert store.missing() == JOB.chunks
    for number in (2, 0):
        store.put(JOB.chunks[number], made[number])
    assert store.missing() == [JOB.chunks[1], JOB.chunks[3]]
    assert len(files(tmp_path)) == 2


def test_a_whole_store_misses_nothing_and_gives_back_every_world(store):
    assert store.missing() == []
    for position in range(2):
        told = list(store.blocks(position))
        assert [world for which, _ in told for world in which] == JOB.worlds(range(4))
        assert all(len(block.ends) == len(which) for which, block in told)


def test_a_store_of_another_process_is_found_again(store, made):
    assert Store(store.place, small_job(4), CLAIMED).missing() == []
    assert Store(store.place, small_job(6), CLAIMED).missing() == [range(4, 5), range(5, 6)]


def test_what_another_study_has_left_is_never_taken_for_its_own(store, made):
    other = Store(store.place, JOB, "ba9876543210")
    assert other.missing() == JOB.chunks
    other.put(JOB.chunks[1], made[0])
    assert len(list(store.blocks(0))) == 4 and store.missing() == []
    assert [which for which, _ in store.blocks(0)] == [JOB.worlds(draws) for draws in JOB.chunks]


@pytest.mark.parametrize("number", [0, 3])
@pytest.mark.parametrize("damage", ["cut", "emptied", "zeroed", "removed"])
def test_what_is_damaged_is_done_again(store, made, number, damage):
    shard = store.place / files(store.place)[number]
    if damage == "removed":
        shard.unlink()
    else:
        whole = made[number]
        middle = len(whole) // 4
        zeroed = whole[:middle] + bytes(2000) + whole[middle + 2000 :]
        shard.write_bytes({"cut": whole[:-100], "emptied": b"", "zeroed": zeroed}[damage])
    assert store.missing() == [JOB.chunks[number]]
    store.put(JOB.chunks[number], made[number])
    assert store.missing() == []


def test_a_shard_cut_or_changed_anywhere_is_done_again(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    for draws, shard in zip(JOB.chunks, made):
        store.put(draws, shard)
    path = tmp_path / files(tmp_path)[1]
    lots = np.random.default_rng(1)
    for place in [0, len(made[1]) - 1, *lots.integers(0, len(made[1]), 60).tolist()]:
        changed = bytearray(made[1])
        changed[place] ^= 1 << int(lots.integers(8))
        for content in (made[1][:place], bytes(changed), made[1] + b"more"):
            path.write_bytes(content)
            assert store.missing() == [range(1, 2)]
            assert not path.exists()
    store.put(range(1, 2), made[1])
    assert store.missing() == []


def test_a_chunk_that_is_gone_is_never_left_out_of_tables(store):
    (store.place / files(store.place)[2]).unlink()
    with pytest.raises(OSError, match="gone"):
        list(store.blocks(0))


def test_what_a_killed_process_was_writing_is_ignored(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    for number in range(3):
        store.put(JOB.chunks[number], made[number])
    (tmp_path / "chunk-000003.parquet.123.part").write_bytes(made[3])
    assert store.missing() == [JOB.chunks[3]]
    store.put(JOB.chunks[3], made[3])
    assert store.missing() == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "one"
    write_whole(path, b"before")

    def fail(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert files(tmp_path) == ["one"]


def test_what_a_killed_process_left_of_a_file_is_removed(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getpid(), "x"):
        (tmp_path / f"one.{process}.part").write_bytes(b"half")
    forget_parts(tmp_path / "one")
    assert files(tmp_path) == sorted([f"one.{os.getpid()}.part", "one.x.part"])


def test_the_same_chunk_put_twice_is_there_once(store, made):
    before = files(store.place)
    store.put(JOB.chunks[1], made[1])
    assert files(store.place) == before
    assert np.isfinite(next(iter(store.blocks(0)))[1].ends).all()


# More worlds than before


def finished(place, job):
    """A folder of finished shards of a job, and what was lived through to make them."""
    store = Store(place / "under-way", job, CLAIMED)
    store.place.mkdir()
    for draws, shard in zip(job.chunks, shards(job)):
        store.put(draws, shard)
    store.hand_over(place / "worlds")
    return place / "worlds"


def held(place):
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.mark.parametrize("later", [[], [11, 12], [13]])
@pytest.mark.parametrize("chunks", [2, 48])
def test_worlds_are_added_to_those_there_are_and_end_in_the_same_bytes(tmp_path, monkeypatch, chunks, later):
    """At once or in steps: chunks of several worlds are filled up world by world."""
    monkeypatch.setattr(jobs, "CHUNKS", chunks)
    monkeypatch.setattr(jobs, "MONTHS_KEPT", 7)
    place = tmp_path / "first"
    place.mkdir()
    last, counts = finished(place, small_job(9)), (*later, 14)
    for count in counts:
        job, into = small_job(count), tmp_path / str(count)
        into.mkdir()
        store = Store(into / "under-way", job, CLAIMED, last)
        store.place.mkdir()
        before = (9, *counts)[counts.index(count)]
        missing = store.missing()
        assert [draw for draws in missing for draw in draws] == list(range(before, count))
        for draws in missing:
            store.put(draws, live_chunk(job, draws, Peopling(job.table)))
        store.hand_over(into / "worlds")
        last = into / "worlds"
    (tmp_path / "at-once").mkdir()
    assert held(last) == held(finished(tmp_path / "at-once", small_job(14)))


def test_fewer_worlds_are_taken_from_more(tmp_path):
    place = finished(tmp_path, small_job(9))
    assert Store(tmp_path, small_job(6), CLAIMED, place).missing() == []


@pytest.mark.parametrize("damage", [b"", b"damaged", None])
def test_a_damaged_shard_of_finished_results_is_left_and_done_again(tmp_path, made, damage):
    place = finished(tmp_path, JOB)
    path = place / files(place)[2]
    path.unlink()
    path.mkdir() if damage is None else path.write_bytes(damage)
    store = Store(tmp_path / "under-way", JOB, CLAIMED, place)
    store.forget()
    assert store.missing() == [JOB.chunks[2]]
    assert path.exists()
    store.put(JOB.chunks[2], made[2])
    assert store.missing() == []
    store.hand_over(tmp_path / "again")
    assert [content for _, content in sorted(held(tmp_path / "again").items())] == made


def test_what_waits_for_more_worlds_is_not_forgotten(tmp_path):
    more = Store(tmp_path, small_job(6), CLAIMED)
    for draws, shard in zip(small_job(6).chunks, shards(small_job(6))):
        more.put(draws, shard)
    Store(tmp_path, JOB, CLAIMED).forget()
    assert Store(tmp_path, small_job(6), CLAIMED).missing() == JOB.chunks
