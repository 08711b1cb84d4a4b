"""Results folders: written whole or not at all, never over somebody else's, and found again by the same command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus, with_parameters

from sim.ensemble import ensemble, worlds
from sim.inputs.faults import InputFault
from sim.results import Folder, Tables, code_digest, digest_of, manifest, tabulate, write_tables

CLAIM = {"schema": 1, "command": "run", "ไทย": "ใช่"}


FILES = {"charts/one.png", "runs.parquet", "monthly.parquet", "alliances.parquet", "manifest.json"}


def write(folder: Path) -> None:
    (folder / "charts").mkdir()
    (folder / "charts" / "one.png").write_bytes(b"png")
    for name in Tables._fields:
        (folder / f"{name}.parquet").write_bytes(b"rows")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(fault) -> str:
    return str(fault.value)


# Written whole


def test_a_folder_is_filled_and_says_what_it_follows_from(tmp_path):
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    assert not folder.finished
    folder.fill(write)
    assert folder.finished
    assert everything(tmp_path / "out").keys() == FILES
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")) == CLAIM
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folders_on_the_way_are_made(tmp_path):
    folder = Folder(tmp_path / "a" / "b" / "ผลลัพธ์", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    assert (tmp_path / "a" / "b" / "ผลลัพธ์" / "manifest.json").is_file()


def test_an_empty_folder_is_as_good_as_none(tmp_path):
    (tmp_path / "out").mkdir()
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    assert folder.finished


def test_the_manifest_comes_last(tmp_path):
    """Whoever sees a manifest sees all the rest."""
    seen = []

    def look(folder):
        write(folder)
        seen.append(((folder / "manifest.json").exists(), (tmp_path / "out").exists()))

    Folder(tmp_path / "out", CLAIM).fill(look)
    assert seen == [(False, False)]


# Nothing on failure


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_full_disk_leaves_nothing_and_is_told(tmp_path, error):
    def fail(folder):
        write(folder)
        raise error

    with pytest.raises(InputFault, match=error.strerror):
        Folder(tmp_path / "out", CLAIM).fill(fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_fault_of_ours_or_an_interrupt_leaves_nothing_and_is_passed_on(tmp_path, error):
    def fail(folder):
        write(folder)
        raise error

    with pytest.raises(error):
        Folder(tmp_path / "out", CLAIM).fill(fail)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getpid()):
        left = tmp_path / f".out.{process}.partial-x"
        left.mkdir()
        (left / "runs.parquet").write_bytes(b"half")
    folder = Folder(tmp_path / "out", CLAIM)
    folder.refuse_strangers()
    folder.fill(write)
    # What a process writes that still lives is its own.
    assert {path.name for path in tmp_path.iterdir()} == {"out", f".out.{os.getpid()}.partial-x"}
    assert (tmp_path / "out" / "runs.parquet").read_bytes() == b"rows"


def test_of_two_at_once_the_slower_finds_it_done(tmp_path):
    one, other = (Folder(tmp_path / "out", CLAIM) for _ in range(2))

    def slowly(folder):
        write(folder)
        other.fill(write)

    one.fill(slowly)
    assert one.finished and other.finished
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("lost", sorted(FILES - {"charts/one.png", "manifest.json"}))
def test_results_of_which_a_part_is_missing_are_not_taken_for_whole(tmp_path, lost):
    folder = Folder(tmp_path / "out", CLAIM)
    folder.fill(write)
    (tmp_path / "out" / lost).unlink()
    assert not folder.finished
    with pytest.raises(InputFault, match="missing"):
        folder.refuse_strangers()


# Strangers


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", CLAIM).refuse_strangers()
    assert "something else in it" in faults(fault)
    assert everything(tmp_path / "out") == {"thesis.docx": b"years of work"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_of_other_inputs_are_refused_and_left_alone(tmp_path):
    Folder(tmp_path / "out", CLAIM).fill(write)
    before = everything(tmp_path / "out")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", {**CLAIM, "command": "compare"}).refuse_strangers()
    assert "results of other inputs" in faults(fault)
    assert everything(tmp_path / "out") == before


def test_results_of_this_command_are_found_again(tmp_path):
    Folder(tmp_path / "out", CLAIM).fill(write)
    again = Folder(tmp_path / "out", dict(reversed(CLAIM.items())))
    again.refuse_strangers()
    assert again.finished


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "out", CLAIM).refuse_strangers()
    assert "a file" in faults(fault)


def test_what_cannot_be_written_to_is_refused_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputFault) as fault:
        Folder(tmp_path / "file" / "out", CLAIM).refuse_strangers()
    assert "a folder that can be written to" in faults(fault)


# What results follow from


def claim(scenarios=(PROGRAMME,), organisations=None, **settings):
    return manifest("run", scenarios, {"replicates": 2, "seed": 1, **settings}, organisations)


def test_the_manifest_is_the_same_for_the_same_inputs_and_for_no_others(tmp_path):
    table = tmp_path / "o.csv"
    table.write_text("id,kind,province\n")
    others = [
        claim(seed=2),
        claim(replicates=3),
        claim([BASELINE]),
        claim([with_parameters(PROGRAMME, attention=0.11)]),
        claim([plus(PROGRAMME, applied(1))]),
        claim([replace(PROGRAMME, months=61)]),
        claim(organisations=table),
        manifest("compare", [PROGRAMME], {"replicates": 2, "seed": 1}, None),
    ]
    written = {json.dumps(one, sort_keys=True) for one in others}
    assert len(written) == len(others)
    assert json.dumps(claim(), sort_keys=True) not in written
    assert claim() == claim()


def test_names_and_places_are_not_what_results_follow_from():
    renamed = replace(PROGRAMME, name_en="Another name", about_th="คำอธิบายอื่น")
    assert claim([renamed]) == claim()


def test_no_clock_and_no_machine_in_it():
    text = json.dumps(claim())
    assert str(Path.cwd()) not in text
    assert set(claim()["packages"]) == {"mesa", "numba", "numpy", "pandas", "pyarrow", "python"}


def test_digests(tmp_path):
    path = tmp_path / "o.csv"
    path.write_bytes(b"abc")
    assert digest_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert claim(organisations=path)["organisations_sha256"] == digest_of(path)
    assert code_digest() == code_digest() == claim()["code_sha256"]
    assert len(code_digest()) == 64


def test_the_code_is_part_of_it(tmp_path, monkeypatch):
    sources = [tmp_path / name for name in ("sim/rules/one.py", "analysis/statistics.py", "scenarios/provinces.csv")]
    for source in sources:
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("as it was")
    monkeypatch.setattr("sim.results._ROOT", tmp_path)
    seen = {code_digest()}
    for source in sources:
        source.write_text("changed")
        seen.add(code_digest())
    assert len(seen) == 4


# Tables on disk


def test_tables_come_back_as_they_were_written(tmp_path, peopling):
    lived = ensemble([BASELINE, PROGRAMME], worlds(2, 1, 1), 3, 1)
    tables = tabulate(lived, [BASELINE, PROGRAMME])
    write_tables(tables, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"runs.parquet", "monthly.parquet", "alliances.parquet"}
    for name, table in tables._asdict().items():
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet"), table, check_dtype=False)


def test_the_same_tables_are_the_same_bytes(tmp_path):
    written = []
    for name, workers in (("one", 1), ("two", 2)):
        lived = ensemble([BASELINE, PROGRAMME], worlds(3, 1, 1), 3, workers)
        (tmp_path / name).mkdir()
        write_tables(tabulate(lived, [BASELINE, PROGRAMME]), tmp_path / name)
        written.append(everything(tmp_path / name))
    assert written[0] == written[1]
    assert np.all([len(content) > 1000 for content in written[0].values()])
