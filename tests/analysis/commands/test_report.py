"""``report``: a finished study told again without a run, in another language, or with others; refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import run
from analysis.commands.options import typed_words
from analysis.pages.answer import left

SMALL = [
    "run",
    "baseline",
    "--posterior",
    "none",
    "--replicates",
    "2",
    "--months",
    "2",
    "--seed",
    "5",
    "--workers",
    "1",
]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    place = tmp_path_factory.mktemp("study") / "out"
    assert run.main([*SMALL, "--out", str(place)]) == 0
    return place


@pytest.fixture
def folder(finished, tmp_path, monkeypatch):
    """A copy of a finished study, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(finished, tmp_path / "out")
    return Path("out")


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(capsys, *words):
    capsys.readouterr()
    code = run.main(["report", *map(str, words)])
    return code, capsys.readouterr()


def test_every_study_has_a_page_that_tells_its_command(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "run baseline --seed 5 --months 2 --posterior none --replicates 2" in page
    assert left(folder).said[0] in page


def test_in_its_own_language_nothing_is_touched(folder, lived, capsys):
    before = everything(folder)
    code, streams = told(capsys, folder)
    assert (code, streams.out.split("\n")[0], streams.err) == (0, "The page: out/report.html", "")
    assert everything(folder) == before and not lived


def test_in_thai_and_back_it_is_the_same_and_nothing_is_run(folder, lived, capsys):
    before = everything(folder)
    code, streams = told(capsys, folder, "--lang", "th")
    assert code == 0 and "คำตอบในโฟลเดอร์นั้นเป็นภาษาไทยแล้ว" in streams.out and "--lang en" in streams.out
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="th">' in page and "ฉากทัศน์ฐาน" in page
    assert everything(folder).keys() == before.keys()
    assert told(capsys, folder)[0] == 0
    assert everything(folder) == before and not lived


@pytest.mark.parametrize("more", [(), ("out",)])
def test_a_page_that_goes_elsewhere_leaves_the_folder_as_it_was(folder, lived, capsys, more):
    before = everything(folder)
    code, streams = told(capsys, folder, *more, "--lang", "th", "--out", "page.html")
    assert code == 0 and streams.out.strip().count("\n") == 0
    assert '<html lang="th">' in Path("page.html").read_text(encoding="utf-8")
    assert everything(folder) == before and not lived


def test_where_a_page_elsewhere_cannot_be_written_that_is_told_and_the_folder_is_as_it_was(
    folder, lived, capsys, monkeypatch
):
    before = everything(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("analysis.answers.reports.write_whole", full)
        code, streams = told(capsys, folder, "--lang", "th", "--out", "page.html")
    assert code == 2 and "page.html" in streams.err and "No space left on device" in streams.err
    assert everything(folder) == before and [path.name for path in Path().iterdir()] == ["out"]


def test_a_study_of_one_s_own_file_is_told_in_its_language_anywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text('extends = "baseline"\n[name]\nen = "Mine"\nth = "ของฉัน"\n', encoding="utf-8")
    assert run.main(["run", "mine.toml", *SMALL[2:], "--out", "out"]) == 0
    Path("mine.toml").rename("moved.toml")
    assert told(capsys, "out")[0] == told(capsys, "out", "--out", "page.html")[0] == 0
    code, streams = told(capsys, "out", "--lang", "th")
    assert code == 2 and "mine.toml" in streams.err and "โฟลเดอร์ที่พิมพ์คำสั่งนั้นไว้" in streams.err


def test_two_in_one_page(folder, capsys):
    shutil.copytree(folder, "other")
    code, streams = told(capsys, folder, "other", "--json")
    assert code == 0 and json.loads(streams.out) == {"page": "report.html"}
    page = Path("report.html").read_text(encoding="utf-8")
    assert "All of them met the same worlds" in page and page.count("<article") == 3
    assert told(capsys, folder, "other")[0] == 0  # a page of ours is written anew


def test_nothing_of_somebody_else_is_overwritten(folder, capsys):
    Path("report.html").write_text("mine")
    code, streams = told(capsys, folder, folder)
    assert code == 2 and "report.html" in streams.err and "a new file" in streams.err
    assert Path("report.html").read_text() == "mine"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_all_that_is_no_study_is_said_at_once(folder, capsys, lang):
    Path("empty").mkdir()
    before = everything(folder)
    code, streams = told(capsys, folder, "empty", "nowhere", "--lang", lang)
    assert code == 2 and streams.out == ""
    assert "empty" in streams.err and "nowhere" in streams.err and "Traceback" not in streams.err
    assert everything(folder) == before


def test_a_damaged_file_is_named(folder, capsys):
    (folder / "answer.json").write_text("{}")
    code, streams = told(capsys, folder)
    assert code == 2 and "answer.json" in streams.err


@pytest.mark.parametrize(
    "words",
    [
        "run programme --window late --world 3",
        "compare all-14 media --replicates 300 --posterior none --keep-runs",
        "compare --until-clear --within 1",
        "optimise --budget 3M 6.5M --among 1 4 13 --aim people_helped --carried 0.5 --by-province",
        "sensitivity media all-14 --difference all-14 media --outcome alive",
        "worth --willingness 2000000 --pilot 4 --provinces 2 --decisions 3",
        "calibrate --counted alive --no-soft-evidence",
        "validate --structure",
        "judge answers.csv more.csv --weights performance --seeds seeds.csv",
    ],
)
def test_the_words_of_a_command_ask_for_the_same(words):
    whole = run.parser()
    asked = whole.parse_args(words.split())
    again = whole.parse_args(typed_words(asked))
    how = {"until_clear", "within", "replicates", "act", "whole", "parser"}
    assert {name: value for name, value in vars(again).items() if name not in how} == {
        name: value for name, value in vars(asked).items() if name not in how
    }
