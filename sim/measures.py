"""What is recorded of a world: each measure's key, label (English, Thai) and unit; ``recording.py`` does it.

``MONTHLY`` measures are recorded at the start and at the end of every month; ``FINAL`` ones, dearer, at the end only.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.kinds import FORMS
from sim.provinces import PROVINCE_TERMS


class Measure(NamedTuple):
    """A recorded quantity: key, English and Thai label, English and Thai unit."""

    key: str
    en: str
    th: str
    unit_en: str
    unit_th: str


_ALLIANCES = ("alliances", "เครือข่าย")
_SHARE = ("share", "สัดส่วน")
_LEVEL = ("0 to 1", "0 ถึง 1")

MONTHLY: tuple[Measure, ...] = (
    Measure("lasting", "lasting alliances", "เครือข่ายที่ยั่งยืน", *_ALLIANCES),
    Measure("operating", "operating alliances", "เครือข่ายที่มีกิจกรรมร่วม", *_ALLIANCES),
    Measure(
        "facilitated_lasting",
        "lasting alliances that a team helped to found",
        "เครือข่ายที่ยั่งยืนซึ่งทีมหนุนเสริมให้ก่อตั้ง",
        *_ALLIANCES,
    ),
    Measure(
        "facilitated_operating",
        "operating alliances that a team helped to found",
        "เครือข่ายที่มีกิจกรรมร่วมซึ่งทีมหนุนเสริมให้ก่อตั้ง",
        *_ALLIANCES,
    ),
    Measure("kept", "alliances a team helped to found that are alive", "เครือข่ายที่ทีมหนุนเสริมซึ่งยังดำรงอยู่", *_ALLIANCES),
    Measure("alive", "alliances alive", "เครือข่ายที่ยังดำรงอยู่", *_ALLIANCES),
    Measure("founded", "alliances founded so far", "เครือข่ายที่ก่อตั้งสะสม", *_ALLIANCES),
    Measure("facilitated", "alliances founded with a team's help so far", "เครือข่ายที่ทีมหนุนเสริมให้ก่อตั้งสะสม", *_ALLIANCES),
    Measure("ended", "alliances ended so far", "เครือข่ายที่ยุติสะสม", *_ALLIANCES),
    *(Measure(f"alive_{t.key}", f"{t.en} alliances alive", f"เครือข่าย{t.th}ที่ยังดำรงอยู่", *_ALLIANCES) for t in FORMS),
    *(Measure(f"lasting_{t.key}", f"lasting {t.en} alliances", f"เครือข่าย{t.th}ที่ยั่งยืน", *_ALLIANCES) for t in FORMS),
    Measure("organisations_in", "organisations in alliances", "องค์กรที่เป็นสมาชิกเครือข่าย", "organisations", "องค์กร"),
    Measure("people_in", "people in those organisations", "สมาชิกขององค์กรเหล่านั้น", "people", "คน"),
    Measure("people_helped", "people who gain by an alliance", "ผู้ได้รับประโยชน์จากเครือข่าย", "people", "คน"),
    Measure("household_gain", "mean gain of each of them", "ผลประโยชน์เฉลี่ยต่อคน", "baht a year", "บาทต่อปี"),
    Measure("weak_helped", "of them, in weak organisations", "ในจำนวนนั้น อยู่ในองค์กรอ่อนแอ", "people", "คน"),
    Measure("remote_helped", "of them, in remote organisations", "ในจำนวนนั้น อยู่ในองค์กรห่างไกล", "people", "คน"),
    Measure("unregistered_helped", "of them, in unregistered groups", "ในจำนวนนั้น อยู่ในกลุ่มที่มิได้จดทะเบียน", "people", "คน"),
    Measure("federated", "alliances in a federation", "เครือข่ายที่อยู่ในชุมนุมเครือข่าย", *_ALLIANCES),
    Measure("size", "mean size of an alliance", "ขนาดเฉลี่ยของเครือข่าย", "organisations", "องค์กร"),
    Measure("cohesion", "mean cohesion of alliances", "ความเป็นปึกแผ่นเฉลี่ย", *_LEVEL),
    Measure("plan", "mean joint plan of alliances", "แผนความร่วมมือเฉลี่ย", *_LEVEL),
    Measure("indicators", "mean use of indicators", "การใช้ตัวชี้วัดเฉลี่ย", *_LEVEL),
    Measure("control", "mean internal control", "การควบคุมภายในเฉลี่ย", *_LEVEL),
    Measure("readiness", "mean readiness to use feedback", "ความตระหนักในข้อมูลย้อนกลับเฉลี่ย", *_LEVEL),
    Measure("skill", "mean skill in feedback", "ทักษะการใช้ข้อมูลย้อนกลับเฉลี่ย", *_LEVEL),
    Measure("support", "mean outside support at hand", "การหนุนเสริมจากภายนอกเฉลี่ย", *_LEVEL),
    Measure("cases", "cases that recommendations have served so far", "จำนวนรายที่ข้อเสนอแนะให้บริการสะสม", "cases", "ราย"),
    Measure("turned_away", "cases turned away for want of time so far", "จำนวนรายที่ไม่มีเวลารับสะสม", "cases", "ราย"),
    Measure("rescues", "cases helped by an advisory unit so far", "จำนวนรายที่หน่วยที่ปรึกษาช่วยเหลือสะสม", "cases", "ราย"),
    Measure("weak_share", "share of weak organisations in an alliance", "สัดส่วนองค์กรอ่อนแอที่อยู่ในเครือข่าย", *_SHARE),
    Measure("remote_share", "share of remote organisations in an alliance", "สัดส่วนองค์กรห่างไกลที่อยู่ในเครือข่าย", *_SHARE),
    Measure(
        "unregistered_share", "share of unregistered groups in an alliance", "สัดส่วนกลุ่มที่มิได้จดทะเบียนที่อยู่ในเครือข่าย", *_SHARE
    ),
    Measure("understanding", "mean understanding of alliances", "ความเข้าใจเรื่องเครือข่ายเฉลี่ย", *_LEVEL),
    Measure("strategy", "mean strategic plan of organisations", "แผนกลยุทธ์ขององค์กรเฉลี่ย", *_LEVEL),
    Measure("leadership", "mean leadership", "ภาวะผู้นำเฉลี่ย", *_LEVEL),
    Measure("openness", "mean openness", "ความเปิดกว้างเฉลี่ย", *_LEVEL),
    Measure("management", "mean alliance-management skill", "ทักษะบริหารเครือข่ายเฉลี่ย", *_LEVEL),
    Measure(
        "remote_understanding", "mean understanding of remote organisations", "ความเข้าใจเฉลี่ยขององค์กรห่างไกล", *_LEVEL
    ),
    Measure("trust", "mean trust between acquaintances", "ความไว้วางใจเฉลี่ยระหว่างผู้รู้จักกัน", *_LEVEL),
    Measure("degree", "mean number of acquaintances", "จำนวนผู้รู้จักเฉลี่ย", "ties", "ความสัมพันธ์"),
    Measure("listed", "mean freshness of directory entries", "ความทันสมัยเฉลี่ยของทำเนียบนาม", *_LEVEL),
    Measure("climate", "mean friendliness of the environment", "บรรยากาศเอื้อเฉลี่ย", *_LEVEL),
    Measure("team_understanding", "mean understanding of province teams", "ความเข้าใจเฉลี่ยของทีมจังหวัด", *_LEVEL),
    Measure("arrears", "mean arrears of organisations", "หนี้ค้างเฉลี่ยขององค์กร", *_LEVEL),
    Measure("closed", "organisations gone dormant so far", "องค์กรที่หยุดดำเนินงานสะสม", "organisations", "องค์กร"),
    Measure("surplus", "mean surplus of an organisation", "ส่วนเกินเฉลี่ยต่อองค์กร", "baht a month", "บาทต่อเดือน"),
    Measure("benefit", "benefit to members' organisations", "ผลประโยชน์ที่องค์กรสมาชิกได้รับ", "baht a month", "บาทต่อเดือน"),
    Measure("capital_growth", "growth of total capital since the start", "การเติบโตของทุนรวมตั้งแต่เริ่ม", *_SHARE),
    Measure("misuse_loss", "capital lost to misuse so far", "ทุนที่สูญเสียจากการใช้ในทางมิชอบสะสม", "baht", "บาท"),
    Measure("cost", "spent so far", "ค่าใช้จ่ายสะสม", "baht", "บาท"),
    *(
        Measure(f"alive_{t.key}", f"alliances alive, {t.en}", f"เครือข่ายที่ยังดำรงอยู่ {t.th}", *_ALLIANCES)
        for t in PROVINCE_TERMS
    ),
    *(
        Measure(f"lasting_{t.key}", f"lasting alliances, {t.en}", f"เครือข่ายที่ยั่งยืน {t.th}", *_ALLIANCES)
        for t in PROVINCE_TERMS
    ),
)
FINAL: tuple[Measure, ...] = (
    Measure("components", "separate groups that alliances join up", "กลุ่มที่เชื่อมถึงกันผ่านเครือข่าย", "groups", "กลุ่ม"),
    Measure(
        "largest_component", "organisations in the largest such group", "องค์กรในกลุ่มที่ใหญ่ที่สุด", "organisations", "องค์กร"
    ),
    Measure("clustering", "share of acquaintances that know each other", "สัดส่วนผู้รู้จักที่รู้จักกันเอง", *_SHARE),
    Measure("kind_mixing", "share of pairs of allies that differ in kind", "สัดส่วนคู่พันธมิตรที่ต่างประเภทกัน", *_SHARE),
)
MEASURES = MONTHLY + FINAL
POSITION = {measure.key: position for position, measure in enumerate(MEASURES)}
