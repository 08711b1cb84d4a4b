"""What it takes to begin: a command with nothing compiled, the same again, and which packages its time goes into."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = ("run.py", "run", "baseline", "--replicates", "2", "--months", "2", "--json")
SHOWN = 8
"""Packages that are named."""


def begun(folder: str, *options: str) -> tuple[float, str]:
    """Seconds that a small run takes, compiled code being kept in ``folder``, and what it said beside its results."""
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *options, *ASKED, "--out", f"{out}/out"],
            cwd=ROOT,
            env={**os.environ, "NUMBA_CACHE_DIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        return time.perf_counter() - started, done.stderr


def starts() -> dict[str, object]:
    """A small run with nothing compiled, the same again, and the share of it that importing each package takes."""
    with tempfile.TemporaryDirectory() as folder:
        cold, warm = begun(folder)[0], begun(folder)[0]
        taken, told = begun(folder, "-X", "importtime")
    spent = Counter[str]()
    for line in told.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdigit():
            spent[parts[2].strip().split(".")[0]] += int(parts[0])
    shares = {name: round(each / 1e6 / taken, 3) for name, each in spent.most_common(SHOWN)}
    return {
        "cold_start_seconds": cold,
        "warm_start_seconds": warm,
        "imports_share_of_a_start": round(spent.total() / 1e6 / taken, 3),
        "share_of_a_start_by_package": shares,
    }
