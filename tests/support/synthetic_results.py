"""Made-up results in the shape of real ones: what the model would leave, with effects that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.kinds import FORMS, KINDS
from sim.language.terms import keys
from sim.measures import MEASURES
from sim.provinces import PROVINCE_TERMS

NAMES = {
    "baseline": ("No programme", "ไม่มีโครงการ"),
    "programme": ("The programme as it was", "โครงการตามที่ดำเนินการ"),
    "rec_01": ("1 Alliance vision", "1 สร้างวิสัยทัศน์เครือข่ายพันธมิตร"),
    "rec_02": ("2 Co-operation plan", "2 แผนความร่วมมือของเครือข่าย"),
    "rec_03": ("3 Strategic and action plans of groups", "3 แผนกลยุทธ์และแผนปฏิบัติการของกลุ่ม"),
    "rec_04": ("4 Leaders with potential and readiness", "4 พัฒนาผู้นำกลุ่มที่มีศักยภาพและความพร้อม"),
    "rec_05": ("5 Public media and academic forums", "5 เผยแพร่วิสัยทัศน์ผ่านสื่อสาธารณะและเวทีวิชาการ"),
    "rec_06": ("6 Learning media, curricula and mobile units", "6 สื่อการเรียนรู้ หลักสูตร และหน่วยเคลื่อนที่"),
    "rec_07": ("7 Directory of alliance networks", "7 ทำเนียบนามเครือข่าย"),
    "rec_08": ("8 Clear success indicators", "8 ตัวชี้วัดความสำเร็จที่ชัดเจน"),
    "rec_09": ("9 Internal control", "9 ระบบการควบคุมภายใน"),
    "rec_10": ("10 Awareness of monitoring and feedback", "10 ความตระหนักในการติดตาม ประเมินผล และข้อมูลย้อนกลับ"),
    "rec_11": ("11 Forums that train monitoring and feedback", "11 เวทีฝึกทักษะการติดตาม ประเมินผล และข้อมูลย้อนกลับ"),
    "rec_12": ("12 Learning media in various forms", "12 สื่อการเรียนรู้หลากหลายรูปแบบ"),
    "rec_13": ("13 Advisory unit", "13 หน่วยที่ปรึกษา"),
    "rec_14": ("14 Regular exchange forums with experts", "14 เวทีแลกเปลี่ยนเรียนรู้อย่างสม่ำเสมอและต่อเนื่อง"),
}
POLICIES = tuple(key for key in NAMES if key.startswith("rec_"))
EFFECTS = dict(zip(POLICIES, (2.4, 0.6, 3.9, 1.2, 0.9, 1.4, 0.3, 0.0, 0.8, -0.4, 0.5, 1.1, 3.7, 4.6)))
COSTS = dict(zip(POLICIES, (3.1, 1.2, 8.4, 4.0, 2.2, 6.3, 0.7, 0.5, 1.6, 0.9, 2.4, 2.0, 5.2, 7.7)))
_BANDS = {"q05": 0.6, "q25": 0.85, "q50": 1.0, "q75": 1.15, "q95": 1.45}
REFERENCES = {"programme": "baseline", **dict.fromkeys(POLICIES, "programme")}


def make_runs(draws: int = 60, replicates: int = 1, seed: int = 1) -> pd.DataFrame:
    """A row a run of every scenario of ``NAMES``; ``lasting`` has the mean effects ``EFFECTS``, baht ``COSTS``."""
    random = np.random.default_rng(seed)
    shape = draws, replicates
    world, chance = random.normal(22, 5, (draws, 1)), random.normal(0, 2, shape)
    draw, replicate = (index.ravel() for index in np.indices(shape))
    tables = []
    for scenario in NAMES:
        strength = random.gamma(3, 1 / 3, (draws, 1))
        own = EFFECTS.get(scenario, -14.0 if scenario == "baseline" else 0.0) * strength
        small = 0.0 if scenario in ("programme", "rec_08") else random.normal(0, 0.4, shape)
        lasting = (world + chance + own + small).ravel()
        cost = 1e6 * (COSTS.get(scenario, 0) + 10 * (scenario != "baseline")) * (0.7 + 0.6 * random.random((draws, 1)))
        columns = {measure.key: lasting * (1 + place / 50) for place, measure in enumerate(MEASURES)}
        columns |= {"lasting": lasting, "cost": np.broadcast_to(cost, shape).ravel()}
        columns |= _by_programme(random.poisson(30, draws * replicates))
        frame = pd.DataFrame({"draw": draw, "replicate": replicate, **columns})
        tables.append(frame.assign(scenario=scenario, seed=frame.index, status="done", reason=""))
    return pd.concat(tables, ignore_index=True)


def _by_programme(totals: np.ndarray) -> dict[str, np.ndarray]:
    """Totals, and their parts by form and by province."""
    random = np.random.default_rng(2)
    forms = random.multinomial(totals, [0.5, 0.35, 0.15])
    provinces = random.multinomial(totals, np.full(len(PROVINCE_TERMS), 1 / len(PROVINCE_TERMS)))
    return dict(zip(PROGRAMME_COLUMNS, np.column_stack([totals, forms, provinces]).T.astype(float)))


def fail(runs: pd.DataFrame, scenario: str, draw: int) -> pd.DataFrame:
    """The same runs with those of one scenario and draw failed."""
    failed = (runs["scenario"] == scenario) & (runs["draw"] == draw)
    measures = [*(measure.key for measure in MEASURES), *PROGRAMME_COLUMNS]
    runs = runs.copy()
    runs.loc[failed, measures] = np.nan
    runs.loc[failed, ["status", "reason"]] = "failed", "no organisations"
    return runs


def make_monthly(months: int = 60) -> pd.DataFrame:
    """Means and quantiles by month that grow for 24 months and then wear down."""
    month = np.arange(months + 1)
    course = np.where(month <= 24, month / 24, 0.75 + 0.25 * np.exp(-(month - 24) / 12))
    tables = []
    for scenario in NAMES:
        level = 8 if scenario == "baseline" else 22 + EFFECTS.get(scenario, 0.0)
        for measure in ("lasting", "operating", "kept", "alive"):
            mean = 3 + level * course * (1.0 if measure == "lasting" else 1.6)
            bands = {key: np.maximum(0, mean * factor) for key, factor in _BANDS.items()}
            tables.append(
                pd.DataFrame({"scenario": scenario, "month": month, "measure": measure, "mean": mean, **bands})
            )
    return pd.concat(tables, ignore_index=True)


def make_network(seed: int = 3) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Organisations, memberships and living alliances of one run, some members from another province."""
    random = np.random.default_rng(seed)
    provinces = keys(PROVINCE_TERMS)
    place = np.repeat(np.arange(9), 70)
    organisations = pd.DataFrame(
        {
            "x_km": 150.0 * (place % 3) + random.normal(0, 22, place.size),
            "y_km": 150.0 * (place // 3) + random.normal(0, 30, place.size),
            "kind": random.choice(keys(KINDS), place.size),
            "province": [provinces[code] for code in place],
        }
    )
    alliances, memberships = [], []
    for alliance in range(45):
        home = int(random.integers(9))
        size = 2 + int(random.geometric(0.2))
        members = random.choice(np.flatnonzero(place == home), min(size, 20), replace=False)
        if alliance % 6 == 0:
            members = np.append(members, np.flatnonzero(place != home)[:2])
        form = str(random.choice(keys(FORMS), p=[0.5, 0.35, 0.15]))
        operating = bool(random.random() < 0.6)
        alliances.append((alliance, form, provinces[home], operating, operating and alliance % 3 == 0))
        memberships += [(int(member), alliance) for member in members]
    return (
        organisations,
        pd.DataFrame(memberships, columns=["organisation", "alliance"]),
        pd.DataFrame(alliances, columns=["alliance", "form", "province", "operating", "lasting"]),
    )
