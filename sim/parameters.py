"""Every number of the model, declared once: default, range, unit, meaning, source and how sure we are.

The declaration feeds checking of scenario files, ``explain``, priors, and the parameter table of ``docs/odd.md``.
*Confidence* is ``source`` (the Thai executive summary says it), ``literature`` (a study measured it or its sign; the
range covers what was measured) or ``assumed`` (nobody measured it; the range is our ignorance, and an invitation to
change it). The strengths and costs of the recommendations are declared in ``scenarios/recommendations/*.toml``, and
what differs by kind of organisation in ``scenarios/kinds.csv``, in the same manner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Parameter:
    """One number: its name, default, inclusive range, unit, meaning (English, Thai), source and confidence."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    en: str
    th: str
    source: str
    confidence: str
    group: str


_DECLARED: list[Parameter] = []


def _group(group: str, *rows: tuple[str, float, float, float, str, str, str, str, str]) -> None:
    for name, default, low, high, unit, en, th, source, confidence in rows:
        _DECLARED.append(Parameter(name, default, low, high, unit, en, th, source, confidence, group))


NOBODY = "assumed: nobody has measured it"
TOMASELLO = "sign: Tomasello, Burkholz & Schweitzer 2017 (alliance size from benefit less coordination cost)"
SHARE, LOGIT, MONTHLY, ODDS = "share", "logit", "share a month", "probability a month"

_group(
    "starting world",
    ("unregistered_per_province", 80, 5, 400, "groups", "unregistered groups in each province", "จำนวนกลุ่มที่มิได้จดทะเบียนต่อจังหวัด",
     "assumed: their number about 2003 was not found; 82,888 community enterprises in 2024 bound it above", "assumed"),
    ("capital_district_share", 0.4, 0.1, 0.7, SHARE, "share of organisations in the capital district", "สัดส่วนองค์กรในอำเภอเมือง",
     "Kanchanaburi provincial cooperative office: 34 of 86 cooperatives in the capital district of 13", "literature"),
    ("dormant_share", 0.1, 0.0, 0.3, SHARE, "share of organisations that take part in nothing", "สัดส่วนองค์กรที่หยุดดำเนินงาน",
     "bounded above by the 20 % of cooperatives not assessed in 2022 (CPD)", "assumed"),
    ("first_acquaintances", 4, 1, 6, "ties", "ties each organisation has sought out before the start (about twice as many in all)", "จำนวนองค์กรที่แต่ละองค์กรไปทำความรู้จักก่อนเริ่ม",
     NOBODY, "assumed"),
    ("outside_share", 0.06, 0.0, 0.3, SHARE, "share of ties and meetings that reach another province", "สัดส่วนความสัมพันธ์ข้ามจังหวัด",
     "at most the 30 % of InnoRegio participants' main partners that were outside the region (DIW 2002)", "literature"),
    ("starting_trust", 0.35, 0.1, 0.6, "0 to 1", "mean trust between acquaintances at the start", "ความไว้วางใจเฉลี่ยเมื่อเริ่มต้น", NOBODY, "assumed"),
    ("starting_understanding", 0.15, 0.02, 0.4, "0 to 1", "mean understanding of alliances before any programme", "ความเข้าใจเรื่องเครือข่ายพันธมิตรก่อนเริ่มโครงการ",
     "sign: the source found alliances at an elementary stage", "assumed"),
    ("starting_alliances", 4, 1, 8, "alliances", "alliances in each province before the programme", "จำนวนเครือข่ายต่อจังหวัดก่อนโครงการ",
     "the source names clubs and vertical groups, without a count", "assumed"),
    ("starting_business_share", 0.12, 0.0, 0.3, SHARE, "share of those that are business alliances", "สัดส่วนเครือข่ายเชิงธุรกิจก่อนโครงการ",
     "the source: business alliances existed among registered cooperatives, but few", "source"),
    ("spread", 0.16, 0.05, 0.25, "0 to 1", "spread (standard deviation) of skills among organisations of a kind", "การกระจายของทักษะในองค์กรประเภทเดียวกัน",
     "the source: both strong and weak in every kind", "assumed"),
)

_group(
    "meeting and trust",
    ("meeting_rate", 0.1, 0.02, 0.4, ODDS, "chance that an organisation of middling openness meets another it chooses", "โอกาสพบปะองค์กรอื่นในหนึ่งเดือน", NOBODY, "assumed"),
    ("district_share", 0.5, 0.2, 0.8, SHARE, "share of other meetings that stay in the district", "สัดส่วนการพบปะภายในอำเภอ",
     "sign: Balland 2012; proximity raises tie formation", "literature"),
    ("kin_share", 0.25, 0.0, 0.5, SHARE, "share of other meetings that stay in the kind, within the province", "สัดส่วนการพบปะระหว่างองค์กรประเภทเดียวกัน",
     "sign: Atouba & Shumate 2015; same status raises ties among organisations", "literature"),
    ("closure_share", 0.35, 0.1, 0.6, SHARE, "share of meetings made through a common acquaintance", "สัดส่วนการพบปะผ่านคนรู้จักร่วมกัน",
     "sign: Gulati & Gargiulo; third parties raise the chance of a new alliance", "literature"),
    ("first_trust", 0.2, 0.16, 0.4, "0 to 1", "trust between two that have just met", "ความไว้วางใจเมื่อแรกพบ", NOBODY, "assumed"),
    ("meeting_trust", 0.08, 0.01, 0.2, SHARE, "share of the missing trust that one meeting adds", "ความไว้วางใจที่เพิ่มจากการพบปะหนึ่งครั้ง", NOBODY, "assumed"),
    ("joint_work_trust", 0.25, 0.05, 0.5, SHARE, "share of the missing trust that a month of joint work adds", "ความไว้วางใจที่เพิ่มจากการทำงานร่วมกันหนึ่งเดือน",
     "sign: Meier et al. 2016, process-based mechanisms build trust most", "literature"),
    ("trust_wear", 0.02, 0.005, 0.05, MONTHLY, "share of trust that wears off in a month apart", "ความไว้วางใจที่เสื่อมในหนึ่งเดือน", NOBODY, "assumed"),
    ("forgotten", 0.1, 0.02, 0.15, "0 to 1", "trust below which an acquaintance is one no longer", "ระดับความไว้วางใจที่ถือว่าไม่รู้จักกันแล้ว", NOBODY, "assumed"),
    ("talk_learning", 0.05, 0.0, 0.2, SHARE, "share of a gap in understanding that one meeting closes, at full trust", "ความเข้าใจที่ถ่ายทอดในการพบปะหนึ่งครั้ง", NOBODY, "assumed"),
    ("forgetting", 0.012, 0.0, 0.04, MONTHLY, "share of learnt understanding lost in a month without alliance work", "ความเข้าใจที่เลือนไปในหนึ่งเดือน", NOBODY, "assumed"),
    ("strategy_wear", 0.015, 0.0, 0.05, MONTHLY, "share of a strategic plan's worth lost in a month if no alliance uses it", "แผนกลยุทธ์ที่ล้าสมัยในหนึ่งเดือนหากไม่ได้ใช้", NOBODY, "assumed"),
)

_group(
    "change of leaders",
    ("turnover", 0.02, 0.005, 0.05, ODDS, "chance that an organisation's leaders change", "โอกาสที่ผู้นำองค์กรเปลี่ยนชุด",
     "assumed: boards sit for two years and may be re-elected, so leaders last about four", "assumed"),
    ("handed_over", 0.4, 0.0, 0.9, SHARE, "share of what leaders learnt that their successors take over", "ความรู้ที่ผู้นำชุดใหม่รับช่วงต่อ", NOBODY, "assumed"),
    ("succession_damage", 0.6, 0.0, 0.9, SHARE, "largest share of cohesion lost when the founder's leaders change and there is no joint plan", "ความเสียหายสูงสุดเมื่อผู้นำองค์กรผู้ก่อตั้งเปลี่ยนโดยไม่มีแผนร่วม",
     "sign: projects that rest on persons end with them (donor-exit studies)", "assumed"),
)

_group(
    "trading",
    ("margin_leadership", 0.08, 0.0, 0.15, "baht a year per baht of capital", "yearly surplus per baht of capital that a full point of leadership adds", "ส่วนเกินต่อทุนที่ภาวะผู้นำเพิ่มให้",
     "set by McKenzie 2021: management training adds 5 to 10 % to profits", "literature"),
    ("margin_noise", 0.06, 0.02, 0.15, "baht a year per baht of capital", "spread of the yearly surplus per baht of capital", "ความผันผวนของส่วนเกินต่อทุน", NOBODY, "assumed"),
    ("retained_share", 0.3, 0.0, 1.0, SHARE, "share of surplus kept as capital", "สัดส่วนส่วนเกินที่เก็บเป็นทุน", NOBODY, "assumed"),
    ("benefit_rate", 0.05, 0.01, 0.12, "baht a year per baht of capital", "yearly benefit per baht of a member's capital in a business alliance that works perfectly", "ผลประโยชน์ต่อทุนจากเครือข่ายธุรกิจที่ทำงานสมบูรณ์",
     "bounded by Cai & Szeidl: regular peer meetings, revenue +8.1 %", "literature"),
)

_group(
    "deciding",
    ("attention", 0.1, 0.03, 0.3, ODDS, "chance that an organisation's board considers alliances in a month", "โอกาสที่คณะกรรมการพิจารณาเรื่องเครือข่ายในหนึ่งเดือน", NOBODY, "assumed"),
    ("reluctance", 4.0, 3.0, 8.0, LOGIT, "what an alliance must outweigh before one joins", "ความลังเลที่จะเข้าร่วม", "fitted to the 31 networks in calibration", "assumed"),
    ("founding_cost", 2.45, 0.5, 5.0, LOGIT, "what founding costs the founder beyond joining", "ภาระของผู้ริเริ่มก่อตั้งเครือข่าย", "fitted to the 31 networks in calibration", "assumed"),
    ("weight_fit", 2.0, 0.5, 4.0, LOGIT, "pull of fit: place, needs met by offers, or knowledge, by form", "น้ำหนักของความสอดคล้อง",
     "sign: Balland 2012; proximity and complementarity raise tie formation", "literature"),
    ("full_match", 4, 1, 7, "activities", "needs met and offers taken at which a business fit is complete", "จำนวนความต้องการที่ตรงกับข้อเสนอจึงถือว่าสอดคล้องเต็มที่", NOBODY, "assumed"),
    ("weight_trust", 2.0, 0.5, 4.0, LOGIT, "pull of trust in those one would join", "น้ำหนักของความไว้วางใจ", "sign: Gulati 1995; prior ties raise alliance formation", "literature"),
    ("weight_understanding", 2.4, 0.5, 5.0, LOGIT, "pull of understanding what an alliance is", "น้ำหนักของความเข้าใจ", "the source: thorough understanding is the most important factor", "source"),
    ("weight_strategy", 1.6, 0.3, 4.0, LOGIT, "pull of having a strategic plan and the leadership to follow it", "น้ำหนักของแผนกลยุทธ์", "the source: best practice supports a strategic direction before linking", "source"),
    ("weight_leadership", 2.8, 0.3, 5.0, LOGIT, "pull of leadership on founding", "น้ำหนักของภาวะผู้นำต่อการก่อตั้ง",
     "set by InnoRegio: 67 % of networks of able members started fast against 29 % of weak ones", "literature"),
    ("weight_repute", 1.0, 0.0, 3.0, LOGIT, "pull of an alliance that is seen to work", "น้ำหนักของชื่อเสียงเครือข่าย", "sign: new partners prefer incumbents (Tomasello et al. 2014)", "literature"),
    ("business_appeal", -0.3, -2.0, 2.0, LOGIT, "appeal of a business alliance beside an area one, at equal fit", "ความน่าสนใจของเครือข่ายธุรกิจเทียบกับเครือข่ายพื้นที่", "fitted to the nine named networks in calibration", "assumed"),
    ("academic_appeal", -0.6, -3.0, 1.0, LOGIT, "appeal of an academic alliance beside an area one, at equal fit", "ความน่าสนใจของเครือข่ายวิชาการเทียบกับเครือข่ายพื้นที่", "fitted to the nine named networks in calibration", "assumed"),
    ("coordination_cost", 0.12, 0.02, 0.4, "logit a member", "cost of coordinating each further member, for a middling leader", "ต้นทุนการประสานงานต่อสมาชิกหนึ่งราย", TOMASELLO, "literature"),
    ("management_relief", 0.5, 0.1, 0.9, SHARE, "share of the coordination cost that full alliance-management skill removes", "ต้นทุนประสานงานที่ทักษะบริหารเครือข่ายลดได้", NOBODY, "assumed"),
    ("risk_cost", 1.2, 0.2, 3.0, LOGIT, "cost of putting capital at risk with partners one does not trust, for a poor organisation", "ต้นทุนความเสี่ยงด้านทุน", NOBODY, "assumed"),
    ("small_risk", 0.25, 0.0, 1.0, SHARE, "that risk in an area or academic alliance, as a share of a business one's", "ความเสี่ยงของเครือข่ายพื้นที่และวิชาการเทียบกับธุรกิจ", NOBODY, "assumed"),
    ("ample_capital", 5.0, 0.5, 50.0, "million baht", "capital at which that risk weighs half", "ระดับทุนที่ความเสี่ยงลดลงครึ่งหนึ่ง", NOBODY, "assumed"),
    ("busy_cost", 0.9, 0.2, 3.0, "logit an alliance", "cost of every alliance one is already in", "ภาระจากเครือข่ายที่เป็นสมาชิกอยู่แล้ว", NOBODY, "assumed"),
    ("refusals", 4, 1, 8, "refusals", "refusals after which a founder stops inviting", "จำนวนครั้งที่ถูกปฏิเสธก่อนเลิกชักชวน", TOMASELLO, "literature"),
    ("weariness", 12, 3, 36, "months", "months before a disappointed founder tries again", "จำนวนเดือนก่อนผู้ริเริ่มที่ล้มเหลวจะลองใหม่", NOBODY, "assumed"),
    ("near", 25, 5, 60, "km", "distance at which the pull of place falls to about a third", "ระยะทางที่แรงดึงของพื้นที่เหลือราวหนึ่งในสาม", NOBODY, "assumed"),
    ("weight_cohesion", 3.0, 0.5, 6.0, LOGIT, "pull of an alliance's cohesion on those who consider leaving", "น้ำหนักของความเป็นปึกแผ่นต่อการคงอยู่", "sign: ties persist on relationship quality (Dahlander & McFarland 2013)", "literature"),
    ("weight_benefit", 1.5, 0.2, 4.0, LOGIT, "pull of benefit realised in full on those who consider leaving", "น้ำหนักของผลประโยชน์ต่อการคงอยู่", "sign: member welfare predicts survival, 150 Thai rubber cooperatives", "literature"),
    ("staying", 3.4, 1.0, 5.0, LOGIT, "inclination to stay in an alliance of middling worth, when it is considered", "แนวโน้มที่จะคงอยู่ในเครือข่าย",
     "bounded by self-help groups: 20 % of members had left (Baland et al.)", "literature"),
)

_group(
    "alliances at work",
    ("starting_cohesion", 0.4, 0.25, 0.7, "0 to 1", "cohesion of a new alliance that all its members wanted", "ความเป็นปึกแผ่นของเครือข่ายใหม่ที่สมาชิกสมัครใจทั้งหมด", NOBODY, "assumed"),
    ("ground_cohesion", 0.12, 0.02, 0.4, "0 to 1", "cohesion that an alliance of strangers without plan, benefit or support drifts to", "ความเป็นปึกแผ่นของเครือข่ายที่ไม่มีแผน ผลประโยชน์ หรือการหนุนเสริม", NOBODY, "assumed"),
    ("cohesion_speed", 0.05, 0.02, 0.25, MONTHLY, "share of the way cohesion moves in a month to what supports it", "ความเร็วในการปรับตัวของความเป็นปึกแผ่น", NOBODY, "assumed"),
    ("cohesion_benefit", 0.45, 0.1, 0.6, "0 to 1", "cohesion from benefit realised in full", "ความเป็นปึกแผ่นจากผลประโยชน์ที่ได้จริง",
     "sign: member welfare predicts survival, 150 Thai rubber cooperatives", "literature"),
    ("cohesion_trust", 0.5, 0.1, 0.8, "0 to 1", "cohesion from full trust among members", "ความเป็นปึกแผ่นจากความไว้วางใจ", "sign: Vanneste et al. 2014, positive and small", "literature"),
    ("cohesion_plan", 0.4, 0.1, 0.7, "0 to 1", "cohesion from a full joint plan that members understand", "ความเป็นปึกแผ่นจากแผนความร่วมมือที่สมาชิกเข้าใจ",
     "sign: cognitive proximity raises persistence of ties in clusters", "literature"),
    ("cohesion_support", 0.3, 0.05, 0.5, "0 to 1", "cohesion from full outside support while it lasts", "ความเป็นปึกแผ่นจากการหนุนเสริมภายนอกขณะที่ยังมีอยู่",
     "sign: networks decline when facilitation ends (Wegner et al. 2015)", "literature"),
    ("room", 14, 5, 40, "members", "members at which coordination takes half of what cohesion can lose to it, for a middling leader", "จำนวนสมาชิกที่การประสานงานเริ่มเป็นภาระ", NOBODY, "assumed"),
    ("cohesion_load", 0.4, 0.1, 0.7, "0 to 1", "cohesion lost to coordination in a large alliance", "ความเป็นปึกแผ่นที่เสียไปกับการประสานงาน", TOMASELLO, "literature"),
    ("elementary_benefit", 0.4, 0.1, 0.7, SHARE, "share of the benefit that meeting alone gives, without a joint activity", "ผลประโยชน์จากการประชุมเพียงอย่างเดียว", NOBODY, "assumed"),
    ("other_benefit", 0.4, 0.0, 1.0, SHARE, "money benefit of an area or academic alliance as a share of a business one's", "ผลประโยชน์เป็นเงินของเครือข่ายพื้นที่และวิชาการเทียบกับธุรกิจ", NOBODY, "assumed"),
    ("first_readiness", 0.2, 0.0, 0.5, "0 to 1", "readiness to use feedback in a new alliance", "ความตระหนักในข้อมูลย้อนกลับของเครือข่ายใหม่", NOBODY, "assumed"),
    ("first_skill", 0.15, 0.0, 0.5, "0 to 1", "skill in feedback in a new alliance", "ทักษะการใช้ข้อมูลย้อนกลับของเครือข่ายใหม่", NOBODY, "assumed"),
    ("unplanned", 0.02, 0.0, 0.5, SHARE, "chance of starting a joint activity without any plan, as a share of that with a full one", "โอกาสเริ่มกิจกรรมร่วมโดยไม่มีแผน", NOBODY, "assumed"),
    ("free_riding", 0.25, 0.0, 0.5, SHARE, "share of benefit lost to free-riding in a large alliance without indicators or control", "ผลประโยชน์ที่เสียไปกับการเอาเปรียบ",
     "sign: Fonti et al. 2017", "literature"),
    ("misuse_rate", 0.05, 0.01, 0.1, ODDS, "chance of misuse of trust or money in an alliance without internal control", "โอกาสเกิดการใช้ทรัพยากรในทางมิชอบ", NOBODY, "assumed"),
    ("misuse_damage", 0.6, 0.1, 0.9, SHARE, "largest share of cohesion and trust that one misuse destroys", "ความเสียหายสูงสุดต่อความเป็นปึกแผ่นจากการใช้ในทางมิชอบ", NOBODY, "assumed"),
    ("misuse_loss", 0.02, 0.0, 0.1, SHARE, "largest share of a member's capital lost in one misuse", "ทุนสมาชิกที่เสียสูงสุดต่อครั้ง", NOBODY, "assumed"),
    ("control_effect", 0.7, 0.3, 0.95, SHARE, "share of misuse that full internal control prevents", "สัดส่วนการใช้ในทางมิชอบที่การควบคุมภายในป้องกันได้", NOBODY, "assumed"),
    ("control_burden", 0.05, 0.0, 0.2, SHARE, "share of benefit that full internal control costs", "ภาระของการควบคุมภายในต่อผลประโยชน์", NOBODY, "assumed"),
    ("feedback_power", 0.25, 0.05, 0.5, MONTHLY, "share of a seen shortfall of cohesion that perfect feedback corrects in a month", "การแก้ไขด้วยข้อมูลย้อนกลับในหนึ่งเดือน",
     "sign: ventures that adjust succeed more often (Ernst & Bamford 2005)", "literature"),
    ("comfort", 0.5, 0.3, 0.7, "0 to 1", "cohesion below which leaders see a shortfall", "ระดับความเป็นปึกแผ่นที่ผู้นำเริ่มเห็นปัญหา", NOBODY, "assumed"),
    ("seen_unaided", 0.15, 0.0, 0.5, SHARE, "share of trouble that shows without indicators or feedback", "สัดส่วนปัญหาที่เห็นได้เองโดยไม่มีตัวชี้วัด", NOBODY, "assumed"),
    ("readiness_decay", 0.05, 0.01, 0.15, MONTHLY, "share of readiness to use feedback lost in a month by those without the skill", "ความตระหนักที่ลดลงหากไม่มีทักษะ", "the brief of recommendation 10: decays without 11", "assumed"),
    ("practice_wear", 0.015, 0.0, 0.05, MONTHLY, "share of plan, indicators and control that goes stale in a month", "แผน ตัวชี้วัด และการควบคุมที่ล้าสมัยในหนึ่งเดือน", NOBODY, "assumed"),
    ("plan_growth", 0.06, 0.0, 0.15, MONTHLY, "share of the missing joint plan that members with strategies of their own add in a month", "แผนความร่วมมือที่สมาชิกร่วมกันทำเองในหนึ่งเดือน", NOBODY, "assumed"),
    ("maturing_rate", 0.6, 0.1, 1.0, ODDS, "chance that a cohesive, planned and well-led elementary alliance starts a joint activity", "โอกาสที่เครือข่ายขั้นต้นพัฒนาเป็นเครือข่ายที่มีกิจกรรมร่วม", NOBODY, "assumed"),
    ("slipping", 0.3, 0.2, 0.4, "0 to 1", "cohesion below which a joint activity stops and the alliance only meets", "ระดับความเป็นปึกแผ่นที่กิจกรรมร่วมยุติ", NOBODY, "assumed"),
    ("breaking", 0.18, 0.1, 0.25, "0 to 1", "cohesion below which an alliance ends", "ระดับความเป็นปึกแผ่นที่เครือข่ายยุติ",
     "with misuse, sets endings near 0.08 to 0.19 a year (Norway, Brazil)", "literature"),
    ("work_learning", 0.01, 0.0, 0.03, MONTHLY, "share of missing management skill and understanding that joint work teaches in a month", "การเรียนรู้จากการทำงานร่วมกัน", NOBODY, "assumed"),
    ("support_fading", 0.12, 0.03, 0.4, MONTHLY, "share of outside support that fades in a month without a visit", "การหนุนเสริมที่จางลงหากไม่มีการเยี่ยม", NOBODY, "assumed"),
)

_group(
    "province teams",
    ("team_visits", 8, 1, 30, "visits a month", "visits each province team makes in a month", "จำนวนครั้งที่ทีมจังหวัดลงพื้นที่ต่อเดือน", "the source: regular and continuous, without a number", "assumed"),
    ("team_circle", 30, 5, 150, "organisations", "organisations each team works with", "จำนวนองค์กรที่แต่ละทีมทำงานด้วย", NOBODY, "assumed"),
    ("stage_visits", 2, 1, 6, "visits", "visits an organisation gets at each stage before the next", "จำนวนครั้งที่เยี่ยมในแต่ละขั้นตอน", NOBODY, "assumed"),
    ("team_understanding", 0.5, 0.1, 0.95, "0 to 1", "mean understanding of the framework among teams at the start", "ความเข้าใจกรอบแนวคิดของทีมเมื่อเริ่มต้น", "the source: teams differed", "assumed"),
    ("team_spread", 0.15, 0.0, 0.3, "0 to 1", "spread of that understanding among teams", "การกระจายของความเข้าใจระหว่างทีม", "the source: teams differed", "assumed"),
    ("forum_every", 3, 1, 24, "months", "months between the central team's forums", "ระยะห่างระหว่างเวทีแลกเปลี่ยนของทีม (เดือน)", "the source: forums among teams, without a number", "assumed"),
    ("forum_gain", 0.1, 0.0, 0.3, SHARE, "share of the missing understanding a team gains at a central forum", "ความเข้าใจที่ทีมได้จากเวทีหนึ่งครั้ง", NOBODY, "assumed"),
    ("explain_effect", 0.35, 0.05, 0.6, SHARE, "share of an organisation's missing understanding that one visit of a perfect team adds", "ผลของการชี้แจงหนึ่งครั้ง", NOBODY, "assumed"),
    ("plan_effect", 0.3, 0.05, 0.6, SHARE, "share of an organisation's missing strategy that one visit of a perfect team adds, if it understands why", "ผลของการช่วยทำแผนหนึ่งครั้ง", NOBODY, "assumed"),
    ("blind_planning", 0.25, 0.0, 1.0, SHARE, "share of that effect left in an organisation that understands nothing of alliances", "ผลของการทำแผนโดยไม่เข้าใจเครือข่าย", "the source: explanation comes first in best practice", "assumed"),
    ("link_push", 3.4, 0.5, 6.0, LOGIT, "push of a perfect team's visit towards founding or joining", "แรงผลักจากการหนุนเสริมการเชื่อมโยง", "fitted to the 31 networks in calibration", "assumed"),
    ("brokered", 6, 1, 8, "organisations", "candidates a team brings to a linking visit beyond one's acquaintances", "จำนวนองค์กรที่ทีมแนะนำให้รู้จักเพิ่ม", NOBODY, "assumed"),
    ("team_cost", 45000, 15000, 120000, "baht a month in a province", "cost of one province team, forums included", "ค่าใช้จ่ายของทีมจังหวัดต่อเดือน",
     "about 1.1 million baht a province over two years (40 million baht for 36 provinces, the next phase)", "literature"),
)

_group(
    "recommendations at work",
    ("climate_pull", 1.2, 0.2, 3.0, LOGIT, "founding cost that a fully friendly environment removes", "ภาระก่อตั้งที่ลดลงเมื่อภาครัฐและขบวนการสหกรณ์เป็นมิตร", NOBODY, "assumed"),
    ("climate_fading", 0.05, 0.01, 0.2, MONTHLY, "share of a friendly environment that fades in a month", "บรรยากาศเอื้อที่จางลงในหนึ่งเดือน", NOBODY, "assumed"),
    ("repetition_wear", 0.06, 0.0, 0.2, MONTHLY, "share of a broadcast's effect lost with each month it has run", "ผลของสื่อที่ลดลงเมื่อทำซ้ำ", "the brief of recommendation 5: repetition wears off", "assumed"),
    ("directory_staleness", 0.05, 0.01, 0.2, MONTHLY, "share of a directory's use lost in a month", "ทำเนียบนามที่ล้าสมัยในหนึ่งเดือน", "the brief of recommendation 7: goes stale", "assumed"),
    ("directory_use", 0.5, 0.1, 1.0, SHARE, "chance that a listed organisation looks for partners in a fresh directory when it meets or founds", "โอกาสใช้ทำเนียบนามในการหาพันธมิตร", NOBODY, "assumed"),
    ("entries_read", 4, 1, 20, "entries", "entries of a directory that one search reads", "จำนวนรายชื่อที่อ่านเมื่อค้นทำเนียบหนึ่งครั้ง", NOBODY, "assumed"),
    ("travel", 40, 10, 120, "km", "distance at which a third of those invited still come to a forum", "ระยะทางที่ผู้รับเชิญหนึ่งในสามยังมาร่วมเวที", NOBODY, "assumed"),
)

_group(
    "reporting",
    ("weak_leadership", 0.35, 0.2, 0.5, "0 to 1", "leadership at the start below which an organisation counts as weak", "ระดับภาวะผู้นำที่ถือว่าองค์กรอ่อนแอ",
     "about half of cooperatives passed the official standard in 2022; a proxy", "assumed"),
    ("remote_distance", 35, 10, 100, "km", "distance from the provincial capital from which an organisation counts as remote", "ระยะห่างจากเมืองที่ถือว่าห่างไกล", NOBODY, "assumed"),
)

PARAMETERS: tuple[Parameter, ...] = tuple(_DECLARED)
BY_NAME: dict[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}
NUMBERS = np.dtype([(parameter.name, np.float64) for parameter in PARAMETERS])
"""One record with a float per parameter: in compiled rules ``p.trust_wear`` reads the parameter of that name."""


def numbers(values: Mapping[str, float] | None = None) -> np.ndarray:
    """The defaults with ``values`` in their place, as an array of one ``NUMBERS`` record; ``KeyError`` if unknown."""
    record = np.zeros(1, NUMBERS)
    chosen = {parameter.name: parameter.default for parameter in PARAMETERS}
    for name, value in (values or {}).items():
        if name not in BY_NAME:
            raise KeyError(name)
        chosen[name] = value
    for name, value in chosen.items():
        record[name] = value
    return record
