"""The columns of a file of organisations, declared once: for checking, for ``docs/your-data.md`` and for messages."""

from __future__ import annotations

from typing import NamedTuple

from sim.inputs.cell_rules import FlagRule, NumberRule, Rule, SetRule, TermRule, TextRule
from sim.inputs.phrases import Phrase
from sim.kinds import ACTIVITIES, KINDS
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS


class Column(NamedTuple):
    """A column: name, whether it must be there, what cells may hold, heading in Thai, meaning in two languages."""

    name: str
    required: bool
    rule: Rule | TextRule
    heading_th: str
    en: str
    th: str

    @property
    def allowed(self) -> Phrase:
        """What a cell may hold, in words."""
        return self.rule.allowed()


def _share(name: str, heading_th: str, en: str, th: str) -> Column:
    return Column(name, False, NumberRule(0, 1, "0 to 1"), heading_th, en, th)


_TEXT, _GRID = TextRule(), NumberRule(-10_000, 10_000, "km")
COLUMNS: tuple[Column, ...] = (
    Column("id", True, _TEXT, "รหัส", "its own identity, different in every row", "รหัสประจำองค์กร ไม่ซ้ำกัน"),
    Column("name", False, _TEXT, "ชื่อ", "its name", "ชื่อองค์กร"),
    Column("kind", True, TermRule(KINDS), "ประเภท", "kind of organisation", "ประเภทองค์กร"),
    Column("province", True, TermRule(PROVINCE_TERMS), "จังหวัด", "its province", "จังหวัด"),
    Column("district", False, _TEXT, "อำเภอ", "its district", "อำเภอ"),
    Column("x_km", False, _GRID, "พิกัดตะวันออก", "place eastward, on any flat grid", "พิกัดตะวันออก (กม.)"),
    Column("y_km", False, _GRID, "พิกัดเหนือ", "place northward, on the same grid", "พิกัดเหนือ (กม.)"),
    Column("members", False, NumberRule(0, 1e7, "people"), "สมาชิก", "its members", "จำนวนสมาชิก"),
    Column("capital_baht", False, NumberRule(0, 1e13, "baht"), "ทุนดำเนินงาน", "working capital", "ทุนดำเนินงาน (บาท)"),
    _share("leadership", "ภาวะผู้นำ", "skill of its leaders", "ภาวะผู้นำ"),
    _share("spirit", "จิตวิญญาณสหกรณ์", "cooperative spirit", "จิตวิญญาณสหกรณ์"),
    _share("understanding", "ความเข้าใจ", "understanding of what an alliance is", "ความเข้าใจเรื่องเครือข่ายพันธมิตร"),
    _share("strategy", "แผนกลยุทธ์", "how good a strategic and action plan it has", "คุณภาพแผนกลยุทธ์และแผนปฏิบัติการ"),
    _share("openness", "ความเปิดกว้าง", "openness of its culture to being an ally", "ความเปิดกว้างของวัฒนธรรมองค์กร"),
    Column("margin", False, NumberRule(-1, 1, "baht a year per baht of capital"), "อัตรากำไร",
           "yearly surplus or loss per baht of capital", "กำไรหรือขาดทุนต่อปีต่อทุนหนึ่งบาท"),
    Column("registered", False, FlagRule(), "จดทะเบียน", "registered as a cooperative (blank: as its kind is)",
           "จดทะเบียนเป็นสหกรณ์ (ว่าง: ตามประเภท)"),
    Column("active", False, FlagRule(), "ดำเนินงาน", "takes part in anything at all (blank: yes)",
           "ยังดำเนินงานอยู่ (ว่าง: ใช่)"),
    Column("needs", False, SetRule(ACTIVITIES), "ต้องการ", "activities it needs", "กิจกรรมที่ต้องการ"),
    Column("offers", False, SetRule(ACTIVITIES), "ให้ได้", "activities it can offer", "กิจกรรมที่ให้ได้"),
)  # fmt: skip

HEADINGS = tuple(Term(column.name, column.name, column.heading_th) for column in COLUMNS)
"""The names a column may go by in the first row."""
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
