"""A hundred thousand spoilt files, and ten minutes of a fuzzer that looks where it gets: no fault of ours.

None takes longer than anybody waits or more than a gigabyte of memory, and nothing is written anywhere.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS, EACH = 4, 25_000
SECONDS, MEGABYTES = 20, 1024  # of one input; of the whole process
MINUTES = 10


def told(*words, folder):
    """What a program of these tests says when it has come to its end without a fault."""
    paths = [str(ROOT), *(str(ROOT / "tests" / room) for room in ("support", "verification"))]
    path = os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")])
    ended = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, errors="replace", cwd=folder, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-6000:]
    return ended.stdout


def spoilt_files(first, count, folder):
    program = ROOT / "tests" / "support" / "reading_spoilt.py"
    return told(program, folder, first, count, SECONDS, MEGABYTES, folder=folder)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_spoilt_files(tmp_path, part):
    assert f"{EACH} files" in spoilt_files(1 + part * EACH, EACH, tmp_path)


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris, of the extra verify, is not here")
def test_ten_minutes_of_a_fuzzer_that_looks_where_it_gets(tmp_path):
    limits = [f"-max_total_time={60 * MINUTES}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
    told(ROOT / "tests" / "verification" / "fuzz_loaders.py", tmp_path, *limits, folder=tmp_path)
