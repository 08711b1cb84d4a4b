"""Golden summaries: one run of each shipped scenario, as it was when its results were last meant to change.

When a change of results is meant, run ``python tests/golden/renew.py`` and say so in CHANGELOG.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from renew import MEASURES, MONTHS, digest, summary

from sim.scenario import shipped_scenarios

FOLDER = Path(__file__).resolve().parent
HINT = "results changed; if that is meant: make golden (tests/golden/renew.py), make posterior, a line in CHANGELOG"


CHANGELOG = FOLDER.parents[1] / "CHANGELOG.md"


def test_every_shipped_scenario_has_one_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(shipped_scenarios()), "run: make golden"


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_results_are_what_they_were(name, peopling):
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    now = summary(name, peopling)
    assert {month: set(values) for month, values in now.items()} == {str(month): set(MEASURES) for month in MONTHS}
    for month, values in kept.items():
        assert now[month] == pytest.approx(values, rel=1e-9, abs=0.0), f"{name}, month {month}: {HINT}"


def test_the_changelog_says_that_they_changed():
    entries = re.split(r"^(?=- )", CHANGELOG.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = [entry for entry in entries if f"(golden {digest()})" in entry]
    assert named and named[0].startswith("- **changes results**"), (
        f"a line in CHANGELOG.md that begins with '- **changes results**' and ends with (golden {digest()})"
    )


def test_the_summaries_tell_the_scenarios_apart():
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")]
    assert len(set(texts)) == len(texts)
