"""How an ensemble is cut into chunks: every world once, in order, whoever does the work."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_worlds import BASELINE, shards, small_job

from sim.ensembles import job as jobs
from sim.ensembles.job import CHUNKS, DEFAULT_ORGANISATIONS, RUN_MONTHS, Job
from sim.ensembles.worlds import worlds


def a_job(draws, scenarios, keep_runs=False):
    return Job((BASELINE,) * scenarios, 60, draws, 7, keep_runs=keep_runs)


@given(st.integers(1, 3_000), st.integers(1, 400), st.integers(0, 5_000))
@example(1, 1, 0)
@example(CHUNKS, 16, 0)
@example(CHUNKS + 1, 1, 0)
@example(2_000, 400, 3)
def test_chunks_cover_every_world_once_and_in_order(count, scenarios, first):
    job = a_job(range(first, first + count), scenarios)
    assert [draw for part in job.chunks for draw in part] == list(range(first, first + count))
    assert all(job.chunks)
    assert [w.draw.number for w in job.worlds(job.chunks[0])] == list(job.chunks[0])


@given(st.integers(1, 10**6), st.integers(1, 400))
def test_chunks_are_neither_few_nor_long(count, scenarios):
    job = a_job(range(count), scenarios)
    for part in job.chunks:
        assert len(part) == 1 or len(part) * scenarios * 60 * DEFAULT_ORGANISATIONS <= RUN_MONTHS
    assert len(job.chunks) >= min(count, CHUNKS)
    assert max(map(len, job.chunks)) <= count // CHUNKS + 1


@given(st.integers(1, 3_000), st.integers(0, 3_000), st.integers(1, 20))
@example(149, 1, 1)
def test_more_worlds_leave_the_cuts_where_they_are(count, more, scenarios):
    """Only the last chunk grows."""
    some, all_ = (a_job(range(number), scenarios).chunks for number in (count, count + more))
    assert all_[: len(some) - 1] == some[:-1]
    assert all_[len(some) - 1].start == some[-1].start and all_[len(some) - 1].stop >= some[-1].stop


def test_worlds_are_those_of_the_seed_whatever_the_chunks():
    job = a_job(range(300), 3)
    assert max(map(len, job.chunks)) > 1
    assert [w for draws in job.chunks for w in job.worlds(draws)] == worlds(300, 1, 7)
    assert a_job(range(5, 6), 3).worlds(range(5, 6)) == worlds(300, 1, 7)[5:6]


def test_nothing_of_who_does_the_work_is_part_of_a_job():
    assert [field.name for field in fields(Job)] == [
        "scenarios",
        "months",
        "draws",
        "seed",
        "table",
        "posterior",
        "beliefs",
        "keep_runs",
        "ends_only",
    ]


@given(st.integers(1, 5_000), st.integers(1, 40), st.integers(0, 1_200))
@example(1, 1, 0)
@example(5_000, 1, 1_000)
def test_months_are_kept_of_the_first_worlds(count, scenarios, limit):
    job = a_job(range(count), scenarios)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "MONTHS_KEPT", limit)
        kept = [job.kept(draws) for draws in job.chunks]
        sizes = [len(draws) for draws in job.chunks]
        assert sum(kept) == min(count, limit)
        assert all(0 <= few <= size for few, size in zip(kept, sizes))
        assert all(few == size for few, size, following in zip(kept, sizes, kept[1:]) if following)
        every = replace(job, keep_runs=True)
        assert [every.kept(draws) for draws in job.chunks] == sizes


def test_keys_are_those_of_the_scenarios():
    assert small_job().keys == ("baseline", "programme")


def test_a_chunk_is_the_same_bytes_again():
    assert shards(small_job(3)) == shards(small_job(3))
