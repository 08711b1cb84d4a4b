"""A small export and its record."""

from __future__ import annotations

import json

from analysis.exporting.crate import OTHER_TERMS, STANDARD, Story, crate

STORY = Story(
    title="Export", about="A study.", names={"programme": "โครงการ"},
    scenarios={"programme": "ab" * 32, "a\ud800 <b>": "cd" * 32}, others={"fit": "ef" * 32},
    made_with=("0.1.0", "12" * 32, ("numpy 2.0", "python 3.11")), typed=("run", "=1+1.toml", "--seed", "1\n"),
    exported=("export", "DIR"), manifest="study-manifest.json",
)  # fmt: skip


def filled(folder):
    (folder / "tables").mkdir()
    for name in ("tables/runs.csv", "tables/100% ไทย.csv", "tables.xlsx", "study-manifest.json"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def graph_of(folder, story=STORY):
    (folder / "ro-crate-metadata.json").write_bytes(crate(folder, story, {"tables/runs.csv": "a row a run"}))
    told = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"] == [f"{STANDARD}/context", OTHER_TERMS]
    return {one["@id"]: one for one in told["@graph"]}
