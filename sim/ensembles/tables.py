"""The tables of a results folder: made chunk by chunk, so that memory does not grow with the number of runs.

``docs/results.md`` describes their columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.ensembles.chunk import MONTHS_KEPT, Block, block, joined
from sim.ensembles.worlds import Lived, World
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.measures import MEASURES, MONTHLY
from sim.provinces import PROVINCE_TERMS

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
TABLES = ("runs", "monthly", "alliances")
MONTHS = "monthly_runs"  # only where every run is kept
PROGRAMME_COLUMNS = tuple(
    f"facilitated_programme{part}" for part in ("", *(f"_{key}" for key in (*keys(FORMS), *keys(PROVINCE_TERMS))))
)
WORLDS, ROWS = 1_000, 65_536  # worlds, or alliances, that fill a row group
COST_AFTER = "cost_after"
Blocks = Callable[[int], Iterator[tuple[list[World], Block]]]
"""From the position of a scenario to its worlds and what they left, chunk by chunk."""


class Tables(NamedTuple):
    """The three tables, whole and in memory."""

    runs: pd.DataFrame
    monthly: pd.DataFrame
    alliances: pd.DataFrame


def tabulate(lived: Sequence[Lived], scenarios: Sequence[str]) -> Tables:
    """Tables of a few worlds, scenarios in the order given."""
    which = [one.world for one in lived]
    blocks = [block(lived, position, len(lived)) for position in range(len(scenarios))]
    made = list(zip(scenarios, blocks))
    return Tables(
        pd.concat([runs_table(key, which, one) for key, one in made], ignore_index=True),
        pd.concat([monthly_table(key, [one]) for key, one in made], ignore_index=True),
        pd.concat([alliances_table(key, which, one) for key, one in made], ignore_index=True),
    )


def write_tables(blocks: Blocks, scenarios: Sequence[str], folder: Path, keep_runs: bool) -> None:
    """Write the Parquet files of a results folder, scenarios in the order given, worlds in theirs."""
    per_run = {"runs": runs_table, "alliances": alliances_table} | ({MONTHS: months_table} if keep_runs else {})
    for name, made_of in per_run.items():
        parts = (made_of(key, *part) for place, key in enumerate(scenarios) for part in gathered(blocks(place)))
        _write(parts, folder / f"{name}.parquet")
    _write(
        (monthly_table(key, (one for _, one in blocks(place))) for place, key in enumerate(scenarios)),
        folder / "monthly.parquet",
    )


def gathered(parts: Iterable[tuple[list[World], Block]]) -> Iterator[tuple[list[World], Block]]:
    """Chunks put together until they fill a row group: a table of many small ones is slow to make and to read."""
    waiting: list[tuple[list[World], Block]] = []
    for part in parts:
        waiting.append(part)
        if sum(len(which) for which, _ in waiting) >= WORLDS or sum(len(of.alliances) for _, of in waiting) >= ROWS:
            yield _together(waiting)
            waiting = []
    if waiting:
        yield _together(waiting)


def _together(parts: Sequence[tuple[list[World], Block]]) -> tuple[list[World], Block]:
    return [one for which, _ in parts for one in which], joined([of for _, of in parts])


def _write(parts: Iterable[pd.DataFrame], path: Path) -> None:
    """Write a table, a row group a part; pyarrow takes some names of files for addresses, so it gets an open file."""
    writer: pq.ParquetWriter | None = None
    with path.open("wb") as file:
        try:
            for part in parts:
                table = pa.Table.from_pandas(part, preserve_index=False)
                writer = writer or pq.ParquetWriter(file, table.schema, compression="zstd")
                writer.write_table(table)
        finally:
            if writer is not None:
                writer.close()


def runs_table(scenario: str, which: Sequence[World], of: Block) -> pd.DataFrame:
    """A row a run of one scenario: who it was, whether it failed and why, and every measure at the end."""
    who = pd.DataFrame(
        {
            "scenario": scenario,
            "draw": [one.draw.number for one in which],
            "replicate": [one.replicate for one in which],
            "seed": [one.seed for one in which],
            "status": ["failed" if reason else "done" for reason in of.reasons],
            "reason": of.reasons,
        }
    )
    programme = pd.DataFrame(of.programme.astype(float), columns=list(PROGRAMME_COLUMNS))
    programme[COST_AFTER] = of.after.astype(float)
    return pd.concat([who, programme, pd.DataFrame(of.ends.astype(float), columns=[m.key for m in MEASURES])], axis=1)


def monthly_table(scenario: str, parts: Iterable[Block]) -> pd.DataFrame:
    """By month and measure: the mean over all completed runs, and quantiles over those whose months are kept."""
    total, completed = np.zeros(()), 0
    kept: list[np.ndarray] = []
    for of in parts:
        total = total + of.sums
        completed += sum(not reason for reason in of.reasons)
        room = MONTHS_KEPT - sum(len(months) for months in kept)
        kept.append(of.months[[not reason for reason in of.reasons[: len(of.months)]]][:room])
    values = np.concatenate(kept)
    mean = total / completed if completed else np.full(values.shape[1:], np.nan)
    months, measures = mean.shape
    levels = np.stack([_quantiles(values[:, month]) for month in range(months)], axis=1)
    return pd.DataFrame(
        {
            "scenario": scenario,
            "month": np.repeat(np.arange(months), measures),
            "measure": np.tile([measure.key for measure in MONTHLY], months),
            "mean": mean.reshape(-1),
            **{name: level.reshape(-1) for name, level in zip(QUANTILES, levels)},
        }
    )


def _quantiles(values: np.ndarray) -> np.ndarray:
    """(quantiles, measures) of (runs, measures); NaN of none."""
    if len(values) == 0:
        return np.full((len(QUANTILES), values.shape[1]), np.nan)
    return np.quantile(values.astype(float), list(QUANTILES.values()), axis=0)


def months_table(scenario: str, which: Sequence[World], of: Block) -> pd.DataFrame:
    """A row a run and month, a column a measure."""
    runs, months, measures = of.months.shape
    who = pd.DataFrame(
        {
            "scenario": scenario,
            "draw": np.repeat([one.draw.number for one in which], months),
            "replicate": np.repeat([one.replicate for one in which], months),
            "month": np.tile(np.arange(months), runs),
        }
    )
    values = pd.DataFrame(of.months.reshape(-1, measures), columns=[measure.key for measure in MONTHLY])
    return pd.concat([who, values], axis=1)


def alliances_table(scenario: str, which: Sequence[World], of: Block) -> pd.DataFrame:
    """A row an alliance of each run, those from before the programme included (founded in month 0 or earlier)."""
    records = of.alliances
    return pd.DataFrame(
        {
            "scenario": scenario,
            "draw": np.repeat([one.draw.number for one in which], of.counts),
            "replicate": np.repeat([one.replicate for one in which], of.counts),
            "form": np.array(keys(FORMS))[records["form"]],
            "province": np.array(keys(PROVINCE_TERMS))[records["province"]],
            **{name: records[name] for name in ("founded", "ended", "size", "peak")},
            "operating": (records["operating"] == 1) & (records["ended"] < 0),
            "operating_since": records["operating_since"],
            "last_helped": records["helped"],
            "federated": (records["federated"] == 1) & (records["ended"] < 0),
            "cohesion": records["cohesion"],
            "facilitated": records["facilitated"] == 1,
        }
    )
