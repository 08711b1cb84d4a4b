"""The columns of a file of beliefs, and what its rows may say, declared once: for checking, messages and documents."""

from __future__ import annotations

from collections.abc import Mapping

from sim.distribution import EVEN, FIXED, LOG, POINTS, TRIANGLE
from sim.language.terms import Term

COLUMNS = (
    Term("number", "number", "ตัวเลข"),
    Term("distribution", "distribution", "การกระจาย"),
    Term("low", "low", "ต่ำสุด"),
    Term("likely", "likely", "น่าจะเป็น"),
    Term("high", "high", "สูงสุด"),
    Term("points", "points", "จุด"),
    Term("source", "source", "ที่มา"),
)
SPREADS = (
    Term(EVEN, "even", "เท่ากันทั้งช่วง"),
    Term(LOG, "log", "เท่ากันในลอการิทึม"),
    Term(TRIANGLE, "triangle", "สามเหลี่ยม"),
    Term(POINTS, "points", "จุด"),
    Term(FIXED, "fixed", "ค่าเดียว"),
)
"""How a number may be spread."""
CELLS: Mapping[str, tuple[str, ...]] = {
    EVEN: ("low", "high"),
    LOG: ("low", "high"),
    TRIANGLE: ("low", "likely", "high"),
    POINTS: ("points",),
    FIXED: ("likely",),
}
"""The cells that say so; the others stay blank."""
OF_FORMS = (EVEN, FIXED)
"""What may be said of the form of a rule, which is a whole number."""
