"""The networks of an export: each in three files, and a table that says which is which."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.spreadsheet import write_spreadsheet
from analysis.exporting.ends import End, Ends
from analysis.exporting.graphml import graphml
from analysis.exporting.network import ALLIANCE, MEMBERSHIP, ORGANISATION, Network, network
from sim.ensembles.store import write_whole
from sim.language.harmless import harmless

FOLDER = "networks"
ABOUT = ("scenario", "name", "world", "chosen", "month", "organisations", "alliances", "lasting", "memberships")
KEPT = ("graphml", "nodes", "edges")
COLUMNS = (*ABOUT, *KEPT)
"""What is said of each network, and the files it is kept in."""
_LETTERS = 40  # of a scenario's key in names of files


def leave_networks(ends: Ends, names: Mapping[str, str], told: Callable[[int], None], into: Path) -> pd.DataFrame:
    """Write all networks into a folder; a row for each. ``told`` hears how many there are so far."""
    (into / FOLDER).mkdir()
    rows = []
    for nth, (end, state) in enumerate(ends.lived(), 1):
        found = network(state, ends.job.table)
        files = files_of(nth, len(ends.shown), end.scenario.key)
        about = _about(found, end, int(state.counts["month"][0]), names)
        write_whole(into / files["graphml"], graphml(found, about))
        write_spreadsheet(found.nodes, into / files["nodes"])
        write_spreadsheet(found.edges, into / files["edges"])
        rows.append(about | files)
        told(nth)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def files_of(nth: int, of: int, key: str) -> dict[str, str]:
    """Names of the files of the ``nth`` network: its number, and what of a scenario's key every system takes."""
    plain = re.sub(r"[^A-Za-z0-9+_]+", "-", key)[:_LETTERS].strip("-")
    stem = "-".join(part for part in (str(nth).zfill(len(str(of))), plain) if part)
    return dict(zip(KEPT, (f"{FOLDER}/{stem}{end}" for end in (".graphml", "-nodes.csv", "-edges.csv"))))


def _about(found: Network, end: End, month: int, names: Mapping[str, str]) -> dict[str, Any]:
    key = end.scenario.key
    return {
        "scenario": harmless(key),
        "name": harmless(names.get(key, key)),
        "world": end.draw + 1,
        "chosen": end.chosen,
        "month": month,
        "organisations": found.count(ORGANISATION),
        "alliances": found.count(ALLIANCE),
        "lasting": int(end.lasting),
        "memberships": int((found.edges["relation"] == MEMBERSHIP).sum()),
    }
