"""Tables of a study as they are read: figures as figures, words as words, and none that nobody knows."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.exporting import tables as of_tables
from analysis.exporting.tables import MOST_COLUMNS, MOST_LETTERS, tables
from sim.inputs.faults import InputFault


def read(one):
    return pd.concat(list(one.parts()), ignore_index=True)


def test_figures_are_told_from_words_by_the_dictionary(tmp_path):
    (tmp_path / "effects.csv").write_text(
        "\ufeffpolicy,difference,runs,low\n007,-1.5,3,\n'=1+1,NA,4,\n", encoding="utf-8"
    )
    (one,) = tables(tmp_path, ["effects.csv"])
    found = read(one)
    assert (one.rows, one.columns) == (2, ("policy", "difference", "runs", "low"))
    assert found["policy"].tolist() == ["007", "'=1+1"]
    assert found["runs"].tolist() == [3, 4] and found["low"].isna().all()
    assert found["difference"].tolist() == ["-1.5", "NA"]  # a word among figures: nothing is guessed


@pytest.mark.parametrize(("cells", "found"), [("True,False", [True, False]), ("True,maybe", ["True", "maybe"])])
def test_true_and_false_are_signs_where_all_are(tmp_path, cells, found):
    (tmp_path / "structure.csv").write_text("beyond\n" + cells.replace(",", "\n"), encoding="utf-8")
    assert read(*tables(tmp_path, ["structure.csv"]))["beyond"].tolist() == found


def test_a_long_table_comes_in_parts_and_an_empty_one_in_one(tmp_path, monkeypatch):
    monkeypatch.setattr(of_tables, "ROWS", 4)
    whole = pd.DataFrame({"scenario": [f"s{n}" for n in range(10)], "draw": range(10)})
    whole.to_parquet(tmp_path / "runs.parquet", index=False)
    whole.iloc[:0].to_parquet(tmp_path / "alliances.parquet", index=False)
    runs, alliances = tables(tmp_path, ["alliances.parquet", "runs.parquet"])
    assert [len(part) for part in runs.parts()] == [4, 4, 2] and read(runs).equals(whole)
    assert [list(part.columns) for part in alliances.parts()] == [["scenario", "draw"]]


def test_parquet_is_read_before_csv_and_other_files_are_no_tables(tmp_path):
    pd.DataFrame({"policy": ["a"]}).to_parquet(tmp_path / "frontier.parquet")
    names = ["frontier.csv", "frontier.parquet", "../effects.csv", "/etc/passwd.csv", "sub/runs.parquet", "mine.csv"]
    assert [one.file.name for one in tables(tmp_path, names)] == ["frontier.parquet"]


def test_a_heading_is_no_formula_either(tmp_path):
    (tmp_path / "groups.csv").write_text("=1+1,mean\nx,2\n", encoding="utf-8")
    assert list(read(*tables(tmp_path, ["groups.csv"])).columns) == ["'=1+1", "mean"]


# A stranger's tables


@pytest.mark.parametrize(
    ("name", "content"), [
    ("groups.csv", b""),
    ("groups.csv", "ก".encode("cp874")),
    ("runs.parquet", b"PAR1 rows PAR1"),
    ("runs.parquet", b""),
])  # fmt: skip
def test_a_table_that_cannot_be_read_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFault, match=name):
        [[*one.parts()] for one in tables(tmp_path, [name])]


def test_a_long_word_that_is_kept_once_is_not_written_in_every_row(tmp_path):
    pq.write_table(pa.table({"scenario": ["x" * (MOST_LETTERS + 1)] * 20_000}), tmp_path / "monthly.parquet")
    assert (tmp_path / "monthly.parquet").stat().st_size < 50_000
    (one,) = tables(tmp_path, ["monthly.parquet"])
    with pytest.raises(InputFault, match=f"{MOST_LETTERS + 1:,} bytes"):
        [*one.parts()]


def test_more_columns_than_a_study_leaves_are_refused(tmp_path):
    pq.write_table(pa.table({f"c{nth}": [1] for nth in range(MOST_COLUMNS + 1)}), tmp_path / "runs.parquet")
    (one,) = tables(tmp_path, ["runs.parquet"])
    with pytest.raises(InputFault, match="2,001"):
        [*one.parts()]
