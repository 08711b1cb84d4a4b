"""Studies beside each other: the same worlds or not, and differences taken in each world."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.answers.beside import beside, same_worlds, study_in
from sim.ensembles.inventory import written
from sim.ensembles.manifest import MANIFEST
from sim.language.texts import text

NAMES = {"media": "Media", "plans": "แผน"}


def a_study(place, added, *, seed=1, command="compare", policies=("media", "plans"), **claim):
    """A comparison of some policies with a baseline: what each adds in each world, by policy."""
    place.mkdir()
    found = {"code_sha256": "c", "posterior": "p", "organisations_sha256": None} | claim
    months = {"content": {"months": 60}}
    found |= {"command": command, "settings": {"seed": seed}, "scenarios": {"baseline": months}}
    (place / MANIFEST).write_text(written(found, place, {}, len(added[0])), encoding="utf-8")
    worlds = range(len(added[0]))
    rows = [("baseline", draw, 0, "done", 5.0) for draw in worlds]
    rows += [(key, draw, 0, "done", 5.0 + one[draw]) for key, one in zip(policies, added) for draw in worlds]
    runs = pd.DataFrame(rows, columns=["scenario", "draw", "replicate", "status", "lasting"])
    runs.to_parquet(place / "runs.parquet")
    pd.DataFrame(
        [(key, "lasting", "baseline", np.mean(one), np.min(one), np.max(one)) for key, one in zip(policies, added)],
        columns=["policy", "outcome", "reference", "difference", "simultaneous_low", "simultaneous_high"],
    ).to_csv(place / "effects.csv", index=False)
    return study_in(place)


LUCK = np.random.default_rng(0).normal(0, 10, 40)


def test_in_the_same_worlds_luck_falls_out(tmp_path):
    first = a_study(tmp_path / "a", [LUCK, LUCK])
    second = a_study(tmp_path / "b", [LUCK + 2, LUCK - 1])
    table = beside([first, second], NAMES, "en")
    assert [row[0] for row in table.rows] == ["Media", "แผน"]
    assert [row[-1].split(" ")[0] for row in table.rows] == ["+2.0", "−1.0"]
    assert same_worlds([first, second], "en") == text("beside_same", "en")


@pytest.mark.parametrize(
    "other", [{"seed": 2}, {"posterior": "q"}, {"organisations_sha256": "o"}, {"code_sha256": "d"}]
)
def test_in_other_worlds_no_difference_is_told(tmp_path, other):
    studies = [a_study(tmp_path / "a", [LUCK, LUCK]), a_study(tmp_path / "b", [LUCK, LUCK], **other)]
    table = beside(studies, NAMES, "th")
    assert len(table.heads) == 3 and text("beside_difference", "th") not in table.heads
    assert same_worlds(studies, "th") == text("beside_other", "th")


def test_only_shared_policies_are_told(tmp_path):
    first = a_study(tmp_path / "a", [LUCK, LUCK])
    second = a_study(tmp_path / "b", [LUCK], policies=("plans",))
    assert [row[0] for row in beside([first, second], NAMES, "en").rows] == ["แผน"]


def test_what_is_no_comparison_stands_aside(tmp_path):
    first = a_study(tmp_path / "a", [LUCK, LUCK])
    other = a_study(tmp_path / "b", [LUCK, LUCK], command="optimise")
    assert beside([first, other], NAMES, "en") is None
    strangers = a_study(tmp_path / "c", [LUCK], policies=("else",))
    assert beside([first, strangers], NAMES, "en") is None


def test_three_studies_are_told_without_a_difference(tmp_path):
    studies = [a_study(tmp_path / name, [LUCK, LUCK]) for name in "abc"]
    assert len(beside(studies, NAMES, "en").heads) == 4
