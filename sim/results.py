"""The tables that an ensemble leaves, and the folder they are kept in, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.ensemble import Lived
from sim.inputs.faults import Fault, InputFault
from sim.kinds import FORMS, keys
from sim.measures import MEASURES, MONTHLY, POSITION
from sim.provinces import PROVINCE_TERMS
from sim.scenario import Scenario

SCHEMA = 1
PROGRAMME_MONTHS = 24  # the two years after which the source counted 31 networks
QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow")
_ROOT = Path(__file__).resolve().parent.parent


class Tables(NamedTuple):
    """The three tables of a results folder; see ``docs/results.md`` for their columns."""

    runs: pd.DataFrame
    monthly: pd.DataFrame
    alliances: pd.DataFrame


def tabulate(lived: Sequence[Lived], scenarios: Sequence[Scenario]) -> Tables:
    """Tables from what was lived through, scenarios in the order given, worlds in theirs."""
    rows = np.stack([one.rows for one in lived])  # (worlds, scenarios, months + 1, measures)
    return Tables(
        pd.concat([_runs(lived, rows[:, k], k, s.key) for k, s in enumerate(scenarios)], ignore_index=True),
        pd.concat([_monthly(rows[:, k], s.key) for k, s in enumerate(scenarios)], ignore_index=True),
        pd.concat([_alliances(one, k, s.key) for k, s in enumerate(scenarios) for one in lived], ignore_index=True),
    )


def _runs(lived: Sequence[Lived], rows: np.ndarray, position: int, scenario: str) -> pd.DataFrame:
    """A row a run of one scenario: who it was, whether it failed and why, and every measure at the end."""
    programme_end = min(PROGRAMME_MONTHS, rows.shape[1] - 1)
    who = pd.DataFrame(
        {
            "scenario": scenario,
            "draw": [one.world.draw.number for one in lived],
            "replicate": [one.world.replicate for one in lived],
            "seed": [one.world.seed for one in lived],
            "status": ["failed" if one.failures[position] else "done" for one in lived],
            "reason": [one.failures[position] for one in lived],
            "facilitated_programme": rows[:, programme_end, POSITION["facilitated"]].astype(float),
        }
    )
    return pd.concat([who, pd.DataFrame(rows[:, -1].astype(float), columns=[m.key for m in MEASURES])], axis=1)


def _monthly(rows: np.ndarray, scenario: str) -> pd.DataFrame:
    """Mean and quantiles over the runs of one scenario, by month and measure; failed runs are left out."""
    values = rows[~np.isnan(rows[:, 0, 0])][:, :, : len(MONTHLY)].astype(float)
    if len(values) == 0:
        values = np.full((1, *rows.shape[1:2], len(MONTHLY)), np.nan)
    statistics = {"mean": values.mean(axis=0)}
    levels = np.quantile(values, list(QUANTILES.values()), axis=0)
    statistics |= dict(zip(QUANTILES, levels))
    months = rows.shape[1]
    return pd.DataFrame(
        {
            "scenario": scenario,
            "month": np.repeat(np.arange(months), len(MONTHLY)),
            "measure": np.tile([measure.key for measure in MONTHLY], months),
            **{name: table.reshape(-1) for name, table in statistics.items()},
        }
    )


def _alliances(one: Lived, position: int, scenario: str) -> pd.DataFrame:
    """A row an alliance of one run, those from before the programme included (founded in month 0 or earlier)."""
    records = one.alliances[position]
    return pd.DataFrame(
        {
            "scenario": scenario,
            "draw": one.world.draw.number,
            "replicate": one.world.replicate,
            "form": np.array(keys(FORMS))[records["form"]],
            "province": np.array(keys(PROVINCE_TERMS))[records["province"]],
            **{name: records[name] for name in ("founded", "ended", "size", "peak")},
            "operating": (records["operating"] == 1) & (records["ended"] < 0),
            "cohesion": records["cohesion"],
            "facilitated": records["facilitated"] == 1,
        }
    )


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_digest() -> str:
    """SHA-256 over the model's source and the inputs it ships with: results of another version are never mixed in."""
    files = [
        *sorted((_ROOT / "sim").rglob("*.py")),
        *sorted((_ROOT / "analysis").rglob("*.py")),
        *sorted((_ROOT / "scenarios").glob("*.csv")),
    ]
    return hashlib.sha256("".join(digest_of(file) for file in files).encode()).hexdigest()


def manifest(
    command: str,
    scenarios: Sequence[Scenario],
    settings: Mapping[str, Any],
    organisations: Path | None,
) -> dict[str, Any]:
    """What the results follow from; no clock and no machine in it, so that the same inputs give the same bytes."""
    return {
        "schema": SCHEMA,
        "command": command,
        "settings": dict(settings),
        "scenarios": {s.key: {"sha256": s.digest(), "content": s.content()} for s in scenarios},
        "organisations_sha256": digest_of(organisations) if organisations else None,
        "posterior": None,
        "code_sha256": code_digest(),
        "packages": {name: version(name) for name in PACKAGES} | {"python": platform.python_version()},
    }


class Folder:
    """A results folder: claimed before any run is made, filled beside its place, moved into it when complete."""

    def __init__(self, path: Path, claim: Mapping[str, Any]) -> None:
        self.path = path
        self._claim = json.dumps(claim, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @property
    def finished(self) -> bool:
        """Whether this very command has already left its results here, tables and all."""
        found = self.path / "manifest.json"
        tables = [self.path / f"{name}.parquet" for name in Tables._fields]
        return self._is_mine(found) and all(table.is_file() for table in tables) and (self.path / "charts").is_dir()

    def _is_mine(self, manifest: Path) -> bool:
        return manifest.is_file() and manifest.read_text(encoding="utf-8") == self._claim

    def refuse_strangers(self) -> None:
        """Raise ``InputFault`` when something that is not this command's is in the way, or nothing can be written."""
        where, place = str(self.path), self.path.resolve()
        if place.exists() and not place.is_dir():
            raise InputFault((Fault(where, "a file", "a folder, new or empty"),))
        if place.is_dir() and any(place.iterdir()) and not self.finished:
            raise InputFault(
                (Fault(where, self._stranger(), "a new or empty folder, or results of this same command"),)
            )
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._sweep(place)
            Path(tempfile.mkdtemp(prefix=self._prefix(place), dir=place.parent)).rmdir()
        except OSError as error:
            raise InputFault((Fault(where, str(error.strerror), "a folder that can be written to"),)) from error

    def _stranger(self) -> str:
        if self._is_mine(self.path / "manifest.json"):
            return "results of this command of which a part is missing"
        known = (self.path / "manifest.json").is_file()
        return "results of other inputs, settings or code" if known else "a folder with something else in it"

    @staticmethod
    def _prefix(place: Path) -> str:
        return f".{place.name}.{os.getpid()}.partial-"

    @staticmethod
    def _sweep(place: Path) -> None:
        """Remove what processes that no longer live have left half-written beside this place."""
        for left in place.parent.glob(f".{place.name}.*.partial-*"):
            process = left.name.removeprefix(f".{place.name}.").split(".")[0]
            if process.isdigit() and not _is_alive(int(process)):
                shutil.rmtree(left, ignore_errors=True)

    def fill(self, write: Callable[[Path], None]) -> None:
        """Let ``write`` fill a folder beside the final place, then move it there in one step; clean up on any fault."""
        place = self.path.resolve()
        partial = None
        try:
            partial = Path(tempfile.mkdtemp(prefix=self._prefix(place), dir=place.parent))
            partial.chmod(0o755)
            write(partial)
            (partial / "manifest.json").write_text(self._claim, encoding="utf-8")
            if self.finished:  # somebody else was faster, with the same results
                return
            if place.is_dir():
                place.rmdir()
            os.replace(partial, place)
        except OSError as error:
            allowed = "a disk with room, and a folder that can be written to; nothing was left behind"
            raise InputFault((Fault(str(self.path), str(error.strerror or error), allowed),)) from error
        finally:
            if partial is not None:
                shutil.rmtree(partial, ignore_errors=True)


def _is_alive(process: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_tables(tables: Tables, folder: Path) -> None:
    """The three Parquet files of a results folder."""
    for name, table in tables._asdict().items():
        table.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
