"""Studies as they are typed: what one leaves, says and reads again, and what failed runs leave."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_worlds import organisations

from analysis.answers.contest import chosen
from analysis.calibration.posterior import shipped_posterior
from analysis.effects.policies import OUTCOMES
from sim.kinds import ACTIVITIES, KINDS
from sim.measures import MEASURES, MONTHLY
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.world import empty_state

SMALL = ["--months", "6", "--replicates", "2", "--workers", "2"]
LONGER = ["--months", "24", *SMALL[2:]]  # long enough to be held against what was observed
THAI = re.compile(r"[ก-๙]")
EFFECTS = (
    "policy,window,outcome,unit,reference,difference,low,high,simultaneous_low,simultaneous_high,"
    "median,median_low,median_high,helped,harmed,"
    "range_low,range_high,probability_best,regret,cost,cost_per_lasting,"
    "cost_per_lasting_low,cost_per_lasting_high,runs,"
    "policy_en,policy_th,outcome_en,outcome_th,unit_th"
)


def left_behind(folder=None):
    folder = folder or Path.cwd()
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# One scenario


def test_run_leaves_what_the_contract_names(typed):
    answer = typed("run", "programme", *LONGER, "--out", "out")
    assert answer.code == 0
    files = left_behind(Path("out"))
    assert {"manifest.json", "runs.parquet", "monthly.parquet", "alliances.parquet"} <= set(files)
    charts = {Path(file).stem for file in files if file.startswith("charts/")}
    assert charts >= {"paths-lasting", "paths-alive", "observed", "network"}
    assert all(f"charts/{chart}.{ending}" in files for chart in charts for ending in ("png", "svg"))
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "run"
    assert manifest["settings"]["seed"] == 1
    assert manifest["scenarios"]["programme"]["content"]["months"] == 24
    runs, monthly = (pd.read_parquet(f"out/{name}.parquet") for name in ("runs", "monthly"))
    assert len(runs) == 2 and set(runs["scenario"]) == {"programme"}
    assert len(monthly) == 25 * len(MONTHLY)
    assert {m.key for m in MEASURES} <= set(runs.columns)
    assert all(str(Path("out") / file) in answer.out for file in files if file.endswith(".png"))
    assert "python run.py compare programme" in answer.out


def test_the_same_command_again_runs_nothing(typed, undrawn, monkeypatch):
    first = typed("run", "programme", *SMALL, "--out", "out")
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    times = {path: path.stat().st_mtime_ns for path in before}
    monkeypatch.setattr("analysis.studies.study.on_cores", None)  # whoever calls it now, fails
    second = typed("run", "programme", *SMALL, "--out", "out", "--workers", 1)
    assert (first.code, second.code) == (0, 0)
    assert second.out == first.out
    assert "out" in second.err
    assert {path: path.stat().st_mtime_ns for path in before} == times


def test_another_command_does_not_write_over_it(typed, undrawn):
    typed("run", "programme", *SMALL, "--out", "out")
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    for other in (["--seed", 2], ["--replicates", 1], ["--months", 7], ["--keep-runs"], ["--posterior", "none"]):
        assert typed("run", "programme", *SMALL, "--out", "out", *other).code == 2
    assert typed("run", "baseline", *SMALL, "--out", "out").code == 2
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == before


def test_without_a_place_results_find_one_by_what_they_follow_from(typed, undrawn):
    for seed in (1, 1, 2):
        assert typed("run", "programme", *SMALL, "--seed", seed).code == 0
    folders = [path.name for path in Path("results").iterdir()]
    assert len(folders) == 2 and all(name.startswith("run-") for name in folders)


def test_the_number_of_workers_changes_no_byte(typed, undrawn):
    for name, workers in (("one", 1), ("two", 2)):
        assert typed("run", "programme", *SMALL[:4], "--workers", workers, "--out", name).code == 0
    files = left_behind(Path("one"))
    assert files == left_behind(Path("two"))
    assert all((Path("one") / file).read_bytes() == (Path("two") / file).read_bytes() for file in files)


def test_json_stands_alone_on_standard_output(typed, undrawn):
    answer = typed("run", "programme", *SMALL, "--json")
    told = json.loads(answer.out)
    assert answer.code == 0
    assert (told["scenario"], told["months"], told["worlds"], told["failed"]) == ("programme", 6, 2, 0)
    assert set(told["outcomes"]["lasting"]) == {"mean", "q05", "q95"}
    again = typed("run", "programme", *SMALL, "--json")
    assert json.loads(again.out) == told


def test_progress_is_told_on_standard_error_only(typed, undrawn):
    answer = typed("run", "programme", *SMALL)
    assert "2" in answer.err
    assert "worlds" in answer.err and "2 of 2" not in answer.out


def test_thai(typed, undrawn):
    answer = typed("run", "programme", *SMALL, "--lang", "th")
    assert answer.code == 0
    assert "โครงการ" in answer.out
    assert "The programme" not in answer.out
    assert THAI.search(answer.err)


# Some failed: 3


def test_failed_runs_are_listed_with_what_runs_them_again(typed, undrawn, monkeypatch, tmp_path):
    def little_room(population):
        state = empty_state(population)
        return state._replace(ledger=state.ledger[:120].copy())

    monkeypatch.setattr("sim.world.empty_state", little_room)
    thai_csv(tmp_path / "ของเรา.csv", 300)
    asked = ["run", "programme", "--seed", 5, "--months", 60, "--organisations", "ของเรา.csv"]
    answer = typed(*asked, "--replicates", 3)
    assert answer.code == 3
    assert "outgrew" in answer.err
    runs = pd.read_parquet(next(Path("results").glob("run-*")) / "runs.parquet")
    failed = runs[runs["status"] == "failed"]
    assert len(failed) > 0
    assert all(str(seed) in answer.err for seed in failed["seed"])
    again = re.findall(r"python run\.py (.+)", answer.err)
    expected = [[*asked[:2], "--world", draw + 1, *asked[2:]] for draw in failed["draw"]]
    assert [shlex.split(line) for line in again] == [list(map(str, words)) for words in expected]
    alone = typed(*shlex.split(again[-1]), "--out", "alone")
    assert alone.code == 3
    last = pd.read_parquet("alone/runs.parquet")
    pd.testing.assert_frame_equal(last, failed.tail(1).reset_index(drop=True))


# The main job


def test_compare_leaves_effects_and_charts(typed):
    answer = typed("compare", "media", "baseline", *LONGER, "--out", "out")
    assert answer.code == 0
    assert Path("out/effects.csv").read_text(encoding="utf-8-sig").splitlines()[0] == EFFECTS
    table = pd.read_csv("out/effects.csv")
    assert set(table["policy"]) == {"programme", "media"}  # what media builds on was added
    assert dict(zip(table["policy"], table["reference"])) == {"programme": "baseline", "media": "programme"}
    assert set(table["outcome"]) == set(OUTCOMES)
    assert (table["runs"] == 2).all()
    charts = {Path(file).stem for file in left_behind(Path("out")) if file.startswith("charts/")}
    assert charts == {
        "effects", "effects-median", "gains", "gains-provinces", "map", "paths-lasting", "paths-operating",
        "paths-alive", "frontier", "acceptability", "observed", "network",
    }  # fmt: skip
    assert "python run.py" in answer.out
    summary = json.loads(typed("compare", "media", "baseline", *LONGER, "--out", "out", "--json").out)
    assert {row["policy"] for row in summary["effects"]} == {"programme", "media"}
    assert summary["worlds"] == 2


def test_differences_are_between_the_same_worlds(typed, monkeypatch):
    monkeypatch.setattr("analysis.answers.comparison.chart", lambda contest, study, folder: None)
    assert typed("compare", "programme", *SMALL, "--out", "out").code == 0
    runs = pd.read_parquet("out/runs.parquet")
    seeds = runs.pivot(index="draw", columns="scenario", values="seed")
    assert (seeds["baseline"] == seeds["programme"]).all()
    assert (runs.groupby("scenario")["draw"].unique().map(list) == [[0, 1], [0, 1]]).all()


def test_by_default_each_recommendation_on_top_of_the_programme():
    contest = chosen([])
    keys = [scenario.key for scenario in contest.scenarios]
    each = [f"programme+{number:02d}" for number in recommendations()]
    assert keys == ["baseline", "programme", *(f"{key}{window}" for window in ("", "@late", "@long") for key in each)]
    assert contest.references == {"programme": "baseline"} | dict.fromkeys(keys[2:], "programme")


def test_each_policy_is_compared_with_what_it_extends(tmp_path):
    (tmp_path / "mine.toml").write_text('extends = "media"\n[[recommendation]]\nnumber = 1\n')
    contest = chosen(["mine.toml", "all-14"])
    assert contest.references == {"mine": "media", "all-14": "programme", "programme": "baseline"}
    assert {scenario.key for scenario in contest.scenarios} == {"mine", "media", "all-14", "programme", "baseline"}


@pytest.mark.parametrize("words", [["baseline"], ["media", "media"]], ids=" ".join)
def test_what_cannot_be_compared_is_refused(typed, words):
    answer = typed("compare", *words, *SMALL)
    assert answer.code == 2
    assert (answer.out, left_behind()) == ("", [])


# Validation


def test_validate_gives_its_verdicts_to_a_program_too(typed):
    answer = typed("validate", "--replicates", 2, "--json")
    told = json.loads(answer.out)
    assert answer.err == ""
    assert [one["letter"] for one in told["patterns"]] == list("abcdefghijklmnopqr")
    assert all(isinstance(one["holds"], bool) for one in told["patterns"])
    assert told["interactions"]


def test_validate_leaves_a_folder_and_reads_it_again(typed, monkeypatch):
    first = typed("validate", "--replicates", 2, "--out", "judged", "--lang", "th")
    assert first.code == 0 and THAI.search(first.out)
    names = ("answer.json", "manifest.json", "report.html", "validation.json")
    names += ("verdict-en.txt", "verdict-th.txt", "verdict.txt")
    assert left_behind() == [f"judged/{name}" for name in names]
    assert Path("judged/verdict.txt").read_text(encoding="utf-8") in first.out
    monkeypatch.setattr("analysis.belief.patterns.ensemble", lambda *asked: pytest.fail("simulated again"))
    assert typed("validate", "--replicates", 2, "--out", "judged", "--lang", "th").out == first.out
    english = typed("validate", "--replicates", 2, "--out", "judged")
    assert english.code == 0 and not THAI.search(english.out)
    assert Path("judged/verdict.txt").read_bytes() == Path("judged/verdict-en.txt").read_bytes()
    other = typed("validate", "--replicates", 3, "--out", "judged", "--lang", "th")
    assert other.code == 2 and "replicates 2 (ที่นี่ 3)" in other.err


def test_worlds_to_validate_in_are_drawn_from_the_fit_unless_none_is_wanted(typed):
    typed("validate", "--replicates", 2, "--out", "fitted")
    typed("validate", "--replicates", 2, "--out", "assumed", "--posterior", "none")
    fitted, assumed = (json.loads(Path(name, "manifest.json").read_text()) for name in ("fitted", "assumed"))
    assert fitted["posterior"] and assumed["posterior"] is None
    figures = [Path(name, "validation.json").read_text(encoding="utf-8") for name in ("fitted", "assumed")]
    assert figures[0] != figures[1]


def test_a_calibration_has_a_fit_of_its_own(typed):
    answer = typed("validate", "--calibration", "fit", "--posterior", "none")
    assert answer.code == 2 and "one of them" in answer.err
    answer = typed("validate", "--calibration", "fit")
    assert answer.code == 2 and "no calibration" in answer.err
    assert left_behind() == []


# One's own organisations


def thai_csv(path, count):
    table = organisations(count, 12, provinces=tuple(range(9)))
    table["name"] = [f"กลุ่มออมทรัพย์เพื่อการผลิตบ้านที่ {k}" for k in range(count)]
    table["kind"] = [KINDS[code].th for code in table["kind"]]
    table["province"] = [PROVINCE_TERMS[code].th for code in table["province"]]
    for flag in ("active", "registered"):
        table[flag] = np.where(table[flag], "ใช่", "ไม่ใช่")
    for side in ("needs", "offers"):
        table[side] = [
            "" if code <= 0 else "|".join(a.th for k, a in enumerate(ACTIVITIES) if code >> k & 1)
            for code in table[side]
        ]
    table.to_csv(path, index=False, encoding="utf-8-sig")


def test_five_thousand_organisations_of_ones_own(typed, tmp_path):
    thai_csv(tmp_path / "ของเรา.csv", 5_000)
    answer = typed("check", "ของเรา.csv")
    assert (answer.code, answer.err) == (0, "")
    answer = typed("run", "programme", *SMALL, "--organisations", "ของเรา.csv", "--out", "ผล", "--lang", "th")
    assert answer.code == 0
    manifest = json.loads(Path("ผล/manifest.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["organisations_sha256"])
    runs = pd.read_parquet("ผล/runs.parquet")
    assert (runs["status"] == "done").all()
    assert (runs["alive"] > 9).all()


# Reports and fits


def test_check_knows_a_report_and_a_fit_from_organisations(typed, tmp_path):
    (tmp_path / "mine.csv").write_text("province,number\nLoey,3\n", encoding="utf-8")
    answer = typed("check", "mine.csv")
    assert answer.code == 2 and "row 2, province" in answer.err and "did you mean Loei?" in answer.err
    (tmp_path / "fine.csv").write_text("form\narea\n", encoding="utf-8")
    assert typed("check", "fine.csv", shipped_posterior()).code == 0
    (tmp_path / "posterior.csv").write_text("weight\n1\n", encoding="utf-8")
    answer = typed("check", "posterior.csv")
    assert answer.code == 2 and "posterior.json" in answer.err
    thai_csv(tmp_path / "o.csv", 4)
    assert "4 organisations" in typed("check", "o.csv").err
