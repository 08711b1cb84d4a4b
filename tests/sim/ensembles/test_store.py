"""The store: a shard is there and whole, or it is done again."""

from __future__ import annotations

import os

import numpy as np
import pytest
from small_worlds import shards, small_job

from sim.ensembles.store import Store, write_whole

JOB = small_job(4)
CLAIMED = "0123456789ab"


@pytest.fixture(scope="module")
def made():
    return shards(JOB)


@pytest.fixture
def store(tmp_path, made):
    whole = Store(tmp_path, JOB, CLAIMED)
    for number, shard in enumerate(made):
        whole.put(number, shard)
    return whole


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_at_first_all_is_missing_and_what_is_put_no_longer(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    assert store.missing() == [0, 1, 2, 3]
    for number in (2, 0):
        store.put(number, made[number])
    assert store.missing() == [1, 3]
    assert len(files(tmp_path)) == 2


def test_a_whole_store_misses_nothing_and_gives_back_every_world(store):
    assert store.missing() == []
    for position in range(2):
        told = list(store.blocks(position))
        assert [world for which, _ in told for world in which] == [w for n in range(4) for w in JOB.worlds(n)]
        assert all(len(block.ends) == len(which) for which, block in told)


def test_a_store_of_another_process_is_found_again(store, made):
    assert Store(store.place, small_job(4), CLAIMED).missing() == []
    assert Store(store.place, small_job(6), CLAIMED).missing() == [4, 5]


def test_what_another_study_has_left_is_never_taken_for_its_own(store, made):
    other = Store(store.place, JOB, "ba9876543210")
    assert other.missing() == [0, 1, 2, 3]
    other.put(1, made[0])
    assert len(list(store.blocks(0))) == 4 and store.missing() == []
    assert [which for which, _ in store.blocks(0)] == [JOB.worlds(n) for n in range(4)]


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
    assert store.missing() == [number]
    store.put(number, made[number])
    assert store.missing() == []


def test_a_shard_cut_or_changed_anywhere_is_done_again(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    for number, shard in enumerate(made):
        store.put(number, shard)
    path = tmp_path / files(tmp_path)[1]
    lots = np.random.default_rng(1)
    for place in [0, len(made[1]) - 1, *lots.integers(0, len(made[1]), 60).tolist()]:
        changed = bytearray(made[1])
        changed[place] ^= 1 << int(lots.integers(8))
        for content in (made[1][:place], bytes(changed), made[1] + b"more"):
            path.write_bytes(content)
            assert store.missing() == [1]
            assert not path.exists()
    store.put(1, made[1])
    assert store.missing() == []


def test_a_chunk_that_is_gone_is_never_left_out_of_tables(store):
    (store.place / files(store.place)[2]).unlink()
    with pytest.raises(OSError, match="gone"):
        list(store.blocks(0))


def test_what_a_killed_process_was_writing_is_ignored(tmp_path, made):
    store = Store(tmp_path, JOB, CLAIMED)
    for number in range(3):
        store.put(number, made[number])
    (tmp_path / "chunk-000003.parquet.123.part").write_bytes(made[3])
    assert store.missing() == [3]
    store.put(3, made[3])
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


def test_the_same_chunk_put_twice_is_there_once(store, made):
    before = files(store.place)
    store.put(1, made[1])
    assert files(store.place) == before
    assert np.isfinite(next(iter(store.blocks(0)))[1].ends).all()
