"""Made-up tables of who gains, of any number of policies and provinces, with names of any length."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.effects.gains import FORM, HOUSEHOLD, PEOPLE, PROVINCE, REACH
from analysis.language.labels import Names
from sim.language.texts import text

EN = ("Phra Nakhon Si Ayutthaya", "Nakhon Si Thammarat", "Prachuap Khiri Khan", "Bangkok (Krung Thep)", "Tak")
TH = ("พระนครศรีอยุธยา", "นครศรีธรรมราช", "ประจวบคีรีขันธ์", "กรุงเทพมหานคร", "ตาก")
LONG = (
    "A very long name of a policy that somebody wrote as a whole sentence, with commas, and then some",
    "นโยบายที่มีชื่อยาวมาก ซึ่งผู้ใช้เขียนเป็นประโยคเต็ม เพื่อพัฒนาผู้นำกลุ่มที่มีศักยภาพ และความพร้อมในทุกจังหวัด",
)
_GROUPS = {
    PEOPLE: ("everyone", "weak", "remote", "unregistered"),
    HOUSEHOLD: ("everyone",),
    REACH: ("weak", "remote", "unregistered"),
    FORM: ("area", "business", "academic"),
}
_SIZES = {PEOPLE: 900_000.0, HOUSEHOLD: 12_000.0, REACH: 0.1, FORM: 9.0, PROVINCE: 2.0}
_OUTCOMES = {PEOPLE: "people_helped", HOUSEHOLD: "household_gain", REACH: "weak_share", FORM: "lasting_area"}


def province(nth: int) -> tuple[str, str, str]:
    """Key, English and Thai name of a made-up province."""
    return f"p{nth:02}", f"{EN[nth % 5]} {nth}", f"{TH[nth % 5]} {nth}"


def policies(count: int) -> list[str]:
    return [f"q{nth:02}" for nth in range(count)]


def called(count: int, name: tuple[str, str] = LONG) -> Names:
    return {policy: (f"{nth}. {name[0]}", f"{nth}. {name[1]}") for nth, policy in enumerate(policies(count), 1)} | {
        "programme": ("The programme", "โครงการ")
    }


def made_gains(policies_: int, provinces: int, seed: int = 1) -> pd.DataFrame:
    """As ``effects.gains`` leaves them: effects of either sign, about half of them clear."""
    random = np.random.default_rng(seed)
    columns = [(by, key, *_labels(by, key)) for by, groups in _GROUPS.items() for key in groups]
    columns += [(PROVINCE, *province(nth)) for nth in range(provinces)]
    rows = []
    for policy in policies(policies_):
        for by, key, en, th in columns:
            mean, half = _SIZES[by] * random.normal(), _SIZES[by] * abs(random.normal(0, 0.7))
            ends = {"low": mean - half, "high": mean + half}
            rows.append(
                {"policy": policy, "window": "", "reference": "programme", "breakdown": by, "group": key}
                | {"label_en": en, "label_th": th, "outcome": _OUTCOMES.get(by, "lasting_trang"), "difference": mean}
                | {**ends, **{f"simultaneous_{end}": value for end, value in ends.items()}, "runs": 100}
            )
    return pd.DataFrame(rows)


def _labels(breakdown: str, key: str) -> tuple[str, str]:
    return (key, key) if breakdown == FORM else (text(f"gains_group_{key}", "en"), text(f"gains_group_{key}", "th"))


def made_places(count: int, lang: str, seed: int = 2) -> pd.DataFrame:
    """As maps take them: scattered, longer from north to south."""
    random = np.random.default_rng(seed)
    names = [province(nth) for nth in range(count)]
    where = {"x_km": random.normal(0, 120, count), "y_km": random.normal(0, 300, count)}
    return pd.DataFrame({"label": [one[1 + (lang == "th")] for one in names], **where}, index=[one[0] for one in names])
