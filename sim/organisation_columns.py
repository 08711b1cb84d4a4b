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
    return Column(name=name, required=False, rule=NumberRule(0, 1, "0 to 1"), heading_th=heading_th, en=en, th=th)


_TEXT, _GRID = TextRule(), NumberRule(-10_000, 10_000, "km")
COLUMNS: tuple[Column, ...] = (
    Column(
        name="id",
        required=True,
        rule=_TEXT,
        heading_th="รหัส",
        en="its own identity, different in every row",
        th="รหัสประจำองค์กร ไม่ซ้ำกัน",
    ),
    Column(name="name", required=False, rule=_TEXT, heading_th="ชื่อ", en="its name", th="ชื่อองค์กร"),
    Column(
        name="kind",
        required=True,
        rule=TermRule(KINDS),
        heading_th="ประเภท",
        en="kind of organisation",
        th="ประเภทองค์กร",
    ),
    Column(
        name="province", required=True, rule=TermRule(PROVINCE_TERMS), heading_th="จังหวัด", en="its province", th="จังหวัด"
    ),
    Column(name="district", required=False, rule=_TEXT, heading_th="อำเภอ", en="its district", th="อำเภอ"),
    Column(
        name="x_km",
        required=False,
        rule=_GRID,
        heading_th="พิกัดตะวันออก",
        en="place eastward, on any flat grid",
        th="พิกัดตะวันออก (กม.)",
    ),
    Column(
        name="y_km",
        required=False,
        rule=_GRID,
        heading_th="พิกัดเหนือ",
        en="place northward, on the same grid",
        th="พิกัดเหนือ (กม.)",
    ),
    Column(
        name="members",
        required=False,
        rule=NumberRule(0, 1e7, "people"),
        heading_th="สมาชิก",
        en="its members",
        th="จำนวนสมาชิก",
    ),
    Column(
        name="capital_baht",
        required=False,
        rule=NumberRule(0, 1e13, "baht"),
        heading_th="ทุนดำเนินงาน",
        en="working capital",
        th="ทุนดำเนินงาน (บาท)",
    ),
    _share("leadership", "ภาวะผู้นำ", "skill of its leaders", "ภาวะผู้นำ"),
    _share("spirit", "จิตวิญญาณสหกรณ์", "cooperative spirit", "จิตวิญญาณสหกรณ์"),
    _share("understanding", "ความเข้าใจ", "understanding of what an alliance is", "ความเข้าใจเรื่องเครือข่ายพันธมิตร"),
    _share("strategy", "แผนกลยุทธ์", "how good a strategic and action plan it has", "คุณภาพแผนกลยุทธ์และแผนปฏิบัติการ"),
    _share("openness", "ความเปิดกว้าง", "openness of its culture to being an ally", "ความเปิดกว้างของวัฒนธรรมองค์กร"),
    Column(
        name="margin",
        required=False,
        rule=NumberRule(-1, 1, "baht a year per baht of capital"),
        heading_th="อัตรากำไร",
        en="yearly surplus or loss per baht of capital",
        th="กำไรหรือขาดทุนต่อปีต่อทุนหนึ่งบาท",
    ),
    Column(
        name="registered",
        required=False,
        rule=FlagRule(),
        heading_th="จดทะเบียน",
        en="registered as a cooperative (blank: as its kind is)",
        th="จดทะเบียนเป็นสหกรณ์ (ว่าง: ตามประเภท)",
    ),
    Column(
        name="active",
        required=False,
        rule=FlagRule(),
        heading_th="ดำเนินงาน",
        en="takes part in anything at all (blank: yes)",
        th="ยังดำเนินงานอยู่ (ว่าง: ใช่)",
    ),
    Column(
        name="needs",
        required=False,
        rule=SetRule(ACTIVITIES),
        heading_th="ต้องการ",
        en="activities it needs",
        th="กิจกรรมที่ต้องการ",
    ),
    Column(
        name="offers",
        required=False,
        rule=SetRule(ACTIVITIES),
        heading_th="ให้ได้",
        en="activities it can offer",
        th="กิจกรรมที่ให้ได้",
    ),
)

HEADINGS = tuple(Term(column.name, column.name, column.heading_th) for column in COLUMNS)
"""The names a column may go by in the first row."""
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
