"""``validate --structure`` as a study: told from its tables, the same bytes by any number of workers, gone on with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from dictionary_holes import holes

import run
from analysis.answers import structure as answer
from analysis.belief import structure
from analysis.belief.structure import NOTHING, Change, families
from sim.ensembles.ensemble import on_cores
from sim.kinds import KINDS
from sim.language.layout import WIDTH, width
from sim.parameters import STRUCTURE
from sim.provinces import PROVINCE_TERMS

ASKED = ["validate", "--structure", "--posterior", "none", "--seed", "5", "--organisations", "o.csv"]
KEPT = {NOTHING, Change("window", "late"), Change("staying_form", "trust")}


@pytest.fixture(autouse=True)
def few(tmp_path, monkeypatch):
    """Few organisations, few changes and few months, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    rows = [f"{nth},{KINDS[nth % 9].key},{PROVINCE_TERMS[nth % 3].key}" for nth in range(90)]
    Path("o.csv").write_text("\n".join(["id,kind,province", *rows]), encoding="utf-8")
    chosen = {change: family[:6] for change, family in families().items() if change in KEPT}
    monkeypatch.setattr(structure, "families", lambda: chosen)


def typed(*words):
    return run.main([*ASKED, *map(str, words)])


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


@pytest.fixture
def undrawn(monkeypatch):
    """Without the chart, which takes most of the time."""
    monkeypatch.setattr("analysis.charts.plot_ranks", lambda *asked, **words: None)


def test_what_it_leaves_and_says(capsys):
    assert typed("--replicates", 4, "--workers", 2, "--out", "out") == 0
    said = capsys.readouterr().out
    assert {"structure.csv", "runs.parquet", "manifest.json", "charts/ranks.png", "charts/ranks.svg"} <= set(
        everything("out")
    )
    assert holes(Path("out")) == []
    told = pd.read_csv("out/structure.csv", dtype={"first": str}, keep_default_na=False)
    assert told["changed_to"].tolist() == ["", "late", "operating", "facilitated_lasting", "kept", "trust"]
    (rule,) = (place for place, line in enumerate(said.splitlines()) if set(line) == {"─"})
    rows = said.splitlines()[rule + 1 : rule + 7]
    assert all(width(row) <= WIDTH for row in rows)
    assert rows[0].split()[:2] == ["nothing", told["first"][0].lstrip("0")]
    assert [row.split()[-2].endswith("*") for row in rows] == told["beyond"].tolist()
    assert "what keeps a member in: trust in fellow members" in said and "out/charts/ranks.png" in said


def test_its_worlds_can_be_lived_through_again(undrawn, capsys):
    assert typed("--replicates", 2, "--out", "out") == 0
    capsys.readouterr()
    assert run.main(["reproduce", "out", "--organisations", "o.csv", "--posterior", "none"]) == 0
    assert capsys.readouterr().out.startswith("The same, byte for byte")


def test_both_languages_say_as_much(undrawn, capsys):
    told = {}
    for lang in ("en", "th"):
        assert typed("--replicates", 3, "--lang", lang, "--out", "out") == 0
        told[lang] = capsys.readouterr().out.splitlines()
    assert len(told["en"]) == len(told["th"])
    figures = [re.findall(r"[+−]\d\.\d\d\*?", "\n".join(told[lang])) for lang in ("en", "th")]
    assert figures[0] == figures[1] and len(figures[0]) == 6 + 3
    assert "ความไว้วางใจในสมาชิกด้วยกัน" in "\n".join(told["th"])


def test_a_program_hears_the_same(undrawn, capsys):
    assert typed("--replicates", 3, "--json", "--out", "out") == 0
    answer_ = capsys.readouterr()
    found = json.loads(answer_.out)
    told = pd.read_csv("out/structure.csv", keep_default_na=False)
    assert answer_.err == "" and (found["worlds"], found["failed"], found["calibrated"]) == (3, 0, False)
    assert [(one["axis"], one["changed_to"]) for one in found["orders"]] == list(zip(told["axis"], told["changed_to"]))
    assert [one["beyond"] for one in found["orders"]] == told["beyond"].tolist()
    assert {*found["noise"]} == {"low", "middle", "high", "leads"}


def test_workers_change_no_byte(undrawn):
    for workers in (1, 2):
        assert typed("--replicates", 3, "--workers", workers, "--out", f"by-{workers}") == 0
    assert everything("by-1") == everything("by-2")


def test_what_was_stopped_is_gone_on_with(undrawn, monkeypatch, capsys):
    lived = []

    def stopped(job, chunks, workers):
        yield next(iter(on_cores(job, chunks, 1)))
        raise KeyboardInterrupt

    def noted(job, chunks, workers):
        lived.extend(draw for chunk in chunks for draw in chunk)
        return on_cores(job, chunks, workers)

    with monkeypatch.context() as patch:
        patch.setattr("analysis.studies.study.on_cores", stopped)
        assert typed("--replicates", 3, "--out", "out") == 130
    assert "1 of 3 worlds" in capsys.readouterr().err
    monkeypatch.setattr("analysis.studies.study.on_cores", noted)
    assert typed("--replicates", 3, "--out", "out") == 0
    assert lived == [1, 2]
    lived.clear()
    assert typed("--replicates", 3, "--out", "fresh") == 0
    assert everything("out") == everything("fresh")


def test_a_plan_tells_how_many_worlds_by_default(capsys):
    assert typed("--plan", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["worlds"], told["scenarios"], told["months"]) == (100, 6 + 5 + 6, 60)
    assert not Path("results").exists()


def test_a_calibration_is_checked_apart(capsys):
    assert run.main(["validate", "--structure", "--calibration", "fit"]) == 2
    assert "one of them" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_change_has_words_of_its_own(lang):
    every = {answer.called(change, lang) for change in (NOTHING, *KEPT)}
    every |= {answer.called(Change(one.name, form.key), lang) for one in STRUCTURE for form in one.forms}
    assert len(every) == 3 + sum(len(one.forms) for one in STRUCTURE) - 1
