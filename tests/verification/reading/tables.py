"""The two tables of section 5 of docs/odd.md, from the files that it names: kinds, and provinces with their counts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
KINDS = ("agricultural", "land_settlement", "fisheries", "savings", "store", "service", "financial", "occupational",
         "other")  # fmt: skip
REGISTERED = KINDS[:6]
ACTIVITIES = ("credit", "inputs", "marketing", "processing", "knowledge", "goods", "services")


@dataclass
class Land:
    """A province: where its capital is in degrees, its area in km2, its districts, its registered cooperatives."""

    key: str
    en: str
    th: str
    latitude: float
    longitude: float
    area: float
    districts: int
    registered: dict[str, int]


def _rows(name: str) -> list[dict[str, str]]:
    with (SCENARIOS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kinds() -> list[dict[str, float]]:
    """What is said of each kind, by quantity."""
    said: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for row in _rows("kinds.csv"):
        said[row["kind"]][row["quantity"]] = float(row["value"])
    return [said[kind] for kind in KINDS]


def lands() -> list[Land]:
    return [
        Land(
            key=row["key"],
            en=row["en"],
            th=row["th"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            area=float(row["area_km2"]),
            districts=int(row["districts"]),
            registered={kind: int(row[kind]) for kind in REGISTERED},
        )
        for row in _rows("provinces.csv")
    ]
