"""Tables of results: made chunk by chunk, and the same as if all the runs were in memory at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from small_worlds import BASELINE, PROGRAMME, organisations, shards, small_job

from sim.ensembles import job as jobs
from sim.ensembles import tables
from sim.ensembles.chunk import pack
from sim.ensembles.ensemble import ensemble
from sim.ensembles.store import Store
from sim.ensembles.tables import MONTHS, QUANTILES, TABLES, tabulate, write_tables
from sim.ensembles.worlds import OUTGREW, worlds
from sim.measures import MONTHLY, POSITION

COUNT, LENGTH = 130, 2
WHO = ["scenario", "draw", "replicate"]


@pytest.fixture(scope="module")
def lived():
    return ensemble([BASELINE, PROGRAMME], worlds(COUNT, 1, 4), LENGTH, 2, organisations(60, 6))


def stored(job, lived, place):
    """A store filled with what was lived through, no run made again."""
    place.mkdir()
    store = Store(place, job, "0123456789ab")
    for draws in job.chunks:
        store.put(draws, pack(lived[draws.start : draws.stop], job.keys, job.kept(draws)))
    return store


def written(job, lived, folder, keep_runs=False):
    """The tables that are written of a store."""
    store = stored(job, lived, folder / "store")
    write_tables(store.blocks, job.keys, folder, keep_runs)
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


@pytest.fixture
def job():
    made = small_job(COUNT, LENGTH)
    assert len(made.chunks[-1]) > 1 and len(made.chunks) > 20
    return made


def test_written_tables_are_those_made_in_memory(job, lived, tmp_path):
    found, expected = written(job, lived, tmp_path), tabulate(lived, job.keys)
    assert set(found) == set(TABLES)
    pd.testing.assert_frame_equal(found["runs"], expected.runs)
    pd.testing.assert_frame_equal(found["alliances"], expected.alliances, check_dtype=False)
    pd.testing.assert_frame_equal(found["monthly"], expected.monthly, rtol=1e-12)


def test_quantiles_are_over_the_worlds_whose_months_are_kept_and_means_over_all(job, lived, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "MONTHS_KEPT", 10)
    monthly = written(job, lived, tmp_path)["monthly"]
    own = monthly[(monthly["scenario"] == "programme") & (monthly["measure"] == "degree")].set_index("month")
    values = np.array([one.rows[1, :, POSITION["degree"]] for one in lived], float)
    assert own["mean"].to_numpy() == pytest.approx(values.mean(axis=0), rel=1e-12)
    for name, level in QUANTILES.items():
        assert own[name].to_numpy() == pytest.approx(np.quantile(values[:10], level, axis=0), rel=1e-12)
        assert own[name].to_numpy()[1:] != pytest.approx(np.quantile(values, level, axis=0)[1:], rel=1e-12)


def test_failed_runs_are_in_no_mean_and_no_quantile(lived, tmp_path):
    job = small_job(6, LENGTH)
    some = list(lived[:6])
    rows = np.full_like(some[2].rows, np.nan)
    some[2] = type(some[2])(some[2].world, rows, some[2].alliances, (OUTGREW, OUTGREW))
    found = written(job, some, tmp_path)
    values = np.array([one.rows[0, :, POSITION["degree"]] for one in some if not one.failures[0]], float)
    own = found["monthly"].query("scenario == 'baseline' and measure == 'degree'").set_index("month")
    assert own["mean"].to_numpy() == pytest.approx(values.mean(axis=0))
    assert own["q50"].to_numpy() == pytest.approx(np.median(values, axis=0))
    failed = found["runs"].query("status == 'failed'")
    assert failed["draw"].tolist() == [2, 2] and set(failed["reason"]) == {OUTGREW}


def test_every_month_of_every_run_is_kept_where_that_is_asked_for(lived, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "MONTHS_KEPT", 10)
    found = written(small_job(COUNT, LENGTH, keep_runs=True), lived, tmp_path, keep_runs=True)
    assert set(found) == {*TABLES, MONTHS}
    months = found[MONTHS]
    assert list(months.columns) == [*WHO, "month", *(measure.key for measure in MONTHLY)]
    assert len(months) == 2 * COUNT * (LENGTH + 1)
    for position, scenario in enumerate(("baseline", "programme")):
        own = months[months["scenario"] == scenario].drop(columns=WHO)
        assert own["month"].tolist() == list(range(LENGTH + 1)) * COUNT
        expected = np.concatenate([one.rows[position, :, : len(MONTHLY)] for one in lived])
        assert np.array_equal(own.drop(columns="month").to_numpy(np.float32), expected)
    assert months["draw"].drop_duplicates().tolist() == list(range(COUNT))


def groups(path):
    """How many rows each row group of a file has."""
    with pq.ParquetFile(path) as file:
        return [file.metadata.row_group(k).num_rows for k in range(file.num_row_groups)]


@pytest.mark.parametrize(("worlds_", "rows"), [(20, 10**6), (10**6, 30)])
def test_row_groups_do_not_grow_with_the_ensemble(job, lived, tmp_path, monkeypatch, worlds_, rows):
    """So many worlds, or so many alliances, and what the last chunk brought with them."""
    monkeypatch.setattr(tables, "WORLDS", worlds_)
    monkeypatch.setattr(tables, "ROWS", rows)
    found, expected = written(job, lived, tmp_path), tabulate(lived, job.keys)
    for name in ("runs", "alliances"):
        pd.testing.assert_frame_equal(found[name], getattr(expected, name), check_dtype=False)
        assert len(groups(tmp_path / f"{name}.parquet")) > 8
    size = max(map(len, job.chunks))
    most = max(sum(len(one.alliances[p]) for one in lived[k : k + size]) for p in (0, 1) for k in range(COUNT))
    assert max(groups(tmp_path / "runs.parquet")) < worlds_ + size
    assert max(groups(tmp_path / "alliances.parquet")) < rows + most


def test_small_chunks_are_put_together(job, lived, tmp_path):
    """A row group a scenario, where there is not much."""
    written(job, lived, tmp_path)
    for name in TABLES:
        assert len(groups(tmp_path / f"{name}.parquet")) == 2


def test_the_order_in_which_chunks_were_done_changes_no_byte(job, lived, tmp_path):
    for name, step in (("forward", 1), ("backward", -1)):
        (tmp_path / name).mkdir()
        store = Store(tmp_path / name, job, "0123456789ab")
        for draws in job.chunks[::step]:
            store.put(draws, pack(lived[draws.start : draws.stop], job.keys, job.kept(draws)))
        (tmp_path / f"{name}-tables").mkdir()
        write_tables(store.blocks, job.keys, tmp_path / f"{name}-tables", False)
    for name in TABLES:
        one, other = (tmp_path / f"{way}-tables" / f"{name}.parquet" for way in ("forward", "backward"))
        assert one.read_bytes() == other.read_bytes()


def test_no_alliances_at_all_leave_a_table_of_none(lived, tmp_path):
    job = small_job(2, LENGTH)
    none = [type(one)(one.world, one.rows, tuple(a[:0] for a in one.alliances), one.failures) for one in lived[:2]]
    found, some = written(job, none, tmp_path), tabulate(lived[:2], job.keys).alliances
    assert len(found["alliances"]) == 0
    assert list(found["alliances"].columns) == list(some.columns)


def test_a_chunk_lived_through_is_what_an_ensemble_of_it_is(tmp_path):
    job = small_job(2, LENGTH)
    lived = ensemble(list(job.scenarios), worlds(2, 1, job.seed), LENGTH, 1, job.table)
    assert shards(job) == [pack([one], job.keys, 1) for one in lived]
