"""The same chunks on a cluster: the same bytes, whoever comes and goes."""

from __future__ import annotations

import os
import pickle
import signal
from contextlib import closing
from pathlib import Path

import pytest
from small_worlds import shards, small_job

import run
from sim.ensembles import cluster
from sim.ensembles.cluster import live_there, on_cluster
from sim.inputs.faults import InputFault

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")
ASKED = ["run", "programme", "--months", "3", "--replicates", "6", "--seed", "3"]


@pytest.fixture(scope="module")
def hub():
    """A scheduler and two workers, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield made


@pytest.fixture
def address(hub):
    return hub.scheduler_address


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.answers.outcomes.chart", lambda study, folder: (folder / "charts").mkdir())


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The same bytes


def test_a_cluster_makes_the_same_shards(address):
    job = small_job(6)
    with closing(on_cluster(job, job.chunks, address)) as found:
        assert dict(found) == dict(zip(job.chunks, shards(job)))


def test_only_the_chunks_asked_for_are_made(address):
    job = small_job(6)
    with closing(on_cluster(job, [range(4, 5), range(1, 2)], address)) as found:
        assert {draws for draws, _ in found} == {range(1, 2), range(4, 5)}
    with closing(on_cluster(job, [], address)) as found:
        assert list(found) == []


def test_a_study_on_a_cluster_is_the_study_on_this_machine(address, elsewhere, capsys):
    assert run.main([*ASKED, "--workers", "1", "--out", "here"]) == 0
    assert run.main([*ASKED, "--scheduler", address, "--out", "there"]) == 0
    assert everything(Path("here")) == everything(Path("there"))
    assert not Path("there.unfinished").exists()


def test_a_worker_that_is_killed_changes_no_byte(address):
    job = small_job(30, months=12)
    with distributed.Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        found = {}
        with closing(on_cluster(job, job.chunks, address)) as coming:
            for draws, shard in coming:
                found[draws] = shard
                if len(found) == 3:
                    os.kill(min(pids.values()), signal.SIGKILL)
        assert found == dict(zip(job.chunks, shards(job)))
        client.wait_for_workers(2, timeout=120)
        assert set(client.run(os.getpid).values()) != set(pids.values())


def test_who_stops_early_leaves_the_cluster_to_others(address):
    job = small_job(30, months=12)
    with closing(on_cluster(job, job.chunks, address)) as coming:
        next(coming)
    with closing(on_cluster(small_job(2), small_job(2).chunks, address)) as coming:
        assert len(list(coming)) == 2


# What cannot be used


def test_a_worker_with_another_version_is_refused(address, elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "fingerprint", lambda: "model of another day")
    assert run.main([*ASKED, "--scheduler", address, "--out", "out"]) == 2
    told = capsys.readouterr().err
    assert "a worker of the cluster" in told and "model of another day" in told and "Traceback" not in told
    assert not Path("out").exists()


def test_the_version_is_the_code_and_what_it_rests_on(monkeypatch):
    job = small_job(1)
    here = cluster.fingerprint()
    assert live_there(job, range(1), here) == (range(1), shards(job)[0])
    for changed in ({"numpy": "0"}, {"python": "2.7"}):
        with monkeypatch.context() as patch:
            versions = cluster.packages()
            patch.setattr(cluster, "packages", lambda c=changed, v=versions: {**v, **c})
            with pytest.raises(InputFault):
                live_there(job, range(1), here)
    monkeypatch.setattr(cluster, "code_digest", lambda: "0" * 64)
    with pytest.raises(InputFault, match="0" * 12):
        live_there(job, range(1), here)


def test_a_refusal_survives_the_journey():
    with pytest.raises(InputFault) as fault:
        live_there(small_job(1), range(1), "another")
    assert str(pickle.loads(pickle.dumps(fault.value))) == str(fault.value)


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nowhere://127.0.0.1:8786", "no such host:8786", "tcp://"])
def test_a_wrong_address_is_told_with_what_is_allowed(wrong, elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    assert run.main([*ASKED, "--scheduler", wrong, "--out", "out"]) == 2
    told = capsys.readouterr().err
    assert f"--scheduler {wrong}" in told and "the address of a running Dask scheduler" in told
    assert "Traceback" not in told
    assert not Path("out").exists()


def test_without_dask_that_is_said(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(InputFault, match="pip install"):
        next(on_cluster(small_job(1), [range(1)], "tcp://127.0.0.1:1"))
