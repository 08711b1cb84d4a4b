"""The few kinds of change that a recommendation can be made of, and what a file may say of each.

How each acts on a world is in ``interventions``.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.calendar import LAST_MONTH
from sim.records import CHANGE_FIELDS

DOSES = tuple(field.name for field in CHANGE_FIELDS if field.unit == "dose")

DOSE_UNIT = "times the strength"
LEVEL = "0 to 1"


class Setting(NamedTuple):
    """What a file may say of a change beside its doses.

    Attributes
    ----------
    key : its name in files, and in ``records.CHANGE``; its words are the text ``setting.<key>``
    least, most : the range that a value lies in
    rest : its value where nothing is said, which does nothing; of the type that values are of
    unit : of its values; empty for yes and no
    required : whether a kind of change that takes it has to be told
    percent : whether people read it as so many of a hundred
    resting : the text ``setting.<resting>`` that says it is at rest; empty where that is not worth a word
    """

    key: str
    least: float
    most: float
    rest: float
    unit: str = ""
    required: bool = False
    percent: bool = False
    resting: str = ""

    def silent(self, value: float) -> bool:
        """Whether ``value`` goes without saying."""
        return not self.required and value == self.rest


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("every", 1, LAST_MONTH, 1, "months from one time to the next", resting="every_month"),
        Setting("sessions", 1, 100, 1, "sessions each time"),
        Setting("course", 1, 100, 1, "sittings of a course"),
        Setting("capacity", 0, 10_000, 0.0, "cases a month in a province", required=True),
        Setting("coverage", 0, 1, 1.0, "share of those it is for", required=True, percent=True),
        Setting("until", 0, 1, 1.0, LEVEL),
        Setting("ready", 0, 1, 0.0, LEVEL),
        Setting("work", 0, 1_000, 0.0, "cases that would take as much staff"),
        Setting("distance", 0, 1, False),
        Setting("tires", 0, 1, False),
    )
}
"""The one declaration of settings: the reader, the plan of a run, ``explain`` and the ODD page all go by it."""
_SKILLS = ("understanding", "strategy", "leadership", "openness", "management")


OF_ALLIANCES = frozenset({"equip", "rescue"})
"""Kinds of change that reach alliances, not organisations."""


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
            ("every", "coverage", "distance", "tires", "work"), (*_SKILLS, "climate")),
        Act("equip", "tools for alliances that exist", "เครื่องมือสำหรับเครือข่ายที่มีอยู่",
            ("every", "course", "coverage"), ("plan", "indicators", "control", "readiness", "skill")),
        Act("forum", "forums where organisations meet", "เวทีที่องค์กรมาพบกัน",
            ("every", "sessions", "coverage", "distance", "work"),
            ("trust", "contact", "understanding", "management", "readiness", "skill", "team")),
        Act("list", "a directory of organisations", "ทำเนียบนามองค์กร", ("every", "coverage", "work"), ()),
        Act("rescue", "help to alliances in trouble", "ความช่วยเหลือแก่เครือข่ายที่มีปัญหา",
            ("every", "capacity"), ("support", "plan", "indicators", "control", "readiness", "skill")),
    )
}  # fmt: skip
