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
    "calibrated": (
        "Calibrated: parameter values are drawn from a fit to a report of networks ({report}). It says little of "
        "most of "
        "them; docs/calibration.md tells what was learnt and what was not.",
        "ปรับเทียบแล้ว: ค่าพารามิเตอร์สุ่มจากผลการปรับเทียบกับรายงานจำนวนเครือข่าย ({report}) "
        "ซึ่งบอกได้น้อยสำหรับพารามิเตอร์ส่วนใหญ่ ดู docs/calibration.md ว่าเรียนรู้อะไรได้และไม่ได้",
    ),
    "calibrated_of": ("{total} in {months} months", "{total} เครือข่ายใน {months} เดือน"),
    "calibrated_old": (
        "Careful: that fit was made with other rules than those of today; run.py calibrate makes it anew.",
        "โปรดระวัง: ผลการปรับเทียบนี้ทำกับกฎที่ต่างจากปัจจุบัน สั่ง run.py calibrate เพื่อปรับเทียบใหม่",
    ),
    "calibrated_thin": (
        "Careful: that fit is worth only {size} independent draws, too few to be trusted.",
        "โปรดระวัง: ผลการปรับเทียบนี้มีค่าเท่ากับการสุ่มอิสระเพียง {size} ครั้ง น้อยเกินกว่าจะเชื่อถือได้",
    ),
    "calibrated_drawn": (
        "{worlds} worlds: each draws the strength and cost of every recommendation anew from assumed ranges, and "
        "one set "
        "of parameter values from the fit; all policies meet the same worlds.",
        "จำลอง {worlds} สถานการณ์ แต่ละสถานการณ์สุ่มความแรงและค่าใช้จ่ายของข้อเสนอแนะจากช่วงที่สมมติ "
        "และสุ่มค่าพารามิเตอร์หนึ่งชุดจากผลการปรับเทียบ ทุกนโยบายเผชิญสถานการณ์ชุดเดียวกัน",
    ),
    "calibrated_programme": ("the programme after the fit", "โครงการหลังการปรับเทียบ"),
    "depends_prior": (
        "Which of “{first}” and “{second}” adds more rests most on one number, {what} (rank correlation "
        "{correlation}), of which the report says next to nothing: their order is an assumption.",
        "ระหว่าง “{first}” กับ “{second}” ข้อใดเพิ่มมากกว่า ขึ้นอยู่กับ {what} มากที่สุด (สหสัมพันธ์ลำดับ "
        "{correlation}) ซึ่งรายงานแทบไม่บอกอะไร ลำดับของสองข้อนี้จึงเป็นข้อสมมติ",
    ),
    "depends_learnt": (
        "Which of “{first}” and “{second}” adds more rests most on {what} (rank correlation {correlation}), "
        "of which the report says something.",
        "ระหว่าง “{first}” กับ “{second}” ข้อใดเพิ่มมากกว่า ขึ้นอยู่กับ {what} มากที่สุด (สหสัมพันธ์ลำดับ "
        "{correlation}) ซึ่งรายงานบอกได้บ้าง",
    ),
    "depends_strength": (
        "Which of “{first}” and “{second}” adds more rests most on how strong “{what}” is (rank correlation "
        "{correlation}), which is assumed: no report of networks can tell it, only a study of what it does.",
        "ระหว่าง “{first}” กับ “{second}” ข้อใดเพิ่มมากกว่า ขึ้นอยู่กับความแรงของ “{what}” มากที่สุด (สหสัมพันธ์ลำดับ "
        "{correlation}) ซึ่งเป็นข้อสมมติ รายงานจำนวนเครือข่ายบอกไม่ได้ ต้องศึกษาผลของข้อเสนอแนะนั้นเอง",
    ),
    "depends_nothing": (
        "No single uncertain number decides which of “{first}” and “{second}” adds more: their order rests on many "
        "at once, most of them assumed.",
        "ไม่มีตัวเลขที่ไม่แน่นอนตัวใดตัวเดียวชี้ขาดว่า “{first}” กับ “{second}” ข้อใดเพิ่มมากกว่า "
        "ลำดับขึ้นอยู่กับหลายตัวพร้อมกัน "
        "ซึ่งส่วนใหญ่เป็นข้อสมมติ",
    ),
    "calibrate_report": (
        "Report: {total} networks, {labelled} of them labelled; {counted}; {reading}.",
        "รายงาน: เครือข่ายทั้งหมด {total} ระบุชื่อหรือประเภท {labelled}; {counted}; {reading}",
    ),
    "calibrate_no_total": ("an untold number of", "ไม่ระบุจำนวน"),
    "counted_created": (
        "counted: those helped into being in 24 months",
        "นับเครือข่ายที่ทีมหนุนเสริมให้เกิดใน 24 เดือน",
    ),
    "counted_kept": (
        "counted: those helped into being and alive at month 24",
        "นับเครือข่ายที่ทีมหนุนเสริมให้เกิดและยังดำรงอยู่ในเดือนที่ 24",
    ),
    "counted_alive": ("counted: all alive at month 24", "นับเครือข่ายทั้งหมดที่ยังดำรงอยู่ในเดือนที่ 24"),
    "reading_total": ("labels are passed over", "ไม่ใช้ป้ายกำกับ"),
    "reading_lower-bounds": ("labels are read as “at least these”", "อ่านป้ายกำกับว่า “อย่างน้อยเท่านี้”"),
    "reading_flagship": ("each province named one of its own", "แต่ละจังหวัดยกตัวอย่างเครือข่ายของตนหนึ่งเครือข่าย"),
    "reading_sample": ("labelled ones are read as a sample of all", "อ่านป้ายกำกับว่าเป็นตัวอย่างสุ่มของทั้งหมด"),
    "calibrate_plausible": (
        "Taken into account beside it, each taken to be right with probability 0.9 (an assumption): few alliances "
        "arise without a team, and few of those are business ones.",
        "พิจารณาร่วมด้วยโดยถือว่าถูกต้องด้วยความน่าจะเป็น 0.9 (ข้อสมมติ): เครือข่ายที่เกิดเองโดยไม่มีทีมมีน้อย และในนั้นเชิงธุรกิจมีน้อย",
    ),
    "calibrate_total": ("the total", "จำนวนรวม"),
    "calibrate_prior": (
        "Before the fit, the assumed ranges foretell {low} to {high} (90 % of runs) for {what}; the report says "
        "{reported}.",
        "ก่อนปรับเทียบ ช่วงที่สมมติให้ค่า {low} ถึง {high} (ร้อยละ 90 ของรอบจำลอง) สำหรับ{what} รายงานระบุ {reported}",
    ),
    "prior_fine": ("The model can produce it, and much else.", "แบบจำลองให้ผลนี้ได้ และให้ผลอื่นได้มากมาย"),
    "prior_rare": ("The model hardly ever produces it.", "แบบจำลองแทบไม่เคยให้ผลนี้"),
    "prior_impossible": ("No run produced it.", "ไม่มีรอบจำลองใดให้ผลนี้"),
    "prior_only": (
        "It could have produced hardly anything else: the fit is no test of the model.",
        "แบบจำลองแทบให้ผลอื่นไม่ได้ การปรับเทียบจึงไม่ใช่การทดสอบแบบจำลอง",
    ),
    "calibrate_head": (
        "What the report teaches of each number, most first:",
        "รายงานสอนอะไรเกี่ยวกับตัวเลขแต่ละตัว เรียงจากมากไปน้อย:",
    ),
    "calibrate_parameter": ("number", "ตัวเลข"),
    "calibrate_assumed": ("assumed", "ช่วงที่สมมติ"),
    "calibrate_left": ("after the fit (5 to 95 %)", "หลังปรับเทียบ (ร้อยละ 5 ถึง 95)"),
    "calibrate_verdict": ("learnt?", "เรียนรู้ได้?"),
    "calibrate_unit": ("unit", "หน่วย"),
    "calibrate_range": ("{middle} ({low} to {high})", "{middle} ({low} ถึง {high})"),
    "calibrate_note": (
        "Learnt: the spread of values that agree with the report is less than 0.7 of what was assumed, by more "
        "than the "
        "error of simulation. Partly: less than 0.95, or clearly moved. Assumption alone: the report leaves it "
        "as it was.",
        "เรียนรู้ได้: ความกว้างของค่าที่สอดคล้องกับรายงานเหลือน้อยกว่า 0.7 ของที่สมมติ "
        "เกินกว่าความคลาดเคลื่อนของการจำลอง "
        "บางส่วน: น้อยกว่า 0.95 หรือเลื่อนไปชัดเจน ข้อสมมติล้วน: รายงานไม่เปลี่ยนอะไร",
    ),
    "foretold_total": (
        "After the fit a world like the programme has {middle} networks (half of worlds {lower} to {upper}; 90 % "
        "{low} to "
        "{high}).",
        "หลังปรับเทียบ โครงการเช่นนี้มี {middle} เครือข่าย (ครึ่งหนึ่งของสถานการณ์อยู่ระหว่าง {lower} ถึง "
        "{upper} ร้อยละ 90 อยู่ระหว่าง {low} "
        "ถึง {high})",
    ),
    "foretold_central": (
        "The reported number stands at {share} % of them: inside the central half.",
        "จำนวนที่รายงานอยู่ที่ร้อยละ {share} ของทั้งหมด คืออยู่ในครึ่งกลาง",
    ),
    "foretold_outside": (
        "The reported number stands at {share} % of them: outside the central half.",
        "จำนวนที่รายงานอยู่ที่ร้อยละ {share} ของทั้งหมด คืออยู่นอกครึ่งกลาง",
    ),
    "foretold_provinces": (
        "Every province has at least one with a probability of {share} % or more (least in {province}).",
        "ทุกจังหวัดมีอย่างน้อยหนึ่งเครือข่ายด้วยความน่าจะเป็นร้อยละ {share} ขึ้นไป (ต่ำสุดที่{province})",
    ),
    "calibrate_worth": (
        "The fit is worth {size} independent draws; the log-probability of the report under one set of values is "
        "known to "
        "± {noise}.",
        "ผลการปรับเทียบมีค่าเท่ากับการสุ่มอิสระ {size} ครั้ง ลอการิทึมของความน่าจะเป็นของรายงานภายใต้ค่าชุดหนึ่งรู้ได้ในช่วง ± {noise}",
    ),
    "calibrate_thin": (
        "Too thin to be trusted: {size} is less than {enough}. Try --sets {sets}; if that does not help, the "
        "report asks "
        "for what the model can hardly do.",
        "บางเกินกว่าจะเชื่อถือ: {size} น้อยกว่า {enough} ลองใช้ --sets {sets} หากยังไม่ดีขึ้น แสดงว่ารายงานขอสิ่งที่แบบจำลองแทบทำไม่ได้",
    ),
    "calibrate_directions": (
        "Of {all} numbers that are free, the report tells about {stiff} combinations; the rest stays assumed.",
        "จากตัวเลขอิสระ {all} ตัว รายงานบอกได้ราว {stiff} ชุดผสม ที่เหลือยังเป็นข้อสมมติ",
    ),
    "calibrate_limits": (
        "No report of how many networks there were can say how strong a recommendation is: that stays assumed in every "
        "comparison.",
        "รายงานจำนวนเครือข่ายบอกไม่ได้ว่าข้อเสนอแนะแต่ละข้อแรงเพียงใด ความแรงจึงยังเป็นข้อสมมติในทุกการเปรียบเทียบ",
    ),
    "next_calibrate": (
        "Next: python run.py compare --posterior {folder}/posterior.csv draws from it; python run.py validate "
        "--calibration {folder} says whether to believe it.",
        "ลองต่อ: python run.py compare --posterior {folder}/posterior.csv ใช้ผลนี้ และ python run.py validate "
        "--calibration {folder} บอกว่าควรเชื่อเพียงใด",
    ),
    "calibrate_plan": (
        "{runs} runs of 24 months ({sets} sets of values; up to {most} where the report is sharp): about {minutes} on "
        "{workers} cores. Nothing was run but a short trial.",
        "{runs} รอบจำลอง 24 เดือน (ค่าพารามิเตอร์ {sets} ชุด สูงสุด {most} รอบหากรายงานเจาะจง): ใช้เวลาราว "
        "{minutes} ด้วย "
        "{workers} แกนประมวลผล ยังไม่ได้จำลองจริง",
    ),
    "progress_truths": ("{done} of {total} synthetic truths", "เสร็จแล้ว {done} จาก {total} โลกสมมติที่รู้คำตอบ"),
    "progress_truths_unit": ("truths", "โลกสมมติ"),
    "progress_sets": ("{done} of {total} sets of values", "เสร็จแล้ว {done} จาก {total} ชุดค่า"),
    "progress_sets_unit": ("sets", "ชุด"),
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
    "interrupted_sets": (
        "Interrupted. {done} sets of values of some {total} are finished and kept in {kept}; the same command goes on "
        "from there.",
        "หยุดกลางคัน เสร็จแล้ว {done} จากราว {total} ชุดค่า เก็บไว้ที่ {kept} สั่งคำสั่งเดิมเพื่อทำต่อได้",
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
    "pattern_fitted": (
        "fitted: that business ones are few is taken into account by the shipped fit",
        "ใช้ปรับเทียบ: ผลปรับเทียบที่มากับโครงการคำนึงถึงว่าเครือข่ายธุรกิจมีน้อย",
    ),
    "validate_fit_too": (
        "Worlds were drawn from a fit. Whether the fit itself is believable takes all its simulations: run.py "
        "calibrate --out results/fit, then run.py validate --calibration results/fit.",
        "สถานการณ์สุ่มจากผลการปรับเทียบ จะเชื่อผลปรับเทียบได้หรือไม่ต้องตรวจจากการจำลองทั้งหมด สั่ง run.py "
        "calibrate --out "
        "results/fit แล้วสั่ง run.py validate --calibration results/fit",
    ),
    "validate_without_fit": (
        "Worlds were drawn from assumed ranges, without a fit.",
        "สถานการณ์สุ่มจากช่วงที่สมมติ ไม่ใช้ผลการปรับเทียบ",
    ),
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
    "observed_simulated": (
        "simulated: mean, and the middle 90 % of runs",
        "ผลการจำลอง: ค่าเฉลี่ย และร้อยละ 90 ตรงกลาง",
    ),
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
    # is the fit believable?
    "belief_holds": (
        "Believable as far as it goes: none of {checks} checks fails. The report teaches about {directions} "
        "combinations of the parameters; on the rest the fit says what was assumed before it.",
        "เชื่อถือได้เท่าที่ข้อมูลมี: การตรวจ {checks} ข้อไม่พบข้อใดไม่ผ่าน รายงานสอนเราราว {directions} "
        "ชุดผสมของพารามิเตอร์ "
        "นอกนั้นผลการปรับเทียบบอกเพียงสิ่งที่สมมติไว้แต่แรก",
    ),
    "belief_fails": (
        "Believable only in part: {failed} of {checks} checks fail.",
        "เชื่อถือได้เพียงบางส่วน: ไม่ผ่าน {failed} จากการตรวจ {checks} ข้อ",
    ),
    "belief_fails_worth": (
        "The fit is worth only {size} equal draws; 100 are the least. Simulate more parameter sets.",
        "ผลการปรับเทียบมีค่าเทียบเท่าตัวอย่างเพียง {size} ชุด ต้องมีอย่างน้อย 100 ควรจำลองค่าพารามิเตอร์เพิ่ม",
    ),
    "belief_fails_covered": (
        "The 90 % intervals should hold 85 to 95 % of {truths} synthetic truths and do not for: {outside}. "
        "Luck alone would leave {luck} of {quantities} outside; more truths tell luck from a fault.",
        "ช่วง 90 % ควรครอบคลุมค่าจริงสังเคราะห์ {truths} ชุดร้อยละ 85 ถึง 95 แต่ไม่เป็นเช่นนั้นสำหรับ: {outside} "
        "ความบังเอิญอย่างเดียวทำให้หลุดได้ {luck} จาก {quantities} รายการ "
        "เพิ่มจำนวนค่าจริงสังเคราะห์จะแยกความบังเอิญจากข้อบกพร่องได้",
    ),
    "belief_fails_even": (
        "Synthetic truths lie too often on one side, in the middle or at the ends of what the fit says of: {uneven}.",
        "ค่าจริงสังเคราะห์ตกข้างเดียว ตรงกลาง หรือปลายช่วงบ่อยเกินไป สำหรับ: {uneven}",
    ),
    "belief_fails_foretold": (
        "The report is odd among the worlds that the fit itself foretells (share of worlds as odd): {odd}.",
        "รายงานจริงผิดแปลกไปจากสถานการณ์ที่ผลการปรับเทียบทำนายเอง (สัดส่วนสถานการณ์ที่แปลกเท่ากัน): {odd}",
    ),
    "belief_fails_forms": (
        "Fitted to the counts alone, only {forms} of worlds name forms as odd as those reported.",
        "เมื่อปรับเทียบด้วยจำนวนรวมเท่านั้น มีเพียง {forms} ของสถานการณ์ที่ระบุรูปแบบแปลกเท่ากับที่รายงาน",
    ),
    "belief_fails_total": (
        "Fitted to the names alone, {total} of worlds have fewer networks than were reported.",
        "เมื่อปรับเทียบด้วยรายชื่อเท่านั้น {total} ของสถานการณ์มีเครือข่ายน้อยกว่าที่รายงาน",
    ),
    "belief_fails_wider": (
        "Without the names, belief about the forms is no wider than with them, though only the names tell of forms.",
        "เมื่อตัดรายชื่อออก ความเชื่อเรื่องรูปแบบไม่กว้างขึ้น ทั้งที่มีเพียงรายชื่อที่บอกเรื่องรูปแบบ",
    ),
    "belief_learnt_head": (
        "What the report taught. The posterior is what the fit leaves: parameter values by how well they agree with "
        "the report. The prior is what was assumed before (± is the error from finitely many runs):",
        "สิ่งที่รายงานสอนเรา “ผลการปรับเทียบ” คือค่าของพารามิเตอร์ที่ถ่วงน้ำหนักตามความสอดคล้องกับรายงาน “ค่าตั้งต้น” "
        "คือช่วงที่สมมติไว้ก่อน (± คือความคลาดเคลื่อนจากจำนวนรอบจำลองที่จำกัด):",
    ),
    "belief_quantity": ("quantity", "รายการ"),
    "belief_narrower": ("spread left|(1: as assumed)", "การกระจายที่เหลือ|(1: เท่าเดิม)"),
    "belief_shift": ("moved by|(spreads of the prior)", "ค่ากลางเลื่อนไป|(เท่าของการกระจายเดิม)"),
    "belief_verdict": ("verdict", "ผล"),
    "belief_learnt": ("learnt", "เรียนรู้ได้"),
    "belief_partly": ("partly learnt", "เรียนรู้ได้บางส่วน"),
    "belief_prior": ("the prior alone", "คงเดิมตามที่สมมติ"),
    "belief_prior_alone": (
        "Of these the report teaches nothing that shows; they stay as assumed: {names}.",
        "รายงานไม่ได้สอนสิ่งใดที่เห็นได้เกี่ยวกับรายการต่อไปนี้ จึงคงเดิมตามที่สมมติ: {names}",
    ),
    "belief_trial_head": (
        "Recovery: {truths} worlds whose parameters are known were reported in the manner of the source and fitted. "
        "How often (%) the truth lay within the middle 50 and 90 % of what the fit left, and evenness "
        "(a p-value, corrected for all rows; fine from 0.01):",
        "การทดสอบกับค่าจริงสังเคราะห์: จำลองสถานการณ์ที่รู้ค่าพารามิเตอร์ {truths} ชุด รายงานตามแบบเอกสารต้นทาง "
        "แล้วปรับเทียบ "
        "ตารางแสดงว่าค่าจริงอยู่ในช่วงกลาง 50 และ 90 % บ่อยเพียงใด (ร้อยละ) และความสม่ำเสมอ "
        "(ค่า p ที่ปรับตามจำนวนรายการ ใช้ได้เมื่อไม่ต่ำกว่า 0.01):",
    ),
    "belief_half": ("of 50 %", "ช่วง 50 %"),
    "belief_ninety": ("of 90 %", "ช่วง 90 %"),
    "belief_even": ("evenness", "ความสม่ำเสมอ"),
    "belief_good": ("fine", "ผ่าน"),
    "belief_outside": ("outside 85 to 95 %", "อยู่นอก 85 ถึง 95 %"),
    "belief_uneven": ("not even", "ไม่สม่ำเสมอ"),
    "belief_both": ("outside, not even", "อยู่นอกช่วงและไม่สม่ำเสมอ"),
    "belief_trial_note": (
        "Luck alone would leave {luck} of {quantities} rows outside 85 to 95 %. The middle one of these fits is worth "
        "{size} equal draws; {thin} are worth fewer than 100 and are counted all the same, though a fit of their own "
        "would be refined.",
        "ความบังเอิญอย่างเดียวทำให้หลุดจาก 85 ถึง 95 % ได้ {luck} จาก {quantities} รายการ "
        "การปรับเทียบค่ากลางมีค่าเทียบเท่าตัวอย่าง {size} ชุด และ {thin} ไม่ถึง 100 ชุด "
        "ซึ่งนับรวมไว้ด้วย แม้ว่าหากปรับเทียบแยกจะได้รับการปรับให้ละเอียดขึ้น",
    ),
    "belief_foretold_head": (
        "Networks helped into being in another world like this one: middle value (nine worlds in ten lie between), and "
        "what the reported world may hold in all, told and untold together:",
        "จำนวนเครือข่ายที่เกิดจากการหนุนเสริมในอีกสถานการณ์หนึ่งที่คล้ายกัน: ค่ากลาง "
        "(ช่วงที่ครอบคลุมเก้าในสิบสถานการณ์) "
        "และจำนวนที่อาจมีจริงในสถานการณ์ที่รายงาน รวมทั้งที่ระบุและไม่ระบุ:",
    ),
    "belief_networks": ("networks", "เครือข่าย"),
    "belief_before": ("before the report", "ก่อนมีรายงาน"),
    "belief_after": ("after the report", "หลังมีรายงาน"),
    "belief_whole": ("reported world", "สถานการณ์ที่รายงาน"),
    "belief_total": ("all networks", "เครือข่ายทั้งหมด"),
    "belief_odd": (
        "Share of such worlds at least as odd as the report (under 5 %: the fit does not explain it): {odd}.",
        "สัดส่วนสถานการณ์ที่แปลกไม่น้อยกว่ารายงานจริง (ต่ำกว่า 5 % แปลว่าอธิบายรายงานไม่ได้): {odd}",
    ),
    "belief_odd_total": ("total", "จำนวนรวม"),
    "belief_odd_provinces": ("counts by province", "จำนวนรายจังหวัด"),
    "belief_odd_forms": ("counts by form", "จำนวนตามรูปแบบ"),
    "belief_odd_named": ("forms of the networks named", "รูปแบบของเครือข่ายที่ระบุชื่อ"),
    "belief_unfitted_head": (
        "What was not fitted, at month 24, and how often the 90 % intervals held the truth in the synthetic worlds:",
        "สิ่งที่ไม่ได้ใช้ปรับเทียบ ณ เดือนที่ 24 และความถี่ที่ช่วง 90 % ครอบคลุมค่าจริงในสถานการณ์สังเคราะห์:",
    ),
    "belief_unfitted_note": (
        "Nothing observed is known to hold these against: that the method finds them in synthetic worlds does not show "
        "that they are right of the real one.",
        "ไม่มีข้อมูลจริงให้เทียบรายการเหล่านี้ การที่วิธีนี้หาค่าพบในสถานการณ์สังเคราะห์มิได้แสดงว่าตรงกับโลกจริง",
    ),
    "belief_soft_note": (
        "* A statement about it is heard by the fit, taken to be right nine times in ten.",
        "* การปรับเทียบรับฟังข้อความเกี่ยวกับรายการนี้ โดยถือว่าถูกต้องเก้าในสิบครั้ง",
    ),
    "belief_left_out_head": (
        "Left out and foretold from the rest:",
        "กันไว้แล้วทำนายจากส่วนที่เหลือ:",
    ),
    "belief_provinces": (
        "A province: its form is given a probability of {score} by the other provinces (geometric mean); by their "
        "shares of forms alone {base}; by guessing {guess}. {verdict}",
        "ทีละจังหวัด: ส่วนที่เหลือให้ความน่าจะเป็นแก่รูปแบบของจังหวัดนั้น {score} (ค่าเฉลี่ยเรขาคณิต) "
        "หากใช้เพียงสัดส่วนรูปแบบของจังหวัดอื่นได้ {base} หากเดาได้ {guess} {verdict}",
    ),
    "belief_provinces_better": (
        "The model foretells it better than either, though from nine provinces that is little evidence.",
        "แบบจำลองทำนายได้ดีกว่าทั้งสองวิธี แต่เก้าจังหวัดเป็นหลักฐานเพียงเล็กน้อย",
    ),
    "belief_provinces_no_better": (
        "The model does not foretell which form a province names.",
        "แบบจำลองทำนายไม่ได้ว่าจังหวัดใดจะระบุรูปแบบใด",
    ),
    "belief_forms": (
        "The forms named: reported {reported}; foretold from the counts alone {foretold} on average; {share} of worlds "
        "are at least as odd.",
        "รูปแบบที่ระบุ: รายงาน {reported} ทำนายจากจำนวนรวมเท่านั้นเฉลี่ย {foretold} สถานการณ์ที่แปลกไม่น้อยกว่านี้มี {share}",
    ),
    "belief_total_left_out": (
        "The total: foretold from the names alone {ahead}; reported {total}; {below} of worlds have fewer.",
        "จำนวนรวม: ทำนายจากรายชื่อเท่านั้น {ahead} รายงาน {total} สถานการณ์ที่น้อยกว่านี้มี {below}",
    ),
    "belief_unsaid": (
        "The statement that {statement}: holds in {unsaid} of worlds when it is not heard, {said} when it is, {before} "
        "before the report.",
        "ข้อความว่า{statement}: เป็นจริง {unsaid} ของสถานการณ์เมื่อไม่รับฟัง {said} เมื่อรับฟัง และ {before} ก่อนมีรายงาน",
    ),
    "belief_business_few": (
        "business alliances are few among those nobody helped",
        "เครือข่ายธุรกิจเป็นส่วนน้อยในเครือข่ายที่เกิดขึ้นเอง",
    ),
    "belief_quiet": (
        "few alliances arise without a team",
        "เครือข่ายที่เกิดขึ้นเองโดยไม่มีทีมหนุนเสริมมีน้อย",
    ),
    "belief_unnamed_head": (
        "What the names of networks teach: spread left with them and without, and how many networks of each form the "
        "reported world may hold (named and not):",
        "สิ่งที่รายชื่อเครือข่ายสอนเรา: การกระจายที่เหลือเมื่อใช้และไม่ใช้รายชื่อ "
        "และจำนวนเครือข่ายแต่ละรูปแบบที่อาจมีในสถานการณ์ที่รายงาน (ทั้งที่ระบุชื่อและไม่ระบุ):",
    ),
    "belief_named": ("with names", "ใช้รายชื่อ"),
    "belief_unnamed": ("without", "ไม่ใช้รายชื่อ"),
    "belief_wider": ("clearly wider", "กว้างขึ้นชัดเจน"),
    "belief_same": ("not told apart", "แยกไม่ออก"),
    "belief_of_reported": ("{form} networks reported", "เครือข่าย{form}ที่รายงาน"),
    "belief_otherwise_head": (
        "Read or counted otherwise (the first row is the fit itself): where the parameters learnt best lie, in "
        "spreads of the prior from its middle, and spread left in brackets:",
        "เมื่ออ่านหรือนับรายงานแบบอื่น (แถวแรกคือผลการปรับเทียบนี้): ตำแหน่งของพารามิเตอร์ที่เรียนรู้ได้ดีที่สุด "
        "วัดเป็นจำนวนเท่าของการกระจายเดิมจากค่ากลางเดิม และการกระจายที่เหลือในวงเล็บ:",
    ),
    "belief_otherwise_note": (
        "{names}. “Worth” is how many equal draws each fit is worth; “all networks” are those helped into being in "
        "another world.",
        "{names} “ค่าเทียบเท่า” คือจำนวนตัวอย่างที่ผลการปรับเทียบมีค่าเทียบเท่า "
        "“เครือข่ายทั้งหมด” คือเครือข่ายที่เกิดจากการหนุนเสริมในอีกสถานการณ์หนึ่ง",
    ),
    "belief_reading": ("reading", "การอ่าน"),
    "belief_size": ("worth", "ค่าเทียบเท่า"),
    "belief_read_total": ("names passed over", "ไม่ใช้รายชื่อ"),
    "belief_read_lower_bounds": ("names as the least", "รายชื่อเป็นขั้นต่ำ"),
    "belief_read_flagship": ("one name a province", "จังหวัดละหนึ่งชื่อ"),
    "belief_read_namely": ("one a province, list worded “namely”", "จังหวัดละหนึ่งชื่อ รายการใช้คำว่า “ได้แก่”"),
    "belief_read_complete": ("one a province, academic list complete", "จังหวัดละหนึ่งชื่อ รายการวิชาการครบ"),
    "belief_read_sample": ("names by chance from all", "รายชื่อสุ่มจากทั้งหมด"),
    "belief_count_created": ("counted: helped into being", "นับเครือข่ายที่ช่วยก่อตั้ง"),
    "belief_count_kept": ("counted: helped and still alive", "นับเฉพาะที่ช่วยก่อตั้งและยังอยู่"),
    "belief_count_alive": ("counted: all that are alive", "นับทั้งหมดที่ยังอยู่"),
    "belief_with_soft": ("soft statements heard", "รับฟังข้อความประกอบ"),
    "belief_without_soft": ("soft statements not heard", "ไม่รับฟังข้อความประกอบ"),
    "belief_tilts_head": (
        "The prior of one parameter leant to its low or its high end: the other parameter that moves most (in spreads "
        "of its prior), and by how many networks the mean total of another world moves; the strongest of all:",
        "เมื่อเอนค่าตั้งต้นของพารามิเตอร์หนึ่งไปทางต่ำหรือสูง: พารามิเตอร์อื่นที่เลื่อนมากที่สุด "
        "(เท่าของการกระจายเดิม) "
        "และจำนวนเครือข่ายเฉลี่ยที่เปลี่ยนไปในอีกสถานการณ์หนึ่ง แสดงเฉพาะที่มีผลมากที่สุด:",
    ),
    "belief_tilted": ("leant", "พารามิเตอร์ที่เอน"),
    "belief_low": ("low", "ต่ำ"),
    "belief_high": ("high", "สูง"),
    "belief_moved": ("moves most", "พารามิเตอร์ที่เลื่อนมากสุด"),
    "belief_by": ("by", "เลื่อนไป"),
    "belief_total_by": ("all networks", "เครือข่ายทั้งหมด"),
    "belief_tilts_note": (
        "{clear} of {all} tilts move another parameter by more than chance would; the mean total moves by {most} at "
        "most. Parameters stand in for one another: the report pins down what they do together, not each.",
        "การเอน {clear} จาก {all} กรณีทำให้พารามิเตอร์อื่นเลื่อนเกินกว่าความบังเอิญ "
        "จำนวนรวมเฉลี่ยเลื่อนมากที่สุด {most} "
        "พารามิเตอร์ทดแทนกันได้ รายงานกำหนดผลรวมของพารามิเตอร์ มิใช่ค่าของแต่ละตัว",
    ),
    "belief_worth": (
        "Precision: {sets} parameter sets are worth {size} equal draws (largest weight of one {largest}). The "
        "log-probability of the report is known to ± {noise} a set; the mean of any parameter to ± {error} spreads of "
        "its prior or better.",
        "ความแม่นยำ: ค่าพารามิเตอร์ {sets} ชุดมีค่าเทียบเท่าตัวอย่าง {size} ชุด (น้ำหนักสูงสุดของชุดหนึ่ง {largest}) "
        "ลอการิทึมของความน่าจะเป็นของรายงานคลาดเคลื่อน ± {noise} ต่อชุด "
        "ค่าเฉลี่ยของพารามิเตอร์คลาดเคลื่อนไม่เกิน ± {error} เท่าของการกระจายเดิม",
    ),
    "belief_limits": ("What this does not show:", "สิ่งที่การตรวจนี้ไม่ได้แสดง:"),
    "belief_limit_directions": (
        "Clearly learnt are {directions} combinations of {parameters} parameters; everything else rests on what was "
        "assumed, and more runs do not change that.",
        "สิ่งที่เรียนรู้ได้ชัดเจนมี {directions} ชุดผสมจากพารามิเตอร์ {parameters} ตัว นอกนั้นตั้งอยู่บนข้อสมมติ และการจำลองเพิ่มไม่ทำให้เปลี่ยน",
    ),
    "belief_limit_provinces": (
        "Nothing here foretells how many networks of which form one province has: the ranges by province are the "
        "answer, not their middles.",
        "ไม่มีสิ่งใดที่นี่ทำนายได้ว่าจังหวัดหนึ่งมีเครือข่ายรูปแบบใดกี่เครือข่าย คำตอบรายจังหวัดคือช่วง ไม่ใช่ค่ากลาง",
    ),
    "belief_limit_trial": (
        "Recovery tests the method in worlds that follow this model, from all over the prior, reported in the manner "
        "of the source (a total, one name a province) whatever this report holds. Whether the real world follows the "
        "model is what the left-out parts and the patterns are for.",
        "การทดสอบกับค่าจริงสังเคราะห์ตรวจวิธีการในสถานการณ์ที่เป็นไปตามแบบจำลองนี้ทั่วทั้งช่วงตั้งต้น "
        "โดยรายงานแบบเอกสารต้นทาง (จำนวนรวมและจังหวัดละหนึ่งชื่อ) ไม่ว่ารายงานนี้มีอะไร "
        "โลกจริงเป็นไปตามแบบจำลองหรือไม่ต้องดูจากส่วนที่กันไว้และแบบแผน",
    ),
    # parameters and statistics in a few words
    "quantity_unregistered_per_province": ("unregistered groups", "จำนวนกลุ่มที่มิได้จดทะเบียน"),
    "quantity_unplanned": ("activity without a plan", "กิจกรรมร่วมโดยไม่มีแผน"),
    "quantity_plan_growth": ("growth of joint plans", "การเติบโตของแผนร่วม"),
    "quantity_maturing_rate": ("starting a joint activity", "การเริ่มกิจกรรมร่วม"),
    "quantity_misuse_rate": ("misuse of trust or money", "การใช้ทรัพยากรในทางมิชอบ"),
    "quantity_turnover": ("change of leaders", "การเปลี่ยนผู้นำ"),
    "quantity_cohesion_plan": ("cohesion from plans", "ความเป็นปึกแผ่นจากแผน"),
    "quantity_link_push": ("push of a team's visit", "แรงผลักของการเยี่ยม"),
    "quantity_founding_cost": ("burden of founding", "ภาระของการก่อตั้ง"),
    "quantity_reluctance": ("reluctance to join", "ความลังเลที่จะเข้าร่วม"),
    "quantity_team_visits": ("visits a month", "จำนวนการเยี่ยมต่อเดือน"),
    "quantity_team_circle": ("organisations per team", "จำนวนองค์กรต่อทีม"),
    "quantity_team_understanding": ("understanding of teams", "ความเข้าใจของทีม"),
    "quantity_team_spread": ("differences among teams", "ความแตกต่างระหว่างทีม"),
    "quantity_business_appeal": ("appeal of business form", "ความน่าสนใจของเชิงธุรกิจ"),
    "quantity_academic_appeal": ("appeal of academic form", "ความน่าสนใจของเชิงวิชาการ"),
    "quantity_weight_understanding": ("pull of understanding", "น้ำหนักของความเข้าใจ"),
    "quantity_weight_strategy": ("pull of strategic plans", "น้ำหนักของแผนกลยุทธ์"),
    "quantity_alive": ("alliances alive", "เครือข่ายที่ยังอยู่"),
    "quantity_operating": ("alliances operating", "เครือข่ายที่มีกิจกรรมร่วม"),
    "quantity_unaided": ("founded without a team", "ก่อตั้งเองโดยไม่มีทีม"),
    "quantity_unaided_business": ("business share of these", "สัดส่วนเชิงธุรกิจในกลุ่มนี้"),
    "quantity_survival": ("helped networks still alive", "สัดส่วนที่ช่วยก่อตั้งแล้วยังอยู่"),
    "quantity_size": ("mean size at its largest", "ขนาดสูงสุดเฉลี่ย"),
    "quantity_largest": ("largest helped network", "ขนาดเครือข่ายที่ใหญ่ที่สุด"),
    "quantity_operating_share": ("share operating", "สัดส่วนที่มีกิจกรรมร่วม"),
    "quantity_weak_share": ("weak ones in an alliance", "องค์กรอ่อนแอที่อยู่ในเครือข่าย"),
    "quantity_unregistered_share": ("unregistered in an alliance", "กลุ่มมิได้จดทะเบียนที่อยู่ในเครือข่าย"),
    "quantity_remote_share": ("remote ones in an alliance", "องค์กรห่างไกลที่อยู่ในเครือข่าย"),
    "quantity_total": ("all networks, another run", "เครือข่ายทั้งหมดในรอบใหม่"),
    # charts of recovery and of what was learnt
    "recovery_title": (
        "Are synthetic truths found where the fit says, as often as it says?",
        "ค่าจริงสังเคราะห์อยู่ตรงที่การปรับเทียบบอก และบ่อยเท่าที่บอกหรือไม่",
    ),
    "recovery_subtitle": (
        "{truths} worlds with known parameters, reported in the manner of the source and fitted; "
        "{outside} of {all} quantities outside 85 to 95 %, {uneven} not even",
        "สถานการณ์ที่รู้ค่าพารามิเตอร์ {truths} ชุด รายงานตามแบบเอกสารต้นทางแล้วปรับเทียบ "
        "อยู่นอก 85 ถึง 95 % {outside} จาก {all} รายการ ไม่สม่ำเสมอ {uneven} รายการ",
    ),
    "recovery_note": (
        "Bars: truths by the share of the posterior below them, in tenths. Level bars within the grey band (what "
        "chance alone gives in 95 of 100 bars) mean that the fit is as sure as it should be; a hollow middle, that it "
        "is too sure; a hump, not sure enough. Above each: how often the middle 50 and 90 % held the truth.",
        "แท่ง คือ จำนวนค่าจริงตามสัดส่วนของผลการปรับเทียบที่อยู่ต่ำกว่า แบ่งเป็นสิบช่วง "
        "แท่งที่เสมอกันในแถบเทา (ความบังเอิญให้แท่งอยู่ในแถบ 95 จาก 100 แท่ง) แปลว่ามั่นใจพอเหมาะ "
        "ตรงกลางยุบแปลว่ามั่นใจเกินไป ตรงกลางนูนแปลว่ามั่นใจน้อยไป "
        "ตัวเลขด้านบนคือความถี่ที่ช่วงกลาง 50 และ 90 % ครอบคลุมค่าจริง",
    ),
    "recovery_covered": ("held: {half} and {ninety} %", "ครอบคลุม {half} และ {ninety} %"),
    "recovery_good": ("as it should be", "เป็นไปตามที่ควร"),
    "recovery_bad": ("outside 85 to 95 %, or not even", "อยู่นอก 85 ถึง 95 % หรือไม่สม่ำเสมอ"),
    "recovery_luck": ("chance alone", "ความบังเอิญ"),
    "learnt_title": (
        "What the report taught of each parameter",
        "รายงานสอนอะไรเกี่ยวกับพารามิเตอร์แต่ละตัว",
    ),
    "learnt_subtitle": (
        "Prior: what was assumed. Posterior: what the fit leaves, values by how well they agree with the report. "
        "Learnt {learnt}, partly {partly}, prior alone {prior}",
        "ค่าตั้งต้น คือ สิ่งที่สมมติไว้ ผลการปรับเทียบ คือ ค่าที่ถ่วงน้ำหนักตามความสอดคล้องกับรายงาน "
        "เรียนรู้ได้ {learnt} บางส่วน {partly} คงเดิม {prior}",
    ),
    "learnt_note": (
        "Each axis runs over the range that was assumed, stretched so that the prior is level. Bar below: the middle "
        "90 % of the posterior, and its middle value. Where bars are grey the report taught nothing that shows; "
        "small ups and downs are chance (worth {size} equal draws).",
        "แกนแต่ละภาพคือช่วงที่สมมติ ยืดให้ค่าตั้งต้นเสมอกัน เส้นด้านล่าง คือ ช่วงกลาง 90 % ของผลการปรับเทียบและค่ากลาง "
        "แท่งสีเทา คือ รายงานไม่ได้สอนสิ่งใดที่เห็นได้ ความขึ้นลงเล็กน้อยคือความบังเอิญ (เทียบเท่าตัวอย่าง {size} ชุด)",
    ),
    "learnt_prior_line": ("prior: as assumed", "ค่าตั้งต้น: ตามที่สมมติ"),
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
