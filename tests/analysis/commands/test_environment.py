"""Environment variables of other programs: none decides what is run, or how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import run
from analysis.commands.environment import settle

ROOT = Path(run.__file__).resolve().parent
NONSENSE = {
    "MPLBACKEND": "nonsense",
    "MATPLOTLIBRC": "nowhere",
    "SOURCE_DATE_EPOCH": "abc",
    "NUMBA_NUM_THREADS": "0",
    "NUMBA_DISABLE_JIT": "1",
    "NUMBA_OPT": "x",
    "TQDM_MININTERVAL": "abc",
    "OMP_NUM_THREADS": "x",
    "COLUMNS": "x",
    "TMPDIR": "/nowhere",
    "LC_ALL": "xx_YY",
    "TZ": "nonsense",
    "PYTHONHASHSEED": "7",
    "PYTHONWARNINGS": "error",
}


def test_nonsense_in_the_environment_changes_nothing(tmp_path):
    """A whole process, since packages read their variables when they are imported."""
    words = ["run", "programme", "--replicates", "1", "--months", "2", "--workers", "1", "--out", "out"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env={**os.environ, **NONSENSE},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "Warning" in line or "fault" in line]
    assert (tmp_path / "out" / "charts" / "network.svg").is_file()


def test_what_this_program_obeys_is_left_alone(monkeypatch):
    for name in (*NONSENSE, "NUMBA_CACHE_DIR"):
        monkeypatch.setenv(name, "1")
    settle()
    kept = {name for name in (*NONSENSE, "NUMBA_CACHE_DIR") if name in os.environ}
    assert kept == {"MPLBACKEND", "NUMBA_CACHE_DIR", *list(NONSENSE)[7:]}
    assert os.environ["MPLBACKEND"] == "agg"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_nothing_that_reads_these_is_imported_before():
    code = "import sys, run; print([one for one in ('numpy', 'matplotlib', 'numba') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
