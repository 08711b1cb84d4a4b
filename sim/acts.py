"""The few kinds of change that a recommendation can be made of, and what a file may say of each.

How each acts on a world is in ``interventions``.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.records import CHANGE_FIELDS

DOSES = tuple(field.name for field in CHANGE_FIELDS if field.unit == "dose")
_SKILLS = ("understanding", "strategy", "leadership", "openness", "management")


class Act(NamedTuple):
    """A kind of change: its key, what it is in English and Thai, and which settings and doses it takes."""

    key: str
    en: str
    th: str
    settings: tuple[str, ...]
    doses: tuple[str, ...]


ACTS: dict[str, Act] = {
    act.key: act
    for act in (
        Act("visit", "visits to organisations in turn", "เยี่ยมองค์กรหมุนเวียนกันไป",
            ("every", "capacity", "until", "ready"), _SKILLS),
        Act("broadcast", "media that reach many, thinly", "สื่อที่เข้าถึงคนจำนวนมากอย่างบาง ๆ",
            ("every", "coverage", "distance", "tires"), (*_SKILLS, "climate")),
        Act("equip", "tools for alliances that exist", "เครื่องมือสำหรับเครือข่ายที่มีอยู่",
            ("every", "coverage"), ("plan", "indicators", "control", "readiness", "skill")),
        Act("forum", "forums where organisations meet", "เวทีที่องค์กรมาพบกัน",
            ("every", "sessions", "coverage", "distance"),
            ("trust", "understanding", "management", "readiness", "skill", "team")),
        Act("list", "a directory of organisations", "ทำเนียบนามองค์กร", ("every", "coverage"), ()),
        Act("rescue", "help to alliances in trouble", "ความช่วยเหลือแก่เครือข่ายที่มีปัญหา",
            ("every", "capacity"), ("support", "plan", "indicators", "control", "readiness", "skill")),
    )
}  # fmt: skip
