"""A folder that is no study is refused with the one that was likely meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_folders import CLAIM

from analysis.studies.finished import EXPORT, manifest_of
from sim.ensembles.inventory import written
from sim.ensembles.manifest import MANIFEST
from sim.inputs.faults import InputFault


@pytest.fixture(autouse=True)
def studies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, command in (
        ("results/demo", "run"),
        ("results/ไทย", "run"),
        ("mine", "compare"),
        ("mine-export", EXPORT),
    ):
        left(Path(name), command)


def left(folder, command):
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text(written({**CLAIM, "command": command}, folder, {}, 1), encoding="utf-8")


def refused(place):
    with pytest.raises(InputFault) as fault:
        manifest_of(Path(place))
    return str(fault.value)


@pytest.mark.parametrize("place", ["results/demo", "mine"])
def test_a_study_is_taken(place):
    assert manifest_of(Path(place))["worlds"] == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("results/dmo", "results/demo"), ("demo", "results/demo"), ("mien", "mine"), ("ไทs", "results/ไทย")],
)
def test_the_nearest_is_named_beside_it_or_where_studies_are(typed, meant):
    assert "no finished study" in refused(typed) and f"did you mean {meant}?" in refused(typed)


@pytest.mark.parametrize("typed", ["results/quite-another", "nowhere/at/all", "results"])
def test_nothing_is_guessed_from_afar(typed):
    assert "did you mean" not in refused(typed)


def test_a_damaged_manifest_is_not_meant_by_its_own_folder():
    (Path("mine") / MANIFEST).write_text("{}")
    assert "did you mean mine?" not in refused("mine")


def test_an_export_is_told_as_one():
    assert "an export, which is no study" in refused("mine-export")
