"""Today's rules beside those of an earlier version, which is taken from its tag and run as it was, in turns."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION, ROUNDS, RUNS = "v0.1.0", 5, 20
ONE_ROUND = """
import sys, time
sys.path.insert(0, sys.argv[1])
from sim.draws import DEFAULTS
from sim.scenario import load_scenario
from sim.simulate import Peopling, simulate
scenario, peopling = load_scenario("programme"), Peopling()
simulate(scenario, 0, DEFAULTS, peopling)
for line in sys.stdin:
    start = time.perf_counter()
    for seed in range(int(line), int(line) + {runs}):
        simulate(scenario, seed, DEFAULTS, peopling)
    print(time.perf_counter() - start, flush=True)
"""
"""Runs of the default world under the programme, as many as a line of input asks for; prints how long each lot took."""


def beside() -> dict[str, object]:
    """How many times as long a run of the default world takes as in the earlier version: median of ratios, in turns."""
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", VERSION], capture_output=True, check=False)
    if archive.returncode:
        return {"version_skipped": f"{VERSION} is not here: {archive.stderr.decode(errors='replace').strip()}"}
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(place, filter="data")
        then, now = (_started(Path(where)) for where in (place, ROOT))
        try:
            ratios = [_lot(now, nth) / _lot(then, nth) for nth in range(ROUNDS)]
        finally:
            for one in (then, now):
                one.kill()
                one.wait()
    return {f"run_over_{VERSION}": statistics.median(ratios)}


def _started(where: Path) -> subprocess.Popen[str]:
    """A process that runs the rules in a folder."""
    command = [sys.executable, "-c", ONE_ROUND.format(runs=RUNS), str(where)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=where)


def _lot(process: subprocess.Popen[str], nth: int) -> float:
    """Seconds that one lot of runs takes; each lot has seeds of its own."""
    assert process.stdin and process.stdout
    process.stdin.write(f"{1 + nth * RUNS}\n")
    process.stdin.flush()
    return float(process.stdout.readline())
