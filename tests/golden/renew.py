"""Writes the golden summaries anew: ``python tests/golden/renew.py``. Then say in CHANGELOG what changed, and why.

A golden summary is a few measures of one run of each shipped scenario. It differs when results differ; renewing it is
saying that they are meant to. A line in CHANGELOG marked "changes results" goes with every renewal, and ends with the
digest of the summaries as they then are, such as ``(golden 3f2a9c41)``: a test looks for it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from sim.draws import DEFAULTS  # noqa: E402
from sim.measures import POSITION  # noqa: E402
from sim.scenario import load_scenario, shipped_scenarios  # noqa: E402
from sim.simulate import Peopling, simulate  # noqa: E402

SEED, MONTHS = 1, (24, 60)
MEASURES = (
    "alive",
    "lasting",
    "operating",
    "founded",
    "facilitated",
    "ended",
    "organisations_in",
    "people_helped",
    "household_gain",
    "federated",
    "cases",
    "turned_away",
    "arrears",
    "closed",
    "people_in",
    "size",
    "cohesion",
    "plan",
    "understanding",
    "strategy",
    "leadership",
    "trust",
    "degree",
    "surplus",
    "benefit",
    "capital_growth",
    "misuse_loss",
    "cost",
)


def summary(name: str, peopling: Peopling) -> dict[str, dict[str, float]]:
    """The measures of one run of a shipped scenario, every number at its default, by month."""
    rows = simulate(load_scenario(name), SEED, DEFAULTS, peopling).rows
    return {str(month): {key: float(rows[month, POSITION[key]]) for key in MEASURES} for month in MONTHS}


def digest() -> str:
    """Of all summaries as they are kept: what CHANGELOG has to name."""
    kept = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.json")))
    return hashlib.sha256(kept).hexdigest()[:8]


def renew() -> None:
    """Write every summary, and take away those of scenarios that are no more."""
    peopling = Peopling()
    for old in HERE.glob("*.json"):
        old.unlink()
    for name in shipped_scenarios():
        text = json.dumps(summary(name, peopling), indent=1) + "\n"
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
    print("Renewed. Now say in CHANGELOG.md what changed and why, in a line that begins with **changes results**")
    print(f"and ends with (golden {digest()}).")
