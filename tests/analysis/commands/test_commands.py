"""The command line: exit codes, what goes to which stream, what is left in the results folder, what is never done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import run
from sim.ensembles.ensemble import on_cores
from sim.recommendation import recommendations

ROOT = Path(run.__file__).resolve().parent
COMMANDS = tuple(one.__name__.rsplit(".", 1)[1] for one in run.COMMANDS)
SMALL = ["--months", "6", "--replicates", "2", "--workers", "2"]
THAI = re.compile(r"[ก-๙]")


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
        (["run", "media", "--window", "lat"], "did you mean late?"),
        (["compare", "--window", "lng"], "did you mean long?"),
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


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "media@lat"], "late"),
        (["run", "media@late", "--window", "long"], "late"),
        (["run", "programme", "--window", "late"], "programme@late"),
        (["compare", "programme", "--window", "late"], "--window late"),
        (["compare", "media@long", "--window", "late"], "media@long@late"),
        (["explain", "baseline@late"], "baseline@late"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_windows_that_cannot_be_are_told_in_both_languages(typed, words, told, lang):
    answer = typed(*words, "--lang", lang)
    assert answer.code == 2 and told in answer.err
    assert bool(THAI.search(answer.err)) == (lang == "th")
    assert (answer.out, left_behind()) == ("", [])


def test_a_window_of_a_run_is_that_of_the_scenario(typed, undrawn):
    for words in (["run", "media", "--window", "long"], ["run", "media@long"]):
        assert typed(*words, *SMALL, "--out", "out").code == 0
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    (told,) = manifest["scenarios"].values()
    assert {(one["start"], one["end"], one["intensity"]) for one in told["content"]["recommendations"]} == {
        (1, 48, 0.5)
    }


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
    assert (
        f"{2 * (2 + 3 * len(recommendations()))} runs" in answer.out
    )  # in 3 windows; baseline and programme; 2 worlds
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
