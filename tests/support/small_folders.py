"""A folder of results that takes no time to fill, and what it holds."""

from __future__ import annotations

from pathlib import Path

from small_worlds import shards, small_job

from sim.ensembles.tables import Tables

CLAIM = {
    "schema": 2,
    "command": "run",
    "settings": {"seed": 1, "replicates": 3, "ไทย": "ใช่"},
    "scenarios": {"programme": {"sha256": "0a", "content": {"months": 3}}},
    "organisations_sha256": None,
    "posterior": None,
    "code_sha256": "ab" * 32,
    "packages": {"numpy": "2.0"},
}
JOB = small_job(3, 1)
SHARDS = shards(JOB)
FILES = {"charts/one.png", "runs.parquet", "monthly.parquet", "alliances.parquet", "manifest.json"}


def write(folder: Path) -> None:
    (folder / "charts").mkdir()
    (folder / "charts" / "one.png").write_bytes(b"png")
    for name in Tables._fields:
        (folder / f"{name}.parquet").write_bytes(b"rows")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
