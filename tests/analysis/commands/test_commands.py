"""The command line: exit codes, what goes to which stream, what is left in the results folder, what is never done."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_worlds import organisations

import run
from analysis.answers.comparison import chosen
from analysis.calibration.posterior import shipped_posterior
from analysis.effects.policies import OUTCOMES
from sim.ensembles.ensemble import on_cores
from sim.kinds import ACTIVITIES, KINDS
from sim.measures import MEASURES, MONTHLY
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.world import empty_state

ROOT = Path(run.__file__).resolve().parent
COMMANDS = tuple(one.__name__.rsplit(".", 1)[1] for one in run.COMMANDS)
SMALL = ["--months", "6", "--replicates", "2", "--workers", "2"]
LONGER = ["--months", "24", *SMALL[2:]]  # long enough to be held against what was observed
THAI = re.compile(r"[ก-๙]")
EFFECTS = (
    "policy,outcome,unit,reference,difference,low,high,simultaneous_low,simultaneous_high,median,helped,harmed,"
    "range_low,range_high,probability_best,regret,cost,cost_per_lasting,"
    "cost_per_lasting_low,cost_per_lasting_high,runs"
)


def subprocess_(*words, **options):
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words], capture_output=True, text=True, encoding="utf-8", **options
    )


def left_behind(folder=None):
    folder = folder or Path.cwd()
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# Help


def test_help_answers_at_once():
    """No command's weight is felt before it is asked for: nothing heavy is imported to print help."""
    heavy = ("numba", "pandas", "mesa", "matplotlib", "seaborn", "scipy", "pyarrow", "numpy", "sim.parameters")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import run; code = run.main(['--help'])\n"
        f"print('LOADED', [name for name in {heavy!r} if name in sys.modules], code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert "LOADED [] 0" in done.stdout, done.stderr
    assert "usage: run.py" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(typed, command):
    answer = typed(command, "--help")
    assert answer.code == 0
    assert f"example: python run.py {command}" in answer.out
    assert "--lang" in answer.out


def test_the_whole_of_help_names_every_command(typed):
    answer = typed("--help")
    assert answer.code == 0
    assert all(re.search(rf"^\s+{command}\b", answer.out, re.M) for command in COMMANDS)
    assert "example:" in answer.out and THAI.search(answer.out)


def test_examples_can_be_typed_as_they_stand(typed):
    for command in COMMANDS:
        example = re.search(r"example: python run\.py (.+)", typed(command, "--help").out).group(1)
        assert run.parser().parse_args(example.split()).command == command


# Wrong usage: 2, one line, the nearest word, nothing written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["comapre"], "did you mean compare?"),
        (["run", "programme", "--replicate", "x"], "--replicates"),
        (["run", "programme", "--seeed", "1"], "did you mean --seed?"),
        (["list", "--jsn"], "did you mean --json?"),
        (["run", "programme", "--lang", "de"], "--lang"),
        (["run", "programme", "--replicates", "0"], "a whole number from 1 to 1000000"),
        (["run", "programme", "--replicates", "2.5"], "got '2.5'"),
        (["run", "programme", "--months", "601"], "a whole number from 1 to 600"),
        (["run", "programme", "--workers", "-1"], "a whole number from 1"),
        (["run", "programme", "--seed", "x"], "allowed"),
        (["run"], "scenario"),
        ([], "COMMAND"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(typed, words, told):
    answer = typed(*words)
    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert left_behind() == []


def test_an_unknown_scenario_is_told_with_the_nearest(typed):
    answer = typed("run", "programe", *SMALL)
    assert answer.code == 2
    assert "did you mean programme?" in answer.err
    assert (answer.out, left_behind()) == ("", [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mine.toml", 'extends = "programme"\n[parameters]\nattenton = 0.1\n', "did you mean attention?"),
        ("mine.toml", "months = [", "mine.toml"),
        ("mine.toml", 'extends = "programme"\nmonths = 0\n', "months"),
    ],
)
def test_faults_of_a_file_are_told_without_a_trace(typed, tmp_path, name, content, told):
    (tmp_path / name).write_text(content, encoding="utf-8")
    for words in (["run", name, *SMALL], ["check", name], ["compare", name, *SMALL]):
        answer = typed(*words)
        assert answer.code == 2
        assert told in answer.err
        assert "Traceback" not in answer.err
        assert left_behind() == [name]


def test_faulty_organisations_are_told_all_at_once(typed, tmp_path):
    (tmp_path / "o.csv").write_text("id,kind,province\na,stor,Trang\nb,store,Trag\n" + "c,store,Trang\n" * 4)
    answer = typed("run", "baseline", *SMALL, "--organisations", "o.csv")
    assert answer.code == 2
    assert "store" in answer.err and "Trang" in answer.err
    assert answer.err.count("\n") >= 3
    assert left_behind() == ["o.csv"]


def test_scenarios_of_unlike_length_cannot_be_compared(typed, tmp_path):
    (tmp_path / "short.toml").write_text('extends = "programme"\nmonths = 30\n')
    answer = typed("compare", "short.toml", "--replicates", 2)
    assert answer.code == 2
    assert "--months" in answer.err
    assert left_behind() == ["short.toml"]


def test_a_fault_of_ours_is_called_ours(typed, monkeypatch):
    def broken(*_arguments, **_named):
        raise RuntimeError("something gave way")

    monkeypatch.setattr("analysis.studies.study.on_cores", broken)
    answer = typed("run", "baseline", *SMALL, "--out", "out")
    assert answer.code == 1
    assert "not of your input" in answer.err and "something gave way" in answer.err
    assert "Traceback" not in answer.err
    assert left_behind() == ["out.unfinished/manifest.json"]
    with pytest.raises(RuntimeError):
        run.main(["run", "baseline", *SMALL, "--debug"])


def test_an_interrupt_leaves_no_results_but_what_is_finished(typed, undrawn, monkeypatch):
    def interrupted(job, numbers, workers):
        with closing(on_cores(job, numbers, workers)) as shards:
            yield next(shards)
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("analysis.studies.study.on_cores", interrupted)
        answer = typed("run", "baseline", *SMALL, "--out", "out")
    assert (answer.code, answer.out) == (130, "")
    assert "1 of 2 worlds are finished and kept in out.unfinished" in answer.err
    left = left_behind()
    assert len(left) == 2 and all(path.startswith("out.unfinished/") for path in left)
    answer = typed("run", "baseline", *SMALL, "--out", "out")
    assert answer.code == 0
    assert "1 of 2 worlds are there" in answer.err
    assert {path.split("/")[0] for path in left_behind()} == {"out"}


# Before anything is run


def test_a_plan_runs_nothing_and_leaves_nothing(typed):
    answer = typed("compare", *SMALL, "--plan", "--out", "planned")
    assert answer.code == 0
    assert f"{2 * (2 + len(recommendations()))} runs" in answer.out  # baseline and programme too, in 2 worlds
    assert left_behind() == []
    assert not Path("planned").exists()


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("words", [["list"], ["explain", "programme"]], ids=" ".join)
def test_what_there_is_can_be_read_in_both_languages(typed, words, lang):
    answer = typed(*words, "--lang", lang)
    assert answer.code == 0
    assert answer.err == ""
    assert len(answer.out) > 500
    letters = [letter for letter in answer.out if letter.isalpha()]
    thai = sum(bool(THAI.match(letter)) for letter in letters) / len(letters)
    assert thai > 0.4 if lang == "th" else thai < 0.5


def test_the_list_can_be_read_by_a_program(typed):
    told = json.loads(typed("list", "--json").out)
    assert [one["number"] for one in told["recommendations"]] == list(recommendations())
    assert {one["key"] for one in told["scenarios"]} >= {"baseline", "programme", "all-14"}


def test_a_good_file_is_called_fine(typed, tmp_path):
    (tmp_path / "mine.toml").write_text('extends = "programme"\n')
    answer = typed("check", "mine.toml")
    assert (answer.code, answer.err) == (0, "")
    assert "mine.toml" in answer.out


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
    def little_room(population, changes):
        state = empty_state(population, changes)
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
    assert charts >= {"effects", "paths-lasting", "paths-alive", "cost-effect", "observed", "network"}
    assert "python run.py" in answer.out
    summary = json.loads(typed("compare", "media", "baseline", *LONGER, "--out", "out", "--json").out)
    assert {row["policy"] for row in summary["effects"]} == {"programme", "media"}
    assert summary["worlds"] == 2


def test_differences_are_between_the_same_worlds(typed, monkeypatch):
    monkeypatch.setattr("analysis.answers.comparison.chart", lambda against, study, folder: None)
    assert typed("compare", "programme", *SMALL, "--out", "out").code == 0
    runs = pd.read_parquet("out/runs.parquet")
    seeds = runs.pivot(index="draw", columns="scenario", values="seed")
    assert (seeds["baseline"] == seeds["programme"]).all()
    assert (runs.groupby("scenario")["draw"].unique().map(list) == [[0, 1], [0, 1]]).all()


def test_by_default_each_recommendation_on_top_of_the_programme():
    contest = chosen([])
    keys = [scenario.key for scenario in contest.scenarios]
    assert keys == ["baseline", "programme", *(f"programme+{number:02d}" for number in recommendations())]
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
    assert [one["letter"] for one in told["patterns"]] == list("abcdefgh")
    assert all(isinstance(one["holds"], bool) for one in told["patterns"])
    assert told["interactions"]


def test_validate_leaves_a_folder_and_reads_it_again(typed, monkeypatch):
    first = typed("validate", "--replicates", 2, "--out", "judged", "--lang", "th")
    assert first.code == 0 and THAI.search(first.out)
    names = ("manifest.json", "validation.json", "verdict-en.txt", "verdict-th.txt", "verdict.txt")
    assert left_behind() == [f"judged/{name}" for name in names]
    assert Path("judged/verdict.txt").read_text(encoding="utf-8") in first.out
    monkeypatch.setattr("analysis.belief.patterns.ensemble", lambda *asked: pytest.fail("simulated again"))
    assert typed("validate", "--replicates", 2, "--out", "judged", "--lang", "th").out == first.out
    english = typed("validate", "--replicates", 2, "--out", "judged")
    assert english.code == 0 and not THAI.search(english.out)
    assert Path("judged/verdict.txt").read_bytes() == Path("judged/verdict-en.txt").read_bytes()
    other = typed("validate", "--replicates", 3, "--out", "judged", "--lang", "th")
    assert other.code == 2 and "replicates 2 (here 3)" in other.err


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


# As it is typed


def test_typed_in_a_terminal_of_another_encoding(tmp_path):
    """A whole process: Thai comes out whole even where the terminal says it knows no Thai."""
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    done = subprocess_("list", "--lang", "th", env=latin, cwd=tmp_path)
    assert done.returncode == 0
    assert THAI.search(done.stdout)
    assert done.stderr == ""


def test_a_wrong_word_typed_in_a_terminal(tmp_path):
    done = subprocess_("explain", "programe", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean programme?" in done.stderr
    assert "Traceback" not in done.stderr


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
