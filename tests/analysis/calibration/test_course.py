"""``calibrate`` from the command line: what it leaves, that it goes on where it was stopped, and what it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_worlds import organisations

import run
from analysis.belief.checks import CHECKS
from analysis.calibration import course, kept
from analysis.calibration.bank import live_sets
from analysis.calibration.behaviour import behaviour
from analysis.calibration.course import Wanted, demand_calibration, reread
from analysis.calibration.kept import KeptBank
from analysis.calibration.observations import shipped
from analysis.calibration.posterior import read, shipped_posterior
from analysis.calibration.priors import NAMES, TAUGHT, points
from analysis.studies import study
from sim.draws import PRIORS
from sim.ensembles.store import seal
from sim.inputs.faults import InputFault
from sim.language.texts import text, texts

SETS = 64
THAI = re.compile(r"[ก-๙]")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own, and fits are as small as can be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "WAVE", 32)
    monkeypatch.setattr(course, "MOST_WAVES", 1)
    monkeypatch.setattr(course, "REPLICATES", 3)
    monkeypatch.setattr(kept, "PART", 32)


@pytest.fixture
def typed(capsys):
    def type_(*words):
        capsys.readouterr()
        try:
            code = run.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        return (code, *capsys.readouterr())

    return type_


@pytest.fixture(scope="module")
def table():
    """Few organisations, so that a run is quick."""
    return organisations(270, 12, provinces=tuple(range(9)))


@pytest.fixture
def few(table, tmp_path):
    """The same as a user's file."""
    path = tmp_path / "few.csv"
    told = pd.DataFrame({"id": [f"n{k}" for k in range(len(table))], "kind": "savings"})
    told["province"] = [("loei", "trang", "songkhla", "lamphun", "saraburi")[k % 5] for k in range(len(table))]
    told.to_csv(path, index=False)
    return path


def report(path, text):
    path.write_text(text, encoding="utf-8")
    return path


TOTAL = "number\n3\n"


@pytest.fixture
def fitted(few, tmp_path, typed):
    """A small fit to a total of 3, in the folder ``fit``."""
    code, *_ = typed("calibrate", "--observed", report(tmp_path / "three.csv", TOTAL), "--organisations", few,
                     "--sets", SETS, "--out", "fit")  # fmt: skip
    assert code == 0
    return tmp_path / "fit"


# What it leaves


def test_it_leaves_a_posterior_from_which_others_draw(fitted, few, typed):
    found = read(fitted / "posterior.csv")
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.provenance["report"]["total"] == 3
    assert {path.name for path in fitted.iterdir()} == {
        "manifest.json", "posterior.csv", "posterior.json", "bank", "charts", "report.html", "answer.json"
    }  # fmt: skip
    code, out, _ = typed("run", "programme", "--posterior", fitted / "posterior.csv", "--organisations", few,
                         "--months", 3, "--replicates", 2, "--json")  # fmt: skip
    assert code == 0
    told = json.loads((Path(json.loads(out)["folder"]) / "manifest.json").read_text())
    assert told["posterior"] == found.seal


def test_the_words_name_every_parameter_in_both_languages(few, tmp_path, typed):
    file = report(tmp_path / "three.csv", TOTAL)
    asked = ("calibrate", "--observed", file, "--organisations", few, "--sets", SETS)
    for lang in ("en", "th"):
        code, out, _ = typed(*asked, "--lang", lang, "--out", lang)
        assert code == 0 and bool(THAI.search(out)) == (lang == "th")
        lines = out.splitlines()
        units = sum(any(line.rstrip().endswith(unit) for unit in ("logit", "0 to 1", "organisations", "groups", "share",
                                                                    "month")) for line in lines)  # fmt: skip
        assert units >= TAUGHT - 1
        assert "posterior.csv" in out and str(3) in lines[0]


def test_a_thin_fit_says_so_and_what_to_do(few, tmp_path, typed):
    file = report(tmp_path / "three.csv", TOTAL)
    _, out, _ = typed("calibrate", "--observed", file, "--organisations", few, "--sets", SETS, "--out", "fit")
    told = json.loads((tmp_path / "fit" / "posterior.json").read_text(encoding="utf-8"))
    assert told["effective_size"] < 100
    thin = texts()["calibrate_thin"][0].split("{")[0]
    assert thin in out and "--sets" in out
    _, out, _ = typed("run", "programme", "--posterior", "fit/posterior.csv", "--months", 3, "--replicates", 2)
    assert str(round(told["effective_size"])) in out


def test_json_holds_what_the_words_say(fitted, few, tmp_path, typed):
    code, out, err = typed("calibrate", "--observed", tmp_path / "three.csv", "--organisations", few, "--sets", SETS,
                           "--out", "fit", "--json")  # fmt: skip
    told = json.loads(out)
    assert code == 0 and err == ""
    assert set(told["parameters"]) == set(NAMES[:TAUGHT])
    assert told["effective_size"] == pytest.approx(
        read(fitted / "posterior.csv").provenance["effective_size"], rel=1e-3
    )
    assert told["total"]["q05"] <= told["total"]["q50"] <= told["total"]["q95"]


def test_a_finished_fit_is_read_and_not_made_again(fitted, few, tmp_path, typed, monkeypatch):
    before = {path: path.read_bytes() for path in fitted.rglob("*") if path.is_file()}
    monkeypatch.setattr(kept, "live_sets", lambda *asked: pytest.fail("simulated again"))
    code, *_ = typed("calibrate", "--observed", tmp_path / "three.csv", "--organisations", few, "--sets", SETS,
                     "--out", "fit")  # fmt: skip
    assert code == 0
    assert before == {path: path.read_bytes() for path in fitted.rglob("*") if path.is_file()}


def test_the_same_bytes_with_any_number_of_workers(fitted, few, tmp_path, typed):
    typed("calibrate", "--observed", tmp_path / "three.csv", "--organisations", few, "--sets", SETS, "--out", "alone",
          "--workers", 1)  # fmt: skip
    for path in (one for one in fitted.rglob("*") if one.is_file()):
        assert path.read_bytes() == (tmp_path / "alone" / path.relative_to(fitted)).read_bytes(), path


def test_a_plan_runs_nothing_and_leaves_nothing(few, tmp_path, typed):
    code, out, _ = typed("calibrate", "--organisations", few, "--sets", SETS, "--plan")
    assert code == 0 and f"{(SETS + 32) * 3:,}" in out
    assert [path.name for path in tmp_path.iterdir()] == ["few.csv"]


# Going on


def test_a_fit_that_was_stopped_goes_on_and_ends_with_the_same_bytes(fitted, few, tmp_path, typed, monkeypatch):
    lived = []

    def stopping(replicates, seed, table=None):
        live = live_sets(replicates, seed, table)

        def one(number, point, stopping=lambda: False):
            lived.append(number)
            if len(lived) == SETS - 8:
                raise KeyboardInterrupt
            return live(number, point, stopping)

        return one

    file = tmp_path / "three.csv"
    asked = ("calibrate", "--observed", file, "--organisations", few, "--sets", SETS, "--out", "again", "--workers", 1)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "live_sets", stopping)
        code, _, err = typed(*asked)
    assert code == 130
    assert "32 sets" in err and "again.unfinished" in err
    assert len(list((tmp_path / "again.unfinished").glob("sets-*.npz"))) == 1
    assert not (tmp_path / "again").exists()
    again = []
    with monkeypatch.context() as patch:
        patch.setattr(kept, "live_sets", lambda *asked: _noting(live_sets(*asked), again))
        assert typed(*asked)[0] == 0
    assert min(again) == 32  # those that were kept are not made again
    assert not (tmp_path / "again.unfinished").exists()
    for path in (one for one in fitted.rglob("*") if one.is_file()):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(fitted)).read_bytes(), path


def _noting(live, numbers):
    def one(number, point, stopping=lambda: False):
        numbers.append(number)
        return live(number, point, stopping)

    return one


def test_a_damaged_part_is_made_again(table, tmp_path):
    unit = points(4, 1)
    bank = KeptBank(tmp_path, 2, 1, 1, table)
    first = bank.simulate(unit, 0)
    (part,) = tmp_path.glob("sets-*.npz")
    whole = part.read_bytes()
    part.write_bytes(whole[:-20])
    second = bank.simulate(unit, 0)
    assert np.array_equal(first.tables, second.tables)
    assert part.read_bytes() == whole and part.stem.endswith(seal(whole))


def test_parts_are_those_of_their_points(table, tmp_path):
    bank = KeptBank(tmp_path, 2, 1, 1, table)
    one, other = points(4, 1), points(4, 2)
    bank.simulate(one, 0)
    assert np.array_equal(bank.simulate(other, 0).unit, other)


# What is refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("number\n5000\n", ("the total", "5000 networks", "all the model produces")),
        ("province,form,number\nLoei,business,300\n", ("Loei", "300 networks", "all the model produces")),
        ("province,form\n" + "Trang,\n" * 200, ("Trang", "200 networks", "all the model produces")),
        ("province,form,number\n,,2\nLoei,business,3\n", ("3", "2")),
        ("province,number\nLoey,2\n", ("Loey", "Loei")),
        ("province,form,number\n", ("no networks", "at least one row")),
        ("", ("an empty file",)),
    ],
    ids=[
        "too many",
        "too many of a sort",
        "too many in one province",
        "more labelled than there are",
        "unknown province",
        "no rows",
        "empty",
    ],
)
def test_a_report_that_cannot_be_fitted_is_refused(few, tmp_path, typed, text, words):
    file = report(tmp_path / "bad.csv", text)
    code, out, err = typed("calibrate", "--observed", file, "--organisations", few, "--sets", SETS, "--out", "fit")
    assert (code, out) == (2, "")
    assert all(word in err for word in words), err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "few.csv"]


def test_none_at_all_is_an_answer(few, tmp_path, typed):
    file = report(tmp_path / "none.csv", "number\n0\n")
    code, out, _ = typed("calibrate", "--observed", file, "--organisations", few, "--sets", SETS, "--out", "fit")
    assert code == 0 and "0" in out.splitlines()[0]


def test_a_reading_of_the_shipped_report_is_not_asked_of_ones_own(typed, tmp_path):
    file = report(tmp_path / "three.csv", TOTAL)
    code, _, err = typed("calibrate", "--observed", file, "--reading", "total")
    assert code == 2 and "of the shipped report" in err
    code, _, err = typed("calibrate", "--reading", "flagshp")
    assert code == 2 and "did you mean" in err


# What is reread


def test_a_fit_is_reread_from_its_folder(fitted, few):
    fit = reread(fitted, 1, few)
    assert fit.report.total == 3 and len(fit.bank) == SETS + 32
    assert fit.effective_size == pytest.approx(read(fitted / "posterior.csv").provenance["effective_size"], rel=1e-3)


@pytest.mark.parametrize("whose", [None, "other.csv"])
def test_a_fit_to_other_organisations_is_not_reread(fitted, few, tmp_path, whose):
    if whose:
        (tmp_path / whose).write_text(few.read_text().replace("savings", "store"))
    with pytest.raises(InputFault, match="other organisations"):
        demand_calibration(fitted, tmp_path / whose if whose else None)


def test_a_fit_of_another_version_is_not_reread(fitted, few, monkeypatch):
    monkeypatch.setattr("sim.ensembles.manifest.code_digest", lambda *rooms: "0" * 64)
    with pytest.raises(InputFault, match="another version of the model"):
        reread(fitted, 1, few)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_fit_is_judged_from_its_folder(fitted, few, tmp_path, typed, lang):
    asked = ("--calibration", "fit", "--organisations", few, "--truths", 20, "--replicates", 2, "--out", "judged")
    code, out, err = typed("validate", *asked, "--lang", lang)
    assert code == 0, err
    told = json.loads((tmp_path / "judged" / "validation.json").read_text(encoding="utf-8"))
    assert set(told) == {"fit", "patterns", "interactions"}
    assert set(told["fit"]["checks"]) == set(CHECKS)
    assert not told["fit"]["checks"]["worth"]  # some sixty sets are not enough
    assert (tmp_path / "judged" / "charts" / "recovery.png").exists()
    assert bool(THAI.search(out)) == (lang == "th")


def test_a_folder_without_a_fit_is_refused(tmp_path):
    with pytest.raises(InputFault, match="no calibration"):
        reread(tmp_path, 1)


# The fit that comes with the project


def test_the_shipped_fit_is_of_these_rules():
    assert read(shipped_posterior()).provenance["behaviour"] == behaviour(), "a rule or default changed: make posterior"


def test_the_shipped_fit_is_of_the_shipped_report_and_worth_something():
    told = read(shipped_posterior()).provenance
    assert told["report"]["total"] == shipped().total == 31
    assert told["effective_size"] >= 100
    assert told["priors"] == {name: [prior.low, prior.high, prior.shape] for name, prior in PRIORS.items()}


def test_a_fit_of_other_rules_is_told(monkeypatch):
    request = study.Request(
        command="run",
        replicates=2,
        seed=1,
        months=None,
        workers=1,
        out=None,
        lang="en",
        organisations=None,
        posterior=read(shipped_posterior()),
    )
    made = study.Study(request, (), Path("results"), False)
    old = text("calibrated_old", "en")
    assert old not in study.calibration_lines(made)
    monkeypatch.setattr(study, "behaviour", lambda: "other")
    assert old in study.calibration_lines(made)
    own, elsewhere = replace(request, organisations=Path("mine.csv")), text("calibrated_elsewhere", "en")
    assert elsewhere not in study.calibration_words(request, 2) and elsewhere in study.calibration_words(own, 2)


def test_the_report_asked_for_is_the_one_fitted(tmp_path):
    assert Wanted().report() == shipped()
    assert Wanted(reading="total", plausible=False).report() == shipped("total", plausible=False)
    assert Wanted(observed=report(tmp_path / "one.csv", "number\n7\n")).report().total == 7
