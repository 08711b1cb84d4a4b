"""Every column has its meaning in both languages, and what is not of ours is said to be unknown."""

from __future__ import annotations

import pytest

from analysis.calibration.posterior import shipped_posterior
from analysis.exporting import networks
from analysis.exporting.dictionary import CODES, EDGES, NETWORKS, NODES, TABLES, codes, entries, meaning, of_table
from analysis.exporting.network import EDGE_COLUMNS, NODE_COLUMNS
from sim.kinds import KINDS
from sim.language.texts import texts
from sim.measures import MEASURES

ADDED = {
    NETWORKS: networks.COLUMNS,
    NODES: NODE_COLUMNS,
    EDGES: EDGE_COLUMNS,
    CODES: tuple(codes().columns),
    "posterior": tuple(shipped_posterior().read_text(encoding="utf-8").splitlines()[0].split(",")),
}


@pytest.mark.parametrize("table", ADDED)
def test_what_an_export_adds_and_a_fit_are_told_column_by_column(table):
    assert [column for column in ADDED[table] if meaning(table, column) is None] == []


@pytest.mark.parametrize("table", [*TABLES, *ADDED])
def test_a_table_says_what_its_rows_are(table):
    assert of_table(table).en.startswith(("one row for each", "of each network, one row for each"))


def test_nothing_is_told_of_a_table_that_is_none():
    tables = {key.split(".")[1] for key in texts() if key.startswith("dictionary.")}
    assert tables - {*TABLES, *ADDED} == {"table", "column", "unknown"}


def test_a_measure_is_told_as_it_is_declared_and_a_part_by_its_name():
    for one in MEASURES:
        assert meaning("runs", one.key) == (one.en, one.th, one.unit_en, one.unit_th)
    assert meaning("runs", "facilitated_programme_loei").en.endswith(": Loei")
    assert meaning("structure", "rank_04").th.startswith("อันดับของข้อเสนอแนะ 04")


def test_one_word_may_mean_two_things_in_two_tables():
    assert meaning("gains", "level").unit_en == "outcome's"
    assert meaning("budgets", "level").unit_en == "portfolios"


def test_a_column_of_nobody_is_told_as_such():
    first, second = entries("effects", ["=odd"])
    assert first[:2] == ("effects", "") and second[:2] == ("effects", "=odd")
    assert second[3] == "not known to this version of the program"


def test_codes_are_told_in_both_languages():
    found = codes().set_index(["of", "key"])
    assert found.loc[("kind", KINDS[0].key), "label_th"] == KINDS[0].th
    assert found.loc[("measure", "cost"), ["label_en", "unit_en"]].tolist() == ["spent so far", "baht"]
    assert found.index.is_unique
