"""A finished study done again from its manifest, and what is said where it does not come to the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import run
from analysis.answers.reproduced import spread
from sim.ensembles.manifest import MANIFEST, as_text, digest, digest_of
from sim.ensembles.store import shards_of

SMALL = ("--months", "24", "--replicates", "4", "--seed", "3", "--workers", "2")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    place = tmp_path_factory.mktemp("study") / "out"
    assert run.main(["compare", "media", *SMALL, "--out", str(place)]) == 0
    return place


@pytest.fixture
def folder(finished, tmp_path):
    return Path(shutil.copytree(finished, tmp_path / "out"))


def manifest_of(folder):
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def sealed(folder, **changed):
    """The manifest as somebody would have it who knows how it is sealed."""
    told = {name: value for name, value in (manifest_of(folder) | changed).items() if name != "seal"}
    (folder / MANIFEST).write_text(as_text({**told, "seal": digest(told)}), encoding="utf-8")


def shard_of(folder, world):
    shards = shards_of(manifest_of(folder)["files"])
    return next(folder / name for draws, name in shards.items() if world in draws)


@pytest.mark.parametrize(("lang", "said"), [("en", "The same, byte for byte: 2 of 4 worlds"), ("th", "เหมือนกันทุกไบต์")])
def test_a_sample_comes_to_the_same(typed, folder, lang, said):
    answer = typed("reproduce", folder, "--worlds", 2, "--lang", lang)
    assert answer.code == 0 and answer.out.startswith(said) and "--all" in answer.out


def test_the_manifest_alone_will_do(typed, folder):
    for name in [*folder.iterdir()]:
        if name.name != MANIFEST:
            shutil.rmtree(name) if name.is_dir() else name.unlink()
    found = json.loads(typed("reproduce", folder, "--worlds", 4, "--json").out)
    assert found["same"] and found["done"] == [1, 2, 3, 4] and "runs.parquet" in found["damaged"]


def test_the_whole_comes_to_the_same(typed, folder):
    answer = typed("reproduce", folder, "--all", "--json")
    found = json.loads(answer.out)
    assert answer.code == 0 and found["same"]
    assert {"effects.csv", "runs.parquet", "charts/effects.png"} < set(found["files"])


def test_other_results_are_told_with_the_first_that_differs(typed, folder):
    shard = shard_of(folder, 2)
    other = shard_of(folder, 1).read_bytes()  # of another world: a study that claims what it did not find
    shard.write_bytes(other)
    files = manifest_of(folder)["files"]
    sealed(folder, files=files | {shard.relative_to(folder).as_posix(): digest_of(shard)})
    answer = typed("reproduce", folder, "--worlds", 4)
    assert answer.code == 3 and answer.out.startswith("NOT the same: of 4 worlds") and "scenarios, 1 came" in answer.out
    assert "What differs first: world 3, scenario" in answer.out.replace("\n", " ")


@pytest.mark.parametrize("content", [
    {"reasons": [[""]], "ends": [1]}, {"ends": [b""]}, {"reasons": [], "ends": []}, {"reasons": [[""]], "ends": ["x"]},
])  # fmt: skip
def test_a_file_that_is_no_world_is_other_than_what_was_lived_through(typed, folder, content):
    shard = shard_of(folder, 0)
    pq.write_table(pa.table(content), shard)
    files = manifest_of(folder)["files"] | {shard.relative_to(folder).as_posix(): digest_of(shard)}
    sealed(folder, files=files)
    assert typed("reproduce", folder, "--worlds", 4).code == 3


@pytest.mark.parametrize("seed", [1e308, "x", None, 1e400])
def test_a_seed_that_is_no_seed_is_refused(typed, folder, seed):
    sealed(folder, settings=manifest_of(folder)["settings"] | {"seed": seed})
    assert typed("reproduce", folder).code == 2


def test_where_the_stored_world_is_gone_that_is_said(typed, folder):
    shard = shard_of(folder, 0)
    sealed(folder, files=manifest_of(folder)["files"] | {shard.relative_to(folder).as_posix(): "0" * 64})
    answer = typed("reproduce", folder, "--worlds", 1)
    assert answer.code == 3 and "how cannot be told" in answer.out.replace("\n", " ")


def test_a_table_that_was_changed_is_told_when_all_is_done_again(typed, folder):
    (folder / "effects.csv").write_text("policy\n")
    sealed(folder, files=manifest_of(folder)["files"] | {"effects.csv": digest_of(folder / "effects.csv")})
    answer = typed("reproduce", folder, "--all")
    assert answer.code == 3 and "NOT the same" in answer.out and "effects.csv" in answer.out


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_results_of_another_version_are_refused_with_that_version(typed, folder, more):
    sealed(folder, code_sha256="0" * 64, version="0.0.9")
    answer = typed("reproduce", folder, *more)
    assert answer.code == 2 and "version 0.0.9 of the program" in answer.err and answer.out == ""


def test_names_of_worlds_that_add_up_to_others_are_refused(typed, folder):
    files = manifest_of(folder)["files"]
    name = next(iter(shards_of(files).values()))
    sealed(folder, files=files | {name.replace("chunk-0000000-0000001", "chunk-0000000-0900000"): "0" * 64})
    answer = typed("reproduce", folder)
    assert answer.code == 2 and "4 worlds, but names of files" in answer.err and MANIFEST in answer.err


def test_worlds_are_lived_through_in_such_chunks_as_the_program_cuts(typed, folder):
    """A manifest without worlds/ to speak of, and one file that would have all of them lived through at once."""
    others = {name: told for name, told in manifest_of(folder)["files"].items() if not name.startswith("worlds/")}
    name = next(iter(shards_of(manifest_of(folder)["files"]).values()))
    many = name.replace("chunk-0000000-0000001", "chunk-0000000-9999999")
    sealed(folder, files=others | {many: "0" * 64}, worlds=9_999_999)
    answer = typed("reproduce", folder, "--worlds", 2)
    assert answer.code == 2 and "9999999 worlds, but names of files" in answer.err


def test_worlds_that_the_manifest_does_not_tell_of_are_not_lived_through(typed, folder):
    words = ("compare", "media", "--months", "24", "--seed", "3", "--replicates", "400000")
    strangers(folder, *words)
    told = {name: value for name, value in manifest_of(folder).items() if name not in ("worlds", "seal")}
    (folder / MANIFEST).write_text(as_text({**told, "seal": digest(told)}), encoding="utf-8")
    answer = typed("reproduce", folder, "--all")
    assert answer.code == 2 and "answer.json" in answer.err


@pytest.mark.parametrize("changed", [
    {"told": [1]}, {"packages": [1]}, {"packages": {"numpy": 2}}, {"worlds": "a"}, {"worlds": 0}, {"settings": None},
    {"files": {"runs.parquet": 1}}, {"scenarios": []}, {"posterior": 1}, {"command": None},
])  # fmt: skip
@pytest.mark.parametrize("command", ["report", "reproduce", "export"])
def test_a_manifest_of_another_form_is_none(typed, folder, command, changed):
    sealed(folder, **changed)
    answer = typed(command, folder)
    assert answer.code == 2 and "no finished study" in answer.err


def strangers(folder, *words, **changed):
    """The study as a stranger would send it who wants other words typed."""
    told = json.loads((folder / "answer.json").read_text(encoding="utf-8")) | {"typed": words}
    (folder / "answer.json").write_text(json.dumps(told), encoding="utf-8")
    sealed(folder, files=manifest_of(folder)["files"] | {"answer.json": digest_of(folder / "answer.json")}, **changed)


@pytest.mark.parametrize("words", [
    (),
    ("judge", "--questionnaire", "HERE"),
    ("run", "media", "--months", "24", "--seed", "3", "--replicates", "4"),
    ("compare", "media", "--months", "24", "--seed", "3", "--replicates", "4", "--out", "HERE"),
    ("compare", "media", "--months", "24", "--seed", "3", "--scheduler", "tcp://127.0.0.1:1", "--replicates", "4"),
    ("compare", "media", "--months", "24", "--seed", "3", "--replicates", "400000"),
    ("compare", "--help"),
    ("compare", "media", "--nonesuch"),
])  # fmt: skip
@pytest.mark.parametrize("command", [("report", "--lang", "th"), ("reproduce", "--all")])
def test_words_that_no_such_study_leaves_are_not_typed_again(typed, folder, tmp_path, command, words):
    here = tmp_path / "elsewhere.csv"
    strangers(folder, *(str(here) if word == "HERE" else word for word in words))
    answer = typed(command[0], folder, *command[1:])
    assert answer.code == 2 and "answer.json" in answer.err and not here.exists()


@pytest.mark.parametrize("words", [("judge", "--questionnaire", "HERE"), ("watch", "baseline", "--out", "HERE")])
def test_a_manifest_that_names_another_command_changes_nothing(typed, folder, tmp_path, words):
    here = tmp_path / "elsewhere.csv"
    strangers(folder, *(str(here) if word == "HERE" else word for word in words), command=words[0])
    answer = typed("report", folder, "--lang", "th")
    assert answer.code == 2 and "answer.json" in answer.err and not here.exists()


def test_other_packages_are_told(typed, folder):
    sealed(folder, packages=manifest_of(folder)["packages"] | {"numpy": "1.0"})
    answer = typed("reproduce", folder, "--worlds", 1)
    assert answer.code == 0 and "numpy 1.0 (" in answer.out


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"organisations_sha256": "ab"}, "somebody's own organisations"), ({"posterior": "ab"}, "another posterior"),
     ({"scenarios": {"x": {"sha256": "", "content": {"months": 10**9}}}}, "none of a scenario")],
)  # fmt: skip
def test_what_it_was_made_of_has_to_be_at_hand(typed, folder, changed, said):
    sealed(folder, **changed)
    answer = typed("reproduce", folder)
    assert answer.code == 2 and said in answer.err and MANIFEST in answer.err


def test_a_table_that_was_not_asked_for_is_refused(typed, folder, tmp_path):
    (tmp_path / "mine.csv").write_text("x\n")
    answer = typed("reproduce", folder, "--organisations", tmp_path / "mine.csv")
    assert answer.code == 2 and "no --organisations" in answer.err


def test_what_is_no_study_is_refused(typed, folder):
    (folder / MANIFEST).write_text("{}")
    for place in (folder, folder / "nowhere"):
        answer = typed("reproduce", place)
        assert answer.code == 2 and "no finished study" in answer.err


def test_a_study_that_keeps_no_worlds_is_done_again_as_a_whole(typed, tmp_path):
    assert typed("judge", "--questionnaire", tmp_path / "q.csv").code == 0
    assert typed("validate", "--replicates", 2, "--out", tmp_path / "judged").code == 0
    sampled = typed("reproduce", tmp_path / "judged")
    assert sampled.code == 2 and "--all" in sampled.err
    assert typed("reproduce", tmp_path / "judged", "--all").code == 0


def test_a_sample_is_spread_evenly_and_holds_enough():
    chunks = [range(first, first + 2) for first in range(0, 20, 2)]
    assert spread(chunks, 1) == [range(2)]
    assert spread(chunks, 5) == [range(2), range(8, 10), range(18, 20)]
    assert spread(chunks, 100) == chunks
