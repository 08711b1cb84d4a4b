"""A study's folder: told in any language, mended where damaged, and given more worlds, without a run too many."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import run
from analysis.answers import comparison, outcomes
from analysis.answers.contest import chosen
from analysis.effects.policies import OUTCOMES
from analysis.studies import study as studies
from sim.ensembles.ensemble import on_cores
from sim.language.texts import text

ASKED = ["run", "programme", "--months", "3", "--seed", "3", "--workers", "2"]
COMPARED = ["compare", "media", "--months", "3", "--seed", "3", "--workers", "2"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sketched(monkeypatch):
    """Studies whose charts take no time, and say which language and which worlds they are of."""

    def chart(study, folder):
        (folder / "charts").mkdir()
        told = f"{study.request.lang} {dict(study.names)} {study.monthly()['mean'].sum()!r}"
        (folder / "charts" / "one.png").write_text(told, encoding="utf-8")

    def compared(contest, study, folder):
        comparison.effects_of(contest, study).to_csv(folder / "effects.csv", index=False)
        chart(study, folder)

    monkeypatch.setattr(outcomes, "chart", chart)
    monkeypatch.setattr(comparison, "chart", compared)


def typed(*words):
    assert run.main([str(word) for word in words]) == 0


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


# Damaged


def damaged(path, how):
    whole = path.read_bytes()
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "deleted":
        flipped = bytearray(whole or b"x")
        flipped[len(flipped) // 2] ^= 4
        path.write_bytes({"truncated": whole[: len(whole) // 2], "emptied": b"", "flipped": bytes(flipped)}[how])


@pytest.mark.parametrize(
    ("asked", "how"),
    [(ASKED, how) for how in ("deleted", "a folder", "truncated", "emptied", "flipped")] + [(COMPARED, "flipped")],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_whatever_file_is_damaged_it_is_said_and_made_again(sketched, lived, capsys, asked, how):
    """Of what was run only the damaged shard is run again."""
    words = [*asked, "--keep-runs", "--replicates", "3", "--out", "out"]
    typed(*words)
    before, counted = everything("out"), 0
    assert len(before) > 8
    for name in before:
        capsys.readouterr()
        lived.clear()
        damaged(Path("out") / name, how)
        typed(*words)
        told = capsys.readouterr().err
        assert "Damaged or missing in out" in told and name in told and "Traceback" not in told
        assert everything("out") == before, name
        assert len(lived) == (1 if name.startswith("worlds/") else 0), name
        counted += len(lived)
    assert counted == 3
    assert [path.name for path in Path().iterdir()] == ["out"]


def test_what_is_whole_is_not_called_damaged(sketched, capsys):
    for _ in range(2):
        typed(*ASKED, "--replicates", "2", "--out", "out")
        assert "Damaged" not in capsys.readouterr().err


def test_many_damaged_files_are_counted(sketched, capsys):
    typed(*ASKED, "--replicates", "9", "--out", "out")
    shutil.rmtree("out/worlds")
    capsys.readouterr()
    typed(*ASKED, "--replicates", "9", "--out", "out")
    assert "and 4 other files" in capsys.readouterr().err


def test_damage_is_said_even_where_a_program_listens(sketched, capsys):
    typed(*ASKED, "--replicates", "2", "--out", "out")
    Path("out/runs.parquet").write_bytes(b"")
    capsys.readouterr()
    typed(*ASKED, "--replicates", "2", "--out", "out", "--json")
    answer = capsys.readouterr()
    assert "runs.parquet" in answer.err and json.loads(answer.out)["worlds"] == 2


def test_a_stranger_of_the_same_name_is_not_mended_over(sketched, lived, capsys):
    """A damaged manifest is only made again where the worlds say that they are this study's."""
    typed(*ASKED, "--replicates", "2", "--out", "out")
    damaged(Path("out/manifest.json"), "truncated")
    before = everything("out")
    lived.clear()
    assert run.main([*ASKED[:-3], "4", "--replicates", "2", "--out", "out"]) == 2
    assert everything("out") == before and not lived


# Told anew


@pytest.mark.parametrize("asked", [
    pytest.param(ASKED, id="run"), pytest.param(COMPARED, id="compare", marks=pytest.mark.slow),
])  # fmt: skip
def test_finished_results_are_told_in_another_language_without_a_run(lived, capsys, asked):
    words = [*asked, "--months", "24", "--replicates", "2"]
    typed(*words, "--lang", "en", "--out", "folder-a")
    english, english_files = capsys.readouterr().out, everything("folder-a")
    typed(*words, "--lang", "th", "--out", "folder-b")
    thai, thai_files = capsys.readouterr().out, everything("folder-b")
    lived.clear()
    typed(*words, "--lang", "th", "--out", "folder-a")
    assert capsys.readouterr().out == thai.replace("folder-b", "folder-a") and everything("folder-a") == thai_files
    typed(*words, "--lang", "en", "--out", "folder-b")
    assert (
        capsys.readouterr().out == english.replace("folder-a", "folder-b") and everything("folder-b") == english_files
    )
    assert not lived


def test_tables_do_not_depend_on_the_language(sketched):
    for lang in ("en", "th"):
        typed(*COMPARED, "--replicates", "3", "--lang", lang, "--out", lang)
    one, other = everything("en"), everything("th")
    assert {name for name in one if one[name] != other[name]} == {"charts/one.png", "manifest.json"}


def test_a_mended_name_is_told_without_a_run(sketched, lived):
    for name in ("แผนของเรา", "แผนของเราที่แก้ไขแล้ว"):
        words = f'name = {{ en = "Our plan", th = "{name}" }}\nextends = "media"\n'
        Path("mine.toml").write_text(words, encoding="utf-8")
        lived.clear()
        typed("run", "mine.toml", *ASKED[2:], "--replicates", "2", "--out", "out")
        assert name in Path("out/charts/one.png").read_text(encoding="utf-8")
    assert not lived


def test_another_reference_makes_other_effects_of_the_same_worlds(sketched, lived):
    """What a scenario extends says what it is compared with, and changes no run."""
    Path("mine.toml").write_text('name = "mine"\nextends = "programme"\n', encoding="utf-8")
    contest = chosen(["mine.toml", "baseline"])
    assert contest.references == {"mine": "programme", "programme": "baseline"}
    for reference in ("programme", "baseline"):
        lived.clear()
        changed = replace(contest, references={**contest.references, "mine": reference})
        comparison.compare(
            studies.Request(
                command="compare",
                replicates=3,
                seed=3,
                months=3,
                workers=2,
                out=Path("out"),
                lang="en",
                organisations=None,
            ),
            changed,
        )
        table = pd.read_csv("out/effects.csv").set_index("policy")
        assert set(table.loc["mine", "reference"]) == {reference} and len(table) == 2 * len(OUTCOMES)
    assert not lived


# More worlds


@pytest.mark.parametrize("asked", [ASKED, COMPARED], ids=lambda words: words[0])
@pytest.mark.parametrize(("some", "more"), [(6, 10), (1, 2), (49, 52)])
def test_more_worlds_run_only_the_new_ones_and_end_in_the_same_bytes(sketched, lived, asked, some, more):
    typed(*asked, "--replicates", some, "--out", "out")
    assert sorted(lived) == list(range(some))
    lived.clear()
    typed(*asked, "--replicates", more, "--out", "out")
    assert sorted(lived) == list(range(some, more))
    typed(*asked, "--replicates", more, "--out", "fresh")
    assert everything("out") == everything("fresh")


def test_an_interrupted_extension_leaves_what_there_was_and_goes_on(sketched, lived, monkeypatch, capsys):
    typed(*ASKED, "--replicates", "4", "--out", "out")
    before = everything("out")

    def interrupted(job, chunks, workers):
        yield next(iter(on_cores(job, chunks, 1)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(studies, "on_cores", interrupted)
        assert run.main([*ASKED, "--replicates", "8", "--out", "out"]) == 130
    assert "5 of 8 worlds are finished" in capsys.readouterr().err
    assert everything("out") == before
    typed(*ASKED, "--replicates", "4", "--out", "out")  # and is served meanwhile
    assert everything("out") == before
    lived.clear()
    typed(*ASKED, "--replicates", "8", "--out", "out")
    assert sorted(lived) == [5, 6, 7]
    typed(*ASKED, "--replicates", "8", "--out", "fresh")
    assert everything("out") == everything("fresh")
    assert {path.name for path in Path().iterdir()} == {"out", "fresh"}


def test_fewer_worlds_than_there_are_do_not_take_their_place(sketched, capsys):
    typed(*ASKED, "--replicates", "4", "--out", "out")
    before = everything("out")
    assert run.main([*ASKED, "--replicates", "3", "--out", "out"]) == 2
    assert "4 worlds (here 3)" in capsys.readouterr().err
    assert everything("out") == before


def test_a_folder_of_its_own_name_is_found_by_any_number_of_worlds(sketched, lived):
    for worlds in (3, 5, 4, 2, 6):
        typed(*ASKED, "--replicates", worlds)
    assert sorted(lived) == sorted([*range(5), *range(4), *range(2), 5])
    names = sorted(path.name for path in Path("results").iterdir())
    usual = names[0]
    assert usual.startswith("run-programme-seed3-")
    assert names == [usual, f"{usual}-2-worlds", f"{usual}-4-worlds"]
    assert len(pd.read_parquet(f"results/{usual}/runs.parquet")) == 6


def test_the_same_study_is_found_whatever_its_language(sketched, lived):
    for lang in ("en", "th"):
        typed(*COMPARED, "--replicates", "2", "--lang", lang)
    assert sorted(lived) == [0, 1]
    (only,) = Path("results").iterdir()
    assert only.name.startswith("compare-media-seed3-")


def test_a_world_alone_is_a_study_of_its_own(sketched, lived):
    typed(*ASKED, "--replicates", "2")
    typed(*ASKED, "--replicates", "2", "--world", "2")
    assert sorted(lived) == [0, 1, 1]
    assert len({path.name for path in Path("results").glob("run-programme-*seed3-*")}) == 2


# What counts


def test_one_is_singular(sketched, capsys):
    typed(*ASKED, "--replicates", "1", "--out", "out")
    answer = capsys.readouterr()
    assert "1 of 1 world\n" in answer.err and "1 world: each" in answer.out
    assert "1 worlds" not in answer.out + answer.err


@pytest.mark.parametrize("words", [ASKED[:2], ["compare", "media"]], ids=" ".join)
def test_a_plan_can_be_read_by_a_program(words, capsys):
    typed(*words, "--replicates", "7", "--months", "5", "--workers", "2", "--plan", "--json")
    told = json.loads(capsys.readouterr().out)
    scenarios = 1 if words[0] == "run" else 3
    assert set(told) == {"runs", "worlds", "scenarios", "months", "seconds", "workers", "disk_mb"}
    assert (told["worlds"], told["scenarios"], told["months"], told["workers"]) == (7, scenarios, 5, 2)
    assert told["runs"] == 7 * scenarios and told["seconds"] >= 1 and told["disk_mb"] >= 1
    assert not list(Path().iterdir())


def test_a_plan_of_one_is_singular(capsys):
    typed("run", "programme", "--replicates", "1", "--months", "1", "--workers", "1", "--plan")
    assert capsys.readouterr().out.startswith("1 run (1 world x 1 scenario x 1 month): about 0 min")


def test_every_count_has_a_singular():
    for what in ("world", "set", "truth", "run", "scenario", "month", "core", "file"):
        assert text(f"count.{what}", "en", number=1) + "s" == text(f"count.{what}s", "en", number=1) or what == "set"
