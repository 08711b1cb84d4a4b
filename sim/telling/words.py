"""The words that ``list`` and ``explain`` are made of, in English and Thai side by side."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "th"]

DOSES: dict[str, tuple[str, str]] = {
    "understanding": ("understanding of alliances", "ความเข้าใจเรื่องเครือข่าย"),
    "strategy": ("strategic plan", "แผนกลยุทธ์"),
    "leadership": ("leadership", "ภาวะผู้นำ"),
    "openness": ("openness", "ความเปิดกว้าง"),
    "management": ("skill in managing alliances", "ทักษะบริหารเครือข่าย"),
    "trust": ("trust", "ความไว้วางใจ"),
    "climate": ("friendliness of state and movement", "บรรยากาศเอื้อจากภาครัฐและขบวนการสหกรณ์"),
    "team": ("the province team's understanding", "ความเข้าใจของทีมจังหวัด"),
    "plan": ("joint plan", "แผนความร่วมมือ"),
    "indicators": ("indicators", "ตัวชี้วัด"),
    "control": ("internal control", "การควบคุมภายใน"),
    "readiness": ("readiness to use feedback", "ความตระหนักในข้อมูลย้อนกลับ"),
    "skill": ("skill in feedback", "ทักษะการใช้ข้อมูลย้อนกลับ"),
    "support": ("outside support", "การหนุนเสริมจากภายนอก"),
}
CONFIDENCE: dict[str, tuple[str, str]] = {
    "source": ("said by the source", "ระบุในเอกสารต้นทาง"),
    "literature": ("from other studies", "จากงานวิจัยอื่น"),
    "assumed": ("assumed", "เป็นข้อสมมติ"),
}
SETTINGS: dict[str, tuple[str, str]] = {
    "every_month": ("every month", "ทุกเดือน"),
    "every": ("every {} months", "ทุก {} เดือน"),
    "sessions": ("{} sessions each time", "ครั้งละ {} รอบ"),
    "capacity": ("at most {} cases a month in a province", "ไม่เกิน {} รายต่อเดือนในแต่ละจังหวัด"),
    "coverage": ("reaches {} % each time", "เข้าถึงร้อยละ {} ในแต่ละครั้ง"),
    "until": ("passes over those whose understanding is {} or more", "ข้ามองค์กรที่มีความเข้าใจตั้งแต่ {} ขึ้นไป"),
    "ready": ("only where leadership is {} or more", "เฉพาะที่มีภาวะผู้นำตั้งแต่ {} ขึ้นไป"),
    "distance": ("fewer come the farther they live", "ยิ่งไกลยิ่งเข้าถึงน้อย"),
    "tires": ("wears off as it is repeated", "ผลลดลงเมื่อทำซ้ำ"),
    "doses": ("adds to {}", "เพิ่ม{}"),
    "dose": ("{} ({} x strength)", "{} ({} เท่าของความแรง)"),
}
PHRASES: dict[str, tuple[str, str]] = {
    "recommendations": ("THE 14 RECOMMENDATIONS", "ข้อเสนอ 14 ข้อ"),
    "scenarios": ("SCENARIOS AND POLICIES", "ฉากทัศน์และชุดนโยบาย"),
    "changes": ("Changes", "เปลี่ยน"),
    "on_whom": ("On whom", "กับใคร"),
    "bounded": ("Bounded by", "ข้อจำกัด"),
    "how": ("How", "วิธี"),
    "when": ("When", "เมื่อใด"),
    "where": ("Where", "ที่ใด"),
    "strength": ("Strength", "ความแรง"),
    "cost": ("Cost", "ค่าใช้จ่าย"),
    "source": ("Source", "ที่มา"),
    "words": ("In the source", "ข้อความเดิม"),
    "other_name": ("In Thai", "ภาษาอังกฤษ"),
    "months": ("months {} to {}", "เดือนที่ {} ถึง {}"),
    "range": ("{} ({} to {})", "{} ({} ถึง {})"),
    "month_cost": ("{} baht a month in a province", "{} บาทต่อเดือนต่อจังหวัด"),
    "case_cost": ("{} baht a case", "{} บาทต่อราย"),
    "running": ("{} baht in all, before cases", "รวม {} บาท ไม่รวมรายกรณี"),
    "full": ("at full intensity", "เต็มกำลัง"),
    "partly": ("at {} % of full intensity", "ร้อยละ {} ของกำลังเต็ม"),
    "zero": ("at zero intensity: it changes nothing", "กำลังเป็นศูนย์ จึงไม่เปลี่ยนอะไร"),
    "all_provinces": ("all nine provinces", "ทั้งเก้าจังหวัด"),
    "all_kinds": ("every kind of organisation", "องค์กรทุกประเภท"),
    "extends": ("Builds on", "ต่อยอดจาก"),
    "lasts": ("Lasts", "ระยะเวลา"),
    "n_months": ("{} months", "{} เดือน"),
    "timeline": ("MONTH BY MONTH", "ตามลำดับเดือน"),
    "teams": ("province teams", "ทีมจังหวัด"),
    "nothing": ("nothing from outside", "ไม่มีการหนุนเสริมจากภายนอก"),
    "programme": ("THE PROGRAMME", "โครงการ"),
    "no_programme": ("No province teams are at work.", "ไม่มีทีมจังหวัดทำงาน"),
    "order": ("Order", "ลำดับ"),
    "recommendation": ("RECOMMENDATION {}: {}", "ข้อเสนอที่ {}: {}"),
    "own_policy": ("POLICY {}: {}", "นโยบาย {}: {}"),
    "short": ("recommendation {}", "ข้อเสนอที่ {}"),
    "difference": ("DIFFERENCE FROM THE BASELINE", "ความแตกต่างจากกรณีฐาน"),
    "same": ("none: this is the baseline", "ไม่มี เป็นกรณีฐาน"),
    "added": ("with {}", "มี {}"),
    "horizon": ("lasts {} months, the baseline {}", "ใช้เวลา {} เดือน กรณีฐาน {} เดือน"),
    "parameters": ("NUMBERS SET BY THIS SCENARIO", "ตัวเลขที่ฉากทัศน์นี้กำหนด"),
    "set": ("{} instead of {} {} (may be {} to {})", "{} แทน {} {} (กำหนดได้ {} ถึง {})"),
    "none_set": ("None: every parameter has its default.", "ไม่มี ทุกตัวใช้ค่าตั้งต้น"),
    "assumed": ("WHAT IS ASSUMED", "สิ่งที่เป็นข้อสมมติ"),
    "assumed_strengths": (
        "{} of the {} strengths here are assumed outright; for the others, studies of firms give the direction.",
        "ความแรง {} จาก {} ค่าเป็นข้อสมมติทั้งหมด ที่เหลืองานวิจัยธุรกิจในที่อื่นบอกเพียงทิศทาง",
    ),
    "assumed_costs": (
        "All costs are assumed but the teams', which rest on what the next phase of the programme cost.",
        "ค่าใช้จ่ายทั้งหมดเป็นข้อสมมติ ยกเว้นของทีมจังหวัดซึ่งอิงงบประมาณของโครงการระยะถัดมา",
    ),
    "assumed_draws": (
        "Where a scenario sets nothing, comparisons draw strengths and costs from the whole of their ranges.",
        "หากฉากทัศน์ไม่ได้กำหนดไว้ การเปรียบเทียบจะสุ่มความแรงและค่าใช้จ่ายจากทั้งช่วง",
    ),
    "assumed_rest": (
        "{} of the model's {} parameters are assumed; each is listed with its source in docs/odd.md.",
        "พารามิเตอร์ {} จาก {} ตัวเป็นข้อสมมติ ดูรายการพร้อมที่มาใน docs/odd.md",
    ),
}


def say(phrase: str, lang: Language, *values: object, table: dict[str, tuple[str, str]] = PHRASES) -> str:
    """A phrase in ``lang`` with ``values`` in its gaps."""
    english, thai = table[phrase]
    return (thai if lang == "th" else english).format(*values)
