"""The columns of a file of organisations, declared once: for checking, for ``docs/your-data.md`` and for messages."""

from __future__ import annotations

from typing import NamedTuple

from sim.kinds import ACTIVITIES, KINDS
from sim.language.numerals import amount
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS


class Column(NamedTuple):
    """A column: name, whether it must be there, sort of cell, range if a number, unit, and meaning in two languages."""

    name: str
    required: bool
    sort: str
    low: float
    high: float
    unit: str
    en: str
    th: str

    @property
    def allowed(self) -> str:
        """What a cell may hold, in words."""
        return {
            "number": f"a number from {amount(self.low)} to {amount(self.high)}",
            "flag": "yes or no",
            "activities": "one or more of " + ", ".join(keys(ACTIVITIES)) + ", parted by |; or none",
            "kind": "one of " + ", ".join(keys(KINDS)),
            "province": "one of " + ", ".join(term.en for term in PROVINCE_TERMS),
        }.get(self.sort, "text")


def _share(name: str, en: str, th: str) -> Column:
    return Column(name, False, "number", 0, 1, "0 to 1", en, th)


COLUMNS: tuple[Column, ...] = (
    Column("id", True, "text", 0, 0, "", "its own identity, different in every row", "รหัสประจำองค์กร ไม่ซ้ำกัน"),
    Column("name", False, "text", 0, 0, "", "its name", "ชื่อองค์กร"),
    Column("kind", True, "kind", 0, 0, "", "kind of organisation", "ประเภทองค์กร"),
    Column("province", True, "province", 0, 0, "", "its province", "จังหวัด"),
    Column("district", False, "text", 0, 0, "", "its district", "อำเภอ"),
    Column("x_km", False, "number", -10_000, 10_000, "km", "place eastward, on any flat grid", "พิกัดตะวันออก (กม.)"),
    Column("y_km", False, "number", -10_000, 10_000, "km", "place northward, on the same grid", "พิกัดเหนือ (กม.)"),
    Column("members", False, "number", 0, 1e7, "people", "its members", "จำนวนสมาชิก"),
    Column("capital_baht", False, "number", 0, 1e13, "baht", "working capital", "ทุนดำเนินงาน (บาท)"),
    _share("leadership", "skill of its leaders", "ภาวะผู้นำ"),
    _share("spirit", "cooperative spirit", "จิตวิญญาณสหกรณ์"),
    _share("understanding", "understanding of what an alliance is", "ความเข้าใจเรื่องเครือข่ายพันธมิตร"),
    _share("strategy", "how good a strategic and action plan it has", "คุณภาพแผนกลยุทธ์และแผนปฏิบัติการ"),
    _share("openness", "openness of its culture to being an ally", "ความเปิดกว้างของวัฒนธรรมองค์กร"),
    Column("margin", False, "number", -1, 1, "baht a year per baht of capital",
           "yearly surplus or loss per baht of capital", "กำไรหรือขาดทุนต่อปีต่อทุนหนึ่งบาท"),
    Column("registered", False, "flag", 0, 1, "", "registered as a cooperative (blank: as its kind is)",
           "จดทะเบียนเป็นสหกรณ์ (ว่าง: ตามประเภท)"),
    Column("active", False, "flag", 0, 1, "", "takes part in anything at all (blank: yes)", "ยังดำเนินงานอยู่ (ว่าง: ใช่)"),
    Column("needs", False, "activities", 0, 0, "", "activities it needs", "กิจกรรมที่ต้องการ"),
    Column("offers", False, "activities", 0, 0, "", "activities it can offer", "กิจกรรมที่ให้ได้"),
)  # fmt: skip
