"""A finished study for other tools, as it is typed: what it leaves, that it comes again, and what it refuses."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from dictionary_holes import holes

import run
from analysis.answers.spreadsheet import as_text
from analysis.calibration.posterior import shipped_posterior
from analysis.exporting.crate import LICENCE, UNCHOSEN
from sim.ensembles.manifest import MANIFEST, digest
from sim.ensembles.manifest import as_text as as_written
from sim.kinds import KINDS
from sim.provinces import PROVINCE_TERMS

SMALL = ("--months", "24", "--seed", "3", "--workers", "2")
MINE = (
    'extends = "programme"\nmonths = 24\n[name]\nen = "=SUM(A1) mine"\nth = "=ของฉัน"\n[[recommendation]]\nnumber = 4\n'
)
TABLES = {"effects", "gains", "frontier", "acceptability", "runs", "monthly", "alliances", "networks", "codes"}


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A comparison of somebody's own scenarios, one of them called like a formula, one in Thai."""
    place = tmp_path_factory.mktemp("study")
    mine = [place / f"{name}.toml" for name in ("=1+1", "เครือข่ายของเรา")]
    for file in mine:
        file.write_text(MINE, encoding="utf-8")
    assert run.main(["compare", *map(str, mine), *SMALL, "--replicates", "4", "--out", str(place / "out")]) == 0
    return place / "out"


@pytest.fixture(scope="module")
def untouched(compared):
    return everything(compared)


@pytest.fixture(scope="module")
def exported(compared, untouched):
    """Its export, which no test changes."""
    assert run.main(["export", str(compared)]) == 0
    return compared.with_name("out-export")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A study that takes no time."""
    place = tmp_path_factory.mktemp("small") / "out"
    words = "run baseline --months 3 --workers 1 --replicates 2"
    assert run.main([*words.split(), "--out", str(place)]) == 0
    return place


@pytest.fixture
def folder(finished):
    """A copy of it, in a folder of its own."""
    return Path(shutil.copytree(finished, "out"))


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sealed(folder, **changed):
    """The manifest as somebody would have it who knows how it is sealed."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) | changed
    del told["seal"]
    (folder / MANIFEST).write_text(as_written({**told, "seal": digest(told)}), encoding="utf-8")


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def record(folder):
    told = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return {one["@id"]: one for one in told["@graph"]}


def table_of(file):
    return pd.read_csv(file, encoding="utf-8-sig")


def test_all_of_a_study_is_left_beside_it_and_nothing_of_it_is_touched(compared, exported, untouched):
    assert everything(compared) == untouched and holes(compared) == []
    there = everything(exported)
    assert {name.split("/")[0] for name in there} == {
        "tables", "networks", "tables.xlsx", "data-dictionary.csv", "data-dictionary.html", "study-manifest.json",
        "ro-crate-metadata.json", "manifest.json",
    }  # fmt: skip
    assert {Path(name).stem for name in there if name.startswith("tables/")} == TABLES
    assert there["study-manifest.json"] == untouched["manifest.json"]


def test_no_cell_is_a_formula_and_thai_is_read(exported):
    for file in exported.rglob("*.csv"):
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        for cell in (cell for row in rows_of(file) for cell in row if cell):
            assert unicodedata.normalize("NFKC", cell[0]) not in "=@\t\r" and (cell[0] not in "+-" or float(cell)), cell
    keys = table_of(exported / "tables/effects.csv")["policy"].unique()
    assert {"'=1+1", "เครือข่ายของเรา"} < set(keys)


def test_the_workbook_holds_the_same_tables_after_the_dictionary(exported):
    book = openpyxl.load_workbook(exported / "tables.xlsx")
    assert book.sheetnames[0] == "data dictionary" and set(book.sheetnames[1:]) == TABLES
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]
    told = {(row[0], row[1]) for row in book["data dictionary"].values}
    for name in TABLES:
        head, *rows = book[name].values
        written = table_of(exported / "tables" / f"{name}.csv")
        assert list(head) == list(written.columns) and len(rows) == len(written)
        assert {(name, column) for column in head} <= told
        figures = [nth for nth, column in enumerate(head) if column in ("difference", "lasting", "mean", "cohesion")]
        for nth in figures:
            assert [row[nth] for row in rows] == pytest.approx(written.iloc[:, nth].tolist(), nan_ok=True)


def test_the_dictionary_can_be_read_as_a_table_and_as_a_page(exported):
    page = (exported / "data-dictionary.html").read_text(encoding="utf-8")
    assert "พจนานุกรมข้อมูล" in page and "http" not in page.split("</style>")[1]
    assert 'lang="en">Export of a study: ' in page and 'lang="th">ข้อมูลส่งออกของการศึกษา: ' in page
    for table, column, *words in rows_of(exported / "data-dictionary.csv")[1:]:
        assert all(words[:2]), (table, column)
        assert f"<code>{column or table}</code>" in page


def test_networks_are_of_the_typical_worlds_and_read_back(exported):
    runs = table_of(exported / "tables/runs.csv")
    networks = table_of(exported / "tables/networks.csv")
    assert networks["scenario"].tolist() == sorted(runs["scenario"].unique(), key=lambda key: key.lstrip("'"))
    for row in networks.to_dict("records"):
        mine = runs[runs["scenario"] == row["scenario"]]
        end = mine.set_index("draw").loc[row["world"] - 1]
        assert (
            abs(end["lasting"] - mine["lasting"].median()) == (mine["lasting"] - mine["lasting"].median()).abs().min()
        )
        graph = nx.read_graphml(exported / row["graphml"])
        nodes, edges = (table_of(exported / row[kind]) for kind in ("nodes", "edges"))
        assert set(graph) == set(nodes["id"]) and set(graph.edges) == set(zip(edges["source"], edges["target"]))
        assert nodes["lasting"].eq(True).sum() == end["lasting"] and (nodes["sort"] == "alliance").sum() == end["alive"]
        members = edges[edges["relation"] == "membership"]["source"].nunique()
        assert members == end["organisations_in"]
        assert as_text(graph.graph["scenario"]) == row["scenario"]


def test_it_comes_again_byte_for_byte_in_either_language(typed, folder):
    answer = typed("export", folder)
    assert answer.out.startswith("out-export: 4 tables of the study as CSV, 4 of 4 as sheets of one")
    assert "1980-01-01, stands for “not told”" in answer.out and "Living through 1 network" in answer.err
    answer = typed("export", folder, "--out", "again", "--lang", "th", "--published", "2027-01-31")
    assert answer.code == 0 and answer.out.startswith("again: 4 ตาราง") and "1 โครงข่าย" in answer.out
    assert "1980" not in answer.out
    first, again = everything(Path("out-export")), everything(Path("again"))
    told = {name for name in first if first[name] != again[name]}
    assert told == {"manifest.json", "ro-crate-metadata.json"}  # the day alone
    assert "nothing was written" in typed("export", folder).out.replace("\n", " ")
    assert everything(Path("out-export")) == first
    assert typed("export", folder, "--published", "2027-01-31").code == 0  # made anew in its place
    assert everything(Path("out-export")) == again


def test_the_record_tells_what_was_typed_and_the_licence_of_what_is_ours(typed, folder):
    typed("export", folder, "--out", "one")
    assert record(Path("one"))["./"]["license"] == {"@id": LICENCE}
    assert record(Path("one"))["#export"]["description"] == "cooperative-alliances export DIR"
    words = ("--world", 2, "--networks", "baseline", "--posterior", shipped_posterior(), "--published", "2027-01-31")
    assert typed("export", folder, "--out", "two", *words, "--licence", "https://mine.org/terms").code == 0
    said = "--world 2 --networks baseline --posterior posterior.csv --published 2027-01-31"
    told = record(Path("two"))
    assert told["#export"]["description"].endswith(f"export DIR {said} --licence https://mine.org/terms")
    assert told["./"]["license"] == {"@id": "https://mine.org/terms"}


def test_one_world_is_shown_of_the_scenarios_asked_for(typed, compared):
    asked = ("export", compared, "--out", "one", "--world", 2, "--networks", "baseline")
    assert json.loads(typed(*asked, "--json").out)["networks"] == [{"scenario": "baseline", "world": 2}]
    (row,) = table_of(Path("one/tables/networks.csv")).to_dict("records")
    assert (row["chosen"], row["world"]) == ("asked", 2) and len(list(Path("one/networks").iterdir())) == 3
    assert "not all of 4 scenarios" in typed(*asked).out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--world", 3), "--world: got 3; allowed: 1 to 2"),
        (("--networks", "basline"), "did you mean baseline"),
        (("--organisations", "out/groups.csv"), "no --organisations"),
        (("--posterior", "none"), "another posterior"),
        (("--published", "2570-01-31"), "a day of the common era"),
        (("--published", "2027-W04-7"), "a day of the common era"),
        (("--licence", "mine"), "an address"),
        (("--out", "out"), "out, which holds the study itself"),
        (("--out", "out/../out/"), "which holds the study itself"),
        (("--out", "out/within"), "within"),
        (("--out", "theirs"), "something else"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(typed, folder, words, said):
    Path("theirs").mkdir()
    Path("theirs/mine.txt").write_text("mine")
    before = everything(Path())
    answer = typed("export", folder, *words)
    assert answer.code == 2 and said in answer.err and answer.out == "", answer.err
    assert everything(Path()) == before


def test_a_folder_that_is_no_study_is_refused_with_the_one_that_was_meant(typed, folder):
    answer = typed("export", "uot")
    assert answer.code == 2 and "no finished study" in answer.err and "did you mean out?" in answer.err
    Path("results").mkdir()
    shutil.copytree(folder, "results/demo")
    assert "did you mean results/demo?" in typed("export", "dmo").err
    for command in ("report", "reproduce"):
        assert "did you mean out?" in typed(command, "uot").err


def test_a_damaged_study_and_an_export_are_no_study(typed, folder):
    assert typed("export", folder).code == 0
    for command in ("export", "report", "reproduce"):
        assert "an export, which is no study" in typed(command, "out-export").err
    (folder / "groups.csv").write_text("group\n")
    assert "groups.csv" in typed("export", folder).err


def test_work_on_an_earlier_export_is_not_lost(typed, folder):
    typed("export", folder)
    book = Path("out-export/tables.xlsx")
    Path("out-export/notes.txt").write_text("mine")
    book.write_bytes(b"mine")
    answer = typed("export", folder)
    assert answer.code == 2 and "tables.xlsx" in answer.err and book.read_bytes() == b"mine"
    book.unlink()
    assert typed("export", folder).code == 0 and book.stat().st_size > 1000
    assert Path("out-export/notes.txt").read_text() == "mine"


def test_a_study_of_another_version_has_its_tables_alone(typed, folder):
    sealed(folder, code_sha256="0" * 64, version="0.0.9")
    answer = typed("export", folder)
    assert answer.code == 0 and "No networks: " in answer.out and "version 0.0.9" in answer.out.replace("\n", " ")
    assert not Path("out-export/networks").exists() and Path("out-export/tables/groups.csv").exists()
    assert typed("export", folder, "--world", 1).code == 2


def test_a_world_that_comes_out_otherwise_is_told(typed, folder, monkeypatch):
    monkeypatch.setattr("analysis.exporting.ends.POSITION", {"lasting": 7})
    for _ in range(2):
        answer = typed("export", folder)
        assert answer.code == 0 and "No networks: " in answer.out and "comes to something else" in answer.out
    assert "nothing was written" in answer.out.replace("\n", " ")
    assert not Path("out-export/networks").exists() and Path("out-export/tables/groups.csv").exists()
    about = record(Path("out-export"))["./"]["description"]
    assert "No networks: world 1 comes to something else" in about and "networks and" not in about
    answer = typed("export", folder, "--out", "asked", "--world", 1)
    assert answer.code == 2 and "comes to something else" in answer.err and not Path("asked").exists()


def test_a_study_without_tables_is_refused(typed, folder):
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    sealed(folder, command="validate", files={name: one for name, one in told["files"].items() if "/" in name})
    answer = typed("export", folder)
    assert answer.code == 2 and "a study without tables (validate)" in answer.err and "--structure" in answer.err


def test_names_in_a_strangers_manifest_lead_nowhere(typed, folder):
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    outside = {"../mine.csv": "0" * 64, "/etc/passwd": "0" * 64, "../../runs.parquet": "0" * 64}
    sealed(folder, files=told["files"] | outside)
    assert typed("export", folder).code == 0
    assert {path.name for path in Path().iterdir()} == {"out", "out-export"}


ODD = [{"packages": 3}, {"scenarios": {"baseline": 3}}, {"scenarios": []}, {"scenarios": {}}, {"settings": {}},
       {"code_sha256": ["x"]}, {"worlds": "many"}]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_in_a_manifest_are_no_fault_of_ours(typed, folder, odd):
    sealed(folder, **odd)
    answer = typed("export", folder)
    assert answer.code in (0, 2) and "A fault of ours" not in answer.err


def test_own_organisations_go_by_their_names(typed):
    rows = [f'=ก{nth},"<b>ชื่อ {nth}</b>",{KINDS[nth % 9].key},{PROVINCE_TERMS[nth % 3].key}' for nth in range(90)]
    Path("o.csv").write_text("\n".join(["id,name,kind,province", *rows]), encoding="utf-8")
    asked = ("programme", "--organisations", "o.csv", *SMALL, "--replicates", 2)
    assert typed("run", *asked, "--keep-runs", "--out", "own").code == 0 and holes(Path("own")) == []
    answer = typed("export", "own")
    assert answer.code == 0 and "own organisations" in answer.out and "--organisations" in answer.out
    assert typed("export", "own", "--organisations", "o.csv").code == 0
    assert "names no licence" in answer.out and record(Path("own-export"))["./"]["license"] == {"@id": UNCHOSEN}
    (nodes,) = Path("own-export/networks").glob("*-nodes.csv")
    named = table_of(nodes).set_index("own_id")["label"]
    assert named["'=ก7"] == "<b>ชื่อ 7</b>"
    graph = nx.read_graphml(next(Path("own-export/networks").glob("*.graphml")))
    assert "<b>ชื่อ 7</b>" in {told["label"] for _, told in graph.nodes(data=True)}


def test_more_worlds_are_exported_in_place(typed, folder):
    assert typed("export", folder).code == 0
    assert typed("run", "baseline", "--months", 3, "--workers", 1, "--replicates", 3, "--out", folder).code == 0
    assert typed("export", folder).code == 0
    assert len(table_of(Path("out-export/tables/runs.csv"))) == 3
