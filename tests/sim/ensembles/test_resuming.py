"""Whatever stops a study, the same command goes on with it, and leaves what it would have left undisturbed.

As it is typed: whole processes, killed and interrupted.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from sim.ensembles import worlds as lives

ROOT = Path(run.__file__).resolve().parent
WORLDS = 40
ASKED = ["run", "programme", "--months", "24", "--replicates", str(WORLDS), "--seed", "3"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def begin(*words, folder=None):
    """A command that is under way."""
    return subprocess.Popen(
        preexec_fn=hear_interrupts, args=[sys.executable, str(ROOT / "run.py"), *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=folder,
    )  # fmt: skip


def finish(*words, folder=None):
    """A command that is left to itself: its exit code, and what it said."""
    running = begin(*words, folder=folder)
    out, err = running.communicate(timeout=300)
    return running.returncode, out, err


def kept(folder="out"):
    """Finished chunks by name, and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in Path(f"{folder}.unfinished").glob("chunk-*.parquet")}


def wait_for(condition, seconds=120.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.005)


def hear_interrupts():
    """A job in the background of a shell is started deaf to interrupts; these are not to be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the command leaves when nothing stops it."""
    place = tmp_path_factory.mktemp("undisturbed")
    assert finish(*ASKED, "--workers", 2, "--out", "out", folder=place)[0] == 0
    return everything(place / "out")


# Killed


@pytest.mark.parametrize(("workers", "drawing"), [pytest.param(1, False, marks=pytest.mark.slow), (2, True)])
def test_a_command_killed_again_and_again_leaves_what_it_would_have(undisturbed, workers, drawing):
    """After some chunks, and some more; or after some chunks, and while it draws its charts."""
    lots, before = np.random.default_rng(workers), {}
    for step in range(2):
        running = begin(*ASKED, "--workers", workers, "--out", "out")
        if step and drawing:
            wait_for(lambda: list(Path().glob(".out.*partial*/charts/*.png")))
        else:
            enough = len(before) + int(lots.integers(1, WORLDS // 3))
            wait_for(lambda n=enough: len(kept()) >= n)
        running.kill()
        running.communicate()
        assert before.items() <= kept().items(), "finished chunks were done again"
        assert not Path("out").exists()
        before = kept()
    assert (len(before) == WORLDS) == drawing
    code, _, told = finish(*ASKED, "--workers", workers, "--out", "out")
    assert code == 0
    assert f"{len(before)} of {WORLDS} worlds are there" in told
    assert everything(Path("out")) == undisturbed
    assert [path.name for path in Path().iterdir()] == ["out"]


def test_worlds_that_are_added_leave_what_there_was_whole_until_they_are_complete(undisturbed):
    """Killed while it runs, while it draws, and while it moves in, or hardly later."""
    fewer = [*ASKED[:4], "--replicates", str(WORLDS - 14), "--seed", "3"]
    assert finish(*fewer, "--out", "out")[0] == 0
    before = everything(Path("out"))
    for wait in (
        lambda: len(kept()) >= 4,
        lambda: list(Path().glob(".out.*partial*/charts/*.png")),
        lambda: list(Path().glob(".out.*partial*/manifest.json")),
    ):
        running = begin(*ASKED, "--workers", 2, "--out", "out")
        wait_for(lambda w=wait, r=running: w() or r.poll() is not None)
        running.kill()
        running.communicate()
        now = everything(Path("out"))
        # The last kill may come while files move in, one by one: each is whole, and the old one or the new one.
        assert all(told in (before.get(name), undisturbed.get(name)) for name, told in now.items())
    assert finish(*ASKED, "--workers", 2, "--out", "out")[0] == 0
    assert everything(Path("out")) == undisturbed
    assert [path.name for path in Path().iterdir()] == ["out"]


# Interrupted

SOON = 45  # seconds: long for a busy machine, and far less than the hundred that a run sleeps


def test_an_interrupt_is_answered_soon_and_says_what_is_kept(undisturbed):
    running = begin(*ASKED, "--workers", 2, "--out", "out")
    wait_for(lambda: len(kept()) >= 3)
    asked = time.monotonic()
    running.send_signal(signal.SIGINT)
    out, told = running.communicate(timeout=90)
    assert time.monotonic() - asked < SOON
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in told
    done, total = map(int, re.search(r"(\d+) of (\d+) worlds are finished and kept in out\.unfinished", told).groups())
    assert total == WORLDS
    assert done in (len(kept()), len(kept()) - 1)  # one may have been put away before it was counted
    before = kept()
    code, _, told = finish(*ASKED, "--workers", 2, "--out", "out")
    assert code == 0
    assert f"{len(before)} of {WORLDS} worlds are there" in told
    assert everything(Path("out")) == undisturbed


def test_an_interrupt_does_not_wait_for_a_large_world():
    """Of half a million organisations a month alone takes longer than anybody waits."""
    script = (
        "import sys, time, run\n"
        "from sim.ensembles import worlds\n"
        "def never(*_):\n    open('begun', 'w').close()\n    time.sleep(100)\n"
        "worlds.run_on = never\n"
        "run.console()\n"
    )
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    words = [sys.executable, "-c", script, *ASKED, "--workers", "2", "--out", "out"]
    running = subprocess.Popen(
        preexec_fn=hear_interrupts,
        args=words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    wait_for(lambda: Path("begun").exists())
    asked = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=90)
    assert time.monotonic() - asked < SOON
    assert running.returncode == 130
    assert f"0 of {WORLDS} worlds" in told


def test_an_interrupt_while_tables_and_charts_are_made_says_what_is_kept(capsys, monkeypatch):
    def interrupted(_study, _folder):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.answers.outcomes.chart", interrupted)
    assert run.main([*ASKED[:3], "2", "--replicates", "2", "--out", "out"]) == 130
    assert len(kept()) == 2
    assert "2 of 2 worlds are finished and kept in out.unfinished" in capsys.readouterr().err


# Nowhere to write


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is open to this user")
def test_a_closed_folder_is_refused_before_anything_is_run(capsys):
    Path("closed").mkdir(mode=0o500)
    assert run.main([*ASKED, "--out", "closed/out"]) == 2
    assert "closed" in capsys.readouterr().err


@pytest.fixture
def tiny(tmp_path):
    """A disk of a quarter of a megabyte."""
    place = tmp_path / "tiny"
    place.mkdir()
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)], capture_output=True, check=False
        )
    except OSError:
        pytest.skip("nothing can be mounted here")
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_a_disk_that_fills_up_keeps_what_is_finished(tiny, undisturbed, tmp_path):
    code, _, told = finish(*ASKED, "--out", tiny / "out")
    assert code == 2
    assert "Traceback" not in told
    assert str(tiny / "out.unfinished") in told
    before = kept(tiny / "out")
    assert 0 < len(before) < WORLDS
    shutil.copytree(tiny / "out.unfinished", tmp_path / "out.unfinished")  # to a disk with room
    code, _, told = finish(*ASKED, "--out", "out")
    assert code == 0
    assert f"{len(before)} of {WORLDS} worlds are there" in told
    assert everything(Path("out")) == undisturbed


@pytest.mark.parametrize("full_after", [0, 1, 3])
def test_a_disk_that_fills_up_is_told_with_where_finished_runs_are(monkeypatch, capsys, full_after):
    monkeypatch.setattr("analysis.answers.outcomes.chart", lambda study, folder: (folder / "charts").mkdir())
    asked = [*ASKED[:3], "2", "--replicates", "4", "--workers", "1", "--out", "out"]
    put = 0

    def filling(self, content):
        nonlocal put
        if self.name.startswith("chunk-"):
            put += 1
            if put > full_after:
                raise OSError(28, "No space left on device")
        with self.open("wb") as file:
            return file.write(content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", filling)
        assert run.main(asked) == 2
    told = capsys.readouterr().err
    assert "No space left on device" in told and "out.unfinished" in told and "Traceback" not in told
    assert len(kept()) == full_after
    assert not Path("out").exists()
    assert run.main(asked) == 0
    assert len(pd.read_parquet("out/runs.parquet")) == 4


# What is typed otherwise and means the same


def test_the_order_of_scenarios_changes_no_byte_of_tables(monkeypatch):
    monkeypatch.setattr(
        "analysis.answers.comparison.chart", lambda _contest, _study, folder: (folder / "charts").mkdir()
    )
    asked = ["--months", "3", "--replicates", "3", "--out"]
    assert run.main(["compare", "media", "all-14", "programme+05", *asked, "one"]) == 0
    assert run.main(["compare", "programme+05", "all-14", "media", *asked, "other"]) == 0
    assert everything(Path("one")) == everything(Path("other"))
    assert run.main(["compare", "all-14", "media", "programme+05", *asked, "one"]) == 0  # found again


# Failures


def breaking(patch, seeds=None):
    """Let the runs of some seeds break, or all of them."""
    real = lives.run_on

    def breaks(state, plan, seed, months):
        if seeds is None or seed in seeds:
            raise RuntimeError("out of luck")
        return real(state, plan, seed, months)

    patch.setattr(lives, "run_on", breaks)


@pytest.mark.parametrize("scenario", ["programme", "programme+05"])
def test_a_failed_run_is_listed_with_a_line_that_runs_it_again(capsys, monkeypatch, scenario):
    monkeypatch.setattr("analysis.answers.outcomes.chart", lambda study, folder: (folder / "charts").mkdir())
    asked = ["run", scenario, "--months", "4", "--replicates", "7", "--seed", "9"]
    assert run.main([*asked, "--out", "whole"]) == 0
    whole = pd.read_parquet("whole/runs.parquet")
    unlucky = int(whole["seed"][4])
    capsys.readouterr()
    with monkeypatch.context() as patch:
        breaking(patch, {unlucky})
        assert run.main([*asked, "--out", "out"]) == 3
        told = capsys.readouterr().err
        (again,) = re.findall(r"again: python run\.py (.+)", told)
        assert run.main([*shlex.split(again), "--out", "again"]) == 3
    assert "1 of 7 runs failed" in told and str(unlucky) in told and "out of luck" in told
    runs = pd.read_parquet("out/runs.parquet")
    assert runs["status"].tolist() == ["done"] * 4 + ["failed"] + ["done"] * 2
    pd.testing.assert_frame_equal(runs.drop(index=4), whole.drop(index=4))
    assert runs.loc[4].drop(["scenario", "draw", "replicate", "seed", "status", "reason"]).isna().all()
    assert pd.read_parquet("again/runs.parquet")["seed"].tolist() == [unlucky]
    assert run.main([*shlex.split(again), "--out", "mended"]) == 0
    mended = pd.read_parquet("mended/runs.parquet")
    pd.testing.assert_frame_equal(mended, whole.loc[[4]].reset_index(drop=True))


@pytest.mark.parametrize("command", [["run", "programme"], ["compare", "media"]], ids=" ".join)
def test_where_every_run_fails_that_is_said(monkeypatch, capsys, command):
    breaking(monkeypatch)
    code = run.main([*command, "--months", "24", "--replicates", "3", "--out", "out"])
    answer = capsys.readouterr()
    assert code == 3
    assert "out of luck" in answer.err and "Traceback" not in answer.err
    assert re.search(r"(\d+) of \1 runs failed", answer.err)
