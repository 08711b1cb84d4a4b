"""The nine provinces of the source: their names in English and Thai, and what ``scenarios/provinces.csv`` says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.frozen import FrozenNumbers
from sim.inputs.names import fold
from sim.inputs.number_table import NumberTable
from sim.kinds import CONFIDENCES, REGISTERED
from sim.language.terms import Term

PROVINCE_TERMS = (
    Term("chiang_mai", "Chiang Mai", "เชียงใหม่"),
    Term("lamphun", "Lamphun", "ลำพูน"),
    Term("loei", "Loei", "เลย"),
    Term("khon_kaen", "Khon Kaen", "ขอนแก่น"),
    Term("saraburi", "Saraburi", "สระบุรี"),
    Term("suphan_buri", "Suphan Buri", "สุพรรณบุรี"),
    Term("phetchaburi", "Phetchaburi", "เพชรบุรี"),
    Term("songkhla", "Songkhla", "สงขลา"),
    Term("trang", "Trang", "ตรัง"),
)
FILE = Path(__file__).resolve().parent.parent / "scenarios" / "provinces.csv"
_COLUMNS = ("key", "en", "th", "region", *REGISTERED, "latitude", "longitude", "area_km2", "districts", "source",
            "confidence")  # fmt: skip
_DISTRICT_OF, _TOWN = ("อำเภอ", "อ.", "Amphoe"), ("เมือง", "Mueang", "Muang")
_KM_A_DEGREE = 111.2
_ORIGIN = (13.0, 100.0)  # latitude and longitude of x = y = 0: near the middle of the nine


@dataclass(frozen=True)
class Province:
    """A province: its place on a flat map in km, its size, and its registered cooperatives by kind."""

    key: str
    en: str
    th: str
    region: str
    x_km: float
    y_km: float
    radius_km: float
    districts: int
    counts: Mapping[str, int]
    source: str
    confidence: str

    def is_town(self, district: str) -> bool:
        """Whether a district is called that of the capital, as people write it: เมืองเลย, อ.เมือง, Mueang Loei."""
        called = fold(district)
        for prefix in _DISTRICT_OF:
            called = called.removeprefix(fold(prefix))
        return called in {fold(town + own) for town in _TOWN for own in ("", self.th, self.en)}


@cache
def load_provinces() -> tuple[Province, ...]:
    """The nine, in the order of ``PROVINCE_TERMS``; raises ``InputFault`` with all faults of the file."""
    table = NumberTable(FILE, _COLUMNS, ("note",))
    rows = table.rows_by_key(("key",), [term.key for term in PROVINCE_TERMS])
    loaded = tuple(_province(table, term, rows[term.key]) for term in PROVINCE_TERMS if term.key in rows)
    table.raise_faults()
    return loaded


def _province(table: NumberTable, term: Term, row: int) -> Province:
    x, y = _flat(table.number(row, "latitude", 5, 21), table.number(row, "longitude", 97, 106))
    return Province(
        *term,
        region=table.text(row, "region"),
        x_km=x,
        y_km=y,
        radius_km=math.sqrt(table.number(row, "area_km2", 1, 100_000) / math.pi),  # of a disc of that area
        districts=int(table.number(row, "districts", 1, 100, whole=True)),
        counts=FrozenNumbers({kind: int(table.number(row, kind, 0, 5_000, whole=True)) for kind in REGISTERED}),
        source=table.text(row, "source"),
        confidence=table.choice(row, "confidence", CONFIDENCES),
    )


def _flat(latitude: float, longitude: float) -> tuple[float, float]:
    """Km east and north of the origin; flat, which is near enough for distances within a province."""
    east = (longitude - _ORIGIN[1]) * _KM_A_DEGREE * math.cos(math.radians(latitude))
    return east, (latitude - _ORIGIN[0]) * _KM_A_DEGREE
