"""Networks hold what the world holds, and GraphML gives back what was written."""

from __future__ import annotations

import io

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from small_worlds import organisations
from witnessed_runs import EVERYTHING

from analysis.exporting.graphml import graphml
from analysis.exporting.network import EDGE_COLUMNS, NODE_COLUMNS, network
from analysis.exporting.networks import files_of
from sim.draws import DEFAULTS
from sim.recording import lasts
from sim.simulate import Peopling, simulate


@pytest.fixture(scope="module")
def table():
    made = organisations(300, 12, provinces=(0, 4))
    made.loc[made.index[0], ["id", "name"]] = ["=1+1", "ก\x01 <b>&\"'"]
    return made


@pytest.fixture(scope="module")
def state(table):
    return simulate(EVERYTHING, 5, DEFAULTS, Peopling(table)).state


@pytest.fixture(scope="module")
def found(state, table):
    return network(state, table)


def of_sort(found, sort):
    return found.nodes[found.nodes["sort"] == sort].set_index("id")


def of_relation(found, relation):
    return found.edges[found.edges["relation"] == relation]


def test_columns_are_those_that_are_told(found):
    assert tuple(found.nodes.columns) == NODE_COLUMNS and tuple(found.edges.columns) == EDGE_COLUMNS
    assert found.nodes["id"].is_unique and set(found.edges["source"]) | set(found.edges["target"]) <= set(
        found.nodes["id"]
    )


def test_members_are_those_of_the_alliances(found, state):
    alliances, edges = of_sort(found, "alliance"), of_relation(found, "membership")
    assert len(alliances) == state.counts["alive"][0] > 10
    for name, row in alliances.iterrows():
        number = int(name[1:])
        members = state.members[number, : state.alliances["size"][number]]
        assert set(edges["source"][edges["target"] == name]) == {f"o{one}" for one in members}
        assert row["size"] == len(members)
        assert row["lasting"] == lasts(state.alliances.view(np.recarray)[number], state.counts["month"][0])
    belongs = of_sort(found, "organisation")["size"]
    assert belongs.to_dict() == edges["source"].value_counts().reindex(belongs.index, fill_value=0).to_dict()


def test_the_levels_above_are_there(found, state):
    federations, edges = of_sort(found, "federation"), of_relation(found, "federation")
    assert len(federations) and len(of_sort(found, "nation")) == 1
    sizes = edges["target"].value_counts()
    assert all(sizes[name] == size for name, size in federations["size"].items())
    federated = of_sort(found, "alliance")["federated"]
    assert set(edges["source"]) & set(federated.index) == set(federated.index[federated])
    assert sizes["nation"] == of_sort(found, "nation").loc["nation", "size"]


def test_trust_is_of_who_has_it(found, state):
    edges = of_relation(found, "acquaintance")
    one = edges.iloc[7]
    row = state.ties[int(one["source"][1:])]
    assert row["trust"][row["other"] == int(one["target"][1:])] == one["trust"]
    pairs = set(zip(edges["source"], edges["target"]))
    assert {(target, source) for source, target in pairs} == pairs


def test_organisations_go_by_the_names_of_their_table(found, table):
    nodes = of_sort(found, "organisation").set_index("own_id")
    odd = nodes.loc["=1+1"]
    assert odd["label"] == odd["label_th"] == "ก\\u0001 <b>&\"'"
    names = table[table["active"]].set_index("id")["name"].drop("=1+1")
    assert nodes["label"].drop("=1+1").to_dict() == names.to_dict()


def test_without_a_table_they_are_numbered_in_both_languages(start):
    state, _ = start
    nodes = of_sort(network(state, None), "organisation")
    assert nodes["own_id"].isna().all() and nodes["label"].is_unique and nodes["label_th"].is_unique


def test_graphml_gives_back_what_was_written(found):
    written = graphml(found, {"scenario": "<ไทย> & co", "world": np.int64(3), "name": None})
    graph = nx.read_graphml(io.BytesIO(written))
    assert graph.graph["scenario"] == "<ไทย> & co" and graph.graph["world"] == 3 and "name" not in graph.graph
    assert graph.is_directed() and len(graph) == len(found.nodes)
    for row in found.nodes.to_dict("records"):
        there = {name: value for name, value in row.items() if name != "id" and not pd.isna(value)}
        assert graph.nodes[row["id"]] == there
    edges = {(row.pop("source"), row.pop("target")): row for row in found.edges.to_dict("records")}
    assert set(graph.edges) == edges.keys() and len(edges) == len(found.edges)
    for ends, row in edges.items():
        assert graph.edges[ends] == {name: value for name, value in row.items() if not pd.isna(value)}
    assert graphml(found, {}) == graphml(found, {})


@pytest.mark.parametrize(
    ("key", "stem"),
    [("programme+04", "07-programme+04"), ("media@late", "07-media-late"), ("เครือข่าย", "07"),
     ("../../etc/x", "07-etc-x"), ("a\\b:c*?\x00", "07-a-b-c"), ("x" * 300, "07-" + "x" * 40)],
)  # fmt: skip
def test_names_of_files_are_plain_whatever_a_scenario_is_called(key, stem):
    assert files_of(7, 12, key) == {
        "graphml": f"networks/{stem}.graphml",
        "nodes": f"networks/{stem}-nodes.csv",
        "edges": f"networks/{stem}-edges.csv",
    }
