"""A chunk's shard: it reads back as it was packed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import shards, small_job

from sim.ensembles.chunk import (
    PROGRAMME_COUNTS,
    PROGRAMME_MONTHS,
    TOLD,
    TOLD_ALLIANCE,
    Block,
    block,
    by_programme,
    pack,
    told,
    unpack,
)
from sim.ensembles.worlds import OUTGREW, live
from sim.kinds import FORMS
from sim.measures import MEASURES, MONTHLY
from sim.provinces import PROVINCE_TERMS
from sim.records import ALLIANCE
from sim.simulate import Peopling

MONTHS = 3
JOB = small_job(3, MONTHS)
KEYS = JOB.keys


@pytest.fixture(scope="module")
def lived():
    peopling = Peopling(JOB.table)
    return [live(one, JOB.scenarios, MONTHS, peopling) for one in JOB.worlds(range(3))]


@pytest.fixture
def shard(tmp_path):
    return tmp_path / "chunk-000000.parquet"


def failing(one, position):
    """The same, but that its run under one scenario has failed and left no alliances."""
    rows = one.rows.copy()
    rows[position] = np.nan
    alliances, failures = list(one.alliances), list(one.failures)
    alliances[position], failures[position] = np.zeros(0, ALLIANCE), OUTGREW
    return replace(one, rows=rows, alliances=tuple(alliances), failures=tuple(failures))


def alike(one: Block, other: Block) -> bool:
    pairs = zip(one[1:], other[1:])
    return one.reasons == other.reasons and all(
        a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes() for a, b in pairs
    )


# There and back


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_a_shard_reads_back_as_it_was_packed(lived, shard, kept):
    shard.write_bytes(pack(lived, KEYS, kept))
    for position in range(len(KEYS)):
        read = unpack(shard, position, MONTHS)
        assert alike(read, block(lived, position, kept))
        assert read.months.shape == (kept, MONTHS + 1, len(MONTHLY))


def test_what_it_holds_is_what_was_lived_through(lived, shard):
    shard.write_bytes(pack(lived, KEYS, 2))
    for position in range(len(KEYS)):
        read = unpack(shard, position, MONTHS)
        assert read.reasons == ["", "", ""]
        assert np.array_equal(read.ends, [one.rows[position, -1] for one in lived])
        assert np.array_equal(read.months, [one.rows[position, :, : len(MONTHLY)] for one in lived[:2]])
        assert read.sums == pytest.approx(np.sum([one.rows[position, :, : len(MONTHLY)] for one in lived], axis=0))
        assert read.counts.tolist() == [len(one.alliances[position]) for one in lived]
        assert sum(read.counts) > 0
        for name in TOLD:
            made = np.concatenate([one.alliances[position][name] for one in lived])
            assert read.alliances[name].tobytes() == made.tobytes()


@pytest.mark.parametrize("which", [(0,), (2,), (0, 1, 2)])
def test_failed_runs_are_told_and_counted_in_no_sum(lived, shard, which):
    some = [failing(one, 1) if place in which else one for place, one in enumerate(lived)]
    shard.write_bytes(pack(some, KEYS, 3))
    read = unpack(shard, 1, MONTHS)
    assert alike(read, block(some, 1, 3))
    assert [bool(reason) for reason in read.reasons] == [place in which for place in range(3)]
    completed = [place for place in range(3) if place not in which]
    assert np.isnan(read.ends[list(which)]).all() and np.isnan(read.programme[list(which)]).all()
    assert np.isfinite(read.programme[completed]).all()
    assert np.array_equal(read.sums, block(lived, 1, 3).months[completed].sum(axis=0, dtype=float))
    assert alike(unpack(shard, 0, MONTHS), block(lived, 0, 3))


def test_runs_without_alliances_are_nothing_special(lived, shard):
    none = [replace(one, alliances=(np.zeros(0, ALLIANCE),) * 2) for one in lived]
    shard.write_bytes(pack(none, KEYS, 1))
    read = unpack(shard, 0, MONTHS)
    assert len(read.alliances) == 0 and read.alliances.dtype == TOLD_ALLIANCE
    assert read.counts.tolist() == [0, 0, 0]
    assert (read.programme == 0).all()


def test_room_is_saved_where_no_months_are_kept(lived):
    assert len(pack(lived, KEYS, 0)) < len(pack(lived, KEYS, 3))


# Founded with a team's help


def test_what_teams_helped_to_found_is_counted_as_by_hand():
    lots = np.random.default_rng(4)
    for count in (0, 1, 7, 200):
        made = np.zeros(count, TOLD_ALLIANCE)
        made["form"] = lots.integers(0, len(FORMS), count)
        made["province"] = lots.integers(0, len(PROVINCE_TERMS), count)
        made["founded"] = lots.integers(-5, PROGRAMME_MONTHS + 10, count)
        made["facilitated"] = lots.integers(0, 2, count)
        ours = [a for a in made if a["facilitated"] and a["founded"] <= PROGRAMME_MONTHS]
        by_form = [sum(a["form"] == code for a in ours) for code in range(len(FORMS))]
        by_province = [sum(a["province"] == code for a in ours) for code in range(len(PROVINCE_TERMS))]
        assert by_programme(made).tolist() == [len(ours), *by_form, *by_province]
        assert len(by_programme(made)) == PROGRAMME_COUNTS


def test_the_last_month_counts_and_the_next_does_not():
    made = np.zeros(2, TOLD_ALLIANCE)
    made["facilitated"], made["founded"] = 1, [PROGRAMME_MONTHS, PROGRAMME_MONTHS + 1]
    assert by_programme(made)[0] == 1


def test_a_shard_holds_of_alliances_what_the_tables_tell(lived):
    made = lived[0].alliances[0]
    assert told(made).dtype.names == TOLD
    assert len(shards(JOB)) == len(JOB.chunks)
    assert lived[0].rows.shape == (2, MONTHS + 1, len(MEASURES))
