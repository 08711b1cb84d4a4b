"""A chunk: what some worlds left under every scenario, packed into the bytes of one Parquet shard.

A shard has a row, and a row group, for each scenario: arrays as bytes, so that it is written and read in one go. Worlds
are summed up one after the other, so that a chunk is the same whether it was lived through at once or world by world.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.calendar import PROGRAMME_MONTHS
from sim.ensembles.worlds import Lived
from sim.kinds import FORMS
from sim.measures import MEASURES, MONTHLY, POSITION
from sim.provinces import PROVINCE_TERMS
from sim.records import ALLIANCE

MONTHS_KEPT = 1_000
"""Of how many worlds the months are kept, for the quantiles of ``monthly.parquet``; the mean is over all.

The level of a quantile told from 1,000 worlds is off by 1.6 points of a hundred at the median and by 0.7 at the 5 %
line (standard errors), less than a chart can show, and memory stays bounded.
"""
TOLD = (
    "form", "province", "founded", "ended", "size", "peak", "operating", "operating_since", "helped", "federated",
    "cohesion", "facilitated",
)  # fmt: skip
TOLD_ALLIANCE = np.dtype([(name, ALLIANCE[name]) for name in TOLD])
COST = POSITION["cost"]
ARRAYS = ("ends", "programme", "after", "months", "counts", "alliances")  # of a block, a row a world or more
PROGRAMME_COUNTS = 1 + len(FORMS) + len(PROVINCE_TERMS)


class Block(NamedTuple):
    """What the worlds of a chunk left under one scenario.

    Attributes
    ----------
    reasons : (worlds,) str
        Why a run failed; empty where it did not.
    ends : (worlds, measures) float32
        Every measure at the end; NaN where the run failed.
    programme : (worlds, 1 + forms + provinces) float32
        Alliances founded with a team's help in the first ``PROGRAMME_MONTHS``: all, by form, by province.
    after : (worlds,) float32
        Baht spent after those months; NaN where the run failed.
    sums : (months + 1, monthly measures) float64
        Over the completed runs.
    months : (kept, months + 1, monthly measures) float32
        Of the first worlds of the chunk.
    counts : (worlds,) int64
        How many alliances each run had, ended ones included.
    alliances : (sum of counts,) ``TOLD_ALLIANCE``
    """

    reasons: list[str]
    ends: np.ndarray
    programme: np.ndarray
    after: np.ndarray
    sums: np.ndarray
    months: np.ndarray
    counts: np.ndarray
    alliances: np.ndarray


def block(lived: Sequence[Lived], position: int, kept: int) -> Block:
    """What was lived through under the scenario at ``position``; months are kept of the first ``kept`` worlds."""
    rows = np.stack([one.rows[position] for one in lived])
    reasons = [one.failures[position] for one in lived]
    completed = np.array([not reason for reason in reasons])
    months = rows[:, :, : len(MONTHLY)]
    alliances = [told(one.alliances[position]) for one in lived]
    programme = np.stack([by_programme(one) for one in alliances]).astype(np.float32)
    programme[~completed] = np.nan
    return Block(
        reasons=reasons,
        ends=rows[:, -1],
        programme=programme,
        after=rows[:, -1, COST] - rows[:, min(PROGRAMME_MONTHS, rows.shape[1] - 1), COST],
        sums=total(months, reasons),
        months=months[:kept],
        counts=np.array([len(one) for one in alliances]),
        alliances=np.concatenate(alliances),
    )


def total(months: np.ndarray, reasons: Sequence[str]) -> np.ndarray:
    """(months + 1, measures) sum of (worlds, months + 1, measures) over the completed runs, one after the other."""
    completed = [one for one, reason in zip(months, reasons) if not reason]
    found: np.ndarray = sum(completed, np.zeros(months.shape[1:]))
    return found


def joined(parts: Sequence[Block]) -> Block:
    """What the worlds of several blocks left, in their order."""
    if len(parts) == 1:
        return parts[0]
    arrays = {name: np.concatenate([getattr(of, name) for of in parts]) for name in ARRAYS}
    reasons = [reason for of in parts for reason in of.reasons]
    return Block(reasons, sums=sum((of.sums for of in parts[1:]), parts[0].sums), **arrays)


def told(alliances: np.ndarray) -> np.ndarray:
    """Of each alliance what the tables tell."""
    found = np.empty(len(alliances), TOLD_ALLIANCE)
    for name in TOLD:
        found[name] = alliances[name]
    return found


def by_programme(alliances: np.ndarray) -> np.ndarray:
    """Count what was founded with a team's help in ``PROGRAMME_MONTHS``: in all, by form and by province."""
    ours = alliances[(alliances["facilitated"] == 1) & (alliances["founded"] <= PROGRAMME_MONTHS)]
    forms = np.bincount(ours["form"], minlength=len(FORMS))
    return np.concatenate([[len(ours)], forms, np.bincount(ours["province"], minlength=len(PROVINCE_TERMS))])


def pack(lived: Sequence[Lived], scenarios: Sequence[str], kept: int) -> bytes:
    """The bytes of the shard of what was lived through."""
    return packed({key: block(lived, place, kept) for place, key in enumerate(scenarios)})


def packed(blocks: Mapping[str, Block]) -> bytes:
    """The bytes of a shard of what the same worlds left under each scenario."""
    rows = [{"scenario": key, **_as_bytes(one)} for key, one in blocks.items()]
    sink = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    pq.write_table(table, sink, row_group_size=1, compression="zstd", write_statistics=False, use_dictionary=False)
    return sink.getvalue()


def _as_bytes(one: Block) -> dict[str, Any]:
    """Arrays as bytes; sums only where they cannot be told from the months that are kept."""
    told = {name: array if name == "reasons" else array.tobytes() for name, array in one._asdict().items()}
    return told | ({"sums": b""} if len(one.months) == len(one.reasons) else {})


_SCHEMA = pa.schema(
    [("scenario", pa.string()), ("reasons", pa.list_(pa.string()))]
    + [(name, pa.large_binary()) for name in Block._fields if name != "reasons"]
)


def opened(file: Path) -> pa.NativeFile:
    """A Parquet file for reading. A file of Python's own may end the process while it closes: threads still hold it."""
    return pa.OSFile(os.fsencode(file))


def unpack(shard: Path, position: int, months: int) -> Block:
    """Read what a shard holds of the scenario at ``position``."""
    with opened(shard) as source, pq.ParquetFile(source) as file:
        (row,) = file.read_row_group(position).to_pylist()
    shape = (-1, months + 1, len(MONTHLY))
    kept = np.frombuffer(row["months"], np.float32).reshape(shape)
    return Block(
        reasons=row["reasons"],
        ends=np.frombuffer(row["ends"], np.float32).reshape(-1, len(MEASURES)),
        programme=np.frombuffer(row["programme"], np.float32).reshape(-1, PROGRAMME_COUNTS),
        after=np.frombuffer(row["after"], np.float32),
        sums=np.frombuffer(row["sums"]).reshape(shape[1:]) if row["sums"] else total(kept, row["reasons"]),
        months=kept,
        counts=np.frombuffer(row["counts"], np.int64),
        alliances=np.frombuffer(row["alliances"], TOLD_ALLIANCE),
    )


def unpack_ends(shard: Path) -> tuple[list[list[str]], np.ndarray]:
    """Of every scenario of a shard why runs failed, and (scenarios, worlds, measures) how they ended: nothing else."""
    with opened(shard) as source:
        rows = pq.read_table(source, columns=["reasons", "ends"]).to_pylist()
    ends = [np.frombuffer(row["ends"], np.float32).reshape(-1, len(MEASURES)) for row in rows]
    return [row["reasons"] for row in rows], np.stack(ends)
