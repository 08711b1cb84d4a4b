"""The words the model is built from: kinds of organisation, forms of alliance, activities, stages of a team's work.

The order of each tuple is the code used in records and compiled rules. Kinds and forms are the source's own
(executive summary, "research results"); the list of activities is ours, drawn from what the source says the kinds do.
"""

from __future__ import annotations

from sim.language.terms import Term

KINDS = (
    Term("agricultural", "agricultural cooperative", "สหกรณ์การเกษตร"),
    Term("land_settlement", "land settlement cooperative", "สหกรณ์นิคม"),
    Term("fisheries", "fisheries cooperative", "สหกรณ์ประมง"),
    Term("savings", "savings cooperative", "สหกรณ์ออมทรัพย์"),
    Term("store", "store cooperative", "สหกรณ์ร้านค้า"),
    Term("service", "service cooperative", "สหกรณ์บริการ"),
    Term("financial", "financial organisation", "กลุ่มองค์กรการเงิน"),
    Term("occupational", "occupational group", "กลุ่มอาชีพ"),
    Term("other", "other people's group", "กลุ่ม/องค์กรประชาชนอื่น ๆ"),
)
REGISTERED = ("agricultural", "land_settlement", "fisheries", "savings", "store", "service")

FORMS = (
    Term("area", "area", "เชิงพื้นที่"),
    Term("business", "business", "เชิงธุรกิจ"),
    Term("academic", "academic", "เชิงวิชาการ"),
)
AREA, BUSINESS, ACADEMIC = range(3)

ACTIVITIES = (
    Term("credit", "credit", "สินเชื่อ"),
    Term("inputs", "farm and production inputs", "ปัจจัยการผลิต"),
    Term("marketing", "marketing", "การตลาด"),
    Term("processing", "processing", "การแปรรูป"),
    Term("knowledge", "knowledge and extension", "ความรู้และการส่งเสริม"),
    Term("goods", "consumer goods", "สินค้าอุปโภคบริโภค"),
    Term("services", "services and welfare", "บริการและสวัสดิการ"),
)

STAGES = (
    Term("explain", "explain and invite", "ชี้แจงและชี้ชวน"),
    Term("plan", "help to plan", "หนุนเสริมการวางกรอบทิศทาง"),
    Term("link", "help to link", "หนุนเสริมการเชื่อมโยง"),
)
EXPLAIN, PLAN, LINK = range(3)

CONFIDENCES = (
    Term("source", "said by the source", "ระบุในเอกสารต้นทาง"),
    Term("literature", "from other studies", "จากงานวิจัยอื่น"),
    Term("sign", "only its direction is known", "ทราบเพียงทิศทาง"),
    Term("assumed", "assumed", "เป็นข้อสมมติ"),
)
"""How sure a number is."""
