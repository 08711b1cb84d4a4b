"""Killed at any of its writes, or on a disk that is full from then on, a command leaves nothing half-written.

The same command again then leaves, byte for byte, what it would have left undisturbed, and nothing beside it. Nor do
two at once leave anything else. Charts are laid out and written but not drawn, which takes most of the time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from mishaps import NEVER, Command, Ended

ROOT = Path(__file__).resolve().parents[2]
LONGEST_WORDS = 5_000  # bytes that a command says at most, which go to a file too
POINTS = 50  # of each command at which it is killed
FEW = ["--organisations", "few.csv", "--workers", "1"]
COMPARE = ["compare", "media", "--replicates", "3", "--months", "6", "--posterior", "none", "--out", "out", *FEW]
ASKED = {
    "compare": COMPARE,
    "calibrate": ["calibrate", "--observed", "three.csv", "--sets", "64", "--out", "out", *FEW],
    "optimise": [
        "optimise", "--budget", "6M", "--among", "4", "13", "--replicates", "20", "--months", "24",
        "--posterior", "none", "--out", "out", *FEW,
    ],
    "export": ["export", "out", "--out", "taken"],
    "report": ["report", "out", "--lang", "th"],
    "report elsewhere": ["report", "out", "--lang", "th", "--out", "page.html"],
}  # fmt: skip
PROVINCES = ("loei", "trang", "songkhla", "lamphun", "saraburi")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="Linux only")]


@contextmanager
def forking():
    """What carries out commands in processes forked from one where everything is imported."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    forked = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "support" / "mishaps.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip

    def carried_out(words, folder, nth=NEVER, what="killed"):
        forked.stdin.write(json.dumps(Command(words, str(folder), nth, what)._asdict()) + "\n")
        forked.stdin.flush()
        return Ended(*json.loads(forked.stdout.readline()))

    yield carried_out
    forked.stdin.close()
    forked.wait()


@pytest.fixture(scope="module")
def carry_out():
    with forking() as carried_out:
        yield carried_out


def everything(folder):
    """Every file and folder in it, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")
    }


@pytest.fixture(scope="module", params=ASKED)
def asked(request, carry_out, tmp_path_factory):
    """A command, the folder it is typed in, what it leaves undisturbed, and in how many writes."""
    words, place = ASKED[request.param], tmp_path_factory.mktemp("asked")
    rows = (f"n{k},savings,{PROVINCES[k % len(PROVINCES)]}\n" for k in range(270))
    (place / "few.csv").write_text("id,kind,province\n" + "".join(rows))
    (place / "three.csv").write_text("number\n3\n")
    if words[0] in ("export", "report"):
        assert carry_out(COMPARE, place).code == 0
    shutil.copytree(place, undisturbed := tmp_path_factory.mktemp("whole") / "here")
    ended = carry_out(words, undisturbed)
    assert ended.code == 0, ended.said
    return words, place, everything(undisturbed), ended.writes


def points(asked, what):
    """The writes at which something happens, by lot; of a disk that is short, the middles of files."""
    _, before, undisturbed, writes = asked
    lots = np.random.default_rng([writes, len(what)])
    there = np.arange(1, writes + 1)
    if what == "short":
        sizes = {len(content) // 2 for name, content in undisturbed.items() if not (before / name).exists()}
        there = np.array(sorted(size for size in sizes if size > LONGEST_WORDS))
    return sorted(lots.choice(there, min(POINTS // 2, len(there)), replace=False).tolist())


@pytest.mark.parametrize("what", ["killed", "torn", "full", "short"])
def test_the_same_command_again_leaves_what_it_would_have(asked, carry_out, tmp_path, what):
    words, before, undisturbed, _ = asked
    for nth in points(asked, what):
        shutil.copytree(before, place := tmp_path / str(nth))
        struck = carry_out(words, place, nth, what)
        assert struck.code in ((2, 0) if what in ("full", "short") else (-9,)), (
            nth,
            struck,
        )  # all may be there, and only to be tidied
        assert "Traceback" not in struck.said
        again = carry_out(words, place)
        assert again.code == 0, (nth, again)
        assert everything(place) == undisturbed, nth
        shutil.rmtree(place)


@pytest.mark.parametrize("later", [0.0, 0.1, 0.5, 1.5])
def test_two_at_once_leave_what_one_would(asked, carry_out, tmp_path, later):
    words, before, undisturbed, _ = asked
    shutil.copytree(before, place := tmp_path / "here")

    def other():
        time.sleep(later)
        return carry_out_too(words, place)

    with forking() as carry_out_too, ThreadPoolExecutor(1) as beside:
        carry_out_too(["list"], tmp_path)  # ready
        second = beside.submit(other)
        assert carry_out(words, place).code == second.result().code == 0
    assert everything(place) == undisturbed
