"""The folder of ``validate``: both languages of a verdict at once, whole or made again, and a plan of what it takes."""

from __future__ import annotations

import json
import math
from itertools import cycle
from pathlib import Path

import pytest
from toy_bank import prior_bank, toy_bank

import run
from analysis.answers import validation
from analysis.belief import checks, patterns
from analysis.belief.tables import trial_as_left
from analysis.calibration.fit import first_fit
from analysis.calibration.observations import shipped
from analysis.effects import interactions
from analysis.effects.statistics import Estimate

THAI = "ก"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def checked(monkeypatch):
    """Checks that take no time; how often they were made."""
    seen = []

    def found(which, workers, lang, quiet=False, table=None):
        seen.append(len(which))
        return [patterns.Found("a", "held", "1.0", "above 0", True)]

    pair = interactions.Joint((2,), (3,), Estimate(1.0, 0.5, 1.5, 2))
    monkeypatch.setattr(patterns, "check_all", found)
    monkeypatch.setattr(interactions, "joint_effects", lambda *asked: [pair])
    return seen


@pytest.fixture(scope="module")
def belief():
    return checks.believed(
        first_fit(prior_bank(512, 5, 1), shipped()), lambda unit, first: toy_bank(unit, 2, first), 7, 8, 2
    )


@pytest.fixture
def judged(belief, monkeypatch):
    """A fit that is judged, without one having been made."""
    monkeypatch.setattr(validation, "demand_calibration", lambda *asked: {"of": "a fit"})
    monkeypatch.setattr(validation, "read", lambda path: None)
    monkeypatch.setattr(validation, "_believed", lambda *asked: belief)


def typed(*words):
    assert run.main([str(word) for word in words]) == 0


def everything(folder):
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("fit", [[], ["--calibration", "fit"]], ids=["patterns", "fit"])
def test_a_verdict_is_told_in_the_other_language_without_a_check(checked, judged, capsys, fit):
    asked = ["validate", "--replicates", "3", *fit]
    typed(*asked, "--out", "out")
    english = capsys.readouterr().out
    typed(*asked, "--lang", "th", "--out", "out")
    thai = capsys.readouterr().out
    assert checked == [3] and english != thai
    typed(*asked, "--lang", "th", "--out", "fresh")
    assert thai == capsys.readouterr().out.replace("fresh", "out")
    assert everything("out") == everything("fresh")
    assert ("charts/recovery.png" in everything("out")) == bool(fit)


DAMAGE = (None, b"", b"damaged")


def test_whatever_file_is_damaged_it_is_said_and_made_again(checked, judged, capsys):
    """A file of each ending in one way, the ways in turn: the charts are drawn anew for each."""
    asked = ["validate", "--replicates", "3", "--calibration", "fit", "--out", "out"]
    typed(*asked)
    before = everything("out")
    assert set(before) >= {"verdict.txt", "validation.json", "charts/recovery.svg"}
    of_each_ending = {Path(name).suffix: name for name in before if name != "manifest.json"} | {"": "manifest.json"}
    for name, how in zip(of_each_ending.values(), cycle(DAMAGE)):
        code, told = damaged(asked, (name,), how, checked, capsys)
        if name == "manifest.json":  # nobody knows whose it is
            assert code == 2
            Path("out", name).write_bytes(before[name])
            continue
        assert code == 0 and name in told and "Damaged" in told
        assert everything("out") == before
        assert len(checked) == (name in validation.FOUND)


def test_all_files_damaged_at_once_are_made_again(checked, judged, capsys):
    asked = ["validate", "--replicates", "3", "--calibration", "fit", "--out", "out"]
    typed(*asked)
    before = everything("out")
    code, _ = damaged(asked, before.keys() - {"manifest.json"}, b"damaged", checked, capsys)
    assert code == 0 and everything("out") == before


def damaged(asked, names, how, checked, capsys):
    """What comes of the same command when files are gone or hold something else."""
    checked.clear()
    capsys.readouterr()
    for name in names:
        path = Path("out") / name
        path.unlink() if how is None else path.write_bytes(how)
    return run.main(asked), capsys.readouterr().err


def test_a_trial_is_read_back_as_it_was_told(belief):
    told = json.loads(json.dumps(checks.summary(belief)))["trial"]
    assert trial_as_left(told) == belief.trial
    told["tried"][0]["p_value"] = None
    assert math.isnan(trial_as_left(told).tried[0].p_value)


def test_a_plan_checks_nothing_and_can_be_read_by_a_program(checked, capsys):
    typed("validate", "--replicates", "4", "--workers", "2", "--plan", "--json")
    told = json.loads(capsys.readouterr().out)
    scenarios = len(patterns.scenarios()) + len(interactions.scenarios())
    assert told["scenarios"] == scenarios and told["runs"] == 4 * scenarios and told["worlds"] == 4
    assert set(told) == {"runs", "worlds", "scenarios", "months", "seconds", "workers", "disk_mb"}
    typed("validate", "--replicates", "4", "--workers", "1", "--plan", "--lang", "th")
    assert THAI in capsys.readouterr().out
    assert not checked and not list(Path().iterdir())


def test_without_a_place_it_says_what_was_checked(checked):
    typed("validate", "--replicates", "3")
    (only,) = Path("results").iterdir()
    assert only.name.startswith("validate-3-worlds-seed2-")
