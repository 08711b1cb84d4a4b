"""The record of an export: every file with its digest, every name told, nothing of a clock."""

from __future__ import annotations

import hashlib
from urllib.parse import unquote

import pytest
from crates import STORY, filled, graph_of

from analysis.exporting.crate import LONG_AGO, PROFILE, STANDARD, UNCHOSEN, crate


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path)


def ids(value):
    """Names that an entity speaks of."""
    if isinstance(value, list):
        return {name for one in value for name in ids(one)}
    return {value["@id"]} if isinstance(value, dict) else set()


def test_every_file_is_told_with_digest_and_size(folder):
    graph = graph_of(folder)
    files = {unquote(name): one for name, one in graph.items() if one["@type"] == "File"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files.keys() == there - {"ro-crate-metadata.json"}
    for name, one in files.items():
        content = (folder / name).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest() and one["contentSize"] == str(len(content))
    assert files["tables/runs.csv"]["name"] == "a row a run"
    assert files["tables.xlsx"]["encodingFormat"].endswith("spreadsheetml.sheet")
    assert ids(graph["./"]["hasPart"]) == {name for name, one in graph.items() if one["@type"] == "File"}


def test_whatever_is_spoken_of_is_there(folder):
    graph = graph_of(folder)
    for one in graph.values():
        assert {name for value in one.values() for name in ids(value)} - graph.keys() <= {STANDARD}


def test_both_commands_are_told_with_what_they_took_and_left(folder):
    graph = graph_of(folder)
    study, export = graph["#study"], graph["#export"]
    assert study["description"] == r"cooperative-alliances run =1+1.toml --seed 1\n"
    assert ids(study["result"]) == ids(export["object"]) == {"study-manifest.json"}
    named = {graph[name]["name"]: graph[name]["sha256"][:2] for name in ids(study["object"])}
    assert named == {"โครงการ": "ab", r"a\ud800 <b>": "cd", "the fit that parameter values were drawn from": "ef"}
    assert "study-manifest.json" not in ids(export["result"]) and "tables.xlsx" in ids(export["result"])
    assert graph[study["instrument"]["@id"]]["softwareRequirements"] == ["numpy 2.0", "python 3.11"]


def test_it_tells_what_somebody_says_of_publication_and_nothing_of_a_clock(folder):
    root = graph_of(folder)["./"]
    assert root["datePublished"] == LONG_AGO and root["license"] == {"@id": UNCHOSEN}
    assert crate(folder, STORY, {}) == crate(folder, STORY, {})
    said = STORY._replace(published="2027-01-31", licence="https://spdx.org/licenses/CC-BY-4.0")
    root = graph_of(folder, said)["./"]
    assert root["datePublished"] == "2027-01-31" and root["license"] == {"@id": said.licence}
    assert root["conformsTo"] == {"@id": PROFILE}
