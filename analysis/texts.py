"""Every word of charts, tables and verdicts, once: key → English, Thai. "
"Labels of measures are in ``sim.measures``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sim.kinds import FORMS
from sim.measures import MEASURES, Measure
from sim.provinces import PROVINCE_TERMS

Lang = Literal["en", "th"]
Names = Mapping[str, tuple[str, str]]

TEXTS: dict[str, tuple[str, str]] = {
    # the terminal
    "uncalibrated": (
        "Not calibrated: numbers stand at defaults inside the ranges of the evidence, so that the programme as run "
        "comes near the 31 networks observed.",
        "ยังไม่ได้ปรับเทียบ: ตัวเลขเป็นค่าตั้งต้นในช่วงของหลักฐาน โดยให้โครงการตามที่ดำเนินการจริงได้เครือข่ายใกล้เคียง 31 เครือข่ายที่พบ",
    ),
    "strengths_drawn": (
        "{worlds} worlds: each draws the strength and cost of every recommendation, "
        "the number of unregistered groups and "
        "six other numbers anew from assumed ranges; all policies meet the same worlds.",
        "จำลอง {worlds} สถานการณ์ "
        "แต่ละสถานการณ์สุ่มความแรงและค่าใช้จ่ายของข้อเสนอแนะ จำนวนกลุ่มที่มิได้จดทะเบียน "
        "และตัวเลขอื่นอีกหกตัวจากช่วงที่สมมติ ทุกนโยบายเผชิญสถานการณ์ชุดเดียวกัน",
    ),
    "charts_at": ("Charts (each also as .svg):", "แผนภาพ (มีไฟล์ .svg ด้วย):"),
    "tables_at": ("Tables and manifest: {folder}", "ตารางและรายละเอียดการคำนวณ: {folder}"),
    "next_compare": (
        "Next: python run.py compare all-14 monitoring media shows what they do together; "
        "python run.py validate checks the model against what is known.",
        "ลองต่อ: python run.py explain policies/all-14 อธิบายสถานการณ์จำลองเป็นถ้อยคำ "
        "และ python run.py validate ตรวจแบบจำลองกับสิ่งที่รู้",
    ),
    "next_run": (
        "Next: python run.py compare {scenario} shows what it changes against what it builds on.",
        "ลองต่อ: python run.py compare {scenario} แสดงผลต่างเมื่อเทียบกับสถานการณ์ที่ใช้เป็นฐาน",
    ),
    "next_baseline": (
        "Next: python run.py compare shows what the programme and each recommendation add to this.",
        "ลองต่อ: python run.py compare แสดงว่าโครงการและข้อเสนอแนะแต่ละข้อเพิ่มอะไรจากนี้",
    ),
    "compiling": (
        "Compiling the rules, once for this version: about 20 seconds.",
        "กำลังแปลกฎของแบบจำลองเป็นภาษาเครื่อง ทำครั้งเดียวต่อรุ่น ใช้เวลาราว 20 วินาที",
    ),
    "progress": ("{done} of {total} worlds", "เสร็จแล้ว {done} จาก {total} สถานการณ์"),
    "progress_unit": ("worlds", "สถานการณ์"),
    "resumed": (
        "Read from {folder}, where this same command has already left its results.",
        "อ่านจาก {folder} ซึ่งคำสั่งเดียวกันนี้ได้เก็บผลไว้แล้ว",
    ),
    "run_head": ("{name}: outcomes at month {months}", "{name}: ผลลัพธ์ ณ เดือนที่ {months}"),
    "run_outcome": ("outcome", "ผลลัพธ์"),
    "run_mean": ("mean", "ค่าเฉลี่ย"),
    "run_q05": ("5 %", "ร้อยละ 5"),
    "run_q95": ("95 %", "ร้อยละ 95"),
    "run_unit": ("unit", "หน่วย"),
    "run_note": (
        "5 % and 95 %: nine worlds in ten lie between them (chance and what is not known, together).",
        "ร้อยละ 5 และ 95: เก้าในสิบสถานการณ์อยู่ระหว่างสองค่านี้ (รวมความบังเอิญและสิ่งที่ยังไม่รู้)",
    ),
    "changed_numbers": (
        "“{policy}” also sets {numbers}, which “{reference}” does not: its effect includes theirs.",
        "“{policy}” ยังกำหนด {numbers} ต่างจาก “{reference}” ผลที่แสดงจึงรวมผลของตัวเลขเหล่านี้ด้วย",
    ),
    "forecast": (
        "{runs} runs ({worlds} worlds x {scenarios} scenarios x {months} "
        "months): about {minutes} on {workers} cores, "
        "about {disk} MB on disk. Nothing was run but a short trial.",
        "{runs} รอบจำลอง ({worlds} สถานการณ์ x {scenarios} ทางเลือก x {months} เดือน): ใช้เวลาราว {minutes} "
        "ด้วย {workers} แกนประมวลผล ใช้เนื้อที่ราว {disk} MB ยังไม่ได้จำลองจริง",
    ),
    "minutes": ("{minutes} min {seconds} s", "{minutes} นาที {seconds} วินาที"),
    "interrupted": (
        "Interrupted. Nothing half-written was left.",
        "หยุดกลางคัน ไม่มีไฟล์ที่เขียนค้างไว้",
    ),
    "interrupted_study": (
        "Interrupted. {done} of {total} worlds are finished and kept in {kept}; the same command goes on from there.",
        "หยุดกลางคัน เสร็จแล้ว {done} จาก {total} สถานการณ์ เก็บไว้ที่ {kept} สั่งคำสั่งเดิมเพื่อทำต่อได้",
    ),
    "goes_on": (
        "Goes on from where it was stopped: {done} of {total} worlds are there.",
        "ทำต่อจากที่หยุดไว้: มีแล้ว {done} จาก {total} สถานการณ์",
    ),
    "runs_failed": (
        "{failed} of {total} runs failed; each can be run again by:",
        "{failed} จาก {total} รอบจำลองล้มเหลว จำลองซ้ำแต่ละรอบได้ด้วย:",
    ),
    "check_fine": ("{file}: no faults", "{file}: ไม่พบข้อผิดพลาด"),
    "patterns_head": (
        "Patterns the model is judged by ({worlds} worlds; “set”: a number was chosen with it in view, "
        "“held out”: none was)",
        "แบบแผนที่ใช้ตัดสินแบบจำลอง ({worlds} สถานการณ์ “ตั้งค่าตาม” คือเลือกตัวเลขโดยคำนึงถึงแบบแผนนั้น “กันไว้ตรวจ” คือไม่ได้คำนึงถึง)",
    ),
    "pattern_criterion": ("holds if", "เกณฑ์"),
    "pattern_pass": ("pass", "ผ่าน"),
    "pattern_fail": ("FAIL", "ไม่ผ่าน"),
    "pattern_set": ("set", "ตั้งค่าตาม"),
    "pattern_built": ("built in: a rule rests on the same claim", "อยู่ในโครงสร้าง: มีกฎที่ตั้งอยู่บนข้อความเดียวกัน"),
    "pattern_held": ("held out", "กันไว้ตรวจ"),
    "pattern_a": (
        "without a programme, alliances are mostly elementary and business ones few",
        "เมื่อไม่มีโครงการ เครือข่ายส่วนใหญ่เป็นขั้นต้น และเครือข่ายธุรกิจมีน้อย",
    ),
    "pattern_b": (
        "explain, plan, link founds more alliances in the two years than other orders of the same visits",
        "ลำดับชี้แจง วางแผน เชื่อมโยง ก่อตั้งเครือข่ายในสองปีได้มากกว่าลำดับอื่นด้วยจำนวนการเยี่ยมเท่ากัน",
    ),
    "pattern_c": (
        "teams' understanding and forums matter more than 50 % more visits",
        "ความเข้าใจของทีมและเวทีแลกเปลี่ยนสำคัญกว่าการเยี่ยมเพิ่มร้อยละ 50",
    ),
    "pattern_d": (
        "without support alliances end at 0.08 to 0.19 a year, young ones faster",
        "เมื่อไม่มีการหนุนเสริม เครือข่ายยุติปีละ 0.08 ถึง 0.19 และเครือข่ายใหม่ยุติเร็วกว่า",
    ),
    "pattern_e": (
        "sizes are right-skewed, from two to a few dozen",
        "ขนาดเครือข่ายเบ้ขวา ตั้งแต่ 2 ถึงไม่กี่สิบองค์กร",
    ),
    "pattern_f": (
        "organisations of average or better capability start alliances about twice as often as weak ones",
        "องค์กรที่มีขีดความสามารถปานกลางขึ้นไปเริ่มเครือข่ายบ่อยกว่าองค์กรอ่อนแอราวสองเท่า",
    ),
    "pattern_g": (
        "regular forums leave more lasting alliances than one occasion of as many sessions",
        "เวทีสม่ำเสมอได้เครือข่ายที่ยั่งยืนมากกว่าเวทีครั้งเดียวที่มีจำนวนรอบเท่ากัน",
    ),
    "pattern_h": (
        "training of leaders raises the surplus of those trained by 5 to 10 %",
        "การอบรมผู้นำเพิ่มส่วนเกินขององค์กรที่ได้รับการอบรมร้อยละ 5 ถึง 10",
    ),
    "joint_head": (
        "What recommendations do together beyond the sum of each alone (lasting "
        "alliances; 95 % intervals that hold for "
        "all of them at once):",
        "ผลร่วมของข้อเสนอแนะที่เกินกว่าผลรวมของแต่ละข้อ (เครือข่ายที่ยั่งยืน ช่วงความเชื่อมั่น 95 % ที่ครอบคลุมทุกคู่พร้อมกัน):",
    ),
    "joint_to": ("to", "ถึง"),
    "joint_needs": ("they strengthen each other", "เสริมกัน"),
    "joint_replaces": ("they replace each other", "ทดแทนกัน"),
    "joint_untold": ("not told apart from the sum", "ยังแยกไม่ออกจากผลรวม"),
    "patterns_verdict": ("{passed} of {total} patterns hold.", "ผ่าน {passed} จาก {total} แบบแผน"),
    # words
    "lasting": ("lasting alliances", "เครือข่ายที่ยั่งยืน"),
    "operating": ("operating alliances", "เครือข่ายที่มีกิจกรรมร่วม"),
    "alliances": ("alliances", "เครือข่าย"),
    "to": ("{low} to {high}", "{low} ถึง {high}"),
    # what the bands are
    "runs_each": (
        "Each policy and “{reference}” simulated side by side in the same worlds ({runs})",
        "จำลองแต่ละนโยบายคู่กับ “{reference}” ในสถานการณ์ชุดเดียวกัน {runs} ชุด",
    ),
    "lasting_means": (
        "Lasting: operating a joint activity at the end of the simulation, whoever founded the alliance and whenever.",
        "ยั่งยืน หมายถึง มีกิจกรรมร่วมกันเมื่อสิ้นสุดการจำลอง ไม่ว่าใครก่อตั้งและก่อตั้งเมื่อใด",
    ),
    "assumed": (
        "How strong each recommendation is has not been measured: strengths and costs are assumptions with ranges.",
        "ความแรงและค่าใช้จ่ายของข้อเสนอแนะแต่ละข้อเป็นข้อสมมติที่กำหนดเป็นช่วง ยังไม่มีผลการวัดจริง",
    ),
    # effects
    "effects_title": (
        "What each policy adds to {outcome}, compared with “{reference}”",
        "{outcome}ที่แต่ละนโยบายเพิ่มให้ เมื่อเทียบกับ “{reference}”",
    ),
    "effects_axis": (
        "difference from “{reference}” ({unit}; right of 0 is more)",
        "ผลต่างจาก “{reference}” ({unit} ทางขวาของ 0 คือเพิ่มขึ้น)",
    ),
    "effects_column": ("mean (95 % interval)", "ค่าเฉลี่ย (ช่วงความเชื่อมั่น 95 %)"),
    "effects_clear_up": ("clearly more", "เพิ่มขึ้นชัดเจน"),
    "effects_unclear": ("not told apart from no effect", "ยังแยกไม่ออกจากการไม่มีผล"),
    "effects_clear_down": ("clearly less", "ลดลงชัดเจน"),
    "effects_note": (
        "Thick bar: 95 % interval of the mean effect, holding for all the "
        "policies at once. More runs make it shorter. "
        "Thin line: the middle 95 % of single worlds: chance, and what is assumed, together. "
        "More runs do not make it shorter.",
        "แถบหนา คือ ช่วงความเชื่อมั่น 95 % ของผลเฉลี่ย ซึ่งครอบคลุมทุกนโยบายพร้อมกัน ยิ่งจำลองมากยิ่งแคบลง "
        "เส้นบาง คือ ช่วงของผลใน 95 % ของสถานการณ์เดี่ยว รวมทั้งความบังเอิญและสิ่งที่สมมติ "
        "การจำลองเพิ่มไม่ทำให้แคบลง",
    ),
    "effects_other": (
        "Not drawn: “{policy}” compared with “{reference}”: {difference} ({interval}) {unit}.",
        "ไม่ได้แสดงในแผนภาพ: “{policy}” เทียบกับ “{reference}”: {difference} ({interval}) {unit}",
    ),
    # paths
    "paths_title": ("Month by month under each policy: {outcome}", "{outcome}รายเดือนภายใต้แต่ละนโยบาย"),
    "paths_policy": ("the policy named above the panel", "นโยบายตามชื่อเหนือภาพ"),
    "paths_support_ends": ("support ends", "สิ้นสุดการหนุนเสริม"),
    "paths_axis": ("month since the programme began", "เดือนนับจากเริ่มโครงการ"),
    "paths_note": (
        "Lines: mean of the runs. Bands: the middle 90 % of single runs (5 to 95 %), so how far one future may lie "
        "from the mean. Bands overlap even where policies clearly differ, since most of their width is shared by all "
        "policies; the chart of effects compares them in the same worlds.",
        "เส้น คือ ค่าเฉลี่ยของการจำลองทั้งหมด แถบสี คือ ร้อยละ 90 "
        "ตรงกลางของการจำลองแต่ละรอบ (เปอร์เซ็นไทล์ที่ 5 ถึง 95) "
        "แสดงว่าอนาคตหนึ่งอาจต่างจากค่าเฉลี่ยได้เพียงใด แถบซ้อนทับกันได้แม้นโยบายให้ผลต่างกันชัดเจน "
        "เพราะความผันแปรส่วนใหญ่เกิดร่วมกันทุกนโยบาย "
        "การเปรียบเทียบในสถานการณ์เดียวกันดูได้จากแผนภาพผลของนโยบาย",
    ),
    # forms and provinces beside the observed
    "observed_title": (
        "Alliances that the teams helped to found in {months} months: simulated and observed",
        "เครือข่ายที่ทีมหนุนเสริมให้ก่อตั้งใน {months} เดือน: ผลการจำลองเทียบกับที่พบจริง",
    ),
    "observed_subtitle": (
        "{runs} runs of “{scenario}”; observed: {total} networks, of which the source names {named}",
        "จำลอง “{scenario}” {runs} รอบ ที่พบจริง {total} เครือข่าย โดยเอกสารต้นทางระบุชื่อไว้ {named} เครือข่าย",
    ),
    "observed_total": ("in all nine provinces", "รวมทั้งเก้าจังหวัด"),
    "observed_form": ("by form", "จำแนกตามรูปแบบ"),
    "observed_province": ("by province", "จำแนกตามจังหวัด"),
    "observed_line": (
        "observed: {total}\n{below} % of runs\nhave fewer",
        "พบจริง {total}\nการจำลองร้อยละ {below}\nน้อยกว่านี้",
    ),
    "observed_share": ("runs (%)", "ร้อยละของการจำลอง"),
    "observed_simulated": ("simulated: mean, and the middle 90 % of runs", "ผลการจำลอง: ค่าเฉลี่ย และร้อยละ 90 ตรงกลาง"),
    "observed_named": (
        "observed, at least: named in the source; the other {unknown} unknown",
        "พบจริงอย่างน้อย: ระบุชื่อในเอกสารต้นทาง อีก {unknown} เครือข่ายไม่ทราบ",
    ),
    "observed_note": (
        "The source states neither form nor province of the other {unknown} "
        "networks, so a hollow marker is the least "
        "there was, not the number there was: simulated means right of it are no misfit.",
        "เอกสารต้นทางไม่ได้ระบุรูปแบบและจังหวัดของอีก {unknown} เครือข่าย "
        "เครื่องหมายโปร่งจึงเป็นจำนวนขั้นต่ำ ไม่ใช่จำนวนจริง "
        "ค่าจำลองที่อยู่ทางขวาจึงมิได้แปลว่าคลาดเคลื่อน",
    ),
    # network picture
    "network_title": (
        "Alliances and their members in one simulated run",
        "เครือข่ายและองค์กรสมาชิกในการจำลองหนึ่งรอบ",
    ),
    "network_panel": (
        "{province}: {operating} operating, {elementary} elementary",
        "{province}: มีกิจกรรมร่วม {operating} ขั้นต้น {elementary}",
    ),
    "network_form": ("{form} alliance", "เครือข่าย{form}"),
    "network_operating": ("operating: a joint activity", "มีกิจกรรมร่วม"),
    "network_elementary": ("elementary: it meets", "ขั้นต้น: มีการพบปะ"),
    "network_cooperative": ("registered cooperative", "สหกรณ์ที่จดทะเบียน"),
    "network_financial": ("financial organisation", "กลุ่มองค์กรการเงิน"),
    "network_other": ("occupational or other group", "กลุ่มอาชีพและกลุ่มอื่น ๆ"),
    "network_alone": ("organisation in no alliance", "องค์กรที่ไม่อยู่ในเครือข่ายใด"),
    "network_note": (
        "Each panel is one province, organisations where they lie (bar: 20 km). "
        "Lines join members to their alliance; "
        "+2 beside it means two members from other provinces, and a dark dot without a line is such a member. "
        "One run is one possible history, not a forecast.",
        "แต่ละภาพคือหนึ่งจังหวัด องค์กรวางตามตำแหน่งที่ตั้ง (แถบ: 20 กม.) เส้นโยงสมาชิกเข้ากับเครือข่าย "
        "เครื่องหมาย +2 หมายถึงมีสมาชิกจากจังหวัดอื่นสององค์กร "
        "จุดเข้มที่ไม่มีเส้นคือองค์กรที่เป็นสมาชิกเครือข่ายของจังหวัดอื่น "
        "การจำลองหนึ่งรอบคือเหตุการณ์หนึ่งที่เป็นไปได้ มิใช่การพยากรณ์",
    ),
    "kilometres": ("20 km", "20 กม."),
    # cost against effect
    "cost_title": (
        "What each policy adds to lasting alliances, and what it costs, compared with “{reference}”",
        "เครือข่ายที่ยั่งยืนที่เพิ่มขึ้นและค่าใช้จ่ายของแต่ละนโยบาย เทียบกับ “{reference}”",
    ),
    "cost_x": ("extra cost (million baht)", "ค่าใช้จ่ายที่เพิ่มขึ้น (ล้านบาท)"),
    "cost_y": ("extra lasting alliances (alliances)", "เครือข่ายที่ยั่งยืนที่เพิ่มขึ้น (เครือข่าย)"),
    "cost_ray": ("{amount} million baht\nper lasting alliance", "{amount} ล้านบาท\nต่อเครือข่ายที่ยั่งยืน"),
    "cost_key": ("Policies, most effective first", "นโยบาย เรียงจากผลมากไปน้อย"),
    "cost_note": (
        "Bars: 95 % intervals of the means, holding for all the policies at once. "
        "Dashed lines: equal cost for every lasting alliance added; higher and further left is better.",
        "แถบ คือ ช่วงความเชื่อมั่น 95 % ของค่าเฉลี่ย ซึ่งครอบคลุมทุกนโยบายพร้อมกัน "
        "เส้นประ คือ ค่าใช้จ่ายต่อเครือข่ายที่ยั่งยืนเท่ากัน ยิ่งสูงและยิ่งอยู่ทางซ้ายยิ่งดี",
    ),
    # the table on the terminal
    "table_rank": ("", "ที่"),
    "table_policy": ("policy", "นโยบาย"),
    "table_effect": ("lasting alliances|added (95 %)", "เครือข่ายที่ยั่งยืน|เพิ่มขึ้น (95 %)"),
    "table_range": ("range over|single worlds", "ช่วงใน|แต่ละสถานการณ์"),
    "table_cost": ("million|baht more", "จ่ายเพิ่ม|ล้านบาท"),
    "table_ratio": ("baht per|alliance", "บาทต่อ|เครือข่าย"),
    "table_best": ("best in %|of worlds", "ดีที่สุดใน|สถานการณ์ %"),
    "table_against": ("compared with “{reference}”:", "เทียบกับ “{reference}”:"),
    # verdict
    "verdict_first": (
        "Compared with “{reference}”, “{policy}” adds most: {difference} lasting alliances "
        "(95 % interval for all policies at once: {interval}).",
        "เมื่อเทียบกับ “{reference}” “{policy}” เพิ่มเครือข่ายที่ยั่งยืนมากที่สุด คือ {difference} เครือข่าย "
        "(ช่วงความเชื่อมั่น 95 % ที่ครอบคลุมทุกนโยบายพร้อมกัน: {interval})",
    ),
    "verdict_none": (
        "Compared with “{reference}”, these runs show no policy that clearly adds lasting alliances.",
        "เมื่อเทียบกับ “{reference}” การจำลองนี้ยังไม่พบนโยบายใดที่เพิ่มเครือข่ายที่ยั่งยืนอย่างชัดเจน",
    ),
    "verdict_ahead": (
        "It is clearly ahead of every other policy compared.",
        "นโยบายนี้ให้ผลดีกว่านโยบายอื่นทุกข้อที่นำมาเปรียบเทียบอย่างชัดเจน",
    ),
    "verdict_close": (
        "These runs cannot tell it apart from: {policies}.",
        "การจำลองนี้ยังแยกนโยบายดังกล่าวไม่ออกจาก: {policies}",
    ),
    "verdict_separate": (
        "About {draws} worlds would probably tell the first two apart.",
        "หากจะแยกสองอันดับแรกออกจากกัน ต้องจำลองประมาณ {draws} สถานการณ์",
    ),
    "verdict_inseparable": (
        "The first two are so alike that no practical number of runs would tell them apart.",
        "สองอันดับแรกใกล้เคียงกันมากจนการจำลองเพิ่มในทางปฏิบัติก็แยกไม่ออก",
    ),
    "verdict_best": (
        "“{policy}” is the best of the {count} policies in {share} % of single worlds, where chance counts too; "
        "there its effect runs from {range}.",
        "“{policy}” ดีที่สุดใน {count} นโยบาย ในร้อยละ {share} ของสถานการณ์เดี่ยวซึ่งรวมความบังเอิญด้วย โดยผลอยู่ในช่วง {range}",
    ),
    "verdict_unclear": (
        "No clear effect on lasting alliances, alone: {policies}.",
        "นโยบายที่เมื่อใช้ลำพังยังไม่เห็นผลชัดเจนต่อเครือข่ายที่ยั่งยืน: {policies}",
    ),
    "verdict_harm": (
        "Clearly fewer lasting alliances: {policies}.",
        "นโยบายที่ทำให้เครือข่ายที่ยั่งยืนลดลงชัดเจน: {policies}",
    ),
    "verdict_other": (
        "“{policy}” compared with “{reference}”: {difference} lasting alliances (95 % interval: {interval}).",
        "“{policy}” เทียบกับ “{reference}”: {difference} เครือข่ายที่ยั่งยืน (ช่วงความเชื่อมั่น 95 %: {interval})",
    ),
    "verdict_precision": (
        "{draws} worlds (runs in each: {replicates}) give every mean effect to "
        "± {half_width} alliances or better; halving that takes about {more} worlds.",
        "การจำลอง {draws} สถานการณ์ สถานการณ์ละ {replicates} รอบ "
        "ให้ผลเฉลี่ยแม่นยำถึง ± {half_width} เครือข่ายหรือดีกว่า "
        "หากต้องการให้แม่นยำขึ้นเท่าตัวต้องใช้ประมาณ {more} สถานการณ์",
    ),
    "verdict_single": (
        "One world gives no interval: run at least two, better two hundred.",
        "การจำลองเพียงสถานการณ์เดียวไม่สามารถให้ช่วงความเชื่อมั่นได้ ควรใช้อย่างน้อยสอง และดีที่สุดสองร้อยสถานการณ์ขึ้นไป",
    ),
    "verdict_assumed": (
        "The strengths are assumptions: more worlds make the intervals of the "
        "means shorter, but the means themselves "
        "stand on those assumptions, which only measurement in the field can replace.",
        "ความแรงของข้อเสนอแนะเป็นข้อสมมติ การจำลองเพิ่มทำให้ช่วงของค่าเฉลี่ยแคบลง "
        "แต่ค่าเฉลี่ยยังตั้งอยู่บนข้อสมมติซึ่งแทนได้ด้วยการวัดจริงในพื้นที่เท่านั้น",
    ),
    "verdict_failed": (
        "Runs that failed, left out with their partners: {failed}.",
        "การจำลองที่ล้มเหลวและตัดออกพร้อมคู่เปรียบเทียบ: {failed} รอบ",
    ),
}
_MEASURES: dict[str, Measure] = {measure.key: measure for measure in MEASURES}
_TERMS = {term.key: term for term in (*FORMS, *PROVINCE_TERMS)}
_PLACE = {"en": 0, "th": 1}


def text(key: str, lang: Lang, **values: object) -> str:
    """The text of ``key`` with its places filled; ``KeyError`` for an unknown key or a place left empty."""
    return TEXTS[key][_PLACE[lang]].format(**values)


def name(names: Names, scenario: str, lang: Lang) -> str:
    """Label of a scenario, or its key if it has none."""
    return names[scenario][_PLACE[lang]] if scenario in names else scenario


def outcome(key: str, lang: Lang) -> str:
    """Label of a measure at the end of a run."""
    if key in TEXTS:
        return text(key, lang)
    return _MEASURES[key].en if lang == "en" else _MEASURES[key].th


def unit(key: str, lang: Lang) -> str:
    """Unit of a measure."""
    return _MEASURES[key].unit_en if lang == "en" else _MEASURES[key].unit_th


def term(key: str, lang: Lang) -> str:
    """Label of a form or province."""
    return _TERMS[key].en if lang == "en" else _TERMS[key].th
