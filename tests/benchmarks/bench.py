"""``make bench``: how fast the model is, measured side by side in one run, written to ``bench.json`` by name.

Machines are shared and noisy: quote the ratios, and run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import drivers
import many_runs
import starting
import versions

from sim.scenario import load_scenario


def main() -> int:
    """Measure, print each figure as it is found, and write them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    parser.add_argument("--runs", type=int, default=2_000, help="runs of the ensemble that is measured")
    parser.add_argument("--short", action="store_true", help="what one run costs and how long a start takes, alone")
    asked = parser.parse_args()
    programme = load_scenario("programme")
    short: tuple[Callable[[], dict], ...] = (
        lambda: drivers.steps(programme),
        lambda: drivers.drivers(programme),
        versions.beside,
        starting.starts,
    )
    longer: tuple[Callable[[], dict], ...] = (
        lambda: drivers.scaling(programme),
        lambda: {"exponent_over_months": many_runs.over_months(programme)},
        lambda: {"exponent_over_runs": many_runs.over_runs(programme)},
        lambda: many_runs.workers(programme, asked.runs),
        many_runs.nation,
        lambda: many_runs.memory_over_runs(asked.runs // 10, 10 * asked.runs),
    )
    figures: dict[str, object] = {}
    before = time.perf_counter()
    for part in short if asked.short else (*short, *longer):
        found = part()
        figures |= found | {"seconds_of_measuring": round(time.perf_counter() - before)}
        print(json.dumps(found, indent=1), flush=True)
        asked.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
