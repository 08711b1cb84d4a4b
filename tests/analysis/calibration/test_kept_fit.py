"""The folder of a fit: told in any language, made again where it is damaged, and never served damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import run
from analysis.calibration import course, kept
from analysis.calibration.bank import live_sets
from analysis.calibration.course import demand_calibration
from analysis.calibration.kept import KeptBank
from sim.inputs.faults import InputFault

SETS = 64


@pytest.fixture(autouse=True)
def small(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own, and fits are as small as can be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "WAVE", 32)
    monkeypatch.setattr(course, "MOST_WAVES", 1)
    monkeypatch.setattr(course, "REPLICATES", 3)
    monkeypatch.setattr(kept, "PART", 32)


@pytest.fixture
def asked(tmp_path):
    """A fit to a total of 3 networks among a few organisations."""
    told = pd.DataFrame({"id": [f"n{k}" for k in range(270)], "kind": "savings"})
    told["province"] = [("loei", "trang", "songkhla", "lamphun", "saraburi")[k % 5] for k in range(270)]
    told.to_csv("few.csv", index=False)
    Path("three.csv").write_text("number\n3\n", encoding="utf-8")
    return ["calibrate", "--observed", "three.csv", "--organisations", "few.csv", "--sets", str(SETS)]


@pytest.fixture
def lived(monkeypatch):
    """The sets that are really run."""
    seen = []

    def noting(*what):
        live = live_sets(*what)

        def one(number, point, stopping=lambda: False):
            seen.append(number)
            return live(number, point, stopping)

        return one

    monkeypatch.setattr(kept, "live_sets", noting)
    return seen


@pytest.fixture
def sketched(monkeypatch):
    """Fits whose charts take no time."""
    monkeypatch.setattr(
        "analysis.answers.fit.chart", lambda made, into: (into / "learnt.png").write_text(made.asked.lang)
    )


def typed(*words):
    assert run.main([str(word) for word in words]) == 0


def everything(folder):
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def damaged(path, how):
    whole = path.read_bytes()
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "deleted":
        flipped = bytearray(whole)
        flipped[len(flipped) // 2] ^= 4
        path.write_bytes({"truncated": whole[: len(whole) // 2], "emptied": b"", "flipped": bytes(flipped)}[how])


@pytest.mark.parametrize("how", ["deleted", "a folder", "truncated", "emptied", "flipped"])
def test_whatever_file_is_damaged_it_is_said_and_made_again(asked, sketched, lived, capsys, how):
    """Only sets whose part of the bank is damaged are run again."""
    typed(*asked, "--out", "fit")
    before = everything("fit")
    assert sum(name.startswith("bank/") for name in before) == 3
    for name in before:
        damaged(Path("fit") / name, how)
        with pytest.raises(InputFault):
            demand_calibration(Path("fit"), Path("few.csv"))
        lived.clear()
        capsys.readouterr()
        typed(*asked, "--out", "fit")
        told = capsys.readouterr().err
        assert "Damaged or missing in fit" in told and name in told and "Traceback" not in told
        assert everything("fit") == before, name
        assert len(lived) == (32 if name.startswith("bank/") else 0), name
        demand_calibration(Path("fit"), Path("few.csv"))
    assert {path.name for path in Path().iterdir()} == {"fit", "few.csv", "three.csv"}


def test_a_fit_is_told_in_another_language_without_a_run(asked, lived, capsys):
    typed(*asked, "--out", "fit")
    claim = demand_calibration(Path("fit"), Path("few.csv"))
    lived.clear()
    capsys.readouterr()
    typed(*asked, "--lang", "th", "--out", "fit")
    assert not lived and any("ก" <= letter <= "๛" for letter in capsys.readouterr().out)
    assert demand_calibration(Path("fit"), Path("few.csv")) == claim
    typed(*asked, "--lang", "th", "--out", "fresh")
    assert everything("fit") == everything("fresh")


def test_a_damaged_bank_is_not_judged(asked, sketched, capsys):
    typed(*asked, "--out", "fit")
    damaged(next(Path("fit/bank").iterdir()), "flipped")
    before = everything("fit")
    words = ["validate", "--calibration", "fit", "--organisations", "few.csv", "--truths", "20", "--replicates", "2"]
    assert run.main(words) == 2
    told = capsys.readouterr().err
    assert "damaged or missing: bank/sets-" in told and "run.py calibrate" in told
    assert everything("fit") == before


@pytest.mark.parametrize("name", ["posterior.csv", "posterior.json"])
def test_nothing_is_drawn_from_a_damaged_posterior(asked, sketched, capsys, name):
    typed(*asked, "--out", "fit")
    words = ["run", "programme", "--months", "2", "--replicates", "2", "--out", "out"]
    words += ["--posterior", "fit/posterior.csv", "--organisations", "few.csv", "--plan"]
    typed(*words)
    path = Path("fit") / name
    told = path.read_bytes()
    path.write_bytes(told.replace(b"3", b"4", 1))  # still a posterior
    assert run.main(words) == 2
    assert name in capsys.readouterr().err
    shutil.copytree("fit", "moved")
    (Path("moved") / name).write_bytes(told)
    (Path("moved") / "manifest.json").unlink()
    typed(*[word.replace("fit/", "moved/") for word in words])


def test_parts_of_another_fit_are_not_taken_for_its_own(asked, sketched, lived):
    """A bank with the points of this one, but of other organisations."""
    typed(*asked, "--out", "fit")
    Path("few.csv").write_text(Path("few.csv").read_text().replace("savings", "store"))
    shutil.copytree("fit/bank", "other.unfinished")
    lived.clear()
    typed(*asked, "--out", "other")
    assert len(lived) == SETS + 32


def test_without_a_place_a_fit_says_what_it_is_of(asked, sketched):
    for lang in ("en", "th"):
        typed(*asked, "--lang", lang)
    (only,) = Path("results").iterdir()
    assert only.name.startswith("calibrate-three-created-seed1-")


def test_a_plan_can_be_read_by_a_program(asked, capsys):
    typed(*asked, "--workers", "1", "--plan", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["sets"], told["most_sets"], told["runs"]) == (SETS + 32, SETS + 32, 3 * (SETS + 32))
    assert {"worlds", "scenarios", "months", "seconds", "workers", "disk_mb"} <= set(told)
    typed(*asked, "--workers", "1", "--plan")
    assert f"{SETS + 32} sets of values" in capsys.readouterr().out
    assert {path.name for path in Path().iterdir()} == {"few.csv", "three.csv"}


def test_who_is_overtaken_by_another_finds_it_done(asked, sketched, lived, monkeypatch):
    """The faster one has removed the place where parts wait."""
    keep = KeptBank._keep

    def slowly(*what):
        monkeypatch.setattr(KeptBank, "_keep", keep)
        typed(*asked, "--out", "fit")
        lived.clear()
        keep(*what)

    monkeypatch.setattr(KeptBank, "_keep", slowly)
    typed(*asked, "--out", "fit")
    assert not lived  # nothing is run once more
    assert not Path("fit.unfinished").exists()
