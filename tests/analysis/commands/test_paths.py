"""Paths of every shape: what the file system allows works, what cannot end well is refused before anything is run."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
from pathlib import Path

import pandas as pd
import pytest

from analysis.calibration.posterior import shipped_posterior
from sim.kinds import KINDS
from sim.recommendation import FOLDER

SMALL = ["--months", "2", "--replicates", "2", "--workers", "2"]
ODD_NAMES = (
    "run:1", "s3:x", "a b", "it's", 'say "so"', "ผลลัพธ์", "-dash", "~", "~nobody", "new\nline", "[x]*?", "a%20b#c",
    "$HOME", "\udcb8\udcb9", "\x1b[31m", "a\\b", "{0}", "x" * 200,
)  # fmt: skip
needs_posix = pytest.mark.skipif(os.name != "posix", reason="names that only POSIX file systems allow")
PLAN = 'extends = "programme"\n[[recommendation]]\nnumber = 14\n'


@pytest.fixture
def unrun(monkeypatch):
    """Whoever runs a world now, fails."""
    monkeypatch.setattr("analysis.studies.study.on_cores", lambda *asked: pytest.fail("a world was run"))


def everything():
    return sorted(str(path) for path in Path.cwd().rglob("*"))


# What works


@needs_posix
@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_results_go_wherever_the_file_system_lets_them(typed, undrawn, name):
    answer = typed("run", "baseline", *SMALL, f"--out=./{name}/out", "--json")
    assert answer.code == 0, answer.err
    assert Path(name, "out", "runs.parquet").is_file()
    assert json.loads(answer.out)["folder"] == str(Path(name, "out"))
    assert typed("run", "baseline", *SMALL, f"--out=./{name}/out").code == 0
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", answer.out + answer.err)


@needs_posix
def test_charts_too(typed, tmp_path):
    name = "run:1 \udcb8"
    answer = typed("run", "programme", *SMALL, "--out", name)
    assert answer.code == 0, answer.err
    assert {path.suffix for path in (tmp_path / name / "charts").iterdir()} == {".png", ".svg"}


@needs_posix
@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_scenarios_and_organisations_may_be_called_so(typed, undrawn, tmp_path, name):
    (tmp_path / f"{name}.toml").write_text(PLAN)
    rows = "".join(f"{k},{KINDS[0].key},Trang\n" for k in range(200))
    (tmp_path / f"{name}.csv").write_text(f"id,kind,province\n{rows}")
    plan, people = f"./{name}.toml", f"./{name}.csv"
    assert typed("check", plan, people).code == 0
    answer = typed("run", plan, *SMALL, "--organisations", people, "--out", "out")
    assert answer.code == 0, answer.err
    runs = pd.read_parquet("out/runs.parquet")
    assert all(key.isprintable() for key in runs["scenario"])
    words = shlex.split(re.search(r"python run\.py (compare .+?) shows", answer.out).group(1).replace("$'", "'"))
    if name.isprintable():  # shlex reads no $'...'; bash does
        assert words[:2] == ["compare", plan if name[0] in "-~" else plan[2:]]
        assert words[words.index("--organisations") + 1] == (people if name[0] in "-~" else people[2:])


@pytest.mark.parametrize("typed_", ["~/out", "~/deep/out"])
def test_a_tilde_is_ones_home_even_where_the_shell_leaves_it(typed, undrawn, monkeypatch, tmp_path, typed_):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "plan.toml").write_text(PLAN)
    assert typed("run", "~/plan.toml", *SMALL, f"--out={typed_}").code == 0
    assert (tmp_path / "home" / typed_[2:] / "runs.parquet").is_file()
    assert typed("check", "~/plan.toml").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize(
    "words",
    [
        ("run", "baseline", "--organisations=~/x.csv"),
        ("compare", "--posterior=~/x.csv"),
        ("calibrate", "--observed=~/x.csv"),
        ("validate", "--calibration=~/x"),
        ("explain", "~/x.toml"),
        ("check", "~/x.csv"),
    ],
    ids=lambda words: words[0],
)
def test_a_tilde_is_ones_home_in_every_path(typed, monkeypatch, tmp_path, words):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    answer = typed(*words)
    assert answer.code == 2
    assert str(tmp_path / "home" / "x") in answer.err


def test_endings_may_be_in_capitals(typed, tmp_path):
    (tmp_path / "POLICY.TOML").write_text(
        next(FOLDER.glob("14-*.toml")).read_text(encoding="utf-8").replace("number", "#")
    )
    (tmp_path / "BASE.Toml").write_text('extends = "programme"\n')
    (tmp_path / "PLAN.TOML").write_text('extends = "BASE.Toml"\n[[recommendation]]\nfile = "POLICY.TOML"\n')
    (tmp_path / "FIT.CSV").write_bytes(shipped_posterior().read_bytes())
    (tmp_path / "FIT.JSON").write_bytes(shipped_posterior().with_suffix(".json").read_bytes())
    (tmp_path / "REPORT.CSV").write_text("form\narea\n")
    answer = typed("check", "PLAN.TOML", "BASE.Toml", "POLICY.TOML", "FIT.CSV", "REPORT.CSV")
    assert (answer.code, answer.err) == (0, "")
    assert typed("explain", "PLAN.TOML").code == 0
    assert "did you mean PLAN.TOML?" in typed("explain", "PLN.TOML").err


@needs_posix
@pytest.mark.parametrize(("umask", "folder", "file"), [(0o077, 0o700, 0o600), (0o002, 0o775, 0o664), (0, 0o777, 0o666)])
def test_results_are_as_open_as_the_umask_says(typed, umask, folder, file):
    before = os.umask(umask)
    try:
        assert typed("run", "programme", *SMALL, "--out", "deep/out").code == 0
    finally:
        os.umask(before)
    for path in (Path("deep"), Path("deep/out"), *Path("deep/out").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (folder if path.is_dir() else file), path


@needs_posix
def test_a_link_to_a_place_that_is_not_there_yet_is_followed(typed, undrawn, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert typed("run", "baseline", *SMALL, "--out", "link").code == 0
    assert (tmp_path / "there" / "runs.parquet").is_file() and (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "there"]


# What is refused, before anything is run, with nothing left behind


@pytest.mark.parametrize(
    "place",
    [
        "/", "//", "/..", ".", "..", "", "file", "file/out", "full", "loop", "loop/out", "deep/loop2/out",
        "x" * 256, "x" * 240, "new/" + "x" * 240, "ก" * 80, "/".join(["x" * 200] * 21), "/dev/null", "/proc/out",
        "results-of-others/inside", "results-of-others/deep/inside", "results-of-others",
    ],
    ids=lambda place: place[:20] or "nothing",
)  # fmt: skip
@needs_posix
def test_places_that_cannot_end_well(typed, unrun, tmp_path, place):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis").write_text("x")
    (tmp_path / "deep").mkdir()
    for link in (tmp_path / "loop", tmp_path / "deep" / "loop2"):
        link.symlink_to(link)
    (tmp_path / "results-of-others").mkdir()
    told = {"schema": 2, "command": "run", "settings": {}}
    (tmp_path / "results-of-others" / "manifest.json").write_text(json.dumps(told))
    before = everything()
    for words in (["run", "baseline", *SMALL], ["calibrate"], ["validate"]):
        answer = typed(*words, "--out", place)
        assert answer.code == 2, answer.err
        assert answer.err.count("\n") == 1 and "allowed" in answer.err
        assert answer.out == ""
    assert everything() == before


@needs_posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_without_permission(typed, unrun, tmp_path):
    for mode in (0o000, 0o500, 0o600):
        closed = tmp_path / "closed"
        closed.mkdir()
        closed.chmod(mode)
        assert typed("run", "baseline", *SMALL, "--out", "closed/out").code == 2
        closed.chmod(0o700)
        assert list(closed.iterdir()) == []
        closed.rmdir()


def test_a_folder_that_cannot_be_replaced_is_refused(typed, unrun, tmp_path, monkeypatch):
    """As one that a disk is mounted on."""
    (tmp_path / "mounted").mkdir()
    replace = os.replace

    def busy(source, target):
        if Path(source).name == "mounted":
            raise OSError(16, "Device or resource busy")
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    answer = typed("run", "baseline", *SMALL, "--out", "mounted")
    assert answer.code == 2 and "busy" in answer.err
    assert everything() == [str(tmp_path / "mounted")]


def test_the_folder_one_is_in_is_gone(typed, unrun, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert typed("run", "baseline", *SMALL).code == 2
    assert typed("run", "baseline", *SMALL, "--out", "out").code == 2


LONG = "x" * 300


@pytest.mark.parametrize(
    "name", [LONG, f"{LONG}.toml", "x/" * 3000 + "a.toml", "loop.toml", "\udcb8.toml", "gone\n.toml"]
)
@needs_posix
def test_scenarios_that_cannot_be_opened(typed, tmp_path, name):
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    for words in (["run", name, *SMALL], ["compare", name, *SMALL], ["explain", name], ["check", name]):
        answer = typed(*words)
        assert answer.code == 2, answer.err
        assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "name", [f"{LONG}.toml", "x/" * 400 + "a.toml", "loop.toml", "a\\u0000.toml", "a\\n.toml", "/", "."]
)
@pytest.mark.parametrize("key", ["extends", "file"])
def test_files_named_in_files_that_cannot_be_opened(typed, tmp_path, key, name):
    if os.name == "posix":
        (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    line = f'extends = "{name}"\n' if key == "extends" else f'[[recommendation]]\nfile = "{name}"\n'
    (tmp_path / "mine.toml").write_text(line)
    answer = typed("check", "mine.toml")
    assert answer.code == 2
    assert key in answer.err or name in answer.err


@pytest.mark.parametrize("name", [f"{LONG}.csv", "loop.csv", "\udcb8\udcb9.csv", ".", "/dev/null", ""])
@pytest.mark.parametrize(
    "words",
    [
        ["run", "baseline", *SMALL, "--organisations"],
        ["compare", *SMALL, "--posterior"],
        ["calibrate", "--observed"],
        ["validate", "--calibration"],
        ["check"],
    ],
    ids=lambda words: words[0],
)
@needs_posix
def test_files_that_cannot_be_opened(typed, unrun, tmp_path, words, name):
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    answer = typed(*words, name)
    assert answer.code == 2, answer.err
    assert answer.err.count("\n") == 1
    assert everything() == [str(tmp_path / "loop.csv")]
